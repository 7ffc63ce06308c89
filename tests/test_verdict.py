"""Every case of verdict-cases.yaml and our own, judged by the path that `ringkasan` takes."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from verdict_world import CASES, OWN_CASES, World, at, said

from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.rules.assessment import Coverage, combine
from pilkada_check.rules.merging import merge
from pilkada_check.rules.sampling import bound, needed, tolerated
from pilkada_check.rules.tally import Tally, total
from pilkada_check.rules.verdict import assess

ON_DISK = [case for case in CASES + OWN_CASES if "list" in case or "lists" in case]


def cover(coverage: Coverage) -> list[int]:
    return [coverage.expected, coverage.checked, coverage.ricek_expected, coverage.rechecked]


@pytest.mark.parametrize("case", ON_DISK, ids=[case["id"] for case in ON_DISK])
def test_case_on_disk(case: dict[str, Any], tmp_path: Path) -> None:
    World(case, tmp_path).write()
    found = assess(evidence(open_unit(tmp_path)), at(case.get("now", "26 20:00")))
    wanted = case["expect"]
    if "lists" in case:
        assert found.readiness == wanted["unit"]
        parts = {f"{part.checklist.id}/{part.target}": part.readiness for part in found.parts}
        assert {name: parts[name] for name in wanted.get("parts", {})} == wanted.get("parts", {})
        assert sorted(map(said, found.reasons)) == sorted(wanted["reasons"])
        assert {name: cover(found.coverage[name]) for name in wanted.get("coverage", {})} == wanted.get("coverage", {})
        return
    [part] = found.parts
    assert part.readiness == wanted["readiness"]
    assert sorted(map(said, part.reasons)) == sorted(wanted["reasons"])
    states = {name: part.items[name].state for name in wanted.get("items", {})}
    assert states == wanted.get("items", {})
    assert {name: part.items[name].second for name in wanted.get("second", {})} == wanted.get("second", {})


@pytest.mark.parametrize("case", [c for c in CASES if "copies" in c], ids=lambda case: case["id"])
def test_merging(case: dict[str, Any]) -> None:
    kept = merge((name, text.encode()) for name, text in case["copies"])
    assert {name: [one.decode() for one in ones] for name, ones in kept.items()} == case["expect"]["kept"]
    assert [name for name, ones in kept.items() if len(ones) > 1] == case["expect"]["conflict"]


@pytest.mark.parametrize("case", [c for c in CASES if "verdicts" in c], ids=lambda case: case["id"])
def test_combining(case: dict[str, Any]) -> None:
    assert combine(case["verdicts"]) == case["expect"]["unit"]


@pytest.mark.parametrize("case", [c for c in CASES if "units" in c], ids=lambda case: case["id"])
def test_adding_up(case: dict[str, Any]) -> None:
    found = total(Tally({verdict: 1}, {"u": Coverage(*counts)}) for verdict, counts in case["units"])
    assert found.readiness == case["expect"]["tally"]
    assert cover(found.coverage["u"]) == case["expect"]["coverage"]


@pytest.mark.parametrize("case", [c for c in CASES if "sample" in c], ids=lambda case: case["id"])
def test_what_a_sample_proves(case: dict[str, Any]) -> None:
    given = case["sample"]
    tolerance, confidence = (Fraction(given[name].removesuffix("%")) / 100 for name in ("tolerance", "confidence"))
    most, bad = bound(given["N"], given["n"], given["x"], confidence), tolerated(given["N"], tolerance)
    draws = needed(given["N"], given["x"], tolerance, confidence)
    found = {"bound": most, "tolerated": bad, "short": most >= bad, "needed": draws}
    assert {name: found[name] for name in case["expect"]} == case["expect"]


def test_every_case_is_run() -> None:
    """No kind of case is silently left out."""
    kinds = ("list", "lists", "copies", "verdicts", "units", "sample")
    assert all(any(kind in case for kind in kinds) for case in CASES)
