"""A sheet on a terminal: the lines of plain text, coloured by rich where it shows colour; nothing rests on colour."""

import os
from collections.abc import Iterable, Mapping
from typing import TextIO

from pilkada_check.views.sheet import Cell, Kind

_STYLES: Mapping[Kind, str] = {"strong": "bold", "good": "green", "fair": "yellow", "bad": "bold red", "idle": "dim"}


def show(rows: Iterable[Iterable[Cell]], stream: TextIO | None) -> None:
    """Write rows of cells side by side: plain into a pipe or file and with NO_COLOR, else as rich knows the terminal.

    The texts are laid out already, hold no control character, and are never read as markup.
    """
    if stream is None:  # closed by whoever started us
        return
    lines = [list(row) for row in rows]
    if os.environ.get("NO_COLOR") or not stream.isatty():
        stream.writelines("".join(cell.text for cell in line).rstrip() + "\n" for line in lines)
        stream.flush()
        return
    # Dear to import; it also paints on old Windows consoles, which would show the codes themselves.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for line in lines:
        text = Text.assemble(*((cell.text, _STYLES.get(cell.kind, "")) for cell in line))
        text.rstrip()
        console.print(text, soft_wrap=True)
    stream.flush()
