"""When a list is owed, and how long an answer stays fresh (rules.md 7, 30, 31)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from pilkada_check.model.checklist import Checklist, Due, ValidFor

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)  # ends are last instants that still belong


class Moment(NamedTuple):
    """One due moment as instants. `start` is set where it runs from an hour to an hour."""

    text: str
    day: datetime
    start: datetime | None
    end: datetime


class Calendar(NamedTuple):
    """The due moments of one list in one unit, and what limits its answers."""

    moments: tuple[Moment, ...]
    valid_for: ValidFor | None
    zone: tzinfo
    last: datetime  # the last instant of election day: nothing grows stale after it

    def serves(self, at: datetime) -> int:
        """Index of the moment an answer of `at` serves: the first whose end is not before it, or past the last."""
        for index, moment in enumerate(self.moments):
            if at <= moment.end:
                return index
        return len(self.moments)

    def expires(self, at: datetime) -> datetime | None:
        """The last instant at which an answer of `at` is fresh by its list; None: it does not grow stale."""
        ends = []
        served = self.serves(at)
        if served + 1 < len(self.moments):
            ends.append(self.moments[served + 1].end)
        ends += [moment.start - _INSTANT for moment in self.moments if moment.start is not None and moment.start > at]
        if self.valid_for is not None and self.valid_for.hours:
            ends.append(at + timedelta(hours=self.valid_for.hours))
        elif self.valid_for is not None:
            ends.append(_end_of(at.astimezone(self.zone).date() + timedelta(days=self.valid_for.days), self.zone))
        return min(ends, default=None)

    def fresh(self, at: datetime, now: datetime) -> bool:
        """Whether an answer of `at` is fresh at `now`."""
        end = self.expires(at)
        return end is None or min(now, self.last) <= end

    def begun(self, now: datetime) -> bool:
        """Whether the day of the first due moment has begun; a list without `due` is always due."""
        return not self.moments or now >= self.moments[0].day

    def last_ended(self, now: datetime) -> int | None:
        """Index of the last moment that has ended."""
        ended = [index for index, moment in enumerate(self.moments) if moment.end < now]
        return ended[-1] if ended else None


def calendar(checklist: Checklist, election_day: date, zone: tzinfo) -> Calendar:
    """The calendar of a list for a unit that votes on `election_day` in `zone`."""
    moments = tuple(_moment(due, election_day, zone) for due in checklist.due)
    return Calendar(moments, checklist.valid_for, zone, _end_of(election_day, zone))


def next_moment(moments: Sequence[Moment], now: datetime) -> Moment | None:
    """The moment that is being served at `now`; None after the last."""
    return next((moment for moment in moments if now <= moment.end), None)


def _moment(due: Due, election_day: date, zone: tzinfo) -> Moment:
    day = election_day - timedelta(days=due.days_before)
    begin = datetime.combine(day, time(), zone)
    start = datetime.combine(day, time.fromisoformat(due.start), zone) if due.start else None
    end = datetime.combine(day, time.fromisoformat(due.end), zone) if due.end else _end_of(day, zone)
    return Moment(due.text, begin, start, end)


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + _DAY, time(), zone) - _INSTANT
