"""How many to re-check and what it proves, against shared figures, a slow exact sum, scipy, and laws; and the draw."""

import json
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.rules.draw import draw, lots, seed, spoken
from pilkada_check.rules.sampling import bound, chance, needed, tolerated, unlikely

FIGURES: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "sampling.json").read_text("utf-8"))
SURE = Fraction(95, 100)
NATION = 435_296

shares = st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50)


def slow(population: int, bad: int, drawn: int, found: int, sensitivity: Fraction = Fraction(1)) -> Fraction:
    """P(at most `found` are seen), term by term as the books have it."""
    total = Fraction(0)
    for j in range(max(0, drawn - (population - bad)), min(bad, drawn) + 1):
        ways = Fraction(comb(bad, j) * comb(population - bad, drawn - j), comb(population, drawn))
        few = sum(comb(j, i) * sensitivity**i * (1 - sensitivity) ** (j - i) for i in range(min(found, j) + 1))
        total += ways * few
    return total


def slow_bound(population: int, drawn: int, found: int, confidence: Fraction, sensitivity: Fraction) -> int:
    """By trying every number of bad ones."""
    doubt = 1 - confidence
    return max(bad for bad in range(population + 1) if slow(population, bad, drawn, found, sensitivity) > doubt)


@st.composite
def samples(draw_: st.DrawFn) -> tuple[int, int, int, int]:
    """N, D, n, x that can be."""
    population = draw_(st.integers(1, 25))
    drawn = draw_(st.integers(0, population))
    return population, draw_(st.integers(0, population)), drawn, draw_(st.integers(0, drawn))


# ---- figures that others worked out


@pytest.mark.parametrize("row", FIGURES["zero_failure_n_95"], ids=str)
def test_so_many_clean_ones_exclude_so_many_bad_ones(row: list[int]) -> None:
    population, bad, wanted = row
    assert needed(population, 0, Fraction(bad, population), SURE) == wanted
    assert unlikely(population, bad, wanted, 0, SURE)
    assert not unlikely(population, bad, wanted - 1, 0, SURE)


def test_more_are_needed_for_each_bad_one_that_was_found() -> None:
    figures = FIGURES["c_failures_n_95"]
    assert [needed(277, found, Fraction(14, 277), SURE) for found in range(4)] == figures["N277_D14"]
    endless = [needed(10**9, found, Fraction(5, 100), SURE) for found in range(6)]
    assert endless == figures["infinite_p05"]


@pytest.mark.parametrize("row", FIGURES["upper_bound_95"], ids=str)
def test_so_many_bad_ones_are_not_excluded(row: list[int]) -> None:
    population, drawn, found, wanted = row
    assert bound(population, drawn, found, SURE) == wanted


@pytest.mark.parametrize(("population", "wanted"), [(423, 22), (277, 14), (20, 1), (1, 1), (0, 0), (NATION, 21_765)])
def test_five_in_a_hundred_are_rounded_up(population: int, wanted: int) -> None:
    assert tolerated(population, Fraction(5, 100)) == wanted


def test_a_share_that_no_float_can_hold() -> None:
    """0,1 of 30 are 3, where floats say 4."""
    assert tolerated(30, Fraction("0.1")) == 3


# ---- second opinions


@given(samples(), shares)
def test_the_chance_is_that_of_the_slow_sum(one: tuple[int, int, int, int], sensitivity: Fraction) -> None:
    assert Fraction(*chance(*one)) == slow(*one)
    assert Fraction(*chance(*one, sensitivity)) == slow(*one, sensitivity)


@given(samples(), shares, st.one_of(shares, st.just(Fraction(1))))
def test_the_bound_is_that_of_trying_all(
    one: tuple[int, int, int, int], confidence: Fraction, sensitivity: Fraction
) -> None:
    population, _bad, drawn, found = one
    wanted = slow_bound(population, drawn, found, confidence, sensitivity)
    assert bound(population, drawn, found, confidence, sensitivity) == wanted


@given(st.integers(0, 25), st.integers(0, 4), shares, shares, st.one_of(shares, st.just(Fraction(1))))
def test_what_is_needed_is_the_smallest_that_does(
    population: int, found: int, tolerance: Fraction, confidence: Fraction, sensitivity: Fraction
) -> None:
    bad, doubt = tolerated(population, tolerance), 1 - confidence
    draws = range(found, population + 1)
    enough = [drawn for drawn in draws if slow(population, bad, drawn, found, sensitivity) <= doubt]
    assert needed(population, found, tolerance, confidence, sensitivity) == (enough[0] if enough else None)


