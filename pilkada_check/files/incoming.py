"""A record that came from elsewhere goes to its place: whole or not at all, and never over what it does not go on."""

import errno
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import PRIVATE_FOLDER, read_file, refusal
from pilkada_check.files.journal import MAX_BYTES, Changed, keep_torn
from pilkada_check.files.lock import Lock


def place_new(path: Path, lines: bytes) -> None:
    """Write a record where nothing is yet. Raises OSError (FileExistsError).

    Its bytes are on the disk when this returns, its name once its folder and the one above are flushed.
    """
    path.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    if path.parent.is_symlink():  # `read_copies` would never find it there
        raise refusal(errno.ELOOP, path.parent)
    if os.path.lexists(path):
        raise refusal(errno.EEXIST, path)
    write_atomically(path, lines, private=True, flush=False)


def place_beside(root: Path, record: str, path: Path, lines: bytes) -> Path:
    """Write a copy that contradicts the one at `path` beside it, named for its bytes. Gives where.

    It damages the record, so it waits while a walk has that open: what a ricek hides would come to light. Raises
    Locked, OSError; flushed as by `place_new`.
    """
    digest = sha256(lines).hexdigest()
    lock = Lock(root, record, path)
    try:
        beside = path.with_name(f"{path.stem}-{digest[:8]}{path.suffix}")
        with suppress(FileExistsError):
            place_new(beside, lines)
            return beside
        beside = path.with_name(f"{path.stem}-{digest}{path.suffix}")
        place_new(beside, lines)
        return beside
    finally:
        lock.release()


def go_on(root: Path, record: str, path: Path, before: bytes, lines: bytes) -> None:
    """Put `lines` in place of the record at `path` that they go on from, whose complete lines were `before`.

    Bytes after its last line end are kept beside as `*.torn`. Raises Locked where a walk has it open, Changed where it
    has grown since it was read, OSError; then it is as it was. Flushed as by `place_new`.
    """
    if len(lines) > MAX_BYTES:  # nobody could read it any more
        raise refusal(errno.EFBIG, path)
    lock = Lock(root, record, path)
    try:
        data = read_file(path, MAX_BYTES, follow=False)
        end = data.rfind(b"\n") + 1
        if data[:end] != before:
            raise Changed(path)
        if end < len(data):
            keep_torn(path, data[end:])
        write_atomically(path, lines, private=True, flush=False)
    finally:
        lock.release()
