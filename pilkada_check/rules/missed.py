"""Faults that both officers may have missed: an exact bound from how many both of them found (design.md 5)."""

from collections.abc import Iterable
from fractions import Fraction
from math import comb

from msgspec import Struct

from pilkada_check.rules.agreement import pairs
from pilkada_check.rules.assessment import Part

DOUBT = Fraction(1, 20)  # the bound holds with 95 % confidence


class Missed(Struct, frozen=True):
    """Faults found by the first officer, by the second, by both, among `items` that each looked at by himself.

    Counts only: they add up, `Missed()` is zero, and the bound is worked out from the sums (rules.md 27).
    """

    parts: int = 0
    items: int = 0
    first: int = 0
    second: int = 0
    both: int = 0

    def __add__(self, one: "Missed") -> "Missed":
        return Missed(
            self.parts + one.parts,
            self.items + one.items,
            self.first + one.first,
            self.second + one.second,
            self.both + one.both,
        )

    @property
    def found(self) -> int:
        """Faults that at least one of them found."""
        return self.first + self.second - self.both

    @property
    def at_most(self) -> int | None:
        """How many faults there are at most, with 95 % confidence, never more than items; None: no bound."""
        most = bound(self.first, self.second, self.both)
        return None if most is None else min(most, self.items)

    @property
    def missed(self) -> int | None:
        """How many of them neither found, at most; None: no bound."""
        most = self.at_most
        return None if most is None else most - self.found


def bound(first: int, second: int, both: int) -> int | None:
    """The greatest number N of faults that is not excluded; None where they found none in common: no bound.

    If each found his faults without knowing of the other's, the number found by both is hypergeometric(N, first,
    second): the more faults there are, the less they meet. The greatest N with P(at least `both`) > 5 %, in exact
    integers (the estimate from two samples of Lincoln and Petersen, as a bound).
    """
    if both == 0:
        return None
    low = first + second - both  # all that were found: they cannot meet less often than they did
    step = 1
    while _possible(low + step, first, second, both):
        low, step = low + step, step * 2
    while step > 1:
        step //= 2
        if _possible(low + step, first, second, both):
            low += step
    return low


def _possible(faults: int, first: int, second: int, both: int) -> bool:
    """Whether P(at least `both` found by both | so many faults) > 5 %."""
    ways = comb(first, both) * comb(faults - first, second - both)
    met = 0
    for k in range(both, min(first, second) + 1):
        met += ways
        ways = ways * (first - k) * (second - k) // ((k + 1) * (faults - first - second + k + 1))
    return met > DOUBT * comb(faults, second)


def missed(parts: Iterable[Part]) -> Missed:
    """The counts of all parts of which every item in force was re-checked independently; the others add nothing."""
    total = Missed()
    for part in parts:
        total += _of_part(part)
    return total


def _of_part(part: Part) -> Missed:
    if not any(record.opened.independent for record in part.records):
        return Missed()
    found = list(pairs(part))
    # Who looked at the first count on purpose did not find by himself, whatever the record said when it was opened.
    records = [pair.ricek.look.record for pair in found]
    alone = all(record.opened.independent is True and not record.looked for record in records)
    if not found or len(found) < part.asked or not alone:
        return Missed()
    first, second = [pair.cek.failed for pair in found], [pair.ricek.failed for pair in found]
    both = sum(a and b for a, b in zip(first, second, strict=True))
    return Missed(1, len(found), sum(first), sum(second), both)
