"""Whether an expression about one fact can be true at all: tried at every value where its truth could change."""

import ast
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from pilkada_check.model.computing import evaluate
from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.parsing import parsed

_LAST_DAY = date.max.toordinal()


def never_true(expression: Expression, kind: Kind, values: tuple[str, ...] = (), *, below_zero: bool = False) -> bool:
    """Whether no value of the one fact that it names makes it true; False where this is not known.

    `kind` is the fact's, `values` its closed words; numbers are whole, and at least 0 unless `below_zero`. Known are
    comparisons with constants, `in`, `and`, `or`, `not`: between two neighbouring constants their truth does not
    change, so the constants and what lies next to them stand for all. Nothing is said of arithmetic and of two facts.
    """
    if len(expression.names) != 1 or any(map(_computes, parsed(expression.text).nodes)):
        return False
    constants = [node.value for node in parsed(expression.text).nodes if isinstance(node, ast.Constant)]
    name = expression.names[0]
    tried = values or _deciding(kind, constants, below_zero=below_zero)
    return not any(evaluate(expression, {name: value}) for value in tried)


def _computes(node: ast.expr) -> bool:
    """Whether a node makes a new value out of others; the minus of a constant does not."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return not isinstance(node.operand, ast.Constant)
    return isinstance(node, ast.BinOp | ast.Call)


def _deciding(kind: Kind, constants: Iterable[object], *, below_zero: bool) -> Iterator[int | str]:
    """Values of a kind that lie on, just below and just above each constant, and one where there is none."""
    words = [one for one in constants if isinstance(one, str)]
    match kind:
        case Kind.NUMBER:
            for number in (0, *(one for one in constants if isinstance(one, int | float))):
                edges = (sign * edge for edge in (math.floor(number), math.ceil(number)) for sign in (1, -1))
                yield from (near for edge in edges for near in (edge, edge + 1, edge - 1) if below_zero or near >= 0)
        case Kind.DATE:
            for word in (*words, "2000-01-01"):
                place = bisect_left(range(1, _LAST_DAY + 1), word, key=_day) + 1
                yield from (_day(day) for day in range(max(place - 1, 1), min(place + 1, _LAST_DAY) + 1))
        case Kind.TIME:
            yield from (f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440))
        case _:
            yield from (word for word in words if word)
            yield max(words, key=len, default="") + "x"  # longer than all of them, so none of them


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
