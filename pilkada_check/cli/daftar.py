"""`daftar`: the lists of the unit (or those that come with the tool), what is due when, and the items of one."""

from datetime import UTC
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from pilkada_check.cli import now
from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.frame import complain
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.files.workspace import find, load
from pilkada_check.model.checklist import Checklist
from pilkada_check.views import lists
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_, _

MANUAL = N_(
    "Shows every list with what it is for, how many items it has, when it is due and which due moment is being served. "
    "With the name of a list: its items, by place. Without a workspace: the lists that come with the tool.\n\n"
    "--sumber, --beban and --beda show something else of the lists, or of one: what its items come from, how many keys "
    "and minutes a check takes, and how the unit's own list differs from the shipped one of its name."
)


def run(
    daftar: Annotated[str, typer.Argument(metavar=N_("LIST"), help=N_("The items of this list."))] = "",
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    per: MomentOption = "",
    sumber: Annotated[bool, typer.Option("--sumber", help=N_("Where each item comes from."))] = False,
    beban: Annotated[bool, typer.Option("--beban", help=N_("Keys and minutes of a check."))] = False,
    sasaran: Annotated[
        str, typer.Option("--sasaran", metavar=N_("TARGET"), help=N_("With --beban: of this target alone."))
    ] = "",
    beda: Annotated[bool, typer.Option("--beda", help=N_("How own lists differ from the shipped ones."))] = False,
) -> int:
    """Show the lists, or one of them."""
    root = find(folder)
    shelf, faults = _shelf(root, per, tables=beban)
    one = _one(shelf, daftar) if daftar else None
    form = pages.settled(form, output)
    rows = one is None and form is Format.CSV
    if sumber or beban or beda or sasaran:
        from pilkada_check.cli import daftar_more

        looks = daftar_more.Looks(shelf, faults, one, root, sumber=sumber, beban=beban, beda=beda, sasaran=sasaran)
        daftar_more.run(looks, form, output)
        return _ended(shelf, faults, rows=rows)

    def page() -> Sheet:
        if one is None:
            return lists.overview(shelf, faults)
        from pilkada_check.views.list_items import one_list

        return one_list(shelf, one)

    def csv() -> str:
        from pilkada_check.views import as_csv, list_rows

        if one is not None:
            return as_csv.table(list_rows.ITEM_COLUMNS, list_rows.item_rows(shelf, one))
        return as_csv.table(list_rows.COLUMNS, list_rows.rows(shelf))

    def json() -> str:
        from pilkada_check.views import as_json, list_rows

        every = [list_rows.entry_of(shelf, each) for each in (*shelf.lists, *shelf.others)]
        head = {"format": as_json.FORMAT, **list_rows.head(shelf)}
        if one is None:
            return as_json.dump({**head, "lists": every})
        items = list(list_rows.item_entries(one))
        return as_json.dump({**head, **list_rows.entry_of(shelf, one), "asks": items})

    pages.put(form, output, root, page=page, csv=csv, json=json)
    return _ended(shelf, faults, rows=rows)


def _ended(shelf: lists.Shelf, faults: int, *, rows: bool) -> Exit:
    """How the command ends. Which lists are not among its `rows` CSV cannot say: then it is told."""
    if not (rows and shelf.broken):
        return Exit.DONE
    complain(*(line.cell.text for line in lists.fault_lines(shelf, faults)))
    return Exit.FAILED


def _shelf(root: Path | None, per: str, *, tables: bool) -> tuple[lists.Shelf, int]:
    """The lists as they were read, and how many faults their files have; `tables`: also targets and officers."""
    workspace = load(root, every=True, tables=tables)
    zone = ZoneInfo(workspace.unit.timezone) if root is not None else UTC
    at = now.moment(per, "--per", zone) if per else now.system(zone)
    every = tuple(workspace.known.values())
    owed = workspace.lists if root is not None else every
    others = tuple(one for one in every if one not in owed)
    broken = tuple(name for name in workspace.ids if name not in workspace.known)
    shelf = lists.Shelf(owed, others, workspace.book, workspace.unit if root is not None else None, at, broken)
    return shelf, sum(not fault.warning for fault in workspace.faults)


def _one(shelf: lists.Shelf, name: str) -> Checklist:
    """The list of that name. Raises Stop."""
    from pilkada_check.cli import choose

    known = {one.id: one for one in (*shelf.lists, *shelf.others)}
    found = choose.named(name, [*known, *shelf.broken], N_("There is no list {name}."))
    if found in shelf.broken:
        raise Stop(
            Exit.FAILED,
            _("The list {name} has faults, so it cannot be shown.").format(name=literal(found)),
            todo=_("Mend it, then look with: {command}").format(command=command("validasi")),
        )
    return known[found]
