"""Which language to speak: --lang, PILKADA_LANG, the workspace's, the locale's if it is id or en, else Indonesian."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pilkada_check.words import LANGUAGES

_WORKSPACE = "pilkada.yaml"
_LANG = re.compile(rb"^lang:[ \t]*[\"']?(id|en)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


def take(words: list[str]) -> tuple[str | None, list[str]]:
    """`--lang X` or `--lang=X` wherever it stands before `--` (the last counts; "" if X is missing), and the rest."""
    end = words.index("--") if "--" in words else len(words)
    chosen, rest = None, []
    upcoming = iter(words[:end])
    for word in upcoming:
        if word == "--lang":
            chosen = next(upcoming, "")
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return chosen, rest + words[end:]


def choose(words: list[str], environ: Mapping[str, str]) -> str:
    """The language when no --lang says it; `words` are the command line's, for its -C."""
    asked = environ.get("PILKADA_LANG", "")
    if asked in LANGUAGES:
        return asked
    return _of_workspace(_folder(words)) or _of_locale(environ)


def _folder(words: list[str]) -> str:
    """The last -C of the command line, or here."""
    end = words.index("--") if "--" in words else len(words)
    found = ""
    for word, after in zip(words[:end], [*words[1:end], ""], strict=False):
        if word.startswith("-C"):
            found = word[2:] or after
    return found


def _of_workspace(folder: str) -> str:
    """What the nearest pilkada.yaml above says; a look at one line, for the reader of YAML is slow to start."""
    for path in _upwards(folder):
        try:
            with (path / _WORKSPACE).open("rb") as file:
                found = _LANG.search(file.read(100_000))
        except OSError:
            continue
        return found[1].decode() if found else ""
    return ""


def _upwards(folder: str) -> Iterator[Path]:
    try:
        start = Path(folder).resolve()
    except (OSError, ValueError, RuntimeError):  # a folder that is gone, a NUL, a ring of links
        return
    yield start
    yield from start.parents


def _of_locale(environ: Mapping[str, str]) -> str:
    """As POSIX ranks its variables; Windows has none of them and is asked itself."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), None)
    if name is None and os.name == "nt":
        import locale

        name = locale.getlocale()[0]
    return "en" if (name or "").lower().startswith("en") else "id"
