"""A book of facts: what each fact means, of the unit and per target table, and how derived ones hang together."""

from collections.abc import Container, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from pilkada_check.files.expressions import Expressions
from pilkada_check.files.fact_values import MAX_FACTS, MAX_TABLES, MAX_WORD, value_of
from pilkada_check.files.reader_values import (
    TRUTH,
    line,
    one_of,
    read_name,
    usual,
    words,
)
from pilkada_check.files.reading import LIST, MAP, SCALAR, Field, Fields, Pairs, Reading
from pilkada_check.files.scope import Scope
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import Source
from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.facts import KINDS, FactBook, FactDef

MAX_VALUES = 50
MAX_MEANING = 200


class _Read(NamedTuple):
    """One fact as it was read; what names other facts waits until all of them are known."""

    fact: FactDef
    derive: Node | None
    equals: Node | None
    ordered: Node | None
    counts: Node | None


def _keep(_reading: Reading, node: Node) -> Node:
    return node


def _values(reading: Reading, node: Node) -> tuple[str, ...]:
    found = tuple(reading.entries(node, line(MAX_WORD), MAX_VALUES))
    for place, entry in enumerate(node.value[: len(found)]):
        if found[place] in found[:place]:
            reading.fault(entry, "duplicate_value", word=found[place])
    return found


FACT: Fields = {
    "type": one_of(tuple(KINDS), "unknown_type"),
    "unit": words(MAX_WORD),
    "text": words(MAX_MEANING),
    "from": words(MAX_MEANING),
    "values": Field(LIST, _values),
    "usual": Field(SCALAR, usual),
    "default": Field(SCALAR, _keep),
    "derive": Field(SCALAR, _keep),
    "equals": Field(SCALAR, _keep),
    "first": TRUTH,
    "ordered": Field(SCALAR, _keep),
    "counts": Field(MAP, _keep),
}


def _fact(reading: Reading, node: Node, name: str, *, column: bool) -> _Read | None:
    """One fact; None where something in it was refused."""
    before = len(reading.faults)
    values, pairs = reading.mapping(node, FACT, frozenset({"type", "text"}))
    _fit_type(reading, node, values.get("type"), pairs)
    for key in pairs.keys() & _OF_UNIT if column else ():
        reading.fault(pairs[key][0], "key_of_unit", key=key)
    if "default" in pairs and "derive" in pairs:
        reading.fault(pairs["default"][0], "default_and_derive")
    if len(reading.faults) > before:
        return None
    waiting = [values.pop(key, None) for key in ("derive", "equals", "ordered", "counts")]
    fact = FactDef(
        name,
        **{_FIELDS.get(key, key): value for key, value in values.items() if key != "default"},
    )
    if "default" in values:
        fact = replace(fact, default=value_of(fact).parse(reading, values["default"]))
        if fact.default is not None and fact.unusual(fact.default):
            reading.fault(values["default"], "default_unusual", word=fact.default, usual=fact.usual_text)
    return _Read(fact, *waiting)


def _fit_type(reading: Reading, node: Node, kind: str | None, pairs: Pairs) -> None:
    """Only keys that this type has, and those that it must have."""
    if kind == "choice" and "values" not in pairs:
        reading.fault(node, "missing_key", key="values")
    elif kind != "choice" and kind and "values" in pairs:
        reading.fault(pairs["values"][0], "values_no_choice", type=kind)
    if kind and kind != "int":
        for key in pairs.keys() & _OF_INT:
            reading.fault(pairs[key][0], "key_not_for_type", key=key, type=kind, keys=_OWN.get(kind, "-"))


_OF_INT = {"usual", "counts"}
_OWN = {"choice": "values", "int": "usual, counts"}  # keys that no other type has
_OF_UNIT = {"first", "equals", "ordered", "counts"}  # keys that no column of a table has
_FIELDS = {"from": "source", "first": "ask_first"}


def facts(source: Source, root: Node, over: FactBook) -> tuple[Reading, FactBook | None]:
    """The facts under `root` beside those of `over`, with everything that is wrong with them.

    `alone: true` leaves `over` out: the unit is of another field than the one that the shipped facts are of.
    """
    reading = Reading(source)
    over = FactBook(alone=True) if _says_alone(root) else over
    values, _ = reading.mapping(
        root,
        {
            "alone": TRUTH,
            "facts": Field(MAP, lambda reading, node: _facts(reading, node, over.unit, column=False)),
            "tables": Field(MAP, lambda reading, node: _tables(reading, node, over)),
        },
    )
    read: dict[str, dict[str, _Read]] = {"": values.get("facts") or {}, **(values.get("tables") or {})}
    book = _book(over, {table: {name: one.fact for name, one in there.items()} for table, there in read.items()})
    derived = _derived(reading, book, read)
    if reading.faults:
        return reading, None
    return reading, _book(book, derived)


