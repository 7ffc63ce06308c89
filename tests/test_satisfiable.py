"""A condition that is never true is found out exactly: held against every value of a small world, one by one."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from reader_world import listed, read

from pilkada_check import words
from pilkada_check.files.reader import read_checklist, read_facts
from pilkada_check.files.scope import Checked, scope_of
from pilkada_check.model.computing import evaluate
from pilkada_check.model.expression import Environment, Kind
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.parsing import parse
from pilkada_check.model.satisfiable import never_true
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Row, Table, Unit
from pilkada_check.rules.facts import environment
from pilkada_check.views.faults import sentence

# Constants of each kind, and every value of a world that reaches beyond all of them
_DAY = date(2024, 2, 25)
WORLDS: dict[Kind, tuple[list[str], list[int | str]]] = {
    Kind.NUMBER: (["-2", "-1", "0", "1", "2", "2.5", "3", "4"], list(range(9))),
    Kind.DATE: (
        [f'"{day}"' for day in ("2024-02-27", "2024-02-29", "2024-02-30", "2024-03-01", "2024-03-02", "2024-03-99")],
        [(_DAY + timedelta(n)).isoformat() for n in range(45)],
    ),
    Kind.TIME: (
        [f'"{hour}"' for hour in ("00:00", "00:01", "05:59", "06:00", "23:58", "23:59")],
        [f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440)],
    ),
    Kind.TEXT: (['"a"', '"b"', '"c"', '""'], ["a", "b", "c", "d"]),
}


def conditions(kind: Kind) -> st.SearchStrategy[str]:
    """Conditions about the fact x, nested and not."""
    constants = st.sampled_from(WORLDS[kind][0])
    orders = ["==", "!="] if kind is Kind.TEXT else ["==", "!=", "<", "<=", ">", ">="]
    plain = st.builds("x {} {}".format, st.sampled_from(orders), constants)
    turned = st.builds("{} {} x".format, constants, st.sampled_from(orders))
    chain = st.builds("{} {} x {} {}".format, constants, st.sampled_from(orders), st.sampled_from(orders), constants)
    within = st.builds(
        lambda word, ones: f"x {word} [{', '.join(ones)}]",
        st.sampled_from(["in", "not in"]),
        st.lists(constants.filter(lambda one: one[0] != "-"), min_size=1, max_size=3),
    )
    return st.recursive(
        plain | turned | chain | within,
        lambda inner: (
            st.builds("({} and {})".format, inner, inner)
            | st.builds("({} or {})".format, inner, inner)
            | st.builds("not ({})".format, inner)
        ),
        max_leaves=6,
    )


def by_hand(text: str, values: Iterable[int | str]) -> bool:
    """Whether it is true for none of these values."""
    return not any(evaluate(parse(text), {"x": value}) for value in values)


@pytest.mark.parametrize("kind", WORLDS)
def test_never_true_is_what_no_value_makes_true(kind: Kind) -> None:
    found = set()

    @given(conditions(kind))
    def law(text: str) -> None:
        said = never_true(parse(text), kind)
        found.add(said)
        assert said is by_hand(text, WORLDS[kind][1])

    law()
    assert found == {True, False}


@given(conditions(Kind.NUMBER))
@example("x < 0")
def test_a_derived_number_may_lie_below_zero(text: str) -> None:
    assert never_true(parse(text), Kind.NUMBER, below_zero=True) is by_hand(text, range(-9, 9))


@given(conditions(Kind.TEXT), st.sets(st.sampled_from("abcd"), min_size=1))
def test_a_choice_is_one_of_its_values(text: str, values: set[str]) -> None:
    assert never_true(parse(text), Kind.TEXT, tuple(values)) is by_hand(text, values)


@pytest.mark.parametrize(
    "text", ["x < y and x > y", "x + 1 < x", "min(x, 3) > 3", "x * 0 == 1", "-x > 1", "1 > 2", "ceil(x) != x"]
)
def test_of_arithmetic_and_of_two_facts_nothing_is_said(text: str) -> None:
    assert never_true(parse(text), Kind.NUMBER) is False


def test_a_value_may_come_from_the_unit_where_a_table_lacks_the_column() -> None:
    text = """\
facts:
  wajib: {type: int, text: A, derive: 3 - tps}
  tps: {type: int, text: T}
  jenis: {type: choice, values: [a, b, c], text: J}
tables:
  regu:
    wajib: {type: int, text: A}
    jenis: {type: choice, values: [a, b], text: J}
    kelas: {type: choice, values: [a, b], text: K}
