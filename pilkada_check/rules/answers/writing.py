"""What is written: text items, and the words of notes, reasons and follow-ups."""

# ruff: noqa: ARG002, D102 - one signature for all types; base.AnswerType says what each method does

import re
from datetime import date

from pilkada_check.model.checklist import Item
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import bare
from pilkada_check.rules.answers.base import AnswerType, Context, Judgement, Read, Reading, Refused, params
from pilkada_check.rules.answers.clean import LONGEST, clean, plain
from pilkada_check.rules.answers.vocabulary import (
    EMPTY_WORDS,
    EXAMPLE_NUMBERED,
    EXAMPLE_WORDS,
    NIHIL,
    NIHIL_SAID,
    NOTHING,
    of,
)

_NIHIL = frozenset(bare(word) for word in NIHIL_SAID.values())


def read_words(text: str, *, lang: str, longest: int = LONGEST, example: str = "") -> str | Refused:
    """Words for a note, a reason, what an RR lacks, who mends it: cleaned, not empty and no empty word."""
    example = example or of(EXAMPLE_WORDS, lang)
    words = clean(text, longest)
    if isinstance(words, Refused):
        return Refused(words.code, example, words.params)
    if not words:
        return Refused("empty", example)
    return Refused("empty_word", example, params(word=words[:20])) if says_nothing(words) else words


def says_nothing(words: str, *, digits_say: bool = False) -> bool:
    """Nothing but empty words ("sudah ada"), marks, or one character over and over; with `digits_say` 7 says enough."""
    letters = bare(words)
    if digits_say and letters.isdecimal():
        return False
    return len(set(letters)) < 2 or all(word in EMPTY_WORDS for word in re.findall(r"[^\W_]+", plain(words)))


def _example(item: Item, lang: str) -> str:
    """The item's own example, or one that is in place nearly everywhere."""
    if item.example is not None:
        return item.example.say(lang)
    return EXAMPLE_NUMBERED if item.digits else of(EXAMPLE_WORDS, lang)


class Text(AnswerType[str]):
    """Words; NIHIL where the item allows it, a digit where it wants one."""

    folded = False

    def fits(self, item: Item, value: object) -> bool:
        return isinstance(value, str) and value != ""

    def read(self, item: Item, text: str, context: Context) -> Reading:
        example = _example(item, context.lang)
        word = params(word=text[:20])
        letters = bare(text)
        if letters in _NIHIL:
            return Read(NIHIL) if item.nihil else Refused("no_nihil", example)
        nothing = plain(text).rstrip(" .!") in NOTHING
        if item.nihil and (nothing or set(letters) == {"0"}):
            return Refused("say_nihil", of(NIHIL_SAID, context.lang), word)
        if nothing or says_nothing(text, digits_say=item.digits):
            return Refused("empty_word", example, word)
        if item.digits and not any(char.isdecimal() for char in text):
            return Refused("digits", example)
        return Read(text)

    def judge(self, item: Item, value: str, env: Environment, day: date, accepted_by: str) -> Judgement:
        return Judgement("ok")

    def show(self, item: Item, value: str, lang: str) -> str:
        return of(NIHIL_SAID, lang) if item.nihil and value == NIHIL else value
