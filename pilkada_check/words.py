"""The words of both languages: English in the source, Indonesian from `po/id.po` by gettext."""

import gettext
import os
import struct
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LANGUAGES = ("id", "en")
DOMAIN = "pilkada_check"
FOLDER = Path(__file__).parent / "locale"


class _Texts:
    """The texts of a compiled catalogue, each read when it is asked for: most runs need few of them.

    As gettext keeps them: by message, those with a plural by message and form. In the file they lie in the order of
    their bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        order = "<" if data.startswith(b"\xde\x12\x04\x95") else ">"
        self._count, ids, texts = struct.unpack_from(f"{order}3I", data, 8)
        self._ids = struct.unpack_from(f"{order}{2 * self._count}I", data, ids)  # length and place of each
        self._texts = struct.unpack_from(f"{order}{2 * self._count}I", data, texts)
        self._found: dict[str, tuple[list[str], bool]] = {}  # the forms, and whether it has a plural

    def get(self, key: str | tuple[str, int], default: Any = None) -> Any:  # noqa: ANN401 - as of a dict
        """The text, or the default."""
        message, form = (key, 0) if isinstance(key, str) else key
        if message not in self._found:
            self._found[message] = self._look_up(message)
        forms, plural = self._found[message]
        return forms[form] if form < len(forms) and plural == isinstance(key, tuple) else default

    def __getitem__(self, key: str | tuple[str, int]) -> Any:  # noqa: ANN401 - as of a dict
        text = self.get(key)
        if text is None:
            raise KeyError(key)
        return text

    def _look_up(self, message: str) -> tuple[list[str], bool]:
        wanted = message.encode()
        place = bisect_left(range(self._count), wanted, key=self._message)
        if place == self._count or self._message(place) != wanted:
            return [], False
        plural = len(self._part(self._ids, place)) > len(wanted)
        return self._part(self._texts, place).decode().split("\0"), plural

    def _message(self, place: int) -> bytes:
        return self._part(self._ids, place).partition(b"\0")[0]  # behind it stands its plural

    def _part(self, table: tuple[int, ...], place: int) -> bytes:
        length, start = table[2 * place : 2 * place + 2]
        return self._data[start : start + length]


class _Catalogue(gettext.GNUTranslations):
    """A compiled catalogue in which texts are looked up one by one: reading all takes a tenth of a short run."""

    def _parse(self, fp: Any) -> None:  # noqa: ANN401 - a file, as gettext opens it
        self._catalog = _Texts(fp.read())
        self.plural = lambda _n: 0  # Indonesian has one form, and English no catalogue


_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_lang = "en"


def init(lang: str) -> None:
    """Speak `lang` ("id" or "en") from now on, Typer's own words included; English without a compiled catalogue."""
    global _catalogue, _lang  # noqa: PLW0603 - one process speaks one language
    os.environ["LANGUAGE"] = lang  # Typer asks the global gettext, which asks this
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    _catalogue = gettext.translation(DOMAIN, str(FOLDER), [lang], _Catalogue, fallback=True)
    _lang = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` for a while: what is sent to others is in their language, whoever types it."""
    before = _lang
    init(lang)
    try:
        yield
    finally:
        init(before)


def lang() -> str:
    """The language spoken now: "id" or "en"."""
    return _lang


def _(message: str) -> str:
    """The text in the language spoken now; nothing stays nothing (gettext would give its own heading)."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a text for the catalogue; whoever shows it translates it then."""
    return message


def ngettext(one: str, many: str, number: int) -> str:
    """The text that fits the number, in the language spoken now."""
    return _catalogue.ngettext(one, many, number)
