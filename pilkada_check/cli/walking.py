"""A walk at a terminal: its head, and every question with its answer on disk before the next."""

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

from pilkada_check.cli import ask
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.round import Session, Task
from pilkada_check.rules.due import calendar
from pilkada_check.rules.facts import missing
from pilkada_check.rules.walk import Effect, Left, Plan, Report, Walk, Write
from pilkada_check.views import moments
from pilkada_check.views.lines import apart, literal
from pilkada_check.views.question import NARROW, Screen, question
from pilkada_check.views.question import ask as asking
from pilkada_check.views.titles import target_name
from pilkada_check.views.walk import lacking, said
from pilkada_check.words import _, lang, ngettext

MOST_FACTS = 5  # that are named before the first question: whoever counts cannot fill them in


def head(task: Task) -> None:
    """One line: what is checked, and how much."""
    total = len(task.places)
    if task.blind and all(place.item.critical for place in task.places):
        much = ngettext("{n} critical item", "{n} critical items", total).format(n=total)
    else:
        much = ngettext("{n} item", "{n} items", total).format(n=total)
    minutes = _minutes(task)
    if minutes:
        much += ", " + _("about {n} minutes").format(n=minutes)
    title = f"{task.round.upper()} {task.title} - {target_name(task.target)}"
    width = ask.width()
    if width < NARROW:
        ask.tell(f"{title}, {much}")
    else:
        ask.say(*apart(title, much, width))
    if task.blind:
        ask.tell(_("Count for yourself. The result of the first check is not shown and need not be asked for."))


def _minutes(task: Task) -> int:
    """How long it takes: as the list says; of a ricek its share, to the next five minutes. 0: nobody knows."""
    one, of = task.checklist, len(list(task.checklist.items()))
    if not one.minutes or not task.blind:
        return 0 if task.options else one.minutes or 0
    return ceil(one.minutes * len(task.places) / of / 5) * 5


def announce(task: Task, clock: Clock) -> None:
    """Before the first question: what to bring, missing facts, a due moment about to begin."""
    one, margin = task.checklist, "  "
    if one.own:
        ask.tell(_("The unit's own list."), margin)
    if one.bring is not None:
        ask.tell(_("To bring: {things}.").format(things=literal(one.bring.say(lang()))), margin)
    ask.tell(_("You may stop at any time: .q; help: .?"), margin)
    facts = [] if task.blind else _missing_facts(task)  # they would say what is required
    if facts:
        ask.tell(_("Facts that are missing (the answers are kept and judged once they are there):"), margin)
    for line in facts[:MOST_FACTS]:
        ask.tell(line, "    ")
    if len(facts) > MOST_FACTS:
        ask.tell(_("and {n} more").format(n=moments.number(len(facts) - MOST_FACTS)), "    ")
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


def begun(task: Task, session: Session) -> Walk:
    """The walk at its first question, or `done` where every item has its answer."""
    plan = Plan(task.checklist, task.places, task.env, session.clock.zone, lang(), session.record, blind=task.blind)
    again = [place.item.id for place in task.places] if session.again else []
    return Walk(plan, session.answers, session.last, again)


def drive(one: Walk, task: Task, session: Session) -> None:
    """Ask until nothing is left to ask. Raises Quit, KeyboardInterrupt, OSError."""
    while not one.done:
        do(asked(one, task, session), session, screen(task, session.clock))


def asked(one: Walk, task: Task, session: Session) -> list[Effect]:
    """Show what is asked now, and take what is typed: its effects, still to be carried out."""
    view, prompt = screen(task, session.clock), one.prompt
    if prompt.fresh:
        ask.say("", *question(prompt, view))
    try:
        typed = ask.line("\n".join(asking(prompt, view)))
    except EOFError:
        raise KeyboardInterrupt from None
    session.watch_clock()
    return one.enter(typed, session.clock.now())


def do(effects: Iterable[Effect], session: Session, view: Screen) -> None:
    """Carry effects out in their order: what must be on disk is there before anything that follows is shown."""
    for effect in effects:
        match effect:
            case Write():
                session.write(effect.event)
            case Left():
                raise ask.Quit
            case Report():
                from pilkada_check.cli.lapor import from_walk

                from_walk(effect, session)
            case _:
                ask.say(*said(effect, view))


def screen(task: Task, clock: Clock) -> Screen:
    """The screen as wide as it is now."""
    facts = task.workspace.book.seen_from(task.checklist.target)
    later = moments.short_day(clock.told() + timedelta(days=1)) + (" 15.00" if lang() == "id" else " 15:00")
    return Screen(task.title, facts, task.env, ask.width(), later)
