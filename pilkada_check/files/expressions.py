"""How expressions are read: checked against the facts that a list may name, refused at the very word."""

import re

from pilkada_check.files.guess import names_like
from pilkada_check.files.reader_values import is_date
from pilkada_check.files.reading import Reading
from pilkada_check.files.scope import Checked, Scope
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.model.checklist import Need
from pilkada_check.model.expression import MAX_LENGTH, Expression, Kind, literal
from pilkada_check.model.parsing import Trouble, Unparsable, parse

# A condition that can be true, by the kind of its fact.
_TRUE = {
    Kind.NUMBER: "{fact} > 0",
    Kind.TEXT: '{fact} == "x"',
    Kind.DATE: '{fact} > "2024-11-27"',
    Kind.TIME: '{fact} < "07:00"',
}
_CLOCK = re.compile(r"\b\d{1,2}:\d\d")


class Expressions:
    """Reads expressions with the facts that one list may name."""

    def __init__(self, scope: Scope, table: str) -> None:
        self.scope = scope
        self.table = table

    def of_kind(self, reading: Reading, node: Node, kind: Kind) -> Expression | None:
        """An expression of one kind."""
        text = reading.words(node, MAX_LENGTH)
        return None if text is None else self.checked(reading, node, text, kind)

    def checked(self, reading: Reading, node: Node, text: str, kind: Kind) -> Expression | None:
        """The expression that the scalar `node` ends with; refuses what cannot be read or is of another kind."""
        found = self.scope.read(text)
        if type(found) is Checked:
            if found.kind is kind:
                return found.expression
            found = Trouble(f"expression_not_{kind}", 0, text)
        self._refuse(reading, node, text, found)  # type: ignore[arg-type] # what is not Checked is Trouble
        return None

    def condition(self, reading: Reading, node: Node) -> Expression | None:
        """What is true or not; warns where it is known that it never is."""
        found = self.of_kind(reading, node, Kind.TRUTH)
        checked = None if found is None else self.scope.read(found.text)
        if type(checked) is Checked and checked.never:
            name = checked.expression.names[0]
            values = self.scope.values.get(name, ())
            example = f'{name} == "{values[0]}"' if values else _TRUE[self.scope.kinds[name]].format(fact=name)
            reading.warn(node, "never_true", fact=name, example=example, known=", ".join(values))
        return found

    def day(self, reading: Reading, node: Node) -> Expression | None:
        """A date fact, or a plain day such as 2024-08-26."""
        if is_date(node.value):
            return literal(node.value)
        if node.value[:1].isdigit():
            reading.refuse(node, "want_date", word=node.value)
            return None
        text = reading.words(node, MAX_LENGTH)
        return None if text is None else self.checked(reading, node, text, Kind.DATE)

    def need(self, reading: Reading, node: Node, kind: Kind) -> Need | None:
        """`>= helm_wajib`: a comparison and what is compared with."""
        text = reading.words(node, MAX_LENGTH)
        if text is None:
            return None
        op = text[:2] if text[:2] in {">=", "<="} else text[:1]
        right = text[len(op) :].strip()
        if op not in {">=", "<=", "="} or not right or right[0] in "=<>":
            reading.fault(node, "bad_need", word=text)
            return None
        value = self.checked(reading, node, right, kind)
        return None if value is None else Need(op, value)  # type: ignore[arg-type] # the three were just tested

    def _refuse(self, reading: Reading, node: Node, text: str, trouble: Trouble) -> None:
        """Say it of the very word inside the scalar."""
        start = max(node.value.find(text), 0)
        place = start + trouble.column
        code, word = trouble.code, trouble.word
        more: dict[str, str] = {}
        hour = _CLOCK.search(text)
        if code == "unknown_fact":
            code, more = self._unknown_fact(reading, text, trouble)
        elif code == "expression_syntax" and hour:
            place, code, word = start + hour.start(), "time_unquoted", hour[0]
        elif code == "expression_value":
            more = {"near": reading.near(word, self.scope.words())}
        reading.inside(node, place, code, word=word, **more)

    def _unknown_fact(self, reading: Reading, text: str, trouble: Trouble) -> tuple[str, dict[str, str]]:
        """A name that no fact has: a word without quotes, a column of another table, a slip of the pen."""
        whole_word = re.match(r"[\w-]+", text[trouble.column :])
        meant = names_like(self.scope.kinds, whole_word[0]) if whole_word else ""
        if trouble.word in self.scope.words():
            return "word_unquoted", {}
        if trouble.word in self.scope.columns:
            tables = ", ".join(self.scope.columns[trouble.word])
            return "fact_of_table", {"tables": tables, "table": self.table}
        return "unknown_fact", {"near": meant or reading.near(trouble.word, self.scope.kinds)}


class KeptExpressions(Expressions):
    """Reads expressions of a list that was sound once: the facts it names may have gone since."""

    def checked(self, reading: Reading, node: Node, text: str, kind: Kind) -> Expression | None:  # noqa: ARG002 - as above
        """The expression that the scalar ends with; refuses only what cannot be read."""
        try:
            return parse(text)
        except Unparsable as found:
            self._refuse(reading, node, text, found.trouble)
            return None
