"""Reads the files of one workspace, each once, and gathers their faults."""

import errno
import re
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.files.compiled import compiled
from pilkada_check.files.disk import read_file
from pilkada_check.files.names import shown
from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.yaml_text import MAX_BYTES as MAX_YAML
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault, fault
from pilkada_check.model.unit import UNIT, Officer, Table, Unit

UNIT_FILE = "pilkada.yaml"
FACTS_FILE = "facts.yaml"
OFFICERS_FILE = "petugas.csv"

# Where a list says its id: enough to know which list a file is without reading it.
_ID = re.compile(rb"^id[ \t]*:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_TROUBLE = {
    errno.ENOENT: "file_missing",
    errno.EACCES: "file_denied",
    errno.EPERM: "file_denied",
    errno.EINVAL: "file_kind",
    errno.EISDIR: "file_kind",
    errno.ELOOP: "file_kind",
}


def list_id(data: bytes) -> str | None:
    """The id that the text of a list gives itself, without reading it; None where it does not say."""
    said = _ID.search(data)
    return None if said is None else said[1].decode("utf-8", "replace")


class Source(Struct):
    """Where a list lies; `data` once it is read."""

    path: Path
    own: bool
    data: bytes | None = None


class Gathering:
    """The files of one workspace being read, and their faults, in the order of reading."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self._shipped: FactBook | None = None  # the facts that compiled lists were read with

    def shown(self, path: Path) -> str:
        """A file of the workspace relative to it, a shipped one with its folder."""
        return shown(path.relative_to(self.root) if path.is_relative_to(self.root) else path)

    def read(self, path: Path, limit: int, *, optional: bool = False) -> bytes | None:
        """What a file holds; None and a fault where it cannot be read (no fault where it is optional and missing)."""
        try:
            return read_file(path, limit)
        except OSError as problem:
            if not (optional and isinstance(problem, FileNotFoundError)):
                self.faults.append(trouble(self.shown(path), problem, limit))
        return None

    def book(self, *, own: bool) -> FactBook:
        """The shipped facts and the unit's own beside them."""
        shipped = shipped_lists() / FACTS_FILE
        data = self.read(shipped, MAX_YAML)
        self._shipped = compiled().facts(data) if data is not None else None
        book = self._shipped or self._facts(data, shipped, FactBook())
        path = self.root / "checklists" / FACTS_FILE
        return self._facts(self.read(path, MAX_YAML, optional=True), path, book) if own else book

    def _facts(self, data: bytes | None, path: Path, over: FactBook) -> FactBook:
        if data is None:
            return over
        found, faults = read_facts(data, self.shown(path), over=over)
        self.faults += faults
        return found or over

    def unit(self, book: FactBook) -> Unit:
        """The unit; one without a name where its file is faulty."""
        data = self.read(self.root / UNIT_FILE, MAX_YAML)
        if data is None:
            return Unit("")
        found, faults = read_unit(data, UNIT_FILE, book)
        self.faults += faults
        return found or Unit("")

    def tables(self, unit: Unit, book: FactBook) -> dict[str, Table]:
        """The target tables by name; where the unit's file is faulty, those in the usual folder."""
        from pilkada_check.files.csvtext import MAX_BYTES as MAX_TABLE  # noqa: PLC0415 - not every verb reads tables, and they are slow to load
        from pilkada_check.files.tables import read_targets  # noqa: PLC0415 - the same

        found: dict[str, Table] = {}
        usual = {} if unit.name else {path.stem: f"targets/{path.name}" for path in self.root.glob("targets/*.csv")}
        for name, path in sorted(usual.items()) or unit.targets.items():
            data, columns = self.read(self.root / path, MAX_TABLE), book.tables.get(name, {})
            found[name] = Table(name, tuple(columns))  # without its file no fact of any row is known
            if data is not None:
                found[name], faults = read_targets(data, path, name, columns)
                self.faults += faults
        return found

    def officers(self) -> dict[str, Officer]:
        """The officers by bare number; the file may be missing."""
        from pilkada_check.files.csvtext import MAX_BYTES as MAX_TABLE  # noqa: PLC0415 - not every verb reads tables, and they are slow to load
        from pilkada_check.files.tables import read_officers  # noqa: PLC0415 - the same

        data = self.read(self.root / OFFICERS_FILE, MAX_TABLE, optional=True)
        if data is None:
            return {}
        officers, faults = read_officers(data, OFFICERS_FILE)
        self.faults += faults
        return officers

    def sources(self, *, own: bool, shipped: bool = True) -> dict[str, Source]:
        """Every list by id, own ones in place of shipped ones. A shipped file is named for its list."""
        files = self._list_files(shipped_lists()) if shipped else ()
        found = {path.stem: Source(path, own=False) for path in files}
        firsts: dict[str, str] = {}
        for path in self._list_files(self.root / "checklists") if own else ():
            data = self.read(path, MAX_YAML)
            if data is None:
                continue
            said = _ID.search(data)
            name = said[1].decode("utf-8", "replace") if said else path.stem
            if name in firsts:
                line = data.count(b"\n", 0, said.start()) + 1 if said else 0
                self.faults.append(fault(self.shown(path), line, 0, "list_twice", id=name, first=firsts[name]))
                continue
            firsts[name] = self.shown(path)
            found[name] = Source(path, own=True, data=data)
        return found

    def checklist(self, source: Source, book: FactBook, tables: Collection[str]) -> tuple[Checklist, bytes] | None:
        """One list and its text; None where it is faulty."""
        data = source.data if source.data is not None else self.read(source.path, MAX_YAML)
        if data is None:
            return None
        ready = compiled().checklist(data) if book is self._shipped else None  # with other facts it may have faults
        if ready is not None:
            return replace(ready, own=source.own), data
        found, faults = read_checklist(data, self.shown(source.path), book, tables, own=source.own)
        self.faults += faults
        return (found, data) if found is not None else None

    def check_lists(self, unit: Unit, sources: Collection[str]) -> None:
        """A list the unit owes must be there."""
        for name in unit.lists:
            if name not in sources:
                self._in_unit_file(r"^lists[ \t]*:", name, "list_unknown", sources)

    def check_tables(self, unit: Unit, lists: Collection[Checklist]) -> None:
        """A table that lies in its usual place and that a list of the unit is for must be named by pilkada.yaml."""
        for table in dict.fromkeys(one.target for one in lists if one.target not in {UNIT, *unit.targets}):
            path = f"targets/{table}.csv"
            if (self.root / path).is_file():
                line, column = self._place(r"^(?=targets[ \t]*:)", "targets")
                self.faults.append(fault(UNIT_FILE, line, column, "table_unnamed", table=table, file=path))

    def check_satuan(self, unit: Unit) -> None:
        """A small unit's workspace must name a row of the table; of one with faults its row may be left out."""
        table = unit.tables.get("satuan")
        faulty = {one.path for one in self.faults if not one.warning}
        if unit.satuan and table is not None and unit.satuan not in table.rows and unit.targets["satuan"] not in faulty:
            self._in_unit_file(r"^satuan[ \t]*:", unit.satuan, "satuan_unknown", table.rows)

    def _in_unit_file(self, key: str, word: str, code: str, known: Collection[str]) -> None:
        """A fault at the first `word` after a key of pilkada.yaml; one of the `known` words was meant."""
        from pilkada_check.files.cells import nearest  # noqa: PLC0415 - only a file with faults needs it

        line, column = self._place(key, word)
        self.faults.append(fault(UNIT_FILE, line, column, code, id=word, near=nearest(word, list(known))))

    def _place(self, key: str, word: str) -> tuple[int, int]:
        """Line and column of the first `word` after a key of pilkada.yaml; 0 where it is not there."""
        text = (self.read(self.root / UNIT_FILE, MAX_YAML) or b"").decode("utf-8-sig", "replace")
        start = re.search(key, text, re.MULTILINE)
        found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(text, start.end()) if start else None
        if found is None:
            return 0, 0
        return text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())

    def _list_files(self, folder: Path) -> list[Path]:
        """The YAML files of a folder but the facts, by name."""
        try:
            entries = sorted(folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as problem:
            self.faults.append(trouble(self.shown(folder), problem, 0))
            return []
        return [
            path
            for path in entries
            if path.suffix.lower() in {".yaml", ".yml"} and path.name != FACTS_FILE and not path.name.startswith(".")
        ]


def trouble(path: str, problem: OSError, limit: int) -> Fault:
    """Why a file could not be read."""
    if problem.errno == errno.EFBIG:
        return fault(path, 0, 0, "file_big", limit=limit >> 10)
    code = _TROUBLE.get(problem.errno or 0)
    if code:
        return fault(path, 0, 0, code)
    return fault(path, 0, 0, "file_unreadable", reason=errno.errorcode.get(problem.errno or 0, "?"))
