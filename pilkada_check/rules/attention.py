"""What is worth a second look in how answers came about; it names, accuses nobody and changes no verdict."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from msgspec import UNSET, Struct

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import By, Value
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.answers import RANK, bare
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.record import Look, Record

Kind = Literal[
    "fast", "alike", "exact", "changed", "two_devices", "two_targets", "backwards", "before_opened", "clock"
]  # fmt: skip

# Reading a question (some twelve words) takes three seconds; looking and typing come on top.
FAST = timedelta(seconds=5)
FAST_ANSWERS = 10  # of fewer the median says little
# Ten answers of one kind alike are rare where things are counted; shorter rows of them are everyday.
ALIKE = 10
# Ten figures that all are just what is required: stores have some to spare here and lack some there.
EXACT = 10
# To leave a target or a computer, go to another and choose list, target and officer there takes a minute at least.
AT_ONCE = timedelta(seconds=60)
CLOCK_OFF = timedelta(minutes=1)  # a clock held back by less than that was only put right


class Notice(Struct, frozen=True):
    """One thing worth a look, in one record. Which of the later fields say something depends on `kind`."""

    kind: Kind
    list: str
    target: str
    record: str
    officer: By
    items: tuple[str, ...] = ()  # changed, backwards, before_opened
    answers: int = 0  # fast, alike, exact: how many it rests on
    seconds: int | None = None  # fast: the median; two_devices, two_targets: the least time between the two
    type: str = ""  # alike: the type of the items
    other: str = ""  # two_devices, two_targets: the record of the other answer
    elsewhere: str = ""  # the target of that one


def notices(parts: Iterable[Part]) -> list[Notice]:
    """Everything worth a look in these parts, by kind; veiled parts left out (rules.md 29).

    Only answers that were typed into a walk are looked at: what came by message, sheet or paper has the times and the
    order of whoever copied it. Damaged and cancelled records are left out, they count for nothing good anyway.
    """
    open_parts = [part for part in parts if not part.veiled]
    found: list[Notice] = []
    for part in open_parts:
        items = {item.id: item for item in part.checklist.items()}
        for record in part.records:
            looks = walked(record)
            for rule in _OF_RECORD:
                found += rule(record, looks, items)
    found += _at_once(open_parts)
    return sorted(found, key=lambda one: (_ORDER.index(one.kind), one.list, one.target, one.record, one.other))


def walked(record: Record) -> list[Look]:
    """The looks of a record that an officer typed himself, in a walk, where he looked."""
    opened = record.opened
    if record.damaged or record.cancelled or opened.source != "screen" or opened.entered is not UNSET:
        return []
    return [look for look in record.looks if not look.after_end and look.answer.entered is UNSET]


Items = dict[str, Item]
_Place = Literal["two_devices", "two_targets"]
Rule = Callable[[Record, Sequence[Look], Items], Iterator[Notice]]


def _notice(kind: Kind, record: Record, *, items: Iterable[str] = (), answers: int = 0) -> Notice:
    opened = record.opened
    names = tuple(dict.fromkeys(items))
    return Notice(kind, opened.list, opened.target, record.id, opened.officer, names, answers)


def _fast(record: Record, looks: Sequence[Look], _items: Items) -> Iterator[Notice]:
    """The median time from one answer to the next is too short; a pause between them does not change a median."""
    if len(looks) < FAST_ANSWERS:
        return
    gaps = sorted(gap for one, next_one in pairwise(looks) if (gap := _gap(one, next_one)) is not None)
    if gaps and gaps[len(gaps) // 2] < FAST:
        opened, seconds = record.opened, int(gaps[len(gaps) // 2].total_seconds())
        yield Notice("fast", opened.list, opened.target, record.id, opened.officer, answers=len(looks), seconds=seconds)


def _gap(one: Look, next_one: Look) -> timedelta | None:
    """The time between two answers by one and the same clock: a typed time runs on, one that is held back stands."""
    a, b = one.answer, next_one.answer
    if a.raw is not UNSET and b.raw is not UNSET:
        gap = b.raw - a.raw
    elif a.raw is UNSET and b.raw is UNSET:
        gap = next_one.at - one.at  # of the answer itself: a note or a follow-up may have come later
    else:
        return None
    return gap if gap >= timedelta() else None


def _alike(record: Record, looks: Sequence[Look], items: Items) -> Iterator[Notice]:
    """All last answers to the items of one type are the same."""
    if len(looks) < ALIKE:
        return
    by_type: dict[str, list[Value]] = {}
    for look in _last(looks, items):
        by_type.setdefault(items[look.answer.item].type, []).append(look.answer.value)
    opened = record.opened
    for kind, values in by_type.items():
        if len(values) >= ALIKE and all(value == values[0] for value in values):
            yield Notice("alike", opened.list, opened.target, record.id, opened.officer, answers=len(values), type=kind)


def _exact(record: Record, looks: Sequence[Look], items: Items) -> Iterator[Notice]:
    """Every figure that has a requirement is just that."""
    if len(looks) < EXACT:
        return
    figures = [
        (value["b"] if isinstance(value, dict) and "b" in value else value, look.answer.need)
        for look in _last(looks, items)
        if items[look.answer.item].type in {"count", "inventory"} and type(look.answer.need) is int
        for value in [look.answer.value]
    ]
    if len(figures) >= EXACT and all(value == need for value, need in figures):
        yield _notice("exact", record, answers=len(figures))


def _last(looks: Sequence[Look], items: Items) -> list[Look]:
    """The last answer to each item that was looked at; nothing of a sensitive one, whose value must not show."""
    last = {look.answer.item: look for look in looks if look.answer.item in items}
    return [look for name, look in last.items() if not items[name].sensitive and look.answer.outcome != "na"]


def _changed(record: Record, looks: Sequence[Look], _items: Items) -> Iterator[Notice]:
    """A later answer to the same question in the same cek that turns a worse outcome into a better one.

    In a cek the requirement is shown after the answer; in a ricek and a ruling only after the seal.
    """
    if record.opened.round != "cek":
        return
    last: dict[str, Look] = {}
    better: list[str] = []
    for look in looks:
        name, before = look.answer.item, last.get(look.answer.item)
        if before is not None and before.definition == look.definition and _mended(before, look):
            better.append(name)
        last[name] = look
    if better:
        yield _notice("changed", record, items=better)


def _mended(before: Look, look: Look) -> bool:
    old, new = before.answer, look.answer
    judged = old.outcome in RANK and new.outcome in RANK
    return judged and RANK[new.outcome] < RANK[old.outcome] and new.value != old.value


def _backwards(record: Record, looks: Sequence[Look], _items: Items) -> Iterator[Notice]:
    """A line older than one above it, or than the beginning of its record: no walk writes that."""
    began = record.opened.at
    early = [look.answer.item for look in looks if look.answer.at < began]
    back = [look.answer.item for look in looks if began <= look.answer.at < look.at]
    if early:
        yield _notice("before_opened", record, items=early)
    if back:
        yield _notice("backwards", record, items=back)


def _clock(record: Record, looks: Sequence[Look], _items: Items) -> Iterator[Notice]:
    """Its times are not the machine's: typed by hand, or held back while the clock was behind."""
    off = (look for look in looks if look.answer.raw is not UNSET and abs(look.answer.at - look.answer.raw) > CLOCK_OFF)
    if looks and (record.opened.clock == "typed" or next(off, None) is not None):
        yield _notice("clock", record)


