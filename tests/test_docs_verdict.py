"""docs/verdict.md and docs/putusan.md: every case is judged so, every reason is told in the words of the screen."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from doc_blocks import DOCS, Block, blocks
from doc_tables import with_headings
from verdict_world import World, at, said

from pilkada_check import words
from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.rules import part as rules_of_part
from pilkada_check.rules.assessment import Assessment, Code, Readiness
from pilkada_check.rules.missed import Missed
from pilkada_check.rules.verdict import assess
from pilkada_check.views.attention import KINDS, headline
from pilkada_check.views.standings import READINESS, REASONS, reason_text
from pilkada_check.words import _

PAGE = DOCS / "verdict.md"
TEXT = PAGE.read_text("utf-8")
CASES = blocks(PAGE, "yaml case")
READY = set(get_args(Readiness))
CODES = set(get_args(Code))
OF_UNIT = {
    "unreadable": "incomplete",
    "not_on_list": "conditional",
    "struck_out": "conditional",
    "no_target": "an unchecked part",
    "count_of_targets": "conditional",
    "unknown_list": "conditional",
    "sample_short": "conditional",
    "not_due": "conditional",
}


def judged(case: dict[str, Any], root: Path) -> Assessment:
    """The verdict of a case; lists under `not_owed` are taken out of the unit's."""
    World(case, root).write()
    sheet = root / "pilkada.yaml"
    unit = yaml.safe_load(sheet.read_text("utf-8"))
    unit["lists"] = [name for name in unit["lists"] if name not in case.get("not_owed", [])]
    sheet.write_text(yaml.safe_dump(unit), "utf-8")
    return assess(evidence(open_unit(root)), at(case.get("now", "26 20:00")))


@pytest.mark.parametrize("block", CASES, ids=lambda block: block.name)
def test_case(block: Block, tmp_path: Path) -> None:
    case = yaml.safe_load(block.text)
    wanted = case["expect"]
    found = judged(case, tmp_path)
    if "lists" in case:
        assert found.readiness == wanted["unit"]
        parts = {f"{part.checklist.id}/{part.target}": part.readiness for part in found.parts}
        assert parts == wanted["parts"]
        assert sorted(map(said, found.reasons)) == sorted(wanted["reasons"])
        for name, counts in wanted.get("coverage", {}).items():
            one = found.coverage[name]
            assert [one.expected, one.checked, one.ricek_expected, one.rechecked] == counts
        return
    [part] = found.parts
    assert part.readiness == wanted["readiness"]
    assert sorted(map(said, part.reasons)) == sorted(wanted["reasons"])
    for name, state in wanted.get("items", {}).items():
        assert part.items[name].state == state
    for name, second in wanted.get("second", {}).items():
        assert part.items[name].second == second


def test_every_reason_and_readiness_has_a_case() -> None:
    expected = [yaml.safe_load(block.text)["expect"] for block in CASES]
    reasons = {reason.split(":")[0] for one in expected for reason in one["reasons"]}
    words = {one.get("unit", one.get("readiness")) for one in expected} | {
        word for one in expected for word in one.get("parts", {}).values()
    }
    assert reasons == CODES
    assert words == READY


def test_the_six_words() -> None:
    [rows] = with_headings(TEXT, "code", "on the screen", "one list on one target")
    assert {row["code"].strip("`"): row["on the screen"] for row in rows} == dict(READINESS)


def test_every_reason_is_told_in_the_words_of_the_screen() -> None:
    tables = with_headings(TEXT, "code", "on the screen", "at best")
    told = [(row["code"].strip("`"), row["on the screen"]) for rows in tables for row in rows]
    assert dict(told) == dict(REASONS)
    assert len(told) == len(REASONS) + 1  # not_due, of a part and of a unit
    assert all(row["what it means"] and row["who lifts it, and how"] for rows in tables for row in rows)


def at_best(code: str) -> str:
    """What a reason of a part leaves possible, as the rules have it."""
    if code in {"fail", "dispute"}:
        return "`not_ready` if critical, else `conditional`"
    if code == "not_due":
        return "`not_due`"
    if code in rules_of_part._INCOMPLETE:
        return "`incomplete`"
    return "`conditional`" if code in rules_of_part._CONDITIONAL else "-"


