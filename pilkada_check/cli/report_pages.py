"""Risk reports shown: the list, one of them, or its message alone, in every format; no terminal is needed."""

from collections.abc import Callable
from pathlib import Path

from pilkada_check.cli import now
from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.output import Format
from pilkada_check.cli.report_office import shelf_of, unit_at, zone_of
from pilkada_check.cli.report_steps import find
from pilkada_check.rules.reports import Report
from pilkada_check.views import report_rows, reports
from pilkada_check.views.commands import command
from pilkada_check.views.report_message import message as message_of
from pilkada_check.views.reports import Desk
from pilkada_check.views.sheet import Sheet
from pilkada_check.words import _, lang, speaking


def desk_of(folder: Path, *, private: bool) -> tuple[Path, Desk]:
    """Everything there is to show, now. Raises Stop where there is no workspace."""
    root, unit, _book = unit_at(folder)
    return root, Desk(unit, shelf_of(root), now.system(zone_of(unit)), private=private)


def show_list(folder: Path, *, only_open: bool, form: Format, output: Path | None) -> None:
    """The reports, by state."""
    settled = pages.settled(form, output)
    root, desk = desk_of(folder, private=settled is Format.TERMINAL)
    shown = desk.shelf.open if only_open else desk.shelf.reports
    _put(settled, output, root, desk, shown, lambda: reports.sheet(desk, shown))


def show_one(folder: Path, name: str, *, form: Format, output: Path | None) -> None:
    """One report with its history. Raises Stop."""
    settled = pages.settled(form, output)
    root, desk = desk_of(folder, private=settled is Format.TERMINAL)
    report = find(desk, name)
    label = desk.shelf.labels[report.id]
    told = report.first is not None and not desk.hides(report)
    options = ["--pesan"] * told + ["--terkirim", "--diterima", "--ditangani", "--tutup"] * report.open
    commands = [command("lapor", "--nomor", label, option) for option in options]
    _put(settled, output, root, desk, (report,), lambda: reports.one_report(desk, report, commands))


def _put(
    form: Format, output: Path | None, root: Path, desk: Desk, shown: tuple[Report, ...], page: Callable[[], Sheet]
) -> None:
    def csv() -> str:
        from pilkada_check.views import as_csv

        return as_csv.table(report_rows.COLUMNS, report_rows.rows(desk, shown))

    def json() -> str:
        from pilkada_check.views import as_json

        return as_json.dump(report_rows.document(desk, shown))

    pages.put(form, output, root, page=page, csv=csv, json=json)


def show_message(folder: Path, name: str, output: Path | None) -> None:
    """The message of one report and nothing else, to be piped. Raises Stop."""
    root, desk = desk_of(folder, private=False)
    report = find(desk, name)
    if report.first is None:
        raise Stop(Exit.FAILED, _("The beginning of this report cannot be read, so there is no message."))
    if desk.hides(report):
        raise Stop(
            Exit.FAILED,
            _("It comes from the cek of what a ricek is looking at: not shown until that ricek is sealed."),
        )
    with speaking(desk.unit.lang or lang()):
        text = message_of(report.first, desk.shelf.labels[report.id], desk.unit, desk.moment.tzinfo)
    pages.deliver(text + "\n", output, root)
