"""A walk without screen or disk: one item of each type, lines typed into it, and what came out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from pilkada_check.model.checklist import Checklist, Item, ItemType, Need, Option, Section
from pilkada_check.model.events import Answered, Value
from pilkada_check.model.expression import Environment
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.rules.walk import Effect, Now, Place, Plan, Prompt, Step, Taken, Walk, Write, latest

WITA = timezone(timedelta(hours=8))
START = datetime(2024, 11, 24, 20, 4, tzinfo=WITA)  # a Sunday
ENV: Environment = {"wajib": 30, "hadir": 30, "operation_ends": "2024-12-16"}


def item(name: str, kind: ItemType, **fields: object) -> Item:
    return Item(name, Text(f"{name}?"), kind, **fields)  # type: ignore[arg-type] # fields of the case


def at_least(text: str = "wajib") -> Need:
    return Need(">=", parse(text))


REPORT = (
    Option("ht", Text("HT dijawab posko")),
    Option("kurir", Text("kurir bernama"), "remark", ask=True),
    Option("belum", Text("belum ada"), "fail"),
)
PARTS = {"hadir": Text("hadir"), "sakit": Text("sakit"), "izin": Text("izin")}
ITEMS: dict[str, Item] = {
    one.id: one
    for one in (
        item("confirm", "confirm", critical=True),
        item("count", "count", need=at_least()),
        item("plain", "count"),
        item("inventory", "inventory", need=at_least(), critical=True),
        item("condition", "condition"),
        item("valid_until", "valid_until"),
        item("date", "date", max_age=2),
        item("choice", "choice", options=REPORT),
        item("breakdown", "breakdown", parts=PARTS, total=parse("hadir")),
        item("risk", "risk"),
        item("text", "text", digits=True),
        item("nihil", "text", nihil=True),
        item("time", "time", need=Need("<=", parse('"07:00"'))),
        item("unknown", "count", need=at_least("tak_ada")),
    )
}


def plan(
    items: Iterable[str] = ITEMS, *, env: Environment = ENV, blind: bool = False, lang: str = "id", record: str = "R"
) -> Plan:
    """A plan of these items, all in one place."""
    chosen = tuple(ITEMS[name] for name in items)
    one = Checklist("daftar", Text("Daftar"), "1", (Section(Text("Lapangan"), chosen),))
    places = tuple(Place(Text("Lapangan"), each) for each in chosen)
    return Plan(one, places, env, WITA, lang, record, blind)


@dataclass
class Run:
    """A walk and everything that came out of it; each line is typed a minute after the one before."""

    walk: Walk
    at: datetime = START
    effects: list[Effect] = field(default_factory=list)

    def type(self, *lines: str) -> list[Effect]:
        """Type lines one after the other; what they brought."""
        before = len(self.effects)
        for line in lines:
            self.at += timedelta(minutes=1)
            self.effects += self.walk.enter(line, Now(self.at))
        return self.effects[before:]

    @property
    def events(self) -> list[Answered]:
        """The lines that the record holds."""
        return [one.event for one in self.effects if isinstance(one, Write)]

    @property
    def taken(self) -> list[Answered]:
        """What was shown as taken."""
        return [one.answer for one in self.effects if isinstance(one, Taken)]


def begin(*items: str, blind: bool = False, env: Environment = ENV, lang: str = "id") -> Run:
    """A new walk through these items, or through one of each type."""
    return Run(Walk(plan(items or ITEMS, blind=blind, env=env, lang=lang), {}))


def resumed(run: Run) -> Run:
    """The walk as another process takes it up: from the lines on the disk alone."""
    last = run.events[-1] if run.events else None
    again = Run(Walk(run.walk.plan, latest(run.events), last), run.at)
    again.effects += run.effects
    return again


def final(events: Sequence[Answered]) -> dict[str, Answered]:
    """The last answer to each item, without its time."""
    return {name: replace(one, at=START) for name, one in latest(events).items()}


def answers(run: Run) -> list[tuple[str, Value, str]]:
    """Each line written: item, value, outcome."""
    return [(one.item, one.value, one.outcome) for one in run.events]


# What an officer has in mind for each item: what he types at each step or part; `ALWAYS` has the rest.
Mind = Mapping[tuple[str, str], str]
GOOD: dict[tuple[str, str], str] = {
    ("confirm", "ASK"): "y",
    ("count", "ASK"): "30",
    ("plain", "ASK"): "7",
    ("inventory", "ASK"): "30 0 0 0",
    ("condition", "ASK"): "b",
    ("valid_until", "ASK"): "03/2026",
    ("date", "ASK"): "kemarin",
    ("choice", "ASK"): "1",
    ("breakdown", "hadir"): "28",
    ("breakdown", "sakit"): "2",
    ("breakdown", "izin"): "0",
    ("risk", "ASK"): "t",
    ("text", "ASK"): "045/BA",
    ("nihil", "ASK"): "nihil",
    ("time", "ASK"): "06.30",
    ("unknown", "ASK"): "5",
}
BAD: dict[tuple[str, str], str] = {
    **GOOD,
    ("confirm", "ASK"): "t",
    ("count", "ASK"): "28",
    ("inventory", "ASK"): "27 2 1",
    ("condition", "ASK"): "rr",
    ("valid_until", "ASK"): "11/2024",
    ("date", "ASK"): "1/11/2024",
    ("choice", "ASK"): "2",
    ("breakdown", "hadir"): "20",
    ("risk", "ASK"): "y",
    ("time", "ASK"): "07.30",
}
ALWAYS = {
    Step.CONFIRM: "y",
    Step.CHOOSE: "1",
    Step.MISMATCH: "s",
    Step.ACCEPT: "t",
    Step.WORDS: "rem tangan lemah",
    Step.REASON: "tidak ada di satuan ini",
    Step.NOTE: "dilihat dua orang",
    Step.OWNER: "Bag Log",
    Step.DUE: "25/11 15",
}


def typed(prompt: Prompt, mind: Mind) -> str:
    """What that officer types at this prompt."""
    name = prompt.place.item.id
    if prompt.step is Step.PART:
        return mind[name, prompt.part]
    return mind.get((name, prompt.step.name)) or ALWAYS.get(prompt.step) or mind[name, "ASK"]


def finish(run: Run, mind: Mind, most: int = 1000) -> int:
    """Answer whatever is asked, at most so many lines; how many it took."""
    for count in range(most):
        if run.walk.done:
            return count
        run.type(typed(run.walk.prompt, mind))
    return most
