"""docs/uji-petik.md: its worked example, repeated from the text alone, is what the tool draws from the same words."""

import hashlib
import re
from fractions import Fraction
from math import ceil, comb
from pathlib import Path

import pytest
from conftest import ROOT
from doc_tables import with_headings
from plan_world import ALWAYS, FIRST, LIST, NAMES, ROWS, SECOND, plan, plan_unit
from terminal import events, journals, tool

from pilkada_check.cli.verbs import load
from pilkada_check.model.events import Planned
from pilkada_check.rules.sampling import bound, needed

TEXT = (ROOT / "docs" / "uji-petik.md").read_text("utf-8")
[SEED] = re.findall(r"^```\n(.+ \| .+)\n```$", TEXT, re.MULTILINE)
[NUMBERED] = with_headings(TEXT, "nomor", "sasaran")
[THROWS] = with_headings(TEXT, "k", "8 digit")


def by_hand(seed: str, rows: list[str], size: int) -> list[tuple[int, str, int, int, str]]:
    """The draw as the document tells it: k, eight digits, m, number, target ("" where the throw is passed over)."""
    thrown = []
    drawn: list[str] = []
    k = 0
    while len(drawn) < size:
        k += 1
        digits = hashlib.sha256(f"{seed} | {k}".encode()).hexdigest()[:8]
        m = int(digits, 16)
        number = m % len(rows) + 1
        lost = m >= 4294967296 - 4294967296 % len(rows) or rows[number - 1] in drawn
        if not lost:
            drawn.append(rows[number - 1])
        thrown.append((k, digits, m, number, "" if lost else rows[number - 1]))
    return thrown


def miss(population: int, bad: int, size: int) -> Fraction:
    """The product of fractions of the document: the chance that none of the bad ones is drawn."""
    product = Fraction(1)
    for i in range(bad):
        product *= Fraction(max(population - size - i, 0), population - i)
    return product


def test_the_throws_follow_from_the_seed_by_hand() -> None:
    rows = [row["sasaran"] for row in NUMBERED]
    assert [row["nomor"] for row in NUMBERED] == [str(n) for n in range(1, len(rows) + 1)]
    told = [(int(row["k"]), row["8 digit"], int(row["m"]), int(row["nomor"]), row["sasaran"]) for row in THROWS]
    hand = by_hand(SEED, rows, 7)
    assert [(*one[:4], one[4] or "sudah terundi") for one in hand] == told


def test_the_size_follows_by_a_calculator() -> None:
    [told] = with_headings(TEXT, "n", "peluang")
    bad = ceil(Fraction(25, 100) * 12)
    for row in told:
        chance = miss(12, bad, int(row["n"]))
        shown = re.search(r"= (\d+)/(\d+) = (\d+),(\d) %", row["peluang"])
        assert shown is not None
        assert Fraction(int(shown[1]), int(shown[2])) == chance
        assert round(float(chance) * 1000) == int(shown[3] + shown[4])
        assert (row["cukup?"] == "ya") == (chance <= Fraction(5, 100))
    assert miss(423, 22, 53) <= Fraction(5, 100) < miss(423, 22, 52)


def enough(population: int, bad: int, most: int) -> list[Fraction]:
    """The chance that the result is "enough" although so many are bad, with 0, 1 … `most` plans added after a find."""
    share, sure = Fraction(bad, population), Fraction(95, 100)
    open_ones, total, chances = {(0, 0): Fraction(1)}, Fraction(0), []
    for _plan in range(most + 1):
        after: dict[tuple[int, int], Fraction] = {}
        for (drawn, found), before in open_ones.items():
            size = (needed(population, found, share, sure) or population) - drawn
            rest, left = population - drawn, bad - found
            for more in range(min(size, left) + 1):
                ways = Fraction(comb(left, more) * comb(rest - left, size - more), comb(rest, size))
                after[drawn + size, found + more] = after.get((drawn + size, found + more), Fraction(0)) + before * ways
        done = [one for one in after if (needed(population, one[1], share, sure) or population + 1) <= one[0]]
        total += sum(after.pop(one) for one in done)
        open_ones = after
        chances.append(total)
    return chances


