"""The pages of `ringkasan`: what stands on them, in every format, for every kind of reader and every hostile text."""

import csv
import io
import json
import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pexpect
import pytest
from conftest import Tool
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pages_world import KANIT, PROPAM, SENSITIVE, Unit, moment, plain
from test_verdict import ON_DISK
from verdict_world import World, at

from pilkada_check import words
from pilkada_check.cli.scenes import narrowed, seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.model.events import By, FollowUp
from pilkada_check.model.unit import UNIT
from pilkada_check.views import as_csv, as_json, moments, rows, temuan
from pilkada_check.views.as_markdown import escaped, markdown
from pilkada_check.views.as_terminal import show
from pilkada_check.views.as_text import lay, text
from pilkada_check.views.board import board
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import cells, literal
from pilkada_check.views.part_detail import TOLD
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Line, Sheet, Table, command, sections
from pilkada_check.views.standings import reason_text
from pilkada_check.views.summary import SHAPE, summary
from pilkada_check.views.summary_message import LONGEST, message
from pilkada_check.views.summary_parts import MOST_PARTS, SMALL

FORMATS = ("text", "markdown", "csv", "json")
PER = ("--per", "2024-11-26T20:00:00+08:00")


def scene(root: Path, when: str = "26 20:00", *, private: bool = False) -> Scene:
    return seen(open_unit(root), at(when), private=private)


