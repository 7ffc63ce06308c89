"""`rencana` at real terminals and without one: plans, refusals, interruptions, and that nothing is shown unsealed."""

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from plan_world import ALWAYS, FIRST, JAM, LIST, NAMES, ROWS, SECOND, SHEET, plan, plan_unit, present, record, table
from terminal import NUMBER, Terminal, events, journals, killing, kinds, tool
from test_cek import FORBIDDEN
from test_summary_json import SCHEMA

from pilkada_check.model.events import Opened, Planned
from pilkada_check.rules.draw import draw

pytestmark = pytest.mark.usefixtures("tmp_path")
THROW = re.compile(r"^ +\d+ [0-9a-f]{8} ", re.MULTILINE)
LATER = "26/11/2024 09.00"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Twelve polling stations to draw from, and two that are always re-checked."""
    return plan_unit(tmp_path / "unit")


def planned(root: Path) -> list[Planned]:
    """Every plan, in the order in which they were made."""
    return [one for path in journals(root) for one in events(path) if isinstance(one, Planned)]


def drawn(root: Path) -> tuple[str, ...]:
    """The targets of the first plan."""
    return planned(root)[0].drawn


def rechecks(root: Path, *, wrong: int = 0, first: int = 0, last: int = 99) -> None:
    """A cek of every drawn target and a ricek of it; the first `wrong` riceks found what the cek had not."""
    for place, target in enumerate(drawn(root)[first:last]):
        record(root, "cek", target, 24)
        record(root, "ricek", target, 26, good=place >= wrong)


def pages(root: Path, *words: str) -> dict[str, Any]:
    """`rencana --format json`."""
    done = tool(root, "rencana", "--format", "json", *words)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# ---- a whole plan


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_whole_plan(unit: Path, lang: str, columns: int) -> None:
    shown = plan(unit, "--lang", lang, columns=columns)
    (path,) = journals(unit)
    assert path.parent.name.startswith("unit-")
    opened, one, _sealed = events(path)
    assert kinds(path) == ["opened", "planned", "sealed"]
    assert isinstance(opened, Opened)
    assert (opened.round, opened.target, opened.list, opened.seen) == ("rencana", "unit", "tps-siap", ())
    assert isinstance(one, Planned)
    assert one.drawn == draw(one.seed, one.rows, 7)
    before, _, after = shown.partition("Disegel:" if lang == "id" else "Sealed:")
    assert path.name in "".join(after.split())
    assert not [name for name in ROWS if name in before]
    assert not THROW.search(before)
    assert all(name in " ".join(before.split()) for name in ALWAYS)
    assert "".join(one.seed.split()) in "".join(before.split())
    assert len(THROW.findall(after)) == 13
    if lang == "id":
        assert not FORBIDDEN.findall(shown.replace("tps-siap", ""))


@pytest.mark.parametrize("columns", [80, 40])
def test_the_screen(unit: Path, columns: int) -> None:
    shown = plan(unit, columns=columns)
    seen = re.sub(r"-(\w{26}|\w\n\w{25})\.jsonl", "-<>", shown).splitlines()
    golden = Path(__file__).parent / "golden" / f"rencana-{columns}.txt"
    assert [line.rstrip() for line in seen] == golden.read_text("utf-8").splitlines()


# ---- answers that are refused

REFUSED = [
    ("4 1 6 2 2 5", "8"),
    ("77777777777", "77777777"),
    ("abc | defgh ijk", "|"),
    ("4 1 6 2 2 5 3 6", ""),
    ("x" * 61, "60"),
]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_words_that_could_be_guessed_are_refused(unit: Path, lang: str) -> None:
    no = "Belum tercatat." if lang == "id" else "Not recorded."
    with Terminal(unit, "rencana", "--jam", JAM, "--lang", lang) as terminal:
        present(terminal, ["12", "", NAMES[0]])
        for typed, _why in REFUSED:
            shown = terminal.type(typed)
            assert no in shown, typed
            assert "4 1 6 2 2 5 3 6" in " ".join(shown.split())
        terminal.type(FIRST)
        assert no in terminal.type(f" {NAMES[0].lower()} ")
        terminal.type(NAMES[1])
        assert no in terminal.type(f"  {FIRST.replace(' ', '')} ")
        assert not list(unit.glob("records/**/*.jsonl"))
        assert terminal.end(SECOND) == 0
    assert [one.witnesses for one in planned(unit)] == [NAMES]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--jumlah", "0"), 2, "1"),
        (("--jumlah", "6"), 2, "7"),
        (("--jumlah", "13"), 2, "12"),
        (("--ketelitian", "0%"), 2, "90%"),
        (("--ketelitian", "101%"), 2, "90%"),
        (("--ketelitian", "0.9"), 2, "90%"),
        (("--tambah",), 2, "pilkada-check rencana tps-siap"),
        (("--petugas", "nol"), 2, "00010001"),
        (("--format", "json", "--tambah"), 2, "--format"),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_cannot_be_drawn(unit: Path, words: tuple[str, ...], code: int, told: str, lang: str) -> None:
    with Terminal(unit, "rencana", "--jam", JAM, *words, "--lang", lang) as terminal:
        assert terminal.end() == code
        assert told in " ".join(terminal.text.split())
    assert not (unit / "records").exists()


def test_more_may_be_drawn_than_needed(unit: Path) -> None:
    plan(unit, "--jumlah", "9")
    assert planned(unit)[0].size == 9


def test_re_checks_that_miss_something_take_more(unit: Path) -> None:
    assert "90 %" in plan(unit, "--ketelitian", "90%")
    assert planned(unit)[0].size == 8


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_list_without_a_sample(tmp_path: Path, lang: str) -> None:
    root = plan_unit(tmp_path / "unit", text=re.sub("sample:.*\n", "", LIST))
    for words in ((), ("tps-siap",)):
        done = tool(root, "rencana", *words, "--lang", lang)
        assert done.returncode == 3
        assert "sample: {tolerance: 5%, confidence: 95%}" in done.stderr


def test_a_small_unit_draws_nothing(unit: Path) -> None:
    sheet = {**SHEET, "satuan": "Polsek Utara"}
    (unit / "pilkada.yaml").write_text(yaml.safe_dump(sheet), encoding="utf-8")
    with Terminal(unit, "rencana", "--jam", JAM) as terminal:
        assert terminal.end() == 3
        assert "Polsek Utara" in terminal.text


# ---- interrupted


@pytest.mark.parametrize("answers", range(5))
@pytest.mark.parametrize("how", ["^C", "^D", ".q"])
def test_left_before_the_last_words_there_is_no_plan(unit: Path, answers: int, how: str) -> None:
    script = [NUMBER, "y", NAMES[0], FIRST, NAMES[1]]
    with Terminal(unit, "rencana", "--jam", JAM) as terminal:
        terminal.ask()
        terminal.type(*script[:answers])
        if how == "^C":
            terminal.child.sendintr()
        elif how == "^D":
            terminal.child.sendeof()
        else:
            terminal.send(how)
        assert terminal.end() == (0 if how == ".q" else 130)
        assert "Belum ada yang diundi" in " ".join(terminal.text.split())
        assert not THROW.search(terminal.text)
        assert "| tps-siap |" not in " ".join(terminal.text.split())
    assert not list(unit.glob("records/**/*.jsonl"))


@pytest.mark.needs("strace")
def test_nothing_is_shown_before_the_seal_is_on_disk(unit: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    before = ("strace", "-y", "-s", "400", "-e", "trace=write,fsync", "-o", str(trace))
    with Terminal(unit, "rencana", "--jam", JAM, before=before) as terminal:
        present(terminal)
        assert terminal.end(SECOND) == 0
    calls = []
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"(write|fsync)\((\d+)<(.*?)>(.*)", line)
        if found is None:
            continue
        call, handle, path, rest = found.groups()
        if path.endswith(".jsonl"):
            kind = re.search(r'type\\":\\"(\w+)', rest)
            calls.append(kind[1] if kind is not None else call)
        elif handle in {"1", "2"} and re.search(r'"(?:\\n)? +\d+ [0-9a-f]{8} ', rest) and calls[-1] != "throw":
            calls.append("throw")
    assert calls == ["opened", "fsync", "planned", "fsync", "sealed", "fsync", "throw"]


@pytest.mark.needs("strace")
@pytest.mark.parametrize("when", range(1, 9))
def test_killed_at_any_flush_no_lot_is_cast_twice(unit: Path, when: int) -> None:
    with Terminal(unit, "rencana", "--jam", JAM) as terminal:
        terminal.ask()
        terminal.end(".q")  # so that this computer has its number
    with Terminal(unit, "rencana", "--jam", JAM, before=killing("fsync", when)) as terminal:
        present(terminal)
        assert terminal.end(SECOND) == -signal.SIGKILL
        killed = "".join(terminal.text.split())
    found = planned(unit)
    if not any(kinds(path)[-1] == "sealed" for path in journals(unit)):
        assert not THROW.search(killed)
    with Terminal(unit, "rencana", "--jam", JAM) as terminal:
        if not found:
            present(terminal)
            assert terminal.end(SECOND) == 0
        elif kinds(journals(unit)[-1])[-1] != "sealed":
            terminal.ask()
            assert terminal.end("y") == 0
            assert THROW.search(terminal.text)
        else:
            assert terminal.end() == 0
    ends = [kinds(path)[-1] for path in journals(unit)]
    assert ends.count("sealed") == 1
    assert set(ends) <= {"sealed", "cancelled"}
    assert planned(unit)[: len(found)] == found
    assert len(planned(unit)) == 1


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("torn", [b"", b'{"type":"seal'])
def test_a_plan_that_was_cut_off_is_sealed_and_not_drawn_again(unit: Path, lang: str, torn: bytes) -> None:
    plan(unit)
    (path,) = journals(unit)
    first = planned(unit)
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]) + torn)
    assert not pages(unit)["plans"][0]["counts"]
    with Terminal(unit, "rencana", "--jam", LATER, "--lang", lang) as terminal:
        terminal.ask()
        assert terminal.end("t") == 0
        assert not THROW.search(terminal.text)
    with Terminal(unit, "rencana", "--jam", LATER, "--lang", lang) as terminal:
        terminal.ask()
        assert terminal.end("y") == 0
        assert len(THROW.findall(terminal.text)) == 13
    assert planned(unit) == first
    assert pages(unit)["plans"][0]["counts"]


def test_a_plan_cut_off_on_another_computer_stays_there_and_what_it_drew_stays_drawn(unit: Path) -> None:
    plan(unit)
    (path,) = journals(unit)
    opened = events(path)[0]
    assert isinstance(opened, Opened)
    lines = path.read_bytes().replace(opened.device.encode(), b"ffffffff").splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    plan(unit, "--jumlah", "5", second="dua dadu 6 6 1")
    one, two = planned(unit)
    assert (two.number, {*two.rows}) == (2, {*ROWS} - {*one.drawn})
    assert [kinds(each)[-1] for each in journals(unit)] == ["planned", "sealed"]


def test_what_changed_meanwhile_is_not_drawn_from(unit: Path) -> None:
    with Terminal(unit, "rencana", "--jam", JAM) as terminal:
        present(terminal)
        plan(unit)
        assert terminal.end(SECOND) == 3
        assert not THROW.search(terminal.text)
    assert len(planned(unit)) == 1


# ---- more plans


def without_adding(unit: Path, lang: str) -> str:
    """What `rencana` says where enough are drawn; it ends by itself."""
    with Terminal(unit, "rencana", "--jam", LATER, "--lang", lang) as terminal:
        assert terminal.end() == 0
        return " ".join(terminal.text.split())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_plan_that_is_enough_draws_no_more(unit: Path, lang: str) -> None:
    plan(unit)
    with Terminal(unit, "rencana", "--jam", LATER, "--lang", lang) as terminal:
        assert terminal.end() == 0
        assert f'--tambah --jam "{LATER}" --lang {lang}' in terminal.text  # it goes on in the same moment
    plan(unit, "--jumlah", "2", second="dua dadu 6 6 1")
    one, two = planned(unit)
    assert (two.number, two.size, two.population) == (2, 2, 5)
    assert not {*one.drawn} & {*two.drawn}
    assert not {*one.drawn} & {*two.rows}
    opened = events(journals(unit)[1])[0]
    assert isinstance(opened, Opened)
    assert opened.seen == (one.record,)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_after_a_bad_find_just_as_many_more_as_it_takes(unit: Path, lang: str) -> None:
    plan(unit)
    with Terminal(unit, "rencana", "--tambah", "--jam", LATER, "--lang", lang) as terminal:
        assert terminal.end() == 0  # none differs: nothing to add
    rechecks(unit, wrong=1)
    enough = {"id": "Ternyata 1 berbeda, jadi perlu tambahan:", "en": "1 differs, so more are to be drawn:"}[lang]
    assert enough in without_adding(unit, lang)
    shown = plan(unit, "--tambah", "--lang", lang, second="dua dadu 6 6 1")
    assert "10" in shown
    assert [(one.number, one.size) for one in planned(unit)] == [(1, 7), (2, 3)]
    said = " ".join(tool(unit, "ringkasan", "--per", "26/11/2024 20.00", "--lang", lang).stdout.split())
    assert {"id": "Diundi dalam 2 rencana", "en": "Drawn in 2 plans"}[lang] in said
    assert pages(unit)["samples"][0]["plans"] == 2


def test_where_no_sample_proves_it_any_more_all_are_drawn(unit: Path) -> None:
    plan(unit)
    rechecks(unit, wrong=3)
    plan(unit, "--tambah", second="dua dadu 6 6 1")
    assert planned(unit)[1].size == 5
    with Terminal(unit, "rencana", "--tambah", "--jam", LATER) as terminal:
        assert terminal.end() == 0
    assert len(planned(unit)) == 2


@pytest.mark.parametrize("lang", ["id", "en"])
def test_while_a_ricek_is_running_nobody_hears_what_differed(unit: Path, lang: str) -> None:
    plan(unit)
    rechecks(unit, wrong=1, last=6)
    record(unit, "cek", drawn(unit)[6], 24)
    record(unit, "ricek", drawn(unit)[6], 26, sealed=False)
    with Terminal(unit, "rencana", "--tambah", "--jam", LATER, "--lang", lang) as terminal:
        assert terminal.end() == 3
        assert "icek" in terminal.text
    enough = {"id": "Yang terundi sudah cukup; tidak perlu tambahan.", "en": "Enough are drawn; no more are needed."}
    assert enough[lang] in without_adding(unit, lang)
    document = json.loads(tool(unit, "ringkasan", "--format", "json", "--per", "26/11/2024 20.00").stdout)
    Draft202012Validator(SCHEMA).validate(document)
    assert pages(unit)["samples"] == document["beside"]["samples"] == []
    page = tool(unit, "rencana", "--lang", lang).stdout
    assert not re.search(r"\b1 (different|berbeda)", page)
    states = {each["target"]: each["rechecked"] for each in pages(unit)["plans"][0]["drawn"]}
    assert states[drawn(unit)[6]] is None


def test_a_row_that_comes_later_can_be_drawn(unit: Path) -> None:
    plan(unit)
    rechecks(unit)
    table(unit, [*ROWS, *(f"Gunung Elai {n:03}" for n in range(1, 9))])
    sheet = {**SHEET, "facts": {"tps": 22}}
    (unit / "pilkada.yaml").write_text(yaml.safe_dump(sheet), encoding="utf-8")
    said = " ".join(tool(unit, "ringkasan", "--per", "26/11/2024 20.00").stdout.split())
    assert "Tidak berlaku untuk 8 sasaran" in said
    assert len(pages(unit)["samples"][0]["outside"]) == 8
    plan(unit, second="dua dadu 6 6 1")
    assert pages(unit)["samples"][0]["outside"] == []
    one, two = planned(unit)
    assert len(two.rows) == 13
    assert {*two.rows} == {*ROWS, *(f"Gunung Elai {n:03}" for n in range(1, 9))} - {*one.drawn}


# ---- pages


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json", "terminal"])
def test_the_plans_in_every_form(unit: Path, tmp_path: Path, form: str, lang: str) -> None:
    plan(unit)
    rechecks(unit, last=4)
    done = tool(unit, "rencana", "--format", form, "--lang", lang)
    assert done.returncode == 0
    text = done.stdout
    for name in (*drawn(unit), *ALWAYS, *NAMES):
        assert name in text
    squeezed = re.sub(r"\s+", " ", text.replace("\\|", "|"))
    assert planned(unit)[0].seed in squeezed
    out = tmp_path / "out.txt"
    assert tool(unit, "rencana", "--format", form, "-o", str(out), "--lang", lang).returncode == 0
    assert out.exists()


def test_which_are_re_checked(unit: Path) -> None:
    plan(unit)
    rechecks(unit, last=4)
    (one,) = pages(unit)["plans"]
    assert [each["rechecked"] for each in one["drawn"]] == [True] * 4 + [False] * 3
    assert [each["target"] for each in one["drawn"]] == list(drawn(unit))
    (result,) = pages(unit)["samples"]
    assert (result["population"], result["drawn"], result["rechecked"], result["bound"]) == (12, 7, 4, 5)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_plan_is_drawn_again_from_its_record(unit: Path, lang: str) -> None:
    plan(unit)
    assert tool(unit, "rencana", "--periksa", "--lang", lang).returncode == 0
    (path,) = journals(unit)
    one, other = drawn(unit)[:2]
    data = path.read_bytes()
    mark = f'"drawn":["{one}","{other}"'.encode()
    assert mark in data
    path.write_bytes(data.replace(mark, f'"drawn":["{other}","{one}"'.encode()))
    done = tool(unit, "rencana", "--periksa", "--lang", lang)
    assert done.returncode == 1
    assert one in done.stdout
    assert other in done.stdout
    (found,) = json.loads(tool(unit, "rencana", "--periksa", "--format", "json").stdout)["plans"]
    assert (found["follows"], found["place"], found["target"], found["drawn_again"]) == (False, 1, other, one)
    heading, row = tool(unit, "rencana", "--periksa", "--format", "csv").stdout.splitlines()
    assert dict(zip(heading.split(","), row.split(","), strict=True))["follows"] == "false"


def test_without_a_terminal_it_draws_nothing(unit: Path) -> None:
    assert tool(unit, "rencana").returncode == 0
    for words in (("--jumlah", "9"), ("--tambah",), ("--petugas", NUMBER)):
        assert tool(unit, "rencana", *words).returncode == 2
    assert not (unit / "records").exists()


# ---- what it proves, in the summary

SAID = {
    "id": "7 dari 12 TPS diricek, 0 berbeda: dengan keyakinan 95 % paling banyak 2 TPS tidak seperti laporan",
    "en": "7 of 12 polling stations re-checked, 0 different: with 95 % confidence at most 2 polling stations are not "
    "as reported",
}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_sentence_of_the_summary(unit: Path, lang: str) -> None:
    plan(unit)
    rechecks(unit)
    words = ("ringkasan", "--per", "26/11/2024 20.00", "--lang", lang)
    assert SAID[lang] in " ".join(tool(unit, *words).stdout.split())
    document = json.loads(tool(unit, *words, "--format", "json").stdout)
    Draft202012Validator(SCHEMA).validate(document)
    (one,) = document["beside"]["samples"]
    assert one == {
        "list": "tps-siap", "population": 12, "drawn": 7, "rechecked": 7, "differed": 0, "bound": 2, "tolerated": 3,
        "tolerance": 0.25, "confidence": 0.95, "short": False, "more": 0, "plans": 1, "beyond": 0, "outside": [],
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_plan_that_does_not_count_proves_nothing(unit: Path, lang: str) -> None:
    """Though the targets that it drew were re-checked by somebody else."""
    plan(unit)
    rechecks(unit)
    (path,) = (one for one in journals(unit) if "rencana" in one.name)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))  # its seal is gone
    said = " ".join(tool(unit, "ringkasan", "--per", "26/11/2024 20.00", "--lang", lang).stdout.split())
    assert {"id": "7 sasaran yang terundi tidak dihitung", "en": "7 drawn targets cannot count"}[lang] in said
    assert {"id": "belum ada yang diricek", "en": "none re-checked"}[lang] not in said


@pytest.mark.parametrize("lang", ["id", "en"])
def test_where_every_target_is_re_checked_anyway_there_is_no_lot(unit: Path, lang: str) -> None:
    table(unit, [])
    with Terminal(unit, "rencana", "--jam", JAM, "--lang", lang) as terminal:
        assert terminal.end() == 0
        said = " ".join(terminal.text.split())
    assert {"id": "tidak ada sasaran yang ikut undian", "en": "no target takes part in the lot"}[lang] in said.lower()
    assert not (unit / "records").exists()


@pytest.mark.parametrize(
    ("wrong", "last", "told"),
    [
        (0, 4, ["4 dari 12", "paling banyak 5", "3 lagi belum diricek", "Belum cukup"]),
        (1, 7, ["7 dari 12", "1 berbeda", "paling banyak 4", "Belum cukup", "3 lagi perlu diundi", "--tambah"]),
    ],
)
def test_what_is_still_missing(unit: Path, wrong: int, last: int, told: list[str]) -> None:
    plan(unit)
    rechecks(unit, wrong=wrong, last=last)
    shown = " ".join(tool(unit, "ringkasan", "--per", "26/11/2024 20.00", "--lang", "id").stdout.split())
    for text in told:
        assert text in shown


def test_the_board_leads_there(unit: Path) -> None:
    with Terminal(unit) as terminal:
        assert " u " in terminal.ask()
        shown = terminal.type("u")
        assert "Telihan" not in shown
        terminal.type(".q")
        terminal.type("")
        terminal.end("0")
