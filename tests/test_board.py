"""The board: what stands on it for a small and a big unit, and every key on a real terminal, 40 and 80 columns."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest
from conftest import ROOT
from pages_world import KANIT, PROPAM, Given, Unit, plain
from test_reports import reported, step
from test_summary import big, hostile
from verdict_world import at

from pilkada_check import words
from pilkada_check.cli.board import _keys, show
from pilkada_check.cli.scenes import seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.cli.verbs import VERBS
from pilkada_check.files.reports import append, create
from pilkada_check.model.events import By
from pilkada_check.model.reports import Sent
from pilkada_check.views.as_text import WIDTH
from pilkada_check.views.board import board
from pilkada_check.views.board_next import interrupted
from pilkada_check.views.lines import cells
from pilkada_check.words import _


def shown(root: Path, when: str = "24 20:05", width: int = 80) -> str:
    """The board as text."""
    scene = seen(open_unit(root), at(when), private=False)
    rows = ["".join(cell.text for cell in row).rstrip() for row in board(scene, _keys(scene), width)]
    assert [row for row in rows if cells(row) > width] == []
    return "\n".join(rows) + "\n"


def kanit(root: Path) -> Unit:
    """A small unit in the middle of its work: one list answered badly, an item begun, nothing of a later one."""
    unit = plain(root, sheet={"satuan": "Ton Dalmas"}, listed={"due": ["H-8", "H-3", "H-1"]})
    unit.record("cek", KANIT, [("24 20.30", "sprin", "045/BA", "ok")], sealed=False)
    return unit


def test_a_small_unit(tmp_path: Path) -> None:
    kanit(tmp_path)
    assert shown(tmp_path, "24 20:45") == (
        """\
pilkada-check        Ton Dalmas, Polres Bontang          Sunday 24/11 20:45  H-3
--------------------------------------------------------------------------------
 no  list                 state                     cek     ricek   due
  1  Perlengkapan         NOT READY, 1 critical     5/5     0/2     H-3 today
--------------------------------------------------------------------------------
 Interrupted: Perlengkapan, Ton Dalmas, 1 of 5 items, last 24/11 20:30 by Kanit
   Dalmas
 Findings: 2 open, 0 overdue
 The unit's own lists: Perlengkapan.
 Next: l go on
 1 check the list   l go on   c re-check   t findings   p report a risk
 r readiness   k send   m take in   ? help   0 leave
"""
    )


def test_a_small_unit_on_a_narrow_screen(tmp_path: Path) -> None:
    kanit(tmp_path)
    assert shown(tmp_path, "24 20:45", 40) == (
        """\
pilkada-check           24/11 20:45  H-3
Ton Dalmas, Polres Bontang
----------------------------------------
1 Perlengkapan                 NOT READY
  cek 5/5, ricek 0/2, 1 critical, H-3
  today
----------------------------------------
 Interrupted: Perlengkapan, Ton Dalmas,
   1 of 5 items, last 24/11 20:30 by
   Kanit Dalmas
 Findings: 2 open, 0 overdue
 The unit's own lists: Perlengkapan.
 Next: l go on
 1 check the list   l go on   c re-check
 t findings   p report a risk
 r readiness   k send   m take in
 ? help   0 leave
