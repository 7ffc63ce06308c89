"""What is typed in a walk: commands, answers as they are recorded, and who mends what does not pass."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from pilkada_check.model.events import Answered, FollowUp
from pilkada_check.rules.answers import Refused, judge, parse_moment, read_words, yes_or_no
from pilkada_check.rules.walk.talk import Draft, Talk, read_name
from pilkada_check.rules.walk.values import Effect, Left, NotTaken, Now, Plan, Report, Said, Shown, Step, Taken, Write
from pilkada_check.rules.walk.way import Way

FAR_DUE = timedelta(days=60)  # later than anything is mended: the year or the month was not meant


class Walk(Way):
    """One walk in progress. When it is `done`, `enter` takes only commands that lead back, show something or leave."""

    def __init__(
        self,
        plan: Plan,
        answers: Mapping[str, Answered],
        last: Answered | None = None,
        again: Collection[str] = (),
    ) -> None:
        """Begin, or go on.

        `answers` are the latest per item that the record holds; those named in `again` are asked all the same. `last`
        is the record's last answer: who mends it may still have to be asked.
        """
        super().__init__(plan, answers, again)
        self.last = last
        if last is not None and last == self.answers.get(last.item) and last.item not in self.todo:
            index = next((i for i, place in enumerate(plan.places) if place.item.id == last.item), None)
            step = self._unmended(last)
            if index is not None and step is not None:
                self.open(index)
                self.follow = step

    def enter(self, text: str, now: Now) -> list[Effect]:
        """Take what was typed at the prompt. Effects are in the order in which they must happen."""
        self.fresh = False
        if text.lstrip().startswith("."):
            word, _, rest = " ".join(text.split()).partition(" ")
            return self._command(word, rest, now)
        if not text.strip() or self.done:
            self.fresh = True
            return []
        step = self.step
        taker = self._takers.get(step)
        outcome = taker(self, text, now) if taker is not None else self.talk.take(text, now)
        if isinstance(outcome, Refused):
            return [NotTaken(self.place, outcome, step)]
        if isinstance(outcome, Draft):
            return self._record(outcome, now)
        return outcome or []

    # ---- commands

    def _command(self, word: str, rest: str, now: Now) -> list[Effect]:
        name = word[1:].casefold()
        if name.isascii() and name.isdecimal() and not rest:
            return self._jump(int(name[:6]))
        command = self._commands.get(name)
        unfit = (rest and name not in {"c", "tb"}) or (self.done and name in {"c", "tb", "n"})
        if command is None or unfit:
            return [Said("unknown_command", self.place, f"{word} {rest}".rstrip()[:30])]
        return command(self, rest, now)

    def _jump(self, number: int) -> list[Effect]:
        if not 1 <= number <= len(self.plan.places):
            return [Said("no_item", self.place, str(number))]
        self.open(number - 1)
        return []

    def _back(self, _rest: str, _now: Now) -> list[Effect]:
        """One step back in the talk, at its beginning to the item before; at the end of the walk to the last one."""
        if self.noting:
            self.noting = False
        elif self.follow is Step.DUE_RIGHT:
            self.follow, self.due = Step.DUE, None
        elif self.follow is Step.DUE:
            self.follow = Step.OWNER
        elif self.done or self.follow is not None:
            self.open(self.index)
        elif self.talk.back():
            self.fresh = self.talk.step is Step.ASK
        elif self.index == 0:
            return [Said("first_item", self.place)]
        else:
            self.open(self.index - 1)
        return []

    def _skip(self, _rest: str, _now: Now) -> list[Effect]:
        said: list[Effect] = []
        if self.follow is not None:
            said.append(Said("open", self.place, answer=self.stored))
        elif self.item.id in self.todo:
            self.later.add(self.item.id)
            said.append(Said("later" if self.stored is None else "stays", self.place))
        self.advance()
        return said

    def _not_applicable(self, rest: str, now: Now) -> list[Effect]:
        self.open(self.index)
        self.fresh = False
        self.talk.does_not_apply()
        return self.enter(rest, now) if rest else []

    def _note(self, rest: str, now: Now) -> list[Effect]:
        self.noting = True
        return self.enter(rest, now) if rest else []

    def _items(self, _rest: str, _now: Now) -> list[Effect]:
        rows = tuple((n, place, self.seen(place.item.id)) for n, place in enumerate(self.plan.places, 1))
        self.fresh = True
        return [Shown("items", self.prompt, rows)]

    def _help(self, _rest: str, _now: Now) -> list[Effect]:
        """The keys; the one row is the last stored answer, if this walk asks its item."""
        name = self.last.item if self.last is not None else ""
        rows = tuple((n, one, self.seen(name)) for n, one in enumerate(self.plan.places, 1) if one.item.id == name)
        return [Shown("help_end" if self.done else "help", self.prompt, rows)]

    def _report(self, _rest: str, _now: Now) -> list[Effect]:
        """Report a risk; the talk stays where it is, and the question comes again."""
        self.fresh = True
        return [Report(self.place)]

    def _leave(self, _rest: str, _now: Now) -> list[Effect]:
        return [*(Said("note_dropped", self.place, words) for words in self.notes.values()), Left()]

    # ---- notes, and who mends it

    def _take_note(self, text: str, now: Now) -> list[Effect] | Refused:
        words = read_words(text, lang=self.plan.lang)
        if isinstance(words, Refused):
            return words
        self.noting = False
        stored = self.stored
        if stored is not None and self.item.id not in self.todo and not self.talk.begun:
            answer = replace(stored, at=now.at, raw=now.raw, note=_join(stored.note, words))
            return [self._write(answer), Said("note_stored", self.place, words)]
        self.notes[self.item.id] = _join(self.notes.get(self.item.id, ""), words)
        return [Said("note_kept", self.place, words)]

    def _take_owner(self, text: str, now: Now) -> list[Effect] | Refused:
        words = read_name(text, lang=self.plan.lang)
        if isinstance(words, Refused):
            return words
        self.follow = Step.DUE
        return [self._write(replace(self.answers[self.item.id], at=now.at, raw=now.raw, follow_up=FollowUp(words)))]

    def _take_due(self, text: str, now: Now) -> list[Effect] | Refused:
        due = parse_moment(text, now=now.at, zone=self.plan.zone, lang=self.plan.lang, hour="23:59")
        if isinstance(due, Refused):
            return due
        if due <= now.at:
            return [Said("past_due", self.place, text)]
        if due - now.at > FAR_DUE:
            self.follow, self.due = Step.DUE_RIGHT, due
            return []
        return self._mended_by(due, now)

    def _take_due_right(self, text: str, now: Now) -> list[Effect] | Refused:
        yes, due = yes_or_no(text, lang=self.plan.lang), self.due
        if isinstance(yes, Refused):
            return yes
        if yes and due is not None:
            return self._mended_by(due, now)
        self.follow, self.due = Step.DUE, None
        return []

    def _mended_by(self, due: datetime, now: Now) -> list[Effect]:
        answer = self.answers[self.item.id]
        owner = answer.follow_up.owner if answer.follow_up is not None else ""
        answer = replace(answer, at=now.at, raw=now.raw, follow_up=FollowUp(owner, due))
        effects: list[Effect] = [self._write(answer), Said("follow_up", self.place, answer=answer)]
        self.advance()
        return effects

    def _unmended(self, answer: Answered) -> Step | None:
        """What is still to be asked of a follow-up.

        A fail, and an RR that somebody took upon himself, are mended by somebody by some time; a ricek asks nobody.
        """
        follow = answer.follow_up
        wanted = not self.plan.blind and (answer.outcome == "fail" or bool(answer.accepted_by))
        if not wanted or (follow is not None and follow.due is not None):
            return None
        return Step.DUE if follow is not None and follow.owner else Step.OWNER

    # ---- recording

    def _record(self, draft: Draft, now: Now) -> list[Effect]:
        """The answer is complete: judge it, write it, say it, and ask what follows from it."""
        place, name, stored = self.place, self.item.id, self.stored
        day = now.at.astimezone(self.plan.zone).date()
        judgement = judge(place.item, draft.value, self.plan.env, day=day, accepted_by=draft.accepted_by)
        answer = Answered(
            self.plan.record,
            now.at,
            name,
            draft.value,
            judgement.need,
            judgement.outcome,
            place.item.critical,
            draft.accepted_by,
            _join(self.notes.pop(name, ""), draft.note),
            raw=now.raw,
        )
        self.half.pop(name, None)
        self.talk = Talk(self.plan, place.item)
        effects: list[Effect]
        if stored is not None and name not in self.todo and _same(stored, answer):
            answer, effects = stored, [Said("unchanged", place, answer=self.seen(name))]
        else:
            effects = [self._write(answer)]
            shown = None if self.plan.blind or draft.value is None else judgement
            effects.append(Taken(place, self.seen(name) or answer, shown, draft.told, draft.need_said))
            if place.item.type == "risk" and answer.value is True:
                effects.append(Report(place, answer))
        self.follow = self._unmended(answer)
        if self.follow is None:
            self.advance()
        return effects

    def _write(self, answer: Answered) -> Write:
        self.answers[answer.item] = self.last = answer
        self.todo.discard(answer.item)
        return Write(answer)

    _takers: Mapping[Step, Callable[["Walk", str, Now], list[Effect] | Refused]] = {
        Step.NOTE: _take_note,
        Step.OWNER: _take_owner,
        Step.DUE: _take_due,
        Step.DUE_RIGHT: _take_due_right,
    }
    _commands: Mapping[str, Callable[["Walk", str, Now], list[Effect]]] = {
        "k": _back,
        "n": _skip,
        "tb": _not_applicable,
        "c": _note,
        "d": _items,
        "l": _report,
        "?": _help,
        "q": _leave,
    }


def _join(one: str, other: str) -> str:
    """Two notes as one."""
    return f"{one}; {other}" if one and other else one or other


def _same(a: Answered, b: Answered) -> bool:
    """An equal value is no change (design 4); so are an equal note and the same post behind an RR."""
    same = (a.value, a.outcome, a.accepted_by) == (b.value, b.outcome, b.accepted_by)
    return same and (not b.note or a.note == b.note)
