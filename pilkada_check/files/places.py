"""Where a character of a YAML scalar stands in its file: escapes, doubled quotes and folded lines counted back."""

from pilkada_check.files.yaml_nodes import Node
from pilkada_check.files.yaml_text import Source


def place_inside(source: Source, node: Node, index: int) -> tuple[int, int]:
    """Line and column (from 1) of the character `index` of a scalar's value."""
    line, column = node.start_mark.line, node.start_mark.column
    lines = source.lines
    if node.style in {"|", ">"}:
        return _inside_block(lines, line, index)
    if not node.style:
        return line + 1, column + index + 1
    text, place = lines[line], column + 1
    for _ in range(index):
        place += _width(text[place : place + 2], node.style)
    return line + 1, place + 1


def _width(text: str, quote: str) -> int:
    """How many characters of a quoted scalar make the next character of its value."""
    if quote == "'":
        return 2 if text == "''" else 1
    return {"x": 4, "u": 6, "U": 10}.get(text[1:], 2) if text[:1] == "\\" else 1


def _inside_block(lines: list[str], start: int, index: int) -> tuple[int, int]:
    """The place in a block scalar, each of whose lines ends in a space or a line end of the value."""
    for number in range(start + 1, len(lines)):
        rest = lines[number].lstrip(" ")
        if index < len(rest) or number + 1 == len(lines):
            return number + 1, len(lines[number]) - len(rest) + min(index, len(rest)) + 1
        index -= len(rest) + 1
    return start + 1, 1
