"""Commands as they are shown to be typed again: right for the shell, whatever a target is called."""

import os
import re
import shlex
from pathlib import Path

_chosen: list[str] = []  # --lang as it was typed
_PLAIN = re.compile(r"[\w./:,+@=-]+")
_QUOTABLE = re.compile(r"[\w ./:,+@=()&;#'-]+")  # nothing that a shell reads inside double quotes


def command(verb: str, *words: str, folder: Path = Path()) -> str:
    """`pilkada-check cek alat --sasaran "Ton Dalmas"`; empty words are left out, -C is there when it was given."""
    said = ["pilkada-check", verb, *(["-C", str(folder)] if folder != Path() else []), *filter(None, words)]
    return " ".join(_quoted(word) for word in said)


def keep_language(lang: str) -> None:
    """Remember the --lang that was typed ("" for none), for commands that lead back to the same task."""
    _chosen[:] = ["--lang", lang] if lang else []


def language() -> list[str]:
    """The words of --lang as it was typed."""
    return list(_chosen)


def on_target(list_id: str, target: str) -> list[str]:
    """The words that name a list on a target; the unit itself needs none."""
    return [list_id] if target == "unit" else [list_id, "--sasaran", target]


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
