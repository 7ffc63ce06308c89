"""Expressions of lists and facts; `parsing` reads them, `checking` gives their kind, `computing` what they come to.

`+ - * /`, `ceil floor min max`, comparisons, `in [..]`, `and or not`, words and hours in double quotes. Dates and
hours are compared as "2024-11-27" and "05:30"; division is exact (fractions): `ceil(dpt * 25 / 1000)` rounds but once.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

MAX_LENGTH = 500  # characters of one expression
MAX_NUMBER = 10**15

Environment = Mapping[str, int | str]  # facts of kind number as int, all others as text

# How many arguments each takes, at least and at most.
FUNCTIONS: dict[str, tuple[int, int]] = {"ceil": (1, 1), "floor": (1, 1), "min": (1, 20), "max": (1, 20)}


class Kind(StrEnum):
    """What an expression or a fact is."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    TRUTH = "truth"


class Expression(Struct, frozen=True):
    """One parsed expression: its text and the facts it names, in order of appearance."""

    text: str
    names: tuple[str, ...]


def literal(text: str) -> Expression:
    """An expression that is just this word, date or hour."""
    return Expression(f'"{text}"', ())
