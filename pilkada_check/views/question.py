"""The walk on a screen: each question, down to the prompt that takes the answer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Answered, Value
from pilkada_check.model.expression import Environment
from pilkada_check.model.facts import FactDef
from pilkada_check.rules.answers import Read, show
from pilkada_check.rules.walk import Prompt, Step
from pilkada_check.views import moments
from pilkada_check.views.findings import detail
from pilkada_check.views.lines import apart, cells, literal, wrap
from pilkada_check.views.menus import Rows, choices, menu, prompt
from pilkada_check.views.standings import OUTCOMES, STATES, short_by
from pilkada_check.words import N_, _, lang

NARROW = 60  # columns; below, one fact a line
SHORT_TITLE = 24  # columns of a list's title at the head of every question

_LABELS: Mapping[str, str] = {
    "confirm": N_("y/n"),
    "count": N_("number"),
    "inventory": "B RR RB TA",
    "condition": "b rr rb -",
    "valid_until": N_("date"),
    "date": N_("date"),
    "choice": N_("number of the line"),
    "risk": N_("y/n"),
    "text": N_("words"),
    "time": N_("hour"),
}
HOUR = N_("hour (05:30)")
_LONGER: Mapping[str, str] = {  # with an example, where there is room, the first time it is asked
    "valid_until": N_("date (31/12/2024 or 12/2024)"),
    "date": N_("date (24/11/2024)"),
    "time": HOUR,
}
_WORDS: Mapping[str, str] = {
    "condition": N_("RR: what is lacking?"),
    "risk": N_("What is being done about it?"),
    "choice": N_("Which one, or what is lacking?"),
}


class Screen(Struct, frozen=True):
    """What the sentences need beside the walk: the list's short title, the facts' meanings, the width in columns.

    `later` is a moment still to come, as it is typed: the example where a date is asked until when something is mended.
    """

    title: str
    facts: Mapping[str, FactDef]
    env: Environment
    width: int
    later: str

    @property
    def narrow(self) -> bool:
        """Too narrow for two facts a line."""
        return self.width < NARROW

    @property
    def margin(self) -> str:
        """What stands before everything that belongs to a question."""
        return "" if self.narrow else "  "


def short_title(checklist: Checklist) -> str:
    """The list's title, without what stands in brackets, where it is short; else its id: that is typed to begin it."""
    title = literal(checklist.title.say(lang()).partition(" (")[0])
    return title if cells(title) <= SHORT_TITLE else literal(checklist.id.replace("-", " ").capitalize())


def question(asked: Prompt, screen: Screen) -> list[str]:
    """The whole question, without the line that takes the answer."""
    item, width = asked.place.item, screen.width
    where = literal(asked.place.section.say(lang()))
    if screen.narrow:
        lines = [*apart(where, f"{asked.number}/{asked.total}", width), *([_("CRITICAL")] if item.critical else [])]
    else:
        place = _("item {n} of {total}").format(n=asked.number, total=asked.total)
        lines = apart(f"{screen.title} / {where}", place, width)
    tag = _("[CRITICAL]") + " " if item.critical and not screen.narrow else ""
    lines += wrap(tag + literal(item.text.say(lang())), width)
    if item.hint is not None:
        hint = literal(item.hint.say(lang()))
        lines += wrap(f"({hint})" if screen.narrow else hint, width, screen.margin, screen.margin)
    if item.type == "choice" and asked.step is Step.ASK:
        rows = [(str(n), literal(option.text.say(lang()))) for n, option in enumerate(item.options, 1)]
        lines += menu(rows, width, screen.margin)
    if asked.step in {Step.ASK, Step.PART}:
        lines += stored(item, asked.stored, screen)
        lines += _typed_so_far(asked, screen)
    elif asked.step in {Step.OWNER, Step.DUE} and asked.stored is not None:
        lines += _to_mend(item, asked.stored, screen)
    return lines


def stored(item: Item, answer: Answered | None, screen: Screen) -> list[str]:
    """The answer that the record holds, and how to leave it as it is."""
    if answer is None:
        return []
    text = _("Stored: {value}. A new answer replaces it; .n leaves it.").format(value=value_text(item, answer))
    return wrap(text, screen.width, screen.margin, screen.margin)


