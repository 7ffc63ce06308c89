"""Reading one number as people type it: 58, 1.266, 12,0, "58 buah", "1 (satu)"."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pilkada_check.model.checklist import Item
from pilkada_check.rules.answers.base import Choice, Confirm, Read, Reading, Refused, Unclear, params
from pilkada_check.rules.answers.vocabulary import THOUSANDS, UNITS, ZERO_WORDS, of

EXAMPLE = "28"
LARGEST = 999_999_999
USUAL = (0, 1000)  # figures outside it are asked once more, where the item says nothing else

_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_GROUPED_WHOLE = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),00?|([1-9]\d{0,2}(?:,\d{3})+)\.00?")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_WITH_WORDS = re.compile(r"(\d(?:[\d.,]*\d)?) ?(\([^\W\d_][^\d()]*\))? ?([^\d()]*)")


def show_number(value: int, lang: str) -> str:
    """1.266 in Indonesian, 1,266 in English."""
    return f"{value:,}".replace(",", of(THOUSANDS, lang))


def read_number(text: str, lang: str) -> Reading:
    """One whole number from a plain text; words behind it are cut off and read back."""
    text = text.rstrip(" .!")
    if text in ZERO_WORDS:
        return Refused("zero_word", "0", params(word=text))
    if re.match(r"- ?\d", text):
        return Refused("negative", EXAMPLE)
    found = _WITH_WORDS.fullmatch(text)
    if not found or (found[3].rstrip(".") not in UNITS | {""}):
        return Refused("number", EXAMPLE)
    result = _bare_number(found[1], lang)
    cut = text[found.end(1) :].strip()
    return reasons(result, ["words"], words=cut) if cut and isinstance(result, Read) else result


def _bare_number(text: str, lang: str) -> Reading:
    """One whole number without words: digits, perhaps in groups of three or with ,0 behind."""
    if found := _GROUPED.fullmatch(text):
        whole = int(re.sub(r"\D", "", text))
        if found[1] != of(THOUSANDS, lang) and re.fullmatch(r"\d+[.,]000", text):
            # 12,000 in Indonesian: twelve with three decimals, or an English twelve thousand?
            few = whole // 1000
            return Unclear("number", (Choice(show_number(few, lang), few), Choice(show_number(whole, lang), whole)))
        return _bounded(text, ["thousands"])
    if found := _GROUPED_WHOLE.fullmatch(text):
        return _bounded(found[1] or found[2], ["thousands"])
    if found := _DECIMAL.fullmatch(text):
        return _bounded(found[1], []) if found[2] in {"0", "00"} else Refused("whole", EXAMPLE)
    return _bounded(text, []) if text.isdecimal() else Refused("number", EXAMPLE)


def _bounded(text: str, confirm: Sequence[Confirm]) -> Reading:
    """The digits of `text` as a number, unless it is too large to be one of ours."""
    number = int(re.sub(r"\D", "", text))
    return Refused("large", EXAMPLE, params(max=LARGEST)) if number > LARGEST else Read(number, tuple(confirm))


def reasons(reading: Read, confirm: Sequence[Confirm], **values: object) -> Read:
    """The same reading with further reasons to read it back, and their parameters."""
    both = tuple(dict.fromkeys([*reading.confirm, *confirm]))
    return replace(reading, confirm=both, params=reading.params + params(**values))


def unusual(item: Item, reading: Read, figures: Sequence[int]) -> Read:
    """Ask once more where a figure is outside what is usual; that never comes from the need (design 4)."""
    low, high = item.usual or USUAL
    if any(figure > high for figure in figures):
        return reasons(reading, ["above"], high=high)
    if any(figure < low for figure in figures):
        return reasons(reading, ["below"], low=low)
    return reading
