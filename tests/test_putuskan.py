"""`putuskan` at real terminals: every choice, every refusal, and what an interruption leaves, in both languages."""

import json
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import let_in
from pages_world import KANIT, PROPAM, Unit
from terminal import Terminal, events, kinds, tool

from pilkada_check.model.events import Answered, By, FollowUp

KABAG = By("00010003", "Joko Susilo", "KOMPOL", "Kabag Ops")
OFFICERS = (
    "nomor,nama,pangkat,jabatan\n00010001,Budi Santoso,IPDA,Kanit Dalmas\n00010002,Siti Aminah,AIPTU,Si Propam\n"
    "00010003,Joko Susilo,KOMPOL,Kabag Ops\n00010004,Dewi Lestari,AKP,Kasat Samapta\n"
)
JAM = ("--jam", "25/11/2024 08.20")
PER = ("--per", "2024-11-26T20:00:00+08:00")
REASON = "satu kaca macet lolos pada cek malam"
SAID: Mapping[str, Mapping[str, str]] = {
    "id": {
        "head": "SELISIH 1 dari 2   Helm PHH [KRITIS]",
        "narrow": "SELISIH 1/2 Helm PHH KRITIS",
        "third": "PUTUSAN: 26 3 1 0.",
        "fail": "TIDAK SESUAI, kurang 4. Tercatat 08.20.",
        "settled": "Selisih selesai: butir ini tidak sesuai.",
        "agrees": "Sama dengan: ricek.",
        "better": "Putusan tidak boleh lebih baik dari yang terbaik di antara mereka",
        "not_third": "Putusan harus oleh orang ketiga.",
        "gave": "Nomor 00010002 sendiri yang mengerjakan ricek.",
        "name": "dikerjakan orang bernama sama, Siti Aminah",
        "proves": "tidak membuktikan siapa-siapa",
        "call": "Dari petugas.csv misalnya: Kabag Ops, Joko Susilo",
        "contested": "Dua putusan tentang butir ini berbeda",
        "one_person": "tidak terbukti dari dua orang berbeda",
        "earlier": "bertanggal sesudah sekarang, 26/11/2024 07.00",
        "stays": "Tidak ada yang dicatat; tetap SELISIH.",
        "nothing": "Tidak ada yang diputus; tidak ada yang dicatat.",
        "none": "Tidak ada selisih yang perlu diputus di sini.",
        "unsealed": "Belum ada yang bisa diputus: yang belum disegel harus disegel dulu oleh petugasnya.",
        "changed": "perlu cek baru, lalu ricek oleh orang lain",
        "empty": 'Tulis isinya, bukan "ada"',
        "passed": "Dilewati: Senter, Perlengkapan, Ton Dalmas. Belum disegel: cek (Kanit Dalmas).",
        "seal": "Segel 1 putusan?",
        "later": 'Belum disegel. Nanti: pilkada-check putuskan --jam "25/11/2024 08.20" --segel --lang id',
    },
    "en": {
        "head": "DISPUTE 1 of 2   Helm PHH [CRITICAL]",
        "narrow": "DISPUTE 1/2 Helm PHH CRITICAL",
        "third": "RULING: 26 3 1 0.",
        "fail": "DOES NOT MEET IT, 4 short. Recorded 08:20.",
        "settled": "The dispute is settled: the item does not meet it.",
        "agrees": "It agrees with: ricek.",
        "better": "A ruling may be no better than the best of them, and the best here is: DOES NOT MEET IT.",
        "not_third": "A ruling must be by a third person.",
        "gave": "The number 00010002 gave the ricek itself.",
        "name": "The ricek is by somebody of the same name, Siti Aminah",
        "proves": "proves nobody's identity",
        "call": "Of petugas.csv for example: Kabag Ops, Joko Susilo",
        "contested": "Two rulings on this differ",
        "one_person": "not proven to be by two different people",
        "earlier": "dated later than now, 26/11/2024 07:00",
        "stays": "Nothing was recorded; it stays in dispute.",
        "nothing": "Nothing was ruled; nothing was recorded.",
        "none": "There is no dispute to settle here.",
        "unsealed": "None can be settled yet: what is not sealed must be sealed first, by its officer.",
        "changed": "it needs a new cek, then a ricek by somebody else",
        "empty": 'Say what it is; "ada" says nothing.',
        "passed": "Passed over: Senter, Perlengkapan, Ton Dalmas. Not sealed yet: cek (Kanit Dalmas).",
        "seal": "Seal 1 ruling?",
        "later": 'Not sealed. Later: pilkada-check putuskan --jam "25/11/2024 08.20" --segel --lang en',
    },
}
BOTH = pytest.mark.parametrize("lang", ["id", "en"])


