"""The verdict of a unit: every part, what is named beside them, the caps (rules.md 22 to 25)."""

from collections.abc import Iterator
from datetime import datetime

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.unit import UNIT, Row, Table, Unit
from pilkada_check.rules.assessment import Assessment, Part, Readiness, Reason, combine, cover
from pilkada_check.rules.evidence import Bench, Evidence
from pilkada_check.rules.facts import environment
from pilkada_check.rules.part import judge_part
from pilkada_check.rules.record import Record


def assess(evidence: Evidence, moment: datetime) -> Assessment:
    """Judge one unit at one moment (aware). The same input always gives the same assessment."""
    unit = evidence.unit
    by_part: dict[tuple[str, str], list[Record]] = {}
    for record in evidence.records:
        if record.opened.round != "rencana":
            by_part.setdefault((record.opened.list, record.opened.target), []).append(record)
    at_hand = {record.id for record in evidence.records} | evidence.held
    parts: list[Part] = []
    reasons: list[Reason] = [Reason("unreadable", path=one.path) for one in evidence.unreadable]
    verdicts: list[Readiness] = []
    for checklist in evidence.lists:
        if unit.satuan and checklist.target == UNIT:
            continue
        bench = Bench(evidence, checklist, moment)
        found = [
            judge_part(
                bench,
                target,
                environment(unit, evidence.book, checklist.target, row),
                by_part.get((checklist.id, target), []),
                at_hand,
            )
            for target, row in _targets(unit, checklist, by_part)
        ]
        parts += found
        reasons += _of_targets(evidence, checklist, found)
        brought = _verdicts(bench, found)
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
        {
            checklist.id: cover(part for part in parts if part.checklist is checklist)
            for checklist in evidence.lists
            if not (unit.satuan and checklist.target == UNIT)
        },
        tuple(part for part in parts if part.readiness is None),
    )


def expected_rows(unit: Unit, table: str) -> dict[str, Row]:
    """The rows of a table that this workspace answers for: all, or in a small unit's those that name its `satuan`."""
    rows = unit.tables.get(table, Table(table)).rows
    if not unit.satuan:
        return rows
    if table == "satuan":
        return {name: row for name, row in rows.items() if name == unit.satuan}
    return {name: row for name, row in rows.items() if row.facts.get("satuan") == unit.satuan}


def targets(unit: Unit, checklist: Checklist) -> dict[str, Row | None]:
    """The targets a list is owed on, in the table's order; struck-out ones left out."""
    if checklist.target == UNIT:
        return {UNIT: None}
    return {name: row for name, row in expected_rows(unit, checklist.target).items() if not row.struck_out}


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
    return "conditional" if codes & {"not_on_list", "struck_out", "count_of_targets", "unknown_list"} else "ready"
