"""The walk on a screen: what is said after something was typed; help, and the list of items."""

from collections.abc import Mapping, Sequence

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Answered
from pilkada_check.model.facts import FactDef
from pilkada_check.rules.answers import Judgement
from pilkada_check.rules.walk import NotTaken, Said, Shown, Step, Taken
from pilkada_check.views import moments
from pilkada_check.views.findings import miss, required, short_name, short_names
from pilkada_check.views.lines import cells, cut, ends, literal, wrap
from pilkada_check.views.question import Screen, stored, value_text
from pilkada_check.views.refusals import refusal
from pilkada_check.views.standings import OUTCOMES
from pilkada_check.words import N_, _, lang

_EXAMPLES: Mapping[Step, str] = {  # of words that are asked beside an answer
    Step.ACCEPT: N_("Team leader"),
    Step.WORDS: N_("left strap torn"),
    Step.REASON: N_("this unit has no extinguishers"),
    Step.NOTE: N_("three are on loan to the next post"),
    Step.OWNER: N_("Stores"),
}
_TOLD: Mapping[str, str] = {
    "unchanged": N_("The same as stored; nothing was changed."),
    "later": N_("Left for later: it counts as empty."),
    "stays": N_("Left for later: the answer that is stored stays."),
    "first_item": N_("This is the first item."),
    "no_item": N_("There is no item {word}."),
    "unknown_command": N_("Not recorded. {word} is no command. Type .? for help."),
    "note_kept": N_("The note will be stored with the answer."),
    "note_dropped": N_('The note "{word}" is not kept: it had no answer yet.'),
    "note_stored": N_("The note is stored."),
    "past_due": N_("Not recorded. That moment has passed. Example: {example}"),
    "open": N_("Left open; it is shown as open."),
}
_WORDS: Mapping[str, str] = {  # of an outcome, in the list of items
    "ok": N_("meets it"),
    "remark": N_("with a remark"),
    "fail": N_("DOES NOT MEET IT"),
    "noted": N_("noted"),
    "na": N_("not applicable"),
    "unjudged": N_("not judged yet"),
}


def said(effect: Taken | NotTaken | Said | Shown, screen: Screen) -> list[str]:
    """What is said after something was typed."""
    match effect:
        case NotTaken():
            return _not_taken(effect, screen)
        case Taken():
            return _lay(_taken(effect, screen), screen)
        case Said():
            return _lay([_told(effect, screen)], screen)
        case Shown():
            return item_lines(effect, screen) if effect.what == "items" else help_lines(effect, screen)


def _lay(sentences: Sequence[str], screen: Screen) -> list[str]:
    """Sentences one behind the other, or on a narrow screen each on a line of its own."""
    ones = sentences if screen.narrow else [" ".join(sentences)]
    return [line for one in ones for line in wrap(one, screen.width, screen.margin, screen.margin)]


def _not_taken(effect: NotTaken, screen: Screen) -> list[str]:
    """Why, and an example that fits what was asked."""
    refused, item = effect.refused, effect.place.item
    doubt = effect.step is Step.ASK and refused.code == "yes_no"
    example = "" if refused.code == "condition" else refused.example  # one of the four would be put into his mouth
    if effect.step is Step.DUE:
        example = screen.later
    elif effect.step in _EXAMPLES and (effect.step is not Step.WORDS or item.type != "risk"):
        example = _(_EXAMPLES[effect.step])
    why = _("Type r or s.") if effect.step is Step.MISMATCH else ""
    after = _("In doubt: .n for later.") if doubt else ""
    return refusal(refused, screen.width, screen.margin, example="" if why or doubt else example, why_=why, after=after)


def _taken(effect: Taken, screen: Screen) -> list[str]:
    """How it was read, the requirement, the outcome, by how much, and the hour it was recorded."""
    answer, judgement, item = effect.answer, effect.judgement, effect.place.item
    hour = moments.hour(answer.at)
    recorded = f"({hour})" if screen.narrow else _("Recorded {hour}.").format(hour=hour)
    if answer.outcome == "na":
        shown = [_("Critical item: this reason is shown in the report.")] if item.critical else []
        return [f"{_('NOT APPLICABLE.')} {recorded}", *shown]
    sentences = [_("Read as {value}.").format(value=value_text(item, answer))] if "month" in effect.told else []
    if judgement is None:
        hidden = _("The judgement is shown once the ricek is sealed.")
        return [*sentences, _("Recorded {hour}.").format(hour=hour), hidden]
    if judgement.outcome == "unjudged":
        facts = _("CANNOT BE JUDGED YET: {facts}").format(facts=lacking(judgement.missing, screen.facts))
        return [*sentences, _("Recorded {hour}.").format(hour=hour), facts]
    if judgement.outcome == "noted":
        return [*sentences, _("NOTED {hour}.").format(hour=hour)]
    if judgement.need is not None and not effect.need_said:
        need = required(item, judgement.need, judgement.gap)
        sentences.append(need[:1].upper() + need[1:] + ".")
    critical = _("[CRITICAL]") + " " if item.critical and judgement.outcome == "fail" else ""
    return [*sentences, f"{critical}{_outcome(item, answer, judgement)} {recorded}"]


