"""An assessment as rows for CSV: the unit, each part, and under it each item with all that its answer says (C16)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pilkada_check.model.events import Answered, FollowUp, Value
from pilkada_check.rules.assessment import ItemState, Part, Reason
from pilkada_check.rules.record import Look
from pilkada_check.rules.sight import Sight
from pilkada_check.views.looked import looks
from pilkada_check.views.scene import Scene, item_of, value_sight
from pilkada_check.views.titles import example_mark
from pilkada_check.words import lang

# `kind` says which of the later columns are filled: unit, part, item; "dispute" is each side of an item whose cek and
# ricek differ, "past" an item that was answered and is no longer asked.
COLUMNS = (
    "kind", "unit", "example", "as_of", "list", "list_version", "own_list", "target", "item", "text", "readiness",
    "answered", "asked", "critical", "standing", "second", "value", "need", "accepted_by", "note", "withheld",
    "officer", "answered_at", "round", "record", "answered_version", "reasons", "follow_up_owner", "follow_up_due",
)  # fmt: skip

Row = dict[str, str]

RESTRICTED, VEILED = "restricted", "ricek_running"  # why something is not given: a sensitive item, a running ricek


def rows(scene: Scene) -> Iterator[list[str]]:
    """Every row, one cell for each of `COLUMNS`; what does not apply is empty."""
    base = {
        "unit": " / ".join(scene.unit.full_path) + (f" / {scene.unit.satuan}" if scene.unit.satuan else ""),
        "example": example_mark() if scene.unit.example else "",
        "as_of": scene.moment.isoformat(),
    }
    for row in _rows(scene):
        whole = {**base, **row}
        yield [whole.get(column, "") for column in COLUMNS]


def _rows(scene: Scene) -> Iterator[Row]:
    found = scene.assessment
    veiled = {} if found.readiness is not None else {"withheld": VEILED}
    yield {"kind": "unit", "readiness": found.readiness or "", "reasons": _reasons(found.reasons), **veiled}
    for part in (*scene.parts(), *scene.not_counted()):
        head = {
            "list": part.checklist.id,
            "list_version": part.checklist.version,
            "own_list": _flag(part.checklist.own),
            "target": part.target,
        }
        if part.veiled:
            yield {**head, "kind": "part", "asked": str(part.asked), "withheld": VEILED}
            continue
        yield {
            **head,
            "kind": "part",
            "readiness": part.readiness or "not_counted",
            "answered": str(part.answered),
            "asked": str(part.asked),
            "note": "; ".join(f"{_at(scene, one.at)} {one.name}: {one.reason}" for one in looks(part.records)),
            "reasons": _reasons(reason for reason in part.reasons if not reason.item),
        }
        for name, state in part.items.items():
            yield {**head, "kind": "item", "item": name, **_item(scene, part, state)}
            for sight in state.standing.parties if state.state == "dispute" else ():
                yield {**head, "kind": "dispute", "item": name, **_party(scene, state, sight)}
        for name, look in _past(part).items():
            yield {**head, "kind": "past", "item": name, **_gone(scene, part, name, look)}


def _item(scene: Scene, part: Part, state: ItemState) -> Row:
    standing = state.standing
    sight, latest = value_sight(scene, part, state), standing.failing or standing.base
    row = {
        "text": state.item.text.say(lang()),
        "critical": _flag(state.critical),
        "standing": state.state,
        "second": state.second,
        "reasons": _reasons(reason for reason in part.reasons if reason.item == state.item.id),
        **_mending(state.standing.follow_up),
        **(_look(scene, latest.look) if latest is not None else {}),
    }
    if sight is not None:
        need = state.need if state.need is not None else sight.need
        return row | _answer(sight.look.answer) | {"need": plain(need)}
    return row | {"withheld": RESTRICTED if latest is not None else ""}


def _party(scene: Scene, state: ItemState, sight: Sight) -> Row:
    """One side of a dispute: its value and who gave it (case C04)."""
    row = {**_look(scene, sight.look), "standing": sight.outcome, "withheld": ""}
    if scene.hides(state.item):
        return row | {"withheld": RESTRICTED}
    return row | _answer(sight.look.answer) | {"need": plain(sight.need)}


def _gone(scene: Scene, part: Part, name: str, look: Look) -> Row:
    """The last answer to an item that is not asked any more; its value only where it is known not to be sensitive."""
    item = item_of(scene, part, name)
    row = {
        "text": item.text.say(lang()) if item is not None else "",
        "critical": _flag(look.answer.critical),
        "reasons": _reasons(reason for reason in part.reasons if reason.item == name),
        **_mending(look.answer.follow_up),
        **_look(scene, look),
    }
    if item is None or scene.hides(item):
        return row | {"withheld": RESTRICTED}
    return row | _answer(look.answer) | {"need": plain(look.answer.need)}


def _past(part: Part) -> dict[str, Look]:
    """The last look at each item that is not in force, by item."""
    looks = [look for record in part.records for look in record.looks if look.answer.item not in part.items]
    return {look.answer.item: look for look in sorted(looks, key=lambda one: (one.at, one.record.id, one.line))}


def _answer(answer: Answered) -> Row:
    return {"value": plain(answer.value), "accepted_by": answer.accepted_by, "note": answer.note}


def _look(scene: Scene, look: Look) -> Row:
    """Who answered, when, in which round and record, under which version of the list."""
    definition = scene.definitions.get(look.definition)
    return {
        "officer": look.record.opened.officer.number,
        "answered_at": _at(scene, look.at),
        "round": look.record.opened.round,
        "record": look.record.id,
        "answered_version": definition.version if definition is not None else "",
    }


def _mending(one: FollowUp | None) -> Row:
    if one is None:
        return {}
    return {"follow_up_owner": one.owner, "follow_up_due": one.due.isoformat() if one.due else ""}


def _at(scene: Scene, at: datetime) -> str:
    return at.astimezone(scene.moment.tzinfo).isoformat()


def _flag(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "true" if value else "false"


def plain(value: Value) -> str:
    """A value as the journal has it: figures by name, words as written."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(f"{key} {count}" for key, count in value.items())
    return "" if value is None else str(value).lower()  # true, false, 58


_ABOUT: Mapping[str, Any] = {
    "no_fact": ("fact",),
    "overdue": ("moment",),
    "not_due": ("moment", "list"),
    "damaged": ("record",),
    "absent": ("record",),
    "after_seal": ("record",),
    "clock": ("record",),
    "unreadable": ("path",),
    "not_on_list": ("list", "target"),
    "struck_out": ("list", "target", "why"),
    "no_target": ("list",),
    "count_of_targets": ("list", "rows", "fact"),
    "unknown_list": ("list",),
}


def _reasons(reasons: "Iterator[Reason] | tuple[Reason, ...]") -> str:
    """The codes, each with what it is about, `|` between them."""
    said = []
    for reason in reasons:
        about = [str(value) for name in _ABOUT.get(reason.code, ()) if (value := getattr(reason, name))]
        said.append(":".join([reason.code, *about]))
    return " | ".join(said)
