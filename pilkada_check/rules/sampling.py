"""How many targets to re-check, and what a re-check of some proves about all: exact (rules.md 34).

The number of bad ones among `drawn` of `population` targets, `bad` of which are bad, is hypergeometric. Everything is
integers and fractions: no rounding decides a verdict. Shares are fractions of 1.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import count, repeat
from math import ceil, comb

_SURE = Fraction(1)


def bound(population: int, drawn: int, found: int, confidence: Fraction, sensitivity: Fraction = _SURE) -> int:
    """The greatest number of bad targets not excluded when `found` of `drawn` were seen to be bad (rules.md 34).

    `sensitivity`: a bad one that is drawn is seen to be bad with this chance, each for itself.
    """

    def excluded(bad: int) -> bool:
        return unlikely(population, bad, drawn, found, confidence, sensitivity)

    return _first(excluded, found, population + 1) - 1


def tolerated(population: int, tolerance: Fraction) -> int:
    """The number of bad targets that must be excluded (rules.md 34)."""
    return ceil(tolerance * population)


def needed(
    population: int, found: int, tolerance: Fraction, confidence: Fraction, sensitivity: Fraction = _SURE
) -> int | None:
    """The smallest number of draws, in all, that excludes `tolerated` bad ones although `found` of them were bad.

    None: not even all of them would do.
    """
    bad = tolerated(population, tolerance)

    def enough(drawn: int) -> bool:
        return unlikely(population, bad, drawn, found, confidence, sensitivity)

    if found >= bad:  # no draw can speak against what was seen
        return None
    first = _first(enough, found, population + 1)
    return first if first <= population else None


def unlikely(
    population: int, bad: int, drawn: int, found: int, confidence: Fraction, sensitivity: Fraction = _SURE
) -> bool:
    """Whether so few bad ones would be seen with a chance of at most 1 - confidence, if so many were bad."""
    ways, of = chance(population, bad, drawn, found, sensitivity)
    doubt = 1 - confidence
    return ways * doubt.denominator <= doubt.numerator * of


def chance(population: int, bad: int, drawn: int, found: int, sensitivity: Fraction = _SURE) -> tuple[int, int]:
    """P(at most `found` bad ones are seen), as numerator and denominator; not reduced, for these are large numbers.

    Drawn and bad may change places: the smaller one keeps the numbers short.
    """
    drawn, bad = sorted((drawn, bad))
    scale = sensitivity.denominator
    total, of = 0, comb(population, drawn)
    for j, (ways, few) in enumerate(zip(_ways(population - bad, bad, drawn), _few(found, sensitivity), strict=False)):
        if j:
            total, of = total * scale, of * scale
        total += ways * few
        if not few:  # nothing more is to come
            break
    return total, of


def _ways(good: int, bad: int, drawn: int) -> Iterator[int]:
    """In how many ways j bad ones are among those drawn, for j = 0, 1, … `drawn`; each from the one before."""
    first = max(0, drawn - good)
    yield from repeat(0, first)
    ways = comb(bad, first) * comb(good, drawn - first)
    for j in range(first, drawn + 1):
        yield ways
        ways = ways * (bad - j) * (drawn - j) // ((j + 1) * (good - drawn + j + 1))


def _few(found: int, sensitivity: Fraction) -> Iterator[int]:
    """P(at most `found` of j are seen) for j = 0, 1, …, each times the denominator of `sensitivity` to the power j."""
    seen, scale = sensitivity.numerator, sensitivity.denominator
    for j in range(found):
        yield scale**j
    few, just = scale**found, seen**found  # just: exactly `found` are seen
    for j in count(found + 1):
        yield few
        few, just = few * scale - just * seen, just * (scale - seen) * j // (j - found)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest number from `low` for which it holds, or `high`; from there on it holds for all.

    Strides grow from `low`: testing numbers far beyond the answer would be slow.
    """
    stride = 1
    while low + stride < high and not holds(low + stride):
        low, stride = low + stride + 1, stride * 2
    high = min(low + stride, high)
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