def _says_alone(root: Node) -> bool:
    """Known before anything else is read: it decides which names are taken."""
    return any((key.value, value.value) == ("alone", "true") for key, value in root.value)


def _facts(reading: Reading, node: Node, shipped: Container[str], *, column: bool) -> dict[str, _Read]:
    """Facts by name; those that could not be read are left out, so that nothing is said twice."""

    def named(reading: Reading, key: Node) -> str | None:
        name = read_name(reading, key)
        if name is not None and name in shipped:
            reading.fault(key, "fact_shipped", word=name)
            return None
        return name

    def fact(name: str) -> Field:
        return Field(MAP, lambda reading, node: _fact(reading, node, name, column=column))

    found = reading.table(node, fact, named, MAX_FACTS)
    return {name: one for name, one in found.items() if one is not None}


def _tables(reading: Reading, node: Node, over: FactBook) -> dict[str, dict[str, _Read]]:
    def columns(table: str) -> Field:
        def parse(reading: Reading, node: Node) -> dict[str, _Read]:
            found = _facts(reading, node, over.tables.get(table, {}), column=True)
            return {name: one._replace(fact=replace(one.fact, table=table)) for name, one in found.items()}

        return Field(MAP, parse)

    return reading.table(node, columns, read_name, MAX_TABLES)


def _book(under: FactBook, more: Mapping[str, Mapping[str, FactDef]]) -> FactBook:
    """`under` with more facts; those of the unit under the name ""."""
    tables = dict(under.tables)
    for table, columns in more.items():
        if table:
            tables[table] = {**tables.get(table, {}), **columns}
    return FactBook({**under.unit, **more.get("", {})}, tables, under.alone)


def _derived(
    reading: Reading, book: FactBook, read: Mapping[str, Mapping[str, _Read]]
) -> dict[str, dict[str, FactDef]]:
    """The facts that name others, each name checked against all facts; rings of `derive` are refused."""
    found: dict[str, dict[str, FactDef]] = {}
    for table, there in read.items():
        expressions = Expressions(Scope(book.seen_from(table), book.homes()), table or "unit")
        for name, (fact, *nodes, ordered, counts) in there.items():
            derive, equals = (node and expressions.of_kind(reading, node, fact.kind) for node in nodes)
            column = ordered and _ordered(reading, ordered, book)
            rows = counts and _counts(reading, counts, book)
            more = {"derive": derive, "equals": equals, "ordered": column, "counts": rows}
            more = {key: value for key, value in more.items() if value}
            if more:
                found.setdefault(table, {})[name] = replace(fact, **more)
    whole_book = _book(book, found)
    for table, facts_there in found.items():
        for name in facts_there:
            ring = _ring(whole_book, table, name)
            if ring:
                reading.fault(read[table][name].derive, "derive_ring", word=" -> ".join(ring))
    return found


def _ordered(reading: Reading, node: Node, book: FactBook) -> tuple[str, str] | None:
    """`satuan.pam_tps`: a column of whole numbers in a target table."""
    table, _, column = str(node.value).partition(".")
    if not _known_table(reading, node, table, book):
        return None
    numbers = [name for name, fact in book.tables[table].items() if KINDS[fact.type] is Kind.NUMBER]
    if column not in numbers:
        reading.refuse(node, "unknown_fact", word=column, near=reading.near(column, numbers))
        return None
    return table, column


def _counts(reading: Reading, node: Node, book: FactBook) -> tuple[str, Expression] | None:
    """`{tps: kelas == "rawan"}`: a target table, and what is true of the rows that are counted."""

    def named(reading: Reading, key: Node) -> str | None:
        return key.value if _known_table(reading, key, key.value, book) else None

    def condition(table: str) -> Field:
        expressions = Expressions(Scope(book.seen_from(table), book.homes()), table)
        return Field(SCALAR, lambda reading, node: expressions.of_kind(reading, node, Kind.TRUTH))

    found = reading.table(node, condition, named, 1)
    return next(((table, one) for table, one in found.items() if one is not None), None)


def _known_table(reading: Reading, node: Node, table: str, book: FactBook) -> bool:
    if table not in book.tables:
        reading.refuse(node, "unknown_table", word=table, near=reading.near(table, book.tables))
    return table in book.tables


def _ring(book: FactBook, table: str, name: str) -> list[str]:
    """The way from a derived fact back to itself, or nothing."""
    seen = book.seen_from(table)
    todo = [[name]]
    visited: set[str] = set()
    while todo:
        way = todo.pop()
        fact = seen.get(way[-1])
        for one in fact.derive.names if fact and fact.derive else ():
            if one == name:
                return [*way, one]
            if one not in visited:
                visited.add(one)
                todo.append([*way, one])
    return []
