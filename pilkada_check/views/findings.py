"""One item that does not pass, or passes with a remark, in words: what was required, what was found, who mends it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Answered, FollowUp
from pilkada_check.rules.answers import show
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.sight import Sight
from pilkada_check.views import moments
from pilkada_check.views.lines import cut, literal
from pilkada_check.views.standings import STATES, short_by
from pilkada_check.words import N_, _, lang, ngettext

SHORT = 44  # characters of an item's short name


def short_name(item: Item) -> str:
    """What its list calls an item for short; without that the head of its text: up to a colon or question mark."""
    if item.short is not None:
        return literal(item.short.say(lang()))
    text = literal(item.text.say(lang()))
    ends = [place for mark in (":", "?") if 3 < (place := text.find(mark)) <= SHORT]
    head = text[: min(ends)] if ends else text.rstrip(".?")
    return head if len(head) <= SHORT else head[: SHORT - 2].rstrip() + ".."


def short_names(items: Iterable[Item]) -> dict[str, str]:
    """The short names of several items by id; where two would be called the same, heads of texts are longer."""
    ones = list(items)
    counted = Counter(map(short_name, ones))
    longer = {one.id for one in ones if one.short is None and counted[short_name(one)] > 1}
    return {one.id: cut(literal(one.text.say(lang())), SHORT) if one.id in longer else short_name(one) for one in ones}


def detail(item: Item, answer: Answered, need: int | str | None) -> str:
    """Requirement and finding of one answer."""
    if answer.outcome == "na":
        return _("not applicable: {reason}").format(reason=literal(answer.note))
    parts = [required(item, need)] if need is not None else []
    value = answer.value
    if item.type == "inventory" and isinstance(value, dict):
        parts.append(_("good {n}").format(n=moments.number(value.get("b", 0))))
        parts += [f"{key.upper()} {moments.number(value[key])}" for key in ("rr", "rb", "ta") if value.get(key)]
    elif item.type == "breakdown" and isinstance(value, dict) and need is not None:
        parts.append(_("sum {n}").format(n=moments.number(sum(value.values()))))
    elif item.type == "breakdown" and isinstance(value, dict):  # beside another answer the sums may be the same
        parts.append(by_parts(item, value))
    elif item.type == "condition" and isinstance(value, str) and value in STATES:
        parts.append(_(STATES[value]))
    else:
        shown = literal(show(item, value, lang()))
        parts.append(_("found {value}").format(value=shown) if need is not None else shown)
    if answer.accepted_by:
        parts.append(_("RR accepted by {post}").format(post=literal(answer.accepted_by)))
    if answer.note:
        parts.append(literal(answer.note))
    return ", ".join(parts)


def by_parts(item: Item, value: Mapping[str, int]) -> str:
    """`present 28, ill 1; in all 29`: every part of a breakdown by its name, and the sum."""
    names = {key: item.parts[key].say(lang()) if key in item.parts else key for key in value}
    said = [f"{literal(names[key])} {moments.number(n)}" for key, n in value.items()]
    return _("{parts}; in all {sum}").format(parts=", ".join(said), sum=moments.number(sum(value.values())))


def required(item: Item, need: int | str | None, gap: int | None = None) -> str:
    """`required 30`, `at most 0`, `until 16 December 2024`; `gap` tells which of a date's two bounds it is."""
    if isinstance(need, int):
        return _(REQUIRED[item.need.op if item.need is not None else "="]).format(need=moments.number(need))
    text = str(need)
    match item.type:
        case "valid_until":
            ends = item.until is None or item.until.names == ("operation_ends",)
            sentence = _("the operation ends {need}") if ends else _("must hold until {need}")
            return sentence.format(need=moments.iso_long_day(text))
        case "date" if item.max_age is not None:
            return ngettext("at most {n} day old", "at most {n} days old", item.max_age).format(n=item.max_age)
        case "date":
            lower = gap < 0 if gap else item.since is not None
            sentence = _("not before {need}") if lower else _("not after {need}")
            return sentence.format(need=moments.iso_long_day(text))
        case "time":
            op = item.need.op if item.need is not None else "="
            return _(_HOURS[op]).format(need=text.replace(":", ".") if lang() == "id" else text)
    return _(REQUIRED[item.need.op if item.need is not None else "="]).format(need=text)


REQUIRED = {">=": N_("required {need}"), "=": N_("must be {need}"), "<=": N_("at most {need}")}
_HOURS = {">=": N_("not before {need}"), "=": N_("must be {need}"), "<=": N_("by {need} at the latest")}


def miss(item: Item, gap: int) -> str:
    """By how much an answer misses what it must meet: `3 short`, `2 days too early`, `15 minutes too late`."""
    size = abs(gap)
    shown = moments.number(size)
    if item.type == "valid_until":
        return ngettext("{n} day too short", "{n} days too short", size).format(n=shown)
    if item.type == "date":
        early = ngettext("{n} day too early", "{n} days too early", size)
        return (early if gap < 0 else ngettext("{n} day too late", "{n} days too late", size)).format(n=shown)
    if item.type == "time":
        early = ngettext("{n} minute too early", "{n} minutes too early", size)
        return (early if gap < 0 else ngettext("{n} minute too late", "{n} minutes too late", size)).format(n=shown)
    return short_by(gap)


def follow_up(one: FollowUp | None) -> str:
    """`Bag Log, 25/11 15.00`; what is still open says so."""
    if one is None:
        return _("nobody yet")
    due = f"{moments.short_day(one.due)} {moments.hour(one.due)}" if one.due is not None else _("no date yet")
    return f"{literal(one.owner) or _('nobody yet')}, {due}"


def shown_sight(part: Part, state: ItemState) -> Sight | None:
    """The look whose value may be shown; none while a ricek of it is running (rules.md 29)."""
    if part.veiled:
        return None
    return state.standing.failing or state.standing.base


def sides(state: ItemState) -> list[Sight]:
    """Who stands against whom in a dispute: of each officer in each round the latest answer, the cek first.

    Where these are all the same, one fell in line later: what he said before still makes the dispute (rules.md 12).
    """
    latest = {(one.round, one.person): one for one in state.standing.parties}
    found = list(latest.values())
    if len({repr(one.value) for one in found}) == 1:
        found = list({(one.round, one.person, repr(one.value)): one for one in state.standing.parties}.values())
    return sorted(found, key=lambda one: (one.round != "cek", one.order))


def found(part: Part, state: ItemState) -> str:
    """The finding in words; nothing of a value while a ricek is running."""
    if part.veiled:
        return _("not shown while a ricek is running")
    sight = shown_sight(part, state)
    if sight is None:
        return ""
    if state.state == "dispute":
        return " / ".join(f"{one.round} {detail(state.item, one.look.answer, None)}" for one in sides(state))
    return detail(state.item, sight.look.answer, state.need if state.need is not None else sight.need)
