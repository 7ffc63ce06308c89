"""What comes, day by day, and the earliest hour of readiness: the page of `ringkasan --ke-depan`, its CSV and JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from pilkada_check.rules.ahead import Coming, Earliest, Holding, coming, earliest, horizon
from pilkada_check.views import moments
from pilkada_check.views.as_json import Document, follow_up, head, unread
from pilkada_check.views.findings import follow_up as mends
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.names import together
from pilkada_check.views.planning import counted
from pilkada_check.views.scene import Scene, chosen_text, part_name, unit_lines
from pilkada_check.views.sheet import Line, Sheet, line, sections
from pilkada_check.views.summary_parts import unfinished, unread_lines
from pilkada_check.views.titles import example_mark, own_lists, plain_title, target_name
from pilkada_check.words import N_, _, ngettext

MOST_NAMES = 5  # targets or items named in one line; more are counted
MOST_OF_DAY = 20  # lines of one day on the page of a big unit
MOST_HELD = 3  # what holds readiness back, on the page of `ringkasan`

COLUMNS = ("example", "as_of", "at", "day", "kind", "list", "targets", "items", "moment", "owner", "critical")

_KINDS = {
    "due": N_("due {moment}, until {hour}: {list}, still owed on {targets}"),
    "stale": N_("too old after {hour}: {list}, {items} on {targets}"),
    "expires": N_("expires: {items} ({list}, {targets})"),
    "follow_up": N_("to be mended by {hour}: {items} ({list}, {targets}), {owner}"),
}


def shown(scene: Scene) -> list[Coming]:
    """What comes until the operation ends, on the lists and targets that are shown; no date of a restricted item."""
    return [one for one in _every(scene) if not _restricted(scene, one)]


def _restricted(scene: Scene, one: Coming) -> bool:
    return one.kind == "expires" and any(scene.hides(item) for item in one.items)


def _every(scene: Scene) -> list[Coming]:
    unit, zone = scene.unit, scene.moment.tzinfo
    if zone is None or not unit.election_day:
        return []
    election_day = date.fromisoformat(unit.election_day)
    until = horizon(unit.operation_ends, election_day, zone)
    return coming(scene.parts(), scene.moment, election_day, until)


def sheet(scene: Scene) -> Sheet:
    """The page."""
    every = _every(scene)
    found = [one for one in every if not _restricted(scene, one)]
    days = [(day, list(ones)) for day, ones in groupby(found, key=lambda one: one.at.date())]
    chosen = ", ".join(chosen_text(scene))
    return Sheet(
        _("LOOKING AHEAD"),
        unit_lines(scene),
        sections(
            ("", [line(_("Shown: {what} only.").format(what=chosen))] if scene.chosen else []),
            ("", unread_lines(scene)),
            (_("READY AT THE EARLIEST"), earliest_lines(scene, MOST_OF_DAY)),
            *((_day(scene, day), _of_day(scene, ones)) for day, ones in days),
            ("", [] if days else [line(_("Nothing falls due, grows too old or expires until the operation ends."))]),
            (_("NOTES"), _notes(scene, every)),
        ),
    )


def _day(scene: Scene, day: date) -> str:
    """Monday 25 November 2024 (H-2)."""
    distance = moments.to_election(day, date.fromisoformat(scene.unit.election_day))
    return f"{moments.weekday(day)} {moments.long_day(day)} ({distance})"


def _of_day(scene: Scene, every: Sequence[Coming]) -> Iterator[Line]:
    ones = _merged(every)
    weighty = sorted(range(len(ones)), key=lambda place: _weight(ones[place]))
    told = set(weighty if scene.chosen else weighty[:MOST_OF_DAY])
    for place in sorted(told):
        one = ones[place]
        yield line(_text(scene, one), kind="strong" if one.critical else "text")
    rest = [one for place, one in enumerate(ones) if place not in told]
    critical = sum(one.critical for one in rest)
    if critical:
        text = _("and {n} more, {critical} of them critical")
        yield line(text.format(n=moments.number(len(rest)), critical=moments.number(critical)))
    elif rest:
        yield line(_("and {n} more").format(n=moments.number(len(rest))))


def _merged(ones: Sequence[Coming]) -> list[Coming]:
    """What comes to several targets at one hour in the same words, once."""
    found: dict[tuple[object, ...], Coming] = {}
    for one in ones:
        words = (one.at, one.kind, one.checklist.id, *(item.id for item in one.items), one.moment, one.owner)
        same = found.get(words)
        found[words] = one if same is None else replace(same, targets=(*same.targets, *one.targets))
    return list(found.values())


def _weight(one: Coming) -> int:
    """Whole lists first, which may be owed on hundreds of targets; then what is critical."""
    return 0 if one.kind in {"due", "stale"} else 1 if one.critical else 2


def _text(scene: Scene, one: Coming) -> str:
    text = _(_KINDS[one.kind]).format(
        moment=literal(one.moment),
        hour=moments.hour(one.at),
        list=plain_title(one.checklist),
        targets=_targets(scene, one),
        items=_items(one),
        owner=literal(one.owner) or _("nobody yet"),
    )
    return f"{_('[CRITICAL]')} {text}" if one.critical else text


def _targets(scene: Scene, one: Coming) -> str:
    """Where it comes; of many how many they are, too."""
    names = together([target_name(target) for target in one.targets], MOST_NAMES)
    if len(one.targets) <= MOST_NAMES:
        return names
    return f"{counted(scene.book, one.checklist, len(one.targets))}: {names}"


def _items(one: Coming) -> str:
    if len(one.items) <= MOST_NAMES:
        return ", ".join(short_name(item) for item in one.items)
    return ngettext("{n} item", "{n} items", len(one.items)).format(n=moments.number(len(one.items)))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return ", ".join(names[:MOST_NAMES]) + " " + _("and {n} more").format(n=moments.number(len(names) - MOST_NAMES))


def earliest_known(scene: Scene) -> Iterator[Line]:
    """The same for a page that says it only where a critical finding is open."""
    if earliest(scene.parts(), scene.moment).holding:
        yield from earliest_lines(scene, MOST_HELD)


def earliest_lines(scene: Scene, most: int) -> Iterator[Line]:
    """The earliest hour, and by name what holds readiness back; it rests on what is promised, and on nothing else."""
    found = earliest(scene.parts(), scene.moment)
    if not found.unknown and found.at is None:
        yield line(_("No critical finding is open."))
    elif found.at is None:
        yield line(_("Not known: these have no time by which they are mended, or one that has passed."), kind="bad")
    else:
        when = f"{moments.moment(found.at)}, {moments.to_election(found.at.date(), _election_day(scene))}"
        yield line(_("{when}, if all that is promised is kept.").format(when=when), kind="strong")
    told = found.holding if scene.chosen else found.holding[:most]
    for one in told:
        yield line(_held(one), 1)
    if len(found.holding) > len(told):
        yield line(_("and {n} more").format(n=moments.number(len(found.holding) - len(told))), 1)
    yield from unfinished(scene)


def _held(one: Holding) -> str:
    return f"{part_name(one.part)}: {short_name(one.item)}; " + _("mends: {who}").format(who=mends(one.follow_up))


def _election_day(scene: Scene) -> date:
    return date.fromisoformat(scene.unit.election_day)


def _notes(scene: Scene, found: Sequence[Coming]) -> Iterator[Line]:
    """Which lists are the unit's own, and what is kept from this page."""
    yield from own_lists({one.checklist.id: one.checklist for one in found}.values())
    restricted = sum(_restricted(scene, one) for one in found)
    if restricted:
        text = ngettext("{n} restricted item is left out.", "{n} restricted items are left out.", restricted)
        yield line(text.format(n=restricted))
    hidden = [part_name(part) for part in scene.parts() if part.veiled]
    if hidden:
        yield line(_("Left out, because a ricek is running: {parts}.").format(parts=_some(hidden)))


