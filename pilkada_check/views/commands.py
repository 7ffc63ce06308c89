"""Commands as they are shown to be typed again: right for the shell, whatever a target is called."""

import os
import re
import shlex
from pathlib import Path

_typed: dict[str, str] = {}  # -C and --lang, as they were typed
_PLAIN = re.compile(r"[\w./:,+@=-]+")
_QUOTABLE = re.compile(r"[\w ./:,+@=()&;#'-]+")  # nothing that a shell reads inside double quotes


def command(verb: str, *words: str, folder: Path | None = None) -> str:
    """`pilkada-check cek alat --sasaran "Ton Dalmas"`; empty words are left out.

    The -C and the --lang that were typed are there again, so that it leads on in the same place and language;
    `folder`: another place.
    """
    typed = _typed if folder is None else _typed | {"-C": _place(folder)}
    place, lang = typed.get("-C", ""), typed.get("--lang", "")
    said = [verb, *(["-C", place] if place else []), *filter(None, words), *(["--lang", lang] if lang else [])]
    return " ".join(map(_quoted, ["pilkada-check", *said]))


def begin(lang: str) -> None:
    """A command begins, with this --lang ("" for none): nothing is left of one before it in the same process."""
    _typed.clear()
    _typed["--lang"] = lang


def keep_folder(folder: Path) -> None:
    """Remember the -C that was typed."""
    _typed["-C"] = _place(folder)


def on_target(list_id: str, target: str) -> list[str]:
    """The words that name a list on a target; the unit itself needs none."""
    return [list_id] if target == "unit" else [list_id, "--sasaran", target]


def _place(folder: Path) -> str:
    return "" if folder == Path() else str(folder)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word) and not word.startswith("@"):
        return word
    if not word.isprintable():  # it may come from another's file: it is shown, and never obeyed by the terminal
        return f"$'{''.join(map(_escaped, word))}'"
    if _QUOTABLE.fullmatch(word) or os.name == "nt":
        return f'"{word}"'
    return shlex.quote(word)


def _escaped(char: str) -> str:
    if char in {"\\", "'"}:
        return f"\\{char}"
    return char if char.isprintable() else "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "surrogateescape"))
