"""The command line: its language, its verbs, and the board when no verb is given."""

import os
import shutil
import sys
from typing import Annotated

import typer
from typer import TyperException
from typer._click import Command

from pilkada_check import VERSION, words
from pilkada_check.cli import completion, frame, language, usage
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.verbs import VERBS, Verbs, translated
from pilkada_check.views import commands
from pilkada_check.words import N_, _

NAME = "pilkada-check"


def run(argv: list[str]) -> int:
    """Run the command that the words after the program's name make; its exit code. Never raises."""
    return frame.guard(lambda: _run(argv))


def build() -> Command:
    """The whole command line in the language that `words.init` was given."""
    app = typer.Typer(
        cls=Verbs,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        help=_("Make sure before the day itself that people and equipment are really ready."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        context_settings={"terminal_width": min(shutil.get_terminal_size().columns, 100) - 1},
    )
    app.callback()(_root)
    return translated(completion.explained(typer.main.get_command(app)))


def _run(argv: list[str]) -> int | None:
    chosen, rest = language.take(argv)
    words.init(chosen if chosen in words.LANGUAGES else language.choose(rest, os.environ))
    if chosen not in (None, *words.LANGUAGES):
        raise Stop(Exit.USAGE, _("--lang takes id or en."))
    _refuse_empty(rest)
    commands.begin(chosen or "")
    command = build()
    command._main_shell_completion({}, NAME)  # noqa: SLF001 - leaves when a shell asks for completions
    try:
        with command.make_context(NAME, rest) as context:
            code: int | None = command.invoke(context)
            return code
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except TyperException as trouble:
        raise usage.explained(trouble) from None


def _refuse_empty(argv: list[str]) -> None:
    """An empty value would be as good as none, an empty path this folder: a variable is not set. Raises Stop."""
    end = argv.index("--") if "--" in argv else len(argv)
    for place, word in enumerate(argv):
        option, sign, value = word.partition("=")
        if not word.strip():
            option = argv[place - 1] if place and argv[place - 1].startswith("-") and place < end else ""
        elif value.strip() or not sign or not option.startswith("--") or place > end:
            continue
        why = _("{option} has no value.").format(option=option) if option else _("A word of the command is empty.")
        raise Stop(Exit.USAGE, why, _("Is there a variable in it that is not set?"))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {VERSION}")
        raise typer.Exit


def _root(
    context: typer.Context,
    folder: Folder = HERE,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help=N_("Show the version and leave."))
    ] = False,
) -> int | None:
    """Without a verb: the board on a terminal, else help. With one: hand it the folder given before it."""
    if context.invoked_subcommand is not None:
        context.default_map = {name: {"folder": folder} for name in VERBS}
        return None
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        typer.echo(context.get_help())
        return None
    from pilkada_check.cli import board

    return board.run(folder)