"""
    )


def test_a_big_unit_shows_the_shape_then_the_worst_by_name(tmp_path: Path) -> None:
    big(tmp_path)
    found = shown(tmp_path)
    assert "STATE OF THE UNIT: NOT READY" in found
    assert re.search(r"\n 1 Perlengkapan +0 +10 +10 +0 +20 +40\n", found)
    flat = " ".join(found.split())
    assert "NOT READY: Regu 00 Alat; Regu 04 Alat; Regu 08 Alat; Regu 12 Alat; Regu 16 Alat; and 5 more" in flat
    assert "No word yet (20): Regu 02, 03, 06, 07, 10; and 15 more" in flat
    assert len(found.splitlines()) <= 24
    assert len(shown(tmp_path, width=40).splitlines()) <= 30


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("18 10:00", "H-8 19/11"),
        ("19 10:00", "H-8 today"),
        ("20 10:00", "H-3 24/11"),
        ("26 17:00", "H-1 today"),
        ("26 19:00", "H today"),
        ("27 05:00", "H today"),
        ("27 07:00", "passed"),
    ],
)
def test_what_is_due(tmp_path: Path, when: str, due: str) -> None:
    plain(tmp_path, listed={"due": ["H-8", "H-3", "H-1 18.00", "H 05.30-06.30"]})
    found = shown(tmp_path, when)
    assert due.replace("H today", "H today" if when.startswith("27") else "H 27/11") in found


def test_what_matters_most_stands_at_the_end_of_a_board_that_is_longer_than_the_screen(tmp_path: Path) -> None:
    big(tmp_path)
    scene = seen(open_unit(tmp_path), at("24 20:05"), private=False)
    whole = board(scene, _keys(scene), 40)
    for height in (0, len(whole) + 1):  # one line is the prompt's
        assert board(scene, _keys(scene), 40, height) == whole
    again = board(scene, _keys(scene), 40, len(whole))
    end = ["".join(cell.text for cell in row).strip() for row in again[-23:]]
    assert "-" * 40 + " STATE OF THE UNIT: NOT READY NOT READY: Regu 00 Alat; Regu 04 Alat;" in " ".join(end)
    assert [cell.text for row in again[-2:] for cell in row] == [cell.text for row in whole[-2:] for cell in row]


def test_what_is_early_is_not_red(tmp_path: Path) -> None:
    targets = [f"Regu {n:02}" for n in range(20)]
    Unit(tmp_path, targets=targets, listed={"due": ["H 05.30-06.30"]})
    found = shown(tmp_path)
    assert "1 Perlengkapan: NOT DUE YET (H 27/11)" in found
    assert "UNCHECKED" not in found


@pytest.mark.parametrize("width", [40, 50, 60, 73, 74, 80, 100])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_an_example_says_so_on_every_board(tmp_path: Path, lang: str, width: int) -> None:
    plain(tmp_path, sheet={"example": True})
    words.init(lang)
    assert _("EXAMPLE: example figures, not data of a real unit") in " ".join(shown(tmp_path, width=width).split())


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile(tmp_path, "\x1b[31m[red]\u202e")
    for width in (40, 80):
        assert {char for char in shown(tmp_path, "26 20:00", width) if not char.isprintable()} == {"\n"}


def test_whose_walk_can_go_on(tmp_path: Path) -> None:
    """Not a closed one; and while a ricek is running only that one."""
    kanit(tmp_path / "before")
    scene = seen(open_unit(tmp_path / "before"), at("26 20:00"), private=False)
    assert [(one.record.opened.officer.number, one.done) for one in interrupted(scene)] == [(KANIT.number, 1)]
    unit = kanit(tmp_path)
    unit.record("ricek", PROPAM, [("25 07.12", "sprin", "045/BA", "ok")], sealed=False)
    scene = seen(open_unit(tmp_path), at("26 20:00"), private=False)
    assert [(one.record.opened.officer.number, one.done) for one in interrupted(scene)] == [(PROPAM.number, 1)]


def test_a_key_without_its_verb_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kanit(tmp_path)
    monkeypatch.setattr(
        "pilkada_check.cli.board.VERBS", {name: line for name, line in VERBS.items() if name != "temuan"}
    )
    assert " t findings" not in shown(tmp_path)
    assert " r readiness" in shown(tmp_path)


def test_nothing_to_go_on_with_shows_no_key(tmp_path: Path) -> None:
    plain(tmp_path)
    assert " l go on" not in shown(tmp_path)


GOOD = {"b": 30, "rr": 0, "rb": 0, "ta": 0}
RECHECKED: list[Given] = [("25 07.12", "helm", GOOD, "ok", {"need": 30}), ("25 07.13", "sprin", "045/BA", "ok")]
CHECKED: list[Given] = [
    ("24 20.07", "helm", GOOD, "ok", {"need": 30}),
    ("24 20.08", "senter", 12, "ok", {"need": 10}),
    ("24 20.09", "rem", "b", "ok"),
    ("24 20.10", "senpi", 5001, "ok", {"need": 5000}),
    ("24 20.11", "sprin", "045/BA", "ok"),
]


def comes_next(root: Path, when: str) -> str:
    """The key that comes first, which must be one of those below."""
    found = shown(root, when)
    told: list[str] = re.findall(r"\n Next: (.+)\n", found)
    [step] = told or [""]
    assert not step or f" {step[0]} " in found.split("Next: ")[1].split("\n", 1)[1]
    return step


def test_what_comes_next(tmp_path: Path) -> None:
    unit = Unit(tmp_path, sheet={"satuan": "Ton Dalmas"}, listed={"due": ["H-8", "H-3", "H-1"]})
    assert comes_next(tmp_path, "18 20:00") == ""
    assert comes_next(tmp_path, "24 20:00") == "1 check Perlengkapan"
    unit.record("cek", KANIT, CHECKED[:4])
    assert comes_next(tmp_path, "24 20:30") == "1 check Perlengkapan"
    begun = unit.record("cek", KANIT, CHECKED[4:], sealed=False)
    assert comes_next(tmp_path, "24 20:30") == "l go on"
    unit.record("cek", KANIT, CHECKED)
    next((tmp_path / "records").rglob(f"*{begun}.jsonl")).unlink()
    assert comes_next(tmp_path, "24 20:30") == "c re-check"
    unit.record("ricek", PROPAM, RECHECKED)
    assert comes_next(tmp_path, "25 08:00") == "k send"
    unit.record("ricek", PROPAM, [("25 08.30", "helm", {**GOOD, "b": 31}, "ok", {"need": 30})])
    assert comes_next(tmp_path, "25 09:00") == "s disputes (1)"
    create(tmp_path, reported())
    assert comes_next(tmp_path, "25 09:00") == "p risk report 1 has not been sent yet"
    append(tmp_path, step(Sent))
    assert comes_next(tmp_path, "25 09:00") == "s disputes (1)"


def test_the_lot_is_drawn_before_everything_is_rechecked(tmp_path: Path) -> None:
    items = {"sprin": {"text": "Nomor sprin?", "type": "text", "critical": "true"}}
    listed = {"sample": {"tolerance": "40%", "confidence": "90%"}}
    unit = Unit(tmp_path, items=items, targets=["Regu 1", "Regu 2"], listed=listed)
    for target in ("Regu 1", "Regu 2"):
        unit.record("cek", KANIT, [("24 20.07", "sprin", "045/BA", "ok")], target=target)
    assert comes_next(tmp_path, "24 20:30") == "u draw a sample"
    unit.put("pilkada.yaml", unit.dump({**unit.sheet, "satuan": "Regu 1"}))  # it has only some of the targets
    assert "draw a sample" not in shown(tmp_path, "24 20:30")
    assert comes_next(tmp_path, "24 20:30") == "c re-check"
    unit.put("pilkada.yaml", unit.dump(unit.sheet))
    unit.record("ricek", PROPAM, [("25 07.12", "sprin", "045/BA", "ok")], target="Regu 1", sealed=False)
    assert comes_next(tmp_path, "25 08:00") == "l go on"


def test_findings_that_are_not_shown_are_not_said_to_be_none(tmp_path: Path) -> None:
    unit = kanit(tmp_path)
    assert "Findings: 2 open" in shown(tmp_path, "24 20:45")
    unit.record("ricek", PROPAM, [("25 07.12", "sprin", "045/BA", "ok")], sealed=False)
    found = shown(tmp_path, "25 08:00")
    assert "Findings" not in found
    assert "NOT SHOWN" in found


def test_no_word_is_said_of_a_target_without_any_answer(tmp_path: Path) -> None:
    """Each target once; not one whose other list has an answer."""
    targets = [f"Regu {n:02}" for n in range(10)]
    unit = Unit(tmp_path, items={"a": {"text": "Alat?", "type": "count"}}, targets=targets)
    unit.put("checklists/dua.yaml", unit.definition.replace(b"id: alat", b"id: dua", 1))
    unit.put("pilkada.yaml", unit.dump({**unit.sheet, "lists": ["alat", "dua"]}))
    for target in targets[:8]:
        unit.record("cek", KANIT, [("24 20.07", "a", 1, "noted")], target=target)
    assert "No word yet (2): Regu 08, 09\n" in shown(tmp_path)


def test_what_is_damaged_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    unit = kanit(tmp_path)
    record = unit.record("cek", KANIT, [("25 07.00", "sprin", "9", "ok")])
    [path] = [one for one in (tmp_path / "records").rglob("*.jsonl") if record in one.name]
    path.write_bytes(path.read_bytes().replace(b'"9"', b'"8"'))
    lost = path.with_name("alat-cek-01JDEXAMPLE000000000000099.jsonl")
    lost.write_bytes(b"??\n")
    flat = " ".join(shown(tmp_path, "26 20:00").split())
    assert f"Perlengkapan, Ton Dalmas: the record {record} is damaged or was altered" in flat
    assert f"{lost.name} cannot be read" in flat
    assert "named with the readiness" not in flat


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_in_a_pipe_it_is_as_wide_as_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    kanit(tmp_path)
    words.init(lang)
    monkeypatch.setenv("COLUMNS", "40")
    show(open_unit(tmp_path), at("24 20:45"))
    assert max(map(cells, capsys.readouterr().out.splitlines())) == WIDTH


class Terminal:
    """The real command on a terminal of some width; what it shows is kept as a screen would."""

    def __init__(self, folder: Path, columns: int, lang: str) -> None:
        self.columns = columns
        home = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "pilkada_check", "--lang", lang],
            cwd=str(folder),
            env={**home, "PYTHONPATH": str(ROOT)},
            encoding="utf-8",
            dimensions=(60, columns),
            timeout=30,
        )
        self.prompt = f" {_('Choose')} > "

    def expect(self, text: str) -> str:
        """Wait for a text; everything on the screen since the last one."""
        self.child.expect_exact(text)
        screen = pyte.Screen(self.columns, 400)
        pyte.Stream(screen).feed(str(self.child.before) + text)
        return "\n".join(line.rstrip() for line in screen.display).strip("\n")

    def send(self, text: str) -> None:
        """Type a line."""
        self.child.sendline(text)

    def back(self) -> str:
        """After a verb: Enter, and the board again."""
        before = self.expect(_("Enter: back to the board") + " > ")
        self.send("")
        self.expect(self.prompt)
        return before

    def leave(self, key: str) -> int | None:
        """Type a key that ends it; the exit code."""
        self.send(key)
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus) if self.child.exitstatus is not None else None


Opener = Callable[[int, str], Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens the board of a unit at work; whatever is still open in the end is closed."""
    kanit(tmp_path)
    found: list[Terminal] = []

    def opener(columns: int, lang: str) -> Terminal:
        words.init(lang)
        found.append(Terminal(tmp_path, columns, lang))
        return found[-1]

    yield opener
    for one in found:
        one.child.close(force=True)


