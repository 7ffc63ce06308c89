"""What was meant by a word that nobody knows: a slip of the pen, or a word of the screen."""

from collections.abc import Iterable

# What people write who think in the words of the screen.
_SYNONYMS = {
    "bagian": "sections",
    "bawa": "bring",
    "butir": "items",
    "data": "facts",
    "jenis": "type",
    "judul": "title",
    "kritis": "critical",
    "menit": "minutes",
    "nama": "name",
    "oleh": "by",
    "petunjuk": "hint",
    "pilihan": "options",
    "rincian": "parts",
    "satuan": "unit",
    "sasaran": "targets",
    "sumber": "source",
    "teks": "text",
    "tipe": "type",
    "versi": "version",
    "wajib": "need",
}


def near(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with faults needs it

    names = list(known)
    lower = word.lower()
    if _SYNONYMS.get(lower) in names:
        return _SYNONYMS[lower]
    found = get_close_matches(lower, [name.lower() for name in names], 1, 0.6)
    return next((name for name in names if found and name.lower() == found[0]), "")


def names_like(words: Iterable[str], word: str) -> str:
    """The name that a word with hyphens or capitals was meant for, or nothing."""
    plain = word.replace("-", "_").lower()
    return plain if plain in set(words) else ""
