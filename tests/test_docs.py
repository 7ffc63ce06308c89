"""docs: every example in them is true, and every name in them is one of the program's.

What the info string of a fenced block means:

    json journal       each line is a journal line, written exactly so
    json record        a whole record, undamaged
    json report        the lines of one risk report, written exactly so
    console record     commands in a folder with that record and its definition, and what they show
    console workspace  commands in a workspace without records, beside `usb/` that has them: the same verdict then
    yaml case          a case in the form of tests/data/verdict-cases.yaml, judged by the way `ringkasan` takes;
                       besides, `not_owed` names lists that the unit has records of and does not owe
    console run        commands without a terminal and what they show, in one folder per document, in its order; a line
                       `...` stands for lines left out
    console walk       the same on a terminal: what stands behind a prompt is typed; ^C is Ctrl-C

`sh` and `powershell` are only shown. What `console run` and `console walk` show is put in anew by doc_blocks.py. The
first five are tested in test_docs_journal.py, cases in test_docs_verdict.py, all else of `yaml` and `csv` in
test_docs_format.py.
"""

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import polib
import pytest
from conftest import ROOT
from doc_blocks import DOCS, blocks, documents, masked, played
from doc_tables import anchors, codes, links, section, with_headings
from typer._click import Command
from typer.core import TyperOption

from pilkada_check.cli import app
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.verbs import VERBS, load
from pilkada_check.model.checklist import Item, ItemType, Option
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import Refused, read

GUIDE = DOCS / "panduan.md"
GUIDE_TEXT = GUIDE.read_text("utf-8")
PLAYED = [path for path in documents() if blocks(path, "console run", "console walk")]
COMMON = {"-C", "--lang", "--help"}


def named(path: Path) -> str:
    return path.name


@pytest.mark.long
@pytest.mark.needs("bash")
@pytest.mark.skipif(sys.platform == "win32", reason="it has no pseudo-terminals")
@pytest.mark.parametrize("path", PLAYED, ids=named)
def test_what_is_shown_is_what_the_program_shows(path: Path, whole_example: Path) -> None:
    text = path.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:  # its path must be short: it stands in a line that is wrapped
        for block, shown in played(path, Path(folder), whole_example):
            assert masked(shown, text) == masked(block.text, text), block.name


# ---- names of the program


def options(command: Command) -> set[str]:
    """Every spelling of every option."""
    return {spelling for one in command.params if isinstance(one, TyperOption) for spelling in one.opts}


def values(command: Command, spelling: str) -> list[str]:
    """What may stand behind an option; nothing where it is none of the command's, or takes any text."""
    found = [one for one in command.params if isinstance(one, TyperOption) and spelling in one.opts]
    return [str(getattr(value, "value", value)) for one in found for value in getattr(one.type, "choices", ())]