"""
    book, _ = read_facts(text.encode(), "facts.yaml")
    assert book is not None
    conditions = {"wajib < 0": "", 'jenis not in ["a", "b"]': "", 'kelas not in ["a", "b"]': "never_true"}
    for when, code in conditions.items():
        one = listed("for: regu", f"type: count\nwhen: {when}\n")
        assert [fault.code for fault in read_checklist(one.encode(), "x", book, ("regu",))[1]] == [code] * bool(code)


# Values of a fact of each type, as files give them; a choice has two of the three words
VALUES: dict[str, tuple[int | str, ...]] = {
    "int": (0, 1, 2, 3, 4),
    "digits": ("0", "02", "3"),
    "text": ("a", "b", "c", "2024-02-29", "05:59", "2"),
    "choice": ("a", "b"),
    "date": ("2024-02-28", "2024-02-29", "2024-03-01"),
    "time": ("00:00", "05:59", "06:00"),
}
DERIVES = ("y - 5", "y / 2", "z", '"2024-02-30"', '"05:59"', '"c"')
BEYOND = FactBook({"y": FactDef("y", "int", Text("Y")), "z": FactDef("z", "choice", Text("Z"), values=("b", "c"))})


@st.composite
def worlds(draw: st.DrawFn) -> tuple[FactDef, FactDef | None, str]:
    """The fact x of a table, one of the unit with that name, and a condition."""
    found: list[FactDef] = []
    for table in ("regu", ""):
        kind = draw(st.sampled_from(sorted(VALUES)))
        derive = draw(st.none() | st.sampled_from(DERIVES).map(parse))
        values = ("a", "b") if kind == "choice" else ()
        found.append(FactDef("x", kind, Text("X"), table, values=values, derive=derive))  # type: ignore[arg-type] # a key of VALUES
    column, own = found
    return column, draw(st.sampled_from([None, own])), draw(conditions(column.kind))


def stated(fact: FactDef | None) -> tuple[int | str | None, ...]:
    """What may stand in a file for it: nothing, or a value of its type."""
    return (None, *VALUES[fact.type]) if fact else (None,)


def environments(column: FactDef, own: FactDef | None, book: FactBook) -> Iterator[Environment]:
    """What conditions may see: x from a cell, from pilkada.yaml, or from other facts."""
    for said, cell, y, z in product(stated(own), stated(column), (0, 8), "bc"):
        facts = {"y": y, "z": z, **({"x": said} if said is not None else {})}
        row = Row("Regu 1", {"x": cell} if cell is not None else {})
        table = Table("regu", ("x",) if cell is not None else (), {"Regu 1": row})
        yield environment(Unit("Contoh", facts=facts, tables={"regu": table}), book, "regu", row)


CHOICE = FactDef("x", "choice", Text("X"), "regu", values=("a", "b"))


@given(worlds())
@example((CHOICE, replace(CHOICE, table="", derive=parse("z")), 'x not in ["a", "b"]'))
@example((CHOICE, replace(CHOICE, table="", type="text", values=()), 'x not in ["a", "b"]'))
@example((replace(CHOICE, derive=parse("z")), None, 'x not in ["a", "b"]'))
def test_what_is_said_never_to_be_true_never_is(world: tuple[FactDef, FactDef | None, str]) -> None:
    column, own, text = world
    book = FactBook({**BEYOND.unit, **({"x": own} if own else {})}, {"regu": {"x": column}})
    found = scope_of(book, "regu").read(text)
    if type(found) is Checked and found.never:
        for env in environments(column, own, book):
            assert "x" not in env or evaluate(found.expression, env) is False, env


def test_nothing_is_said_where_nobody_knows_what_the_list_is_for() -> None:
    text = "tables: {a: {x: {type: int, text: X}}, b: {x: {type: int, text: X, derive: 1 - 2}}}"
    book, _ = read_facts(text.encode(), "facts.yaml")
    assert book is not None
    one = listed("for: lain", "type: count\nwhen: x < 0\n")
    assert {fault.code for fault in read_checklist(one.encode(), "x", book, ("a", "b"))[1]} == {"unknown_table"}


def test_what_is_said_of_it() -> None:
    table = {
        ("en", "dalmas < 0"): "No value of dalmas makes this true, so it never takes effect. Join with or instead of "
        "and, or compare with another value: dalmas > 0.",
        ("id", 'senpi_di_tps not in ["ya", "tidak"]'): "Tidak ada nilai senpi_di_tps yang membuat ini benar, jadi "
        "tidak pernah berlaku. Sambung dengan or, bukan and, atau bandingkan dengan nilai lain: "
        'senpi_di_tps == "ya". Yang dikenal: ya, tidak.',
    }
    for (lang, when), said in table.items():
        words.init(lang)
        (fault,) = read(listed("for: satuan", f"type: count\nwhen: {when}\n"))[1]
        assert (fault.line, fault.column, fault.warning) == (11, 15, True)
        assert sentence(fault) == said


def test_a_sample_that_always_takes_nothing_is_warned_of() -> None:
    found, faults = read(listed("sample: {tolerance: 5%, confidence: 95%, always: dalmas < 0}"))
    assert found is not None
    assert [(fault.code, fault.line, fault.warning) for fault in faults] == [("never_true", 5, True)]
