"""Shell completion: Typer's own for bash, zsh, fish and PowerShell, installed and explained in the user's words."""

import os
from collections.abc import Iterable
from pathlib import Path

import shellingham
import typer
from typer._click import Command, Context, Parameter
from typer._completion_shared import get_completion_script, install
from typer.core import TyperOption

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.words import LANGUAGES, N_, _

_ASKED = "_PILKADA_CHECK_COMPLETE"  # what Typer's script sets: complete_bash
_HELP = {
    "install_completion": N_("Make the shell complete verbs and options (bash, zsh, fish, PowerShell)."),
    "show_completion": N_("Show the lines that do so, to install them by hand."),
}


def explained(command: Command) -> Command:
    """Give Typer's two options our words, and our exit codes where the shell is unknown."""
    for param in command.params:
        if isinstance(param, TyperOption) and param.name in _HELP:
            param.help = _HELP[param.name]
            if param.name == "install_completion":
                param.callback = _install
            else:
                param.callback = _show
    return command


def _install(context: Context, _param: Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    shell, path = install(shell=_shell())
    typer.echo(_("Completion for {shell} is in {path}. Open a new terminal to use it.").format(shell=shell, path=path))
    raise typer.Exit


def _show(context: Context, _param: Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    name = str(context.find_root().info_name)
    variable = f"_{name.replace('-', '_').upper()}_COMPLETE"
    typer.echo(get_completion_script(prog_name=name, complete_var=variable, shell=_shell()))
    raise typer.Exit


def _shell() -> str:
    """The shell that started us, if Typer knows it."""
    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        name = "?"
    if name not in ("bash", "zsh", "fish", "powershell", "pwsh"):
        raise Stop(
            Exit.FAILED,
            _("The shell could not be recognised, so nothing was installed."),
            todo=_("Start the command in bash, zsh, fish or PowerShell."),
        )
    return name


def _languages(_context: Context, _param: Parameter, incomplete: str) -> list[str]:
    """The languages of --lang."""
    return _begun(incomplete, LANGUAGES)


def _examples(_context: Context, _param: Parameter, incomplete: str) -> list[str]:
    """The names of --contoh."""
    from pilkada_check.files.examples import example_names

    return _begun(incomplete, example_names())


def _lists(context: Context, _param: Parameter, incomplete: str) -> list[str]:
    """The lists of the unit."""
    from pilkada_check.files.workspace import find, load

    root = find(_folder(context))
    return _begun(incomplete, load(root, only=(), tables=False).unit.lists if root else ())


def _targets(context: Context, _param: Parameter, incomplete: str) -> list[str]:
    """The rows of the unit's tables that count; of its table alone where a list stands before."""
    from pilkada_check.files.workspace import find, load

    root = find(_folder(context))
    if root is None:
        return []
    name = next(iter(context.args), "")  # the option that has no value yet keeps Typer from filling in the argument
    workspace = load(root, only=(name,) if name else ())
    table = workspace.known[name].target if name in workspace.known else ""
    tables = [one for key, one in workspace.unit.tables.items() if table in {"", key}]
    return _begun(incomplete, [row.id for one in tables for row in one.rows.values() if not row.struck_out])


def _reports(context: Context, _param: Parameter, incomplete: str) -> list[str]:
    """The numbers of the open risk reports."""
    from pilkada_check.cli.report_office import shelf_of
    from pilkada_check.files.workspace import find

    root = find(_folder(context))
    shelf = shelf_of(root) if root else None
    return _begun(incomplete, [shelf.labels[one.id] for one in shelf.open] if shelf else ())


def _folder(context: Context | None) -> Path:
    """The folder of -C, behind the verb or before it; else the current one."""
    while context is not None:
        folder = context.params.get("folder")
        if isinstance(folder, Path) and folder != Path():
            return folder
        context = context.parent
    return Path()


def _begun(incomplete: str, words: Iterable[str]) -> list[str]:
    """The words that begin so; in quotes where the shell does not put them itself."""
    found = [word for word in words if word.casefold().startswith(incomplete.casefold())]
    quotes = os.environ.get(_ASKED, "").endswith(("_bash", "_powershell", "_pwsh"))
    return [f'"{word}"' if quotes and " " in word else word for word in found]


_VALUES = {
    "--lang": _languages,
    "--contoh": _examples,
    "--list": _lists,
    "--sasaran": _targets,
    "--nomor": _reports,
    "daftar": _lists,  # the argument of `cek` and `daftar`
}


def offer_values(command: Command) -> None:
    """Let the shell complete the values of options and arguments, by their names."""
    for param in command.params:
        found = next((_VALUES[name] for name in (*param.opts, param.name or "") if name in _VALUES), None)
        if found is not None:
            # Typer's `autocompletion` would drop what is in quotes, for it does not begin with what was typed.
            param._custom_shell_complete = found  # noqa: SLF001 - there is no other way
