"""`lapor` at a terminal and without one: recorded first, ready to send, followed; out of a walk, on the board."""

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
import yaml
from journals import opened
from msgspec.structs import replace
from terminal import JAM, LIST, NUMBER, Terminal, journals, kinds, officer, small_unit, stored, tool, walk
from test_reports import name, reported, step

from pilkada_check.files.journal import Journal
from pilkada_check.files.names import record_path
from pilkada_check.files.reports import append, create, path_of, put, read_reports
from pilkada_check.model.events import By
from pilkada_check.model.reports import Acknowledged, Closed, Handled, Reported, Sent, decode, encode
from pilkada_check.rules.reports import Report, read, state
from pilkada_check.views.lines import cells

POSKO = {"name": "Posko Pilkada", "phone": "110"}
NOW = "26/11/2024 17.40"
SCREEN = """\
*LAPORAN KERAWANAN* nomor 14
TPS Loktuan 012, 26 November 2024 pukul 17.40 WITA
Uraian : dua kendaraan tak dikenal mengamati TPS sejak 17.10
Tindakan : patroli dialihkan, Padal 3
Mohon petunjuk. PAM TPS Loktuan 012
"""
GUARD = "nomor,nama,pangkat,jabatan\n00010012,Petugas Contoh,BRIPKA,PAM TPS Loktuan 012\n"
WHAT = "dua kendaraan tak dikenal mengamati TPS"
SAID = [WHAT, "loktuan 12", "17.10", "patroli dialihkan, Padal 3", "1", "00010012", "y"]
RISKS = (
    LIST
    + """
  - title: Sekitar
    items:
      - {id: paslon, text: "Dekat rumah paslon atau posko tim kampanye?", type: risk}
      - {id: tikus, text: "Ada jalan tikus ke gudang senjata?", type: risk, sensitive: true}
      - id: apel
        text: Rincian seluruh anggota.
        type: breakdown
        parts: {hadir: hadir, sakit: sakit}
        total: satuan
"""
)
NO = {"id": "t", "en": "no"}


def unit(root: Path, text: str = LIST, **fields: object) -> Path:
    """The small unit, with a posko and a table of polling stations."""
    small_unit(root, text, posko=POSKO, targets={"tps": "targets/tps.csv"}, **fields)
    (root / "targets").mkdir()
    (root / "targets" / "tps.csv").write_text("id\nLoktuan 012\nGuntung 003\n", encoding="utf-8")
    (root / "petugas.csv").write_text(GUARD + f"{NUMBER},Petugas Satu,IPDA,Kanit Dalmas\n", encoding="utf-8")
    return root


def found(root: Path) -> list[Report]:
    """Every report, each of which must be whole."""
    ones = []
    for report_id, data in read_reports(root):
        assert isinstance(data, bytes)
        assert data.endswith(b"\n")
        one = read(data, report_id)
        assert one is not None
        assert one.first is not None
        assert not one.odd
        ones.append(one)
    return ones


def only(root: Path) -> Report:
    [one] = found(root)
    return one


def first(root: Path) -> Reported:
    one = only(root).first
    assert one is not None
    return one


def lapor(root: Path, *words: str, **options: Any) -> Terminal:  # noqa: ANN401 - those of Terminal
    """A `lapor` at its first question."""
    terminal = Terminal(root, "lapor", "--jam", NOW, *words, **options)
    terminal.ask()
    return terminal


def told(root: Path, *lines: str, answer: str = "0", words: tuple[str, ...] = ()) -> str:
    """A whole report; what was shown."""
    with lapor(root, *words) as terminal:
        assert terminal.end(*(lines or SAID), answer) == 0
        return terminal.text


# ---- the verb


