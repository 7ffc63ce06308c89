"""What one journal's lines say: which lines are looks, and which only add to one."""

from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from pilkada_check.model.events import Answered, By, Event, FollowUp, Opened, encode
from pilkada_check.rules.record import Record, read, read_all

BEGUN = datetime(2024, 11, 25, 8, tzinfo=timezone(timedelta(hours=8)))
OPENED = Opened(1, "c1", BEGUN, "system", "cek", "u", "a" * 64, "unit", ("U",), By("1", "A"), "screen", "3fa91c07")
SHORT = Answered("c1", BEGUN, "helm", 27, 30, "fail", critical=True)


def later(answer: Answered, minutes: int, **changes: object) -> Answered:
    return replace(answer, at=BEGUN + timedelta(minutes=minutes), **changes)


def record(*events: Event) -> Record:
    found = read("x.jsonl", b"".join(encode(event) for event in (OPENED, *events)))
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize(
    "second",
    [
        later(SHORT, 5, follow_up=FollowUp("Bag Log")),
        later(SHORT, 5, note="kaca pecah"),
        later(SHORT, 5, note="kaca pecah", follow_up=FollowUp("Bag Log", BEGUN + timedelta(days=1))),
    ],
)
def test_a_line_that_only_adds_is_no_second_look(second: Answered) -> None:
    """The follow-up is written in lines of its own; the officer looked once, at the hour of the first (journal.md)."""
    found = record(SHORT, second)
    [look] = found.looks
    assert look.answer == second
    assert (look.at, look.line) == (BEGUN, 2)
    assert found.latest == second.at


@pytest.mark.parametrize(
    "second",
    [
        later(SHORT, 5),  # looked again, and found the same
        later(SHORT, 5, value=28, follow_up=FollowUp("Bag Log")),
        later(SHORT, 5, accepted_by="Kanit", outcome="remark", follow_up=FollowUp("Bag Log")),
        later(SHORT, 5, need=31, follow_up=FollowUp("Bag Log")),
        later(SHORT, 5, item="tameng", follow_up=FollowUp("Bag Log")),
    ],
)
def test_any_other_line_is_a_look(second: Answered) -> None:
    assert [look.answer for look in record(SHORT, second).looks] == [SHORT, second]


def test_answering_again_without_it_takes_the_follow_up_away() -> None:
    owed = later(SHORT, 5, follow_up=FollowUp("Bag Log"))
    assert [look.answer for look in record(SHORT, owed, later(SHORT, 60)).looks] == [owed, later(SHORT, 60)]


def test_times_never_run_back() -> None:
    found = record(later(SHORT, 10), later(SHORT, 5, item="tameng"))
    assert [look.at for look in found.looks] == [BEGUN + timedelta(minutes=10)] * 2


def test_a_file_without_a_whole_line_holds_nothing_yet() -> None:
    assert read_all([("x.jsonl", b'{"type":"opened"')]) == ([], [])
