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
    default: FactValue | None = None
    derive: Expression | None = None
    ask_first: bool = False  # `first: true`: `mulai` asks it before the others
    ordered: tuple[str, str] | None = None  # table and column whose sum is what was ordered of it (rules.reserves)

    @property
    def kind(self) -> Kind:
        """The kind that expressions see."""
        return KINDS[self.type]


class FactBook(Struct, frozen=True):
    """Every fact that lists may name: of the unit, and per target table."""

    unit: dict[str, FactDef] = {}
    tables: dict[str, dict[str, FactDef]] = {}

    def seen_from(self, table: str) -> dict[str, FactDef]:
        """The facts a list `for: table` may name; a column hides the unit's fact of that name. `unit` is no table."""
        return {**self.unit, **self.tables.get(table, {})}
