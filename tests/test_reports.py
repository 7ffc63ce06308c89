"""Risk reports as files: lines, numbers, copies that meet, damage, locks; nothing that was recorded is ever lost."""

import errno
import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import let_in
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.files.names import ulid
from pilkada_check.files.reports import append, create, newest_time, path_of, put, read_reports, ring
from pilkada_check.model.decoding import Newer
from pilkada_check.model.events import By
from pilkada_check.model.reports import (
    Acknowledged,
    Closed,
    Handled,
    Reported,
    ReportEvent,
    Sent,
    Step,
    decode,
    encode,
    lines_of,
    merge_lines,
)
from pilkada_check.rules.reports import labels, read, report_faults, shelf, state, waiting

START = datetime(2024, 11, 26, 9, 40, tzinfo=UTC)
PADAL = By("", "Padal 3")
STEPS: list[type[Step]] = [Sent, Acknowledged, Handled, Closed]


def name(number: int = 0) -> str:
    return ulid(1_732_613_000_000, number.to_bytes(10, "big"))


def reported(number: int = 1, *, at: int = 0, device: str = "3fa91c07", report: str = "", **fields: Any) -> Reported:  # noqa: ANN401 - those of the struct
    said = {"where": "Loktuan 012", "what": "dua kendaraan tak dikenal", "since": None, "done": "", "sure": "seen"}
    return Reported(
        1, report or name(number), number, START + timedelta(minutes=at), "system", ("Polres Uji",), PADAL, device,
        **{**said, **fields},
    )  # fmt: skip


def step(kind: type[Step], minute: int = 1, report: str = "", note: str = "x1") -> Step:
    fields: dict[str, Any] = {"how": "radio"} if kind is Sent else {}
    return kind(report=report or name(1), at=START + timedelta(minutes=minute), by=PADAL, note=note, **fields)


# ---- lines


def test_a_line_is_read_as_it_was_written() -> None:
    for event in [reported(since=START, raw=START), *(step(kind) for kind in STEPS)]:
        assert decode(encode(event).rstrip(b"\n")) == event


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"number":1', b'"number":0'),
        (b'"number":1', b'"number":1.5'),
        (b'"number":1', b'"number":1,"number":2'),
        (b'"sure":"seen"', b'"sure":"certain"'),
        (b'"what":"dua kendaraan tak dikenal"', b'"what":""'),
        (b"2024-11-26", b"0024-11-26"),
        (b"Z", b""),
        (b'"where"', b'"were"'),
    ],
)
def test_what_is_no_line_of_a_report_is_refused(old: bytes, new: bytes) -> None:
    line = encode(reported())[:-1]
    assert old in line
    with pytest.raises(ValueError, match=r".+"):
        decode(line.replace(old, new))


@pytest.mark.parametrize(
    "line",
    [b'{"type":"escalated","report":"x"}', encode(reported())[:-1].replace(b'"format":1', b'"format":2,"shape":{}')],
)
def test_what_a_newer_tool_wrote_is_told_apart(line: bytes) -> None:
    with pytest.raises(Newer):
        decode(line)


def test_a_field_that_is_not_known_is_passed_over() -> None:
    assert decode(encode(reported())[:-1].replace(b'"format":1', b'"format":1,"weather":"hujan"')) == reported()


# ---- what they amount to


def test_the_state_is_the_furthest_step_in_whatever_order_they_came() -> None:
    whole = encode(reported())
    seen = [state(found) for n in range(5) if (found := read(whole + b"".join(encode(step(one)) for one in STEPS[:n])))]
    assert seen == ["reported", "sent", "acknowledged", "handled", "closed"]
    told_by_radio = read(whole + encode(step(Acknowledged)))
    assert told_by_radio is not None
    assert state(told_by_radio) == "acknowledged"
    assert not waiting(told_by_radio)


def test_nothing_that_follows_changes_what_was_reported() -> None:
    whole = encode(reported()) + b"".join(encode(step(kind, n)) for n, kind in enumerate(STEPS))
    found = read(whole)
    assert found is not None
    assert found.first == reported()
    assert len(found.steps) == 4
    assert not found.open


def test_a_report_that_is_closed_twice_keeps_both() -> None:
    found = read(encode(reported()) + encode(step(Closed, 1)) + encode(step(Closed, 2, note="lagi")))
    assert found is not None
    assert [one.note for one in found.closed] == ["x1", "lagi"]


