"""Expressions of lists and facts: an `ast` whitelist, checked before any value is known, computed exactly.

`+ - * /`, `ceil floor min max`, comparisons, `in [..]`, `and or not`, words and hours in double quotes. Dates and
hours are compared as "2024-11-27" and "05:30"; division is exact (fractions): `ceil(dpt * 25 / 1000)` rounds but once.
"""

import ast
import math
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

MAX_LENGTH = 500  # characters of one expression
MAX_NODES = 200
MAX_NUMBER = 10**15

Number = int | Fraction
Result = Number | str | bool
Environment = Mapping[str, int | str]  # facts of kind number as int, all others as text


class Kind(StrEnum):
    """What an expression or a fact is."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    TRUTH = "truth"


class Trouble(NamedTuple):
    """Why an expression is refused: code, place in its text (from 0), and the word it is about."""

    code: str
    column: int
    word: str = ""


class Expression(Struct, frozen=True):
    """One parsed expression: its text and the facts it names, in order of appearance."""

    text: str
    names: tuple[str, ...]


class Unparsable(ValueError):
    """The text is no expression; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


class Uncomputable(ArithmeticError):
    """Division by zero, or a number beyond `MAX_NUMBER`."""


FUNCTIONS: dict[str, tuple[int, int]] = {"ceil": (1, 1), "floor": (1, 1), "min": (1, 20), "max": (1, 20)}
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def parse(text: str) -> Expression:
    """Parse `text`; raises `Unparsable`."""
    return Expression(text, _parsed(text).names)


def addends(expression: Expression) -> tuple[Expression, ...]:
    """What is added up in it, from left to right; itself where it is no sum."""
    todo, found = [_parsed(expression.text).tree], []
    while todo:
        node = todo.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            todo += [node.right, node.left]
        else:
            found.append(parse(ast.unparse(node)))
    return tuple(found)


def literal(text: str) -> Expression:
    """An expression that is just this word, date or hour."""
    return Expression(f'"{text}"', ())


def nodes(expression: Expression) -> tuple[ast.expr, ...]:
    """All that it is made of: only nodes that expressions may have; without the names of functions."""
    return _parsed(expression.text).nodes


class _Parsed(NamedTuple):
    """A checked tree, the facts it names in order of appearance, and its nodes in no order."""

    tree: ast.expr
    names: tuple[str, ...]
    nodes: tuple[ast.expr, ...]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> _Parsed:
    """The checked tree of `text`; raises `Unparsable`."""
    if len(text) > MAX_LENGTH:
        raise Unparsable(Trouble("expression_long", MAX_LENGTH))
    if "\\" in text:
        raise Unparsable(Trouble("expression_syntax", text.index("\\"), "\\"))
    if not text.isascii():
        place = next(i for i, char in enumerate(text) if not char.isascii())
        if text[place] in "“”„‟«»‘’":  # a spreadsheet or phone makes these of ""
            raise Unparsable(Trouble("expression_quotes", place, text[place]))
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise Unparsable(_syntax(text, problem)) from problem
    nodes = _walk(tree)
    if len(nodes) > MAX_NODES:
        raise Unparsable(Trouble("expression_long", 0))
    for node in nodes:
        trouble = _refuse(node)
        if trouble:
            raise Unparsable(_in_characters(text.strip(), trouble))
    names = sorted((node.col_offset, node.id) for node in nodes if isinstance(node, ast.Name))
    return _Parsed(tree, tuple(dict.fromkeys(name for _, name in names)), tuple(nodes))


def _in_characters(text: str, trouble: Trouble) -> Trouble:
    """The trouble with its place in characters: `ast` counts bytes."""
    return trouble if text.isascii() else trouble._replace(column=len(text.encode()[: trouble.column].decode()))


def _syntax(text: str, problem: Exception) -> Trouble:
    """Where Python's parser gave up, and the slip that people make most."""
    offset = (getattr(problem, "offset", None) or 1) - 1
    single = re.search(r"(?<![<>=!])=(?!=)", text)
    if single:
        return Trouble("expression_single_equals", single.start(), "=")
    return Trouble("expression_syntax", min(offset, max(len(text) - 1, 0)), text[offset : offset + 1])


def _walk(tree: ast.expr) -> list[ast.expr]:
    """Every expression node; names of called functions are left out (they are checked with the call)."""
    found: list[ast.expr] = []
    todo: list[ast.expr] = [tree]
    while todo:
        node = todo.pop()
        found.append(node)
        if isinstance(node, (ast.Name, ast.Constant)):
            continue
        children: list[ast.expr] = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.Call):
            children = [child for child in children if child is not node.func]
        todo.extend(children)
    return found


def _refuse(node: ast.expr) -> Trouble | None:
    """Why this node may not stand in an expression."""
    place = node.col_offset
    match node:
        case ast.Constant(value=value):
            return _refuse_constant(value, place)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            low, high = FUNCTIONS[name]
            wrong = (
                node.keywords
                or not low <= len(node.args) <= high
                or any(isinstance(arg, ast.Starred) for arg in node.args)
            )
            return Trouble("expression_arguments", place, name) if wrong else None
        case ast.Call(func=ast.Name(id=name)):
            return Trouble("expression_function", place, name)
        case ast.Name(id=name) if name in FUNCTIONS:
            return Trouble("expression_arguments", place, name)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            return None
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            return None
        case ast.Compare(ops=ops) if any(isinstance(op, ast.Is | ast.IsNot) for op in ops):
            return Trouble("expression_syntax", place, "is")
        case ast.Compare() | ast.BoolOp() | ast.Name() | ast.List():
            return None
    return Trouble("expression_syntax", place, type(node).__name__.lower())


