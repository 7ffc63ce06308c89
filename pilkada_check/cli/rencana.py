"""`rencana`: which targets are re-checked. At a terminal a plan is drawn; otherwise those that there are are shown."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli import ask
from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder, OfficerNumber, RoundClock, WhichList
from pilkada_check.cli.output import Format, OutputOption
from pilkada_check.cli.rencana_lists import sampled_lists
from pilkada_check.cli.scenes import scene_of
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.unit import evidence
from pilkada_check.views.commands import command
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_, _

MANUAL = N_(
    "Says how many targets of a list with `sample` are re-checked and why, and draws them by lot. The lot follows from "
    "words or dice that two people present type in: nobody can choose it or know it beforehand. The plan is sealed "
    "before the drawn targets are shown. Plans add up; nothing that was drawn is taken out.\n\nWithout a terminal, or "
    "with --format, it shows the plans that there are. --periksa draws each again from the text of its record; ends "
    "with 1 if one does not follow."
)


def run(
    daftar: WhichList = "",
    folder: Folder = HERE,
    petugas: OfficerNumber = "",
    tambah: Annotated[
        bool, typer.Option("--tambah", help=N_("After re-checks that differed: draw as many more as that takes."))
    ] = False,
    jumlah: Annotated[
        int | None, typer.Option("--jumlah", min=1, help=N_("Draw so many now; never fewer than needed."))
    ] = None,
    ketelitian: Annotated[
        str,
        typer.Option("--ketelitian", metavar=N_("SHARE"), help=N_("How much of what differs a re-check sees: 90%.")),
    ] = "",
    periksa: Annotated[bool, typer.Option("--periksa", help=N_("Draw every plan again and compare."))] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help=N_("Show the plans that there are, in this form."))
    ] = None,
    output: OutputOption = None,
    jam: RoundClock = "",
) -> int:
    """Draw a plan, or show or check those that there are."""
    makes = tambah or bool(jumlah or ketelitian or petugas or jam)
    shows = periksa or form is not None or output is not None
    if makes and shows:
        raise Stop(
            Exit.USAGE,
            _("--format, -o and --periksa look at plans that there are; the other options are for drawing a new one."),
            todo=_("Do one after the other."),
        )
    if makes or not (shows or not (is_terminal(sys.stdin) and is_terminal(sys.stdout))):
        from pilkada_check.cli import rencana_draw

        ask.need_terminal(_("To see the plans: {command}").format(command=command("rencana", "--format", "text")))
        asked = rencana_draw.Asked(tambah, jumlah or 0, rencana_draw.share(ketelitian), petugas, jam)
        return rencana_draw.draw(folder, daftar, asked)
    return _show(folder, daftar, form or Format.TERMINAL, output, again=periksa)


def _show(folder: Path, name: str, form: Format, output: Path | None, *, again: bool) -> int:
    """The plans of every list with a sample, or of one; with `again` drawn anew and compared."""
    from pilkada_check.views import rencana, rencana_check

    settled = pages.settled(form, output)
    workspace, scene = scene_of(folder)
    lists = sampled_lists(workspace, name)
    found = rencana.plans(evidence(workspace), lists)
    shown = rencana_check if again else rencana

    def page() -> Sheet:
        return rencana_check.sheet(scene, found) if again else rencana.sheet(scene, lists, found)

    def csv() -> str:
        from pilkada_check.views import as_csv

        return as_csv.table(shown.COLUMNS, shown.rows(scene, found))

    def json() -> str:
        from pilkada_check.views import as_json

        return as_json.dump(shown.document(scene, found))

    pages.put(settled, output, workspace.root, page=page, csv=csv, json=json)
    return Exit.FOUND if again and any(plan.trouble for plan in found) else Exit.DONE