BOTH = [(columns, lang) for columns in (40, 80) for lang in words.LANGUAGES]


@pytest.mark.parametrize(("columns", "lang"), BOTH)
def test_every_key(opened: Opener, columns: int, lang: str) -> None:
    terminal = opened(columns, lang)
    first = terminal.expect(terminal.prompt)
    assert "Ton Dalmas, Polres Bontang" in first
    assert _("NOT READY") in first
    terminal.send("t")
    findings = terminal.back()
    assert "Helm PHH" in findings
    assert "pilkada-check cek alat" in findings
    terminal.send("r")
    assert "Helm PHH" in terminal.back()
    terminal.send("?")
    assert " ".join(_("go on with a walk that was interrupted").split()) in " ".join(terminal.back().split())
    terminal.send("zz")
    assert "zz" in terminal.expect(terminal.prompt)
    for number in ("7", "00"):
        terminal.send(number)
        assert number in terminal.expect(terminal.prompt)
    terminal.send("")
    assert terminal.expect(terminal.prompt).count("Ton Dalmas") == 0
    for back in ("", "0", ".q"):
        terminal.send("m")
        terminal.expect(_("File or folder (Enter: back)"))
        terminal.send(back)
        assert _("Enter: back to the board") not in terminal.expect(terminal.prompt)
    assert terminal.leave("0") == 0


