"""`validasi`: any files and folders, what they are, what is wrong with them, and how it is said."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Tool, let_in
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.files.below import below
from pilkada_check.files.kinds import by_content, by_place, fitting_table
from pilkada_check.files.workspace import load
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.faults import Fault, fault
from pilkada_check.rules.record import Record, read
from pilkada_check.rules.record_faults import record_faults
from pilkada_check.views.validation import Text

LIST = """\
id: sendiri
title: Daftar sendiri
version: "1"
for: satuan
sections:
  - title: Gudang
    items:
      - id: helm
        text: "Helm: berapa yang baik?"
        type: count
        need: ">= helm_wajib"
"""
DAMAGE = frozenset({"journal_line", "journal_foreign", "journal_seal"})  # makes a record damaged (rules.md 2)
UNREADABLE = frozenset({"journal_newer", "journal_no_header"})  # makes the file unreadable (rules.md 24)
FACTS = "facts:\n  tenda: {type: int, text: {id: Tenda, en: Tents}, unit: buah}\n"


@pytest.fixture(scope="module")
def made(small_example: Path) -> Path:
    """The unit of the example with some records; nobody writes in it."""
    return small_example


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """The example as the current folder, for writing in it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def the_record(folder: Path, name: str = "perlengkapan-cek", target: str = "ton-dalmas") -> Path:
    return next((folder / "records").glob(f"{target}-*/{name}-*.jsonl"))


# ---- what a file is


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/u/pilkada.yaml", "unit"),
        ("/u/petugas.csv", "officers"),
        ("/u/checklists/facts.yaml", "facts"),
        ("/u/checklists/x.yaml", "list"),
        ("/u/checklists/x.YML", "list"),
        ("/u/targets/x.csv", "targets"),
        ("/u/data/x.csv", "targets"),  # the unit names it
        ("/u/records/ton-1/x.jsonl", "record"),
        ("/u/X.JSONL", "record"),
        (f"/u/definitions/{'0' * 64}", "definition"),
        (f"/u/definitions/{'0' * 63}", None),
        (f"/u/other/{'0' * 64}", None),
        ("/u/x.yaml", None),
        ("/u/x.csv", None),
        ("/u/checklists/x.txt", None),
    ],
)
def test_kind_by_name_and_place(path: str, kind: str | None) -> None:
    assert by_place(Path(path), {Path("/u/data/x.csv")}) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LIST, "list"),
        ("\ufeff# one, two\r\n" + LIST, "list"),
        ("{id: a, title: b}", "list"),
        (FACTS, "facts"),
        ("tables:\n  satuan: {}\n", "facts"),
        ("unit: {name: A}\nfacts: {tps: 1}\n", "unit"),
        ("id;personel\nTon;30\n", "targets"),
        ('\ufeff"id","personel"\n', "targets"),
        ("sep=;\nid;x\n", "targets"),
        ("\n\nid\tx\n", "targets"),
        ("nomor;nama\n1;A\n", "officers"),
        ("Number,Name,Rank\n", "officers"),
        ('{"type":"opened","format":1}\n', "record"),
        ("nomor;umur\n", None),
        ("hello\n", None),
        ("", None),
        ("\x00\x01\xff", None),
    ],
)
def test_kind_by_content(text: str, kind: str | None) -> None:
    assert by_content(text.encode("utf-8", "surrogateescape")) == kind


@given(st.binary(max_size=300))
def test_no_content_stops_it(data: bytes) -> None:
    assert by_content(data) in {None, "list", "facts", "unit", "targets", "officers", "record", "report", "bundle"}


def test_a_table_is_told_by_its_columns() -> None:
    tables = {"satuan": ["helm", "personel"], "tps": ["dpt", "kelas", "personel"]}
    assert fitting_table(b"id;personel;helm\n", tables) == "satuan"
    assert fitting_table(b"id;kelas\n", tables) == "tps"
    assert fitting_table(b"id;x\n", tables) == ""
    assert fitting_table(b"id;x\n", {}) == ""


# ---- files and folders


