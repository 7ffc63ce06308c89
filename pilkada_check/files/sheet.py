"""A CSV table by its headings: the delimiter, which column is which, each row by column name; all else is a fault."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pilkada_check.files.cells import fold, nearest
from pilkada_check.files.csvtext import DELIMITERS, LINE_END, MAX_CELL, Record, Unread, letters, records, to_text, trim
from pilkada_check.model.faults import Fault, fault

MAX_ROWS = 1_000_000  # the nation has 820.161 polling stations
MAX_COLUMNS = 200

_SEP = re.compile(r'"?sep=([;,\t])"?[;,\t ]*(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_BETWEEN = (*DELIMITERS, "\n", "\r", '"')
_WORD = re.compile(r'[^;,\t\r\n"]*')
_SHOWN = 40  # characters of a cell in a fault
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Row(NamedTuple):
    """One row: its line in the file, its number in a spreadsheet, its cells that are not empty by column name.

    `spoilt` names the cells that are no text. Of a `torn` row nobody can tell which cell belongs to which column.
    """

    line: int
    number: int
    cells: dict[str, str]
    spoilt: tuple[str, ...] = ()
    torn: bool = False


class Sheet:
    """One CSV text: `columns` (name: place from 0) by its heading, its rows one by one, every fault met on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.refused: set[int] = set()  # the numbers of rows with a fault
        self.columns: dict[str, int] = {}
        self.heading = Record(1, 1, [])
        self._records: Iterator[Record] = iter(())
        self._required: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Nothing but warnings so far."""
        return all(one.warning for one in self.faults)

    def refuse(
        self,
        row: Row | Record,
        place: int,
        code: str,
        params: Mapping[str, object] | None = None,
        *,
        warning: bool = False,
    ) -> None:
        """Note a fault at a cell, `place` columns from the left."""
        if not warning:
            self.refused.add(row.number)
        cell = f"{letters(place)}{row.number}"
        self.faults.append(fault(self.path, row.line, 0, code, cell=cell, warning=warning, **(params or {})))

    def open(self, data: bytes, names: Mapping[str, str], required: tuple[str, ...]) -> bool:
        """Read the heading; `names` are columns by heading (`by_heading`). False when there are no rows to read.

        A required column that is missing is a fault, and the rows can be read all the same.
        """
        read = to_text(data)
        if isinstance(read, Unread):
            self.faults.append(Fault(self.path, read.line, 0, read.code, tuple(read.params.items())))
            return False
        text, guessed = read
        if guessed:
            self._name_guess(text)
        given = _SEP.match(text)
        delimiter = given[1] if given else _delimiter(text, names, required)
        if not delimiter:
            self.refuse(next(records(text, 0, ";")), 0, "table_delimiter")
            return False
        # A spreadsheet does not count the line "sep=;" as a row.
        self._records = records(text, given.end() if given else 0, delimiter, 1 + bool(given))
        self._required = required
        for record in self._records:
            if not record.empty:
                self.heading = record
                return self._columns(names)
        self.faults.append(fault(self.path, 0, 0, "table_empty"))
        return False

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty; faults are noted as it goes."""
        names = {place: name for name, place in self.columns.items()}
        headed = {place for place, cell in enumerate(self.heading.cells) if trim(cell)}
        for record in self._records:
            if record.number - self.heading.number > MAX_ROWS:
                self.refuse(record, 0, "table_rows", {"limit": MAX_ROWS})
                return
            self._wrong_quotes(record)
            cells: dict[str, str] = {}
            spoilt: tuple[str, ...] = ()
            torn = bool(record.wrong)
            for place, raw in enumerate(record.cells):
                text = trim(raw)
                if text and place in names:
                    sound = self._sound_cell(record, place, text)
                    spoilt += () if sound else (names[place],)
                    # Two quotes may have taken the next row into this cell, whose last cells then stand here.
                    torn |= not sound and LINE_END.search(text) is not None
                    # A cell refused here is refused once; but a row does not lose its name over it.
                    if sound or names[place] in self._required:
                        cells[names[place]] = text
                elif text and place not in headed and not record.wrong:
                    self.refuse(record, place, "cell_no_heading", {"text": text[:_SHOWN]})
                    torn = True
                    break
            if cells:
                yield Row(record.line, record.number, cells, spoilt, torn)

    def _name_guess(self, text: str) -> None:
        """Name a word that shows whether cp1252 was right."""
        place = next(place for place, char in enumerate(text) if not char.isascii())
        start = max(text.rfind(mark, 0, place) for mark in _BETWEEN) + 1
        line = len(LINE_END.findall(text, 0, place)) + 1
        word = _WORD.match(text, start)
        params = {"text": word[0].strip()[:_SHOWN] if word else ""}
        self.faults.append(fault(self.path, line, 0, "table_cp1252", warning=True, **params))

    def _wrong_quotes(self, record: Record) -> None:
        """Note each quote that is opened and not closed, or has words after it."""
        for place in record.wrong:
            self.refuse(record, place, "cell_quote", {"text": record.cells[place].strip()[:_SHOWN]})

    def _sound_cell(self, record: Record, place: int, text: str) -> bool:
        """Whether a cell is whole, short enough and without control characters; notes why not."""
        if len(text) > MAX_CELL:
            self.refuse(record, place, "cell_long", {"limit": MAX_CELL})
            return False
        control = None if text.isprintable() else _CONTROL.search(text)
        if control:
            code = "cell_line_break" if control[0] in "\r\n\u2028\u2029" else "control_character"
            self.refuse(record, place, code, {"char": f"U+{ord(control[0]):04X}"})
        return control is None and place not in record.wrong

    def _columns(self, names: Mapping[str, str]) -> bool:
        """Match the heading; False when it is too wide to go on."""
        heading = self.heading
        self._wrong_quotes(heading)
        if len(heading.cells) > MAX_COLUMNS and any(map(trim, heading.cells[MAX_COLUMNS:])):
            self.refuse(heading, MAX_COLUMNS, "table_columns", {"limit": MAX_COLUMNS})
            return False
        known = list(dict.fromkeys(names.values()))
        for place, raw in enumerate(heading.cells):
            title = " ".join(trim(raw).split())
            name = names.get(_plain(title))
            if name is None:
                if title:
                    params = {"column": title[:_SHOWN], "near": nearest(title, known)}
                    self.refuse(heading, place, "column_unknown", params, warning=True)
            elif name in self.columns:
                first = f"{letters(self.columns[name])}{heading.number}"
                self.refuse(heading, place, "column_twice", {"column": title, "first": first})
            else:
                self.columns[name] = place
        for name in self._required:
            if name not in self.columns:
                title = next(word for word, one in names.items() if one == name)  # as people call it
                self.refuse(heading, 0, "column_missing", {"column": title})
        return True


def by_heading(columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For `Sheet.open`: column names by each of their headings, plain."""
    return {_plain(heading): name for name, headings in columns.items() for heading in headings}


def _plain(heading: str) -> str:
    """`Helm wajib`, `helm_wajib ` and `"helm-wajib"` are one heading."""
    return re.sub(r"[\s_-]+", "_", fold(heading).strip("\"'")).strip("_")


def _delimiter(text: str, names: Mapping[str, str], required: tuple[str, ...]) -> str:
    """What parts the cells, by the heading alone; empty when more than one fits (cases.md C06)."""
    found: dict[str, set[str | None]] = {}
    for delimiter in DELIMITERS:
        heading = next((record for record in records(text, 0, delimiter) if not record.empty), None)
        if heading and len(heading.cells) > 1:
            found[delimiter] = {names.get(_plain(trim(cell))) for cell in heading.cells}
    if len(found) < 2:
        return next(iter(found), ";")
    fitting = [delimiter for delimiter, columns in found.items() if columns.issuperset(required)]
    return fitting[0] if len(fitting) == 1 else ""
