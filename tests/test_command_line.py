"""What is typed before any verb runs: language, folder, wrong usage, completion."""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest
import shellingham
import typer
from conftest import Tool
from hypothesis import given
from hypothesis import strategies as st
from test_reports import name, reported, step

from pilkada_check import VERSION, words
from pilkada_check.cli import app, language
from pilkada_check.cli.exits import MEANINGS, Exit
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.verbs import VERBS
from pilkada_check.files.reports import append, create
from pilkada_check.model.reports import Closed


class Form(StrEnum):
    """Two choices."""

    TEXT = "text"
    JSON = "json"


def uji(
    word: Annotated[str, typer.Argument(metavar="WORD")],
    folder: Folder = HERE,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
    number: Annotated[int, typer.Option("--number")] = 0,
    loud: Annotated[bool, typer.Option("--loud")] = False,
) -> Exit:
    typer.echo(f"{word} {folder} {form} {number} {loud} {words.lang()}")
    return Exit.FOUND


@pytest.fixture(autouse=True)
def verb(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A verb `uji`, and an empty folder to be in, with one folder beneath."""
    module = ModuleType("pilkada_check.cli.uji")
    vars(module).update(run=uji, MANUAL="It is run by the tests.")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(VERBS, "uji", "a verb of the tests")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("line", "code", "out"),
    [
        ("uji w", 1, "w . text 0 False id"),
        ("uji w --lang en", 1, "w . text 0 False en"),
        ("--lang=en uji w", 1, "w . text 0 False en"),
        ("uji --lang id w --lang en", 1, "w . text 0 False en"),
        ("uji -C sub w", 1, "w sub text 0 False id"),
        ("uji w -C sub", 1, "w sub text 0 False id"),
        ("-C sub uji w", 1, "w sub text 0 False id"),
        ("-Csub uji w --format json --number 3 --loud", 1, "w sub json 3 True id"),
        ("-C sub uji w -C .", 1, "w . text 0 False id"),
        ("uji -- --lang", 1, "--lang . text 0 False id"),
        ("--version", 0, f"pilkada-check {VERSION}"),
        ("--lang en --version", 0, f"pilkada-check {VERSION}"),
    ],
)
def test_lines(capsys: pytest.CaptureFixture[str], line: str, code: int, out: str) -> None:
    assert app.run(line.split()) == code
    assert capsys.readouterr() == (f"{out}\n", "")


HELP = "pilkada-check uji --help"


@pytest.mark.parametrize(
    ("line", "indonesian", "english"),
    [
        ("uji", "WORD belum diisi.", "WORD is missing."),
        ("uji a b c", "Kelebihan kata: b c", "Too much on the line: b c"),
        ("uji a --nummer 3", "Tidak ada opsi --nummer. Maksudnya --number?", "There is no option --nummer."),
        ("uji a -x", "Tidak ada opsi -x.", "There is no option -x."),
        ("uji a --number x", "--number: isinya tidak dapat dipakai. Harus bilangan bulat.", "whole number"),
        (
            "uji a --format xml",
            "--format: isinya tidak dapat dipakai. Pilihannya: text, json.",
            "Possible: text, json.",
        ),
        ("uji a --number", "--number harus diikuti isinya.", "--number needs a value after it."),
        ("uji a --loud=1", "--loud tidak memakai isi.", "--loud takes no value."),
        ("uij", "Tidak ada perintah uij.\nMaksudnya uji?", "There is no command uij.\nDid you mean uji?"),
        ("zzzzz", "Tidak ada perintah zzzzz.\nBantuan: pilkada-check --help --lang id", "There is no command zzzzz."),
        ("--zzz", "Tidak ada opsi --zzz.", "There is no option --zzz."),
        ("uji a -C nowhere", "Tidak ada folder nowhere.", "There is no folder nowhere."),
        ("-C nowhere uji a", "Tidak ada folder nowhere.", "There is no folder nowhere."),
        ("\x1b[31m", "Tidak ada perintah \\x1b[31m.", "There is no command \\x1b[31m."),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], line: str, indonesian: str, english: str) -> None:
    for lang, said in (("id", indonesian), ("en", english)):
        assert app.run([*line.split(" "), "--lang", lang]) == Exit.USAGE
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
        assert lang == "en" or not any(
            word in err for word in ("Usage", "Try", "Error", "Invalid", "Missing", "OPTIONS")
        )


@pytest.mark.parametrize(
    ("line", "indonesian", "english"),
    [
        ("uji a -C ", "-C tidak berisi apa-apa.", "-C has no value."),
        ("uji a --format=", "--format tidak berisi apa-apa.", "--format has no value."),
        ("-C  uji a", "-C tidak berisi apa-apa.", "-C has no value."),
        ("uji ", "Ada kata kosong dalam perintah ini.", "A word of the command is empty."),
        ("uji -- ", "Ada kata kosong dalam perintah ini.", "A word of the command is empty."),
    ],
)
def test_what_a_script_left_empty_is_refused(
    capsys: pytest.CaptureFixture[str], line: str, indonesian: str, english: str
) -> None:
    """It would be as good as not given: another folder, another time than was meant."""
    for lang, said in (("id", indonesian), ("en", english)):
        assert app.run(["--lang", lang, *line.split(" ")]) == Exit.USAGE
        assert capsys.readouterr().err.splitlines()[0] == said


@pytest.mark.parametrize("line", ["--lang fr", "uji w --lang", "--lang= uji w"])
def test_a_language_that_there_is_not(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert app.run(line.split(" ")) == Exit.USAGE
    assert capsys.readouterr().err == "--lang diisi id atau en.\n"


@pytest.mark.parametrize(
    ("environ", "workspace", "lang"),
    [
        ({}, None, "id"),
        ({"LANG": "C.UTF-8"}, None, "id"),
        ({"LANG": "de_DE.UTF-8"}, None, "id"),
        ({"LANG": "en_US.UTF-8"}, None, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID"}, None, "id"),
        ({"LANG": "id_ID", "LC_MESSAGES": "en_GB"}, None, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, None, "en"),
        ({"LANG": "en_US"}, "lang: id\n", "id"),
        ({}, "unit: {name: X}\nlang: en # for guests\n", "en"),
        ({}, 'lang: "en"\r\nfacts: {}\r\n', "en"),
        ({}, "facts:\n  lang: en\n", "id"),
        ({}, "# lang: en\n", "id"),
        ({"LANG": "en_US"}, "lang: fr\n", "en"),
        ({"PILKADA_LANG": "id", "LANG": "en_US"}, "lang: en\n", "id"),
        ({"PILKADA_LANG": "xx"}, "lang: en\n", "en"),
    ],
)
def test_order_of_languages(tmp_path: Path, environ: dict[str, str], workspace: str | None, lang: str) -> None:
    if workspace is not None:
        (tmp_path / "pilkada.yaml").write_text(workspace, encoding="utf-8", newline="")
    assert language.choose(["uji"], environ) == lang
    assert language.choose(["uji", "-C", "sub"], environ) == lang


def test_the_nearest_workspace_speaks(tmp_path: Path) -> None:
    (tmp_path / "pilkada.yaml").write_text("lang: en\n", encoding="utf-8")
    (tmp_path / "sub" / "pilkada.yaml").write_text("lang: id\n", encoding="utf-8")
    assert [language.choose(line.split(), {}) for line in ("x", "-C sub x", "x -Csub", "x -- -Csub")] == [
        "en",
        "id",
        "id",
        "en",
    ]


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m pilkada_check --help"
    done = subprocess.run(["sh", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@given(st.lists(st.sampled_from(["--lang", "--lang=en", "en", "id", "--", "-C", "uji", ""])))
def test_taking_the_language_out_keeps_all_else(line: list[str]) -> None:
    chosen, rest = language.take(line)
    before = line[: line.index("--")] if "--" in line else line
    assert not any(word.startswith("--lang") for word in rest[: len(rest) - (len(line) - len(before))])
    assert rest[len(rest) - (len(line) - len(before)) :] == line[len(before) :]
    assert (chosen is None) == (not any(word.startswith("--lang") for word in before))


def test_exit_codes_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--help"]) == Exit.DONE
    page = capsys.readouterr().out
    for code, meaning in MEANINGS.items():
        assert f"\n  {int(code)} " in page
        assert words._(meaning) in page
    assert set(MEANINGS) == set(Exit)


def test_without_a_terminal_no_verb_is_help(tool: Tool) -> None:
    assert tool().stdout == tool("--help").stdout


def test_python_m_is_the_same(tool: Tool) -> None:
    assert tool("--version").stdout == f"pilkada-check {VERSION}\n"


PROGRAM = Path(sys.executable).parent / "pilkada-check"


@pytest.mark.parametrize(
    ("shell", "line", "found"),
    [
        ("bash", "pilkada-check ce", {"cek"}),
        ("bash", "pilkada-check ringkasan --la", {"--lang"}),
        ("bash", "pilkada-check ringkasan --he", {"--help"}),
        ("zsh", "pilkada-check ce", {"cek"}),
        ("fish", "pilkada-check ce", {"cek"}),
    ],
)
def test_completion_protocol(tool: Tool, shell: str, line: str, found: set[str]) -> None:
    env = {"_PILKADA_CHECK_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = tool(**env, _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert done.stderr == ""
    assert all(word in done.stdout for word in found)
    assert "mulai" not in done.stdout


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cek ", ["personel", "kendaraan"]),
        ("cek per", ["personel"]),
        ("cek --sasaran ", ['"Ton Dalmas"', "R-1"]),
        ("ringkasan --sasaran ton", ['"Ton Dalmas"']),
        ("cek kendaraan --sasaran ", ["R-1"]),
        ("temuan --list k", ["kendaraan"]),
        ("mulai --contoh ", ["bontang"]),
        ("ringkasan --lang ", ["id", "en"]),
        ("--lang e", ["en"]),
        ("lapor --nomor ", ["2"]),
    ],
)
def test_completion_of_values(tool: Tool, tmp_path: Path, line: str, found: list[str]) -> None:
    """The lists and the targets are those of the unit; what has a blank is in quotes in bash."""
    (tmp_path / "pilkada.yaml").write_text(
        "unit: {name: A}\nlists: [personel, kendaraan]\n"
        "targets: {satuan: targets/satuan.csv, kendaraan: targets/kendaraan.csv}\n"
    )
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets/satuan.csv").write_text("id;dicoret\nTon Dalmas;\nTon 9;dibubarkan\n")
    (tmp_path / "targets/kendaraan.csv").write_text("id\nR-1\n")
    for number in (1, 2):
        create(tmp_path, reported(report=name(number)))
    append(tmp_path, step(Closed))
    words = f"pilkada-check {line}"
    done = tool(_PILKADA_CHECK_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
    assert (done.stdout.splitlines(), done.stderr) == (found, "")


@pytest.mark.needs("bash")
def test_completion_in_bash(tmp_path: Path) -> None:
    """Installed, a new bash completes."""
    path = os.pathsep.join([str(PROGRAM.parent), os.environ["PATH"]])
    env = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    install = subprocess.run(
        ["bash", "-c", "pilkada-check --install-completion; true"], env=env, capture_output=True, text=True, check=True
    )
    assert "Pelengkapan untuk bash ada di" in install.stdout
    script = """source ~/.bashrc
        COMP_WORDS=(pilkada-check ce); COMP_CWORD=1; _pilkada_check_completion pilkada-check; echo "${COMPREPLY[@]}" """
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "cek\n"


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_completion_for_a_shell_that_typer_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("ksh", "/bin/ksh"))
    assert app.run([option]) == Exit.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Shell tidak dikenali, jadi tidak ada yang dipasang.\n")
