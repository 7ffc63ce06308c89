"""What became of a risk report: sent, taken in by the posko, handled, closed - each by somebody, in any order."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pilkada_check.cli import ask, report_ask
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.report_office import Office, opened, shelf_of
from pilkada_check.model.reports import Acknowledged, Closed, Handled
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.reports import Report, Shelf
from pilkada_check.views import moments
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.menus import menu
from pilkada_check.views.reports import Desk, heading, whereabouts, who_text
from pilkada_check.words import N_, _

StepName = Literal["sent", "acknowledged", "handled", "closed"]
STEPS: tuple[StepName, ...] = ("sent", "acknowledged", "handled", "closed")

_BY = {
    "sent": N_("Sent by (number or name)"),
    "acknowledged": N_("Taken in at the posko by (number or name)"),
    "handled": N_("Handled by (number or name)"),
    "closed": N_("Closed by (number or name)"),
}


def find(desk: Desk, name: str) -> Report:
    """The report that goes by a number or label. Raises Stop, also where there is more than one."""
    found = called(desk.shelf, name)
    if len(found) == 1:
        return found[0]
    raise Stop(
        Exit.USAGE,
        _("{name} may mean:").format(name=literal(name)),
        "\n".join(f"  {heading(desk, one)}" for one in found),
        _("Example: {example}").format(example=command("lapor", "--nomor", desk.shelf.labels[found[0].id])),
    )


def called(shelf: Shelf, name: str) -> list[Report]:
    """Those that go by a number or label, one at least. Raises Stop."""
    found = shelf.called(name)
    if found:
        return found
    if not shelf.reports:
        todo = _("Report one with: {command}").format(command=command("lapor"))
        raise Stop(Exit.FAILED, _("There are no risk reports."), todo=todo)
    names = ", ".join(shelf.labels[one.id] for one in shelf.reports[:20])
    raise Stop(
        Exit.USAGE,
        _("There is no risk report {name}.").format(name=literal(name)),
        todo=_("There are: {names}.").format(names=names),
    )


def follow(folder: Path, name: str = "", step: StepName | None = None, petugas: str = "", jam: str = "") -> None:
    """Ask by whom and in which words, and add it to the report; what is not named is picked. Raises Stop, OSError."""
    office = opened(folder, jam)
    shelf = shelf_of(office.root)
    desk = Desk(office.unit, shelf, office.clock.told(), private=True)
    with ask.leaving(lambda: ask.tell(_("Nothing was recorded."), "  ")):
        report = _picked(desk, called(shelf, name) if name else shelf.open)
        ask.tell(heading(desk, report))
        for one in report.closed:
            text = _("It was closed already, {when}, by {who}. What is recorded now stands beside that.")
            at = one.at.astimezone(office.clock.zone)
            when = f"{moments.short_day(at)} {moments.hour(at)}"
            ask.tell(text.format(when=when, who=who_text(one.by)), "  ")
        _add(office, report, step or STEPS[_which() - 1], petugas)


def _picked(desk: Desk, found: Sequence[Report]) -> Report:
    """One of these, by its number; where and when tell them apart. Raises Stop where there is none."""
    if not found:
        raise Stop(
            Exit.FAILED,
            _("No risk report is open."),
            todo=_("One that is closed is named with --nomor."),
        )
    labels = {desk.shelf.labels[one.id]: one for one in found}
    if len(labels) == 1:
        return found[0]
    ask.say(*menu([(label, whereabouts(desk, one)) for label, one in labels.items()], ask.width()))
    return ask.until(
        _("Number of the report"),
        lambda typed: labels.get(typed.lower()) or Refused("number"),
        example=next(iter(labels)),
        whys={"number": _("Type the number of one of these reports.")},
    )


def _which() -> int:
    rows = [_("sent"), _("taken in by the posko"), _("handled"), _("closed")]
    return ask.pick(rows, _("What became of it"))


def _add(office: Office, report: Report, step: StepName, petugas: str) -> None:
    officer = report_ask.who(office, _(_BY[step]), petugas)
    if step == "sent":
        report_ask.sent(office, report.id, officer, _("How was it sent"))
        return
    match step:
        case "acknowledged":
            note = report_ask.words_or_none(_("What did the posko say (-: nothing)"))
        case "handled":
            note = report_ask.words(_("What was done"), _("patrol sent, both cars left at 18.10"))
        case _:
            note = report_ask.words(_("Why is it closed"), _("nothing was found, the place is quiet"))
    now = office.clock.now()
    kind = {"acknowledged": Acknowledged, "handled": Handled, "closed": Closed}[step]
    office.add(kind(report.id, now.at, officer, note, office.device, now.raw))
    ask.tell(_("Recorded {hour}.").format(hour=moments.hour(now.at)), "  ")
