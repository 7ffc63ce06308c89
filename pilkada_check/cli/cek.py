"""`cek`: one officer walks a list on one target; every answer is on disk before the next question."""

import os
from contextlib import suppress
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from msgspec.structs import replace

from pilkada_check.cli import ask, choose, takeup, walking
from pilkada_check.cli.clock import Clock, settle
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.now import moment
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import Workspace, open_unit, records_of, verdict_on
from pilkada_check.files.copies import newest_time
from pilkada_check.files.kept import device
from pilkada_check.model.events import By
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.record import Record
from pilkada_check.rules.walk import Place, places
from pilkada_check.views.titles import target_name
from pilkada_check.words import N_, _

MANUAL = N_(
    "Asks each item of a list on one target and records every answer at once. Stop at any time with .q, Ctrl-C or by "
    "closing the window: what was answered is saved, and the same command goes on from there. At the end the record is "
    "sealed, now or later with --segel. Keys in the walk: .k back, .n later, .tb does not apply, .c note, .7 to item "
    "7, .d items, .? help, .q save and leave."
)


def run(
    daftar: Annotated[str, typer.Argument(metavar=N_("LIST"), help=N_("Which list; without it you choose."))] = "",
    folder: Folder = HERE,
    sasaran: Annotated[str, typer.Option(metavar=N_("TARGET"), help=N_("What is looked at."))] = "",
    petugas: Annotated[str, typer.Option(metavar=N_("NUMBER"), help=N_("The officer's number (NRP)."))] = "",
    bagian: Annotated[
        str, typer.Option(metavar=N_("SECTION"), help=N_("Only this section: its number or words."))
    ] = "",
    temuan: Annotated[bool, typer.Option("--temuan", help=N_("Only what does not meet it or is missing."))] = False,
    segel: Annotated[bool, typer.Option("--segel", help=N_("Seal a record that was left open."))] = False,
    jam: Annotated[
        str, typer.Option(metavar=N_("MOMENT"), help=N_("The clock of this round, for practice; marked as typed."))
    ] = "",
) -> int:
    """Walk one list on one target, or seal what was walked."""
    ask.need_terminal(_("For scripts: `pilkada-check ringkasan --format json` and `pilkada-check validasi`."))
    workspace = open_unit(folder)
    if temuan and segel:
        raise Stop(Exit.USAGE, _("--temuan and --segel do not go together: first walk, then seal."))
    clock = _clock(workspace, jam)
    petugas = choose.number(workspace, petugas)
    one = choose.checklist(workspace, daftar)
    target, row = choose.target(workspace, one, sasaran)
    env = environment(workspace.unit, workspace.book, one.target, row)
    task = Task(workspace, one, target, env, (), By(""), findings=temuan, folder=folder)
    task = replace(task, clock=("--jam", jam) if jam else ())
    Session(task, clock, ()).need_room()
    if segel:
        return _seal(replace(task, officer=choose.officer(workspace, petugas)), clock)
    section = choose.section(one, bagian)
    asks = places(one, lambda item: asked(item, env), section)
    if temuan:
        asks = _open_findings(task, asks, clock)
    if not asks:
        ask.tell(_("Nothing to check again here.") if temuan else _("No item of this list is asked here."))
        return Exit.DONE
    options = [*(["--bagian", str(section)] if section else []), *(["--temuan"] if temuan else [])]
    task = replace(task, places=asks, options=tuple(options))
    walking.head(task)
    return _round(replace(task, officer=choose.officer(workspace, petugas)), clock)


def _clock(workspace: Workspace, jam: str) -> Clock:
    """The clock of the round; asks the moment where the machine's cannot be right. Raises Stop, OSError."""
    zone = ZoneInfo(workspace.unit.timezone)
    typed = moment(jam, "--jam", zone) if jam else None
    clock = Clock(zone, newest_time(workspace.root, device(workspace.root, os.urandom(4))), typed)
    settle(clock)
    return clock


def _open_findings(task: Task, asks: tuple[Place, ...], clock: Clock) -> tuple[Place, ...]:
    """Of these items those that fail, are in dispute, have no answer that counts, or a follow-up that is open."""
    items = verdict_on(task.workspace, task.checklist, task.target, clock.now().at).items

    def wanted(item_id: str) -> bool:
        state = items[item_id]
        return not state.counts or state.state in {"fail", "dispute"} or state.standing.follow_up is not None

    return tuple(place for place in asks if wanted(place.item.id))


def _records(task: Task) -> list[Record]:
    return records_of(task.workspace, task.checklist.id, task.target)


def _round(task: Task, clock: Clock) -> int:
    """Begin or go on, walk, and at the end offer the seal."""
    records = _records(task)
    mine = takeup.own(records, task)
    with Session(task, clock, [record.id for record in records]) as session:
        try:
            if mine:
                chosen = takeup.offer(task, session, mine[-1])
                if chosen is takeup.Chosen.LEAVE:
                    return Exit.DONE
                if chosen is takeup.Chosen.SEAL:
                    walking.end(task, session)
                    return Exit.DONE
            takeup.name_others(records, task, but=mine[-1].id if mine else "")
            walking.announce(task, clock)
            walking.walk(task, session)
        except ask.Quit:
            walking.left(task, session)
        except KeyboardInterrupt:
            with suppress(OSError):  # the window may be gone
                ask.say("")
                walking.left(task, session)
            raise
    return Exit.DONE


def _seal(task: Task, clock: Clock) -> int:
    """Seal a record of this officer that was left open. Raises Stop."""
    records = _records(task)
    mine = takeup.own(records, task)
    takeup.name_others(records, task, but=mine[-1].id if mine else "")
    if not mine:
        raise Stop(
            Exit.FAILED,
            _("There is no open record of this officer on {target}.").format(target=target_name(task.target)),
            todo=_("Begin one with: {command}").format(command=task.command()),
        )
    with Session(task, clock, ()) as session:
        if session.take_up(mine[-1]).torn:
            session.go_on()
        try:
            walking.end(task, session)
        except ask.Quit:
            walking.not_sealed(task)
    return Exit.DONE
