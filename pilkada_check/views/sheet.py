"""What a page says, before any format: a title, then sections of lines and tables; each cell is text with a kind."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from pilkada_check.views import moments
from pilkada_check.views.lines import literal

# What a writer may set a cell off by; the text alone says everything.
Kind = Literal["text", "number", "strong", "good", "fair", "bad", "idle"]
STATES: frozenset[Kind] = frozenset({"good", "fair", "bad", "idle"})


class Cell(Struct, frozen=True):
    """A piece of text, already literal: no writer has to trust it, none may obey it."""

    text: str
    kind: Kind = "text"


class Line(Struct, frozen=True):
    """One sentence; `depth` (0, 1, 2) sets it under the one above. `command`: to be copied, so never wrapped."""

    cell: Cell
    depth: int = 0
    command: bool = False


class Table(Struct, frozen=True):
    """Rows of equal length under their heading; the first `named` cells of a row say what it is about."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    named: int = 1

    def numeric(self, column: int) -> bool:
        """Whether every cell of a column is a number, so that it is set to the right."""
        return all(row[column].kind == "number" for row in self.rows)


class Section(Struct, frozen=True):
    """A heading (may be empty) and what stands under it."""

    title: str
    blocks: tuple[Line | Table, ...]


class Sheet(Struct, frozen=True):
    """One page. `under` are the lines below its title: whose it is, of which moment, and that it is an example."""

    title: str
    under: tuple[Cell, ...]
    sections: tuple[Section, ...]


def line(text: str, depth: int = 0, kind: Kind = "text") -> Line:
    """One sentence of our own; what a user wrote in it went through `literal`."""
    return Line(Cell(text, kind), depth)


def command(text: str, depth: int = 0) -> Line:
    """A command to be copied."""
    return Line(Cell(text), depth, command=True)


def number(value: int) -> Cell:
    """A count, as people read it."""
    return Cell(moments.number(value), "number")


def name(text: str) -> Cell:
    """What a user or a list calls something."""
    return Cell(literal(text))


def sections(*ones: tuple[str, Iterable[Line | Table]]) -> tuple[Section, ...]:
    """The sections that have anything in them."""
    made = (Section(title, tuple(blocks)) for title, blocks in ones)
    return tuple(section for section in made if section.blocks)
