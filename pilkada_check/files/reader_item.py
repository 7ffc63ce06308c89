"""One item of a checklist: its keys, which of them its type takes, and what must fit together."""

from collections.abc import Mapping
from typing import Any

from pilkada_check.files.expressions import Expressions
from pilkada_check.files.reader_fit import fit_together, said_in
from pilkada_check.files.reader_values import TRUTH, agree, days, flag, one_of, read_id, usual, whole, words
from pilkada_check.files.reading import LIST, MAP, SCALAR, WORDS, Field, Fields, Pairs, Reading
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import Source
from pilkada_check.model.checklist import Item, Option
from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.text import Text

MAX_TEXT = 200
MAX_HINT = 300
MAX_SHORT = 30
MAX_EXAMPLE = 100
MAX_ITEMS = 200  # of one list
MAX_OPTIONS = 20
MAX_PARTS = 30
MAX_SOURCES = 20  # of one item

COMMON = ("id", "text", "short", "type", "critical", "agree", "hint", "sensitive", "source", "when")
OWN: Mapping[str, tuple[str, ...]] = {
    "confirm": ("expect",),
    "count": ("need", "usual"),
    "inventory": ("need", "usual"),
    "condition": ("states",),
    "valid_until": ("until", "warn_days"),
    "date": ("since", "until", "max_age"),
    "choice": ("options",),
    "breakdown": ("parts", "total", "usual"),
    "risk": (),
    "text": ("nihil", "digits", "example"),
    "time": ("need",),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "condition": ("states",),
    "choice": ("options",),
    "breakdown": ("parts", "total"),
}
_KEYS = {kind: frozenset((*COMMON, *own)) for kind, own in OWN.items()}
_OPERATION_ENDS = Expression("operation_ends", ("operation_ends",))


class ListReading(Reading):
    """A checklist being read: also its expressions, the ids seen so far, and the sources it lists."""

    def __init__(self, source: Source, expressions: Expressions, sources: frozenset[str]) -> None:
        super().__init__(source)
        self.expressions = expressions
        self.sources = sources
        self.ids: dict[str, int] = {}
        self.shorts: dict[tuple[str, str], int] = {}  # lines by language and short name
        self.items = 0


_TEXT = words(MAX_TEXT)


def _short(reading: ListReading, node: Node) -> Text | None:
    """A short name: of ASCII, so that a message or an old console shows it, and once in the list in each language."""
    said = _TEXT.parse(reading, node)
    if not isinstance(said, Text):
        return None
    for lang, name in (("id", said.id), ("en", said.en)):
        place = said_in(node, lang) if name else node
        first = reading.shorts.get((lang, (name or said.id).casefold()))
        if len(name) > MAX_SHORT or not name.isascii():
            reading.fault(place, "bad_short", word=name, limit=MAX_SHORT, length=len(name))
        elif first is not None:
            reading.fault(place, "short_twice", word=name or said.id, line=first)
            break
        reading.shorts.setdefault((lang, (name or said.id).casefold()), place.start_mark.line + 1)
    return said


def _node(_reading: Reading, node: Node) -> Node:
    """A need is read when the type is known."""
    return node


_DAY = Field(SCALAR, lambda reading, node: reading.expressions.day(reading, node))


def _sources(reading: ListReading, node: Node) -> tuple[str, ...]:
    """Codes of the register below; one that stands nowhere is only warned of."""
    codes = [entry.value for entry in node.value if entry.id == "scalar"]
    if len(codes) == len(node.value) <= MAX_SOURCES and reading.sources.issuperset(codes):
        return tuple(codes)  # nearly always; the rest only says what is wrong
    return tuple(reading.entries(node, _SOURCE, MAX_SOURCES))


def _source(reading: ListReading, node: Node) -> str | None:
    code: str = node.value
    if code in reading.sources:
        return code
    found = reading.words(node, 40)
    if found is not None and found.removeprefix("~") not in reading.sources:
        reading.warn(node, "source_unlisted", word=found, near=reading.near(found, reading.sources))
    return found


_SOURCE = Field(SCALAR, _source)


def _option(reading: ListReading, node: Node) -> tuple[Option, Node] | None:
    values, pairs = reading.mapping(node, _OPTION, frozenset({"id", "text"}))
    if values.get("id") is None or values.get("text") is None or None in values.values():
        return None
    return Option(**values), pairs["id"][1]


