"""What did not pass, as a sheet: who mends it, by when, since when; overdue first; and the command to look again."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Literal, NamedTuple

from msgspec import Struct

from pilkada_check.model.events import FollowUp
from pilkada_check.rules.answers import bare
from pilkada_check.rules.assessment import ItemState, Part, Reason
from pilkada_check.rules.record import Look
from pilkada_check.rules.ruling import never
from pilkada_check.views import missing, moments, veil
from pilkada_check.views.findings import follow_up as mends
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.part_detail import no_facts
from pilkada_check.views.scene import (
    Scene,
    chosen_text,
    item_of,
    overdue,
    part_name,
    unit_lines,
    value_text,
)
from pilkada_check.views.sheet import Kind, Line, Sheet, command, line, sections
from pilkada_check.views.standings import OUTCOMES, REASONS
from pilkada_check.views.summary_parts import MOST_NAMES, some, unfinished, unread_lines
from pilkada_check.views.titles import own_lists
from pilkada_check.words import N_, _, ngettext

MOST = 30  # findings told on one page of a big unit
MOST_OF_EACH = 10  # of these for each section, before what is left goes to the most pressing
MOST_COMMANDS = 10

Way = Literal["cek", "ricek", "ricek_all", "putuskan"]  # how a finding is closed; `ricek_all`: nobody owes one


class Wanted(Struct, frozen=True):
    """Which findings are shown: those whose owner's name holds `owner`, and of each kind that is set only those."""

    owner: str = ""
    late: bool = False
    critical: bool = False
    disputes: bool = False
    follow_ups: bool = False  # open ones, whether or not the item passes

    def holds(self, one: "Finding") -> bool:
        """Whether it is one of them."""
        mending, wanted = one.mending or FollowUp(), bare(self.owner)
        return (
            (wanted in bare(mending.owner) if wanted else self.owner in mending.owner)
            and (one.overdue or not self.late)
            and (one.critical or not self.critical)
            and (one.kind == "dispute" or not self.disputes)
            and (one.mending is not None or not self.follow_ups)
        )

    @property
    def words(self) -> list[str]:
        """What is shown alone, in words."""
        kinds = (
            (self.late, _("overdue")),
            (self.critical, _("critical")),
            (self.disputes, _("disputes")),
            (self.follow_ups, _("open follow-ups")),
        )
        return [*([literal(self.owner)] if self.owner else []), *(word for on, word in kinds if on)]


class Commands(NamedTuple):
    """The commands that close findings: those that settle, and those that look again; and whose row is not there."""

    settle: Sequence[str] = ()
    look: Sequence[str] = ()
    gone: Sequence[str] = ()


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
    def waits(self) -> bool:
        """Whether all that it needs is a fact."""
        return self.kind == "unjudged" and self.mending is None and bool(self.facts)

    @property
    def nobodys(self) -> bool:
        """Whether somebody must still be named who mends it."""
        return not self.waits and not (self.mending and self.mending.owner)

    @property
    def ways(self) -> tuple[Way, ...]:
        """What closes it, the first to do first; nothing where the item is gone, or where a fact is what is missing."""
        if self.state is None or (self.kind == "unjudged" and self.facts):
            return ()
        standing = self.state.standing
        again: Way = "ricek" if self.state.second == "owed" else "ricek_all"
        if self.kind == "dispute":
            third: tuple[Way, ...] = ("putuskan",) if never(standing) is None else ()
            return (again, *third) if standing.renewed else third or ("cek",)
        ones = (standing.ruling, standing.cek, *standing.weights)
        if self.kind == "follow_up" and not any(one is not None and one.follow_up for one in ones):
            return (again,)  # it hangs on the ricek alone
        return ("cek",)

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


def sheet(scene: Scene, found: Sequence[Finding], commands: Commands, wanted: Wanted) -> Sheet:
    """The page of `temuan`: all of it where something was chosen. `commands` close what was found."""
    filters = ", ".join([*chosen_text(scene), *wanted.words])
    waiting = [one for one in found if one.waits]
    open_ones = [one for one in found if not one.waits]
    shown = open_ones if filters else _most_pressing(open_ones)
    late, nobody, rest = _kinds(shown)
    each = bool(filters) or len(waiting) <= MOST_OF_EACH
    more = len(open_ones) - len(shown)
    left_out = _("and {n} more; to see all of them: --list, --sasaran, --milik, --lewat or --kritis").format(
        n=moments.number(more)
    )
    return Sheet(
        _("FINDINGS"),
        unit_lines(scene),
        sections(
            (
                "",
                [
                    *([line(_("Shown: {what} only.").format(what=filters))] if filters else []),
                    *_how_many(scene, found, wanted),
                ],
            ),
            ("", veil.lines(scene, veil.shown(scene))),
            ("", unread_lines(scene)),
            (_("OVERDUE"), _lines(scene, late, "bad")),
            (_("NOBODY IS NAMED YET"), _lines(scene, nobody, "strong")),
            (_("WAITING FOR FACTS"), _lines(scene, waiting, "strong") if each else missing.lines(scene)),
            (_("BEING MENDED"), _lines(scene, rest, "strong")),
            ("", [line(left_out)] if more else []),
            (_("SETTLE WHAT DIFFERS, BY A THIRD PERSON"), _commands(commands.settle)),
            (_("LOOK AGAIN AT THEM"), [*_commands(commands.look), *_gone(commands.gone)]),
            (_("NOTES"), own_lists([group.checklist for group in scene.groups()])),
        ),
    )


