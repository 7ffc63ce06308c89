"""Text for a screen of some width: shown literally, measured in cells, wrapped, cut, set in columns."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_COMMAND = re.compile(r"(?:^|(?<=[:.] ))pilkada-check [a-z-].*")


def literal(text: str) -> str:
    """What a user typed or a file holds, shown and never obeyed: control characters become their numbers."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def cells(text: str) -> int:
    """The columns a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text, with `..` at its end where it is wider than `width`."""
    if cells(text) <= width:
        return text
    taken = ""
    for char in text:
        if cells(taken) + _width(char) > width - 2:
            break
        taken += char
    return taken.rstrip() + ".."


def pad(text: str, width: int) -> str:
    """The text, cut or filled to exactly `width` columns."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """The words of a text in lines of at most `width` columns; longer words are broken. `hanging` indents the rest."""
    whole = indent + " ".join(text.split())
    if cells(whole) <= width:
        return [whole]
    lines: list[str] = []
    line, bare = indent, True
    rest = indent if hanging is None else hanging
    for word in text.split():
        piece = word
        while piece:
            room = width - cells(line) - (0 if bare else 1)
            if cells(piece) <= room:
                line, bare, piece = (line if bare else line + " ") + piece, False, ""
            elif bare:
                head, piece = _split(piece, max(room, 1))
                line, bare = line + head, False
            else:
                lines.append(line)
                line, bare = rest, True
    if not bare or not lines:
        lines.append(line)
    return lines


def hint(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """`wrap`, but a command that ends the text ("Go on with: pilkada-check cek ...") is never broken.

    Broken over lines it could not be copied: where it does not fit it gets a line of its own, whatever the width.
    """
    rest = indent if hanging is None else hanging
    lines = wrap(text, width, indent, rest)
    command = _COMMAND.search(text)
    if command is None or len(lines) == 1:
        return lines
    sentence = text[: command.start()]
    return [*wrap(sentence, width, indent, rest), rest + command[0]] if sentence.strip() else [indent + command[0]]


def _split(word: str, width: int) -> tuple[str, str]:
    """As much of a word as fits, at least one character, and the rest."""
    taken = 0
    for index, char in enumerate(word):
        taken += _width(char)
        if taken > width and index:
            return word[:index], word[index:]
    return word, ""


def ends(left: str, right: str, width: int) -> str:
    """One line with `left` at its left and `right` at its right end; the left gives way."""
    room = width - cells(right) - 1
    return pad(left, room) + " " + right if right else cut(left, width)


def apart(left: str, right: str, width: int) -> list[str]:
    """Both at the ends of one line where they fit, else one behind the other: nothing is cut."""
    if cells(left) + 1 + cells(right) <= width:
        return [ends(left, right, width)]
    return wrap(f"{left}, {right}", width)


def columns(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Rows set in columns of these widths, one blank between them; a negative width sets its column to the right."""
    out = []
    for row in rows:
        line = []
        for text, width in zip(row, widths, strict=True):
            if width < 0:
                line.append(" " * (-width - cells(cut(text, -width))) + cut(text, -width))
            else:
                line.append(pad(text, width))
        out.append(" ".join(line).rstrip())
    return out


def rule(width: int, char: str = "-") -> str:
    """A line across the screen."""
    return char * width
