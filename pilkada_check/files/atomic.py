"""Whole files: the old one or the new one, never half of it, whatever happens in between."""

import os
import stat
from pathlib import Path

from pilkada_check.files.disk import PRIVATE_FILE, flush_folder, write_new


def write_atomically(path: Path, data: bytes, *, private: bool = False, flush: bool = True) -> None:
    """Put `data` at `path`, on the disk when it returns; a file that was there keeps its permissions.

    Without `flush` only the bytes are on the disk: whoever writes many files into a folder flushes it once.

    What stands at the end of a link is replaced, not the link. A device or pipe (`/dev/stdout`) is plainly written to.
    Raises OSError, which names `path` as it was given; then the old file is untouched and nothing is left beside it.
    """
    try:
        _write(path.resolve(), data, private=private, flush=flush)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from problem


def _write(path: Path, data: bytes, *, private: bool, flush: bool) -> None:
    mode = PRIVATE_FILE if private else 0o666  # less the umask
    try:
        there = path.stat().st_mode
    except FileNotFoundError:
        there = None
    if there is not None and not stat.S_ISREG(there):
        with path.open("wb") as file:
            file.write(data)
        return
    beside = path.with_name(f".{os.urandom(8).hex()}.tmp")
    write_new(beside, data, mode)
    try:
        if there is not None and not private:
            beside.chmod(stat.S_IMODE(there))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if flush:
        flush_folder(path.parent)
