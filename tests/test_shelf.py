"""What lies around the journals: finding the copies, kept definitions, the device's name, whole files."""

import errno
import os
import stat
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import let_in
from journals import START, answered, name, opened, place

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.copies import newest_time, read_copies
from pilkada_check.files.journal import MAX_BYTES, Journal
from pilkada_check.files.kept import device, keep_definition, read_definition
from pilkada_check.model.events import encode


def write(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def copies(root: Path) -> dict[str, bytes | str]:
    """What is found, reasons as words."""
    return {
        path: str(found.strerror) if isinstance(found, OSError) else found
        for path, found in read_copies(root / "records")
    }


# ---- copies


def test_copies_come_by_path_wherever_they_lie_below_records(tmp_path: Path) -> None:
    for path in ("records/z/2.jsonl", "records/b.jsonl", "records/z/1.JSONL", "records/z/deep/er/3.jsonl"):
        write(tmp_path / path, path.encode())
    for path in ("records/z/1.jsonl.torn", "records/z/._1.jsonl", "records/note.txt", "elsewhere/9.jsonl"):
        write(tmp_path / path)
    found = list(read_copies(tmp_path / "records"))
    expected = ["records/b.jsonl", "records/z/1.JSONL", "records/z/2.jsonl", "records/z/deep/er/3.jsonl"]
    assert found == [(path, path.encode()) for path in expected]


def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    records = tmp_path / "records"
    write(records / "a" / "good.jsonl", b"good\n")
    write(tmp_path / "outside" / "1.jsonl")
    (records / "a" / "link.jsonl").symlink_to(tmp_path / "outside" / "1.jsonl")
    (records / "b").symlink_to(tmp_path / "outside")
    (records / "circle").symlink_to(records)
    os.mkfifo(records / "a" / "pipe.jsonl")
    os.truncate(write(records / "a" / "large.jsonl"), MAX_BYTES + 1)
    os.truncate(write(records / "a" / "bearable.jsonl"), MAX_BYTES)
    found = copies(tmp_path)
    assert len(found.pop("records/a/bearable.jsonl")) == MAX_BYTES
    assert found == {
        "records/a/good.jsonl": b"good\n",
        "records/a/large.jsonl": "File too large",
        "records/a/link.jsonl": "Too many levels of symbolic links",
        "records/a/pipe.jsonl": "Invalid argument",
        "records/b": "Too many levels of symbolic links",
        "records/circle": "Too many levels of symbolic links",
    }


def test_a_folder_without_access_is_named(tmp_path: Path) -> None:
    write(tmp_path / "records" / "a" / "1.jsonl", b"good\n")
    write(tmp_path / "records" / "closed" / "2.jsonl")
    code = (
        "import os, sys; from pathlib import Path; from pilkada_check.files.copies import read_copies\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "print([(path, getattr(found, 'strerror', found)) for path, found in read_copies(Path(sys.argv[1]))])"
    )
    let_in(tmp_path)
    (tmp_path / "records" / "closed").chmod(0)
    out = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "records")], check=True, capture_output=True, text=True
    ).stdout
    (tmp_path / "records" / "closed").chmod(0o700)
    assert out == "[('records/a/1.jsonl', b'good\\n'), ('records/closed', 'Permission denied')]\n"


def test_nothing_is_found_where_there_is_no_folder(tmp_path: Path) -> None:
    assert copies(tmp_path) == {}


