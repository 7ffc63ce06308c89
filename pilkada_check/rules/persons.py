"""Who is who: when two officers are different people (rules.md 6)."""

from collections.abc import Mapping
from typing import NamedTuple

from pilkada_check.model.events import By
from pilkada_check.model.unit import Officer
from pilkada_check.rules.answers import bare


class Person(NamedTuple):
    """An officer as the rules see him: both parts bare, the number empty where it proves nothing."""

    number: str
    name: str


def person(by: By, officers: Mapping[str, Officer]) -> Person:
    """The person of one `By`.

    Digits are an NRP or NIP. A number with a letter is an id, and counts only if the unit's officers file (`officers`,
    keyed by the bare number) gives it that very name.
    """
    number, name = bare(by.number), bare(by.name)
    if number and not number.isdecimal():
        known = officers.get(number)
        if known is None or bare(known.name) != name:
            number = ""
    return Person(number, name)


def different(a: Person, b: Person) -> bool:
    """Whether the two are proven to be different people; anything less is the same person."""
    return bool(a.number and b.number and a.name and b.name) and a.number != b.number and a.name != b.name


TAIL = 4  # the fewest last digits of a number that may stand for it


def by_tail(typed: str, officers: Mapping[str, Officer]) -> list[Officer]:
    """The officers whose number ends in these digits; none for too few digits."""
    tail = bare(typed)
    if len(tail) < TAIL or not tail.isdecimal():
        return []
    return [officer for number, officer in officers.items() if number.isdecimal() and number.endswith(tail)]


def shorn(typed: str, officers: Mapping[str, Officer]) -> Officer | None:
    """The officer whose number is this one without the zeros that a spreadsheet takes off."""
    number = bare(typed)
    found = officers.get(number.lstrip("0"))
    return found if number.startswith("0") else None


def told_apart(officers: Mapping[str, Officer]) -> int:
    """How many last digits tell every number of these officers from the others."""
    numbers = [number for number in officers if number.isdecimal()]
    longest = max(map(len, numbers), default=TAIL)
    enough = (n for n in range(TAIL, longest) if len({number[-n:] for number in numbers}) == len(numbers))
    return next(enough, longest)
