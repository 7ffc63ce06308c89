"""What of one item must fit together: bounds that contradict each other, hints that tell, texts that are too much."""

import re
from fractions import Fraction

from pilkada_check.files.reading import Pairs, Reading
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.model.checklist import Item
from pilkada_check.model.computing import Uncomputable, evaluate
from pilkada_check.model.expression import Expression
from pilkada_check.model.text import Text

LONG_TEXT = 84  # longer ones do not fit a line of paper


def fit_together(reading: Reading, pairs: Pairs, item: Item) -> None:
    """Values that are sound alone but contradict each other."""
    if item.agree and item.agree.mode == "within" and item.type != "count":
        reading.fault(pairs["agree"][1], "agree_within", type=item.type)
    if (
        item.since
        and item.until
        and not item.since.names
        and not item.until.names
        and item.since.text > item.until.text
    ):
        reading.fault(pairs["since"][1], "since_after_until")
    required = item.need.value if item.need else item.total
    if required is not None and not required.names:
        _fixed(reading, pairs, item, required)
    _long_text(reading, pairs["text"][1], item.text)


def _fixed(reading: Reading, pairs: Pairs, item: Item, required: Expression) -> None:
    """A requirement that is the same for everybody: whether it can be met, and whether the hint gives it away."""
    place = pairs["need" if item.need else "total"][1]
    try:
        number = evaluate(required, {})
    except Uncomputable:
        reading.fault(place, "expression_uncomputable", word=required.text)
        return
    if not isinstance(number, str):
        op = item.need.op if item.need else "="
        if (number < 0 and op != ">=") or (op == "=" and number != int(number)):
            reading.fault(place, "need_impossible", word=required.text)
        elif item.usual and item.need and not _usually_met(op, number, item.usual):
            reading.fault(pairs["usual"][1], "need_outside_usual", need=item.need.text)
    if item.hint and any(_tells(hint, number) for hint in (item.hint.id, item.hint.en)):
        reading.warn(pairs["hint"][1], "hint_tells", word=number)


def _usually_met(op: str, number: int | Fraction, usual: tuple[int, int]) -> bool:
    """Whether some usual value meets the need."""
    low, high = usual
    return number <= high if op == ">=" else number >= low if op == "<=" else low <= number <= high


def _tells(hint: str, required: object) -> bool:
    """Whether a hint has the required number or hour in it, however it is written."""
    hour = re.match(r"0?(\d{1,2}):(\d\d)\Z", str(required))
    number = rf"0?{hour[1]}[.:]{hour[2]}" if hour else "[.,]?".join(str(required))
    return re.search(rf"(?<![\d.,:]){number}(?!\d|[.,:]\d)", hint) is not None


def _long_text(reading: Reading, node: Node, text: Text) -> None:
    """A text that does not fit a line, or asks two things at once."""
    for lang, said in (("id", text.id), ("en", text.en)):
        if len(said) > LONG_TEXT:
            reading.warn(said_in(node, lang), "text_long", limit=LONG_TEXT, length=len(said))
        if said.count("?") > 1:
            reading.warn(said_in(node, lang), "two_questions")


def said_in(node: Node, lang: str) -> Node:
    """Where the text in one language stands."""
    return node if node.id == "scalar" else next(value for key, value in node.value if key.value == lang)
