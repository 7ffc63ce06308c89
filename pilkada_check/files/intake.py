"""Takes in foreign files: picks what is ours out of files, folders, .gz and .zip, by content, whatever their names."""

import errno
import io
import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from typing import IO, Literal

from msgspec import Struct

from pilkada_check.files import bundle, gzipped, zipped
from pilkada_check.files.bundle import Bundle
from pilkada_check.files.disk import open_regular
from pilkada_check.files.foreign import MAX_BUNDLE, MIB, UTF16_MARKS, Refused, refused, restored
from pilkada_check.files.journal import MAX_BYTES as MAX_RECORD
from pilkada_check.files.kept import MAX_DEFINITION
from pilkada_check.files.names import shown

MAX_FILES = 100_000  # of all folders together
MAX_DEPTH = 20  # folders inside one another
MAX_REPORT = MIB

_HEAD = 4096  # bytes that are looked at first: pictures and films are not read
_TYPE = re.compile(rb'\s*\{\s*"type"\s*:\s*"(unit|opened|reported)"')
_DIGEST = re.compile(r"([0-9a-f]{64})(?![0-9a-f])")
# RAR, 7-Zip, xz, bzip2, zstd
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd")
_TROUBLE = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EACCES: "file_denied",
    errno.EPERM: "file_denied",
    errno.EINVAL: "file_kind",
    errno.EISDIR: "file_kind",
    errno.ENXIO: "file_kind",
    errno.ELOOP: "foreign_link",
}

Kind = Literal["bundle", "journal", "report", "definition", "gzip", "zip", "archive"]
_KINDS: dict[bytes, Kind] = {b"unit": "bundle", b"opened": "journal", b"reported": "report"}
_LIMITS = {"bundle": MAX_BUNDLE, "journal": MAX_RECORD, "report": MAX_REPORT, "definition": MAX_DEFINITION}


class Journal(Struct, frozen=True):
    """A record by itself: its id and complete lines."""

    id: str
    data: bytes


class Report(Struct, frozen=True):
    """A risk report by itself: its id and complete lines."""

    id: str
    data: bytes


class Definition(Struct, frozen=True):
    """The text of a list that was answered."""

    sha256: str
    text: bytes


Content = Bundle | Journal | Report | Definition


class Intake(Struct, frozen=True):
    """One thing that was looked at: its name as it is shown (a member of a .zip behind it), and what it is.

    None: nothing of ours.
    """

    name: str
    content: Content | Refused | None


def intake(paths: Sequence[Path], stdin: bytes | None = None) -> Iterator[Intake]:
    """Look at files and folders in the order given; `-` among them is `stdin`, where there is any.

    A path that is given may be a link; in folders links are not followed, and what is hidden is passed over. Nothing is
    written anywhere, and of one thing at a time no more than MAX_BUNDLE is held. Never raises for what is wrong with a
    file.
    """
    left = [MAX_FILES]
    for path in paths:
        if stdin is not None and str(path) == "-":
            yield from _stream(io.BytesIO(stdin), "-")
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above is closed
            yield from _folder(path, left, MAX_DEPTH)
        else:
            yield from _file(path, follow=True)


def _folder(folder: Path, left: list[int], depth: int) -> Iterator[Intake]:
    """Everything below a folder, by name."""
    if not depth:
        yield Intake(shown(folder), refused("folder_deep", limit=MAX_DEPTH))
        return
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as problem:
        yield Intake(shown(folder), _trouble(problem))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Intake(shown(path), refused("foreign_link"))
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, left, depth - 1)
        elif left[0] <= 0:
            yield Intake(shown(path), refused("folder_many", limit=MAX_FILES))
            return
        elif entry.is_file(follow_symlinks=False):
            left[0] -= 1
            yield from _file(path, follow=False)


def _file(path: Path, *, follow: bool) -> Iterator[Intake]:
    try:
        with os.fdopen(open_regular(path, os.O_RDONLY, follow=follow), "rb") as file:
            yield from _stream(file, shown(path))
    except OSError as problem:
        yield Intake(shown(path), _trouble(problem))


def _trouble(problem: OSError) -> Refused:
    code = _TROUBLE.get(problem.errno or 0)
    return refused(code) if code else refused("file_unreadable", reason=errno.errorcode.get(problem.errno or 0, "?"))


