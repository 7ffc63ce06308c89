"""`mulai`: a workspace by asking. Every answer is checked and kept at once; nothing that is there is overwritten."""

import re
import signal
from pathlib import Path

import pytest
from conftest import Tool
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from setup_dialog import UNIT, Dialog

from pilkada_check.cli import choose
from pilkada_check.cli.exits import Stop
from pilkada_check.files.newtable import TableFile
from pilkada_check.files.newunit import UnitFile, scalar, sequence
from pilkada_check.files.reader import read_unit
from pilkada_check.files.workspace import load
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import Officer

BOOK = load(None, only=()).book
QUESTIONS = 45  # with the answers of UNIT
PLAIN = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=60)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(folder: Path) -> list[Fault]:
    return [fault for fault in load(folder).faults if not fault.warning]


# ---- the whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose questions were all answered, without an interruption."""
    folder = tmp_path_factory.mktemp("whole")
    dialog = Dialog(folder)
    dialog.answer()
    assert dialog.end() == 0, dialog.said
    assert dialog.asked == QUESTIONS
    return folder


def test_what_was_answered_is_there(whole: Path) -> None:
    workspace = load(whole)
    unit = workspace.unit
    assert workspace.faults == ()
    assert (unit.name, unit.path, unit.satuan) == ("Polres Bontang", ("Polda Kalimantan Timur",), "")
    assert (unit.election_day, unit.operation_ends) == ("2024-11-27", "2024-12-16")
    assert (unit.timezone, unit.lang, unit.lists) == ("Asia/Makassar", "id", ("personel", "perlengkapan"))
    assert unit.facts == {
        "sprin_sampai": "2024-11-28",
        "hari_tugas": 3,
        "minimal_berdua": "ya",
        "senpi_di_tps": "tidak",
    }
    assert unit.officers == {"00010001": Officer("00010001", "Contoh Satu", "IPDA", "Kanit Dalmas")}
    row = unit.tables["satuan"].rows["Ton Dalmas"]
    assert (row.facts["personel"], row.facts["helm_wajib"]) == (7, 0)
    assert set(row.facts) == set(unit.tables["satuan"].columns) == set(BOOK.tables["satuan"]) - {"keterangan"}


def test_it_is_sound_and_private(tool: Tool, whole: Path) -> None:
    assert tool("-C", str(whole), "validasi", "--ketat").returncode == 0
    assert sorted(tree(whole)) == ["petugas.csv", "pilkada.yaml", "targets/satuan-kolom.txt", "targets/satuan.csv"]
    for path in whole.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_every_column_is_explained(whole: Path) -> None:
    text = (whole / "targets/satuan-kolom.txt").read_text("utf-8")
    heading = (whole / "targets/satuan.csv").read_text("utf-8").splitlines()[0].split(";")
    assert heading[0] == "id"
    assert heading[-1] == "dicoret"
    for column in heading:
        assert f"\n{column}: " in text
    meant = re.search(
        r"^helm_wajib: Riot helmets \(PHH\) required; pieces; usually (\d+\.\.\d+); known by: (.*)$", text, re.MULTILINE
    )
    assert meant
    assert meant[2] == "Logistics (Bag Log)"
    assert "Dates: 27/11/2024. Hours: 05.30." in text


def test_facts_carry_their_meaning(whole: Path) -> None:
    text = (whole / "pilkada.yaml").read_text("utf-8")
    assert "  hari_tugas: 3  # Length of duty at the polling station, days\n" in text


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_fits_the_screen_in_both_languages(tmp_path: Path, whole: Path, lang: str, columns: int) -> None:
    """In Indonesian the same answers are typed in the same order; the files differ only in what explains them."""
    dialog = Dialog(tmp_path, lang=lang, columns=columns)
    dialog.type("Polres Bontang", "Polda Kalimantan Timur", "", "", "27/11/2024", "16 Des 2024", "2", "1")
    dialog.type("personel perlengkapan", "Ton Dalmas", "", "y", *["7"] * 4, *["0"] * 8)
    dialog.type("7", "7", *["0"] * 5, "7", *["0"] * 3)
    dialog.type("00010001", "Contoh Satu", "IPDA", "Kanit Dalmas", "y", "", "28/11/2024", "3", "t", "ya")
    assert dialog.end() == 0, dialog.said
    typed = ("Polda Kalimantan", "personel perl")  # readline shifts a long line on a narrow dumb terminal
    rows = [row for row in dialog.said.replace("\r", "").splitlines() if not any(word in row for word in typed)]
    rows = [row for row in rows if not row.startswith("pilkada-check ")]  # to be copied: never broken
    assert max(map(len, rows)) <= columns
    mine, other = load(tmp_path), load(whole)
    assert mine.faults == ()
    assert mine.unit == other.unit


