"""Every shipped list walked whole at a real terminal of 40 columns: plausible slips, wrong answers, right ones.

First an officer types what is no answer, then the wrong answer wherever there is one: what was refused is nowhere, each
wrong answer is a finding, and each finding is in the message. Then all is right, cek and ricek: ready. The walk beside
the terminal (`rules.walk`, fed with the same lines) says which prompt must stand there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import ROOT
from msgspec import Struct
from terminal import NUMBER, Terminal, events, example_unit, journals, kinds, tool

from pilkada_check import words
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Answered, Value
from pilkada_check.model.expression import Expression
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.answers import judge
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.passing import passing
from pilkada_check.rules.walk import NotTaken, Now, Plan, Prompt, Report, Step, Walk, Write, places
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal

LISTS = sorted(path.stem for path in (ROOT / "checklists").glob("*.yaml") if path.stem != "facts")
ZONE = ZoneInfo("Asia/Makassar")
SECOND = "00010002"
NO: Mapping[str, str] = {"id": "t", "en": "n"}
REFUSED: Mapping[str, str] = {"id": "Belum tercatat.", "en": "Not recorded."}
# What people type who are in a hurry, or who think of another question.
SLIPS: Mapping[str, Sequence[str]] = {
    "confirm": ("mungkin", "sudah"),
    "count": ("lengkap", "banyak"),
    "inventory": ("lengkap", "27"),
    "condition": ("bagus", "y"),
    "valid_until": ("13/2024", "masih lama"),
    "date": ("31/2/2024", "sudah"),
    "choice": ("99", "x"),
    "breakdown": ("hadir", "-1"),
    "risk": ("mungkin", "0"),
    "text": ("ada", "ok"),
    "time": ("25.00", "pagi"),
}
ALWAYS: Mapping[Step, str] = {
    Step.CONFIRM: "y",
    Step.CHOOSE: "1",
    Step.MISMATCH: "s",
    Step.WORDS: "dijaga dua orang",
    Step.OWNER: "Bag Log",
    Step.DUE_RIGHT: "y",
}


class World(Struct, frozen=True):
    """A copy of the example's unit without records, one of its lists, and when it is walked."""

    root: Path
    workspace: Workspace
    checklist: Checklist

    @property
    def hour(self) -> str:
        """Late enough for the list's last moment."""
        of_the_day = any(one.days_before == 0 for one in self.checklist.due)
        return "27/11/2024 06.00" if of_the_day else "26/11/2024 17.00"

    @property
    def at(self) -> datetime:
        """The same, as an instant."""
        return datetime.strptime(self.hour, "%d/%m/%Y %H.%M").replace(tzinfo=ZONE)

    def env(self, target: str) -> dict[str, int | str]:
        """The facts of one target."""
        unit, table = self.workspace.unit, self.checklist.target
        return environment(unit, self.workspace.book, table, None if table == UNIT else unit.tables[table].rows[target])

    def targets(self) -> Iterator[str]:
        """So few targets that every item of the list is asked on one of them; those whose every fact is there."""
        table, items = self.checklist.target, list(self.checklist.items())
        rows = [UNIT] if table == UNIT else [row.id for row in self.workspace.unit.tables[table].rows.values()]
        in_force = {}
        for name in rows:
            env = self.env(name)
            named = {fact for item in items for one in _expressions(item) for fact in one.names}
            if named <= env.keys():
                in_force[name] = {item.id for item in items if asked(item, env)}
        left = {item.id for item in items}
        while left:
            best = max(in_force, key=lambda name: len(in_force[name] & left))
            assert in_force[best] & left, f"asked nowhere: {left}"
            left -= in_force[best]
            yield best

    def command(self, verb: str, target: str, lang: str) -> list[str]:
        """How a round of one target is begun."""
        where = [] if target == UNIT else ["--sasaran", target]
        return [verb, self.checklist.id, *where, "--jam", self.hour, "--lang", lang]


def _expressions(item: Item) -> Iterator[Expression]:
    found = (item.when, item.need.value if item.need else None, item.until, item.since, item.total)
    return (one for one in found if one is not None)


