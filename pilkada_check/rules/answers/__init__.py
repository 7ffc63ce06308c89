"""Answers: what was typed becomes a value, a value an outcome, a value words again. The one place for all three.

To add an answer type: (1) its name in `ItemType` and the fields it needs in `Item` (model/checklist), (2) a class here
that fills in the methods of `base.AnswerType` (fits, read, judge, show; `required` where it has a requirement), (3) its
line in `TYPES`, (4) its rows in tests/test_answers.py. Nothing else here knows types by name.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from pilkada_check.model.checklist import Item, ItemType
from pilkada_check.model.events import Value
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import bare
from pilkada_check.rules.answers.base import (
    RANK,
    AnswerType,
    Choice,
    Context,
    Judgement,
    Read,
    Reading,
    Refused,
    Unclear,
    worse,
)
from pilkada_check.rules.answers.clean import LONGEST, clean, plain
from pilkada_check.rules.answers.clock import Time, parse_moment, show_clock
from pilkada_check.rules.answers.counting import Breakdown, Count, Inventory, short_of_good
from pilkada_check.rules.answers.dated import Date, ValidUntil, show_day
from pilkada_check.rules.answers.figures import show_number
from pilkada_check.rules.answers.picking import Choice as ChoiceType
from pilkada_check.rules.answers.picking import Condition, Confirm, Risk, read_yes_no
from pilkada_check.rules.answers.writing import Text, read_words

__all__ = [
    "LONGEST",
    "RANK",
    "TYPES",
    "Choice",
    "Judgement",
    "Read",
    "Reading",
    "Refused",
    "Unclear",
    "bare",
    "fits",
    "judge",
    "judge_fitting",
    "judged",
    "parse_moment",
    "read",
    "read_words",
    "short_of_good",
    "show",
    "show_clock",
    "show_day",
    "show_number",
    "worse",
    "yes_or_no",
]

TYPES: Mapping[ItemType, AnswerType[Any]] = {
    "confirm": Confirm(),
    "count": Count(),
    "inventory": Inventory(),
    "condition": Condition(),
    "valid_until": ValidUntil(),
    "date": Date(),
    "choice": ChoiceType(),
    "breakdown": Breakdown(),
    "risk": Risk(),
    "text": Text(),
    "time": Time(),
}


def read(item: Item, text: str, *, lang: str, today: date, part: str | None = None) -> Reading:
    """Understand what was typed for an item; never raises, never guesses, and nothing typed is no answer.

    `today` is the day in the unit's time zone; `part` the part of a breakdown that was asked: the value is then one
    number, and without it the whole breakdown in order.
    """
    kind, context = TYPES[item.type], Context(lang, today, part)
    cleaned = clean(text) or Refused("empty")
    if not isinstance(cleaned, Refused):
        return kind.read(item, plain(cleaned) if kind.folded else cleaned, context)
    asked = kind.read(item, "?", context)  # no type takes a lone question mark: its refusal has the example
    return replace(cleaned, example=asked.example) if isinstance(asked, Refused) else cleaned


def yes_or_no(text: str, *, lang: str) -> bool | Refused:
    """What was typed to a y/t question of the walk itself."""
    cleaned = clean(text)
    reading = cleaned if isinstance(cleaned, Refused) else read_yes_no(plain(cleaned), lang)
    return reading if isinstance(reading, Refused) else bool(reading.value)


def fits(item: Item, value: object) -> bool:
    """Has a value the shape that this item's answers have in a journal (null for "tidak berlaku" apart)?"""
    return TYPES[item.type].fits(item, value)


def judge(item: Item, value: Value, env: Environment, *, day: date, accepted_by: str = "") -> Judgement:
    """What a value amounts to by the item's requirement and the facts `env` (design 4, table of answer types).

    `day` is the day of the answer in the unit's time zone, `accepted_by` the post that takes RR upon itself. Never
    raises: null is `na`, and a value of another shape is `unjudged` without a missing fact.
    """
    if value is None:
        return Judgement("na")
    return judge_fitting(item, value, env, day, accepted_by) if fits(item, value) else Judgement("unjudged")


def judge_fitting(item: Item, value: Value, env: Environment, day: date, accepted_by: str) -> Judgement:
    """The same of a value that is known to fit."""
    return TYPES[item.type].judge(item, value, env, day, accepted_by)


def judged(item: Item) -> bool:
    """Does the tool judge it by a requirement, so that it is judged again with the one of today (rules.md 10)?"""
    return TYPES[item.type].required(item)


def show(item: Item, value: Value, lang: str) -> str:
    """A value as it is typed in `lang`: reading it gives the value again. "-" for null and what does not fit."""
    return TYPES[item.type].show(item, value, lang) if fits(item, value) else "-"
