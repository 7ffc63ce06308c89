"""The journal: names, the bytes of format 1, what is on the disk at every moment, and what a writer refuses."""

import errno
import os
import re
import stat
import subprocess
import sys
import unicodedata
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journals import START, answered, name, opened, place, resumed

from pilkada_check.files.journal import Changed, Journal, Unfit
from pilkada_check.files.lock import Locked
from pilkada_check.files.names import record_path, target_folder, ulid
from pilkada_check.model.events import Cancelled, Event, Sealed, decode, encode

GOLDEN = Path(__file__).parent / "golden"


# ---- names


@pytest.mark.parametrize(
    ("milliseconds", "chance", "expected"),
    [
        (0, b"\x00" * 10, "0" * 26),
        (1_469_918_176_385, b"\x00" * 10, "01ARYZ6S41" + "0" * 16),  # the time of the ULID specification's example
        (281_474_976_710_655, b"\xff" * 10, "7" + "Z" * 25),
    ],
)
def test_ulid(milliseconds: int, chance: bytes, expected: str) -> None:
    assert ulid(milliseconds, chance) == expected


@pytest.mark.parametrize(
    ("milliseconds", "chance"), [(-1, b"0" * 10), (1 << 48, b"0" * 10), (0, b"0" * 9), (0, b"0" * 11)]
)
def test_ulid_refuses(milliseconds: int, chance: bytes) -> None:
    with pytest.raises(ValueError, match="ULID"):
        ulid(milliseconds, chance)


MOMENT = st.tuples(st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10))


@given(MOMENT, MOMENT)
def test_ulids_sort_by_time_then_chance(a: tuple[int, bytes], b: tuple[int, bytes]) -> None:
    assert (ulid(*a) < ulid(*b)) == (a < b)


@pytest.mark.parametrize(
    ("target", "slug"),
    [
        ("Ton Dalmas", "ton-dalmas"),
        ('SOKA"AN', "soka-an"),
        ("LUBUK PAKAM I,II", "lubuk-pakam-i-ii"),
        ("2 X 11 KAYU TANAM", "2-x-11-kayu-tanam"),
        ("../../etc/passwd", "etc-passwd"),
        ("Café", "cafe"),
        ("東京", "x"),
        ("...", "x"),
        ("", "x"),
        ("CON", "con"),
        ("A" * 300, "a" * 40),
        ("A" * 39 + " b", "a" * 39),
    ],
)
def test_target_folder(target: str, slug: str) -> None:
    assert target_folder(target) == f"{slug}-{sha256(target.encode()).hexdigest()[:8]}"


@given(st.text())
def test_a_target_folder_is_safe_everywhere(target: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}-[0-9a-f]{8}", target_folder(target))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_both_unicode_forms_of_a_target_share_a_folder(target: str) -> None:
    assert target_folder(unicodedata.normalize("NFD", target)) == target_folder(unicodedata.normalize("NFC", target))


def test_targets_of_one_slug_have_their_own_folders() -> None:
    assert len({target_folder(target) for target in ("TPS 1", "tps 1", "TPS-1", "TPS  1")}) == 4


def test_record_path() -> None:
    path = record_path(Path("records"), "Ton Dalmas", "perlengkapan", "ricek", name())
    assert path.as_posix() == f"records/{target_folder('Ton Dalmas')}/perlengkapan-ricek-{name()}.jsonl"


# ---- format 1


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_golden_journals_are_read_and_written_to_the_byte(golden: Path, tmp_path: Path) -> None:
    data = golden.read_bytes()
    first, *others = [decode(line) for line in data.splitlines()]
    path = place(tmp_path, first.record)
    assert first == decode(encode(first)[:-1])
    journal = Journal.create(path, first)  # type: ignore[arg-type] # each begins with its first line
    with journal:
        for event in others:
            if isinstance(event, Sealed):
                journal.seal(event.at)
            else:
                journal.append(event)
    assert path.read_bytes() == data
    assert journal.events == [first, *others]


def test_golden_journals_have_every_event_of_format_1() -> None:
    found = {
        line.split(b'"')[3].decode() for golden in GOLDEN.glob("*.jsonl") for line in golden.read_bytes().splitlines()
    }
    assert found == {"opened", "answered", "resumed", "sealed", "cancelled", "looked", "planned"}


def test_a_seal_covers_every_byte_before_its_value(tmp_path: Path) -> None:
    with Journal.create(place(tmp_path), opened()) as journal:
        journal.append(answered(1, note='é "sha256":"'))
        journal.seal(START)
    data = place(tmp_path).read_bytes()
    value = data.rindex(b'"sha256":"') + len(b'"sha256":"')
    assert data[value:] == sha256(data[:value]).hexdigest().encode() + b'"}\n'


# ---- on the disk


