"""What is worth a second look: every rule at its threshold, and what is left out of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from beside_world import START, A, Answer, B, counted, judge, judged, parts, record
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import By, Entered, FollowUp
from pilkada_check.model.text import Text
from pilkada_check.rules.attention import ALIKE, AT_ONCE, EXACT, FAST, FAST_ANSWERS, Notice, notices
from pilkada_check.rules.record import Record

ITEMS = [counted(f"i{n}") for n in range(12)]
SLOW = 60


def walk(
    count: int = 12,
    step: float = SLOW,
    name: str = "c1",
    begin: float = 0,
    values: Sequence[int] = (),
    **more: Any,  # noqa: ANN401 - further fields of the record
) -> Record:
    """A cek of the first items, one answer each `step` seconds, no two figures alike."""
    given_ = values or [11 + n for n in range(count)]
    answers: list[Answer] = [
        (begin + n * step, f"i{n}", value, judged(value), {"need": 10}) for n, value in enumerate(given_)
    ]
    return record(name, more.pop("round_", "cek"), more.pop("by", A), answers, **more)


def found(*records: Record, items: Sequence[Item] = ITEMS) -> list[Notice]:
    return notices(parts(items, records))


def kinds(*records: Record, items: Sequence[Item] = ITEMS) -> list[str]:
    return [one.kind for one in found(*records, items=items)]


def test_nothing_is_said_of_an_ordinary_walk() -> None:
    assert found(walk()) == []
    assert found() == []


# ---- fast


def test_fast() -> None:
    assert found(walk(step=4)) == [Notice("fast", "u", "T1", "c1", A, answers=12, seconds=4)]


@pytest.mark.parametrize(
    ("count", "step", "said"),
    [
        (FAST_ANSWERS, FAST.total_seconds() - 1, True),
        (FAST_ANSWERS - 1, FAST.total_seconds() - 1, False),
        (FAST_ANSWERS, FAST.total_seconds(), False),
        (FAST_ANSWERS, 0, True),
    ],
)
def test_fast_at_its_threshold(count: int, step: float, *, said: bool) -> None:
    assert kinds(walk(count, step)) == (["fast"] if said else [])


def test_a_pause_does_not_hide_fast_answers_nor_a_burst_make_a_walk_fast() -> None:
    times = [*range(6), *(7200 + n for n in range(6))]
    paused = record("c1", "cek", A, [(at, f"i{n}", 11 + n, "ok") for n, at in enumerate(times)])
    assert kinds(paused) == ["fast"]
    times = [*range(5), *(100 * n for n in range(5, 12))]
    burst = record("c1", "cek", A, [(at, f"i{n}", 11 + n, "ok") for n, at in enumerate(times)])
    assert kinds(burst) == []


def test_who_mends_it_is_no_answer_of_its_own() -> None:
    """Every other fail is written again with its follow-up, just before the next: the time of the answer counts."""
    answers: list[Answer] = []
    for n in range(FAST_ANSWERS):
        answers.append((n * 30, f"i{n}", n, "fail", {"need": 10}))
        if n % 2 == 0:
            answers.append((n * 30 + 29, f"i{n}", n, "fail", {"need": 10, "follow_up": FollowUp("Bag Log")}))
    assert kinds(record("c1", "cek", A, answers)) == []


def test_a_clock_that_is_held_back_makes_nobody_fast() -> None:
    """All answers have the newest time of the device; the machine's own says how long they took."""
    answers: list[Answer] = [
        (0, f"i{n}", 11 + n, "ok", {"raw": START + timedelta(seconds=n * 60 - 7200)}) for n in range(12)
    ]
    assert kinds(record("c1", "cek", A, answers)) == ["clock"]
    answers = [(n * 60, f"i{n}", 11 + n, "ok", {"raw": START + timedelta(seconds=n - 7200)}) for n in range(12)]
    assert kinds(record("c1", "cek", A, answers)) == ["fast", "clock"]


ENTERED = Entered(B, START + timedelta(hours=2), "message")


@pytest.mark.parametrize(
    "more",
    [
        {"source": "message"},
        {"source": "sheet"},
        {"source": "paper"},
        {"source": "example"},
        {"entered": ENTERED},
        {"end": "cancelled"},
        {"end": "damaged"},
    ],
    ids=str,
)
def test_what_was_not_typed_into_a_walk_or_counts_for_nothing_is_left_out(more: dict[str, Any]) -> None:
    """Fast, all alike, just what is required, with typed times, before its beginning: nothing of it is said."""
    begun: dict[str, Any] = {"clock": "typed", "at": START + timedelta(hours=1)}
    assert kinds(walk(step=1, values=[10] * 12, **begun)) == ["before_opened", "fast", "exact", "alike", "clock"]
    assert kinds(walk(step=1, values=[10] * 12, **begun, **more)) == []


