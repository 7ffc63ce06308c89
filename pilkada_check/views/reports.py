"""Risk reports as pages: the list by state, one report with its history, the lines for board and summary."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from pilkada_check.model.events import By
from pilkada_check.model.reports import Acknowledged, Closed, Handled, Reported, Sent, Step
from pilkada_check.model.unit import Unit
from pilkada_check.rules.reports import Report, Shelf, State, state, waiting
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.report_message import since_text
from pilkada_check.views.sheet import Cell, Kind, Line, Sheet, command, line, sections
from pilkada_check.views.titles import example_mark
from pilkada_check.words import N_, _, ngettext

MOST_ON_BOARD = 3
STATES: dict[State, str] = {
    "reported": N_("not sent yet"),
    "sent": N_("sent"),
    "acknowledged": N_("taken in by the posko"),
    "handled": N_("handled"),
    "closed": N_("closed"),
}
_GROUPS: dict[State, str] = {
    "reported": N_("NOT SENT YET"),
    "sent": N_("SENT, NOT TAKEN IN YET"),
    "acknowledged": N_("TAKEN IN, NOT HANDLED YET"),
    "handled": N_("HANDLED, NOT CLOSED YET"),
    "closed": N_("CLOSED"),
}
SURE = {"seen": N_("seen by himself"), "heard": N_("told by somebody else"), "unsure": N_("not certain yet")}
HOW = {
    "message": N_("message (WhatsApp, SMS)"),
    "radio": N_("radio"),
    "phone": N_("telephone"),
    "in_person": N_("in person"),
}
_DONE_BY: dict[type[Step], str] = {
    Sent: N_("sent by {who}"),
    Acknowledged: N_("taken in by {who}"),
    Handled: N_("handled by {who}"),
    Closed: N_("closed by {who}"),
}
_ODD = {
    "report_line": N_("line {line} cannot be read"),
    "report_newer": N_("line {line} was written by a newer pilkada-check ({detail})"),
    "report_foreign": N_("line {line} belongs to another report"),
    "report_second": N_("line {line} is another beginning of the same report"),
}


class Desk(Struct, frozen=True):
    """What the pages of risk reports are made from.

    `moment` is now, in the unit's zone. `private`: the page stays on this terminal, so what is said about restricted
    items may stand on it (design 7).
    """

    unit: Unit
    shelf: Shelf
    moment: datetime
    private: bool = False

    def hides(self, report: Report) -> bool:
        """Whether nothing but its being there may be shown, because a ricek is running."""
        return report.id in self.shelf.hidden

    def restricted(self, reported: Reported) -> bool:
        """Whether what it says stays off the page."""
        return reported.restricted and not self.private


def sheet(desk: Desk, shown: Sequence[Report]) -> Sheet:
    """Reports by state, the open ones first."""
    groups = [
        (_(title), [row for one in shown if state(one) == key for row in _entry(desk, one)])
        for key, title in _GROUPS.items()
    ]
    return Sheet(
        _("RISK REPORTS"),
        _under(desk),
        sections(("", [line(counts(desk.shelf))]), *groups, (_("NOTES"), _notes(desk, shown))),
    )


def counts(shelf: Shelf) -> str:
    """How many there are, open, and not taken in yet."""
    if not shelf.reports:
        return _("There are no risk reports.")
    return _("{n} in all, {open} open, {waiting} not taken in by the posko yet.").format(
        n=moments.number(len(shelf.reports)),
        open=moments.number(len(shelf.open)),
        waiting=moments.number(len(shelf.waiting)),
    )


def one_report(desk: Desk, report: Report, commands: Iterable[str]) -> Sheet:
    """One report with everything that is known of it; `commands` go on with it."""
    title = _("RISK REPORT {number}").format(number=desk.shelf.labels[report.id])
    facts = [_veil_line()] if desk.hides(report) else [*_facts(desk, report)]
    return Sheet(
        title,
        _under(desk),
        sections(
            ("", facts),
            (_("HISTORY"), _history(desk, report)),
            (_("NOTES"), _notes(desk, [report])),
            (_("GO ON"), map(command, commands)),
        ),
    )


def _under(desk: Desk) -> tuple[Cell, ...]:
    unit = desk.unit
    names = [unit.satuan, *reversed(unit.full_path)] if unit.satuan else [*reversed(unit.full_path)]
    name = ", ".join(literal(one) for one in names if one) or _("unit unknown: pilkada.yaml cannot be read")
    mark = (Cell(example_mark(), "strong"),) if unit.example else ()
    return (Cell(name), Cell(f"{moments.weekday(desk.moment)} {_moment(desk, desk.moment)}"), *mark)


def heading(desk: Desk, report: Report) -> str:
    """A report in one line: number, where, when."""
    return f"{_('number {number}').format(number=desk.shelf.labels[report.id])}: {whereabouts(desk, report)}"


def whereabouts(desk: Desk, report: Report) -> str:
    """Where and when, to tell one from another."""
    first = report.first
    if first is None:
        return _("its beginning cannot be read")
    place = _("not shown while a ricek is running") if desk.hides(report) else literal(first.where)
    return f"{place}, {_moment(desk, first.at)}"


def _entry(desk: Desk, report: Report) -> Iterator[Line]:
    """A report in the list: number, where, how old; what; whose, and what came last."""
    first = report.first
    age = f" ({moments.ago(first.at, desk.moment)})" if first is not None else ""
    yield line(heading(desk, report) + age, kind="bad" if waiting(report) else "strong" if report.open else "idle")
    if first is not None and not desk.hides(report):
        yield line(_what(desk, first), 1)
        yield line(_("by {who}").format(who=who_text(first.officer)), 1)
    if report.steps:
        yield line(_told(desk, report, report.steps[-1]), 1)


def _facts(desk: Desk, report: Report) -> Iterator[Line]:
    """What was reported."""
    first = report.first
    if first is None:
        yield line(_("The beginning of this report cannot be read; what follows stands."), kind="bad")
        return
    hidden = desk.restricted(first)
    since = since_text(first, desk.moment.tzinfo) or _("since when is not known")
    yield line(_("State: {readiness}").format(readiness=_(STATES[state(report)])), kind=_kind(report))
    yield line(_("Where: {where}").format(where=literal(first.where)))
    yield line(_("What: {what}").format(what=_what(desk, first)))
    yield line(_("When: {since}").format(since=since))
    done = _("restricted") if hidden else literal(first.done) or _("nothing yet")
    yield line(_("Done: {done}").format(done=done))
    yield line(_("How sure: {sure}").format(sure=_(SURE[first.sure])))
    if first.list:
        names = [first.round, first.list, "" if first.target == "unit" else first.target, first.item]
        yield line(_("From a walk: {names}").format(names=", ".join(literal(name) for name in names if name)))


def _kind(report: Report) -> Kind:
    return "bad" if waiting(report) else "fair" if report.open else "good"


def _history(desk: Desk, report: Report) -> Iterator[Line]:
    """Every step by time: what, when, by whom, in which words."""
    if report.first is not None:
        by = _("reported by {who}").format(who=who_text(report.first.officer))
        yield line(f"{_moment(desk, report.first.at)} {by}{_typed(report.first)}")
    for step in report.steps:
        yield line(_told(desk, report, step))


def _typed(first: Reported) -> str:
    return f" ({_('clock typed by hand')})" if first.clock == "typed" else ""


def _told(desk: Desk, report: Report, step: Step) -> str:
    """One step in words."""
    text = _(_DONE_BY[type(step)]).format(who=who_text(step.by))
    if isinstance(step, Sent):
        text += ", " + _(HOW[step.how])
        text += _(", to {posko}").format(posko=literal(step.to)) if step.to else ""
    note = literal(step.note)
    if report.first is not None and desk.restricted(report.first) and note:
        note = _("restricted")
    return f"{_moment(desk, step.at)} {text}" + (f": {note}" if note and not desk.hides(report) else "")


def _what(desk: Desk, first: Reported) -> str:
    return _("restricted") if desk.restricted(first) else literal(first.what)


def who_text(officer: By) -> str:
    """Somebody by rank, name and post; by number where nothing else is known."""
    words = [officer.rank, officer.name, officer.post]
    return literal(", ".join(word for word in words if word) or officer.number)


def _moment(desk: Desk, at: datetime) -> str:
    at = at.astimezone(desk.moment.tzinfo)
    day = moments.near_day(at, desk.moment)
    return f"{day} {moments.hour(at)}"


def _veil_line() -> Line:
    return line(_("It comes from the cek of what a ricek is looking at: not shown until that ricek is sealed."))


def _notes(desk: Desk, shown: Iterable[Report]) -> Iterator[Line]:
    """What cannot be read, and what is kept from this page."""
    ones = list(shown)
    for one in ones:
        for odd in one.odd:
            text = _(_ODD[odd.code]).format(line=odd.line, detail=literal(odd.detail))
            yield line(f"{desk.shelf.labels[one.id]}: {text}", kind="bad")
    for name in desk.shelf.unreadable:
        text = _("{path} cannot be read.").format(path=f"reports/{literal(name)}.jsonl" if name else "reports")
        yield line(text, kind="bad")
    if len(ones) > 1 and any(desk.hides(one) for one in ones):
        yield _veil_line()
    if any(one.first is not None and desk.restricted(one.first) for one in ones):
        yield line(_("What is said about restricted items is not on this page."))


def board_lines(shelf: Shelf, moment: datetime) -> Iterator[tuple[str, Kind]]:
    """For the board: how many are open and wait, and the newest by number and place."""
    if not shelf.open:
        return
    desk = Desk(Unit(""), shelf, moment)
    text = _("Risk reports: {n} open").format(n=moments.number(len(shelf.open)))
    parts = [(sum(state(one) == key for one in shelf.open), _(word)) for key, word in STATES.items()]
    states = ", ".join(f"{moments.number(n)} {word}" for n, word in parts if n)
    yield f"{text} ({states})", "bad" if shelf.waiting else "text"
    newest = [heading(desk, one) for one in shelf.open[:MOST_ON_BOARD]]
    more = len(shelf.open) - len(newest)
    if more:
        newest.append(_("and {n} more").format(n=moments.number(more)))
    yield _("Newest: {reports}").format(reports="; ".join(newest)), "text"


def summary_lines(shelf: Shelf) -> Iterator[Line]:
    """For the summary: how many are open. They stand beside the verdict and never change it."""
    if shelf.open:
        n = len(shelf.open)
        text = ngettext("Risk reports: {n} open", "Risk reports: {n} open", n).format(n=moments.number(n))
        yield line(text, kind="fair")
