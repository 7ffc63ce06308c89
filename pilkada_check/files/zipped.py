"""What lies in a .zip, looked over before anything of it is unpacked, and never written to a disk (docs/kiriman.md)."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from pilkada_check.files.foreign import MIB, Refused, bomb, refused

MARKS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_MEMBERS = 10_000  # of one .zip
MAX_DIRECTORY = 8 * MIB  # its table of contents

_TAIL = 22 + 65_535 + 20  # where its end is looked for: a comment may follow it
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Programs and office documents are .zip files too: nothing of ours is in them.
_OTHERS = {"[Content_Types].xml", "AndroidManifest.xml", "META-INF/MANIFEST.MF", "mimetype"}
# What zipfile raises for damaged files, found by feeding it many.
TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class Zip:
    """An open .zip. Its members' names are only shown, and never lead anywhere."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises one of TROUBLE for what is no .zip."""
        self._file = zipfile.ZipFile(file)
        self._members = self._file.infolist()

    def trouble(self) -> Refused | None:
        """Why nothing of it is looked at."""
        if any(one.flag_bits & 0x1 for one in self._members):
            return refused("zip_locked")
        if any(one.compress_type not in _METHODS for one in self._members):
            return refused("zip_method")
        end = 0
        for one in sorted(self._members, key=lambda one: one.header_offset):
            if one.header_offset < end:
                return refused("zip_overlap")
            end = one.header_offset + one.compress_size
        return None

    def other(self) -> bool:
        """Whether it is a program or an office document."""
        return any(one.filename in _OTHERS for one in self._members)

    def files(self) -> Iterator[zipfile.ZipInfo]:
        """Its members but folders and what is hidden, in its order."""
        for one in self._members:
            parts = one.filename.split("/")
            if not one.filename.endswith("/") and not any(map(_hidden, parts)):
                yield one

    def open(self, member: zipfile.ZipInfo) -> IO[bytes]:
        """A member, for reading. Raises one of TROUBLE."""
        return self._file.open(member)


def _hidden(part: str) -> bool:
    """What macOS and others leave beside files."""
    return part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."})


def unsafe(member: zipfile.ZipInfo) -> Refused | None:
    """Why a member is not unpacked: it stands for another file, or would become far larger than it is."""
    if stat.S_ISLNK(member.external_attr >> 16):
        return refused("foreign_link")
    return refused("foreign_bomb") if bomb(member.file_size, member.compress_size) else None


def outsized(file: IO[bytes]) -> Refused | None:
    """Whether the table of contents is too large: all of it is read at once, so it has to be known before.

    A .zip that says its figures stand elsewhere (zip64) is for more than four gigabytes or 65.000 members.
    """
    file.seek(max(0, file.seek(0, 2) - _TAIL))
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    many = int.from_bytes(tail[end + 10 : end + 12], "little")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if many > MAX_MEMBERS or length > MAX_DIRECTORY or b"PK\x06\x07" in tail:
        return refused("zip_members", limit=MAX_MEMBERS)
    return None
