"""Which targets are drawn: follows from the seed's text alone, and can be repeated by hand (docs/uji-petik.md)."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import Literal
from unicodedata import normalize

from msgspec import Struct

SEPARATOR = " | "
_NUMBERS = 2**32  # what eight hex digits can say


class Lot(Struct, frozen=True):
    """One throw. `number` is what the first eight hex digits of `digest` say, `position` the row it falls on, from 1.

    `again`: it draws nothing, and the next one is thrown: the number is too high to be fair to all rows (`position` is
    then 0), or the row was drawn already.
    """

    k: int
    digest: str
    number: int
    position: int
    again: Literal["", "too_high", "drawn"] = ""


def spoken(words: str) -> str:
    """Words as they go into a seed: the same whoever types them, in capitals or not, with whatever spaces."""
    return " ".join(normalize("NFC", normalize("NFC", words).casefold()).split())


def seed(unit: Sequence[str], list_id: str, election_day: str, number: int, words: Sequence[str]) -> str:
    """The text that a draw follows from: one line, known to nobody before the last words are spoken.

    `unit` is its path, top down; `election_day` as 2024-11-27; `number` counts the plans of the list from 1.
    """
    return SEPARATOR.join(["/".join(unit), list_id, election_day, str(number), *map(spoken, words)])


def lots(text: str, population: int, size: int) -> list[Lot]:
    """Every throw, in order, until `size` of `population` rows are drawn. Raises ValueError where that cannot be."""
    return list(_throws(text, population, size))


def _throws(text: str, population: int, size: int) -> Iterator[Lot]:
    """One by one: to draw all of many rows takes many throws, which need not all be kept."""
    if not 0 <= size <= population <= _NUMBERS:
        raise ValueError(f"{size} of {population}")
    drawn: set[int] = set()
    for k in count(1):
        if len(drawn) == size:
            return
        lot = _throw(text, k, population)
        if lot.position in drawn:
            lot = Lot(lot.k, lot.digest, lot.number, lot.position, "drawn")
        elif not lot.again:
            drawn.add(lot.position)
        yield lot


def _throw(text: str, k: int, population: int) -> Lot:
    digest = sha256(f"{text}{SEPARATOR}{k}".encode()).hexdigest()
    number = int(digest[:8], 16)
    if number >= _NUMBERS - _NUMBERS % population:
        return Lot(k, digest, number, 0, "too_high")
    return Lot(k, digest, number, number % population + 1)


def draw(text: str, rows: Sequence[str], size: int) -> tuple[str, ...]:
    """The `size` rows that are drawn, in the order in which they fall; `rows` are numbered from 1 as they stand."""
    return tuple(rows[lot.position - 1] for lot in _throws(text, len(rows), size) if not lot.again)
