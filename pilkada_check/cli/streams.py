"""What the terminal, pipe or file at the other end can show: plain stand-ins where its encoding has no more."""

import codecs
import io
import os
import sys
import unicodedata
from typing import TextIO

STDOUT, STDERR = 1, 2  # their file descriptors

_STAND_INS = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "•": "*",
    "×": "x",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "✓": "v",
    "✗": "x",
}  # fmt: skip


def stand_ins(trouble: UnicodeError) -> tuple[str, int]:
    """A codec's handler for what cannot be encoded: a sign of the same meaning, a letter without its accent, or `?`."""
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    return "".join(_plain(char) for char in trouble.object[trouble.start : trouble.end]), trouble.end


def _plain(char: str) -> str:
    letters = "".join(each for each in unicodedata.normalize("NFD", char) if each.isascii())
    return _STAND_INS.get(char) or letters or ("" if unicodedata.combining(char) else "?")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end. A stream that was closed (`>&-`) is None and no terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def ready() -> None:
    """Make the standard streams such that no text can break them. Input that claims ASCII is read as UTF-8."""
    codecs.register_error("pilkada_check", stand_ins)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="pilkada_check")
    if isinstance(sys.stdin, io.TextIOWrapper):
        encoding = codecs.lookup(sys.stdin.encoding).name
        sys.stdin.reconfigure(encoding="utf-8" if encoding == "ascii" else None, errors="replace")


def settle() -> None:
    """Write what the streams still hold; where that fails send it nowhere, or Python would complain at the exit."""
    for stream, number in ((sys.stdout, STDOUT), (sys.stderr, STDERR)):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            if stream.fileno() == number:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, number)
                os.close(nowhere)