def test_the_workspace_without_a_path(tool: Tool, copy: Path) -> None:
    done = tool("validasi", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    *missing, looked, counts = done.stdout.splitlines()
    assert looked.startswith("Looked at: units 1, officers files 1, target tables 4, records 11, lists that were ans")
    assert missing  # some cells are left empty on purpose: legal, and named
    assert all("[cell_missing]" in line and line.endswith(" (warning)") for line in missing)
    assert re.fullmatch(rf"\d+ files, 0 faults, {len(missing)} warnings?", counts)
    (copy / "petugas.csv").write_text("nomor;nama\n;A\n")
    found = tool("-C", "records", "validasi")  # the workspace lies above
    assert found.returncode == 1
    assert f"{Path('petugas.csv')}:A2: [officer_no_number]" in found.stdout


def test_no_workspace_and_no_path(tool: Tool) -> None:
    done = tool("validasi")
    assert (done.returncode, done.stdout) == (3, "")
    assert "pilkada.yaml" in done.stderr


@pytest.mark.parametrize(
    ("folder", "path"), [("", "copy/targets"), ("copy", "targets"), ("copy/records", "../targets")]
)
def test_folder_of_the_command_and_paths(tool: Tool, made: Path, tmp_path: Path, folder: str, path: str) -> None:
    shutil.copytree(made, tmp_path / "copy")
    put(tmp_path, "copy/targets/satuan.csv", "id;personel\nTon;x\n")
    done = tool(*(["-C", folder] if folder else []), "validasi", path)
    assert done.returncode == 1
    shown = (
        os.path.normpath(Path(folder, path, "satuan.csv")) if ".." not in path else "copy/records/../targets/satuan.csv"
    )
    assert done.stdout.splitlines()[0].startswith(f"{shown}:B2: [cell_not_a_number]")


def test_hidden_files_other_files_and_rings_of_links_are_passed_over(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, "a/checklists/.hidden.yaml", "x")
    put(tmp_path, "a/.git/checklists/x.yaml", "x")
    put(tmp_path, "a/b/notes.txt", "x")
    put(tmp_path, "a/b/other.yaml", "x: 1\n")
    put(tmp_path, "a/checklists/x.yaml", LIST)
    (tmp_path / "a/b/ring").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "a/b/pipe.yaml")
    done = tool("validasi", "a", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "1 file, 0 faults, 0 warnings, 2 others passed over"


def test_a_linked_folder_is_looked_at_and_a_dangling_link_is_told(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, "far/checklists/x.yaml", LIST.replace("count", "conut"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a/link").symlink_to(tmp_path / "far")
    assert "a/link/checklists/x.yaml:10:15: [unknown_type]" in tool("validasi", "a").stdout
    (tmp_path / "a/gone.yaml").symlink_to(tmp_path / "nowhere")
    done = tool("validasi", "a")
    assert done.returncode == 3
    assert "a/gone.yaml: [file_missing]" in done.stdout


def test_files_come_in_order(tmp_path: Path) -> None:
    for name in ("b/1.yaml", "a/2.yaml", "c.yaml", "a/1.yaml"):
        put(tmp_path, name, "x")
    found = [path.relative_to(tmp_path).as_posix() for path in below(tmp_path) if isinstance(path, Path)]
    assert found == ["a/1.yaml", "a/2.yaml", "b/1.yaml", "c.yaml"]


@pytest.mark.parametrize(
    "name",
    ["\x1b[31mred\x1b[0m.yaml", "two\nlines.yaml", "a b.yaml", "\u202ertl.yaml", "[red].yaml", "-x.yaml", "~.yaml"],
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_hostile_names_are_shown_literally(tool: Tool, tmp_path: Path, name: str, form: str) -> None:
    put(tmp_path / "checklists", name, "id: [\n")
    done = tool("validasi", "checklists", "--format", form, "--lang", "en")
    assert (done.returncode, done.stderr) == (1, "")
    assert "\x1b" not in done.stdout
    if form == "json":
        assert json.loads(done.stdout)["faults"][0]["path"] == f"checklists/{name}"
    else:
        assert "\u202e" not in done.stdout
        assert len(done.stdout.splitlines()) == 3


def test_a_name_that_is_no_utf8(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"checklists/\xff.yaml"), "id: [\n")
    done = tool("validasi", "checklists")
    assert (done.returncode, done.stderr) == (1, "")
    assert "checklists/\ufffd.yaml:1" in done.stdout


@pytest.mark.parametrize("path", ["checklists/x.yaml", "checklists"])
def test_what_this_user_may_not_read(tmp_path: Path, path: str) -> None:
    put(tmp_path, "checklists/x.yaml", LIST)
    let_in(tmp_path)
    (tmp_path / path).chmod(0)
    code = (
        "import os, sys; from pilkada_check.cli.app import run\n"
        "run(['validasi', '.']); print('@', flush=True)  # whatever is still imported, it may not be allowed to later\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "sys.exit(run(['validasi', '.']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    (tmp_path / path).chmod(0o700)
    assert done.returncode == 3
    assert f"\n{path}: [file_denied]" in done.stdout.partition("@")[2]


def test_a_path_that_is_not_there_does_not_hide_the_others(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, "checklists/x.yaml", "id: [\n")
    done = tool("validasi", "gone.yaml", "checklists/x.yaml", "--lang", "en")
    assert done.returncode == 3
    assert "gone.yaml: [file_missing]" in done.stdout
    assert "checklists/x.yaml:1:5: [bracket_open]" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 file, 1 fault, 0 warnings, 1 cannot be read"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LIST, "a list"),
        (FACTS, "unit facts"),
        ("unit: {name: A}\nelection_day: 2024-11-27\n", "a unit"),
        ("id;personel\nTon;30\n", "a target table"),
        ("nomor;nama\n1;A\n", "an officers file"),
    ],
)
def test_what_comes_through_a_pipe(tool: Tool, text: str, said: str) -> None:
    done = tool("validasi", "-", "--lang", "en", stdin=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"-: by its content this is {said}."
    assert done.stdout.splitlines()[-1] == "1 file, 0 faults, 0 warnings"


def test_a_unit_without_its_election_day_can_not_be_judged(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, "pilkada.yaml", "unit: {name: A}\nlists: [personel]\ntargets: {satuan: targets/satuan.csv}\n")
    put(tmp_path, "targets/satuan.csv", "id\nTon Dalmas\n")
    done = tool("validasi", "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.startswith("pilkada.yaml: [unit_no_day] Day H is missing")
    verdict = tool("ringkasan", "--lang", "en")
    assert verdict.returncode == 3
    assert verdict.stderr == (
        "pilkada.yaml does not say day H (election_day): without it nothing can be judged.\n"
        "Fill in what is missing with: pilkada-check mulai --lang en\n"
    )


def test_what_nobody_can_tell(tool: Tool, tmp_path: Path) -> None:
    put(tmp_path, "x.txt", "hello")
    for done in (tool("validasi", "-", stdin="hello"), tool("validasi", "x.txt"), tool("validasi", "-")):
        assert done.returncode == 1
        assert ": [kind_unknown]" in done.stdout


# ---- the facts that a file is read with


def test_lists_are_read_with_the_facts_of_their_workspace(tool: Tool, copy: Path) -> None:
    own = LIST.replace("helm_wajib", "tenda")
    put(copy, "checklists/x.yaml", own)
    assert "[unknown_fact]" in tool("validasi", "checklists").stdout
    put(copy, "checklists/facts.yaml", FACTS)
    assert tool("validasi", "checklists").returncode == 0
    assert "[unknown_fact]" in tool("-C", "/", "validasi", "-", stdin=own).stdout
    assert tool("validasi", "-", stdin=own).returncode == 0  # here the workspace has it


def test_a_list_may_be_for_a_table_that_its_unit_names(tool: Tool, copy: Path) -> None:
    put(copy, "checklists/x.yaml", LIST.replace("satuan", "gudang").replace("helm_wajib", "30"))
    assert "[unknown_table]" in tool("validasi", "checklists").stdout
    unit = copy / "pilkada.yaml"
    unit.write_text(unit.read_text().replace("targets:\n", "targets:\n  gudang: data/gudang.csv\n"))
    put(copy, "data/gudang.csv", "id;dicoret\nGudang 1;\n")
    done = tool("validasi", "--lang", "en")
    assert done.returncode == 0
    assert not [line for line in done.stdout.splitlines() if "[" in line and "[cell_missing]" not in line]


def test_shipped_lists_and_facts_are_sound_where_they_lie(tool: Tool) -> None:
    done = tool("validasi", *map(str, sorted(ROOT.glob("checklists/*.yaml"))), "--ketat")
    assert (done.returncode, done.stderr) == (0, "")
    text = (ROOT / "checklists/facts.yaml").read_text("utf-8")
    assert tool("validasi", "-", stdin=text).returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "row"),
    [
        ("pilkada.yaml", "[perlengkapan, ", "[perlengkapn, ", r"pilkada.yaml:13:9: \[list_unknown\]"),
        ("pilkada.yaml", "timezone:", "satuan: Ton Dalams\ntimezone:", r"pilkada.yaml:\d+:9: \[satuan_unknown\]"),
        ("pilkada.yaml", "targets/satuan.csv", "targets/satu.csv", r"targets/satu.csv: \[file_missing\]"),
        ("pilkada.yaml", "example: true", "example: maybe", r"pilkada.yaml:\d+:10: \["),
        ("targets/kendaraan.csv", "TRUK 1,R6", "TRUK 1,R7", r"targets/kendaraan.csv:B2: \[cell_not_a_choice\]"),
        ("targets/kendaraan.csv", "id,jenis", "PK\x03\x04", r"targets/kendaraan.csv: \[table_not_csv\]"),  # a workbook
        ("petugas.csv", "00010002", "00010001", r"petugas.csv:A3: \[row_twice\]"),
    ],
)
def test_faults_between_and_in_the_files_of_a_workspace(
    tool: Tool, copy: Path, file: str, old: str, new: str, row: str
) -> None:
    path = copy / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    done = tool("validasi")
    assert done.returncode == 1
    rows = [line for line in done.stdout.splitlines() if re.match(row, line)]
    assert len(rows) == 1, done.stdout


# ---- records


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def swapped(data: bytes, pattern: bytes, new: bytes) -> bytes:
    """The second line with a piece replaced."""
    line, count = re.subn(pattern, new, lines(data, 2), count=1)
    assert count
    return line


def lines(data: bytes, *numbers: int) -> bytes:
    rows = data.splitlines(keepends=True)
    return b"".join(rows[number - 1] for number in numbers)


Case = tuple[Callable[[bytes], bytes], str, int, bool]

# What is done to a sealed record of the example: the code, its line (0: the last one), and whether it is a warning.
RECORDS: dict[str, Case] = {
    "a digit changed": (lambda d: changed(d, b'"b":27', b'"b":30'), "journal_seal", 0, False),
    "a line lost": (lambda d: d.replace(lines(d, 3), b"", 1), "journal_seal", 0, False),
    "no line at all": (lambda d: lines(d, 1, 2) + b"{}\n", "journal_line", 3, False),
    "a key twice": (
        lambda d: lines(d, 1) + swapped(d, rb'"note":""', b'"note":"","note":""'),
        "journal_line",
        2,
        False,
    ),
    "of another": (lambda d: lines(d, 1, 2) + swapped(d, rb'"01JD', b'"01JX'), "journal_foreign", 3, False),
    "opened twice": (lambda d: lines(d, 1, 1), "journal_foreign", 2, False),
    "after the end": (lambda d: d + lines(d, 2), "journal_after_end", 0, False),
    "no header": (lambda d: lines(d, 2, 3), "journal_no_header", 1, False),
    "newer format": (lambda d: changed(d, b'"format":1', b'"format":2'), "journal_newer", 1, False),
    "newer event": (lambda d: lines(d, 1) + b'{"type":"flown","record":"x"}\n', "journal_newer", 2, False),
    "no such item": (lambda d: lines(d, 1) + swapped(d, rb'"helm-phh"', b'"helm"'), "journal_item", 2, False),
    "other type": (lambda d: lines(d, 1) + swapped(d, rb'"value":{[^}]*}', b'"value":30'), "journal_value", 2, False),
    "half a line": (lambda d: lines(d, 1, 2) + lines(d, 3)[:40], "journal_torn", 3, True),
    "only half a line": (lambda d: d[:40], "journal_empty", 1, True),
    "lost list": (
        lambda d: re.sub(rb'(?<="definition":)"[0-9a-f]', b'"g', lines(d, 1)),
        "journal_no_definition",
        1,
        True,
    ),
}


@pytest.mark.parametrize("case", RECORDS)
def test_what_is_wrong_with_a_record_is_named_with_its_line(tool: Tool, copy: Path, case: str) -> None:
    make, code, line, warning = RECORDS[case]
    path = the_record(copy)
    data = make(path.read_bytes())
    path.write_bytes(data)
    name = path.relative_to(copy).as_posix()
    done = tool("validasi", name, "--lang", "en", "--format", "json")
    faults = json.loads(done.stdout)["faults"]
    assert [(one["code"], one["warning"]) for one in faults] == [(code, warning)]
    assert faults[0]["line"] == (line or data.count(b"\n"))
    assert done.returncode == (0 if warning else 1)
    assert tool("validasi", name, "--ketat").returncode == 1


def test_copies_of_one_record_that_contradict_each_other(tool: Tool, copy: Path) -> None:
    path = the_record(copy, "personel-cek")
    put(copy, "records/other/same.jsonl", path.read_bytes())
    put(copy, "records/other/shorter.jsonl", b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    assert tool("validasi").returncode == 0  # the same, and the beginning of the same
    put(copy, "records/other/different.jsonl", path.read_bytes().replace(b'"value":29', b'"value":30'))
    done = tool("validasi")
    assert done.returncode == 1
    assert done.stdout.count("[journal_twice]") == 1


def test_a_kept_definition_is_the_very_text(tool: Tool, copy: Path) -> None:
    path = min((copy / "definitions").iterdir())
    path.write_bytes(path.read_bytes() + b"\n")
    done = tool("validasi", "definitions")
    assert done.returncode == 1
    assert f"definitions/{path.name}: [definition_altered]" in done.stdout


def _nothing(_digest: str) -> Checklist | None:
    return None


@pytest.mark.parametrize("golden", sorted((ROOT / "tests/golden").glob("*.jsonl")), ids=lambda path: path.name)
def test_it_calls_damaged_what_the_verdict_calls_damaged(golden: Path) -> None:
    """A bit flipped in every byte, and a cut at every byte: `validasi` and the rules never disagree."""
    data = golden.read_bytes()
    cut = [data[:end] for end in range(len(data))]
    flipped = [data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :] for at in range(len(data))]
    for one in [data, *cut, *flipped]:
        codes = {fault.code for fault in record_faults("x", one, _nothing)}
        record = read("x", one)
        if isinstance(record, Record):
            assert not codes & UNREADABLE
            assert bool(codes & DAMAGE) == record.damaged
            assert ("journal_after_end" in codes) <= bool(record.after_end)
        else:
            assert codes & UNREADABLE or "journal_empty" in codes


def test_every_record_of_the_example_is_sound(made: Path) -> None:
    lists = {one.sha256: one for one in load(made).lists}
    for path in (made / "records").rglob("*.jsonl"):
        assert record_faults("x", path.read_bytes(), lists.get) == []


# ---- how it is said


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    put(tmp_path, "checklists/x.yaml", LIST.replace("count", "conut"))
    return put(tmp_path, "checklists/y.yaml", LIST.replace("?", "? Dan?"))


def test_text(tool: Tool, faulty: Path) -> None:
    done = tool("validasi", "checklists", "--lang", "en")
    assert done.returncode == 1
    rows = done.stdout.splitlines()
    assert rows[0].startswith("checklists/x.yaml:10:15: [unknown_type] ")
    assert rows[0].endswith('Did you mean "count"?')
    assert re.match(r"checklists/y.yaml:9:\d+: \[\w+\] .* \(warning\)$", rows[1])
    assert rows[2:] == ["Looked at: lists 2", "2 files, 1 fault, 1 warning"]


def test_warnings_alone_are_no_faults_unless_it_is_strict(tool: Tool, faulty: Path) -> None:
    assert tool("validasi", "checklists/y.yaml").returncode == 0
    done = tool("validasi", "checklists/y.yaml", "--ketat", "--lang", "en")
    assert done.returncode == 1
    assert "(warning)" not in done.stdout
    assert done.stdout.splitlines()[-1] == "1 file, 1 fault, 0 warnings"


def test_json(tool: Tool, faulty: Path) -> None:
    done = tool("validasi", "checklists", "gone.yaml", "--format", "json", "--lang", "en")
    assert done.returncode == 3
    document = json.loads(done.stdout)
    assert document["format"] == 1
    assert document["counts"] == {"files": 2, "faults": 1, "warnings": 1, "unreadable": 1, "others": 0}
    assert document["files"] == [
        {"path": "checklists/x.yaml", "kind": "list"},
        {"path": "checklists/y.yaml", "kind": "list"},
        {"path": "gone.yaml", "kind": None},
    ]
    first = document["faults"][0]
    assert (first["path"], first["line"], first["column"], first["code"]) == (
        "checklists/x.yaml",
        10,
        15,
        "unknown_type",
    )
    assert [one["code"] for one in document["faults"]][-1] == "file_missing"


def test_github(tool: Tool, faulty: Path) -> None:
    put(faulty.parent, "a,b.yaml", "id: [\n")
    done = tool("validasi", "checklists", "--format", "github", "--lang", "en")
    assert done.returncode == 1
    rows = done.stdout.splitlines()
    assert rows[0].startswith("::error file=checklists/a%2Cb.yaml,line=1,col=5,title=bracket_open::")
    assert rows[1].startswith("::error file=checklists/x.yaml,line=10,col=15,title=unknown_type::")
    assert rows[2].startswith("::warning file=checklists/y.yaml,line=9,")
    assert rows[-1] == "3 files, 2 faults, 1 warning"


def test_an_unknown_format(tool: Tool) -> None:
    assert tool("validasi", "--format", "xml").returncode == 2


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_on_a_terminal_the_line_and_a_caret(tmp_path: Path, faulty: Path, columns: int, lang: str) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "dumb"}
    command = ["-m", "pilkada_check", "validasi", "checklists", "--lang", lang]
    screen = pexpect.spawn(
        sys.executable, command, cwd=str(tmp_path), env=env, encoding="utf-8", dimensions=(40, columns)
    )
    screen.expect(pexpect.EOF)
    screen.close()
    rows = str(screen.before).splitlines()
    code = screen.exitstatus
    assert code == 1
    assert max(map(len, rows)) <= columns
    place = next(i for i, row in enumerate(rows) if row.strip() == "^")
    assert rows[place - 1].strip() == "type: conut"
    assert rows[place].index("^") == rows[place - 1].index("conut")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_in_every_encoding(tool: Tool, tmp_path: Path, encoding: str, form: str) -> None:
    put(tmp_path, "checklists/é✓.yaml", LIST.replace("Gudang", "✓ é 中").replace("count", "“conut”"))
    done = tool("validasi", "checklists", "--format", form, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (1, "")
    assert "unknown_type" in done.stdout


def test_nothing_is_changed(tool: Tool, copy: Path) -> None:
    before = {path: (path.lstat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in copy.rglob("*")}
    assert tool("validasi").returncode == 0
    assert {
        path: (path.lstat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in copy.rglob("*")
    } == before


def test_a_reader_that_closes_early(tmp_path: Path, faulty: Path) -> None:
    command = f"{sys.executable} -m pilkada_check validasi {'checklists ' * 300}| head -1"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_fault_of_another_file_is_told_once(copy: Path) -> None:
    from pilkada_check.cli.inspector import Inspector

    put(copy, "checklists/x.yaml", LIST)
    put(copy, "checklists/y.yaml", LIST)
    inspector = Inspector()
    found: list[Fault] = []
    for path in below(copy):
        assert isinstance(path, Path)
        found += [fault for one in inspector.look(path, path.name, named=False) for fault in one.faults]
    told = [(fault.path, fault.code) for fault in found if fault.code != "cell_missing"]
    assert told == [("checklists/y.yaml", "list_twice")]


def test_a_line_with_several_faults_is_shown_once() -> None:
    found = [fault("a.yaml", 1, 1, "unknown_key", key=key) for key in ("p", "q")]
    told = list(Text(80).file("a.yaml", None, [*found, fault("a.yaml", 1, 3, "extra_comma")], ["p: 1, q: 2"]))
    assert [row.strip() for row in told if not row.startswith("a.yaml")] == ["p: 1, q: 2", "^", "p: 1, q: 2", "^"]
