"""A sheet as Markdown (tables of GitHub's kind): every text escaped, so that none becomes markup, HTML or a link."""

import re
from collections.abc import Iterator

from tabulate import tabulate

from pilkada_check.views.sheet import Cell, Line, Section, Sheet, Table

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$!@^]")
_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)  # addresses become links by themselves
_BACKQUOTES = re.compile("`+")
_STARTS = re.compile(r"([-+=]|\d+(?=[.)]))")  # at the beginning: a list, a heading, a rule


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, in a cell, a heading or a line."""
    text = " ".join(text.split())
    for char, entity in _HTML.items():
        text = text.replace(char, entity)
    text = _LINK.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", text))
    begins = _STARTS.match(text)
    if not begins:
        return text
    place = begins.end() if begins[0].isdecimal() else 0
    return f"{text[:place]}\\{text[place:]}"


def markdown(sheet: Sheet) -> str:
    """The whole page."""
    blocks = [f"# {escaped(sheet.title)}", *(_emphasis(cell) for cell in sheet.under)]
    for section in sheet.sections:
        blocks += _section(section)
    return "\n\n".join(blocks) + "\n"


def _section(section: Section) -> Iterator[str]:
    """The heading, then tables, and lines that follow each other as one list."""
    if section.title:
        yield f"## {escaped(section.title)}"
    bullets: list[str] = []
    for block in section.blocks:
        if isinstance(block, Line):
            shown = _code(block.cell.text) if block.command else _emphasis(block.cell)
            bullets.append(f"{'  ' * block.depth}- {shown}")
            continue
        if bullets:
            yield "\n".join(bullets)
            bullets = []
        yield _table(block)
    if bullets:
        yield "\n".join(bullets)


def _table(table: Table) -> str:
    aligned = ["right" if table.numeric(column) else "left" for column in range(len(table.heading))]
    rows = [[escaped(cell.text) for cell in row] for row in table.rows]
    heading = [escaped(text) for text in table.heading]
    return tabulate(rows, heading, tablefmt="pipe", disable_numparse=True, colalign=aligned)


def _code(text: str) -> str:
    """A command, to be copied as it stands: between more backquotes than it has in a row."""
    fence = "`" * (1 + max(map(len, _BACKQUOTES.findall(text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def _emphasis(cell: Cell) -> str:
    text = escaped(cell.text)
    return f"**{text}**" if cell.kind in {"strong", "bad"} and text else text