class Officer:
    """What an officer types at each prompt, item after item."""

    def __init__(self, world: World, target: str, lang: str, *, right: bool) -> None:
        self.world, self.lang, self.right = world, lang, right
        self.env = world.env(target)
        self.lines: list[str] = []
        self.owners = 0

    def begin(self, item: Item) -> str:
        """The first line to an item; the rest of a right answer waits."""
        self.lines = list(passing(item, self.env, self.world.at.date(), self.lang))
        if not self.right:
            self.lines = self.wrong(item) or self.lines
        return self.lines.pop(0)

    def next(self, step: Step) -> str:
        """The next line to that item."""
        if self.lines and (self.right or step in {Step.PART, Step.CONFIRM}):
            return self.lines.pop(0)
        if step is Step.OWNER:
            self.owners += 1
            return ".n" if self.owners % 3 == 0 else ALWAYS[step]
        if step is Step.DUE:
            return f"{self.world.at.day}/11 20.00"
        return NO[self.lang] if step is Step.ACCEPT else ALWAYS[step]

    def wrong(self, item: Item) -> list[str]:
        """The lines of an answer that does not pass, or is a risk; none where no such answer is to be had."""
        need = judge(item, _nothing(item), self.env, day=self.world.at.date()).need
        if item.type == "breakdown":
            parts = [line for line in self.lines if line.isdecimal()]
            return [str(int(parts[0]) + 1), *parts[1:]]
        if item.type == "choice":
            worst = max(item.options, key=lambda one: ("ok", "remark", "fail").index(one.outcome))
            return [str(item.options.index(worst) + 1)] if worst.outcome != "ok" else []
        if isinstance(need, int):
            off = need + (1 if item.need is not None and item.need.op != ">=" else -1)
            return [] if off < 0 else [f"{off} 0 1" if item.type == "inventory" else str(off)]
        if isinstance(need, str) and item.type == "time":
            return ["00:01" if item.need is not None and item.need.op == ">=" else "23:59"]
        return {
            "confirm": [NO[self.lang] if item.expect else "y"],
            "risk": ["y"],
            "condition": ["rb"],
            "valid_until": ["1/1/2024"],
            "date": ["1/1/2024"] if item.since is not None or item.max_age is not None else [],
        }.get(item.type, [])


def _nothing(item: Item) -> Value:
    """A value of the item's type: of the judgement only the requirement is looked at."""
    values: dict[str, Value] = {
        "inventory": dict.fromkeys(("b", "rr", "rb", "ta"), 0),
        "breakdown": dict.fromkeys(item.parts, 0),
        **dict.fromkeys(("valid_until", "date"), "2024-11-26"),
        "count": 0,
        "time": "06:00",
        "condition": "b",
        "confirm": True,
        "risk": False,
        "text": "x",
        "choice": item.options[0].id if item.options else "",
    }
    return values[item.type]


def readable(shown: str, prompt: Prompt, officer: Officer) -> None:
    """The question stands there whole, and nothing of its requirement does, before the answer."""
    item, lang = prompt.place.item, officer.lang
    flat = " ".join(shown.split())
    assert " ".join(literal(item.text.say(lang)).split()) in flat, flat
    assert f"{prompt.number}/{prompt.total}" in flat
    expression = item.need.value if item.need is not None else item.total
    if expression is None or not expression.names:
        return  # a figure that the list itself says is no secret: "how many of the 3"
    need = judge(item, _nothing(item), officer.env, day=officer.world.at.date()).need
    question = flat.split(f"{prompt.number}/{prompt.total}", 1)[1]
    assert not re.search(rf"(?<![\w/]){re.escape(str(need))}(?![\w/])", question), question


def walked(world: World, target: str, lang: str, *, right: bool, verb: str = "cek") -> dict[str, Answered]:
    """One whole walk to its seal; the answers as the walk beside it has them."""
    words.init(lang)
    officer = Officer(world, target, lang, right=right)
    blind = verb == "ricek"
    places_ = places(
        world.checklist,
        lambda item: asked(item, officer.env) and (item.critical or not blind or world.checklist.ricek == "all"),
    )
    walk = Walk(Plan(world.checklist, places_, officer.env, ZONE, lang, "01JDEXAMPLE000000000000000", blind), {})
    found: dict[str, Answered] = {}
    with Terminal(world.root, *world.command(verb, target, lang), columns=40) as terminal:
        terminal.ask()
        shown = terminal.type(SECOND if blind else NUMBER, "y")
        if blind:  # the first count is on this computer
            shown = terminal.type("y")
        item = ""
        while not walk.done:
            prompt = walk.prompt
            if prompt.place.item.id == item:
                line = officer.next(prompt.step)
            else:
                item = prompt.place.item.id
                readable(shown, prompt, officer)
                if not right:
                    for slip in SLIPS[prompt.place.item.type]:
                        effects = walk.enter(slip, Now(world.at))
                        assert [type(one) for one in effects] == [NotTaken], (item, slip)
                        assert REFUSED[lang] in " ".join(terminal.type(slip).split()), (item, slip)
                line = officer.begin(prompt.place.item)
            effects = walk.enter(line, Now(world.at))
            assert not any(isinstance(one, NotTaken) for one in effects), (item, line)
            found |= {one.event.item: one.event for one in effects if isinstance(one, Write)}
            shown = terminal.type(line)
            if any(isinstance(one, Report) for one in effects):
                shown = terminal.type(NO[lang])  # it is noted; the posko is told later
        assert ("kosong 0" if lang == "id" else "empty 0") in " ".join(shown.split())
        assert terminal.end("y") == 0
        typed = [line for line in terminal.too_wide() if "> " not in line]
        assert not typed
    return found


