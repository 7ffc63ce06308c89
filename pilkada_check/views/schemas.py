"""The JSON Schemas for editors, with the names of one unit in them: its tables, its facts and what they mean."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.text import Text
from pilkada_check.views.lines import literal

Schema = dict[str, Any]

_ABOVE = ("election_day", "operation_ends")  # facts that pilkada.yaml states outside of its `facts`
_LANGUAGES = ("id", "en")


def filled(
    schemas: Mapping[str, Schema], book: FactBook, tables: Collection[str], lists: Collection[str]
) -> dict[str, Schema]:
    """The schemas by name, knowing the target tables that a list may be `for`, and each fact that a unit may give."""
    checklist, facts, unit = schemas["checklist"], schemas["facts"], schemas["unit"]
    values = {name: facts["$defs"][name] for name in ("int", "time", "digits")}
    counts = {name: _named(name, None) | values["int"] for name in sorted(tables) if name not in book.unit}
    given = {name: _value(fact, values) for name, fact in book.unit.items() if name not in _ABOVE and not fact.derive}
    derived = {name: _value(fact, values) for name, fact in book.unit.items() if name not in _ABOVE and fact.derive}
    return {
        "checklist": _with(checklist, "$defs", {"target": {"enum": ["unit", *sorted(tables)]}}),
        "facts": facts,
        "unit": _with(
            unit,
            "properties",
            {
                "lists": unit["properties"]["lists"] | {"items": {"$ref": "#/$defs/id", "examples": sorted(lists)}},
                "facts": {
                    **{key: unit["properties"]["facts"][key] for key in ("title", "description", "type")},
                    "minProperties": 1,
                    "additionalProperties": False,
                    "properties": {**given, **counts, **derived},
                },
            },
        ),
    }


def _with(schema: Schema, key: str, more: Schema) -> Schema:
    """A schema with other parts under one of its keys."""
    return {**schema, key: {**schema[key], **more}}


def _value(fact: FactDef, values: Mapping[str, Schema]) -> Schema:
    """What one fact may be, and what it means."""
    match fact.type:
        case "choice":
            form: Schema = {"enum": [one for word in fact.values for one in (word, *_as_number(word))]}
        case "text":
            form = {"$ref": "#/$defs/line100"}
        case "date":
            form = {"$ref": "#/$defs/date"}
        case _:
            form = values[fact.type]
    return _named(fact.name, fact) | form


def _as_number(word: str) -> list[object]:
    """What an editor makes of a word that looks like a number or a truth value."""
    try:
        found = int(word) if word.isdecimal() else json.loads(word)
    except ValueError:
        return []
    return [found] if isinstance(found, int | float) else []


def _named(name: str, fact: FactDef | None) -> Schema:
    """Title and description: the meaning, its unit of measure and who knows it, in both languages."""
    if fact is None:
        return {"title": name}
    said = [_described(fact, lang) for lang in _LANGUAGES]
    return {"title": name, "description": "\n\n".join(dict.fromkeys(said))}


def _described(fact: FactDef, lang: str) -> str:
    beside = [one.say(lang) for one in (fact.unit, fact.source) if isinstance(one, Text)]
    beside += [fact.usual_text] if fact.usual else []
    return literal(fact.text.say(lang) + (f" ({'; '.join(beside)})" if beside else ""))