def test_single_answers_that_came_by_message_are_left_out() -> None:
    answers: list[Answer] = [(n, f"i{n}", 10, "ok", {"entered": ENTERED}) for n in range(12)]
    assert kinds(record("c1", "cek", A, answers)) == []


def test_a_veiled_part_is_left_out_until_its_ricek_is_sealed() -> None:
    running = walk(1, name="r1", begin=900, round_="ricek", by=B, end="")
    assert found(walk(step=1), running) == []
    assert kinds(walk(step=1), walk(1, name="r1", begin=900, round_="ricek", by=B)) == ["fast"]


# ---- alike, exact


@pytest.mark.parametrize(("count", "said"), [(ALIKE, True), (ALIKE - 1, False)])
def test_alike(count: int, *, said: bool) -> None:
    wanted = [Notice("alike", "u", "T1", "c1", A, answers=ALIKE, type="count")] if said else []
    assert found(walk(values=[12] * count)) == wanted


def test_one_other_answer_is_enough() -> None:
    assert kinds(walk(values=[12] * 11 + [13])) == []


def test_types_are_looked_at_apart() -> None:
    asked = [Item(f"y{n}", Text(f"Ada {n}?"), "confirm") for n in range(10)]
    answers: list[Answer] = [(n * SLOW, f"y{n}", True, "ok") for n in range(10)]
    answers += [((n + 20) * SLOW, f"i{n}", 1 + n, "fail") for n in range(3)]
    one = found(record("c1", "cek", A, answers), items=[*asked, *ITEMS])
    assert [(notice.kind, notice.type, notice.answers) for notice in one] == [("alike", "confirm", 10)]


def test_of_a_changed_answer_the_last_one() -> None:
    answers: list[Answer] = [(n * SLOW, f"i{n}", 12, "ok") for n in range(ALIKE)]
    assert kinds(record("c1", "cek", A, [(-SLOW, "i0", 13, "ok"), *answers])) == ["alike"]
    assert kinds(record("c1", "cek", A, [*answers, (5000, "i0", 13, "ok")])) == []


@pytest.mark.parametrize(("count", "said"), [(EXACT, True), (EXACT - 1, False)])
def test_exact(count: int, *, said: bool) -> None:
    items = [counted(f"i{n}", 10 + n) for n in range(12)]
    answers: list[Answer] = [(n * SLOW, f"i{n}", 10 + n, "ok", {"need": 10 + n}) for n in range(count)]
    one = found(record("c1", "cek", A, answers), items=items)
    assert one == ([Notice("exact", "u", "T1", "c1", A, answers=count)] if said else [])
    more: Answer = (5000, "i11", 22, "ok", {"need": 21})
    assert found(record("c1", "cek", A, [*answers, more]), items=items) == []


def test_exact_of_an_inventory_goes_by_its_good_ones() -> None:
    items = [Item(f"i{n}", Text(f"Hitung {n}."), "inventory") for n in range(EXACT)]
    answers: list[Answer] = [
        (n * SLOW, f"i{n}", {"b": 10 + n, "rr": n, "rb": 0, "ta": 0}, "ok", {"need": 10 + n}) for n in range(EXACT)
    ]
    assert kinds(record("c1", "cek", A, answers), items=items) == ["exact"]


def test_nothing_is_told_of_the_values_of_sensitive_items() -> None:
    items = [counted(f"i{n}", sensitive=n > 8) for n in range(12)]
    assert kinds(walk(values=[10] * 12), items=items) == []


# ---- changed


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((8, "fail"), (10, "ok"), True),
        ((8, "remark"), (10, "ok"), True),
        ((8, "fail"), (None, "na"), True),
        ((10, "ok"), (8, "fail"), False),
        ((10, "ok"), (12, "ok"), False),
        ((8, "fail"), (7, "fail"), False),
        ((8, "fail"), (8, "remark"), False),
        ((8, "unjudged"), (10, "ok"), False),
        ((8, "fail"), (10, "unjudged"), False),
    ],
)
def test_changed(before: tuple[Any, Any], after: tuple[Any, Any], *, said: bool) -> None:
    answers: list[Answer] = [(0, "i0", *before), (SLOW, "i1", 11, "ok"), (2 * SLOW, "i0", *after)]
    wanted = [Notice("changed", "u", "T1", "c1", A, ("i0",))] if said else []
    assert found(record("c1", "cek", A, answers)) == wanted


def test_asked_again_because_the_list_was_edited_is_no_change() -> None:
    one = record("c1", "cek", A, [(0, "i0", 8, "fail"), (SLOW, "i0", 10, "ok")])
    one.looks[0].definition = "b" * 64
    assert kinds(one) == []


def test_in_a_ricek_no_requirement_is_shown() -> None:
    answers: list[Answer] = [(100, "i0", 8, "fail"), (100 + SLOW, "i0", 10, "ok")]
    assert kinds(walk(1), record("r1", "ricek", B, answers)) == []