def _to_mend(item: Item, answer: Answered, screen: Screen) -> list[str]:
    """What somebody is to mend, where the question stands alone: after a pause nobody has the answer in sight."""
    text = _("Stored: {value}. {outcome}.").format(
        value=detail(item, answer, answer.need), outcome=_(OUTCOMES[answer.outcome])
    )
    if answer.follow_up is not None and answer.follow_up.owner:
        text += " " + _("Mended by: {owner}.").format(owner=literal(answer.follow_up.owner))
    return wrap(text, screen.width, screen.margin, screen.margin)


def value_text(item: Item, answer: Answered) -> str:
    """An answer as people read it."""
    if answer.outcome == "na":
        return _("not applicable ({reason})").format(reason=literal(answer.note))
    return literal(show(item, answer.value, lang()))


def _typed_so_far(asked: Prompt, screen: Screen) -> list[str]:
    """The parts of a breakdown that were typed before the officer went elsewhere."""
    if not asked.typed:
        return []
    parts = asked.place.item.parts
    typed = ", ".join(f"{literal(parts[part].say(lang()))} {moments.number(n)}" for part, n in asked.typed.items())
    return wrap(_("Typed so far: {parts}.").format(parts=typed), screen.width, screen.margin, screen.margin)


class _Asked(NamedTuple):
    """What stands at the prompt, what is said before it, and what there is to choose."""

    label: str
    text: str = ""
    rows: Rows = ()


def ask(asked: Prompt, screen: Screen) -> list[str]:
    """The lines before the cursor; the last one ends in the prompt itself."""
    label, text, rows = _ASKING[asked.step](asked, screen)
    width, margin = screen.width, screen.margin
    before = wrap(text, width, margin, margin) if text else []
    if rows:
        return [*before, *choices(rows, label, width, margin)]
    if screen.narrow:
        return [*before, *prompt(label, width, margin)]
    return prompt(f"{text} {label}".strip(), width, margin)


def _answer(asked: Prompt, screen: Screen) -> _Asked:
    item = asked.place.item
    if item.type == "condition" and asked.fresh:
        return _Asked(_LABELS["condition"], rows=[("-" if key == "ta" else key, _state(item, key)) for key in STATES])
    longer = asked.fresh and not screen.narrow
    return _Asked(_((longer and _LONGER.get(item.type)) or _LABELS[item.type]))


def _state(item: Item, key: str) -> str:
    own = item.states.get(key)
    return f"{_(STATES[key])}: {literal(own.say(lang()))}" if own is not None else _(STATES[key])


def _part(asked: Prompt, _screen: Screen) -> _Asked:
    return _Asked(literal(asked.place.item.parts[asked.part].say(lang())))


def _read_back(asked: Prompt, screen: Screen) -> _Asked:
    """The value as it was understood, and why it is asked once more."""
    right = _("Right? y/n") if screen.narrow else _("Right? (y/n)")
    reading, value = asked.reading or Read(None), asked.value
    odd = [code for code in reading.confirm if code in _ODD]
    if isinstance(value, dict):
        figures = ", ".join(f"{key.upper()} {moments.number(count)}" for key, count in value.items())
        text = _("{figures}, in all {sum}.").format(figures=figures, sum=moments.number(sum(value.values())))
    elif type(value) is int and odd:
        text = _(_ODD[odd.pop()]).format(value=moments.number(value))
    else:
        text = _("Read as {value}.").format(value=_dated(asked.place.item, value))
    why = [_(_ODD[code]).format(value=_("A figure")) for code in odd]
    return _Asked(right, " ".join([text, *why]))


_ODD: Mapping[str, str] = {
    "above": N_("{value} is far above the usual."),
    "below": N_("{value} is far below the usual."),
    "future": N_("That day is still to come."),
    "far": N_("That is more than ten years away."),
}


