"""The house itself: its layers, its first lines, what a start may load, and what is inside the wheel."""

import ast
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from pilkada_check import VERSION
from pilkada_check.cli.verbs import VERBS

SOURCES = sorted(
    path for folder in ("pilkada_check", "tests", "po", "benchmarks", ".") for path in ROOT.glob(f"{folder}/*.py")
) + sorted(ROOT.glob("pilkada_check/*/**/*.py"))
PACKAGE = [path for path in SOURCES if "pilkada_check" in path.parts]
HEAVY = ("rich", "yaml", "msgspec", "tabulate", "filelock", "importlib.metadata")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_contracts() -> None:
    """The layers and the forbidden imports of pyproject.toml hold."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", PACKAGE, ids=named)
def test_no_import_hides(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "TYPE_CHECKING" not in text
    assert "from __future__" not in text


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_first_line_says_what_a_file_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.startswith('"""')


def loaded(*words: str) -> set[str]:
    """The modules that are loaded when the command has run in a process of its own."""
    code = "import sys; from pilkada_check.__main__ import main; main(); print('\\n'.join(['', '@', *sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.partition("\n@\n")[2].split())


def test_version_loads_nothing() -> None:
    found = loaded("--version")
    assert "pilkada_check.__main__" in found
    assert not {"typer", "gettext", "pathlib", "pilkada_check.cli", "pilkada_check.words"} & found


def test_help_loads_no_verb_and_nothing_heavy() -> None:
    found = loaded("--help")
    assert "pilkada_check.cli.app" in found
    assert not {*HEAVY, *(f"pilkada_check.cli.{verb}" for verb in VERBS), "pilkada_check.cli.board"} & found


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_loads_no_other_verb(verb: str) -> None:
    found = loaded(verb, "--help")
    assert f"pilkada_check.cli.{verb}" in found
    assert not {f"pilkada_check.cli.{other}" for other in VERBS if other != verb} & found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The sdist, the wheel made from it, and the wheel made from the checkout."""
    through, direct = tmp_path_factory.mktemp("through"), tmp_path_factory.mktemp("direct")
    for folder, wanted in ((through, []), (direct, ["--wheel"])):
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *wanted, str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "TZ": "UTC"})
        assert done.returncode == 0, done.stdout + done.stderr
    return next(through.glob("*.tar.gz")), next(through.glob("*.whl")), next(direct.glob("*.whl"))


def test_wheel_has_all_that_a_user_needs(built: tuple[Path, Path, Path]) -> None:
    names = zipfile.ZipFile(built[1]).namelist()
    assert "pilkada_check/locale/id/LC_MESSAGES/pilkada_check.mo" in names
    lists = {f"pilkada_check/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("checklists/**/*.*")}
    schemas = {f"pilkada_check/schema/{path.name}" for path in ROOT.glob("pilkada_check/schema/*.json")}
    assert lists
    assert schemas
    assert lists | schemas <= set(names)
    assert len(names) == len(set(names))
    assert not [name for name in names if name.endswith((".po", ".pot", ".pyc")) or name.startswith("tests")]


def test_wheel_is_the_same_by_way_of_the_sdist(built: tuple[Path, Path, Path]) -> None:
    assert built[1].read_bytes() == built[2].read_bytes()


def test_sdist_has_what_building_and_testing_need(built: tuple[Path, Path, Path]) -> None:
    base = f"pilkada_check-{VERSION}"
    with tarfile.open(built[0]) as archive:
        names = set(archive.getnames())
    wanted = [
        "LICENSE",
        "README.md",
        "hatch_build.py",
        "po/compile.py",
        "po/id.po",
        "pyproject.toml",
        "tests/conftest.py",
    ]
    assert {f"{base}/{name}" for name in wanted} <= names
    assert not [name for name in names if name.endswith((".mo", ".pyc"))]
