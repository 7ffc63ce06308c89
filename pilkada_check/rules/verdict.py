"""The verdict of a unit: every part, what is named beside them, the caps (rules.md 22 to 25)."""

from collections.abc import Iterator
from datetime import datetime

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.expression import Environment
from pilkada_check.model.unit import UNIT, Row, Table, Unit
from pilkada_check.rules.assessment import Assessment, Part, Readiness, Reason, SampleResult, combine, cover
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.facts import environment, environments
from pilkada_check.rules.part import judge_part
from pilkada_check.rules.plans import result, sampled
from pilkada_check.rules.record import Record
from pilkada_check.rules.targets import expected_rows, targets

_Seen = dict[tuple[str, str], Environment]  # what lists on the same table see on the same row ("": without one)


def assess(evidence: Evidence, moment: datetime) -> Assessment:
    """Judge one unit at one moment (aware). The same input always gives the same assessment."""
    unit = evidence.unit
    by_part: dict[tuple[str, str], list[Record]] = {}
    for record in evidence.records:
        if record.opened.round != "rencana":
            by_part.setdefault((record.opened.list, record.opened.target), []).append(record)
    parts: list[Part] = []
    reasons: list[Reason] = [Reason("unreadable", path=one.path, why=one.code) for one in evidence.unreadable]
    verdicts: list[Readiness] = []
    samples: dict[str, SampleResult] = {}
    lists = [one for one in evidence.lists if not (unit.satuan and one.target == UNIT)]
    seen: _Seen = {}
    for checklist in lists:
        desk = _Desk(evidence, checklist, moment, by_part, seen)
        found = [desk.part(target, row) for target, row in _targets(unit, checklist, by_part)]
        parts += found
        reasons += _of_targets(evidence, checklist, found)
        sample = desk.sample(found)
        if sample is not None:
            samples[checklist.id] = sample
            if sample.short:
                reasons.append(Reason("sample_short", list=checklist.id, more=sample.more))
        brought = _verdicts(desk.bench, found)
        verdicts += brought
        if "not_due" in brought:
            reasons.append(Reason("not_due", list=checklist.id))
    known = {checklist.id for checklist in evidence.lists}
    reasons += [
        Reason("unknown_list", list=name) for name in sorted({one.opened.list for one in evidence.records} - known)
    ]
    # No part names these: a damaged plan (rules.md 32), and what lies in a list that the unit does not have.
    homeless = (one for one in evidence.records if one.opened.round == "rencana" or one.opened.list not in known)
    reasons += [Reason("damaged", record=name) for name in sorted({one.id for one in homeless if one.damaged})]
    if set(verdicts) == {"not_due"}:
        reasons = [reason for reason in reasons if reason.code != "not_due"]
    return Assessment(
        unit,
        combine(verdicts, at_best=_cap(reasons)),
        tuple(reasons),
        tuple(part for part in parts if part.readiness is not None),
        {checklist.id: cover(part for part in parts if part.checklist is checklist) for checklist in lists},
        tuple(part for part in parts if part.readiness is None),
        samples,
    )


class _Desk:
    """Judges the parts of one list."""

    def __init__(
        self,
        evidence: Evidence,
        checklist: Checklist,
        moment: datetime,
        by_part: dict[tuple[str, str], list[Record]],
        seen: _Seen,
    ) -> None:
        self.evidence = evidence
        self.checklist = checklist
        self.bench = Bench(evidence, checklist, moment)
        self.by_part = by_part
        self.seen = seen
        self.environment = environments(evidence.unit, evidence.book, checklist.target)
        self.at_hand = {record.id for record in evidence.records} | evidence.held
        self.plan = sampled(evidence, checklist)

    def part(self, target: str, row: Row | None) -> Part:
        """One target, as its row and its records have it."""
        place = self.checklist.target, target if row is not None else ""
        if place not in self.seen:
            self.seen[place] = self.environment(row)
        env = self.seen[place]
        records = self.by_part.get((self.checklist.id, target), [])
        owes = self.plan is None or self.plan.owes(target, row, env)
        return judge_part(self.bench, target, env, records, self.at_hand, owes=owes)

    def sample(self, found: list[Part]) -> SampleResult | None:
        """What the plans of the list prove; a small unit has only some of the targets that were drawn from."""
        unit, plan = self.evidence.unit, self.plan
        if plan is None or unit.satuan:
            return None
        rows = expected_rows(unit, self.checklist.target).items()
        # Striking out a target that was drawn takes nothing back (rules.md 33).
        struck_out = [self.part(name, row) for name, row in rows if row.struck_out and name in plan.drawn]
        return result(plan, self.checklist, [*found, *struck_out], targets(unit, self.checklist))


def _targets(
    unit: Unit, checklist: Checklist, found: dict[tuple[str, str], list[Record]]
) -> Iterator[tuple[str, Row | None]]:
    """Every expected target, then every target with records, row or no row (rules.md 23)."""
    expected = targets(unit, checklist)
    yield from expected.items()
    rows = unit.tables.get(checklist.target, Table(checklist.target)).rows if checklist.target != UNIT else {}
    for name in sorted(target for list_id, target in found if list_id == checklist.id):
        if name not in expected and name not in rows:
            yield name, None


def _of_targets(evidence: Evidence, checklist: Checklist, found: list[Part]) -> Iterator[Reason]:
    """What is named about the targets of one list."""
    unit = evidence.unit
    expected = targets(unit, checklist)
    for part in found:
        if part.target not in expected:
            yield Reason("not_on_list", list=checklist.id, target=part.target)
    if checklist.target == UNIT:
        return
    for name, row in expected_rows(unit, checklist.target).items():
        if row.struck_out:
            yield Reason("struck_out", list=checklist.id, target=name, why=row.struck_out)
    if not found:
        yield Reason("no_target", list=checklist.id)
    seen = environment(unit, evidence.book, UNIT, None)
    fact = seen.get(checklist.target, unit.facts.get(checklist.target))
    rows = len(expected_rows(unit, checklist.target))
    if isinstance(fact, int) and fact != rows and not unit.satuan:
        yield Reason("count_of_targets", list=checklist.id, rows=rows, fact=str(fact))


def _verdicts(bench: Bench, found: list[Part]) -> list[Readiness]:
    """The verdicts a list brings to the unit; a list on targets that has none is an unchecked part."""
    if not found:
        return ["unchecked" if bench.calendar.begun(bench.moment) else "not_due"]
    return [part.readiness for part in found if part.readiness is not None]


def _cap(reasons: list[Reason]) -> Readiness:
    """At best: incomplete beside what cannot be read or is damaged, conditional beside all else that caps."""
    codes = {reason.code for reason in reasons}
    if codes & {"unreadable", "damaged"}:
        return "incomplete"
    return (
        "conditional"
        if codes & {"not_on_list", "struck_out", "count_of_targets", "unknown_list", "sample_short"}
        else "ready"
    )