def test_the_first_check_can_begin(tool: Tool, whole: Path) -> None:
    dialog = Dialog(whole)
    dialog.answer()
    assert dialog.end() == 0
    assert 'Begin the first check with:\r\npilkada-check cek personel --sasaran "Ton Dalmas" --lang en' in dialog.said
    found = tool("-C", str(whole), "ringkasan", "--format", "json", "--per", "26/11/2024 19.30")
    assert found.returncode == 1  # nothing was checked
    assert "unchecked" in found.stdout


def test_run_again_only_more_is_asked_and_nothing_changed(whole: Path) -> None:
    before = tree(whole)
    dialog = Dialog(whole)
    dialog.answer({r"satuan.csv has 1 row. Add more\?": "t", r"petugas.csv has 1 row. Add more\?": "t"})
    assert dialog.end() == 0
    assert "There is a workspace here: Polres Bontang." in dialog.said
    assert "Still missing" not in dialog.said
    assert dialog.asked == 2
    assert tree(whole) == before


# ---- answers that are refused, and Enter


@pytest.mark.parametrize(
    ("before", "typed", "said"),
    [
        ((), "ada", 'Say what it is; "ada" says nothing. Example: Unit 1'),
        ((), "x" * 101, "Longer than 100 characters. Example: Unit 1"),
        (("P 1", "", ""), "27/11", "Type day, month and year in full. Example: 27/11/2024"),
        (("P 1", "", ""), "11/27/2024", "the day comes first"),
        (("P 1", "", ""), "27/13/2024", "There is no month 13."),
        (("P 1", "", ""), "besok", "Type day, month and year in full."),
        (("P 1", "", "", "27/11/2024"), "26/11/2024", "That is before day H, 27/11/2024."),
        (("P 1", "", "", "27/11/2024", ""), "4", "Choose 1 to 3. Example: 1"),
        (("P 1", "", "", "27/11/2024", ""), "Europe/Brlin", 'There is no time zone "Europe/Brlin". Examples: Asia/'),
        (("P 1", "", "", "27/11/2024", ""), ".k", ".k does nothing here; .q leaves."),
        (("P 1", "", ""), ".tb", ".tb does nothing here; .q leaves."),
        (("P 1", "", "", "27/11/2024", "", "1"), "fr", "Type a number, 1 to 2. Example: 1"),
        (("P 1", "", "", "27/11/2024", "", "1", "1"), "1 99", "Choose 1 to 12. Example: 1 2"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan"), "-", "This row has no id."),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan"), "19-Nov", "looks like a date"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan"), "n", "Enter alone says that there are no more."),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1"), "t  1", "T 1 is there already"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", ""), "mungkin", "Type y (yes)"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", "", "y"), "R7", "R7 is none of: R2, R4"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", "", "y", "AWC"), "banyak", "no whole number"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", "", "y", "AWC"), "-3", "never below 0"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", ""), "Budi", "has a digit. Example:"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "", "7"), "00010021", "letters. Example: Example"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", "", "y", "AWC"), "1,202", "may mean two"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "T 1", "", "y", "AWC"), "27/11/2024", "whole number"),
        (("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", ""), "-", "has no number"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused_with_a_reason(
    tmp_path: Path, before: tuple[str, ...], typed: str, said: str
) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.type(*before)
    assert dialog.next()
    since, kept = len(dialog.said), tree(tmp_path)
    dialog.process.sendline(typed)
    assert dialog.next()  # it is asked again
    answer = dialog.said[since:]
    assert "Not recorded. " in answer
    assert said in answer
    assert tree(tmp_path) == kept
    dialog.process.sendline(".q")
    assert dialog.end() == 0


def test_a_zone_from_elsewhere_and_a_figure_that_is_asked_once_more(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.type("P 1", "", "", "27/11/2024", "", "Europe/Berlin", "1", "kendaraan", "T 1", "", "y", "AWC")
    dialog.type("3000", "t", "300", "y", ".q")
    assert dialog.end() == 0
    assert "people; usually 0..100; known by: Logistics (Bag Log)" in dialog.said
    assert "penumpang (example 50; Enter: later)" in dialog.said
    assert "3,000 is not usual (0..100). Right?" in dialog.said
    workspace = load(tmp_path)
    assert workspace.unit.timezone == "Europe/Berlin"
    assert workspace.unit.tables["kendaraan"].rows["T 1"].facts["penumpang"] == 300


def test_enter_answers_nothing_where_something_is_needed(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path)
    dialog.type("", "", "Polres X", "", "", "", "", "27/11/2024", "", "", "", "2", "", "1", "", "")
    assert "Recorded" in dialog.said
    dialog.process.sendline(".q")
    assert dialog.end() == 0
    unit = load(tmp_path).unit
    assert (unit.name, unit.election_day, unit.operation_ends, unit.lists) == ("Polres X", "2024-11-27", "", ())


def test_what_enter_leaves_out_is_named_at_the_end_and_asked_again(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.answer({**UNIT, r"Last day": "", r"hari_tugas \(": "", r"Fill them in": "t"})
    assert dialog.end() == 0
    assert "Length of duty at the polling station [hari_tugas] is not filled in" in dialog.said
    assert "[operation_ends] is not filled in" in dialog.said
    assert not faults(tmp_path)
    again = Dialog(tmp_path)
    again.answer()
    assert again.end() == 0
    assert "Still missing" not in again.said
    unit = load(tmp_path).unit
    assert (unit.operation_ends, unit.facts["hari_tugas"]) == ("2024-12-16", 3)
    assert unit.tables["satuan"].rows["Ton Dalmas"].facts["personel"] == 7


def test_numbers_are_kept_as_tables_read_them(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path)
    dialog.answer({**UNIT, r"personel \(": "1.202", r"hari_tugas \(": "00003"})
    assert dialog.end() == 0
    assert "Recorded: 1,202." in dialog.said
    unit = load(tmp_path).unit
    assert (unit.tables["satuan"].rows["Ton Dalmas"].facts["personel"], unit.facts["hari_tugas"]) == (1202, 3)


# ---- interrupted


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 7, 8, 9, 10, 11, 12, 15, 30, 35, 36, 38, 39, 40, 41, 42, 43])
def test_killed_at_any_question_it_goes_on_from_there(tmp_path: Path, whole: Path, most: int) -> None:
    """Whatever was answered is in sound files; the same command asks the rest, and the end is the same."""
    dialog = Dialog(tmp_path)
    dialog.answer(most=most)
    dialog.process.kill(signal.SIGKILL)
    assert dialog.end() is None
    if (tmp_path / "pilkada.yaml").exists():
        assert not faults(tmp_path)
    again = Dialog(tmp_path)
    again.answer()
    assert again.end() == 0, again.said
    # Asked again: what was half told (a unit, an officer), whether there are more rows or officers, and whether to
    # fill a row in.
    assert dialog.asked + again.asked - QUESTIONS <= 5
    mine, other = load(tmp_path), load(whole)
    assert mine.faults == ()
    assert mine.unit == other.unit


def test_what_was_begun_is_gone_on_with_and_only_appended_to(tmp_path: Path) -> None:
    """Stopped after one row, and after one officer: the same command takes more of both."""
    dialog = Dialog(tmp_path)
    dialog.answer({**UNIT, r"Name 2 of": ".q"})
    assert dialog.end() == 0
    assert not faults(tmp_path)
    again = Dialog(tmp_path)
    more = {r"Add more\?": "y", r"Name 2 of": "Ton 2", r"Name 3 of": "", r"Fill them in": "t", r"officer 2\b": ".q"}
    again.answer({**UNIT, **more})
    assert again.end() == 0
    before = tree(tmp_path)
    last = Dialog(tmp_path, columns=200)
    last.answer(
        {
            **UNIT,
            r"petugas.csv has 1 row. Add more\?": "y",
            r"officer 2\b": "7",
            r"officer 3\b": "",
            r"Fill them in": "t",
        }
    )
    assert last.end() == 0, last.said
    after = tree(tmp_path)
    assert after["targets/satuan.csv"] == before["targets/satuan.csv"]
    assert after["petugas.csv"] == before["petugas.csv"] + b"7;Contoh Satu;IPDA;Kanit Dalmas\n"
    assert list(load(tmp_path).unit.tables["satuan"].rows) == ["Ton Dalmas", "Ton 2"]
    assert "targets/satuan.csv, row Ton 2, column personel is empty: Members by the order" in last.said
    assert "and 38 more" in last.said


def test_an_officer_is_read_back_before_it_is_written(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.type("P 1", "", "", "27/11/2024", "", "1", "1", "kendaraan", "", "0007", "Budi", "IPDA", "Kanit")
    assert dialog.next().endswith("0007: IPDA Budi, Kanit. Right? (y/n) > ")
    dialog.process.sendline("t")
    dialog.type("0007")
    assert not (tmp_path / "petugas.csv").exists()
    dialog.type("Budi S", "IPDA", "Kanit", "y", "7", ".q")
    assert dialog.end() == 0
    assert "Correct it in petugas.csv" in dialog.said
    assert [one.name for one in load(tmp_path).unit.officers.values()] == ["Budi S"]


def test_the_lists_that_all_means_are_read_back(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.type("P 1", "", "", "27/11/2024", "", "1", "1", "semua", ".q")
    assert dialog.end() == 0
    said = " ".join(dialog.said.partition("semua")[2].split())
    assert said.count("Recorded: ") == 1
    for one in load(None, every=True).known.values():
        assert one.title.say("en") in said


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 130), ("SIGHUP", 130)])
def test_a_signal_leaves_what_was_answered(tmp_path: Path, name: str, code: int) -> None:
    dialog = Dialog(tmp_path)
    dialog.answer(most=5)
    kept = tree(tmp_path)
    dialog.process.send("half an ans")
    dialog.signal(getattr(signal, name))
    assert dialog.end() == code, dialog.said
    assert tree(tmp_path) == kept
    assert load(tmp_path).unit.election_day == "2024-11-27"


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 130), (".q\r", 0), (".Q\r", 0)])
def test_keys_that_leave(tmp_path: Path, key: str, code: int) -> None:
    dialog = Dialog(tmp_path)
    dialog.answer(most=5)
    dialog.process.send(key)
    assert dialog.end() == code
    assert load(tmp_path).unit.election_day == "2024-11-27"
    assert "Everything answered is saved. Go on with: pilkada-check mulai" in dialog.said.replace("\r\n", " ")