def _kinds(found: Sequence[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Those that are overdue, those that nobody mends yet, and the others."""
    late = [one for one in found if one.overdue]
    nobody = [one for one in found if not one.overdue and one.nobodys]
    return late, nobody, [one for one in found if not one.overdue and not one.nobodys]


def _most_pressing(found: Sequence[Finding]) -> list[Finding]:
    """As many as fit on a page, in their order: some of each kind, lest a hundred of one hide another."""
    first = [id(one) for kind in _kinds(found) for one in kind[:MOST_OF_EACH]]
    rest = [id(one) for one in found if id(one) not in first]
    told = {*first, *rest[: MOST - len(first)]}
    return [one for one in found if id(one) in told]


def _commands(commands: Sequence[str]) -> Iterator[Line]:
    yield from map(command, commands[:MOST_COMMANDS])
    if len(commands) > MOST_COMMANDS:
        yield line(_("and {n} more").format(n=moments.number(len(commands) - MOST_COMMANDS)))


def _gone(targets: Sequence[str]) -> Iterator[Line]:
    """Whose row is not there, so that no command leads to them."""
    if targets:
        text = _("No row in the table, so first write it again there: {targets}.")
        yield line(text.format(targets=some([literal(one) for one in targets], MOST_NAMES)))


def _how_many(scene: Scene, found: Sequence[Finding], wanted: Wanted) -> Iterator[Line]:
    """The counts; where there are findings, and none of those that were asked for, so that nobody takes it for good."""
    every = findings(scene) if wanted.words and not found else []
    if not every:
        yield from counts(scene, found)
        return
    text = ngettext("The only finding is none of these.", "None of the {n} findings is one of these.", len(every))
    yield line(text.format(n=moments.number(len(every))))
    owners = dict.fromkeys(literal(one.mending.owner) for one in every if one.mending and one.mending.owner)
    if wanted.owner and owners:
        yield line(_("Named to mend something: {owners}.").format(owners=some(list(owners), MOST_NAMES)))


def counts(scene: Scene, found: Sequence[Finding]) -> Iterator[Line]:
    """How many there are, overdue, without anybody named, waiting for facts."""
    if not found:
        hidden = any(part.veiled for part in scene.parts())
        yield line(_("No finding can be shown now.") if hidden else _("There are no findings."))
        yield from unfinished(scene)
        return
    late = sum(one.overdue for one in found)
    nobody = sum(one.nobodys for one in found)
    waiting = sum(one.waits for one in found)
    text = ngettext("{n} finding", "{n} findings", len(found)).format(n=moments.number(len(found)))
    text += ", " + _("{late} overdue, {nobody} without anybody named").format(
        late=moments.number(late), nobody=moments.number(nobody)
    )
    if waiting:
        text += ", " + _("{n} waiting for facts").format(n=moments.number(waiting))
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
    words[0] += f": {what(scene, one)}"
    if one.mending is not None or one.kind != "unjudged":
        words.append(_("mends: {who}").format(who=mends(one.mending)))
    if one.look is not None:
        at = one.look.at.astimezone(scene.moment.tzinfo)
        words.append(_("since {when}").format(when=f"{moments.short_day(at)} {moments.hour(at)}"))
    return "; ".join(words)


def what(scene: Scene, one: Finding) -> str:
    """What was found, or why it cannot be judged; of a dispute both sides."""
    if one.state is None:
        return _(REASONS["dropped"])
    text = value_text(scene, one.part, one.state)
    if one.facts:
        return f"{text}; {no_facts(scene, one.part, one.facts)}"
    kind = "remark" if one.kind == "follow_up" and one.state.state == "remark" else one.kind
    return f"{_(_KINDS[kind])}, {text}" if kind in _KINDS else text


_KINDS = {"dispute": OUTCOMES["dispute"], "follow_up": N_("passes"), "remark": N_("passes with a remark")}
