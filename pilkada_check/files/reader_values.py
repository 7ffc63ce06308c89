"""How single values are read: texts per language, ids, numbers, dates, shares and due moments."""

import re
from datetime import date
from fractions import Fraction
from functools import partial
from keyword import iskeyword

from pilkada_check.files.reading import NOTHING, SCALAR, WORDS, Field, Reading
from pilkada_check.files.yaml_nodes import Node
from pilkada_check.model.checklist import Agree, Due, ValidFor
from pilkada_check.model.expression import FUNCTIONS
from pilkada_check.model.text import Text

MAX_ID = 40
MAX_NUMBER = 999_999_999

_INDONESIAN = frozenset({"id"})  # each text has it; other languages may be added
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# A list is for the `unit`; every table has the columns; an editor takes the last for no words.
_RESERVED = {"unit", "id", "dicoret", *FUNCTIONS, "true", "false", "null"}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)\Z")
_DUE = re.compile(
    r"H(?:-(?P<days>[1-9]\d{0,2}))?"
    r"(?: +(?P<first>\d?\d[.:]\d\d)(?: *- *(?P<last>\d?\d[.:]\d\d))?)?\Z"
)  # fmt: skip
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,6})? ?%\Z")


def words(limit: int) -> Field:
    """A text that may be given per language: `text: {id: …, en: …}`."""
    one = line(limit)
    languages = {"id": one, "en": one}

    def parse(reading: Reading, node: Node) -> Text | None:
        if node.id == "scalar":
            said = reading.words(node, limit)
            return None if said is None else Text(said)
        both = _both_languages(node)
        if both:
            said, other = reading.words(both[0], limit), reading.words(both[1], limit)
            return Text(said, other) if said and other else None
        values, _ = reading.mapping(node, languages, _INDONESIAN)
        return Text(values["id"], values.get("en") or "") if values.get("id") else None

    return Field(WORDS, parse)


def _both_languages(node: Node) -> tuple[Node, Node] | None:
    """What stands after `id` and `en`, where these are all and sound: nearly always, and a third of all values."""
    if len(node.value) != 2:
        return None
    (one, said), (two, other) = node.value
    sound = said.id == other.id == "scalar" and said.value not in NOTHING and other.value not in NOTHING
    return (said, other) if sound and one.value == "id" and two.value == "en" else None


def line(limit: int) -> Field:
    """A text in one language, of one line."""
    return Field(SCALAR, partial(Reading.words, limit=limit))


def read_id(reading: Reading, node: Node) -> str | None:
    """An id: lower-case letters, digits and single hyphens; it becomes part of file names."""
    value: str = node.value
    if len(value) <= MAX_ID and _ID.match(value):
        return value
    if len(value) > MAX_ID:
        reading.refuse(node, "too_long", limit=MAX_ID, length=len(value))
    else:
        reading.refuse(node, "bad_id", word=value)
    return None


def read_name(reading: Reading, node: Node) -> str | None:
    """The name of a fact or a table: as an expression and the heading of a column write it."""
    value: str = node.value
    if len(value) > MAX_ID:
        reading.refuse(node, "too_long", limit=MAX_ID, length=len(value))
    elif not _NAME.match(value):
        reading.refuse(node, "bad_name", word=value)
    elif value in _RESERVED or iskeyword(value):
        reading.refuse(node, "reserved_name", word=value)
    else:
        return value
    return None


def one_of(values: tuple[str, ...], code: str = "unknown_value") -> Field:
    """One word of a closed list."""

    def parse(reading: Reading, node: Node) -> str | None:
        if node.value in values:
            return str(node.value)
        reading.refuse(node, code, word=node.value, near=reading.near(node.value, values), known=", ".join(values))
        return None

    return Field(SCALAR, parse)


def flag(true: str, false: str, code: str) -> Field:
    """One of two words."""

    def parse(reading: Reading, node: Node) -> bool | None:
        if node.value == true:
            return True
        if node.value == false:
            return False
        reading.refuse(node, code, word=node.value)
        return None

    return Field(SCALAR, parse)


TRUTH = flag("true", "false", "want_truth")


