"""From what was typed to what is kept: invisible characters out, digits of every script, letters and digits only."""

import re
import unicodedata

from pilkada_check.rules.answers.base import Refused, params

LONGEST = 500  # characters of one answer, note or reason
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))  # noqa: RUF001 - these are the look-alikes
_BLANKS = "\t\n\v\f\r"


def clean(text: str, longest: int = LONGEST) -> str | Refused:
    """The text in NFC, on one line, single blanks between words, no invisible characters; "" where nothing is left.

    Refused: control characters (an arrow key without readline), lone surrogates (bytes that are no text), too long.
    """
    if len(text) > 10 * LONGEST:
        return Refused("long", params=params(max=longest))
    if text.isascii() and text.isprintable():
        return _bounded(text, longest)
    kept: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if char in _BLANKS or category.startswith("Z"):
            kept.append(" ")
        elif category in {"Cc", "Cs"}:
            return Refused("control")
        elif category != "Cf":
            kept.append(char)
    return _bounded(unicodedata.normalize("NFC", "".join(kept)), longest)


def _bounded(text: str, longest: int) -> str | Refused:
    """The text with single blanks between its words."""
    result = " ".join(text.split())
    return Refused("long", params=params(max=longest)) if len(result) > longest else result


def plain(text: str) -> str:
    """A cleaned text folded for reading: small letters; digits, wide forms and dashes as on a keyboard."""
    if text.isascii():
        return text.casefold()
    return re.sub(r"[^\x00-\x7f]", lambda found: _ascii(found[0]), text.translate(_DASHES)).casefold()


def _ascii(char: str) -> str:
    """A digit of another script or a full-width form as on a keyboard; superscripts and fractions stay as they are."""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char  # noqa: RUF001 - the full-width block
