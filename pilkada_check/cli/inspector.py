"""Looks at one file after another for `validasi`: each by its kind, with the facts of the workspace it lies in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.cli.bundle_faults import bundle_faults
from pilkada_check.cli.lacking_faults import Lacking
from pilkada_check.files import zipped
from pilkada_check.files.csvtext import MAX_BYTES as MAX_TABLE
from pilkada_check.files.disk import read_file
from pilkada_check.files.foreign import Refused
from pilkada_check.files.gathering import FACTS_FILE, UNIT_FILE, trouble
from pilkada_check.files.kinds import Kind, by_place, fitting_table, kind_of
from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.reports import named as report_named
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.tables import read_officers, read_targets
from pilkada_check.files.workspace import Workspace, definition, find, load
from pilkada_check.files.zip_members import members
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault, fault
from pilkada_check.rules.merging import merge
from pilkada_check.rules.record import complete
from pilkada_check.rules.record_faults import record_faults
from pilkada_check.rules.reports import report_faults

_ID = re.compile(rb'"record"[ \t]*:[ \t]*"([^"]{1,64})"')
# What is wrong between the files of a workspace: said with its pilkada.yaml, for no other file's reading finds it.
_BETWEEN = {"file_missing", "file_denied", "file_kind", "file_unreadable", "list_twice"}


class Inspected(Struct, frozen=True):
    """One file that was looked at: its kind (None: none of ours, or not readable), its faults, its bytes.

    `explain`: its content had to say its kind, and somebody will want to know.
    """

    path: str
    kind: Kind | None = None
    faults: tuple[Fault, ...] = ()
    data: bytes = b""
    explain: bool = False
    readable: bool = True


class Home(Struct, frozen=True):
    """What a file is read with: the facts of its workspace, or the shipped ones; its target tables by path."""

    workspace: Workspace
    tables: dict[Path, str]


class Inspector:
    """Looks at files; what several of them need is read once."""

    def __init__(self) -> None:
        self.records: dict[bytes, list[tuple[Path, str]]] = {}  # where each record's id was met
        self._root_of = lru_cache(maxsize=4096)(find)
        self._home_of = lru_cache(maxsize=None)(_home)
        self._lists_of = lru_cache(maxsize=None)(_lists)
        self._lacking_of = lru_cache(maxsize=None)(_lacking)
        self._definition_of = lru_cache(maxsize=1024)(self._definition)

    def look(self, path: Path, name: str, *, named: bool) -> Iterator[Inspected]:
        """Look at a file, called `name` in its faults; `named`: somebody asked for it by name."""
        path = path.parent.resolve() / path.name  # as `find` has its folder; a link keeps its name
        try:
            data = read_file(path, MAX_TABLE)
        except OSError as problem:
            yield unreadable(name, problem)
            return
        for one in self.judge(path, name, data, named=named):
            if one.kind == "record" and one.path == name and (mark := _ID.search(data[:4096])):
                self.records.setdefault(mark[1], []).append((path, name))
            yield one

    def judge(self, path: Path, name: str, data: bytes, *, named: bool) -> Iterator[Inspected]:
        """Look at bytes as if they stood at a path whose folder is resolved; in a .zip at each file that is ours."""
        tables = self._home_of(self._root_of(path.parent)).tables
        # Where one of ours must lie it is read as that: a workbook saved as targets/x.csv is no .zip to look into.
        if not data.startswith(zipped.MARKS) or by_place(path, tables) is not None:
            yield self._one(path, name, data, named=named)
            return
        empty = True
        for member, found in members(
            data, lambda inside, head: kind_of(_within(path, inside), head, tables) is not None
        ):
            empty, inside = False, f"{name}/{member}".rstrip("/")
            if isinstance(found, Refused):
                yield Inspected(inside, faults=(Fault(inside, found.line, 0, found.code, found.params),))
            else:
                yield self._one(_within(path, member), inside, found, named=True)
        if empty:
            yield Inspected(name, faults=(fault(name, 0, 0, "kind_unknown"),) if named else ())

    def _one(self, path: Path, name: str, data: bytes, *, named: bool) -> Inspected:
        """One file, by its kind."""
        root = self._root_of(path.parent)
        home = self._home_of(root)
        found = kind_of(path, data, home.tables)
        if found is None:
            return Inspected(name, faults=(fault(name, 0, 0, "kind_unknown"),) if named else ())
        faults = self._faults(found.kind, path, name, data, root)
        # Lines of what somebody answered or reported stay off the screen (rules.md 29); those of a bundle are long too.
        source = b"" if found.kind in {"record", "report", "bundle"} else data
        return Inspected(name, found.kind, tuple(faults), source, found.by_content and (named or bool(faults)))

    def contradictions(self) -> Iterator[Fault]:
        """Records of one id whose copies contradict each other (rules.md 1)."""
        for places in self.records.values():
            if len(places) > 1:
                copies = [(name, complete(read_file(path, MAX_TABLE))) for path, name in places]
                kept = merge(("", data) for _, data in copies)[""]
                firsts = [next((name for name, data in copies if data == one), copies[0][0]) for one in kept]
                yield from (fault(name, 0, 0, "journal_twice", other=firsts[0]) for name in firsts[1:])

    def _faults(self, kind: Kind, path: Path, name: str, data: bytes, root: Path | None) -> list[Fault]:
        """What is wrong with a file of this kind."""
        home = self._home_of(root)
        known = home.workspace
        match kind:
            case "list":
                return read_checklist(data, name, known.book, known.tables, own=True)[1]
            case "facts":
                return read_facts(data, name, over=_facts_before(path, data, self._home_of(None).workspace.book))[1]
            case "unit":
                return self._unit(path, name, data, known)
            case "officers":
                return read_officers(data, name)[1]
            case "targets":
                return self._targets(path, name, data, home)
            case "definition":
                return _kept(path, name, data, known)
            case "report" | "bundle":
                return _carried(kind, path, name, data, self._home_of(None).workspace.book)
            case "record":
                return record_faults(name, data, lambda digest: self._definition_of(root, digest))

    def _unit(self, path: Path, name: str, data: bytes, known: Workspace) -> list[Fault]:
        """A unit's own file, and what lies between the files of its workspace."""
        unit, faults = read_unit(data, name, known.book)
        if unit is not None and not unit.election_day:
            faults.append(fault(name, 0, 0, "unit_no_day", warning=True))
        if path == known.root / UNIT_FILE:
            folder = name.removesuffix(UNIT_FILE)
            lacking = self._lacking_of(known.root)
            there = [replace(one, path=folder + one.path) for one in lacking.known.faults]
            faults += [one for one in there if one not in faults and (one.path == name or one.code in _BETWEEN)]
            faults += lacking.of_unit(name, data)
        return faults

    def _targets(self, path: Path, name: str, data: bytes, home: Home) -> list[Fault]:
        """A target table, with the columns that its name has in the book of facts."""
        tables = home.workspace.book.tables
        table = home.tables.get(path) or (path.stem if path.stem in tables else fitting_table(data, tables))
        faults = read_targets(data, name, table, tables.get(table, {}))[1]
        if path in home.tables and all(one.warning for one in faults):  # else a cell that was refused is missing too
            faults += self._lacking_of(home.workspace.root).of_table(name, data, table)
        return faults

    def _definition(self, root: Path | None, digest: str) -> Checklist | None:
        return definition(self._lists_of(root), digest)


