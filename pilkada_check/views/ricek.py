"""A ricek on the screen: before the seal nothing but counts, after it how it compares with the first count."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import tzinfo

from pilkada_check.model.checklist import Item
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.ricek import Compared
from pilkada_check.rules.sight import Sight
from pilkada_check.views import moments
from pilkada_check.views.findings import detail, required, short_names
from pilkada_check.views.lines import literal, rule, wrap
from pilkada_check.views.looked import looked_text, looks
from pilkada_check.views.round_end import some_names
from pilkada_check.views.standings import OUTCOMES
from pilkada_check.words import _


def blind_end(head: Sequence[str], items: Sequence[Item], answered: Collection[str], width: int) -> list[str]:
    """The screen at the end of a round of which nothing may be shown yet: how many answers, what is empty."""
    empty = [item for item in items if item.id not in answered]
    lines = list(head)
    said = [_("Answered {n}, empty {empty}").format(n=len(answered), empty=len(empty))]
    if empty:
        said.append(_("EMPTY: {names}").format(names=some_names(list(short_names(empty).values()))))
    lines += [line for text in said for line in wrap(text, width, " ", "   ")]
    return [*lines, rule(width)]


def ricek_result(part: Part, record: str, found: Sequence[Compared], zone: tzinfo, width: int) -> list[str]:
    """What a sealed ricek amounts to: whether it was independent, what differs from the first count, what agrees."""
    lines = [rule(width)]
    for text in _about(part, record, zone):
        lines += wrap(text, width, " ", "   ")
    names = short_names(one.state.item for one in found)
    differ = [one for one in found if one.differs]
    lines += wrap(_counts(found), width, " ", "   ")
    for title, ones in (
        (_("CEK AND RICEK DIFFER"), differ),
        (_("THE SAME AS THE CEK"), [one for one in found if one.cek is not None and not one.differs]),
        (_("NO CEK HERE TO COMPARE WITH"), [one for one in found if one.cek is None]),
    ):
        lines += wrap(title, width, " ", " ") if ones else []
        for one in ones:
            told = _differing(one, names, zone) if one.differs else [_alone(one, names)]
            lines += [line for depth, text in told for line in wrap(text, width, "   " + " " * depth, "     ")]
    return [*lines, rule(width)]


def _about(part: Part, record: str, zone: tzinfo) -> Iterator[str]:
    """How blind this ricek was."""
    mine = [one for one in part.records if one.id == record]
    for one in mine:
        yield _("Recorded as INDEPENDENT.") if one.opened.independent else _("Recorded as NOT INDEPENDENT.")
    for seen in looks(mine):
        text = looked_text(seen, zone)
        yield text[:1].upper() + text[1:] + "."


def _counts(found: Iterable[Compared]) -> str:
    """How many answers agree, how many differ, how many have nothing beside them."""
    ones = list(found)
    differ, alone = sum(one.differs for one in ones), sum(one.cek is None for one in ones)
    same = len(ones) - differ - alone
    text = _("The same {same}, different {differ}, nothing to compare with {alone}")
    return text.format(same=same, differ=differ, alone=alone)


def _differing(one: Compared, names: dict[str, str], zone: tzinfo) -> list[tuple[int, str]]:
    """Both answers of an item below each other, who gave them and when, and what was required."""
    critical = _("[CRITICAL]") + " " if one.state.critical else ""
    said = [(0, f"{critical}{names[one.state.item.id]}")]
    said += [(2, _side(one, side, zone)) for side in (one.cek, one.mine) if side is not None]
    need = _need(one)
    return [*said, (2, required(one.state.item, need))] if need is not None else said


def _side(one: Compared, side: Sight, zone: tzinfo) -> str:
    """One answer: the round, the value, its outcome, who looked and when."""
    officer, at = side.look.record.opened.officer, side.look.at.astimezone(zone)
    return _("{round}: {value}; {outcome} ({who}, {when})").format(
        round=side.round,
        value=detail(one.state.item, side.look.answer, None),
        outcome=_(OUTCOMES[side.outcome]),
        who=literal(officer.post or officer.name or officer.number),
        when=f"{moments.short_day(at)} {moments.hour(at)}",
    )


def _alone(one: Compared, names: dict[str, str]) -> tuple[int, str]:
    """One answer that nothing differs from: what was required, what was found, what it amounts to.

    The cek may have found something else that amounts to the same: then that is told, too.
    """
    outcome = _(OUTCOMES[one.mine.outcome])
    value = detail(one.state.item, one.mine.look.answer, _need(one))
    text = f"{names[one.state.item.id]}: {value}; {outcome}"
    if one.cek is not None:
        first, mine = (detail(one.state.item, side.look.answer, None) for side in (one.cek, one.mine))
        text += f"; {one.cek.round}: {first}" if first != mine else ""
    if one.state.state == "dispute":  # an earlier answer differs, or the cek it agrees with came after a dispute
        text += "; " + _("still in dispute with an earlier answer")
    return 0, text


def _need(one: Compared) -> int | str | None:
    return one.mine.need if one.mine.need is not None else one.state.need
