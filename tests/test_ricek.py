"""`ricek` at real terminals: whose it may be, what it asks, what ends it, and what is said once it is sealed."""

import json
import re
import shutil
import signal
from pathlib import Path

import pytest
from ricek_world import LATER, SECOND, critical_unit, no, small_count
from terminal import ANSWERS, JAM, LIST, NUMBER, Terminal, events, journals, kinds, sealed_values, tool

from pilkada_check.model.events import Answered, Opened

LANGS = ("id", "en")
BOTH = [(lang, columns) for lang in LANGS for columns in (80, 40)]
HELMETS = {"b": 28, "rr": 2, "rb": 0, "ta": 0}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit whose first count is sealed: a megaphone that works and 30 good helmets."""
    root = critical_unit(tmp_path_factory.mktemp("counted") / "unit")
    small_count(root, *ANSWERS)
    return root


@pytest.fixture
def unit(counted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(counted, tmp_path / "unit"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The same unit on another computer: no record is there."""
    return critical_unit(tmp_path / "elsewhere")


def at(root: Path, *words: str, lang: str = "id", columns: int = 80) -> Terminal:
    """A ricek of the small list."""
    return Terminal(root, "ricek", "uji", "--jam", LATER, "--lang", lang, *words, columns=columns)


def flat(terminal: Terminal) -> str:
    """What it showed, on one line."""
    return " ".join(terminal.text.split())


def opened(path: Path) -> Opened:
    """The first line of a record."""
    first = events(path)[0]
    assert isinstance(first, Opened)
    return first


# ---- whole


@pytest.mark.parametrize(("lang", "columns"), BOTH)
def test_whole_on_another_computer(elsewhere: Path, lang: str, columns: int) -> None:
    """Only what is owed is asked; independent; nothing to compare with yet, so it says what to send."""
    with at(elsewhere, lang=lang, columns=columns) as terminal:
        assert ("2 butir kritis" if lang == "id" else "2 critical items") in " ".join(terminal.ask().split())
        shown = " ".join(terminal.type(SECOND, "y").split())
        assert ("ricek tercatat MANDIRI." if lang == "id" else "recorded as INDEPENDENT.") in shown
        shown = " ".join(terminal.type("y").split())
        assert re.search(
            r"(Tercatat|Recorded) 07.05\. (Penilaian tampil setelah ricek disegel|The judgement is shown once)", shown
        )
        shown = " ".join(terminal.type("28 2 0", "y", no(lang)).split())
        assert ("Terjawab 2, kosong 0" if lang == "id" else "Answered 2, empty 0") in shown
        assert terminal.end("y") == 0
        assert not terminal.too_wide()
        after = flat(terminal)
    assert ("Tercatat MANDIRI." if lang == "id" else "Recorded as INDEPENDENT.") in after
    judged = "wajib 30, baik 28, RR 2; TIDAK SESUAI" if lang == "id" else "required 30, good 28, RR 2; DOES NOT MEET"
    assert judged in after
    assert "pilkada-check ekspor" in after
    assert "putuskan" not in after
    [path] = journals(elsewhere)
    assert (opened(path).independent, opened(path).seen, opened(path).officer.number) == (True, (), SECOND)
    assert list(sealed_values(path)) == [("megafon", True, "ok"), ("helm", HELMETS, "fail")]
    with at(elsewhere, lang=lang, columns=columns) as terminal:  # whether it is answered again is asked
        done = "Semua ricek yang wajib sudah disegel di sini" if lang == "id" else "Every ricek that is owed was sealed"
        assert done in " ".join(terminal.ask().split())
        terminal.type(SECOND, "y")
        assert terminal.end(no(lang)) == 0
    assert journals(elsewhere) == [path]


