"""`temuan`: which findings there are, in which order, what is shown of them, and the commands that look again."""

import csv
import io
import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Tool
from msgspec.structs import replace
from pages_world import KANIT, PROPAM, SENSITIVE, Given, Unit, moment, plain
from verdict_world import at

from pilkada_check import words
from pilkada_check.cli.scenes import narrowed, seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.model.events import FollowUp
from pilkada_check.views import as_csv, temuan, temuan_rows
from pilkada_check.views.as_text import text
from pilkada_check.views.commands import begin, command, keep_folder, on_target
from pilkada_check.views.lines import cells
from pilkada_check.views.scene import Scene

PER = ("--per", "2024-11-26T20:00:00+08:00")
TOMORROW, YESTERDAY = FollowUp("Si TIK", moment("27 10.00")), FollowUp("Bag Log", moment("25 10.00"))


def scene(root: Path, when: str = "26 20:00") -> Scene:
    return seen(open_unit(root), at(when), private=False)


def varied(root: Path) -> Unit:
    """Every kind of finding, and what is none."""
    kinds = ("gagal", "kritis", "lewat", "selisih", "tunda", "catatan", "baik", "nanti", "lama")
    items = {
        name: {"text": f"{name.title()}?", "type": "count", **({"critical": "true"} if name == "kritis" else {})}
        for name in kinds
    } | {"dpt": {"text": "Dpt?", "type": "count", "need": ">= helm_wajib"}}
    unit = Unit(root, items=items)
    unit.record(
        "cek",
        KANIT,
        [
            ("24 20.01", "gagal", 1, "fail", {"follow_up": TOMORROW}),
            ("24 20.02", "kritis", 1, "fail"),
            ("24 20.03", "lewat", 1, "fail", {"follow_up": YESTERDAY}),
            ("24 20.04", "selisih", 1, "ok"),
            ("24 20.05", "tunda", 1, "ok", {"follow_up": TOMORROW}),
            ("24 20.06", "catatan", 1, "remark", {"note": "lecet"}),
            ("24 20.07", "baik", 1, "ok"),
            ("24 20.08", "lama", 1, "fail"),
            ("24 20.09", "dpt", 1, "unjudged"),
        ],
    )
    unit.record("ricek", PROPAM, [("25 08.00", "selisih", 2, "ok")])
    unit.put("targets/satuan.csv", b"id,helm_wajib\nTon Dalmas,\n")
    del unit.items["lama"]
    unit.relist(version="2024.8")
    return unit


def test_what_is_a_finding_and_in_which_order(tmp_path: Path) -> None:
    """Overdue, then critical, then by when; a remark alone, an empty and a good answer are none."""
    varied(tmp_path)
    found = temuan.findings(scene(tmp_path))
    assert [(one.item, one.kind, one.overdue) for one in found] == [
        ("lewat", "fail", True),
        ("kritis", "fail", False),
        ("gagal", "fail", False),
        ("tunda", "follow_up", False),
        ("selisih", "dispute", False),
        ("dpt", "unjudged", False),
        ("lama", "dropped", False),
    ]


@pytest.mark.parametrize(
    ("wanted", "items"),
    [
        (temuan.Wanted("bag log"), ["lewat"]),
        (temuan.Wanted("TIK"), ["gagal", "tunda"]),
        (temuan.Wanted("nobody at all"), []),
        (temuan.Wanted("--"), []),
        (temuan.Wanted(late=True), ["lewat"]),
        (temuan.Wanted("Si TIK", late=True), []),
        (temuan.Wanted(critical=True), ["kritis"]),
        (temuan.Wanted(disputes=True), ["selisih"]),
        (temuan.Wanted(follow_ups=True), ["lewat", "gagal", "tunda"]),
        (temuan.Wanted("TIK", follow_ups=True), ["gagal", "tunda"]),
        (temuan.Wanted(critical=True, disputes=True), []),
    ],
)
def test_filters(tmp_path: Path, wanted: temuan.Wanted, items: list[str]) -> None:
    varied(tmp_path)
    assert [one.item for one in temuan.findings(scene(tmp_path)) if wanted.holds(one)] == items


