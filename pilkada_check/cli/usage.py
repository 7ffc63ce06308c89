"""Wrong usage, said in our own words: Typer's own are English and sit in its code."""

import re

from typer import TyperException
from typer._click import Context
from typer.core import TyperArgument

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.views.commands import command
from pilkada_check.words import N_, _

_KINDS = {"int": N_("It must be a whole number.")}  # the name of Typer's type: what it wants


def explained(trouble: TyperException) -> Stop:
    """What is wrong with the command line, how it is used, and where the help is."""
    context = getattr(trouble, "ctx", None)
    if context is None:
        return Stop(Exit.USAGE, _what(trouble))
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return Stop(Exit.USAGE, _what(trouble), f"{_('Usage:')} {context.command_path} {pieces}", help_line(context))


def help_line(context: Context) -> str:
    """Which command explains it."""
    _program, *verb = context.command_path.split()
    return _("Help: {command}").format(command=command(*verb, "--help"))


def did_you_mean(names: list[str]) -> str:
    """The near ones, or nothing."""
    return _("Did you mean {names}?").format(names=" / ".join(names)) if names else ""


def _what(trouble: TyperException) -> str:
    """The sentence of one kind of trouble; Typer has no public names for these kinds, nor for the words in them."""
    match type(trouble).__name__:
        case "NoSuchOption":
            near = did_you_mean(sorted(getattr(trouble, "possibilities", None) or []))
            return " ".join(filter(None, [_("There is no option {option}.").format(option=_option(trouble)), near]))
        case "MissingParameter":
            return _("{name} is missing.").format(name=_name(trouble))
        case "BadParameter":
            refused = _("{name}: this value cannot be used.").format(name=_name(trouble))
            return f"{refused} {_wanted(trouble)}".rstrip()
        case "BadOptionUsage" if "requires" in trouble.message:
            return _("{option} needs a value after it.").format(option=_option(trouble))
        case "BadOptionUsage":
            return _("{option} takes no value.").format(option=_option(trouble))
    extra = re.search(r"unexpected extra argument\(s\) \((.*)\)$", trouble.message)
    return _("Too much on the line: {words}").format(words=extra[1]) if extra else trouble.format_message()


def _option(trouble: TyperException) -> str:
    return str(getattr(trouble, "option_name", ""))


def _name(trouble: TyperException) -> str:
    """The argument or option as help writes it."""
    param = getattr(trouble, "param", None)
    if isinstance(param, TyperArgument):
        return param.human_readable_name
    return param.opts[-1] if param else ""


def _wanted(trouble: TyperException) -> str:
    """What may stand there instead."""
    kind = getattr(getattr(trouble, "param", None), "type", None)
    choices = [str(choice) for choice in getattr(kind, "choices", ())]
    if choices:
        return _("Possible: {choices}.").format(choices=", ".join(choices))
    if formats := getattr(kind, "formats", ()):
        return _("Possible: {choices}.").format(choices=", ".join(formats))
    least = getattr(kind, "min", None)
    if least is not None:
        return _("It must be a whole number, {least} or more.").format(least=least)
    return _(_KINDS.get(getattr(kind, "name", ""), ""))
