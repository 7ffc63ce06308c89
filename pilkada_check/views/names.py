"""The names of many targets in few words: those that differ in their number alone stand together."""

import re
from collections.abc import Sequence

from pilkada_check.views import moments
from pilkada_check.words import _

_NUMBERED = re.compile(r"(.*\D)(\d+)")


def together(names: Sequence[str], most: int | None) -> str:
    """`Kanaan 001-007; Guntung 009, 017`: at most `most` names or rows of numbers, then how many names more there are.

    Stems come in the order of their first names.
    """
    stems: dict[tuple[str, bool], list[list[str]]] = {}
    for name in names:
        found = _NUMBERED.fullmatch(name)
        stem, number = found.groups() if found else (name, "")
        rows = stems.setdefault((stem, bool(number)), [])
        if rows and number and _follows(rows[-1][-1], number):
            rows[-1].append(number)
        else:
            rows.append([number])
    said: list[str] = []
    room, told = len(names) if most is None else most, 0
    for (stem, _numbered), rows in stems.items():
        shown = [piece for row in rows for piece in _pieces(row)][:room]
        if not shown:
            break
        said.append(stem + ", ".join(text for text, _count in shown))
        told += sum(count for _text, count in shown)
        room -= len(shown)
    if told < len(names):
        said.append(_("and {n} more").format(n=moments.number(len(names) - told)))
    return "; ".join(said)


def _follows(before: str, number: str) -> bool:
    """Whether two numbers, as they are written, stand next to each other."""
    return number == f"{int(before) + 1:0{len(before)}}"


def _pieces(row: Sequence[str]) -> list[tuple[str, int]]:
    """A row as it is said, with how many names that is: three and more by their ends."""
    if len(row) > 2:  # a range of two is no shorter
        return [(f"{row[0]}-{row[-1]}", len(row))]
    return [(number, 1) for number in row]
