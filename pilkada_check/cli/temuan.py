"""`temuan`: what did not pass, who mends it and by when; it leads to `cek --temuan`."""

from typing import Annotated

import typer

from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.cli.scenes import ListOption, TargetOption, scene_of
from pilkada_check.rules.targets import targets
from pilkada_check.views import temuan
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_

MANUAL = N_(
    "Every item that fails, is in dispute, cannot be judged, or has an open follow-up: what was found, who mends it, "
    "by when and since when; the overdue first. A finding is closed by looking again, a dispute settled by a third "
    "person: the page ends with the commands."
)


def run(
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    list_id: ListOption = "",
    target: TargetOption = "",
    owner: Annotated[str, typer.Option("--milik", metavar=N_("OWNER"), help=N_("Only what this one mends."))] = "",
    late: Annotated[bool, typer.Option("--lewat", help=N_("Only what is overdue."))] = False,
    critical: Annotated[bool, typer.Option("--kritis", help=N_("Only critical items."))] = False,
    disputes: Annotated[bool, typer.Option("--selisih", help=N_("Only what cek and ricek differ on."))] = False,
    follow_ups: Annotated[
        bool, typer.Option("--tindak-lanjut", help=N_("Only what somebody is to mend: open follow-ups."))
    ] = False,
    per: MomentOption = "",
) -> int:
    """Show the findings of the unit."""
    settled = pages.settled(form, output)
    workspace, scene = scene_of(folder, per, list_id=list_id, target=target, private=settled is Format.TERMINAL)
    wanted = temuan.Wanted(owner, late=late, critical=critical, disputes=disputes, follow_ups=follow_ups)
    found = [one for one in temuan.findings(scene) if wanted.holds(one)]

    def page() -> Sheet:
        return temuan.sheet(scene, found, _commands(scene, found), wanted)

    def csv() -> str:
        from pilkada_check.views import as_csv, temuan_rows

        return as_csv.table(temuan_rows.COLUMNS, temuan_rows.rows(scene, found))

    def json() -> str:
        from pilkada_check.views import as_json, temuan_rows

        return as_json.dump(temuan_rows.document(scene, found))

    pages.put(settled, output, workspace.root, page=page, csv=csv, json=json)
    return Exit.DONE


_ENDINGS = {"cek": ("cek", ["--temuan"]), "ricek": ("ricek", []), "ricek_all": ("ricek", ["--semua"])}


def _commands(scene: Scene, found: list[temuan.Finding]) -> temuan.Commands:
    """The command for each list and target with findings, once for each way to close them."""
    there = {one.id: targets(scene.unit, one) for one in scene.lists.values()}
    ways = dict.fromkeys((way, one.part.checklist.id, one.part.target) for one in found for way in one.ways)

    def shown(verb: str, name: str, target: str, options: list[str]) -> str:
        return command(verb, *on_target(name, target), *options, *scene.practice)

    again = [(_ENDINGS[way], name, target) for way, name, target in ways if way in _ENDINGS]
    return temuan.Commands(
        [shown("putuskan", name, target, []) for way, name, target in ways if way == "putuskan"],
        [shown(verb, name, target, options) for (verb, options), name, target in again if target in there[name]],
        list(dict.fromkeys(target for _way, name, target in again if target not in there[name])),
    )
