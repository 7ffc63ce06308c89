"""The talk about one item: from its question, through reading back and asking on, to a complete answer."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Value
from pilkada_check.rules.answers import (
    Choice,
    Judgement,
    Read,
    Refused,
    Unclear,
    judge,
    read,
    read_words,
    short_of_good,
    yes_or_no,
)
from pilkada_check.rules.walk.values import Now, Plan, Step


class Draft(Struct, frozen=True):
    """A complete answer, not recorded yet. A value of None is "tidak berlaku" with its reason in `note`."""

    value: Value
    accepted_by: str = ""
    note: str = ""
    told: tuple[str, ...] = ()
    need_said: bool = False


Outcome = Draft | Refused | None  # None: the talk goes on, `step` says with what


class Talk:
    """One item being asked. `typed` holds the parts of a breakdown as they come."""

    def __init__(self, plan: Plan, item: Item, typed: Mapping[str, int] | None = None) -> None:
        """Begin; `typed` are the parts that are there already."""
        self.plan = plan
        self.item = item
        self.parts = tuple(item.parts) if item.type == "breakdown" else ()
        self.typed = {part: typed[part] for part in self.parts if typed and part in typed}
        if self.parts and len(self.typed) == len(self.parts):
            self.typed.popitem()  # the last one is asked once more: only an answer leads on
        self.redo = ""  # the part that is typed again, though all are there
        self.judgement: Judgement | None = None  # of a complete value; never in a blind walk
        self.begin()

    def begin(self) -> None:
        """Ask the question itself, or the next part of it."""
        self.reading: Read | None = None
        self.choices: tuple[Choice, ...] = ()
        self.value: Value = None
        left = [part for part in self.parts if part not in self.typed]
        self.part = self.redo or next(iter(left), "")
        self.step = Step.PART if self.part else Step.ASK

    @property
    def begun(self) -> bool:
        """Whether anything of a new answer was understood."""
        return self.step not in {Step.ASK, Step.PART} or bool(self.typed)

    def does_not_apply(self) -> None:
        """Ask why the item does not apply."""
        self.begin()
        self.step = Step.REASON

    def take(self, text: str, now: Now) -> Outcome:
        """Take what was typed at the present step."""
        return self._takers[self.step](self, text, now)

    def back(self) -> bool:
        """One step back; False at the beginning, where nothing was understood yet."""
        if not self.begun:
            return False
        if self.step is Step.WHICH:
            self.step = Step.MISMATCH
        elif self.redo and self.step is Step.PART:
            self.redo, self.part, self.step = "", "", Step.MISMATCH
            self.value = dict(self.typed)
        else:
            if self.step in {Step.PART, Step.MISMATCH}:
                self.typed.popitem()
            self.begin()
        return True

    # ---- the steps

    def _take_answer(self, text: str, now: Now) -> Outcome:
        today = now.at.astimezone(self.plan.zone).date()
        reading = read(self.item, text, lang=self.plan.lang, today=today, part=self.part or None)
        if isinstance(reading, Refused):
            return reading
        if isinstance(reading, Unclear):
            self.choices, self.step = reading.choices, Step.CHOOSE
            return None
        if reading.confirm:
            self.reading, self.value, self.step = reading, reading.value, Step.CONFIRM
            return None
        return self._understood(reading.value, now, reading.told)

    def _take_confirm(self, text: str, now: Now) -> Outcome:
        yes = yes_or_no(text, lang=self.plan.lang)
        if isinstance(yes, Refused):
            return yes
        if yes:
            return self._understood(self.value, now)
        self.begin()
        return None

    def _take_choice(self, text: str, now: Now) -> Outcome:
        """The number of a line, or an answer that is one of those that may be meant."""
        typed = text.strip()
        meant = [one.value for number, one in enumerate(self.choices, 1) if typed in {str(number), one.label}]
        if not meant:
            today = now.at.astimezone(self.plan.zone).date()
            reading = read(self.item, text, lang=self.plan.lang, today=today, part=self.part or None)
            meant = [one.value for one in self.choices if isinstance(reading, Read) and one.value == reading.value]
        if len(meant) != 1:
            return Refused("choice", "1", (("low", "1"), ("high", str(len(self.choices)))))
        return self._understood(meant[0], now)

    def _understood(self, value: Value, now: Now, told: tuple[str, ...] = ()) -> Outcome:
        """The value of the answer, or of one part, is certain."""
        if self.part and type(value) is int:
            self.typed[self.part] = value
            self.redo = ""
            self.begin()
            if self.part:
                return None
            value = {part: self.typed[part] for part in self.parts}
        self.reading, self.value, self.part = None, value, ""
        if not self.plan.blind:
            day = now.at.astimezone(self.plan.zone).date()
            self.judgement = judge(self.item, value, self.plan.env, day=day)
        step = self._goes_on(value)
        if step is None:
            return Draft(value, told=told)
        self.step = step
        return None

    def _goes_on(self, value: Value) -> Step | None:
        """What must still be asked before the answer is complete; None: nothing."""
        match self.item.type:
            case "breakdown" if self.judgement is not None and self.judgement.outcome == "fail":
                return Step.MISMATCH
            case "inventory" if isinstance(value, dict) and self._rr_may_help(value):
                return Step.ACCEPT
            case "condition" if value == "rr":
                return Step.WORDS
            case "risk" if value is True:
                return Step.WORDS
            case "choice" if any(option.ask for option in self.item.options if option.id == value):
                return Step.WORDS
        return None

    def _rr_may_help(self, value: dict[str, int]) -> bool:
        """Whether RR may make up for B; a blind walk asks whenever there is RR, so as not to betray the need."""
        need = self.item.need
        if self.plan.blind:
            return value["rr"] > 0 and need is not None and need.op == ">="
        return short_of_good(need, value, self.plan.env)

    def _take_mismatch(self, text: str, _now: Now) -> Outcome:
        match text.strip().casefold():
            case "u" | "r":
                self.step = Step.WHICH
                return None
            case "s":
                return Draft(self.value, need_said=True)
        return Refused("choice", "s")

    def _take_which(self, text: str, _now: Now) -> Outcome:
        known = {name.casefold(): part for part in self.parts for name in self._names(part)}
        part = known.get(" ".join(text.casefold().split()))
        if part is None:
            number = _number(text, len(self.parts))
            if isinstance(number, Refused):
                return number
            part = self.parts[number - 1]
        self.redo = part
        self.begin()
        return None

    def _names(self, part: str) -> set[str]:
        text = self.item.parts[part]
        return {text.say("id"), text.say("en"), part}

    def _take_acceptance(self, text: str, _now: Now) -> Outcome:
        yes = yes_or_no(text, lang=self.plan.lang)
        said = not self.plan.blind
        if yes is False:
            return Draft(self.value, need_said=said)
        if isinstance(yes, Refused) and yes.code == "yes_no_n":
            return yes
        post = read_name(text, lang=self.plan.lang)
        return post if isinstance(post, Refused) else Draft(self.value, accepted_by=post, need_said=said)

    def _take_words(self, text: str, _now: Now) -> Outcome:
        """Words that belong to the value; at REASON there is none, and `value` is None."""
        words = read_words(text, lang=self.plan.lang)
        return words if isinstance(words, Refused) else Draft(self.value, note=words)

    _takers: Mapping[Step, Callable[["Talk", str, Now], Outcome]] = {
        Step.ASK: _take_answer,
        Step.PART: _take_answer,
        Step.CONFIRM: _take_confirm,
        Step.CHOOSE: _take_choice,
        Step.MISMATCH: _take_mismatch,
        Step.WHICH: _take_which,
        Step.ACCEPT: _take_acceptance,
        Step.WORDS: _take_words,
        Step.REASON: _take_words,
    }


def read_name(text: str, *, lang: str) -> str | Refused:
    """A name, a rank, or a post that takes something upon itself: words with a letter in them; a date is nobody."""
    words = read_words(text, lang=lang, longest=80)
    if isinstance(words, Refused) or any(char.isalpha() for char in words):
        return words
    return Refused("empty_word", params=(("word", words[:20]),))


def _number(text: str, highest: int) -> int | Refused:
    """The number of a line, from 1."""
    text = text.strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    return number if 1 <= number <= highest else Refused("choice", "1", (("low", "1"), ("high", str(highest))))
