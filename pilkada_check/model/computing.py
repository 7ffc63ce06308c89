"""What an expression comes to, exactly."""

import ast
import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from pilkada_check.model.expression import MAX_NUMBER, Environment, Expression
from pilkada_check.model.parsing import parsed

Number = int | Fraction
Result = Number | str | bool


class Uncomputable(ArithmeticError):
    """Division by zero, or a number beyond `MAX_NUMBER`."""


def evaluate(expression: Expression, values: Environment) -> Result:
    """Compute; every name must be in `values` (KeyError otherwise). Raises `Uncomputable`.

    A whole result comes back as int; a fraction stays exact.
    """
    return _compiled(expression.text)(values)


_Compute = Callable[[Environment], Result]


@lru_cache(maxsize=4096)
def _compiled(text: str) -> _Compute:
    """The expression as one function."""
    return _build(parsed(text).tree)


def _build(node: ast.expr) -> _Compute:
    """The function of one node."""
    match node:
        case ast.Constant(value=float(value)):
            exact = Fraction(str(value))
            return lambda _values: exact
        case ast.Constant(value=int() | str() as constant):
            return lambda _values: constant
        case ast.Name(id=name):
            return lambda values: values[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(_build(left), type(op), _build(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _build(operand)
            return lambda values: -_number(inner(values))
        case ast.UnaryOp(operand=operand):
            inner = _build(operand)
            return lambda values: not inner(values)
        case ast.BoolOp(op=op, values=operands):
            parts = [_build(operand) for operand in operands]
            every = all if isinstance(op, ast.And) else any
            return lambda values: every(part(values) for part in parts)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, [_build(arg) for arg in args])
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _comparison(_build(left), [type(op) for op in ops], [_side(right) for right in comparators])
    raise AssertionError(ast.dump(node))


_ARITHMETIC: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: Fraction,
}


def _number(value: Result) -> Number:
    """The number that the check of kinds has found here."""
    if isinstance(value, str):
        raise TypeError(value)
    return value


def _arithmetic(left: _Compute, op: type[ast.operator], right: _Compute) -> _Compute:
    """One of + - * /, bounded."""

    def compute(values: Environment) -> Result:
        a, b = _number(left(values)), _number(right(values))
        if op is ast.Div and b == 0:
            raise Uncomputable("division by zero")
        result = _ARITHMETIC[op](a, b)
        if not -MAX_NUMBER <= result <= MAX_NUMBER:
            raise Uncomputable("number too large")
        return int(result) if result == int(result) else result

    return compute


def _call(name: str, args: list[_Compute]) -> _Compute:
    """ceil, floor, min or max."""
    if name in {"ceil", "floor"}:
        rounded = math.ceil if name == "ceil" else math.floor
        return lambda values: rounded(_number(args[0](values)))
    if name == "min":
        return lambda values: min(_number(arg(values)) for arg in args)
    return lambda values: max(_number(arg(values)) for arg in args)


def _side(node: ast.expr) -> Callable[[Environment], Result | tuple[Result, ...]]:
    """The right side of a comparison: a value, or the constants of a list."""
    if isinstance(node, ast.List):
        constants = tuple(_build(one)({}) for one in node.elts)
        return lambda _values: constants
    return _build(node)


_COMPARE: dict[type[ast.cmpop], Callable[[Result, Result], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,  # type: ignore[operator] # kinds were checked
    ast.LtE: lambda a, b: a <= b,  # type: ignore[operator] # kinds were checked
    ast.Gt: lambda a, b: a > b,  # type: ignore[operator] # kinds were checked
    ast.GtE: lambda a, b: a >= b,  # type: ignore[operator] # kinds were checked
    ast.In: lambda a, b: a in b,  # type: ignore[operator] # a list stands on the right
    ast.NotIn: lambda a, b: a not in b,  # type: ignore[operator] # a list stands on the right
}


def _comparison(
    left: _Compute, ops: list[type[ast.cmpop]], rights: list[Callable[[Environment], Result | tuple[Result, ...]]]
) -> _Compute:
    """A chain of comparisons, as in `1 <= x <= 3`."""
    tests = [_COMPARE[op] for op in ops]

    def compute(values: Environment) -> Result:
        a: Result | tuple[Result, ...] = left(values)
        for test, right in zip(tests, rights, strict=True):
            b = right(values)
            if not test(a, b):  # type: ignore[arg-type] # a list stands only on the right of `in`
                return False
            a = b
        return True

    return compute
