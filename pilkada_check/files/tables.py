"""CSV tables of a unit: its targets with their facts, and its officers."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pilkada_check.files.cells import Problem, fold, maybe_a_date, no_reason, nothing, read_cell, spoiled
from pilkada_check.files.csvtext import letters
from pilkada_check.files.sheet import Row as CsvRow
from pilkada_check.files.sheet import Sheet, by_heading
from pilkada_check.model.facts import FactDef, FactValue
from pilkada_check.model.faults import Fault
from pilkada_check.model.text import bare
from pilkada_check.model.unit import Officer, Row, Table

STRUCK_OUT = "dicoret"
MAX_NAME = 200  # characters of an id

_OFFICERS = {
    "number": ("nomor", "number", "nrp", "nip", "nrp/nip"),
    "name": ("nama", "name"),
    "rank": ("pangkat", "rank"),
    "post": ("jabatan", "post"),
}


def read_targets(data: bytes, path: str, name: str, columns: Mapping[str, FactDef]) -> tuple[Table, list[Fault]]:
    """The target table `name` from CSV: `id`, the facts in `columns`, `dicoret`; and every fault, with its cell.

    Of a row with a fault what is sound is there: a cell that cannot be read is a missing fact, as if it were empty, and
    a row without a name is left out. A file that cannot be read at all is a table without rows; it hides every fact
    that its columns may give. Columns nobody knows are named.
    """
    sheet = Sheet(path)
    headings = {one: (one,) for one in columns} | {"id": ("id",), STRUCK_OUT: (STRUCK_OUT,)}
    opened = sheet.open(data, by_heading(headings), ("id",))
    whole = opened and sheet.sound
    facts = {one: columns[one] for one in sheet.columns if one in columns and one not in {"id", STRUCK_OUT}}
    rows: dict[str, Row] = {}
    seen: dict[str, tuple[str, str]] = {}
    for row in sheet.rows() if opened else ():
        target = _id(sheet, row, seen)
        values = _facts(sheet, row, facts)
        struck_out = row.cells.get(STRUCK_OUT, "")
        if struck_out and no_reason(struck_out):
            sheet.refuse(row, sheet.columns[STRUCK_OUT], "cell_no_reason", {"text": struck_out})
            struck_out = ""
        if target:
            one = Row(target) if row.torn else Row(target, values, struck_out)
            rows[target] = _alike(rows[target], one) if target in rows else one
    return Table(name, tuple(facts), rows) if whole else Table(name, tuple(columns)), sheet.faults


def _alike(one: Row, other: Row) -> Row:
    """What two rows of one name say alike: where they differ nobody knows which is right."""
    facts = {name: value for name, value in one.facts.items() if other.facts.get(name) == value}
    return Row(one.id, facts, one.struck_out if one.struck_out == other.struck_out else "")


def read_officers(data: bytes, path: str) -> tuple[dict[str, Officer], list[Fault]]:
    """The officers file (number, name, rank, post, in either language) by bare number; and every fault, with its cell.

    A row with a fault is left out; a number that stands twice is nobody's.
    """
    sheet = Sheet(path)
    if not sheet.open(data, by_heading(_OFFICERS), ("number", "name")):
        return {}, sheet.faults
    whole = sheet.sound
    officers: dict[str, Officer] = {}
    seen: dict[str, str] = {}
    for row in sheet.rows():
        officer = Officer(**{"number": "", **row.cells})
        key = bare(officer.number)
        _check_officer(sheet, row, officer, seen.get(key, ""))
        if row.number in sheet.refused:
            officers.pop(key, None)
        else:
            officers[key] = officer
        seen.setdefault(key, f"{letters(sheet.columns.get('number', 0))}{row.number}")
    return officers if whole else {}, sheet.faults


def _check_officer(sheet: Sheet, row: CsvRow, officer: Officer, first: str) -> None:
    """Note a number that is none or stands at `first` already, and a name that is none."""
    place = sheet.columns.get("number")
    problem = spoiled(officer.number)
    if place is not None and problem:
        sheet.refuse(row, place, problem.code, problem.params)
    elif place is not None and not bare(officer.number):
        sheet.refuse(row, place, "officer_no_number", {"name": officer.name})
    elif place is not None and first:
        sheet.refuse(row, place, "row_twice", {"id": officer.number, "first": first})
    if "name" in sheet.columns and not bare(officer.name):
        sheet.refuse(row, sheet.columns["name"], "officer_no_name", {"number": officer.number})


def _id(sheet: Sheet, row: CsvRow, seen: dict[str, tuple[str, str]]) -> str:
    """The name that the row's target has, empty where it has none; notes why not, and one that another row has.

    Of names that are one but for case and blanks the first counts; `seen` gives it, and its cell, by all of them.
    """
    target = row.cells.get("id", "")
    if "id" not in sheet.columns or "id" in row.spoilt:
        return ""
    place = sheet.columns["id"]
    key = fold(target)
    problem = spoiled(target) or _no_name(target, key)
    first, cell = seen.setdefault(key, (target, f"{letters(place)}{row.number}"))
    if problem:
        sheet.refuse(row, place, problem.code, problem.params)
        return ""
    if cell != f"{letters(place)}{row.number}":
        sheet.refuse(row, place, "row_twice", {"id": target, "first": cell})
    elif maybe_a_date(target):
        sheet.refuse(row, place, "cell_maybe_a_date", {"text": target}, warning=True)
    return first


def _no_name(target: str, key: str) -> Problem | None:
    """Why a cell is no name of a target."""
    if not key or nothing(target):
        return Problem("row_no_id", {"text": target})
    return Problem("cell_long", {"limit": str(MAX_NAME)}) if len(target) > MAX_NAME else None


def _facts(sheet: Sheet, row: CsvRow, facts: Mapping[str, FactDef]) -> dict[str, FactValue]:
    """The facts a row gives; notes each cell that is not of its column's type, or not usual."""
    target = row.cells.get("id", "")
    values: dict[str, FactValue] = {}
    for name, column in facts.items():
        text = row.cells.get(name)
        if text is None:
            continue
        value = read_cell(column, text)
        if isinstance(value, Problem):
            sheet.refuse(row, sheet.columns[name], value.code, {**value.params, "row": target, **column.described})
            continue
        values[name] = value
        if column.unusual(value):
            about = {"text": text, "usual": column.usual_text, "row": target, **column.described}
            sheet.refuse(row, sheet.columns[name], "value_unusual", about, warning=True)
    return values


class Places(NamedTuple):
    """Where the cells of a table stand: the place of each column, line and number of each row, and of the heading."""

    columns: dict[str, int]
    rows: dict[str, tuple[int, int]]
    heading: tuple[int, int]

    def cell(self, column: str, row: str) -> str:
        """`F17`, as a spreadsheet calls it."""
        return f"{letters(self.columns[column])}{self.rows[row][1]}"


def places(data: bytes, columns: Iterable[str]) -> Places:
    """The places in a sound target table that has some of these columns."""
    sheet = Sheet("")
    sheet.open(data, by_heading({one: (one,) for one in (*columns, "id", STRUCK_OUT)}), ("id",))
    rows = {row.cells.get("id", ""): (row.line, row.number) for row in sheet.rows()}
    return Places(sheet.columns, rows, (sheet.heading.line, sheet.heading.number))
