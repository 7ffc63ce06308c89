"""Characters, encodings and bounds; and the law that both loaders say the same of whatever a file holds."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_world import BOOK, HEAD, LOADERS, TABLES, around, listed, marked, read, rows

from pilkada_check.files import yaml_nodes
from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.files.yaml_text import MAX_BYTES, MAX_DEPTH, MAX_LINE, MAX_REPEATS, lines_of
from pilkada_check.views.faults import sentence

TOP = around("type: count")

CHARACTERS = [
    (TOP.replace("Helm?", "Helm§\t?"), "tab"),
    (TOP.replace("    items", "§\t\titems"), "tab"),
    (TOP + "#§\t komentar\t\t\n", "tab"),
    (TOP.replace("Helm?", "Helm§\x00?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\x1b[31m?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\x07?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\x7f?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\x85?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\u2028?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\u202e?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\ufeff?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\uffff?"), "control_character"),
    (TOP.replace("Helm?", "Helm§\r?"), "control_character"),
    (TOP.replace("Helm?", "Helm😀§\x07é§\x08?"), "control_character"),
    (TOP.replace("Helm?", '"Helm§\\x1b?"'), "control_character"),
    (TOP.replace("Helm?", '"Helm \\" §\\u202E?"'), "control_character"),
    (TOP.replace("Helm?", '"Helm§\\0?"'), "control_character"),
    (TOP.replace("Helm?", '§"Helm\\n?"'), "line_break"),
    (TOP.replace("Helm?", '"Helm§\\ud800?"'), "control_character"),
    (TOP.replace("Helm?", '"Helm §\\U00110000?"'), "backslash"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "code"), CHARACTERS)
def test_character_is_refused_where_it_stands(text: str, code: str, end: str, loader: Loader) -> None:
    clean, places = marked(text)
    found, faults = read(clean.replace("\n", end), loader)
    assert rows(faults) == [(*place, code) for place in places]
    assert found is None
    assert all(sentence(fault) for fault in faults)


@pytest.mark.parametrize("loader", LOADERS)
def test_bad_characters_do_not_hide_other_faults(loader: Loader) -> None:
    clean, places = marked(around("type:§\tcount\nhint: é§\x07\nwhen: §dalma > 0"))
    assert rows(read(clean, loader)[1]) == [
        (*place, code) for place, code in zip(places, ("tab", "control_character", "unknown_fact"), strict=True)
    ]


def test_the_same_character_is_not_named_for_ever() -> None:
    faults = read("#\x07\t\n" * 5000 + TOP)[1]
    assert [fault.code for fault in faults].count("tab") == MAX_REPEATS
    assert [fault.code for fault in faults].count("control_character") == MAX_REPEATS


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("data", "place"),
    [
        (TOP.replace("Helm?", "Hélm?").encode("cp1252"), (9, 16)),
        (TOP.encode() + "# 😀é".encode() + b"\xff", (11, 5)),
        (TOP.encode() + b"# \xe2\x82", (11, 3)),
        (TOP.encode() + b"\xed\xa0\x80", (11, 1)),
        (TOP.encode("utf-16"), (1, 1)),
        (TOP.encode("utf-16-be").join((b"\xfe\xff", b"")), (1, 1)),
        (b"\xff", (1, 1)),
    ],
)
def test_what_is_not_utf8_is_named_at_its_first_byte(data: bytes, place: tuple[int, int], loader: Loader) -> None:
    found, faults = read(data, loader)
    assert rows(faults) == [(*place, "not_utf8")]
    assert found is None


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mark_and_line_ends_of_other_editors_change_nothing(mark: str, end: str, loader: Loader) -> None:
    clean, places = marked("§judul: a\n" + TOP + "§bagian: b\n")
    data = (mark + clean.replace("\n", end)).encode()
    assert [(line, column) for line, column, _ in rows(read(data, loader)[1])] == places
    assert lines_of(data)[0] == "judul: a"
    assert len(lines_of(data)) == clean.count("\n") + 1


def item(number: int, extra: str = "") -> str:
    return f"      - {{id: i{number}, text: Helm?, type: count{extra}}}\n"


def sized(limit: int, build: Callable[[int], str]) -> tuple[str, str]:
    return build(limit), build(limit + 1)


SIZES = {
    "id": sized(40, lambda n: listed(f"id: {'a' * n}")),
    "title": sized(100, lambda n: listed(f"title: {'a' * n}")),
    "version": sized(40, lambda n: listed(f"version: {'a' * n}")),
    "status": sized(500, lambda n: listed(f"status: {'a' * n}")),
    "item id": sized(40, lambda n: TOP.replace("id: satu", "id: " + "a" * n)),
    "item text": sized(200, lambda n: TOP.replace("Helm?", "a" * n)),
    "short name": sized(30, lambda n: around(f"type: count\nshort: {'a' * n}")),
    "hint": sized(300, lambda n: around(f"type: count\nhint: {'a' * n}")),
    "example": sized(100, lambda n: around(f"type: text\nexample: {'a' * n}")),
    "source code": sized(40, lambda n: around(f"type: count\nsource: [{'a' * n}]")),
    "items": sized(200, lambda n: HEAD + "sections:\n  - title: A\n    items:\n" + "".join(map(item, range(n)))),
    "items of two sections": sized(
        200,
        lambda n: (
            HEAD
            + "sections:\n  - title: A\n    items:\n"
            + "".join(map(item, range(n - 5)))
            + "  - title: B\n    items:\n"
            + "".join(map(item, range(n - 5, n)))
        ),
    ),
    "sections": sized(
        50, lambda n: HEAD + "sections:\n" + "".join(f"  - title: A\n    items:\n{item(i)}" for i in range(n))
    ),
    "options": sized(
        20, lambda n: around("type: choice\noptions:\n" + "".join(f"  - {{id: o{i}, text: A}}\n" for i in range(n)))
    ),
    "parts": sized(
        30, lambda n: around("type: breakdown\ntotal: 1\nparts:\n" + "".join(f"  p{i}: A\n" for i in range(n)))
    ),
    "sources of an item": sized(
        20, lambda n: around("type: count\nsource: [" + ", ".join(f"E{i}" for i in range(n)) + "]")
    ),
    "due": sized(20, lambda n: listed("due: [" + ", ".join(f"H-{40 - i}" for i in range(n)) + "]")),
    "sources": sized(300, lambda n: listed("sources:\n" + "".join(f"  E{i}: A\n" for i in range(n)))),
    "expression": sized(500, lambda n: around(f"type: count\nwhen: >-\n  dalmas{' ' * (n - 10)} > 0")),
    "line": sized(MAX_LINE, lambda n: TOP + "#" * n + "\n"),
    "file": sized(
        MAX_BYTES, lambda n: TOP + ("#" * 99 + "\n") * ((n - len(TOP)) // 100) + "#" * ((n - len(TOP)) % 100)
    ),
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", SIZES)
def test_bound_is_met_and_kept(name: str, loader: Loader) -> None:
    within, beyond = SIZES[name]
    faults = [fault for fault in read(within, loader)[1] if not fault.warning]
    assert faults == []
    found, faults = read(beyond, loader)
    assert {fault.code for fault in faults if not fault.warning} <= {
        "too_long",
        "bad_short",
        "too_many",
        "line_long",
        "file_big",
        "expression_long",
    }
    assert found is None


DEEP = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 240,
    "closed": "a: " + "[" * 400 + "]" * 400,
    "many lines": ("[" * 900 + "\n") * 1000,
    "dashes": "- " * 480,
    "questions": "? " * 480,
    "dashes and questions": "- ? " * 240,
    "keys": "".join(f"{' ' * depth}a:\n" for depth in range(900)),
    "lists under keys": "".join(f"{' ' * depth}a:\n{' ' * depth}-\n" for depth in range(900)),
    "one too many": "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH,
    "in a list": around("type: count\nsource: " + "[" * 100 + "]" * 100),
    "open in a list": around("type: count\nsource: " + "[{" * 100),
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", DEEP)
def test_depth_neither_crashes_nor_overflows(name: str, loader: Loader) -> None:
    found, faults = read(DEEP[name], loader)
    assert found is None
    assert {fault.code for fault in faults} <= {"too_deep", "line_long"}
    assert faults


@pytest.mark.parametrize("loader", LOADERS)
def test_brackets_in_texts_are_not_depth(loader: Loader) -> None:
    keys = "type: count\nhint: " + "[a{" * 30
    assert rows(read(around(keys.replace("hint: ", "hint: x")), loader)[1]) == []
    assert rows(read(around(keys.replace("[a{", "[]{}")), loader)[1]) != []


def test_the_fast_loader_is_there() -> None:
    """Otherwise the two loaders that these tests compare are one."""
    assert yaml_nodes.c_loader is not None


SOUND = """\
id: contoh
title: {id: Contoh, en: Example}
version: "1"
for: satuan
due: [H-8, H-1 18.00, H 05.30-07.30]
sections:
  - title: Lapangan apel
    items:
      - id: helm
        text: {id: "Helm: hitung B, RR, RB, TA.", en: "Helmets: count."}
        type: inventory
        need: ">= helm_wajib"
        when: helm_wajib > 0 and senpi_di_tps != "ya"
        hint: 'Kaca pecah = RR. # bukan komentar'
        source: [E8]   # komentar
      - id: lapor
        text: Cara lapor?
        type: choice
        options:
          - {id: ht, text: HT}
          - {id: kurir, text: kurir bernama, outcome: remark, ask: true}
  - title: Gudang
    items:
      - id: rincian
        text: Rincian.
        type: breakdown
        parts: {hadir: hadir, sakit: sakit}
        total: >-
          personel +
          dalmas
