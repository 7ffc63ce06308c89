"""Asking at a terminal: one line in, nothing remembered, nothing prefilled."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TypeVar

from pilkada_check.cli.exits import Exit, Stop, Told
from pilkada_check.cli.say import height, say, tell, width
from pilkada_check.cli.streams import is_terminal
from pilkada_check.rules.answers import Refused, yes_or_no
from pilkada_check.views import menus
from pilkada_check.views.lines import literal
from pilkada_check.views.refusals import refusal
from pilkada_check.words import _, lang

__all__ = [
    "Quit",
    "height",
    "leaving",
    "line",
    "need_terminal",
    "pick",
    "prompt",
    "say",
    "tell",
    "typed",
    "until",
    "width",
    "yes",
]

T = TypeVar("T")
Command = Callable[[str], None]

NO_TEXT = "\ufffd"  # what stands for bytes that are no text
LATEST = 0.2  # seconds until a signal that readline overlooked is heard


class Quit(Stop):
    """The user leaves with .q; what is said where nobody says more: before the first answer."""

    def __init__(self) -> None:
        super().__init__(Exit.DONE, _("Nothing was recorded."))


def need_terminal(instead: str) -> None:
    """Refuse at once where there is no terminal on both ends; `instead` says what to use."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise Stop(
            Exit.USAGE,
            _("This command asks questions; it needs a terminal for the questions and the answers."),
            _("Nothing was recorded: no answer is ever given for the user."),
            instead,
        )
    try:
        import readline
        import termios
    except ImportError:  # Windows edits lines by itself
        return
    # A walk that was killed may have left the terminal mute: what is typed must be seen.
    state = termios.tcgetattr(sys.stdin)
    state[0] |= termios.ICRNL
    state[1] |= termios.OPOST | termios.ONLCR
    state[3] |= termios.ECHO | termios.ICANON | termios.ISIG
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, state)
    readline.set_auto_history(False)  # arrow-up must not bring an earlier answer back
    readline.set_completer(None)
    readline.parse_and_bind("tab: self-insert")  # no names of files
    readline.parse_and_bind("set bell-style none")
    # Several pasted lines are then one answer, not answers to questions that nobody has seen. What is typed ahead
    # counts, as at any terminal.
    if os.environ.get("TERM", "dumb") != "dumb":
        readline.parse_and_bind("set enable-bracketed-paste on")


@contextmanager
def leaving(told: Callable[[], object]) -> Iterator[None]:
    """Questions that may be left: `told` says what stands. After .q it goes on behind them; Ctrl-C goes through."""
    try:
        yield
    except Quit:
        told()
    except KeyboardInterrupt as stop:
        with suppress(OSError):  # the window may be gone
            if not isinstance(stop, Told):
                say("")
            told()
        raise Told from None


def line(prompt: str) -> str:
    """One typed line; bytes that are no text are refused. Raises EOFError where the input ends."""
    *before, last = prompt.split("\n")
    say(*before)
    with _hearing():
        while NO_TEXT in (text := input(last)):
            say(*refusal(Refused("control"), width()))
    return text


@contextmanager
def _hearing() -> Iterator[None]:
    """Wake `input` from time to time: Python's readline looks for signals only when one interrupts its wait for a key.

    Without it a Ctrl-C or SIGTERM that arrives just before that wait is heard at the next key.
    """
    if not hasattr(signal, "setitimer"):  # Windows has another way to wait for keys
        yield
        return
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, LATEST, LATEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def prompt(text: str, indent: str = "") -> str:
    """The prompt of a question, wrapped so that there is room to type behind it."""
    return "\n".join(menus.prompt(text, width(), indent))


def typed(prompt: str, command: Command | None = None) -> str:
    """What is typed outside the items of a walk; "" for Enter alone, and for a command, which is not an answer.

    `command` takes what begins with a full stop; without it .q alone does something: it raises Quit. Raises
    KeyboardInterrupt where the input ends: as if the window was closed.
    """
    try:
        text = line(prompt).strip()
    except EOFError:
        raise KeyboardInterrupt from None
    if not text.startswith("."):
        return text
    if command is not None:
        command(text)
    elif text.casefold() == ".q":
        raise Quit
    else:
        tell(_("Not recorded. {word} does nothing here; .q leaves.").format(word=literal(text[:20])), "  ")
    return ""


def yes(text: str, indent: str = "", *, command: Command | None = None) -> bool:
    """A y/n question; Enter alone asks it again."""
    return until(f"{text} {_('(y/n)')}", lambda answer: yes_or_no(answer, lang=lang()), indent, command=command)


def pick(rows: Sequence[str], text: str, *, zero: str = "", command: Command | None = None) -> int:
    """One of the numbered rows, from 1; 0 where `zero` offers it. Enter alone asks again."""
    low = 0 if zero else 1
    bounds = (("low", str(low)), ("high", str(len(rows))))
    keyed = [(str(number), row) for number, row in enumerate(rows, 1)] + ([("0", zero)] if zero else [])
    while True:
        say(*menus.menu(keyed, width()))
        answer = typed(prompt(text), command)
        if answer.isascii() and answer.isdecimal() and low <= int(answer[:6]) <= len(rows):
            return int(answer[:6])
        if answer:
            say(*refusal(Refused("choice", "1", bounds), width(), after="" if zero else _way_out(answer, command)))


def until(
    text: str,
    read: Callable[[str], T | Refused],
    indent: str = "",
    *,
    example: str | None = None,
    whys: Mapping[str, str] = MappingProxyType({}),
    command: Command | None = None,
) -> T:
    """Ask until `read` takes what was typed; `example` and, by code, `whys` stand for those of a refusal."""
    while True:
        answer = typed(prompt(text, indent), command)
        if not answer:
            continue
        found = read(answer)
        if not isinstance(found, Refused):
            return found
        after = _way_out(answer, command)
        say(*refusal(found, width(), example=example, why_=whys.get(found.code, ""), after=after))


def _way_out(answer: str, command: Command | None) -> str:
    """What leaves, for somebody who typed what leaves the board; a walk has said it."""
    return _("To leave: .q") if command is None and answer.casefold() in {"0", "q"} else ""
