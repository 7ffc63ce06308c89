"""The risk reports of a workspace on the disk: `reports/<ulid>.jsonl`, lines only ever added (docs/journal.md)."""

import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import cut, make_folder, open_regular, read_file, refusal, write_all
from pilkada_check.files.lock import Lock
from pilkada_check.model.reports import Reported, ReportEvent, Step, decode, encode, lines_of, merge_lines

FOLDER = "reports"
RUNG = ".rung"  # the reports that a board has rung for
MAX_BYTES = 16 << 20  # of one report, as of a record
_NAME = re.compile(r"([0-9A-HJKMNP-TV-Z]{26})\.jsonl\Z")
_WAIT = 10.0  # seconds for another window that is just writing a report


def path_of(root: Path, report: str) -> Path:
    """Where a report lies. Raises ValueError for an id that is no ULID: it may come from another's file."""
    name = f"{report}.jsonl"
    if not _NAME.match(name):
        raise ValueError("no ULID")
    return root / FOLDER / name


def named(name: str) -> str:
    """The id in the name of a report's file; "" where it has another name."""
    found = _NAME.match(name)
    return found[1] if found else ""


def read_reports(root: Path) -> Iterator[tuple[str, bytes | OSError]]:
    """Every report by id, which is its file's name, with its bytes or why they cannot be read. By id, so by time.

    Links are not followed. A folder that is not there holds nothing; one that cannot be listed is told as the id "".
    """
    try:
        names = sorted(path.name for path in (root / FOLDER).iterdir())
    except FileNotFoundError:
        return
    except OSError as problem:
        yield "", problem
        return
    for name in names:
        report = named(name)
        if not report:
            continue
        content: bytes | OSError
        try:
            content = read_file(root / FOLDER / name, MAX_BYTES, follow=False)
        except OSError as problem:
            content = problem
        yield report, content


def create(root: Path, reported: Reported) -> Reported:
    """Write a new report, numbered one above the highest that is known here; on the disk when it returns.

    What is given back has the number. Raises Locked, OSError; then nothing was written.
    """
    path = path_of(root, reported.report)
    lock = Lock(root, FOLDER, path, wait=_WAIT)
    try:
        known = [event.number for event in _events(root) if isinstance(event, Reported)]
        reported = replace(reported, number=min(max(known, default=0) + 1, 999_999_999))
        make_folder(path.parent)
        write_atomically(path, encode(reported), private=True)
    finally:
        lock.release()
    return reported


def append(root: Path, step: Step) -> None:
    """Add one line to its report; on the disk when it returns. A line that fails leaves nothing of itself behind.

    A line that a power cut left torn is ended, not cut off: it stays, and is named as one that cannot be read.
    Raises Locked, OSError.
    """
    path = path_of(root, step.report)
    lock = Lock(root, FOLDER, path, wait=_WAIT)
    try:
        handle = open_regular(path, os.O_RDWR | os.O_APPEND, follow=False)
        try:
            end = os.fstat(handle).st_size
            torn = end and read_file(path, MAX_BYTES, follow=False)[-1:] != b"\n"
            try:
                write_all(handle, b"\n" * bool(torn) + encode(step), path)
            except BaseException:
                cut(handle, end)
                raise
        finally:
            os.close(handle)
    finally:
        lock.release()


def put(root: Path, report: str, data: bytes) -> bool:
    """Take a copy of a report in: the union of its complete lines with those that are here, whole or not at all.

    Gives whether anything was new. Raises ValueError for an id that is no ULID; Locked, OSError.
    """
    path = path_of(root, report)
    lock = Lock(root, FOLDER, path, wait=_WAIT)
    try:
        try:
            here = read_file(path, MAX_BYTES, follow=False)
        except FileNotFoundError:
            here = b""
        torn = here[here.rfind(b"\n") + 1 :]
        if set(lines_of(data)) <= set(lines_of(here)):
            return False
        merged = merge_lines([here + b"\n" * bool(torn), data])
        if len(merged) > MAX_BYTES:  # nobody could read it any more
            raise refusal(errno.EFBIG, path)
        make_folder(path.parent)
        write_atomically(path, merged, private=True)
    finally:
        lock.release()
    return True


def ring(root: Path, waiting: Sequence[str]) -> bool:
    """Whether one of these reports is new: it was in no earlier call of this workspace. They are kept in `.rung`.

    Where that cannot be written, every call counts as the first: a bell too many, never one too few.
    """
    try:
        known = set(read_file(root / RUNG, MAX_BYTES).decode("ascii", "replace").split())
    except OSError:
        known = set()
    new = [one for one in waiting if one not in known]
    if new:
        with suppress(OSError):
            write_atomically(root / RUNG, "".join(f"{one}\n" for one in sorted({*known, *new})).encode(), private=True)
    return bool(new)


def newest_time(root: Path, device: str) -> datetime | None:
    """The newest time that `device` wrote into reports of this workspace (rules.md 5); None without any."""
    return max((event.at for event in _events(root) if event.device == device), default=None)


def _events(root: Path) -> Iterator[ReportEvent]:
    """Every line of every report that can be read."""
    for _, data in read_reports(root):
        for line in [] if isinstance(data, OSError) else lines_of(data):
            try:
                yield decode(line)
            except ValueError:
                continue