@pytest.mark.parametrize("key", ["q", "0", ".q", "Q"])
def test_leaving(opened: Opener, key: str) -> None:
    terminal = opened(80, "id")
    terminal.expect(terminal.prompt)
    assert terminal.leave(key) == 0


def test_control_d_leaves(opened: Opener) -> None:
    terminal = opened(80, "id")
    terminal.expect(terminal.prompt)
    terminal.child.sendeof()
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0


@pytest.mark.parametrize("key", ["1", "l"])
@pytest.mark.parametrize(("columns", "lang"), BOTH)
def test_a_number_and_l_begin_a_check(opened: Opener, columns: int, lang: str, key: str) -> None:
    """The check asks who looks first of all; Ctrl-C there ends everything, as anywhere."""
    terminal = opened(columns, lang)
    terminal.expect(terminal.prompt)
    terminal.send(key)
    terminal.expect(_("Officer's number"))
    terminal.send("q")  # it leaves the board; here it is said what leaves
    terminal.expect(_("To leave: .q"))
    terminal.child.sendintr()
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 130


def test_what_stops_a_verb_is_told_and_the_board_comes_back(tmp_path: Path) -> None:
    """A list whose table has no row cannot be checked; the user stays on the board."""
    unit = Unit(tmp_path, targets=())
    unit.put("targets/satuan.csv", b"id,helm_wajib\n")
    words.init("en")
    terminal = Terminal(tmp_path, 80, "en")
    terminal.expect(terminal.prompt)
    terminal.send("1")
    assert "There is nothing to check" in terminal.back()
    assert terminal.leave("0") == 0


