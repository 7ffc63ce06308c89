"""Looking ahead: what comes on which day, the earliest hour of readiness, and the page of `--ke-depan`."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Tool
from pages_world import ITEMS, KANIT, PROPAM, SENSITIVE, Given, Unit, moment
from test_summary_json import VALIDATOR

from pilkada_check.model.events import FollowUp

NOW = "24/11/2024 21.00"
LISTED = {"due": ["H-3", "H-1 18.00", "H 05.30-07.30"]}
HELM = {"b": 27, "rr": 0, "rb": 3, "ta": 0}
GOOD = {"b": 30, "rr": 0, "rb": 0, "ta": 0}
DATED: dict[str, dict[str, Any]] = {
    "helm": ITEMS["helm"],
    "tabung": {"text": "APAR: berlaku sampai?", "type": "valid_until"},
    "gas": {"text": "Gas air mata: masa pakai?", "type": "valid_until", "sensitive": "true"},
}


def ahead(tool: Tool, *words: str) -> dict[str, Any]:
    done = tool("ringkasan", "--ke-depan", "--format", "json", "--per", NOW, *words)
    assert not done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["ahead"]
    return found


def said(found: dict[str, Any], kind: str) -> list[tuple[str, list[str], list[str]]]:
    return [(one["at"], one["targets"], one["items"]) for one in found["coming"] if one["kind"] == kind]


def test_due_moments_name_those_who_have_not_served_them(tool: Tool, tmp_path: Path) -> None:
    """H-3 is the 24th: A has served it, B has not; for the later ones both still owe."""
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]}, targets=("A", "B"), listed=LISTED)
    unit.record("cek", KANIT, [("24 20.00", "helm", GOOD, "ok", {"need": 30})], target="A")
    found = ahead(tool)
    assert [(one["moment"], one["targets"]) for one in found["coming"] if one["kind"] == "due"] == [
        ("H-3", ["B"]),
        ("H-1 18.00", ["A", "B"]),
        ("H 05.30-07.30", ["A", "B"]),
    ]
    assert said(found, "due")[1][0] == "2024-11-26T18:00:00+08:00"
    # The answer of the 24th serves H-3 and is fresh to the end of the next moment (rules.md 30).
    assert said(found, "stale") == [("2024-11-26T18:00:00+08:00", ["A"], ["helm"])]


def test_dates_that_run_out_until_the_operation_ends(tool: Tool, tmp_path: Path) -> None:
    unit = Unit(tmp_path, items=DATED)
    unit.record(
        "cek",
        KANIT,
        [
            ("24 20.00", "helm", GOOD, "ok", {"need": 30}),
            ("24 20.01", "tabung", "2024-12-10", "fail", {"need": "2024-12-16"}),
            ("24 20.02", "gas", "2024-12-11", "fail", {"need": "2024-12-16"}),
        ],
    )
    found = ahead(tool)
    assert [(at[:10], items) for at, _targets, items in said(found, "expires")] == [
        ("2024-12-10", ["tabung"]),
    ]  # the day of the restricted one would tell its value
    text = tool("ringkasan", "--ke-depan", "--per", NOW).stdout
    assert "APAR" in text
    assert "Gas" not in text
    assert "11 Desember" not in text
    assert "1 butir terbatas tidak dimuat" in text
    # A day after the operation is not told.
    unit.record("cek", KANIT, [("24 20.30", "tabung", "2024-12-17", "ok", {"need": "2024-12-16"})])
    assert [items for _at, _targets, items in said(ahead(tool), "expires")] == []


def helm_with(tmp_path: Path, follow: FollowUp | None) -> None:
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]}, targets=("A", "B"))
    unit.record("cek", KANIT, [("24 20.00", "helm", HELM, "fail", {"need": 30, "follow_up": follow})], target="A")
    late = FollowUp("Bag Log", moment("25 15.00"))
    unit.record("cek", KANIT, [("24 20.05", "helm", HELM, "fail", {"need": 30, "follow_up": late})], target="B")


@pytest.mark.parametrize(
    ("follow", "at", "unknown", "holding"),
    [
        (FollowUp("Sarpras", moment("25 09.00")), "2024-11-25T15:00:00+08:00", False, ["B"]),
        (FollowUp("Sarpras", moment("26 09.00")), "2024-11-26T09:00:00+08:00", False, ["A"]),
        (FollowUp("Sarpras"), None, True, ["A"]),
        (None, None, True, ["A"]),
        (FollowUp("Sarpras", moment("24 20.30")), None, True, ["A"]),
    ],
    ids=["earlier", "later", "no time", "nobody", "late already"],
)
def test_the_earliest_hour(
    tool: Tool, tmp_path: Path, follow: FollowUp | None, at: str | None, unknown: bool, holding: list[str]
) -> None:
    helm_with(tmp_path, follow)
    found = ahead(tool)["earliest"]
    assert (found["at"], found["unknown"]) == (at, unknown)
    assert [one["target"] for one in found["holding"]] == holding


@pytest.mark.parametrize("lang", ["id", "en"])
def test_of_a_full_day_what_weighs_most_is_told(tool: Tool, tmp_path: Path, lang: str) -> None:
    """Twenty small things come before the moment at which all targets are due, and before the critical one."""
    targets = [f"T{n:02}" for n in range(1, 22)]
    unit = Unit(
        tmp_path,
        items={one: ITEMS[one] for one in ("helm", "senter")},
        targets=targets,
        listed={"due": ["H-3", "H-2 18.00"]},
    )
    for minute, target in enumerate(targets):
        small = FollowUp("Bag Log", moment(f"25 10.{minute:02}"))
        big: Given = ("24 20.00", "helm", GOOD, "ok", {"need": 30})
        if target == "T21":
            big = ("24 20.00", "helm", HELM, "fail", {"need": 30, "follow_up": FollowUp("Sarpras", moment("25 17.00"))})
        unit.record(
            "cek", KANIT, [big, ("24 20.01", "senter", 3, "fail", {"need": 10, "follow_up": small})], target=target
        )
    said = " ".join(tool("ringkasan", "--ke-depan", "--per", NOW, "--lang", lang).stdout.split())
    assert {"id": "diperbaiki paling lambat 17.00: Helm", "en": "to be mended by 17:00: Helm"}[lang] in said
    assert {"id": "belum selesai di 21 satuan: T01-21", "en": "still owed on 21 small units: T01-21"}[lang] in said
    assert {"id": "dan 4 lagi", "en": "and 4 more"}[lang] in said


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_summary_says_it_too(tool: Tool, tmp_path: Path, lang: str) -> None:
    helm_with(tmp_path, FollowUp("Sarpras"))
    for words in ((), ("--ke-depan",)):
        shown = tool("ringkasan", *words, "--per", NOW, "--lang", lang)
        assert shown.returncode == 1
        assert ("Tidak diketahui" if lang == "id" else "Not known") in shown.stdout
        assert "Sarpras" in shown.stdout


def test_nothing_critical_open_gives_no_hour(tool: Tool, tmp_path: Path) -> None:
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]})
    unit.record("cek", KANIT, [("24 20.00", "helm", GOOD, "ok", {"need": 30})])
    assert ahead(tool)["earliest"] == {"at": None, "unknown": False, "holding": []}
    assert "PALING CEPAT" not in tool("ringkasan", "--per", NOW).stdout


def test_a_running_ricek_hides_its_part(tool: Tool, tmp_path: Path) -> None:
    helm_with(tmp_path, FollowUp("Sarpras"))
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]}, targets=("A", "B"))
    unit.count = 2
    unit.record("ricek", PROPAM, [("24 20.40", "helm", HELM, "fail", {"need": 30})], target="A", sealed=False)
    shown = tool("ringkasan", "--ke-depan", "--per", NOW).stdout
    assert "Sarpras" not in shown
    assert [one["target"] for one in ahead(tool)["earliest"]["holding"]] == ["B"]


def test_csv_has_one_row_for_each_thing(tool: Tool, tmp_path: Path) -> None:
    helm_with(tmp_path, FollowUp("=Sarpras", moment("25 09.00")))
    lines = tool("ringkasan", "--ke-depan", "--format", "csv", "--per", NOW).stdout.splitlines()
    assert lines[0] == "example,as_of,at,day,kind,list,targets,items,moment,owner,critical"
    assert lines[1].endswith("2024-11-25T09:00:00+08:00,H-2,follow_up,alat,A,helm,,'=Sarpras,true")
    assert not any(value in "".join(lines) for value in SENSITIVE)


def test_the_json_of_the_summary_has_both_pages_and_fits_its_schema(tool: Tool, tmp_path: Path) -> None:
    helm_with(tmp_path, FollowUp("Sarpras"))
    found = json.loads(tool("ringkasan", "--format", "json", "--per", NOW).stdout)
    assert list(VALIDATOR.iter_errors(found)) == []
    assert found["beside"]["ahead"] == ahead(tool)
    assert found["beside"]["reserves"]["stocks"][0]["short"] == {"A": 3, "B": 3}
