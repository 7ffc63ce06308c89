"""Agreement of cek and ricek (rules.md 27, 28): which pairs count, that it adds up, and kappa by the textbook."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from beside_world import A, B, C, counted, judged, parts, record
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.model.checklist import Agree, Item
from pilkada_check.model.events import By, Entered, Outcome, Round
from pilkada_check.model.text import Text
from pilkada_check.rules.agreement import Agreement, agreement, pairs
from pilkada_check.rules.record import Record

HELM = counted("helm")
OUTCOMES: list[Outcome] = ["ok", "remark", "fail", "na", "noted", "unjudged"]


def look(name: str, round_: Round, by: By, second: int, value: int, **more: Any) -> Record:  # noqa: ANN401 - record's
    return record(name, round_, by, [(second, "helm", value, judged(value))], **more)


def found(records: Sequence[Record], item: Item = HELM) -> tuple[int, int]:
    one = agreement(parts([item], records))
    return one.n, one.differ


CEK = look("c1", "cek", A, 0, 12)
SAME, OTHER = look("r1", "ricek", B, 10, 12), look("r1", "ricek", B, 10, 11)


@pytest.mark.parametrize(
    ("why", "records", "wanted"),
    [
        ("nobody looked twice", [CEK], (0, 0)),
        ("the same", [CEK, SAME], (1, 0)),
        ("both pass and differ", [CEK, OTHER], (1, 1)),
        ("a second ricek gives in", [CEK, OTHER, look("r2", "ricek", B, 20, 12)], (1, 1)),
        ("another officer gives in", [CEK, OTHER, look("r2", "ricek", C, 20, 12)], (1, 1)),
        ("a new cek gives in", [CEK, OTHER, look("c2", "cek", A, 20, 11)], (1, 1)),
        ("cek and ricek again", [CEK, OTHER, look("c2", "cek", A, 20, 11), look("r2", "ricek", B, 30, 11)], (1, 1)),
        ("a ruling", [CEK, OTHER, look("p1", "putusan", C, 20, 12)], (1, 1)),
        ("the cek before the ricek, not the first one", [CEK, look("c2", "cek", A, 5, 11), OTHER], (1, 0)),
        ("the officer of the cek himself", [CEK, look("r1", "ricek", A, 10, 12)], (0, 0)),
        ("himself first, then another", [CEK, look("r0", "ricek", A, 5, 12), OTHER], (1, 1)),
        ("nobody by number", [CEK, look("r1", "ricek", By("", "Tamu"), 10, 12)], (0, 0)),
        ("before any cek", [look("r1", "ricek", B, -10, 11), CEK], (0, 0)),
        ("before any cek, then again", [look("r1", "ricek", B, -10, 11), CEK, look("r2", "ricek", B, 10, 12)], (0, 0)),
        ("cancelled", [CEK, look("r1", "ricek", B, 10, 3, end="cancelled"), look("r2", "ricek", C, 20, 12)], (1, 0)),
        ("damaged", [CEK, look("r1", "ricek", B, 10, 3, end="damaged")], (0, 0)),
        ("a ricek is running", [CEK, look("r1", "ricek", B, 10, 11, end="")], (0, 0)),
        ("the cek is not sealed", [look("c1", "cek", A, 0, 12, end=""), SAME], (1, 0)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_which_pairs_count(why: str, records: list[Record], wanted: tuple[int, int]) -> None:
    assert found(records) == wanted, why
    assert found(records[::-1]) == wanted


def test_a_ricek_that_the_officer_of_the_cek_typed_in_is_none() -> None:
    entered = Entered(A, CEK.opened.at, "message")
    assert found([CEK, look("r1", "ricek", B, 10, 12, source="message", entered=entered)]) == (0, 0)


@pytest.mark.parametrize(("mode", "differ"), [(None, 1), (Agree("outcome"), 0), (Agree("within", 1), 0)])
def test_by_what_they_agree(mode: Agree | None, differ: int) -> None:
    assert found([CEK, OTHER], counted("helm", agree=mode)) == (1, differ)
    assert agreement(parts([HELM], [CEK, OTHER], agree=mode)).differ == differ


def test_the_last_answer_of_a_ricek_counts_and_of_ceks_the_latest_before() -> None:
    cek = record("c1", "cek", A, [(0, "helm", 9, "fail"), (5, "helm", 12, "ok")])
    ricek = record("r1", "ricek", B, [(10, "helm", 9, "fail"), (15, "helm", 12, "ok")])
    assert found([cek, ricek]) == (1, 0)


def test_outcomes_are_those_of_today() -> None:
    """Recorded as passing when ten were not asked for yet."""
    ricek = record("r1", "ricek", B, [(10, "helm", 9, "ok")])
    one = agreement(parts([HELM], [look("c1", "cek", A, 0, 9), ricek]))
    assert one.table == {("fail", "fail"): 1}


def test_per_item_and_target() -> None:
    items = [HELM, counted("tameng"), counted("rompi")]
    records = [
        record("c1", "cek", A, [(0, "helm", 12, "ok"), (1, "tameng", 3, "fail"), (2, "rompi", 12, "ok")]),
        record("r1", "ricek", B, [(10, "helm", 12, "ok"), (11, "tameng", 12, "ok")]),
        record("c2", "cek", A, [(0, "helm", 12, "ok")], target="T2"),
        record("r2", "ricek", B, [(10, "helm", 3, "fail")], target="T2"),
    ]
    one, two, *rest = parts(items, records)
    assert [pair.item for pair in pairs(one)] == ["helm", "tameng"]
    assert agreement([one]) == Agreement(2, 1, {("fail", "ok"): 1, ("ok", "ok"): 1})
    assert agreement([two]) == Agreement(1, 1, {("ok", "fail"): 1})
    assert agreement([one, two, *rest]) == Agreement(3, 2, {("fail", "ok"): 1, ("ok", "fail"): 1, ("ok", "ok"): 1})


# ---- sums and kappa

ROUNDS: list[Round] = ["cek", "ricek", "putusan"]


@st.composite
def looked(draw: st.DrawFn) -> list[Record]:
    """Any records of two items on four targets."""
    made = []
    for number in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, 500))
        names = draw(st.lists(st.sampled_from(["helm", "tameng"]), min_size=1, max_size=3))
        values = [draw(st.integers(8, 12)) for _name in names]
        answers = [
            (at + step, name, value, judged(value))
            for step, (name, value) in enumerate(zip(names, values, strict=True))
        ]
        made.append(
            record(
                f"x{number}", draw(st.sampled_from(ROUNDS)), draw(st.sampled_from([A, B, C])), answers,
                target=draw(st.sampled_from(["T1", "T2", "T3", "T4"])),
                end=draw(st.sampled_from(["sealed", "sealed", "", "cancelled", "damaged"])),
            )
        )  # fmt: skip
    return made


@given(looked(), st.data())
def test_it_adds_up_over_any_split_in_any_order(records: list[Record], data: st.DataObject) -> None:
    whole = parts([HELM, counted("tameng")], records)
    mixed = parts([HELM, counted("tameng")], data.draw(st.permutations(records)))
    sides = data.draw(st.lists(st.integers(0, 2), min_size=len(mixed), max_size=len(mixed)))
    shares = [agreement(part for part, side in zip(mixed, sides, strict=True) if side == n) for n in range(3)]
    assert agreement(whole) == sum(data.draw(st.permutations(shares)), Agreement())
    total = agreement(whole)
    assert total.n == sum(total.table.values())
    assert 0 <= total.differ <= total.n
    assert agreement([]) == Agreement()


tables = st.dictionaries(st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES)), st.integers(1, 30)).map(
    lambda table: Agreement(sum(table.values()), 0, dict(sorted(table.items())))
)


@given(tables, tables, tables)
def test_it_is_a_monoid(a: Agreement, b: Agreement, c: Agreement) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Agreement() == a == Agreement() + a


def by_the_textbook(table: dict[tuple[Outcome, Outcome], int]) -> Fraction | None:
    """(p_o - p_e) / (1 - p_e), pair by pair, from the ratings themselves."""
    ratings = [pair for pair, count in table.items() for _one in range(count) if not {"noted", "unjudged"} & {*pair}]
    if not ratings:
        return None
    n = len(ratings)
    observed = Fraction(sum(a == b for a, b in ratings), n)
    expected = Fraction(sum(a == b for (a, _), (_, b) in product(ratings, repeat=2)), n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)


@given(tables)
def test_kappa_is_that_of_the_textbook(one: Agreement) -> None:
    kappa = one.kappa
    assert kappa == by_the_textbook(dict(one.table))
    assert kappa is None or -1 <= kappa <= 1


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ({}, None),
        ({("ok", "ok"): 20}, None),
        ({("noted", "noted"): 20, ("ok", "ok"): 3}, None),
        ({("ok", "ok"): 5, ("fail", "fail"): 5}, Fraction(1)),
        ({("ok", "fail"): 5, ("fail", "ok"): 5}, Fraction(-1)),
        ({("ok", "ok"): 20, ("ok", "fail"): 5, ("fail", "ok"): 10, ("fail", "fail"): 15}, Fraction(2, 5)),
        ({("ok", "ok"): 1, ("ok", "fail"): 1}, Fraction(0)),
    ],
)
def test_kappa(table: dict[tuple[Outcome, Outcome], int], kappa: Fraction | None) -> None:
    assert Agreement(sum(table.values()), 0, table).kappa == kappa


def test_a_noted_count_can_differ_too() -> None:
    item = Item("helm", Text("Hitung."), "count")
    records = [
        record("c1", "cek", A, [(0, "helm", 3, "noted")]),
        record("r1", "ricek", B, [(9, "helm", 4, "noted")]),
    ]
    assert agreement(parts([item], records)) == Agreement(1, 1, {("noted", "noted"): 1})