@pytest.mark.parametrize(("lang", "columns"), BOTH)
def test_whole_on_the_same_computer(unit: Path, lang: str, columns: int) -> None:
    """Not independent; once it is sealed both counts stand beside each other, and what is next."""
    with at(unit, lang=lang, columns=columns) as terminal:
        terminal.ask()
        shown = " ".join(terminal.type(SECOND, "y").split())
        assert ("TIDAK MANDIRI. Lanjut? (y/t)" if lang == "id" else "NOT INDEPENDENT. Go on? (y/n)") in shown
        terminal.type("", "mungkin", "y", "y", "27 2 0", "y", no(lang))
        before = flat(terminal)
        assert terminal.end("y") == 0
        assert not terminal.too_wide()
        after = flat(terminal)[len(before) - 10 :]
    for word in ("Kanit Dalmas", "24/11", "30", "SESUAI", "MEETS"):
        assert word not in before, word
    if lang == "id":
        assert "Sama 1, berbeda 1, tanpa pembanding 0" in after
        assert "[KRITIS] Helm cek: baik 30; SESUAI (Kanit Dalmas, 24/11 20.04)" in after
        assert "ricek: baik 27, RR 2; TIDAK SESUAI (Si Propam, 25/11 07.05) wajib 30" in after
        assert "SAMA DENGAN CEK Megafon: ya; SESUAI" in after
        assert "Keadaan: BELUM SIAP (1 butir kritis selisih cek dan ricek)" in after
    else:
        assert "The same 1, different 1, nothing to compare with 0" in after
        assert "[CRITICAL] Helm cek: good 30; MEETS IT (Kanit Dalmas, 24/11 20:04)" in after
    assert "pilkada-check putuskan uji" in after
    assert "ekspor" not in after
    first, path = journals(unit)
    assert (opened(path).independent, opened(path).seen) == (False, (opened(first).record,))
    assert opened(first).independent is None


def test_counts_that_only_amount_to_the_same_are_both_shown(tmp_path: Path) -> None:
    """Under `agree: outcome` 31 agrees with 30: nobody is to read that the cek found 31."""
    root = critical_unit(tmp_path / "unit")
    path = root / "checklists" / "uji.yaml"
    path.write_text(path.read_text("utf-8").replace("for: unit", "for: unit\nagree: outcome"), "utf-8")
    small_count(root, *ANSWERS)
    with at(root) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "y", "31 0 0", "y")
        assert terminal.end("y") == 0
        assert "Megafon: ya; SESUAI Helm: wajib 30, baik 31; SESUAI; cek: baik 30 ---" in flat(terminal)


@pytest.mark.parametrize("lang", LANGS)
def test_who_does_not_want_that_leaves_and_nothing_is_recorded(unit: Path, lang: str) -> None:
    with at(unit, lang=lang) as terminal:
        terminal.ask()
        assert terminal.end(SECOND, "y", no(lang)) == 0
        assert ("tidak ada yang dicatat" if lang == "id" else "nothing was recorded") in flat(terminal)
    assert len(journals(unit)) == 1


def test_a_cek_that_comes_in_meanwhile_does_not_change_what_is_asked(elsewhere: Path, counted: Path) -> None:
    """Whatever a running ricek asks less then would tell on which items the first count agrees with an older ricek."""
    third = ("00010003", "y", "Petugas Tiga", "AIPTU", "Bag SDM")
    with at(elsewhere) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "28 2 0", "y", "t")
        terminal.end("y")
    with at(elsewhere) as terminal:
        assert "2 butir kritis" in terminal.ask()
        terminal.type(*third, "y", "y")  # once more, though one is sealed
        terminal.end(".q")
    shutil.copytree(counted / "records", elsewhere / "records", dirs_exist_ok=True)
    with at(elsewhere) as terminal:
        assert "2 butir kritis" in terminal.ask()
        assert "1 dari 2 butir" in " ".join(terminal.type(*third).split())
        terminal.end("0")


def test_whether_it_was_independent_is_settled_with_its_first_answer(elsewhere: Path, counted: Path) -> None:
    """A cek that came while the first question stood there was on this computer when the record began."""
    with at(elsewhere) as terminal:
        terminal.ask()
        assert "tercatat MANDIRI" in " ".join(terminal.type(SECOND, "y").split())
        shutil.copytree(counted / "records", elsewhere / "records", dirs_exist_ok=True)
        terminal.type("y")
        assert terminal.end(".q") == 0
    assert opened(journals(elsewhere)[-1]).independent is False


