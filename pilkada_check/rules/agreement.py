"""How often cek and ricek said the same: counts that add up, and Cohen's kappa from them (rules.md 27, 28)."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from pilkada_check.model.events import Outcome
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.sight import Sight, agree, default_agree, other, takes

UNJUDGED: frozenset[Outcome] = frozenset({"noted", "unjudged"})  # the item alone decides on these, never the officer


class Pair(Struct, frozen=True):
    """One item on one target as two officers saw it: `cek`, and the first `ricek` after it."""

    item: str
    cek: Sight
    ricek: Sight
    same: bool  # they agree by the item's `agree` (rules.md 9)


class Agreement(Struct, frozen=True):
    """How many pairs there are, how many of them differ, and how often which two outcomes met. `Agreement()` is zero.

    `table` counts the pairs by (outcome of the cek, outcome of the ricek), as both are judged today.
    """

    n: int = 0
    differ: int = 0
    table: Mapping[tuple[Outcome, Outcome], int] = {}

    def __add__(self, one: "Agreement") -> "Agreement":
        met = sorted({*self.table, *one.table})
        table = {key: self.table.get(key, 0) + one.table.get(key, 0) for key in met}
        return Agreement(self.n + one.n, self.differ + one.differ, table)

    @property
    def kappa(self) -> Fraction | None:
        """Agreement of the outcomes beyond chance: (observed - expected) / (1 - expected), 1 at most.

        None where nothing was judged by both, or all of it alike in one category: then chance alone explains it.
        J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
        """
        judged = {key: count for key, count in self.table.items() if not UNJUDGED.intersection(key)}
        n = sum(judged.values())
        first: dict[Outcome, int] = {}
        second: dict[Outcome, int] = {}
        for (cek, ricek), count in judged.items():
            first[cek] = first.get(cek, 0) + count
            second[ricek] = second.get(ricek, 0) + count
        alike = sum(count for (cek, ricek), count in judged.items() if cek == ricek)
        chance = sum(count * second.get(outcome, 0) for outcome, count in first.items())  # of n * n
        return Fraction(n * alike - chance, n * n - chance) if n * n > chance else None


def pairs(part: Part) -> Iterator[Pair]:
    """The pair of each item in force that has one; none of a part that is veiled (rules.md 28, 29).

    The first ricek by somebody other than the officer of the cek before it: one who looks twice says nothing of two.
    Whatever follows (another ricek, a new cek, a ruling) changes nothing, so that giving in later does not polish it;
    and a first ricek that no cek stands before is never replaced by a later one. What is cancelled, damaged, or stands
    behind an end is left out.
    """
    if part.veiled or not any(record.opened.round == "ricek" for record in part.records):
        return
    for name, sights in part.sights.items():
        item, cek = part.items[name].item, None
        for sight in takes(sights):
            if sight.weighs_only:
                continue
            if sight.round == "cek":
                cek = sight
            elif sight.round == "ricek" and (cek is None or other(sight, cek)):
                if cek is not None:
                    mode = default_agree(item, part.checklist.agree)
                    yield Pair(name, cek, sight, agree(item, mode, cek, sight))
                break


def agreement(parts: Iterable[Part]) -> Agreement:
    """The agreement of these parts together: the sum of that of each."""
    found = [pair for part in parts for pair in pairs(part)]
    table: dict[tuple[Outcome, Outcome], int] = {}
    for pair in found:
        key = (pair.cek.outcome, pair.ricek.outcome)
        table[key] = table.get(key, 0) + 1
    return Agreement(len(found), sum(not pair.same for pair in found), dict(sorted(table.items())))
