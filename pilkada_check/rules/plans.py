"""Sample plans: who owes a ricek, from whom a new one draws, and what those re-checked prove (rules.md 32 to 34)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Sample
from pilkada_check.model.events import Planned
from pilkada_check.model.expression import Environment
from pilkada_check.model.unit import Row, Unit
from pilkada_check.rules import recheck
from pilkada_check.rules.assessment import Part, SampleResult
from pilkada_check.rules.draw import SEPARATOR, draw, seed, spoken
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.exchange import same_unit
from pilkada_check.rules.facts import compute, environments
from pilkada_check.rules.part import judge_part
from pilkada_check.rules.record import Record
from pilkada_check.rules.sampling import bound, needed, tolerated
from pilkada_check.rules.targets import targets


class Sampled(Struct, frozen=True):
    """What all plans of one list amount to. What a target was first (drawn, or `always`) it stays.

    `counting`: those of `drawn` that a sound plan has drawn; `within`: all that one could have drawn. So many plans are
    `sound`.
    """

    sample: Sample
    drawn: frozenset[str]
    always: frozenset[str]
    counting: frozenset[str]
    within: frozenset[str]
    sound: int

    @property
    def relieves(self) -> bool:
        """Whether there is a sound plan."""
        return self.sound > 0

    def owes(self, target: str, row: Row | None, env: Environment) -> bool:
        """Whether a target owes a ricek (rules.md 32); `env` is what expressions see on it."""
        if not self.relieves or row is None or target in self.drawn or target in self.always:
            return True
        # One that names a missing fact relieves nobody, as a `when` leaves nothing out (rules.md 10).
        return self.sample.always is not None and compute(self.sample.always, env) is not False


def sampled(evidence: Evidence, checklist: Checklist) -> Sampled | None:
    """What the plans of a list amount to; None: its riceks are not drawn, or there is no plan."""
    plans = sorted(
        (
            (record.planned.at, record.id, record, record.planned)
            for record in evidence.records
            if record.opened.round == "rencana" and record.opened.list == checklist.id and record.planned is not None
        ),
        key=lambda plan: plan[:2],
    )
    if checklist.sample is None or not plans:
        return None
    first: dict[str, str] = {}
    counting: set[str] = set()
    within: set[str] = set()
    good = 0
    for _at, _id, record, planned in plans:
        for target in planned.drawn:
            first.setdefault(target, "drawn")
        for target in planned.always:
            first.setdefault(target, "always")
        if sound(record, evidence.unit):
            good += 1
            counting.update(planned.drawn)
            within.update(planned.rows)
    drawn = frozenset(target for target, kind in first.items() if kind == "drawn")
    always = frozenset(first) - drawn
    return Sampled(checklist.sample, drawn, always, drawn & counting, frozenset(within), good)


def sound(record: Record, unit: Unit) -> bool:
    """Whether a plan relieves those it has not drawn (rules.md 32)."""
    return record.sealed and not record.damaged and not record.cancelled and follows(record, unit)


def follows(record: Record, unit: Unit) -> bool:
    """Whether the draw of a plan follows from its seed, and the seed from what it is a plan of."""
    planned, opened = record.planned, record.opened
    if planned is None or not same_unit(opened.unit, unit.full_path) or not _whole(planned):
        return False
    text = seed(opened.unit, opened.list, unit.election_day, planned.number, planned.words)
    return planned.seed == text and planned.drawn == draw(text, planned.rows, planned.size)


def _whole(planned: Planned) -> bool:
    """Whether the numbers of a plan fit its rows, and both people present said something."""
    return (
        planned.number >= 1
        and planned.population == len(planned.rows)
        and planned.size == len(planned.drawn) <= planned.population
        and list(planned.rows) == sorted(set(planned.rows), key=str.encode)
        and len(planned.words) == 2
        and all(spoken(words) and SEPARATOR.strip() not in words for words in planned.words)
    )


def to_draw_from(evidence: Evidence, checklist: Checklist, moment: datetime) -> tuple[list[str], list[str]]:
    """The rows that a new plan draws from, and those that are re-checked whatever the lot; in the order of their bytes.

    Left out of the first: struck out, not counted, drawn or `always` already, matching `always` today.
    """
    bench = Bench(evidence, checklist, moment)
    plan = sampled(evidence, checklist)
    known = plan.drawn | plan.always if plan else frozenset[str]()
    at_hand = {record.id for record in evidence.records} | evidence.held
    wanted = checklist.sample.always if checklist.sample else None
    by_target: dict[str, list[Record]] = {}
    for record in evidence.records:
        if record.opened.list == checklist.id and record.opened.round != "rencana":
            by_target.setdefault(record.opened.target, []).append(record)
    rows: list[str] = []
    always: list[str] = []
    environment = environments(evidence.unit, evidence.book, checklist.target)
    for target, row in targets(evidence.unit, checklist).items():
        env = environment(row)
        if judge_part(bench, target, env, by_target.get(target, []), at_hand, owes=True).readiness is None:
            continue
        if wanted is not None and compute(wanted, env) is True:
            always.append(target)
        elif target not in known:
            rows.append(target)
    return sorted(rows, key=str.encode), sorted(always, key=str.encode)


def rechecked(part: Part) -> bool:
    """Whether every owed item was re-checked by another officer, at whatever age (rules.md 33)."""
    return all(recheck.rechecked(part.sights[name]) for name, state in part.items.items() if state.owed)


def result(plan: Sampled, checklist: Checklist, parts: Iterable[Part], rows: Collection[str]) -> SampleResult:
    """What the re-checks of the drawn targets prove (rules.md 33, 34).

    `parts` are all of the list, with those of drawn targets that are struck out; `rows` the targets it is owed on.
    """
    by_target = {part.target: part for part in parts}
    bad = {target for target, part in by_target.items() if part.differed}
    # One that was drawn and differed stays, though nothing is asked of it any more: nothing takes it back.
    off = {target for target, part in by_target.items() if part.readiness is None} - (bad & plan.drawn)
    everybody = (plan.drawn | set(rows)) - plan.always - off
    drawn = plan.drawn & everybody
    differed = bad & drawn
    mine = plan.counting & everybody
    counted = differed | {target for target in mine if target in by_target and rechecked(by_target[target])}
    able = len(counted | (mine & set(rows)))
    size, n, x = len(everybody), len(counted), len(differed)
    sample = plan.sample
    most, too_many = bound(size, n, x, sample.confidence), tolerated(size, sample.tolerance)
    complete = drawn == everybody
    begun = any(part.readiness not in {None, "not_due"} for part in by_target.values())
    short = most >= too_many and begun and not complete
    enough = needed(size, x, sample.tolerance, sample.confidence)
    left = size - len(drawn)
    return SampleResult(
        list=checklist.id,
        population=size,
        drawn=len(drawn),
        counted=n,
        differed=x,
        able=able,
        bound=most,
        tolerated=too_many,
        tolerance=sample.tolerance,
        confidence=sample.confidence,
        short=short,
        more=min(max(0, enough - able), left) if enough is not None else left,
        complete=complete,
        plans=plan.sound,
        beyond=len(bad & everybody - drawn),
        outside=tuple(sorted(everybody - plan.within, key=str.encode)) if plan.relieves else (),
    )
