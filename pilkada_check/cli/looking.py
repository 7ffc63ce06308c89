"""Looking at the first count on purpose while a ricek is running: asked who and why, and written into its record."""

from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli import ask
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import Workspace, evidence
from pilkada_check.files.copies import longest_copies, newest_time
from pilkada_check.files.journal import Journal, Unfit
from pilkada_check.files.kept import device_if_any
from pilkada_check.files.lock import Locked
from pilkada_check.model.events import Looked
from pilkada_check.rules.record import Record
from pilkada_check.rules.veil import hiding, to_look_at
from pilkada_check.rules.walk import read_name
from pilkada_check.words import _, lang


def look(workspace: Workspace) -> None:
    """Ask who looks and why, and write it into every ricek that hides something (rules.md 29). Raises Stop, OSError.

    All of them are taken before one is written, so nothing is told of a look that did not take place.
    """
    ask.need_terminal(_("Without --buka: `pilkada-check ringkasan`."))
    records = evidence(workspace).records
    found = sorted(to_look_at(records), key=lambda one: one.id)
    if not found:
        ask.tell(
            _("Of what a ricek is looking at nothing else is here: there is nothing to show.")
            if hiding(records)
            else _("No ricek is running here: nothing is hidden.")
        )
        return
    ask.tell(_("Looking at it is written into the record of the ricek, and shown beside its result for good."))
    paths = longest_copies(workspace.root)
    with ExitStack() as held:
        journals = [held.enter_context(_taken(record, paths.get(record.id))) for record in found]
        example = _("the commander must report at 08.00")
        name = ask.until(
            _("Name of whoever looks"), lambda text: read_name(text, lang=lang()), example=_("Example Officer")
        )
        reason = ask.until(
            _("Why it must be looked at now"), lambda text: read_name(text, lang=lang()), example=example
        )
        clock = Clock(ZoneInfo(workspace.unit.timezone), newest_time(workspace.root, device_if_any(workspace.root)))
        for record, journal in zip(found, journals, strict=True):
            now = clock.now()
            journal.append(Looked(record.id, now.at, name, reason, now.raw))


def _taken(record: Record, path: Path | None) -> Journal:
    """The record's file, locked. Raises Stop."""
    try:
        if path is not None:
            return Journal.resume(path, cancelled=True)
    except Locked:
        raise Stop(
            Exit.FAILED,
            _("A ricek is running in another window: its record cannot be written now."),
            _("Nothing was shown."),
            _("Let the ricek be finished, or interrupt it there with .q first."),
        ) from None
    except Unfit:
        pass
    raise Stop(
        Exit.FAILED,
        _("The record of the ricek cannot be written: {path}.").format(path=path or record.id),
        _("Its file is damaged, or is not where records lie."),
        _("Nothing was shown."),
    )
