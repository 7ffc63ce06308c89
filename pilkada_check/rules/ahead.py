"""Looking ahead: what falls due, grows stale or expires, day by day, and the earliest hour of readiness.

Beside the verdict: nothing here changes it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import FollowUp
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.due import Calendar, calendar

Kind = Literal["due", "stale", "expires", "follow_up"]


class Coming(Struct, frozen=True):
    """What comes at one instant (in the unit's zone), of one list.

    `due`: the last instant at which `moment` can be served, on the `targets` that have not served it. `stale`: answers
    to `items` on `targets` stop being fresh right after it. `expires`: a date that was answered is over with this day.
    `follow_up`: something is to be mended by then, by `owner`. The last two are about one item on one target.
    """

    at: datetime
    kind: Kind
    checklist: Checklist
    targets: tuple[str, ...]
    items: tuple[Item, ...] = ()
    moment: str = ""
    owner: str = ""
    critical: bool = False


class Holding(Struct, frozen=True):
    """A critical item that does not pass, or passes with something still to be mended: what holds readiness back."""

    part: Part
    item: Item
    follow_up: FollowUp | None


class Earliest(Struct, frozen=True):
    """The earliest hour at which the unit can be ready, by what is promised.

    `at` is None where nothing critical is open (`holding` is empty), and where it is `unknown`: one of them has no
    time, or one that has passed. `holding`: those without a time to come, else those that are promised last.
    """

    at: datetime | None
    unknown: bool
    holding: tuple[Holding, ...]


def coming(parts: Sequence[Part], moment: datetime, election_day: date, until: datetime) -> list[Coming]:
    """Everything from `moment` (in the unit's zone) to `until`, in order; veiled parts are left out (rules.md 29)."""
    zone = moment.tzinfo
    if zone is None:
        raise ValueError("a moment needs its zone")
    shown = [part for part in parts if not part.veiled]
    by_list: dict[str, list[Part]] = {}
    for part in shown:
        by_list.setdefault(part.checklist.id, []).append(part)
    found: list[Coming] = []
    for ones in by_list.values():
        days = calendar(ones[0].checklist, election_day, zone)
        found += _due(ones, days, moment)
        found += _stale(ones, days, zone)
    found += [one for part in shown for one in _of_items(part, zone)]
    order = {"due": 0, "stale": 1, "expires": 2, "follow_up": 3}
    found.sort(
        key=lambda one: (one.at, order[one.kind], one.checklist.id, one.targets, [item.id for item in one.items])
    )
    return [one for one in found if moment <= one.at <= until]


def _due(parts: Sequence[Part], days: Calendar, moment: datetime) -> Iterator[Coming]:
    """Each moment that has not ended, with the targets of which an item was not answered for it."""
    for index, due in enumerate(days.moments):
        if due.end < moment:
            continue
        owing = tuple(
            part.target for part in parts if not all(_serves(state, days, index) for state in part.items.values())
        )
        if owing:
            yield Coming(due.end.astimezone(moment.tzinfo), "due", parts[0].checklist, owing, moment=due.text)


def _serves(state: ItemState, days: Calendar, index: int) -> bool:
    """Whether the answer that stands counts, and was given for this moment or a later one (rules.md 30)."""
    base = state.standing.base
    return state.counts and base is not None and days.serves(base.look.at) >= index


def _stale(parts: Sequence[Part], days: Calendar, zone: tzinfo) -> Iterator[Coming]:
    """Answers that count today and stop being fresh: those of one list that do so at the same instant together."""
    found: dict[datetime, tuple[dict[str, None], dict[str, Item]]] = {}
    for part in parts:
        for name, state in part.items.items():
            base = state.standing.base
            end = days.expires(base.look.at) if base is not None and state.counts else None
            if end is not None and end < days.last:
                targets, items = found.setdefault(end, ({}, {}))
                targets[part.target] = None
                items[name] = state.item
    for end, (targets, items) in found.items():
        yield Coming(end.astimezone(zone), "stale", parts[0].checklist, tuple(targets), tuple(items.values()))


def _of_items(part: Part, zone: tzinfo) -> Iterator[Coming]:
    """Dates that run out, and what is promised to be mended."""
    for state in part.items.values():
        base, follow = state.standing.base, state.standing.follow_up
        value = base.value if base is not None else None
        if state.item.type == "valid_until" and isinstance(value, str):
            end = datetime.combine(date.fromisoformat(value), time(23, 59, 59), zone)
            yield Coming(end, "expires", part.checklist, (part.target,), (state.item,), critical=state.critical)
        if follow is not None and follow.due is not None:
            at = follow.due.astimezone(zone)
            yield Coming(
                at, "follow_up", part.checklist, (part.target,), (state.item,), "", follow.owner, state.critical
            )


def earliest(parts: Iterable[Part], moment: datetime) -> Earliest:
    """The latest time that is promised for a critical item; unknown where one has none, or is late already."""
    open_ones = [
        Holding(part, state.item, state.standing.follow_up)
        for part in parts
        if not part.veiled
        for state in part.items.values()
        if state.critical and (state.state in {"fail", "dispute"} or state.standing.follow_up is not None)
    ]
    vague = tuple(one for one in open_ones if not _promised(one.follow_up, moment))
    if vague or not open_ones:
        return Earliest(None, bool(vague), vague)
    last = max(one.follow_up.due for one in open_ones if one.follow_up and one.follow_up.due)
    holding = tuple(one for one in open_ones if one.follow_up and one.follow_up.due == last)
    return Earliest(last.astimezone(moment.tzinfo), unknown=False, holding=holding)


def _promised(follow: FollowUp | None, moment: datetime) -> bool:
    """Somebody is to have mended it by a time to come."""
    return follow is not None and follow.due is not None and follow.due >= moment


def horizon(operation_ends: str, election_day: date, zone: tzinfo) -> datetime:
    """How far is looked: to the end of the operation, at least to the end of election day."""
    last = max(date.fromisoformat(operation_ends), election_day) if operation_ends else election_day
    return datetime.combine(last + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
