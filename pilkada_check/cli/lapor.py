"""`lapor`: a risk report to the posko - recorded, its message shown, followed until it is closed."""

from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli import ask, report_ask, report_pages, report_steps
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder, OfficerNumber
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.cli.report_office import Office, Told, opened, shelf_of
from pilkada_check.cli.round import Session
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.report_answers import place_of
from pilkada_check.rules.walk import Report as FromWalk
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.words import N_, _, lang

MANUAL = N_(
    "Asks what is happening, where, since when, what was done, how sure it is and who reports it, records that at once "
    "and shows the message for the posko. --daftar shows all reports; with --nomor what became of one is shown, or "
    "recorded: sent, taken in by the posko, handled, closed. Works even where the rest of the workspace is faulty."
)


def run(
    folder: Folder = HERE,
    listing: Annotated[bool, typer.Option("--daftar", help=N_("Show the reports, the open ones first."))] = False,
    only_open: Annotated[bool, typer.Option("--terbuka", help=N_("Show the open ones only."))] = False,
    name: Annotated[
        str, typer.Option("--nomor", metavar=N_("NUMBER"), help=N_("One report: what it says, what became of it."))
    ] = "",
    message: Annotated[bool, typer.Option("--pesan", help=N_("Write the message of --nomor alone."))] = False,
    sent: Annotated[bool, typer.Option("--terkirim", help=N_("Record that it was sent."))] = False,
    taken: Annotated[bool, typer.Option("--diterima", help=N_("Record that the posko has taken it in."))] = False,
    handled: Annotated[bool, typer.Option("--ditangani", help=N_("Record what was done about it."))] = False,
    closed: Annotated[bool, typer.Option("--tutup", help=N_("Record that it is closed, and why."))] = False,
    petugas: OfficerNumber = "",
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    jam: Annotated[
        str, typer.Option(metavar=N_("MOMENT"), help=N_("The clock of this report, for practice; marked as typed."))
    ] = "",
) -> int:
    """Report a risk, or show and follow what was reported."""
    steps = [step for step, wanted in zip(report_steps.STEPS, (sent, taken, handled, closed), strict=True) if wanted]
    several, page = listing or only_open, form is not Format.TERMINAL or output is not None
    asks = bool(steps) or not (message or name or several)
    apart = [several and name, asks and page, not asks and (petugas or jam), message and form is not Format.TERMINAL]
    if len(steps) + message + several > 1 or any(apart):
        example = ("--daftar", "--format", "json") if page else ("--nomor", "14", "--terkirim")
        raise Stop(
            Exit.USAGE,
            _("These options do not go together: one command does one thing with a report."),
            todo=_("Example: {example}").format(example=command("lapor", *example)),
        )
    if asks:
        ask.need_terminal(_("For scripts: `pilkada-check lapor --daftar --format json`."))
    if steps:
        report_steps.follow(folder, name, steps[0], petugas, jam)
    elif message:
        report_pages.show_message(folder, _named(name), output)
    elif name:
        report_pages.show_one(folder, name, form=form, output=output)
    elif several:
        report_pages.show_list(folder, only_open=only_open, form=form, output=output)
    else:
        new(folder, petugas, jam)
    return Exit.DONE


def _named(name: str) -> str:
    """The report whose message is wanted must be named. Raises Stop."""
    if not name:
        raise Stop(
            Exit.USAGE,
            _("--pesan needs the number of a report."),
            todo=_("Example: {example}").format(example="pilkada-check lapor --nomor 14 --pesan"),
        )
    return name


def new(folder: Path, petugas: str = "", jam: str = "") -> None:
    """Ask, record, and show the message."""
    office = opened(folder, jam)
    ask.tell(_("RISK REPORT to {posko}").format(posko=literal(office.posko) or _("the posko")))
    ask.tell(_("Recorded once the last question is answered. Leave without: .q"), "  ")
    told = None
    with ask.leaving(lambda: ask.tell(_("Nothing was recorded."), "  ")):
        what = report_ask.what()
        where, target = report_ask.where(office)
        since, done, sure = report_ask.since(office), report_ask.done(), report_ask.sure()
        officer = report_ask.who(office, _("Who reports it (number or name)"), petugas)
        told = Told(what, where, since, done, sure, officer, target)
    if told is not None:
        _record(office, told)


def _record(office: Office, told: Told) -> None:
    """On the disk first; then what to send, and whether it was sent."""
    reported = report_ask.record(office, told)
    with ask.leaving(lambda: ask.tell(_("It is recorded, not as sent."), "  ")):
        report_ask.send(office, reported, shelf_of(office.root).labels[reported.report])


def from_walk(found: FromWalk, session: Session) -> None:
    """Report a risk out of a walk, by its clock and its officer; the walk goes on where it was.

    With an answer, it is the risk that was just recorded: what and done are known, and it is offered first.
    """
    task = session.task
    office = Office(task.workspace.root, task.workspace.unit, task.workspace.book, session.clock)
    item, answer = found.place.item, found.answer
    if answer is not None and not ask.yes(_("NOTED as a risk report. Send it now?"), "  "):
        ask.tell(_("The answer is stored; the posko has not been told. To tell it later: .l"), "  ")
        return
    told = None
    restricted = answer is not None and item.sensitive
    with ask.leaving(lambda: ask.tell(_("Nothing was reported."), "  ")):
        what = report_ask.what() if answer is None else item.text.say(lang()).rstrip(" ?")
        here = "" if task.target == UNIT else place_of(office.book, task.checklist.target, task.target)
        where, _target = report_ask.where(office, here)
        since = report_ask.since(office)
        done = report_ask.done() if answer is None else answer.note
        told = Told(
            what, where, since, done, report_ask.sure(), task.officer, task.target, task.round, task.checklist.id,
            item.id, restricted,
        )  # fmt: skip
    if told is not None:
        _record(office, told)
