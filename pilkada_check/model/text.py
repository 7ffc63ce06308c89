"""Words of a list or fact, per language; and what is compared of names and numbers."""

import unicodedata
from functools import lru_cache

from msgspec import Struct


class Text(Struct, frozen=True):
    """One text: Indonesian always, English where the author gave it."""

    id: str
    en: str = ""

    def say(self, lang: str) -> str:
        """The text in `lang` ("id" or "en"); Indonesian where there is no other."""
        return self.en if lang == "en" and self.en else self.id


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Letters and digits only, case and width ignored: how texts, names and numbers are compared (rules.md 6 and 9)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())
