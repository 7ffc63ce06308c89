"""A record cut at every byte, and with a bit flipped in every byte: what the verdict makes of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES
from msgspec.structs import replace
from verdict_world import World, at

from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.record import read_all
from pilkada_check.rules.verdict import assess

NOW = at("26 20:00")
PATH = "records/unit/u-cek-c1.jsonl"


def case(*, sealed: bool) -> dict[str, Any]:
    answers = [["25 08:00", "helm", 58], ["25 08:01", "rem", "ok:b"], ["25 08:02", "senter", "na:tidak ada"]]
    items = {"helm": "K need 58", "rem": "", "senter": ""}
    record = {"id": "c1", "round": "cek", "by": "A", "sealed": sealed, "answers": answers}
    return {"list": {"ricek": "none", "items": items}, "records": [record]}


@pytest.fixture(params=[True, False], ids=["sealed", "open"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[bool, Evidence, bytes]:
    World(case(sealed=request.param), tmp_path).write()
    return request.param, evidence(open_unit(tmp_path)), (tmp_path / PATH).read_bytes()


def judge(found: Evidence, data: bytes) -> Assessment:
    records, unreadable = read_all([(PATH, data)])
    return assess(replace(found, records=records, unreadable=unreadable), NOW)


def codes(assessment: Assessment) -> set[str]:
    return {reason.code for reason in assessment.reasons} | {
        reason.code for part in assessment.parts for reason in part.reasons
    }


def flips(data: bytes) -> Iterator[tuple[int, bytes]]:
    """One bit of each byte, each time another; all eight of them where more cases are asked for."""
    for place in range(len(data)):
        for bit in range(8) if CASES in os.environ else (place % 8,):
            yield place, data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]


def test_whole(world: tuple[bool, Evidence, bytes]) -> None:
    sealed, found, data = world
    assert judge(found, data).readiness == ("ready" if sealed else "conditional")


def test_cut_at_every_byte(world: tuple[bool, Evidence, bytes]) -> None:
    """Never an exception, never better than what the complete lines say."""
    _, found, data = world
    for place in range(len(data)):
        lines = data[: data.rfind(b"\n", 0, place) + 1]
        assert judge(found, data[:place]).readiness == judge(found, lines).readiness
        assert judge(found, data[:place]).readiness != "ready"


def test_a_bit_flipped_in_every_byte(world: tuple[bool, Evidence, bytes]) -> None:
    """A sealed record is never better than incomplete then, and named; only its last line end leaves it unsealed."""
    sealed, found, data = world
    for place, flipped in flips(data):
        judged = judge(found, flipped)  # never an exception, sealed or not
        if sealed and place < len(data) - 1:
            assert judged.readiness in {"incomplete", "unchecked", "not_ready"}, (place, flipped)
            assert codes(judged) & {"damaged", "unreadable"}, (place, flipped)
        elif sealed:
            assert "unsealed" in codes(judged)
