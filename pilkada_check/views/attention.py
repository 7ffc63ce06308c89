"""What is worth a second look in how answers came about, as lines and as data (rules.attention)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pilkada_check.model.events import By
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.attention import ALIKE, AT_ONCE, EXACT, FAST, FAST_ANSWERS, Kind, Notice, notices
from pilkada_check.views import moments
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.scene import Scene, item_of
from pilkada_check.views.sheet import Line, line
from pilkada_check.views.titles import plain_title, target_name
from pilkada_check.words import N_, _, ngettext

MOST = 3  # of one kind on the page of a whole unit; more are only counted

# What each kind is, with its threshold; and in a few words, for the end of a walk.
KINDS: Mapping[Kind, tuple[str, str]] = {
    "two_devices": (
        N_("One officer answers on two computers, less than {at_once} seconds apart:"),
        N_("two computers at once"),
    ),
    "two_targets": (
        N_("One officer answers on two targets, less than {at_once} seconds apart:"),
        N_("two targets at once"),
    ),
    "before_opened": (N_("Answers from before their record began:"), N_("an answer from before the beginning")),
    "backwards": (N_("Answers older than those above them:"), N_("an answer older than the one above it")),
    "changed": (
        N_("Changed for the better after the requirement was shown:"),
        N_("changed after the requirement was shown"),
    ),
    "fast": (
        N_("Answered fast: {fast_answers} answers or more, half of them within less than {fast} seconds:"),
        N_("answered fast"),
    ),
    "exact": (
        N_("Just what is required: {exact} figures or more, each the same as its requirement:"),
        N_("every figure just what is required"),
    ),
    "alike": (N_("All alike: {alike} answers of one kind or more, all the same:"), N_("answers all alike")),
    "clock": (
        N_("Times that are not the computer's: typed by hand, or held back while its clock was behind:"),
        N_("times not the computer's"),
    ),
}
_THRESHOLDS = {
    "at_once": int(AT_ONCE.total_seconds()),
    "fast": int(FAST.total_seconds()),
    "fast_answers": FAST_ANSWERS,
    "exact": EXACT,
    "alike": ALIKE,
}


def at_end(part: Part, record: str) -> str:
    """The line at the end of a walk: what is worth a look in its record, and in which items."""
    found = [one for one in notices([part]) if record in {one.record, one.other}]
    texts = [_(KINDS[one.kind][1]) + _in_brackets([_item(part, name) for name in one.items]) for one in found]
    return _("Worth a look: {what}").format(what="; ".join(dict.fromkeys(texts)) or _("nothing"))


def _in_brackets(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _item(part: Part, name: str) -> str:
    return next((short_name(one) for one in part.checklist.items() if one.id == name), literal(name))


def lines(scene: Scene, parts: Iterable[Part]) -> Iterator[Line]:
    """What is worth a look in these parts, kind by kind."""
    by_kind: dict[Kind, list[Notice]] = {}
    for one in notices(parts):
        by_kind.setdefault(one.kind, []).append(one)
    if by_kind:
        yield line(_("Each may have a good reason; none of it changes the state."))
    for kind, ones in by_kind.items():
        yield line(headline(kind))
        shown = ones if scene.chosen else ones[:MOST]
        yield from (line(_notice_text(scene, one), 1) for one in shown)
        if len(ones) > len(shown):
            yield line(_("and {n} more").format(n=moments.number(len(ones) - len(shown))), 1)


def headline(kind: Kind) -> str:
    """What the notices of a kind stand under: what it is, with its threshold."""
    return _(KINDS[kind][0]).format(**_THRESHOLDS)


def _notice_text(scene: Scene, one: Notice) -> str:
    """The list, the target, the officer, the record, and what it rests on."""
    what = [f"{plain_title(scene.lists[one.list])}, {target_name(one.target)}: {_officer(one.officer)}", one.record]
    what += [text for text in (_about(scene, one),) if text]
    return ", ".join(what)


def _officer(one: By) -> str:
    return literal(one.post or one.name or one.number)


def _about(scene: Scene, one: Notice) -> str:
    """What the kind alone does not say."""
    if one.other:
        text = ngettext("{n} second from {record}, {target}", "{n} seconds from {record}, {target}", one.seconds or 0)
        return text.format(n=one.seconds, record=one.other, target=target_name(one.elsewhere))
    if one.kind == "fast":
        answers = ngettext("{n} answer", "{n} answers", one.answers).format(n=moments.number(one.answers))
        n = one.seconds or 0
        return f"{answers}, " + ngettext("{n} second apart (median)", "{n} seconds apart (median)", n).format(n=n)
    if one.answers:
        return ngettext("{n} answer", "{n} answers", one.answers).format(n=moments.number(one.answers))
    part = next(part for part in scene.parts() if (part.checklist.id, part.target) == (one.list, one.target))
    items = [(item_of(scene, part, name), name) for name in one.items]
    return "; ".join(short_name(item) if item is not None else literal(name) for item, name in items)


def entry(one: Notice) -> dict[str, Any]:
    """One notice as data: an officer by number alone."""
    return {
        "kind": one.kind,
        "list": one.list,
        "target": one.target,
        "record": one.record,
        "officer": one.officer.number,
        "items": list(one.items),
        "answers": one.answers,
        "seconds": one.seconds,
        "type": one.type or None,
        "other": one.other or None,
    }