def test_a_line_that_does_not_count_is_named_and_hides_nothing() -> None:
    lines = [
        encode(reported()),
        b"PK\x03\x04 salah\n",
        b'{"type":"escalated","report":"x","at":"2024-11-26T09:00:00Z"}\n',
        encode(step(Sent, report=name(9))),
        encode(reported(at=5, what="lain")),
        encode(step(Handled)),
    ]
    found = read(b"".join(lines), name(1))
    assert found is not None
    assert found.first == reported()
    assert state(found) == "handled"
    assert [(one.line, one.code) for one in found.odd] == [
        (2, "report_line"), (3, "report_newer"), (4, "report_foreign"), (5, "report_second"),
    ]  # fmt: skip
    faults = report_faults("reports/x.jsonl", b"".join(lines), name(1))
    assert [(one.line, one.code, one.warning) for one in faults] == [
        (2, "report_line", False), (3, "report_newer", True), (4, "report_foreign", False), (5, "report_second", False),
    ]  # fmt: skip


def test_without_its_beginning_what_became_of_it_still_stands() -> None:
    data = b"rusak\n" + encode(step(Handled))
    found = read(data, name(1))
    assert found is not None
    assert found.first is None
    assert state(found) == "handled"
    assert labels([found]) == {name(1): f"x-{name(1)[-4:].lower()}"}
    assert [one.code for one in report_faults("x", data, name(1))] == ["report_line", "report_no_beginning"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "report_empty"), (encode(reported())[:40], "report_empty"), (encode(reported()) + b'{"ty', "report_torn")],
)
def test_a_torn_end_is_only_warned_of(data: bytes, code: str) -> None:
    [fault] = report_faults("x", data)
    assert (fault.code, fault.warning) == (code, True)


# ---- numbers


def test_two_devices_that_gave_one_number_are_told_apart_by_the_device() -> None:
    ones = [
        reported(14, device="3fa91c07", report=name(1)),
        reported(14, device="b71e0c55", report=name(2)),
        reported(15),
    ]
    found = [one for data in map(encode, ones) if (one := read(data))]
    assert [*labels(found).values()] == ["14-3fa9", "14-b71e", "15"]
    whole = shelf(found)
    assert [one.id for one in whole.called("14-B71E")] == [name(2)]
    assert {one.id for one in whole.called("14")} == {name(1), name(2)}
    assert [one.id for one in whole.called("15")] == [name(15)]
    assert whole.called("16") == []


def test_a_copied_device_still_leaves_them_apart() -> None:
    found = [one for n in (1, 2) if (one := read(encode(reported(14, report=name(n)))))]
    assert len({*labels(found).values()}) == 2


def test_each_new_report_gets_the_next_number(tmp_path: Path) -> None:
    put(tmp_path, name(7), encode(reported(7)))
    assert [create(tmp_path, reported(1, report=name(n))).number for n in (20, 21)] == [8, 9]
    assert [json.loads(path.read_text())["number"] for path in sorted((tmp_path / "reports").iterdir())] == [7, 8, 9]


def test_two_windows_never_give_one_number(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}]
from pathlib import Path
from test_reports import create, name, reported
for n in range(5):
    create(Path({str(tmp_path)!r}), reported(report=name(int(sys.argv[1]) + n)))