def _refuse_constant(value: object, place: int) -> Trouble | None:
    """Why this constant may not stand in an expression: words and bounded numbers may."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Trouble("expression_syntax", place, str(value))
    too_large = not isinstance(value, str) and not abs(value) <= MAX_NUMBER
    return Trouble("expression_number", place) if too_large else None


def check(
    expression: Expression, kinds: Mapping[str, Kind], words: Mapping[str, tuple[str, ...]] | None = None
) -> Kind | Trouble:
    """The kind of the whole expression, or the first thing wrong with it.

    `kinds` gives the kind of every name that may stand here, `words` the closed values of choice facts. A word that is
    compared with a choice must be one of its values.
    """
    found = _Checker(kinds, words or {}).kind(_parsed(expression.text).tree)
    return _in_characters(expression.text.strip(), found) if isinstance(found, Trouble) else found


class _Checker:
    """Gives each node its kind; the first trouble wins."""

    def __init__(self, kinds: Mapping[str, Kind], words: Mapping[str, tuple[str, ...]]) -> None:
        self.kinds = kinds
        self.words = words

    def kind(self, node: ast.expr) -> Kind | Trouble:
        match node:
            case ast.Constant(value=str(word)):
                return Kind.DATE if _DATE.match(word) else Kind.TIME if _TIME.match(word) else Kind.TEXT
            case ast.Constant():
                return Kind.NUMBER
            case ast.Name(id=name):
                return self.kinds.get(name, Trouble("unknown_fact", node.col_offset, name))
            case ast.BinOp(left=left, right=right):
                return self.all_of(Kind.NUMBER, [left, right], Kind.NUMBER)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.all_of(Kind.NUMBER, [operand], Kind.NUMBER)
            case ast.UnaryOp(operand=operand):
                return self.all_of(Kind.TRUTH, [operand], Kind.TRUTH)
            case ast.BoolOp(values=values):
                return self.all_of(Kind.TRUTH, values, Kind.TRUTH)
            case ast.Call(args=args):
                return self.all_of(Kind.NUMBER, args, Kind.NUMBER)
            case ast.Compare():
                return self.comparison(node)
        return Trouble("expression_syntax", node.col_offset, "[")

    def all_of(self, wanted: Kind, nodes: list[ast.expr], result: Kind) -> Kind | Trouble:
        """`result` when every node is of the wanted kind."""
        for node in nodes:
            found = self.kind(node)
            if isinstance(found, Trouble):
                return found
            if found is not wanted:
                return Trouble(f"expression_not_{wanted}", node.col_offset, ast.unparse(node))
        return result

    def comparison(self, node: ast.Compare) -> Kind | Trouble:
        """Both sides of a comparison must be of one kind; `in` wants a list of constants."""
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            others = right.elts if isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.List) else [right]
            if isinstance(op, ast.In | ast.NotIn) and not isinstance(right, ast.List):
                return Trouble("expression_in", right.col_offset, ast.unparse(right))
            if isinstance(right, ast.List) and not (
                right.elts and all(isinstance(one, ast.Constant) for one in right.elts)
            ):
                return Trouble("expression_in", right.col_offset, ast.unparse(right))
            trouble = self.comparable(left, others, ordered=isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE))
            if trouble:
                return trouble
            left = right
        return Kind.TRUTH

    def comparable(self, left: ast.expr, others: list[ast.expr], *, ordered: bool) -> Trouble | None:
        """The first of `others` that cannot be compared with `left`."""
        kind = self.kind(left)
        if isinstance(kind, Trouble):
            return kind
        if ordered and kind in {Kind.TEXT, Kind.TRUTH}:
            return Trouble("expression_order", left.col_offset, ast.unparse(left))
        for other in others:
            found = self.kind(other)
            if isinstance(found, Trouble):
                return found
            if found is not kind and not (_quoted_text(kind, other) or _quoted_text(found, left)):
                return Trouble("expression_kinds", other.col_offset, f"{ast.unparse(left)} / {ast.unparse(other)}")
            word = self.not_a_value(left, other) or self.not_a_value(other, left)
            if word:
                return Trouble(
                    "expression_value", (other if isinstance(other, ast.Constant) else left).col_offset, word
                )
        return None

    def not_a_value(self, name: ast.expr, constant: ast.expr) -> str:
        """The word, when it is none of the closed values of the choice it is compared with."""
        if isinstance(name, ast.Name) and isinstance(constant, ast.Constant) and name.id in self.words:
            word = str(constant.value)
            return "" if word in self.words[name.id] else word
        return ""


def _quoted_text(kind: Kind, other: ast.expr) -> bool:
    """A quoted date or hour is a mere word where it meets text."""
    return kind is Kind.TEXT and isinstance(other, ast.Constant) and isinstance(other.value, str)


def evaluate(expression: Expression, values: Environment) -> Result:
    """Compute; every name must be in `values` (KeyError otherwise). Raises `Uncomputable`.

    A whole result comes back as int; a fraction stays exact.
    """
    return _compiled(expression.text)(values)


_Compute = Callable[[Environment], Result]


@lru_cache(maxsize=4096)
def _compiled(text: str) -> _Compute:
    """The expression as one function."""
    return _build(_parsed(text).tree)


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
