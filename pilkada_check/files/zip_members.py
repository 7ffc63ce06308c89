"""What of ours lies in a .zip, as bytes: for whoever looks at files without taking them in."""

import io
import zipfile
from collections.abc import Callable, Iterator

from pilkada_check.files import zipped
from pilkada_check.files.foreign import MAX_BUNDLE, MIB, Refused, refused

_HEAD = 4096  # bytes that say what a file is: pictures are not read


def members(data: bytes, ours: Callable[[str, bytes], bool]) -> Iterator[tuple[str, bytes | Refused]]:
    """The files in a .zip that `ours` says of, by name and first bytes: name and bytes, or why they are not read.

    "" stands for the .zip itself. Together they are at most MAX_BUNDLE bytes; in a program or document there are none.
    """
    file = io.BytesIO(data)
    try:
        why = zipped.outsized(file)
        archive = None if why else zipped.Zip(file)
    except zipped.TROUBLE:
        why, archive = refused("zip_damaged"), None
    if archive is not None and archive.other():
        return
    if archive is None or (why := archive.trouble()):
        yield "", why or refused("zip_damaged")
        return
    left = MAX_BUNDLE
    for member in archive.files():
        found = _read(archive, member, ours, left)
        if found is not None:
            left -= len(found) if isinstance(found, bytes) else 0
            yield member.filename, found


def _read(
    archive: zipped.Zip, member: zipfile.ZipInfo, ours: Callable[[str, bytes], bool], left: int
) -> bytes | Refused | None:
    """One member; None: nothing of ours."""
    unsafe = zipped.unsafe(member)
    if unsafe is not None:
        return unsafe
    try:
        with archive.open(member) as file:
            head = file.read(_HEAD)
            if not ours(member.filename, head):
                return None
            data = head + file.read(left + 1)
    except zipped.TROUBLE:
        return refused("zip_damaged")
    return data if len(data) <= left else refused("foreign_large", limit=MAX_BUNDLE // MIB)
