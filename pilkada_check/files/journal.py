"""The one writer of one record: every line is on the disk before the next question is shown (docs/journal.md)."""

import errno
import os
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType, UnionType
from typing import Literal, Self

from pilkada_check.files.disk import (
    NO_LINK,
    PRIVATE_FILE,
    SAFE,
    cut,
    flush_folder,
    make_folder,
    open_regular,
    read_file,
    refusal,
    write_all,
    write_new,
)
from pilkada_check.files.lock import Lock
from pilkada_check.files.names import ULID_LENGTH
from pilkada_check.model.decoding import Newer
from pilkada_check.model.events import Cancelled, Event, Looked, Opened, Sealed, decode, encode, seal_line

MAX_BYTES = 16 * 1024 * 1024  # of one journal: some 60.000 answers


class Changed(OSError):
    """The file is no longer as this writer left it (a sync tool, an editor); nothing more is written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.ESTALE, "another program changed this record", str(path))


class Unfit(ValueError):
    """The record cannot go on: it is empty, damaged, already ended, or of a newer tool."""

    def __init__(self, path: Path, why: Literal["empty", "damaged", "ended", "newer"]) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class Journal:
    """A record being written, locked until `close`: its `events` so far, and how many bytes were cut off (`torn`)."""

    def __init__(self, path: Path, handle: int, lock: Lock) -> None:
        """Use `create` or `resume`."""
        self.path = path
        self.events: list[Event] = []
        self.torn = 0
        self._handle = handle
        self._lock = lock
        self._end = 0

    @classmethod
    def create(cls, path: Path, opened: Opened) -> Self:
        """Begin a record: lock, file and folders, with `opened` as its first line, on the disk when it returns.

        Raises Locked, FileExistsError, OSError; then no file is left.
        """
        make_folder(path.parent)
        if path.parent.is_symlink():  # `read_copies` would never find it there
            raise refusal(errno.ELOOP, path.parent)
        lock = Lock(_workspace(path), path.stem[-ULID_LENGTH:], path)
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL
            handle = os.open(path, flags | SAFE | NO_LINK, PRIVATE_FILE)
        except BaseException:
            lock.release()
            raise
        journal = cls(path, handle, lock)
        try:
            journal.append(opened)
            flush_folder(path.parent)
        except BaseException:
            journal.close()
            path.unlink(missing_ok=True)
            raise
        return journal

    @classmethod
    def resume(cls, path: Path, *, cancelled: bool = False) -> Self:
        """Go on with a record. The lock comes first, so what is read stays true until `close`.

        Bytes after the last line end are kept beside as `*.torn` and cut off; the caller then appends `Resumed`.
        `cancelled`: take up a cancelled one too, which takes no line but `Looked`. Raises Locked, Unfit (the file is
        left as it is) or OSError.
        """
        lock = Lock(_workspace(path), path.stem[-ULID_LENGTH:], path)
        try:
            journal = cls(path, open_regular(path, os.O_RDWR | os.O_APPEND, follow=False), lock)
        except BaseException:
            lock.release()
            raise
        try:
            journal._take_up(cancelled=cancelled)
        except BaseException:
            journal.close()
            raise
        return journal

    def _take_up(self, *, cancelled: bool) -> None:
        """Read the complete lines and cut off the rest."""
        data = read_file(self.path, MAX_BYTES, follow=False)
        self._end = data.rfind(b"\n") + 1
        self.events = _read(self.path, data[: self._end], Sealed if cancelled else Sealed | Cancelled)
        self.torn = len(data) - self._end
        if self.torn:
            keep_torn(self.path, data[self._end :])
            os.ftruncate(self._handle, self._end)
            os.fsync(self._handle)

    @property
    def ended(self) -> bool:
        """Sealed or cancelled."""
        return any(isinstance(one, Sealed | Cancelled) for one in self.events)

    def append(self, event: Event) -> None:
        """Write one line; it is on the disk when this returns. A line that fails leaves nothing of itself behind.

        Raises Changed, or OSError naming the path (disk full); ValueError after the record's end, but for somebody who
        looked at the first count after a ricek was cancelled.
        """
        looked = isinstance(event, Looked) and not any(isinstance(one, Sealed) for one in self.events)
        if self.ended and not looked:
            raise ValueError("the record has ended")
        self._write(encode(event))
        self.events.append(event)

    def seal(self, at: datetime) -> None:
        """End the record with a seal over every byte before the seal's value. Raises as `append`."""
        if self.ended:
            raise ValueError("the record has ended")
        before = read_file(self.path, MAX_BYTES, follow=False)
        line = seal_line(before, self.events[0].record, at)
        self._write(line)
        self.events.append(decode(line[:-1]))

    def close(self) -> None:
        """Let go of the file and the lock; may be called again."""
        if self._handle < 0:
            return
        os.close(self._handle)
        self._handle = -1
        self._lock.release(for_good=self.ended)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, line: bytes) -> None:
        """One line at the end, flushed; or, whatever interrupts, none of it."""
        self._check()
        if self._end + len(line) > MAX_BYTES:
            raise refusal(errno.EFBIG, self.path)
        try:
            write_all(self._handle, line, self.path)
            self._end += len(line)
        except BaseException:
            cut(self._handle, self._end)
            raise

    def _check(self) -> None:
        """The path still leads to the file that is open, and that ends where this writer left it."""
        mine = os.fstat(self._handle)
        try:
            there = self.path.lstat()
        except FileNotFoundError:
            raise Changed(self.path) from None
        if not os.path.samestat(mine, there) or mine.st_size != self._end:
            raise Changed(self.path)


def lay_down(path: Path, data: bytes) -> None:
    """Put a record whose lines are all known at its place, at once.

    It is not on the disk before `disk.flush_tree`: whoever makes many records waits for the disk once. Raises OSError.
    """
    make_folder(path.parent, flush=False)
    write_new(path, data, flush=False)


def _workspace(path: Path) -> Path:
    """The folder that holds `records/`, where locks lie."""
    return next((folder.parent for folder in path.parents if folder.name == "records"), path.parent)


def _read(path: Path, lines: bytes, ends: UnionType | type[Sealed]) -> list[Event]:
    """The events of complete lines; raises Unfit unless a record of ours, none of `ends` in it, can go on there."""
    events: list[Event] = []
    for line in lines.split(b"\n")[:-1]:
        try:
            events.append(decode(line))
        except Newer as newer:
            raise Unfit(path, "newer") from newer
        except ValueError as problem:
            raise Unfit(path, "damaged") from problem
    if not events:
        raise Unfit(path, "empty")
    first, *others = events
    if not isinstance(first, Opened) or any(isinstance(one, Opened) or one.record != first.record for one in others):
        raise Unfit(path, "damaged")
    if any(isinstance(one, ends) for one in others):
        raise Unfit(path, "ended")
    return events


def keep_torn(path: Path, data: bytes) -> None:
    """Keep what is cut off as `<name>.torn`, or with the next free number."""
    for number in count(1):
        beside = path.with_name(f"{path.name}.torn" if number == 1 else f"{path.name}.{number}.torn")
        with suppress(FileExistsError):
            write_new(beside, data)
            flush_folder(path.parent)
            return
