"""Takes single records into a workspace by the union rule (rules.md 1): each whole or not at all."""

from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from pilkada_check.files.copies import read_copies
from pilkada_check.files.disk import flush_folder, read_file
from pilkada_check.files.incoming import go_on, place_beside, place_new
from pilkada_check.files.journal import MAX_BYTES, Changed
from pilkada_check.files.lock import Locked
from pilkada_check.files.names import is_ulid, record_path
from pilkada_check.model.events import Opened
from pilkada_check.model.unit import Unit
from pilkada_check.rules.exchange import opened_of, same_unit
from pilkada_check.rules.merging import Change, coming
from pilkada_check.rules.record import Unreadable, complete, read

No = Literal["foreign", "example", "newer", "unknown", "locked", "changed", "disk"]
REFUSED: frozenset[str] = frozenset(get_args(No))


class Taken(Struct, frozen=True):
    """What became of one record; `what` of it was refused, or how it stood to what was here."""

    record: str
    what: Change | No
    opened: Opened | None = None


class Shelf:
    """The records of a workspace, and what comes to them. Only one program at a time takes records in."""

    def __init__(self, root: Path, unit: Unit) -> None:
        self.root = root
        self.unit = unit
        self.trouble: OSError | None = None  # the first that the disk made
        self._here: dict[str, dict[Path, bytes]] = {}
        self._unflushed: set[Path] = set()
        for name, data in read_copies(root / "records"):
            lines = b"" if isinstance(data, OSError) else complete(data)
            opened = opened_of(lines)
            if opened is not None:
                self._here.setdefault(opened.record, {})[root / name] = lines

    def take(self, lines: bytes) -> Taken:
        """Take one copy of a record in. What the disk refuses is told, and kept as `trouble`; nothing is half done.

        It lasts once `flush` returns.
        """
        opened = opened_of(lines)
        if opened is None or not is_ulid(opened.record):
            return Taken("" if opened is None else opened.record, "unknown", opened)
        if not same_unit(opened.unit, self.unit.full_path):
            return Taken(opened.record, "foreign", opened)
        if opened.source == "example" and not self.unit.example:
            return Taken(opened.record, "example", opened)
        try:
            return Taken(opened.record, self._put(opened, lines), opened)
        except Locked:
            return Taken(opened.record, "locked", opened)
        except Changed:
            return Taken(opened.record, "changed", opened)
        except OSError as problem:
            self.trouble = self.trouble or problem
            return Taken(opened.record, "disk", opened)

    def flush(self) -> None:
        """Make what was taken in last: each folder once, however many records came into it. Raises OSError."""
        while self._unflushed:
            flush_folder(self._unflushed.pop())

    def _put(self, opened: Opened, lines: bytes) -> Change | Literal["newer"]:
        """Put it where it belongs, unless a newer program wrote any line of it. Raises OSError."""
        here = self._here.setdefault(opened.record, {})
        found = coming(list(here.values()), lines)
        if found.what == "same":
            return "same"
        if isinstance(read("", lines), Unreadable):
            return "newer"
        path = record_path(self.root / "records", opened.target, opened.list, opened.round, opened.record)
        match found.what:
            case "new":
                path = self._new(path, opened.record, lines)
            case "longer":
                path, lines = next(one for one, data in sorted(here.items()) if data == found.before), found.lines
                go_on(self.root, opened.record, path, found.before, lines)
            case "contradicting":
                path = place_beside(self.root, opened.record, path, lines)
        self._unflushed |= {path.parent, path.parent.parent, self.root}
        here[path] = lines
        return found.what

    def _new(self, path: Path, record: str, lines: bytes) -> Path:
        """A record of which there is no line here; what else has its place keeps it, unless it holds no line either."""
        try:
            there = read_file(path, MAX_BYTES, follow=False)
        except FileNotFoundError:
            place_new(path, lines)
            return path
        if complete(there):
            return place_beside(self.root, record, path, lines)
        go_on(self.root, record, path, b"", lines)
        return path
