"""Reading one YAML file: its faults, and a walk over its nodes that is driven by tables of keys."""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from copy import copy
from typing import Any, NamedTuple

from pilkada_check.files.guess import near
from pilkada_check.files.places import place_inside
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import UNPLAIN, Source, cuts_texts
from pilkada_check.model.faults import Fault

Pairs = dict[str, tuple[Node, Node]]  # a mapping as it stands in the file: key and value nodes by key

SCALAR = ("scalar",)
LIST = ("sequence",)
MAP = ("mapping",)
WORDS = ("scalar", "mapping")  # a text, or one per language
_WANTED = {SCALAR: "want_text", LIST: "want_list", MAP: "want_mapping", WORDS: "want_words"}
NOTHING: tuple[object, ...] = ("", "~", "null", "Null", "NULL", [])
_QUOTES = "\"'"
_MAX_GUESSES = 100  # in one file


class Field(NamedTuple):
    """What a key takes: kinds of node, and how one is read (None: it was refused)."""

    accepts: tuple[str, ...]
    parse: Callable[[Any, Node], Any]


Fields = Mapping[str, Field]


class Reading:
    """One file being read: everything wrong with it, gathered."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Fault] = source.faults
        self.warnings: list[Fault] = []
        self.guesses = 0
        self.strays: list[tuple[str, int]] = []  # unknown keys, what they were meant for, and their lines
        # Escapes bring characters that the file itself has not; a # takes away the rest of a text.
        self.careful = "\\" in source.text or cuts_texts(source.text)

    def fault(self, node: Node, code: str, /, **params: object) -> None:
        """Refuse what begins at `node`."""
        self.faults.append(self._made((node.start_mark.line + 1, node.start_mark.column + 1), code, params))

    def inside(self, node: Node, index: int, code: str, /, **params: object) -> None:
        """Refuse a character of a scalar, by its place in the value."""
        self.faults.append(self._made(place_inside(self.source, node, index), code, params))

    def warn(self, node: Node, code: str, /, **params: object) -> None:
        """Name something that hinders nothing."""
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.warnings.append(self._made(place, code, params, warning=True))

    def _made(self, place: tuple[int, int], code: str, params: Mapping[str, object], *, warning: bool = False) -> Fault:
        kept = tuple((name, str(value)) for name, value in params.items())
        return Fault(self.source.path, *place, code, kept, warning=warning)

    def refuse(self, node: Node, code: str, /, **params: object) -> None:
        """Refuse a scalar; where it goes on in the next line, that is what is wrong with it."""
        if not self.goes_on(node):
            self.fault(node, code, **params)

    def goes_on(self, node: Node) -> bool:
        """Whether a scalar that is no block goes on in the next line: a slip in nearly every case, refused in all."""
        start = node.start_mark.line
        if node.end_mark.line == start or node.style in {"|", ">"}:
            return False
        if node.style:
            self.fault(node, "quote_open")
            return True
        lines = self.source.lines
        number = next(number for number in range(start + 1, len(lines)) if lines[number].strip(" "))
        rest = lines[number].lstrip(" ")
        code = "missing_space" if re.match(r"-\w", rest) else "text_goes_on"
        self.faults.append(self._made((number + 1, len(lines[number]) - len(rest) + 1), code, {"char": rest[0]}))
        return True

    def words(self, node: Node, limit: int) -> str | None:
        """A text of one line, at most `limit` characters, without the blanks around it."""
        words: str = node.value.strip()
        one_line = node.start_mark.line == node.end_mark.line
        if one_line and 0 < len(words) <= limit and words[-1] not in _QUOTES and not self.careful:
            return words
        return words if self._sound(node, words, limit) else None

    def _sound(self, node: Node, words: str, limit: int) -> bool:
        """Whether a doubtful text may stand as it is; says what is wrong with it."""
        odd = UNPLAIN.search(words)
        if self.goes_on(node) or (not node.style and self._cut(node.end_mark)):
            pass
        elif not words:
            self.fault(node, "empty_entry")
        elif len(words) > limit:
            self.fault(node, "too_long", limit=limit, length=len(words))
        elif "\n" in words:
            self.fault(node, "line_break")
        elif odd:
            place = node.value.index(words) + odd.start()
            self.inside(node, place, "control_character", char=f"U+{ord(odd[0]):04X}")
        elif words[-1] in _QUOTES and not node.style and words.count(words[-1]) == 1:
            self.inside(node, len(words) - 1, "quote_stray", char=words[-1])
        else:
            return True
        return False

    def _cut(self, end: Node) -> bool:
        """Whether a text is cut short by what YAML takes for a comment: `Kaca #1`. Comments begin with `# `."""
        rest = self.source.lines[end.line][end.column :]
        found = _CUTTING.match(rest.lstrip(":"))
        if found:
            place = (end.line + 1, end.column + rest.index("#") + 1)
            self.faults.append(self._made(place, "comment_in_text", {}))
        return found is not None

    def _comma(self, key: Node, value: Node) -> bool:
        """Whether a key in brackets is the rest of a text with a comma in it: no colon stands behind it."""
        end = key.end_mark
        return _bare(value) and not self.source.lines[end.line][end.column :].lstrip().startswith(":")

    def mapping(
        self, node: Node, fields: Fields, required: AbstractSet[str] = frozenset()
    ) -> tuple[dict[str, Any], Pairs]:
        """The values of a mapping by key, and where each stands; refuses unknown, doubled, empty, missing keys."""
        values: dict[str, Any] = {}
        pairs: Pairs = {}
        unknown = []
        for pair in node.value:
            key_node, value_node = pair
            key = key_node.value
            field = fields.get(key) if key.__class__ is str else None
            if field is None:
                unknown.append(pair)
                continue
            if key in pairs:
                self.fault(key_node, "duplicate_key", key=key, line=pairs[key][0].start_mark.line + 1)
                continue
            pairs[key] = pair
            accepts, parse = field
            sound = value_node.value not in NOTHING and value_node.id in accepts  # nearly always
            if sound or self.fits(value_node, accepts, key_node):
                values[key] = parse(self, value_node)
        if unknown or not required <= pairs.keys():
            missing = [key for key in required - pairs.keys() if not self.astray(key, node)]
            self._unknown(node, unknown, missing, fields)
        return values, pairs

    def table(
        self,
        node: Node,
        field_of: Callable[[str], Field],
        named: Callable[[Any, Node], str | None],
        limit: int,
    ) -> dict[str, Any]:
        """A mapping whose keys are names that the author gives; `named` reads one, `field_of` says what it takes."""
        if len(node.value) > limit:
            self.fault(node.value[limit][0], "too_many", limit=limit)
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value[:limit]:
            if key_node.id != "scalar" or not key_node.value:
                self.fault(key_node if key_node.value else node, "key_no_text")
                continue
            if node.flow_style and self._comma(key_node, value_node):
                self.fault(key_node, "comma_in_text")
                continue
            key = named(self, key_node)
            if key is None:
                continue
            if key in first:
                self.fault(key_node, "duplicate_key", key=key, line=first[key])
                continue
            first[key] = key_node.start_mark.line + 1
            accepts, parse = field_of(key)
            if self.fits(value_node, accepts, key_node):
                values[key] = parse(self, value_node)
        return values

    def entries(self, node: Node, field: Field, limit: int) -> list[Any]:
        """What a list holds; entries that were refused are left out."""
        if len(node.value) > limit:
            self.fault(node.value[limit], "too_many", limit=limit)
        accepts, parse = field
        values = [parse(self, entry) for entry in node.value[:limit] if self.fits(entry, accepts)]
        return [value for value in values if value is not None]

    def fits(self, node: Node, accepts: tuple[str, ...], key: Node = None) -> bool:
        """Whether a value is there, and of a kind that is wanted; without a `key` it is an entry of a list."""
        value = node.value
        if not value or (value in NOTHING and not node.style):  # "null" in quotes is a word
            if key is None:
                self.fault(node, "empty_entry")
            elif node.id == "mapping" or not self._cut(key.end_mark):
                self.fault(key, "empty_value", key=key.value)
        elif node.id not in accepts:
            self._wrong_kind(node, accepts)
        else:
            return True
        return False

    def _wrong_kind(self, node: Node, accepts: tuple[str, ...]) -> None:
        glued = _GLUED.match(node.value) if node.id == "scalar" and not node.style else None
        if glued and "mapping" in accepts:
            self.inside(node, glued.end() - 1, "missing_space", char=":")
        elif node.id == "mapping" and accepts == LIST and _dashed(node):
            self.fault(node, "missing_space", char="-")
        elif node.id != "scalar" or not self.goes_on(node):
            self.fault(node, _WANTED[accepts], found=node.id)

    def _unknown(self, node: Node, unknown: list[tuple[Node, Node]], missing: list[str], fields: Fields) -> None:
        """Say what is wrong with keys that no table knows, and which keys are missing; a key that was meant is not."""
        words = [key.value for key, _ in unknown if key.id == "scalar"]
        meant = {word: self.near(word.partition(":")[0].lstrip("-"), fields) for word in words}
        missing = [key for key in missing if key not in meant.values()]
        if len(unknown) == len(words) == len(missing) == 1 and self._would_fit(unknown[0][1], fields[missing[0]]):
            meant[words[0]] = missing.pop()
        for key_node, value_node in unknown:
            self._unknown_key(node, key_node, value_node, fields, meant)
        for key in missing:
            self.fault(node, "missing_key", key=key)

    def _unknown_key(self, node: Node, key_node: Node, value_node: Node, fields: Fields, meant: dict[str, str]) -> None:
        key = key_node.value
        glued = _GLUED.match(key) if key_node.id == "scalar" and _bare(value_node) else None
        if key_node.id != "scalar" or not key:
            self.fault(key_node if key else node, "key_no_text")  # loaders disagree on where nothing stands
        elif key == "<<":
            self.fault(key_node, "merge_key")
        elif key[0] == "-" and key[1:] in fields:
            self.fault(key_node, "missing_space", char="-")
        elif glued:
            self.inside(key_node, glued.end() - 1, "missing_space", char=":")
        elif node.flow_style and self._comma(key_node, value_node):
            self.fault(key_node, "comma_in_text")
        else:
            self.strays += [(key, key_node.start_mark.line), (meant[key], key_node.start_mark.line)]
            self.fault(key_node, "unknown_key", key=key, near=meant[key], known=", ".join(fields))

    def _would_fit(self, node: Node, field: Field) -> bool:
        """Whether a value could be the one of a key that is missing."""
        trial = copy(self)
        trial.faults, trial.warnings, trial.strays = [], [], []
        return trial.fits(node, field.accepts) and field.parse(trial, node) is not None and not trial.faults

    def near(self, word: str, known: Iterable[str]) -> str:
        """The known word that was most likely meant, or nothing; nothing more after many guesses, which cost time."""
        self.guesses += 1
        return near(word, known) if self.guesses <= _MAX_GUESSES else ""

    def astray(self, key: str, node: Node) -> bool:
        """Whether a key that is missing was named already: misspelt, or in a mapping inside this one, too far in."""
        first, last = node.start_mark.line, node.end_mark.line
        return any(key == stray and first <= line <= last for stray, line in self.strays)


_CUTTING = re.compile(r" +#(?=[^ #\n])")
_GLUED = re.compile(r"[\w-]+:(?=\S)")


def _bare(node: Node) -> bool:
    """Whether nothing at all stands where a value should."""
    return node.id == "scalar" and not node.value and not node.style


def _dashed(node: Node) -> bool:
    """Whether a mapping is a list whose dash lacks its space: `-id: x`."""
    first = node.value[0][0]
    return first.id == "scalar" and re.match(r"-\w", first.value) is not None
