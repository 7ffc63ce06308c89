"""What a workspace keeps for itself: the text of every checklist version ever answered, and who this device is."""

import re
from hashlib import sha256
from pathlib import Path

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import make_folder, read_file
from pilkada_check.files.lock import Lock

MAX_DEFINITION = 1 << 20  # no list is larger (files.reader)
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_DEVICE = re.compile(r"([0-9a-f]{8})\r?\n?\Z")
_WAIT = 10.0  # seconds for another program that is just naming the device


def keep_definition(root: Path, data: bytes) -> str:
    """Keep the text of a list as `definitions/<sha256>`, on the disk when it returns; gives that. Raises OSError."""
    digest = sha256(data).hexdigest()
    if read_definition(root, digest) is None:
        make_folder(root / "definitions")
        write_atomically(root / "definitions" / digest, data, private=True)
    return digest


def read_definition(root: Path, digest: str) -> bytes | None:
    """The text of that SHA-256; None where it is not at hand, cannot be read or is no longer the same text."""
    if not _SHA256.match(digest):  # it comes from a journal: it must not lead anywhere else
        return None
    try:
        data = read_file(root / "definitions" / digest, MAX_DEFINITION)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None


def device(root: Path, chance: bytes) -> str:
    """The eight hex digits of `.device`; made of four random bytes when there are none. Raises OSError, Locked."""
    known = device_if_any(root)
    if not known:
        lock = Lock(root, "device", root / ".device", wait=_WAIT)
        try:
            known = device_if_any(root)
            if not known:
                known = chance[:4].hex()
                write_atomically(root / ".device", f"{known}\n".encode(), private=True)
        finally:
            lock.release()
    return known


def device_if_any(root: Path) -> str:
    """The name in `.device`; empty where there is none. Raises OSError."""
    try:
        found = _DEVICE.match(read_file(root / ".device", 100).decode("ascii", "replace"))
    except FileNotFoundError:
        return ""
    return found[1] if found else ""