def test_every_line_is_there_at_once_and_whole(tmp_path: Path) -> None:
    events: list[Event] = [opened(), answered(1), answered(2), resumed(), Cancelled(name(), START, "salah sasaran")]
    with Journal.create(place(tmp_path), opened()) as journal:
        for count, event in enumerate(events[1:], 2):
            journal.append(event)
            assert place(tmp_path).read_bytes() == b"".join(encode(event) for event in events[:count])
    assert journal.events == events


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Journal.create(place(tmp_path), opened()):
            pass
        with place(tmp_path).open("ab") as file:
            file.write(b"torn")
        with Journal.resume(place(tmp_path)):
            found = [tmp_path / name for name in ("records", ".locks")]
            modes = {
                path.relative_to(tmp_path).parts[0] + ("/" if path.is_dir() else ""): stat.S_IMODE(path.stat().st_mode)
                for folder in found
                for path in (folder, *folder.rglob("*"))
            }
    finally:
        os.umask(before)
    assert modes == {"records/": 0o700, "records": 0o600, ".locks/": 0o700, ".locks": 0o600}
    assert len(list((tmp_path / "records").rglob("*.*"))) == 2


def test_cut_at_every_byte_then_resumed_and_continued(tmp_path: Path) -> None:
    whole = encode(opened()) + encode(answered(1, note="Jalan rusak – 50 %")) + encode(answered(2))
    header = whole.index(b"\n") + 1
    for end in range(len(whole) + 1):
        path = place(tmp_path / str(end))
        path.parent.mkdir(parents=True)
        path.write_bytes(whole[:end])
        if end < header:
            with pytest.raises(Unfit) as unfit:
                Journal.resume(path)
            assert (unfit.value.why, path.read_bytes()) == ("empty", whole[:end])
            continue
        kept = whole[: whole.rindex(b"\n", 0, end) + 1]
        torn = whole[len(kept) : end]
        with Journal.resume(path) as journal:
            assert journal.torn == len(torn)
            journal.append(resumed(journal.torn))
            journal.append(answered(3))
        assert path.read_bytes() == kept + encode(resumed(len(torn))) + encode(answered(3))
        beside = path.with_name(path.name + ".torn")
        assert (beside.read_bytes() if beside.exists() else b"") == torn


def test_torn_bytes_never_overwrite_earlier_ones(tmp_path: Path) -> None:
    path = place(tmp_path)
    Journal.create(path, opened()).close()
    for torn in (b'{"type":"an', b"{", b'{"type":"an'):
        with path.open("ab") as file:
            file.write(torn)
        with Journal.resume(path) as journal:
            assert journal.torn == len(torn)
    found = {beside.name.removeprefix(path.name): beside.read_bytes() for beside in path.parent.glob("*.torn")}
    assert found == {".torn": b'{"type":"an', ".2.torn": b"{", ".3.torn": b'{"type":"an'}