def test_leaving_at_once_writes_nothing(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path)
    dialog.type("Polres X", "Polda Y", ".q")
    assert dialog.end() == 0
    assert not tree(tmp_path)


def test_a_file_that_another_program_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path)
    dialog.answer(most=4)
    path = tmp_path / "pilkada.yaml"
    path.write_text(path.read_text() + "posko: {name: Posko}\n")
    theirs = path.read_bytes()
    dialog.process.sendline("27/11/2024")
    assert dialog.end() == 3
    assert "pilkada.yaml was changed by another program meanwhile." in dialog.said
    assert path.read_bytes() == theirs


# ---- what is there already


def test_without_a_terminal_nothing_is_asked(tool: Tool, tmp_path: Path) -> None:
    done = tool("mulai", "--lang", "en", stdin="Polres Bontang\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr
    assert "Write pilkada.yaml by hand (docs/format.md), or: pilkada-check mulai --contoh bontang" in done.stderr
    assert not tree(tmp_path)


UNITS = {
    "blocks": "# ours\nunit:\n  name: Polres Lama  # 1999\n\nlists: [personel]\nfacts:\n  bko: 5  # no. 7\n\n# end\n",
    "flow": "unit: {name: Polres Lama}  # since 1999\nlists: [personel]\nfacts: {bko: 5, tni: 3}  # letter 7\n",
    "no line end": "unit: {name: Polres Lama}\nlists: [personel]",
    "CRLF": "unit: {name: Polres Lama}\r\nlists: [personel]\r\nfacts:\r\n  bko: 5\r\n",
    "byte order mark": "\ufeffunit: {name: Polres Lama}\nlists:\n  - personel\n",
    "words": 'unit: {name: "Polres: Lama # 1"}\nlists: [personel]\nfacts:\n    bko: 5\n',
}


@pytest.mark.parametrize("case", UNITS)
def test_a_unit_that_is_there_keeps_every_line(tmp_path: Path, case: str) -> None:
    path = tmp_path / "pilkada.yaml"
    path.write_bytes(UNITS[case].encode())
    before = read_unit(path.read_bytes(), "x", BOOK)[0]
    dialog = Dialog(tmp_path)
    dialog.answer()
    assert dialog.end() == 0, dialog.said
    after = path.read_bytes().decode()
    rest = iter(after.split("\n"))
    for line in UNITS[case].rstrip("\r\n").split("\n"):  # in their order, with nothing taken out of them
        assert any(pieces_in(line, other) for other in rest), (line, after)
    assert ("\r\n" in after) == (case == "CRLF")
    assert after.count("\r\n") in {0, after.count("\n")}
    unit = load(tmp_path).unit
    assert before is not None
    assert (unit.name, unit.lists) == (before.name, before.lists)
    assert unit.facts.items() >= before.facts.items()
    assert (unit.election_day, unit.facts["hari_tugas"], unit.lang) == ("2024-11-27", 3, "id")
    assert not faults(tmp_path)


def pieces_in(line: str, other: str) -> bool:
    """Whether a line is there whole; before a closing bracket something may have been added."""
    head, bracket, tail = line.partition("}")
    return other.startswith(head) and other.endswith(bracket + tail)


def test_where_nothing_can_be_added_safely_the_line_is_told(tmp_path: Path) -> None:
    """Entries that end in a comma, one a line: reading it back shows that the addition failed, so it is not made."""
    path = tmp_path / "pilkada.yaml"
    path.write_text("unit: {name: Polres Lama}\nlists: [personel]\nfacts: {\n  bko: 5,\n  }\n")
    dialog = Dialog(tmp_path)
    dialog.answer()
    assert dialog.end() == 0
    assert "Nothing was changed in pilkada.yaml" in dialog.said
    assert "hari_tugas: 3" in dialog.said
    assert path.read_text().startswith("unit: {name: Polres Lama}\nlists: [personel]\nfacts: {\n  bko: 5,\n  }\n")
    assert not faults(tmp_path)


def test_tables_and_officers_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    mine = {
        "targets/satuan.csv": b"id,personel\r\nTon Dalmas,30\r\n",
        "petugas.csv": b"nrp,nama\n1,A\n",
        "targets/satuan-kolom.txt": b"my own notes",
    }
    for name, data in mine.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    dialog = Dialog(tmp_path, columns=200)
    dialog.answer()
    assert dialog.end() == 0
    assert "targets/satuan.csv is there and is kept as it is." in dialog.said
    assert "petugas.csv is there and is kept as it is." in dialog.said
    assert "targets/satuan.csv, row Ton Dalmas, column pam_tps is empty: Members who guard polling" in dialog.said
    found = tree(tmp_path)
    assert {name: found[name] for name in mine} == mine
    assert load(tmp_path).unit.targets == {"satuan": "targets/satuan.csv"}


def test_lists_and_facts_of_its_own_are_offered_and_asked(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/facts.yaml").write_text(
        "facts:\n  tenda: {type: int, unit: buah, text: {id: Tenda, en: Tents}, first: true}\n"
        "  bantal: {type: int, text: Bantal}\n"
    )
    (tmp_path / "checklists/posko.yaml").write_text(
        'id: posko\ntitle: Posko kami\nversion: "1"\nsections:\n  - title: Halaman\n    items:\n'
        '      - {id: bantal, text: "Bantal: berapa?", type: count, need: ">= bantal"}\n'
        '      - {id: tenda, text: "Tenda: berapa?", type: count, need: ">= tenda + hari_tugas"}\n'
    )
    dialog = Dialog(tmp_path)
    answers = {r"Numbers with": "posko", r"tenda \(": "12", r"bantal \(": ""}
    dialog.answer({**UNIT, **answers})
    assert dialog.end() == 0, dialog.said
    assert dialog.said.index("1/3 Tents [tenda]") < dialog.said.index("2/3 Length of duty")  # `first` is asked first
    assert load(tmp_path).unit.facts == {"tenda": 12, "hari_tugas": 3}
    assert not faults(tmp_path)


def test_a_faulty_workspace_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pilkada.yaml").write_text("unit: {name: A\nlists: [personel]\n")
    dialog = Dialog(tmp_path)
    dialog.answer({})
    assert dialog.end() == 3
    assert "pilkada.yaml:1:7: [bracket_open]" in dialog.said.replace("\r\n", " ")
    assert (tmp_path / "pilkada.yaml").read_text() == "unit: {name: A\nlists: [personel]\n"


def test_inside_another_workspace_it_asks_first(tmp_path: Path) -> None:
    (tmp_path / "pilkada.yaml").write_text("unit: {name: A}\n")
    (tmp_path / "sub").mkdir()
    for reply, begun in (("t", False), ("y", True)):
        dialog = Dialog(tmp_path / "sub")
        dialog.type(reply)
        if begun:
            dialog.type("Polres X", "", "", ".q")
        assert dialog.end() == 0
        assert "This folder lies inside the workspace" in dialog.said
        assert (tmp_path / "sub" / "pilkada.yaml").exists() == begun


def test_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    dialog = Dialog(tmp_path, "-C", "a b", columns=200)
    dialog.answer()
    assert dialog.end() == 0
    assert 'pilkada-check cek -C "a b" personel --sasaran "Ton Dalmas" --lang en' in dialog.said
    assert (tmp_path / "a b" / "pilkada.yaml").exists()


@pytest.mark.parametrize(
    ("lang", "said"), [("id", "Belum ada yang tersimpan."), ("en", "Nothing is saved yet. Begin again with:")]
)
def test_left_before_it_is_known_whose_it_is(tmp_path: Path, lang: str, said: str) -> None:
    dialog = Dialog(tmp_path, lang=lang)
    dialog.type("Polres X", "Polda Y", ".q")
    assert dialog.end() == 0
    assert said in dialog.said
    assert not tree(tmp_path)


def test_tables_without_a_row_are_named_at_the_end(tmp_path: Path) -> None:
    dialog = Dialog(tmp_path, columns=200)
    dialog.answer({**UNIT, r"Name 1 of": "", r"officer 1\b": ""})
    assert dialog.end() == 0
    assert "No row yet, so nothing of it can be checked: targets/satuan.csv." in dialog.said


def test_a_small_unit_alone(tmp_path: Path) -> None:
    """Its own row is there at once, and rows of other tables say that they are its own."""
    dialog = Dialog(tmp_path)
    answers = {
        r"Small unit": "Ton Dalmas",
        r"Numbers with": "kendaraan personel",
        r"Name 1 of": "TRUK 2",
        r"Name 2 of": "",
    }
    dialog.answer({**UNIT, **answers, r"Fill them in": "t"})
    assert dialog.end() == 0, dialog.said
    unit = load(tmp_path).unit
    assert unit.satuan == "Ton Dalmas"
    assert list(unit.tables["satuan"].rows) == ["Ton Dalmas"]
    assert unit.tables["kendaraan"].rows["TRUK 2"].facts == {"satuan": "Ton Dalmas"}
    assert "for: the unit)" not in dialog.said  # those fall away in a small unit
    assert not faults(tmp_path)


def test_hostile_names_are_kept_and_shown_literally(tmp_path: Path) -> None:
    name = "Polres [red]: #1 {\"'\\ }"
    dialog = Dialog(tmp_path, columns=200)
    dialog.answer({**UNIT, r"Name of the unit": name, r"directly above": "", r"Name 1 of": 'Ton "A"; [b]'})
    assert dialog.end() == 0, dialog.said
    unit = load(tmp_path).unit
    assert unit.name == name
    assert list(unit.tables["satuan"].rows) == ['Ton "A"; [b]']
    assert not faults(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_letters_of_every_keyboard(tmp_path: Path, encoding: str) -> None:
    """What is typed is bytes of UTF-8 wherever the encoding claims less than that; nothing breaks in any of them."""
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    dialog = Dialog(tmp_path, environ=env if encoding != "utf-8" else None)
    dialog.answer({**UNIT, r"Name of the unit": "Polsék Ünja ✓", r"directly above": "", r"Fill them in": "t"})
    assert dialog.end() == 0, dialog.said
    assert not faults(tmp_path)
    assert encoding == "cp1252" or load(tmp_path).unit.name == "Polsék Ünja ✓"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "pilkada.yaml").mkdir()
    dialog = Dialog(tmp_path)
    dialog.answer(most=4)
    assert dialog.end() == 3
    assert "could not be read" in dialog.said


def test_a_check_of_what_has_no_table_says_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "pilkada.yaml").write_text("unit: {name: A}\nlists: [kendaraan]\n")
    workspace = load(tmp_path)
    assert workspace.faults == ()
    with pytest.raises(Stop) as stopped:
        choose.target(workspace, workspace.known["kendaraan"], "")
    assert "pilkada.yaml names no table kendaraan." in str(stopped.value.lines)
    assert "Make targets/kendaraan.csv, and write" in str(stopped.value.lines)
    assert "kendaraan: targets/kendaraan.csv" in str(stopped.value.lines)
    assert "pilkada-check mulai" in str(stopped.value.lines)


def test_a_small_unit_whose_rows_do_not_name_it_is_told_so(tmp_path: Path) -> None:
    """A table that a spreadsheet made has rows, only none of this unit."""
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "kendaraan.csv").write_text("id,jenis\nTRUK 1,R6\n")
    text = "unit: {name: A}\nsatuan: Ton A\nlists: [kendaraan]\ntargets: {kendaraan: targets/kendaraan.csv}\n"
    (tmp_path / "pilkada.yaml").write_text(text)
    workspace = load(tmp_path)
    with pytest.raises(Stop, match=r"no row of targets/kendaraan.csv is of Ton A") as stopped:
        choose.target(workspace, workspace.known["kendaraan"], "")
    assert "in the column `satuan`" in str(stopped.value.lines)


