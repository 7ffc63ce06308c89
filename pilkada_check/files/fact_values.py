"""Values of facts as a file writes them, and how many facts there may be."""

from pilkada_check.files.reader_values import MAX_NUMBER, line, one_of, read_clock, read_date, read_digits, whole
from pilkada_check.files.reading import SCALAR, Field, Reading
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.model.facts import FactDef

MAX_FACTS = 500  # of the unit, and of each table
MAX_TABLES = 50
MAX_WORD = 100  # a value that is a text or a choice

_OF_TYPE: dict[str, Field] = {
    "int": whole(0, MAX_NUMBER),
    "digits": Field(SCALAR, read_digits),
    "date": Field(SCALAR, read_date),
    "time": Field(SCALAR, read_clock),
    "text": line(MAX_WORD),
}


def value_of(fact: FactDef | None) -> Field:
    """How a value of a fact is read; of one that no book defines: a number where it is one."""
    if fact is None:
        return Field(SCALAR, _any_value)
    return one_of(fact.values) if fact.type == "choice" else _OF_TYPE[fact.type]


def _any_value(reading: Reading, node: Node) -> int | str | None:
    text = reading.words(node, MAX_WORD)
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) <= 9 and text == str(int(text))
    return int(text) if plain and text else text
