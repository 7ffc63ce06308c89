"""A workspace on a disk: what is found, what replaces what, and every fault of every file at its place."""

import os
from pathlib import Path

import pytest

from pilkada_check.files.kept import keep_definition
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.workspace import definition, find, load
from pilkada_check.model.unit import Officer

UNIT = """\
unit: {name: Polres Contoh, path: [Polda Contoh]}
lists: [perlengkapan, dapur]
election_day: 2024-11-27
operation_ends: 2024-12-16
targets: {satuan: targets/satuan.csv, dapur: targets/dapur.csv}
facts: {panci: 3}
"""
KITCHEN = """\
id: dapur
title: Dapur lapangan
version: "1"
for: dapur
sections:
  - title: Dapur
    items:
      - {id: panci, text: "Panci: hitung.", type: count, need: ">= panci"}
"""
FACTS = """\
facts:
  panci: {type: int, text: {id: Panci wajib, en: Pots required}}
tables:
  dapur: {kompor: {type: int, text: {id: Kompor, en: Stoves}}}
"""
FILES = {
    "pilkada.yaml": UNIT,
    "checklists/facts.yaml": FACTS,
    "checklists/dapur.yaml": KITCHEN,
    "targets/satuan.csv": "id;helm_wajib\nTon Dalmas;30\n",
    "targets/dapur.csv": "id,kompor\nDapur 1,2\n",
    "petugas.csv": "nomor;nama\nL-07;Contoh Satu\n",
}


def make(root: Path, **changed: str | bytes | None) -> Path:
    """A workspace of `FILES`; a changed file by its name without folder and ending (None: not there)."""
    files: dict[str, str | bytes | None] = dict(FILES)
    for name, content in changed.items():
        path = next((one for one in FILES if Path(one).stem == name), f"checklists/{name}.yaml")
        files[path] = content
    for path, content in files.items():
        if content is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


NO_NUMBER = "B2 cell_not_a_number text=x row=A column=helm_wajib"
_MEANING = {"means", "measure", "who"}  # of a column, in the facts


def told(root: Path, *, every: bool = False) -> list[str]:
    """The faults as words; warnings marked."""
    return [
        " ".join(
            [f"{one.path}:{one.line}:{one.column}{one.cell and ' ' + one.cell}", one.code]
            + [f"{name}={value}" for name, value in one.params if name.removesuffix("_en") not in _MEANING]
            + ["(warning)"] * one.warning
        )
        for one in load(root, every=every).faults
    ]


# ---- what is found


def test_a_table_in_its_place_that_the_unit_does_not_name_is_a_fault(tmp_path: Path) -> None:
    """Left out, its rows would be missing from every verdict without a word."""
    named = "targets: {satuan: targets/satuan.csv, dapur: targets/dapur.csv}"
    make(tmp_path, pilkada=UNIT.replace(named, "targets: {satuan: targets/satuan.csv}"))
    assert told(tmp_path) == ["pilkada.yaml:5:1 table_unnamed table=dapur file=targets/dapur.csv"]
    make(tmp_path, pilkada=UNIT.replace(named, ""))
    assert [one.split()[0] for one in told(tmp_path)] == ["pilkada.yaml:0:0"] * 2
    (tmp_path / "targets/satuan.csv").unlink()
    (tmp_path / "targets/dapur.csv").unlink()
    assert told(tmp_path) == []  # nothing is there yet: `cek` says what to make


def test_a_workspace_is_found_from_below(tmp_path: Path) -> None:
    root = make(tmp_path / "unit")
    below = root / "records" / "x"
    below.mkdir(parents=True)
    assert find(root) == find(below) == root
    assert find(tmp_path) is None


def test_a_workspace_is_found_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "unit")
    monkeypatch.chdir(root / "targets")
    assert find(Path()) == root
    (tmp_path / "lain").mkdir()
    assert find(Path("../../lain")) is None  # beside a workspace is not below it


def test_a_whole_workspace(tmp_path: Path) -> None:
    workspace = load(make(tmp_path))
    assert workspace.faults == ()
    assert workspace.unit.full_path == ("Polda Contoh", "Polres Contoh")
    assert [(one.id, one.own) for one in workspace.lists] == [("perlengkapan", False), ("dapur", True)]
    assert set(workspace.ids) >= {"perlengkapan", "personel", "kendaraan", "dapur"}
    assert workspace.unit.tables["satuan"].rows["Ton Dalmas"].facts == {"helm_wajib": 30}
    assert workspace.unit.tables["dapur"].rows["Dapur 1"].facts == {"kompor": 2}
    assert workspace.unit.officers == {"l07": Officer("L-07", "Contoh Satu")}
    assert {"panci", "tps"} <= workspace.book.unit.keys()
    assert workspace.texts["dapur"] == KITCHEN.encode()


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    root = make(tmp_path, personel="id: personel\nnothing: of a list\n", tps="id: tps\n")
    assert list(load(root).known) == ["perlengkapan", "dapur"]
    assert list(load(root, only=["dapur", "nowhere"]).known) == ["dapur"]
    assert load(root, only=["dapur"]).faults == ()
    assert {one.path for one in load(root, every=True).faults} == {"checklists/personel.yaml", "checklists/tps.yaml"}
    assert load(root, only=(), tables=False).unit.tables == {}


