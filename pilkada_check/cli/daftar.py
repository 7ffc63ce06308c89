"""`daftar`: the lists of the unit (or those that come with the tool), what is due when, and the items of one."""

from datetime import UTC
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from pilkada_check.cli import now
from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.files.workspace import find, load
from pilkada_check.model.checklist import Checklist
from pilkada_check.views import lists
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_

MANUAL = N_(
    "Shows every list with what it is for, how many items it has, when it is due and which due moment is being served. "
    "With the name of a list: its items, by place. Without a workspace: the lists that come with the tool."
)


def run(
    daftar: Annotated[str, typer.Argument(metavar=N_("LIST"), help=N_("The items of this list."))] = "",
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    per: MomentOption = "",
) -> int:
    """Show the lists, or one of them."""
    root = find(folder)
    shelf, faults = _shelf(root, per)
    one = _one(shelf, daftar) if daftar else None

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
        example = {"example": True} if shelf.unit is not None and shelf.unit.example else {}
        if one is None:
            return as_json.dump({"format": as_json.FORMAT, **example, "lists": every})
        items = list(list_rows.item_entries(one))
        return as_json.dump({"format": as_json.FORMAT, **example, **list_rows.entry_of(shelf, one), "asks": items})

    pages.put(pages.settled(form, output), output, root, page=page, csv=csv, json=json)
    return Exit.DONE


def _shelf(root: Path | None, per: str) -> tuple[lists.Shelf, int]:
    """The lists as they were read, and how many faults their files have."""
    workspace = load(root, every=True, tables=False)
    zone = ZoneInfo(workspace.unit.timezone) if root is not None else UTC
    at = now.moment(per, "--per", zone) if per else now.system(zone)
    every = tuple(workspace.known.values())
    owed = workspace.lists if root is not None else every
    others = tuple(one for one in every if one not in owed)
    shelf = lists.Shelf(owed, others, workspace.book, workspace.unit if root is not None else None, at)
    return shelf, sum(not fault.warning for fault in workspace.faults)


def _one(shelf: lists.Shelf, name: str) -> Checklist:
    """The list of that name. Raises Stop."""
    from pilkada_check.cli import choose

    known = {one.id: one for one in (*shelf.lists, *shelf.others)}
    return known[choose.named(name, known, N_("There is no list {name}."))]