class Stream(io.StringIO):
    """A terminal, or a file."""

    def __init__(self, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        """As a terminal says."""
        return self.tty


def terminal(sheet: Sheet, width: int, *, tty: bool) -> str:
    """The page as a terminal gets it."""
    stream = Stream(tty)
    show(lay(sheet, width), stream)
    return stream.getvalue()


def page(found: Scene, form: str, width: int = 80) -> str:
    """The page as the verb writes it."""
    match form:
        case "text":
            return text(summary(found), width)
        case "terminal":
            return terminal(summary(found), width, tty=False)
        case "markdown":
            return markdown(summary(found))
        case "csv":
            return as_csv.table(rows.COLUMNS, rows.rows(found))
    return as_json.dump(as_json.summary(found, {}))


def records(found: Scene) -> list[dict[str, str]]:
    """The rows of the CSV, read back."""
    return list(csv.DictReader(io.StringIO(page(found, "csv"))))


# ---- what a page says


def test_the_page_of_a_small_unit(tmp_path: Path) -> None:
    plain(tmp_path, targets=("Ton Dalmas", "Sat Samapta"), sheet={"facts": {"satuan": 3}})
    assert page(scene(tmp_path), "text") == (
        """\
READINESS
Polres Bontang, Polda Kalimantan Timur
Tuesday 26 November 2024 20:00 WITA (H-1)
--------------------------------------------------------------------------------
 State: NOT READY
 Cause: NOT READY 1, UNCHECKED 1, of 2 in all; 1 thing named below
--------------------------------------------------------------------------------
 READY AT THE EARLIEST
 Not known: these have no time by which they are mended, or one that has passed.
   Perlengkapan, Ton Dalmas: Helm PHH; mends: Bag Log, 25/11 15:00
 Besides, 1 part is not checked or not complete.
--------------------------------------------------------------------------------
 LISTS
 list                     target       state      cek  ricek
 Perlengkapan (own list)  Ton Dalmas   NOT READY  4/5  0/2
 Perlengkapan (own list)  Sat Samapta  UNCHECKED  0/5  0/2
--------------------------------------------------------------------------------
 NOT READY
 Perlengkapan, Ton Dalmas: cek 4/5, ricek 0/2
   DOES NOT MEET IT [CRITICAL]
     Helm PHH: required 30, good 27, RR 2, RB 1; mends: Bag Log, 25/11 15:00,
       overdue
   DOES NOT MEET IT
     Senpi: value restricted; mends: nobody yet
   REMARKS
     Uji rem. Keadaan: lightly damaged, rem tangan lemah
   no answer (1 critical item): Nomor sprin
--------------------------------------------------------------------------------
 UNCHECKED
 Perlengkapan (own list) (1): Sat Samapta
--------------------------------------------------------------------------------
 ALSO NAMED
 Perlengkapan (own list): the table has 2 rows, the unit states 3
--------------------------------------------------------------------------------
 NOTES
 The unit's own lists: Perlengkapan.
 The values of restricted items are not on this page; their outcome counts.
--------------------------------------------------------------------------------
"""
    )


def test_like_reasons_are_one_line(tmp_path: Path) -> None:
    items = {f"b{n}": {"text": f"Butir {n}?", "type": "count"} for n in range(24)}
    unit = Unit(tmp_path, items=items)
    unit.record("cek", KANIT, [(f"24 20.{n:02}", f"b{n}", 1, "noted") for n in range(24)], sealed=False)
    found = page(scene(tmp_path), "text")
    assert found.count("rests on a record that is not closed (24 items)") == 1
    assert "Butir" not in found


def test_critical_comes_first(tmp_path: Path) -> None:
    items = {
        "a": {"text": "Biasa?", "type": "count"},
        "b": {"text": "Kritis?", "type": "count", "critical": "true"},
    }
    unit = Unit(tmp_path, items=items)
    unit.record("cek", KANIT, [("24 20.07", "a", 1, "fail"), ("24 20.08", "b", 1, "fail")])
    found = page(scene(tmp_path), "text")
    assert found.index("Kritis") < found.index("Biasa")


def big(root: Path) -> Unit:
    """A unit whose many targets are in every state."""
    targets = [f"Regu {n:02}" for n in range(40)]
    unit = Unit(root, items={"a": {"text": "Alat?", "type": "count", "critical": "true"}}, targets=targets)
    for n, target in enumerate(targets):
        if n % 4 == 0:
            unit.record("cek", KANIT, [("24 20.07", "a", n, "fail")], target=target)
        elif n % 4 == 1:
            unit.record("cek", KANIT, [("24 20.07", "a", n, "ok")], target=target)
    return unit


def test_a_big_unit_shows_its_shape_and_the_worst_by_name(tmp_path: Path) -> None:
    big(tmp_path)
    found = scene(tmp_path)
    assert len(found.parts()) > SMALL
    shown = page(found, "text")
    assert re.search(r"ready +remarks +not ready +incomplete +unchecked +of\n.*list\) +0 +10 +10 +0 +20 +40\n", shown)
    assert len(re.findall(r"^ Perlengkapan, Regu", shown, re.MULTILINE)) == MOST_PARTS
    assert f"and {20 - MOST_PARTS} more. All of one list: pilkada-check ringkasan --list alat" in " ".join(
        shown.split()
    )
    assert "(20): Regu 02, 03, 06," in shown
    assert "and 8 more" in shown
    assert len(shown.splitlines()) < 70


def test_its_commands_lead_to_the_same_unit_moment_and_language(tool: Tool, tmp_path: Path) -> None:
    big(tmp_path)
    (tmp_path / "lain").mkdir()
    first = tool("-C", str(tmp_path), "ringkasan", *PER, "--lang", "en").stdout.splitlines()
    [line] = [line for line in first if line.strip().startswith("pilkada-check ")]
    again = tool("-C", "lain", *shlex.split(line)[1:]).stdout.splitlines()
    assert again[:4] == first[:4]
    assert "Shown: Perlengkapan" in " ".join(again)


def test_the_ricek_that_is_owed_comes_to_what_stands_behind_the_name(tmp_path: Path) -> None:
    """Two critical items: one passes, one does not; a ricek is owed for both."""
    items = {name: {"text": f"{name}?", "type": "count", "critical": "true"} for name in ("a", "b")}
    unit = Unit(tmp_path, items=items)
    unit.record("cek", KANIT, [("24 20.07", "a", 1, "ok"), ("24 20.08", "b", 1, "fail")])
    shown = " ".join(page(scene(tmp_path), "text").split())
    assert "ricek 0/2" in shown
    assert "a second officer must still check it (1 critical item, then 1 more once its cek passes): a" in shown


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_message_is_short_and_says_the_state_first(tmp_path: Path, lang: str) -> None:
    """Of a small unit everything with who mends it; of a big one as much as there is room for, the rest counted."""
    state = {"id": "*KESIAPAN : BELUM SIAP*", "en": "*READINESS : NOT READY*"}[lang]
    left_out = {"id": "1 butir terbatas tidak dimuat.", "en": "1 restricted item is left out."}[lang]
    more = {"id": r"\ndan (\d+) lagi, \1 di antaranya kritis\n", "en": r"\nand (\d+) more, \1 of them critical\n"}[lang]
    plain(tmp_path / "small")
    targets = [f"Regu {n:02} *{'_'.join('panjang')}*" for n in range(40)]
    many = Unit(tmp_path / "big", items={"a": {"text": "Alat?", "type": "count", "critical": "true"}}, targets=targets)
    for target in targets:
        many.record("cek", KANIT, [("24 20.07", "a", 1, "fail")], target=target)
    with words.speaking(lang):
        small = message(scene(tmp_path / "small", private=True))
        long = message(scene(tmp_path / "big"))
    assert small.startswith(state)
    assert "Ton Dalmas : Helm PHH, " in small
    assert "; Bag Log, 25/11 15" in small
    assert left_out in small
    assert not [secret for secret in (*SENSITIVE, "Senpi") if secret in small]
    assert len(long) <= LONGEST
    assert re.search(more, long)
    assert len(re.findall(r"\*\w|\w\*", long)) == 4  # a user's stand apart, so they mark nothing


def test_all_of_a_chosen_list_is_shown(tmp_path: Path) -> None:
    big(tmp_path)
    found = page(narrowed(scene(tmp_path), "alat", ""), "text")
    assert len(re.findall(r"^ Perlengkapan, Regu", found, re.MULTILINE)) == 20
    assert "The state is that of the whole unit." in " ".join(found.split())
    assert " more" not in found


def test_a_missing_fact_is_named_with_who_fills_it_in(tmp_path: Path) -> None:
    unit = Unit(tmp_path)
    unit.record("cek", KANIT, [("24 20.07", "helm", {"b": 30, "rr": 0, "rb": 0, "ta": 0}, "ok", {"need": 30})])
    unit.put("targets/satuan.csv", b"id,helm_wajib\nTon Dalmas,\n")
    found = " ".join(page(scene(tmp_path), "text").split())
    assert "cannot be judged: " in found
    assert "[helm_wajib] is not filled in (" in found


def test_both_sides_of_a_difference_stand_beside_it(tmp_path: Path) -> None:
    """Case C04: a flag has its row (item, both values, both persons), in every format that has room for it."""
    unit = plain(tmp_path)
    unit.record("ricek", PROPAM, [("25 07.12", "helm", {"b": 26, "rr": 3, "rb": 1, "ta": 0}, "fail", {"need": 30})])
    found = scene(tmp_path)
    for form in ("terminal", "text", "markdown"):
        shown = " ".join(page(found, form).split())
        assert "Helm PHH: cek good 27, RR 2, RB 1 (Kanit Dalmas, 24/11 20:07) / ricek good 26, RR 3, RB 1" in shown
        assert "(Si Propam, 25/11 07:12)" in shown
    sides = [row for row in records(found) if row["kind"] == "dispute"]
    assert [(row["item"], row["round"], row["value"], row["officer"]) for row in sides] == [
        ("helm", "cek", "b 27 rr 2 rb 1 ta 0", KANIT.number),
        ("helm", "ricek", "b 26 rr 3 rb 1 ta 0", PROPAM.number),
    ]


@pytest.mark.parametrize(
    ("cek", "ricek"),
    [("045/BA", "045/BA "), ("045/BA", "045 ba"), ("Sprin/12", "sprin / 12")],
    ids=repr,
)
def test_what_is_no_difference_has_no_row(tmp_path: Path, cek: str, ricek: str) -> None:
    unit = Unit(tmp_path, items={"a": {"text": "Nomor?", "type": "text", "agree": "value", "critical": "true"}})
    unit.record("cek", KANIT, [("24 20.07", "a", cek, "ok", {"note": "satu"})])
    unit.record("ricek", PROPAM, [("25 07.12", "a", ricek, "ok", {"note": "dua"})])
    found = scene(tmp_path)
    assert found.assessment.readiness == "ready"
    assert [row["kind"] for row in records(found)] == ["unit", "part", "item"]
    assert "DIFFER" not in page(found, "text")


def test_no_answer_is_lost_when_the_list_changes(tmp_path: Path) -> None:
    """Case C16: an item of an older version keeps its row, with the version under which it was answered."""
    unit = Unit(
        tmp_path, items={"lama": {"text": "Lama?", "type": "count"}, "jumlah": {"text": "Jumlah?", "type": "count"}}
    )
    unit.record("cek", KANIT, [("24 20.07", "lama", 7, "fail", {"note": "retak"}), ("24 20.08", "jumlah", 1, "noted")])
    unit.items = {"jumlah": {"text": "Jumlah?", "type": "count"}, "baru": {"text": "Baru?", "type": "count"}}
    unit.relist(version="2024.8")
    unit.record("cek", KANIT, [("25 20.07", "baru", 3, "noted")])
    found = records(scene(tmp_path))
    told = {(row["list"], row["item"]): row for row in found if row["item"]}
    assert {
        key: (row["kind"], row["value"], row["answered_version"], row["list_version"]) for key, row in told.items()
    } == {
        ("alat", "jumlah"): ("item", "1", "2024.7", "2024.8"),
        ("alat", "baru"): ("item", "3", "2024.8", "2024.8"),
        ("alat", "lama"): ("past", "7", "2024.7", "2024.8"),
    }
    assert (told["alat", "lama"]["note"], told["alat", "lama"]["text"]) == ("retak", "Lama?")
    assert told["alat", "lama"]["reasons"] == "dropped"


def test_a_value_whose_definition_is_lost_is_withheld(tmp_path: Path) -> None:
    """Nobody can say then that it is not a sensitive one."""
    unit = Unit(tmp_path, items={"lama": {"text": "Lama?", "type": "count"}})
    unit.record("cek", KANIT, [("24 20.07", "lama", 4711, "noted")])
    unit.items = {"baru": {"text": "Baru?", "type": "count"}}
    for kept in (tmp_path / "definitions").iterdir():
        kept.unlink()
    unit.relist(version="2024.8")
    found = scene(tmp_path)
    assert [row["withheld"] for row in records(found) if row["kind"] == "past"] == ["restricted"]
    assert "4711" not in page(found, "csv")


@pytest.mark.parametrize("case", ON_DISK, ids=[case["id"] for case in ON_DISK])
def test_every_reason_of_every_case_is_said(case: dict[str, Any], tmp_path: Path) -> None:
    """rules.md 21: all reasons are shown, also those that do not decide."""
    World(case, tmp_path).write()
    found = scene(tmp_path, case.get("now", "26 20:00"))
    shown = " ".join(page(found, "text").split())
    for reason in found.assessment.reasons:
        assert reason.code == "not_due" or " ".join(reason_text(reason).split()) in shown
    for part in found.parts():
        assert part.target == UNIT or part.target in shown
        for reason in part.reasons if part.readiness not in {"unchecked", "not_due"} else ():
            if reason.code in TOLD:
                assert f"{short_name(part.items[reason.item].item)}:" in shown
            elif reason.code != "no_fact":
                assert " ".join(reason_text(reason).split()) in shown
            else:
                assert f"cannot be judged: {found.book.seen_from(part.checklist.target)[reason.fact].text.en}" in shown
    for form, width in (("terminal", 40), ("text", 80)):
        assert [line for line in page(found, form, width).splitlines() if cells(line) > width] == []
    assert {len(row) for row in csv.reader(io.StringIO(page(found, "csv")))} == {len(rows.COLUMNS)}


def test_a_unit_of_which_nothing_is_asked(tmp_path: Path, tool: Tool) -> None:
    """A small unit's workspace whose only list is one of the whole unit."""
    Unit(
        tmp_path,
        items={"a": {"text": "Alat?", "type": "count"}},
        sheet={"satuan": "Ton Dalmas"},
        listed={"for": "unit"},
    )
    for form in FORMATS:
        done = tool("ringkasan", *PER, "--format", form, "--lang", "en")
        assert (done.returncode, done.stderr) == (1, "")
    assert "nothing is asked of this unit" in tool("ringkasan", *PER, "--lang", "en").stdout


# ---- what a page keeps


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_sensitive_leaves_the_terminal(tmp_path: Path, form: str) -> None:
    plain(tmp_path)
    found = page(scene(tmp_path), form)
    assert [word for word in SENSITIVE if word in found] == []
    assert "senpi" in found.lower()  # its outcome is there


def test_the_terminal_shows_it(tmp_path: Path) -> None:
    plain(tmp_path)
    assert "4,711, lemari 0815" in page(scene(tmp_path, private=True), "terminal").replace("\n       ", " ")


@pytest.mark.parametrize("form", ["terminal", *FORMATS])
def test_no_value_while_a_ricek_runs(tmp_path: Path, form: str) -> None:
    unit = plain(tmp_path)
    unit.record("ricek", PROPAM, [("25 07.12", "helm", {"b": 26, "rr": 3, "rb": 1, "ta": 0}, "fail")], sealed=False)
    found = page(scene(tmp_path, private=True), form)
    assert not re.search(r"good 2|b 2[67]|\"b\"|lemah|4.?711|0815|required|NOT READY|Bag Log|not_ready|fail", found)
    if form in {"terminal", "text", "markdown"}:
        said = " ".join(found.split())
        assert "A ricek is running, or was cancelled and none sealed since: Perlengkapan, Ton" in said
    if form == "csv":
        assert found.count("ricek_running") == 2  # the unit and its one part


@pytest.mark.parametrize("form", ["terminal", *FORMATS])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_page_of_an_example_says_so(tmp_path: Path, form: str, lang: str) -> None:
    plain(tmp_path, sheet={"example": True})
    words.init(lang)
    mark = "example" if form == "json" else words._("EXAMPLE: example figures, not data of a real unit")
    assert mark in page(scene(tmp_path), form)
    plain(tmp_path)
    found = page(scene(tmp_path), form)
    assert mark not in found if form != "csv" else {row["example"] for row in records(scene(tmp_path))} == {""}


@pytest.mark.parametrize("form", ["terminal", "text", "markdown", "csv"])
def test_own_lists_are_marked(tmp_path: Path, form: str) -> None:
    plain(tmp_path)
    found = page(scene(tmp_path), form)
    assert ("The unit's own lists" if form != "csv" else ",2024.7,true,") in found


# ---- narrow screens, colour, encodings


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("make", [plain, big])
def test_every_line_fits(tmp_path: Path, make: Callable[[Path], Unit], lang: str, width: int) -> None:
    make(tmp_path)
    words.init(lang)
    found = page(scene(tmp_path), "terminal", width)
    assert [line for line in found.splitlines() if cells(line) > width] == []


def test_colour_adds_nothing_but_colour(tmp_path: Path) -> None:
    plain(tmp_path)
    os.environ["TERM"] = "xterm"
    sheet = summary(scene(tmp_path))
    painted = terminal(sheet, 80, tty=True)
    assert "\x1b[" in painted
    bare = [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in painted.splitlines()]
    assert bare == terminal(sheet, 80, tty=False).splitlines()


@pytest.mark.parametrize(
    ("environ", "tty", "wanted"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_when_it_colours(tmp_path: Path, environ: dict[str, str], tty: bool, wanted: bool) -> None:
    plain(tmp_path)
    os.environ.pop("NO_COLOR", None)
    os.environ.update(environ)
    assert ("\x1b[" in terminal(summary(scene(tmp_path)), 80, tty=tty)) is wanted


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_encoding(tmp_path: Path, tool: Tool, encoding: str, form: str) -> None:
    """Case C19: stand-ins, no traceback, the exit code as documented; into a pipe."""
    unit = plain(tmp_path, targets=("Ton ✓ Dalmas — Ñ", "Ton Dalmas"))
    unit.record(
        "cek", KANIT, [("24 20.07", "rem", "rr", "remark", {"note": "√ ≥ 5 “ok” 中"})], target="Ton ✓ Dalmas — Ñ"
    )
    done = tool("ringkasan", *PER, "--format", form, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (1, "")
    if form == "json":
        assert [part["target"] for part in json.loads(done.stdout)["parts"]] == ["Ton ✓ Dalmas — Ñ", "Ton Dalmas"]
    elif encoding == "ascii":
        assert "Ton v Dalmas - N" in done.stdout.replace("\\", "")
    elif encoding == "utf-8":
        assert "Ton ✓ Dalmas — Ñ" in done.stdout


# ---- hostile text

HOSTILE = [
    "[red]merah[/red] [/x]",
    "\x1b[31mmerah\x1b]0;judul\x07",
    "kanan\u202ekiri\u2066\u200f",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "aman;=HYPERLINK(1)",
    "\uff1dcmd",
    "'=1",
    "| a | b |",
    "<script>alert(1)</script>",
    "*tebal* _miring_ `kode` ~~coret~~ $x$",
    "[tautan](http://contoh.invalid) <http://contoh.invalid> http://contoh.invalid www.contoh.invalid",
    "# judul\n- butir\r\n1. satu\n---",
    "1. satu",
    "&lt;b&gt; &amp; &#65;",
    "![gambar](x) ]( \\",
    "{0} {nama} %s %(x)s",
    "\u0000\u2028\u2029\u0085",
    "中文字" * 20,
    "a" * 300,
]


def hostile(root: Path, word: str) -> Scene:
    """A unit in which everything that a user writes is that text: journals take any of it, tables refuse some."""
    unit = plain(root)
    officer = By("00010009", word, word, word)
    more = {"need": 30, "note": word, "accepted_by": word, "follow_up": FollowUp(word, moment("25 15.00"))}
    unit.record(
        "cek",
        officer,
        [
            ("25 20.07", "helm", {"b": 29, "rr": 1, "rb": 0, "ta": 0}, "remark", more),
            ("25 20.08", "sprin", word, "ok"),
            ("25 20.09", word, word, "fail", {"note": word}),
        ],
    )
    unit.record("cek", officer, [("25 20.07", "helm", {"b": 29, "rr": 0, "rb": 0, "ta": 0}, "fail")], target=word)
    unit.record("ricek", PROPAM, [("25 21.07", "sprin", f"lain {word}", "fail", {"note": word})])
    return scene(root, "26 20:00")


def wild(char: str) -> bool:
    """A character that acts instead of being shown."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_no_text_acts_on_the_terminal(tmp_path: Path, word: str) -> None:
    found = hostile(tmp_path, word)
    for form in ("terminal", "text", "markdown", "json"):
        assert {char for char in page(found, form) if wild(char)} <= {"\n"}
    assert {char for char in page(found, "csv") if wild(char)} <= {"\r", "\n"}
    shown = "".join(page(found, "terminal").split())
    assert "".join(literal(word).split()) in shown
    assert [line for line in page(found, "terminal", 40).splitlines() if cells(line) > 40] == []


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_no_text_is_a_formula(tmp_path: Path, word: str) -> None:
    found = hostile(tmp_path, word)
    told = page(found, "csv")
    read = list(csv.reader(io.StringIO(told), strict=True))
    assert {len(row) for row in read} == {len(rows.COLUMNS)}
    for delimiter in ",;":  # an Indonesian spreadsheet takes the second, whatever the file says
        for row in csv.reader(io.StringIO(told), delimiter=delimiter):
            assert [cell for cell in row if cell.strip().startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    named = [row[rows.COLUMNS.index("follow_up_owner")] for row in read]
    assert literal(word) in {as_csv.unguarded(cell) for cell in named}


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OUR_MARKUP = {"text", "strong_open", "strong_close"}


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_no_text_is_markup(tmp_path: Path, word: str) -> None:
    tokens = MARKDOWN.parse(page(hostile(tmp_path, word), "markdown"))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {
        "heading",
        "paragraph",
        "bullet_list",
        "list_item",
        "inline",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} <= OUR_MARKUP
    assert {token.tag for token in tokens if token.type == "heading_open"} == {"h1", "h2"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@example("1) x")
@example("http://x www.x")
def test_escaped_reads_back(word: str) -> None:
    """One inline text, and the same; whatever stands before it is a list's mark or nothing."""
    word = " ".join(literal(word).split())
    for around in ("{}", "- {}", "# {}"):
        tokens = MARKDOWN.parse(around.format(escaped(word)))
        inline = [child for token in tokens for child in token.children or []]
        assert {child.type for child in inline} <= {"text"}
        assert "".join(child.content for child in inline) == word


@given(st.text())
def test_guarded_reads_back(word: str) -> None:
    assert as_csv.unguarded(as_csv.guarded(word)) == literal(word)
    assert not re.search(r"(^|;)\s*[=+\-@\t\r＝＋－＠]", as_csv.guarded(word))


@given(st.text("=+-@;,\" 'ax", max_size=12))
@example(';"=1+1;')
def test_no_delimiter_makes_a_formula_of_a_cell(word: str) -> None:
    """An Indonesian Excel splits at `;`, whatever the file's own delimiter is."""
    line = as_csv.table(["a"], [[word]]).splitlines()[1] if word else ""
    for cell in next(csv.reader([line], delimiter=";"), []):
        assert not re.match(r"\s*[=+\-@]", cell), line


def test_markdown_tables_keep_their_shape(tmp_path: Path) -> None:
    plain(tmp_path, targets=("A | B", "[x](y)", "`c`"))
    found = scene(tmp_path)
    wanted = [block for section in summary(found).sections for block in section.blocks if isinstance(block, Table)]
    tokens = MARKDOWN.parse(page(found, "markdown"))
    assert sum(token.type == "table_open" for token in tokens) == len(wanted) == 1
    assert sum(token.type == "th_open" for token in tokens) == len(wanted[0].heading) == 5
    assert sum(token.type == "tr_open" for token in tokens) == 1 + 4  # "Ton Dalmas" has records and no row
    texts = [token.content for token, before in zip(tokens[1:], tokens, strict=False) if before.type == "td_open"]
    assert [child.replace("\\", "") for child in texts[1::5]][:3] == ["A | B", "[x](y)", "`c`"]


def test_lines_of_a_sheet_are_never_empty(tmp_path: Path) -> None:
    plain(tmp_path)
    blocks = [block for section in summary(scene(tmp_path)).sections for block in section.blocks]
    assert all(block.cell.text.strip() for block in blocks if isinstance(block, Line))


# ---- the command


def ready(root: Path) -> Unit:
    """A unit that is ready."""
    unit = Unit(root, items={"a": {"text": "Alat?", "type": "count"}})
    unit.record("cek", KANIT, [("24 20.07", "a", 3, "noted")])
    return unit


@pytest.mark.parametrize("form", FORMATS)
def test_exit_codes(tmp_path: Path, tool: Tool, form: str) -> None:
    ready(tmp_path)
    done = tool("ringkasan", *PER, "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    plain(tmp_path)
    assert tool("ringkasan", *PER, "--format", form).returncode == 1
    assert tool("ringkasan", *PER, "--format", form, "--sasaran", "Ton Dalmas", "--list", "alat").returncode == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ringkasan --format xml", 2),
        ("ringkasan --per besok", 2),
        ("ringkasan --list tidakada", 2),
        ("ringkasan --sasaran tidakada", 2),
        ("ringkasan -o nowhere/x.txt", 3),
        ("ringkasan -o targets", 2),
        ("ringkasan -o pilkada.yaml", 2),
        ("ringkasan -o records/x.jsonl", 2),
        ("ringkasan -o sub/../PILKADA.YAML", 2),
    ],
)
def test_what_cannot_be_done(tmp_path: Path, tool: Tool, line: str, code: int) -> None:
    plain(tmp_path)
    (tmp_path / "sub").mkdir()
    before = (tmp_path / "pilkada.yaml").read_bytes()
    done = tool(*line.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "pilkada.yaml").read_bytes() == before


@pytest.mark.parametrize("form", ["terminal", *FORMATS])
def test_a_file_is_written_whole(tmp_path: Path, tool: Tool, form: str) -> None:
    """And `terminal` in a file is `text`: nothing restricted, no colour."""
    plain(tmp_path)
    place = tmp_path / "hasil.txt"
    place.write_text("lama")
    place.chmod(0o640)
    done = tool("ringkasan", *PER, "--format", form, "-o", "hasil.txt")
    assert done.returncode == 1
    assert "hasil.txt" in done.stdout
    written = place.read_bytes()
    printed = tool("ringkasan", *PER, "--format", form)
    assert written.decode().replace("\r\n", "\n") == printed.stdout.replace("\r\n", "\n")
    assert [word for word in SENSITIVE if word in written.decode()] == []
    assert place.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, tool: Tool) -> None:
    plain(tmp_path)
    place = tmp_path / "hasil"
    place.mkdir()
    done = tool("ringkasan", *PER, "-o", "hasil")
    assert (done.returncode, done.stdout) == (3, "")
    assert list(place.iterdir()) == []


def test_csv_lines_end_as_rfc_4180_says(tmp_path: Path, tool: Tool) -> None:
    plain(tmp_path)
    tool("ringkasan", *PER, "--format", "csv", "-o", "x.csv")
    data = (tmp_path / "x.csv").read_bytes()
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == len(records(scene(tmp_path))) + 1


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_real_terminal(tmp_path: Path, columns: int) -> None:
    plain(tmp_path)
    env = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "pilkada_check", "ringkasan", *PER, "--lang", "en"]
    child = pexpect.spawn(
        command[0], command[1:], cwd=str(tmp_path), env=env, encoding="utf-8", dimensions=(50, columns), timeout=30
    )
    child.expect(pexpect.EOF)
    shown = str(child.before)
    child.close()
    assert child.exitstatus == 1
    assert "\x1b[1;31m" in shown
    assert "lemari 0815" in " ".join(re.sub(r"\x1b\[[\d;]*m", "", shown).split())
    assert max(cells(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in shown.splitlines()) <= columns


@pytest.mark.parametrize(("when", "late"), [("25 15:00", False), ("25 15:01", True)])
def test_an_overdue_follow_up_says_so(tmp_path: Path, when: str, late: bool) -> None:
    plain(tmp_path)
    assert ("mends: Bag Log, 25/11 15:00, overdue" in " ".join(page(scene(tmp_path, when), "text").split())) is late


def test_noted_risks_are_told_with_what_is_done(tmp_path: Path) -> None:
    """Not one that is not there, nor one whose value may not be shown."""
    items = {name: {"text": f"{name.title()}?", "type": "risk"} for name in ("posko", "banjir", "senpi")}
    items["senpi"]["sensitive"] = "true"
    unit = Unit(tmp_path, items=items)
    unit.record(
        "cek",
        KANIT,
        [
            ("24 20.07", "posko", True, "noted", {"note": "patroli tiap jam"}),
            ("24 20.08", "banjir", False, "noted"),
            ("24 20.09", "senpi", True, "noted", {"note": "dijaga"}),
        ],
    )
    told = page(scene(tmp_path), "text").split("NOTED RISKS\n")[1].split("---")[0]
    assert " ".join(told.split()) == "Perlengkapan, Ton Dalmas: Posko: yes, patroli tiap jam"


def test_a_damaged_record_is_named_by_list_target_and_id(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count"}}, targets=("Ton Dalmas", "Sat Lantas"))
    record = unit.record("cek", KANIT, [("24 20.07", "a", 3, "noted")], target="Sat Lantas")
    [path] = (tmp_path / "records").rglob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"value":3', b'"value":4'))
    for form in ("text", "markdown"):
        shown = " ".join(page(scene(tmp_path), form).split())
        assert f"Perlengkapan, Sat Lantas: the record {record} is damaged or was altered" in shown


def test_a_missing_fact_is_named_with_its_file(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items={"helm": {"text": "Helm?", "type": "count", "need": ">= helm_wajib"}})
    unit.put("targets/satuan.csv", b"id,helm_wajib\nTon Dalmas,\n")
    unit.record("cek", KANIT, [("24 20.07", "helm", 3, "unjudged")])
    said = " ".join(page(scene(tmp_path), "text").split())
    assert re.search(r"FACTS NOT FILLED IN .* is not filled in .*; fill it in: targets/satuan.csv: Ton Dalmas ", said)


def test_facts_that_hundreds_of_targets_miss_are_named_once(tmp_path: Path) -> None:
    """On the pages of a big unit, the board too; a running ricek keeps its part out."""
    targets = [f"Regu {n:02}" for n in range(1, 31)]
    unit = Unit(tmp_path, items={"helm": {"text": "Helm?", "type": "count", "need": ">= helm_wajib"}}, targets=targets)
    unit.put("targets/satuan.csv", "\n".join(["id,helm_wajib", *(f"{one}," for one in targets)]).encode())
    for target in targets:
        unit.record("cek", KANIT, [("24 20.07", "helm", 3, "unjudged")], target=target)
    unit.record("ricek", PROPAM, [("24 21.07", "helm", 3, "unjudged")], target="Regu 07", sealed=False)
    found = scene(tmp_path)
    assert "targets/satuan.csv: Regu 01-06, 08-30\n" in re.sub(r"\n +", " ", page(found, "text")) + "\n"
    board_said = " ".join("".join(cell.text for cell in row) for row in board(found, [], 80))
    assert "Not filled in: Riot helmets (PHH) required, Logistics (Bag Log): 29 " in board_said
    told = temuan.findings(found)
    shown = text(temuan.sheet(found, told, temuan.Commands(), temuan.Wanted()))
    assert "29 findings, 0 overdue, 0 without anybody named, 29 waiting for facts" in " ".join(shown.split())
    assert "Regu 01-06, 08-30" in shown
    assert "Helm:" not in shown  # each would be told by itself otherwise


@pytest.mark.parametrize("width", [40, 80])
def test_a_command_is_never_broken(tmp_path: Path, width: int) -> None:
    said = 'pilkada-check cek alat --sasaran "Polsek Bontang Selatan dan Muara Badak" --temuan -C "a `b``c"'
    sheet = Sheet("A", (), sections(("B", [command(said)])))
    assert f" {said}\n" in text(sheet, width)
    [code] = [one for one in MarkdownIt().parse(markdown(sheet)) if one.type == "inline" and one.level > 1]
    assert [(one.type, one.content) for one in code.children or ()] == [("code_inline", said)]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_words_of_the_columns_are_those_of_the_verdict(lang: str) -> None:
    """In English; Indonesian has shorter ones for columns."""
    words.init(lang)
    shown = {one: words._(title).upper() for one, title in SHAPE}
    assert shown["incomplete"] == {"en": "INCOMPLETE", "id": "BLM LENGKAP"}[lang]
    assert shown["unchecked"] == {"en": "UNCHECKED", "id": "BLM DIPERIKSA"}[lang]


@pytest.mark.parametrize(("lang", "said"), [("en", "1,781 days ago"), ("id", "1.781 hari lalu")])
def test_many_days_are_written_as_any_number(lang: str, said: str) -> None:
    words.init(lang)
    assert moments.ago(at("24 20:00") - timedelta(days=1781), at("24 20:00")) == said


def test_how_long_ago_fits_the_hours_that_are_shown() -> None:
    """19:30:59 and 19:40:00 are read as 19:30 and 19:40."""
    words.init("en")
    assert moments.ago(at("24 19:30") + timedelta(seconds=59), at("24 19:40")) == "10 minutes ago"
    assert (
        moments.near_day(at("24 19:30"), at("24 19:40")),
        moments.near_day(at("24 19:30"), at("24 19:40").replace(year=2026)),
    ) == ("24/11", "24/11/2024")
