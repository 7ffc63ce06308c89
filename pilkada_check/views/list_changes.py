"""What differs between the unit's own lists and the shipped ones, and what becomes of answers given before."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from pilkada_check.model.checklist import Agree, Due, Item, Need, Option, Reviewed, Sample, ValidFor
from pilkada_check.model.expression import Expression
from pilkada_check.model.text import Text
from pilkada_check.rules.list_changes import Change, Changes, Field
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.list_rows import mark, plain
from pilkada_check.views.lists import Shelf, fault_lines, under
from pilkada_check.views.sheet import Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.titles import list_title
from pilkada_check.words import _, lang, ngettext

# `change`: list, place, added, missing, moved or changed; `answers`: stay, again (asked again) or nothing to say.
COLUMNS = (
    "example", "list", "own_version", "shipped_version", "change", "place", "item", "field", "shipped", "own",
    "answers",
)  # fmt: skip
COUNTS = ("added", "missing", "moved", "changed", "again")
COUNT_COLUMNS = ("example", "list", "own_version", "shipped_version", "shipped", *COUNTS, "list_fields")


class Beside(Struct, frozen=True):
    """Every own list beside the shipped one of its id, those that none is shipped for, and the own facts."""

    lists: tuple[Changes, ...]
    alone: tuple[str, ...]  # ids
    facts: tuple[str, ...]


def counted(one: Changes) -> dict[str, int]:
    """How many items differ how; an item that was moved may be changed as well."""
    return {
        "added": len(one.added),
        "missing": len(one.missing),
        "moved": sum(change.moved for change in one.changed),
        "changed": sum(bool(change.fields) for change in one.changed),
        "again": one.again,
    }


def overview(shelf: Shelf, found: Beside, faults: int) -> Sheet:
    """Every own list in one line, then the own facts. `faults` as in `lists.overview`."""
    rows = []
    for one in found.lists:
        versions = name(one.own.version), name(one.shipped.version)
        rows.append((name(one.own.id), *versions, *(number(n) for n in counted(one).values())))
    heading = (
        _("list"), _("own version"), _("shipped"), _("added"), _("left out"), _("moved"), _("changed"), _("again"),
    )  # fmt: skip
    table = [Table(heading, tuple(rows))] if rows else []
    none = [] if rows or found.alone or shelf.broken else [line(_("This unit has no list of its own."))]
    alone = [line(_("{list}: no list of this name is shipped.").format(list=literal(one))) for one in found.alone]
    notes = [
        line(_("again: answers given to the shipped item do not count for the own one; it is asked again.")),
        line(_("One list in full: `daftar LIST --beda`.")),
    ]
    return Sheet(
        _("OWN LISTS BESIDE THE SHIPPED ONES"),
        under(shelf),
        sections(
            ("", [*table, *none, *alone]),
            (_("OWN FACTS"), [line(", ".join(found.facts))] if found.facts else []),
            (_("NOTES"), [*(notes if rows else []), *fault_lines(shelf, faults)]),
        ),
    )


def one_list(shelf: Shelf, one: Changes) -> Sheet:
    """One list: its own fields, then items added, left out, and changed, with what becomes of their answers."""
    renamed = [line(f"{literal(before.say(lang()))} -> {literal(now.say(lang()))}") for before, now in one.places]
    added, missing = ([_placed(*each) for each in found] for found in (one.added, one.missing))
    return Sheet(
        f"{list_title(one.own)} [{one.own.id}]",
        under(shelf),
        sections(
            ("", _about(one)),
            (_("THE LIST ITSELF"), [each for field in one.head for each in _field(field, 0)]),
            (_("PLACES WITH ANOTHER TITLE"), renamed),
            (_("ADDED (no answer yet)"), added),
            (_("LEFT OUT (answers are kept, and count no more)"), missing),
            (_("CHANGED"), [each for change in one.changed for each in _change(change)]),
        ),
    )


def _about(one: Changes) -> Iterator[Line]:
    own, shipped = literal(one.own.version), literal(one.shipped.version)
    yield line(_("Own version {own} beside shipped version {shipped}").format(own=own, shipped=shipped))
    if not one.any:
        yield line(_("Nothing differs."))
        return
    said = [
        (len(one.added), _("{n} added")),
        (len(one.missing), _("{n} left out")),
        (counted(one)["moved"], _("{n} moved")),
        (counted(one)["changed"], _("{n} changed")),
    ]
    items = ", ".join(text.format(n=n) for n, text in said if n)
    yield line(_("Items: {counts}").format(counts=items or _("none differs")))
    if one.again:
        text = ngettext(
            "Of {n} item answers given to the shipped list do not count: it is asked again.",
            "Of {n} items answers given to the shipped list do not count: they are asked again.",
            one.again,
        )
        yield line(text.format(n=one.again), kind="strong")
    else:
        yield line(_("Answers given to the shipped list stay valid."))


def _placed(place: Text, item: Item) -> Line:
    return line(f"{literal(place.say(lang()))}: {short_name(item)} [{literal(item.id)}]")


def _change(change: Change) -> Iterator[Line]:
    kept = _("asked again") if change.again else _("answers stay")
    text = f"{short_name(change.item)} [{literal(change.item.id)}]: {kept}"
    yield line(text, kind="bad" if change.again else "text")
    if change.moved and change.place != change.shipped_place:
        before, now = (literal(one.say(lang())) for one in (change.shipped_place, change.place))
        yield line(_("moved from {before} to {now}").format(before=before, now=now), 1)
    elif change.moved:
        yield line(_("asked before or after others than there"), 1)
    for field in change.fields:
        yield from _field(field, 1)


def _field(field: Field, depth: int) -> Iterator[Line]:
    """The name as files write it, and both values under each other."""
    before, now = said(field)
    yield line(f"{field.name}:", depth)
    yield line(_("shipped: {value}").format(value=literal(before) or "-"), depth + 1)
    yield line(_("own: {value}").format(value=literal(now) or "-"), depth + 1)


def said(field: Field) -> tuple[str, str]:
    """Both values in words: those of this language, unless only the other one differs."""
    before, now = shown(field.shipped), shown(field.own)
    if before == now:
        return shown(field.shipped, both=True), shown(field.own, both=True)
    return before, now


def shown(value: object, *, both: bool = False) -> str:
    """A value of a list about as its file writes it; `both`: in both languages."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Text():
            return f"{value.id} | {value.en}" if both else value.say(lang())
        case Need() | Expression() | Due():
            return value.text
        case Fraction():
            return f"{float(value * 100):g}%"
        case Agree() | ValidFor() | Option() | Sample() | Reviewed():
            return _structured(value, both=both)
        case Mapping():
            return "; ".join(f"{key}: {shown(one, both=both)}" for key, one in value.items())
        case Sequence() if not isinstance(value, str):
            return ", ".join(shown(one, both=both) for one in value)
    return str(value)