def test_the_board_follows_what_was_done_meanwhile(tmp_path: Path) -> None:
    unit = kanit(tmp_path)
    words.init("en")
    terminal = Terminal(tmp_path, 80, "en")
    terminal.expect(terminal.prompt)
    good = {"b": 30, "rr": 0, "rb": 0, "ta": 0}
    unit.record("cek", KANIT, [("25 20.30", "helm", good, "ok", {"need": 30})])
    terminal.send("?")
    terminal.expect("Enter: back to the board > ")
    terminal.send("")
    assert "1 open" in terminal.expect(terminal.prompt)
    assert terminal.leave("q") == 0


def test_l_says_whose_walk_and_which_round_each_is(tmp_path: Path) -> None:
    """Two records of one list on one target may wait, each for its own officer."""
    unit = kanit(tmp_path)
    unit.record("cek", PROPAM, [("24 20.40", "sprin", "045/BA", "ok")], sealed=False)
    words.init("en")
    terminal = Terminal(tmp_path, 80, "en")
    terminal.expect(terminal.prompt)
    terminal.send("l")
    asked = terminal.expect("Which > ")
    assert re.search(r"1 CEK .*, Si Propam\b.*2 CEK .*, Kanit Dalmas\b", " ".join(asked.split()))
    terminal.send("0")
    terminal.expect(terminal.prompt)
    assert terminal.leave("0") == 0


@pytest.mark.parametrize("columns", [80, 40])
def test_a_ruling_that_waits_for_its_seal_is_named_and_s_leads_to_it(tmp_path: Path, columns: int) -> None:
    """The window was closed before the seal: nothing else on the board would say so."""
    unit = plain(tmp_path)
    good, bad = {"b": 30, "rr": 0, "rb": 0, "ta": 0}, {"b": 27, "rr": 0, "rb": 3, "ta": 0}
    unit.record("cek", KANIT, [("24 20.10", "helm", good, "ok", {"need": 30})])
    unit.record("ricek", PROPAM, [("25 07.12", "helm", bad, "fail", {"need": 30})])
    third = By("00010003", "Petugas Contoh C", "KOMPOL", "Kabag Ops")
    unit.record("putusan", third, [("25 08.20", "helm", bad, "fail", {"need": 30})], sealed=False)
    words.init("id")
    assert "Putusan belum disegel:" in shown(tmp_path, "25 09:00", columns)
    assert "s" in dict(_keys(seen(open_unit(tmp_path), at("25 09:00"), private=False)))