def rows(scene: Scene) -> Iterator[list[str]]:
    """Everything that comes as rows of CSV, one cell for each of `COLUMNS`; targets and items joined by `|`."""
    for one in shown(scene):
        yield [
            example_mark() if scene.unit.example else "",
            scene.moment.isoformat(),
            one.at.isoformat(timespec="seconds"),
            moments.to_election(one.at.date(), _election_day(scene)),
            one.kind,
            one.checklist.id,
            "|".join(one.targets),
            "|".join(item.id for item in one.items),
            one.moment,
            one.owner,
            "true" if one.critical else "false",
        ]


def document(scene: Scene) -> Document:
    """The page as JSON."""
    return {**head(scene), **unread(scene), **beside(scene)}


def beside(scene: Scene) -> Document:
    """What stands in `beside` of the summary: `ahead`, with `earliest` and everything that comes."""
    found = earliest(scene.parts(), scene.moment)
    return {"ahead": {"earliest": _earliest(found), "coming": [_entry(one) for one in shown(scene)]}}


def _earliest(found: Earliest) -> Document:
    return {
        "at": found.at.isoformat() if found.at is not None else None,
        "unknown": found.unknown,
        "holding": [
            {
                "list": one.part.checklist.id,
                "target": one.part.target,
                "item": one.item.id,
                "follow_up": follow_up(one.follow_up),
            }
            for one in found.holding
        ],
    }


def _entry(one: Coming) -> Document:
    return {
        "at": one.at.isoformat(timespec="seconds"),
        "kind": one.kind,
        "list": one.checklist.id,
        "targets": list(one.targets),
        "items": [item.id for item in one.items],
        **({"moment": one.moment} if one.kind == "due" else {}),
        **({"owner": one.owner} if one.kind == "follow_up" else {}),
        **({"critical": one.critical} if one.kind in {"expires", "follow_up"} else {}),
    }