def commands(path: Path) -> Iterator[list[str]]:
    """Every command line that a document shows, as words behind `pilkada-check`; a verb alone in backticks too."""
    text = path.read_text("utf-8")
    shown = re.findall(r"^```\S[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    typed = [line.removeprefix("$ ") for block in shown for line in block.splitlines()]
    for line in [*typed, *codes(text)]:
        found = re.match(r"(?:\S*[/\\])?pilkada-check(?: |$)(.*)", line)
        if found:
            yield shlex.split(found[1])
    yield from (shlex.split(code) for code in codes(text) if code.split()[0] in VERBS)


@cache
def known() -> dict[str, Command]:
    """Every command by its verb, the program itself by "" (loaded now: a broken one fails its tests alone)."""
    return {"": app.build(), **{verb: load(verb) for verb in VERBS}}


@pytest.mark.parametrize("path", documents(), ids=named)
def test_every_command_shown_exists(path: Path) -> None:
    for line in commands(path):
        verb = line[0] if line and not line[0].startswith("-") else ""
        assert verb in known(), line
        spelled = {word.split("=")[0] for word in line if re.match(r"--?[A-Za-z]", word)}
        assert spelled <= options(known()[verb]) | COMMON, line


@pytest.mark.parametrize("path", documents(), ids=named)
def test_every_option_named_exists(path: Path) -> None:
    every = set().union(*map(options, known().values())) | COMMON
    spelled = {word for code in codes(path.read_text("utf-8")) for word in re.findall(r"(?<!\S)--[a-z-]+", code)}
    assert spelled - {"--no-index", "--find-links"} <= every  # those two are pip's


def test_every_command_and_option_is_told() -> None:
    [rows] = with_headings(GUIDE_TEXT, "perintah", "gunanya")
    told = {row["perintah"].strip("`"): set(re.findall(r"`(\S+)`", row["pilihan"])) for row in rows}
    assert told.pop("pilkada-check") == options(known()[""]) - COMMON | {"--help"}
    assert [*told] == [*VERBS]
    assert told == {verb: options(known()[verb]) - COMMON for verb in VERBS}


def test_every_format_is_told() -> None:
    told = section(GUIDE_TEXT, "15. Semua perintah").partition("Isi `--format`: ")[2].partition(".")[0]
    of_pages, of_faults = (re.findall(r"`(\w+)`", part) for part in told.split("; untuk `validasi`"))
    found = {verb: values(known()[verb], "--format") for verb in VERBS}
    assert found.pop("validasi") == of_faults
    assert {tuple(one) for one in found.values() if one} == {tuple(of_pages)}


def test_every_exit_code_is_told() -> None:
    [rows] = with_headings(GUIDE_TEXT, "kode")
    assert [int(row["kode"]) for row in rows] == [int(one) for one in Exit]


# ---- answers and keys

KINDS: dict[ItemType, Item] = {
    kind: Item(
        "x", Text("X"), kind,
        options=tuple(Option(one, Text(one)) for one in ("HT", "kurir", "belum")), parts={"hadir": Text("Hadir")},
    )
    for kind in get_args(ItemType)
}  # fmt: skip


def test_what_may_be_typed() -> None:
    [rows] = with_headings(GUIDE_TEXT, "ditanya", "ketik", "contoh")
    for kind, row in zip(KINDS, rows, strict=True):
        part = "hadir" if kind == "breakdown" else None
        for typed in re.findall(r"`([^`]+)`", row["contoh"]):
            found = read(KINDS[kind], typed, lang="id", today=date(2024, 11, 24), part=part)
            assert not isinstance(found, Refused), (kind, typed)
        [typed] = re.findall(r"`([^`]+)`", row["tidak diterima"])
        assert isinstance(read(KINDS[kind], typed, lang="id", today=date(2024, 11, 24), part=part), Refused), typed


def test_every_key_of_the_walk_is_told() -> None:
    [rows] = with_headings(GUIDE_TEXT, "ketik", "artinya")
    keys = [row["ketik"].strip("`") for row in rows]
    manual = load("cek").help or ""
    assert keys == [".k", ".n", ".tb", ".c", ".7", ".d", ".l", ".?", ".q"]
    assert set(re.findall(r"(?<!\S)\.[a-z7?]+\b|\.\?", manual)) == set(keys)


def test_every_message_told_is_one_of_the_program() -> None:
    entries = polib.pofile(str(ROOT / "po" / "id.po"))
    catalogue = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
    patterns = [re.compile(re.sub(r"\\\{\w+\\\}", "(.+)", re.escape(text))) for text in catalogue]
    [rows] = with_headings(GUIDE_TEXT, "di layar", "artinya")
    for row in rows:
        assert any(one.fullmatch(row["di layar"]) for one in patterns if one.pattern != "(.+)"), row["di layar"]


# ---- links


@pytest.mark.parametrize("path", documents(), ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    for link in links(path):
        target, _, anchor = link.partition("#")
        place = (path.parent / target).resolve() if target else path
        assert place.is_file(), link
        assert not anchor or anchor in anchors(place), link


@pytest.mark.parametrize("path", documents(), ids=named)
def test_files_of_the_source_that_are_named_exist(path: Path) -> None:
    for code in codes(path.read_text("utf-8")):
        if re.fullmatch(r"[\w/]+/\w+\.py", code):
            assert (ROOT / "pilkada_check" / code).is_file() or (ROOT / code).is_file(), code


def test_the_index_names_every_document() -> None:
    assert {path.name for path in documents()} - {"README.md"} <= set(links(DOCS / "README.md"))


@pytest.mark.parametrize("path", documents(), ids=named)
def test_every_block_is_of_a_known_kind(path: Path) -> None:
    """A typing error in an info string must not take an example out of the tests."""
    kinds = {"json journal", "json record", "json report", "console record", "console workspace", "yaml case",
             "console run", "console walk", "powershell", "sh", "yaml list", "yaml item", "yaml item kendaraan",
             "yaml keys", "yaml facts", "yaml other list", "yaml unit", "csv satuan", "csv petugas"}  # fmt: skip
    found = re.findall(r"^```(\S[^\n]*)$", path.read_text("utf-8"), re.MULTILINE)
    assert {*found} <= kinds
