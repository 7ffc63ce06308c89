"""The lists and their items as rows of CSV and entries of JSON."""

from collections.abc import Iterator, Sequence

from pilkada_check.model.checklist import Checklist
from pilkada_check.rules.due import next_moment
from pilkada_check.views.lists import Shelf
from pilkada_check.views.titles import example_mark
from pilkada_check.words import lang

ROW_ABOUT = ("example", "list", "version", "status", "own_list")  # what every row of a page on lists begins with
COLUMNS = (
    "example", "list", "title", "own_list", "owed", "for", "version", "status", "items", "critical", "ricek", "due",
    "served",
)  # fmt: skip
ITEM_COLUMNS = (
    *ROW_ABOUT, "section", "item", "text", "type", "critical", "sensitive",
    "need", "when", "hint",
)  # fmt: skip


def rows(shelf: Shelf) -> Iterator[list[str]]:
    """Every list as a row of CSV, one cell for each of `COLUMNS`."""
    for one in (*shelf.lists, *shelf.others):
        entry = {**mark(shelf), **entry_of(shelf, one)}
        yield [plain(entry[column]) for column in COLUMNS]


def item_rows(shelf: Shelf, checklist: Checklist) -> Iterator[list[str]]:
    """Every item as a row of CSV, one cell for each of `ITEM_COLUMNS`."""
    about = {**mark(shelf), **entry_of(shelf, checklist)}
    for entry in item_entries(checklist):
        yield [plain({**about, **entry}[column]) for column in ITEM_COLUMNS]


def mark(shelf: Shelf) -> dict[str, object]:
    """What a row says where the workspace is an example."""
    return {"example": example_mark() if shelf.unit is not None and shelf.unit.example else ""}


def head(shelf: Shelf) -> dict[str, object]:
    """What JSON begins with: that it is an example, and which lists are left out because they have faults."""
    example: dict[str, object] = {"example": True} if shelf.unit is not None and shelf.unit.example else {}
    return {**example, "faulty": list(shelf.broken)} if shelf.broken else example


def entry_of(shelf: Shelf, one: Checklist) -> dict[str, object]:
    """What is to be known of a list, by the names of `COLUMNS`."""
    items = list(one.items())
    known = shelf.calendar(one)
    served = next_moment(known.moments, shelf.now) if known is not None else None
    return {
        "list": one.id,
        "title": one.title.say(lang()),
        "own_list": one.own,
        "owed": shelf.unit is not None and one in shelf.lists,
        "for": one.target,
        "version": one.version,
        "status": one.status.say(lang()),
        "items": len(items),
        "critical": sum(item.critical for item in items),
        "ricek": one.ricek,
        "due": [moment.text for moment in one.due],
        "served": served.text if served is not None else "",
    }


def item_entries(one: Checklist) -> Iterator[dict[str, object]]:
    """What is to be known of each item, by names of `ITEM_COLUMNS`."""
    for section in one.sections:
        for item in section.items:
            yield {
                "section": section.title.say(lang()),
                "item": item.id,
                "text": item.text.say(lang()),
                "type": item.type,
                "critical": item.critical,
                "sensitive": item.sensitive,
                "need": item.need.text if item.need is not None else "",
                "when": item.when.text if item.when is not None else "",
                "hint": item.hint.say(lang()) if item.hint is not None else "",
            }


def plain(value: object) -> str:
    """A value as a cell of CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