def _stream(file: IO[bytes], name: str) -> Iterator[Intake]:
    """What a file is, and what of ours is in it."""
    head = file.read(_HEAD)
    file.seek(0)
    if _kind(head, name) == "zip":
        yield from _zip(file, name)
    else:
        yield Intake(name, _content(file, head, name, [MAX_BUNDLE]))


def _kind(head: bytes, name: str) -> Kind | None:
    """What the first bytes look like."""
    if head.startswith(zipped.MARKS):
        return "zip"
    if head.startswith(gzipped.MARK):
        return "gzip"
    if head[:2] in UTF16_MARKS:
        head = head[2:].decode(UTF16_MARKS[head[:2]], "ignore").encode()
    found = _TYPE.match(head.removeprefix(b"\xef\xbb\xbf"))
    if found:
        return _KINDS[found[1]]
    if _DIGEST.match(PurePath(name).name):
        return "definition"
    return "archive" if head.startswith(_OTHER_ARCHIVES) else None


def _content(file: IO[bytes], head: bytes, name: str, budget: list[int]) -> Content | Refused | None:
    """What one file holds, a .gz unpacked; what is read of it is taken off the budget."""
    kind = _kind(head, name)
    packed = kind == "gzip"
    if packed:
        kind = _kind(gzipped.beginning(head), name)
    match kind:
        case None:
            return None
        case "gzip" | "zip":
            return refused("foreign_nested")
        case "archive":
            return refused("foreign_archive")
    limit = min(budget[0], _LIMITS[kind])
    data = gzipped.gunzip(file, limit) if packed else file.read(limit + 1)
    if isinstance(data, Refused):
        budget[0] -= limit
        return data
    budget[0] -= len(data)
    return _read(kind, data, name) if len(data) <= limit else refused("foreign_large", limit=_LIMITS[kind] // MIB)


def _read(kind: Kind, data: bytes, name: str) -> Content | Refused | None:
    """Bytes of a kind, read."""
    if kind == "bundle":
        return bundle.from_bytes(data)
    if kind == "definition":
        return _definition(data, name)
    whole = restored(data)
    if isinstance(whole, Refused):
        return whole
    lines = whole[: whole.rfind(b"\n") + 1]
    if not lines:
        return refused("foreign_empty")
    if kind == "report":
        found = bundle.report_id(lines)
        return found if isinstance(found, Refused) else Report(found, lines)
    if b"\r\n" in lines:  # some of its lines were altered: as another copy of the record it would damage it
        return refused("line_ends")
    found = bundle.record_id(lines)
    return found if isinstance(found, Refused) else Journal(found, lines)


def _definition(data: bytes, name: str) -> Definition | Refused | None:
    """The text of a list, whose file is called by its SHA-256."""
    digest = sha256(data).hexdigest()
    path = PurePath(name)
    if path.name.startswith(digest):
        return Definition(digest, data)
    return refused("foreign_definition") if path.parent.name == "definitions" else None


def _zip(file: IO[bytes], name: str) -> Iterator[Intake]:
    """What of ours is in a .zip; where there is nothing, the .zip as one that is not ours."""
    try:
        found = zipped.outsized(file)
        archive = None if found else zipped.Zip(file)
    except zipped.TROUBLE:
        found, archive = refused("zip_damaged"), None
    if archive is None or archive.other() or (found := archive.trouble()):
        yield Intake(name, found)
        return
    ours = False
    budget = [MAX_BUNDLE]
    for member in archive.files():
        inside = f"{name}/{member.filename}"
        content = _member(archive, member, inside, budget)
        if content is not None:
            ours = True
            yield Intake(inside, content)
        if budget[0] <= 0:
            yield Intake(name, refused("foreign_large", limit=MAX_BUNDLE // MIB))
            return
    if not ours:
        yield Intake(name, None)


def _member(archive: zipped.Zip, member: zipfile.ZipInfo, name: str, budget: list[int]) -> Content | Refused | None:
    """What one member of a .zip is; a .zip in it is not opened."""
    unsafe = zipped.unsafe(member)
    if unsafe is not None:
        return unsafe
    try:
        with archive.open(member) as file:
            head = file.read(_HEAD)
        with archive.open(member) as file:
            return _content(file, head, name, budget)
    except zipped.TROUBLE:
        budget[0] -= member.file_size
        return refused("zip_damaged")