@pytest.mark.parametrize("population", [10, 277, 1202, NATION])
@pytest.mark.parametrize("share", [0.001, 0.05, 0.3])
@pytest.mark.parametrize("drawn", [1, 9, 59, 250])
@pytest.mark.parametrize("found", [0, 1, 4])
def test_scipy_says_the_same(population: int, share: float, drawn: int, found: int) -> None:
    from scipy.stats import hypergeom

    bad = int(share * population)
    if drawn <= population:
        ways, of = chance(population, bad, drawn, found)
        assert float(Fraction(ways, of)) == pytest.approx(hypergeom(population, bad, drawn).cdf(found), rel=1e-9)


def test_a_bad_one_that_is_overlooked_by_trying_all_outcomes() -> None:
    """Six targets, three bad; every sample of four and every way to overlook bad ones in it, one by one."""
    sees = Fraction(2, 3)
    seen: Counter[int] = Counter()
    for sample in combinations(range(6), 4):
        bad = [one for one in sample if one < 3]
        for count in range(len(bad) + 1):
            for noticed in combinations(bad, count):
                missed = len(bad) - len(noticed)
                seen[len(noticed)] += sees ** len(noticed) * (1 - sees) ** missed  # type: ignore[assignment] # a Fraction
    for found in range(4):
        assert Fraction(*chance(6, 3, 4, found, sees)) == Fraction(sum(seen[n] for n in range(found + 1)), comb(6, 4))


# ---- laws


@given(samples(), shares)
def test_one_who_sees_everything_is_the_plain_case(one: tuple[int, int, int, int], confidence: Fraction) -> None:
    population, _bad, drawn, found = one
    assert bound(population, drawn, found, confidence, Fraction(1)) == bound(population, drawn, found, confidence)


@given(samples(), shares, shares)
def test_what_is_proven_is_monotone(
    one: tuple[int, int, int, int], confidence: Fraction, sensitivity: Fraction
) -> None:
    population, bad, drawn, found = one
    most = bound(population, drawn, found, confidence)
    assert found <= most <= population
    assert bound(population, drawn, found, confidence, sensitivity) >= most
    if drawn < population:
        assert bound(population, drawn + 1, found, confidence) <= most
        assert bound(population, drawn + 1, found + 1, confidence) >= most
    if found < drawn:
        assert bound(population, drawn, found + 1, confidence) >= most
    if bad < population:
        assert Fraction(*chance(population, bad + 1, drawn, found)) <= Fraction(*chance(*one))
    assert unlikely(population, bad, drawn, found, confidence) == (bad > most)


@given(st.integers(1, 60), st.integers(0, 4), shares, shares)
def test_a_larger_tolerance_or_less_confidence_never_needs_more(
    population: int, found: int, tolerance: Fraction, confidence: Fraction
) -> None:
    strict = needed(population, found, tolerance, confidence)
    if strict is not None:
        loose = needed(population, found, (tolerance + 1) / 2, confidence)
        unsure = needed(population, found, tolerance, confidence / 2)
        assert loose is not None and loose <= strict  # noqa: PT018 - the second needs the first
        assert unsure is not None and unsure <= strict  # noqa: PT018 - the second needs the first


@given(samples())
def test_all_of_them_prove_just_what_was_found(one: tuple[int, int, int, int]) -> None:
    population, bad, _drawn, _found = one
    assert bound(population, population, bad, SURE) == bad
    assert bound(population, 0, 0, SURE) == population


@pytest.mark.parametrize(
    ("population", "found", "tolerance"), [(20, 1, "1/20"), (4, 4, "1/2"), (0, 0, "1/20"), (3, 9, "1/2")]
)
def test_nothing_proves_what_was_already_found_wrong(population: int, found: int, tolerance: str) -> None:
    assert needed(population, found, Fraction(tolerance), SURE) is None


def test_a_blind_officer_proves_nothing_even_by_looking_at_all() -> None:
    assert needed(20, 0, Fraction(1, 20), SURE, Fraction(1, 2)) is None


# ---- the draw

TEXT = "Polda Contoh/Polres Contoh | tps-siap | 2024-11-27 | 1 | hujan di lapangan | 4 1 6 2 2 5 3 6"
THROWS = [
    (1, 2156673571, 4, ""),
    (2, 373870823, 4, "drawn"),
    (3, 2317859795, 4, "drawn"),
    (4, 712920869, 2, ""),
    (5, 3438040569, 2, "drawn"),
    (6, 2723226492, 1, ""),
    (7, 4232758010, 3, ""),
]
names = st.lists(st.text("abc ", min_size=1, max_size=6), unique=True, max_size=40).map(sorted)


