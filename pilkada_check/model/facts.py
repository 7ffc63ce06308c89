"""Facts (data satuan): what a list may name, and what a unit gives."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.text import Text

FactType = Literal["int", "text", "choice", "date", "time", "digits"]

# int is a whole number; text, choice, date (2024-11-27), time (05:30) and digits ("012") are kept as written.
FactValue = int | str

KINDS: Mapping[FactType, Kind] = {
    "int": Kind.NUMBER,
    "digits": Kind.NUMBER,
    "text": Kind.TEXT,
    "choice": Kind.TEXT,
    "date": Kind.DATE,
    "time": Kind.TIME,
}


class FactDef(Struct, frozen=True):
    """What one fact means: of the unit, or a column of a target table (`table` not empty)."""

    name: str
    type: FactType
    text: Text
    table: str = ""
    unit: Text | None = None
    source: Text | None = None  # `from` in the file: who knows it
    values: tuple[str, ...] = ()
    usual: tuple[int, int] | None = None  # of an int: what lies outside is doubted, not refused
    default: FactValue | None = None
    derive: Expression | None = None
    equals: Expression | None = None  # of a fact of the unit: what it must come to, where both are known
    ask_first: bool = False  # `first: true`: `mulai` asks it before the others
    ordered: tuple[str, str] | None = None  # table and column whose sum is what was ordered of it (rules.reserves)
    counts: tuple[str, Expression] | None = None  # table, and what is true of those of its rows that it counts

    @property
    def kind(self) -> Kind:
        """The kind that expressions see."""
        return KINDS[self.type]

    @property
    def described(self) -> dict[str, str]:
        """What a fault says of it, per language: meaning, unit of measure, who knows it (`views.faults`)."""
        said = {"means": self.text, "measure": self.unit, "who": self.source}
        found = {"column": self.name}
        for key, text in said.items():
            if text is not None:
                found |= {key: text.id, f"{key}_en": text.en}
        return found

    @property
    def usual_text(self) -> str:
        """What is usual, as its file writes it: `1..600`; empty where nothing is said of it."""
        return f"{self.usual[0]}..{self.usual[1]}" if self.usual else ""

    def unusual(self, value: FactValue) -> bool:
        """Whether a value lies outside of what is usual."""
        return self.usual is not None and isinstance(value, int) and not self.usual[0] <= value <= self.usual[1]


class FactBook(Struct, frozen=True):
    """Every fact that lists may name: of the unit, and per target table. `alone`: nothing of what is shipped counts."""

    unit: dict[str, FactDef] = {}
    tables: dict[str, dict[str, FactDef]] = {}
    alone: bool = False

    def seen_from(self, table: str) -> dict[str, FactDef]:
        """The facts a list `for: table` may name; a column hides the unit's fact of that name. `unit` is no table."""
        return {**self.unit, **self.tables.get(table, {})}

    def homes(self) -> dict[str, list[str]]:
        """The tables that have a column, by its name."""
        found: dict[str, list[str]] = {}
        for table, columns in self.tables.items():
            for name in columns:
                found.setdefault(name, []).append(table)
        return found

    def one_of(self, table: str) -> Text | None:
        """What one row of a table is called: the measure of the fact that counts its rows."""
        counting = self.unit.get(table)
        return counting.unit if counting is not None else None
