"""One cell of a table as its column wants it: numbers, dates, closed words as Indonesian spreadsheets write them."""

import re
import unicodedata
from datetime import date

from msgspec import Struct

from pilkada_check.model.facts import FactDef, FactValue

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’", "'"))
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NOTHING = {"-", "--", "–", "—", "nihil", "n/a", "na", "null", "none", "kosong"}
_LONGEST = max(map(len, _NOTHING))
_NO_REASON = _NOTHING | {"ya", "tidak", "yes", "no", "y", "t", "n", "x", "v", "√", "true", "false", "0", "1"}

# Dots between groups of three are thousands, by rule; ",0" and ".0" are what a spreadsheet adds to a whole number.
_WHOLE = re.compile(r"([0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:[.,]0{1,2})?")
_DIGITS = re.compile(r"[0-9]{1,15}")
_EITHER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_BROKEN = re.compile(r"#(n/a|ref!|value!|name\?|div/0!|num!|null!)|err:[0-9]+", re.IGNORECASE)
_MIDNIGHT = r"(?:[ T]0?0[.:]00(?:[.:]00)?)?"
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_MIDNIGHT}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_MIDNIGHT}")
_IN_WORDS = re.compile(rf"([0-9]{{1,2}})[ -]({_MONTH})\.?[ -]([0-9]{{4}})", re.IGNORECASE)
_DATED = re.compile(
    rf"[0-9]{{1,4}}[ /.-]({_MONTH}|[0-9]{{1,2}}[/.-][0-9]{{1,4}}).*|({_MONTH})[ -][0-9]+", re.IGNORECASE
)
# What Excel makes of "19 Nopember" or "11/12": two parts with a hyphen and a short month
_MAYBE_DATED = re.compile(rf"[0-9]{{1,2}}-({_MONTH})(-[0-9]{{2}})?|({_MONTH})-[0-9]{{2}}", re.IGNORECASE)
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])(?:[.:]00)?")


class Problem(Struct, frozen=True):
    """Why a cell is refused: the fault's code and parameters."""

    code: str
    params: dict[str, str] = {}


def fold(text: str) -> str:
    """What is compared of headings, ids, closed words: form, case, blanks, curly quotes, invisible marks ignored."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.casefold().split())


def nearest(word: str, known: list[str]) -> str:
    """The known word that was probably meant; empty when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with faults needs it

    by_fold = {fold(one): one for one in known}
    found = get_close_matches(fold(word), by_fold, 1, 0.7)
    return by_fold[found[0]] if found else ""


def read_cell(column: FactDef, text: str) -> FactValue | Problem:
    """The value of a trimmed cell that is not empty; a Problem when it is none of the column's type."""
    problem = spoiled(text)
    if problem:
        return problem
    if nothing(text) and text not in column.values:
        return Problem("cell_nothing", {"text": text})
    match column.type:
        case "int":
            return _int(text)
        case "digits":
            return text if _DIGITS.fullmatch(text) else _no_number(text, "cell_not_digits")
        case "date":
            return read_date(text) or Problem("cell_not_a_date", {"text": text})
        case "time":
            found = _TIME.fullmatch(text)
            return f"{int(found[1]):02}:{found[2]}" if found else Problem("cell_not_a_time", {"text": text})
        case "choice":
            return _choice(text, column.values)
        case "text":
            return text


def spoiled(text: str) -> Problem | None:
    """What a spreadsheet leaves where the value itself is lost: a formula, an error value, 6,47E+09."""
    if text.startswith("="):
        return Problem("cell_formula", {"text": text})
    if _BROKEN.fullmatch(text):
        return Problem("cell_error_value", {"text": text})
    if _SCIENTIFIC.fullmatch(text):
        return Problem("cell_scientific", {"text": text})
    return None


def nothing(text: str) -> bool:
    """Whether a cell says that it says nothing: a dash, NIHIL. Missing is an empty cell, not for us is 0."""
    return len(text) <= _LONGEST and fold(text) in _NOTHING


def maybe_a_date(text: str) -> bool:
    """Whether a name looks like what a spreadsheet makes of a name: 19-Nov for 19 Nopember."""
    return bool(_MAYBE_DATED.fullmatch(text))


def no_reason(text: str) -> bool:
    """Whether the cell of `dicoret` gives no reason in words: then it cannot strike out a row, nor be passed over."""
    return fold(text) in _NO_REASON or sum(char.isalpha() for char in text) < 3


def read_date(text: str) -> str:
    """A date in figures (day first, or ISO) or words as 2024-11-27; empty when it is none."""
    year = month = day = ""
    if found := _ISO.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = found[4], found[3], found[1]
    elif found := _IN_WORDS.fullmatch(text):
        year, month, day = found[3], str(_MONTHS[found[2].lower()]), found[1]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _int(text: str) -> int | Problem:
    """58, 1.202 (thousands), 12,0."""
    found = _WHOLE.fullmatch(text)
    return int(found[1].replace(".", "")) if found else _no_number(text, "cell_not_a_number")


def _no_number(text: str, code: str) -> Problem:
    """Why this is no number: a date made of it, a comma that may mean two things, or simply none."""
    if _EITHER.fullmatch(text):
        return Problem("cell_comma", {"text": text, "thousands": text.replace(",", ".")})
    if _DATED.fullmatch(text):
        return Problem("cell_made_a_date", {"text": text})
    return Problem(code, {"text": text})


def _choice(text: str, values: tuple[str, ...]) -> str | Problem:
    """The closed word as the column's definition writes it."""
    if text in values:
        return text
    folded = fold(text)
    for value in values:
        if fold(value) == folded:
            return value
    return Problem(
        "cell_not_a_choice", {"text": text, "near": nearest(text, list(values)), "values": ", ".join(values)}
    )
