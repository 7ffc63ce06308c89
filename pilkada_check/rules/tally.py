"""Verdicts added up (rules.md 27): counts only; zero is empty and has no verdict."""

from collections.abc import Iterable

from msgspec import Struct

from pilkada_check.rules.assessment import Assessment, Coverage, Readiness


class Tally(Struct, frozen=True):
    """How many units have which readiness, and their coverage per list. `Tally()` is zero; the order is nothing."""

    readiness: dict[Readiness, int] = {}
    coverage: dict[str, Coverage] = {}

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            {
                key: self.readiness.get(key, 0) + other.readiness.get(key, 0)
                for key in sorted({*self.readiness, *other.readiness})
            },
            {
                key: self.coverage.get(key, Coverage()) + other.coverage.get(key, Coverage())
                for key in sorted({*self.coverage, *other.coverage})
            },
        )


def tally(assessment: Assessment) -> Tally:
    """The tally of one unit."""
    known = {assessment.readiness: 1} if assessment.readiness is not None else {}  # a veiled one has none to add
    return Tally(known, dict(assessment.coverage))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum; `Tally()` of nothing."""
    result = Tally()
    for one in tallies:
        result += one
    return result