def test_a_ricek_that_agrees_makes_it_ready(unit: Path) -> None:
    with at(unit) as terminal:
        terminal.ask()
        assert terminal.end(SECOND, "y", "y", "y", "30 0 0", "y", "y") == 0
        assert "Sama 2, berbeda 0, tanpa pembanding 0" in flat(terminal)
        assert "putuskan" not in terminal.text
    done = tool(unit, "ricek", "uji")
    assert (done.returncode, "terminal" in done.stderr) == (2, True)
    with at(unit) as terminal:
        assert terminal.end() == 0
        assert "Tidak ada ricek yang wajib" in terminal.text
        assert "pilkada-check ricek uji --semua" in flat(terminal)
    with at(unit, "--semua") as terminal:
        assert "6 butir" in terminal.ask()


# ---- whose it may be


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ([NUMBER, "y"], {"id": "Nomor ini yang mengerjakan cek.", "en": "This number gave the cek."}),
        (
            ["77", "y", "petugas SATU", "IPDA", "Kanit Lain"],
            {"id": "dengan nama yang sama, petugas SATU", "en": "somebody of the same name, petugas SATU"},
        ),
        (
            ["L-07", "y", "Petugas Tiga", "IPDA", "Linmas"],
            {"id": "Nomor L-07 tidak membuktikan siapa-siapa", "en": "The number L-07 proves nobody's identity"},
        ),
    ],
    ids=["number", "name", "unproven"],
)
def test_the_same_person_is_refused(unit: Path, typed: list[str], why: dict[str, str], lang: str) -> None:
    with at(unit, lang=lang, columns=40) as terminal:
        terminal.ask()
        code = terminal.end(*typed)
        shown = flat(terminal)
    assert code == 3, shown
    assert why[lang] in shown
    assert ("Ricek harus orang lain." if lang == "id" else "A ricek must be by somebody else.") in shown
    assert "Si Propam, Petugas Dua" in shown  # whom to call instead
    assert "Petugas Satu" not in shown.split("Dua")[-1]
    assert len(journals(unit)) == 1


def test_of_two_officers_each_may_re_check_what_the_other_checked(unit: Path) -> None:
    with Terminal(unit, "cek", "uji", "--jam", LATER, "--bagian", "1") as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", ".n", ".n")
        assert terminal.end("2", "y") == 0
    with at(unit) as terminal:
        terminal.ask()
        shown = " ".join(terminal.type(SECOND, "y").split())
        assert "1 butir tidak ditanya, cek terakhirnya oleh orang yang sama: Nomor ini yang mengerjakan cek." in shown
        assert "butir 1 dari 1" in terminal.type("y")
        assert "Helm: hitung" in terminal.text
        assert "Megafon" not in terminal.text


def test_an_officer_is_never_filled_in(unit: Path) -> None:
    """Neither number nor name stands at a prompt; Enter alone asks again."""
    with at(unit) as terminal:
        assert terminal.ask().rstrip().endswith("Nomor petugas >")
        assert terminal.type("").rstrip().endswith("Nomor petugas >")
        assert "Petugas Dua" not in terminal.text
        assert "Petugas Dua, Si Propam. Benar? (y/t)" in terminal.type(SECOND)


@pytest.mark.parametrize("lang", LANGS)
def test_one_that_is_no_longer_owed_is_still_ended(elsewhere: Path, lang: str) -> None:
    """The list owes none any more: what was begun would hide the first count for good."""
    with at(elsewhere) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y")
        assert terminal.end(".q") == 0
    (elsewhere / "checklists" / "uji.yaml").write_text(LIST, encoding="utf-8")
    with at(elsewhere, lang=lang, columns=40) as terminal:
        assert terminal.end() == 0
        assert not terminal.too_wide()
        assert re.search(r"(masih terbuka|is still open)\. .*pilkada-check ricek uji --segel", flat(terminal))
    with at(elsewhere, "--segel", lang=lang) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y")
        assert terminal.end("y") == 0
    assert kinds(journals(elsewhere)[-1])[-1] == "sealed"


