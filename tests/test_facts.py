"""What expressions see on one target, and which items that puts in force."""

from fractions import Fraction

import pytest

from pilkada_check.model.checklist import Item, Need
from pilkada_check.model.facts import FactBook, FactDef, FactType, FactValue
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Row, Table, Unit
from pilkada_check.rules.facts import asked, compute, environment, missing, roots


def fact(
    name: str, kind: FactType = "int", *, default: FactValue | None = None, derive: str = "", table: str = ""
) -> FactDef:
    return FactDef(name, kind, Text(name), table, default=default, derive=parse(derive) if derive else None)


def book(*facts: FactDef) -> FactBook:
    tables: dict[str, dict[str, FactDef]] = {}
    for one in facts:
        if one.table:
            tables.setdefault(one.table, {})[one.name] = one
    return FactBook({one.name: one for one in facts if not one.table}, tables)


def tps(*columns: str, **cells: FactValue) -> tuple[dict[str, Table], Row]:
    row = Row("Loktuan 012", cells)
    return {"tps": Table("tps", columns, {row.id: row})}, row


def test_the_row_over_the_unit_over_the_default() -> None:
    facts = book(
        fact("ht", default=1), fact("ht", table="tps"), fact("jaga", default=2), fact("bilik", default=4), fact("lampu")
    )
    tables, row = tps("ht", ht=8)
    unit = Unit("Polres", facts={"ht": 60, "jaga": 3}, tables=tables)
    assert environment(unit, facts, "unit", None) == {"ht": 60, "jaga": 3, "bilik": 4}
    assert environment(unit, facts, "tps", row) == {"ht": 8, "jaga": 3, "bilik": 4}


def test_an_empty_cell_hides_what_stands_above_it() -> None:
    """facts.md, rule 1: then the fact is missing, default and `derive` or not."""
    facts = book(
        fact("ht", default=1),
        fact("ht", table="tps", default=2),
        fact("polri", derive="tps * 2"),
        fact("tps", default=9),
    )
    tables, row = tps("ht", "polri")
    unit = Unit("Polres", facts={"ht": 60, "polri": 5}, tables=tables)
    assert environment(unit, facts, "tps", row) == {"tps": 9}
    assert environment(unit, facts, "tps", None) == {"tps": 9}  # a target that is not on the list has no cells at all
    assert environment(unit, facts, "unit", None) == {"ht": 60, "polri": 5, "tps": 9}


def test_a_column_that_the_file_lacks_hides_nothing() -> None:
    facts = book(fact("ht", default=1), fact("ht", table="tps"), fact("no_tps", "digits", table="tps", default="007"))
    tables, row = tps("kelurahan")
    assert environment(Unit("Polres", tables=tables), facts, "tps", row) == {"ht": 1, "no_tps": 7}
    assert environment(Unit("Polres", facts={"ht": 60}, tables=tables), facts, "tps", row) == {"ht": 60, "no_tps": 7}


def test_kinds() -> None:
    facts = book(
        fact("nomor", "digits"),
        fact("kelas", "choice"),
        fact("mulai", "date"),
        fact("buka", "time"),
        fact("nama", "text"),
    )
    given: dict[str, FactValue] = {
        "nomor": "012",
        "kelas": "rawan",
        "mulai": "2024-08-26",
        "buka": "07:00",
        "nama": "Ton",
    }
    assert environment(Unit("Polres", facts=given), facts, "unit", None) == {**given, "nomor": 12}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", "banyak"),
        ("int", True),
        ("int", ""),
        ("digits", "12a"),
        ("digits", "²"),
        ("digits", "9" * 16),
        ("digits", "9" * 5000),
        ("date", 20241127),
        ("text", ""),
        ("text", 7),
    ],
)
def test_a_value_of_the_wrong_kind_is_as_good_as_none(kind: FactType, value: FactValue) -> None:
    assert environment(Unit("Polres", facts={"x": value}), book(fact("x", kind)), "unit", None) == {}


def test_fifteen_digits_are_a_number() -> None:
    unit = Unit("Polres", facts={"x": "9" * 15})
    assert environment(unit, book(fact("x", "digits")), "unit", None) == {"x": 10**15 - 1}


def test_only_facts_of_the_book_and_the_two_days_are_seen() -> None:
    unit = Unit("Polres", election_day="2024-11-27", operation_ends="2024-12-16", facts={"suara": 1})
    days = {"election_day": "2024-11-27", "operation_ends": "2024-12-16"}
    assert environment(unit, book(), "unit", None) == days
    assert environment(Unit("Polres"), book(), "unit", None) == {}
    dated = book(fact("operation_ends", "date", default="2030-01-01"))
    assert environment(unit, dated, "unit", None) == days
    assert environment(Unit("Polres"), dated, "unit", None) == {"operation_ends": "2030-01-01"}