sources: {E8: "Perkap 8: pasal 3"}
"""
PIECES = [
    *"\n -:[]{}#&*!|>'\"%@`,?\t~<=.\\a0\x00\x85\ufeff\u2028é😀\xa0\u3000", "- ", ": ", "\n  ", "\r\n", "\r",
    "---\n", "\n...\n", "<<: *a", "&a ", "!x ", '"\\x1b"', "? ", ">-\n", "|2\n", "%YAML 1.1\n---\n", "\n        ",
    "\n      - ", "'' ", '""', "\\U00110000",
]  # fmt: skip
EDIT = st.tuples(st.integers(0, len(SOUND)), st.integers(0, 12), st.sampled_from(["", *PIECES]))


def damaged(edits: list[tuple[int, int, str]]) -> str:
    """The sound list with some characters cut out and others put in their place."""
    text = SOUND
    for place, gone, put in edits:
        text = text[:place] + put + text[place + gone :]
    return text


def test_the_sound_list_is_sound() -> None:
    assert read(SOUND)[1] == []


@given(st.lists(EDIT, min_size=1, max_size=4))
def test_both_loaders_say_the_same_of_a_damaged_list(edits: list[tuple[int, int, str]]) -> None:
    text = damaged(edits)
    assert read(text, "c") == read(text, "pure")


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.integers(-3, 3)), min_size=1, max_size=3))
def test_both_loaders_say_the_same_of_lines_out_of_place(moves: list[tuple[int, int, int]]) -> None:
    lines = SOUND.splitlines()
    for one, other, indent in moves:
        line = lines.pop(one)
        lines.insert(other, " " * indent + line if indent > 0 else line[-indent:] if line[:-indent].isspace() else line)
    text = "\n".join(lines)
    assert read(text, "c") == read(text, "pure")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_too_much_for_any_reader(data: bytes) -> None:
    for loader in LOADERS:
        for found, faults in (
            read_checklist(data, "x", BOOK, TABLES, loader=loader),
            read_facts(data, "x", loader=loader),
            read_unit(data, "x", BOOK, loader=loader),
        ):
            assert (found is None) is any(not fault.warning for fault in faults)
            assert all(fault.path == "x" and sentence(fault) for fault in faults)
