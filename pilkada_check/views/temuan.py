"""What did not pass, as a sheet: who mends it, by when, since when; overdue first; and the command to look again."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from msgspec import Struct

from pilkada_check.model.events import FollowUp
from pilkada_check.rules.answers import bare
from pilkada_check.rules.assessment import ItemState, Part, Reason
from pilkada_check.rules.record import Look
from pilkada_check.views import moments
from pilkada_check.views.as_json import Document, follow_up, head
from pilkada_check.views.findings import follow_up as mends
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.part_detail import no_facts
from pilkada_check.views.rows import plain
from pilkada_check.views.scene import (
    Scene,
    chosen_text,
    item_of,
    overdue,
    part_name,
    unit_lines,
    value_sight,
    value_text,
)
from pilkada_check.views.sheet import Kind, Line, Sheet, command, line, sections
from pilkada_check.views.standings import OUTCOMES, REASONS
from pilkada_check.views.summary import own_lists
from pilkada_check.views.titles import example_mark
from pilkada_check.words import N_, _, lang, ngettext

MOST = 30  # findings told on one page of a big unit
MOST_COMMANDS = 10

COLUMNS = (
    "example", "as_of", "list", "own_list", "target", "item", "text", "kind", "critical", "value", "need", "owner",
    "due", "overdue", "since", "officer",
)  # fmt: skip


class Finding(Struct, frozen=True):
    """One item that does not pass or has an open follow-up. `kind`: a standing, `follow_up`, or `dropped`."""

    part: Part
    item: str
    kind: str
    critical: bool
    state: ItemState | None  # None: the item is no longer asked
    look: Look | None
    mending: FollowUp | None
    overdue: bool

    @property
    def facts(self) -> list[str]:
        """The facts without which it cannot be judged."""
        return [one.fact for one in self.part.reasons if one.code == "no_fact" and one.item == self.item]

    @property
    def closed_by_looking(self) -> bool:
        """Whether a new look can close it: not where the item is gone, nor where a fact is what is missing."""
        return self.state is not None and not (self.kind == "unjudged" and self.facts)

    @property
    def order(self) -> tuple[bool, bool, float]:
        """Overdue first, then critical, then by when it is to be mended."""
        due = self.mending.due if self.mending is not None else None
        return (not self.overdue, not self.critical, due.timestamp() if due is not None else inf)


def findings(scene: Scene) -> list[Finding]:
    """Every finding of the parts that are shown, the most pressing first."""
    found = [one for part in scene.parts() for one in _of_part(scene, part)]
    return sorted(found, key=lambda one: one.order)


def _of_part(scene: Scene, part: Part) -> Iterator[Finding]:
    for name, state in part.items.items():
        mending = state.standing.follow_up
        standing = state.standing
        sight = standing.failing or standing.base
        look = sight.look if sight is not None else None
        if state.state == "dispute":  # since the first of the two; a new cek does not make it younger
            look = min((one.look for one in standing.parties), key=lambda one: one.at)
        if state.state in {"fail", "dispute", "unjudged"} or mending is not None:
            kind = "follow_up" if state.passes else state.state
            yield Finding(part, name, kind, state.critical, state, look, mending, overdue(scene, mending))
    for reason in part.reasons:
        if reason.code == "dropped":
            yield _dropped(scene, part, reason)


def _dropped(scene: Scene, part: Part, reason: Reason) -> Finding:
    looks = [one for record in part.records if record.id == reason.record for one in record.looks]
    look = next((one for one in reversed(looks) if one.answer.item == reason.item), None)
    mending = look.answer.follow_up if look is not None else None
    late = overdue(scene, mending)
    return Finding(part, reason.item, "dropped", reason.critical, None, look, mending, late)


def chosen(found: Iterable[Finding], owner: str, *, late: bool) -> list[Finding]:
    """Those whose owner's name holds `owner`, and with `late` the overdue ones alone."""
    wanted = bare(owner)
    return [
        one for one in found if (one.overdue or not late) and wanted in bare(one.mending.owner if one.mending else "")
    ]


def sheet(scene: Scene, found: Sequence[Finding], commands: Sequence[str], owner: str, *, late: bool) -> Sheet:
    """The page of `temuan`: all of it where something was chosen. `commands` look again at what was found."""
    filters = [*chosen_text(scene), *([literal(owner)] if owner else []), *([_("overdue")] if late else [])]
    return _sheet(scene, found, commands, ", ".join(filters))


