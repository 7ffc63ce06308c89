"""Names of many targets in few words: rows of numbers, what is cut, and that none is lost or said twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check import words
from pilkada_check.views.names import together


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        ([f"Kanaan {n:03}" for n in range(1, 8)], 5, "Kanaan 001-007"),
        (["Guntung 017", "Lestari 013", "Lestari 014", "Guntung 018"], 5, "Guntung 017, 018; Lestari 013, 014"),
        (["TRUK 9", "TRUK 10", "TRUK 11"], 5, "TRUK 9-11"),
        (["A 099", "A 100", "A 0101"], 5, "A 099, 100, 0101"),  # written otherwise, it is another number
        (["Polsek A", "Polsek B", "Lapas 1"], 5, "Polsek A; Polsek B; Lapas 1"),
        (["Regu", "Regu1", "12", "13"], 5, "Regu; Regu1; 12; 13"),
        ([f"A {n}" for n in range(1, 20, 2)], 3, "A 1, 3, 5; and 7 more"),
        (["A 1", "A 2", "A 3", "B 7", "C 1", "C 2", "C 3"], 2, "A 1-3; B 7; and 3 more"),
        ([f"A {n}" for n in range(1, 20, 2)], None, "A 1, 3, 5, 7, 9, 11, 13, 15, 17, 19"),
        ([], 5, ""),
    ],
)
def test_names_that_differ_in_their_number_stand_together(names: list[str], most: int | None, said: str) -> None:
    words.init("en")
    assert together(names, most) == said


def spread(said: str) -> list[str]:
    """The names again, in their order under each stem."""
    found = []
    for part in said.split("; ") if said else []:
        first, *rest = part.split(", ")
        stem, begin = re.fullmatch(r"(\D*)(.*)", first).groups()  # type: ignore[union-attr] # it always matches
        for piece in [begin, *rest]:
            low, _, high = piece.partition("-")
            ends = range(int(low), int(high) + 1) if high else ()
            found += [f"{stem}{n:0{len(low) if low[0] == '0' else 1}}" for n in ends] or [stem + piece]
    return found


@given(st.lists(st.tuples(st.sampled_from(["A ", "Api Api "]), st.integers(1, 30)), unique=True), st.integers(1, 40))
def test_no_name_is_lost(pairs: list[tuple[str, int]], most: int) -> None:
    words.init("en")
    names = [f"{stem}{n:03}" for stem, n in pairs]
    assert sorted(spread(together(names, None))) == sorted(names)
    cut, _, more = together(names, most).partition("; and ")
    told = spread(cut)
    assert len(told) + int(more.removesuffix(" more") or 0) == len(names)
    assert set(told) <= set(names)
