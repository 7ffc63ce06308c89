"""A ruling that the rules allow ends its dispute; one they refuse does not, and why (rules.md 14, 15, 29)."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_laws import BOOK, DAY, ITEMS, LAST, OFFICERS, judged, records

from pilkada_check.model.checklist import Checklist, Item, Section
from pilkada_check.model.events import Answered, By, Opened, Outcome, Round
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Unit
from pilkada_check.rules import ruling
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.facts import environment
from pilkada_check.rules.persons import different, person
from pilkada_check.rules.record import Look, Record
from pilkada_check.rules.sight import Sight, default_agree, takes
from pilkada_check.rules.standing import stand

A, B, C, D = OFFICERS[:4]
NUMBERLESS = OFFICERS[4]
NAMESAKE = By("81010099", C.name)


def answer(item: str, value: int, minute: int, record: str = "z") -> Answered:
    """What a third person might say; the list's requirement is 10 in all laws."""
    at = DAY + timedelta(days=3, minutes=minute)
    return Answered(record, at, item, value, 10, "ok" if value >= 10 else "fail", critical=True)


def on(evidence: Evidence, said: Answered, by: By) -> Sight:
    """It as a ruling that is not written yet."""
    bench = Bench(evidence, evidence.lists[0], LAST)
    return ruling.proposed(bench, environment(evidence.unit, evidence.book, "unit", None), said, by, "unit")


@st.composite
def quarrels(draw: st.DrawFn) -> Evidence:
    """One item, a cek and a ricek of two people that differ, and whatever else there may be, before or after."""
    unit = one_item(draw(st.sampled_from(ITEMS[:3])))
    item, minute = unit.lists[0].sections[0].items[0].id, st.integers(0, 3 * 24 * 60 - 90)
    first, second = draw(st.lists(st.integers(8, 13), min_size=2, max_size=2, unique=True))
    begun = draw(minute)
    unit.records[:] = [record("a", "cek", A, begun, first, item), record("b", "ricek", B, begun + 60, second, item)]
    unit.records.extend(draw(records(unit.lists[0], f"r{n}")) for n in range(draw(st.integers(0, 4))))
    return unit


@given(quarrels(), st.integers(8, 12), st.sampled_from([*OFFICERS, NAMESAKE]), st.sampled_from([-2 * 24 * 60, 0, 0]))
def test_what_is_allowed_ends_the_dispute_and_what_is_refused_does_not(
    evidence: Evidence, value: int, by: By, minute: int
) -> None:
    for one in ruling.disputes(judged(evidence).parts):
        item, sights = one.state.item, one.part.sights[one.name]
        new = on(evidence, answer(item.id, value, minute), by)
        why = ruling.obstacle(one.state.standing, sights, new)
        after = stand(item, default_agree(item, one.part.checklist.agree), [*sights, new])
        if why is None:
            assert after.state != "dispute"
            assert after.ruling is new
        elif takes([*sights, new]) == [*takes(sights), new]:
            # Not so where it comes too early, or where his own older answer gives way and no dispute would be left.
            assert after.state == "dispute"
        if (never := ruling.never(one.state.standing)) is not None:
            assert why == never


def one_item(item: Item) -> Evidence:
    """The unit of the laws with a list of one item, and no record."""
    one = Checklist("u", Text("U"), "1", (Section(Text("S"), (item,)),), sha256="a" * 64)
    unit = Unit("U", election_day="2024-11-26", operation_ends="2024-12-16", facts={"wajib": 10})
    return Evidence(unit, UTC, BOOK, (one,), {one.sha256: one}, [])


def record(
    name: str, round_: Round, by: By, minute: int, value: int, item: str = "hitung", *, sealed: bool = True
) -> Record:
    """One answer to one item."""
    at = DAY + timedelta(minutes=minute)
    opened = Opened(1, name, at, "system", round_, "u", "a" * 64, "unit", ("U",), by, "screen", "0")
    one = Record(opened, definition="a" * 64, latest=at, sealed=sealed)
    outcome: Outcome = "ok" if value >= 10 else "fail"
    one.looks.append(Look(Answered(name, at, item, value, 10, outcome, critical=True), at, 2, "a" * 64, one))
    return one


CEK, RICEK = record("a", "cek", A, 1, 12), record("b", "ricek", B, 2, 11)


@pytest.fixture(scope="session")
def bare_unit() -> Evidence:
    """With the item `hitung` alone."""
    return one_item(ITEMS[0])