def test_the_message_is_that_of_the_screens(tmp_path: Path) -> None:
    unit(tmp_path)
    put(tmp_path, name(13), encode(reported(13)))
    shown = told(tmp_path)
    assert SCREEN in shown
    assert re.search(r'lapor --nomor 14 --terkirim --jam "26/11/2024 17\.4\d"', shown)
    assert "Posko Pilkada (110)" in shown
    last = max(found(tmp_path), key=lambda one: one.id).first
    assert last is not None
    assert (last.number, last.where, last.target, last.clock) == (14, "TPS Loktuan 012", "Loktuan 012", "typed")
    assert last.since is not None
    assert last.since.isoformat() == "2024-11-26T17:10:00+08:00"
    assert last.officer == By("00010012", "Petugas Contoh", "BRIPKA", "PAM TPS Loktuan 012")
    assert tool(tmp_path, "lapor", "--nomor", "14", "--pesan").stdout == SCREEN


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_question_refuses_what_says_nothing_and_fits_the_screen(tmp_path: Path, lang: str, columns: int) -> None:
    unit(tmp_path)
    hour = "17.10" if lang == "id" else "17:10"
    tomorrow = f"{'besok' if lang == 'id' else 'tomorrow'} {hour}"
    typed = [
        "", "ada", "1234", "mobil asing", "", "ok", "balai desa", "", "x", tomorrow, "-", "", "ok", "belum", "", "4",
        "3", "", "0000", NUMBER, NO[lang], "Padal 3", "", "0",
    ]  # fmt: skip
    with lapor(tmp_path, "--lang", lang, columns=columns) as terminal:
        assert terminal.end(*typed) == 0
        message = tool(tmp_path, "lapor", "--nomor", "1", "--pesan", "--lang", lang).stdout.splitlines()
        assert set(terminal.too_wide()) <= set(message)
        assert set(message) <= set(terminal.text.split("\n"))
        refused = terminal.text.count("Belum tercatat." if lang == "id" else "Not recorded.")
    assert refused == 8
    one = first(tmp_path)
    assert (one.what, one.where, one.since, one.done, one.sure) == ("mobil asing", "balai desa", None, "", "unsure")
    assert (one.officer, one.target) == (By("", "Padal 3"), "")
    assert message[0] == ("*LAPORAN KERAWANAN* nomor 1" if lang == "id" else "*RISK REPORT* number 1")
    assert message[3] == ("Tindakan : belum ada" if lang == "id" else "Done : nothing yet")


def test_the_message_speaks_the_language_of_the_workspace(tmp_path: Path) -> None:
    unit(tmp_path, lang="id")
    create(tmp_path, reported())
    assert tool(tmp_path, "lapor", "--nomor", "1", "--pesan", "--lang", "en").stdout.startswith("*LAPORAN KERAWANAN*")
    page = tool(tmp_path, "lapor", "--nomor", "1", "--lang", "en").stdout
    assert page.startswith("RISK REPORT 1")


def test_an_unknown_number_is_asked_for_its_name(tmp_path: Path) -> None:
    unit(tmp_path)
    told(tmp_path, *SAID[:5], "77770001", "Budi Santoso")
    assert first(tmp_path).officer == By("77770001", "Budi Santoso")


def test_it_can_be_said_to_be_sent_at_once(tmp_path: Path) -> None:
    unit(tmp_path)
    with lapor(tmp_path) as terminal:
        assert terminal.end(*SAID, "2") == 0
    [sent] = only(tmp_path).steps
    assert isinstance(sent, Sent)
    assert (sent.how, sent.to, sent.by.number) == ("radio", "Posko Pilkada", "00010012")


