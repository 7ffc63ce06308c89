"""Who may go on with what at a terminal: begun records taken up again, options kept or refused, streams closed."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from conftest import let_in
from terminal import (
    ANSWERS,
    JAM,
    LIST,
    NUMBER,
    Terminal,
    environment,
    events,
    journals,
    kinds,
    small_unit,
    stored,
    tool,
    walk,
)
from walk_world import ITEMS, START, WITA

from pilkada_check import words
from pilkada_check.files.reader_item import MAX_SHORT
from pilkada_check.model.checklist import Checklist, Item, Section
from pilkada_check.model.events import Answered
from pilkada_check.model.text import Text
from pilkada_check.rules.assessment import ItemState, Part, Reason
from pilkada_check.rules.standing import Standing
from pilkada_check.views.round_end import NAME, round_end


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The small unit."""
    return small_unit(tmp_path / "unit")


@pytest.mark.parametrize(
    ("words_", "closed", "code", "said"),
    [
        ("cek uji", "<&-", 2, "perlu terminal"),
        ("cek uji", ">&-", 2, "perlu terminal"),
        ("cek uji", "2>&-", 2, ""),
        ("", "<&-", 0, ""),
        ("", ">&-", 0, ""),
        ("ringkasan", ">&-", 3, "Tidak ada tempat menulis"),
        ("ringkasan --format json", ">&- 2>&-", 3, ""),
        ("ringkasan -o laporan.txt", ">&-", 1, ""),
        ("ringkasan", "<&- 2>&-", 1, ""),
        ("daftar", "<&-", 0, ""),
        ("validasi", ">&-", 0, ""),
        ("validasi -", "<&-", 2, "masukan dari pipa"),
    ],
)
def test_a_closed_stream_is_no_riddle(unit: Path, words_: str, closed: str, code: int, said: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m pilkada_check {words_} {closed}', sys.executable],
        cwd=unit,
        env=environment(unit),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "pilkada-check-" not in done.stderr  # no file with details: somebody foresaw it
    assert not journals(unit)


def test_each_answer_belongs_to_the_list_it_was_given_under(unit: Path) -> None:
    """Edited, taken up, left without an answer and taken up again, an answer to the older question stays outdated."""
    with walk(unit) as terminal:
        terminal.type(*ANSWERS[:4])
        terminal.end(".q")
    path = unit / "checklists" / "uji.yaml"
    path.write_text(LIST.replace('">= satuan"', '">= satuan + 1"'), encoding="utf-8")
    for _ in range(2):
        with walk(unit) as terminal:
            assert "Daftar diubah sejak itu; 1 jawaban ditanyakan lagi." in terminal.text
            terminal.type("1")
            terminal.end(".q")
    with walk(unit) as terminal:
        terminal.type("1", "14")
        terminal.end(".q")
    with walk(unit) as terminal:
        assert "Daftar diubah sejak itu; semua jawaban tetap berlaku." in terminal.text
        assert "3 dari 6 butir" in terminal.text
    assert [value for name, value in stored(unit) if name == "senter"] == [13, 14]


def test_a_day_far_ahead_is_recorded_only_once_confirmed(unit: Path) -> None:
    with walk(unit) as terminal:
        assert "Dibaca Senin 01/12/2025 08.00. Benar? (y/t)" in terminal.type("t", "Bag Log", "1/12/2025 8.00")
        terminal.type("t", "1/12 8.00")
        terminal.end(".q")
    dues = [one.follow_up.due for one in events(journals(unit)[0]) if isinstance(one, Answered) and one.follow_up]
    assert dues == [None, datetime(2024, 12, 1, 8, tzinfo=WITA)]


def test_the_way_back_keeps_the_clock_and_the_language(unit: Path) -> None:
    with walk(unit, "--lang", "id", "--bagian", "1") as terminal:
        terminal.type("y")
        terminal.end(".q")
        wanted = f'Lanjutkan dengan: pilkada-check cek uji --bagian 1 --jam "{JAM}" --lang id'
        assert wanted in " ".join(terminal.text.split())
    with walk(unit) as terminal:
        terminal.type("1", *ANSWERS[1:])
        terminal.end("t")
        assert f'Nanti: pilkada-check cek uji --segel --jam "{JAM}"' in " ".join(terminal.text.split())


@pytest.mark.parametrize(("lang", "said"), [("id", "Dimulai di komputer lain."), ("en", "Begun on another computer.")])
def test_a_copy_from_another_computer_is_named_before_it_is_gone_on_with(unit: Path, lang: str, said: str) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    with walk(unit, "--lang", lang) as terminal:
        assert said not in terminal.text
        terminal.end("0")
    (unit / ".device").write_text("0123abcd\n")
    with walk(unit, "--lang", lang) as terminal:
        assert said in terminal.text
        terminal.end("0")
    assert kinds(journals(unit)[0]) == ["opened", "answered"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_beside_a_copy_from_another_computer_one_of_its_own_can_be_begun(unit: Path, lang: str) -> None:
    """An officer whose first laptop is lost checks again; the copy stays as it is, and the board does not offer it."""
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    (copy,) = journals(unit)
    before = copy.read_bytes()
    (unit / ".device").write_text("0123abcd\n")
    with Terminal(unit, "--lang", lang) as terminal:
        assert ("Terputus" if lang == "id" else "Interrupted") not in terminal.ask()
        terminal.end("0")
    with walk(unit, "--lang", lang) as terminal:
        terminal.type("3", "y")
        terminal.end(".q")
    assert copy.read_bytes() == before
    own = next(path for path in journals(unit) if path != copy)
    assert kinds(own) == ["opened", "answered"]
    with walk(unit, "--lang", lang) as terminal:  # the own one is offered next
        assert ("Dimulai di komputer lain" if lang == "id" else "Begun on another") not in terminal.text
        terminal.end("0")


def test_starting_anew_is_never_called_nothing(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    with walk(unit) as terminal:
        terminal.type("2", "y")
        assert terminal.end(".q") == 0
        assert "Belum ada jawaban baru; jawaban yang lama tetap disimpan, ditutup sebagai batal." in terminal.text
        assert "tidak ada yang dicatat" not in terminal.text
    assert kinds(journals(unit)[0]) == ["opened", "answered", "cancelled"]


def test_nobody_goes_on_under_another_name(unit: Path) -> None:
    """A number that petugas.csv does not know proves nothing: the name beside it must be the same."""
    who = ("00010009", "y", "Joko Susilo", "BRIPTU", "Anggota")
    with Terminal(unit, "cek", "--jam", JAM) as terminal:
        terminal.ask("Nomor petugas")
        terminal.type(*who, "y")
        terminal.end(".q")
    before = journals(unit)[0].read_bytes()
    for options in ((), ("--segel",)):
        with Terminal(unit, "cek", *options, "--jam", JAM) as terminal:
            terminal.ask("Nomor petugas")
            assert terminal.end("00010009", "y", "Budi Santoso", "BRIPTU", "Anggota") == 3
            assert "Nomor 00010009 di sini dipakai Joko Susilo, bukan Budi Santoso." in terminal.text
    assert [path.read_bytes() for path in journals(unit)] == [before]
    with Terminal(unit, "cek", "--jam", JAM) as terminal:
        terminal.ask("Nomor petugas")
        assert "1 lanjutkan" in terminal.type("00010009", "y", "joko  SUSILO", "BRIPTU", "Anggota")


@pytest.mark.parametrize("folder", ["records", "definitions"])
def test_folders_that_one_may_not_write_are_named_before_any_question(unit: Path, folder: str) -> None:
    let_in(unit)
    (unit / ".device").write_text("0123abcd\n")
    (unit / "records").mkdir()
    (unit / "definitions").mkdir()
    for one in ("records", "definitions"):
        (unit / one).chmod(0o777)
    (unit / folder).chmod(0o555)
    # Whatever Python still imports, nobody may not be allowed to read it later.
    drop = "import os, pathlib, readline, sys, tempfile, filelock; from pilkada_check.cli import app, cek, unit; "
    drop += "unit.open_unit(pathlib.Path()); "
    drop += "os.setgid(65534); os.setuid(65534); " if os.geteuid() == 0 else ""
    run = f"{drop}from pilkada_check.cli.app import run; sys.exit(run(sys.argv[1:]))"
    with Terminal(unit, "cek", "uji", "--jam", JAM, python=("-c", run)) as terminal:
        assert terminal.end() == 3, terminal.text
        shown = "".join(terminal.text.split())  # a long path is broken anywhere
        assert f"/{folder}tidakdapatdibacaatauditulis." in shown
        assert "Nomor petugas" not in terminal.text


def test_a_finished_record_is_sealed_or_gone_through_again(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type(*ANSWERS)
        terminal.end("t")
    with walk(unit) as terminal:
        assert "Semua terjawab, belum disegel: CEK Daftar uji" in terminal.text
        assert "belum selesai" not in terminal.text
        assert "1 segel sekarang   2 periksa ulang semuanya" in terminal.text
        assert terminal.end("0") == 0
    (path,) = journals(unit)
    assert kinds(path) == ["opened", *["answered"] * 6]
    with walk(unit) as terminal:
        assert "Tersimpan: ya. Jawaban baru menggantikannya" in terminal.type("2")
        shown = terminal.type(*[".n"] * 6)
        assert "CEK SELESAI" in shown
        assert "Kosong: butir" not in shown
        terminal.end("t")
    with walk(unit) as terminal:
        assert "CEK SELESAI" in terminal.type("1")
        assert terminal.end("y") == 0
    assert kinds(path) == ["opened", *["answered"] * 6, "resumed", "sealed"]


def test_short_names_of_any_length_leave_the_column_of_findings_straight() -> None:
    assert NAME >= MAX_SHORT
    words.init("id")
    names = {"a": "HT menjawab", "b": "Format laporan", "c": "Bukan petugas di grup pelapor"}
    items = {key: Item(key, Text("Berapa?"), "count", short=Text(name)) for key, name in names.items()}
    states = {
        key: ItemState(one, Standing("remark"), "not_owed", critical=False, owed=False, counts=True)
        for key, one in items.items()
    }
    one = Checklist("daftar", Text("Daftar"), "1", (Section(Text("Lapangan"), tuple(items.values())),))
    shown = round_end(Part(one, "unit", "not_ready", states, (), veiled=True), "D", "P", (START, START), 80)
    found = [line.index("tidak ditampilkan") for line in shown if "tidak ditampilkan" in line]
    assert len(found) == len(names)
    assert len(set(found)) == 1


def test_a_dispute_stands_under_its_own_heading() -> None:
    words.init("id")
    items = {name: ITEMS[name] for name in ("confirm", "count", "plain")}
    one = Checklist("daftar", Text("Daftar"), "1", (Section(Text("Lapangan"), tuple(items.values())),))
    states = {
        "confirm": ItemState(items["confirm"], Standing("dispute"), "owed", critical=True, owed=True, counts=True),
        "count": ItemState(items["count"], Standing("none"), "owed", critical=False, owed=True, counts=False),
        "plain": ItemState(items["plain"], Standing("noted"), "owed", critical=False, owed=True, counts=True),
    }
    part = Part(one, "unit", "not_ready", states, (Reason("ricek_owed", "plain"),))
    shown = "\n".join(round_end(part, "Daftar", "Polres", (START, START), 80))
    assert "tidak sesuai 0, selisih 1, kosong 1" in shown
    assert "SELISIH CEK DAN RICEK [KRITIS]" in shown
    assert "TIDAK SESUAI" not in shown
    assert "(1 butir kritis selisih cek dan ricek)" in shown
    assert "2 butir, oleh orang lain" in shown  # the empty one, too: a ricek asks it


@pytest.mark.parametrize("option", ["--jam", "--sasaran", "--petugas", "--bagian"])
@pytest.mark.parametrize("form", ["apart", "joined"])
def test_an_empty_option_is_refused(unit: Path, option: str, form: str) -> None:
    done = tool(unit, "cek", "uji", *([option, ""] if form == "apart" else [f"{option}="]))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"{option} tidak berisi apa-apa.")
    assert tool(unit, "ringkasan", "--per", " ").returncode == 2


def test_numbers_that_are_none_and_options_that_contradict(unit: Path) -> None:
    for number in ("abc", "0", "000 000"):
        with Terminal(unit, "cek", "uji", "--petugas", number, "--jam", JAM) as terminal:
            assert terminal.end() == 2
            assert "bukan nomor petugas" in terminal.text
            assert f"Contoh: --petugas {NUMBER}" in terminal.text
            assert "CEK Daftar uji" not in terminal.text
    with Terminal(unit, "cek", "uji", "--temuan", "--segel", "--jam", JAM) as terminal:
        assert terminal.end() == 2
        assert "--temuan dan --segel tidak bisa bersama" in terminal.text
    with Terminal(unit, "cek", "uji", "--jam", JAM) as terminal:
        terminal.ask("Nomor petugas")
        for typed in ("abc", "0"):
            assert "Belum tercatat. Tulis nomor petugas dalam angka. Contoh: 00010001" in terminal.type(typed)