def _sheet(scene: Scene, found: Sequence[Finding], commands: Sequence[str], filters: str) -> Sheet:
    shown = found if filters else found[:MOST]
    late = [one for one in shown if one.overdue]
    nobody = [one for one in shown if not one.overdue and not (one.mending and one.mending.owner)]
    rest = [one for one in shown if not one.overdue and one.mending and one.mending.owner]
    more = len(found) - len(shown)
    left_out = _("and {n} more; to see all of them: --list, --sasaran, --milik or --lewat").format(
        n=moments.number(more)
    )
    return Sheet(
        _("FINDINGS"),
        unit_lines(scene),
        sections(
            ("", [*([line(_("Shown: {what} only.").format(what=filters))] if filters else []), *_counts(found)]),
            (_("OVERDUE"), _lines(scene, late, "bad")),
            (_("NOBODY IS NAMED YET"), _lines(scene, nobody, "strong")),
            (_("BEING MENDED"), _lines(scene, rest, "strong")),
            ("", [line(left_out)] if more else []),
            (_("LOOK AGAIN AT THEM"), _commands(commands)),
            (_("NOTES"), own_lists([group.checklist for group in scene.groups()])),
        ),
    )


def _commands(commands: Sequence[str]) -> Iterator[Line]:
    yield from map(command, commands[:MOST_COMMANDS])
    if len(commands) > MOST_COMMANDS:
        yield line(_("and {n} more").format(n=moments.number(len(commands) - MOST_COMMANDS)))


def _counts(found: Sequence[Finding]) -> Iterator[Line]:
    if not found:
        yield line(_("There are no findings."))
        return
    late = sum(one.overdue for one in found)
    nobody = sum(not (one.mending and one.mending.owner) for one in found)
    text = ngettext("{n} finding", "{n} findings", len(found)).format(n=moments.number(len(found)))
    text += ", " + _("{late} overdue, {nobody} without anybody named").format(
        late=moments.number(late), nobody=moments.number(nobody)
    )
    yield line(text, kind="bad" if late else "strong")


def _lines(scene: Scene, found: Sequence[Finding], kind: Kind) -> Iterator[Line]:
    """The findings, under the name of their list and target; parts in the order of their first finding."""
    parts: dict[int, list[Finding]] = {}
    for one in found:
        parts.setdefault(id(one.part), []).append(one)
    for ones in parts.values():
        yield line(part_name(ones[0].part), kind=kind)
        for one in ones:
            yield line(told(scene, one), 1)


def told(scene: Scene, one: Finding) -> str:
    """A finding in words: what, who mends it by when, since when."""
    item = item_of(scene, one.part, one.item)
    name = short_name(item) if item is not None else literal(one.item)
    words = [f"{_('[CRITICAL]')} {name}" if one.critical else name]
    words[0] += f": {_what(scene, one)}"
    if one.mending is not None or one.kind != "unjudged":
        words.append(_("mends: {who}").format(who=mends(one.mending)))
    if one.look is not None:
        at = one.look.at.astimezone(scene.moment.tzinfo)
        words.append(_("since {when}").format(when=f"{moments.short_day(at)} {moments.hour(at)}"))
    return "; ".join(words)


def _what(scene: Scene, one: Finding) -> str:
    if one.state is None:
        return _(REASONS["dropped"])
    text = value_text(scene, one.part, one.state)
    if one.facts:
        return f"{text}; {no_facts(scene, one.part, one.facts)}"
    return f"{_(_KINDS[one.kind])}, {text}" if one.kind in _KINDS else text


_KINDS = {"dispute": OUTCOMES["dispute"], "follow_up": N_("passes")}


def rows(scene: Scene, found: Iterable[Finding]) -> Iterator[list[str]]:
    """Every finding as a row of CSV, one cell for each of `COLUMNS`."""
    for one in found:
        item = item_of(scene, one.part, one.item)
        value, need = _shown(scene, one)
        mending = one.mending or FollowUp()
        yield [
            example_mark() if scene.unit.example else "",
            scene.moment.isoformat(),
            one.part.checklist.id,
            "true" if one.part.checklist.own else "false",
            one.part.target,
            one.item,
            item.text.say(lang()) if item is not None else "",
            one.kind,
            "true" if one.critical else "false",
            value,
            need,
            mending.owner,
            mending.due.isoformat() if mending.due else "",
            "true" if one.overdue else "false",
            one.look.at.astimezone(scene.moment.tzinfo).isoformat() if one.look is not None else "",
            one.look.record.opened.officer.number if one.look is not None else "",
        ]


def _shown(scene: Scene, one: Finding) -> tuple[str, str]:
    """Value and need, where they may leave the terminal."""
    sight = value_sight(scene, one.part, one.state) if one.state is not None else None
    return (plain(sight.value), plain(sight.need)) if sight is not None else ("", "")


def document(scene: Scene, found: Iterable[Finding]) -> Document:
    """Every finding as JSON."""
    return {**head(scene), "findings": [_entry(scene, one) for one in found]}


def _entry(scene: Scene, one: Finding) -> Document:
    return {
        "list": one.part.checklist.id,
        "target": one.part.target,
        "item": one.item,
        "kind": one.kind,
        "critical": one.critical,
        "follow_up": follow_up(one.mending),
        "overdue": one.overdue,
        "since": one.look.at.astimezone(scene.moment.tzinfo).isoformat() if one.look is not None else None,
    }
