"""One dispute: its answers side by side, a third look or one of theirs, the reason, the ruling, who mends it."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pilkada_check.cli import ask, walking
from pilkada_check.cli.putuskan_records import Rulings
from pilkada_check.cli.round import Session, Task
from pilkada_check.model.events import Answered, Value
from pilkada_check.rules.answers import fits, judge, read_words
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.ricek import others
from pilkada_check.rules.ruling import Dispute, Obstacle, obstacle, opposed, proposed
from pilkada_check.rules.sight import Sight, agree, default_agree
from pilkada_check.rules.walk import Effect, Place, Plan, Taken, Walk, Write
from pilkada_check.views import putuskan as views
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.findings import short_name, sides
from pilkada_check.views.scene import part_name
from pilkada_check.words import _, lang

MOST_NAMES = 3  # of officers who may be called instead


class Desk(NamedTuple):
    """One dispute as it is settled: by whom, in which record."""

    rulings: Rulings
    one: Dispute
    session: Session
    task: Task

    @property
    def place(self) -> Place:
        """The item, in its section."""
        return self.task.places[0]

    @property
    def cek(self) -> str:
        """The command that looks again at what does not pass."""
        words = on_target(self.task.checklist.id, self.task.target)
        return command("cek", *words, "--temuan", *self.rulings.clock.words("--jam"))

    def sight(self, answer: Answered) -> Sight:
        """A ruling that is not written yet, as it will be judged."""
        space, one = self.task.workspace, self.task.checklist
        bench = Bench(Evidence(space.unit, self.session.clock.zone, space.book, (one,), {}, []), one, answer.at)
        return proposed(bench, self.task.env, answer, self.task.officer, self.task.target)

    def obstacle(self, ruling: Sight) -> Obstacle | None:
        """By which rule it would settle nothing."""
        return obstacle(self.one.state.standing, self.one.part.sights[self.one.name], ruling)


class Draft(NamedTuple):
    """A ruling that is not written yet, and what is said once it is."""

    answer: Answered
    effects: Sequence[Effect]


def settle(rulings: Rulings, listed: Dispute, number: int, total: int) -> None:
    """Show one dispute and take its ruling, or say why there can be none. Raises Quit, Stop, OSError."""
    ask.say("")
    one = _now(rulings, listed)
    if one is None:
        _gone(listed)
        return
    item = one.state.item
    section = next(part for part in one.part.checklist.sections if item in part.items)
    desk = Desk(rulings, one, rulings.session(one.part), rulings.task(one.part, (Place(section.title, item),)))
    ask.say(*views.head(one, number, total, ask.width()))
    # Before any answer is shown: one of unknown outcome stands for whatever he may rule.
    unknown = desk.sight(Answered(desk.session.record, rulings.now(), item.id, None, None, "unjudged", critical=False))
    why = desk.obstacle(unknown)
    if why is not None:
        _refuse(desk, unknown, why)
        return
    ask.say(*views.answers(one, rulings.clock.zone, ask.width()))
    ask.tell(_("Settle it by looking again, not by choosing."), " ")
    while not _chosen(desk):
        ask.say("")


def _now(rulings: Rulings, listed: Dispute) -> Dispute | None:
    """The dispute as it is now; None where it is settled, veiled, or rests on records that go on (rules.md 29)."""
    part = rulings.judged(listed.part)
    state = part.items.get(listed.name)
    if part.veiled or state is None or state.state != "dispute":
        return None
    one = Dispute(part, state)
    return None if one.unsealed else one


def _gone(listed: Dispute) -> None:
    text = _(
        "{item}, {part}: something was recorded meanwhile, so it cannot be settled now. Nothing was recorded here."
    )
    ask.tell(text.format(item=short_name(listed.state.item), part=part_name(listed.part)))


def _refuse(desk: Desk, ruling: Sight, why: Obstacle) -> None:
    """The rule in words, and what helps instead; nothing was written."""
    parties = desk.one.state.standing.parties
    rule, instead = views.refusal(why, parties, desk.session.clock.zone, desk.cek)
    said = [rule, instead]
    against = opposed(ruling, parties)
    if why == "not_third" and against is not None:
        fit = others(desk.task.workspace.unit.officers, parties)[:MOST_NAMES]
        reason, *names = views.not_third(desk.task.officer, ruling.person, against, fit)
        said = [rule, reason, instead, *names]
    for text in [*said, _("Nothing was recorded; it stays in dispute.")]:
        ask.tell(text, "  ")


def _chosen(desk: Desk) -> bool:
    """Take one choice; False: it is shown again. Raises Quit."""
    ones = sides(desk.one.state)
    choice = ask.pick(views.choices(desk.one), _("Choose"), zero=_("put off, it stays in DISPUTE"))
    if choice == 0:
        ask.tell(_("Put off: it stays in DISPUTE."), "  ")
        return True
    if choice == len(ones) + 2:
        ask.tell(_("Then there is nothing to rule: it needs a new cek, then a ricek by somebody else."), "  ")
        ask.tell(_("Look again: {command}").format(command=desk.cek), "  ")
        return True
    draft = _looked(desk) if choice == 1 else _theirs(desk, ones[choice - 2])
    if draft is None:
        return False
    ruling = desk.sight(draft.answer)
    why = desk.obstacle(ruling)
    if why is not None:
        _refuse(desk, ruling, why)
        return False
    _agreeing(desk, ruling, ones)
    return _ruled(desk, draft)


def _looked(desk: Desk) -> Draft | None:
    """A third look, typed as in any walk; None where it was put off."""
    walk = Walk(_plan(desk), {})
    while not walk.done:
        effects = walking.asked(walk, desk.task, desk.session)
        for index, effect in enumerate(effects):
            if isinstance(effect, Write):
                return Draft(effect.event, effects[index + 1 :])
        if not walk.done:
            walking.do(effects, desk.session, walking.screen(desk.task, desk.session.clock))
    return None


def _plan(desk: Desk) -> Plan:
    task = desk.task
    return Plan(task.checklist, task.places, task.env, desk.session.clock.zone, lang(), desk.session.record)


def _theirs(desk: Desk, side: Sight) -> Draft | None:
    """The answer of one of them, judged as of now; None where the question is another today."""
    item, old = desk.place.item, side.look.answer
    if old.value is not None and not (side.same_form and fits(item, old.value)):
        ask.tell(_("The question was changed since: that answer does not fit it any more. Look again (1)."), "  ")
        return None
    now = desk.session.clock.now()
    day = now.at.astimezone(desk.session.clock.zone).date()
    judgement = judge(item, old.value, desk.task.env, day=day, accepted_by=old.accepted_by)
    answer = Answered(
        desk.session.record, now.at, item.id, old.value, judgement.need, judgement.outcome, item.critical,
        old.accepted_by, old.note, raw=now.raw,
    )  # fmt: skip
    return Draft(answer, [Taken(desk.place, answer, judgement if old.value is not None else None)])


def _agreeing(desk: Desk, ruling: Sight, ones: Sequence[Sight]) -> None:
    """Say whose answer a third look agrees with."""
    item = desk.place.item
    mode = default_agree(item, desk.task.checklist.agree)
    same = dict.fromkeys(side.round for side in ones if agree(item, mode, ruling, side))
    text = _("It agrees with: {rounds}.").format(rounds=", ".join(same)) if same else _("It agrees with none of them.")
    ask.tell(text, "  ")


def _ruled(desk: Desk, draft: Draft) -> bool:
    """Ask the reason, write the ruling, and say what it means; True: this dispute is done with."""
    reason = ask.until(
        _("Reason"), lambda text: read_words(text, lang=lang()), "  ", example=_("one visor stuck, missed at night")
    )
    now = desk.session.clock.now()
    note = "; ".join(one for one in (draft.answer.note, reason) if one)
    answer = replace(draft.answer, at=now.at, raw=now.raw, note=note)
    if _meanwhile(desk, answer):
        _gone(desk.one)
        return True
    desk.session.write(answer)
    ask.tell(_("RULING: {value}.").format(value=views.value_text(desk.place.item, answer)), "  ")
    walking.do(draft.effects, desk.session, walking.screen(desk.task, desk.session.clock))
    _mended(desk, answer)
    state = desk.rulings.judged(desk.one.part).items[answer.item]
    for text in views.meaning(state, answer.outcome):
        ask.tell(text, "  ")
    return True


def _meanwhile(desk: Desk, answer: Answered) -> bool:
    """Whether another window wrote something since that the ruling would not settle."""
    one = _now(desk.rulings, desk.one)
    return one is None or obstacle(one.state.standing, one.part.sights[one.name], desk.sight(answer)) is not None


def _mended(desk: Desk, answer: Answered) -> None:
    """Who mends what does not pass, and by when, asked as in a cek. The ruling itself is not answered again."""
    walk = Walk(_plan(desk), {answer.item: answer}, last=answer)
    walk.fresh = False  # the question was just asked
    while not walk.done:
        effects = walking.asked(walk, desk.task, desk.session)
        again = walk.follow is None and not walk.done
        if again or any(isinstance(one, Write) and _differs(one.event.value, answer.value) for one in effects):
            ask.tell(_("The ruling is recorded and stays; who mends it is left open."), "  ")
            return
        walking.do(effects, desk.session, walking.screen(desk.task, desk.session.clock))


def _differs(one: Value, other: Value) -> bool:
    return type(one) is not type(other) or one != other
