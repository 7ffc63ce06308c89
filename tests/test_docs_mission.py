"""docs/mission.md: what was asked for has lists, items, commands, screens and tests, and all of them exist."""

import ast
import re
from functools import cache

import pytest
from conftest import ROOT
from doc_blocks import DOCS
from doc_tables import anchors
from typer.core import TyperOption

from pilkada_check.cli.verbs import VERBS, load
from pilkada_check.files.workspace import load as read

PATH = DOCS / "mission.md"
TEXT = PATH.read_text("utf-8")
HEADS = ("Daftar", "Perintah", "Layar", "Bukti", "Belum")
KNOWN = read(None, every=True).known
CODE = re.compile(r"`([^`]+)`")
ASKED = dict(re.findall(r"^## (\d+)\. .*\n((?:.*\n)*?)(?=^## |\Z)", TEXT, re.MULTILINE))


def answers(number: str) -> dict[str, str]:
    """What is said under a thing that was asked for, by its bullet."""
    return {
        head: " ".join(text.split())
        for head, text in re.findall(r"^- (\w+): ((?:.*\n)(?:  .*\n)*)", ASKED[number], re.MULTILINE)
    }


@cache
def defined(path: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def named_items(number: str) -> list[tuple[str, str]]:
    """The items that are named, with their lists."""
    found = []
    for part in answers(number)["Daftar"].split(";"):
        listed, *items = CODE.findall(part)
        assert items, part
        found += [(listed, item) for item in items]
    return found


def test_everything_that_was_asked_for_is_here() -> None:
    assert list(ASKED) == [str(number) for number in range(1, 12)]
    listed = {one for number in ASKED for one, _item in named_items(number)}
    assert listed == set(KNOWN)


@pytest.mark.parametrize("number", ASKED)
def test_each_is_answered_by_what_exists(number: str) -> None:
    """Lists, items, verbs, options, places in documents, tests; what is not answered yet names no verb there is."""
    told = answers(number)
    assert tuple(told) == HEADS
    for listed, item in named_items(number):
        assert item in {one.id for one in KNOWN[listed].items()}, (listed, item)
    commands = CODE.findall(told["Perintah"])
    assert commands
    for command in commands:
        program, verb, *options = command.split()
        assert (program, verb in VERBS) == ("pilkada-check", True), command
        there = {name for one in load(verb).params if isinstance(one, TyperOption) for name in one.opts}
        assert set(options) <= there, command
    places = re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", told["Layar"])
    assert places
    for name, anchor in places:
        assert not anchor or anchor in anchors(DOCS / name), (name, anchor)
        assert (DOCS / name).is_file()
    proofs = [proof.split("::") for proof in CODE.findall(told["Bukti"])]
    assert proofs
    for path, name in proofs:
        assert name in defined(path), (path, name)
    assert not {word for word in CODE.findall(told["Belum"]) if word in VERBS}


def test_of_the_news_no_more_is_quoted_than_a_few_words() -> None:
    """A quotation is at most a dozen words."""
    assert all(len(said.split()) <= 12 for said in re.findall(r'"([^"]+)"', TEXT))
