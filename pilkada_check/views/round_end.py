"""The screen at the end of a round: the verdict, what does not meet it, who mends it, what is empty or still owed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from pilkada_check.model.events import Round
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.standing import State
from pilkada_check.views import moments
from pilkada_check.views.findings import follow_up, found, short_names
from pilkada_check.views.lines import cells, ends, pad, rule, wrap
from pilkada_check.views.question import NARROW
from pilkada_check.views.standings import READINESS, reason_text
from pilkada_check.words import N_, _, ngettext

MOST_NAMES = 8  # of items that are empty; more are only counted
NAME = 30  # columns of an item's name, where all of a finding stands on one line: as long as short names are


def round_end(
    part: Part, title: str, target: str, span: tuple[datetime, datetime], width: int, attention: str = ""
) -> list[str]:
    """The lines of the screen; `span` are the first and the last time of the record, in the unit's zone.

    `attention`: the line of what is worth a look in it (`views.attention.at_end`).
    """
    lines = round_head("cek", title, target, span, width)
    lines += wrap(_("State: {readiness}").format(readiness=verdict_line(part)), width, " ", " ")
    lines += wrap(_counts(part), width, " ", " ")
    for heading, states in _groups(part):
        lines += [*wrap(heading, width, " ", " "), *_findings(part, states, width)]
    for text in (*_empty(part), *_owed(part), *_of_records(part), *filter(None, [attention])):
        lines += wrap(text, width, " ", "   ")
    return [*lines, rule(width)]


def round_head(round_: Round, title: str, target: str, span: tuple[datetime, datetime], width: int) -> list[str]:
    """Which round of what has been walked, from when to when; and the rule below it."""
    when = _between(*span)
    narrow, wide = _DONE[round_]
    if width < NARROW:
        lines = [ends(_(narrow).format(list=title), "", width), ends(target, when, width)]
    else:
        lines = [ends(_(wide).format(list=title, target=target), when, width)]
    return [*lines, rule(width)]


_DONE: Mapping[Round, tuple[str, str]] = {
    "cek": (N_("CEK DONE  {list}"), N_("CEK DONE  {list}, {target}")),
    "ricek": (N_("RICEK DONE  {list}"), N_("RICEK DONE  {list}, {target}")),
}


def _between(first: datetime, last: datetime) -> str:
    """24/11 20.04-21.18; of another day both days are named."""
    start = f"{moments.short_day(first)} {moments.hour(first)}"
    if first.date() == last.date():
        return f"{start}-{moments.hour(last)}"
    return f"{start} - {moments.short_day(last)} {moments.hour(last)}"


def verdict_line(part: Part) -> str:
    """The readiness, and the main cause."""
    word = _(READINESS[part.readiness]) if part.readiness is not None else _("nothing is asked here")
    states = list(part.items.values())
    critical = sum(state.critical and state.state == "fail" for state in states)
    split = sum(state.critical and state.state == "dispute" for state in states)
    waiting = sum(state.state == "unjudged" for state in states)
    empty = sum(not state.counts for state in states) - waiting
    if critical:
        cause = ngettext("{n} critical item does not meet it", "{n} critical items do not meet it", critical)
        return f"{word} ({cause.format(n=critical)})"
    if split:
        cause = ngettext(
            "on {n} critical item cek and ricek differ", "on {n} critical items cek and ricek differ", split
        )
        return f"{word} ({cause.format(n=split)})"
    if part.readiness == "incomplete" and (empty or waiting):
        none = ngettext("{n} item without a valid answer", "{n} items without a valid answer", empty).format(n=empty)
        later = ngettext("{n} item that cannot be judged yet", "{n} items that cannot be judged yet", waiting)
        causes = [text for n, text in ((empty, none), (waiting, later.format(n=waiting))) if n]
        return f"{word} ({', '.join(causes)})"
    return word


_COUNTED: Mapping[State, str] = {
    "ok": N_("meets it {n}"),
    "noted": N_("noted {n}"),
    "remark": N_("remark {n}"),
    "fail": N_("does not {n}"),
    "dispute": N_("dispute {n}"),
    "unjudged": N_("cannot be judged {n}"),
    "na": N_("not applicable {n}"),
    "none": N_("empty {n}"),
}


def _counts(part: Part) -> str:
    """How many items have which standing: those that occur, and always what meets it, what does not, what is empty."""
    counted = Counter(state.state for state in part.items.values())
    shown = [key for key in _COUNTED if counted[key] or key in {"ok", "fail", "none"}]
    return ", ".join(_(_COUNTED[key]).format(n=counted[key]) for key in shown)


def _groups(part: Part) -> Iterator[tuple[str, list[ItemState]]]:
    """Critical findings first, then the others, then remarks."""
    states = list(part.items.values())
    bad = [state for state in states if state.state == "fail"]
    split = [state for state in states if state.state == "dispute"]
    groups = (
        (_("DOES NOT MEET IT [CRITICAL]"), [state for state in bad if state.critical]),
        (_("DOES NOT MEET IT"), [state for state in bad if not state.critical]),
        (_("CEK AND RICEK DIFFER [CRITICAL]"), [state for state in split if state.critical]),
        (_("CEK AND RICEK DIFFER"), [state for state in split if not state.critical]),
        (_("CANNOT BE JUDGED YET"), [state for state in states if state.state == "unjudged"]),
        (_("NOT APPLICABLE [CRITICAL]"), [state for state in states if state.state == "na" and state.critical]),
        (_("REMARKS"), [state for state in states if state.state == "remark"]),
    )
    yield from ((heading, ones) for heading, ones in groups if ones)


def _findings(part: Part, states: Sequence[ItemState], width: int) -> Iterator[str]:
    """Each finding: the item, what was found, and who mends it; on one line where all three fit."""
    names = short_names(state.item for state in part.items.values())
    column = min(max(cells(names[state.item.id]) for state in states), NAME)
    for state in states:
        name, what, mending = names[state.item.id], found(part, state), state.standing.follow_up
        who = follow_up(mending) if mending is not None or state.state == "fail" else ""
        line = f"   {pad(name, max(column, cells(name)))}  {what}"
        if width >= NARROW and cells(line) + cells(who) + 2 <= width:
            yield ends(line, who, width)
            continue
        yield from wrap(f"{name}: {what}", width, "   ", "     ")
        if who:
            yield from wrap(_("mends: {who}").format(who=who), width, "     ", "     ")


def _empty(part: Part) -> Iterator[str]:
    """The items nobody answered, and those whose answer does not count any more."""
    states = list(part.items.values())
    groups = (
        (_("EMPTY: {names}"), [state for state in states if state.standing.cek is None]),
        (
            _("TO BE ANSWERED AGAIN (too old, or the question changed): {names}"),
            [state for state in states if state.standing.cek and not state.counts and state.state != "unjudged"],
        ),
    )
    names = short_names(state.item for state in states)
    for text, ones in groups:
        if ones:
            yield text.format(names=some_names([names[state.item.id] for state in ones]))


def some_names(names: Sequence[str]) -> str:
    """The first of the names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return "; ".join([*names[:MOST_NAMES], *([_("and {n} more").format(n=more)] if more > 0 else [])])


def _owed(part: Part) -> Iterator[str]:
    owed = sum(state.second == "owed" and state.state != "dispute" for state in part.items.values())
    if owed:
        text = ngettext("Ricek owed: {n} item, by somebody else", "Ricek owed: {n} items, by somebody else", owed)
        yield text.format(n=owed)


def _of_records(part: Part) -> Iterator[str]:
    """What is wrong beside the items: a record that is damaged or absent, a clock ahead, a moment that has passed."""
    yield from dict.fromkeys(reason_text(reason) for reason in part.reasons if not reason.item)
