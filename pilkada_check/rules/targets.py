"""The targets that a unit answers for, by its tables."""

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.unit import UNIT, Row, Table, Unit


def expected_rows(unit: Unit, table: str) -> dict[str, Row]:
    """The rows of a table that this workspace answers for: all, or in a small unit's those that name its `satuan`."""
    rows = unit.tables.get(table, Table(table)).rows
    if not unit.satuan:
        return rows
    if table == "satuan":
        return {name: row for name, row in rows.items() if name == unit.satuan}
    return {name: row for name, row in rows.items() if row.facts.get("satuan") == unit.satuan}


def targets(unit: Unit, checklist: Checklist) -> dict[str, Row | None]:
    """The targets a list is owed on, in the table's order; struck-out ones left out."""
    if checklist.target == UNIT:
        return {UNIT: None}
    return {name: row for name, row in expected_rows(unit, checklist.target).items() if not row.struck_out}
