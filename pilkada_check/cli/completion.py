"""Shell completion: Typer's own for bash, zsh, fish and PowerShell, installed and explained in the user's words."""

import shellingham
import typer
from typer._click import Command, Context, Parameter
from typer._completion_shared import get_completion_script, install
from typer.core import TyperOption

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.words import N_, _

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