@pytest.mark.parametrize("kind", ["file", "dangling"])
def test_records_that_are_no_folder_are_named(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        write(tmp_path / "records")
    else:
        (tmp_path / "records").symlink_to(tmp_path / "stick")
    assert list(copies(tmp_path)) == ["records"]


def test_a_records_folder_on_another_disk_is_read(tmp_path: Path) -> None:
    write(tmp_path / "stick" / "a" / "1.jsonl", b"good\n")
    (tmp_path / "records").symlink_to(tmp_path / "stick")
    assert copies(tmp_path) == {"records/a/1.jsonl": b"good\n"}


def test_a_name_that_is_no_utf8_can_be_shown(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.jsonl")).write_bytes(b"good\n")
    assert copies(tmp_path) == {"records/caf\ufffd.jsonl": b"good\n"}


# ---- the newest time


def test_newest_time_is_of_this_device_alone(tmp_path: Path) -> None:
    assert newest_time(tmp_path, "3fa91c07") is None
    for number, (whose, value) in enumerate([("3fa91c07", 5), ("3fa91c07", 3), ("00000000", 50)]):
        with Journal.create(place(tmp_path, name(number)), opened(name(number), device=whose)) as journal:
            journal.append(answered(value, name(number)))
    write(place(tmp_path, name(8)), encode(opened(name(8), minute=8)) + b"no event\n" + b'{"torn')
    write(place(tmp_path, name(9)), b"no event\n" + encode(answered(59, name(9))))
    write(tmp_path / "records" / "empty.jsonl", b"")
    found = [newest_time(tmp_path, whose) for whose in ("3fa91c07", "00000000", "ffffffff")]
    assert [one and (one - START).seconds // 60 for one in found] == [8, 50, None]


# ---- definitions


def test_definitions_are_kept_once_by_their_hash(tmp_path: Path) -> None:
    data = b"id: contoh\n"
    digest = keep_definition(tmp_path, data)
    path = tmp_path / "definitions" / digest
    before = path.stat()
    assert digest == sha256(data).hexdigest()
    assert keep_definition(tmp_path, data) == digest
    assert path.stat().st_ino == before.st_ino
    assert stat.S_IMODE(before.st_mode) == 0o600
    assert read_definition(tmp_path, digest) == data
    assert [entry.name for entry in path.parent.iterdir()] == [digest]


def test_an_altered_definition_is_none_until_it_is_kept_again(tmp_path: Path) -> None:
    data = b"id: contoh\n"
    digest = keep_definition(tmp_path, data)
    (tmp_path / "definitions" / digest).write_bytes(b"id: lain\n")
    assert read_definition(tmp_path, digest) is None
    keep_definition(tmp_path, data)
    assert read_definition(tmp_path, digest) == data


@pytest.mark.parametrize("digest", ["", "../secret", "/etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 64])
def test_a_journal_cannot_name_another_file_as_definition(tmp_path: Path, digest: str) -> None:
    write(tmp_path / "secret")
    (tmp_path / "definitions").mkdir()
    assert read_definition(tmp_path, digest) is None


# ---- the device


def test_a_device_keeps_its_name(tmp_path: Path) -> None:
    assert device(tmp_path, bytes.fromhex("3fa91c07")) == "3fa91c07"
    assert device(tmp_path, bytes.fromhex("ffffffff")) == "3fa91c07"
    assert (tmp_path / ".device").read_bytes() == b"3fa91c07\n"
    assert stat.S_IMODE((tmp_path / ".device").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"3fa91c0", b"3FA91C07", b"3fa91c07\nmore", b"\xff\xfe", b"../../..\n"])
def test_a_spoiled_name_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".device").write_bytes(content)
    assert device(tmp_path, bytes.fromhex("00c0ffee")) == "00c0ffee"
    assert device(tmp_path, bytes.fromhex("ffffffff")) == "00c0ffee"


def test_a_name_saved_by_an_editor_still_counts(tmp_path: Path) -> None:
    for content in (b"3fa91c07", b"3fa91c07\r\n"):
        (tmp_path / ".device").write_bytes(content)
        assert device(tmp_path, bytes.fromhex("ffffffff")) == "3fa91c07"


# ---- whole files


@pytest.mark.parametrize("private", [False, True])
def test_a_file_is_written_whole(tmp_path: Path, private: bool) -> None:
    path = tmp_path / "ringkasan.md"
    before = os.umask(0o022)
    try:
        for data in (b"first", b"second, longer", b""):
            write_atomically(path, data, private=private)
            assert path.read_bytes() == data
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == (0o600 if private else 0o644)
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay_and_links_stay_links(tmp_path: Path) -> None:
    real = write(tmp_path / "real" / "ringkasan.md")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"new", 0o640)


@pytest.mark.parametrize("kind", ["no folder", "a folder", "a full device"])
def test_what_cannot_be_written_is_said(tmp_path: Path, kind: str) -> None:
    path = {"no folder": tmp_path / "none" / "x", "a folder": tmp_path, "a full device": Path("/dev/full")}[kind]
    with pytest.raises(OSError, match=r".+"):
        write_atomically(path, b"x")
    assert not list(tmp_path.iterdir())


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_atomically(Path(os.devnull), b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("step", ["write", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = write(tmp_path / "ringkasan.md", b"old")

    def broken(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no room", "a temporary name")

    with monkeypatch.context() as patch:
        patch.setattr({"write": "os.fsync", "replace": "pathlib.Path.replace"}[step], broken)
        with pytest.raises(OSError, match="no room") as caught:
            write_atomically(path, b"new")
    assert caught.value.filename == str(path)
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"old"]


def test_a_file_that_cannot_be_made_is_named_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "nonexist" / "x"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(path, b"x")
    assert caught.value.filename == str(path)
