"""What reading and judging an answer gives, and what every answer type must be able to do."""

import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Generic, Literal, TypeVar

from msgspec import Struct

from pilkada_check.model.checklist import Item, Need
from pilkada_check.model.events import Outcome, Value
from pilkada_check.model.expression import Environment, Expression
from pilkada_check.rules.facts import compute, missing

# Why an answer is read back before it counts; parameters in brackets.
Confirm = Literal[
    "sum",  # [sum] several figures and their sum
    "short",  # a shortened form: 27 2 1, 7 for 07.00, HT for "HT dijawab posko"
    "thousands",  # 1.266 or 1,266
    "words",  # [words] cut off behind the number: 58 buah
    "relative",  # kemarin
    "year",  # not typed, or typed with two digits
    "above",  # [high] more than usual
    "below",  # [low] less than usual
    "future",  # a day still to come, where it is asked what was done
    "far",  # a day more than ten years away
]
# What is said without asking: 12/2024 was read as the last day of that month.
Told = Literal["month"]
# Why nothing was recorded; parameters in brackets. Each has one sentence in `cli`.
RefusedCode = Literal[
    "empty",  # nothing typed
    "control",  # keys that are no characters, or bytes that are no text
    "long",  # [max] more characters than are kept
    "yes_no",
    "yes_no_n",  # n may mean "no" or "later"
    "number",
    "zero_word",  # [word] "nihil" where 0 is meant
    "whole",  # no fractions
    "negative",
    "large",  # [max]
    "inventory",
    "inventory_figures",  # [given] how many figures were typed
    "inventory_label",  # [label] missing or twice
    "breakdown_figures",  # [given, wanted]
    "condition",
    "choice",  # [low, high]
    "date",
    "month",  # [month] there is no month 13
    "day_first",  # [month] 11/28/2024: the day comes first
    "day",  # [day, month, year] there is no 31/02
    "year",  # [year] not between 1900 and 2100
    "month_only",  # 12/2024 where a day is wanted
    "weekday",  # it was another day of the week
    "time",
    "hour",  # [hour]
    "hour_24",
    "minute",  # [minute]
    "moment",
    "no_hour",
    "empty_word",  # [word] "ada" says nothing
    "say_nihil",  # [word] the word for it is NIHIL
    "no_nihil",  # NIHIL is no answer here
    "digits",  # a digit is wanted
]
UnclearCode = Literal["number", "condition", "choice", "date", "time"]
Params = tuple[tuple[str, str], ...]


class Read(Struct, frozen=True):
    """An answer understood. `confirm`: why it must be read back (empty: it counts); `told`: what is said besides."""

    value: Value
    confirm: tuple[Confirm, ...] = ()
    told: tuple[Told, ...] = ()
    params: Params = ()


class Refused(Struct, frozen=True):
    """Not recorded: why, and an example to type."""

    code: RefusedCode
    example: str = ""
    params: Params = ()


class Choice(Struct, frozen=True):
    """One thing that may be meant; `label` is shown as it stands."""

    label: str
    value: Value


class Unclear(Struct, frozen=True):
    """Two things or more may be meant: ask which, never guess."""

    code: UnclearCode
    choices: tuple[Choice, ...]


Reading = Read | Refused | Unclear


class Judgement(Struct, frozen=True):
    """What one answer amounts to.

    `need` is the evaluated requirement (of a date's two bounds the one it breaks, else the lower), `missing` names the
    facts that keep it `unjudged`, `gap` is the answer less the need in pieces, days or minutes: -3 is three short.
    """

    outcome: Outcome
    need: int | str | None = None
    missing: tuple[str, ...] = ()
    gap: int | None = None


class Context(Struct, frozen=True):
    """What a text is read with: the language, the day it is typed, and the part of a breakdown that was asked."""

    lang: str
    today: date
    part: str | None = None


V = TypeVar("V")


class AnswerType(Generic[V]):
    """One answer type; `V` is the shape its values have in a journal."""

    folded: ClassVar[bool] = True  # `read` wants small letters and ASCII digits; otherwise what was typed

    def fits(self, item: Item, value: object) -> bool:
        """Has the value the shape that this item's answers have?"""
        raise NotImplementedError

    def read(self, item: Item, text: str, context: Context) -> Reading:
        """Understand a text that is cleaned, not empty, and folded unless the type says otherwise."""
        raise NotImplementedError

    def judge(self, item: Item, value: V, env: Environment, day: date, accepted_by: str) -> Judgement:
        """Judge a value that fits."""
        raise NotImplementedError

    def show(self, item: Item, value: V, lang: str) -> str:
        """A value that fits as it is typed in that language; reading it gives the value again."""
        raise NotImplementedError

    def required(self, item: Item) -> bool:  # noqa: ARG002 - types with a requirement look at the item
        """Does the tool judge it by a requirement, so that it is judged again with today's (rules.md 10)?"""
        return False


RANK: Mapping[str, int] = {"ok": 0, "noted": 0, "na": 0, "remark": 1, "fail": 2}


def worse(one: Outcome, other: Outcome) -> Outcome:
    """The worse of two outcomes, the first where they rank alike; `unjudged` stands outside (rules.md 9)."""
    return other if RANK.get(other, -1) > RANK.get(one, -1) else one


def params(**values: object) -> Params:
    """Parameters as text, in the order given."""
    return tuple((name, str(value)) for name, value in values.items())


def lacking(expression: Expression, env: Environment) -> tuple[str, ...]:
    """The facts to see to where the value of a requirement is of no use: those missing, else all of them."""
    return missing(expression, env) or expression.names


MEETS: Mapping[str, Callable[[Any, Any], bool]] = {">=": operator.ge, "=": operator.eq, "<=": operator.le}


def against(need: Need, value: int, env: Environment) -> Judgement:
    """Judge a number: ok or fail, need and gap; a fraction is rounded to what it demands of whole numbers."""
    result = compute(need.value, env)
    if not isinstance(result, int | Fraction) or isinstance(result, bool):
        return Judgement("unjudged", missing=lacking(need.value, env))
    outcome: Outcome = "ok" if MEETS[need.op](value, result) else "fail"
    if need.op == "=" and isinstance(result, Fraction):
        return Judgement(outcome, need=str(result))
    demanded = math.floor(result) if need.op == "<=" else math.ceil(result)
    return Judgement(outcome, need=demanded, gap=value - demanded)