@pytest.mark.parametrize(
    ("options", "said", "items"),
    [
        (("--kritis",), "Shown: critical only.", ["kritis"]),
        (("--selisih",), "Shown: disputes only.", ["selisih"]),
        (("--tindak-lanjut",), "Shown: open follow-ups only.", ["lewat", "gagal", "tunda"]),
        (("--lewat", "--milik", "Bag Log"), "Shown: Bag Log, overdue only.", ["lewat"]),
    ],
)
def test_filters_on_the_line(tmp_path: Path, tool: Tool, options: tuple[str, ...], said: str, items: list[str]) -> None:
    varied(tmp_path)
    shown = tool("temuan", *PER, *options, "--lang", "en").stdout
    assert said in " ".join(shown.split())
    found = json.loads(tool("temuan", *PER, *options, "--format", "json").stdout)["findings"]
    assert [one["item"] for one in found] == items
    assert ("pilkada-check putuskan" in shown) == ("selisih" in items)
    assert ("pilkada-check cek" in shown) == (items != ["selisih"])


def test_two_breakdowns_of_the_same_sum_are_told_apart(tmp_path: Path) -> None:
    parts = {"hadir": "hadir", "sakit": "sakit"}
    unit = Unit(tmp_path, items={"rinci": {"text": "Rincian?", "type": "breakdown", "parts": parts, "total": "30"}})
    unit.record("cek", KANIT, [("24 20.07", "rinci", {"hadir": 29, "sakit": 1}, "ok", {"need": 30})])
    unit.record("ricek", PROPAM, [("25 07.07", "rinci", {"hadir": 28, "sakit": 2}, "ok", {"need": 30})])
    [one] = temuan.findings(scene(tmp_path))
    told = temuan.told(scene(tmp_path), one)
    assert ["hadir 29, sakit 1" in told, "hadir 28, sakit 2" in told] == [True, True]


def test_what_closes_each(tmp_path: Path) -> None:
    """A dispute a third person, unless none can; a ricek's follow-up a ricek; a missing fact nobody who looks."""
    varied(tmp_path)
    ways = {one.item: one.ways for one in temuan.findings(scene(tmp_path))}
    assert ways == {
        "lewat": ("cek",),
        "kritis": ("cek",),
        "gagal": ("cek",),
        "tunda": ("cek",),
        "selisih": ("putuskan",),
        "dpt": (),
        "lama": (),
    }


@pytest.mark.parametrize("critical", ["true", ""])
def test_what_a_ricek_closes(tmp_path: Path, critical: str) -> None:
    """Its own follow-up, and a dispute that a cek came into: with --semua where nobody owes one."""
    items = {
        name: {"text": f"{name}?", "type": "count", **({"critical": critical} if critical else {})}
        for name in ("tunda", "diperbaiki", "sendiri")
    }
    unit = Unit(tmp_path, items=items)
    unit.record("cek", KANIT, [("24 20.00", "tunda", 1, "ok"), ("24 20.01", "diperbaiki", 1, "fail")])
    unit.record("cek", KANIT, [("24 20.02", "sendiri", 1, "ok")])
    unit.record("ricek", KANIT, [("24 20.03", "sendiri", 2, "ok")])
    unit.record(
        "ricek",
        PROPAM,
        [("25 08.00", "tunda", 1, "ok", {"follow_up": TOMORROW}), ("25 08.01", "diperbaiki", 1, "fail")],
    )
    unit.record("cek", KANIT, [("25 09.00", "diperbaiki", 2, "ok")])
    ways = {one.item: one.ways for one in temuan.findings(scene(tmp_path))}
    owed = "ricek" if critical else "ricek_all"
    assert ways == {"tunda": ("ricek_all",), "diperbaiki": (owed, "putuskan"), "sendiri": ("cek",)}


