"""Of which kind an expression is, before any value is known."""

import ast
import re
from collections.abc import Mapping

from pilkada_check.model.expression import Expression, Kind
from pilkada_check.model.parsing import Trouble, in_characters, parsed

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def check(
    expression: Expression, kinds: Mapping[str, Kind], words: Mapping[str, tuple[str, ...]] | None = None
) -> Kind | Trouble:
    """The kind of the whole expression, or the first thing wrong with it.

    `kinds` gives the kind of every name that may stand here, `words` the closed values of choice facts. A word that is
    compared with a choice must be one of its values.
    """
    found = _Checker(kinds, words or {}).kind(parsed(expression.text).tree)
    return in_characters(expression.text.strip(), found) if isinstance(found, Trouble) else found


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
