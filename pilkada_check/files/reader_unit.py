"""A unit: `pilkada.yaml`, its dates, files and facts."""

import re
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace

from pilkada_check.files.fact_values import MAX_FACTS, MAX_TABLES, value_of
from pilkada_check.files.guess import names_like
from pilkada_check.files.reader_values import (
    MAX_NUMBER,
    TRUTH,
    line,
    one_of,
    read_date,
    read_id,
    read_name,
    whole,
)
from pilkada_check.files.reading import LIST, MAP, SCALAR, Field, Fields, Reading
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import Source
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Expected, Posko, Unit

MAX_NAME = 100
MAX_PATH = 10  # levels above a unit
MAX_LISTS = 100
MAX_EXPECTED = 2000  # there are 514 regencies and cities
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_AT_TOP = ("election_day", "operation_ends")


class UnitReading(Reading):
    """A `pilkada.yaml` being read: also the facts that it may give, and its tables."""

    def __init__(self, source: Source, book: FactBook | None, tables: frozenset[str]) -> None:
        super().__init__(source)
        self.book = book
        self.tables = tables | set(book.tables if book else ())


def unit(source: Source, root: Node, book: FactBook | None) -> tuple[UnitReading, Unit | None]:
    """The unit under `root`, with everything that is wrong with it."""
    reading = UnitReading(source, book, _targets_of(root))
    values, pairs = reading.mapping(root, UNIT, frozenset({"unit"}))
    first, last = values.get("election_day"), values.get("operation_ends")
    if first and last and last < first:
        reading.fault(pairs["operation_ends"][1], "dates_order", word=last, first=first)
    if reading.faults:
        return reading, None
    return reading, Unit(**(values.pop("unit") | values))


def _targets_of(root: Node) -> frozenset[str]:
    """The names of the target tables, before anything is checked."""
    for name, value in root.value:
        if name.value == "targets" and value.id == "mapping":
            return frozenset(key.value for key, _ in value.value if key.id == "scalar")
    return frozenset()


def _name(reading: Reading, node: Node) -> dict[str, Any]:
    return reading.mapping(node, _NAME, frozenset({"name"}))[0]


_NAME: Fields = {
    "name": line(MAX_NAME),
    "path": Field(LIST, lambda reading, node: tuple(reading.entries(node, line(MAX_NAME), MAX_PATH))),
}


def _lists(reading: Reading, node: Node) -> tuple[str, ...]:
    found: dict[str, int] = {}

    def parse(reading: Reading, entry: Node) -> str | None:
        name = read_id(reading, entry)
        if name is not None and name in found:
            reading.fault(entry, "duplicate_id", word=name, line=found[name])
            return None
        if name is not None:
            found[name] = entry.start_mark.line + 1
        return name

    reading.entries(node, Field(SCALAR, parse), MAX_LISTS)
    return tuple(found)


def _timezone(reading: Reading, node: Node) -> str | None:
    """A name of the IANA time zone database."""
    found = zone(node.value)
    if found is None:
        meant = _ZONES.get(node.value.upper()) or reading.near(node.value, available_timezones())
        reading.refuse(node, "unknown_timezone", word=node.value, near=meant)
    return found


def zone(name: str) -> str | None:
    """The name, where the IANA time zone database has it."""
    try:
        return str(ZoneInfo(name))
    except (KeyError, ValueError, OSError):  # what is not there, what is no name, and what is a folder
        return None


def _posko(reading: Reading, node: Node) -> Posko:
    values, _ = reading.mapping(node, {"name": line(MAX_NAME), "phone": line(30)})
    return Posko(**{key: value for key, value in values.items() if value is not None})


def _facts(reading: UnitReading, node: Node) -> dict[str, Any]:
    """Values by fact; a fact named like a table is its number of rows."""
    return reading.table(node, lambda name: _value(_fact_of(reading, name)), _fact_name, MAX_FACTS)


def _value(fact: FactDef | None) -> Field:
    """A value of a fact; whatever is wrong with it is said with what the fact means."""
    field = value_of(fact)
    if fact is None or not fact.text.id:
        return field

    def parse(reading: UnitReading, node: Node) -> int | str | None:
        before = len(reading.faults)
        value: int | str | None = field.parse(reading, node)
        about = tuple(fact.described.items())
        reading.faults[before:] = [replace(one, params=one.params + about) for one in reading.faults[before:]]
        if value is not None and fact.unusual(value):
            reading.warn(node, "value_unusual", text=value, usual=fact.usual_text, **fact.described)
        return value

    return Field(field.accepts, parse)


def _fact_of(reading: UnitReading, name: str) -> FactDef | None:
    if reading.book and name in reading.book.unit:
        return reading.book.unit[name]
    return FactDef(name, "int", Text(name)) if name in reading.tables else None


def _fact_name(reading: UnitReading, node: Node) -> str | None:
    """A fact of the unit that the book knows."""
    name: str = node.value
    if name in _AT_TOP:
        reading.fault(node, "fact_at_top", word=name)
        return None
    if _fact_of(reading, name):
        return name
    if reading.book is None:
        return read_name(reading, node)
    tables = reading.book.homes().get(name)
    if tables:
        reading.fault(node, "fact_of_table", word=name, tables=", ".join(tables), table="unit")
    else:
        known = (*reading.book.unit, *sorted(reading.tables))
        reading.refuse(node, "unknown_fact", word=name, near=names_like(known, name) or reading.near(name, known))
    return None


def _path(reading: Reading, node: Node) -> str | None:
    """A file inside the workspace, with slashes whatever the system."""
    text = reading.words(node, 200)
    if text is None:
        return None
    if "\\" in text:
        reading.fault(node, "path_backslash", word=text)
    elif text[0] in "/~" or re.match(r"[A-Za-z]:", text) or {"", ".", ".."} & set(text.split("/")):
        reading.fault(node, "path_outside", word=text)
    else:
        return text
    return None


def _table_name(reading: UnitReading, node: Node) -> str | None:
    if node.value in reading.tables:
        return str(node.value)
    known = sorted(reading.tables)
    reading.refuse(node, "unknown_table", word=node.value, near=reading.near(node.value, known), known=", ".join(known))
    return None


def _expected(reading: UnitReading, node: Node) -> tuple[Expected, ...]:
    """Units that must report, each with how many rows of which table."""

    def counts(reading: UnitReading, node: Node) -> dict[str, int]:
        return reading.table(node, lambda _table: whole(0, MAX_NUMBER), _table_name, MAX_TABLES)

    found = reading.table(node, lambda _name: Field(MAP, counts), line(MAX_NAME).parse, MAX_EXPECTED)
    return tuple(Expected(name, count) for name, count in found.items())


UNIT: Fields = {
    "unit": Field(MAP, _name),
    "satuan": line(MAX_NAME),
    "lists": Field(LIST, _lists),
    "election_day": Field(SCALAR, read_date),
    "operation_ends": Field(SCALAR, read_date),
    "timezone": Field(SCALAR, _timezone),
    "lang": one_of(("id", "en")),
    "example": TRUTH,
    "posko": Field(MAP, _posko),
    "facts": Field(MAP, _facts),
    "targets": Field(
        MAP, lambda reading, node: reading.table(node, lambda _table: Field(SCALAR, _path), read_name, MAX_TABLES)
    ),
    "expected_units": Field(MAP, _expected),
}