def test_without_a_workspace_there_is_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path))  # not looked at
    workspace = load(None, every=True)
    assert (
        set(workspace.known) == set(workspace.ids) == {one.stem for one in shipped_lists().glob("*.yaml")} - {"facts"}
    )
    assert workspace.faults == ()
    assert all(name == one.id for name, one in workspace.known.items())
    assert "panci" not in workspace.book.unit


def test_an_own_list_replaces_the_shipped_one_whatever_its_file_is_called(tmp_path: Path) -> None:
    root = make(tmp_path, milik_kami="# ours\n" + KITCHEN.replace("id: dapur", "id: 'perlengkapan' # ours"))
    workspace = load(root)
    assert workspace.faults == ()
    first = workspace.lists[0]
    assert (first.id, first.own, first.title.id) == ("perlengkapan", True, "Dapur lapangan")
    assert len(workspace.ids) == len(load(None).ids) + 1


def test_a_faulty_own_list_never_gives_way_to_the_shipped_one(tmp_path: Path) -> None:
    root = make(tmp_path, milik_kami="id: perlengkapan\ntitle: x\n")
    workspace = load(root)
    assert [one.id for one in workspace.lists] == ["dapur"]
    assert {one.path for one in workspace.faults} == {"checklists/milik_kami.yaml"}


# ---- faults


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"petugas": None}, []),
        ({"facts": None}, ["checklists/dapur.yaml", "pilkada.yaml", "targets/dapur.csv"]),
        ({"satuan": None}, ["targets/satuan.csv:0:0 file_missing"]),
        ({"pilkada": UNIT.replace("dapur]", "zzz]")}, ["pilkada.yaml:2:23 list_unknown id=zzz near="]),
        (
            {"pilkada": UNIT.replace("[perlengkapan, dapur]", "[perlengkapan, dapurr]")},
            ["pilkada.yaml:2:23 list_unknown id=dapurr near=dapur"],
        ),
        (
            {"pilkada": UNIT.replace("[perlengkapan, dapur]", "\n  - dapur\n  - perlengkapn")},
            ["pilkada.yaml:4:5 list_unknown id=perlengkapn near=perlengkapan"],
        ),
        ({"pilkada": UNIT + "satuan: Ton Dalmas\n"}, []),
        (
            {"pilkada": UNIT + "satuan: Ton Dalmass\n"},
            ["pilkada.yaml:7:9 satuan_unknown id=Ton Dalmass near=Ton Dalmas"],
        ),
        ({"dua": KITCHEN}, ["checklists/dua.yaml:1:0 list_twice id=dapur first=checklists/dapur.yaml"]),
        ({"satuan": "id;helm_wajib\nA;x\n"}, [f"targets/satuan.csv:2:0 {NO_NUMBER}"]),
        ({"petugas": "nomor;nama\n1;\n"}, ["petugas.csv:2:0 B2 officer_no_name number=1"]),
        (
            {"satuan": "id;helm_wajib\nA;x\n", "petugas": "nomor;nama\n1;\n", "pilkada": UNIT + "satuan: B\n"},
            [f"targets/satuan.csv:2:0 {NO_NUMBER}", "petugas.csv:2:0 B2 officer_no_name number=1"],
        ),
    ],
)
def test_faults_of_every_file(tmp_path: Path, changed: dict[str, str | None], faults: list[str]) -> None:
    found = told(make(tmp_path, **changed))
    if faults and ":" not in faults[0]:  # sentences of the reader: here only which files it names
        found = sorted({one.split(":")[0] for one in found})
    assert found == faults


def test_without_a_sound_unit_its_own_lists_are_looked_at(tmp_path: Path) -> None:
    root = make(tmp_path, pilkada="unit: {name: A}\nlist: [x]\n", dapur_dua="id: dapur-dua\n")
    workspace = load(root)
    assert {one.path for one in workspace.faults} == {"pilkada.yaml", "checklists/dapur_dua.yaml"}
    assert workspace.unit.name == ""


@pytest.mark.parametrize(
    ("kind", "code"), [("folder", "file_kind"), ("pipe", "file_kind"), ("large", "file_big"), ("circle", "file_kind")]
)
def test_what_is_no_plain_file_is_named(tmp_path: Path, kind: str, code: str) -> None:
    root = make(tmp_path, pilkada=None)
    path = root / "pilkada.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "large":
        path.write_bytes(b"# " * (1 << 20))
    else:
        path.symlink_to(path)
    assert told(root)[0].startswith(f"pilkada.yaml:0:0 {code}")


def test_a_link_to_a_file_elsewhere_is_followed(tmp_path: Path) -> None:
    root = make(tmp_path / "unit")
    (root / "petugas.csv").rename(tmp_path / "petugas.csv")
    (root / "petugas.csv").symlink_to(tmp_path / "petugas.csv")
    assert len(load(root).unit.officers) == 1


# ---- definitions


def test_definitions_as_read_and_as_kept(tmp_path: Path) -> None:
    root = make(tmp_path)
    old = KITCHEN.replace('"1"', '"0"').encode()
    digest = keep_definition(root, old)
    broken = keep_definition(root, b"id: dapur\n")
    workspace = load(root)
    kept = definition(workspace, digest)
    assert kept is not None
    assert (kept.version, kept.sha256) == ("0", digest)
    assert definition(workspace, workspace.lists[1].sha256) is workspace.lists[1]
    assert definition(workspace, broken) is None
    assert definition(workspace, "0" * 64) is None


def test_the_example_workspace_is_sound() -> None:
    example = shipped_lists() / "contoh-bontang"
    assert [one for one in load(example, every=True).faults if not one.warning] == []