def stock(b: int, rr: int = 0, rb: int = 0, ta: int = 0) -> dict[str, int]:
    return {"b": b, "rr": rr, "rb": rb, "ta": ta}


def quarrel(root: Path, **more: Any) -> Unit:  # noqa: ANN401 - what Unit takes
    """A unit whose cek and ricek differ on helmets (critical, both fail) and on lamps (both pass)."""
    unit = Unit(root, **more)
    unit.put("petugas.csv", OFFICERS.encode())
    unit.record("cek", KANIT, [("24 20.07", "helm", stock(27, 2, 1), "fail"), ("24 20.10", "senter", 12, "ok")])
    unit.record("ricek", PROPAM, [("25 07.12", "helm", stock(26, 3, 1), "fail"), ("25 07.15", "senter", 11, "ok")])
    return unit


def rulings(root: Path) -> list[Path]:
    """The records of the round putusan."""
    return sorted(root.glob("records/*/*-putusan-*.jsonl"))


def given(root: Path) -> list[Answered]:
    """The last line of each ruling there is."""
    found = {(path, one.item): one for path in rulings(root) for one in events(path) if isinstance(one, Answered)}
    return list(found.values())


def standing(root: Path, item: str = "helm", *per: str) -> tuple[str, str]:
    """What holds for an item, and whether a second pair of eyes confirms it."""
    parts = json.loads(tool(root, "ringkasan", *(per or PER), "--format", "json").stdout)["parts"]
    one = parts[0]["items"][item]
    return one["standing"], one["second"]


def putuskan(root: Path, *words: str, lang: str = "id", **options: Any) -> Terminal:  # noqa: ANN401 - those of Terminal
    return Terminal(root, "putuskan", *JAM, "--lang", lang, *words, **options)


def begin(terminal: Terminal, number: str = KABAG.number) -> str:
    """Say who rules, at the first prompt; what was shown then."""
    terminal.ask()
    return terminal.type(number, "y")


def flat(text: str) -> str:
    return " ".join(text.split())


@BOTH
@pytest.mark.parametrize("columns", [80, 40])
def test_a_third_count_settles_it(tmp_path: Path, lang: str, columns: int) -> None:
    quarrel(tmp_path)
    said = SAID[lang]
    with putuskan(tmp_path, lang=lang, columns=columns) as terminal:
        terminal.ask()
        terminal.type("", KABAG.number, "")  # Enter alone answers nothing
        shown = terminal.type("y")
        assert said["head" if columns == 80 else "narrow"] in shown
        assert "24/11" in shown
        assert "25/11" in shown
        assert "MANDIRI" not in shown  # neither record says whether it was
        for wrong in ("", "7", "ricek", "1 1"):
            terminal.type(wrong)
        assert not rulings(tmp_path)
        terminal.type("1", "lengkap", "26 3 1", "t", "26 3 1", "y")
        assert said["agrees"] in terminal.type("t")
        for empty in ("", "ada", "-"):
            shown = terminal.type(empty)
        assert not rulings(tmp_path)
        assert said["empty"] in flat(terminal.text)
        assert said["third"] in flat(terminal.type("kaca macet"))
        terminal.type("Bag Log", "25/11 15.00")
        assert said["settled"] in flat(terminal.text)
        assert terminal.end("0", "y") == 0
        assert terminal.too_wide() == []
        if columns == 80:
            assert said["fail"] in flat(terminal.text)
    (path,) = rulings(tmp_path)
    assert kinds(path) == ["opened", "answered", "answered", "answered", "sealed"]
    [one] = given(tmp_path)
    assert (one.value, one.outcome, one.need, one.note) == (stock(26, 3, 1), "fail", 30, "kaca macet")
    assert one.follow_up is not None
    assert one.follow_up.owner == "Bag Log"
    assert standing(tmp_path) == ("fail", "confirmed")
    assert standing(tmp_path, "senter")[0] == "dispute"


