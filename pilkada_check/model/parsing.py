"""Expressions from their text: an `ast` whitelist; what is refused says where and why."""

import ast
import re
from functools import lru_cache
from typing import NamedTuple

from pilkada_check.model.expression import FUNCTIONS, MAX_LENGTH, MAX_NUMBER, Expression

MAX_NODES = 200


class Trouble(NamedTuple):
    """Why an expression is refused: code, place in its text (from 0), and the word it is about."""

    code: str
    column: int
    word: str = ""


class Unparsable(ValueError):
    """The text is no expression; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


def parse(text: str) -> Expression:
    """Parse `text`; raises `Unparsable`."""
    return Expression(text, parsed(text).names)


def addends(expression: Expression) -> tuple[Expression, ...]:
    """What is added up in it, from left to right; itself where it is no sum."""
    todo, found = [parsed(expression.text).tree], []
    while todo:
        node = todo.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            todo += [node.right, node.left]
        else:
            found.append(parse(ast.unparse(node)))
    return tuple(found)


class Parsed(NamedTuple):
    """A checked tree; the facts it names, in order of appearance; its nodes in no order, without names of functions."""

    tree: ast.expr
    names: tuple[str, ...]
    nodes: tuple[ast.expr, ...]


@lru_cache(maxsize=4096)
def parsed(text: str) -> Parsed:
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
            raise Unparsable(in_characters(text.strip(), trouble))
    names = sorted((node.col_offset, node.id) for node in nodes if isinstance(node, ast.Name))
    return Parsed(tree, tuple(dict.fromkeys(name for _, name in names)), tuple(nodes))


def in_characters(text: str, trouble: Trouble) -> Trouble:
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
