"""The parts that are not as they should be: the worst first, by name, with their reasons; and those nobody began."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pilkada_check.rules.assessment import Part, Readiness
from pilkada_check.views import commands, moments
from pilkada_check.views.names import together
from pilkada_check.views.part_detail import detail
from pilkada_check.views.scene import Scene, part_counts, part_name
from pilkada_check.views.sheet import Line, command, line
from pilkada_check.views.standings import READINESS, reason_text
from pilkada_check.views.titles import list_title, target_name
from pilkada_check.words import _, ngettext

SMALL = 15  # parts; up to here each has its row
MOST_PARTS = 8  # told in full on the page of a big unit
MOST_FINDINGS = 4  # items told of each of them there
MOST_NAMES = 12
MOST_UNREAD = 3  # damaged records and unreadable files; the others are only counted

RANK: dict[Readiness, int] = {
    "not_ready": 0,
    "incomplete": 1,
    "unchecked": 2,
    "conditional": 3,
    "not_due": 4,
    "ready": 5,
}


TOLD: tuple[Readiness, ...] = ("not_ready", "incomplete", "conditional")  # parts that are told with their reasons


def worst_first(parts: Iterable[Part]) -> list[Part]:
    """The parts that are not as they should be, the worst first; those nobody began and those not due left out."""
    told = [part for part in parts if part.readiness in TOLD]
    return sorted(told, key=lambda part: (RANK[part.readiness or "ready"], -_weight(part)))


def _weight(part: Part) -> int:
    return sum(reason.critical for reason in part.reasons if reason.code in {"fail", "dispute"})


def details(scene: Scene, parts: Sequence[Part]) -> Iterator[tuple[str, Sequence[Line]]]:
    """The parts that do not pass, each under its state; on a big unit's page the worst alone."""
    told = worst_first(parts)
    whole = scene.chosen or len(parts) <= SMALL
    shown = told if whole else told[:MOST_PARTS]
    for readiness in TOLD:
        lines = [
            one
            for part in shown
            if part.readiness == readiness
            for one in _part(scene, part, None if whole else MOST_FINDINGS)
        ]
        yield _(READINESS[readiness]), lines
    if len(told) > len(shown):
        yield "", _more(scene, told[len(shown) :])


def _part(scene: Scene, part: Part, most: int | None) -> Iterator[Line]:
    answered, confirmed = part_counts(part)
    heading = f"{part_name(part)}: cek {answered}, ricek {confirmed}"
    yield line(heading, kind="bad" if part.readiness == "not_ready" else "strong")
    yield from detail(scene, part, most)


def _more(scene: Scene, rest: Sequence[Part]) -> list[Line]:
    """How many are left out, and how those of each list are seen."""
    lists = dict.fromkeys(part.checklist.id for part in rest)
    text = _("and {n} more. All of one list:").format(n=moments.number(len(rest)))
    page = scene.same_page
    return [line(text), *(command(commands.command("ringkasan", "--list", one, *page), 1) for one in lists)]


def unchecked(scene: Scene, parts: Iterable[Part]) -> Iterator[Line]:
    """Targets of which nobody has said anything, by list; and what else is to be said of them."""
    silent: dict[str, list[Part]] = {}
    for part in parts:
        if part.readiness == "unchecked":
            silent.setdefault(part.checklist.id, []).append(part)
    for ones in silent.values():
        names = together([target_name(part.target) for part in ones], None if scene.chosen else MOST_NAMES)
        title = list_title(ones[0].checklist)
        yield line(f"{title} ({moments.number(len(ones))}): {names}")
        rest = Counter(
            reason_text(reason) for part in ones for reason in part.reasons if reason.code not in {"missing", "damaged"}
        )
        for text, count in rest.items():
            yield line(f"{text} ({moments.number(count)})", 1)


def unfinished(scene: Scene) -> Iterator[Line]:
    """How many parts nobody has checked to the end: what is found says nothing of them."""
    count = sum(part.readiness in {"unchecked", "incomplete"} for part in scene.parts() if not part.veiled)
    if count:
        text = ngettext(
            "Besides, {n} part is not checked or not complete.",
            "Besides, {n} parts are not checked or not complete.",
            count,
        )
        yield line(text.format(n=moments.number(count)))


def damaged(scene: Scene) -> list[str]:
    """Every damaged record of the parts that are shown, by its list, its target and its id."""
    return [
        f"{part_name(part)}: {reason_text(reason)}"
        for part in (*scene.parts(), *scene.not_counted())
        for reason in part.reasons
        if reason.code == "damaged"
    ]


def unread(scene: Scene) -> list[str]:
    """Every damaged record of what is shown, and every file and cell that cannot be read."""
    return [*damaged(scene), *(reason_text(one) for one in scene.assessment.reasons if one.code == "unreadable")]


def unread_lines(scene: Scene) -> Iterator[Line]:
    """That a page is not the whole, because something cannot be read; `ringkasan` names all of it."""
    ones = unread(scene)
    if ones:
        yield line(_("Not everything can be read; what rests on it may be missing here:"), kind="bad")
        yield from (line(one, 1) for one in ones[:MOST_UNREAD])
        if len(ones) > MOST_UNREAD:
            yield line(_("and {n} more").format(n=moments.number(len(ones) - MOST_UNREAD)), 1)


def some(names: Sequence[str], most: int | None) -> str:
    """The names, `;` between them; of many the first, and how many more there are."""
    shown = names if most is None or len(names) <= most else names[:most]
    text = "; ".join(shown)
    more = len(names) - len(shown)
    return text + "; " + _("and {n} more").format(n=moments.number(more)) if more else text