def test_adding_after_a_find_makes_it_less_sure() -> None:
    told = [f"{float(chance):.1%}".replace(".", ",").replace("%", " %") for chance in enough(423, 22, 2)]
    assert told == ["4,8 %", "8,6 %", "11,8 %"]
    assert all(one in TEXT for one in told)


def test_the_figures_that_are_only_told() -> None:
    share, sure = Fraction(5, 100), Fraction(95, 100)
    assert (needed(423, 0, share, sure), needed(423, 0, share, sure, Fraction(9, 10))) == (53, 59)
    assert bound(423, 53, 0, sure) == 21
    quarter = Fraction(25, 100)
    assert (needed(12, 1, quarter, sure), needed(12, 0, quarter, sure, Fraction(9, 10))) == (10, 8)
    [rows] = with_headings(TEXT, "diricek", "berbeda")
    for row in rows:
        most = bound(12, int(row["diricek"]), int(row["berbeda"]), sure)
        assert str(most) == row["paling banyak"]
        assert (row["cukup (kurang dari 3)?"] == "ya") == (most < 3)
    for told in ("D = 22) cukup 53", "59, bukan 53", "8, bukan 7", "sekarang perlu 10, sudah 7", "mengundi 3 dari\n5"):
        assert told in TEXT


def test_every_option_is_told() -> None:
    [rows] = with_headings(TEXT, "pilihan", "gunanya")
    told = {code for row in rows for code in re.findall(r"`(--\S+)`", row["pilihan"])}
    spelled = {option for param in load("rencana").params for option in param.opts if option.startswith("--")}
    assert told == spelled - {"--format", "--output", "--lang"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_tool_draws_the_same_from_the_same_words(tmp_path: Path, lang: str) -> None:
    root = plan_unit(tmp_path / "unit")
    shown = plan(root, "--lang", lang)
    (path,) = journals(root)
    _opened, planned, _sealed = events(path)
    assert isinstance(planned, Planned)
    assert planned.seed == SEED
    assert list(planned.rows) == [row["sasaran"] for row in NUMBERED] == sorted(ROWS)
    hand = by_hand(SEED, list(planned.rows), planned.size)
    assert list(planned.drawn) == [one[4] for one in hand if one[4]]
    assert (planned.size, planned.population, planned.number) == (7, 12, 1)
    assert (planned.witnesses, planned.words) == (NAMES, (FIRST, " ".join(SECOND.split())))
    assert set(planned.always) == set(ALWAYS)
    for k, digits, _m, number, target in hand:  # and its screen shows each throw
        assert re.search(rf"^ +{k} {digits} +{number} {target or '.*'}", shown, re.MULTILINE), k
    assert "sample: {tolerance: 25%, confidence: 95%" in LIST


def test_names_and_words_of_every_kind_are_drawn_from(tmp_path: Path) -> None:
    odd = [
        'Soka"an 1',
        "Lubuk Pakam I/II",
        "19 Nopember",
        "Be\u0301re\u0301bas",
        "東京 1",
        "a-b | c",
        "Ma'rang",
    ]
    root = plan_unit(tmp_path / "unit", odd)
    plan(root, columns=40, second="E\u0301TE\u0301 di PANTAI — jam 7")
    (path,) = journals(root)
    planned = events(path)[1]
    assert isinstance(planned, Planned)
    assert planned.seed.endswith(" | 3 5 1 1 6 2 4 3 | \u00e9t\u00e9 di pantai — jam 7")
    assert list(planned.rows) == sorted(planned.rows, key=str.encode)
    assert len(planned.rows) == len(odd)
    hand = by_hand(planned.seed, list(planned.rows), planned.size)
    assert list(planned.drawn) == [one[4] for one in hand if one[4]]
    assert tool(root, "rencana", "--periksa").returncode == 0
