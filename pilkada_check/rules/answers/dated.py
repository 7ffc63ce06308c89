"""What has a day: valid_until (how long something holds) and date (when something was done)."""

# ruff: noqa: ARG002, D102 - one signature for all types; base.AnswerType says what each method does

import re
from datetime import date, timedelta

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Outcome
from pilkada_check.model.expression import Environment, Expression
from pilkada_check.rules.answers.base import (
    AnswerType,
    Choice,
    Context,
    Judgement,
    Read,
    Reading,
    Refused,
    Unclear,
    lacking,
)
from pilkada_check.rules.answers.days import EXAMPLE, EXAMPLE_MONTH, Day, read_days
from pilkada_check.rules.answers.vocabulary import MONTHS
from pilkada_check.rules.facts import compute

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_OPERATION_ENDS = Expression(
    "operation_ends", ("operation_ends",)
)  # what valid_until must outlast, unless the item says


def show_day(day: date, lang: str) -> str:
    """27 November 2024."""
    return f"{day.day} {MONTHS['en' if lang == 'en' else 'id'][day.month - 1]} {day.year}"


def parsed(value: object) -> date | None:
    """The day of "2024-11-27"; None for anything else."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


class _Dated(AnswerType[str]):
    """What both share: days are kept as 2024-11-27."""

    def fits(self, item: Item, value: object) -> bool:
        return parsed(value) is not None

    def show(self, item: Item, value: str, lang: str) -> str:
        return show_day(date.fromisoformat(value), lang)


class ValidUntil(_Dated):
    """Good on or after `until`; a remark where less than `warn_days` remain after it. A month means its last day."""

    def read(self, item: Item, text: str, context: Context) -> Reading:
        days = read_days(text, context.today)
        if isinstance(days, Refused):
            return days if days.code != "date" else Refused("date", f"{EXAMPLE}, {EXAMPLE_MONTH}")
        if len(days) > 1:
            return Unclear("date", tuple(Choice(show_day(one.day, context.lang), one.day.isoformat()) for one in days))
        return Read(days[0].day.isoformat(), days[0].confirm, ("month",) if days[0].month_only else ())

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        until, missing = _bound(item.until or _OPERATION_ENDS, env)
        if until is None:
            return Judgement("unjudged", missing=missing)
        left = (date.fromisoformat(value) - until).days
        outcome: Outcome = "fail" if left < 0 else "remark" if left < item.warn_days else "ok"
        return Judgement(outcome, until.isoformat(), gap=left)

    def required(self, item: Item) -> bool:
        return True


class Date(_Dated):
    """Within `since`, `until` and `max_age` days before the day of the answer (not after it); without them noted."""

    def read(self, item: Item, text: str, context: Context) -> Reading:
        days = read_days(text, context.today)
        if isinstance(days, Refused):
            return days
        whole = [one for one in days if not one.month_only]
        if not whole:
            return Refused("month_only", EXAMPLE)
        return self._taken(whole, context)

    def _taken(self, days: list[Day], context: Context) -> Read:
        """The last day that is not still to come: these items ask what was done."""
        past = [one for one in days if one.day <= context.today]
        best = past[-1] if past else days[0]
        return Read(best.day.isoformat(), best.confirm if past else (*best.confirm, "future"))

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        given = date.fromisoformat(value)
        since, no_since = _bound(item.since, env)
        until, no_until = _bound(item.until, env)
        lower, upper = [since] if since else [], [until] if until else []
        if item.max_age is not None:
            upper.append(day)
            if item.max_age < day.toordinal():
                lower.append(day - timedelta(days=item.max_age))
        first, last = max(lower, default=None), min(upper, default=None)
        shown = first or last
        need = shown.isoformat() if shown else None
        if first and given < first:
            return Judgement("fail", need, gap=(given - first).days)
        if last and given > last:
            return Judgement("fail", last.isoformat(), gap=(given - last).days)
        if (item.since and not since) or (item.until and not until):
            return Judgement("unjudged", need, missing=tuple(dict.fromkeys(no_since + no_until)))
        return Judgement("ok" if shown else "noted", need)

    def required(self, item: Item) -> bool:
        return bool(item.since or item.until or item.max_age is not None)


def _bound(expression: Expression | None, env: Environment) -> tuple[date | None, tuple[str, ...]]:
    """A bound's day, or None and the facts to see to."""
    if expression is None:
        return None, ()
    day = parsed(compute(expression, env))
    return day, () if day else lacking(expression, env)
