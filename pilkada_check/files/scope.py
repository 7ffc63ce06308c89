"""The facts that the expressions of one list may name, and each expression checked against them once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pilkada_check.model.checking import check
from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.parsing import Trouble, Unparsable, parse
from pilkada_check.model.satisfiable import never_true

_MAX_KEPT = 8192  # expressions of one scope
_STATED_ABOVE = {"election_day": Kind.DATE, "operation_ends": Kind.DATE}  # stand in pilkada.yaml itself


class Checked(NamedTuple):
    """A sound expression, its kind, and whether it is known that it is never true."""

    expression: Expression
    kind: Kind
    never: bool = False


class Scope:
    """What expressions see from one table ("unit" is none)."""

    def __init__(
        self, facts: dict[str, FactDef], columns: dict[str, list[str]], unit: Mapping[str, FactDef] | None = None
    ) -> None:
        """`columns` says in which tables a name is a column: for the advice where it may not stand.

        `unit` are the facts of the unit: they are looked up where the file of a table lacks one of its columns. Without
        them nothing is said of what is never true.
        """
        self.facts = facts
        self.unit = unit
        self.kinds = _STATED_ABOVE | {name: fact.kind for name, fact in facts.items()}
        self.values = {name: fact.values for name, fact in facts.items() if fact.values}
        self.columns = columns
        self._kept: dict[str, Checked | Trouble] = {}

    def read(self, text: str) -> Checked | Trouble:
        """The expression with its kind, or the first thing wrong with it."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            found = self._kept[text] = self._read(text)
        return found

    def _read(self, text: str) -> Checked | Trouble:
        try:
            expression = parse(text)
        except Unparsable as problem:
            return problem.trouble
        kind = check(expression, self.kinds, self.values)
        if isinstance(kind, Trouble):
            return kind
        return Checked(expression, kind, kind is Kind.TRUTH and len(expression.names) == 1 and self._never(expression))

    def _never(self, expression: Expression) -> bool:
        """Whether no value of the one fact that it names makes it true, wherever that value may come from.

        Nothing is said where that may be a value of another type: a word that is derived is of no closed list, and the
        unit may state as text what a table lacks as a choice.
        """
        if self.unit is None:
            return False
        name = expression.names[0]
        kind = self.kinds[name]
        givers = [one[name] for one in (self.facts, self.unit) if name in one]
        types = {one.type for one in givers} | ({"date"} if name in _STATED_ABOVE else set())
        if len(types) > 1 or (kind is not Kind.NUMBER and any(one.derive for one in givers)):
            return False
        if not givers:
            return never_true(expression, kind)
        return all(never_true(expression, kind, one.values, below_zero=one.derive is not None) for one in givers)

    def words(self) -> set[str]:
        """Every closed value of a choice that may be compared here."""
        return {word for values in self.values.values() for word in values}


class _Same:
    """A fact book as a key of a cache: the same object, not an equal one (comparing them costs more than it saves)."""

    def __init__(self, book: FactBook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.book is other.book


def scope_of(book: FactBook, table: str) -> Scope:
    """The scope of lists `for: table`; thousands of lists that are read with one book share it."""
    return _scope(_Same(book), table)


@lru_cache(maxsize=64)
def _scope(same: _Same, table: str) -> Scope:
    return Scope(same.book.seen_from(table), same.book.homes(), same.book.unit)


def everything(book: FactBook) -> Scope:
    """All facts of a book, for a list of which nobody can tell what it is for."""
    return Scope({name: fact for table in ("", *book.tables) for name, fact in book.seen_from(table).items()}, {})
