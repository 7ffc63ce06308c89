"""What has an hour: the type time, and moments as people type them: 25/11 15.00, besok 15.00."""

# ruff: noqa: ARG002, D102 - one signature for all types; base.AnswerType says what each method does

import re
from datetime import date, datetime, tzinfo
from datetime import time as hour_of_day

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Outcome
from pilkada_check.model.expression import Environment
from pilkada_check.rules.answers.base import (
    MEETS,
    AnswerType,
    Choice,
    Context,
    Judgement,
    Read,
    Reading,
    Refused,
    Unclear,
    lacking,
    params,
)
from pilkada_check.rules.answers.clean import clean, plain
from pilkada_check.rules.answers.days import FIRST_YEAR, LAST_YEAR, read_days
from pilkada_check.rules.answers.vocabulary import CLOCK_WORDS, HOUR_POINT, of
from pilkada_check.rules.facts import compute

EXAMPLE = "05:30"
EXAMPLE_MOMENT = "25/11 15:00"
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TYPED = re.compile(r"(\d\d?)(?:[.:,](\d\d?))?")
_THREE_NUMBERS = re.compile(r"\d\d? \d\d? \d\d?")  # day, month and year, or day, month and hour
_ISO = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:\d\d)?")


def show_clock(value: str, lang: str) -> str:
    """05.30 in Indonesian, 05:30 in English."""
    return value.replace(":", of(HOUR_POINT, lang))


def read_clock(text: str, lang: str) -> Reading:
    """An hour from a plain text: 05.30, 05:30, 5.30, 0530, 7. Its value is "05:30"."""
    text = _without_clock_words(text)
    if re.fullmatch(r"\d{3,4}", text):
        reading = _clock(text[:-2], text[-2:], lang)
        return Read(reading.value, ("short",)) if isinstance(reading, Read) and len(text) == 3 else reading
    found = _TYPED.fullmatch(text)
    if not found:
        return Refused("time", show_clock(EXAMPLE, lang))
    hour, minute = found[1], found[2]
    if minute is None:
        reading = _clock(hour, "00", lang)
        return Read(reading.value, ("short",)) if isinstance(reading, Read) else reading
    if len(minute) == 2:
        return _clock(hour, minute, lang)
    # 7.5 is 07.50 or 07.05
    both = [
        one for one in (_clock(hour, minute + "0", lang), _clock(hour, "0" + minute, lang)) if isinstance(one, Read)
    ]
    values = dict.fromkeys(str(one.value) for one in both)
    if len(values) == 2:
        return Unclear("time", tuple(Choice(show_clock(value, lang), value) for value in values))
    return Read(both[0].value, ("short",)) if both else _clock(hour, "0" + minute, lang)


def _clock(hour: str, minute: str, lang: str) -> Read | Refused:
    """The hour, or which part of it there is not."""
    if int(minute) > 59:
        return Refused("minute", show_clock(EXAMPLE, lang), params(minute=int(minute)))
    if int(hour) == 24:
        return Refused("hour_24", show_clock(f"00:{minute}", lang))
    if int(hour) > 23:
        return Refused("hour", show_clock(EXAMPLE, lang), params(hour=int(hour)))
    return Read(f"{int(hour):02}:{minute}")


def _without_clock_words(text: str) -> str:
    """`pukul 05.30` as 05.30."""
    return " ".join(word for word in text.rstrip(" .,!").split() if word.rstrip(".") not in CLOCK_WORDS)


class Time(AnswerType[str]):
    """An hour of the day: meets its need, or is noted."""

    def fits(self, item: Item, value: object) -> bool:
        return isinstance(value, str) and _CLOCK.fullmatch(value) is not None

    def read(self, item: Item, text: str, context: Context) -> Reading:
        return read_clock(text, context.lang)

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        if not item.need:
            return Judgement("noted")
        need = compute(item.need.value, env)
        if not isinstance(need, str) or not _CLOCK.fullmatch(need):
            return Judgement("unjudged", missing=lacking(item.need.value, env))
        outcome: Outcome = "ok" if MEETS[item.need.op](value, need) else "fail"
        return Judgement(outcome, need, gap=_minutes(value) - _minutes(need))

    def show(self, item: Item, value: str, lang: str) -> str:
        return show_clock(value, lang)

    def required(self, item: Item) -> bool:
        return item.need is not None


def _minutes(clock: str) -> int:
    """Minutes since midnight."""
    return int(clock[:2]) * 60 + int(clock[3:])


def parse_moment(text: str, *, now: datetime, zone: tzinfo, lang: str = "id", hour: str = "") -> datetime | Refused:
    """A day with its hour, in `zone` unless an ISO text says otherwise.

    25/11 15 - 25/11/2024 15.00 - besok 15.00 - 15.00 (today) - 2024-11-26T19:30. Without a year the nearest to `now`
    (aware) is meant. `hour` ("23:59") is taken where only a day is typed; without it that is refused (`no_hour`).
    """
    example = show_clock(EXAMPLE_MOMENT, lang)
    cleaned = clean(text)
    if isinstance(cleaned, Refused):
        return Refused(cleaned.code, example, cleaned.params)
    typed = _without_clock_words(plain(cleaned))
    if not typed:
        return Refused("empty", example)
    if _THREE_NUMBERS.fullmatch(typed):
        return Refused("moment", example)
    if _ISO.fullmatch(typed):
        return _iso(typed, zone, example)
    today = now.astimezone(zone).date()
    day, clock_text = _split(typed, today)
    if isinstance(day, Refused):
        return Refused("moment" if day.code in {"date", "month_only", "year"} else day.code, example, day.params)
    clock = read_clock(clock_text, lang) if clock_text else Read(hour) if hour else Refused("no_hour")
    if isinstance(clock, Read):
        return datetime.combine(day, hour_of_day.fromisoformat(str(clock.value)), zone)
    return Refused("time", example) if isinstance(clock, Unclear) else Refused(clock.code, example, clock.params)


def _split(typed: str, today: date) -> tuple[date | Refused, str]:
    """The day, and the hour's text behind it ("" where there is none)."""
    head, _blank, tail = typed.rpartition(" ")
    if not head and re.fullmatch(r"\d\d?[.:]\d\d", tail):
        return today, tail
    if head and re.fullmatch(r"\d\d?(?:[.:]\d\d?)?", tail):
        day = _nearest(head, today)
        if not isinstance(day, Refused) or day.code != "date":
            return day, tail
    return _nearest(typed, today), ""


def _nearest(text: str, today: date) -> date | Refused:
    """The day that is meant; without a year the one nearest to today."""
    days = read_days(text, today)
    if isinstance(days, Refused):
        return days
    whole = [one.day for one in days if not one.month_only]
    return min(whole, key=lambda day: abs(day - today)) if whole else Refused("month_only")


def _iso(typed: str, zone: tzinfo, example: str) -> datetime | Refused:
    """2024-11-26T19:30, with an offset or without."""
    try:
        moment = datetime.fromisoformat(typed.upper())
    except ValueError:
        return Refused("moment", example)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return Refused("moment", example)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
