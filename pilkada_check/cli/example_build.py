"""The records of an example: every line goes through the walk of an officer. The same bytes every time, anywhere."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from pilkada_check import VERSION
from pilkada_check.files.examples import Script
from pilkada_check.files.journal import lay_down
from pilkada_check.files.kept import keep_definition
from pilkada_check.files.names import record_path, ulid
from pilkada_check.files.workspace import Workspace
from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Answered, By, Cancelled, Event, Opened, Planned, Round, encode, seal_line
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import bare
from pilkada_check.model.unit import UNIT, Officer, Row
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.passing import passing
from pilkada_check.rules.record import read_all
from pilkada_check.rules.walk import Now, Plan, Walk, Write, places

LANG = "id"  # the language in which the lines of an example are typed

T = TypeVar("T")


class Task(Struct, frozen=True):
    """One record that is made: whose, of what, from when on. `seconds` is asked before each line that is typed."""

    list: str
    target: str
    round: Round
    officer: Officer
    device: str
    at: datetime
    seconds: Callable[[], int]
    end: str = "sealed"
    reason: str = ""


Lines = Callable[[Item, Environment, datetime], Sequence[str] | None]


class Build:
    """A workspace of an example while its records are made."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin without any record."""
        if any(not fault.warning for fault in workspace.faults):
            raise AssertionError(workspace.faults)
        self.workspace = workspace
        self.unit = workspace.unit
        self.zone = ZoneInfo(self.unit.timezone)
        self.made: dict[tuple[str, str], list[tuple[str, Opened]]] = {}  # of a list and target: device and beginning
        self.bytes: dict[str, list[tuple[str, bytes]]] = {}  # of a list: path and content of its records
        self.typed: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}  # what a cek typed, by item
        self.plans: dict[str, Planned] = {}  # by list
        self.free: dict[str, datetime] = {}  # of many targets: when an officer is done with one, by number
        self._definitions: dict[str, str] = {}
        self._environments: dict[tuple[str, str], Environment] = {}

    # ---- what there is

    def row(self, one: Checklist, target: str) -> Row | None:
        """The row of a target; the unit itself has none."""
        return None if one.target == UNIT else self.unit.tables[one.target].rows[target]

    def environment(self, one: Checklist, target: str) -> Environment:
        """What expressions see on a target."""
        key = (one.target, target)
        if key not in self._environments:
            self._environments[key] = environment(self.unit, self.workspace.book, one.target, self.row(one, target))
        return self._environments[key]

    def officer(self, number: str) -> Officer:
        """One of petugas.csv by number."""
        return self.unit.officers[bare(number)]

    def evidence(self, list_id: str) -> Evidence:
        """What a verdict on one list rests on, as of the records made so far."""
        one = self.workspace.known[list_id]
        records, _ = read_all(self.bytes.get(list_id, []))
        return Evidence(self.unit, self.zone, self.workspace.book, (one,), {one.sha256: one}, records)

    # ---- one record

    def take(self, task: Task, lines: Lines) -> None:
        """Type the lines of each item that is asked, until `lines` has none, and write what a walk writes."""
        one, blind = self.workspace.known[task.list], task.round == "ricek"
        env = self.environment(one, task.target)
        opened = self.opened(task)
        asks = places(one, lambda item: asked(item, env) and (item.critical or not blind or one.ricek == "all"))
        walk = Walk(Plan(one, asks, env, self.zone, LANG, opened.record, blind), {})
        events: list[Event] = []
        typed: dict[str, tuple[str, ...]] = {}
        at = opened.at
        for place in asks:
            said = lines(place.item, env, at)
            if said is None:
                break
            typed[place.item.id] = tuple(said)
            for line in said:
                if walk.done or walk.item is not place.item:
                    if blind:  # who mends it is not asked
                        break
                    raise AssertionError(f"{task.list} {task.target} {place.item.id}: {line} is not asked")
                at += timedelta(seconds=task.seconds())
                events += written(walk, line, at)
            if place.item.id not in walk.answers and place.item.id not in walk.later:
                raise AssertionError(f"{task.list} {task.target} {place.item.id}: {said} is no answer")
        if not blind:
            self.typed[task.list, task.target] = typed
        self.write(task, opened, events, at + timedelta(seconds=task.seconds()))

    def opened(self, task: Task) -> Opened:
        """The first line of a record; its clock is marked as typed, its source as an example."""
        at = task.at.astimezone(self.zone)
        seed = f"{task.list} {task.target} {task.round}".encode()
        before = self.made.get((task.list, task.target), [])
        # Whoever rules has everybody's records before him; a round has those that were made on its device.
        seen = tuple(one.record for device, one in before if task.round == "putusan" or device == task.device)
        independent = None
        if task.round == "ricek":
            independent = all(one.round != "cek" for device, one in before if device == task.device)
        officer = task.officer
        return Opened(
            1,
            ulid(int(at.timestamp() * 1000), sha256(seed).digest()[:10]),
            at,
            "typed",
            task.round,
            task.list,
            self._definition(task.list),
            task.target,
            self.unit.full_path,
            By(officer.number, officer.name, officer.rank, officer.post),
            "example",
            self.device(task.device),
            independent,
            seen,
            VERSION,
        )

    def device(self, name: str) -> str:
        """The eight digits of a computer."""
        return sha256(f"{self.unit.name} {name}".encode()).hexdigest()[:8]

    def _definition(self, list_id: str) -> str:
        if list_id not in self._definitions:
            self._definitions[list_id] = keep_definition(self.workspace.root, self.workspace.texts[list_id])
        return self._definitions[list_id]

    def write(self, task: Task, opened: Opened, events: Iterable[Event], at: datetime) -> None:
        """The record as one file, ended as the task says at `at`."""
        rows = [encode(event) for event in (opened, *events)]
        if task.end == "cancelled":
            rows.append(encode(Cancelled(opened.record, at, task.reason)))
        if task.end == "torn":  # the power goes while the last line is written
            rows[-1] = rows[-1][: len(rows[-1]) // 2]
        data = b"".join(rows)
        if task.end == "sealed":
            data += seal_line(data, opened.record, at)
        path = record_path(self.workspace.root / "records", task.target, task.list, task.round, opened.record)
        lay_down(path, data)
        self.made.setdefault((task.list, task.target), []).append((task.device, opened))
        self.bytes.setdefault(task.list, []).append((path.name, data))


def written(walk: Walk, line: str, at: datetime) -> list[Answered]:
    """What a line that is typed writes."""
    return [effect.event for effect in walk.enter(line, Now(at)) if isinstance(effect, Write)]


def understood(found: T | Refused) -> T:
    """What was read from a text of the example."""
    if isinstance(found, Refused):
        raise AssertionError(found)  # noqa: TRY004 - a slip in a shipped file, whatever its type
    return found


def take_script(build: Build, script: Script) -> None:
    """One record that is written out by hand."""
    left, typed = dict(script.answers), [""]

    def lines(item: Item, env: Environment, at: datetime) -> Sequence[str] | None:
        if script.until and script.until in typed:
            return None
        typed.append(item.id)
        if item.id in left:
            return left.pop(item.id)
        return passing(item, env, at.date(), LANG) if script.rest else None

    officer = build.officer(script.officer)
    task = Task(
        script.list, script.target, script.round, officer, script.device, script.at,
        lambda: script.seconds, script.end, script.reason,
    )  # fmt: skip
    build.take(task, lines)
    if left:
        raise AssertionError(f"{script.list} {script.target}: {', '.join(left)} not asked")
