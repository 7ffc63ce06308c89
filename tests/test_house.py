"""The house itself: its layers, its first lines, what a start may load, and what is inside the wheel."""

import ast
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from conftest import ROOT
from field_words import of_the_field

from pilkada_check import VERSION
from pilkada_check.cli.verbs import VERBS
from pilkada_check.files.workspace import load as read

SOURCES = sorted(
    path for folder in ("pilkada_check", "tests", "po", "benchmarks", ".") for path in ROOT.glob(f"{folder}/*.py")
) + sorted(ROOT.glob("pilkada_check/*/**/*.py"))
PACKAGE = [path for path in SOURCES if "pilkada_check" in path.parts]
NOT_SHIPPED = ("buat_tps.py", "tps-bontang.csv")  # what makes a table of the example
CATALOGUE = polib.pofile(str(ROOT / "po" / "id.po"), encoding="utf-8")
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


# The code knows no field: what is checked, by whom and why stands in lists, facts, the example, and a unit's files.
KNOWN = {
    "pilkada_check/files/tables.py": "nrp, nip",  # headings that the personnel sheets of state services have
    "pilkada_check/cli/mulai.py": "bontang",  # the example that is shipped goes by its name
}
IN_CATALOGUE = re.compile(r"Kalimantan Timur|bontang")  # a time zone's provinces; the example's name


def said(path: Path) -> Iterator[str]:
    """The texts in a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


@pytest.mark.parametrize("path", PACKAGE, ids=named)
def test_the_code_knows_no_field(path: Path) -> None:
    found = {word for text in said(path) for word in of_the_field(text)}
    assert found <= set(KNOWN.get(named(path), "").split(", "))


def test_the_code_names_no_list_fact_or_table() -> None:
    """But those that are keys of pilkada.yaml, and a word that people write for `type`."""
    shipped = read(None, every=True)
    tables = shipped.book.tables
    names = {*shipped.known, *shipped.book.unit, *tables, *(column for one in tables.values() for column in one)}
    said_somewhere = {text for path in PACKAGE for text in said(path)}
    assert names & said_somewhere == {"satuan", "election_day", "operation_ends", "jenis"}


def test_the_translations_know_none_either() -> None:
    texts = [text for one in CATALOGUE for text in (one.msgstr, *one.msgstr_plural.values())]
    assert not [text for text in texts if of_the_field(IN_CATALOGUE.sub("", text))]


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
    shipped = (path for path in ROOT.glob("checklists/**/*.*") if path.name not in NOT_SHIPPED)
    lists = {f"pilkada_check/{path.relative_to(ROOT).as_posix()}" for path in shipped}
    schemas = {f"pilkada_check/schema/{path.name}" for path in ROOT.glob("pilkada_check/schema/*.json")}
    assert lists
    assert schemas
    assert lists | schemas <= set(names)
    assert len(names) == len(set(names))
    unwanted = (".po", ".pot", ".pyc", *NOT_SHIPPED)
    assert not [name for name in names if name.endswith(unwanted) or name.startswith("tests")]


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
