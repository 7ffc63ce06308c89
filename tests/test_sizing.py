"""How many a plan draws: enough and not one more; which words make a seed; shares as people read them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check import words
from pilkada_check.model.checklist import Sample
from pilkada_check.rules.sampling import bound
from pilkada_check.rules.sizing import EXAMPLE, Wish, sizing, word_trouble
from pilkada_check.views.planning import percent


@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, 4))),
    st.sampled_from(["1/20", "1/10", "1/4", "1/3"]),
    st.sampled_from(["9/10", "19/20", "99/100"]),
    st.sampled_from(["1", "9/10", "1/2"]),
)
def test_just_as_many_as_it_takes(numbers: tuple[int, int, int], tolerance: str, confidence: str, sees: str) -> None:
    population, drawn, found = numbers
    sample = Sample(Fraction(tolerance), Fraction(confidence))
    sensitivity = Fraction(sees)
    one = sizing(sample, population, drawn, population - drawn, found, Wish(0, sensitivity))
    assert 0 <= one.size == one.least <= one.rest

    def proves(draws: int) -> bool:
        return bound(population, draws, found, sample.confidence, sensitivity) < one.bad

    if one.needed is None:
        assert one.size == one.rest
        assert not proves(population)
    else:
        assert proves(drawn + one.size)
        assert one.size == 0 or not proves(drawn + one.size - 1)


@pytest.mark.parametrize(
    ("wanted", "few", "many"), [(6, True, False), (7, False, False), (12, False, False), (13, False, True)]
)
def test_fewer_than_needed_and_more_than_there_are(wanted: int, few: bool, many: bool) -> None:
    one = sizing(Sample(Fraction(1, 4), Fraction(19, 20)), 12, 0, 12, 0, Wish(wanted))
    assert (one.size, one.least, one.too_few, one.too_many) == (wanted, 7, few, many)


@pytest.mark.parametrize(
    ("typed", "before", "trouble"),
    [
        ("3 5 1 1 6 2 4 3", "", None),
        ("hujan di lapangan", "3 5 1 1 6 2 4 3", None),
        ("3 5 1 1 6 2 4", "", "short"),
        (" . , - ! ? ; : ...", "", "short"),
        ("٣٣٣٣٣٣٣٣", "", "alike"),
        ("a|b c d e f g h", "", "bar"),
        (EXAMPLE.replace(" ", ""), "", "example"),
        ("petugas  contoh a", "", "name"),
        ("HUJAN di  lapangan", "hujan dilapangan", "twice"),
    ],
)
def test_words_of_a_seed(typed: str, before: str, trouble: str | None) -> None:
    assert word_trouble(typed, "Petugas Contoh A", before) == trouble


@pytest.mark.parametrize(
    ("share", "lang", "said"),
    [
        ("1/20", "id", "5 %"),
        ("1/1000", "id", "0,1 %"),
        ("999/1000", "en", "99.9 %"),
        ("1/3", "id", "33,333333 %"),
        ("1", "en", "100 %"),
    ],
)
def test_shares(share: str, lang: str, said: str) -> None:
    words.init(lang)
    assert percent(Fraction(share)) == said
