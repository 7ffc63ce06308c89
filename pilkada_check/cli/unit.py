"""The workspace as every verb finds it, and the evidence that a verdict rests on: one path for all of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.frame import complain
from pilkada_check.files.copies import read_copies
from pilkada_check.files.gathering import FACTS_FILE, OFFICERS_FILE
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
from pilkada_check.views.commands import command
from pilkada_check.words import _

__all__ = [
    "Workspace",
    "evidence",
    "make_one",
    "open_unit",
    "records_of",
    "root_of",
    "told_unread",
    "unread",
    "verdict_on",
]

_MOST = 10  # faults that are told when they stop a verb
_MOST_UNREAD = 3  # when they do not


def root_of(folder: Path) -> Path:
    """The workspace at or above `folder`; raises Stop."""
    found = find(folder)
    if found is None:
        raise Stop(
            Exit.FAILED,
            _("There is no workspace here: no pilkada.yaml in {folder} or above it.").format(folder=folder.resolve()),
            todo=make_one(),
        )
    return found


def make_one() -> str:
    """What to do where there is no workspace."""
    return _("Name its folder with -C, or make one with: {command}").format(command=command("mulai"))


def open_unit(folder: Path, *, whole: bool = False, walk: bool = False) -> Workspace:
    """The workspace at or above `folder`, its unit and every list of it sound; raises Stop naming the faults.

    A verdict that leaves out a faulty list could only be too good, so nothing is judged then; but a `walk` of another
    list goes on. One bad row of a table or of the officers does not stop the others on the morning itself: it is told,
    and the verdict names it (rules.md 24). With `whole` it stops too.
    """
    workspace = load(root_of(folder))
    faults = [fault for fault in workspace.faults if not fault.warning]
    known, lists = ([], []) if whole else (unread(workspace), _of_lists(workspace))
    known += lists if walk else []
    if len(faults) > len(known):
        others = workspace.lists and len(faults) == len(known) + len(lists)
        why = _("Other lists can be checked all the same: {command}").format(command=command("cek")) if others else ""
        raise Stop(Exit.FAILED, "\n".join(_told(faults, _MOST)), why, _todo())
    if not workspace.unit.election_day:  # `mulai` was interrupted, or the file was written by hand
        raise Stop(
            Exit.FAILED,
            _("pilkada.yaml does not say day H (election_day): without it nothing can be judged."),
            todo=_("Fill in what is missing with: {command}").format(command=command("mulai")),
        )
    if known:
        complain(*told_unread(known), _todo())
    return workspace


def unread(workspace: Workspace) -> list[Fault]:
    """What of the target tables and the officers cannot be read."""
    tables = {OFFICERS_FILE, *workspace.unit.targets.values()}
    return [fault for fault in workspace.faults if not fault.warning and fault.path in tables]


def _of_lists(workspace: Workspace) -> list[Fault]:
    """What is wrong with lists that nobody can walk for it; which of two of one name is meant stays open."""
    wrong = (fault for fault in workspace.faults if not fault.warning and fault.path.startswith("checklists/"))
    return [fault for fault in wrong if fault.path != f"checklists/{FACTS_FILE}" and fault.code != "list_twice"]


def told_unread(faults: list[Fault]) -> list[str]:
    """The first of these, and what becomes of them."""
    head = _("Not all of the unit's files can be read; what is named here counts as missing:")
    return [head, *_told(faults, _MOST_UNREAD)]


def _told(faults: list[Fault], most: int) -> Iterator[str]:
    """The first faults, and how many more there are."""
    from pilkada_check.views.transfer import told

    return told(faults, most)


def _todo() -> str:
    return _("Mend it, then look with: {command}").format(command=command("validasi"))


def _lost(workspace: Workspace) -> list[Unreadable]:
    """What cannot be read of the tables, each cell once, as the verdict names it."""
    from pilkada_check.views.faults import place

    return list(dict.fromkeys(Unreadable(place(fault), "table") for fault in unread(workspace)))


def evidence(workspace: Workspace, *, list_id: str = "") -> Evidence:
    """Everything the verdict of this unit rests on; with `list_id` only what concerns that list."""
    files: list[tuple[str, bytes]] = []
    unreadable = _lost(workspace)
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