def test_a_fact_named_like_a_table_is_not_its_number_of_rows() -> None:
    tables, row = tps("ht")
    facts = book(fact("tps"))
    assert environment(Unit("Polres", tables=tables), facts, "unit", None) == {}
    assert environment(Unit("Polres", facts={"tps": 423}, tables=tables), facts, "tps", row) == {"tps": 423}


def test_what_is_derived() -> None:
    facts = book(
        fact("tps"),
        fact("tertib", default=2),
        fact("gabungan", derive="linmas + 420"),  # before what it is derived from
        fact("linmas", derive="tertib * tps"),
        fact("setengah", derive="tps / 2"),
        fact("besar", derive="tps > 1"),
        fact("rata", derive="tps / (tertib - 2)"),
        fact("ayam", derive="telur"),
        fact("telur", derive="ayam"),
        fact("dalmas"),
        fact("helm", derive="dalmas"),
    )
    unit = Unit("Polres", facts={"tps": 423})
    assert environment(unit, facts, "unit", None) == {"tps": 423, "tertib": 2, "linmas": 846, "gabungan": 1266}
    given = Unit("Polres", facts={"tps": 423, "linmas": 850})
    assert environment(given, facts, "unit", None)["gabungan"] == 1270


def test_derived_from_what_the_row_gives() -> None:
    facts = book(fact("dpt", table="tps"), fact("surat", table="tps", derive="dpt + ceil(dpt * 25 / 1000)"))
    tables, row = tps("dpt", dpt=480)
    assert environment(Unit("Polres", tables=tables), facts, "tps", row)["surat"] == 492


def test_a_derived_column_that_the_file_lacks() -> None:
    facts = book(fact("dpt", table="tps"), fact("surat", table="tps", derive="dpt + 12"))
    tables, row = tps("dpt")
    unit = Unit("Polres", tables=tables)
    assert roots(unit, facts, "tps", "surat", environment(unit, facts, "tps", row)) == ("dpt",)


def test_missing_and_compute() -> None:
    both = parse("helm + dalmas * 0")
    assert missing(both, {"helm": 1}) == ("dalmas",)
    assert compute(both, {"helm": 1}) is None
    assert compute(both, {"helm": 1, "dalmas": 2}) == 1
    assert compute(parse("1 / helm"), {"helm": 0}) is None
    assert compute(parse("helm / 4"), {"helm": 30}) == Fraction(15, 2)


def test_roots_name_what_somebody_can_fill_in() -> None:
    facts = book(
        fact("tps"),
        fact("tertib"),
        fact("linmas", derive="tertib * tps"),
        fact("gabungan", derive="linmas + polri"),
        fact("polri"),
        fact("ayam", derive="telur"),
        fact("telur", derive="ayam"),
        fact("nihil", derive="tps / 0"),
    )
    tables, row = tps("linmas")
    unit = Unit("Polres", facts={"tps": 423}, tables=tables)
    env = environment(unit, facts, "unit", None)
    assert roots(unit, facts, "unit", "gabungan", env) == ("polri", "tertib")
    assert roots(unit, facts, "unit", "polri", env) == ("polri",)
    assert roots(unit, facts, "unit", "ayam", env) == ("ayam",)
    assert roots(unit, facts, "unit", "nihil", env) == ("nihil",)
    assert roots(unit, facts, "unit", "tak_dikenal", env) == ("tak_dikenal",)
    # in the table `linmas` is a column: its cell is what must be filled in
    assert roots(unit, facts, "tps", "gabungan", environment(unit, facts, "tps", row)) == ("linmas", "polri")


@pytest.mark.parametrize(
    ("when", "need", "env", "expected"),
    [
        ("", "", {}, True),
        ("dalmas > 0", "", {"dalmas": 1}, True),
        ("dalmas > 0", "", {"dalmas": 0}, False),
        ("dalmas > 0", "", {}, True),  # rules.md 10: a missing fact leaves nothing out
        ("dalmas > 0 and helm > 0", "", {"dalmas": 0}, True),
        ("dalmas / helm > 1", "", {"dalmas": 1, "helm": 0}, True),  # it cannot be said, so it is asked
        ("", "helm", {"helm": 0}, False),
        ("", " helm ", {"helm": 0}, False),
        ("", "helm", {"helm": 1}, True),
        ("", "helm", {}, True),
        ("", "0", {}, True),
        ("", "helm + 0", {"helm": 0}, True),
        ("", "helm * ht", {"helm": 0, "ht": 0}, True),
        ("dalmas > 0", "helm", {"dalmas": 1, "helm": 0}, False),
        ("dalmas > 0", "helm", {"dalmas": 0, "helm": 1}, False),
    ],
)
def test_asked(when: str, need: str, env: dict[str, int | str], *, expected: bool) -> None:
    item = Item(
        "x",
        Text("?"),
        "count",
        when=parse(when) if when else None,
        need=Need(">=", parse(need)) if need else None,
    )
    assert asked(item, env) is expected