def _structured(value: Agree | ValidFor | Option | Sample | Reviewed, *, both: bool) -> str:
    match value:
        case Agree():
            return f"within {value.within}" if value.mode == "within" else value.mode
        case ValidFor():
            return f"{value.days}d" if value.days else f"{value.hours}h"
        case Option():
            asks = ", ask" if value.ask else ""
            return f"{value.id} = {shown(value.text, both=both)} ({value.outcome}{asks})"
    ones = {key: getattr(value, key) for key in value.__struct_fields__}
    return "; ".join(f"{key}: {shown(one, both=both)}" for key, one in ones.items() if one not in {None, ""})


def rows(shelf: Shelf, one: Changes) -> Iterator[list[str]]:
    """A row of CSV for each difference."""
    about = {
        **mark(shelf),
        "list": one.own.id,
        "own_version": one.own.version,
        "shipped_version": one.shipped.version,
    }
    for row in _rows(one):
        yield [plain({**about, **row}.get(column, "")) for column in COLUMNS]


def _rows(one: Changes) -> Iterator[dict[str, str]]:
    for field in one.head:
        yield {"change": "list", **_both(field)}
    for before, now in one.places:
        yield {"change": "place", "shipped": before.say(lang()), "own": now.say(lang())}
    for place, item in one.added:
        yield {"change": "added", "place": place.say(lang()), "item": item.id, "own": item.text.say(lang())}
    for place, item in one.missing:
        yield {"change": "missing", "place": place.say(lang()), "item": item.id, "shipped": item.text.say(lang())}
    for change in one.changed:
        about = {
            "place": change.place.say(lang()),
            "item": change.item.id,
            "answers": "again" if change.again else "stay",
        }
        if change.moved:
            places = {"shipped": change.shipped_place.say(lang()), "own": change.place.say(lang())}
            yield {**about, "change": "moved", **places}
        yield from ({**about, "change": "changed", **_both(field)} for field in change.fields)


def _both(field: Field) -> dict[str, str]:
    before, now = said(field)
    return {"field": field.name, "shipped": before, "own": now}


def document(one: Changes) -> dict[str, object]:
    """One list as JSON: the counts, and every difference as CSV has it."""
    return {**count_entry(one), "differences": list(_rows(one))}


def count_entry(one: Changes) -> dict[str, object]:
    """One list in one line."""
    return {
        "list": one.own.id,
        "own_version": one.own.version,
        "shipped_version": one.shipped.version,
        "shipped": True,
        **counted(one),
        "list_fields": [field.name for field in one.head],
    }


def count_entries(found: Beside) -> Iterator[dict[str, object]]:
    """Every own list in one line."""
    yield from map(count_entry, found.lists)
    yield from ({"list": one, "shipped": False} for one in found.alone)


def count_rows(shelf: Shelf, found: Beside) -> Iterator[list[str]]:
    """The same as rows of CSV."""
    for entry in count_entries(found):
        yield [plain({**mark(shelf), **entry}.get(column, "")) for column in COUNT_COLUMNS]


def summary(found: Beside) -> dict[str, object]:
    """All of it as JSON."""
    return {"lists": list(count_entries(found)), "own_facts": list(found.facts)}
