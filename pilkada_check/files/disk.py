"""Bounded reading, private folders, and what makes a change last: shared by everything here that touches a disk."""

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_AT_A_TIME = 16  # files that wait for the disk together

# Flags that some systems do not have. Without O_NONBLOCK a pipe named like a record would hold us up for ever.
SAFE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def refusal(code: int, path: Path) -> OSError:
    """An OSError that names the path."""
    return OSError(code, os.strerror(code), str(path))


def open_regular(path: Path, flags: int, *, follow: bool) -> int:
    """Open a regular file that exists, for bytes. Raises OSError: ELOOP for a link, EINVAL for a folder or device."""
    if not follow and path.is_symlink():  # also where the system has no O_NOFOLLOW
        raise refusal(errno.ELOOP, path)
    handle = os.open(path, flags | SAFE | (0 if follow else NO_LINK))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise refusal(errno.EINVAL, path)
    return handle


def read_file(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises OSError as `open_regular`; EFBIG over `limit`."""
    with os.fdopen(open_regular(path, os.O_RDONLY, follow=follow), "rb") as file:
        size = os.fstat(file.fileno()).st_size  # asked for `limit` bytes, Python makes room for all of them first
        data = file.read(min(size, limit) + 1)
        if size < len(data) <= limit:  # it has grown since
            data += file.read(limit + 1 - len(data))
    if len(data) > limit:
        raise refusal(errno.EFBIG, path)
    return data


def write_all(handle: int, data: bytes, path: Path, *, flush: bool = True) -> None:
    """Write and flush to the disk: one `write` where the system takes all at once. Raises OSError naming the path."""
    rest = memoryview(data)
    try:
        while rest:  # a disk that fills up takes a part first, and says why at the next call
            rest = rest[os.write(handle, rest) :]
        if flush:
            os.fsync(handle)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from problem


def write_new(path: Path, data: bytes, mode: int = PRIVATE_FILE, *, flush: bool = True) -> None:
    """Make a new file with these bytes, on the disk when it returns (or, without `flush`, after `flush_tree`).

    Nothing stays after a failure.
    Raises OSError (FileExistsError where something is there, a dangling link included).
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE | NO_LINK, mode)
    try:
        try:
            write_all(handle, data, path, flush=flush)
        finally:
            os.close(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def make_folder(folder: Path, *, flush: bool = True) -> None:
    """Make a private folder, and what is missing above it, each on the disk when it returns. Raises OSError.

    Without `flush` they are there only after `flush_tree`.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent, flush=flush)
    folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    if flush:
        flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Make what was created, renamed or removed in a folder last. Raises OSError."""
    if sys.platform == "win32":  # a folder cannot be opened there, and NTFS logs such changes by itself
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | SAFE)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno != errno.EINVAL:  # some network and phone file systems cannot: there is no more to be done
            raise
    finally:
        os.close(handle)


def flush_tree(folder: Path) -> None:
    """Make a folder last, with everything in it. Raises OSError.

    Many files at a time: a disk makes all that wait for it last together, so that a thousand take no longer than a few.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only what makes many files needs it

    paths = [folder, *folder.rglob("*")]
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        list(threads.map(_flush, paths))


def _flush(path: Path) -> None:
    """One file or folder."""
    if path.is_dir():
        flush_folder(path)
        return
    handle = open_regular(path, os.O_RDWR, follow=False)  # Windows makes nothing last that is open for reading
    try:
        os.fsync(handle)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from problem
    finally:
        os.close(handle)


def cut(handle: int, end: int) -> None:
    """Take a file back to `end` bytes, as far as the disk lets us."""
    with suppress(OSError):
        os.ftruncate(handle, end)
        os.fsync(handle)
