"""What is typed so that an item passes is taken by the walk as it stands, on every list and target of the example."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from terminal import EXAMPLE
from walk_world import ENV, ITEMS, item

from pilkada_check.files.workspace import load
from pilkada_check.model.checklist import Checklist, Item, Need, Option, Section
from pilkada_check.model.events import Answered
from pilkada_check.model.expression import Environment
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.passing import passing
from pilkada_check.rules.targets import targets
from pilkada_check.rules.walk import Now, Place, Plan, Taken, Walk, Write

ZONE = ZoneInfo("Asia/Makassar")
AT = datetime(2024, 11, 26, 19, 30, tzinfo=ZONE)


def answered(one: Item, env: Environment, lang: str, lines: tuple[str, ...]) -> Answered:
    """The answer that the walk takes with the last of these lines, and not before."""
    checklist = Checklist("uji", Text("Uji"), "1", (Section(Text("Tempat"), (one,)),))
    walk = Walk(Plan(checklist, (Place(Text("Tempat"), one),), env, ZONE, lang, "R"), {})
    for line in lines[:-1]:
        assert not [effect for effect in walk.enter(line, Now(AT)) if isinstance(effect, Write)], (one.id, lines)
    effects = walk.enter(lines[-1], Now(AT))
    taken = [effect.answer for effect in effects if isinstance(effect, Taken)]
    assert taken, (one.id, lines, walk.step)
    return taken[0]


def asked_of_the_example() -> Iterator[tuple[Checklist, Item, Environment]]:
    """Every item of every shipped list with the facts of every target that it is asked of; those alike once."""
    workspace = load(EXAMPLE, every=True)
    seen: set[tuple[object, ...]] = set()
    for one in workspace.known.values():
        for row in [*targets(workspace.unit, one).values(), None]:
            env = environment(workspace.unit, workspace.book, one.target, row)
            for each in one.items():
                names = {name for expression in each.expressions for name in expression.names} | {"operation_ends"}
                key = (one.id, each.id, tuple(sorted((name, env[name]) for name in names if name in env)))
                if key not in seen and asked(each, env):
                    seen.add(key)
                    yield one, each, env


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_item_of_the_shipped_lists_passes_on_every_target_of_the_example(lang: str) -> None:
    met = set()
    for one, each, env in asked_of_the_example():
        answer = answered(each, env, lang, passing(each, env, AT.date(), lang))
        missing = [name for expression in each.expressions for name in expression.names if name not in env]
        assert answer.outcome in ({"ok", "noted", "unjudged"} if missing else {"ok", "noted"}), (one.id, each.id)
        met.add(one.id)
    assert met == set(load(None, every=True).known)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ITEMS)
def test_each_type_of_item_passes(name: str, lang: str) -> None:
    lines = passing(ITEMS[name], ENV, AT.date(), lang)
    assert answered(ITEMS[name], ENV, lang, lines).outcome in {"ok", "noted", "unjudged"}


FIGURE = {
    "many": (item("i", "count", need=Need(">=", parse("2500"))), ("2500", "y")),
    "at most": (item("i", "count", need=Need("<=", parse("30")), usual=(0, 20)), ("20",)),
    "no usual": (item("i", "count", usual=(10, 20)), ("15",)),
    "negative": (item("i", "count", need=Need(">=", parse("wajib - 40"))), ("0",)),
    "half": (item("i", "count", need=Need(">=", parse("wajib / 4"))), ("8",)),
    "inventory": (ITEMS["inventory"], ("30 0 0", "y")),
    "no": (item("i", "confirm", expect=False), ("t",)),
    "asks": (item("i", "choice", options=(Option("a", Text("a"), ask=True),)), ("1", "sesuai rencana")),
    "best": (item("i", "choice", options=(Option("a", Text("a"), "remark"), Option("b", Text("b")))), ("2",)),
    "parts": (ITEMS["breakdown"], ("10", "10", "10")),
    "since": (item("i", "date", since=parse('"2024-12-01"')), ("1/12/2024", "y")),
    "until": (item("i", "date", until=parse('"2024-11-20"')), ("20/11/2024",)),
    "valid": (ITEMS["valid_until"], ("15/1/2025",)),
    "hour": (ITEMS["time"], ("0700",)),
    "nihil": (ITEMS["nihil"], ("NIHIL",)),
}


@pytest.mark.parametrize("name", FIGURE)
def test_the_lines_are_the_fewest_that_pass(name: str) -> None:
    one, lines = FIGURE[name]
    assert passing(one, ENV, AT.date(), "id") == lines
    assert answered(one, ENV, "id", lines).outcome in {"ok", "noted"}


def test_what_nothing_passes_is_answered_all_the_same() -> None:
    one = item("i", "date", since=parse('"2024-12-02"'), until=parse('"2024-12-01"'))
    assert answered(one, ENV, "id", passing(one, ENV, date(2024, 11, 26), "id")).outcome == "fail"
