"""Where a page goes: its format, and to the terminal, a pipe, or whole into a file."""

import io
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.say import tell, width
from pilkada_check.cli.streams import is_terminal
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_, _


class Format(StrEnum):
    """The formats of a page."""

    TERMINAL = "terminal"
    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[
    Format, typer.Option("--format", help=N_("How it is written; into a file or pipe `terminal` means `text`."))
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Write it to this file, whole or not at all.")),
]

_OURS = ("pilkada.yaml", "petugas.csv", "records", "definitions", "reports", "checklists", "targets")


def settled(form: Format, output: Path | None) -> Format:
    """The format that is really meant: a file or pipe gets no terminal page, and so nothing restricted either."""
    if form is Format.TERMINAL and (output is not None or not is_terminal(sys.stdout)):
        return Format.TEXT
    return form


def put(
    form: Format,
    output: Path | None,
    root: Path | None,
    *,
    page: Callable[[], Sheet],
    csv: Callable[[], str],
    json: Callable[[], str],
) -> None:
    """Write it in a settled format: only what that one needs is made. `root`: the workspace. Raises Stop."""
    match form:
        case Format.TERMINAL:
            from pilkada_check.views.as_terminal import show
            from pilkada_check.views.as_text import lay

            show(lay(page(), width()), sys.stdout)
        case Format.TEXT:
            from pilkada_check.views.as_text import text

            deliver(text(page()), output, root)
        case Format.MARKDOWN:
            from pilkada_check.views.as_markdown import markdown

            deliver(markdown(page()), output, root)
        case Format.CSV:
            deliver(csv(), output, root)
        case Format.JSON:
            deliver(json(), output, root)


def deliver(text: str, output: Path | None, root: Path | None) -> None:
    """Write a text to a file in UTF-8, whole or not at all; without one to stdout, line ends as they are."""
    if output is None or output == Path("-"):
        if sys.stdout is None:
            raise Stop(
                Exit.FAILED,
                _("There is nowhere to write it: the output is closed."),
                todo=_("Let it be shown, or write it to a file: -o {name}").format(name="ringkasan.txt"),
            )
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # CSV has its own line ends, on Windows too
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    spare(output, root)
    from pilkada_check.files.atomic import write_atomically

    write_atomically(output, text.encode())
    tell(_("Saved: {path}").format(path=output))


def spare(output: Path, root: Path | None) -> None:
    """A page or bundle never takes the place of a record or of what the unit itself is made of. Raises Stop."""
    place = output.resolve()
    home = root.resolve() if root is not None else None
    if home is not None and place.is_relative_to(home):
        first = place.relative_to(home).parts[:1]
        ours = first and (first[0].lower() in _OURS or first[0].startswith("."))
        # A table may lie anywhere in the workspace: then pilkada.yaml names it.
        sheet = (home / "pilkada.yaml").read_bytes() if (home / "pilkada.yaml").is_file() else b""
        if ours or place.relative_to(home).as_posix().encode() in sheet:
            raise Stop(
                Exit.USAGE,
                _("{path} belongs to the workspace; nothing was written there.").format(path=output),
                todo=_("Choose another name, for example: -o {name}").format(name="hasil.txt"),
            )
