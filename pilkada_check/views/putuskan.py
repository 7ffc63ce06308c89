"""A dispute on the screen: what each of them says, side by side; and by which rule a ruling would settle nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Answered, By, Outcome
from pilkada_check.model.unit import Officer
from pilkada_check.rules.answers import RANK, show
from pilkada_check.rules.answers.counting import FIGURES
from pilkada_check.rules.assessment import ItemState
from pilkada_check.rules.persons import Person
from pilkada_check.rules.ricek import Unproven, unproven
from pilkada_check.rules.ruling import Dispute, Obstacle
from pilkada_check.rules.sight import Sight
from pilkada_check.rules.standing import State
from pilkada_check.views import moments
from pilkada_check.views.findings import by_parts, follow_up, required, short_name, sides
from pilkada_check.views.lines import cells, ends, literal, pad, rule, wrap
from pilkada_check.views.looked import looked_text, looks
from pilkada_check.views.question import NARROW, short_title
from pilkada_check.views.standings import OUTCOMES, STATES
from pilkada_check.views.titles import target_name
from pilkada_check.words import N_, _, lang

ROUND = 8  # columns of the word for the round
WHO = 20  # of who looked, at least
WHEN = 11  # and of when
GAP = "  "


def head(one: Dispute, number: int, total: int, width: int) -> list[str]:
    """Which dispute it is, of how many, on what."""
    critical = one.state.critical
    name = short_name(one.state.item)
    where = f"{target_name(one.part.target)}, {short_title(one.part.checklist)}"
    if width < NARROW:
        said = [_("DISPUTE {n}/{total}").format(n=number, total=total), name, *([_("CRITICAL")] if critical else [])]
        return [*wrap(" ".join(said), width), *wrap(where, width), rule(width)]
    count = _("DISPUTE {n} of {total}").format(n=number, total=total)
    left = f"{count}   {name}" + (f" {_('[CRITICAL]')}" if critical else "")
    fits = cells(left) + cells(where) + 3 <= width
    return [*([ends(left, where, width)] if fits else [*wrap(left, width), *wrap(where, width)]), rule(width)]


def answers(one: Dispute, zone: tzinfo, width: int) -> list[str]:
    """Every answer in it, the requirement, how far apart they are, and how independent."""
    ones = sides(one.state)
    figures = _in_columns(one.state.item, ones)
    lines = _table(ones, figures, zone, width) if figures else _rows(one.state.item, ones, zone, width)
    need = next((side.need for side in ones if side.need is not None), one.state.need)
    wanted = required(one.state.item, need) if need is not None else ""
    times = [side.look.at for side in ones]
    words = [_("{time} apart").format(time=moments.apart(min(times), max(times)))]
    riceks = [side for side in ones if side.round == "ricek"]
    if len(riceks) == 1:
        words += _independent(riceks[0])
    about = ", ".join(words)
    if cells(wanted) + cells(about) + 4 <= width:
        lines.append(ends(f" {wanted}" if width >= NARROW else wanted, about, width).rstrip())
    else:
        lines += [line for text in (wanted, about) if text for line in wrap(text, width, *_margin(width))]
    for seen in looks([side.look.record for side in riceks]):
        lines += wrap(looked_text(seen, zone), width, *_margin(width))
    return [*lines, rule(width)]


def _margin(width: int) -> tuple[str, str]:
    return (" ", "   ") if width >= NARROW else ("", "  ")


def _in_columns(item: Item, ones: Sequence[Sight]) -> list[list[str]]:
    """The figures of an inventory and their sum, one row for each side; nothing where a side has none."""
    if item.type != "inventory":
        return []
    values = [side.value for side in ones if isinstance(side.value, dict) and set(side.value) == set(FIGURES)]
    if len(values) < len(ones):
        return []
    return [[moments.number(n) for n in (*(one[key] for key in FIGURES), sum(one.values()))] for one in values]


def _table(ones: Sequence[Sight], figures: Sequence[Sequence[str]], zone: tzinfo, width: int) -> list[str]:
    """The figures in columns, with a heading and the sum where there is room for them."""
    narrow = width < NARROW
    heading = [key.upper() for key in FIGURES] if narrow else [*(key.upper() for key in FIGURES), _("sum")]
    rows = [row[: len(heading)] for row in figures]
    columns = [max(2 if narrow else 4, *(cells(row[n]) for row in (heading, *rows))) for n in range(len(heading))]
    titles, *numbers = (
        GAP.join(text.rjust(size) for text, size in zip(row, columns, strict=True)) for row in (heading, *rows)
    )
    broad = _broad(ones, numbers, width)
    lines = []
    if not narrow:
        lines.append(_wide(f" {'':<{ROUND}}{titles}", pad(_("by"), broad), pad(_("when"), WHEN), width).rstrip())
    for side, text in zip(ones, numbers, strict=True):
        lines += _row(side, text, zone, width, broad)
        lines += _beside(side, ones, width)
    return lines


def _rows(item: Item, ones: Sequence[Sight], zone: tzinfo, width: int) -> list[str]:
    values = [value_text(item, side.look.answer) for side in ones]
    broad = _broad(ones, values, width)
    lines = []
    for side, value in zip(ones, values, strict=True):
        lines += _row(side, value, zone, width, broad)
        lines += _beside(side, ones, width)
    return lines


def _broad(ones: Sequence[Sight], values: Sequence[str], width: int) -> int:
    """The columns of who looked: as many as the longest wants, where the values leave them."""
    left = width - max(map(cells, values)) - (1 + ROUND) - 2 - 1 - WHEN
    return max(WHO, min(left, max(cells(who(side)) for side in ones)))


def _row(side: Sight, value: str, zone: tzinfo, width: int, broad: int) -> list[str]:
    """One answer: round, value, who in so many columns, when; on one line where it fits."""
    at = side.look.at.astimezone(zone)
    when, by = f"{moments.short_day(at)} {moments.hour(at)}", who(side)
    if width < NARROW:
        start = f"{pad(side.round, ROUND - 1)}{value}"
        if cells(start) + cells(when) + 2 <= width:
            return [ends(start, when, width), *wrap(by, width, "  ")]
        return [*wrap(value, width, pad(side.round, ROUND - 1), "  "), *wrap(f"{when}, {by}", width, "  ")]
    start = f" {pad(side.round, ROUND)}{value}"
    if cells(start) + 2 + broad + 1 + cells(when) <= width:
        return [_wide(start, pad(by, broad), when, width)]
    return [ends(f" {pad(side.round, ROUND)}{by}", when, width), *wrap(value, width, " " * (ROUND + 1))]


def _wide(start: str, by: str, when: str, width: int) -> str:
    return f"{pad(start, width - cells(by) - cells(when) - 2)} {by} {when}"


def who(side: Sight) -> str:
    """Whoever looked, by post, else by name or number."""
    by = side.look.record.opened.officer
    return literal(by.post or by.name or by.number)


def value_text(item: Item, answer: Answered) -> str:
    """The value of one answer as people read it; the parts of a breakdown by name."""
    if answer.outcome == "na":
        return _("not applicable: {reason}").format(reason=literal(answer.note))
    if item.type == "breakdown" and isinstance(answer.value, dict):
        return by_parts(item, answer.value)
    if item.type == "condition" and isinstance(answer.value, str) and answer.value in STATES:
        return _(STATES[answer.value])
    return literal(show(item, answer.value, lang()))


def _beside(side: Sight, ones: Sequence[Sight], width: int) -> Iterator[str]:
    """What else an answer says: the post behind an RR, its note; who typed it; of several riceks how independent."""
    answer, entered = side.look.answer, side.look.answer.entered or side.look.record.opened.entered
    said = []
    if answer.accepted_by:
        said.append(_("RR accepted by {post}").format(post=literal(answer.accepted_by)))
    if answer.note and answer.outcome != "na":
        said.append(literal(answer.note))
    if entered:
        by = entered.officer
        said.append(_("entered by {who}").format(who=literal(by.post or by.name or by.number)))
    if side.round == "ricek" and sum(one.round == "ricek" for one in ones) > 1:
        said += _independent(side)
    margin = " " * (ROUND + 1) if width >= NARROW else "  "
    for text in said:
        yield from wrap(text, width, margin, margin)


def _independent(side: Sight) -> list[str]:
    """Whether a ricek was independent, where its record says so."""
    independent = side.look.record.opened.independent
    return [] if independent is None else [_("INDEPENDENT") if independent else _("NOT INDEPENDENT")]


def choices(one: Dispute) -> list[str]:
    """What can be done about it, in the order of their numbers; each side that is right is one."""
    counted = one.state.item.type in {"count", "inventory", "breakdown"}
    first = _("count again now, type the third figure (best)") if counted else _("look again now, type what is (best)")
    ones = sides(one.state)
    right = [_("the {round} is right").format(round=_called(one.state.item, side, ones)) for side in ones]
    return [first, *right, _("it has changed since")]


def _called(item: Item, side: Sight, ones: Sequence[Sight]) -> str:
    """The round of an answer, with whoever gave it, and what it says, where others would be called the same."""
    alike = [one for one in ones if one.round == side.round]
    if len(alike) == 1:
        return side.round
    said = [
        who(side),
        *([value_text(item, side.look.answer)] if [who(one) for one in alike].count(who(side)) > 1 else []),
    ]
    return f"{side.round} ({', '.join(said)})"


_OBSTACLES: Mapping[Obstacle, str] = {
    "contested": N_("Two rulings on this differ: a third one settles nothing."),
    "one_person": N_("The answers are not proven to be by two different people: then nobody's ruling settles it."),
    "not_third": N_("A ruling must be by a third person."),
    "earlier": N_("One of the answers is dated later than now, {when}: a ruling would count before it."),
    "better": N_("A ruling may be no better than the best of them, and the best here is: {best}."),
}
_INSTEAD: Mapping[Obstacle, str] = {
    "contested": N_("Only a new cek ends it, then a ricek by somebody else that agrees: {command}"),
    "one_person": N_("Only a new cek ends it, then a ricek by somebody else that agrees: {command}"),
    "not_third": N_("Call somebody else."),
    "earlier": N_("Put the clock that is wrong right, or rule when that moment has come."),
    "better": N_("If it really is better now: a new cek, then a ricek by somebody else that agrees: {command}"),
}


def refusal(why: Obstacle, parties: Sequence[Sight], zone: tzinfo, command: str) -> tuple[str, str]:
    """The rule in words, and what to do instead. `command` looks again at what is in dispute."""
    judged = [one.outcome for one in parties if one.outcome in RANK]
    best = _(OUTCOMES[min(judged, key=lambda outcome: RANK[outcome])]) if judged else ""
    newest = max(one.look.at for one in parties).astimezone(zone)
    when = f"{moments.day(newest)} {moments.hour(newest)}"
    return _(_OBSTACLES[why]).format(best=best, when=when), _(_INSTEAD[why]).format(command=command)


_UNPROVEN: Mapping[Unproven, str] = {
    "same_number": N_("The number {number} gave the {round} itself."),
    "same_name": N_("The {round} is by somebody of the same name, {name}: another number proves nothing."),
    "number": N_("The number {number} proves nobody's identity: petugas.csv does not give it to {name}."),
    "name": N_("petugas.csv gives the number {number} no name, so it proves nobody's identity."),
    "cek_number": N_("The {round} is by {who}, whose number proves nobody's identity: nobody can be told from him."),
    "cek_name": N_("The {round} names its officer by a number alone: nobody can be told from him."),
}


def not_third(by: By, ruler: Person, party: Sight, fit: Sequence[Officer]) -> list[str]:
    """Why the ruler is not a third person beside one of the parties, and who may be called: some of petugas.csv."""
    why = _(_UNPROVEN[unproven(ruler, party.person)]).format(
        number=literal(by.number), name=literal(by.name), round=party.round, who=who(party)
    )
    names = [", ".join(literal(word) for word in (one.post, one.name) if word) for one in fit]
    return [why, *([_("Of petugas.csv for example: {names}.").format(names="; ".join(names))] if names else [])]


_MEANINGS: Mapping[State, str] = {
    "ok": N_("The dispute is settled: the item meets it."),
    "noted": N_("The dispute is settled: the item is noted."),
    "na": N_("The dispute is settled: the item does not apply."),
    "remark": N_("The dispute is settled: the item meets it with a remark."),
    "fail": N_("The dispute is settled: the item does not meet it. Once mended: a new cek, then a ricek."),
    "unjudged": N_("The dispute is settled; the item is judged once the fact is there."),
}


def meaning(state: ItemState, ruled: Outcome) -> list[str]:
    """What a ruling made of its item. `ruled` is its own outcome: the worse of it and what it agrees with holds."""
    said = [_(_MEANINGS[state.state])] if state.state in _MEANINGS else []
    if state.state != ruled:
        said.append(_("An answer that agrees with it was judged worse, and that holds."))
    mending = state.standing.follow_up
    if state.passes and mending is not None:
        said.append(_("A follow-up is still open: {who}.").format(who=follow_up(mending)))
    return said
