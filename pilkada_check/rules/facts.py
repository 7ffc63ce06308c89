"""What expressions see on one target: its facts, and what follows from them (design 4; rules.md 10)."""

from collections.abc import Callable, Mapping

from pilkada_check.model.checklist import Item
from pilkada_check.model.computing import Result, Uncomputable, evaluate
from pilkada_check.model.expression import Environment, Expression, Kind
from pilkada_check.model.facts import FactBook, FactDef, FactValue
from pilkada_check.model.unit import Row, Unit


def environment(unit: Unit, book: FactBook, table: str, row: Row | None) -> dict[str, int | str]:
    """The facts of one target: its row over the unit over the shipped default over what is derived.

    `table` is "unit" or the name of a target table, `row` None for the unit itself and for a target without a row. A
    column that the table has hides the unit's fact, even where the cell is empty. A value of the wrong kind is as good
    as none. A fact named like a table is not filled from its rows.
    """
    return environments(unit, book, table)(row)


def environments(unit: Unit, book: FactBook, table: str) -> Callable[[Row | None], dict[str, int | str]]:
    """The same for many rows of one table: what does not depend on the row is looked up once."""
    columns = frozenset(_columns(unit, table))
    given = {**unit.facts, **_days(unit)}
    seen = book.seen_from(table)
    of_all: dict[str, int | str] = {
        name: day for name, day in _days(unit).items() if name not in columns and name not in seen
    }
    underived: dict[str, Expression] = {}
    for name, definition in seen.items():
        if name in columns:
            continue
        own = book.unit.get(name, definition)
        value = _fitting(definition.kind, given.get(name, own.default))
        if value is not None:
            of_all[name] = value
        elif own.derive:
            underived[name] = own.derive

    def of(row: Row | None) -> dict[str, int | str]:
        found = dict(of_all)
        for name, cell in row.facts.items() if row else ():
            definition = seen.get(name)
            value = _fitting(definition.kind, cell) if definition is not None else None
            if value is not None:
                found[name] = value
        _derive({name: derive for name, derive in underived.items() if name not in found}, seen, found)
        return found

    return of


def _columns(unit: Unit, table: str) -> tuple[str, ...]:
    """The columns that the file of a target table has."""
    known = unit.tables.get(table)
    return known.columns if known else ()


def _days(unit: Unit) -> dict[str, str]:
    """The two days that a unit states outside its facts."""
    days = {"election_day": unit.election_day, "operation_ends": unit.operation_ends}
    return {name: day for name, day in days.items() if day}


def _fitting(kind: Kind, value: FactValue | None) -> FactValue | None:
    """The value as expressions see it (digits as a number), or None where it is of another kind."""
    if kind is not Kind.NUMBER:
        return value if isinstance(value, str) and value else None
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdecimal() and len(value) <= 15 else None
    return value if type(value) is int else None


def _derive(waiting: dict[str, Expression], seen: Mapping[str, FactDef], found: dict[str, int | str]) -> None:
    """Add to `found` each derived fact whose own facts are known, until nothing more follows; circles stay missing."""
    progress = True
    while waiting and progress:
        ready = [name for name, derive in waiting.items() if not missing(derive, found)]
        progress = bool(ready)
        for name in ready:
            result = compute(waiting.pop(name), found)
            value = _fitting(seen[name].kind, result) if isinstance(result, int | str) else None
            if value is not None:
                found[name] = value


def missing(expression: Expression, env: Environment) -> tuple[str, ...]:
    """The facts that the expression names and nothing gives, in order of appearance."""
    return tuple(name for name in expression.names if name not in env)


def roots(unit: Unit, book: FactBook, table: str, name: str, env: Environment) -> tuple[str, ...]:
    """What somebody must fill in so that the missing fact `name` is known: itself, or what it is derived from."""
    columns = _columns(unit, table)
    seen = book.seen_from(table)
    found: dict[str, None] = {}
    looked: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop(0)
        if one in looked:
            continue
        looked.add(one)
        definition = book.unit.get(one) or seen.get(one)
        derive = definition.derive if definition and one not in columns else None
        lacking = missing(derive, env) if derive else ()
        todo.extend(lacking)
        if not lacking:
            found[one] = None
    return tuple(found) or (name,)


def compute(expression: Expression, env: Environment) -> Result | None:
    """The expression's value; None where it names a missing fact or cannot be computed (division by zero)."""
    for name in expression.names:
        if name not in env:
            return None
    try:
        return evaluate(expression, env)
    except (Uncomputable, TypeError):  # a fact of another kind than when the list was read
        return None


def asked(item: Item, env: Environment) -> bool:
    """Is the item in force on this target?

    Not where `when` says no, and not where its need is just one fact and that is 0 ("not for us"). A `when` that names
    a missing fact leaves nothing out (rules.md 10).
    """
    if item.when and compute(item.when, env) is False:
        return False
    if item.need:
        value = item.need.value
        if len(value.names) == 1 and value.text.strip() == value.names[0] and env.get(value.names[0]) == 0:
            return False
    return True
