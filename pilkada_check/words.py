"""The words of both languages: English in the source, Indonesian from `po/id.po` by gettext."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("id", "en")
DOMAIN = "pilkada_check"
FOLDER = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_lang = "en"


def init(lang: str) -> None:
    """Speak `lang` ("id" or "en") from now on, Typer's own words included; English without a compiled catalogue."""
    global _catalogue, _lang  # noqa: PLW0603 - one process speaks one language
    os.environ["LANGUAGE"] = lang  # Typer asks the global gettext, which asks this
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    _catalogue = gettext.translation(DOMAIN, str(FOLDER), [lang], fallback=True)
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
