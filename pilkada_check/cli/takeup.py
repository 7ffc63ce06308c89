"""Records that were not finished: this officer's is offered again, those of others are named."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto

from pilkada_check.cli import ask, walking
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.round import Session, Task
from pilkada_check.files.journal import Journal
from pilkada_check.files.kept import device_if_any
from pilkada_check.files.workspace import definition
from pilkada_check.model.events import Answered, By, Opened, Resumed
from pilkada_check.model.text import bare
from pilkada_check.rules.due import calendar
from pilkada_check.rules.record import Record
from pilkada_check.rules.veil import veiling
from pilkada_check.rules.walk import latest
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.titles import target_name
from pilkada_check.views.walk import last_stored
from pilkada_check.words import _, ngettext


class Chosen(Enum):
    """What the officer wants with his unfinished record."""

    WALK = auto()
    SEAL = auto()
    LEAVE = auto()


def own(records: Sequence[Record], task: Task) -> list[Record]:
    """The records of this round that this officer may go on with (only the same number may), newest last. Raises Stop.

    A number that petugas.csv does not know is only as good as the name beside it: under another name nobody goes on.
    """
    mine = [record for record in _open(records, task) if _mine(record, task) and not record.damaged]
    for record in mine:
        theirs = record.opened.officer.name
        known = bare(task.officer.number) in task.workspace.unit.officers
        if not known and bare(theirs) != bare(task.officer.name):
            raise Stop(
                Exit.FAILED,
                _("Under the number {number} {officer} has begun here, not {name}.").format(
                    number=literal(task.officer.number), officer=literal(theirs), name=literal(task.officer.name)
                ),
                _("Only that officer may go on with it. Nothing was changed."),
                _("Check the number; an officer who is in petugas.csv is known by it alone."),
            )
    return sorted(mine, key=lambda record: record.latest or record.opened.at)


def _open(records: Sequence[Record], task: Task) -> list[Record]:
    return [record for record in records if record.opened.round == task.round and not record.ended]


def _mine(record: Record, task: Task) -> bool:
    return bare(record.opened.officer.number) == bare(task.officer.number)


def name_others(records: Sequence[Record], task: Task, *, but: str) -> None:
    """Name every other record of this round that is open, and why it is left alone.

    While a ricek is running nothing more of a cek is said than whose it is.
    """
    hidden = task.round == "cek" and veiling(records)
    for record in _open(records, task):
        if record.id == but:
            continue
        answers = len({look.answer.item for look in record.looks})
        text = ngettext("{officer}, {n} answer", "{officer}, {n} answers", answers)
        text = _who(record.opened.officer) if hidden else text.format(officer=_who(record.opened.officer), n=answers)
        if record.damaged:
            said = _("Damaged, so nobody goes on with it: {record}.")
        elif _mine(record, task):
            said = _("Also unfinished, and offered after this one: {record}.")
        else:
            said = _("Also unfinished here: {record}. Only that officer may go on with it.")
        ask.tell(said.format(record=text), "  ")


def offer(task: Task, session: Session, record: Record) -> Chosen:
    """Offer an unfinished record again, with its lock held. Raises Stop.

    Started anew, the old record is cancelled and the session begins one of its own.
    """
    journal = session.take_up(record)
    events = [event for event in journal.events if isinstance(event, Answered)]
    answers = latest(events)
    kept, told = _still_good(task, session, journal, answers)
    session.answers, session.last = kept, events[-1] if events else None
    whole = not task.findings and walking.begun(task, session).done
    asked = {place.item.id: number for number, place in enumerate(task.places, 1)}
    head = (
        _("All answered, not sealed yet: {round} {list}, {target}, {officer}")
        if whole
        else _("Unfinished: {round} {list}, {target}, {officer}")
    )
    head = head.format(
        round=task.round.upper(),
        list=task.title,
        target=target_name(task.target),
        officer=_who(record.opened.officer),
    )
    ask.tell(head)
    elsewhere = _elsewhere(task, record)
    for line in [_progress(session, journal, kept, asked), *told]:
        ask.tell(line, "  ")
    if elsewhere:
        ask.tell(_("Begun on another computer."), "  ")
        text = _(
            "Go on with it or close it here only if it has stopped there: continued on both, it counts as damaged."
        )
        ask.tell(text, "  ")
    if events:
        last = events[-1]
        item = next((one for one in task.checklist.items() if one.id == last.item), None)
        if item is not None:
            ask.say(*last_stored(asked.get(item.id, 0), item, last, ask.width(), "  "))
    own_one = [_("begin one of your own here; that of the other computer stays as it is")] if elsewhere else []
    if whole:
        return _sealing(session, journal, own_one)
    return _going_on(session, journal, len(answers), own_one)


def _elsewhere(task: Task, record: Record) -> bool:
    """A copy of a record from another device: going on in both would damage it (rules.md 1). Raises OSError."""
    return record.opened.source != "example" and record.opened.device != device_if_any(task.workspace.root)


def _sealing(session: Session, journal: Journal, own_one: list[str]) -> Chosen:
    """Everything is answered: seal it, walk all of it again, or leave it alone and begin one's own."""
    choice = ask.pick([_("seal it now"), _("go through it again"), *own_one], _("Choose"), zero=_("back"))
    if choice == 3:
        session.set_aside()
        return Chosen.WALK
    if choice == 2 or journal.torn:
        session.go_on()
    session.again = choice == 2
    return (Chosen.LEAVE, Chosen.SEAL, Chosen.WALK)[choice]


