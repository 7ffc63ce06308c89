"""The course of `mulai`: what is there, what is missing, the questions, and what can be done next."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pilkada_check.cli import ask, mulai_officers, mulai_tables, mulai_unit
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.files.gathering import OFFICERS_FILE, UNIT_FILE
from pilkada_check.files.newunit import UnitFile
from pilkada_check.files.workspace import Workspace, find, load
from pilkada_check.model.facts import FactDef
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.facts import environment, roots
from pilkada_check.rules.targets import expected_rows, targets
from pilkada_check.views import faults
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.lines import literal
from pilkada_check.views.moments import number
from pilkada_check.views.walk import lacking
from pilkada_check.words import _, lang

MOST = 8  # missing facts, and empty cells, that are named; of more it is said how many


def set_up(folder: Path) -> None:
    """Ask whatever is missing in the workspace of `folder`. Raises Stop, Quit."""
    if (folder / UNIT_FILE).is_file():
        _sound(folder)
    elif not _alone(folder):
        return
    file = UnitFile(folder, load(folder, only=(), tables=False).book)
    _greet(file)
    if file.unit is None:
        mulai_unit.name(file)
    mulai_unit.days_and_lists(file, _sound(folder).known)
    for table in _tables(_sound(folder), folder):
        table.ask(file.unit.satuan if file.unit else "", partial(mulai_unit.targets, file, table.name, table.shown))
    mulai_officers.officers(folder)
    mulai_unit.facts(file, list(_missing(_sound(folder)).values()))
    _end(folder)


def _sound(root: Path) -> Workspace:
    """The workspace with every list there is; raises Stop where a file of it is faulty.

    A table that pilkada.yaml does not name yet is no hindrance: naming it is what comes next.
    """
    workspace = load(root, every=True)
    wrong = [fault for fault in workspace.faults if not fault.warning and fault.code != "table_unnamed"]
    if wrong:
        raise Stop(
            Exit.FAILED,
            "\n".join(faults.row(fault) for fault in wrong[:10]),
            _("Nothing was added to a workspace with faults."),
            _("Mend it, then look with: {command}").format(command=command("validasi")),
        )
    return workspace


def _alone(folder: Path) -> bool:
    """Whether a new workspace may begin here: one inside another is asked about."""
    above = find(folder)
    if above is None:
        return True
    ask.tell(_("This folder lies inside the workspace {folder}.").format(folder=literal(str(above))))
    return ask.yes(_("Make another one inside it?"))


def _greet(file: UnitFile) -> None:
    """What happens now."""
    if file.unit is None:
        ask.tell(_("A new workspace in {folder}").format(folder=literal(str(file.path.parent.resolve()))))
    else:
        ask.tell(_("There is a workspace here: {unit}.").format(unit=literal(file.unit.name)))
        ask.tell(_("What is there stays as it is; only what is missing is asked."))
    ask.tell(_("Every answer is saved at once. Stop with .q, go on later with the same command."))
    ask.tell(_("Enter alone leaves something out only where the question says so."))


def _tables(workspace: Workspace, root: Path) -> Iterator[mulai_tables.Targets]:
    """The target tables that the unit's lists are for."""
    unit = workspace.unit
    for table in dict.fromkeys(one.target for one in workspace.lists if one.target != UNIT):
        known = workspace.book.tables.get(table, {})
        wanted = mulai_tables.columns(workspace.lists, table, known)
        if unit.satuan and "satuan" in known:  # says whose row it is
            wanted = ["satuan", *wanted]
        yield mulai_tables.Targets(root, table, unit.targets.get(table, f"targets/{table}.csv"), wanted, workspace.book)


def _missing(workspace: Workspace) -> dict[str, FactDef]:
    """The facts of the unit that its lists name and nothing gives: `first` ones first, then as the book has them."""
    unit, book = workspace.unit, workspace.book
    found: set[str] = set()
    for one in workspace.lists:
        env = environment(unit, book, one.target, None)
        known = unit.tables.get(one.target)
        for name in mulai_tables.named(one):
            if name in env or (known is not None and name in known.columns):
                continue
            found.update(roots(unit, book, one.target, name, env))
    found -= {"election_day", "operation_ends"}
    wanted = {name: definition for name, definition in book.unit.items() if name in found}
    return dict(sorted(wanted.items(), key=lambda pair: not pair[1].ask_first))


def _empty_cells(workspace: Workspace) -> list[str]:
    """The empty cells of the tables that the lists need: file, row, column, and what the column means."""
    unit, book = workspace.unit, workspace.book
    found: dict[tuple[str, str, str], None] = {}
    for one in workspace.lists:
        known = book.tables.get(one.target, {})
        for row in expected_rows(unit, one.target).values() if one.target != UNIT else ():
            env = environment(unit, book, one.target, row)
            lacking_here = {name for name in mulai_tables.named(one) if name not in env} if not row.struck_out else ()
            needed = {root for name in lacking_here for root in roots(unit, book, one.target, name, env)}
            found.update(dict.fromkeys((one.target, row.id, name) for name in known if name in needed))
    return [
        _("{path}, row {row}, column {column} is empty: {meaning}").format(
            path=literal(unit.targets[table]),
            row=literal(row),
            column=name,
            meaning=literal(book.tables[table][name].text.say(lang())),
        )
        for table, row, name in found
    ]


def _end(folder: Path) -> None:
    """What there is now, what is missing, and the command that begins a check."""
    workspace = load(folder)
    unit = workspace.unit
    ask.say("")
    files = [name for name in (UNIT_FILE, *unit.targets.values(), OFFICERS_FILE) if (folder / name).exists()]
    ask.tell(_("Everything is saved in: {files}").format(files=literal(", ".join(files))))
    missing, cells = _missing(workspace), _empty_cells(workspace)
    if missing or cells or not unit.operation_ends:
        ask.tell(_("Still missing; answers are kept and judged once it is filled in:"))
        names = [*(["operation_ends"] if not unit.operation_ends else []), *missing]
        _some([lacking([name], workspace.book.unit) for name in names])
        _some(cells)
    empty = [path for table, path in unit.targets.items() if not expected_rows(unit, table)]
    if empty:
        text = _("No row yet, so nothing of it can be checked: {files}.")
        ask.tell(text.format(files=literal(", ".join(empty))))
    for fault in workspace.faults:
        ask.tell(faults.row(fault))
    ask.tell(_("Look for faults at any time: {command}").format(command=command("validasi")))
    for one in workspace.lists:
        for target in targets(unit, one):
            first = command("cek", *on_target(one.id, target))
            ask.tell(_("Begin the first check with: {command}").format(command=first))
            return


def _some(rows: list[str]) -> None:
    """The first rows, and how many more there are: `validasi`, named below them, has them all."""
    for row in rows[:MOST]:
        ask.tell(row, "  ")
    if len(rows) > MOST:
        ask.tell(_("and {n} more").format(n=number(len(rows) - MOST)), "  ")
