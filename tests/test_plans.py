"""Sample plans as values: which are sound, from whom a new one draws, who owes by every path, a small unit."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from verdict_world import OWN_CASES, World, at

from pilkada_check.cli.unit import evidence, open_unit, verdict_on
from pilkada_check.model.checklist import Agree, Checklist, Item, Need, Sample, Section
from pilkada_check.model.events import Answered, By, Opened, Planned, Round
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Row, Table, Unit
from pilkada_check.rules.assessment import SampleResult
from pilkada_check.rules.draw import draw, seed
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.plans import follows, sampled, sound, to_draw_from
from pilkada_check.rules.record import Look, Record
from pilkada_check.rules.verdict import assess

DAY = datetime(2024, 11, 25, 8, tzinfo=UTC)
NOW = datetime(2024, 11, 26, 12, tzinfo=UTC)
SUM = "a" * 64
UNIT = ("Polda Contoh", "Polres Contoh")
ROWS = ("Guntung 1", "Kanaan 1", "Loktuan 1", "Loktuan 2", "Telihan 1")
FACTS = {"dpt": FactDef("dpt", "int", Text("DPT")), "rawan": FactDef("rawan", "int", Text("Rawan"))}
BOOK = FactBook(unit={"wajib": FactDef("wajib", "int", Text("Wajib"))}, tables={"tps": FACTS})
LIST = Checklist(
    "tps-siap",
    Text("TPS siap"),
    "1",
    (Section(Text("TPS"), (Item("kotak", Text("Kotak?"), "count", critical=True, need=Need(">=", parse("dpt"))),)),),
    target="tps",
    sample=Sample(Fraction(1, 2), Fraction(95, 100), parse("rawan > 0")),
    sha256=SUM,
)


def unit(**cells: dict[str, Any]) -> Unit:
    """Five polling stations; `cells` are facts of rows by the row's name without spaces, or `dicoret`."""
    rows = {}
    for name in (*reversed(ROWS), "Satimpo 1"):
        own = {"dpt": 1, "rawan": int(name == "Satimpo 1"), **cells.get(name.replace(" ", ""), {})}
        struck_out = str(own.pop("dicoret", ""))
        rows[name] = Row(name, own, struck_out)
    tables = {"tps": Table("tps", ("dpt", "rawan"), rows)}
    return Unit("Polres Contoh", ("Polda Contoh",), election_day="2024-11-27", tables=tables, facts={"wajib": 1})


def plan(**changes: Any) -> Record:  # noqa: ANN401 - fields of a plan
    """A sound plan of five rows; `changes` are made to what was planned."""
    opened = Opened(
        1, "p1", DAY, "system", "rencana", "tps-siap", SUM, "unit", UNIT,
        By("81010003", "Petugas C"), "screen", "0",
    )  # fmt: skip
    words = ("hujan deras", "4 1 6 2 2 5 3 6")
    text = seed(opened.unit, opened.list, "2024-11-27", 1, words)
    planned = Planned(
        "p1", DAY, text, len(ROWS), 2, draw(text, ROWS, 2), ("Satimpo 1",), ROWS, 1, words,
        ("Petugas C", "Petugas D"),
    )  # fmt: skip
    return Record(opened, sealed=True, latest=DAY, planned=replace(planned, **changes))


def drawn_by(record: Record) -> tuple[str, ...]:
    assert record.planned
    return record.planned.drawn


def look(kind: Round, target: str, value: int, hour: int, who: str = "") -> Record:
    """A sealed record: a cek by A, a ricek by B, a putusan by C unless another is named."""
    when = DAY.replace(hour=hour)
    who = who or {"cek": "A", "ricek": "B"}.get(kind, "C")
    by = By(f"8101000{'ABC'.index(who) + 1}", f"Petugas {who}")
    name = f"{kind}-{target}-{hour}"
    opened = Opened(1, name, when, "system", kind, "tps-siap", SUM, target, UNIT, by, "screen", "0")
    record = Record(opened, sealed=True, latest=when, definition=SUM)
    outcome: Any = "ok" if value >= 1 else "fail"
    answer = Answered(name, when, "kotak", value, 1, outcome, critical=True)
    record.looks.append(Look(answer, when, 2, SUM, record))
    return record