def test_what_each_reason_leaves_possible() -> None:
    of_part, of_unit = with_headings(TEXT, "code", "on the screen", "at best")
    for row in of_part:
        assert row["at best"] == at_best(row["code"].strip("`")), row["code"]
    assert {row["code"].strip("`"): row["at best"].strip("`") for row in of_unit} == OF_UNIT


def test_no_other_code_is_told() -> None:
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", TEXT))
    assert named <= CODES | READY | set(KINDS) | {"valid_for", "not_owed"}


def test_what_is_worth_a_look_with_its_threshold() -> None:
    [rows] = with_headings(TEXT, "kind", "on the page")
    told = {row["kind"].strip("`"): row["on the page"] + ":" for row in rows}
    assert told == {kind: headline(kind) for kind in KINDS}
    assert all(row["when"] and row["why, and what else it may be"] for row in rows)


def test_the_bound_of_what_both_missed() -> None:
    [rows] = with_headings(TEXT, "found by the first", "by the second")
    for row in rows:
        first, second, both = (int(row[key]) for key in ("found by the first", "by the second", "by both"))
        one = Missed(1, 100, first, second, both)
        told = [row["found"], row["at most in all"], row["at most missed"]]
        assert told == ["-" if number is None else str(number) for number in (one.found, one.at_most, one.missed)]


# ---- putusan.md, for superiors

GUIDE_TEXT = (DOCS / "putusan.md").read_text("utf-8")
[EXAMPLES] = with_headings(GUIDE_TEXT, "butir", "wajib", "cek")
ROUNDS = {"cek": "08:00", "ricek": "10:00", "putusan orang ketiga": "11:00"}


def case_of(row: dict[str, str]) -> dict[str, Any]:
    """A row as a case: `A 27, rusak` is the 27 of officer A in a record that was altered."""
    name, _comma, mark = row["butir"].partition(", ")
    records = []
    for number, (heading, hour) in enumerate(ROUNDS.items(), 1):
        if row[heading]:
            given, _comma, state = row[heading].partition(", ")
            by, value = given.split()
            assert state in {"", "belum disegel", "rusak"}
            record: dict[str, Any] = {"id": f"c{number}", "round": heading.split()[0], "by": by}
            record |= {"sealed": state != "belum disegel", "damaged": state == "rusak"}
            records.append({**record, "answers": [[f"25 {hour}", name, int(value)]]})
    assert mark in {"", "kritis"}
    need = f"{'K ' if mark else ''}need {row['wajib']}"
    return {"list": {"items": {name: need}}, "records": records}


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: " ".join(row.values()))
def test_an_example_for_superiors(row: dict[str, str], tmp_path: Path) -> None:
    words.init("id")
    [part] = judged(case_of(row), tmp_path).parts
    assert part.readiness is not None
    assert row["hasil"] == _(READINESS[part.readiness])
    assert sorted(filter(None, row["sebab"].split("; "))) == sorted(map(reason_text, part.reasons))


def test_the_six_words_for_superiors() -> None:
    words.init("id")
    [rows] = with_headings(GUIDE_TEXT, "di layar", "untuk satu daftar pada satu sasaran")
    assert [row["di layar"] for row in rows] == [_(word) for word in READINESS.values()]


def test_every_reason_is_told_to_superiors() -> None:
    """In the words of the screen, whatever stands for what they are about."""
    words.init("id")
    of_part, of_unit = with_headings(GUIDE_TEXT, "di layar", "artinya", "siapa mencabut, dengan apa")
    patterns = {code: re.sub(r"\\{\w+\\}", ".+", re.escape(_(text))) for code, text in REASONS.items()}

    def told(rows: list[dict[str, str]]) -> list[str]:
        return [code for row in rows for code in patterns if re.fullmatch(patterns[code], row["di layar"])]

    assert sorted(told(of_part)) == sorted((CODES - {*OF_UNIT}) | {"not_due"})
    assert sorted(told(of_unit)) == sorted(OF_UNIT)
    assert all(row["siapa mencabut, dengan apa"] for row in [*of_part, *of_unit])


def test_what_is_worth_a_look_for_superiors() -> None:
    words.init("id")
    [rows] = with_headings(GUIDE_TEXT, "di layar", "mengapa, dan apa lagi sebabnya")
    assert [row["di layar"] + ":" for row in rows] == [headline(kind) for kind in KINDS]