def test_an_ended_record_takes_nothing_more(tmp_path: Path) -> None:
    with Journal.create(place(tmp_path), opened()) as journal:
        journal.seal(START)
        for more in (partial(journal.append, answered(1)), partial(journal.seal, START)):
            with pytest.raises(ValueError, match="ended"):
                more()
    assert len(place(tmp_path).read_bytes().splitlines()) == 2
    with pytest.raises(Unfit) as unfit:
        Journal.resume(place(tmp_path))
    assert unfit.value.why == "ended"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (b"", "empty"),
        (b"\n", "damaged"),
        (encode(answered(1)), "damaged"),
        (encode(opened()) + b"{}\n", "damaged"),
        (encode(opened()) + b"\x00\x00\n", "damaged"),
        (encode(opened()) + encode(answered(1, record=name(7))), "damaged"),
        (encode(opened()) + encode(opened()), "damaged"),
        (encode(opened()) + b'{"type":"blessed","record":"x"}\n', "newer"),
        (encode(opened()).replace(b'"format":1', b'"format":2'), "newer"),
        (encode(opened()) + encode(Cancelled(name(), START, "salah")) + encode(answered(1)), "ended"),
    ],
)
def test_what_cannot_go_on_is_left_as_it_is(tmp_path: Path, lines: bytes, why: str) -> None:
    path = place(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(lines + b"torn")
    with pytest.raises(Unfit) as unfit:
        Journal.resume(path)
    assert (unfit.value.why, unfit.value.path) == (why, path)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == lines + b"torn"


# ---- one writer


def test_a_second_writer_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    path = place(tmp_path)
    with Journal.create(path, opened()) as first:
        for attempt in (Journal.resume, lambda path: Journal.create(path, opened())):
            with pytest.raises(Locked) as locked:
                attempt(path)
            assert locked.value.filename == str(path)
        first.append(answered(1))
    with Journal.resume(path) as second:
        second.append(answered(2))
    assert second.events == [opened(), answered(1), answered(2)]


def test_only_records_that_may_go_on_keep_a_lock_file(tmp_path: Path) -> None:
    for number in range(2):
        with Journal.create(place(tmp_path, name(number)), opened(name(number))) as journal:
            if number:
                journal.seal(START)
    assert [entry.name for entry in (tmp_path / ".locks").iterdir()] == [f"{name()}.lock"]


def test_a_record_is_never_begun_over_another(tmp_path: Path) -> None:
    Journal.create(place(tmp_path), opened()).close()
    with pytest.raises(FileExistsError):
        Journal.create(place(tmp_path), opened(minute=5))
    assert place(tmp_path).read_bytes() == encode(opened())
    Journal.resume(place(tmp_path)).close()


@pytest.mark.parametrize("how", ["longer", "shorter", "replaced", "gone"])
def test_a_file_that_another_program_changed_is_not_written_to(tmp_path: Path, how: str) -> None:
    path = place(tmp_path)
    with Journal.create(path, opened()) as journal:
        journal.append(answered(1))
        if how == "longer":
            with path.open("ab") as file:
                file.write(encode(answered(9)))
        elif how == "shorter":
            os.truncate(path, 10)
        elif how == "replaced":
            path.with_suffix(".new").write_bytes(path.read_bytes())
            path.with_suffix(".new").replace(path)
        else:
            path.unlink()
        before = path.read_bytes() if path.exists() else None
        for write in (partial(journal.append, answered(2)),) * 2:
            with pytest.raises(Changed) as changed:
                write()
            assert changed.value.filename == str(path)
        assert (path.read_bytes() if path.exists() else None) == before


def test_a_seal_never_covers_what_another_program_wrote(tmp_path: Path) -> None:
    with Journal.create(place(tmp_path), opened()) as journal:
        with place(tmp_path).open("ab") as file:
            file.write(encode(answered(9)))
        with pytest.raises(Changed):
            journal.seal(START)
    assert place(tmp_path).read_bytes() == encode(opened()) + encode(answered(9))


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe", "large"])
def test_only_plain_files_of_bearable_size_are_journals(tmp_path: Path, kind: str) -> None:
    path = place(tmp_path)
    path.parent.mkdir(parents=True)
    other = tmp_path / "other.jsonl"
    other.write_bytes(encode(opened()) + b"torn")
    if kind == "link":
        path.symlink_to(other)
    elif kind == "dangling":
        path.symlink_to(tmp_path / "nothing")
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(b"")
        os.truncate(path, 16 * 1024 * 1024 + 1)
    with pytest.raises(OSError, match=re.escape(str(path))):
        Journal.resume(path)
    assert other.read_bytes() == encode(opened()) + b"torn"
    assert not (tmp_path / "nothing").exists()


def test_no_record_is_begun_behind_a_link_where_it_would_not_be_found(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "records").mkdir()
    place(tmp_path).parent.symlink_to(elsewhere)
    with pytest.raises(OSError, match="records"):
        Journal.create(place(tmp_path), opened())
    assert not list(elsewhere.iterdir())


def test_a_journal_never_grows_beyond_what_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.create(place(tmp_path), opened()) as journal:
        monkeypatch.setattr("pilkada_check.files.journal.MAX_BYTES", len(encode(opened())) + 10)
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            journal.append(answered(1))
    assert place(tmp_path).read_bytes() == encode(opened())


# ---- the disk says no


def test_a_line_that_could_not_be_flushed_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with Journal.create(place(tmp_path), opened()) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", broken)
            with pytest.raises(OSError, match=re.escape(str(place(tmp_path)))):
                journal.append(answered(1))
        journal.append(answered(2))
    assert place(tmp_path).read_bytes() == encode(opened()) + encode(answered(2))
    assert journal.events == [opened(), answered(2)]


def test_ctrl_c_between_write_and_flush_leaves_no_half_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_handle: int) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    with Journal.create(place(tmp_path), opened()) as journal:
        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            journal.append(answered(1))
        journal.append(answered(2))
    assert place(tmp_path).read_bytes() == encode(opened()) + encode(answered(2))


def test_a_record_that_could_not_be_begun_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place(tmp_path).parent.mkdir(parents=True)
    (tmp_path / ".locks").mkdir()

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="Input/output"):
            Journal.create(place(tmp_path), opened())
    assert not list(place(tmp_path).parent.iterdir())
    Journal.create(place(tmp_path), opened()).close()


@given(cut=st.integers(min_value=0), times=st.integers(1, 3))
def test_any_number_of_crashes_lose_only_the_line_being_written(
    tmp_path_factory: pytest.TempPathFactory, cut: int, times: int
) -> None:
    path = place(tmp_path_factory.mktemp("crash"))
    Journal.create(path, opened()).close()
    expected: list[Event] = [opened()]
    for number in range(times):
        with Journal.resume(path) as journal:
            assert journal.events == expected
            journal.append(answered(number))
            expected.append(answered(number))
        half = encode(answered(99))
        with path.open("ab") as file:
            file.write(half[: cut % len(half)])
    assert [decode(line) for line in path.read_bytes().splitlines()[: len(expected)]] == expected


def test_filelock_is_imported_by_writers_alone() -> None:
    code = (
        "import sys; from pilkada_check.files import copies, journal, kept\n"
        "list(copies.read_copies(copies.Path('nowhere'))); sys.exit('filelock' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_times_keep_their_offset(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2024-11-24T20:04:10+08:00")
    with Journal.create(place(tmp_path), opened()) as journal:
        journal.seal(at)
    assert b'"at":"2024-11-24T20:04:10+08:00"' in place(tmp_path).read_bytes()
