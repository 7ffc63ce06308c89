"""Reserves: the fewest moves against a brute force, what counts as spare and short, and the page of `--cadangan`."""

import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from conftest import Tool
from hypothesis import given
from hypothesis import strategies as st
from pages_world import ITEMS, KANIT, PROPAM, Unit, moment

from pilkada_check import words
from pilkada_check.cli.scenes import narrowed, seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.model.events import Outcome
from pilkada_check.rules.reserves import MOST_EXACT, fewest_moves
from pilkada_check.views import reserves
from pilkada_check.views.as_text import text

PER = "26/11/2024 19.30"


def feasible(pairs: tuple[tuple[str, str], ...], few: Mapping[str, int], many: Mapping[str, int]) -> bool:
    """Whether `few` can be met in full along these pairs alone: by Gale's condition, over every subset."""
    for size in range(1, len(few) + 1):
        for ones in combinations(few, size):
            givers = {giver for name, giver in pairs if name in ones}
            if sum(few[one] for one in ones) > sum(many[giver] for giver in givers):
                return False
    return True


def least(spare: Mapping[str, int], short: Mapping[str, int]) -> int:
    """The fewest moves by trying all sets of pairs, the small ones first."""
    few, many = (spare, short) if sum(spare.values()) < sum(short.values()) else (short, spare)
    every = [(name, giver) for name in few for giver in many]
    return next(
        size for size in range(len(every) + 1) if any(feasible(one, few, many) for one in combinations(every, size))
    )


counts = st.integers(1, 9)


def side(letter: str, most: int) -> st.SearchStrategy[dict[str, int]]:
    return st.lists(counts, max_size=most).map(lambda ones: {f"{letter}{n}": one for n, one in enumerate(ones)})


@given(side("s", 3), side("d", 3))
def test_no_way_has_fewer_moves(spare: dict[str, int], short: dict[str, int]) -> None:
    moves, exact = fewest_moves(spare, short)
    assert exact
    assert len(moves) == least(spare, short)


@given(side("s", 9), side("d", 9))
def test_moves_cover_as_much_as_there_is_and_never_more(spare: dict[str, int], short: dict[str, int]) -> None:
    moves, exact = fewest_moves(spare, short)
    side_met = min((short, spare), key=lambda ones: sum(ones.values()))
    assert exact == (len(spare) + len(short) <= MOST_EXACT or len(moves) == len(side_met))
    assert sum(move.count for move in moves) == min(sum(spare.values()), sum(short.values()))
    assert all(move.count > 0 for move in moves)
    for name, there in spare.items():
        assert sum(move.count for move in moves if move.source == name) <= there
    for name, wanted in short.items():
        assert sum(move.count for move in moves if move.to == name) <= wanted
    assert len({(move.source, move.to) for move in moves}) == len(moves) <= max(len(spare) + len(short) - 1, 0)


def test_nobody_is_served_by_more_than_needed() -> None:
    """One of the two that want something gets it from A alone; the largest first would need four moves."""
    moves, _ = fewest_moves({"A": 7, "B": 4, "C": 3}, {"X": 7, "Y": 6})
    assert len(moves) == 3


def test_of_many_targets_one_move_each_is_proven_to_be_the_fewest() -> None:
    """Nobody who lacks something can get it without a move."""
    spare = {f"s{n:02}": 5 for n in range(40)}
    assert fewest_moves(spare, {"x": 5, "y": 3})[1]
    assert not fewest_moves(spare, {"x": 6, "y": 4})[1]


def inventory(b: int, rr: int = 0) -> dict[str, int]:
    return {"b": b, "rr": rr, "rb": 0, "ta": 0}


def three(root: Path) -> Unit:
    """A has 4 helmets too many, B lacks 3, C lacks 2."""
    unit = Unit(root, items={"helm": ITEMS["helm"]}, targets=("A", "B", "C"), sheet={"facts": {"satuan": 3}})
    for target, good in (("A", 34), ("B", 27), ("C", 28)):
        outcome: Outcome = "ok" if good >= 30 else "fail"
        unit.record("cek", KANIT, [("25 08.00", "helm", inventory(good), outcome, {"need": 30})], target=target)
    return unit


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_says_what_is_moved_and_what_stays_short(tool: Tool, tmp_path: Path, lang: str) -> None:
    three(tmp_path)
    shown = tool("ringkasan", "--cadangan", "--per", PER, "--lang", lang)
    assert shown.returncode == 1
    assert not shown.stderr
    if lang == "id":
        assert "3 dari A ke B" in shown.stdout
        assert "1 dari A ke C" in shown.stdout
        assert "C 1" in shown.stdout
    else:
        assert "3 from A to B" in shown.stdout
        assert "1 from A to C" in shown.stdout


def stocks(tool: Tool) -> list[dict[str, object]]:
    found = json.loads(tool("ringkasan", "--cadangan", "--format", "json", "--per", PER).stdout)
    ones: list[dict[str, object]] = found["reserves"]["stocks"]
    return ones


def test_json_has_every_count(tool: Tool, tmp_path: Path) -> None:
    three(tmp_path)
    assert stocks(tool) == [
        {
            "list": "alat",
            "item": "helm",
            "spare": {"A": 4},
            "short": {"B": 3, "C": 2},
            "moves": [{"from": "A", "to": "B", "count": 3}, {"from": "A", "to": "C", "count": 1}],
            "left": {"C": 1},
            "exact": True,
        }
    ]
    csv = tool("ringkasan", "--cadangan", "--format", "csv", "--per", PER).stdout.splitlines()
    assert [line.split(",")[2:] for line in csv[1:]] == [
        ["spare", "alat", "helm", "A", "", "4", ""],
        ["short", "alat", "helm", "", "B", "3", ""],
        ["short", "alat", "helm", "", "C", "2", ""],
        ["move", "alat", "helm", "A", "B", "3", "true"],
        ["move", "alat", "helm", "A", "C", "1", "true"],
        ["left", "alat", "helm", "", "C", "1", ""],
    ]