def known(*records: Record, of: Unit | None = None, checklist: Checklist = LIST) -> Evidence:
    return Evidence(of or unit(), UTC, BOOK, (checklist,), {SUM: LIST}, list(records))


def proven(found: Evidence) -> SampleResult:
    return assess(found, NOW).samples["tps-siap"]


# ---- which plans are sound

NOT_AS_PLANNED: dict[str, dict[str, Any]] = {
    "another seed": {"seed": "Polda Contoh/Polres Contoh | tps-siap | 2024-11-27 | 1 | hujan | 4 1 6"},
    "other words": {"words": ("hujan derai", "4 1 6 2 2 5 3 6")},
    "one word": {"words": ("hujan deras",)},
    "a third word": {"words": ("hujan deras", "4 1 6 2 2 5 3 6", "x")},
    "another number": {"number": 2},
    "no number": {"number": 0},
    "fewer rows": {"rows": ROWS[:-1]},
    "rows in another order": {"rows": ROWS[::-1]},
    "another population": {"population": 6},
    "another size": {"size": 3},
    "more drawn than there are": {"size": 6, "drawn": (*ROWS, "x")},
    "one left out": {"drawn": ROWS[:1]},
    "others drawn": {"drawn": ROWS[:2]},
}


def test_a_plan_as_the_tool_makes_it_is_sound() -> None:
    assert follows(plan(), unit())
    assert sound(plan(), unit())


@pytest.mark.parametrize("changes", NOT_AS_PLANNED.values(), ids=NOT_AS_PLANNED)
def test_a_draw_that_does_not_follow(changes: dict[str, Any]) -> None:
    assert plan().planned != plan(**changes).planned
    assert not follows(plan(**changes), unit())
    assert not sound(plan(**changes), unit())


def test_the_same_names_in_another_order_are_another_draw() -> None:
    planned = plan().planned
    assert planned
    changed = plan()
    changed.planned = replace(planned, drawn=planned.drawn[::-1])
    assert not follows(changed, unit())


@pytest.mark.parametrize("words", [("", "4 1 6 2"), ("hujan | deras", "4 1 6 2"), ("hujan", " ")])
def test_words_that_nobody_can_have_said(words: tuple[str, str]) -> None:
    text = seed(UNIT, "tps-siap", "2024-11-27", 1, words)
    changed = plan()
    assert changed.planned
    changed.planned = replace(changed.planned, words=words, seed=text, drawn=draw(text, ROWS, 2))
    assert not follows(changed, unit())


def test_a_plan_of_another_unit_day_or_list() -> None:
    one = plan()
    assert not follows(one, replace(unit(), name="Polres Lain"))
    assert not follows(one, replace(unit(), election_day="2024-12-04"))
    assert follows(one, replace(unit(), name="polres  contoh"))  # one unit: equal up to case and spaces
    assert not follows(replace(one, opened=replace(one.opened, list="tps-pagi")), unit())
    assert not follows(replace(one, planned=None), unit())


@pytest.mark.parametrize("change", [{"sealed": False}, {"damaged": True}, {"cancelled": "salah"}], ids=str)
def test_a_plan_that_follows_and_is_not_sound(change: dict[str, Any]) -> None:
    one = replace(plan(), **change)
    assert follows(one, unit())
    assert not sound(one, unit())


def test_what_plans_amount_to() -> None:
    drawn = frozenset(drawn_by(plan()))
    found = sampled(known(plan()), LIST)
    assert found
    assert (found.drawn, found.counting, found.sound, found.relieves) == (drawn, drawn, 1, True)
    assert found.always == {"Satimpo 1"}
    unsound = sampled(known(replace(plan(), sealed=False)), LIST)
    assert unsound
    assert (unsound.drawn, unsound.counting, unsound.relieves) == (drawn, frozenset(), False)
    assert sampled(known(), LIST) is None
    assert sampled(known(plan()), replace(LIST, sample=None)) is None


# ---- from whom a new one draws


