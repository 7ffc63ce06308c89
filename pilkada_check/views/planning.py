"""A sample plan as it is made: how many are drawn and why, then the draw lot by lot, as lines of a terminal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.rules.draw import Lot
from pilkada_check.rules.sizing import Sizing
from pilkada_check.views import moments
from pilkada_check.views.lines import literal, wrap
from pilkada_check.views.titles import plain_title, rows_name
from pilkada_check.words import N_, _, lang, ngettext

MOST_NAMES = 8
_AGAIN = {"too_high": N_("too high"), "drawn": N_("drawn already")}


def percent(share: Fraction) -> str:
    """5 %, 0,1 %: an exact share of 1, as people read it."""
    whole, rest = divmod(share * 100, 1)
    digits = ""
    while rest and len(digits) < 6:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    mark = "," if lang() == "id" else "."
    return f"{whole}{mark + digits if digits else ''} %"


def counted(book: FactBook, checklist: Checklist, count: int) -> str:
    """How many targets, in the word of the list's table."""
    return f"{moments.number(count)} {rows_name(book, checklist.target)}"


def names(ones: Sequence[str]) -> str:
    """The first of some targets, and how many more there are."""
    said = ", ".join(literal(one) for one in ones[:MOST_NAMES])
    more = len(ones) - MOST_NAMES
    return said + (" " + _("and {n} more").format(n=moments.number(more)) if more > 0 else "")


def reckoning(book: FactBook, checklist: Checklist, one: Sizing, always: Sequence[str], width: int) -> Iterator[str]:
    """How many are to be drawn, step by step, as lines."""
    for text in _steps(book, checklist, one, always):
        head, hanging = ("  ", "     ") if text[:1].isdigit() else ("     ", "     ")
        yield from wrap(text, width, head, hanging)


def _steps(book: FactBook, checklist: Checklist, one: Sizing, always: Sequence[str]) -> Iterator[str]:
    """The steps, each with its number; what belongs to a step follows it without one."""
    number, sample = moments.number, one.sample
    yield "1. " + _("N = {n}: among so many the lot is drawn.").format(n=counted(book, checklist, one.population))
    if always:
        text = ngettext(
            "Besides, {n} target is re-checked in any case: {names}.",
            "Besides, {n} targets are re-checked in any case: {names}.",
            len(always),
        )
        yield text.format(n=number(len(always)), names=names(always))
    yield "2. " + _("Tolerance {share}: {bad} of {n} that differ from their report are too many.").format(
        share=percent(sample.tolerance), bad=number(one.bad), n=number(one.population)
    )
    yield "3. " + _("Confidence {share}.").format(share=percent(sample.confidence))
    yield "4. " + _so_many(one)
    if one.sensitivity < 1:
        yield _("A re-check is taken to see {share} of what differs, so more are drawn.").format(
            share=percent(one.sensitivity)
        )
    if one.drawn:
        yield "5. " + _("Earlier plans drew {n}. They stay drawn; {rest} are left to draw from.").format(
            n=number(one.drawn), rest=number(one.rest)
        )


def _so_many(one: Sizing) -> str:
    """How many in all, and why, in one sentence."""
    number = moments.number
    if one.needed is None and one.found < one.bad:
        text = _("Not even re-checking all of them proves it, as re-checks see only {share}. All are drawn.")
        return text.format(share=percent(one.sensitivity))
    if one.needed is None:
        return _(
            "{found} differ already, {bad} are too many: no sample proves it any more. All are to be re-checked."
        ).format(found=number(one.found), bad=number(one.bad))
    values = {
        "needed": number(one.needed),
        "bad": number(one.bad),
        "n": number(one.population),
        "found": number(one.found),
        "rest": percent(1 - one.sample.confidence),
    }
    if one.found:
        text = ngettext(
            "{found} differs: {needed} are to be drawn in all. Were {bad} of {n} different, the chance to see at most "
            "{found} of them would be {rest} or less.",
            "{found} differ: {needed} are to be drawn in all. Were {bad} of {n} different, the chance to see at most "
            "{found} of them would be {rest} or less.",
            one.found,
        )
        return text.format(**values)
    text = _(
        "{needed} are to be drawn: were {bad} of {n} different, the chance to see none of them would be {rest} or less."
    )
    return text.format(**values)


def this_plan(book: FactBook, checklist: Checklist, number: int, one: Sizing) -> str:
    """What this plan is about to draw."""
    text = _("Plan {number} draws {size} of {rest}.").format(
        number=number, size=counted(book, checklist, one.size), rest=moments.number(one.rest)
    )
    if one.size > one.least:
        more = (
            _("That is more than is needed ({least}).")
            if one.found
            else _("As long as none differs that is more than is needed ({least}).")
        )
        text += " " + more.format(least=moments.number(one.least))
    return text


def too_early(unchecked: int) -> str:
    """That some have no cek yet, and why that matters."""
    text = ngettext(
        "{n} target of the lot has no cek yet. Better draw when all are in: whoever checks must not know which are "
        "drawn.",
        "{n} targets of the lot have no cek yet. Better draw when all are in: whoever checks must not know which are "
        "drawn.",
        unchecked,
    )
    return text.format(n=moments.number(unchecked))


def heading(checklist: Checklist) -> str:
    """The first line of the verb."""
    return _("SAMPLE PLAN {list}").format(list=plain_title(checklist))


def lot_lines(lots: Sequence[Lot], rows: Sequence[str], width: int) -> Iterator[str]:
    """Every throw: its number k, the first eight hex digits, the position they lead to, and the target there."""
    last = max((one.k for one in lots), default=1)
    broad, deep = len(str(last)), len(str(len(rows)))
    yield from wrap(_("k, first 8 digits of the SHA-256, number of the target, target:"), width, "  ", "  ")
    for one in lots:
        place = "-" if one.again == "too_high" else str(one.position)
        what = _(_AGAIN[one.again]) if one.again else literal(rows[one.position - 1])
        head = f"  {one.k:>{broad}} {one.digest[:8]} {place:>{deep}} "
        yield from wrap(what, width, head, " " * len(head))
