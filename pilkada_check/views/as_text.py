"""A sheet as plain lines of some width: for files, mail and printers; the terminal's writer colours the same lines."""

from collections.abc import Iterator, Sequence

from pilkada_check.views.lines import cells, hint, rule, wrap
from pilkada_check.views.sheet import STATES, Cell, Line, Sheet, Table

WIDTH = 80
_LEAST = 10  # columns that a wrapped column of a table must have
_EMPTY = {"", "0", "-"}


def text(sheet: Sheet, width: int = WIDTH) -> str:
    """The whole page, every line with its line end."""
    return "".join("".join(cell.text for cell in row).rstrip() + "\n" for row in lay(sheet, width))


def lay(sheet: Sheet, width: int) -> Iterator[tuple[Cell, ...]]:
    """The page line by line, each of at most `width` columns (a command stays whole), as cells side by side."""
    yield from _wrapped(Cell(sheet.title, "strong"), width)
    for cell in sheet.under:
        yield from _wrapped(cell, width)
    for section in sheet.sections:
        yield (Cell(rule(width)),)
        if section.title:
            yield from _wrapped(Cell(section.title, "strong"), width, " ")
        above: Line | Table | None = None
        for block in section.blocks:
            if isinstance(block, Table) and isinstance(above, Table):
                yield (Cell(""),)
            above = block
            yield from _line(block, width) if isinstance(block, Line) else table_lines(block, width)
    yield (Cell(rule(width)),)


def _wrapped(cell: Cell, width: int, indent: str = "", hanging: str | None = None) -> Iterator[tuple[Cell, ...]]:
    for row in wrap(cell.text, width, indent, hanging):
        yield (Cell(row, cell.kind),)


def _line(block: Line, width: int) -> Iterator[tuple[Cell, ...]]:
    margin = " " * (1 + 2 * block.depth)
    if block.command:  # broken over lines it could not be copied
        yield (Cell(margin + block.cell.text, block.cell.kind),)
        return
    yield from ((Cell(row, block.cell.kind),) for row in hint(block.cell.text, width, margin, margin + "  "))


def table_lines(table: Table, width: int) -> Iterator[tuple[Cell, ...]]:
    """Set in columns; where these do not fit one column is wrapped, or each row is told in lines."""
    widths = _widths(table, width)
    if widths is None:
        for row in table.rows:
            yield from _stacked(table, row, width)
        return
    right = [table.numeric(column) for column in range(len(widths))]
    heading = tuple(Cell(text) for text in table.heading)
    for row in (heading, *table.rows):
        yield from _columns(row, widths, right)


def _widths(table: Table, width: int) -> list[int] | None:
    """The columns' widths, the widest text column narrowed to what is left; None where the table cannot be one."""
    rows = [table.heading, *([cell.text for cell in row] for row in table.rows)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(table.heading))]
    over = 1 + sum(widths) + len(widths) - 1 - width
    if over <= 0:
        gap = 1 if -over >= len(widths) - 1 else 0  # a second blank between columns where there is room
        return [one + gap for one in widths[:-1]] + widths[-1:]
    texts = [column for column in range(len(widths)) if not table.numeric(column)]
    if not texts:
        return None
    widest = max(texts, key=lambda column: widths[column])
    widths[widest] -= over
    return widths if widths[widest] >= max(_LEAST, cells(table.heading[widest])) else None


def _columns(row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool]) -> Iterator[tuple[Cell, ...]]:
    """One row of a table; a cell that is too wide goes on in the next line."""
    pieces = [wrap(cell.text, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, pieces))):
        out = [Cell(" ")]
        for cell, piece, width, to_right in zip(row, pieces, widths, right, strict=True):
            shown = piece[number] if number < len(piece) else ""
            gap = " " * (width - cells(shown))
            out += [Cell(gap), Cell(shown, cell.kind)] if to_right else [Cell(shown, cell.kind), Cell(gap)]
            out.append(Cell(" "))
        yield tuple(out)


def _stacked(table: Table, row: Sequence[Cell], width: int) -> Iterator[tuple[Cell, ...]]:
    """What the row is about, its state, and under them every other cell that says something."""
    title = ", ".join(cell.text for cell in row[: table.named] if cell.text not in _EMPTY)
    yield from _wrapped(Cell(title, "strong"), width, " ", "   ")
    rest = list(zip(table.heading, row, strict=True))[table.named :]
    for _head, cell in rest:
        if cell.kind in STATES:
            yield from _wrapped(cell, width, "   ", "   ")
    said = [f"{head} {cell.text}" for head, cell in rest if cell.kind not in STATES and cell.text not in _EMPTY]
    if said:
        yield from _wrapped(Cell(", ".join(said)), width, "   ", "   ")
