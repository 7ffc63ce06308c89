"""A checklist: its own keys, its sections, and what must fit between the list and its items."""

from collections.abc import Collection
from typing import Any

from pilkada_check.files.expressions import Expressions, KeptExpressions
from pilkada_check.files.reader_item import MAX_ITEMS, ListReading, read_item
from pilkada_check.files.reader_values import (
    agree,
    due,
    line,
    one_of,
    read_date,
    read_id,
    share,
    valid_for,
    whole,
    words,
)
from pilkada_check.files.reading import LIST, MAP, SCALAR, Field, Fields
from pilkada_check.files.scope import Scope, everything, scope_of
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import Source
from pilkada_check.model.checklist import Checklist, Due, Reviewed, Sample, Section
from pilkada_check.model.facts import FactBook

MAX_TITLE = 100
MAX_NOTE = 500  # status, bring, a source
MAX_SECTIONS = 50
MAX_DUE = 20
MAX_REGISTER = 300  # sources of one list


def checklist(
    source: Source, root: Node, book: FactBook, tables: Collection[str], *, kept: bool = False
) -> tuple[ListReading, Checklist | None]:
    """The list under `root`, with everything that is wrong with it; if `kept`, its facts and table may have gone."""
    target = _scalar(root, "for") or "unit"
    known = target == "unit" or target in tables
    scope: Scope = scope_of(book, target) if known else everything(book)
    tables = {*tables, target} if kept else tables
    expressions = (KeptExpressions if kept else Expressions)(scope, target)
    reading = ListReading(source, expressions, _register(root))
    values, pairs = reading.mapping(root, {**CHECKLIST, "for": _target(tables)}, _REQUIRED)
    if "sample" in pairs and known:
        _fit_sample(reading, pairs["sample"][0], target, values.get("ricek"))
    if reading.faults:
        return reading, None
    values["target"] = values.pop("for", "unit")
    found = Checklist(**values)
    if found.agree and found.agree.mode == "within":
        _fit_agree(reading, pairs["agree"][1], found)
    return reading, found


def _scalar(root: Node, key: str) -> str:
    """The text of a key, before anything is checked."""
    return next((str(value.value) for name, value in root.value if name.value == key and value.id == "scalar"), "")


def _register(root: Node) -> frozenset[str]:
    """The codes that `sources` lists."""
    for name, value in root.value:
        if name.value == "sources" and value.id == "mapping":
            return frozenset(key.value for key, _ in value.value if key.id == "scalar")
    return frozenset()


def _target(tables: Collection[str]) -> Field:
    def parse(reading: ListReading, node: Node) -> str | None:
        if node.value == "unit" or node.value in tables:
            return str(node.value)
        known = ("unit", *tables)
        reading.refuse(
            node, "unknown_table", word=node.value, near=reading.near(node.value, known), known=", ".join(known)
        )
        return None

    return Field(SCALAR, parse)


def _moments(reading: ListReading, node: Node) -> tuple[Due, ...]:
    """Due moments, each ending after the one before."""
    last = (-1000, "")
    found = []
    for entry in node.value[:MAX_DUE]:
        moment = due(reading, entry) if entry.id == "scalar" and entry.value else None
        if moment is not None:
            end = (-moment.days_before, moment.end or "24:00")
            if end <= last:
                reading.fault(entry, "due_twice" if end == last else "due_order", word=moment.text)
            last = max(end, last)
            found.append(moment)
    if len(found) < len(node.value):
        reading.entries(node, Field(SCALAR, lambda _reading, _node: None), MAX_DUE)  # names what is no text
    return tuple(found)


def _sample(reading: ListReading, node: Node) -> Sample | None:
    values, _ = reading.mapping(node, _SAMPLE, frozenset({"tolerance", "confidence"}))
    if None in (values.get("tolerance"), values.get("confidence")):
        return None
    return Sample(**values)


_SAMPLE: Fields = {
    "tolerance": Field(SCALAR, share),
    "confidence": Field(SCALAR, share),
    "always": Field(SCALAR, lambda reading, node: reading.expressions.condition(reading, node)),
}


def _reviewed(reading: ListReading, node: Node) -> Reviewed:
    values, _ = reading.mapping(node, _REVIEWED)
    return Reviewed(**{key: value for key, value in values.items() if value is not None})


_REVIEWED: Fields = {"by": words(MAX_TITLE), "on": Field(SCALAR, read_date), "against": words(MAX_NOTE)}


def _section(reading: ListReading, node: Node) -> Section | None:
    values, _ = reading.mapping(node, _SECTION, frozenset({"title", "items"}))
    if values.get("title") is None:
        return None
    return Section(values["title"], tuple(values.get("items") or ()))


_SECTION: Fields = {
    "title": words(MAX_TITLE),
    "items": Field(LIST, lambda reading, node: reading.entries(node, Field(MAP, read_item), MAX_ITEMS)),
}


def _source_code(reading: ListReading, node: Node) -> str | None:
    return reading.words(node, 40)


_REQUIRED = frozenset({"id", "title", "version", "sections"})
_NOTE = words(MAX_NOTE)
CHECKLIST: Fields = {
    "id": Field(SCALAR, read_id),
    "title": words(MAX_TITLE),
    "version": line(40),
    "status": words(MAX_NOTE),
    "reviewed": Field(MAP, _reviewed),
    "due": Field(LIST, _moments),
    "valid_for": Field(SCALAR, valid_for),
    "ricek": one_of(("critical", "all", "none")),
    "sample": Field(MAP, _sample),
    "agree": Field(SCALAR, agree),
    "by": words(MAX_TITLE),
    "ricek_by": words(MAX_TITLE),
    "minutes": whole(1, 1440),
    "bring": words(MAX_NOTE),
    "sections": Field(LIST, lambda reading, node: tuple(reading.entries(node, Field(MAP, _section), MAX_SECTIONS))),
    "sources": Field(MAP, lambda reading, node: reading.table(node, lambda _code: _NOTE, _source_code, MAX_REGISTER)),
}


def _fit_sample(reading: ListReading, key: Node, target: str, ricek: Any) -> None:  # noqa: ANN401 - as it was read
    """A sample draws targets, and says which of them owe a ricek."""
    if target == "unit":
        reading.fault(key, "sample_unit")
    if ricek == "none":
        reading.fault(key, "sample_no_ricek")


def _fit_agree(reading: ListReading, node: Node, found: Checklist) -> None:
    """`within` for a whole list: every item that says nothing else must be a number."""
    other = next((item for item in found.items() if item.agree is None and item.type != "count"), None)
    if other is not None:
        reading.fault(node, "agree_within", type=other.type)
