"""Rows as CSV by RFC 4180: for spreadsheets and scripts; no cell becomes a formula, whichever delimiter is taken."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pilkada_check.views.lines import literal

# A spreadsheet computes what begins so; `'` before it makes it text. An Indonesian Excel takes ";" for the delimiter of
# any CSV, so the same holds behind one. `'` itself is doubled: then the guard can be taken off again (`unguarded`).
_FORMULA = re.compile(r"(^|;)([\s\"]*)(?=['=+\-@\uff1d\uff0b\uff0d\uff20])")
_GUARD = re.compile(r"(^|;)([\s\"]*)'")


@lru_cache(maxsize=8192)  # most cells of a file stand in it thousands of times
def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes; control characters become their numbers."""
    return _FORMULA.sub(r"\1\2'", literal(text))


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` made (its control characters stay numbers)."""
    return _GUARD.sub(r"\1\2", cell)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file; lines end in CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