def test_of_many_moves_the_first_are_told_and_the_others_counted(tool: Tool, tmp_path: Path) -> None:
    targets = [f"T{n:02}" for n in range(1, 31)]
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]}, targets=targets)
    for n, target in enumerate(targets):
        good, outcome = (31, "ok") if n < 14 else (29, "fail")
        answer = ("25 08.00", "helm", inventory(good), outcome, {"need": 30})
        unit.record("cek", KANIT, [answer], target=target)  # type: ignore[list-item] # the outcome is one of the two
    shown = tool("ringkasan", "--cadangan", "--per", PER).stdout
    assert shown.count("1 dari T") == 12
    assert "dan 2 lagi" in shown  # moves
    all_of_it = tool("ringkasan", "--cadangan", "--per", PER, "--list", "alat").stdout
    assert all_of_it.count("1 dari T") == 14


def test_what_is_in_dispute_is_neither_spare_nor_short(tool: Tool, tmp_path: Path) -> None:
    unit = three(tmp_path)
    unit.record("ricek", PROPAM, [("25 10.00", "helm", inventory(29), "fail", {"need": 30})], target="A")
    assert stocks(tool)[0]["spare"] == {}


def test_what_is_too_old_is_no_reserve(tool: Tool, tmp_path: Path) -> None:
    unit = three(tmp_path)
    unit.listed = {"valid_for": "12h"}
    unit.relist()
    assert stocks(tool) == []


def test_a_running_ricek_hides_its_part(tool: Tool, tmp_path: Path) -> None:
    unit = three(tmp_path)
    unit.record("ricek", PROPAM, [("25 10.00", "helm", inventory(34), "ok", {"need": 30})], target="A", sealed=False)
    assert stocks(tool)[0]["spare"] == {}
    assert "34" not in tool("ringkasan", "--cadangan", "--per", PER).stdout


def test_needed_and_ordered(tool: Tool, tmp_path: Path) -> None:
    """Two classes with their patterns need 95 + 6; the rows order 60 + 39, and one row says nothing."""
    given = {
        "tps_kurang_rawan": 380, "pola_kurang_rawan_polri": 2, "pola_kurang_rawan_tps": 8, "tps_rawan": 0,
        "pola_rawan_polri": 2, "pola_rawan_tps": 2, "tps_sangat_rawan": 0, "pola_sangat_rawan_polri": 2,
        "pola_sangat_rawan_tps": 1, "tps_khusus": 3, "pola_khusus_polri": 2, "pola_khusus_tps": 1, "satuan": 2,
    }  # fmt: skip
    unit = Unit(tmp_path, targets=("A", "B"), sheet={"facts": given})
    unit.put("targets/satuan.csv", b"id,helm_wajib,pam_tps\nA,30,60\nB,30,39\n")

    def demand() -> dict[str, object]:
        found = json.loads(tool("ringkasan", "--cadangan", "--format", "json", "--per", PER).stdout)
        (one,) = found["reserves"]["demands"]
        answer: dict[str, object] = one
        return answer

    one = demand()
    terms = one.pop("terms")
    assert one == {"fact": "polri_wajib", "need": 101, "ordered": 99, "missing": [], "silent": []}
    assert isinstance(terms, list)
    assert [term["need"] for term in terms] == [95, 0, 0, 6]
    assert terms[0]["facts"] == {"tps_kurang_rawan": 380, "pola_kurang_rawan_polri": 2, "pola_kurang_rawan_tps": 8}
    shown = " ".join(tool("ringkasan", "--cadangan", "--per", PER).stdout.split())
    assert "kurang 2" in shown
    assert "95 dari: TPS kelas kurang rawan = 380; Pola TPS kurang rawan: Polri = 2" in shown
    assert "Diperintahkan: Anggota yang menjadi petugas PAM TPS (jumlah dari 2 satuan)" in shown
    unit.put("targets/satuan.csv", b"id,helm_wajib,pam_tps\nA,30,60\nB,30,\n")
    assert demand()["silent"] == ["B"]
    assert "B" in tool("ringkasan", "--cadangan", "--per", PER).stdout
    del given["pola_khusus_polri"]
    unit.put("pilkada.yaml", unit.dump({**unit.sheet, "facts": given}))
    found = demand()
    assert (found["need"], found["missing"]) == (None, ["pola_khusus_polri"])


def test_two_pages_at_once_are_refused(tool: Tool, tmp_path: Path) -> None:
    three(tmp_path)
    done = tool("ringkasan", "--cadangan", "--ke-depan")
    assert done.returncode == 2
    assert "pilih salah satu" in done.stderr
    assert tool("ringkasan", "--cadangan", "--pesan").returncode == 2


def test_on_a_narrow_screen_every_figure_says_what_it_is(tool: Tool, tmp_path: Path) -> None:
    three(tmp_path)
    with words.speaking("en"):
        found = seen(open_unit(tmp_path), moment("26 19.30"), private=False)
        shown = text(reserves.sheet(found), 40)
        one = text(reserves.sheet(narrowed(found, "", "B")), 40)
    assert "after moving still 1 short" in " ".join(shown.split())
    assert "3 from A to B" in one  # what one target lacks the others may have
    assert "after moving covered" in one
    assert "to C" not in one