def _dated(item: Item, value: Value) -> str:
    if type(value) is int:
        return moments.number(value)
    if item.type in {"date", "valid_until"} and isinstance(value, str):
        at = date.fromisoformat(value)
        return f"{moments.weekday(at)} {moments.day(at)}"
    return literal(show(item, value, lang()))


def _choose(asked: Prompt, _screen: Screen) -> _Asked:
    rows = [(str(n), literal(choice.label)) for n, choice in enumerate(asked.choices, 1)]
    return _Asked(_("number of the line"), _("Which is meant?"), rows)


def _mismatch(asked: Prompt, screen: Screen) -> _Asked:
    """The parts do not add up to what they must."""
    item, judgement = asked.place.item, asked.judgement
    parts = asked.value if isinstance(asked.value, dict) else {}
    names = item.total.names if item.total is not None else ()
    known = screen.facts.get(names[0]) if len(names) == 1 else None
    text = _("The parts make {sum}, {name} is {need}: {gap}.").format(
        sum=moments.number(sum(parts.values())),
        name=literal(known.text.say(lang())) if known is not None else _("the total"),
        need=moments.number(judgement.need) if judgement is not None and isinstance(judgement.need, int) else "",
        gap=short_by(judgement.gap or 0) if judgement is not None else "",
    )
    return _Asked(_("r or s"), text, [(_("r"), _("retype one part")), ("s", _("save it as a finding"))])


def _which(asked: Prompt, _screen: Screen) -> _Asked:
    rows = [(str(n), literal(part.say(lang()))) for n, part in enumerate(asked.place.item.parts.values(), 1)]
    return _Asked(_("number of the line"), _("Which part is typed again?"), rows)


def _acceptance(asked: Prompt, _screen: Screen) -> _Asked:
    value = asked.value if isinstance(asked.value, dict) else {}
    judgement = asked.judgement
    before = (
        _("Required {need}. Good {b}.").format(need=moments.number(judgement.need), b=moments.number(value.get("b", 0)))
        if judgement is not None and isinstance(judgement.need, int)
        else ""
    )
    text = _("May the {rr} RR be used, on whose responsibility? Post, or n")
    return _Asked(text.format(rr=moments.number(value.get("rr", 0))), before)


def _words(asked: Prompt, _screen: Screen) -> _Asked:
    """What an answer wants besides; where the question stands alone, which of its options was chosen."""
    item = asked.place.item
    chosen = next((one.text.say(lang()) for one in item.options if asked.fresh and one.id == asked.value), "")
    return _Asked(_(_WORDS[item.type]), _("Chosen: {option}.").format(option=literal(chosen)) if chosen else "")


def _reason(_asked: Prompt, _screen: Screen) -> _Asked:
    return _Asked(_("Reason"))


def _note(_asked: Prompt, _screen: Screen) -> _Asked:
    return _Asked(_("Note"))


def _owner(_asked: Prompt, screen: Screen) -> _Asked:
    return _Asked(_("Who mends it") if screen.narrow else _("Who mends it (.n: not known yet)"))


def _due(_asked: Prompt, screen: Screen) -> _Asked:
    text = _("By when") if screen.narrow else _("By when (example {example})")
    return _Asked(text.format(example=screen.later))


def _due_right(asked: Prompt, screen: Screen) -> _Asked:
    """A moment far ahead, with its year."""
    right = _("Right? y/n") if screen.narrow else _("Right? (y/n)")
    read = (
        f"{moments.weekday(asked.due)} {moments.day(asked.due)} {moments.hour(asked.due)}"
        if asked.due is not None
        else ""
    )
    return _Asked(right, _("Read as {value}.").format(value=read))


_ASKING: Mapping[Step, Callable[[Prompt, Screen], _Asked]] = {
    Step.ASK: _answer,
    Step.PART: _part,
    Step.CONFIRM: _read_back,
    Step.CHOOSE: _choose,
    Step.MISMATCH: _mismatch,
    Step.WHICH: _which,
    Step.ACCEPT: _acceptance,
    Step.WORDS: _words,
    Step.REASON: _reason,
    Step.NOTE: _note,
    Step.OWNER: _owner,
    Step.DUE: _due,
    Step.DUE_RIGHT: _due_right,
}