def _outcome(item: Item, answer: Answered, judgement: Judgement) -> str:
    """The outcome, and by how much it misses or what the remark is."""
    word = _(OUTCOMES[judgement.outcome])
    if judgement.outcome == "fail" and judgement.gap:
        return f"{word}, {miss(item, judgement.gap)}."
    if judgement.outcome != "remark":
        return f"{word}."
    if item.type == "valid_until":
        remark = _("{days} days left after that").format(days=moments.number(judgement.gap or 0))
    elif answer.accepted_by:
        remark = _("RR accepted by {post}").format(post=literal(answer.accepted_by))
    else:
        remark = literal(answer.note)
    return f"{word}: {remark}." if remark else f"{word}."


def lacking(names: Sequence[str], facts: Mapping[str, FactDef]) -> str:
    """Each missing fact by its meaning, and who fills it in."""
    out = []
    for name in names:
        known = facts.get(name)
        meaning = literal(known.text.say(lang())) if known is not None else name
        who = literal(known.source.say(lang())) if known is not None and known.source is not None else ""
        sentence = _("{fact} is not filled in ({who}).") if who else _("{fact} is not filled in.")
        out.append(sentence.format(fact=f"{meaning} [{name}]", who=who))
    return " ".join(out)


def _told(effect: Said, screen: Screen) -> str:
    if effect.code == "follow_up" and effect.answer is not None and effect.answer.follow_up is not None:
        follow = effect.answer.follow_up
        due = _("no date yet")
        if follow.due is not None:
            same = follow.due.year == effect.answer.at.year
            day = moments.short_day(follow.due) if same else moments.day(follow.due)
            due = f"{moments.weekday(follow.due)} {day} {moments.hour(follow.due)}"
        return _("Follow-up: {owner}, {due}.").format(owner=literal(follow.owner), due=due)
    return _(_TOLD[effect.code]).format(word=literal(effect.word), example=screen.later)


def help_lines(shown: Shown, screen: Screen) -> list[str]:
    """Every key, the answer of this item that is stored, and the last one that was stored."""
    rows = [
        (".k", _("back")),
        (".n", _("later (skip; counts as empty)")),
        (".tb", _("does not apply, with the reason")),
        (".c", _("a note")),
        (".7", _("to item 7")),
        (".d", _("the items")),
        (".l", _("report a risk to the posko")),
        (".?", _("this help")),
        (".q", _("save and leave")),
    ]
    if shown.what == "help_end":
        rows = [(key, text) for key, text in rows if key not in {".n", ".tb", ".c"}]
    margin, width = screen.margin, screen.width
    lines = [line for key, text in rows for line in wrap(text, width, f"{margin}{key:<4} ", margin + " " * 5)]
    if shown.prompt.place.item.example is not None:
        example = literal(shown.prompt.place.item.example.say(lang()))
        lines += wrap(_("Example: {example}").format(example=example), width, margin, margin)
    lines += stored(shown.prompt.place.item, shown.prompt.stored, screen)
    for number, place, answer in shown.rows:
        lines += last_stored(number, place.item, answer, width, margin) if answer is not None else []
    return lines


def last_stored(number: int, item: Item, answer: Answered, width: int, margin: str) -> list[str]:
    """The last answer that the record holds; `number` 0 where this walk does not ask its item."""
    text = _("The last stored answer: {item} = {value}").format(
        item=f"{number}. {short_name(item)}" if number else short_name(item), value=value_text(item, answer)
    )
    return wrap(text, width, margin, margin)


def item_lines(shown: Shown, screen: Screen) -> list[str]:
    """The items, one a line: number, text or else short name, outcome; in a blind walk each answer is only noted."""
    lines, names = [], short_names(place.item for _number, place, _answer in shown.rows)
    for number, place, answer in shown.rows:
        word = _("empty") if answer is None else _(_WORDS[answer.outcome])
        mark = "*" if place.item.critical else " "
        text, room = literal(place.item.text.say(lang())), screen.width - cells(word) - 6
        name = text if cells(text) <= room else cut(names[place.item.id], room)
        lines.append(ends(f"{number:>3}{mark} {name}", word, screen.width))
    return [*lines, *wrap(f"{_('* critical')}; .l {_('report a risk to the posko')}", screen.width)]
