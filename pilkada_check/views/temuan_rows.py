"""Findings as data: rows of CSV and a JSON document; a dispute with each of its sides (case C04)."""

from collections.abc import Iterable, Iterator

from pilkada_check.model.events import FollowUp
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.record import Look
from pilkada_check.rules.sight import Sight
from pilkada_check.views import veil
from pilkada_check.views.as_json import Document, follow_up, head, unread
from pilkada_check.views.findings import sides
from pilkada_check.views.rows import plain
from pilkada_check.views.scene import Scene, item_of, value_sight
from pilkada_check.views.temuan import Finding
from pilkada_check.views.titles import example_mark
from pilkada_check.words import lang

# `kind` says what a row is: a standing, `follow_up`, `dropped`; `side` is each answer of the dispute above it; a
# `veiled` part is named alone.
COLUMNS = (
    "example", "as_of", "list", "own_list", "target", "item", "text", "kind", "critical", "value", "need", "owner",
    "due", "overdue", "since", "officer", "round", "independent",
)  # fmt: skip


def rows(scene: Scene, found: Iterable[Finding]) -> Iterator[list[str]]:
    """Every finding as a row of CSV, one cell for each of `COLUMNS`; a veiled part (rules.md 29) is named alone."""
    for row in _rows(scene, found):
        yield [row.get(column, "") for column in COLUMNS]


def _rows(scene: Scene, found: Iterable[Finding]) -> Iterator[dict[str, str]]:
    for part in veil.shown(scene):
        yield {**_about(scene, part), "kind": "veiled"}
    for one in found:
        item = item_of(scene, one.part, one.item)
        mending = one.mending or FollowUp()
        name = {"item": one.item, "text": item.text.say(lang()) if item is not None else ""}
        yield {
            **_about(scene, one.part),
            **name,
            "kind": one.kind,
            "critical": _flag(one.critical),
            "owner": mending.owner,
            "due": mending.due.isoformat() if mending.due else "",
            "overdue": _flag(one.overdue),
            **_value(scene, one),
            **(_looked(scene, one.look) if one.look is not None else {}),
        }
        for side in _sides(one):
            yield {**_about(scene, one.part), **name, "kind": "side", **_side(scene, one, side)}


def _about(scene: Scene, part: Part) -> dict[str, str]:
    return {
        "example": example_mark() if scene.unit.example else "",
        "as_of": scene.moment.isoformat(),
        "list": part.checklist.id,
        "own_list": _flag(part.checklist.own),
        "target": part.target,
    }


def _value(scene: Scene, one: Finding) -> dict[str, str]:
    """Value and need, where they may leave the terminal; the values of a dispute stand with its sides."""
    sight = value_sight(scene, one.part, one.state) if one.state is not None else None
    if sight is None or one.kind == "dispute":
        return {}
    return {"value": plain(sight.value), "need": plain(sight.need)}


def _sides(one: Finding) -> list[Sight]:
    return sides(one.state) if one.state is not None and one.kind == "dispute" else []


def _side(scene: Scene, one: Finding, side: Sight) -> dict[str, str]:
    independent = side.look.record.opened.independent
    shown = one.state is not None and not scene.hides(one.state.item)
    return {
        **({"value": plain(side.value), "need": plain(side.need)} if shown else {}),
        "round": side.round,
        "independent": _flag(independent) if independent is not None else "",
        **_looked(scene, side.look),
    }


def _looked(scene: Scene, look: Look) -> dict[str, str]:
    at = look.at.astimezone(scene.moment.tzinfo).isoformat()
    return {"since": at, "officer": look.record.opened.officer.number}


def _flag(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "true" if value else "false"


def document(scene: Scene, found: Iterable[Finding]) -> Document:
    """Every finding as JSON."""
    veiled = [{"list": part.checklist.id, "target": part.target} for part in veil.shown(scene)]
    return {
        **head(scene),
        **unread(scene),
        "findings": [_entry(scene, one) for one in found],
        **({"veiled": veiled} if veiled else {}),
    }


def _entry(scene: Scene, one: Finding) -> Document:
    entry: Document = {
        "list": one.part.checklist.id,
        "target": one.part.target,
        "item": one.item,
        "kind": one.kind,
        "critical": one.critical,
        "follow_up": follow_up(one.mending),
        "overdue": one.overdue,
        "since": one.look.at.astimezone(scene.moment.tzinfo).isoformat() if one.look is not None else None,
        "ways": list(one.ways),
    }
    return entry | ({"sides": [_party(scene, one, side) for side in _sides(one)]} if one.kind == "dispute" else {})


def _party(scene: Scene, one: Finding, side: Sight) -> Document:
    """One side of a dispute: who, when, what; no value of a sensitive item."""
    opened = side.look.record.opened
    told: Document = {
        "round": side.round,
        "officer": opened.officer.number,
        "at": side.look.at.astimezone(scene.moment.tzinfo).isoformat(),
        "record": opened.record,
        "independent": opened.independent,
        "outcome": side.outcome,
    }
    hidden = one.state is None or scene.hides(one.state.item)
    return told if hidden else told | {"value": side.value, "need": side.need}