def test_the_first_plan_draws_from_all_rows_but_those_re_checked_anyway() -> None:
    assert to_draw_from(known(), LIST, NOW) == (list(ROWS), ["Satimpo 1"])


def test_a_later_plan_draws_from_the_rest() -> None:
    drawn = drawn_by(plan())
    rows, always = to_draw_from(known(plan()), LIST, NOW)
    assert rows == [row for row in ROWS if row not in drawn]
    assert always == ["Satimpo 1"]


def test_left_out_are_rows_that_are_struck_out_or_of_which_nothing_is_asked() -> None:
    one = unit(Guntung1={"dicoret": "digabung"}, Kanaan1={"dpt": 0}, Loktuan2={"rawan": 1})
    assert to_draw_from(known(of=one), LIST, NOW) == (["Loktuan 1", "Telihan 1"], ["Loktuan 2", "Satimpo 1"])


def test_what_was_always_is_not_drawn_from_even_if_it_no_longer_matches() -> None:
    one = unit(Satimpo1={"rawan": 0})
    rows, always = to_draw_from(known(plan(), of=one), LIST, NOW)
    assert "Satimpo 1" not in rows
    assert always == []


# ---- what they prove


def all_cek(found: Evidence, *records: Record) -> Evidence:
    return replace(found, records=[*found.records, *(look("cek", row, 1, 9) for row in ROWS), *records])


def test_the_figures_of_a_result() -> None:
    first, second = drawn_by(plan())
    one = proven(all_cek(known(plan()), look("ricek", first, 1, 10), look("ricek", second, 2, 10)))
    assert one == SampleResult(
        list="tps-siap",
        population=5,
        drawn=2,
        counted=2,
        differed=1,
        able=2,
        bound=4,
        tolerated=3,
        tolerance=Fraction(1, 2),
        confidence=Fraction(95, 100),
        short=True,
        more=2,
        complete=False,
    )


def test_a_requirement_that_was_raised_takes_no_difference_back() -> None:
    """Then the ricek failed what the cek had not; today both fail."""
    first = drawn_by(plan())[0]
    by_outcome = replace(LIST, agree=Agree("outcome"))
    records = all_cek(known(plan(), checklist=by_outcome), look("ricek", first, 0, 10))
    assert proven(records).differed == 1
    raised = replace(records, unit=unit(**{first.replace(" ", ""): {"dpt": 2}}))
    assert proven(raised).differed == 1


def test_one_that_differed_stays_though_nothing_is_asked_of_it_any_more() -> None:
    """Mended, then emptied by a fact that leaves out its only item: taking the question away takes nothing back."""
    first = drawn_by(plan())[0]
    records = (
        look("cek", first, 2, 9),
        look("ricek", first, 1, 10),
        look("cek", first, 1, 11),
        look("ricek", first, 1, 12),
    )
    assert proven(all_cek(known(plan()), *records)).differed == 1
    emptied = unit(**{first.replace(" ", ""): {"dpt": 0}})
    found = assess(all_cek(known(plan(), of=emptied), *records), NOW)
    assert first in {part.target for part in found.not_counted}
    assert (found.samples["tps-siap"].differed, found.samples["tps-siap"].population) == (1, 5)


def test_those_that_differ_without_being_drawn_are_named_beside() -> None:
    first, *_ = drawn_by(plan())
    other = next(row for row in ROWS if row not in drawn_by(plan()))
    riceks = [look("ricek", first, 1, 10), look("ricek", other, 2, 11)]
    one = proven(all_cek(known(plan()), *riceks))
    assert (one.counted, one.differed, one.beyond) == (1, 0, 1)


def test_rows_on_which_no_lot_could_fall_are_named() -> None:
    """Left out of the table while the plan was made, and put back behind it; the next plan takes them in."""
    made = plan()
    assert made.planned
    few = ROWS[:4]
    kept = plan(rows=few, population=4, drawn=draw(made.planned.seed, few, 2))
    assert sound(kept, unit())
    assert proven(all_cek(known(kept))).outside == ROWS[4:]
    assert proven(all_cek(known(made))).outside == ()
    rest = tuple(row for row in ROWS if row not in drawn_by(kept))
    text = seed(UNIT, "tps-siap", "2024-11-27", 2, made.planned.words)
    later = plan(rows=rest, population=3, size=1, number=2, seed=text, drawn=draw(text, rest, 1))
    later.opened = replace(later.opened, record="p2")
    assert proven(all_cek(known(kept, later))).outside == ()
    assert proven(all_cek(known(replace(kept, sealed=False)))).outside == ()  # it relieves nobody: all are looked at