@BOTH
@pytest.mark.parametrize(("choice", "value"), [("2", 12), ("3", 11)])
def test_one_of_them_is_right(tmp_path: Path, lang: str, choice: str, value: int) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path, lang=lang) as terminal:
        begin(terminal)
        terminal.type("0", choice, "angka itu yang cocok dengan gudang")
        assert terminal.end("y") == 0
    [one] = given(tmp_path)
    assert (one.item, one.value, one.outcome, one.note) == ("senter", value, "ok", "angka itu yang cocok dengan gudang")
    assert standing(tmp_path, "senter") == ("ok", "confirmed")
    assert standing(tmp_path)[0] == "dispute"


@BOTH
def test_what_changed_since_is_no_ruling(tmp_path: Path, lang: str) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path, lang=lang) as terminal:
        begin(terminal)
        shown = flat(terminal.type("4"))
        assert SAID[lang]["changed"] in shown
        assert 'pilkada-check cek alat --sasaran "Ton Dalmas" --temuan' in shown
        assert terminal.end("0") == 0
        assert SAID[lang]["nothing"] in flat(terminal.text)
    assert not rulings(tmp_path)


def test_a_third_look_may_be_put_off(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        assert "1 hitung ulang sekarang" in terminal.type("1", "26 3 1", ".k", ".n")
        assert "0 tunda, tetap SELISIH" in terminal.type("0")
        assert terminal.end("0") == 0
    assert not rulings(tmp_path)


def test_words_that_belong_to_the_answer_stand_before_the_reason(tmp_path: Path) -> None:
    """An RR that is lacking something, a reason why it does not apply: the ruling keeps them, whoever typed them."""
    unit = quarrel(tmp_path)
    unit.record("cek", KANIT, [("24 21.00", "rem", "rr", "remark", {"note": "rem tangan lemah"})])
    unit.record("ricek", PROPAM, [("25 07.30", "rem", "b", "ok")])
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        assert "SELISIH 2 dari 3   Uji rem. Keadaan" in terminal.type("0")
        assert "rem tangan lemah" in terminal.text
        terminal.type("2", "dicoba bersama")
        terminal.type("1", ".tb", "senter sudah ditarik semua")
        shown = terminal.type("bukan milik kami lagi")
        assert terminal.end("t") == 0, shown
    notes = {one.item: (one.value, one.outcome, one.note) for one in given(tmp_path)}
    assert notes == {
        "rem": ("rr", "remark", "rem tangan lemah; dicoba bersama"),
        "senter": (None, "na", "senter sudah ditarik semua; bukan milik kami lagi"),
    }


@BOTH
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ((PROPAM.number, "y"), "gave"),
        (("00010009", "y", "Siti Aminah", "AIPTU", "Si Propam"), "name"),
        (("PM-1", "y", "Joko Susilo", "KOMPOL", "Kabag Ops"), "proves"),
    ],
)
def test_who_is_no_third_person_is_refused(tmp_path: Path, lang: str, typed: Sequence[str], why: str) -> None:
    quarrel(tmp_path)
    said = SAID[lang]
    with putuskan(tmp_path, lang=lang, columns=40 if why == "name" else 80) as terminal:
        terminal.ask()
        assert terminal.end(*typed) == 0
        shown = flat(terminal.text)
        for text in (said["not_third"], said[why], said["call"], said["stays"], said["nothing"]):
            assert text in shown
        assert "1 hitung" not in shown
        assert "1 count" not in shown
        assert terminal.too_wide() == []
    assert not rulings(tmp_path)


@BOTH
def test_it_may_be_no_better_than_the_best(tmp_path: Path, lang: str) -> None:
    """Refused before the reason is asked, and the choices come again."""
    quarrel(tmp_path)
    with putuskan(tmp_path, lang=lang) as terminal:
        begin(terminal)
        shown = flat(terminal.type("1", "30 0 0", "y"))
        assert SAID[lang]["better"] in shown
        assert SAID[lang]["stays"] in shown
        assert "--temuan" in shown
        assert not rulings(tmp_path)
        terminal.type("3", REASON, ".n")
        assert terminal.end("0", "t") == 0
    assert [one.outcome for one in given(tmp_path)] == ["fail"]


