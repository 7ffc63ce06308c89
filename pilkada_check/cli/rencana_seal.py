"""A sample plan put on disk: written, sealed, and only then shown; one that was cut off before its seal is sealed."""

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pilkada_check.cli import ask
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import evidence
from pilkada_check.files.kept import device
from pilkada_check.model.events import Planned
from pilkada_check.rules.draw import draw, lots, seed
from pilkada_check.rules.plans import to_draw_from
from pilkada_check.rules.record import Record
from pilkada_check.views import planning
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.moments import full_moment
from pilkada_check.words import _


class Plan(Struct, frozen=True):
    """The next plan of a list before it is drawn: its number, the rows it draws from, and those always re-checked."""

    task: Task
    number: int
    rows: tuple[str, ...]
    always: tuple[str, ...]
    seen: tuple[str, ...]


def next_plan(task: Task, clock: Clock) -> Plan:
    """The next plan of the list, as of now."""
    one = task.checklist
    found = evidence(task.workspace, list_id=one.id)
    rows, always = to_draw_from(found, one, clock.told())
    plans = [record for record in found.records if record.opened.round == "rencana"]
    last = max((record.planned.number for record in plans if record.planned is not None), default=0)
    return Plan(task, last + 1, tuple(rows), tuple(always), tuple(record.id for record in plans))


def again(task: Task, *options: str) -> str:
    """The command that draws for the same list."""
    return command("rencana", task.checklist.id, *options, *task.clock)


def write(plan: Plan, size: int, people: Sequence[str], words: Sequence[str], clock: Clock) -> None:
    """Put the plan on disk, seal it, and only then show what was drawn. Raises Stop, OSError."""
    task, one = plan.task, plan.task.checklist
    latest = next_plan(task, clock)
    if (latest.number, latest.rows, latest.seen) != (plan.number, plan.rows, plan.seen):
        raise Stop(
            Exit.FAILED,
            _("Nothing was drawn: meanwhile another window or a bundle changed what there is to draw from."),
            todo=_("Begin again: {command}").format(command=again(task)),
        )
    unit = task.workspace.unit
    text = seed(unit.full_path, one.id, unit.election_day, plan.number, words)
    ask.tell(_("Seed: {seed}").format(seed=literal(text)))
    drawn = draw(text, plan.rows, size)
    with Session(task, clock, plan.seen) as session:
        journal, now = session.begin(), clock.now()
        planned = Planned(
            session.record,
            now.at,
            text,
            len(plan.rows),
            size,
            drawn,
            plan.always,
            plan.rows,
            plan.number,
            tuple(words),
            tuple(people),
            raw=now.raw,
        )
        journal.append(planned)
        session.seal()
    _told(task, planned, session.path)


def _told(task: Task, planned: Planned, path: Path) -> None:
    """What was drawn, lot by lot, once it is sealed; and what is to be done now."""
    one = task.checklist
    ask.tell(_("Sealed: {path}").format(path=path.relative_to(task.workspace.root).as_posix()))
    thrown = lots(planned.seed, planned.population, planned.size)
    ask.say(*planning.lot_lines(thrown, planned.rows, ask.width()))
    if planned.always:
        ask.tell(_("In any case: {names}.").format(names=planning.names(planned.always)), "  ")
    ask.tell(_("They owe a ricek; those that were not drawn owe none."))
    ask.tell(_("Next: {command}").format(command=command("ricek", one.id, *task.clock)))
    check = command("rencana", one.id, "--periksa")
    ask.tell(_("By hand: docs/uji-petik.md. To draw it again: {command}").format(command=check))


def finish(task: Task, clock: Clock) -> bool:
    """A plan of this computer that was cut off before its seal is sealed first; whether there was one that was drawn.

    Its lot was cast and stays cast, so it is never drawn anew. One that was cut off before the lot is closed.
    """
    mine = device(task.workspace.root, os.urandom(4))
    for record in evidence(task.workspace, list_id=task.checklist.id).records:
        opened = record.opened
        if opened.round != "rencana" or opened.device != mine or record.ended or record.damaged:
            continue
        with Session(task, clock, ()) as session:
            if record.planned is None:
                session.take_up(record)
                session.cancel()
                continue
            return _finish_drawn(task, session, record)
    return False


def _finish_drawn(task: Task, session: Session, record: Record) -> bool:
    """Seal a plan that was drawn and cut off, if the user wants to; otherwise it waits."""
    if record.planned is None:
        raise AssertionError("it was drawn")
    when = full_moment(record.opened.at.astimezone(session.clock.zone), task.workspace.unit.timezone)
    ask.tell(
        _("Plan {number} of {when} was cut off before its seal. Its lot is cast and stays so.").format(
            number=record.planned.number, when=when
        )
    )
    if not ask.yes(_("Seal it now?")):
        ask.tell(_("Left as it is: as long as it is not sealed, every target owes its ricek, and no other is drawn."))
        return True
    if session.take_up(record).torn:
        session.go_on()
    session.seal()
    ask.tell(_("Seed: {seed}").format(seed=literal(record.planned.seed)))
    _told(task, record.planned, session.path)
    return True
