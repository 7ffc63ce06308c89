"""Compiled lists: the values that the reader makes, taken only where it would make the same."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Tool
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.files.compiled import FILE, Compiled, write
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.workspace import load

SHIPPED = load(None, every=True)
FACTS = (shipped_lists() / "facts.yaml").read_bytes()
WRITTEN = write([(FACTS, SHIPPED.book), *((SHIPPED.texts[name], found) for name, found in SHIPPED.known.items())])
READER = {"pilkada_check.files.reader_checklist", "pilkada_check.files.reader_facts"}

OWN_FACTS = """
tables:
  kendaraan:
    bbm_persen: {type: text, text: {id: Jenis bahan bakar, en: Kind of fuel}}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel puts into site-packages."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder)
    return folder


def of_file(folder: Path, data: bytes) -> Compiled:
    (folder / FILE).write_bytes(data)
    return Compiled(folder / FILE)


def test_a_compiled_value_is_what_the_reader_makes(tmp_path: Path) -> None:
    found = of_file(tmp_path, WRITTEN)
    assert found.facts(FACTS) == SHIPPED.book
    assert len(SHIPPED.known) == 12
    for name, one in SHIPPED.known.items():
        assert found.checklist(SHIPPED.texts[name]) == one


def test_another_text_has_no_compiled_value(tmp_path: Path) -> None:
    found = of_file(tmp_path, WRITTEN)
    for data in SHIPPED.texts.values():
        assert found.checklist(data + b"\n") is None
        assert found.facts(data) is None
    assert found.checklist(FACTS) is None
    assert Compiled(tmp_path / "missing").facts(FACTS) is None


@given(st.integers(0, len(WRITTEN) - 1))
def test_a_file_that_was_cut_gives_nothing(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    found = of_file(tmp_path_factory.getbasetemp(), WRITTEN[:size])
    assert found.facts(FACTS) is None
    assert found.checklist(SHIPPED.texts["perlengkapan"]) is None


@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
def test_a_file_of_which_one_byte_is_another_gives_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    """A number read as another one would be worse than a file that cannot be read."""
    data = bytearray(WRITTEN)
    data[place] ^= change
    found = of_file(tmp_path_factory.getbasetemp(), bytes(data))
    assert found.facts(FACTS) is None
    assert all(found.checklist(text) is None for text in SHIPPED.texts.values())


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """Hatch does not call `finalize` then."""
    code = """
import os, runpy, sys
before = list(sys.path)
hook = runpy.run_path("hatch_build.py")["CustomBuildHook"](os.getcwd(), {}, None, None, ".", "wheel")
data = {"artifacts": [], "force_include": {}}
hook.initialize("standard", data)
[made] = [name for name, inside in data["force_include"].items() if inside.endswith("compiled.msgpack")]
assert sys.path == before
print(made)
raise SystemExit("the build fails")
"""
    folder = tmp_path / "temporary"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"TMPDIR": str(folder), "TEMP": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.endswith("the build fails\n")
    assert done.stdout.startswith(str(folder))
    assert not list(folder.iterdir())


def test_the_wheel_holds_them(installed: Path) -> None:
    assert (installed / "pilkada_check" / FILE).read_bytes() == WRITTEN
    assert not list(ROOT.rglob(FILE))  # in a checkout it would soon be out of date


def test_an_installed_command_reads_no_list_as_yaml(small_example: Path, installed: Path) -> None:
    code = "import sys; from pilkada_check.__main__ import main; main(); print('', '@', *sys.modules, sep='\\n')"
    said = {}
    for package in (installed, ROOT):
        done = subprocess.run(
            [sys.executable, "-c", code, "ringkasan", "--format", "text", "--per", "26/11/2024 19.30"],
            cwd=small_example,
            env={"PYTHONPATH": str(package)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        said[package], _, modules = done.stdout.partition("\n@\n")
        assert bool(READER & set(modules.split())) == (package is ROOT)
    assert said[installed] == said[ROOT]


def test_with_facts_of_its_own_a_unit_has_its_lists_read_with_them(tool: Tool, tmp_path: Path, installed: Path) -> None:
    assert tool("mulai", "--contoh", "bontang", "--kosong").returncode == 0
    unit = tmp_path / "contoh-bontang"
    (unit / "checklists").mkdir(exist_ok=True)
    (unit / "checklists" / "facts.yaml").write_text(OWN_FACTS, encoding="utf-8")
    found = tool("-C", str(unit), "daftar", "kendaraan", PYTHONPATH=str(installed))
    assert found.returncode == 3
    assert "kendaraan" in found.stderr
    assert tool("-C", str(unit), "daftar", "perlengkapan", PYTHONPATH=str(installed)).returncode == 0
