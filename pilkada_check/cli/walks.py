"""What `cek` and `ricek` share: the clock, an officer's unfinished record, the walk, and the seal."""

import os
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from pilkada_check.cli import ask, ending, takeup, walking
from pilkada_check.cli.clock import Clock, settle
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.now import moment
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import Workspace, records_of
from pilkada_check.files.copies import newest_time
from pilkada_check.files.kept import device
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import Round
from pilkada_check.rules.record import Record
from pilkada_check.rules.veil import veiling
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.titles import list_title, target_name
from pilkada_check.words import _


def clock_of(workspace: Workspace, jam: str) -> Clock:
    """The clock of the round; asks the moment where the machine's cannot be right. Raises Stop, OSError."""
    zone = ZoneInfo(workspace.unit.timezone)
    typed = moment(jam, "--jam", zone) if jam else None
    clock = Clock(zone, newest_time(workspace.root, device(workspace.root, os.urandom(4))), typed)
    settle(clock)
    return clock


def go(task: Task, clock: Clock, opening: Callable[[], bool] | None = None) -> int:
    """Begin or go on, walk, and at the end offer the seal. Raises Stop.

    `opening` is called before a new record's first question; where it says no, nothing is begun.
    """
    records = _records(task)
    mine = takeup.own(records, task)
    if mine:
        _keep_blind(task, records)
    with (
        Session(task, clock, [record.id for record in records]) as session,
        ask.leaving(lambda: ending.left(task, session)),
    ):
        if mine:
            chosen = takeup.offer(task, session, mine[-1])
            if chosen is takeup.Chosen.LEAVE:
                return Exit.DONE
            if chosen is takeup.Chosen.SEAL:
                ending.end(task, session)
                return Exit.DONE
        takeup.name_others(records, task, but=mine[-1].id if mine else "")
        if session.journal is None and opening is not None and not opening():
            ending.left(task, session)
            return Exit.DONE
        walking.announce(task, clock)
        ending.through(task, session)
    return Exit.DONE


def begun(records: Iterable[Record], one: Checklist, round_: Round, *, to_seal: bool = False) -> list[str]:
    """The targets of those of these records that are of this round and open; `to_seal` one is needed. Raises Stop."""
    ones = [record.opened.target for record in records if record.opened.round == round_ and not record.ended]
    if to_seal and not ones:
        text = _("There is no open record to seal: {round} {list}.")
        begin = _("Begin one with: {command}").format(command=command(round_, one.id))
        raise Stop(Exit.FAILED, text.format(round=round_.upper(), list=list_title(one)), todo=begin)
    return list(dict.fromkeys(ones))


def seal(task: Task, clock: Clock) -> int:
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
            ending.end(task, session)
        except ask.Quit:
            ending.not_sealed(task)
    return Exit.DONE


def refused(task: Task, what: str) -> Stop:
    """Why something of the first count is not shown while a ricek is running here, and what to do (rules.md 29)."""
    ricek = command("ricek", *on_target(task.checklist.id, task.target))
    return Stop(
        Exit.FAILED,
        what,
        _("A ricek of it is running here, or was cancelled and none sealed since: until one is sealed nothing of the "
          "first count is shown, so that nobody counts towards it."),
        _("First the ricek: {command}").format(command=ricek),
    )  # fmt: skip


def _keep_blind(task: Task, records: list[Record]) -> None:
    """Going on with a cek shows what it holds: not while a ricek of the same things is running. Raises Stop."""
    if task.round == "cek" and veiling(records):
        raise refused(task, _("The unfinished cek of this officer is not opened now."))


def _records(task: Task) -> list[Record]:
    return records_of(task.workspace, task.checklist.id, task.target)
