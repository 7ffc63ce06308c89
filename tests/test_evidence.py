"""What becomes of answers whose list, facts or copies are not what they were."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from verdict_world import World, at, said

from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.record import read_all
from pilkada_check.rules.verdict import assess

NOW = at("26 20:00")


def world(root: Path, answers: list[list[Any]]) -> Evidence:
    record = {"id": "c1", "round": "cek", "by": "A", "answers": answers}
    World({"list": {"ricek": "none", "items": {"helm": "K need 58"}}, "records": [record]}, root).write()
    return evidence(open_unit(root))


def part(found: Evidence) -> Part:
    [one] = assess(found, NOW).parts
    return one


def test_a_fail_of_a_list_nobody_has_any_more_is_named(tmp_path: Path) -> None:
    """Its definition is gone, and with it the item; the fail is not."""
    found = world(tmp_path, [["25 08:00", "helm", 58], ["25 08:01", "lama", "fail:3 | K"]])
    without = part(replace(found, definitions={}))
    assert sorted(map(said, without.reasons)) == ["changed:helm", "dropped:lama"]


def test_without_its_definition_an_answer_is_still_judged_today(tmp_path: Path) -> None:
    found = world(tmp_path, [["25 08:00", "helm", "56 | need 50"], ["25 08:01", "lama", "ok:x"]])
    judged = part(replace(found, definitions={}))
    assert (judged.readiness, judged.items["helm"].state) == ("not_ready", "fail")


def test_a_fact_that_is_gone_changes_no_answer(tmp_path: Path) -> None:
    """An older version of the list named a fact that the unit has since taken out: helm asks the same as then."""
    items = {"helm": "K need 58", "lama": "need foo"}
    record = {"id": "c1", "round": "cek", "by": "A", "answers": [["25 08:00", "helm", 58]]}
    World({"list": {"ricek": "none", "items": items}, "facts": {"foo": 3}, "records": [record]}, tmp_path).write()
    place = tmp_path / "checklists" / "u.yaml"
    old = place.read_bytes()
    assert (tmp_path / "definitions" / sha256(old).hexdigest()).is_file()
    World({"list": {"ricek": "none", "items": {"helm": "K need 58"}}, "records": []}, tmp_path).write()
    found = part(evidence(open_unit(tmp_path)))
    assert (found.readiness, found.reasons) == ("ready", ())


@pytest.mark.parametrize("year", ["0001", "1066", "9999"])
@pytest.mark.parametrize("clock", ["-12-31T23:59:59Z", "-01-01T00:00:00+08:00"])
def test_a_time_beyond_all_reckoning_damages_its_line(tmp_path: Path, year: str, clock: str) -> None:
    found = world(tmp_path, [["25 08:00", "helm", 55]])
    path = next((tmp_path / "records").rglob("*.jsonl"))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"2024-11-25T08:00:00+08:00", f"{year}{clock}".encode())
    records, unreadable = read_all([("x.jsonl", b"".join(lines))])
    assert [record.damaged for record in records] == [True]
    assert part(replace(found, records=records, unreadable=unreadable)).readiness == "unchecked"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 a workbook", b'{"type":"opened","format":1}\r{"type":"answered"}\r', b"salah", b'{"type":"opened"}'],
)
def test_a_file_without_line_ends_is_named(data: bytes) -> None:
    assert [one.code for one in read_all([("x.jsonl", data)])[1]] == ["no_header"]


@pytest.mark.parametrize("data", [b"", b"{", b'{"type":"opened","format":1,"record":"c1","at":"2024'])
def test_a_record_torn_as_it_was_begun_holds_nothing(data: bytes) -> None:
    assert read_all([("x.jsonl", data)]) == ([], [])


def test_a_copy_that_was_cancelled_lifts_nothing_of_the_other(tmp_path: Path) -> None:
    case = {
        "list": {"items": {"helm": "K need 58"}},
        "records": [
            {"id": "c1", "round": "cek", "by": "A", "answers": [["25 08:00", "helm", 58]]},
            {"id": "r1", "round": "ricek", "by": "B", "cancelled": "salah", "answers": [["25 09:00", "helm", 55]]},
            {"id": "r2", "round": "ricek", "by": "B", "answers": [["25 10:00", "helm", 58]]},
        ],
    }
    World(case, tmp_path).write()
    path = next((tmp_path / "records").rglob("*r1.jsonl"))
    lines = path.read_bytes().splitlines(keepends=True)
    path.with_name("salinan.jsonl").write_bytes(lines[0] + lines[1] + lines[1])
    found = part(evidence(open_unit(tmp_path)))
    assert found.items["helm"].state == "dispute"


@pytest.mark.parametrize(
    ("rounds", "veiled"),
    [
        ([{"sealed": False}], True),
        ([{"cancelled": "salah satuan"}], True),
        ([{"cancelled": "salah satuan"}, {}], False),
        ([{}], False),
    ],
)
def test_cancelling_a_ricek_unveils_nothing(tmp_path: Path, rounds: list[dict[str, Any]], veiled: bool) -> None:
    """rules.md 29."""
    riceks = [
        {"id": f"r{n}", "round": "ricek", "by": "B", "answers": [[f"25 1{n}:00", "helm", 58]], **one}
        for n, one in enumerate(rounds)
    ]
    cek = {"id": "c1", "round": "cek", "by": "A", "answers": [["25 08:00", "helm", 58]]}
    World({"list": {"items": {"helm": "K need 58"}}, "records": [cek, *riceks]}, tmp_path).write()
    assert part(evidence(open_unit(tmp_path))).veiled is veiled