def test_without_a_plan_nothing_is_proven() -> None:
    assert assess(all_cek(known()), NOW).samples == {}


LOOKS = st.lists(
    st.tuples(
        st.sampled_from(["cek", "ricek", "ricek", "putusan"]),
        st.sampled_from(ROWS),
        st.integers(0, 2),
        st.sampled_from("ABC"),
    ),
    max_size=12,
)


@given(LOOKS)
def test_nothing_that_comes_later_takes_anything_back(looks: list[tuple[Round, str, int, str]]) -> None:
    """Neither what differed nor what was re-checked: mending and rulings are among what comes."""
    records = [look(kind, target, value, 9 + n, who) for n, (kind, target, value, who) in enumerate(looks)]
    results = [proven(known(plan(), *records[:n])) for n in range(len(records) + 1)]
    for one, later in pairwise(results):
        assert later.differed >= one.differed
        assert later.counted >= one.counted
        assert later.differed <= later.counted <= later.drawn <= later.population


@given(LOOKS, st.sampled_from([{"sealed": False}, {"damaged": True}, {"cancelled": "salah"}]), st.booleans())
def test_a_plan_that_is_not_sound_never_improves(
    looks: list[tuple[Round, str, int, str]], change: dict[str, Any], beside: bool
) -> None:
    """Neither alone nor beside a sound one, which draws others."""
    ladder = ["ready", "conditional", "incomplete", "not_ready"]
    records = [look(kind, target, value, 9 + n, who) for n, (kind, target, value, who) in enumerate(looks)]
    if beside:
        records.append(plan())
    unsound = replace(plan(drawn=("Kanaan 1", "Telihan 1")), **change)
    unsound.opened = replace(unsound.opened, record="p2")
    before, after = (assess(known(*more, *records), NOW).readiness for more in ((), (unsound,)))
    assert before == after or ladder.index(str(before)) <= ladder.index(str(after))


# ---- by every path


def test_one_target_owes_by_the_rules_of_the_summary(tmp_path: Path) -> None:
    """A walk asks by `verdict_on`, a page by `assess`."""
    wanted = {
        "a-row-that-matches-always-today-owes",
        "a-target-without-a-row-owes",
        "a-plan-that-is-not-sealed-relieves-nobody",
        "an-unsound-plan-beside-a-sound-one-adds-to-those-who-owe",
    }
    cases = [case for case in OWN_CASES if case["id"] in wanted]
    assert len(cases) == len(wanted)
    for case in cases:
        root = tmp_path / case["id"]
        World(case, root).write()
        workspace, now = open_unit(root), at("26 20:00")
        for part in assess(evidence(workspace), now).parts:
            one = verdict_on(workspace, part.checklist, part.target, now)
            assert (one.target, one.readiness, one.ricek_owed) == (part.target, part.readiness, part.ricek_owed)


def test_a_small_unit_owes_by_the_plan_and_proves_nothing_by_itself() -> None:
    """It has only some of the targets that were drawn from."""
    drawn = drawn_by(plan())
    free = next(row for row in ROWS if row not in drawn)
    rows = unit().tables["tps"].rows
    mine = {name: replace(rows[name], facts={**rows[name].facts, "satuan": "Pam 1"}) for name in (drawn[0], free)}
    table = Table("tps", ("dpt", "rawan", "satuan"), {**rows, **mine})
    small = replace(unit(), satuan="Pam 1", tables={"tps": table})
    found = assess(known(plan(), look("cek", drawn[0], 1, 9), look("cek", free, 1, 9), of=small), NOW)
    assert {part.target: part.ricek_owed for part in found.parts} == {drawn[0]: True, free: False}
    assert found.samples == {}
    assert not [reason for reason in found.reasons if reason.code == "sample_short"]
