"""`temuan`: what did not pass, who mends it and by when; it leads to `cek --temuan`."""

from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli import output as pages
from pilkada_check.cli.commands import command, on_target
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.cli.scenes import ListOption, TargetOption, scene_of
from pilkada_check.views import temuan
from pilkada_check.views.lines import literal
from pilkada_check.words import N_

MANUAL = N_(
    "Every item that fails, is in dispute, cannot be judged, or has an open follow-up: what was found, who mends it, "
    "by when and since when; the overdue first. A finding is closed by looking again: the page ends with the commands."
)


def run(
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    list_id: ListOption = "",
    target: TargetOption = "",
    owner: Annotated[str, typer.Option("--milik", metavar=N_("OWNER"), help=N_("Only what this one mends."))] = "",
    late: Annotated[bool, typer.Option("--lewat", help=N_("Only what is overdue."))] = False,
    per: MomentOption = "",
) -> int:
    """Show the findings of the unit."""
    settled = pages.settled(form, output)
    workspace, scene = scene_of(folder, per, list_id=list_id, target=target, private=settled is Format.TERMINAL)
    found = temuan.chosen(temuan.findings(scene), owner, late=late)

    def csv() -> str:
        from pilkada_check.views import as_csv

        return as_csv.table(temuan.COLUMNS, temuan.rows(scene, found))

    def json() -> str:
        from pilkada_check.views import as_json

        return as_json.dump(temuan.document(scene, found))

    page = temuan.sheet(scene, found, _commands(found, folder), owner, late=late)
    pages.put(settled, output, workspace.root, page, csv=csv, json=json)
    return Exit.DONE


def _commands(found: list[temuan.Finding], folder: Path) -> list[str]:
    """The command for each list and target with findings, once."""
    places = dict.fromkeys((one.part.checklist.id, one.part.target) for one in found if one.closed_by_looking)
    return [command("cek", *on_target(name, literal(target)), "--temuan", folder=folder) for name, target in places]