def _within(archive: Path, member: str) -> Path:
    """Where a member of a .zip would lie in it: its name leads nowhere else."""
    parts = member.replace("\\", "/").replace(":", "_").split("/")
    return archive.joinpath(*(part for part in parts if part not in {"", ".", ".."}))


def unreadable(name: str, problem: OSError) -> Inspected:
    """A path that cannot be read, and why."""
    return Inspected(name, faults=(trouble(name, problem, MAX_TABLE),), readable=False)


def _home(root: Path | None) -> Home:
    """A workspace without its lists and rows."""
    workspace = load(root, only=(), tables=False)
    return Home(workspace, {workspace.root / path: table for table, path in workspace.unit.targets.items()})


def _lists(root: Path | None) -> Workspace:
    """A workspace with every list there is."""
    return load(root, every=True, tables=False)


def _lacking(root: Path) -> Lacking:
    """A workspace with all that it owes."""
    return Lacking(load(root))


def _facts_before(path: Path, data: bytes, shipped: FactBook) -> FactBook | None:
    """The facts that a file of facts stands beside: the shipped ones, unless it is just these."""
    file = shipped_lists().resolve() / FACTS_FILE
    return None if path == file or data == read_file(file, MAX_TABLE) else shipped


def _carried(kind: Kind, path: Path, name: str, data: bytes, book: FactBook) -> list[Fault]:
    """What stands by itself, whatever workspace it came from: a risk report, a bundle."""
    if kind == "report":
        return report_faults(name, data, report_named(path.name))
    return list(bundle_faults(name, data, book))


def _kept(path: Path, name: str, data: bytes, known: Workspace) -> list[Fault]:
    """The text of a list that was answered: it must be the very text, and still be read."""
    if sha256(data).hexdigest() != path.name:
        return [fault(name, 0, 0, "definition_altered")]
    if read_checklist(data, name, known.book, known.tables)[0] is None:
        return [fault(name, 0, 0, "definition_old", warning=True)]
    return []
