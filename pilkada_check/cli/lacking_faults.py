"""What a unit has not filled in, or states against its own sums, as warnings with their places: for `validasi`."""

from collections.abc import Iterator
from functools import cached_property

from pilkada_check.files.tables import Places, places
from pilkada_check.files.workspace import Workspace
from pilkada_check.files.yaml_nodes import compose
from pilkada_check.files.yaml_text import Source, examine
from pilkada_check.model.facts import FactDef
from pilkada_check.model.faults import Fault, fault
from pilkada_check.rules.lacking import Lack, contradictions, lacking, miscounted

_FIRST = 3  # cells that are named of many
_EXAMPLES = {"int": "30", "date": "2024-11-27", "time": "05.30", "digits": "012"}


class Lacking:
    """What is missing in a workspace that was read whole; each of its files asks for its own."""

    def __init__(self, known: Workspace) -> None:
        self.known = known

    @cached_property
    def lacks(self) -> list[Lack]:
        """What nothing gives, though an owed list asks for it."""
        return lacking(self.known.unit, self.known.book, self.known.lists)

    def of_table(self, name: str, data: bytes, table: str) -> Iterator[Fault]:
        """Empty cells of a table that an owed list asks for, and columns that are not there; one for each column."""
        ones = [one for one in self.lacks if one.table == table]
        if ones:
            columns = self.known.book.tables.get(table, {})
            where = places(data, columns)
            for one in ones:
                if one.name not in where.columns:
                    line, number = where.heading
                    about = self._about(one, columns[one.name])
                    yield fault(name, line, 0, "column_wanted", cell=f"A{number}", warning=True, **about)
                elif where.rows.keys() >= set(one.rows):  # the file may have changed since the workspace was read
                    yield self._of_cells(name, one, columns[one.name], where)

    def _of_cells(self, name: str, one: Lack, column: FactDef, where: Places) -> Fault:
        first = one.rows[0]
        cells = [where.cell(one.name, row) for row in one.rows[:_FIRST]] + [".."] * (len(one.rows) > _FIRST)
        about = self._about(one, column) | {"row": first, "n": str(len(one.rows)), "cells": ", ".join(cells)}
        line = where.rows[first][0]
        return fault(name, line, 0, "cell_missing", cell=where.cell(one.name, first), warning=True, **about)

    def _about(self, one: Lack, column: FactDef) -> dict[str, str]:
        return {"lists": ", ".join(one.lists), **column.described, "example": self._example(column)}

    def _example(self, column: FactDef) -> str:
        """A right value: a closed word, what another row has, what is usual, or one of the type; empty for a text."""
        if column.values:
            return " / ".join(column.values)
        rows = self.known.unit.tables[column.table].rows.values() if column.table in self.known.unit.tables else ()
        others = (row.facts.get(column.name) for row in rows)
        examples = _EXAMPLES | {"date": self.known.unit.election_day or _EXAMPLES["date"]}
        usual = str(sum(column.usual) // 2) if column.usual else examples.get(column.type, "")
        return str(next((one for one in others if one is not None), usual))

    def of_unit(self, name: str, data: bytes) -> Iterator[Fault]:
        """Facts of the unit that an owed list asks for; facts that others, or rows, make otherwise."""
        known, where = self.known, _places(name, data)
        for one in self.lacks:
            fact = known.book.unit.get(one.name)
            if not one.table and fact is not None and one.name != "election_day":  # that one has a warning of its own
                about = self._about(one, fact)
                if about["example"]:
                    about["example"] = f"{one.name}: {about['example']}"
                at = where.get("") if one.name != "operation_ends" else None  # that stands outside of facts
                line, column = at or (0, 0)
                yield fault(name, line, column, "fact_missing", warning=True, **about)
        for found in contradictions(known.unit, known.book):
            about = {"text": str(found.stated), "expression": found.by.text, "computed": str(found.computed)}
            about |= known.book.unit[found.name].described
            line, column = where.get(found.name, (0, 0))
            yield fault(name, line, column, "value_contradicts", warning=True, **about)
        faulty = {one.path for one in known.faults if not one.warning}  # rows of these may be missing
        for wrong in miscounted(known.unit, known.book):
            if known.unit.targets[wrong.table] in faulty:
                continue
            rows = str(wrong.low) if wrong.low == wrong.high else f"{wrong.low}..{wrong.high}"
            about = {"text": str(wrong.stated), "file": known.unit.targets[wrong.table], "n": rows}
            if wrong.so is not None:
                about |= {"expression": wrong.so.text, **known.book.unit[wrong.name].described}
            line, column = where.get(wrong.name, (0, 0))
            code = "rows_otherwise" if wrong.so is None else "rows_counted"
            yield fault(name, line, column, code, warning=True, **about)


def _places(name: str, data: bytes) -> dict[str, tuple[int, int]]:
    """Line and column of each of the `facts` in pilkada.yaml, and under "" of their key."""
    source = examine(data, name)
    root = compose(source) if isinstance(source, Source) else None
    found = {}
    for key, value in root.value if root is not None and root.id == "mapping" else ():
        if key.value == "facts" and value.id == "mapping":
            for mark, node in [("", key), *((fact.value, fact) for fact, _ in value.value)]:
                found[mark] = node.start_mark.line + 1, node.start_mark.column + 1
    return found