def on_disk(world: World, verb: str, target: str) -> dict[str, tuple[object, str]]:
    """What the last record of that round and target says: value and outcome by item."""
    paths = [path for path in journals(world.root) if f"-{verb}-" in path.name]
    path = max(paths, key=lambda one: one.stat().st_mtime_ns)
    assert (kinds(path)[-1], json.loads(path.read_bytes().splitlines()[0])["target"]) == ("sealed", target)
    return {one.item: (one.value, one.outcome) for one in events(path) if isinstance(one, Answered)}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_walked_whole(tmp_path: Path, name: str) -> None:
    """Wrong in one language, right in the other; each list begins with the other one than its neighbour."""
    root = example_unit(tmp_path / "unit")
    sheet = (root / "pilkada.yaml").read_text("utf-8")
    sheet = re.sub(r"^lists: \[[^]]*\]", f"lists: [{name}]", sheet, flags=re.MULTILINE)
    (root / "pilkada.yaml").write_text(sheet, "utf-8")
    workspace = load(root)
    world = World(root, workspace, workspace.known[name])
    first, other = ("id", "en") if LISTS.index(name) % 2 else ("en", "id")

    targets = list(world.targets())
    wrong: dict[str, dict[str, Answered]] = {}
    for target in targets:
        wrong[target] = walked(world, target, first, right=False)
        assert on_disk(world, "cek", target) == {name: (one.value, one.outcome) for name, one in wrong[target].items()}
    passed = {item for found in wrong.values() for item, one in found.items() if one.outcome == "ok"}
    items = {item.id: item for item in world.checklist.items()}
    assert {items[item].type for item in passed} <= {"text"}  # any words pass; those that say nothing are refused
    told(world, targets[0], wrong[targets[0]], first)

    right = walked(world, targets[0], other, right=True)
    assert {one.outcome for one in right.values()} <= {"ok", "noted"}
    if any(items[item].critical for item in right) and world.checklist.ricek != "none":
        again = walked(world, targets[0], other, right=True, verb="ricek")
        assert on_disk(world, "ricek", targets[0]) == {item: (one.value, one.outcome) for item, one in again.items()}
    part = summary(world, targets[0], other)
    assert (part["readiness"], part["reasons"]) == ("ready", [])


def summary(world: World, target: str, lang: str) -> dict[str, Any]:
    """The part as `ringkasan` judges it an hour later."""
    done = tool(world.root, *_summary(world, target, lang), "--format", "json")
    [part] = [one for one in json.loads(done.stdout)["parts"] if one["target"] == target]
    return dict(part)


def _summary(world: World, target: str, lang: str) -> list[str]:
    per = world.hour.replace("17.00", "18.00").replace("06.00", "07.00")
    return ["ringkasan", "--list", world.checklist.id, "--sasaran", target, "--per", per, "--lang", lang]


def told(world: World, target: str, found: Mapping[str, Answered], lang: str) -> None:
    """The right items are findings, on the page and in the message that goes out, and no others."""
    failed = {item for item, one in found.items() if one.outcome == "fail"}
    critical = {item.id for item in world.checklist.items() if item.critical}
    part = summary(world, target, lang)
    assert {one["item"] for one in part["reasons"] if one["code"] == "fail"} == failed
    at_best = "conditional" if part["reasons"] else "ready"  # a list of risks alone has nothing that fails
    assert part["readiness"] == ("not_ready" if failed & critical else at_best)
    message = tool(world.root, *_summary(world, target, lang), "--format", "text").stdout
    words.init(lang)
    flat = " ".join(message.split())
    for item in world.checklist.items():
        assert item.id not in failed or short_name(item) in flat, item.id
        assert not item.sensitive or part["items"].get(item.id, {}).keys().isdisjoint({"value", "need"}), item.id
