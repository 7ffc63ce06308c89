"""Faults as people and programs see them; every code has a sentence, every sentence a code."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.model.expression import Kind
from pilkada_check.model.faults import Fault, fault
from pilkada_check.views.fault_words import SENTENCES
from pilkada_check.views.faults import as_github, as_json, excerpt, row, sentence
from pilkada_check.views.lines import cells

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pilkada_check"
HOSTILE = "\x1b[31m[red]\n\u202e%s{0}"

# Where a code stands among the arguments of what makes a fault.
CODE_AT = {
    "fault": (1, 3), "warn": (1,), "refuse": (1, 2), "inside": (2,), "at": (1,), "here": (0,), "Trouble": (0,),
    "Problem": (0,), "_fault": (0,), "slip": (0,), "Unread": (0,), "Fault": (3,), "one_of": (1,), "flag": (2,),
    "_no_number": (1,), "_in_unit_file": (2,), "refused": (0,), "_refuse": (0,),
    "Odd": (1,),
}  # fmt: skip
TABLES_OF_CODES = ("code", "_CODES", "_WANTED", "_TROUBLE")
# What makes faults outside files/
MAKERS = (
    "model/checking.py",
    "model/parsing.py",
    "rules/record_faults.py",
    "rules/reports.py",
    "cli/inspector.py",
    "cli/bundle_faults.py",
    "cli/lacking_faults.py",
)
# Codes that are put together, or kept in a table before they are used.
ELSEWHERE = {"unknown_value", *(f"expression_not_{kind}" for kind in Kind)}


def emitted() -> Iterator[str]:
    """Every code that the source gives to what makes faults."""
    for path in [*(PACKAGE / "files").glob("*.py"), *map(PACKAGE.joinpath, MAKERS)]:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                    for place in CODE_AT.get(name, ()):
                        yield from words(args[place] if place < len(args) else None)
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.endswith(TABLES_OF_CODES):
                    yield from words(value)
                case (
                    ast.Assign(targets=[ast.Tuple()], value=ast.Tuple() as value)
                    | ast.Return(value=ast.Tuple() as value)
                ):
                    yield from words(value)


def words(node: ast.expr | None) -> Iterator[str]:
    """The constants that may be codes in an expression."""
    match node:
        case ast.Constant(value=str(word)) if re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", word):
            yield word
        case ast.IfExp(body=body, orelse=orelse):
            yield from words(body)
            yield from words(orelse)
        case ast.Dict(values=values) | ast.Tuple(elts=values):
            for value in values:
                yield from words(value)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    found = set(emitted()) | ELSEWHERE
    assert SENTENCES.keys() - found == set()
    assert {code for code in found if "_" in code} - SENTENCES.keys() == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_sentence_is_short_and_says_no_word_that_officers_do_not_know(code: str) -> None:
    text = SENTENCES[code]
    assert len(text) <= 140
    assert text.endswith((".", "?", "..."))
    assert not re.search(r"\b(error|fatal|target|null|invalid|parse|token|mapping|sequence|scalar)\b", text)


def test_did_you_mean_comes_before_the_words_that_are_known() -> None:
    near = fault("x", 1, 1, "unknown_type", word="conut", near="count", known="count, text")
    known = fault("x", 1, 1, "unknown_type", word="abc", near="", known="count, text")
    assert sentence(near) == 'There is no type "conut". Did you mean "count"?'
    assert sentence(known) == 'There is no type "abc". Known here: count, text.'
    said = "A list is wanted here, not a text. Put it in square brackets, with commas: [a, b]."
    assert sentence(fault("x", 1, 1, "want_list", found="scalar")) == said


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            fault("a.yaml", 3, 7, "empty_entry"),
            "a.yaml:3:7: [empty_entry] Nothing stands here. Fill it in or delete it.",
        ),
        (fault("a.csv", 3, 0, "row_no_id", cell="A3"), "a.csv:A3: [row_no_id] This row has no id."),
        (fault("a.jsonl", 3, 0, "empty_file"), "a.jsonl:3: [empty_file] There is nothing in this file."),
        (fault("a.yaml", 0, 0, "empty_file"), "a.yaml: [empty_file] There is nothing in this file."),
        (fault("a\x1b\n.yaml", 0, 0, "empty_file"), "a\\x1b\\n.yaml: [empty_file] There is nothing in this file."),
    ],
)
def test_row_names_file_place_and_code(given: Fault, shown: str) -> None:
    assert row(given) == shown


@given(st.text(max_size=300), st.sampled_from(sorted(SENTENCES)))
def test_what_a_file_holds_is_shown_on_one_bounded_line(text: str, code: str) -> None:
    names = {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}
    one = Fault("x", 1, 1, code, tuple((name, HOSTILE + text) for name in {*names, "near", "known"}))
    shown = row(one)
    assert shown.isprintable()
    assert cells(shown) < 800
    assert excerpt(one, HOSTILE + text).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("need: >= 5", 7, "need: >= 5\n      ^"),
        ("need: >= 5", 1, "need: >= 5\n^"),
        ("need:", 6, "need:\n     ^"),
        ("", 1, "\n^"),
        ("need:", 0, "need:"),
        ("a\tb: 中文: c", 8, "a\\tb: 中文: c\n" + " " * 10 + "^"),
        ("e\u0301e\u0301: \x1b x", 6, "e\u0301e\u0301: \\x1b x\n   ^"),
        ("x" * 200, 1, "x" * 38 + "..\n^"),
        ("x" * 100 + "Y" + "z" * 100, 101, ".." + "x" * 13 + "Y" + "z" * 22 + "..\n" + " " * 15 + "^"),
        ("x" * 100 + "Y", 101, ".." + "x" * 13 + "Y\n" + " " * 15 + "^"),
        ("x" * 20 + "Y" + "z" * 19, 21, "x" * 20 + "Y" + "z" * 19 + "\n" + " " * 20 + "^"),
    ],
)
def test_caret_stands_under_the_place(line: str, column: int, shown: str) -> None:
    assert excerpt(fault("x", 1, column, "empty_file"), line, 40) == shown


@given(st.text(max_size=400), st.integers(1, 400), st.integers(20, 100))
def test_excerpt_is_never_wider_than_asked(line: str, column: int, width: int) -> None:
    shown = excerpt(fault("x", 1, column, "empty_file"), line, width).split("\n")
    assert len(shown) == 2
    assert cells(shown[0]) <= width
    assert shown[1].strip() == "^"
    assert len(shown[1]) <= width + 12


def test_json_is_one_line_and_keeps_what_the_file_holds() -> None:
    one = fault("a.yaml", 3, 7, "bad_id", word="\x1b A\n")
    line = as_json(one)
    assert "\n" not in line
    assert json.loads(line) == {
        "path": "a.yaml", "line": 3, "column": 7, "cell": "", "code": "bad_id", "warning": False,
        "message": sentence(one), "params": {"word": "\x1b A\n"},
    }  # fmt: skip


def test_annotation_is_escaped() -> None:
    one = fault("a,b:c%.yaml", 3, 7, "want_share", word="5%\n")
    assert as_github(one) == (
        '::error file=a%2Cb%3Ac%25.yaml,line=3,col=7,title=want_share::"5%25\\n" is no percentage. Write 5%25.'
    )
    assert as_github(fault("a.csv", 2, 0, "row_no_id", cell="A2", warning=True)) == (
        "::warning file=a.csv,line=2,title=row_no_id::A2: This row has no id."
    )
    assert (
        as_github(fault("a", 0, 0, "empty_file")) == "::error file=a,title=empty_file::There is nothing in this file."
    )


def test_translations_name_the_same_things() -> None:
    """A placeholder that is missing or misspelt in the catalogue would be a crash on somebody's screen."""
    catalogue = {entry.msgid: entry.msgstr for entry in polib.pofile(str(ROOT / "po" / "id.po"))}
    for text in SENTENCES.values():
        for other in filter(None, [catalogue.get(text)]):
            assert placeholders(other) == placeholders(text)


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)}