def test_another_record_is_no_change() -> None:
    assert kinds(walk(values=[8]), walk(values=[12], name="c2", begin=600)) == []


# ---- times that can't be


@pytest.mark.parametrize(
    ("more", "gap", "kind"),
    [
        ({"target": "T2"}, 0, "two_targets"),
        ({"target": "T2"}, AT_ONCE.total_seconds() - 1, "two_targets"),
        ({"target": "T2"}, AT_ONCE.total_seconds(), ""),
        ({"device": "d2"}, 59, "two_devices"),
        ({"device": "d2"}, 60, ""),
        ({"device": "d2", "target": "T2"}, 30, "two_devices"),
        ({"target": "T2", "by": B}, 0, ""),
        ({"target": "T2", "by": By("", A.name)}, 0, ""),
        ({"target": "T2", "by": By("8101 0001", "Siapa")}, 0, "two_targets"),
        ({"target": "T2", "source": "message"}, 0, ""),
        ({}, 0, ""),
    ],
)
def test_in_two_places_at_once(more: dict[str, Any], gap: int, kind: str) -> None:
    one, two = walk(3, name="c1"), walk(3, name="c2", begin=2 * SLOW + gap, **more)
    said = found(one, two)
    assert [notice.kind for notice in said] == ([kind] if kind else [])
    assert found(two, one) == said
    for notice in said:
        assert (notice.record, notice.other, notice.seconds) == ("c1", "c2", gap)
        assert (notice.target, notice.elsewhere) == ("T1", more.get("target", "T1"))


def test_a_walk_may_be_left_for_another_and_taken_up_again() -> None:
    one = record("c1", "cek", A, [(0, "i0", 11, "ok"), (3600, "i1", 12, "ok")])
    assert kinds(one, walk(5, name="c2", begin=600, target="T2")) == []


def test_typed_times_are_not_compared() -> None:
    """For practice many walks begin at the same typed moment."""
    raw = {"raw": START + timedelta(days=1)}
    one = record("c1", "cek", A, [(0, "i0", 11, "ok", raw)], clock="typed")
    two = record("c2", "cek", A, [(0, "i0", 11, "ok", raw)], clock="typed", target="T2")
    assert kinds(one, two) == ["clock", "clock"]


def test_a_list_of_the_unit_itself_is_answered_anywhere() -> None:
    """Of two records that overlap only one is of a place."""
    one, two = walk(3, name="c1"), walk(3, name="c2", target="T2")
    first, second, *_rest = parts(ITEMS, [one, two])
    assert [notice.kind for notice in notices([first, second])] == ["two_targets"]
    two.opened = replace(two.opened, target="unit")
    assert notices([first, second]) == []


def test_time_runs_back() -> None:
    answers: list[Answer] = [(0, "i0", 11, "ok"), (600, "i1", 12, "ok"), (300, "i2", 13, "ok"), (700, "i3", 14, "ok")]
    assert found(record("c1", "cek", A, answers)) == [Notice("backwards", "u", "T1", "c1", A, ("i2",))]


def test_before_the_record_began() -> None:
    answers: list[Answer] = [(0, "i0", 11, "ok"), (600, "i1", 12, "ok")]
    one = found(record("c1", "cek", A, answers, at=START + timedelta(seconds=300)))
    assert one == [Notice("before_opened", "u", "T1", "c1", A, ("i0",))]


@pytest.mark.parametrize(
    ("clock", "off", "said"), [("typed", 0, True), ("system", 61, True), ("system", 60, False), ("system", 0, False)]
)
def test_the_clock(clock: str, off: int, *, said: bool) -> None:
    raw = {"raw": START - timedelta(seconds=off)} if off else {}
    one = record("c1", "cek", A, [(0, "i0", 11, "ok", raw)], clock=clock)
    assert kinds(one) == (["clock"] if said else [])


# ---- laws


@st.composite
def walks(draw: st.DrawFn) -> list[Record]:
    return [
        walk(
            draw(st.integers(1, 12)),
            draw(st.sampled_from([0, 2, 30, 300])),
            f"x{number}",
            draw(st.integers(0, 600)),
            round_=draw(st.sampled_from(["cek", "ricek"])),
            by=draw(st.sampled_from([A, B])),
            target=draw(st.sampled_from(["T1", "T2"])),
            device=draw(st.sampled_from(["d1", "d2"])),
            end=draw(st.sampled_from(["sealed", "sealed", "", "cancelled"])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@given(walks(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_who_looks_at_it_change_nothing(records: list[Record], chance: Any) -> None:  # noqa: ANN401 - a Random
    before = judge(ITEMS, records)
    said = notices(before.parts)
    mixed = list(records)
    chance.shuffle(mixed)
    assert notices(parts(ITEMS, mixed)) == said
    after = judge(ITEMS, records)
    assert (before.readiness, before.reasons) == (after.readiness, after.reasons)
    assert len({(one.kind, one.record, one.other, one.type) for one in said}) == len(said)