"""
    workers = [subprocess.Popen([sys.executable, "-c", code, str(100 * n)]) for n in range(4)]
    assert [one.wait(120) for one in workers] == [0] * 4
    found = [decode(data.rstrip(b"\n")) for _, data in read_reports(tmp_path) if isinstance(data, bytes)]
    assert sorted(one.number for one in found if isinstance(one, Reported)) == [*range(1, 21)]


# ---- copies


@st.composite
def events(draw: st.DrawFn) -> ReportEvent:
    minute = draw(st.integers(0, 5))
    kind = draw(st.sampled_from([None, *STEPS]))
    note = draw(st.sampled_from(["x1", "y2"]))
    return reported(at=minute, done=note) if kind is None else step(kind, minute, note=note)


lines = st.one_of(events().map(lambda one: encode(one)[:-1]), st.binary(min_size=1, max_size=20))
copies = st.lists(lines, max_size=6).map(lambda some: b"".join(line + b"\n" for line in some))


@given(copies, copies)
def test_merging_does_not_depend_on_the_order(one: bytes, other: bytes) -> None:
    assert merge_lines([one, other]) == merge_lines([other, one])


@given(copies, copies, copies)
def test_merging_does_not_depend_on_the_grouping(one: bytes, other: bytes, third: bytes) -> None:
    whole = merge_lines([one, other, third])
    assert merge_lines([merge_lines([one, other]), third]) == whole
    assert merge_lines([one, merge_lines([other, third])]) == whole


@given(copies, copies)
def test_merging_again_changes_nothing_and_no_line_is_lost(one: bytes, other: bytes) -> None:
    merged = merge_lines([one, other])
    assert merge_lines([merged, one]) == merge_lines([merged]) == merged
    assert {*lines_of(merged)} == {*lines_of(one), *lines_of(other)}


@given(copies)
def test_what_a_report_amounts_to_does_not_depend_on_the_order_of_its_lines(data: bytes) -> None:
    one, other = read(data, name(1)), read(merge_lines([data]), name(1))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.first, one.steps, state(one)) == (other.first, other.steps, state(other))
        assert sorted(odd.code for odd in {o.line: o for o in other.odd}.values()) == sorted(
            {(odd.code, lines_of(data)[odd.line - 1]): odd.code for odd in one.odd}.values()
        )


def test_line_ends_of_windows_are_the_same_lines() -> None:
    whole = encode(reported()) + encode(step(Sent))
    assert merge_lines([whole, whole.replace(b"\n", b"\r\n")]) == whole


def test_taking_a_copy_in_is_a_union_on_the_disk(tmp_path: Path) -> None:
    create(tmp_path, reported())
    append(tmp_path, step(Sent))
    there = encode(reported()) + encode(step(Closed, 5))
    assert put(tmp_path, name(1), there)
    assert not put(tmp_path, name(1), there)
    assert path_of(tmp_path, name(1)).read_bytes() == encode(reported()) + encode(step(Sent)) + encode(step(Closed, 5))


# ---- the disk


def test_a_report_is_private_and_whole_or_absent(tmp_path: Path) -> None:
    create(tmp_path, reported())
    path = path_of(tmp_path, name(1))
    assert path.read_bytes() == encode(reported())
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("report", ["", "x", "../../etc/passwd", name(1).lower(), name(1) + "x", f"{name(1)}/.."])
def test_an_id_that_is_no_ulid_leads_nowhere(tmp_path: Path, report: str) -> None:
    with pytest.raises(ValueError, match="ULID"):
        put(tmp_path, report, b"x\n")
    assert [*tmp_path.iterdir()] == []


def test_a_torn_line_is_ended_and_kept(tmp_path: Path) -> None:
    create(tmp_path, reported())
    path = path_of(tmp_path, name(1))
    path.write_bytes(path.read_bytes() + b'{"type":"se')
    append(tmp_path, step(Handled))
    assert path.read_bytes() == encode(reported()) + b'{"type":"se\n' + encode(step(Handled))
    path.write_bytes(path.read_bytes() + b'{"type":"cl')
    assert put(tmp_path, name(1), encode(step(Closed)))
    assert {b'{"type":"se', b'{"type":"cl'} < {*lines_of(path.read_bytes())}


@pytest.mark.needs("setpriv")
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    let_in(tmp_path)
    code = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}]
from pathlib import Path
from test_reports import create, reported
try:
    create(Path({str(tmp_path)!r}), reported())
except PermissionError as problem:
    print(problem.filename)
"""
    ids = ["--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    tmp_path.chmod(0o555)
    try:
        done = subprocess.run(
            ["setpriv", *ids, sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
        )
    finally:
        tmp_path.chmod(0o755)
    assert str(tmp_path) in done.stdout, done.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_link_is_not_followed_and_not_silent(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(encode(reported()))
    (tmp_path / "reports").mkdir()
    path_of(tmp_path, name(1)).symlink_to(outside)
    [(report, problem)] = read_reports(tmp_path)
    assert report == name(1)
    assert isinstance(problem, OSError)
    assert problem.errno == errno.ELOOP
    with pytest.raises(OSError, match=r".+"):
        append(tmp_path, step(Closed))
    assert outside.read_bytes() == encode(reported())


def test_other_files_in_the_folder_are_none_of_ours(tmp_path: Path) -> None:
    create(tmp_path, reported())
    for other in ("._x.jsonl", "notes.txt", ".tmp", f"{name(2)}.jsonl.torn"):
        (tmp_path / "reports" / other).write_bytes(b"x\n")
    assert [report for report, _ in read_reports(tmp_path)] == [name(1)]


def test_the_newest_time_is_that_of_this_device_alone(tmp_path: Path) -> None:
    assert newest_time(tmp_path, "3fa91c07") is None
    create(tmp_path, reported())
    create(tmp_path, reported(2, at=90, device="b71e0c55"))
    assert newest_time(tmp_path, "3fa91c07") == START
    assert newest_time(tmp_path, "b71e0c55") == START + timedelta(minutes=90)


def test_a_report_rings_once(tmp_path: Path) -> None:
    assert not ring(tmp_path, [])
    assert ring(tmp_path, [name(1)])
    assert not ring(tmp_path, [name(1)])
    assert ring(tmp_path, [name(1), name(2)])
    assert not ring(tmp_path, [name(2)])
