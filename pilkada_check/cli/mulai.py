"""`mulai`: makes a workspace by asking, or shows the example. Nothing that is there is ever overwritten."""

import errno
from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli import ask
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.views.commands import command
from pilkada_check.words import N_, _

MANUAL = N_(
    "Makes a workspace in this folder: asks the unit, its days, its lists, what is checked and who checks, and the "
    "facts that the lists need. Every answer is in its file before the next question; stop at any time with .q or "
    "Ctrl-C, and the same command goes on from there. Nothing that is there is overwritten: existing files are named "
    "and kept.\n\nWith --contoh it makes a folder with a real example instead, or shows the one that is there; this "
    "needs no terminal."
)


def run(
    folder: Folder = HERE,
    contoh: Annotated[
        str, typer.Option("--contoh", metavar=N_("NAME"), help=N_("Make or show this example: bontang."))
    ] = "",
    kosong: Annotated[bool, typer.Option("--kosong", help=N_("With --contoh: the unit without any record."))] = False,
) -> Exit:
    """Make a workspace, or the example."""
    if contoh:
        from pilkada_check.cli import example

        return example.show(contoh, folder, empty=kosong)
    if kosong:
        raise Stop(
            Exit.USAGE,
            _("--kosong goes with --contoh only: a new workspace has no record anyway."),
            todo=_("Example: {example}").format(example="pilkada-check mulai --contoh bontang --kosong"),
        )
    ask.need_terminal(_("Write pilkada.yaml by hand (docs/format.md), or: pilkada-check mulai --contoh bontang"))
    from pilkada_check.cli.mulai_flow import set_up

    try:
        with ask.leaving(lambda: _left(folder)):
            set_up(folder)
    except OSError as trouble:
        if trouble.errno != errno.ESTALE:
            raise
        raise Stop(
            Exit.FAILED,
            _("{path} was changed by another program meanwhile.").format(path=trouble.filename),
            _("Nothing of that was overwritten; the last answer is not in it."),
            _("Go on with: {command}").format(command=command("mulai")),
        ) from trouble
    return Exit.DONE


def _left(folder: Path) -> None:
    """What is saved, and how to go on. The file begins once it is known who the unit is."""
    from pilkada_check.files.gathering import UNIT_FILE

    begun = (folder / UNIT_FILE).is_file()
    text = (
        _("Everything answered is saved. Go on with: {command}")
        if begun
        else _("Nothing is saved yet. Begin again with: {command}")
    )
    ask.tell(text.format(command=command("mulai")))