def whole(low: int, high: int) -> Field:
    """A whole number, both bounds included."""

    def parse(reading: Reading, node: Node) -> int | None:
        digits = node.value.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 12):
            reading.refuse(node, "want_number", word=node.value)
        elif not low <= int(node.value) <= high:
            reading.fault(node, "number_range", word=node.value, low=low, high=high)
        else:
            return int(node.value)
        return None

    return Field(SCALAR, parse)


def read_date(reading: Reading, node: Node) -> str | None:
    """A day that exists, as 2024-11-27."""
    if is_date(node.value):
        return str(node.value)
    reading.refuse(node, "want_date", word=node.value)
    return None


def is_date(text: str) -> bool:
    """Whether this is a day that exists, written as 2024-11-27."""
    try:
        return _DATE.match(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def clock(text: str) -> str:
    """An hour as "05:30", or nothing where it is none."""
    found = _TIME.match(text)
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def read_clock(reading: Reading, node: Node) -> str | None:
    """An hour, kept as "05:30"."""
    found = clock(node.value)
    if not found:
        reading.refuse(node, "want_time", word=node.value)
    return found or None


def read_digits(reading: Reading, node: Node) -> str | None:
    """Digits, kept as written: 012."""
    if re.match(r"[0-9]{1,12}\Z", node.value):
        return str(node.value)
    reading.refuse(node, "want_digits", word=node.value)
    return None


def days(reading: Reading, node: Node) -> int | None:
    """`2d`: a number of days."""
    found = _days_or_hours(node.value)
    if found is None or not found.days:
        reading.refuse(node, "want_days", word=node.value)
        return None
    return found.days


def valid_for(reading: Reading, node: Node) -> ValidFor | None:
    """`3d` or `12h`."""
    found = _days_or_hours(node.value)
    if found is None:
        reading.refuse(node, "bad_valid_for", word=node.value)
    return found


def _days_or_hours(text: str) -> ValidFor | None:
    found = re.match(r"([1-9]\d{0,2})([dh])\Z", text)
    if not found:
        return None
    return ValidFor(days=int(found[1])) if found[2] == "d" else ValidFor(hours=int(found[1]))


def share(reading: Reading, node: Node) -> Fraction | None:
    """`5%` as an exact fraction of 1, between nothing and everything."""
    text = node.value
    if not _SHARE.match(text):
        reading.refuse(node, "want_share", word=text)
        return None
    found = Fraction(text.rstrip("% ").replace(",", ".")) / 100
    if not 0 < found < 1:
        reading.fault(node, "share_range", word=text)
        return None
    return found


def agree(reading: Reading, node: Node) -> Agree | None:
    """`value`, `outcome` or `within n`."""
    if node.value in {"value", "outcome"}:
        return Agree(node.value)
    found = re.match(r"within ([1-9]\d{0,8})\Z", node.value)
    if not found:
        reading.refuse(node, "bad_agree", word=node.value)
        return None
    return Agree("within", int(found[1]))


def usual(reading: Reading, node: Node) -> tuple[int, int] | None:
    """`0..200`: what is usual, both ends included."""
    found = re.match(r"(\d{1,9}) ?\.\. ?(\d{1,9})\Z", node.value)
    if not found:
        reading.refuse(node, "bad_usual", word=node.value)
        return None
    low, high = int(found[1]), int(found[2])
    if low > high:
        reading.fault(node, "usual_order", low=low, high=high)
        return None
    return low, high


def due(reading: Reading, node: Node) -> Due | None:
    """`H-8`, `H-1 18.00` or `H 05.30-07.30`."""
    text = " ".join(node.value.split())
    found = _DUE.match(text)
    if not found:
        reading.refuse(node, "bad_due", word=node.value)
        return None
    first, last = clock(found["first"] or ""), clock(found["last"] or "")
    if (found["first"] and not first) or (found["last"] and not last):
        reading.fault(node, "bad_due", word=node.value)
    elif not found["days"] and not first:
        reading.fault(node, "due_needs_hour", word=node.value)
    elif last and first >= last:
        reading.fault(node, "due_backwards", word=node.value)
    else:
        start, end = (first, last) if last else ("", first)
        return Due(text, int(found["days"] or 0), start, end)
    return None
