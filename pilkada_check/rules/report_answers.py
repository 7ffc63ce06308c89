"""What is typed into a risk report: since when, what was done, who says so, which target is meant."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo

from pilkada_check.model.events import By
from pilkada_check.model.facts import FactBook
from pilkada_check.model.text import bare
from pilkada_check.model.unit import Officer, Row, Table, Unit
from pilkada_check.rules.answers import Refused, parse_moment, read_words
from pilkada_check.rules.answers.clean import clean, plain

LONGEST_PLACE, LONGEST_NAME = 120, 80

# What is said for "not known" and "nothing yet": honest answers, recorded as such.
_UNKNOWN = frozenset({"-", "?", "belum", "blm", "belum tahu", "tidak tahu", "tdk tahu", "unknown", "not known"})
_NOW = frozenset({"sekarang", "barusan", "baru saja", "now", "just now"})
_NOTHING = frozenset(
    {"-", "belum", "blm", "belum ada", "tidak ada", "tdk ada", "nihil", "nothing", "nothing yet", "none"}
)


def _said(text: str) -> str:
    """The words as they are looked up; "" for what is no text."""
    cleaned = clean(text)
    return "" if isinstance(cleaned, Refused) else plain(cleaned).rstrip(" .!")


def read_since(text: str, *, now: datetime, zone: tzinfo, lang: str) -> tuple[datetime | None] | Refused:
    """Since when, as a tuple of one: None where it is not known. It may be still to come."""
    if text.strip() in {"-", "?"} or _said(text) in _UNKNOWN:
        return (None,)
    if _said(text) in _NOW:
        return (now,)
    example = "17.10" if lang == "id" else "17:10"
    found = parse_moment(text, now=now, zone=zone, lang=lang)
    if isinstance(found, Refused):
        return Refused(found.code, example, found.params)
    return (found,)


def read_told(text: str, *, lang: str) -> str | Refused:
    """What somebody tells: words that say something, with a letter in them; a number alone is no account."""
    words = read_words(text, lang=lang)
    if isinstance(words, Refused) or any(char.isalpha() for char in words):
        return words
    return Refused("empty_word", params=(("word", words[:20]),))


def read_done(text: str, *, lang: str) -> str | Refused:
    """What was done; "" for "belum" and its like."""
    return "" if _said(text) in _NOTHING else read_told(text, lang=lang)


def read_place(text: str, unit: Unit, book: FactBook, *, lang: str) -> tuple[str, str] | Refused:
    """Where, in words, and the target of the unit that is named so ("" where it is none, or more than one)."""
    words = read_words(text, lang=lang, longest=LONGEST_PLACE)
    if isinstance(words, Refused):
        return words
    found = [(name, row.id) for name, table in unit.tables.items() for row in _named(table, words)]
    return (place_of(book, *found[0]), found[0][1]) if len(found) == 1 else (words, "")


def _named(table: Table, words: str) -> list[Row]:
    wanted = _name(words)
    return [row for row in table.rows.values() if wanted in {_name(row.id), _name(f"{table.name} {row.id}")}]


def _name(text: str) -> str:
    """A name as it is compared: a number may leave out its zeros."""
    return bare(re.sub(r"(?<!\d)0+(?=\d)", "", text))


def place_of(book: FactBook, table: str, target: str) -> str:
    """A target as a place: where its table is named by an abbreviation (in capitals in the facts), that goes before."""
    word = book.one_of(table)
    short = word.id if word is not None and word.id.isupper() and bare(word.id) == bare(table) else ""
    return f"{short} {target}" if short and not bare(target).startswith(bare(short)) else target


def read_who(text: str, officers: Mapping[str, Officer], *, lang: str) -> By | Refused:
    """Who says so, by number or name; nobody has to stand in petugas.csv. A number alone has no name yet."""
    words = clean(text, LONGEST_NAME)
    if isinstance(words, Refused):
        return words
    known = officers.get(bare(words))
    if known is not None:
        return By(known.number, known.name, known.rank, known.post)
    if re.search(r"[^\W\d_]", words):
        words = read_words(words, lang=lang, longest=LONGEST_NAME)
        return words if isinstance(words, Refused) else By("", words)
    number = bare(words)
    return By(words) if any(char.isdecimal() and int(char) for char in number) else Refused("number", "00010001")
