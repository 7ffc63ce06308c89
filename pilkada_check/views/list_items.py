"""One list as a sheet: what it asks, place by place, and what each answer must meet."""

import re
from collections.abc import Iterator, Mapping

from pilkada_check.model.checklist import Checklist, Item, Option
from pilkada_check.model.expression import Expression
from pilkada_check.model.facts import FactBook
from pilkada_check.rules.answers import show
from pilkada_check.views import moments
from pilkada_check.views.findings import REQUIRED, required
from pilkada_check.views.lines import literal
from pilkada_check.views.lists import Shelf, due_line, for_whom, under
from pilkada_check.views.planning import percent
from pilkada_check.views.sheet import Line, Sheet, line, sections
from pilkada_check.views.standings import OUTCOMES, STATES
from pilkada_check.views.titles import list_title, plain_title
from pilkada_check.words import N_, _, lang, ngettext

TYPES: Mapping[str, str] = {
    "confirm": N_("yes or no"),
    "count": N_("a number"),
    "inventory": "B RR RB TA",
    "condition": N_("b, rr, rb or -"),
    "valid_until": N_("a date of expiry"),
    "date": N_("a date"),
    "choice": N_("one of"),
    "breakdown": N_("numbers that add up"),
    "risk": N_("yes or no, never fails"),
    "text": N_("words"),
    "time": N_("an hour"),
}
RICEK: Mapping[str, str] = {
    "critical": N_("critical items"),
    "all": N_("all items"),
    "none": N_("none"),
}

_WORD = re.compile(r'"[^"]*"|[!=]=|\bnot in\b|\w+')  # of an expression; what stands in quotes is one
_SIGNS: Mapping[str, str] = {
    "==": N_("is"),
    "!=": N_("is not"),
    "in": N_("is one of"),
    "not in": N_("is none of"),
    "and": N_("and"),
    "or": N_("or"),
    "not": N_("not"),
}


def one_list(shelf: Shelf, checklist: Checklist) -> Sheet:
    """A list and its items, by place."""
    places = [(literal(section.title.say(lang())), section.items) for section in checklist.sections]
    rows: list[tuple[str, list[Line]]] = []
    count = 0
    for title, items in places:
        lines = []
        for item in items:
            count += 1
            lines += list(_item(shelf, checklist, item, count))
        rows.append((title, lines))
    return Sheet(
        f"{list_title(checklist)} [{checklist.id}]",
        under(shelf),
        sections(("", _about(shelf, checklist)), *rows),
    )


def _about(shelf: Shelf, one: Checklist) -> Iterator[Line]:
    items = list(one.items())
    critical = sum(item.critical for item in items)
    yield line(
        _("{n} items, {critical} critical; for: {target}").format(
            n=len(items), critical=critical, target=for_whom(shelf, one)
        )
    )
    yield due_line(shelf, one, _("Due"))
    yield line(_("Re-checked: {what}").format(what=_(RICEK[one.ricek])))
    yield from _sample(shelf, one)
    for label, text in (
        (N_("Who checks: {text}"), one.by),
        (N_("Who re-checks: {text}"), one.ricek_by),
        (N_("To bring: {text}"), one.bring),
    ):
        if text is not None:
            yield line(_(label).format(text=literal(text.say(lang()))))
    if one.minutes:
        yield line(_("About {n} minutes").format(n=one.minutes))
    yield line(_("Version {version}").format(version=literal(one.version)))
    status = literal(one.status.say(lang()))
    if status:
        yield line(_("Status of the list: {status}.").format(status=status))
    if one.own:
        yield line(_("The unit's own lists: {lists}.").format(lists=plain_title(one)))


def _sample(shelf: Shelf, one: Checklist) -> Iterator[Line]:
    """Which targets owe the ricek, where that is drawn."""
    if one.sample is None:
        return
    text = _(
        "Which targets: those drawn (sample), tolerance {tolerance}, confidence {confidence}; every one until they are "
        "drawn"
    )
    yield line(text.format(tolerance=percent(one.sample.tolerance), confidence=percent(one.sample.confidence)))
    if one.sample.always is not None:
        condition = _meaning(shelf.book, one, one.sample.always)
        yield line(_("Always re-checked: {condition}").format(condition=condition))


def _item(shelf: Shelf, checklist: Checklist, item: Item, count: int) -> Iterator[Line]:
    mark = f"{_('[CRITICAL]')} " if item.critical else ""
    yield line(f"{count} {mark}{literal(item.text.say(lang()))}", kind="strong" if item.critical else "text")
    said = [_kind(item), *_wanted(shelf.book, checklist, item)]
    if item.sensitive:
        said.append(_("restricted: the value is shown at the terminal only"))
    yield line("; ".join(said), 1)
    if item.hint is not None:
        yield line(literal(item.hint.say(lang())), 1)


def _kind(item: Item) -> str:
    """How it is answered."""
    kind = _(TYPES[item.type]) if item.type != "inventory" else TYPES[item.type]
    words = [_option(one) for one in item.options] + [literal(one.say(lang())) for one in item.parts.values()]
    states = [
        f"{'-' if key == 'ta' else key} {literal(text.say(lang()))}"
        for key, text in item.states.items()
        if key in STATES
    ]
    said = " / ".join([*words, *states])
    return f"{kind}: {said}" if said else kind


def _option(option: Option) -> str:
    """What can be chosen; what does not simply meet it says so, as a number says what is required."""
    said = literal(option.text.say(lang()))
    return said if option.outcome == "ok" else f"{said} ({_(OUTCOMES[option.outcome])})"


def _wanted(book: FactBook, checklist: Checklist, item: Item) -> Iterator[str]:
    """What the answer must meet, and where the item is asked, with the facts by their meaning."""

    def meant(expression: Expression) -> str:
        return _meaning(book, checklist, expression)

    if item.type == "confirm":
        yield _(REQUIRED["="]).format(need=show(item, item.expect, lang()))
    if item.digits:
        yield _("with a number in it")
    if item.need is not None:
        need = meant(item.need.value)
        yield required(item, need) if item.type == "time" else _(REQUIRED[item.need.op]).format(need=need)
    if item.until is not None:
        yield _("until {need}").format(need=meant(item.until))
    if item.since is not None:
        yield _("since {day}").format(day=meant(item.since))
    if item.max_age is not None:
        yield ngettext("at most {n} day old", "at most {n} days old", item.max_age).format(n=item.max_age)
    if item.total is not None:
        yield _("sum {n}").format(n=meant(item.total))
    if item.when is not None and not _said_by_need(item):
        yield _("asked only if: {condition}").format(condition=meant(item.when))


def _said_by_need(item: Item) -> bool:
    """`when: x > 0` beside `need: >= x` says nothing more: a need of 0 leaves the item out by itself."""
    return item.when is not None and item.need is not None and item.when.text.strip() == f"{item.need.value.text} > 0"


def _meaning(book: FactBook, checklist: Checklist, expression: Expression) -> str:
    """An expression with each fact by what it means, and behind it as the list writes it; a constant alone."""
    text = expression.text.strip()
    if not expression.names:
        return moments.iso_long_day(text.strip('"'))
    facts = book.seen_from(checklist.target)

    def said(found: re.Match[str]) -> str:
        word = found[0]
        return literal(facts[word].text.say(lang())) if word in facts else _(_SIGNS.get(word, word))

    return f"{_WORD.sub(said, text)} [{text}]"
