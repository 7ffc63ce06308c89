"""Adds to a `pilkada.yaml` as text: comments, order and line ends stay, and reading it proves what was added."""

import errno
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import read_file, refusal, write_new
from pilkada_check.files.gathering import UNIT_FILE
from pilkada_check.files.reader import read_unit
from pilkada_check.files.yaml_nodes import Node, compose
from pilkada_check.files.yaml_text import MAX_BYTES, Source, examine
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import Unit

_BOM = b"\xef\xbb\xbf"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ./_-]*[A-Za-z0-9]|[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-z]")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}  # other readers of YAML take these for more


class UnitFile:
    """A `pilkada.yaml` that grows: `unit` as it reads now, None before its first key."""

    def __init__(self, root: Path, book: FactBook) -> None:
        """Read it, where there is one. Raises OSError; a faulty file is the caller's to refuse (`unit` is None)."""
        self.path = root / UNIT_FILE
        self.book = book
        try:
            self.data: bytes | None = read_file(self.path, MAX_BYTES)
        except FileNotFoundError:
            self.data = None
        self.unit = read_unit(self.data, UNIT_FILE, book)[0] if self.data is not None else None

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the file has."""
        return frozenset(name.value for name, _ in _pairs(self._text())) if self.data is not None else frozenset()

    def begin(self, comments: Iterable[str], entries: Mapping[str, str]) -> None:
        """Make the file with its first keys (values in YAML). Raises OSError (FileExistsError: there is one by now)."""
        lines = [f"# {line}" for line in comments] + [""] + [f"{key}: {source}" for key, source in entries.items()]
        self._keep("".join(f"{line}\n" for line in lines).encode(), new=True)

    def add(self, key: str, source: str, expected: Unit) -> bool:
        """Add a key with its value (YAML) at the end; False where the file then would not read as `expected`."""
        return self._put(f"{self._ended()}{key}: {source}\n", expected)

    def add_to(self, block: str, name: str, source: str, comment: str, expected: Unit) -> bool:
        """Add an entry to the mapping `block`; False where the file then would not read as `expected`."""
        text = self._text()
        node = _child(text, block)
        entry = f"{name}: {source}"
        noted = f"{entry}  # {comment}" if comment else entry
        if node is None:
            return self._put(f"{self._ended()}\n{block}:\n  {noted}\n", expected)
        return self._put(_in_flow(text, node, entry) if node.flow_style else _in_block(text, node, noted), expected)

    def _text(self) -> str:
        """The text without its byte order mark, its lines ending in a line feed."""
        return (self.data or b"").removeprefix(_BOM).decode().replace("\r\n", "\n")

    def _ended(self) -> str:
        """The text with a line end at its end."""
        text = self._text()
        return text if text.endswith("\n") else text + "\n"

    def _put(self, text: str, expected: Unit) -> bool:
        """Write a text that reads as expected, in the manner of the old one."""
        old = self.data or b""
        if b"\r\n" in old:
            text = text.replace("\n", "\r\n")
        data = (_BOM if old.startswith(_BOM) else b"") + text.encode()
        if read_unit(data, UNIT_FILE, self.book)[0] != expected:
            return False
        self._keep(data, new=False)
        return True

    def _keep(self, data: bytes, *, new: bool) -> None:
        """Put it on the disk. Raises OSError; ESTALE where another program changed the file meanwhile."""
        if new:
            write_new(self.path, data)
        elif read_file(self.path, MAX_BYTES) != self.data:
            raise refusal(errno.ESTALE, self.path)
        else:
            write_atomically(self.path, data)
        self.data = data
        self.unit = read_unit(data, UNIT_FILE, self.book)[0]


def scalar(value: int | str) -> str:
    """A value as it stands in YAML: plain where every reader takes it for the same, else in double quotes."""
    text = str(value)
    if isinstance(value, int) or (_PLAIN.fullmatch(text) and text.casefold() not in _WORDS and not text.isdecimal()):
        return text
    return json.dumps(text, ensure_ascii=False)


def sequence(values: Iterable[str]) -> str:
    """Words as a list on one line."""
    return f"[{', '.join(map(scalar, values))}]"


def _pairs(text: str) -> list[tuple[Node, Node]]:
    """The keys and values of the file."""
    source = examine(text.encode(), UNIT_FILE)
    root = compose(source) if isinstance(source, Source) else None
    return list(root.value) if root is not None else []


def _child(text: str, key: str) -> Node | None:
    """The mapping under a key of the file; None where there is no such key."""
    return next((value for name, value in _pairs(text) if name.value == key and value.id == "mapping"), None)


def _in_flow(text: str, node: Node, entry: str) -> str:
    """Before the bracket that closes `{a: 1, b: 2}`."""
    lines = text.split("\n")
    line, column = node.end_mark.line, node.end_mark.column - 1
    before = lines[line][:column].rstrip()
    comma = "" if not node.value or before.endswith((",", "{")) else ","
    blank = " " if before and not before.endswith("{") else ""
    lines[line] = f"{before}{comma}{blank}{entry}{lines[line][column:]}"
    return "\n".join(lines)


def _in_block(text: str, node: Node, entry: str) -> str:
    """A line under the last entry of a block."""
    lines = text.split("\n")
    name, value = node.value[-1]
    lines.insert(value.end_mark.line + 1, " " * name.start_mark.column + entry)
    return "\n".join(lines)
