"""What is picked: confirm and risk (ya or tidak), condition (b, rr, rb, -), choice (a number or the option's words)."""

# ruff: noqa: ARG002, D102 - one signature for all types; base.AnswerType says what each method does

from collections.abc import Mapping
from datetime import date

from pilkada_check.model.checklist import Item, Option
from pilkada_check.model.events import Outcome
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import bare
from pilkada_check.rules.answers import base
from pilkada_check.rules.answers.base import AnswerType, Context, Judgement, Read, Reading, Refused, Unclear, params
from pilkada_check.rules.answers.clean import plain
from pilkada_check.rules.answers.vocabulary import EMPTY_WORDS, HALF_STATES, NO, SAID, STATES, YES

_CONDITION: Mapping[str, Outcome] = {"b": "ok", "rr": "remark", "rb": "fail", "ta": "fail"}


def read_yes_no(text: str, lang: str) -> Read | Refused:
    """y, ya, yes, t, tidak, no, also with a full stop; `n` is "no" in English alone (else it may be "nanti")."""
    word = text.rstrip(" .,!")
    if word in YES:
        return Read(value=True)
    if word in NO or (word == "n" and lang == "en"):
        return Read(value=False)
    return Refused("yes_no_n" if word == "n" else "yes_no", "y")


class _YesNo(AnswerType[bool]):
    """What confirm and risk share."""

    def fits(self, item: Item, value: object) -> bool:
        return isinstance(value, bool)

    def read(self, item: Item, text: str, context: Context) -> Reading:
        return read_yes_no(text, context.lang)

    def show(self, item: Item, value: bool, lang: str) -> str:  # noqa: FBT001 - it is the answer itself
        return SAID["en" if lang == "en" else "id"][value]


class Confirm(_YesNo):
    """Must be what the item expects."""

    def judge(self, item: Item, value: bool, env: Environment, day: date, accepted_by: str) -> Judgement:  # noqa: FBT001 - as above
        return Judgement("ok" if value == item.expect else "fail")


class Risk(_YesNo):
    """Never fails; what is done about it is asked by the walk."""

    def judge(self, item: Item, value: bool, env: Environment, day: date, accepted_by: str) -> Judgement:  # noqa: FBT001 - as above
        return Judgement("noted")


class Condition(AnswerType[str]):
    """b passes, rr passes with a remark, rb and none (kept as "ta") fail."""

    def fits(self, item: Item, value: object) -> bool:
        return isinstance(value, str) and value in _CONDITION

    def read(self, item: Item, text: str, context: Context) -> Reading:
        word = text.rstrip(" .,!")
        key, _blank, words = word.partition(" ")
        own = [state for state, said in item.states.items() if bare(text) in {bare(said.id), bare(said.en)} - {""}]
        if word in STATES:
            return Read(STATES[word])
        if len(own) == 1:
            return Read(own[0])
        if key in STATES and STATES[key] == STATES.get(words):  # a line of the menu as it stands
            return Read(STATES[key])
        if key in HALF_STATES:
            return Unclear("condition", (base.Choice("RR", "rr"), base.Choice("RB", "rb")))
        return Refused("condition", "b")

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        return Judgement(_CONDITION[value])

    def show(self, item: Item, value: str, lang: str) -> str:
        return "-" if value == "ta" else value


class Choice(AnswerType[str]):
    """One of the options: its number, its words in either language, or the beginning or one word of them."""

    def fits(self, item: Item, value: object) -> bool:
        return any(option.id == value for option in item.options)

    def read(self, item: Item, text: str, context: Context) -> Reading:
        number = text.rstrip(" .)")
        exact = [option for option in item.options if bare(text) in _names(option)]
        if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(item.options):
            exact.append(item.options[int(number) - 1])
        shortened = [] if exact or number.isdecimal() else [one for one in item.options if _shortened(text, one)]
        meant = {option.id: option for option in exact or shortened}
        if not meant:
            return Refused("choice", "1", params(low=1, high=len(item.options)))
        if len(meant) > 1:
            said = [base.Choice(option.text.say(context.lang), option.id) for option in meant.values()]
            return Unclear("choice", tuple(said))
        return Read(next(iter(meant)), () if exact else ("short",))

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        return Judgement(next(option.outcome for option in item.options if option.id == value))

    def show(self, item: Item, value: str, lang: str) -> str:
        return next(option.text.say(lang) for option in item.options if option.id == value)


def _names(option: Option) -> set[str]:
    """The full names of an option, letters and digits only."""
    return {bare(name) for name in (option.id, option.text.id, option.text.en)} - {""}


def _shortened(text: str, option: Option) -> bool:
    """Is the text the beginning of the option's words, or one whole word of them? "ada" is never enough."""
    typed = bare(text)
    if len(typed) < 2 or text.rstrip(" .!") in EMPTY_WORDS:
        return False
    said = [name for name in (option.text.id, option.text.en) if name]
    return any(bare(name).startswith(typed) or typed in map(bare, plain(name).split()) for name in said)