C04 = {
    "jumlah": {"text": "Jumlah?", "type": "count"},
    "nomor": {"text": "Nomor?", "type": "text", "agree": "value"},
    "kata": {"text": "Kata?", "type": "text"},
    "senpi": {"text": "Senpi?", "type": "count", "sensitive": "true"},
}


def test_a_dispute_always_has_both_sides_and_nothing_else_is_one(tmp_path: Path, tool: Tool) -> None:
    """Case C04: a trailing space, a figure written otherwise, another note are no difference."""
    unit = Unit(tmp_path, items=C04)
    unit.record(
        "cek",
        KANIT,
        [
            ("24 20.00", "jumlah", 12, "ok", {"note": "pagi"}),
            ("24 20.01", "nomor", "045/BA/XI", "ok"),
            ("24 20.02", "kata", "lengkap di gudang", "ok"),
            ("24 20.03", "senpi", 4711, "ok"),
        ],
    )
    same: list[Given] = [
        ("25 08.00", "jumlah", 12, "ok", {"note": "dihitung dua kali"}),
        ("25 08.01", "nomor", "045/ba/xi ", "ok"),
        ("25 08.02", "kata", "ada di gudang, lengkap", "ok"),
        ("25 08.03", "senpi", 4711, "ok"),
    ]
    unit.record("ricek", PROPAM, same)
    assert _disputes(tool) == ([], [], [])
    unit.record("ricek", PROPAM, [("25 09.00", "jumlah", 13, "ok"), ("25 09.01", "senpi", 4712, "ok")])
    flagged, listed, told = _disputes(tool)
    assert flagged == listed == ["jumlah", "senpi"]
    [count, gun] = told
    assert [(side["round"], side["value"], side["officer"]) for side in count["sides"]] == [
        ("cek", 12, KANIT.number),
        ("ricek", 13, PROPAM.number),
    ]
    assert [side["officer"] for side in gun["sides"]] == [KANIT.number, PROPAM.number]
    assert not any("value" in side for side in gun["sides"])
    rows = csv.DictReader(io.StringIO(tool("temuan", *PER, "--selisih", "--format", "csv").stdout))
    assert [(row["kind"], row["value"], row["officer"], row["round"]) for row in rows if row["item"] == "jumlah"] == [
        ("dispute", "", KANIT.number, ""),
        ("side", "12", KANIT.number, "cek"),
        ("side", "13", PROPAM.number, "ricek"),
    ]


def _disputes(tool: Tool) -> tuple[list[str], list[str], list[dict[str, Any]]]:
    """The items that `ringkasan` flags, those whose sides its rows name, and what `temuan` has on each."""
    parts = json.loads(tool("ringkasan", *PER, "--format", "json").stdout)["parts"]
    flagged = [name for part in parts for name, one in part["items"].items() if one["standing"] == "dispute"]
    rows = list(csv.DictReader(io.StringIO(tool("ringkasan", *PER, "--format", "csv").stdout)))
    sides = [(row["item"], row["officer"]) for row in rows if row["kind"] == "dispute"]
    names = list(dict.fromkeys(name for name, _officer in sides))
    assert all({who for name, who in sides if name == one} == {KANIT.number, PROPAM.number} for one in names)
    told = json.loads(tool("temuan", *PER, "--format", "json").stdout)["findings"]
    disputes = [one for one in told if one["kind"] == "dispute"]
    assert sorted(one["item"] for one in disputes) == sorted(flagged)
    assert all(("sides" in one) == (one["kind"] == "dispute") for one in told)
    return flagged, names, disputes


@pytest.mark.parametrize(("when", "late"), [("25 10:00", False), ("25 10:01", True)])
def test_overdue_begins_after_the_last_minute(tmp_path: Path, when: str, late: bool) -> None:
    varied(tmp_path)
    assert any(one.overdue for one in temuan.findings(scene(tmp_path, when))) is late


