"""Prompts and numbered choices, laid out for a screen of some width."""

from collections.abc import Sequence

from pilkada_check.views.lines import cells, wrap

GAP = "   "
ROOM = 14  # columns that should be left to type in

Rows = Sequence[tuple[str, str]]  # the key to type, and what it means


def menu(rows: Rows, width: int, indent: str = "") -> list[str]:
    """Choices on one line where they fit, else one a line."""
    line = _one_line(rows, indent)
    if cells(line) <= width:
        return [line]
    broad = max(cells(key) for key, _text in rows)
    hanging = indent + " " * (broad + 1)
    return [
        part
        for key, text in rows
        for part in wrap(text, width, indent + " " * (broad - cells(key)) + key + " ", hanging)
    ]


def prompt(text: str, width: int, indent: str = "") -> list[str]:
    """A question; the last line ends in `> ` and leaves room to type, on a line of its own where the text is long."""
    if not text:
        return [indent + "> "]
    lines = wrap(text, width - 2, indent, indent)
    if cells(lines[-1]) + 3 + min(ROOM, width // 3) <= width:
        return [*lines[:-1], lines[-1] + " > "]
    head, _blank, keys = text.rpartition(" ")
    if head and keys.startswith("("):  # (y/n) stays with the prompt
        return [*wrap(head, width, indent, indent), f"{indent}{keys} > "]
    return [*lines, indent + "> "]


def choices(rows: Rows, label: str, width: int, indent: str = "") -> list[str]:
    """A menu and its prompt: behind the choices where one line takes it all, else below them with its label."""
    line = _one_line(rows, indent)
    if cells(line) + 3 + min(ROOM, width // 3) <= width:
        return [line + " > "]
    return [*menu(rows, width, indent), *prompt(label, width, indent)]


def _one_line(rows: Rows, indent: str) -> str:
    return indent + GAP.join(f"{key} {text}" for key, text in rows)
