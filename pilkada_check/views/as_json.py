"""An assessment as JSON of format 1 (schema/ringkasan.schema.json); pure ASCII: no channel changes or obeys it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from pilkada_check import VERSION
from pilkada_check.model.events import FollowUp, Looked
from pilkada_check.rules.assessment import Code, ItemState, Part, Reason
from pilkada_check.views.looked import looks
from pilkada_check.views.scene import Scene, value_sight

FORMAT = 1

Document = dict[str, Any]


_NOT_ASCII = re.compile("[^\n -~]")


def dump(document: Document) -> str:
    """The text of a document, one line end at its end."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=1).decode()
    return _NOT_ASCII.sub(_number, text) + "\n"


def _number(found: re.Match[str]) -> str:
    """A character as JSON writes its number."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def summary(scene: Scene, beside: Document) -> Document:
    """The whole assessment; `list` and `target` of the scene choose the parts, the reasons stay the unit's.

    `beside`: the figures that never change the verdict, each under its key (`cli.ringkasan` puts them together).
    """
    found = scene.assessment
    return {
        **head(scene),
        "readiness": found.readiness,
        "reasons": [_reason(reason, _OF_UNIT) for reason in found.reasons],
        "coverage": [
            {
                "list": name,
                "expected": one.expected,
                "checked": one.checked,
                "ricek_expected": one.ricek_expected,
                "rechecked": one.rechecked,
            }
            for name, one in found.coverage.items()
            if scene.list in {"", name}
        ],
        "not_counted": [{"list": part.checklist.id, "target": part.target} for part in scene.not_counted()],
        "parts": [_part(scene, part) for part in scene.parts()],
        "beside": beside,
    }


def head(scene: Scene) -> Document:
    """What every document of a unit begins with."""
    unit = scene.unit
    return {
        "format": FORMAT,
        "tool": VERSION,
        "unit": list(unit.full_path),
        **({"satuan": unit.satuan} if unit.satuan else {}),
        **({"example": True} if unit.example else {}),
        "as_of": scene.moment.isoformat(),
        "election_day": unit.election_day,
    }


def unread(scene: Scene) -> Document:
    """What cannot be read, for documents without the reasons of the verdict: what rests on it is missing there."""
    reasons = [*scene.assessment.reasons, *(one for part in scene.parts() for one in part.reasons)]
    ones = {(one.code, one.path, one.record): one for one in reasons if one.code in {"unreadable", "damaged"}}
    return {"unread": [_reason(one, _OF_UNIT) for one in ones.values()]} if ones else {}


def _part(scene: Scene, part: Part) -> Document:
    return {
        "list": part.checklist.id,
        "target": part.target,
        "readiness": part.readiness,
        "answered": part.answered,
        "asked": part.asked,
        "items": {name: _item(scene, part, state) for name, state in part.items.items()},
        "reasons": [_reason(reason, _OF_PART) for reason in part.reasons],
        **({"veiled": True} if part.veiled else {}),
        **({"looked": [_looked(scene, one) for one in seen]} if (seen := looks(part.records)) else {}),
    }


def _looked(scene: Scene, one: Looked) -> Document:
    """Somebody looked at the first count on purpose while a ricek was running."""
    at = one.at.astimezone(scene.moment.tzinfo).isoformat()
    return {"record": one.record, "at": at, "name": one.name, "reason": one.reason}


def _item(scene: Scene, part: Part, state: ItemState) -> Document:
    """Standing and second; value and need where there is an answer that may be shown."""
    shown: Document = {"standing": state.state, "second": state.second}
    sight = value_sight(scene, part, state)
    if sight is not None:
        shown |= {"value": sight.value, "need": state.need if state.need is not None else sight.need}
    return shown


def follow_up(one: FollowUp | None) -> Document | None:
    """Who mends it, by when."""
    return {"owner": one.owner, "due": one.due.isoformat() if one.due else None} if one is not None else None


def _reason(reason: Reason, keys: "Mapping[Code, tuple[str, ...]]") -> Document:
    """A reason: its code, and the keys that go with it (design 6)."""
    return {"code": reason.code} | {key: _VALUES[key](reason) for key in keys[reason.code]}


_VALUES: Mapping[str, Callable[[Reason], Any]] = {
    "item": lambda reason: reason.item,
    "record": lambda reason: reason.record or None,
    "critical": lambda reason: reason.critical,
    "follow_up": lambda reason: follow_up(reason.follow_up),
    "fact": lambda reason: int(reason.fact) if reason.code == "count_of_targets" else reason.fact,
    "moment": lambda reason: reason.moment,
    "path": lambda reason: reason.path,
    "list": lambda reason: reason.list,
    "target": lambda reason: reason.target,
    "why": lambda reason: reason.why,
    "rows": lambda reason: reason.rows,
    "more": lambda reason: reason.more,
}

_ITEM = ("item", "record", "critical", "follow_up")
_OF_PART: Mapping[Code, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "fail", "dispute", "missing", "stale", "changed", "remark", "ricek_owed", "void_ricek", "void_ruling",
            "na_critical", "unsealed", "follow_up", "dropped",
        ),
        _ITEM,
    ),
    "no_fact": (*_ITEM, "fact"),
    "nothing_checked": (),
    "overdue": ("moment",),
    "not_due": ("moment",),
    **dict.fromkeys(("damaged", "absent", "after_seal", "clock"), ("record",)),
}  # fmt: skip
_OF_UNIT: Mapping[Code, tuple[str, ...]] = {
    "unreadable": ("path",),
    "not_on_list": ("list", "target", "why"),
    "struck_out": ("list", "target", "why"),
    "no_target": ("list",),
    "unknown_list": ("list",),
    "damaged": ("record",),
    "not_due": ("list",),
    "count_of_targets": ("list", "rows", "fact"),
    "sample_short": ("list", "more"),
}