@BOTH
def test_two_rulings_that_differ(tmp_path: Path, lang: str) -> None:
    unit = quarrel(tmp_path)
    unit.record("putusan", KABAG, [("25 07.30", "senter", 12, "ok"), ("25 07.31", "helm", stock(27, 2, 1), "fail")])
    unit.record("putusan", By("00010004", "Dewi Lestari"), [("25 07.40", "senter", 11, "ok")])
    with putuskan(tmp_path, lang=lang) as terminal:
        terminal.ask()
        assert terminal.end("00010009", "y", "Ratna Sari", "AKP", "Kabag Ren") == 0
        shown = flat(terminal.text)
        assert SAID[lang]["contested"] in shown
        assert 'pilkada-check cek alat --sasaran "Ton Dalmas" --temuan' in shown
    assert len(rulings(tmp_path)) == 2


@BOTH
def test_nobody_settles_one_person_against_himself(tmp_path: Path, lang: str) -> None:
    unit = Unit(tmp_path)
    unit.record("cek", KANIT, [("24 20.10", "senter", 12, "ok")])
    unit.record("ricek", KANIT, [("24 21.10", "senter", 11, "ok")])
    with putuskan(tmp_path, lang=lang) as terminal:
        terminal.ask()
        assert terminal.end("00010009", "y", "Ratna Sari", "AKP", "Kabag Ren") == 0
        assert SAID[lang]["one_person"] in flat(terminal.text)
    assert not rulings(tmp_path)


@BOTH
def test_an_answer_from_tomorrow_cannot_be_settled_today(tmp_path: Path, lang: str) -> None:
    """Of another computer whose clock is ahead: the ruling would count before it."""
    unit = Unit(tmp_path)
    unit.put(".device", b"0123abcd\n")
    unit.record("cek", KANIT, [("24 20.10", "senter", 12, "ok")])
    unit.record("ricek", PROPAM, [("26 07.00", "senter", 11, "ok")])
    with putuskan(tmp_path, lang=lang) as terminal:
        terminal.ask()
        assert terminal.end(KABAG.number, "y", KABAG.name, KABAG.rank, KABAG.post) == 0
        assert SAID[lang]["earlier"] in flat(terminal.text)
    assert not rulings(tmp_path)


@BOTH
def test_only_sealed_records_are_opened(tmp_path: Path, lang: str) -> None:
    unit = Unit(tmp_path)
    unit.record("cek", KANIT, [("24 20.10", "senter", 12, "ok")], sealed=False)
    unit.record("ricek", PROPAM, [("25 07.15", "senter", 11, "ok")])
    with putuskan(tmp_path, lang=lang) as terminal:
        assert terminal.end() == 0
        assert SAID[lang]["passed"] in flat(terminal.text)
        assert "11" not in terminal.text.replace("25/11", "")
        assert SAID[lang]["unsealed"] in flat(terminal.text)
        assert SAID[lang]["none"] not in flat(terminal.text)


def test_nothing_is_said_of_a_part_whose_ricek_runs(tmp_path: Path) -> None:
    unit = quarrel(tmp_path, targets=("Ton Dalmas", "Ton Raimas"))
    unit.record("cek", KANIT, [("24 22.00", "senter", 15, "ok")], target="Ton Raimas")
    unit.record("ricek", PROPAM, [("25 07.50", "senter", 17, "ok")], target="Ton Raimas", sealed=False)
    with putuskan(tmp_path, lang="en") as terminal:
        terminal.ask()
        shown = flat(terminal.text)
        assert "A ricek is running, or was cancelled and none sealed since: Perlengkapan, Ton Raimas." in shown
        assert "2 disputes" in shown
        assert terminal.end(KABAG.number, "y", "0", "0") == 0
        assert "15" not in terminal.text.replace("07:15", "")
    assert not rulings(tmp_path)


@BOTH
def test_no_dispute_no_question(tmp_path: Path, lang: str) -> None:
    unit = Unit(tmp_path)
    unit.record("cek", KANIT, [("24 20.10", "senter", 12, "ok")])
    for words in ((), ("--segel",), ("alat", "--sasaran", "Ton Dalmas")):
        with putuskan(tmp_path, *words, lang=lang) as terminal:
            assert terminal.end() == 0
            assert "Nomor petugas" not in terminal.text
            assert words == ("--segel",) or SAID[lang]["none"] in terminal.text


def test_without_a_terminal(tmp_path: Path) -> None:
    quarrel(tmp_path)
    done = tool(tmp_path, "putuskan", "--petugas", KABAG.number)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pilkada-check temuan --selisih --format json" in done.stderr
    assert not rulings(tmp_path)