def test_the_seed_is_one_line_that_two_people_made() -> None:
    words = ("  Hujan\u00a0 di LAPANGAN ", "4 1 6 2 2 5 3 6")
    assert seed(["Polda Contoh", "Polres Contoh"], "tps-siap", "2024-11-27", 1, words) == TEXT
    assert spoken("Cafe\u0301  STRASSE") == spoken("café straße") == "café strasse"


def test_the_draw_by_hand() -> None:
    """From the text alone, by what docs/uji-petik.md says and nothing of ours."""
    rows = [f"TPS {number:03}" for number in range(1, 278)]
    wanted: list[str] = []
    k = 0
    while len(wanted) < 53:
        k += 1
        number = int(sha256(f"{TEXT} | {k}".encode()).hexdigest()[:8], 16)
        if number < 2**32 - 2**32 % 277 and (row := rows[number % 277]) not in wanted:
            wanted.append(row)
    assert draw(TEXT, rows, 53) == tuple(wanted)


def test_the_first_throws_are_these() -> None:
    """Figures that stay: a plan of today must still be found to follow in years to come."""
    thrown = lots(TEXT, 4, 4)
    assert thrown[0].digest == sha256((TEXT + " | 1").encode()).hexdigest()
    assert [(lot.k, lot.number, lot.position, lot.again) for lot in thrown] == THROWS


@given(st.text(max_size=20), names, st.data())
def test_nobody_is_drawn_twice(text: str, rows: list[str], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(rows)))
    drawn = draw(text, rows, size)
    assert len(drawn) == len(set(drawn)) == size
    assert set(drawn) <= set(rows)
    assert draw(text, rows, size) == drawn
    assert draw(text, rows, len(rows))[:size] == drawn  # drawing on takes nothing back
    assert sorted(draw(text, rows, len(rows))) == rows


@given(st.text(max_size=20), st.integers(1, 30), st.data())
def test_every_throw_is_shown_and_says_why_it_is_thrown_again(text: str, rows: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, rows))
    thrown = lots(text, rows, size)
    assert [lot.k for lot in thrown] == list(range(1, len(thrown) + 1))
    assert sum(not lot.again for lot in thrown) == size
    seen: set[int] = set()
    for lot in thrown:
        assert lot.number == int(lot.digest[:8], 16)
        assert (lot.again == "drawn") == (lot.position in seen)
        assert lot.again == "too_high" or lot.position == lot.number % rows + 1
        seen.add(lot.position)


def test_a_number_that_would_favour_the_first_rows_is_thrown_again() -> None:
    """Of 3.000.000.000 rows the numbers from there on would fall on the first ones twice as often."""
    rows = 3_000_000_000
    thrown = lots(TEXT, rows, 20)
    high = [lot for lot in thrown if lot.again == "too_high"]
    assert high
    assert all(lot.number >= rows and lot.position == 0 for lot in high)
    assert all(lot.number < rows for lot in thrown if not lot.again)


@pytest.mark.parametrize(("population", "size"), [(3, 4), (0, 1), (3, -1), (2**32 + 1, 1)])
def test_what_cannot_be_drawn(population: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"{size} of {population}"):
        lots(TEXT, population, size)


def test_every_row_is_drawn_about_as_often() -> None:
    """6.000 plans, each with words of its own: no row, and no pair of places, is favoured."""
    from scipy.stats import chi2

    rows = [f"T{number}" for number in range(12)]
    plans = [draw(f"{TEXT} {number}", rows, 3) for number in range(6000)]
    for found in (
        Counter(row for plan in plans for row in plan),
        Counter(plan[0] for plan in plans),
        Counter((plan[0], plan[1]) for plan in plans),
    ):
        cells = 12 if len(found) == 12 else 12 * 11
        assert len(found) == cells
        expected = found.total() / cells
        statistic = sum((count - expected) ** 2 / expected for count in found.values())
        assert statistic < chi2(cells - 1).ppf(0.999)


def test_the_words_of_either_change_the_draw() -> None:
    rows = [f"T{number:03}" for number in range(423)]
    plain = ("Polres Contoh",), "tps-siap", "2024-11-27", 1, ("hujan deras", "41622536")
    others = [
        (("Polres Lain",), *plain[1:]),
        (plain[0], "tps-pagi", *plain[2:]),
        (*plain[:2], "2024-11-28", *plain[3:]),
        (*plain[:3], 2, plain[4]),
        (*plain[:4], ("hujan derai", "41622536")),
        (*plain[:4], ("hujan deras", "41622535")),
    ]
    first = draw(seed(*plain), rows, 53)
    assert all(len(set(draw(seed(*one), rows, 53)) & set(first)) < 25 for one in others)