@pytest.mark.parametrize("change", [("Ton Dalmas,", "Ton Lain,"), ("Ton Dalmas,", "Ton Dalmas,bubar")])
def test_one_whose_target_is_gone_is_still_ended(tmp_path: Path, change: tuple[str, str]) -> None:
    """Its row was renamed or struck out meanwhile: what was begun would hide the unit's readiness for good."""
    root = critical_unit(tmp_path / "unit")
    text = LIST.replace("ricek: none", "ricek: critical").replace("for: unit", "for: satuan")
    (root / "checklists" / "uji.yaml").write_text(text, "utf-8")
    (root / "targets").mkdir()
    table = root / "targets" / "satuan.csv"
    table.write_text("id,dicoret\nTon Dalmas,\nRegu 2,\n")
    sheet = (root / "pilkada.yaml").read_text() + "targets: {satuan: targets/satuan.csv}\n"
    (root / "pilkada.yaml").write_text(sheet.replace("satuan: 13", "satuan: 2"))
    words = ("--sasaran", "Ton Dalmas")
    with at(root, *words) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y")
        assert terminal.end(".q") == 0
    table.write_text(table.read_text().replace(*change))
    assert "RICEK" in tool(root, "ringkasan", "--lang", "id").stdout.upper()
    with at(root, "--segel") as terminal:
        terminal.ask()
        terminal.type(SECOND, "y")
        assert terminal.end("y") == 0
    [path] = journals(root)
    assert kinds(path)[-1] == "sealed"
    assert json.loads(tool(root, "ringkasan", "--format", "json").stdout)["readiness"] is not None


# ---- what it asks


def test_only_targets_that_owe_one_are_offered(tmp_path: Path) -> None:
    root = critical_unit(tmp_path / "unit")
    text = LIST.replace("ricek: none", "ricek: critical").replace("for: unit", "for: satuan")
    (root / "checklists" / "uji.yaml").write_text(text, "utf-8")
    (root / "targets").mkdir()
    (root / "targets" / "satuan.csv").write_text("id\nRegu 1\nRegu 2\nRegu 3\n")
    sheet = (root / "pilkada.yaml").read_text() + "targets: {satuan: targets/satuan.csv}\n"
    (root / "pilkada.yaml").write_text(sheet.replace("satuan: 13", "satuan: 3"))
    with Terminal(root, "ricek", "--jam", LATER) as terminal:
        shown = terminal.ask()
        assert ["Regu 1" in shown, "Regu 2" in shown, "Regu 3" in shown] == [True] * 3
        terminal.type("1", SECOND, "y", "y", "30 0 0", "y")
        assert terminal.end("y") == 0
    with Terminal(root, "ricek", "--jam", LATER) as terminal:  # it waits for its cek: the next one is offered
        shown = terminal.ask()
        assert ["Regu 1" in shown, "Regu 2" in shown, "Regu 3" in shown] == [False, True, True]
    with at(root, "--sasaran", "Regu 1") as terminal:
        terminal.ask()
        again = " ".join(terminal.type(SECOND, "y").split())
        assert "Sudah diricek di sini: disegel 25/11 07.05 oleh Si Propam." in again
        assert terminal.end("t") == 0
    assert len(journals(root)) == 1
    with Terminal(root, "cek", "uji", "--sasaran", "Regu 1", "--jam", LATER) as terminal:
        terminal.ask()
        terminal.type(NUMBER, "y", *[line for line in ANSWERS if line != "13"][:3], "3", *ANSWERS[4:])
        assert terminal.end("y") == 0
    with Terminal(root, "ricek", "--jam", LATER) as terminal:
        shown = terminal.ask()
        assert "Regu 1" not in shown
        assert ["Regu 2" in shown, "Regu 3" in shown] == [True] * 2
    with at(root, "--sasaran", "Regu 1") as terminal:
        assert terminal.end() == 0
        assert 'pilkada-check ricek uji --sasaran "Regu 1" --semua' in flat(terminal)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_answered_alike_is_still_asked_after_an_interruption(unit: Path, lang: str) -> None:
    """Else what is left would tell which answer differs; and of what is stored only the own answer is shown."""
    with at(unit, lang=lang) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "y")  # the megaphone as in the cek
        terminal.child.send("\x04")
        assert terminal.end() == 130
    with at(unit, lang=lang) as terminal:
        assert ("2 butir kritis" if lang == "id" else "2 critical items") in terminal.ask()
        shown = terminal.type(SECOND, "y")
        assert ("1 dari 2 butir" if lang == "id" else "1 of 2 items") in shown
        assert "MANDIRI" not in shown
        assert ("Tersimpan: ya" if lang == "id" else "Stored: yes") in terminal.type("1", ".1")
        assert "30" not in terminal.text
        terminal.type(".2", "27 3 0", "y", no(lang))
        assert terminal.end("y") == 0
    assert kinds(journals(unit)[-1]) == ["opened", "answered", "resumed", "answered", "sealed"]


