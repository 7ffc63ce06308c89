"""A fault found in a file: where, which code, with which parameters. Sentences are made in `views.faults`."""

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One thing wrong in one file.

    `line` and `column` count from 1 and are 0 where the fault belongs to the whole file; `cell` ("B12") names the
    place in a table instead. `code` is a stable word (see `docs/format.md`), `params` what its sentence needs.
    """

    path: str
    line: int
    column: int
    code: str
    params: tuple[tuple[str, str], ...] = ()
    cell: str = ""
    warning: bool = False


def fault(
    path: str, line: int, column: int, code: str, /, *, warning: bool = False, cell: str = "", **params: object
) -> Fault:
    """Make a fault; parameters are kept as text, in the order given."""
    return Fault(path, line, column, code, tuple((name, str(value)) for name, value in params.items()), cell, warning)
