"""The end of a walk: what stays empty, the last screen, the seal, and what is said after it."""

from pilkada_check.cli import ask, walking
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import verdict_on
from pilkada_check.files.journal import Journal
from pilkada_check.model.events import Answered
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.ricek import compare
from pilkada_check.rules.walk import Walk
from pilkada_check.views.attention import at_end
from pilkada_check.views.commands import command as command_of
from pilkada_check.views.commands import on_target
from pilkada_check.views.question import NARROW
from pilkada_check.views.ricek import blind_end, ricek_result
from pilkada_check.views.round_end import round_end, round_head, verdict_line
from pilkada_check.views.titles import target_name
from pilkada_check.words import _, ngettext


class _Back(Exception):
    """A command led from the end of the walk back into it."""


def through(task: Task, session: Session) -> None:
    """Drive the walk to its end, and offer the seal. Raises Quit when the officer leaves."""
    one = walking.begun(task, session)
    while True:
        walking.drive(one, task, session)
        try:
            if _gaps_stay(one, task, session):
                end(task, session, one)
                return
        except _Back:
            continue
        one.resume_left()


def _gaps_stay(one: Walk, task: Task, session: Session) -> bool:
    """Whether the walk ends here: nothing is left, or the officer ends it with gaps. Raises _Back, Quit."""
    left = [number for number in one.left if task.places[number - 1].item.id not in one.answers]
    if not left:  # what was passed over, but has its answer, is no gap
        return True
    ask.say("")
    numbers = ", ".join(map(str, left))
    ask.tell(ngettext("Empty: item {numbers}.", "Empty: items {numbers}.", len(left)).format(numbers=numbers))
    rows = [_("fill them in"), _("end with gaps")]
    return ask.pick(rows, _("Choose"), command=lambda text: _command(text, one, task, session)) == 2


def _command(text: str, one: Walk, task: Task, session: Session) -> None:
    """A command at the end of the walk: it shows something, or leads back into it."""
    walking.do(one.enter(text, session.clock.now()), session, walking.screen(task, session.clock))
    if not one.done:
        raise _Back


def end(task: Task, session: Session, one: Walk | None = None) -> None:
    """The last screen, and the seal. With `one` a command may lead back into the walk. Raises _Back, Quit."""
    if session.journal is None:
        _nothing(session)
        return
    ask.say("", *_screen(task, session, session.journal))
    if ask.width() < NARROW:
        text = _("Seal it? After that it cannot be changed.")
    else:
        text = _("Seal this record? After that it is never changed, only checked again.")
    command = None if one is None else lambda typed: _command(typed, one, task, session)
    if not ask.yes(text, " ", command=command):
        not_sealed(task)
        return
    session.seal()
    ask.tell(_("Sealed and saved: {path}").format(path=session.path.relative_to(task.workspace.root).as_posix()), " ")
    _result(task, session, verdict_on(task.workspace, task.checklist, task.target, session.clock.now().at))
    ask.tell(_("The whole unit: {command}").format(command=command_of("ringkasan", *session.clock.words("--per"))), " ")
    if not task.blind:  # a ricek says so where there is nothing to compare it with
        ask.tell(_("Send it: {command}").format(command=command_of("ekspor")), " ")


def _screen(task: Task, session: Session, journal: Journal) -> list[str]:
    """The last screen before the seal; of a ricek, and while one is running, nothing but how much was answered."""
    part = verdict_on(task.workspace, task.checklist, task.target, session.clock.now().at)
    events, zone, width = journal.events, session.clock.zone, ask.width()
    span = (events[0].at.astimezone(zone), max(event.at for event in events).astimezone(zone))
    head = (task.title, target_name(task.target), span, width)
    if not task.blind and not part.veiled:
        return round_end(part, *head, at_end(part, session.record))
    answered = {event.item for event in events if isinstance(event, Answered)}
    return blind_end(round_head(task.round, *head), [one.item for one in task.places], answered, width)


def _result(task: Task, session: Session, part: Part) -> None:
    """After the seal: what it amounts to, and of a ricek how it compares with the first count."""
    if part.veiled:
        ask.tell(_("A ricek of it is still running here: until it is sealed no result is shown."), " ")
        return
    if not task.blind:
        ask.tell(_("State: {readiness}").format(readiness=verdict_line(part)), " ")
        return
    found = compare(part, session.record)
    ask.say(*ricek_result(part, session.record, found, session.clock.zone, ask.width()))
    ask.tell(_("State: {readiness}").format(readiness=verdict_line(part)), " ")
    if any(one.differs for one in found):
        words = on_target(task.checklist.id, task.target)
        settle = command_of("putuskan", *words, *session.clock.words("--jam"))
        ask.tell(_("Settle what differs, by a third person: {command}").format(command=settle), " ")
    if any(one.cek is None for one in found):
        export = command_of("ekspor")
        ask.tell(_("It is compared once the records meet. Send this one: {command}").format(command=export), " ")


def not_sealed(task: Task) -> None:
    """How to seal the record another time."""
    ask.tell(_("Not sealed. Later: {command}").format(command=task.command("--segel")))


def _nothing(session: Session) -> None:
    if session.anew:
        ask.tell(_("Nothing was answered since; the older answers are kept, closed as cancelled."))
    else:
        ask.tell(_("Nothing was answered; nothing was recorded."))


def left(task: Task, session: Session) -> None:
    """The officer leaves before the end: what is saved, and how to go on."""
    asked = {place.item.id for place in task.places}
    done = len(asked & session.answers.keys())
    if session.journal is None:
        _nothing(session)
        return
    ask.tell(_("Saved: {n} of {total} items.").format(n=done, total=len(asked)))
    if done == len(asked):
        not_sealed(task)
    else:
        ask.tell(_("Go on with: {command}").format(command=task.command()))
