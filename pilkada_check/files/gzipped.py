"""What is packed in a .gz, unpacked piece by piece and within bounds (docs/kiriman.md)."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO

from pilkada_check.files.foreign import MAX_BUNDLE, MIB, Refused, bomb, refused

MARK = b"\x1f\x8b\x08"
MAX_STREAMS = 100  # .gz files one behind the other in one file

_CHUNK = 64 << 10
_PIECE = MIB  # that is unpacked at once
_FIRST = 64  # bytes that say what is packed
_WINDOW = 16 + zlib.MAX_WBITS  # with the head and the check sum of a .gz
_HEAD = MARK + b"\0\0\0\0\0\x02\xff"  # no name, no clock, no system


def packed(data: bytes, name: str) -> bytes:
    """The bytes for a file of that name: packed where it ends in .gz, and then the same for the same content."""
    if not name.lower().endswith(".gz"):
        return data
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = press.compress(data) + press.flush()
    return _HEAD + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def unpacked(data: bytes) -> bytes | Refused:
    """The bytes of a file; of a .gz those that are packed in it."""
    return gunzip(io.BytesIO(data), MAX_BUNDLE) if data.startswith(MARK) else data


def gunzip(file: IO[bytes], limit: int) -> bytes | Refused:
    """What is packed in a .gz, at most `limit` bytes; of one whose end is missing, what there is."""
    pieces: list[bytes] = []
    size = streams = 0
    try:
        for piece in _pieces(file):
            pieces.append(piece)
            size += len(piece)
            streams += not piece
            if bomb(size, file.tell()):
                return refused("foreign_bomb")
            if size > limit:
                return refused("foreign_large", limit=-(-limit // MIB))
            if streams > MAX_STREAMS:
                return refused("gzip_streams", limit=MAX_STREAMS)
    except zlib.error:
        return refused("gzip_damaged")
    return b"".join(pieces)


def beginning(head: bytes) -> bytes:
    """The first bytes that are packed in the beginning of a .gz."""
    try:
        return zlib.decompressobj(_WINDOW).decompress(head, _FIRST)
    except zlib.error:
        return b""


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Unpacked bytes, piece by piece, and an empty piece at the end of each stream.

    Zeros between and behind streams are passed over: some programs fill up the last block.
    """
    press, chunk, fresh = zlib.decompressobj(_WINDOW), b"", True
    while chunk := chunk or file.read(_CHUNK):
        if fresh:
            chunk = chunk.lstrip(b"\0")
        if chunk:
            fresh = False
            yield press.decompress(chunk, _PIECE)
            chunk = press.unconsumed_tail
        if press.eof:
            yield b""
            press, chunk, fresh = zlib.decompressobj(_WINDOW), press.unused_data, True
