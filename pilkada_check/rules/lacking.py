"""What a unit has not filled in though a list that it owes asks for it, and what it states that does not add up."""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.computing import Result
from pilkada_check.model.expression import Environment, Expression
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import UNIT, Table, Unit
from pilkada_check.rules.facts import asked, compute, environment, environments, missing, roots
from pilkada_check.rules.targets import targets


class Lack(NamedTuple):
    """A fact that nothing gives: of the unit (`table` empty), or the column of a table.

    `rows` are the targets that miss it, `lists` those that ask for it there.
    """

    table: str
    name: str
    rows: tuple[str, ...]
    lists: tuple[str, ...]


class Contradiction(NamedTuple):
    """A fact of the unit that is stated otherwise than others make it."""

    name: str
    stated: int | str
    by: Expression
    computed: Result


def lacking(unit: Unit, book: FactBook, lists: tuple[Checklist, ...]) -> list[Lack]:
    """Each missing fact once, in the order in which the lists ask for them; only for items that are asked there."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    asking: dict[tuple[str, str], dict[str, None]] = {}
    known: dict[tuple[str, str], Environment] = {}
    for checklist in lists:
        table = checklist.target
        names = {name for item in checklist.items() for one in item.expressions for name in one.names}
        for target, row in targets(unit, checklist).items():
            if (table, target) not in known:
                known[table, target] = environment(unit, book, table, row)
            env = known[table, target]
            for name in () if names <= env.keys() else _missing_of(checklist, env):
                for root in roots(unit, book, table, name, env):
                    key = _giver(unit, book, table, root), root
                    rows.setdefault(key, {})[target] = None
                    asking.setdefault(key, {})[checklist.id] = None
    return [Lack(*key, tuple(rows[key]), tuple(asking[key])) for key in rows]


def _missing_of(checklist: Checklist, env: Environment) -> Iterator[str]:
    """The names that nothing gives, of the items that are asked."""
    found: dict[str, None] = {}
    for item in checklist.items():
        if asked(item, env):
            found.update(dict.fromkeys(name for one in item.expressions for name in missing(one, env)))
    yield from found


def _giver(unit: Unit, book: FactBook, table: str, name: str) -> str:
    """The table that must give a fact; empty for the unit. A column that the file has hides the unit's fact."""
    if name in unit.tables.get(table, Table(table)).columns:
        return table
    return table if table != UNIT and name not in book.unit and name in book.tables.get(table, {}) else ""


def contradictions(unit: Unit, book: FactBook) -> list[Contradiction]:
    """Facts that the unit states, and that what they are derived from, or must equal, makes otherwise."""
    env = environment(unit, book, UNIT, None)
    found = []
    for name, stated in unit.facts.items():
        fact = book.unit.get(name)
        for by in (fact.derive, fact.equals) if fact else ():
            computed = compute(by, env) if by else None
            if by and computed is not None and name in env and computed != env[name]:
                found.append(Contradiction(name, stated, by, computed))
    return found


class Miscount(NamedTuple):
    """A fact that the unit states otherwise than the rows of a table make it: all that count, or those `so`.

    Of some rows it may not be known: then there are at least `low` and at most `high`.
    """

    name: str
    stated: int | str
    table: str
    so: Expression | None
    low: int
    high: int


def miscounted(unit: Unit, book: FactBook) -> Iterator[Miscount]:
    """The facts that are named like a table, or that count some of its rows; nothing of a table without rows.

    A small unit's workspace may have the rows of its own alone: of those nothing is said.
    """
    seen: dict[str, list[Environment]] = {}
    for name, stated in unit.facts.items() if not unit.satuan else ():
        fact = book.unit.get(name)
        table, so = fact.counts if fact and fact.counts else (name, None)
        rows = [row for row in unit.tables.get(table, Table(table)).rows.values() if not row.struck_out]
        low = high = len(rows)
        if so is not None:
            if table not in seen:
                seen[table] = list(map(environments(unit, book, table), rows))
            found = [compute(so, env) for env in seen[table]]
            low, high = sum(one is True for one in found), sum(one is not False for one in found)
        if rows and not (isinstance(stated, int) and low <= stated <= high):
            yield Miscount(name, stated, table, so, low, high)