# ---- the files, without a terminal


@given(PLAIN)
def test_every_name_stands_in_yaml_as_it_was_typed(name: str) -> None:
    name = " ".join(name.split()) or "x"
    for text in (f"unit: {{name: {scalar(name)}}}\n", f"unit:\n  name: {scalar(name)}\n"):
        found, wrong = read_unit(text.encode(), "x", BOOK)
        assert found is not None, wrong
        assert found.name == name
    found, _ = read_unit(f"unit: {{name: A, path: {sequence([name, 'B'])}}}\n".encode(), "x", BOOK)
    assert found is not None
    assert found.path == (name, "B")


@pytest.mark.parametrize(
    "name", ["no", "on", "007", "1.10", "12:30", "2:8:16", "~", "null", "-", "[a]", "a: b", "a #b", "'"]
)
def test_no_reader_of_yaml_takes_a_name_for_more(name: str) -> None:
    import yaml

    assert yaml.safe_load(f"x: {scalar(name)}") == {"x": name}


@given(st.lists(st.tuples(PLAIN, st.integers(0, 10**9)), max_size=5))
def test_a_table_that_was_written_is_taken_up_again(rows: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        file = TableFile(path, ("id", "personel", "dicoret"))
        file.rows = [{"id": name, "personel": str(number)} for name, number in rows]
        file.keep()
        again = TableFile(path, ("other",))
        assert again.fillable
        assert again.exists
        assert again.columns == file.columns
        assert again.text() == file.text() == path.read_bytes()


@pytest.mark.parametrize(
    "data", [b"", b"id,x\n", b"id;x\r\n", b"\xff", b'id;x\n"a;1\n', b"\xef\xbb\xbfid;x\n", b"id;x\na\n"]
)
def test_any_other_table_is_not_written_again(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert not TableFile(path, ("id",)).fillable or TableFile(path, ("id",)).text() == data


def test_a_table_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = TableFile(tmp_path / "t.csv", ("id",))
    file.keep()
    (tmp_path / "t.csv").write_bytes(b"id\nmine\n")
    file.rows.append({"id": "A"})
    with pytest.raises(OSError, match="Stale"):
        file.keep()
    assert (tmp_path / "t.csv").read_bytes() == b"id\nmine\n"


def test_a_unit_keeps_the_permissions_its_owner_gave(tmp_path: Path) -> None:
    path = tmp_path / "pilkada.yaml"
    path.write_text("unit: {name: A}\n")
    path.chmod(0o644)
    file = UnitFile(tmp_path, BOOK)
    assert file.unit is not None
    assert file.add("lang", "en", replace(file.unit, lang="en"))
    assert path.stat().st_mode & 0o777 == 0o644
    assert file.unit.lang == "en"
    assert not file.add("lang", "id", replace(file.unit, lang="id"))  # it is there: a second one is no addition
    assert [one.name for one in tmp_path.iterdir()] == ["pilkada.yaml"]
