"""The workspace as every verb finds it, and the evidence that a verdict rests on: one path for all of them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.files.copies import read_copies
from pilkada_check.files.held import read_held
from pilkada_check.files.workspace import Workspace, definition, find, load
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.facts import environment
from pilkada_check.rules.part import judge_part
from pilkada_check.rules.plans import sampled
from pilkada_check.rules.record import Record, Unreadable, read_all
from pilkada_check.words import _

__all__ = ["Workspace", "evidence", "open_unit", "records_of", "root_of", "verdict_on"]


def root_of(folder: Path) -> Path:
    """The workspace at or above `folder`; raises Stop."""
    found = find(folder)
    if found is None:
        raise Stop(
            Exit.FAILED,
            _("There is no workspace here: no pilkada.yaml in {folder} or above it.").format(folder=folder.resolve()),
            todo=_("Make one with `pilkada-check mulai`, or name its folder with -C."),
        )
    return found


def open_unit(folder: Path) -> Workspace:
    """The workspace at or above `folder`, every file of it sound; raises Stop naming the faults.

    A verdict that leaves out a faulty list or table could only be too good, so nothing is judged then.
    """
    workspace = load(root_of(folder))
    faults = [fault for fault in workspace.faults if not fault.warning]
    if faults:
        raise Stop(
            Exit.FAILED,
            _told(faults),
            todo=_("Mend it, then look with: {command}").format(command="pilkada-check validasi"),
        )
    if not workspace.unit.election_day:  # `mulai` was interrupted, or the file was written by hand
        raise Stop(
            Exit.FAILED,
            _("pilkada.yaml does not say day H (election_day): without it nothing can be judged."),
            todo=_("Fill in what is missing with: {command}").format(command="pilkada-check mulai"),
        )
    return workspace


def _told(faults: list[Fault]) -> str:
    """The first faults, and how many more there are."""
    from pilkada_check.views.faults import row

    lines = [row(fault) for fault in faults[:10]]
    if len(faults) > len(lines):
        lines.append(_("and {n} more").format(n=len(faults) - len(lines)))
    return "\n".join(lines)


def evidence(workspace: Workspace, *, list_id: str = "") -> Evidence:
    """Everything the verdict of this unit rests on; with `list_id` only what concerns that list."""
    files: list[tuple[str, bytes]] = []
    unreadable: list[Unreadable] = []
    for path, data in read_copies(workspace.root / "records"):
        if isinstance(data, OSError):
            unreadable.append(Unreadable(path, "io", data.strerror or str(data)))
        else:
            files.append((path, data))
    records, others = read_all(files)
    if list_id:
        records = [record for record in records if record.opened.list == list_id]
    return Evidence(
        workspace.unit,
        ZoneInfo(workspace.unit.timezone),
        workspace.book,
        tuple(one for one in workspace.lists if list_id in {"", one.id}),
        definitions(workspace, records),
        records,
        sorted([*unreadable, *others], key=lambda one: one.path),
        read_held(workspace.root),
    )


def definitions(workspace: Workspace, records: Iterable[Record]) -> dict[str, Checklist]:
    """The lists as they were when these records were answered, by SHA-256; those that are not at hand are left out."""
    names = {look.definition for record in records for look in record.looks} | {record.definition for record in records}
    found = {name: definition(workspace, name) for name in sorted(names)}
    return {name: one for name, one in found.items() if one is not None}


def records_of(workspace: Workspace, list_id: str, target: str) -> list[Record]:
    """The records of one list and target on this device, by id (so by the time they were begun)."""
    found = evidence(workspace, list_id=list_id).records
    return [record for record in found if record.opened.target == target]


def verdict_on(workspace: Workspace, checklist: Checklist, target: str, moment: datetime) -> Part:
    """The verdict of one list on one target, by the rules that `ringkasan` goes by."""
    found = evidence(workspace, list_id=checklist.id)
    table = workspace.unit.tables.get(checklist.target)
    row = table.rows.get(target) if table is not None and checklist.target != UNIT else None
    env = environment(workspace.unit, workspace.book, checklist.target, row)
    mine = [one for one in found.records if one.opened.target == target and one.opened.round != "rencana"]
    plan = sampled(found, checklist)
    owes = plan is None or plan.owes(target, row, env)
    at_hand = {record.id for record in found.records} | found.held
    return judge_part(Bench(found, checklist, moment), target, env, mine, at_hand, owes=owes)
