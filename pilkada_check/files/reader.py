"""YAML files in, values out: a checklist, a book of facts or a unit, or everything that is wrong with the file."""

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

import msgspec

from pilkada_check.files.reader_unit import unit
from pilkada_check.files.reading import Reading
from pilkada_check.files.yaml_nodes import Loader, Node, compose
from pilkada_check.files.yaml_text import Source, examine
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.digest import sha256
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault, fault
from pilkada_check.model.unit import Unit

T = TypeVar("T")


def read_checklist(  # noqa: PLR0913 - three say what, three how
    data: bytes,
    path: str,
    book: FactBook,
    tables: Collection[str],
    *,
    own: bool = False,
    kept: bool = False,
    loader: Loader | None = None,
) -> tuple[Checklist | None, list[Fault]]:
    """The checklist in `data`, and its faults by place; there is one when none of them is more than a warning.

    `book` gives the facts that expressions may name, `tables` the target tables that `for` may name; `own` marks a list
    of the unit, `kept` one that was sound when it was kept: its facts and
    table may have gone. `path` only names the file. Both loaders ("c" where it is installed, "pure") give the same.
    """
    from pilkada_check.files.reader_checklist import checklist  # noqa: PLC0415 - compiled lists need no reader

    found, faults = _read(data, path, loader, lambda source, root: checklist(source, root, book, tables, kept=kept))
    if found is not None:
        found = msgspec.structs.replace(found, sha256=sha256(data).hexdigest(), own=own)
    return found, faults


def read_facts(
    data: bytes, path: str, *, over: FactBook | None = None, loader: Loader | None = None
) -> tuple[FactBook | None, list[Fault]]:
    """The facts in `data` beside those of `over` (the shipped ones, for a unit's own file), and its faults by place."""
    from pilkada_check.files.reader_facts import facts  # noqa: PLC0415 - compiled facts need no reader

    return _read(data, path, loader, lambda source, root: facts(source, root, over or FactBook()))


def read_unit(
    data: bytes, path: str, book: FactBook | None, *, loader: Loader | None = None
) -> tuple[Unit | None, list[Fault]]:
    """The unit that a `pilkada.yaml` describes, its facts checked against `book`, and its faults by place.

    Officers and the rows of target tables lie in files of their own: they are empty here.
    """
    return _read(data, path, loader, lambda source, root: unit(source, root, book))


def _read(
    data: bytes, path: str, loader: Loader | None, walk: Callable[[Source, Node], tuple[Reading, T | None]]
) -> tuple[T | None, list[Fault]]:
    """From bytes to what `walk` makes of the root node, and all faults."""
    source = examine(data, path)
    if isinstance(source, list):
        return None, sorted(source)
    with _no_collector():
        return _walked(source, loader, walk)


def _walked(
    source: Source, loader: Loader | None, walk: Callable[[Source, Node], tuple[Reading, T | None]]
) -> tuple[T | None, list[Fault]]:
    """The same for a file whose characters are known."""
    root = compose(source, loader)
    if root is not None and root.id != "mapping" and not source.faults:
        mark = root.start_mark
        source.faults.append(fault(source.path, mark.line + 1, mark.column + 1, "root_kind"))
    if root is None or root.id != "mapping":
        return None, sorted(source.faults)
    reading, found = walk(source, root)
    faults = sorted({*reading.faults, *reading.warnings})
    return (None if reading.faults else found), faults


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the garbage collector: it would look again and again at a growing tree that has no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
