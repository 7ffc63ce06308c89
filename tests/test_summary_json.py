"""The JSON of `ringkasan`: what we write for every case of the verdict fits the schema, and wrong documents do not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pages_world import KANIT, PROPAM, SENSITIVE, Unit, plain
from test_verdict import ON_DISK
from verdict_world import World, at, said

import pilkada_check
from pilkada_check.cli.scenes import narrowed, seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.rules.assessment import Code
from pilkada_check.views import as_json
from pilkada_check.views.scene import Scene

SCHEMA = json.loads((Path(pilkada_check.__file__).parent / "schema" / "ringkasan.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ITEM = {"code", "item", "record", "critical", "follow_up"}


def scene(root: Path, when: str = "26 20:00") -> Scene:
    return seen(open_unit(root), at(when), private=False)


def document(found: Scene) -> dict[str, Any]:
    """As a reader gets it."""
    read: dict[str, Any] = json.loads(as_json.dump(as_json.summary(found, {})))
    return read


def faults(value: object) -> list[str]:
    return [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in VALIDATOR.iter_errors(value)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def objects(node: object) -> list[dict[str, Any]]:
    """Every schema of an object with properties of its own."""
    if isinstance(node, list):
        return [one for each in node for one in objects(each)]
    if not isinstance(node, dict):
        return []
    inner = [one for each in node.values() for one in objects(each)]
    return [node, *inner] if node.get("type") == "object" or ("properties" in node and "type" in node) else inner


def test_no_object_of_the_schema_lets_anything_else_in() -> None:
    found = objects(SCHEMA)
    assert len(found) >= 15
    assert [one for one in found if "additionalProperties" not in one] == []
    names = {name for one in found for name in one.get("properties", {})}
    assert {"format", "tool", "unit", "satuan", "example", "as_of", "election_day", "beside", "second", "more"} <= names


@pytest.mark.parametrize("case", ON_DISK, ids=[case["id"] for case in ON_DISK])
def test_every_case_of_the_verdict(case: dict[str, Any], tmp_path: Path) -> None:
    World(case, tmp_path).write()
    found = scene(tmp_path, case.get("now", "26 20:00"))
    written = document(found)
    assert faults(written) == []
    judged = found.assessment
    assert written["readiness"] == judged.readiness
    assert [one["code"] for one in written["reasons"]] == [said(one).split(":")[0] for one in judged.reasons]
    for part, one in zip(written["parts"], judged.parts, strict=True):
        assert (part["list"], part["target"], part["readiness"]) == (one.checklist.id, one.target, one.readiness)
        assert {name: item["standing"] for name, item in part["items"].items()} == {
            name: state.state for name, state in one.items.items()
        }
        assert [reason["code"] for reason in part["reasons"]] == [reason.code for reason in one.reasons]
        for reason in part["reasons"]:
            assert "item" not in reason or set(reason) - {"fact"} == ITEM


def test_every_code_has_its_keys() -> None:
    assert set(as_json._OF_PART) | set(as_json._OF_UNIT) == set(get_args(Code))


def test_the_example_of_the_design() -> None:
    follow_up = {"owner": "Bag Log", "due": "2024-11-25T15:00:00+08:00"}
    reason = {"code": "fail", "item": "helm-phh", "record": "01JD", "critical": True, "follow_up": follow_up}
    item = {"standing": "fail", "second": "owed", "value": {"b": 27, "rr": 2, "rb": 1, "ta": 0}, "need": 30}
    counts = {"expected": 423, "checked": 406, "ricek_expected": 53, "rechecked": 40}
    part = {"list": "perlengkapan", "target": "Ton Dalmas", "readiness": "not_ready", "answered": 24, "asked": 24}
    written = {
        "format": 1,
        "tool": "0.1.0",
        "unit": ["Polda Kalimantan Timur", "Polres Bontang"],
        "as_of": "2024-11-26T19:30:00+08:00",
        "election_day": "2024-11-27",
        "readiness": "not_ready",
        "reasons": [{"code": "not_due", "list": "tps-pagi"}],
        "coverage": [{"list": "tps-siap", **counts}],
        "not_counted": [{"list": "perlengkapan", "target": "Polsek A"}],
        "parts": [{**part, "items": {"helm-phh": item}, "reasons": [reason]}],
        "beside": {},
    }
    assert faults(written) == []
    assert faults({**written, "satuan": "Ton Dalmas", "example": True}) == []


Change = Callable[[Any], object]


def put(key: str, value: object) -> Change:
    return lambda one: one.__setitem__(key, value)


def drop(key: str) -> Change:
    return lambda one: one.pop(key)


def inside(*path: str | int, change: Change) -> Change:
    """A change of what lies at a path."""

    def changed(one: Any) -> object:  # noqa: ANN401 - any part of a document
        for key in path:
            one = one[key]
        return change(one)

    return changed


PART, FIRST = ("parts", 0), ("parts", 0, "reasons", 0)
WRONG: dict[str, Change] = {
    "another format": put("format", 2),
    "a format in words": put("format", "1"),
    "no format": drop("format"),
    "one field more": put("votes", 12),
    "no verdict": drop("readiness"),
    "an unknown verdict": put("readiness", "almost"),
    "a verdict in Indonesian": put("readiness", "SIAP"),
    "a unit that is one text": put("unit", "Polres Bontang"),
    "a unit without a name": put("unit", []),
    "an example that is none": put("example", False),
    "a time without an offset": put("as_of", "2024-11-26T19:30:00"),
    "a time with hour 25": put("as_of", "2024-11-26T25:30:00+08:00"),
    "a day the Indonesian way": put("election_day", "27/11/2024"),
    "a day with an hour": put("election_day", "2024-11-27T00:00:00+08:00"),
    "a figure beside": inside("beside", change=put("kappa", 1)),
    "a negative count": inside("coverage", 0, change=put("checked", -1)),
    "half a target": inside("coverage", 0, change=put("checked", 1.5)),
    "a coverage without a count": inside("coverage", 0, change=drop("rechecked")),
    "a part without a target": inside(*PART, change=drop("target")),
    "a part that is not counted": inside(*PART, change=put("readiness", None)),
    "a part with a name": inside(*PART, change=put("officer", "Budi")),
    "an unknown standing": inside(*PART, "items", "helm", change=put("standing", "sealed")),
    "an item without its second": inside(*PART, "items", "helm", change=drop("second")),
    "an item with its note": inside(*PART, "items", "helm", change=put("note", "x")),
    "a value with a part of one": inside(*PART, "items", "helm", "value", change=put("b", 0.5)),
    "a value that is a list": inside(*PART, "items", "helm", change=put("value", [27])),
    "a value without its need": inside(*PART, "items", "helm", change=drop("need")),
    "an unknown reason": inside(*FIRST, change=put("code", "lazy")),
    "a reason of the unit in a part": inside(*FIRST, change=put("code", "unreadable")),
    "a reason of an item without it": inside(*FIRST, change=drop("item")),
    "a reason without its follow-up": inside(*FIRST, change=drop("follow_up")),
    "a reason with too much": inside(*FIRST, change=put("fact", "dpt")),
    "a follow-up with a phone": inside(*FIRST, "follow_up", change=put("phone", "0812")),
    "a follow-up without an owner": inside(*FIRST, "follow_up", change=drop("owner")),
    "a moment that is none": inside(*FIRST, "follow_up", change=put("due", "besok")),
    "critical in words": inside(*FIRST, change=put("critical", "ya")),
    "a reason of a part in the unit": put("reasons", [{"code": "overdue", "moment": "H-3"}]),
    "a struck-out row without why": put("reasons", [{"code": "struck_out", "list": "a", "target": "b"}]),
    "a number of rows in words": put("reasons", [{"code": "count_of_targets", "list": "a", "rows": 1, "fact": "2"}]),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is written for a unit with a bit of everything."""
    root = tmp_path_factory.mktemp("sound")
    plain(root)
    return document(scene(root))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_documents_are_refused(sound: dict[str, Any], name: str) -> None:
    assert faults(sound) == []
    wrong = copy.deepcopy(sound)
    WRONG[name](wrong)
    assert wrong != sound
    assert faults(wrong)


