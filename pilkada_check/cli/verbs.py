"""The verbs: known by name and line alone, each loaded only when it is used; their pages in the user's language."""

import importlib
from difflib import get_close_matches

import typer
from typer._click import Command, Context
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from pilkada_check.cli import completion, usage
from pilkada_check.cli.exits import MEANINGS, Exit, Stop
from pilkada_check.cli.page import Page
from pilkada_check.words import N_, _

VERBS = {  # the order of a unit's work
    "mulai": N_("set up a workspace, or see the real example"),
    "daftar": N_("the lists, their items, and what is due when"),
    "cek": N_("check: walk through a list and answer"),
    "ricek": N_("check again by somebody else, without seeing the first"),
    "putuskan": N_("settle what cek and ricek differ on, by a third person"),
    "rencana": N_("which targets to re-check, drawn by lot, and what that proves"),
    "temuan": N_("what did not pass: who mends it, by when"),
    "lapor": N_("report a risk to the posko, and follow it until it is closed"),
    "ringkasan": N_("the readiness of the unit, in every form"),
    "ekspor": N_("one file with the records, to take or send away"),
    "terima": N_("take in what another laptop sent"),
    "validasi": N_("look for faults in lists, workspaces and records"),
}

# Typer's own words: it asks gettext for these, and so gets them from our catalogue.
_OF_TYPER = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("(dynamic)"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
)

# What stands for a value in a page, by the name of Typer's type; a verb may say more with `metavar`.
_NUMBER = N_("NUMBER")
_KINDS = {"str": N_("TEXT"), "int": _NUMBER, "int range": _NUMBER, "path": N_("PATH"), "datetime": N_("MOMENT")}


class Translated(Command):
    """What Typer says in English by itself, in the user's language; pages that fit 40 columns."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage:") + " ")

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help, explained in the user's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this text and leave.")
        return option

    def get_help(self, ctx: Context) -> str:
        """The whole page."""
        page = Page(width=ctx.terminal_width)
        self.format_help(ctx, page)
        return page.getvalue().rstrip("\n")


class Verb(Translated, TyperCommand):
    """One verb."""


class Verbs(Translated, TyperGroup):
    """All verbs."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names, in the order of a unit's work."""
        return list(VERBS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - Typer's signature
        """The verb as the list of verbs shows it: its name and its line; nothing is loaded."""
        return Verb(cmd_name, help=_(VERBS[cmd_name]), rich_markup_mode=None) if cmd_name in VERBS else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The verb that was named, loaded; or what may have been meant."""
        name = args[0]
        if name in VERBS:
            return name, load(name), args[1:]
        if ctx.resilient_parsing:  # a shell asks for completions
            return None, None, args[1:]
        near = usage.did_you_mean(get_close_matches(name, VERBS))
        raise Stop(Exit.USAGE, _("There is no command {name}.").format(name=name), near, usage.help_line(ctx))

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """Every verb with its whole line, however narrow the screen; then the exit codes."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, line in VERBS.items()])
        with formatter.section(_("Exit codes")):
            formatter.write_dl([(str(int(code)), _(meaning)) for code, meaning in MEANINGS.items()])


def load(verb: str) -> Command:
    """Import `cli/<verb>.py`: its `run` becomes the command, its `MANUAL` the help; both only mark their words (N_)."""
    module = importlib.import_module(f"pilkada_check.cli.{verb}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    manual = f"{_(VERBS[verb])}\n\n{_(module.MANUAL)}"
    app.command(verb, cls=Verb, help=manual, options_metavar=_("[OPTIONS]"))(module.run)
    return translated(typer.main.get_command(app))


def translated(command: Command) -> Command:
    """Translate what a verb's options only mark, and add --lang, which was taken out of the line before it got here."""
    lang = TyperOption(param_decls=["--lang"], metavar="id|en", help=N_("Speak Indonesian or English."))
    lang.expose_value = False
    command.params.append(lang)
    for param in command.params:
        if isinstance(param, TyperOption) and not param.is_flag:
            param.metavar = param.metavar or _KINDS.get(param.type.name)
        if isinstance(param, TyperOption | TyperArgument):
            param.help = param.help and _(param.help)
            param.metavar = param.metavar and _(param.metavar)
    completion.offer_values(command)
    return command
