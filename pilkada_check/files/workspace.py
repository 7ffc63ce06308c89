"""A workspace: what a verb needs of a unit's files (unit, facts, lists, tables, officers), and all their faults."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.files.gathering import UNIT_FILE, Gathering
from pilkada_check.files.reader import read_checklist
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import Unit


class Workspace(Struct, frozen=True):
    """A unit's files as they were read. Where one is faulty, what it would give is missing here."""

    root: Path  # the current folder, where there is no workspace
    unit: Unit
    book: FactBook
    lists: tuple[Checklist, ...]  # those the unit owes, in its order
    known: dict[str, Checklist]  # every list that was read, by id
    texts: dict[str, bytes]  # the same as bytes, for `keep_definition`
    ids: tuple[str, ...]  # every list there is, own and shipped, read or not
    tables: tuple[str, ...]  # every target table that lists may be for
    faults: tuple[Fault, ...]


def find(start: Path) -> Path | None:
    """The folder at or above `start` that holds a pilkada.yaml."""
    start = start.resolve()  # above `a/../b` lies no `a`
    return next((folder for folder in (start, *start.parents) if (folder / UNIT_FILE).is_file()), None)


def load(
    root: Path | None, *, only: Collection[str] | None = None, every: bool = False, tables: bool = True
) -> Workspace:
    """Read a workspace; None: there is none, only what is shipped.

    Lists: those the unit owes, or `only` these, or `every` one there is. Without `tables` neither target tables nor
    officers are read. Never raises for what is wrong with a file: that is a fault.
    """
    files = Gathering(root or Path())
    book = files.book(own=root is not None)
    unit = files.unit(book) if root else Unit("")
    if tables and root:
        unit = replace(unit, tables=files.tables(unit, book), officers=files.officers())
        files.check_satuan(unit)
    sources = files.sources(own=root is not None, shipped=not book.alone)
    files.check_lists(unit, sources)
    wanted: Collection[str] = sources if every else unit.lists if only is None else only
    if root and not unit.name and not wanted:  # nobody knows what it owes: then at least the faults of its own lists
        wanted = [name for name, source in sources.items() if source.own]
    known_tables = tuple(sorted({*book.tables, *unit.targets}))
    known: dict[str, Checklist] = {}
    texts: dict[str, bytes] = {}
    for name in wanted:
        found = files.checklist(sources[name], book, known_tables) if name in sources else None
        if found is not None:
            known[name], texts[name] = found
    lists = tuple(known[name] for name in unit.lists if name in known)
    if tables and root and unit.name:
        files.check_tables(unit, lists)
    return Workspace(files.root, unit, book, lists, known, texts, tuple(sources), known_tables, tuple(files.faults))


def definition(workspace: Workspace, digest: str) -> Checklist | None:
    """The list of that SHA-256: one that was read, or as kept; None where it is not at hand or no longer readable."""
    for one in workspace.known.values():
        if one.sha256 == digest:
            return one
    from pilkada_check.files.kept import read_definition  # noqa: PLC0415 - only a record of an older list needs it

    data = read_definition(workspace.root, digest)
    if data is None:
        return None
    return read_checklist(data, f"definitions/{digest}", workspace.book, workspace.tables, kept=True)[0]