_OPTION: Fields = {
    "id": Field(SCALAR, read_id),
    "text": _TEXT,
    "outcome": one_of(("ok", "remark", "fail")),
    "ask": TRUTH,
}


def _options(reading: ListReading, node: Node) -> tuple[Option, ...]:
    """At least two answers, one of which passes."""
    read = reading.entries(node, Field(MAP, _option), MAX_OPTIONS)
    first: dict[str, int] = {}
    for option, place in read:
        if option.id in first:
            reading.fault(place, "duplicate_id", word=option.id, line=first[option.id])
        first.setdefault(option.id, place.start_mark.line + 1)
    if len(node.value) < 2:
        reading.fault(node, "options_few")
    elif len(read) == len(node.value) and all(option.outcome == "fail" for option, _ in read):
        reading.fault(node, "options_none_pass")
    return tuple(option for option, _ in read)


def _states(reading: ListReading, node: Node) -> dict[str, Any]:
    return reading.mapping(node, _STATES, frozenset({"b", "rr", "rb"}))[0]


_STATES: Fields = dict.fromkeys(("b", "rr", "rb", "ta"), _TEXT)


def _parts(reading: ListReading, node: Node) -> dict[str, Any]:
    return reading.table(node, lambda _part: _TEXT, read_id, MAX_PARTS)


ITEM: Fields = {
    "id": Field(SCALAR, read_id),
    "text": _TEXT,
    "short": Field(WORDS, _short),
    "type": one_of(tuple(OWN), "unknown_type"),
    "critical": TRUTH,
    "agree": Field(SCALAR, agree),
    "hint": words(MAX_HINT),
    "sensitive": TRUTH,
    "source": Field(LIST, _sources),
    "when": Field(SCALAR, lambda reading, node: reading.expressions.condition(reading, node)),
    "usual": Field(SCALAR, usual),
    "need": Field(SCALAR, _node),
    "expect": flag("ya", "tidak", "want_ya"),
    "states": Field(MAP, _states),
    "until": _DAY,
    "since": _DAY,
    "max_age": Field(SCALAR, days),
    "warn_days": whole(0, 3650),
    "options": Field(LIST, _options),
    "parts": Field(MAP, _parts),
    "total": Field(SCALAR, lambda reading, node: reading.expressions.of_kind(reading, node, Kind.NUMBER)),
    "digits": TRUTH,
    "nihil": TRUTH,
    "example": words(MAX_EXAMPLE),
}


_REQUIRED = frozenset({"id", "text", "type"})


def read_item(reading: ListReading, node: Node) -> Item | None:
    """One item; None where something in it was refused."""
    reading.items += 1
    if reading.items > MAX_ITEMS:
        if reading.items == MAX_ITEMS + 1:
            reading.fault(node, "too_many", limit=MAX_ITEMS)
        return None
    before = len(reading.faults)
    values, pairs = reading.mapping(node, ITEM, _REQUIRED)
    kind = values.get("type")
    if kind is not None:
        _fit_type(reading, node, pairs, values)
    if values.get("id") is not None:
        _once(reading, pairs["id"][1], values["id"])
    if len(reading.faults) > before:
        return None
    item = Item(**values)
    fit_together(reading, pairs, item)
    return item


def _fit_type(reading: ListReading, node: Node, pairs: Pairs, values: dict[str, Any]) -> None:
    """Only keys that this type has; its need read as what it compares; what goes without saying filled in."""
    kind = values["type"]
    if not pairs.keys() <= _KEYS[kind]:
        for key, (key_node, _) in pairs.items():
            if key not in _KEYS[kind]:
                reading.fault(key_node, "key_not_for_type", key=key, type=kind, keys=", ".join(OWN[kind]) or "-")
    for key in _NEEDED.get(kind, ()):
        if key not in pairs and not reading.astray(key, node):
            reading.fault(node, "missing_key", key=key)
    if "need" in values:
        values["need"] = reading.expressions.need(reading, values["need"], Kind.TIME if kind == "time" else Kind.NUMBER)
    if kind == "valid_until":
        values.setdefault("until", _OPERATION_ENDS)


def _once(reading: ListReading, node: Node, name: str) -> None:
    """An id stands once in the whole list."""
    if name in reading.ids:
        reading.fault(node, "duplicate_id", word=name, line=reading.ids[name])
    else:
        reading.ids[name] = node.start_mark.line + 1
