"""The questions of `mulai`: every answer is checked; Enter alone leaves out only what may be missing."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar, cast

from msgspec import Struct

from pilkada_check.cli import ask
from pilkada_check.files.cells import Problem, fold, read_cell
from pilkada_check.model.facts import FactDef, FactType, FactValue
from pilkada_check.model.faults import Fault
from pilkada_check.rules.answers import Refused, read_words
from pilkada_check.rules.answers.clean import clean, plain
from pilkada_check.rules.answers.days import read_days
from pilkada_check.views import faults
from pilkada_check.views.lines import literal, wrap
from pilkada_check.views.moments import iso_day, number
from pilkada_check.views.refusals import why
from pilkada_check.words import N_, _, lang

T = TypeVar("T")

EXAMPLE_DAY = "27/11/2024"
_EXAMPLES: Mapping[FactType, str] = {"int": "30", "digits": "012", "date": EXAMPLE_DAY, "time": "07.00", "text": ""}
_KINDS: Mapping[FactType, str] = {
    "int": N_("whole number"),
    "digits": N_("digits"),
    "date": N_("date"),
    "time": N_("hour"),
    "text": N_("words"),
    "choice": N_("one of: {values}"),
}


class Wrong(Struct, frozen=True):
    """Why an answer was not recorded, and an example to type."""

    why: str
    example: str = ""


def typed(text: str) -> str:
    """What is typed at a prompt; "" for Enter alone. Raises Quit for .q, KeyboardInterrupt where the input ends."""
    while True:
        try:
            answer = ask.line(ask.prompt(text, "  ")).strip()
        except EOFError:
            raise KeyboardInterrupt from None
        if not answer.startswith("."):
            return answer
        if answer.casefold() == ".q":
            raise ask.Quit
        ask.tell(_("Not recorded. {word} does nothing here; .q leaves.").format(word=literal(answer[:20])), "  ")


def optional(text: str, read: Callable[[str], T | Wrong]) -> T | None:
    """What `read` makes of the answer; None where Enter alone was typed."""
    while answer := typed(text):
        found = read(answer)
        if not isinstance(found, Wrong):
            return found
        refuse(found)
    return None


def required(text: str, read: Callable[[str], T | Wrong]) -> T:
    """What `read` makes of the answer; Enter alone asks again."""
    while True:
        found = optional(text, read)
        if found is not None:
            return found


def refuse(wrong: Wrong) -> None:
    """Say that nothing was recorded, why, and an example."""
    example = _("Example: {example}").format(example=wrong.example) if wrong.example else ""
    sentence = " ".join(part for part in (_("Not recorded."), wrong.why, example) if part)
    ask.say(*wrap(sentence, ask.width(), "  ", "  "))


def _taken(found: T | Refused) -> T | Wrong:
    return Wrong(why(found), found.example) if isinstance(found, Refused) else found


def words(longest: int, example: str) -> Callable[[str], str | Wrong]:
    """A reader of words that say something."""
    return lambda text: _taken(read_words(text, lang=lang(), longest=longest, example=example))


def day(text: str) -> str | Wrong:
    """A day with its year, as 2024-11-27."""
    cleaned = clean(text)
    found = cleaned if isinstance(cleaned, Refused) else read_days(plain(cleaned), datetime.now(UTC).date())
    if isinstance(found, Refused):
        return Wrong(why(found), EXAMPLE_DAY)
    if len(found) > 1 or found[0].confirm or found[0].month_only:
        return Wrong(_("Type day, month and year in full."), EXAMPLE_DAY)
    return found[0].day.isoformat()


def show(rows: list[str]) -> None:
    """Numbered rows."""
    for place, row in enumerate(rows, 1):
        ask.say(*wrap(row, ask.width(), f"{place:>3} ", "    "))


def one_of(answer: str, keys: list[str]) -> str | Wrong:
    """The key that a number or a word means."""
    by_word = {fold(key): key for key in keys}
    if fold(answer) in by_word:
        return by_word[fold(answer)]
    if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:6]) <= len(keys):
        return keys[int(answer) - 1]
    return Wrong(_("Choose {low} to {high}.").format(low=1, high=len(keys)), "1")


def fact(definition: FactDef, count: str) -> FactValue | None:
    """Ask one fact: its meaning, its unit of measure, who knows it. None where it stays missing."""
    ask.say("")
    ask.tell(f"{count} {literal(definition.text.say(lang()))} [{definition.name}]")
    notes = [literal(definition.unit.say(lang()))] if definition.unit else [_(_KINDS[definition.type])]
    if definition.values:
        notes = [_(_KINDS["choice"]).format(values=literal(" / ".join(definition.values)))]
    if definition.usual:
        notes.append(_("usually {range}").format(range=definition.usual_text))
    if definition.source:
        notes.append(_("known by: {who}").format(who=literal(definition.source.say(lang()))))
    ask.tell("; ".join(notes), "  ")
    example = definition.values[0] if definition.values else _EXAMPLES[definition.type]
    if definition.usual:
        example = str(sum(definition.usual) // 2)
    hint = _("example {example}; Enter: later").format(example=example) if example else _("Enter: later")

    def read(text: str) -> FactValue | Wrong:
        found = read_fact(definition, text)
        if isinstance(found, Wrong) or not definition.unusual(found):
            return found
        shown = value_text(definition, found)
        odd = _("{value} is not usual ({range}).").format(value=shown, range=definition.usual_text)
        return found if ask.yes(f"{odd} {_('Right?')}", "  ") else Wrong("")

    value = cast("FactValue | None", optional(f"{definition.name} ({hint})", read))  # mypy joins int and str to object
    if value is not None:
        ask.tell(_("Recorded: {value}.").format(value=value_text(definition, value)), "  ")
    return value


def value_text(definition: FactDef, value: FactValue) -> str:
    """A fact's value as people read it."""
    if isinstance(value, int):
        return number(value)
    return iso_day(value) if definition.type == "date" else literal(value)


def read_fact(definition: FactDef, text: str) -> FactValue | Wrong:
    """A value of the fact's type, read as a cell of a table is."""
    if definition.type == "date":
        return day(text)
    cleaned = clean(text, 100)
    if isinstance(cleaned, Refused):
        return Wrong(why(cleaned))
    if definition.type == "int" and _BELOW_0.fullmatch(cleaned):
        return Wrong(_("A figure is never below 0."), _EXAMPLES["int"])
    begun = [value for value in definition.values if fold(value).startswith(fold(cleaned))]
    found = begun[0] if len(begun) == 1 else read_cell(definition, cleaned)
    return problem(found) if isinstance(found, Problem) else found


_BELOW_0 = re.compile(r"[-\u2212\u2013] ?[0-9][0-9.]*")


def problem(found: Problem) -> Wrong:
    """What is wrong with a cell; nobody typed it into a spreadsheet, so what those spoil is simply no number."""
    code = "cell_not_a_number" if found.code in _OF_SPREADSHEETS else found.code
    return faulty(Fault("", 0, 0, code, tuple(found.params.items())))


_OF_SPREADSHEETS = {"cell_made_a_date", "cell_error_value", "cell_scientific"}


def faulty(found: Fault) -> Wrong:
    """What is wrong with a row that is about to be written."""
    return Wrong(faults.sentence(found))