def test_the_worst_first_and_one_seal_for_all(tmp_path: Path) -> None:
    """Over lists and targets: a record for each, each with its own seal; --sasaran leaves the others out."""
    unit = quarrel(tmp_path, targets=("Ton Dalmas", "Ton Raimas"))
    unit.record("cek", KANIT, [("23 20.00", "sprin", "045/1", "ok")], target="Ton Raimas")
    unit.record("ricek", PROPAM, [("23 21.00", "sprin", ".", "fail")], target="Ton Raimas")
    with putuskan(tmp_path, "alat", "--sasaran", "raimas") as terminal:
        assert "SELISIH 1 dari 1   Nomor sprin [KRITIS]" in begin(terminal)
        assert terminal.end("0") == 0
    with putuskan(tmp_path) as terminal:
        assert "SELISIH 1 dari 3   Nomor sprin" in begin(terminal)
        assert "SELISIH 2 dari 3   Helm PHH" in terminal.type("2", REASON)
        assert "SELISIH 3 dari 3   Senter" in terminal.type("0")
        shown = terminal.type("2", REASON)
        assert "Segel 2 putusan?" in flat(shown)
        assert "Masih selisih: 1 butir." in flat(shown)
        assert terminal.end("y") == 0
    assert [kinds(path) for path in rulings(tmp_path)] == [["opened", "answered", "sealed"]] * 2


@BOTH
@pytest.mark.parametrize("how", ["^C", "^D", ".q"])
def test_what_was_ruled_stays_and_is_sealed_later(tmp_path: Path, lang: str, how: str) -> None:
    quarrel(tmp_path)
    said = SAID[lang]
    with putuskan(tmp_path, lang=lang) as terminal:
        begin(terminal)
        terminal.type("3", REASON, ".n")
        if how == ".q":
            assert terminal.end(how) == 0
        else:
            terminal.child.sendcontrol(how[1].lower())
            assert terminal.end() == 130
        assert said["later"] in flat(terminal.text)
    (path,) = rulings(tmp_path)
    assert kinds(path) == ["opened", "answered"]
    assert standing(tmp_path)[0] == "fail"  # it counts, and the list rests on an unsealed record
    with putuskan(tmp_path, "--segel", lang=lang) as terminal:  # nobody else seals it
        terminal.ask()
        assert terminal.end("00010004", "y") == 0
        assert "Kabag Ops" in terminal.text
        assert said["nothing"] in flat(terminal.text)
    with putuskan(tmp_path, "--segel", lang=lang) as terminal:
        assert said["seal"] in flat(begin(terminal))
        assert "Senter" not in terminal.text
        assert terminal.end("y") == 0
    assert kinds(path) == ["opened", "answered", "sealed"]