def test_a_killed_ricek_goes_on_and_can_be_sealed_later(unit: Path) -> None:
    with at(unit) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "y", "28 2 0", "y", "t")
        terminal.child.kill(signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    path = journals(unit)[-1]
    assert kinds(path) == ["opened", "answered", "answered"]
    with at(unit, "--segel") as terminal:
        terminal.ask()
        assert "Terjawab 2, kosong 0" in terminal.type(SECOND, "y")
        assert terminal.end("t") == 0
        assert "pilkada-check ricek uji --segel" in flat(terminal)
    with at(unit, "--segel") as terminal:
        terminal.ask()
        assert terminal.end(NUMBER, "y") == 3  # only that officer
    with at(unit, "--segel") as terminal:
        terminal.ask()
        assert terminal.end(SECOND, "y", "y") == 0
        assert "berbeda 1" in terminal.text
    assert kinds(path)[-1] == "sealed"


def test_wrong_answers_are_not_recorded(elsewhere: Path) -> None:
    with at(elsewhere) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y")
        for wrong in ("", "mungkin", "3", ".zz"):
            terminal.type(wrong)
        assert journals(elsewhere) == []
        terminal.type("t")  # does not meet it: nobody is asked who mends it
        assert "Siapa memperbaiki" not in terminal.text
        assert "Helm" in terminal.text
        for wrong in ("lengkap", "1", "30 0"):
            terminal.type(wrong)
        terminal.end(".q")
    assert [one.value for one in events(journals(elsewhere)[0]) if isinstance(one, Answered)] == [False]


def test_a_fact_that_is_missing_is_not_named_before_the_seal(tmp_path: Path) -> None:
    """It would say what is required; the answer waits for it."""
    root = critical_unit(tmp_path / "unit")
    path = root / "checklists" / "uji.yaml"
    path.write_text(path.read_text("utf-8").replace('need: ">= 30"', 'need: ">= cadangan"'), "utf-8")
    with at(root) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "28 2 0", "y", "t")
        before = len(terminal.text)
        assert terminal.end("y") == 0
        assert "cadangan" not in terminal.text[:before]
        assert "BELUM DAPAT DINILAI" in terminal.text[before:]


def test_the_board_leads_to_it(unit: Path) -> None:
    with Terminal(unit) as terminal:
        assert "c ricek" in terminal.ask()
        assert "Nomor petugas" in terminal.type("c")
        terminal.type(SECOND, "y", "y", "y", ".q")
        assert "Terputus: RICEK Daftar uji" in " ".join(terminal.type("").split())
        assert "Catatan belum selesai: RICEK" in terminal.type("l", SECOND, "y")
        terminal.type("0", "")
        assert terminal.end("0") == 0


def test_jam_marks_the_record(elsewhere: Path) -> None:
    with at(elsewhere) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y")
        terminal.end(".q")
    assert opened(journals(elsewhere)[0]).clock == "typed"
    assert JAM != LATER
