"""The lists as a sheet: which there are, for what, and what is due when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import UNIT, Unit
from pilkada_check.rules.due import Calendar, Moment, calendar, next_moment
from pilkada_check.views import commands, moments
from pilkada_check.views.lines import literal
from pilkada_check.views.sheet import Cell, Line, Sheet, Table, command, line, name, number, sections
from pilkada_check.views.titles import day_name, example_mark, list_title, rows_name
from pilkada_check.words import _, lang, ngettext


class Shelf(Struct, frozen=True):
    """The lists of a unit, or without one those that come with the tool (`unit` is then None). `now` is in its zone."""

    lists: tuple[Checklist, ...]  # those it owes; without a unit all
    others: tuple[Checklist, ...]  # those it could owe
    book: FactBook
    unit: Unit | None
    now: datetime
    broken: tuple[str, ...] = ()  # the ids of those that have faults, so that they are in none of the others

    def calendar(self, checklist: Checklist) -> Calendar | None:
        """When the list is due in this unit."""
        if self.unit is None or not self.unit.election_day:
            return None
        return calendar(checklist, date.fromisoformat(self.unit.election_day), self.now.tzinfo)  # type: ignore[arg-type] # now is aware


def overview(shelf: Shelf, faults: int) -> Sheet:
    """All lists. `faults`: how many faults the files of the workspace have."""
    return Sheet(
        _("LISTS"),
        under(shelf),
        sections(
            ("", [_table(shelf, shelf.lists)] if shelf.lists else [line(_("This unit owes no list."))]),
            (_("WHEN THEY ARE DUE"), [due_line(shelf, one) for one in shelf.lists]),
            (_("OTHER LISTS"), [_table(shelf, shelf.others)] if shelf.others else []),
            (_("NOTES"), [*statuses([*shelf.lists, *shelf.others]), *fault_lines(shelf, faults)]),
        ),
    )


def under(shelf: Shelf) -> tuple[Cell, ...]:
    """Below the title: whose lists, which election day, and that it is an example."""
    if shelf.unit is None:
        return (Cell(_("Those that come with the tool; there is no workspace here.")),)
    unit = shelf.unit
    own = [unit.satuan] if unit.satuan else []
    lines = [Cell(", ".join(literal(one) for one in (*own, *reversed(unit.full_path))))]
    if unit.election_day:
        day = date.fromisoformat(unit.election_day)
        when = f"{moments.weekday(day)} {moments.long_day(day)}"
        distance = moments.to_election(shelf.now.date(), day)
        text = _("{name}: {day}; today is {distance}.")
        lines.append(Cell(text.format(name=day_name(shelf.book), day=when, distance=distance)))
    return (*lines, Cell(example_mark(), "strong")) if unit.example else tuple(lines)


def _table(shelf: Shelf, lists: Iterable[Checklist]) -> Table:
    rows = []
    for one in lists:
        items = list(one.items())
        counts = number(len(items)), number(sum(item.critical for item in items))
        rows.append((name(one.id), name(list_title(one)), Cell(for_whom(shelf, one)), *counts))
    return Table((_("list"), _("title"), _("for"), _("items"), _("critical")), tuple(rows))


def for_whom(shelf: Shelf, checklist: Checklist) -> str:
    """What the list is filled in for."""
    return _("the unit") if checklist.target == UNIT else rows_name(shelf.book, checklist.target)


def due_line(shelf: Shelf, checklist: Checklist, label: str = "") -> Line:
    """Every due moment, with its date in this unit; the one that runs or comes is named. `label`: for the list's id."""
    known = shelf.calendar(checklist)
    label = label or checklist.id
    if not checklist.due:
        return line(_("{list}: always").format(list=label))
    if known is None:
        return line(f"{label}: {', '.join(one.text for one in checklist.due)}")
    text = f"{label}: {', '.join(dated(moment) for moment in known.moments)}"
    served = next_moment(known.moments, shelf.now)
    if served is None:
        return line(text + "; " + _("all of them have passed"))
    if shelf.now < (served.start or served.day):
        return line(text + "; " + _("next: {moment}").format(moment=served.text))
    return line(text + "; " + _("now: {moment}").format(moment=served.text), kind="strong")


def dated(moment: Moment) -> str:
    """`H-3 24/11`; an hour stands in the moment's own text."""
    return f"{moment.text} ({moments.short_day(moment.day)})"


def statuses(lists: Sequence[Checklist]) -> Iterator[Line]:
    """What each list is worth, lists that say the same together."""
    stated: dict[str, list[str]] = {}
    for one in lists:
        status = literal(one.status.say(lang()))
        if status:
            stated.setdefault(status, []).append(one.id)
    for status, ids in stated.items():
        every = _("All lists") if len(ids) == len(lists) > 1 else ", ".join(ids)
        yield line(f"{every}: {status}.")


def fault_lines(shelf: Shelf, faults: int) -> Iterator[Line]:
    """That files of the workspace have faults, which lists are not shown for it, and how to see them."""
    if shelf.broken:
        names = ", ".join(map(literal, shelf.broken))
        yield line(_("Not shown, because they have faults: {names}").format(names=names), kind="bad")
    if faults:
        text = ngettext(
            "There is {n} fault in the files of this unit:", "There are {n} faults in the files of this unit:", faults
        )
        yield line(text.format(n=moments.number(faults)), kind="bad")
        yield command(commands.command("validasi"), 1)
