"""What else `daftar` shows of the lists: --sumber, --beban and --beda, of all of them or of one."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from pilkada_check.cli import choose
from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.output import Format
from pilkada_check.cli.unit import make_one
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.workspace import load
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.unit import UNIT, Row, Unit
from pilkada_check.rules import load as loads
from pilkada_check.rules.facts import environment
from pilkada_check.rules.list_changes import compare, own_facts
from pilkada_check.rules.targets import targets
from pilkada_check.views import as_csv, as_json, list_changes, list_loads, list_rows, list_sources
from pilkada_check.views.lines import literal
from pilkada_check.views.lists import Shelf
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import N_, _, lang


class Looks(Struct, frozen=True):
    """What is asked for: one of the pages, of all lists or of `one`; a target goes with `beban` alone.

    `faults`: how many faults the files of the workspace have; `root`: its folder, None without one.
    """

    shelf: Shelf
    faults: int
    one: Checklist | None
    root: Path | None
    sumber: bool
    beban: bool
    beda: bool
    sasaran: str


class Faces(NamedTuple):
    """One page: as a sheet, its rows of CSV under their heading, and its JSON without the head."""

    page: Callable[[], Sheet]
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[list[str]]]
    document: Callable[[], dict[str, object]]


def run(looks: Looks, form: Format, output: Path | None) -> None:
    """Show it. Raises Stop."""
    if looks.sumber + looks.beban + looks.beda > 1:
        raise Stop(
            Exit.USAGE,
            _("--sumber, --beban and --beda are one page each."),
            todo=_("Ask for one after the other."),
        )
    if looks.sasaran and not looks.beban:
        raise Stop(Exit.USAGE, _("--sasaran goes with --beban alone."), todo=_("Add --beban, or leave it out."))
    shown = _sources(looks) if looks.sumber else _burdens(looks) if looks.beban else _changes(looks)
    pages.put(
        form,
        output,
        looks.root,
        page=shown.page,
        csv=lambda: as_csv.table(shown.columns, shown.rows()),
        json=lambda: as_json.dump({"format": as_json.FORMAT, **list_rows.head(looks.shelf), **shown.document()}),
    )


def _sources(looks: Looks) -> Faces:
    shelf, one = looks.shelf, looks.one
    if one is not None:
        return Faces(
            lambda: list_sources.one_list(shelf, one),
            list_sources.COLUMNS,
            lambda: list_sources.rows(shelf, one),
            lambda: list_sources.document(shelf, one),
        )
    every = (*shelf.lists, *shelf.others)
    return Faces(
        lambda: list_sources.overview(shelf, looks.faults),
        list_sources.COUNT_COLUMNS,
        lambda: list_sources.count_rows(shelf, every),
        lambda: {"lists": [list_sources.count_entry(shelf, each) for each in every]},
    )


def _burdens(looks: Looks) -> Faces:
    """Raises Stop where there is no such target."""
    shelf, one = looks.shelf, looks.one
    owed = (one,) if one is not None else _walked(shelf)
    if looks.sasaran:
        found = _on_target(shelf, owed, looks.sasaran)
    else:
        unit = shelf.unit or Unit("")
        found = [_burden(shelf, each, targets(unit, each)) for each in owed]
    if one is not None:
        return Faces(
            lambda: list_loads.one_list(shelf, found[0]),
            list_loads.COLUMNS,
            lambda: list_loads.rows(shelf, found),
            lambda: list_loads.document(shelf, found[0]),
        )
    return Faces(
        lambda: list_loads.overview(shelf, found, looks.faults),
        list_loads.COLUMNS,
        lambda: list_loads.rows(shelf, found),
        lambda: {"lists": [list_loads.document(shelf, each) for each in found]},
    )


def _walked(shelf: Shelf) -> list[Checklist]:
    """The lists that are owed; those of the whole unit fall away in a small unit's workspace."""
    small = shelf.unit is not None and shelf.unit.satuan
    return [one for one in shelf.lists if not (small and one.target == UNIT)]


def _on_target(shelf: Shelf, owed: Iterable[Checklist], wanted: str) -> list[list_loads.Burden]:
    """What the lists that are for this target cost on it. Raises Stop."""
    if shelf.unit is None:
        raise Stop(
            Exit.USAGE,
            _("--sasaran names a target of a unit, and there is no workspace here."),
            todo=make_one(),
        )
    tables = [(one, targets(shelf.unit, one)) for one in owed]
    names = dict.fromkeys(name for _one, rows in tables for name in rows)
    target = choose.named(wanted, names, N_("There is no target {name}."))
    return [_burden(shelf, one, {target: rows[target]}) for one, rows in tables if target in rows]


def _burden(shelf: Shelf, one: Checklist, rows: dict[str, Row | None]) -> list_loads.Burden:
    """One list on these targets; where there are none with every item asked."""
    unit = shelf.unit or Unit("")
    meter = loads.Meter(one, shelf.now, lang(), loads.pressed(loads.saying_who(unit.officers)))
    lists, every = [each.id for each in _walked(shelf)], list(targets(unit, one))
    if not rows or shelf.unit is None:
        return list_loads.Burden(one, {"": meter.load({})}, whole=True)
    found = {}
    for target, row in rows.items():
        menus = loads.pressed(loads.choosing(lists, one.id, every, target))
        found[target] = meter.load(environment(unit, shelf.book, one.target, row), menus)
    return list_loads.Burden(one, found)


def _changes(looks: Looks) -> Faces:
    """Raises Stop where there is nothing to compare with."""
    shelf, one = looks.shelf, looks.one
    if looks.root is None:
        raise Stop(
            Exit.FAILED,
            _("There is no workspace here, so no list of a unit's own."),
            todo=_("Go to the folder of the unit, or name it with -C."),
        )
    shipped = load(None, every=True)
    if one is not None:
        found = compare(*_both(one, shipped.known))
        return Faces(
            lambda: list_changes.one_list(shelf, found),
            list_changes.COLUMNS,
            lambda: list_changes.rows(shelf, found),
            lambda: list_changes.document(found),
        )
    own = [each for each in (*shelf.lists, *shelf.others) if each.own]
    beside = list_changes.Beside(
        tuple(compare(each, shipped.known[each.id]) for each in own if each.id in shipped.known),
        tuple(each.id for each in own if each.id not in shipped.known),
        own_facts(shelf.book, shipped.book),
    )
    return Faces(
        lambda: list_changes.overview(shelf, beside, looks.faults),
        list_changes.COUNT_COLUMNS,
        lambda: list_changes.count_rows(shelf, beside),
        lambda: list_changes.summary(beside),
    )


def _both(one: Checklist, shipped: dict[str, Checklist]) -> tuple[Checklist, Checklist]:
    """An own list and the shipped one of its id. Raises Stop."""
    title = literal(one.id)
    if not one.own:
        raise Stop(
            Exit.FAILED,
            _("{list} is the shipped list itself: the unit has none of its own of that name.").format(list=title),
            todo=_("To change it, copy {path} into checklists/ of the unit's folder and keep the id.").format(
                path=literal(str(shipped_lists() / f"{one.id}.yaml"))
            ),
        )
    if one.id not in shipped:
        raise Stop(
            Exit.FAILED,
            _("{list} is the unit's own alone: no list of that name is shipped.").format(list=title),
            todo=_("Shipped are: {names}.").format(names=", ".join(shipped)),
        )
    return one, shipped[one.id]
