"""Options that several verbs take, spelled and explained once."""

from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.views import commands
from pilkada_check.words import N_, _

HERE = Path()


def _existing(folder: Path) -> Path:
    """The folder of -C, if it is one; every command that is shown names it again."""
    if not folder.is_dir():
        raise Stop(
            Exit.USAGE,
            _("There is no folder {folder}.").format(folder=folder),
            todo=_("Check the spelling after -C, or make the folder first."),
        )
    commands.keep_folder(folder)
    return folder


# Every verb has `folder: Folder = HERE`; `-C` before the verb comes in the same way.
Folder = Annotated[
    Path,
    typer.Option(
        "-C",
        metavar=N_("FOLDER"),
        help=N_("Work in this folder instead of the current one."),
        show_default=False,
        callback=_existing,
    ),
]

MomentOption = Annotated[
    str, typer.Option("--per", metavar=N_("MOMENT"), help=N_("The moment of the verdict; without it, now."))
]

# Of the rounds, each of which is a walk by one officer on one list.
WhichList = Annotated[str, typer.Argument(metavar=N_("LIST"), help=N_("Which list; without it you choose."))]
WhichTarget = Annotated[str, typer.Option("--sasaran", metavar=N_("TARGET"), help=N_("What is looked at."))]
WhichSection = Annotated[
    str, typer.Option("--bagian", metavar=N_("SECTION"), help=N_("Only this section: its number or words."))
]
OfficerNumber = Annotated[str, typer.Option("--petugas", metavar=N_("NUMBER"), help=N_("The officer's number."))]
SealLeftOpen = Annotated[bool, typer.Option("--segel", help=N_("Seal a record that was left open."))]
RoundClock = Annotated[
    str,
    typer.Option("--jam", metavar=N_("MOMENT"), help=N_("The clock of this round, for practice; marked as typed.")),
]