def judge(unit: Evidence, *records: Record) -> Part:
    return judged(Evidence(unit.unit, unit.zone, unit.book, unit.lists, unit.definitions, list(records))).parts[0]


@pytest.mark.parametrize(
    ("by", "value", "wanted"),
    [
        (C, 12, None),
        (C, 11, None),
        (C, 13, None),
        (C, 3, None),  # worse than both is allowed
        (A, 12, "not_third"),
        (B, 12, "not_third"),
        (By(A.number, "Someone Else"), 12, "not_third"),  # one number, two names
        (By("81010099", B.name), 12, "not_third"),  # one name, two numbers
        (NUMBERLESS, 12, "not_third"),  # nothing proves who he is
        (By("id-7", "Joko"), 12, "not_third"),  # an id that petugas.csv does not know proves nothing
    ],
)
def test_who_may_rule(bare_unit: Evidence, by: By, value: int, wanted: str | None) -> None:
    [one] = ruling.disputes([judge(bare_unit, CEK, RICEK)])
    why = ruling.obstacle(one.state.standing, one.part.sights["hitung"], on(bare_unit, answer("hitung", value, 0), by))
    assert why == wanted
    assert (why is None) == all(different(person(by, {}), person(other, {})) for other in (A, B))


@pytest.mark.parametrize(("low", "value", "wanted"), [(9, 10, "better"), (9, 9, None), (9, 3, None), (11, 12, None)])
def test_no_better_than_the_best_of_them(bare_unit: Evidence, low: int, value: int, wanted: str | None) -> None:
    records = record("a", "cek", A, 1, 8), record("b", "ricek", B, 2, low)
    [one] = ruling.disputes([judge(bare_unit, *records)])
    new = on(bare_unit, answer("hitung", value, 0), C)
    assert ruling.obstacle(one.state.standing, one.part.sights["hitung"], new) == wanted
    unjudged = Sight(new.look, "putusan", new.order, new.person, None, "unjudged", 10, (), same_form=True, fresh=True)
    assert ruling.obstacle(one.state.standing, one.part.sights["hitung"], unjudged) is None


def test_one_person_against_himself_is_settled_by_nobody(bare_unit: Evidence) -> None:
    [one] = ruling.disputes([judge(bare_unit, CEK, record("b", "ricek", A, 2, 11))])
    assert ruling.never(one.state.standing) == "one_person"
    new = on(bare_unit, answer("hitung", 12, 0), C)
    assert ruling.obstacle(one.state.standing, one.part.sights["hitung"], new) == "one_person"


def test_two_rulings_that_differ_settle_nothing(bare_unit: Evidence) -> None:
    both = record("c", "putusan", C, 3, 12), record("d", "putusan", D, 4, 11)
    [one] = ruling.disputes([judge(bare_unit, CEK, RICEK, *both)])
    assert ruling.never(one.state.standing) == "contested"
    third = on(bare_unit, answer("hitung", 12, 0), By("81010009", "Officer 9"))
    assert ruling.obstacle(one.state.standing, one.part.sights["hitung"], third) == "contested"


def test_a_ruling_comes_after_what_it_settles(bare_unit: Evidence) -> None:
    late = record("b", "ricek", B, 5 * 24 * 60, 11)
    [one] = ruling.disputes([judge(bare_unit, CEK, late)])
    new = on(bare_unit, answer("hitung", 12, 0), C)
    assert ruling.obstacle(one.state.standing, one.part.sights["hitung"], new) == "earlier"


def test_answers_of_records_that_go_on_are_named_and_veiled_parts_left_out(bare_unit: Evidence) -> None:
    running = record("a", "cek", A, 1, 12, sealed=False)
    [one] = ruling.disputes([judge(bare_unit, running, RICEK)])
    assert [sight.look.record.id for sight in one.unsealed] == ["a"]
    assert ruling.disputes([judge(bare_unit, CEK, record("b", "ricek", B, 2, 11, sealed=False))]) == []


def test_the_worst_come_first(bare_unit: Evidence) -> None:
    def dispute(value: int, minute: int) -> ruling.Dispute:
        ceks = record("a", "cek", A, minute, 12), record("b", "ricek", B, minute + 1, value)
        return ruling.disputes([judge(bare_unit, *ceks)])[0]

    parts = [dispute(11, 7).part, dispute(11, 1).part, dispute(3, 9).part]
    found = ruling.disputes(parts)
    assert [parts.index(one.part) for one in found] == [2, 1, 0]
