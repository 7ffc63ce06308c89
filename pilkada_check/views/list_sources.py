"""Where the items of a list come from: each code with what it stands for, and how many items rest on what."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.views import moments
from pilkada_check.views.findings import short_names
from pilkada_check.views.lines import literal
from pilkada_check.views.list_rows import ROW_ABOUT, entry_of, mark, plain
from pilkada_check.views.lists import Shelf, fault_lines, statuses, under
from pilkada_check.views.sheet import Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.titles import list_title
from pilkada_check.words import _, lang, ngettext

COLUMNS = (
    *ROW_ABOUT, "reviewed_by", "reviewed_on", "reviewed_against", "section", "item", "short", "code", "kind",
    "only_reason", "source",
)  # fmt: skip
COUNTS = ("published", "only_reason", "in_words", "without")  # every item is in one of them
COUNT_COLUMNS = (*ROW_ABOUT, "items", *COUNTS)

# A text for both languages is the address or title of something published; one in two languages says in words why there
# is none (common knowledge, a news story that nobody kept). `unlisted`: the code stands nowhere in `sources`.
Kind = Literal["published", "in_words", "unlisted"]


class Origin(Struct, frozen=True):
    """One code of an item. `only_reason`: what is published gives only the reason or the heading (`~` before it)."""

    code: str
    kind: Kind
    only_reason: bool
    text: str


def origins(one: Checklist, item: Item) -> Iterator[Origin]:
    """What the item rests on, in the order of the list."""
    for code in item.source:
        bare = code if code in one.sources else code.removeprefix("~")
        found = one.sources.get(bare)
        kind: Kind = "unlisted" if found is None else "in_words" if found.en else "published"
        yield Origin(bare, kind, bare != code, found.say(lang()) if found is not None else "")


def rests_on(one: Checklist, item: Item) -> str:
    """The best that the item rests on: one of `COUNTS`."""
    found = list(origins(one, item))
    published = [origin for origin in found if origin.kind == "published"]
    if published:
        return "only_reason" if all(origin.only_reason for origin in published) else "published"
    return "in_words" if any(origin.kind == "in_words" for origin in found) else "without"


def counts(one: Checklist) -> Counter[str]:
    """How many items rest on what."""
    return Counter(rests_on(one, item) for item in one.items())


def overview(shelf: Shelf, faults: int) -> Sheet:
    """Every list: how many of its items rest on what. `faults` as in `lists.overview`."""
    ones = (*shelf.lists, *shelf.others)
    rows = []
    for one in ones:
        found = counts(one)
        rows.append((name(one.id), number(len(list(one.items()))), *(number(found[key]) for key in COUNTS)))
    broken = fault_lines(shelf, faults)
    heading = (_("list"), _("items"), _("published"), _("only ~"), _("in words"), _("without"))
    return Sheet(
        _("WHERE THE ITEMS COME FROM"),
        under(shelf),
        sections(
            ("", [Table(heading, tuple(rows))] if rows else []),
            (_("NOTES"), [*_legend(), line(_("Item by item: `daftar LIST --sumber`.")), *statuses(ones), *broken]),
        ),
    )


def _legend() -> Iterator[Line]:
    yield line(_("published: something that can be looked up; it backs what is asked, never the number."))
    yield line(_("~: what is published gives only the reason or the heading."))
    yield line(_("in words: nothing published; the list says what the item comes from, and the unit must confirm it."))


def one_list(shelf: Shelf, one: Checklist) -> Sheet:
    """One list: item by item its codes, then what they stand for, then the counts."""
    return Sheet(
        f"{list_title(one)} [{one.id}]",
        under(shelf),
        sections(
            ("", _about(one)),
            (_("WHERE THE ITEMS COME FROM"), [_items(one)]),
            (_("WHAT THE CODES STAND FOR"), _codes(one)),
            (_("COUNTED"), _counted(one)),
        ),
    )


def _about(one: Checklist) -> Iterator[Line]:
    yield line(_("Version {version}").format(version=literal(one.version)))
    status = literal(one.status.say(lang()))
    if status:
        yield line(_("Status of the list: {status}.").format(status=status))
    if one.reviewed is not None:
        said = _("Last reviewed: {day} by {by}, against: {against}")
        day = moments.iso_long_day(one.reviewed.on)
        by, against = (literal(text.say(lang())) for text in (one.reviewed.by, one.reviewed.against))
        yield line(said.format(day=day, by=by, against=against))


def _items(one: Checklist) -> Table:
    rows, names = [], short_names(one.items())
    for place, item in enumerate(one.items(), 1):
        codes = ", ".join(item.source) or "-"
        rows.append((number(place), name(names[item.id]), name(item.id), name(codes)))
    return Table(("#", _("item"), "id", _("source")), tuple(rows), named=3)


def _codes(one: Checklist) -> Iterator[Line]:
    """Every code with what it stands for and how many items name it; what is in words stands out."""
    used = Counter(origin.code for item in one.items() for origin in origins(one, item))
    for code, text in one.sources.items():
        times = ngettext("{n} item", "{n} items", used[code]).format(n=used[code]) if used[code] else _("no item")
        yield line(f"{literal(code)} ({times}): {literal(text.say(lang()))}", kind="strong" if text.en else "text")
    for code in used:
        if code not in one.sources:
            yield line(_("{code}: stands nowhere in the list's `sources`.").format(code=literal(code)), kind="bad")


def _counted(one: Checklist) -> Iterator[Line]:
    found, total = counts(one), len(list(one.items()))
    yield line(_("{n} of {total} items with a published source").format(n=found["published"], total=total))
    if found["only_reason"]:
        yield line(_("{n} whose page gives only the reason or the heading (~)").format(n=found["only_reason"]))
    for code, times in _in_words(one).items():
        text = literal(one.sources[code].say(lang()))
        yield line(_("{n} by {code} alone: {text}").format(n=times, code=literal(code), text=text))
    if found["without"]:
        yield line(_("{n} without any source").format(n=found["without"]), kind="bad")


def _in_words(one: Checklist) -> Counter[str]:
    """The items with nothing published, by the first code in words that they name."""
    asked = (item for item in one.items() if rests_on(one, item) == "in_words")
    return Counter(next(each.code for each in origins(one, item) if each.kind == "in_words") for item in asked)


def rows(shelf: Shelf, one: Checklist) -> Iterator[list[str]]:
    """A row of CSV for each code of each item, and one for an item that names none."""
    about = {**mark(shelf), **entry_of(shelf, one), **_reviewed(one)}
    for entry in _entries(one):
        found = entry.pop("sources")
        for source in found if isinstance(found, list) and found else [dict.fromkeys(COLUMNS[-4:], "")]:
            yield [plain({**about, **entry, **source}[column]) for column in COLUMNS]


def count_rows(shelf: Shelf, ones: Iterable[Checklist]) -> Iterator[list[str]]:
    """A row of CSV for each list."""
    for one in ones:
        entry = {**mark(shelf), **count_entry(shelf, one)}
        yield [plain(entry[column]) for column in COUNT_COLUMNS]


def count_entry(shelf: Shelf, one: Checklist) -> dict[str, object]:
    """What is to be known of a list, and how many of its items rest on what."""
    found = counts(one)
    return {**entry_of(shelf, one), **{key: found[key] for key in COUNTS}}


def document(shelf: Shelf, one: Checklist) -> dict[str, object]:
    """One list as JSON: item by item its codes with what they stand for."""
    return {**count_entry(shelf, one), **_reviewed(one), "asks": list(_entries(one))}


def _reviewed(one: Checklist) -> dict[str, object]:
    found = one.reviewed
    return {
        "reviewed_by": found.by.say(lang()) if found is not None else "",
        "reviewed_on": found.on if found is not None else "",
        "reviewed_against": found.against.say(lang()) if found is not None else "",
    }


def _entries(one: Checklist) -> Iterator[dict[str, object]]:
    names = short_names(one.items())
    for section in one.sections:
        for item in section.items:
            found = [
                {"code": each.code, "kind": each.kind, "only_reason": each.only_reason, "source": each.text}
                for each in origins(one, item)
            ]
            yield {
                "section": section.title.say(lang()),
                "item": item.id,
                "short": names[item.id],
                "sources": found,
            }