def test_it_is_on_the_disk_before_its_message_is_shown(tmp_path: Path) -> None:
    unit(tmp_path)
    with lapor(tmp_path) as terminal:
        terminal.type(*SAID[:-1])
        assert found(tmp_path) == []
        terminal.send(SAID[-1])
        terminal.see("*LAPORAN")
        os.kill(terminal.child.pid, signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    assert first(tmp_path).what == WHAT
    assert state(only(tmp_path)) == "reported"


@pytest.mark.parametrize("answered", range(len(SAID) + 1))
def test_ctrl_c_in_any_question(tmp_path: Path, answered: int) -> None:
    unit(tmp_path)
    with lapor(tmp_path) as terminal:
        if answered:
            terminal.type(*SAID[:answered])
        terminal.child.send(b"\x03")
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text
        said = "Laporan tercatat" if answered == len(SAID) else "Tidak ada yang dicatat."
        assert said in terminal.text
        assert terminal.text.endswith("Berhenti.\n")
        assert "tetap tersimpan" not in terminal.text  # of what was not recorded nothing is
    assert len(found(tmp_path)) == (answered == len(SAID))


@pytest.mark.parametrize("answered", [0, 3, 5])
def test_leaving_before_the_end_records_nothing_and_says_so(tmp_path: Path, answered: int) -> None:
    unit(tmp_path)
    with lapor(tmp_path) as terminal:
        assert terminal.end(*SAID[:answered], ".q") == 0
        assert "Tidak ada yang dicatat." in terminal.text
    assert found(tmp_path) == []


def test_leaving_after_it_is_recorded_keeps_it(tmp_path: Path) -> None:
    unit(tmp_path)
    assert "Laporan tercatat" in told(tmp_path, answer=".q")
    assert state(only(tmp_path)) == "reported"


@pytest.mark.needs("prlimit")
@pytest.mark.parametrize("begun", [True, False])
def test_on_a_full_disk_the_message_is_shown_all_the_same_and_nothing_half_is_left(tmp_path: Path, begun: bool) -> None:
    unit(tmp_path)
    if begun:
        (tmp_path / ".device").write_text("3fa91c07\n", encoding="ascii")
    with lapor(tmp_path, before=["prlimit", "--fsize=0"]) as terminal:
        assert terminal.end(*SAID) == 3
        shown = terminal.text
    assert "BELUM TERCATAT" in shown
    assert "Uraian : dua kendaraan" in shown
    assert "nomor 1" not in shown
    assert not (tmp_path / "reports").exists() or not [*(tmp_path / "reports").iterdir()]


HOSTILE = "\x1b[31m*BEBAS* ~x~ _siap_ `id` ```c``` a_b [bold]x[/bold] {0} %s \u202e=1+1"


def test_no_word_of_a_user_is_obeyed(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported(where="1. depan\n*KESIMPULAN : SIAP*", what=HOSTILE, done="\x07\n> x"))
    append(tmp_path, replace(step(Handled), note=HOSTILE, by=By("", "*Padal*\x1b[2J")))
    message = tool(tmp_path, "lapor", "--nomor", "1", "--pesan").stdout
    assert len(message.splitlines()) == 5
    assert "\x1b" not in message
    assert "\x07" not in message
    for marked in ("*BEBAS*", "~x~", "_siap_", "`id`", "```"):
        assert marked not in message
    assert "a_b" in message
    assert message.splitlines()[1].startswith("Di 1. depan\\n * KESIMPULAN : SIAP *,")
    for form in ("text", "markdown", "csv", "json"):
        page = tool(tmp_path, "lapor", "--daftar", "--format", form)
        assert page.returncode == 0, page.stderr
        assert "\x1b" not in page.stdout
        assert "\u202e" not in page.stdout
    with Terminal(tmp_path, "lapor", "--nomor", "1") as terminal:
        assert terminal.end() == 0
        assert b"\x1b[2J" not in terminal.raw
        assert b"\x1b[31m*" not in terminal.raw


# ---- whatever the rest of the workspace is like


def broken_list(root: Path) -> None:
    (root / "checklists" / "uji.yaml").write_text("id: uji\nsections: {", encoding="utf-8")


def no_officers(root: Path) -> None:
    (root / "petugas.csv").unlink()


def no_day(root: Path) -> None:
    data = yaml.safe_load((root / "pilkada.yaml").read_text("utf-8"))
    del data["election_day"], data["lists"]
    (root / "pilkada.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")


def no_posko(root: Path) -> None:
    data = yaml.safe_load((root / "pilkada.yaml").read_text("utf-8"))
    del data["posko"]
    (root / "pilkada.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")


def no_unit(root: Path) -> None:
    (root / "pilkada.yaml").write_text("unit: [\n", encoding="utf-8")


def nothing_but_its_name(root: Path) -> None:
    for path in (root / "checklists" / "uji.yaml", root / "targets" / "tps.csv", root / "petugas.csv"):
        path.unlink()
    (root / "pilkada.yaml").write_text("", encoding="utf-8")


def broken_records(root: Path) -> None:
    (root / "records").mkdir()
    (root / "records" / "x.jsonl").write_bytes(b"\xff\x00{\n")
    (root / "reports").mkdir()
    path_of(root, name(1)).write_bytes(b"PK salah\n")
    path_of(root, name(2)).write_bytes(b'{"type":"reported"')


@pytest.mark.parametrize(
    ("spoil", "posko"),
    [
        (broken_list, "Posko Pilkada (110)"),
        (no_officers, "Posko Pilkada (110)"),
        (no_day, "Posko Pilkada (110)"),
        (broken_records, "Posko Pilkada (110)"),
        (no_posko, "tidak menyebut posko"),
        (no_unit, "tidak bisa dibaca"),
        (nothing_but_its_name, "tidak bisa dibaca"),
    ],
)
def test_it_works_in_any_workspace(tmp_path: Path, spoil: Any, posko: str) -> None:  # noqa: ANN401 - a function
    spoil(unit(tmp_path))
    said = ["Padal 3"]
    with lapor(tmp_path, "--lang", "id") as terminal:
        assert terminal.end(*SAID[:5], *said, "0") == 0
        shown = terminal.text
    assert posko in " ".join(shown.split())
    assert WHAT in shown
    [data] = [data for report_id, data in read_reports(tmp_path) if report_id not in {name(1), name(2)}]
    assert isinstance(data, bytes)
    assert isinstance(decode(data.rstrip(b"\n")), Reported)
    listed = tool(tmp_path, "lapor", "--daftar", "--lang", "id")
    assert listed.returncode == 0, listed.stderr
    assert WHAT in listed.stdout


def test_outside_a_workspace_it_says_what_to_do(tmp_path: Path) -> None:
    done = tool(tmp_path, "lapor", "--daftar")
    assert done.returncode == 3
    assert "pilkada-check mulai" in done.stderr


def test_without_a_terminal_nothing_is_recorded(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported())
    for words in ([], ["--nomor", "1", "--tutup"], ["--terkirim"]):
        assert tool(tmp_path, "lapor", *words).returncode == 2
    assert only(tmp_path).steps == ()


# ---- what became of it


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_is_followed_until_it_is_closed(tmp_path: Path, lang: str, columns: int) -> None:
    unit(tmp_path)
    create(tmp_path, reported())
    steps = {
        "--diterima": ["", "Petugas Posko", "", "-"],
        "--terkirim": [NUMBER, "y", "5", "3"],
        "--ditangani": ["Padal 3", "ok", "patroli ke lokasi"],
        "--tutup": ["Kabag Ops", "", "00010001", "lokasi tenang"],
    }
    for option, lines in steps.items():
        with Terminal(tmp_path, "lapor", "--nomor", "1", option, "--lang", lang, columns=columns) as terminal:
            terminal.ask()
            assert terminal.end(*lines) == 0
            assert [line for line in terminal.too_wide() if "> " not in line] == []  # but for what is typed
    assert {type(one) for one in only(tmp_path).steps} == {Acknowledged, Sent, Handled, Closed}
    page = tool(tmp_path, "lapor", "--nomor", "1", "--lang", lang).stdout
    for words in ("Petugas Posko", "Kanit Dalmas", "patroli ke lokasi", "lokasi tenang"):
        assert words in page
    with Terminal(tmp_path, "lapor", "--nomor", "1", "--tutup", "--lang", lang, columns=columns) as terminal:
        assert "Kabag Ops" in " ".join(terminal.ask().split())  # it says who closed it already
        assert terminal.end("Wakapolres", "sudah dicek lagi") == 0
    assert len(only(tmp_path).closed) == 2


def test_what_was_reported_is_never_written_again(tmp_path: Path) -> None:
    unit(tmp_path)
    told(tmp_path)
    [path] = (tmp_path / "reports").iterdir()
    before = path.read_bytes()
    for option in ("--diterima", "--tutup"):
        with Terminal(tmp_path, "lapor", "--nomor", "1", option) as terminal:
            terminal.ask()
            assert terminal.end("Padal 3", "lokasi tenang") == 0
    assert path.read_bytes().startswith(before)


def test_without_a_number_one_of_the_open_reports_is_picked(tmp_path: Path) -> None:
    unit(tmp_path)
    for n in (1, 2, 3):
        create(tmp_path, reported(report=name(n), where=f"tempat {n}", at=n))
    append(tmp_path, step(Closed, report=name(3)))
    with Terminal(tmp_path, "lapor", "--diterima") as terminal:
        shown = terminal.ask()
        assert "tempat 2" in shown
        assert "tempat 3" not in shown
        assert "Belum tercatat." in terminal.type("3")
        assert terminal.end("1", "Petugas Posko", "-") == 0  # its number, whatever line it stands on
    assert [state(one) for one in found(tmp_path)] == ["acknowledged", "reported", "closed"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--nomor", "9"], 2, "1"),
        (["--nomor", "x\x1b[2J"], 2, "1"),
        (["--pesan"], 2, "--nomor"),
        (["--nomor", "1", "--pesan", "--tutup"], 2, "lapor"),
        (["--daftar", "--pesan"], 2, "lapor"),
        (["--nomor", "1", "--tutup", "--terkirim"], 2, "lapor"),
        (["--nomor", "1", "--daftar"], 2, "tidak bisa bersama"),
        (["--nomor", "1", "--pesan", "--format", "json"], 2, "lapor --daftar --format json"),
        (["--daftar", "--jam", NOW], 2, "tidak bisa bersama"),
        (["--nomor", "1", "--petugas", NUMBER], 2, "tidak bisa bersama"),
    ],
)
def test_wrong_usage_says_what_is_right(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    unit(tmp_path)
    create(tmp_path, reported())
    done = tool(tmp_path, "lapor", *words)
    assert done.returncode == code
    assert said in done.stderr
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.stderr


def test_two_devices_gave_the_same_number(tmp_path: Path) -> None:
    unit(tmp_path)
    for n, device in ((1, "3fa91c07"), (2, "b71e0c55")):
        put(tmp_path, name(n), encode(reported(14, device=device, report=name(n), where=f"tempat {n}")))
    listed = tool(tmp_path, "lapor", "--daftar").stdout
    assert "14-3fa9: tempat 1" in listed
    assert "14-b71e: tempat 2" in listed
    done = tool(tmp_path, "lapor", "--nomor", "14")
    assert done.returncode == 2
    assert "14-3fa9: tempat 1" in done.stderr
    assert "tempat 2" in tool(tmp_path, "lapor", "--nomor", "14-b71e").stdout
    with Terminal(tmp_path, "lapor", "--nomor", "14", "--tutup") as terminal:  # the posko knows only what was sent
        shown = terminal.ask()
        assert "14-b71e tempat 2" in shown
        assert "14-3fa9 tempat 1" in shown
        assert "Ketik nomor salah satu laporan itu. Contoh: 14-b71e" in " ".join(terminal.type("14").split())
        assert terminal.end("14-3FA9", "Kabag Ops", "lokasi tenang") == 0
    assert [state(one) for one in found(tmp_path)] == ["closed", "reported"]


def test_every_format_lists_them(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported(where="=1+1", at=1))
    create(
        tmp_path, reported(report=name(2), restricted=True, what="jalan tikus", done="dijaga", list="uji", item="tikus")
    )
    append(tmp_path, step(Closed))
    append(tmp_path, step(Handled, report=name(2), note="jalan ditutup kawat"))
    text = tool(tmp_path, "lapor", "--daftar").stdout
    assert text.index("DITANGANI") < text.index("DITUTUP")
    shown = json.loads(tool(tmp_path, "lapor", "--daftar", "--format", "json").stdout)
    assert {one["number"]: one["state"] for one in shown["reports"]} == {"1": "closed", "2": "handled"}
    rows = tool(tmp_path, "lapor", "--daftar", "--format", "csv").stdout.splitlines()
    assert len(rows) == 3
    assert "'=1+1" in rows[1] + rows[2]
    assert "=1+1" in tool(tmp_path, "lapor", "--daftar", "--format", "markdown").stdout
    still = json.loads(tool(tmp_path, "lapor", "--terbuka", "--format", "json").stdout)
    assert [one["number"] for one in still["reports"]] == ["2"]
    for form in ("text", "markdown", "csv", "json"):
        for words in (["--daftar"], ["--nomor", "2"]):
            page = tool(tmp_path, "lapor", *words, "--format", form).stdout
            for kept in ("jalan tikus", "dijaga", "kawat"):
                assert kept not in page
    with Terminal(tmp_path, "lapor", "--nomor", "2") as terminal:  # on this terminal alone
        assert terminal.end() == 0
        for kept in ("jalan tikus", "dijaga", "kawat"):
            assert kept in terminal.text


def test_an_example_says_so(tmp_path: Path) -> None:
    unit(tmp_path, example=True)
    create(tmp_path, reported())
    for words in (["--daftar"], ["--nomor", "1"], ["--nomor", "1", "--pesan"], ["--daftar", "--format", "csv"]):
        assert "CONTOH" in tool(tmp_path, "lapor", *words).stdout


def test_a_page_goes_into_a_file_but_never_over_a_report(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported())
    before = path_of(tmp_path, name(1)).read_bytes()
    assert tool(tmp_path, "lapor", "--nomor", "1", "--pesan", "-o", "pesan.txt").returncode == 0
    assert (tmp_path / "pesan.txt").read_text("utf-8").startswith("*LAPORAN KERAWANAN* nomor 1\n")
    assert tool(tmp_path, "lapor", "--daftar", "-o", f"reports/{name(1)}.jsonl").returncode == 2
    assert path_of(tmp_path, name(1)).read_bytes() == before


def test_validasi_names_its_faults_by_line(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported())
    path = path_of(tmp_path, name(1))
    good = tool(tmp_path, "validasi", str(path))
    assert good.returncode == 0, good.stdout
    path.write_bytes(path.read_bytes() + b"rusak\n")
    bad = tool(tmp_path, "validasi")
    assert bad.returncode == 1
    assert re.search(rf"reports/{name(1)}\.jsonl:2", bad.stdout), bad.stdout


# ---- out of a walk


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_risk_is_reported_from_any_prompt_and_the_question_comes_again(
    tmp_path: Path, lang: str, columns: int
) -> None:
    unit(tmp_path, RISKS)
    no = NO[lang]
    before = ["y", "25 1 2", "y", no, "Bag Log", "25/11 15.00", "13", "b", "03/2026", "045/BA", no, no, "12", "0"]
    report = ["orang asing", "gudang", "-", "-", "1", "0"]
    with walk(tmp_path, "--lang", lang, columns=columns) as terminal:
        for answer in before:
            asked = last_line(terminal.type(".c", ".k"))  # the question as it stands
            assert last_line(terminal.type(".l", *report)) == asked
            assert last_line(terminal.type(".l", ".q")) == asked
            terminal.type(answer)
        asked = last_line(terminal.text)
        assert last_line(terminal.type(".l", *report)) == asked  # the parts do not add up
        terminal.type("r" if lang == "en" else "u")
        terminal.type(".l", *report)
        terminal.type("2")
        terminal.type(".l", *report)
        terminal.type("1")  # all is answered: the seal is offered
        asked = last_line(terminal.text)
        assert last_line(terminal.type(".l", *report)) == asked
        assert terminal.end(no) == 0
        wide = [line for line in terminal.too_wide() if "*" not in line and " : " not in line and "WITA" not in line]
        assert wide == []
    values = dict(stored(tmp_path))
    assert values["helm"] == {"b": 25, "rr": 1, "rb": 2, "ta": 0}
    assert values["apel"] == {"hadir": 12, "sakit": 1}
    ones = found(tmp_path)
    assert len(ones) == len(before) + 4
    assert {(one.first.round, one.first.list, one.first.target) for one in ones if one.first} == {
        ("cek", "uji", "unit")
    }
    assert {one.first.item for one in ones if one.first} >= {"megafon", "helm", "senter", "paslon", "apel"}


def last_line(shown: str) -> str:
    """The prompt, without the example that only a fresh one has."""
    return re.split("[>(]", shown.rstrip("\n").split("\n")[-1])[0]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_risk_that_is_there_is_offered_to_the_posko(tmp_path: Path, lang: str) -> None:
    unit(tmp_path, RISKS)
    with walk(tmp_path, "--lang", lang) as terminal:
        terminal.type(".7", "y", "ada")
        shown = terminal.type("patroli tiap jam, Padal 3")
        offer = "DICATAT sebagai laporan kerawanan. Kirim sekarang? (y/t)"
        assert (offer if lang == "id" else "NOTED as a risk report. Send it now? (y/n)") in shown
        assert ("paslon", True) in stored(tmp_path)  # on the disk before it is offered
        terminal.type("", "y", "simpang tiga", "-", "1", "0")
        terminal.end(".q")
    one = first(tmp_path)
    assert (one.what, one.done) == ("Dekat rumah paslon atau posko tim kampanye", "patroli tiap jam, Padal 3")
    assert (one.item, one.restricted, one.officer.number) == ("paslon", False, NUMBER)
    assert one.at.isoformat() == "2024-11-24T20:04:00+08:00"  # the clock of the walk
    assert one.clock == "typed"


def test_what_is_not_reported_stays_an_answer(tmp_path: Path) -> None:
    unit(tmp_path, RISKS)
    with walk(tmp_path) as terminal:
        shown = terminal.type(".7", "y", "patroli tiap jam", "t")
        assert "posko belum diberi tahu" in shown
        assert "butir 8" in shown
        shown = terminal.type("y", "dijaga Padal", "y", ".q")
        assert "Tidak ada yang dilaporkan" in shown
        assert "butir 9" in shown
        terminal.end(".q")
    assert [*stored(tmp_path)] == [("paslon", True), ("tikus", True)]
    assert found(tmp_path) == []


def test_a_restricted_item_is_in_the_record_and_not_in_the_message(tmp_path: Path) -> None:
    unit(tmp_path, RISKS)
    with walk(tmp_path) as terminal:
        terminal.type(".8", "y", "dijaga Padal")
        shown = terminal.type("y", "gudang", "-", "1")
        assert "terbatas, tidak dimuat" in shown
        assert "jalan tikus" not in shown
        assert "dijaga" not in shown
        terminal.end("0", ".q")
    one = first(tmp_path)
    assert (one.what, one.done, one.restricted) == ("Ada jalan tikus ke gudang senjata", "dijaga Padal", True)


@pytest.mark.parametrize("lines", [[".l"], [".l", "x1", "gudang"], [".l", "x1", "gudang", "-", "-", "1"]])
def test_ctrl_c_in_a_report_leaves_the_walk_as_it_was_saved(tmp_path: Path, lines: list[str]) -> None:
    unit(tmp_path)
    with walk(tmp_path) as terminal:
        terminal.type("y", *lines)
        terminal.child.send(b"\x03")
        assert terminal.end() == 130
    assert stored(tmp_path) == [("megafon", True)]
    assert kinds(journals(tmp_path)[0]) == ["opened", "answered"]
    assert len(found(tmp_path)) == (len(lines) == 6)
    with Terminal(tmp_path, "cek", "uji", "--jam", JAM) as again:
        officer(again)
        assert "butir 2" in again.type("1")
        again.end(".q")


def test_it_leads_back_out_of_the_end_of_a_walk_too(tmp_path: Path) -> None:
    unit(tmp_path)
    with walk(tmp_path) as terminal:
        terminal.type(*[".n"] * 6)
        shown = terminal.type(".l", "orang asing", "gudang", "-", "-", "1", "0")
        assert "1, 2, 3, 4, 5, 6" in terminal.text
        assert "Pilih" in shown
        terminal.end(".q")
    assert len(found(tmp_path)) == 1


# ---- the veil of a ricek


def running_ricek(root: Path) -> None:
    record = name(77)
    path = record_path(root / "records", "unit", "uji", "ricek", record)
    begun = replace(opened(record, "unit"), list="uji", round="ricek", unit=("Polres Uji",))
    Journal.create(path, begun).close()


def test_while_a_ricek_is_running_no_report_of_the_first_count_is_shown(tmp_path: Path) -> None:
    unit(tmp_path)
    create(
        tmp_path, reported(where="gudang bocor", what="helm 27", round="cek", list="uji", item="helm", target="unit")
    )
    create(tmp_path, reported(report=name(2), where="simpang tiga", at=1))
    append(tmp_path, step(Acknowledged, note="helm 27 saja"))
    pages = [["--daftar"], ["--daftar", "--format", "json"], ["--daftar", "--format", "csv"], ["--nomor", "1"]]
    for words in pages:
        assert "helm 27" in tool(tmp_path, "lapor", *words).stdout
    running_ricek(tmp_path)
    for words in [*pages, ["--nomor", "1", "--pesan"]]:
        done = tool(tmp_path, "lapor", *words)
        assert "helm" not in done.stdout + done.stderr
        assert "bocor" not in done.stdout + done.stderr
    assert "ricek" in tool(tmp_path, "lapor", "--nomor", "1").stdout
    assert "simpang tiga" in tool(tmp_path, "lapor", "--daftar").stdout
    with Terminal(tmp_path) as terminal:
        assert "gudang" not in terminal.ask()
        assert terminal.end("0") == 0
    with Terminal(tmp_path, "lapor", "--nomor", "1", "--tutup") as terminal:  # but it may be followed
        assert "gudang" not in terminal.ask()
        assert terminal.end("Padal 3", "lokasi tenang") == 0
    assert state(found(tmp_path)[0]) == "closed"


def test_a_risk_is_reported_out_of_a_ricek_and_nothing_of_the_first_count_appears(tmp_path: Path) -> None:
    unit(tmp_path, RISKS.replace("ricek: none", "ricek: all"))
    with (tmp_path / "petugas.csv").open("a", encoding="utf-8") as file:
        file.write("00010002,Petugas Dua,AIPTU,Si Propam\n")
    with walk(tmp_path) as terminal:
        terminal.type(".7", "y", "patroli rahasia", "y", "simpang tiga", "-", "1", "0")
        terminal.end(".q")
    with Terminal(tmp_path, "ricek", "uji", "--jam", "25/11/2024 07.12") as terminal:
        terminal.ask()
        terminal.type("00010002", "y", "y", ".l", "orang asing", "gudang", "-", "-", "1", "0")
        terminal.type(".7", "y", "dijaga dua orang", "y", "belakang", "-", "2", "0", ".?", ".d")
        terminal.end(".q")
        for first_count in ("patroli rahasia", "simpang tiga", "nomor 1"):
            assert first_count not in terminal.text
    assert [one.first.round for one in found(tmp_path) if one.first] == ["cek", "ricek", "ricek"]
    listed = tool(tmp_path, "lapor", "--daftar").stdout
    assert "patroli rahasia" not in listed
    assert "simpang tiga" not in listed
    assert "belakang" in listed  # what this ricek itself reported


# ---- the board and the summary


def rings(root: Path) -> int:
    with Terminal(root) as terminal:
        terminal.ask()
        assert terminal.end("", "?", "", "0") == 0
        return terminal.raw.count(b"\x07")


def test_only_a_new_report_rings_and_only_once(tmp_path: Path) -> None:
    unit(tmp_path)
    assert rings(tmp_path) == 0
    create(tmp_path, reported())
    create(tmp_path, reported(report=name(2)))
    assert "\x07" not in tool(tmp_path).stdout
    assert rings(tmp_path) == 1
    assert rings(tmp_path) == 0
    create(tmp_path, reported(report=name(3)))
    append(tmp_path, step(Acknowledged, report=name(3)))
    assert rings(tmp_path) == 0
    create(tmp_path, reported(report=name(4)))
    assert rings(tmp_path) == 1


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_board_shows_the_open_ones_grouped(tmp_path: Path, lang: str, columns: int) -> None:
    unit(tmp_path)
    for n in range(1, 6):
        create(tmp_path, reported(report=name(n), where=f"tempat {n}", at=n))
    append(tmp_path, step(Acknowledged, report=name(4)))
    append(tmp_path, step(Closed, report=name(5)))
    with Terminal(tmp_path, "--lang", lang, columns=columns) as terminal:
        shown = " ".join(terminal.ask().split())
        assert ("Laporan kerawanan: 4 terbuka" if lang == "id" else "Risk reports: 4 open") in shown
        assert "3 belum dikirim, 1 diterima posko" in shown or lang == "en"
        assert shown.index("4: tempat 4") < shown.index("3: tempat 3") < shown.index("2: tempat 2")
        assert "tempat 1" not in shown
        assert "tempat 5" not in shown
        assert terminal.end("0") == 0
        assert terminal.too_wide() == []


def test_the_board_leads_to_the_reports(tmp_path: Path) -> None:
    unit(tmp_path)
    with Terminal(tmp_path) as terminal:
        terminal.ask()
        terminal.type("p", "orang asing", "gudang", "-", "-", "2", "Padal 3", "0", "")  # none yet: straight to it
        terminal.type("p", "2", "")
        terminal.type("p", "3", "2", "Petugas Posko", "-", "")
        assert terminal.end("p", "0", "m", "", "0") == 0
        assert "orang asing" in terminal.text
    assert state(only(tmp_path)) == "acknowledged"


def test_the_summary_names_them_beside_the_verdict_and_never_changes_it(tmp_path: Path) -> None:
    unit(tmp_path)
    words = ["ringkasan", "--per", "26/11/2024 19.30"]
    before = tool(tmp_path, *words), tool(tmp_path, *words, "--format", "json")
    create(tmp_path, reported())
    create(tmp_path, reported(report=name(2)))
    after = tool(tmp_path, *words), tool(tmp_path, *words, "--format", "json")
    told_of = {line.strip() for line in after[0].stdout.splitlines()} - {
        line.strip() for line in before[0].stdout.splitlines()
    }
    assert told_of == {"Laporan kerawanan: 2 terbuka"}
    assert after[1].stdout == before[1].stdout
    assert (after[0].returncode, after[1].returncode) == (before[0].returncode, before[1].returncode)
    append(tmp_path, step(Closed))
    append(tmp_path, step(Closed, report=name(2)))
    assert "kerawanan" not in tool(tmp_path, *words).stdout.lower()


def test_a_page_is_never_wider_than_the_screen(tmp_path: Path) -> None:
    unit(tmp_path)
    create(tmp_path, reported(where="x" * 110, what="kendaraan tak dikenal " * 20, done="y" * 60))
    append(tmp_path, step(Handled, note="patroli " * 30))
    for words in (["--daftar"], ["--nomor", "1"]):
        with Terminal(tmp_path, "lapor", *words, columns=40) as terminal:
            assert terminal.end() == 0
            shown = terminal.text.split("\n")
        assert [line for line in shown if cells(line) > 40 and "pilkada-check" not in line] == []
