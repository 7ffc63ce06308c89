"""One list on one target: its items, its reasons, and the first line of rules.md 20 that fits."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from pilkada_check.model.checklist import Agree, Checklist, Item
from pilkada_check.model.events import FollowUp
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import Text
from pilkada_check.rules.assessment import Code, ItemState, Part, Readiness, Reason
from pilkada_check.rules.evidence import Bench
from pilkada_check.rules.facts import asked
from pilkada_check.rules.recheck import differed
from pilkada_check.rules.record import Record
from pilkada_check.rules.sight import Sight, default_agree
from pilkada_check.rules.standing import Second, Standing, stand
from pilkada_check.rules.veil import veiling

_BY_VALUE = Agree("value")  # of an item that no list at hand has any more
CLOCK_SLACK = timedelta(minutes=10)

_GOOD = {"ok", "noted"}
_INCOMPLETE = {"missing", "stale", "changed", "no_fact", "damaged", "absent"}
_CONDITIONAL = {
    "fail", "dispute", "remark", "ricek_owed", "follow_up", "na_critical", "nothing_checked", "unsealed", "after_seal",
    "clock", "dropped",
}  # fmt: skip


def judge_part(
    bench: Bench, target: str, env: Environment, records: Sequence[Record], at_hand: Collection[str], *, owes: bool
) -> Part:
    """Assess one list on one target.

    `env` holds the facts as this target sees them, `records` are those of this list and target, `at_hand` the ids of
    all records of the unit and of those a bundle holds back. `owes`: no sample plan relieves it (rules.md 32).
    """
    checklist = bench.checklist
    sights = bench.sights(records, env)
    items: dict[str, ItemState] = {}
    dropped: list[tuple[Item, Sequence[Sight]]] = []
    looked: dict[str, Sequence[Sight]] = {}
    for item in bench.today.values():
        if asked(item, env):
            looked[item.id] = sights.pop(item.id, ())
            items[item.id] = _state(checklist, item, looked[item.id], owes=owes)
    for name, ones in sights.items():
        gone = (
            bench.today.get(name) or bench.item_then(ones[-1].look) or Item(name, Text(name), "text", agree=_BY_VALUE)
        )
        dropped.append((gone, ones))
    reasons = [
        *(reason for state in items.values() if not _plain(state) for reason in _of_item(state)),
        *_of_list(bench, items),
        *_dropped(checklist, dropped),
        *_of_records(records, bench.moment, at_hand),
    ]
    answered = any(
        look.answer.item in items for record in records if not record.cancelled for look in record.looks
    ) or any(state.state != "none" for state in items.values())
    readiness = _readiness(items, reasons, answered=answered, begun=bench.calendar.begun(bench.moment))
    if readiness == "not_due":
        reasons = [Reason("not_due", moment=bench.calendar.moments[0].text)]
    ever = [*((state.item, looked[name]) for name, state in items.items()), *dropped]
    return Part(
        checklist, target, readiness, items, tuple(reasons), tuple(records), bool(veiling(records)), looked,
        differed=checklist.sample is not None and _differed(checklist, ever, records),
    )  # fmt: skip


def _differed(checklist: Checklist, ever: Iterable[tuple[Item, Sequence[Sight]]], records: Iterable[Record]) -> bool:
    """Whether a ricek of it ever differed, also on an item that is no longer asked (rules.md 33)."""
    return any(record.opened.round == "ricek" for record in records) and any(
        differed(item, default_agree(item, checklist.agree), sights) for item, sights in ever
    )


def _state(checklist: Checklist, item: Item, sights: Sequence[Sight], *, owes: bool) -> ItemState:
    standing = stand(item, default_agree(item, checklist.agree), sights)
    critical = item.critical or standing.critical_then
    owed = owes and (checklist.ricek == "all" or (checklist.ricek == "critical" and critical))
    second: Second = "confirmed" if standing.confirming else "owed" if owed else "not_owed"
    base = standing.base
    judged = base is not None and base.outcome != "unjudged" and standing.state != "unjudged"
    counts = judged and standing.cek is not None and base is not None and base.fresh and base.same_form
    return ItemState(item, standing, second, critical, owed, counts, base.need if base is not None else None)


def _plain(state: ItemState) -> bool:
    """Whether there is nothing to say of an item, as of nearly all: one good, sealed cek, and nothing beside it."""
    standing = state.standing
    cek = standing.cek
    return (
        state.counts
        and cek is not None
        and standing.state in _GOOD
        and state.second == "not_owed"
        and cek.look.record.ended
        and cek.follow_up is None
        and standing.ricek is None
        and standing.ruling is None
        and not standing.weights
        and not standing.void_rulings
    )


def _of_item(state: ItemState) -> Iterator[Reason]:
    """Every reason of one item in force."""
    yield from _against(state)
    yield from _lacking(state)
    if state.counts:
        yield from _conditions(state)
    standing = state.standing
    if state.second == "owed" and standing.void_riceks:
        yield _reason(state, "void_ricek", standing.void_riceks[0])
    if standing.void_rulings:
        yield _reason(state, "void_ruling", standing.void_rulings[0])
    if state.passes and standing.follow_up is not None:
        yield _reason(state, "follow_up", standing.base, follow_up=standing.follow_up)


def _reason(
    state: ItemState, code: Code, sight: Sight | None, *, follow_up: FollowUp | None = None, fact: str = ""
) -> Reason:
    """A reason about one item, and the record it comes from."""
    record = sight.look.record.id if sight is not None else ""
    return Reason(code, state.item.id, record, state.critical, follow_up, fact)


def _against(state: ItemState) -> Iterator[Reason]:
    """A fail or a dispute."""
    standing = state.standing
    if state.state == "fail":
        yield _reason(state, "fail", standing.failing, follow_up=standing.follow_up)
    if state.state == "dispute":
        yield _reason(state, "dispute", standing.parties[-1], follow_up=standing.follow_up)


def _lacking(state: ItemState) -> Iterator[Reason]:
    """Why no answer counts (rules.md 10, 17)."""
    base = state.standing.base
    if state.standing.cek is None or base is None:
        yield _reason(state, "missing", None)
        return
    if not base.fresh:
        yield _reason(state, "stale", base)
    if not base.same_form:
        yield _reason(state, "changed", base)
    if base.outcome == "unjudged" and not base.missing:
        yield _reason(state, "missing", base)
    elif base.outcome == "unjudged":
        yield from (_reason(state, "no_fact", base, fact=fact) for fact in base.missing)


def _conditions(state: ItemState) -> Iterator[Reason]:
    """What keeps an item with an answer that counts from being ready (rules.md 20)."""
    base = state.standing.base
    if state.state == "remark":
        yield _reason(state, "remark", base)
    if state.state == "na" and state.critical:
        yield _reason(state, "na_critical", base)
    if state.passes and state.second == "owed":
        yield _reason(state, "ricek_owed", base)
    unsealed = [sight for sight in _rests_on(state.standing) if not sight.look.record.ended]
    if unsealed:
        yield _reason(state, "unsealed", unsealed[0])


def _rests_on(standing: Standing) -> list[Sight]:
    """The latest cek, the riceks that confirm (one sealed is enough), and everything a ruling settled (rules.md 20)."""
    ones = [standing.cek, standing.ruling]
    if standing.ruling is not None:
        ones += standing.parties
    elif not any(sight.look.record.ended for sight in standing.confirming):
        ones += standing.confirming
    return [sight for sight in ones if sight is not None and not sight.weighs_only]


def _of_list(bench: Bench, items: dict[str, ItemState]) -> Iterator[Reason]:
    """`nothing_checked` and `overdue` (rules.md 20, 31)."""
    if items and all(state.state == "na" for state in items.values()):
        yield Reason("nothing_checked")
    ended = bench.calendar.last_ended(bench.moment)
    if ended is None:
        return
    for state in items.values():
        cek = state.standing.cek
        if not state.counts and (cek is None or bench.calendar.serves(cek.look.at) < ended):
            yield Reason("overdue", moment=bench.calendar.moments[ended].text)
            return


def _dropped(checklist: Checklist, dropped: Iterable[tuple[Item, Sequence[Sight]]]) -> Iterator[Reason]:
    """Items no longer asked whose last standing was a fail or dispute."""
    for item, sights in dropped:
        standing = stand(item, default_agree(item, checklist.agree), sights)
        if standing.state in {"fail", "dispute"}:
            sight = standing.failing or standing.base
            record = sight.look.record.id if sight else ""
            yield Reason("dropped", item=item.id, record=record, critical=standing.critical_then)


def _of_records(records: Sequence[Record], moment: datetime, at_hand: Collection[str]) -> Iterator[Reason]:
    """What is wrong with whole records: damaged, absent, lines after the end, a clock ahead (rules.md 1 to 4, 8)."""
    yield from (Reason("damaged", record=name) for name in sorted({one.id for one in records if one.damaged}))
    seen = {name for record in records for name in record.opened.seen}
    yield from (Reason("absent", record=name) for name in sorted(seen.difference(at_hand)))
    yield from (Reason("after_seal", record=name) for name in sorted({one.id for one in records if one.after_end}))
    ahead = moment + CLOCK_SLACK
    late = {one.id for one in records if one.latest is not None and one.latest > ahead}
    yield from (Reason("clock", record=name) for name in sorted(late))


def _readiness(
    items: dict[str, ItemState], reasons: Sequence[Reason], *, answered: bool, begun: bool
) -> Readiness | None:
    """The first line of rules.md 20 that fits; None: not counted."""
    codes = {reason.code for reason in reasons}
    if any(state.critical and state.state in {"fail", "dispute"} for state in items.values()):
        return "not_ready"
    if not items and not codes:
        return None
    if items and not answered:
        return "unchecked" if begun or codes - {"missing"} else "not_due"
    if codes & _INCOMPLETE:
        return "incomplete"
    return "conditional" if codes & _CONDITIONAL else "ready"