def _going_on(session: Session, journal: Journal, answers: int, own_one: list[str]) -> Chosen:
    """Go on, give up what was answered (that is asked once more), or leave it alone and begin one's own."""
    rows = [_("go on"), _("start anew (the old one is closed as cancelled and kept)"), *own_one]
    while True:
        choice = ask.pick(rows, _("Choose"), zero=_("back"))
        if choice == 2:
            text = ngettext(
                "{n} answer will not count any more. Start anew?",
                "{n} answers will not count any more. Start anew?",
                answers,
            )
            if not ask.yes(text.format(n=answers)):
                continue
            session.cancel()
            return Chosen.WALK
        if choice == 3:
            session.set_aside()
            return Chosen.WALK
        if choice == 1 or journal.torn:
            session.go_on()
        return Chosen.WALK if choice == 1 else Chosen.LEAVE


def _progress(session: Session, journal: Journal, kept: Mapping[str, Answered], asked: Mapping[str, int]) -> str:
    """How far, how old, what comes next, and what a power cut left behind."""
    newest = (session.last or journal.events[0]).at.astimezone(session.clock.zone)  # opening it again answers nothing
    now = session.clock.told()
    hour = moments.hour(newest)
    if newest.date() != now.date():
        hour = f"{moments.near_day(newest, now)} {hour}"
    done = len(asked.keys() & kept.keys())
    text = _("{n} of {total} items, the last at {hour} ({ago}).").format(
        n=done, total=len(asked), hour=hour, ago=moments.ago(newest, now)
    )
    empty = next((number for name, number in asked.items() if name not in kept), 0)
    if empty:
        text += " " + _("Item {n} is not recorded yet.").format(n=empty)
    if journal.torn:
        cut = ngettext(
            "{n} half-written byte was cut off; it is kept beside the record.",
            "{n} half-written bytes were cut off; they are kept beside the record.",
            journal.torn,
        )
        text += " " + cut.format(n=journal.torn)
    return text


def _still_good(
    task: Task, session: Session, journal: Journal, answers: Mapping[str, Answered]
) -> tuple[dict[str, Answered], list[str]]:
    """The answers that still answer what is asked today, and what becomes of the others.

    Where the list was edited, items of another form are asked again (design 4); so is what is too old (rules.md 7).
    Each answer belongs to the list as it was when it was given, not to the one under which the record went on last.
    """
    one, told = task.checklist, []
    asked = _asked_under(journal)
    now = {item.id: item.form for item in one.items()}
    forms = {digest: _forms(task, digest) for digest in {one.sha256, *asked.values()}}
    kept = {
        name: answer for name, answer in answers.items() if name in now and forms[asked[name]].get(name) == now[name]
    }
    if any(digest != one.sha256 for digest in asked.values()):
        told.append(_edited(len(answers) - len(kept)))
    due = calendar(one, date.fromisoformat(task.workspace.unit.election_day), session.clock.zone)
    at = session.clock.now().at
    fresh = {name: answer for name, answer in kept.items() if due.fresh(answer.at, at)}
    old = len(kept) - len(fresh)
    if old:
        text = ngettext(
            "{n} answer is too old by now and is asked again.",
            "{n} answers are too old by now and are asked again.",
            old,
        )
        told.append(text.format(n=old))
    return fresh, told


def _asked_under(journal: Journal) -> dict[str, str]:
    """Per item the SHA-256 of the list under which its last answer was given."""
    found, digest = {}, ""
    for event in journal.events:
        match event:
            case Opened() | Resumed():
                digest = event.definition
            case Answered():
                found[event.item] = digest
    return found


def _forms(task: Task, digest: str) -> dict[str, tuple[object, ...]]:
    """What each item of that list asked; nothing where the list is not at hand."""
    then = task.checklist if digest == task.checklist.sha256 else definition(task.workspace, digest)
    return {item.id: item.form for item in then.items()} if then is not None else {}


def _edited(again: int) -> str:
    if not again:
        return _("The list was edited since; every answer stays.")
    text = ngettext(
        "The list was edited since; {n} answer is asked again.",
        "The list was edited since; {n} answers are asked again.",
        again,
    )
    return text.format(n=again)


def _who(by: By) -> str:
    return literal(by.post or by.name or by.number)
