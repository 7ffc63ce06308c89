"""`cek` at real terminals: whole walks, both languages, every width and encoding; the keys, and taking it up again."""

import json
import os
import re
import stat
from datetime import datetime
from pathlib import Path

import pyte
import pytest
import yaml
from terminal import (
    ANSWERS,
    JAM,
    LIST,
    NUMBER,
    OFFICERS,
    UNIT,
    Terminal,
    events,
    example_script,
    example_unit,
    journals,
    kinds,
    officer,
    sealed_values,
    small_unit,
    stored,
    tool,
    walk,
)

from pilkada_check.cli.choose import holding
from pilkada_check.model.events import Answered, Cancelled, Opened, Resumed

FORBIDDEN = re.compile(r"\b(error|gagal|sealed|record|target|null|invalid|none|true|false)\b|Traceback", re.IGNORECASE)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The small unit."""
    return small_unit(tmp_path / "unit")


def rows(terminal: Terminal) -> list[str]:
    """The screen as a terminal shows it now."""
    screen = pyte.Screen(terminal.columns, 40)
    pyte.ByteStream(screen).feed(terminal.raw)
    return [line.rstrip() for line in screen.display if line.strip()]


WHOLE = [
    ("id", 80, {}),
    ("id", 40, {"TERM": "dumb", "NO_COLOR": "1"}),
    ("en", 40, {"PYTHONIOENCODING": "cp1252"}),
    ("en", 80, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}),
    ("id", 30, {"PYTHONIOENCODING": "cp437"}),
]


@pytest.mark.parametrize(("lang", "columns", "env"), WHOLE, ids=[f"{lang}-{n}" for lang, n, _ in WHOLE])
def test_a_whole_walk_to_the_seal(tmp_path: Path, lang: str, columns: int, env: dict[str, str]) -> None:
    root = example_unit(tmp_path / "unit")
    words = ("cek", "perlengkapan", "--sasaran", "ton dalmas", "--jam", JAM, "--lang", lang)
    with Terminal(root, *words, columns=columns, env=env) as terminal:
        officer(terminal)
        shown = terminal.type(*example_script())
        assert ("CEK SELESAI" if lang == "id" else "CEK DONE") in shown
        assert terminal.end("y") == 0
        assert not terminal.too_wide()
        assert "\x1b" not in terminal.text
        assert (b"\x1b" in terminal.raw) == ("TERM" not in env)  # a dumb terminal gets no sequences at all
        if lang == "id":
            assert not FORBIDDEN.findall(terminal.text)
    (path,) = journals(root)
    values = {name: (value, outcome) for name, value, outcome in sealed_values(path)}
    assert len(values) == 24
    assert values["helm-phh"] == ({"b": 27, "rr": 2, "rb": 1, "ta": 0}, "fail")
    assert values["borgol"] == ({"b": 8, "rr": 2, "rb": 0, "ta": 0}, "remark")
    assert values["gas-kedaluwarsa"] == ("2024-12-31", "remark")
    assert sorted(outcome for _, outcome in values.values()) == ["fail", *["ok"] * 21, *["remark"] * 2]
    judged = json.loads(tool(root, "ringkasan", "--format", "json", "--per", "24/11/2024 23.00").stdout)
    (part,) = [one for one in judged["parts"] if one["list"] == "perlengkapan" and one["answered"]]
    assert (part["readiness"], part["answered"], part["asked"]) == ("not_ready", 24, 24)


def test_the_screens_of_the_walk(tmp_path: Path) -> None:
    """At 80 columns, as shared with officers: question, refusal, read back, the requirement only then."""
    root = example_unit(tmp_path / "unit")
    with Terminal(root, "cek", "perlengkapan", "--sasaran", "Ton Dalmas", "--jam", JAM) as terminal:
        officer(terminal)
        terminal.type("lengkap", "27 2 1", "y", "t", "Bag Log", "25/11 15")
        assert rows(terminal)[:18] == [
            "CEK Perlengkapan - Ton Dalmas                       24 butir, kira-kira 45 menit",
            "Nomor petugas > 00010001",
            "  IPDA, Petugas Contoh A, Kanit Dalmas. Benar? (y/t) > y",
            "  Perlu dibawa: senter, daftar sprin, kunci gudang.",
            "  Boleh berhenti kapan saja: .q; bantuan: .?",
            "Perlengkapan / Lapangan apel                                     butir 1 dari 24",
            "[KRITIS] Helm PHH: buka-tutup kaca satu per satu. Hitung B, RR, RB, TA.",
            "  Kaca pecah, buram, macet atau tali dagu putus = RR.",
            "  B RR RB TA > lengkap",
            "  Belum tercatat. Tulis angka. Contoh: 27 2 1 0",
            "  B RR RB TA > 27 2 1",
            "  B 27, RR 2, RB 1, TA 0, jumlah 30. Benar? (y/t) > y",
            "  Wajib 30. Baik 27. RR 2 boleh dipakai atas tanggung jawab? jabatan, atau t",
            "  > t",
            "  [KRITIS] TIDAK SESUAI, kurang 3. Tercatat 20.04.",
            "  Siapa memperbaiki (.n: belum tahu) > Bag Log",
            "  Paling lambat (contoh 25/11 15.00) > 25/11 15",
            "  Tindak lanjut: Bag Log, Senin 25/11 15.00.",
        ]


def test_the_screens_of_a_narrow_walk(tmp_path: Path) -> None:
    root = example_unit(tmp_path / "unit")
    words = ("cek", "perlengkapan", "--sasaran", "Ton Dalmas", "--jam", JAM)
    with Terminal(root, *words, columns=40) as terminal:
        officer(terminal)
        before = len(rows(terminal)) - 1
        terminal.type("lengkap", "27 2 1", "y", "t")
        assert rows(terminal)[before - 6 :] == [
            "Lapangan apel                       1/24",
            "KRITIS",
            "Helm PHH: buka-tutup kaca satu per satu.",
            "Hitung B, RR, RB, TA.",
            "(Kaca pecah, buram, macet atau tali dagu",
            "putus = RR.)",
            "B RR RB TA > lengkap",
            "Belum tercatat.",
            "Tulis angka.",
            "Contoh: 27 2 1 0",
            "B RR RB TA > 27 2 1",
            "B 27, RR 2, RB 1, TA 0, jumlah 30.",
            "Benar? y/t > y",
            "Wajib 30. Baik 27.",
            "RR 2 boleh dipakai atas tanggung",
            "jawab? jabatan, atau t > t",
            "[KRITIS] TIDAK SESUAI, kurang 3. (20.04)",
            "Siapa memperbaiki >",
        ]


@pytest.mark.parametrize("both", ["in", "out", "neither"])
def test_without_a_terminal_it_refuses_at_once(unit: Path, both: str) -> None:
    if both == "neither":
        done = tool(unit, "cek", "uji")
        assert done.returncode == 2
        assert "ringkasan --format json" in done.stderr
        return
    redirect = "</dev/null" if both == "in" else "| cat"
    script = f'"$0" -m pilkada_check cek uji {redirect}; exit ${{PIPESTATUS[0]}}'
    with Terminal(unit, python=(), before=("bash", "-c", script)) as terminal:
        assert terminal.end() == 2
        assert "perlu terminal" in terminal.text
    assert not (unit / ".device").exists()
    assert not journals(unit)


@pytest.mark.parametrize("leave", [".q", "\x04", "\x03"], ids=["q", "ctrl-d", "ctrl-c"])
def test_what_is_no_answer_makes_no_record(unit: Path, leave: str) -> None:
    """Case C14, to the disk: Enter, moving, help and leaving at a count, a condition and a date."""
    with walk(unit) as terminal:
        for item in (".3", ".4", ".5"):
            terminal.type(item, "", ".k", item, ".?", ".d", ".zz", ".99", ".c", item, ".tb", item, "12 13", ".7 30")
        terminal.child.send(leave + ("\r" if leave == ".q" else ""))
        assert terminal.end() == (0 if leave == ".q" else 130)
        assert "Belum ada jawaban; tidak ada yang dicatat." in terminal.text
    assert not journals(unit)


def test_every_way_out_before_the_first_question(unit: Path) -> None:
    for lines, code in (([".q"], 0), ([NUMBER, ".q"], 0), ([NUMBER, "t", ".q"], 0)):
        with Terminal(unit, "cek", "--jam", JAM) as terminal:
            terminal.ask()
            assert terminal.end(*lines) == code
    with Terminal(unit, "cek", "--jam", JAM) as terminal:
        terminal.ask("Nomor petugas")
        terminal.type("", "", ".k", "tanpa angka")
        assert "Belum tercatat. .k tidak dipakai di sini; .q keluar." in terminal.text
        terminal.child.send("\x04")
        assert terminal.end() == 130
    assert not journals(unit)


def test_an_officer_who_is_not_on_file_says_who_he_is(unit: Path) -> None:
    with Terminal(unit, "cek", "--jam", JAM) as terminal:
        terminal.ask("Nomor petugas")
        terminal.type("0001 0009", "t", "00010009", "y", "Joko [red] Susilo", "7", "BRIPTU", "Anggota")
        terminal.type("y")
        assert terminal.end(".q") == 0
    opened = events(journals(unit)[0])[0]
    assert isinstance(opened, Opened)
    assert (opened.officer.number, opened.officer.name) == ("00010009", "Joko [red] Susilo")
    assert (opened.officer.rank, opened.officer.post) == ("BRIPTU", "Anggota")


def test_the_record_as_it_lies_on_the_disk(unit: Path) -> None:
    """Format, clock, definition, private modes."""
    with walk(unit) as terminal:
        terminal.type(*ANSWERS)
        assert terminal.end("y") == 0
    (path,) = journals(unit)
    assert kinds(path) == ["opened", *["answered"] * 6, "sealed"]
    opened, *answers, sealed = events(path)
    assert isinstance(opened, Opened)
    assert (opened.round, opened.list, opened.target, opened.clock) == ("cek", "uji", "unit", "typed")
    assert (opened.unit, opened.officer.number, opened.source, opened.independent) == (
        ("Polres Uji",), NUMBER, "screen", None,
    )  # fmt: skip
    assert opened.device == (unit / ".device").read_text().strip()
    assert isinstance(opened.raw, datetime)
    assert opened.at.isoformat() == "2024-11-24T20:04:00+08:00"
    times = [opened.at, *(one.at for one in answers), sealed.at]
    assert times == sorted(times)
    assert all(isinstance(one, Answered) and isinstance(one.raw, datetime) for one in answers)
    kept = unit / "definitions" / opened.definition
    assert kept.read_bytes() == (unit / "checklists" / "uji.yaml").read_bytes()
    if os.name == "posix":
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (journals(unit)[0], kept, unit / ".device")}
        assert set(modes.values()) == {0o600}
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, kept.parent)} == {0o700}


def test_taking_it_up_again(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y", "30 0 0", "y")
        terminal.end(".q")
        assert "Tersimpan: 2 dari 6 butir.\nLanjutkan dengan: pilkada-check cek uji" in terminal.text
    (path,) = journals(unit)
    before = path.read_bytes()
    with Terminal(unit, "cek", "uji", "--jam", "24/11/2024 22.41", "--petugas", "0001 0001") as terminal:
        terminal.ask()
        shown = terminal.type("y")
        assert re.search("Catatan belum selesai: CEK Daftar uji, .*, Kanit Dalmas\n", shown)
        assert "2 dari 6 butir, terakhir 20.04 (2 jam lalu). Butir 3 belum sempat tercatat." in shown
        assert "Jawaban terakhir yang tersimpan: 2. Helm = 30 0 0 0" in shown
        assert "1 lanjutkan   2 mulai baru" in shown
        assert terminal.type("", "3").endswith("Pilih > ")
        assert terminal.end("0") == 0
    assert path.read_bytes() == before
    with walk(unit) as terminal:
        terminal.type("1", *ANSWERS[3:])
        assert terminal.end("y") == 0
    assert kinds(path) == ["opened", "answered", "answered", "resumed", *["answered"] * 4, "sealed"]
    assert len(journals(unit)) == 1


def test_starting_anew_closes_the_old_one_as_cancelled(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("t", ".n")
        terminal.end(".q")
    with walk(unit) as terminal:
        assert "1 jawaban tidak berlaku lagi. Mulai baru? (y/t)" in terminal.type("2")
        assert "1 lanjutkan   2 mulai baru" in terminal.type("t")
        terminal.type("2", "y", "y")
        terminal.end(".q")
    old, new = journals(unit)
    cancelled = events(old)[-1]
    assert isinstance(cancelled, Cancelled)
    assert cancelled.reason
    opened = events(new)[0]
    assert isinstance(opened, Opened)
    assert opened.seen == (old.stem[-26:],)
    assert [one.value for one in events(new) if isinstance(one, Answered)] == [True]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("cek", "--segel"), "Tidak ada catatan yang belum disegel: CEK Daftar uji"),
        (("ricek", "--segel", "--lang", "en"), "There is no open record to seal: RICEK Daftar uji"),
        (("ricek", "--bagian", "9", "--semua"), "Tidak ada bagian 9. Yang ada: Lapangan, Gudang."),
    ],
)
def test_what_cannot_be_is_refused_before_any_question(unit: Path, words: tuple[str, ...], told: str) -> None:
    with Terminal(unit, *words, "--jam", JAM) as terminal:
        assert terminal.end() in {2, 3}
        assert told in " ".join(terminal.text.split())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_left_before_the_first_question_it_says_that_nothing_was_recorded(unit: Path, lang: str) -> None:
    with Terminal(unit, "cek", "--jam", JAM, "--lang", lang) as terminal:
        assert terminal.end(".q") == 0
        assert {"id": "Tidak ada yang dicatat.", "en": "Nothing was recorded."}[lang] in terminal.text
    assert not journals(unit)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_number_whose_zeros_a_spreadsheet_took_off_is_named(unit: Path, lang: str) -> None:
    (unit / "petugas.csv").write_text(OFFICERS.replace(NUMBER, NUMBER.lstrip("0")), "utf-8")
    with Terminal(unit, "cek", "--jam", JAM, "--lang", lang) as terminal:
        terminal.ask()
        shown = " ".join(terminal.type(NUMBER).split())
        assert {"id": "petugas.csv berisi 10001: Excel", "en": "petugas.csv has 10001: a spreadsheet"}[lang] in shown
        terminal.type("t")
        assert "Petugas Satu" in terminal.type("10001")


def test_only_the_same_number_goes_on_and_others_are_named(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    with Terminal(unit, "cek", "--jam", JAM, "--petugas", "00010002") as terminal:
        terminal.ask()
        shown = terminal.type("y")
        assert "Juga belum selesai di sini: Kanit Dalmas, 1 jawaban. Hanya petugas itu" in shown
        terminal.type("y")
        terminal.end(".q")
    assert [kinds(path) for path in journals(unit)] == [["opened", "answered"]] * 2
    with Terminal(unit, "cek", "--segel", "--jam", JAM, "--petugas", "00010009") as terminal:
        terminal.ask()
        assert terminal.end("y", "Joko Susilo", "BRIPTU", "Anggota") == 3
        assert "Tidak ada catatan petugas ini yang belum disegel" in terminal.text


def test_one_officer_per_section(unit: Path) -> None:
    for number, section, answers in (
        (NUMBER, "1", ANSWERS[:4]),
        ("00010002", "gudang", ANSWERS[4:]),
    ):
        with Terminal(unit, "cek", "uji", "--bagian", section, "--jam", JAM, "--petugas", number) as terminal:
            terminal.ask()
            shown = terminal.type("y", *answers)
            assert "3 butir\n" in terminal.text
            assert ("KOSONG" in shown) == (section == "1")
            assert terminal.end("y") == 0
            assert ("Keadaan: SIAP\n" in terminal.text) == (section != "1")
    assert [kinds(path) for path in journals(unit)] == [["opened", *["answered"] * 3, "sealed"]] * 2
    done = tool(unit, "ringkasan", "--format", "json", "--per", "24/11/2024 23.00")
    assert (done.returncode, json.loads(done.stdout)["readiness"]) == (0, "ready")


def test_gaps_are_named_and_may_be_sealed_or_filled(unit: Path) -> None:
    with walk(unit) as terminal:
        shown = terminal.type(".n", "30 0 0", "y", "13", ".n", ".n", "045/BA")
        assert "Kosong: butir 1, 4, 5.\n1 isi sekarang   2 akhiri, biarkan kosong" in shown
        shown = terminal.type("1", "y", ".n", ".n")
        assert "Kosong: butir 4, 5." in shown
        shown = terminal.type("2")
        assert "KOSONG: Rem truk; Gas air mata" in shown
        assert "Keadaan: BELUM LENGKAP (2 butir tanpa jawaban yang berlaku)" in shown
        shown = terminal.type(".4")  # back into the walk from the question of the seal
        assert "Rem truk: uji jalan" in shown
        terminal.type("b", "2")
        assert terminal.end("t") == 0
        assert "Belum disegel. Nanti: pilkada-check cek uji --segel" in terminal.text
    assert kinds(journals(unit)[0])[-1] == "answered"
    with Terminal(unit, "cek", "uji", "--segel", "--jam", JAM) as terminal:
        shown = officer(terminal)
        assert "KOSONG: Gas air mata" in shown
        terminal.type("")
        assert terminal.end("y") == 0
        assert "Disegel dan tersimpan:" in terminal.text
    assert kinds(journals(unit)[0])[-1] == "sealed"


def test_findings_are_walked_again_and_nothing_else(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type(
            "y", "28 2 0", "y", "Kanit", "Bag Log", "25/11 15", "12", ".n", "rr", "lampu redup", ".n", "045/BA", "2"
        )
        assert terminal.end("y") == 0
    with walk(unit, "--temuan") as terminal:
        assert "3 butir\n" in terminal.text  # the accepted RR with its follow-up, the fail, the gap; not the remark
        terminal.type("30 0 0", "y", "13", "03/2026")
        assert "Tersimpan" not in terminal.text
        assert terminal.end("y") == 0
    with Terminal(unit, "cek", "uji", "--temuan", "--jam", JAM) as terminal:
        assert terminal.end() == 0
        assert "Tidak ada yang perlu dicek lagi di sini." in terminal.text
    done = json.loads(tool(unit, "ringkasan", "--format", "json", "--per", "24/11/2024 23.00").stdout)
    assert {reason["code"] for reason in done["parts"][0]["reasons"]} == {"remark"}


def test_findings_in_a_record_that_is_still_open(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y", "28 0 2", "y", ".n", *ANSWERS[3:])
        terminal.end(".q")
        assert "Belum disegel. Nanti:" in terminal.text
    with walk(unit, "--temuan") as terminal:
        shown = terminal.type("1")
        assert "Tersimpan: 28 0 2 0. Jawaban baru menggantikannya" in shown
        shown = terminal.type("28 0 2", "y")  # looked at again, and still so
        assert "TIDAK SESUAI, kurang 2." in shown
        terminal.type("Bag Log", "25/11 15")
        assert terminal.end("t") == 0
    assert [name for name, _ in stored(unit)].count("helm") == 4


def test_a_list_edited_between(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type(*ANSWERS[:4])
        terminal.end(".q")
    path = unit / "checklists" / "uji.yaml"
    path.write_text(LIST.replace("Megafon: terdengar?", "Megafon: terdengar 50 m?"), encoding="utf-8")
    with walk(unit) as terminal:
        assert "Daftar diubah sejak itu; semua jawaban tetap berlaku." in terminal.text
        terminal.end("0")
    path.write_text(LIST.replace('">= satuan"', '">= satuan + 1"'), encoding="utf-8")
    with walk(unit) as terminal:
        assert "Daftar diubah sejak itu; 1 jawaban ditanyakan lagi." in terminal.text
        assert "2 dari 6 butir" in terminal.text
        terminal.type("1", "14", *ANSWERS[4:])
        assert terminal.end("y") == 0
    assert len(list((unit / "definitions").iterdir())) == 2
    resumed = [one for one in events(journals(unit)[0]) if isinstance(one, Resumed)]
    assert [one.definition for one in resumed] == [
        name.name for name in (unit / "definitions").iterdir() if name.read_bytes() == path.read_bytes()
    ]
    done = json.loads(tool(unit, "ringkasan", "--format", "json", "--per", "24/11/2024 23.00").stdout)
    assert done["parts"][0]["readiness"] == "ready"


def test_answers_too_old_by_now_are_asked_again(tmp_path: Path) -> None:
    root = small_unit(tmp_path / "unit", LIST.replace("ricek: none", "ricek: none\ndue: [H-3, H-1]\nvalid_for: 12h"))
    with walk(root) as terminal:
        terminal.type(*ANSWERS[:4])
        terminal.end(".q")
    with Terminal(root, "cek", "--jam", "25/11/2024 08.00") as terminal:  # opened and left: no answer is newer for it
        officer(terminal)
        terminal.type("1")
        terminal.end(".q")
    with Terminal(root, "cek", "--jam", "25/11/2024 08.10") as terminal:
        officer(terminal)
        assert "3 jawaban sudah terlalu lama dan ditanyakan lagi." in terminal.text
        assert "terakhir 24/11 20.04 (12 jam lalu)" in terminal.text
        terminal.type("1", *ANSWERS)
        assert terminal.end("y") == 0
    assert len(stored(root)) == 9


def test_an_item_that_a_fact_hides_and_shows_again(tmp_path: Path) -> None:
    """Case C15: hidden it neither counts nor blocks, a fail of it is named; shown again it counts as it stood."""
    text = LIST.replace('need: ">= satuan"}', 'need: ">= 1", when: satuan > 0}')
    root = small_unit(tmp_path / "unit", text)

    def fact(value: int) -> None:
        (root / "pilkada.yaml").write_text(yaml.safe_dump({**UNIT, "facts": {"satuan": value}}), encoding="utf-8")

    def verdict() -> tuple[str, list[tuple[str, str]]]:
        done = json.loads(tool(root, "ringkasan", "--format", "json", "--per", "24/11/2024 23.00").stdout)
        (part,) = done["parts"]
        return part["readiness"], [(one["code"], one.get("item", "")) for one in part["reasons"]]

    with walk(root) as terminal:
        terminal.type(*ANSWERS[:3], "0", ".n", *ANSWERS[4:])
        assert terminal.end("y") == 0
    assert verdict() == ("conditional", [("fail", "senter")])
    fact(0)
    assert verdict() == ("conditional", [("dropped", "senter")])
    with Terminal(root, "cek", "--temuan", "--jam", JAM) as terminal:
        assert terminal.end() == 0
        assert "Tidak ada yang perlu dicek lagi di sini." in terminal.text
    with walk(root) as terminal:
        assert "5 butir\n" in terminal.text
        shown = terminal.type(".d")
        assert "Senter" not in shown
        terminal.end(".q")
    fact(13)
    assert verdict() == ("conditional", [("fail", "senter")])
    with walk(root, "--temuan") as terminal:
        assert "1 butir\n" in terminal.text
        terminal.type("13")
        assert terminal.end("y") == 0
    assert verdict() == ("ready", [])


def test_a_fact_nobody_gave_is_named_at_the_start_and_after_the_answer(tmp_path: Path) -> None:
    root = small_unit(tmp_path / "unit", facts={"tni": 1})
    with walk(root) as terminal:
        assert "Data satuan yang belum ada" in terminal.text
        assert "[satuan] belum diisi" in terminal.text
        terminal.type("y", "30 0 0", "y")
        shown = terminal.type("13")
        assert re.search(r"Tercatat 20\.04\. BELUM DAPAT DINILAI: [^.]*\[satuan\] belum", shown)
        assert stored(root)[-1] == ("senter", 13)
        shown = " ".join(terminal.type("b", ".n", "045/BA", "2").split())
        assert "BELUM LENGKAP (1 butir tanpa jawaban yang berlaku, 1 butir belum dapat dinilai)" in shown


def test_of_many_missing_facts_the_first_are_named_before_the_walk(tmp_path: Path) -> None:
    names = ("tni", "bko", "cadangan", "ht", "repeater", "dishub", "satpolpp")
    items = "".join(f'      - {{id: {name}, text: "{name}?", type: count, need: ">= {name}"}}\n' for name in names)
    with walk(small_unit(tmp_path / "unit", LIST.rstrip() + "\n" + items)) as terminal:
        assert terminal.text.count("] belum diisi") == 5
        assert "    dan 2 lagi\n" in terminal.text


HOSTILE = "[red]a[/x] {b} %s \\n \u202ekiri 日本 é"


def test_texts_that_mean_harm_are_shown_and_kept_as_they_are(tmp_path: Path) -> None:
    text = LIST.replace('"Megafon: terdengar?"', "'[red]Megafon[/x] 日本 {x} \\x1b: terdengar?'")
    root = small_unit(tmp_path / "unit", text.replace("title: Lapangan", 'title: "[b]Lapangan"'))
    officers = f'nomor,nama,pangkat,jabatan\n{NUMBER},"[red]Dua","{{0}}","Kanit [/red]"\n'
    (root / "petugas.csv").write_text(officers, encoding="utf-8")
    with walk(root, columns=40) as terminal:
        assert "{0}, [red]Dua, Kanit [/red]." in " ".join(terminal.text.split())
        assert "[b]Lapangan" in terminal.text
        assert "[red]Megafon[/x] 日本 {x} \\x1b:" in terminal.text
        terminal.type("t")
        shown = terminal.type(HOSTILE, "25/11 15")
        kept = HOSTILE.replace("\u202e", "")
        assert " ".join(kept.split()) in " ".join(shown.split())
        assert "\u202e" not in shown.split("Tindak lanjut")[1]
        for typed in (b"\x16\x1b]0;x\x07", b"\x16\x01"):
            terminal.child.send(typed + b"\r")
            assert "Ada tombol yang bukan huruf atau angka." in " ".join(terminal.ask().split())
        assert not [line for line in terminal.too_wide() if "> " not in line]  # what was typed may go on below
    follow = [one.follow_up for one in events(journals(root)[0]) if isinstance(one, Answered)][-1]
    assert follow is not None
    assert follow.owner == kept


def test_bytes_that_are_no_text_are_refused(unit: Path) -> None:
    """In a UTF-8 terminal readline drops them itself; elsewhere they reach us."""
    with walk(unit, env={"LC_ALL": "C"}) as terminal:
        terminal.child.send(b"caf\xe9\r")
        assert "Belum tercatat. Ada tombol yang bukan huruf atau angka." in terminal.ask()
        terminal.type("y", "30 0 0", "y", "13", "b", "03/2026")
        terminal.child.send("b\u00e9 045\r".encode())
        terminal.ask()
    assert stored(unit)[-1] == ("sprin", "bé 045")


def test_nothing_typed_before_comes_back(unit: Path) -> None:
    """Arrow-up, Ctrl-P, Ctrl-R and Tab bring neither an earlier answer nor names of files."""
    with walk(unit) as terminal:
        terminal.type("y", "30 0 0", "y")
        for keys in ("\x1b[A", "\x10", "\x1b[A\x1b[A\x1b[B", "\x1bOA", "\t", "\x12\x07"):
            terminal.child.send(keys + "\r")
            shown = terminal.ask()
            assert "30 0" not in shown
            assert "Senter" in shown  # Enter alone: the question again
        terminal.child.send("1\x083\x01\x0b13\r")  # a line may be mended before Enter
        assert "SESUAI" in terminal.ask()
    assert stored(unit)[-1] == ("senter", 13)


def test_a_terminal_that_a_killed_program_left_mute_speaks_again(unit: Path) -> None:
    command = 'stty raw -echo; exec "$0" -m pilkada_check cek --jam "24/11/2024 20.04"'
    with Terminal(unit, python=(), before=("sh", "-c", command)) as terminal:
        terminal.ask("Nomor petugas")
        assert terminal.type(NUMBER).startswith(f"{NUMBER}\n")
        assert "\n[KRITIS] Megafon" in terminal.type("y")
        terminal.child.send("\x03")
        assert terminal.end() == 130


def test_several_pasted_lines_are_one_answer(unit: Path) -> None:
    """They never answer questions that nobody has seen; the text of an item takes them as one line."""
    with walk(unit) as terminal:
        terminal.type("y", "30 0 0", "y")
        assert b"\x1b[?2004h" in terminal.raw  # it asks the terminal to mark what is pasted
        terminal.child.send("\x1b[200~Senter:\r13\rb\r03/2026\r\x1b[201~\r")
        assert "Belum tercatat." in terminal.ask()
        assert len(stored(unit)) == 2
        terminal.type("13", "b", "03/2026")
        terminal.child.send("\x1b[200~045/BA\rXI\x1b[201~\r")
        terminal.ask()
    assert stored(unit)[-1] == ("sprin", "045/BA XI")


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_no_encoding_breaks_it(tmp_path: Path, encoding: str) -> None:
    """Case C19: stand-ins, no traceback, the exit code as documented; a failing command too."""
    root = small_unit(tmp_path / "unit", LIST.replace("Megafon:", "Megafon ≥ 50 m – “日本”:"))
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C"}
    with walk(root, env=env) as terminal:
        assert re.search('Megafon (>=|≥) 50 m [-–] ["“]', terminal.text)
        terminal.type("y")
        assert terminal.end(".q") == 0
        assert "Traceback" not in terminal.text
    with Terminal(root, "cek", "tidak-ada-–", env=env) as terminal:
        assert terminal.end() == 2
        assert "Tidak ada daftar tidak-ada-" in terminal.text
    assert stored(root) == [("megafon", True)]


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura", "UTC", "America/Anchorage"])
def test_days_and_hours_are_the_units_wherever_the_computer_thinks_it_is(unit: Path, zone: str) -> None:
    """Case C11."""
    with walk(unit, env={"TZ": zone}) as terminal:
        terminal.type("t")
        assert "Tercatat 20.04." in terminal.text
        terminal.type("Bag Log", "25/11")
        assert "Tindak lanjut: Bag Log, Senin 25/11 23.59." in terminal.text
    first = [one for one in events(journals(unit)[0]) if isinstance(one, Answered)][-1]
    assert first.at.isoformat().startswith("2024-11-24T20:04")
    assert first.follow_up is not None
    assert first.follow_up.due is not None
    assert first.follow_up.due.isoformat() == "2024-11-25T23:59:00+08:00"


def test_a_walk_at_thirty_columns(unit: Path) -> None:
    with walk(unit, columns=30) as terminal:
        terminal.type("y", "28 2 0", "y", "t", ".?", ".d", "Bag Log", "25/11", "13", "rr", "lampu", "12/2024", "045/BA")
        assert terminal.end("y") == 0
        assert not terminal.too_wide()


def test_a_due_moment_about_to_begin_is_named(tmp_path: Path) -> None:
    """Rules.md 30: what is answered before it will not count for it."""
    root = small_unit(tmp_path / "unit", LIST.replace("ricek: none", "ricek: none\ndue: [H-1, H 05.30-07.30]"))
    for jam, named in (("27/11/2024 03.00", False), ("27/11/2024 04.50", True), ("27/11/2024 05.31", False)):
        with Terminal(root, "cek", "--jam", jam) as terminal:
            officer(terminal)
            assert ("H 05.30-07.30 mulai pukul 05.30" in " ".join(terminal.text.split())) == named
            terminal.end(".q")


def test_a_damaged_record_is_named_and_left_alone(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y", "30 0 0", "y")
        terminal.end(".q")
    (path,) = journals(unit)
    damaged = path.read_bytes().replace(b'"megafon"', b'"megafon')
    path.write_bytes(damaged)
    with walk(unit) as terminal:
        assert "Rusak, jadi tidak bisa dilanjutkan: Kanit Dalmas, 1 jawaban" in terminal.text
        terminal.type("y")
        terminal.end(".q")
    assert path.read_bytes() == damaged
    assert len(journals(unit)) == 2


def test_what_another_program_changed_is_not_written_to(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        (path,) = journals(unit)
        path.write_bytes(path.read_bytes() + b"\n")
        terminal.type("30 0 0")
        assert terminal.end("y") == 3
        assert "Diubah program lain" in terminal.text
        assert "Tercatat" not in terminal.text.split("jumlah 30")[1]
    assert path.read_bytes().endswith(b"}\n\n")


TABLE = "id,dicoret\n" + "".join(f"TPS {number:03},{'pindah' if number == 3 else ''}\n" for number in range(1, 31))


def test_finding_the_target_among_many(tmp_path: Path) -> None:
    text = LIST.replace("for: unit", "for: tps").replace(">= satuan", ">= 13")
    root = small_unit(tmp_path / "unit", text, targets={"tps": "targets/tps.csv"})
    (root / "targets").mkdir()
    (root / "targets" / "tps.csv").write_text(TABLE, encoding="utf-8")
    with Terminal(root, "cek", "--jam", JAM) as terminal:
        terminal.ask("Beberapa huruf namanya, nomornya")
        assert "Belum tercatat. Tidak ada nama seperti itu." in terminal.type("xyz")
        shown = terminal.type("s 02")
        assert "1 TPS 020" in shown
        shown = terminal.type("9")
        assert "CEK Daftar uji - TPS 028" in shown
        assert terminal.end(".q") == 0
    with Terminal(root, "cek", "--jam", JAM) as terminal:
        terminal.ask()
        assert "CEK Daftar uji - TPS 007" in terminal.type("tps 7")
        terminal.end(".q")
    for name, said in (
        ("TPS 003", "TPS 003 dicoret: pindah"),
        ("S 01", "bisa berarti"),
        ("Pasar", "Tidak ada sasaran"),
    ):
        with Terminal(root, "cek", "--sasaran", name, "--jam", JAM) as terminal:
            assert terminal.end() == 2
            assert said in terminal.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("loktuan 12", ["Loktuan 012"]),
        ("lok 012", ["Loktuan 012"]),
        ("LOKTUAN-12", ["Loktuan 012"]),
        ("12", ["Loktuan 012", "Tanjung Laut Indah 012"]),
        ("indah", ["Tanjung Laut Indah 012"]),
        ("tanjung laut 1", ["Tanjung Laut 001"]),
        ("indah tanjung", []),
        ("aut", ["Tanjung Laut 001", "Tanjung Laut Indah 012"]),  # in the middle of a word, where no word begins so
        ("loktuan 1", ["Loktuan 001"]),  # a number is whole
        ("loktuan01", ["Loktuan 001"]),
        ("-", []),
    ],
)
def test_letters_and_number_find_a_name(text: str, found: list[str]) -> None:
    names = ["Loktuan 001", "Loktuan 012", "Loktuan 112", "Tanjung Laut 001", "Tanjung Laut Indah 012"]
    assert holding(text, names) == found


def test_several_lists_are_a_menu_on_one_line(tmp_path: Path) -> None:
    root = small_unit(tmp_path / "unit", lists=["uji", "dua"])
    (root / "checklists" / "dua.yaml").write_text(
        LIST.replace("id: uji", "id: dua").replace("Daftar uji", "Daftar dua")
    )
    with Terminal(root, "cek", "--jam", JAM) as terminal:
        assert "1 Daftar uji   2 Daftar dua\n" in terminal.ask()
        for typed in ("3", "daftar"):
            said = " ".join(terminal.type("", typed).split())
            assert "Belum tercatat. Ketik nomor barisnya, atau huruf yang hanya ada di baris itu. Contoh: 1" in said
        assert "CEK Daftar dua" in terminal.type("dua")
        terminal.end(".q")


def test_a_list_has_the_same_number_in_every_menu(tmp_path: Path) -> None:
    root = small_unit(tmp_path / "unit", lists=["uji", "dua", "tiga"])
    for name in ("dua", "tiga"):
        text = LIST.replace("id: uji", f"id: {name}").replace("Daftar uji", f"Daftar {name}")
        (root / "checklists" / f"{name}.yaml").write_text(text.replace("ricek: none", "ricek: all"))
    with Terminal(root, "ricek", "--semua", "--jam", JAM) as terminal:
        assert "1 Daftar uji   2 Daftar dua   3 Daftar tiga\n" in terminal.ask()
        terminal.end(".q")
    with Terminal(root, "ricek", "--jam", JAM) as terminal:
        assert "2 Daftar dua   3 Daftar tiga\n" in terminal.ask()
        assert "Belum tercatat." in terminal.type("1")
        assert "dua" in terminal.type("2")
        terminal.end(".q")
