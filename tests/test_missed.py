"""What two officers may both have missed: the exact bound, its oracle, and where it applies at all."""

import json
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import pytest
from beside_world import A, B, counted, judged, parts, record
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.model.events import Outcome
from pilkada_check.rules.missed import DOUBT, Missed, bound, missed
from pilkada_check.rules.record import Record

ORACLE = json.loads((Path(__file__).parent / "data" / "sampling.json").read_text("utf-8"))["missed_by_both_upper95"]


@pytest.mark.parametrize("row", ORACLE["rows"])
def test_the_published_rows(row: list[Any]) -> None:
    first, second, both, found, at_most, unseen = row
    assert bound(first, second, both) == at_most
    one = Missed(1, 1000, first, second, both)
    assert (one.found, one.at_most, one.missed) == (found, at_most, unseen)


def chance(faults: int, first: int, second: int, both: int) -> Fraction:
    """P(at least `both` of them are found by both), term by term."""
    ways = sum(
        comb(first, k) * comb(faults - first, second - k)
        for k in range(both, min(first, second) + 1)
        if second - k <= faults - first
    )
    return Fraction(ways, comb(faults, second))


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    first, second = draw(st.integers(1, 25)), draw(st.integers(1, 25))
    return first, second, draw(st.integers(1, min(first, second)))


@given(counts())
def test_against_a_slow_exact_sum(three: tuple[int, int, int]) -> None:
    """The bound is possible and nothing above it is: by counting up from what was found."""
    first, second, both = three
    faults = first + second - both
    while chance(faults + 1, first, second, both) > DOUBT:
        faults += 1
    assert bound(*three) == faults
    assert all(chance(faults + more, *three) <= DOUBT for more in (1, 2, 10, 1000))


@given(counts())
def test_who_was_first_is_nothing(three: tuple[int, int, int]) -> None:
    first, second, both = three
    assert bound(first, second, both) == bound(second, first, both)


@given(st.integers(0, 300), st.integers(0, 300))
def test_without_overlap_there_is_no_bound(first: int, second: int) -> None:
    assert bound(first, second, 0) is None
    assert Missed(1, 900, first, second, 0).missed is None


def test_never_more_than_was_looked_at() -> None:
    one = Missed(1, 18, 12, 9, 6)
    assert (one.found, one.at_most, one.missed) == (15, 18, 3)


NAMES = ("helm", "tameng", "rompi", "senter")
ITEMS = [counted(name) for name in NAMES]
CEK = (12, 3, 4, 12)
RICEK = (12, 3, 12, 5)


def both(target: str = "T1", cek: tuple[int, ...] = CEK, ricek: tuple[int, ...] = RICEK, **more: Any) -> list[Record]:  # noqa: ANN401 - record's
    """A cek and a ricek of one target; `more` is about the ricek."""

    def answers(values: tuple[int, ...], begin: int) -> list[tuple[float, str, int, Outcome]]:
        return [
            (begin + n, name, value, judged(value)) for n, (name, value) in enumerate(zip(NAMES, values, strict=False))
        ]

    more = {"independent": True, **more}
    return [
        record(f"c{target}", "cek", A, answers(cek, 0), target=target),
        record(f"r{target}", "ricek", more.pop("by", B), answers(ricek, 100), target=target, **more),
    ]


def test_faults_are_counted() -> None:
    assert missed(parts(ITEMS, both())) == Missed(1, 4, first=2, second=2, both=1)


@pytest.mark.parametrize(
    ("why", "records"),
    [
        ("not one by himself", both(independent=False)),
        ("nobody knows", both(independent=None)),
        ("not all re-checked", both(ricek=RICEK[:3])),
        ("by the same officer", both(by=A)),
        ("still running", both(end="")),
        ("damaged", both(end="damaged")),
        ("somebody looked on purpose", both(looked=True)),
        ("no ricek", both()[:1]),
        ("no cek", both()[1:]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_where_it_does_not_apply(why: str, records: list[Record]) -> None:
    assert missed(parts(ITEMS, records)) == Missed(), why


def test_sums_over_parts_where_it_applies() -> None:
    records = both("T1") + both("T2", independent=False) + both("T3", cek=(3, 3, 3, 3), ricek=(3, 3, 3, 12))
    found = parts(ITEMS, records)
    assert missed(found) == Missed(2, 8, 6, 5, 4)
    assert missed(found) == sum((missed([part]) for part in found), Missed())
    assert missed(found).at_most == min(bound(6, 5, 4) or 0, 8)


sums = st.builds(Missed, *[st.integers(0, 50)] * 5)


@given(sums, sums, sums)
def test_it_is_a_monoid(a: Missed, b: Missed, c: Missed) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Missed() == a
