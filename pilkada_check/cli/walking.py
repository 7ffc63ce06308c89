"""A walk at a terminal: its head, every question with its answer on disk before the next, and its end."""

from collections.abc import Iterable
from datetime import date, timedelta

from pilkada_check.cli import ask
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.commands import command as command_of
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import verdict_on
from pilkada_check.rules.due import calendar
from pilkada_check.rules.facts import missing
from pilkada_check.rules.walk import Effect, Left, Plan, Walk, Write
from pilkada_check.views import moments
from pilkada_check.views.lines import ends, literal
from pilkada_check.views.question import NARROW, Screen, question
from pilkada_check.views.question import ask as asking
from pilkada_check.views.round_end import round_end, verdict_line
from pilkada_check.views.titles import target_name
from pilkada_check.views.walk import lacking, said
from pilkada_check.words import _, lang, ngettext


class Back(Exception):
    """A command led from the end of the walk back into it."""


def head(task: Task) -> None:
    """One line: what is checked, and how much."""
    one, total = task.checklist, len(task.places)
    much = ngettext("{n} item", "{n} items", total).format(n=total)
    if one.minutes and not task.options:
        much += ", " + _("about {n} minutes").format(n=one.minutes)
    title = f"{task.round.upper()} {task.title} - {target_name(task.target)}"
    width = ask.width()
    if width < NARROW:
        ask.tell(f"{title}, {much}")
    else:
        ask.say(ends(title, much, width))


def announce(task: Task, clock: Clock) -> None:
    """Before the first question: what to bring, missing facts, a due moment about to begin."""
    one, margin = task.checklist, "  "
    if one.own:
        ask.tell(_("The unit's own list."), margin)
    if one.bring is not None:
        ask.tell(_("To bring: {things}.").format(things=literal(one.bring.say(lang()))), margin)
    ask.tell(_("You may stop at any time: .q; help: .?"), margin)
    facts = _missing_facts(task)
    if facts:
        ask.tell(_("Facts that are missing (the answers are kept and judged once they are there):"), margin)
    for line in facts:
        ask.tell(line, "    ")
    now = clock.told()
    for moment in calendar(one, date.fromisoformat(task.workspace.unit.election_day), clock.zone).moments:
        if moment.start is not None and timedelta() < moment.start - now <= timedelta(hours=2):
            text = _("{moment} begins at {hour}: answers given before that will not count for it.")
            ask.tell(text.format(moment=moment.text, hour=moments.hour(moment.start)), margin)


def _missing_facts(task: Task) -> list[str]:
    """Every fact that the requirements name and nothing gives, once."""
    names: dict[str, None] = {}
    for place in task.places:
        for expression in place.item.expressions:
            names.update(dict.fromkeys(missing(expression, task.env)))
    facts = task.workspace.book.seen_from(task.checklist.target)
    return [lacking([name], facts) for name in names]


def walk(task: Task, session: Session) -> None:
    """Drive the walk to its end, and offer the seal. Raises Quit when the officer leaves."""
    one = begun(task, session)
    while True:
        _drive(one, task, session)
        try:
            if _gaps_stay(one, task, session):
                end(task, session, one)
                return
        except Back:
            continue
        one.resume_left()


def begun(task: Task, session: Session) -> Walk:
    """The walk at its first question, or `done` where every item has its answer."""
    plan = Plan(task.checklist, task.places, task.env, session.clock.zone, lang(), session.record)
    again = [place.item.id for place in task.places] if session.again else []
    return Walk(plan, session.answers, session.last, again)


def _drive(one: Walk, task: Task, session: Session) -> None:
    while not one.done:
        view = _screen(task, session.clock)
        prompt = one.prompt
        if prompt.fresh:
            ask.say("", *question(prompt, view))
        try:
            typed = ask.line("\n".join(asking(prompt, view)))
        except EOFError:
            raise KeyboardInterrupt from None
        session.watch_clock()
        _do(one.enter(typed, session.clock.now()), session, view)


def _do(effects: Iterable[Effect], session: Session, view: Screen) -> None:
    """Carry effects out in their order: what must be on disk is there before anything that follows is shown."""
    for effect in effects:
        match effect:
            case Write():
                session.write(effect.event)
            case Left():
                raise ask.Quit
            case _:
                ask.say(*said(effect, view))


def _screen(task: Task, clock: Clock) -> Screen:
    """The screen as wide as it is now."""
    facts = task.workspace.book.seen_from(task.checklist.target)
    later = moments.short_day(clock.told() + timedelta(days=1)) + (" 15.00" if lang() == "id" else " 15:00")
    return Screen(task.title, facts, task.env, ask.width(), later)


def _gaps_stay(one: Walk, task: Task, session: Session) -> bool:
    """Whether the walk ends here: nothing is left, or the officer ends it with gaps. Raises Back, Quit."""
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
    _do(one.enter(text, session.clock.now()), session, _screen(task, session.clock))
    if not one.done:
        raise Back


def end(task: Task, session: Session, one: Walk | None = None) -> None:
    """The last screen, and the seal. With `one` a command may lead back into the walk. Raises Back, Quit."""
    if session.journal is None:
        _nothing(session)
        return
    before = verdict_on(task.workspace, task.checklist, task.target, session.clock.now().at)
    events = session.journal.events
    span = (
        events[0].at.astimezone(session.clock.zone),
        max(event.at for event in events).astimezone(session.clock.zone),
    )
    ask.say("", *round_end(before, task.title, target_name(task.target), span, ask.width()))
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
    after = verdict_on(task.workspace, task.checklist, task.target, session.clock.now().at)
    ask.tell(_("State: {readiness}").format(readiness=verdict_line(after)), " ")
    ask.tell(_("The whole unit: {command}").format(command=command_of("ringkasan", folder=task.folder)), " ")


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
