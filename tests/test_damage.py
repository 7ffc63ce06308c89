"""Every shipped list, damaged in many ways and places: no traceback, the right verdict, the file, the right line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pilkada_check.files.reader import read_checklist, read_facts
from pilkada_check.views.faults import row

FOLDER = Path(__file__).resolve().parent.parent / "checklists"
LISTS = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "facts.yaml")

BOOK = read_facts((FOLDER / "facts.yaml").read_bytes(), "facts.yaml")[0]
assert BOOK is not None


class Damaged(NamedTuple):
    """A list after its damage, and the line (from 1) that was damaged; 0: it is as sound as before."""

    data: bytes
    line: int


Damage = Callable[[list[str], int], Damaged | None]
DAMAGES: dict[str, Damage] = {}


def damage(function: Damage) -> Damage:
    """Enter a kind of damage into the table; each has the lines and the line to start from."""
    DAMAGES[function.__name__] = function
    return function


def seek(lines: list[str], pattern: str, start: int) -> int:
    """The first line from `start` on that fits, else the first of all; -1 where there is none."""
    fitting = [number for number, line in enumerate(lines) if re.search(pattern, line)]
    return next((number for number in fitting if number >= start), fitting[0] if fitting else -1)


def changed(lines: list[str], pattern: str, start: int, change: Callable[[str], str]) -> Damaged | None:
    """One line that fits, changed."""
    number = seek(lines, pattern, start)
    if number < 0:
        return None
    return written([*lines[:number], change(lines[number]), *lines[number + 1 :]], number + 1)


def written(lines: list[str], line: int) -> Damaged:
    return Damaged("\n".join(lines).encode(), line)


def by(pattern: str, old: str, new: str) -> Damage:
    """Replace `old` (a pattern) once in a line that fits `pattern`."""
    return lambda lines, start: changed(lines, pattern, start, lambda line: re.sub(old, new, line, count=1))


TYPE = r"^ +type: \w+$"
ID = r"^ +- id: [\w-]+$"
QUOTED = r'^ +(id|en|text|hint): "[^"]{20,}"$'
NEED = r'^ +need: ["\']>= \w+["\']$'
WHEN = r"^ +when: [a-z]\w+ > 0$"
SOURCE = r"^ +source: \[\w+, .*\]$"

DAMAGES |= {
    "colon removed": by(TYPE, ":", ""),
    "space after colon removed": by(TYPE, ": ", ":"),
    "colon doubled": by(TYPE, ":", "::"),
    "colon of an id removed": by(ID, ":", ""),
    "key misspelt": by(TYPE, "type", "tipe_butir"),
    "key in capitals": by(TYPE, "type", "TYPE"),
    "key emptied": by(TYPE, r": \w+", ":"),
    "type misspelt": by(TYPE, r"type: (\w)", r"type: x\1"),
    "type as a list": by(TYPE, r"type: (\w+)", r"type: [\1]"),
    "tab for indentation": by(TYPE, r"^ +", "\t"),
    "tab in a text": by(QUOTED, r'"(.{9})', '"\\1\t'),
    "one space more": by(TYPE, "^", " "),
    "two spaces more": by(TYPE, "^", "  "),
    "one space less": by(TYPE, "^ ", ""),
    "two spaces less": by(TYPE, "^  ", ""),
    "four spaces less": by(TYPE, "^    ", ""),
    "no indentation": by(TYPE, "^ +", ""),
    "dash removed": by(ID, "- ", "  "),
    "space after dash removed": by(ID, "- ", "-"),
    "dash doubled": by(ID, "- ", "- - "),
    "closing quote removed": by(QUOTED, r'"$', ""),
    "opening quote removed": by(QUOTED, '"', ""),
    "quote in the middle": by(QUOTED, r'"(.{9})', r'"\1"'),
    "closing bracket removed": by(SOURCE, r"\]$", ""),
    "opening bracket removed": by(SOURCE, r"\[", ""),
    "bracket of the other kind": by(SOURCE, r"\]$", "}"),
    "comma doubled": by(SOURCE, ",", ",,"),
    "closing brace removed": by(r"^ +- title: \{.*\}$", r"\}$", ""),
    "brackets removed": by(SOURCE, r"\[(\w+).*", r"\1"),
    "id in capitals": by(ID, r"id: (\w)", r"id: X\1"),
    "id with a blank": by(ID, r"$", " x"),
    "id emptied": by(ID, r"id: .*", "id:"),
    "need without quotes": by(NEED, r"[\"'](.*)[\"']", r"\1"),
    "need without comparison": by(NEED, ">= ", ""),
    "need with an unknown fact": by(NEED, r">= \w", ">= x"),
    "need doubled": by(NEED, ">=", ">=="),
    "when cut short": by(WHEN, " > 0", " >"),
    "when without comparison": by(WHEN, " > 0", ""),
    "when with an unknown fact": by(WHEN, r"when: \w", "when: x"),
    "when with one equals sign": by(WHEN, ">", "="),
    "anchor": by(TYPE, r"type: ", "type: &a "),
    "alias": by(TYPE, r"type: \w+", "type: *a"),
    "tag": by(TYPE, r"type: ", "type: !!str "),
    "percent sign at the start of a text": by(QUOTED, r'"(.*)"', r"%\1"),
    "at sign at the start of a text": by(QUOTED, r'"(.*)"', r"@\1"),
    "quotes of a word processor": by(NEED, r"[\"'](.*)[\"']", r"“\1”"),
    "escape in a text": by(QUOTED, r'"(.{9})', '"\\1\x1b[31m'),
    "zero byte": by(TYPE, "$", "\0"),
    "truth in Indonesian": by(r"^ +critical: true$", "true", "ya"),
    "moments out of order": by(r"^due: \[", r"\[", "[H, "),
    "unknown table": by(r"^for: \w+$", r"for: \w", "for: x"),
    "unknown ricek": by(r"^ricek: \w+$", r"ricek: \w", "ricek: x"),
    "text over two lines": by(QUOTED, r'"(.{9})', '"\\1\n  '),
    "type renamed to a key of another type": by(TYPE, r"type: \w+", "states: a\n        type: count"),
}


@damage
def id_twice(lines: list[str], start: int) -> Damaged | None:
    first = seek(lines, ID, 0)
    second = seek(lines, ID, max(start, first + 1))
    return written([*lines[:second], lines[first], *lines[second + 1 :]], second + 1)


@damage
def line_twice(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[: number + 1], *lines[number:]], number + 2)


@damage
def type_removed(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    item = max(place for place in range(number) if re.search(ID, lines[place]))
    return written([*lines[:number], *lines[number + 1 :]], item + 1)


@damage
def lines_joined(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[:number], lines[number] + lines[number + 1], *lines[number + 2 :]], number + 1)


@damage
def cut_off_in_a_text(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, QUOTED, start)
    return written([*lines[:number], lines[number][:-9]], number + 1)


@damage
def unknown_key_put_in(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[: number + 1], "        bendera: merah", *lines[number + 1 :]], number + 2)


@damage
def words_put_in(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[: number + 1], "        hitung lagi", *lines[number + 1 :]], number + 2)


@damage
def second_document(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, ID, start)
    return written([*lines[:number], "---", *lines[number:]], number + 1)


@damage
def merge_key(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[:number], "        <<: {critical: true}", *lines[number:]], number + 1)


@damage
def conflict_of_a_merge(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, TYPE, start)
    return written([*lines[:number], "<<<<<<< HEAD", *lines[number:]], number + 1)


@damage
def old_windows_encoding(lines: list[str], start: int) -> Damaged | None:
    number = seek(lines, QUOTED, start)
    text = [*lines[:number], lines[number][:-1] + 'é"', *lines[number + 1 :]]
    return Damaged("\n".join(text).encode("cp1252", "ignore"), number + 1)


@damage
def emptied(_lines: list[str], _start: int) -> Damaged | None:
    return Damaged(b"", 1)


@damage
def another_kind_of_file(_lines: list[str], _start: int) -> Damaged | None:
    return Damaged(b"PK\x03\x04\x14\x00\x06\x00\xff\xd8", 1)


# What looks like damage and is none

SOUND: dict[str, Damage] = {
    "comment at the end of a line": lambda lines, start: unhurt(changed(lines, TYPE, start, "{}  # catatan".format)),
    "blanks at the end of a line": lambda lines, start: unhurt(changed(lines, TYPE, start, "{}   ".format)),
    "value in quotes": lambda lines, start: unhurt(by(TYPE, r": (\w+)", r': "\1"')(lines, start)),
    "blanks after the colon": lambda lines, start: unhurt(by(TYPE, r": (\w+)", r":     \1")(lines, start)),
    "empty lines": lambda lines, start: unhurt(changed(lines, TYPE, start, "{}\n\n".format)),
    "line of comment": lambda lines, start: unhurt(changed(lines, TYPE, start, "{}\n# catatan: satu".format)),
    "line ends of Windows": lambda lines, _start: Damaged("\r\n".join(lines).encode(), 0),
    "mark of Windows": lambda lines, _start: Damaged(b"\xef\xbb\xbf" + "\n".join(lines).encode(), 0),
    "beginning and end of a document": lambda lines, _start: Damaged("\n".join(["---", *lines, "..."]).encode(), 0),
    "letters of other languages": lambda lines, start: unhurt(by(QUOTED, r'"(.{9})', r'"\1é中😀')(lines, start)),
    "text in the other quotes": lambda lines, start: unhurt(by(QUOTED, r'"([^\']*)"', r"'\1'")(lines, start)),
}


def unhurt(done: Damaged | None) -> Damaged | None:
    return done and done._replace(line=0)


def begin(path: Path, lines: list[str]) -> int:
    """The line of an item: of the first list its first, of the last list its last, and farther in from list to list."""
    items = [number for number, line in enumerate(lines) if re.search(ID, line)]
    return items[LISTS.index(path) * (len(items) - 1) // (len(LISTS) - 1)]


def test_there_is_enough_to_damage() -> None:
    assert len(LISTS) >= 3
    assert len(DAMAGES) >= 30


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_damage_is_named_at_its_line(path: Path) -> None:
    """A fault for every damage, the file always named, the right line first in at least 95 of 100."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = begin(path, lines)
    done, wrong = 0, []
    for name, spoil in DAMAGES.items():
        damaged = spoil(lines, start)
        if damaged is None:
            continue
        found, faults = read(damaged.data)
        hard = [fault for fault in faults if not fault.warning]
        assert found is None, f"{name} at line {damaged.line} passed"
        assert hard, name
        assert all(row(fault).startswith("daftar/x.yaml") for fault in faults)
        done += 1
        if hard[0].line != damaged.line:
            wrong.append((name, damaged.line, [(fault.line, fault.code) for fault in hard[:3]]))
    assert done >= 30
    assert len(wrong) <= done * 5 // 100, wrong


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_what_only_looks_like_damage_is_none(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, spoil in SOUND.items():
        damaged = spoil(lines, begin(path, lines))
        found, faults = read(damaged.data) if damaged else (None, [])
        assert not [fault for fault in faults if not fault.warning], name
        assert found is not None or damaged is None


def read(data: bytes) -> tuple[object, list]:  # type: ignore[type-arg]
    assert BOOK is not None
    return read_checklist(data, "daftar/x.yaml", BOOK, BOOK.tables)
