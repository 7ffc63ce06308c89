"""Which kind of file something is: by its name and place, and where these do not say, by its content."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pilkada_check.files import gzipped
from pilkada_check.files.bundle_lines import BEGIN
from pilkada_check.files.cells import fold
from pilkada_check.files.foreign import UTF16_MARKS
from pilkada_check.files.gathering import FACTS_FILE, OFFICERS_FILE, UNIT_FILE
from pilkada_check.files.reports import FOLDER as REPORTS

Kind = Literal["list", "facts", "unit", "officers", "targets", "record", "report", "definition", "bundle"]

_DEFINITION = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(rb"^[\"']?([A-Za-z_]+)[\"']?[ \t]*:", re.MULTILINE)
_KEY_IN_BRACES = re.compile(rb"[{,][ \t]*[\"']?([A-Za-z_]+)[\"']?[ \t]*:")
_HEADS = 64 << 10  # bytes that are looked at
_BUNDLE_HEAD = 1024
_MARKS = {b"\xef\xbb\xbf": "utf-8", **UTF16_MARKS}


class Found(NamedTuple):
    """A kind, and whether its content had to say it."""

    kind: Kind
    by_content: bool = False


def by_place(path: Path, tables: Collection[Path]) -> Kind | None:
    """What name and place say (the path is absolute); `tables` are the target tables that the unit names."""
    name, folder, suffix = path.name, path.parent.name, path.suffix.lower()
    fixed: dict[str, Kind] = {UNIT_FILE: "unit", OFFICERS_FILE: "officers", FACTS_FILE: "facts"}
    if name in fixed:
        return fixed[name]
    if suffix == ".jsonl":
        return "report" if folder == REPORTS else "record"
    if folder == "definitions" and _DEFINITION.fullmatch(name):
        return "definition"
    if suffix in {".yaml", ".yml"} and folder == "checklists":
        return "list"
    return "targets" if path in tables or (suffix == ".csv" and folder == "targets") else None


def by_content(data: bytes) -> Kind | None:
    """What the first lines look like; None where they look like nothing of ours."""
    if is_bundle(data):
        return "bundle"
    head = data[:_HEADS].removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b'{"type":"reported"'):
        return "report"
    if head.lstrip().startswith(b'{"type"'):
        return "record"
    words = _heading(head)
    if len(words) > 1 and words & {"id", "nama", "name"}:
        return "targets" if "id" in words else "officers"
    pattern = _KEY_IN_BRACES if head.lstrip().startswith(b"{") else _KEY
    keys = {found.decode() for found in pattern.findall(head)}
    if "unit" in keys and "sections" not in keys:
        return "unit"
    if "sections" in keys or {"id", "title"} <= keys:
        return "list"
    return "facts" if keys & {"facts", "tables"} else None


def is_bundle(data: bytes) -> bool:
    """Whether a bundle begins here, as it was sent, packed, or as an editor saved it again."""
    head = data[:_BUNDLE_HEAD]
    if head.startswith(gzipped.MARK):
        head = gzipped.beginning(head)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            head = head.removeprefix(mark).decode(encoding, "ignore").encode()
    return head.startswith(BEGIN)


def kind_of(path: Path, data: bytes, tables: Collection[Path]) -> Found | None:
    """The kind of a file; None where it is none of ours."""
    if path.suffix == ".torn":  # the bytes that were cut off a record and kept beside it
        return None
    if is_bundle(data):  # whatever it is called: a chat may have renamed it
        return Found("bundle", by_content=True)
    placed = by_place(path, tables)
    if placed is not None:
        return Found(placed)
    seen = by_content(data)
    return Found(seen, by_content=True) if seen is not None else None


def fitting_table(data: bytes, tables: Mapping[str, Iterable[str]]) -> str:
    """The table whose columns the heading has most of; "" where it has none of any."""
    words = _heading(data)
    shared = {name: len(words.intersection(columns)) for name, columns in tables.items()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if best and shared[best] else ""


def _heading(data: bytes) -> set[str]:
    """The headings of a table, if it is one."""
    lines = data[:_HEADS].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    return {fold(word.strip(' "')) for word in re.split(r"[;,\t]", first)}
