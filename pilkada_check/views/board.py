"""The board: how the unit stands, what is due, what was interrupted, what to do next; one screen, 40 or 80 columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from pilkada_check.rules.assessment import Part
from pilkada_check.rules.due import calendar, next_moment
from pilkada_check.views import missing, moments, reports, veil
from pilkada_check.views.as_text import table_lines
from pilkada_check.views.board_keys import key_lines
from pilkada_check.views.board_next import interrupted, next_step, unsealed
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import cells, ends, literal, pad, rule, wrap
from pilkada_check.views.names import together
from pilkada_check.views.scene import Group, Scene, not_shown, part_counts, part_name, to_election
from pilkada_check.views.sheet import Cell, Kind, Table, number
from pilkada_check.views.standings import READINESS, state
from pilkada_check.views.summary import SHAPE, cause_text, named
from pilkada_check.views.summary_parts import MOST_UNREAD, SMALL, some, unread, worst_first
from pilkada_check.views.temuan import findings
from pilkada_check.views.titles import example_mark, own_lists, plain_title, target_name
from pilkada_check.words import _, ngettext

NARROW = 74  # columns; below, a list takes two lines
MOST_NAMES = 5
MOST_WALKS = 2  # interrupted ones that are told of a small unit; of a big one the latest

Row = tuple[Cell, ...]


def board(scene: Scene, keys: Sequence[tuple[str, str]], width: int, height: int = 0) -> list[Row]:
    """The screen, line by line; `keys` are those that work, each with its word.

    Where it has more lines than the screen (`height`), what matters most is said again at its end, where it is seen.
    """
    groups = list(scene.groups())
    page, end = [*_page(scene, groups, width)], [*_end(scene, keys, len(groups), width)]
    if height and len(page) + len(end) >= height:
        page += [(Cell(rule(width)),), *_state_of_unit(scene, width), *_bad(scene, width)]
    return [*page, *end]


def _page(scene: Scene, groups: Sequence[Group], width: int) -> Iterator[Row]:
    """How everything stands."""
    yield from _head(scene, width)
    yield (Cell(rule(width)),)
    if len(scene.parts()) > SMALL:
        yield from _state_of_unit(scene, width)
        yield from _cause(scene, width)
        yield (Cell(rule(width)),)
        yield from _shapes(scene, groups, width)
        yield (Cell(rule(width)),)
        yield from _bad(scene, width)
        yield from _no_word(scene, width)
    elif width < NARROW:
        for count, group in enumerate(groups, 1):
            yield from _narrow(scene, group, count, width)
        yield (Cell(rule(width)),)
    else:
        yield from _wide(scene, groups, width)
        yield (Cell(rule(width)),)
    yield from _interrupted(scene, width)
    yield from _open(scene, width)


def _end(scene: Scene, keys: Sequence[tuple[str, str]], lists: int, width: int) -> Iterator[Row]:
    """What to do next, and the keys."""
    step = next_step(scene, keys)
    if step:
        yield from _lines(_("Next: {step}").format(step=step), width, "strong")
    yield from ((Cell(row),) for row in key_lines(keys, lists, width))


def _lines(text: str, width: int, kind: Kind = "text") -> Iterator[Row]:
    for row in wrap(text, width, " ", "   "):
        yield (Cell(row, kind),)


def _head(scene: Scene, width: int) -> Iterator[Row]:
    unit, at = scene.unit, scene.moment
    whose = ", ".join(literal(one) for one in (unit.satuan, unit.name) if one)
    when = f"{moments.short_day(at)} {moments.hour(at)}  {to_election(scene)}".rstrip()
    if width < NARROW:
        yield (Cell(ends("pilkada-check", when, width), "strong"),)
        yield (Cell(ends(whose, "", width)),)
    else:
        yield (Cell(ends(f"{'pilkada-check':<21}{whose}", f"{moments.weekday(at)} {when}", width), "strong"),)
    if unit.example:
        yield from ((Cell(row, "strong"),) for row in wrap(example_mark(), width))


def _wide(scene: Scene, groups: Sequence[Group], width: int) -> Iterator[Row]:
    """A small unit: one row for each list."""
    widths = (3, max(width - 60, 12), 25, 7, 7, 12)
    heading = ["no", _("list"), _("state"), "cek", "ricek", _("due")]
    yield (Cell(" " + " ".join(map(pad, heading, widths)).rstrip()),)
    for count, group in enumerate(groups, 1):
        counts = _counts(group)
        word = group.state
        critical = _critical(group)
        shown = f"{word.text}, {critical}" if critical else word.text
        texts = [f"{count:>2}", plain_title(group.checklist), shown, *counts, _due(scene, group)]
        padded = [pad(text, columns) for text, columns in zip(texts, widths, strict=True)]
        yield (
            Cell(f" {padded[0]} {padded[1]} "),
            Cell(padded[2], word.kind),
            Cell(" " + " ".join(padded[3:]).rstrip()),
        )


def _narrow(scene: Scene, group: Group, count: int, width: int) -> Iterator[Row]:
    """One list on a narrow screen: its state, and below it how far it is."""
    word = group.state
    room = width - cells(word.text)
    yield (Cell(pad(f"{count} {plain_title(group.checklist)}", room - 1) + " "), word)
    answered, confirmed = _counts(group)
    said = [f"cek {answered}", f"ricek {confirmed}", _critical(group), _due(scene, group)]
    yield from ((Cell(row),) for row in wrap(", ".join(one for one in said if one), width, "  ", "  "))


def _counts(group: Group) -> tuple[str, str]:
    """Items of the one target, or targets of several: checked of all, re-checked of those owed."""
    if len(group.parts) == 1:
        return part_counts(group.parts[0])
    owed = sum(part.ricek_owed for part in group.parts)
    checked = f"{sum(part.checked for part in group.parts)}/{len(group.parts)}"
    return checked, f"{sum(part.rechecked for part in group.parts)}/{owed}" if owed else "-"


def _critical(group: Group) -> str:
    """How many critical items fail or are in dispute."""
    states = [one for part in group.parts for one in part.items.values()]
    bad = sum(one.critical and one.state in {"fail", "dispute"} for one in states)
    return ngettext("{n} critical", "{n} critical", bad).format(n=bad) if bad else ""


def _due(scene: Scene, group: Group) -> str:
    """The moment that is being served, and its day."""
    zone = scene.moment.tzinfo
    if not group.checklist.due or not scene.unit.election_day or zone is None:
        return ""
    found = calendar(group.checklist, date.fromisoformat(scene.unit.election_day), zone)
    moment = next_moment(found.moments, scene.moment)
    if moment is None:
        return _("passed")
    day = _("today") if moment.day.date() == scene.moment.date() else moments.short_day(moment.day)
    return f"{moment.text.split()[0]} {day}"


def _state_of_unit(scene: Scene, width: int) -> Iterator[Row]:
    found = scene.assessment.readiness
    word = state(found) if found is not None else not_shown()
    yield from _lines(_("STATE OF THE UNIT: {state}").format(state=word.text), width, word.kind)


def _cause(scene: Scene, width: int) -> Iterator[Row]:
    cause = cause_text(scene)
    if cause:
        yield from _lines(_("Cause: {cause}").format(cause=cause), width)


def _shapes(scene: Scene, groups: Sequence[Group], width: int) -> Iterator[Row]:
    """A big unit: the shape of each list; lists of the unit itself by their state, early ones by their day."""
    rows, rest = [], []
    for count, group in enumerate(groups, 1):
        if group.of_unit or group.readiness == "not_due" or not any(part.readiness for part in group.parts):
            due = f" ({_due(scene, group)})" if group.readiness == "not_due" else ""
            rest.append((f"{count} {plain_title(group.checklist)}: {group.state.text}{due}", group))
            continue
        counted = Counter(part.readiness for part in group.parts)
        shape = (number(counted[one]) for one, _title in SHAPE)
        rows.append((Cell(f"{count} {plain_title(group.checklist)}"), *shape, number(len(group.parts))))
    if rows:
        heading = (_("list"), *(_(title) for _one, title in SHAPE), _("of"))
        yield from table_lines(Table(heading, tuple(rows)), width)
    for text, group in rest:
        yield from _lines(text, width, group.state.kind)


def _bad(scene: Scene, width: int) -> Iterator[Row]:
    """The worst by name."""
    bad = [part for part in worst_first(scene.parts()) if part.readiness == "not_ready"]
    if bad:
        text = f"{_(READINESS['not_ready'])}: {some([_named(part) for part in bad], MOST_NAMES)}"
        yield from _lines(text, width, "bad")


def _no_word(scene: Scene, width: int) -> Iterator[Row]:
    """Those of whom nothing is known."""
    silent = _silent(scene)
    if silent:
        text = _("No word yet ({n}): {names}").format(n=moments.number(len(silent)), names=together(silent, MOST_NAMES))
        yield from _lines(text, width)


def _silent(scene: Scene) -> list[str]:
    """The targets that owe an answer and have none in any list, each once."""
    parts: dict[tuple[str, str], list[Part]] = {}
    for part in scene.parts():
        parts.setdefault((part.checklist.target, part.target), []).append(part)
    return [
        target_name(target)
        for (_table, target), ones in parts.items()
        if any(part.readiness == "unchecked" for part in ones)
        and not any(part.veiled or any(record.looks for record in part.records) for part in ones)
    ]


def _named(part: Part) -> str:
    """A target and its first critical finding."""
    item = next((one.item for one in part.items.values() if one.critical and one.state in {"fail", "dispute"}), None)
    return f"{target_name(part.target)} {short_name(item)}" if item is not None else target_name(part.target)


def _interrupted(scene: Scene, width: int) -> Iterator[Row]:
    """The walks that can be taken up again."""
    walks = interrupted(scene)
    told = walks[: 1 if len(scene.parts()) > SMALL else MOST_WALKS]
    for one in told:
        last = one.record.looks[-1].at.astimezone(scene.moment.tzinfo)
        officer = one.record.opened.officer
        ricek = one.record.opened.round == "ricek"  # of how many is not known here: only what was owed is asked
        text = (
            _("Interrupted: RICEK {part}, {n} answered, last {when} by {officer}")
            if ricek
            else _("Interrupted: {part}, {n} of {total} items, last {when} by {officer}")
        ).format(
            part=part_name(one.part),
            n=one.done,
            total=one.part.asked,
            when=f"{moments.near_day(last, scene.moment)} {moments.hour(last)}",
            officer=literal(officer.post or officer.name or officer.number),
        )
        yield from _lines(text, width)
    rest = len(walks) - len(told)
    if rest:
        more = ngettext("and {n} more record is interrupted", "and {n} more records are interrupted", rest)
        yield from _lines(more.format(n=moments.number(rest)), width)
    for one in unsealed(scene):
        officer = one.record.opened.officer
        text = _("Ruling not sealed yet: {part}, by {officer}").format(
            part=part_name(one.part), officer=literal(officer.post or officer.name or officer.number)
        )
        yield from _lines(text, width)


def _open(scene: Scene, width: int) -> Iterator[Row]:
    """What is hidden, what waits to be mended or settled, and which lists are the unit's own."""
    hidden = veil.shown(scene)
    if hidden:
        yield from _lines(f"{veil.why(hidden)} {veil.hidden()}", width, "fair")
    found = findings(scene)
    late = sum(one.overdue for one in found)
    if found or not hidden:  # those of a part that is not shown are not none
        text = _("Findings: {n} open, {late} overdue").format(n=moments.number(len(found)), late=moments.number(late))
        yield from _lines(text, width, "bad" if late else "text")
    facts = missing.brief(scene)
    if facts:
        yield from _lines(_("Not filled in: {facts}").format(facts=facts), width, "fair")
    disputes = sum(one.kind == "dispute" for one in found)
    if disputes:
        yield from _lines(_("Cek and ricek differ, not settled: {n}").format(n=moments.number(disputes)), width)
    for text, kind in reports.board_lines(scene.reports, scene.moment):
        yield from _lines(text, width, kind)
    broken = unread(scene)
    for broke in broken[:MOST_UNREAD]:
        yield from _lines(broke, width, "bad")
    if len(broken) > MOST_UNREAD:
        yield from _lines(_("and {n} more").format(n=moments.number(len(broken) - MOST_UNREAD)), width, "bad")
    others = sum(one.code != "unreadable" for one in named(scene))
    if others:
        text = ngettext("{n} thing is named with the readiness", "{n} things are named with the readiness", others)
        yield from _lines(text.format(n=moments.number(others)), width, "fair")
    for own in own_lists([group.checklist for group in scene.groups()]):
        yield from _lines(own.cell.text, width)