def test_the_page(tmp_path: Path, tool: Tool) -> None:
    varied(tmp_path)
    done = tool("temuan", *PER, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    for said in (
        "7 findings, 1 overdue, 3 without anybody named, 1 waiting for facts",
        "OVERDUE Perlengkapan, Ton Dalmas Lewat: 1; mends: Bag Log, 25/11 10:00; since 24/11 20:03",
        "[CRITICAL] Kritis: 1; mends: nobody yet; since 24/11 20:02",
        "DISPUTE, cek 1 (Kanit Dalmas, 24/11 20:04) / ricek 2 (Si Propam, 25/11 08:00)",
        "cannot be judged: ",
        "Lama: no longer asked",
        'pilkada-check cek alat --sasaran "Ton Dalmas" --temuan',
        'SETTLE WHAT DIFFERS, BY A THIRD PERSON pilkada-check putuskan alat --sasaran "Ton Dalmas"',
    ):
        assert said in shown
    assert "Baik" not in shown
    assert "lecet" not in shown


def test_the_command_as_shown_walks_that_part(tmp_path: Path, tool: Tool) -> None:
    """It gets as far as anything does without a terminal."""
    varied(tmp_path)
    (tmp_path / "lain").mkdir()
    shown = tool("temuan", *PER, "-C", str(tmp_path), "--lang", "en").stdout
    [line] = [line for line in shown.splitlines() if line.strip().startswith("pilkada-check cek")]
    done = tool(*shlex.split(line)[1:])
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr


@pytest.mark.parametrize(
    "name",
    ["Ton Dalmas", "TPS 012", "a'b", 'a"b', "$(rm x)", "`x`", "a;b", "a\\b", "a!b", "-C", "", "@x", "a&b", "*"],
)
def test_a_command_means_what_it_says(name: str) -> None:
    said = command("cek", *on_target("alat", name), "--temuan", folder=Path("a b"))
    wanted = ["alat", "--sasaran", name] if name else ["alat", "--sasaran"]
    assert shlex.split(said) == ["pilkada-check", "cek", "-C", "a b", *wanted, "--temuan"]


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\x07'b\\c\n", "\u202eabc", "\x7f"])
def test_a_command_with_what_a_terminal_would_obey_means_what_it_says(name: str) -> None:
    said = command("cek", *on_target("alat", name))
    assert said.isprintable()
    words = said.removeprefix("pilkada-check ")
    done = subprocess.run(["bash", "-c", f"printf '%s\\0' {words}"], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == ["cek", "alat", "--sasaran", name]


def test_a_command_keeps_the_place_and_the_language_that_were_typed() -> None:
    begin("en")
    keep_folder(Path("a b"))
    assert command("validasi") == 'pilkada-check validasi -C "a b" --lang en'
    assert command("terima", "x.gz", folder=Path()) == "pilkada-check terima x.gz --lang en"  # on another laptop
    begin("")
    assert command("validasi") == "pilkada-check validasi"  # nothing of the command before


def test_only_an_example_is_checked_at_the_moment_of_its_page(tmp_path: Path) -> None:
    """Elsewhere a round takes place now, whatever moment was looked at."""
    for name, example in (("a", True), ("b", False)):
        plain(tmp_path / name, sheet={"example": example})
        found = replace(scene(tmp_path / name), per="26/11/2024 19.30", list="alat")
        assert found.practice == (("--jam", "26/11/2024 19.30") if example else ())
        assert found.same_page == ("--list", "alat", "--per", "26/11/2024 19.30")


def test_the_unit_itself_is_not_named() -> None:
    assert command("cek", *on_target("posko", "unit")) == "pilkada-check cek posko"


def test_csv_and_json(tmp_path: Path, tool: Tool) -> None:
    varied(tmp_path)
    rows = list(csv.DictReader(io.StringIO(tool("temuan", *PER, "--format", "csv").stdout)))
    found = json.loads(tool("temuan", *PER, "--format", "json").stdout)["findings"]
    assert [row["item"] for row in rows if row["kind"] != "side"] == [one["item"] for one in found]
    assert list(rows[0]) == list(temuan_rows.COLUMNS)
    assert rows[0] | {"as_of": ""} == {
        "example": "",
        "as_of": "",
        "list": "alat",
        "own_list": "true",
        "target": "Ton Dalmas",
        "item": "lewat",
        "text": "Lewat?",
        "kind": "fail",
        "critical": "false",
        "value": "1",
        "need": "",
        "owner": "Bag Log",
        "due": "2024-11-25T10:00:00+08:00",
        "overdue": "true",
        "since": "2024-11-24T20:03:00+08:00",
        "officer": KANIT.number,
        "round": "",
        "independent": "",
    }
    assert found[0]["follow_up"] == {"owner": "Bag Log", "due": "2024-11-25T10:00:00+08:00"}


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_nothing_sensitive_and_an_example_says_so(tmp_path: Path, tool: Tool, form: str) -> None:
    plain(tmp_path, sheet={"example": True})
    done = tool("temuan", *PER, "--format", form, "--lang", "en")
    assert done.returncode == 0
    assert "senpi" in done.stdout.lower()
    assert [word for word in SENSITIVE if word in done.stdout] == []
    assert "example" in done.stdout.lower()


def test_nothing_of_a_value_while_a_ricek_runs(tmp_path: Path) -> None:
    unit = plain(tmp_path)
    unit.record("ricek", PROPAM, [("25 07.12", "helm", {"b": 26, "rr": 3, "rb": 1, "ta": 0}, "fail")], sealed=False)
    found = scene(tmp_path)
    ones = temuan.findings(found)
    pages = text(temuan.sheet(found, ones, temuan.Commands(), temuan.Wanted())) + as_csv.table(
        temuan_rows.COLUMNS, temuan_rows.rows(found, ones)
    )
    assert ones == []
    assert ",Ton Dalmas,,,veiled," in pages
    assert "A ricek is running" in pages
    assert "helm" not in pages.casefold()
    assert temuan_rows.document(found, ones)["veiled"] == [{"list": "alat", "target": "Ton Dalmas"}]


def test_many_are_bounded_until_something_is_chosen(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items={f"b{n}": {"text": f"Butir {n:02}?", "type": "count"} for n in range(40)})
    unit.record("cek", KANIT, [(f"24 20.{n:02}", f"b{n}", 1, "fail") for n in range(40)])
    found = scene(tmp_path)
    ones = temuan.findings(found)
    assert text(temuan.sheet(found, ones, temuan.Commands(), temuan.Wanted())).count("Butir") == temuan.MOST
    assert "and 10 more; to see all of them" in text(temuan.sheet(found, ones, temuan.Commands(), temuan.Wanted()))
    chosen = narrowed(found, "alat", "")
    assert text(temuan.sheet(chosen, temuan.findings(chosen), temuan.Commands(), temuan.Wanted())).count("Butir") == 40


def test_a_hundred_of_one_kind_do_not_hide_another(tmp_path: Path) -> None:
    """Forty small things are late, forty are being mended; the critical one that nobody mends stands on the page."""
    unit = Unit(
        tmp_path,
        items={
            "berat": {"text": "Berat?", "type": "count", "critical": "true"},
            **{
                f"{kind.lower()}{n}": {"text": f"{kind} {n:02}?", "type": "count"}
                for kind in ("Telat", "Jalan")
                for n in range(40)
            },
        },
    )
    late, mended = (FollowUp("Bag Log", moment(when)) for when in ("25 08.00", "27 08.00"))
    unit.record(
        "cek",
        KANIT,
        [
            *((f"24 20.{n:02}", f"telat{n}", 1, "fail", {"follow_up": late}) for n in range(40)),
            *((f"24 21.{n:02}", f"jalan{n}", 1, "fail", {"follow_up": mended}) for n in range(40)),
            ("24 22.00", "berat", 1, "fail"),
        ],
    )
    found = scene(tmp_path)
    shown = text(temuan.sheet(found, temuan.findings(found), temuan.Commands(), temuan.Wanted()))
    assert "[CRITICAL] Berat: 1; mends: nobody yet" in shown
    assert (shown.count("Telat"), shown.count("Jalan")) == (temuan.MOST - 11, 10)
    assert "and 51 more; to see all of them" in shown


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_line_fits(tmp_path: Path, width: int, lang: str) -> None:
    varied(tmp_path)
    words.init(lang)
    found = scene(tmp_path)
    page = text(
        temuan.sheet(found, temuan.findings(found), temuan.Commands([], [command("cek", "alat")]), temuan.Wanted()),
        width,
    )
    assert [line for line in page.splitlines() if cells(line) > width] == []


def test_none_of_those_that_were_asked_for(tmp_path: Path, tool: Tool) -> None:
    """That nobody of that name mends anything is not said as if there were no findings."""
    plain(tmp_path)
    shown = " ".join(tool("temuan", *PER, "--milik", "Bag Ops").stdout.split())
    assert re.search(r"Tidak satu pun dari \d temuan termasuk ini\. Yang disebut memperbaiki: Bag Log\.", shown)
    assert "Tidak ada temuan" not in shown


def test_no_findings(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count"}})
    unit.record("cek", KANIT, [("24 20.07", "a", 3, "noted")])
    done = tool("temuan", *PER, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There are no findings." in done.stdout
    assert "not checked" not in done.stdout
    unit.put("targets/satuan.csv", b"id,helm_wajib\nTon Dalmas,30\nSat Samapta,30\n")
    shown = tool("temuan", *PER, "--lang", "en").stdout  # none, of which nobody may think that all is well
    assert "There are no findings.\n Besides, 1 part is not checked or not complete.\n" in shown


@pytest.mark.parametrize(("lang", "said"), [("id", "dapat ditampilkan"), ("en", "can be shown now")])
def test_hidden_findings_are_not_said_to_be_none(tmp_path: Path, tool: Tool, lang: str, said: str) -> None:
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count", "need": ">= 5", "critical": "true"}})
    unit.record("cek", KANIT, [("24 20.07", "a", 3, "fail")])
    unit.record("ricek", PROPAM, [("24 21.07", "a", 3, "fail")], sealed=False)
    shown = tool("temuan", *PER, "--lang", lang).stdout
    assert said in " ".join(shown.split())
    assert "There are no findings." not in shown
    assert "Tidak ada temuan." not in shown


def test_a_dispute_is_as_old_as_its_first_party(tmp_path: Path) -> None:
    """Neither the ricek nor another cek makes it younger."""
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count"}})
    unit.record("cek", KANIT, [("24 20.04", "a", 1, "noted")])
    unit.record("ricek", PROPAM, [("25 08.00", "a", 2, "noted")])
    unit.record("cek", KANIT, [("25 20.00", "a", 3, "noted")])
    [one] = temuan.findings(scene(tmp_path))
    assert one.kind == "dispute"
    assert one.look is not None
    assert one.look.at == min(party.look.at for party in (one.state.standing.parties if one.state else ()))
    assert one.look.at <= moment("25 08.00")


def test_a_missing_fact_is_filled_in_not_looked_at_again(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path, items={"helm": {"text": "Helm?", "type": "count", "need": ">= helm_wajib"}})
    unit.put("targets/satuan.csv", b"id,helm_wajib\nTon Dalmas,\n")
    unit.record("cek", KANIT, [("24 20.07", "helm", 3, "unjudged")])
    shown = " ".join(tool("temuan", *PER, "--lang", "en").stdout.split())
    assert "[helm_wajib] is not filled in" in shown
    assert "fill it in: targets/satuan.csv; " in shown
    assert "pilkada-check cek" not in shown


def test_many_commands_are_bounded(tmp_path: Path, tool: Tool) -> None:
    targets = [f"Regu {n:02}" for n in range(12)]
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count"}}, targets=targets)
    for target in targets:
        unit.record("cek", KANIT, [("24 20.07", "a", 1, "fail")], target=target)
    shown = tool("temuan", *PER, "--lang", "en").stdout
    assert shown.count("pilkada-check cek alat") == temuan.MOST_COMMANDS
    assert "\n and 2 more\n" in shown
