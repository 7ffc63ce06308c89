"""Which line stands out: dashes and indentation as people see them, where YAML stumbled over a line or the next one."""

import re
from typing import NamedTuple

Slip = tuple[int, int, str, dict[str, str]]  # line and column from 1, code, parameters

DASHED = re.compile(r"-\w")
_TWO_DASHES = re.compile(r" *- +(?=- )")
_STEP = 2  # columns that a block is usually indented by


class _Line(NamedTuple):
    """A line that says something: its number from 0, its text, and the columns where it and its first letter stand."""

    number: int
    text: str
    start: int
    indent: int

    @property
    def opens(self) -> bool:
        """Whether it is a key whose value follows in the next lines."""
        return self.text.endswith(":")

    def slip(self, code: str) -> Slip:
        return self.number + 1, self.indent + 1, code, {}


def out_of_line(lines: list[str], number: int) -> Slip:
    """The slip behind a line (from 0) that does not fit what stands above it."""
    filled = [_Line(at, line.strip(" "), _start(line), indent(line)) for at, line in enumerate(lines) if _says(line)]
    above = [line for line in filled if line.number < number]
    here, *after = [line for line in filled if line.number >= number] or above[-1:]
    if not above:
        return here.slip("indentation")
    last = above[-1]
    doubled = _TWO_DASHES.match(lines[last.number])
    if DASHED.match(last.text):
        return last.number + 1, last.start + 1, "missing_space", {"char": "-"}
    if doubled:
        return last.number + 1, doubled.end() + 1, "extra_dash", {}
    without = _without_dash(above, here)
    if without:
        return without.slip("missing_dash")
    return (_first_of_block(above, here) or _interrupting(above, here, after[0] if after else None) or here).slip(
        "indentation"
    )


def indent(line: str) -> int:
    """The column (from 0) of the first letter, dashes of a list passed over."""
    return len(line) - len(line.lstrip(" -"))


def _start(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _says(line: str) -> bool:
    return line.lstrip(" ")[:1] not in {"", "#"}  # other blanks are letters to YAML


def _without_dash(above: list[_Line], here: _Line) -> _Line | None:
    """The first line of a list that has no dash, where `here` begins the next entry with one."""
    if not here.text.startswith("- "):
        return None
    first = None
    for line in reversed(above):
        if line.start <= here.start:
            return first if line.opens and first and first.start == first.indent else None
        first = line
    return None


def _first_of_block(above: list[_Line], here: _Line) -> _Line | None:
    """The line above, when it is the first under its key and `here` stands where that one should."""
    if len(above) < 2 or not above[-2].opens:
        return None
    last, key = above[-1], above[-2]
    for usual in ({key.indent + _STEP}, {key.indent + _STEP, key.indent + 2 * _STEP}):
        if here.indent in usual and last.indent not in usual:
            return last
    return None


def _interrupting(above: list[_Line], here: _Line, below: _Line | None) -> _Line | None:
    """A line further out than the block that it stands in, when `here` goes on with that block."""
    outer = [line for line in above if line.indent <= here.indent]
    if len(outer) < 2 or (here.opens and below and below.indent <= here.indent):  # its own lines stand no further in
        return None
    last, before = outer[-1], outer[-2]
    stands_out = last.indent < here.indent == before.indent and last.start == last.indent
    return last if stands_out and (below is None or below.indent != last.indent) else None
