"""Risk reports as data: rows of CSV, and JSON of format 1; what may not leave the terminal is left out."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pilkada_check import VERSION
from pilkada_check.model.reports import Acknowledged, Closed, Handled, Sent, Step
from pilkada_check.rules.reports import Report, state
from pilkada_check.views.as_json import Document
from pilkada_check.views.reports import Desk
from pilkada_check.views.titles import example_mark

FORMAT = 1
COLUMNS = (
    "example", "as_of", "number", "report", "state", "at", "where", "list", "target", "item", "what", "since", "done",
    "sure", "by_number", "by", "sent", "acknowledged", "handled", "closed", "unread_lines", "hidden",
)  # fmt: skip


def rows(desk: Desk, shown: Iterable[Report]) -> Iterator[list[str]]:
    """Every report as a row of CSV, one cell for each of `COLUMNS`."""
    for one in shown:
        entry = _values(desk, one)
        mark = example_mark() if desk.unit.example else ""
        yield [
            mark,
            desk.moment.isoformat(),
            *("" if entry[name] is None else str(entry[name]) for name in COLUMNS[2:]),
        ]


def _values(desk: Desk, report: Report) -> Document:
    """What stands in a row and in JSON; null where it may not leave the terminal or is not known."""
    first = None if desk.hides(report) else report.first
    hidden = first is None or desk.restricted(first)
    why = "ricek_running" if desk.hides(report) else "restricted" if first is not None and hidden else ""
    firsts = {type(step): _iso(desk, step.at) for step in reversed(report.steps)}
    return {
        "number": desk.shelf.labels[report.id],
        "report": report.id,
        "state": state(report),
        "at": _iso(desk, report.first.at) if report.first is not None else None,
        "where": first.where if first is not None else None,
        "list": first.list if first is not None else None,
        "target": first.target if first is not None else None,
        "item": first.item if first is not None else None,
        "what": None if first is None or hidden else first.what,
        "since": _iso(desk, first.since) if first is not None and first.since is not None else None,
        "done": None if first is None or hidden else first.done,
        "sure": first.sure if first is not None else None,
        "by_number": first.officer.number if first is not None else None,
        "by": (first.officer.post or first.officer.name) if first is not None else None,
        "sent": firsts.get(Sent),
        "acknowledged": firsts.get(Acknowledged),
        "handled": firsts.get(Handled),
        "closed": firsts.get(Closed),
        "unread_lines": len(report.odd),
        "hidden": why,
    }


def _iso(desk: Desk, at: datetime) -> str:
    return at.astimezone(desk.moment.tzinfo).isoformat()


def document(desk: Desk, shown: Iterable[Report]) -> Document:
    """The reports as JSON, each with its history."""
    unit = desk.unit
    return {
        "format": FORMAT,
        "tool": VERSION,
        "unit": [*unit.full_path] if unit.name else [],
        **({"satuan": unit.satuan} if unit.satuan else {}),
        **({"example": True} if unit.example else {}),
        "as_of": desk.moment.isoformat(),
        "unreadable": [*desk.shelf.unreadable],
        "reports": [{**_values(desk, one), "history": [_step(desk, one, step) for step in one.steps]} for one in shown],
    }


def _step(desk: Desk, report: Report, step: Step) -> Document:
    hidden = desk.hides(report) or (report.first is not None and desk.restricted(report.first))
    return {
        "type": step.__struct_config__.tag,
        "at": _iso(desk, step.at),
        "by_number": step.by.number,
        "by": step.by.post or step.by.name,
        **({"how": step.how, "to": step.to} if isinstance(step, Sent) else {}),
        "note": None if hidden else step.note,
    }
