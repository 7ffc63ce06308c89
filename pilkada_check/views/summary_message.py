"""The whole summary in few words, ready to copy into WhatsApp (screens.md 6): plain lines, nothing restricted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pilkada_check.rules.veil import veiled_parts
from pilkada_check.views import moments, reports, veil
from pilkada_check.views.findings import follow_up, short_name
from pilkada_check.views.lines import cut, literal
from pilkada_check.views.question import short_title
from pilkada_check.views.report_message import plain_text
from pilkada_check.views.scene import Scene, chosen_text, item_of, not_shown, unit_lines
from pilkada_check.views.standings import OUTCOMES, READINESS, reason_text
from pilkada_check.views.summary import cause_text, named
from pilkada_check.views.summary_parts import some
from pilkada_check.views.temuan import Finding, counts, findings, what
from pilkada_check.views.titles import own_lists, target_name
from pilkada_check.words import N_, _, ngettext

LONGEST = 1000  # characters: read at a glance, on a phone
LONGEST_LINE = 160
MOST_NAMED = 2
MOST_LISTS = 8


def message(scene: Scene) -> str:
    """The message: the state first, then as many findings as there is room for, the critical ones before the others."""
    every = findings(scene)
    open_ones = sorted((one for one in every if not one.waits), key=lambda one: not one.critical)
    told = [one for one in open_ones if not _restricted(scene, one)]
    head = [*_head(scene), f"*{_('FINDINGS')}*", *(one.cell.text for one in counts(scene, every))]
    tail = [*_hidden(len(open_ones) - len(told)), *_tail(scene)]
    room = LONGEST - len("\n".join([*head, _more(told), *tail])) - 1
    each, listed = _each(scene, told, room), _by_list(scene, told, room)
    rows, count = each if each[1] >= listed[1] else listed
    return "\n".join(filter(None, [*head, *rows, _more(told[count:]), *tail]))


def _each(scene: Scene, told: Sequence[Finding], room: int) -> tuple[list[str], int]:
    """Each finding in full, as far as there is room; and how many these are."""
    rows: list[str] = []
    for one in told:
        row = cut(f"{len(rows) + 1}) {_told(scene, one)}", LONGEST_LINE)
        room -= len(row) + 1
        if room < 0:
            break
        rows.append(row)
    return rows, len(rows)


def _by_list(scene: Scene, told: Sequence[Finding], room: int) -> tuple[list[str], int]:
    """Only where and what, under their lists, as far as there is room; and how many these are."""
    rows: dict[str, list[str]] = {}
    count = 0
    for one in told:
        title = plain_text(f"{_mark(one)}{short_title(one.part.checklist)}") + " : "
        piece = plain_text(f"{target_name(one.part.target)} ({_name(scene, one)})")
        room -= len(piece) + (2 if title in rows else len(title) + 1)
        if room < 0:
            break
        rows.setdefault(title, []).append(piece)
        count += 1
    return [title + "; ".join(pieces) for title, pieces in rows.items()], count


def _head(scene: Scene) -> Iterator[str]:
    """The state, whose and when, why, and what is left out."""
    found = scene.assessment
    state = not_shown().text if found.readiness is None else _(READINESS[found.readiness])
    yield f"*{_('READINESS')} : {state}*"
    if found.readiness is None:
        yield cut(plain_text(veil.why(veiled_parts(found))), LONGEST_LINE)
    yield from (cut(plain_text(cell.text), LONGEST_LINE) for cell in unit_lines(scene))
    if scene.chosen:
        chosen = cut(plain_text(", ".join(chosen_text(scene))), LONGEST_LINE)
        yield _("Shown: {what} only. The state is that of the whole unit.").format(what=chosen)
    cause = cause_text(scene)
    if cause:
        yield _("Cause: {cause}").format(cause=cause)
    others = [reason_text(one) for one in named(scene)]
    if others:
        yield cut(plain_text(_("Also named: {what}").format(what=some(others, MOST_NAMED))), LONGEST_LINE)
    yield from (one.cell.text for one in reports.summary_lines(scene.reports))


def _tail(scene: Scene) -> Iterator[str]:
    """What nobody has looked at, and how far cek and ricek have come."""
    silent = Counter(short_title(part.checklist) for part in scene.parts() if part.readiness == "unchecked")
    if silent:
        yield f"*{_('UNCHECKED')}*"
        yield plain_text(some([f"{title} {moments.number(n)}" for title, n in silent.items()], MOST_LISTS))
    groups = list(scene.groups())
    yield from (cut(plain_text(one.cell.text), LONGEST_LINE) for one in own_lists([one.checklist for one in groups]))
    if scene.target or scene.assessment.readiness is None:
        return  # how far a list has come is counted in targets, and not told while a ricek is running
    begun = [one.checklist.id for one in groups if {part.readiness for part in one.parts} != {"not_due"}]
    ones = [scene.assessment.coverage[name] for name in begun]
    for text, done, of in (
        (N_("Checked: {n} of {of}"), sum(one.checked for one in ones), sum(one.expected for one in ones)),
        (N_("Re-checked: {n} of {of}"), sum(one.rechecked for one in ones), sum(one.ricek_expected for one in ones)),
    ):
        if of:
            yield _(text).format(n=moments.number(done), of=moments.number(of))


def _hidden(count: int) -> Sequence[str]:
    if not count:
        return ()
    text = ngettext("{n} restricted item is left out.", "{n} restricted items are left out.", count)
    return (text.format(n=count),)


def _more(rest: Sequence[Finding]) -> str:
    """How many there was no room for."""
    critical = sum(one.critical for one in rest)
    text = _("and {n} more, {critical} of them critical") if critical else _("and {n} more")
    return text.format(n=moments.number(len(rest)), critical=moments.number(critical)) if rest else ""


def _restricted(scene: Scene, one: Finding) -> bool:
    item = item_of(scene, one.part, one.item)
    return item is None or item.sensitive


def _told(scene: Scene, one: Finding) -> str:
    """A finding in one line: where, what, who mends it by when."""
    place = f"{short_title(one.part.checklist)}, {target_name(one.part.target)}"
    found = _(OUTCOMES["dispute"]) if one.kind == "dispute" else what(scene, one)
    late = f", {_('overdue')}" if one.overdue else ""
    return plain_text(f"{_mark(one)}{place} : {_name(scene, one)}, {found} ; {follow_up(one.mending)}{late}")


def _mark(one: Finding) -> str:
    return f"{_('[CRITICAL]')} " if one.critical else ""


def _name(scene: Scene, one: Finding) -> str:
    item = item_of(scene, one.part, one.item)
    return short_name(item) if item is not None else literal(one.item)
