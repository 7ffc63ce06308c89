"""CSV as Indonesian spreadsheets save it: encoding and quotes; text in, rows as they are written out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_BYTES = 256 << 20
MAX_CELL = 1000  # characters

DELIMITERS = ";,\t"
LINE_END = re.compile(r"\r\n|\n|\r")
# UTF-16, XLSX, XLS
_FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# A quoted cell up to its closing quote, or a plain one. Bounded, so that an open quote does not swallow the table.
_FIELD = {
    delimiter: re.compile(
        rf'[ ]*"((?:[^"]|""){{0,{4 * MAX_CELL}}}+)"[ ]*(?=[{delimiter}\r\n]|\Z)|([^{delimiter}\r\n]*)'
    )
    for delimiter in DELIMITERS
}
_EDGES = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class Record(NamedTuple):
    """One row as it is written; `wrong` says which cells have a quote out of place."""

    line: int
    number: int
    cells: list[str]
    wrong: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing but blanks and delimiters."""
        return not any(map(trim, self.cells))


class Unread(NamedTuple):
    """Why bytes are no CSV text: the fault's code, its line (0: the whole file) and parameters."""

    code: str
    line: int
    params: dict[str, str]


def to_text(data: bytes) -> tuple[str, bool] | Unread:
    """The text, and whether it was taken for cp1252 because it is no UTF-8."""
    if len(data) > MAX_BYTES:
        return Unread("file_big", 0, {"limit": str(MAX_BYTES >> 10)})
    if data.startswith(_FOREIGN) or data[:64].count(0) > 8:
        return Unread("table_not_csv", 0, {})
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError as problem:
        wrong = Unread("not_utf8", data.count(b"\n", 0, problem.start) + 1, {"byte": f"{data[problem.start]:02X}"})
    if not data.decode("utf-8", "ignore").isascii():  # text that is part UTF-8 is no cp1252
        return wrong
    try:
        return data.decode("cp1252"), True
    except UnicodeDecodeError:
        return wrong


def records(text: str, start: int, delimiter: str, line: int = 1) -> Iterator[Record]:
    """The rows from `start` on, which is in line `line` of the file."""
    number = 0
    while start < len(text):
        number += 1
        end = LINE_END.search(text, start)
        stop, after = (end.start(), end.end()) if end else (len(text), len(text))
        if text.find('"', start, stop) < 0:
            yield Record(line, number, text[start:stop].split(delimiter))
            start, line = after, line + 1
        else:
            cells, wrong, after = _quoted(text, start, delimiter)
            yield Record(line, number, cells, wrong)
            line += len(LINE_END.findall(text, start, after))
            start = after


def _quoted(text: str, start: int, delimiter: str) -> tuple[list[str], tuple[int, ...], int]:
    """The cells of a row with quotes in it, those whose quotes are wrong, and where the next row begins."""
    cells: list[str] = []
    wrong: list[int] = []
    while True:
        found = _FIELD[delimiter].match(text, start)
        assert found is not None  # noqa: S101 - the second half matches anything
        quoted, plain = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        if quoted is None and plain.lstrip().startswith('"'):
            wrong.append(len(cells) - 1)
        start = found.end()
        if text[start : start + 1] != delimiter:
            end = LINE_END.match(text, start)
            return cells, tuple(wrong), end.end() if end else start
        start += 1


def trim(cell: str) -> str:
    """The cell without blanks and invisible marks around it; what is inside stays as it is."""
    if cell.isprintable() and cell[:1] != " " != cell[-1:]:
        return cell
    found = _EDGES.match(cell)
    cell = cell[found.end() :] if found else cell
    while cell and _EDGES.match(cell[-1]):
        cell = cell[:-1]
    return cell


def letters(place: int) -> str:
    """The column's letters in a spreadsheet: A, Z, AA."""
    found = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        found, place = chr(65 + rest) + found, place - 1
    return found