def test_a_killed_window_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        terminal.type("3", REASON)
        assert "TIDAK SESUAI, kurang 4. Tercatat 08.20." in flat(terminal.text)
        os.kill(terminal.child.pid, signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    (path,) = rulings(tmp_path)
    assert kinds(path) == ["opened", "answered"]
    with path.open("ab") as journal:  # and the power went in the middle of the next line
        journal.write(b'{"type":"answered","rec')
    with putuskan(tmp_path) as terminal:
        assert "SELISIH 1 dari 1   Senter" in begin(terminal)
        terminal.type("3", "dihitung lagi bersama")
        assert terminal.end("y") == 0
    assert rulings(tmp_path) == [path]
    assert kinds(path) == ["opened", "answered", "resumed", "answered", "sealed"]
    assert path.with_name(f"{path.name}.torn").read_bytes() == b'{"type":"answered","rec'
    assert {one.item for one in given(tmp_path)} == {"helm", "senter"}


def test_a_record_that_another_window_holds_is_left_alone(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path) as first:
        begin(first)
        first.type("3", REASON, ".n")
        before = rulings(tmp_path)[0].read_bytes()
        with putuskan(tmp_path) as second:
            second.ask()
            assert second.end(KABAG.number, "y") == 3
            assert "sedang terbuka di jendela lain" in flat(second.text)
        assert rulings(tmp_path)[0].read_bytes() == before
        assert first.end("0", "y") == 0


def test_what_another_window_recorded_meanwhile_is_not_ruled_over(tmp_path: Path) -> None:
    unit = quarrel(tmp_path)
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        terminal.type("3")
        unit.record("putusan", By("00010004", "Dewi Lestari"), [("25 08.10", "helm", stock(27, 2, 1), "fail")])
        shown = flat(terminal.type(REASON))
        assert "Helm PHH, Perlengkapan, Ton Dalmas: sementara itu ada yang dicatat" in shown
        assert terminal.end("0") == 0
    assert len(rulings(tmp_path)) == 1


@pytest.mark.parametrize("command", [".k", ".1", ".tb sudah ditarik semua", ".tb"])
def test_the_ruling_is_not_answered_again_while_it_is_asked_who_mends(tmp_path: Path, command: str) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        terminal.type("3", REASON)
        shown = flat(terminal.type(command))
        assert "Putusan sudah tercatat dan tetap" in shown
        assert "Selisih selesai: butir ini tidak sesuai." in shown
        assert terminal.end("0", "y") == 0
    (path,) = rulings(tmp_path)
    assert kinds(path) == ["opened", "answered", "sealed"]
    assert given(tmp_path)[0].value == stock(26, 3, 1)


def test_a_note_on_the_ruling(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        terminal.type("3", REASON, ".c kaca dipesan", "Bag Log")
        assert terminal.end(".q") == 0
    assert given(tmp_path)[0].note == f"{REASON}; kaca dipesan"
    assert given(tmp_path)[0].follow_up == FollowUp("Bag Log")


def test_an_answer_to_another_question_is_not_taken_over(tmp_path: Path) -> None:
    unit = quarrel(tmp_path)
    unit.items["senter"] = {"text": "Senter menyala?", "type": "confirm"}
    unit.relist(version="2024.8")
    with putuskan(tmp_path) as terminal:
        begin(terminal)
        shown = flat(terminal.type("0", "2"))
        assert "Pertanyaannya diubah sejak itu" in shown
        terminal.type("1", "y", "dilihat satu per satu")
        assert terminal.end("t") == 0
    assert [(one.item, one.value) for one in given(tmp_path)] == [("senter", True)]


def test_the_board_leads_there(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with Terminal(tmp_path, "--lang", "en") as terminal:
        terminal.ask("Choose")
        assert "s disputes (2)" in terminal.text
        terminal.send("s")
        terminal.ask("Number of whoever rules")
        terminal.child.sendcontrol("c")
        assert terminal.end() == 130
    assert not rulings(tmp_path)


def test_what_the_unit_does_not_have(tmp_path: Path) -> None:
    quarrel(tmp_path)
    for words_, said in ((("tidak-ada",), "tidak-ada"), (("--sasaran", "TRUK 9"), "TRUK 9"), (("--petugas", "0"), "0")):
        with putuskan(tmp_path, *words_) as terminal:
            assert terminal.end() == 2
            assert said in terminal.text
            assert "Nomor pemutus" not in terminal.text


def test_a_number_on_the_line_is_still_confirmed(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with putuskan(tmp_path, "--petugas", KABAG.number) as terminal:
        assert "KOMPOL, Joko Susilo, Kabag Ops. Benar?" in terminal.ask()
        assert "Nomor pemutus" in terminal.type("t")
        terminal.type(KABAG.number, "y")
        assert terminal.end("0", "0") == 0


def test_folders_that_may_not_be_written_are_named_before_any_question(tmp_path: Path) -> None:
    unit = quarrel(tmp_path / "unit")
    let_in(tmp_path)
    for folder in ("records", "definitions", "."):
        (unit.root / folder).chmod(0o777)
    for place in (unit.root / "records").iterdir():
        place.chmod(0o555)
    drop = "import os, pathlib, readline, sys, tempfile, filelock; from pilkada_check.cli import app, putuskan, unit; "
    drop += "unit.open_unit(pathlib.Path()); "
    drop += "os.setgid(65534); os.setuid(65534); " if os.geteuid() == 0 else ""
    run = f"{drop}from pilkada_check.cli.app import run; sys.exit(run(sys.argv[1:]))"
    with putuskan(unit.root, python=("-c", run)) as terminal:
        assert terminal.end() == 3, terminal.text
        assert "tidakdapatdibacaatauditulis." in "".join(terminal.text.split())
        assert "Nomor petugas" not in terminal.text
    assert not rulings(unit.root)
