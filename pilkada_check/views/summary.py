"""The unit's readiness as a sheet: the verdict, its shape by list, the worst by name, and every reason in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pilkada_check.rules.assessment import Part, Readiness, Reason
from pilkada_check.rules.veil import veiled_parts
from pilkada_check.views import ahead, beside, missing, moments, reports, samples, veil
from pilkada_check.views.lines import literal
from pilkada_check.views.looked import looked_text, looks
from pilkada_check.views.names import together
from pilkada_check.views.part_detail import item_text
from pilkada_check.views.scene import (
    Group,
    Scene,
    chosen_text,
    part_counts,
    part_name,
    part_state,
    unit_lines,
    value_sight,
)
from pilkada_check.views.sheet import Cell, Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.standings import KINDS, READINESS, reason_text
from pilkada_check.views.summary_parts import MOST_NAMES, RANK, SMALL, TOLD, damaged, details, some, unchecked
from pilkada_check.views.titles import list_title, own_lists, plain_title, target_name
from pilkada_check.words import N_, _, lang, ngettext

SHAPE: tuple[tuple[Readiness, str], ...] = (
    ("ready", N_("ready")),
    ("conditional", N_("remarks")),
    ("not_ready", N_("not ready")),
    ("incomplete", N_("incomplete")),  # in Indonesian shorter than the verdict: six columns must fit
    ("unchecked", N_("unchecked")),
)


def summary(scene: Scene) -> Sheet:
    """The page of `ringkasan`."""
    parts = scene.parts()
    groups = list(scene.groups())
    big = len(parts) > SMALL
    return Sheet(
        _("READINESS"),
        unit_lines(scene),
        sections(
            ("", _verdict(scene)),
            (_("READY AT THE EARLIEST"), ahead.earliest_known(scene)),
            (_("LISTS"), [*_shape(groups), *_coverage(scene, groups)] if big else _each(groups)),
            (_("SAMPLES"), samples.lines(scene)),
            *details(scene, parts),
            (_("UNCHECKED"), unchecked(scene, parts)),
            (_("FACTS NOT FILLED IN"), missing.lines(scene)),
            (_("DAMAGED"), map(line, damaged(scene))),
            (_("ALSO NAMED"), _named(scene)),
            (_("NOTED RISKS"), _risks(scene, parts)),
            *beside.sections(scene),
            (_("NOT DUE YET"), _early(parts, groups)),
            (_("NOTES"), _notes(scene, groups)),
        ),
    )


def _verdict(scene: Scene) -> Iterator[Line]:
    found = scene.assessment
    if found.readiness is None:
        yield line(_("State: not shown, it would betray the first count"), kind="fair")
        yield from veil.lines(scene, veiled_parts(found))
    else:
        yield line(_("State: {readiness}").format(readiness=_(READINESS[found.readiness])), kind=KINDS[found.readiness])
    cause = "; ".join(filter(None, (cause_text(scene), *_where_named(scene))))
    if cause:
        yield line(_("Cause: {cause}").format(cause=cause))
    if scene.chosen:
        what = ", ".join(chosen_text(scene))
        yield line(_("Shown: {what} only. The state is that of the whole unit.").format(what=what))
    yield from reports.summary_lines(scene.reports)


def cause_text(scene: Scene) -> str:
    """What keeps the unit from being ready: how many parts of which readiness."""
    found = scene.assessment
    if not found.parts:
        return _("nothing is asked of this unit")
    counted = Counter(part.readiness for part in found.parts if part.readiness is not None)
    said = [
        f"{_(READINESS[one])} {moments.number(counted[one])}"
        for one in sorted(RANK, key=lambda one: RANK[one])
        if counted[one] and one != "ready" and not (one == "not_due" and found.readiness == "not_due")
    ]
    veiled = len(veiled_parts(found))
    if veiled:
        said.append(_("not shown {n}").format(n=moments.number(veiled)))
    if not said or len(found.parts) == 1:
        return ""
    return _("{counts}, of {n} in all").format(counts=", ".join(said), n=moments.number(len(found.parts)))


def named(scene: Scene) -> list[Reason]:
    """What is named of the unit itself and of the lists that are shown; those not due have a place of their own."""
    return [one for one in _all_named(scene) if not one.list or scene.list in {"", one.list}]


def _all_named(scene: Scene) -> list[Reason]:
    return [reason for reason in scene.assessment.reasons if reason.code != "not_due"]


def _where_named(scene: Scene) -> Iterator[str]:
    """How much is named below, and how much of lists that are not shown."""
    here = len(named(scene))
    if here:
        yield ngettext("{n} thing named below", "{n} things named below", here).format(n=here)
    rest = len(_all_named(scene)) - here
    if rest:
        yield ngettext("{n} thing named of another list", "{n} things named of other lists", rest).format(n=rest)


def _each(groups: Iterable[Group]) -> Iterator[Table | Line]:
    """A small unit: one row for each part."""
    rows = []
    for group in groups:
        title = name(list_title(group.checklist))
        for part in group.parts:
            answered, confirmed = part_counts(part)
            rows.append((title, name(target_name(part.target)), part_state(part), Cell(answered), Cell(confirmed)))
        if not group.parts:
            rows.append((title, Cell("-"), group.state, Cell("-"), Cell("-")))
    if rows:
        yield Table((_("list"), _("target"), _("state"), "cek", "ricek"), tuple(rows), named=2)


def _shape(groups: Iterable[Group]) -> Iterator[Table | Line]:
    """A big unit: how many parts of each list have which readiness; lists of the unit itself and early ones apart."""
    rows = []
    for group in groups:
        counted = Counter(part.readiness for part in group.parts)
        if group.parts and set(counted) != {"not_due"}:
            counts = (number(counted[one]) for one, _title in SHAPE)
            rows.append((name(list_title(group.checklist)), *counts, number(len(group.parts))))
    if rows:
        yield Table((_("list"), *(_(title) for _one, title in SHAPE), _("of")), tuple(rows))


def _coverage(scene: Scene, groups: Iterable[Group]) -> Iterator[Table]:
    """How far cek and ricek have come, in targets."""
    if scene.target:
        return
    rows = []
    for group in groups:
        one = scene.assessment.coverage[group.checklist.id]
        if one.expected and {part.readiness for part in group.parts} != {"not_due"}:
            numbers = (one.expected, one.checked, one.ricek_expected, one.rechecked)
            rows.append((name(list_title(group.checklist)), *map(number, numbers)))
    if rows:
        heading = (_("list"), _("targets"), _("checked"), _("ricek owed"), _("re-checked"))
        yield Table(heading, tuple(rows))


def _named(scene: Scene) -> Iterator[Line]:
    """What is named of the unit itself, like ones together."""
    found: dict[str, list[Reason]] = {}
    for reason in named(scene):
        found.setdefault(f"{reason.code} {reason.list}", []).append(reason)
    for ones in found.values():
        listed = scene.lists.get(ones[0].list)
        title = f"{list_title(listed)}: " if listed is not None else ""
        yield line(title + some([reason_text(one) for one in ones], None if scene.chosen else MOST_NAMES))


def _risks(scene: Scene, parts: Iterable[Part]) -> Iterator[Line]:
    """Every risk that is there, with what is done about it; those that may not be shown left out."""
    found = [
        f"{part_name(part)}: {item_text(scene, part, one)}"
        for part in parts
        for one in part.items.values()
        if one.item.type == "risk" and (sight := value_sight(scene, part, one)) is not None and sight.value is True
    ]
    shown = found if scene.chosen else found[:MOST_NAMES]
    yield from map(line, shown)
    if len(found) > len(shown):
        yield line(_("and {n} more").format(n=moments.number(len(found) - len(shown))))


def _early(parts: Iterable[Part], groups: Iterable[Group]) -> Iterator[Line]:
    """Lists whose day has not come: neither good nor bad."""
    counted: dict[str, tuple[Part, int]] = {}
    for part in parts:
        if part.readiness == "not_due":
            counted[part.checklist.id] = (part, counted.get(part.checklist.id, (part, 0))[1] + 1)
    for part, count in counted.values():
        moment = next(reason.moment for reason in part.reasons if reason.code == "not_due")
        text = ngettext("{list}: from {moment} ({n} target)", "{list}: from {moment} ({n} targets)", count)
        yield line(text.format(list=list_title(part.checklist), moment=moment, n=moments.number(count)), kind="idle")
    for group in groups:
        if not group.parts and group.readiness == "not_due":
            yield line(list_title(group.checklist), kind="idle")


def _notes(scene: Scene, groups: Sequence[Group]) -> Iterator[Line]:
    """Which lists are the unit's own, what they are worth, and what is kept from this page."""
    yield from own_lists([group.checklist for group in groups])
    stated: dict[str, list[str]] = {}
    for group in groups:
        status = literal(group.checklist.status.say(lang()))
        if status:
            stated.setdefault(status, []).append(plain_title(group.checklist))
    for status, titles in stated.items():
        every = _("All lists") if len(titles) == len(groups) > 1 else "; ".join(titles)
        yield line(f"{every}: {status}.")
    apart: dict[str, list[str]] = {}
    for part in scene.not_counted():
        apart.setdefault(plain_title(part.checklist), []).append(target_name(part.target))
    for title, names in apart.items():
        text = _("{list}: no item is asked, so not counted: {names}")
        yield line(text.format(list=title, names=together(names, None if scene.chosen else MOST_NAMES)))
    for part in (*scene.parts(), *scene.not_counted()):
        for one in looks(part.records) if part.readiness not in TOLD else ():  # the others have it with their reasons
            yield line(f"{part_name(part)}: {looked_text(one, scene.moment.tzinfo)}")
    if scene.held:
        text = _("Known of, and held back by whoever sent the rest: {records}.")
        yield line(text.format(records=some(scene.held, None if scene.chosen else MOST_NAMES)))
    answered = (one for part in scene.parts() for one in part.items.values() if one.standing.base is not None)
    if any(scene.hides(one.item) for one in answered):
        yield line(_("The values of restricted items are not on this page; their outcome counts."))
