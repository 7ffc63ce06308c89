"""Reading a day as people type it: 31/12/2024, 31 Des 2024, 12/2024, 31/12, kemarin. The day is before the month."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pilkada_check.rules.answers.base import Confirm, Refused, params
from pilkada_check.rules.answers.vocabulary import DAYS_FROM_TODAY, MONTHS, MONTHS_TOO, WEEKDAYS

EXAMPLE = "31/12/2024"
EXAMPLE_MONTH = "12/2024"
FIRST_YEAR, LAST_YEAR = 1900, 2100
FAR = 10  # years from today: a two-digit year is no month/year beyond them, and any year beyond is asked once more
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NOT_A_DATE = re.compile(r"[^\w /.,-]|_")


class Day(NamedTuple):
    """One thing a text may mean: a day (the last one where only the month was typed), and why to read it back."""

    day: date
    confirm: tuple[Confirm, ...] = ()
    month_only: bool = False


def read_days(text: str, today: date) -> list[Day] | Refused:
    """Everything a plain text may mean as a day, at least one; without a year those nearest to today."""
    text = text.strip(" .,!")
    if text in DAYS_FROM_TODAY:
        return [Day(today + timedelta(days=DAYS_FROM_TODAY[text]), ("relative",))]
    first, _blank, rest = text.partition(" ")
    weekday = WEEKDAYS.get(first.rstrip(","))
    if weekday is not None:
        text = rest
    tokens = _TOKEN.findall(text)
    if _NOT_A_DATE.search(text) or not text[:1].isalnum() or len(tokens) not in {2, 3}:
        return Refused("date", EXAMPLE)
    found = _three(tokens, today) if len(tokens) == 3 else _two(tokens, today)
    if isinstance(found, Refused) or weekday is None:
        return found
    fitting = [one for one in found if one.day.weekday() == weekday and not one.month_only]
    return fitting or Refused("weekday", EXAMPLE)


def month_of(word: str) -> int | None:
    """The month whose name, in either language, begins with these three letters or more."""
    if len(word) >= 3:
        for names in MONTHS.values():
            for number, name in enumerate(names, 1):
                if name.lower().startswith(word):
                    return number
    return MONTHS_TOO.get(word)


def _three(tokens: Sequence[str], today: date) -> list[Day] | Refused:
    """Day, month and year; the year first where it has four digits, the month first only as a word."""
    first, second, third = tokens
    if month_of(first):
        first, second = second, first
    elif len(first) == 4:
        first, third = third, first
    year = _year(third)
    month = month_of(second) or (int(second) if second.isdecimal() and len(second) < 3 else None)
    if year is None or month is None or not first.isdecimal() or len(first) > 2:
        return Refused("date", EXAMPLE)
    day = int(first)
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and 13 <= month <= 31 and len(tokens[0]) < 3:
            return Refused("day_first", f"{month:02}/{day:02}/{year}", params(month=month))
        return _no_month(month, EXAMPLE)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Refused("year", EXAMPLE, params(year=year))
    confirm: tuple[Confirm, ...] = ("year",) if len(third) == 2 else ()
    return _existing(day, month, [year], confirm, today) or _no_day(day, month, year)


def _two(tokens: Sequence[str], today: date) -> list[Day] | Refused:
    """A month of a year, a day without a year, or both: 12/24 is December 2024 as well as no day at all."""
    first, second = tokens
    if (len(first) == 4 and first.isdecimal()) or (len(second) != 4 and month_of(first)):
        first, second = second, first  # the year, or the day, behind the month's name
    if len(second) == 4 and second.isdecimal():
        return _month(first, second, today)
    month = month_of(second) or (int(second) if second.isdecimal() and len(second) < 3 else None)
    if month is None or not first.isdecimal() or len(first) > 2:
        return Refused("date", EXAMPLE)
    months: list[Day] = []
    if month_of(tokens[0]):
        months = _short_year(month, first, today)
    elif second.isdecimal() and 1 <= int(first) <= 12:
        months = _short_year(int(first), second, today)
    if not 1 <= month <= 12:
        return months or _no_month(month, EXAMPLE)
    around = range(today.year - 8, today.year + 9)  # a 29 February comes again within eight years
    days = _nearest(_existing(int(first), month, around, ("year",), today), today)
    return days + months or _no_day(int(first), month, today.year)


def _month(word: str, year_text: str, today: date) -> list[Day] | Refused:
    """The last day of a month."""
    month = month_of(word) or (int(word) if word.isdecimal() and len(word) < 3 else None)
    year = _year(year_text)
    if month is None or year is None:
        return Refused("date", EXAMPLE)
    if not 1 <= month <= 12:
        return _no_month(month, EXAMPLE_MONTH)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Refused("year", EXAMPLE_MONTH, params(year=year))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return [Day(last, _far(last, today), month_only=True)]


def _short_year(month: int, year: str, today: date) -> list[Day]:
    """`12/24` as a month, where its year is no more than ten years away."""
    found = _month(str(month), f"20{year}", today) if len(year) == 2 else []
    if isinstance(found, Refused) or any(one.confirm for one in found):
        return []
    return [one._replace(confirm=("year",)) for one in found]


def _existing(day: int, month: int, years: Iterable[int], confirm: tuple[Confirm, ...], today: date) -> list[Day]:
    """That day of that month in the years that have it."""
    found = []
    for year in years:
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        found.append(Day(made, (*confirm, *_far(made, today))))
    return found


def _nearest(days: Sequence[Day], today: date) -> list[Day]:
    """The last one up to today, and the next one from today on."""
    before = [one for one in days if one.day <= today]
    after = [one for one in days if one.day >= today]
    return list(dict.fromkeys(before[-1:] + after[:1]))


def _far(day: date, today: date) -> tuple[Confirm, ...]:
    """More than ten years away: a slip of the finger, or a very old thing."""
    return ("far",) if abs(day.year - today.year) > FAR else ()


def _year(text: str) -> int | None:
    """2024, or 24 for it."""
    return (int(text) + (2000 if len(text) == 2 else 0)) if text.isdecimal() and len(text) in {2, 4} else None


def _no_month(month: int, example: str) -> Refused:
    """There is no month 13."""
    return Refused("month", example, params(month=month))


def _no_day(day: int, month: int, year: int) -> Refused:
    """There is no 31/02."""
    return Refused("day", EXAMPLE, params(day=day, month=month, year=year))