def test_there_are_twenty_and_more() -> None:
    assert len(WRONG) >= 20


def test_values_and_needs(sound: dict[str, Any]) -> None:
    [part] = sound["parts"]
    items = part["items"]
    assert items["helm"] == {
        "standing": "fail",
        "second": "owed",
        "value": {"b": 27, "rr": 2, "rb": 1, "ta": 0},
        "need": 30,
    }
    assert items["rem"] == {"standing": "remark", "second": "not_owed", "value": "rr", "need": None}
    assert items["sprin"] == {"standing": "none", "second": "owed"}
    assert items["senpi"] == {"standing": "fail", "second": "not_owed"}
    assert not any(word in json.dumps(sound) for word in SENSITIVE)
    missing = next(reason for reason in part["reasons"] if reason["code"] == "missing")
    assert missing == {"code": "missing", "item": "sprin", "record": None, "critical": True, "follow_up": None}


def test_no_value_while_a_ricek_runs(tmp_path: Path) -> None:
    unit = plain(tmp_path)
    unit.record("ricek", PROPAM, [("25 07.12", "helm", {"b": 26, "rr": 3, "rb": 1, "ta": 0}, "fail")], sealed=False)
    written = document(scene(tmp_path))
    assert faults(written) == []
    assert written["parts"] == [
        {
            "list": "alat",
            "target": "Ton Dalmas",
            "readiness": None,
            "answered": 0,
            "asked": 5,
            "items": {},
            "reasons": [],
            "veiled": True,
        }
    ]
    assert (written["readiness"], written["coverage"][0]["checked"]) == (None, 0)


def test_not_applicable_is_null(tmp_path: Path) -> None:
    unit = Unit(tmp_path)
    unit.record("cek", KANIT, [("24 20.07", "sprin", None, "na", {"note": "tidak ada sprin"})])
    written = document(scene(tmp_path))
    assert faults(written) == []
    assert written["parts"][0]["items"]["sprin"] == {"standing": "na", "second": "owed", "value": None, "need": None}


def test_what_is_shown_changes_nothing_of_the_verdict(tmp_path: Path) -> None:
    plain(tmp_path, targets=("Ton Dalmas", "Sat Samapta"), sheet={"facts": {"satuan": 5}})
    found = scene(tmp_path)
    whole, chosen = document(found), document(narrowed(found, "alat", "samapta"))
    assert faults(chosen) == []
    assert [part["target"] for part in chosen["parts"]] == ["Sat Samapta"]
    assert {**whole, "parts": None} == {**chosen, "parts": None}
    assert [reason["code"] for reason in chosen["reasons"]] == ["count_of_targets"]


def test_satuan_and_example_stand_at_the_top(tmp_path: Path) -> None:
    plain(tmp_path, sheet={"satuan": "Ton Dalmas", "example": True})
    written = document(scene(tmp_path))
    assert faults(written) == []
    assert (written["satuan"], written["example"], list(written)[:2]) == ("Ton Dalmas", True, ["format", "tool"])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


VALUES = st.recursive(
    TEXTS | st.integers(-(2**60), 2**60) | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_the_text_is_ascii_and_reads_back(value: object) -> None:
    written = as_json.dump({"value": value})
    assert json.loads(written) == {"value": value}
    assert all(char == "\n" or " " <= char <= "~" for char in written)