_OF_RECORD: tuple[Rule, ...] = (_fast, _alike, _exact, _changed, _backwards, _clock)
_ORDER: tuple[Kind, ...] = (
    "two_devices", "two_targets", "before_opened", "backwards", "changed", "fast", "exact", "alike", "clock",
)  # fmt: skip


class _Answer(Struct, frozen=True):
    """When and where one officer answered."""

    number: str
    at: datetime
    record: Record


def _at_once(parts: Iterable[Part]) -> Iterator[Notice]:
    """One officer's number on two computers, or on two targets, within less than a minute.

    Walks may overlap: one that is left is taken up again later, so only answers are compared, and only those with the
    machine's own time. A list of the unit itself is answered anywhere.
    """
    answers = sorted(
        (
            _Answer(number, look.at, record)
            for part in parts
            for record in part.records
            if (number := bare(record.opened.officer.number))
            for look in walked(record)
            if look.answer.raw is UNSET
        ),
        key=lambda one: (one.number, one.at, one.record.id),
    )
    least: dict[tuple[_Place, str, str], tuple[timedelta, _Answer, _Answer]] = {}
    for one, next_one in pairwise(answers):
        gap, kind = next_one.at - one.at, _elsewhere(one.record, next_one.record)
        if one.number == next_one.number and kind is not None and gap < AT_ONCE:
            first, second = sorted((one, next_one), key=lambda answer: answer.record.id)
            key = kind, first.record.id, second.record.id
            least[key] = min(least.get(key, (gap, first, second)), (gap, first, second), key=lambda three: three[0])
    for (place, _first, _second), (gap, first, second) in least.items():
        opened, other = first.record.opened, second.record
        yield Notice(
            place, opened.list, opened.target, first.record.id, opened.officer, seconds=int(gap.total_seconds()),
            other=other.id, elsewhere=other.opened.target,
        )  # fmt: skip


def _elsewhere(one: Record, other: Record) -> _Place | None:
    a, b = one.opened, other.opened
    if a.device != b.device:
        return "two_devices"
    return "two_targets" if a.target != b.target and UNIT not in {a.target, b.target} else None
