"""Bytes that came from elsewhere: their bounds, why they are not taken, and what a way through Windows did to them."""

from msgspec import Struct

MIB = 1 << 20
MAX_BUNDLE = 256 * MIB  # of one bundle, unpacked
MAX_HEAD = 16 * MIB  # of its first line, which holds the unit's own files: some 100.000 rows of tables
MAX_LINE = 8 * MIB  # of another line between records; the longest holds a list
MAX_LINES = 2_000_000  # of one bundle; 256 MiB of answers have some 800.000

MAX_PIECES = 100_000  # records and reports of one bundle
MAX_COPIES = 100  # of one record in one bundle: copies that contradict each other
MAX_LISTS = 2000  # in one bundle, of every version that was answered

MAX_FREE = 16 * MIB  # unpacked bytes that nobody asks about; beyond them a packed file is judged by
MAX_RATIO = 200  # how many times larger it grows: ours grow some 20 times, a bomb 1000 times

_UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Refused(Struct, frozen=True):
    """Why something is not taken in: a code with its parameters, and the line (0: the whole file)."""

    code: str
    params: tuple[tuple[str, str], ...] = ()
    line: int = 0


def refused(code: str, line: int = 0, /, **params: object) -> Refused:
    """Make a refusal; parameters are kept as text."""
    return Refused(code, tuple((name, str(value)) for name, value in params.items()), line)


def bomb(unpacked: int, packed: int) -> bool:
    """Whether what is packed grows as nothing of ours does, in bytes."""
    return unpacked > max(MAX_FREE, MAX_RATIO * packed)


def restored(data: bytes) -> bytes | Refused:
    r"""The bytes as they were before an editor or a chat made UTF-16 of them, or put a mark before or \r\n into them.

    No line of ours holds a bare \r, so a file whose every line ends in \r\n was converted as a whole, and that is
    undone. What was converted in part is left as it is.
    """
    if data[:2] in UTF16_MARKS:
        try:
            data = data[2 : len(data) & ~1].decode(UTF16_MARKS[data[:2]]).encode()
        except UnicodeError:
            return refused("text_utf16")
    data = data.removeprefix(_UTF8_MARK)
    ends = data.count(b"\n")
    if not ends or data.count(b"\r\n") != ends or data.count(b"\r") > ends + data.endswith(b"\r"):
        return data
    return data.replace(b"\r\n", b"\n")
