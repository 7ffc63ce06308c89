"""docs/journal.md: every example is true, every event and field is there, every claim about damage holds."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast, get_args

import msgspec
import pytest
import yaml
from doc_blocks import DOCS, Block, blocks, shell
from doc_tables import section, with_headings
from verdict_world import World, at

from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.files.names import target_folder
from pilkada_check.model import reports
from pilkada_check.model.checklist import Item, ItemType, Option
from pilkada_check.model.events import By, Cancelled, Entered, Event, FollowUp, Looked, decode, encode, seal_line
from pilkada_check.model.reports import ReportEvent
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import fits
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.record import Record, Unreadable, read_all
from pilkada_check.rules.reports import read, state
from pilkada_check.rules.verdict import assess

PAGE = DOCS / "journal.md"
TEXT = PAGE.read_text("utf-8")
EVENTS: dict[str, type[msgspec.Struct]] = {one.__struct_config__.tag: one for one in get_args(Event)}
REPORTS: dict[str, type[msgspec.Struct]] = {one.__struct_config__.tag: one for one in get_args(ReportEvent)}
INSIDE: tuple[type[msgspec.Struct], ...] = (By, Entered, FollowUp)
LINES = [line for block in blocks(PAGE, "json journal") for line in block.text.splitlines()]
REPORT = [line for block in blocks(PAGE, "json report") for line in block.text.splitlines()]
[RECORD] = blocks(PAGE, "json record")
DEFINITION = b"contoh"  # the text that the examples name as their list


def words(kind: object) -> set[str]:
    """The closed set of words that a field takes; empty for other fields."""
    return {word for one in (kind, *get_args(kind)) for word in get_args(one) if isinstance(word, str) and word}


def compare(rows: list[dict[str, str]], struct: type[msgspec.Struct]) -> None:
    """A table of fields says what the struct says: names in order, what is required, the words of closed sets."""
    fields = msgspec.structs.fields(struct)
    assert [row["field"] for row in rows] == [f"`{one.name}`" for one in fields]
    for row, one in zip(rows, fields, strict=True):
        assert (row["required"] == "yes") == one.required, one.name
        named = set(re.findall(r"`(\w+)`", row["type"]))
        wanted = set() if row["type"].startswith("as in") else words(one.type)
        assert named - {"opened"} == wanted, one.name
        assert row.get("since", "0.1.0") == "0.1.0"
        assert row["meaning"], one.name


@pytest.mark.parametrize("tag", EVENTS | REPORTS)
def test_every_event_and_field_is_told(tag: str) -> None:
    [rows] = with_headings(section(TEXT, tag), "field")
    compare(rows, (EVENTS | REPORTS)[tag])


def test_no_other_event_is_told() -> None:
    named = re.findall(r"^### ([a-z]+)$", TEXT, re.MULTILINE)
    assert named == [*EVENTS, *REPORTS]


def test_what_stands_inside_a_field_is_told() -> None:
    found = with_headings(section(TEXT, "What stands inside a field"), "field")
    for rows, struct in zip(found, INSIDE, strict=True):
        compare(rows, struct)


@pytest.mark.parametrize("line", LINES)
def test_an_example_is_a_line_written_exactly_so(line: str) -> None:
    assert encode(decode(line.encode())) == line.encode() + b"\n"


def test_the_examples_of_a_report_are_one_report_written_exactly_so() -> None:
    data = "".join(f"{line}\n" for line in REPORT).encode()
    assert b"".join(reports.encode(reports.decode(line.encode())) for line in REPORT) == data
    found = read(data)
    assert found is not None
    assert (state(found), len(found.steps), found.odd) == ("closed", len(REPORTS) - 1, ())
    assert reports.merge_lines([data]) == data


def test_every_event_has_an_example_with_every_field() -> None:
    for tag, struct in (EVENTS | REPORTS).items():
        [line] = [json.loads(line) for line in (*LINES, *REPORT) if json.loads(line)["type"] == tag]
        assert {*line} >= {one.name for one in msgspec.structs.fields(struct)} - {"entered", "raw"}, tag
    assert all(any(name in json.loads(line) for line in LINES) for name in ("entered", "raw"))


def test_the_whole_record_is_sound_and_its_end_is_the_example_of_a_seal() -> None:
    [record], unreadable = read_all([("x.jsonl", RECORD.text.encode())])
    assert (record.sealed, record.damaged, record.after_end, unreadable) == (True, False, 0, [])
    assert RECORD.text.splitlines()[-1] in LINES
    assert record.definition == hashlib.sha256(DEFINITION).hexdigest()


@pytest.mark.needs("bash", "sha256sum")
@pytest.mark.parametrize("block", blocks(PAGE, "console record"), ids=lambda block: block.name)
def test_anybody_can_check_a_seal(block: Block, tmp_path: Path) -> None:
    [name] = {*re.findall(r"\S+-cek-\S+\.jsonl", "".join(one.text for one in blocks(PAGE, "console record")))}
    (tmp_path / name.removeprefix("f=")).write_text(RECORD.text, "utf-8")
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / hashlib.sha256(DEFINITION).hexdigest()).write_bytes(DEFINITION)
    assert shell(block.text, tmp_path) == block.text


def test_folder_names() -> None:
    [rows] = with_headings(TEXT, "target", "folder")
    for row in rows:
        assert row["folder"] == target_folder(row["target"])


def test_value_shapes() -> None:
    [rows] = with_headings(TEXT, "type", "value")
    assert [row["type"] for row in rows] == [f"`{one}`" for one in get_args(ItemType)]
    for row in rows:
        kind = cast("ItemType", row["type"].strip("`"))
        item = Item(
            "x", Text("X."), kind,
            options=(Option("kurir", Text("Kurir")),), parts={"hadir": Text("Hadir"), "sakit": Text("Sakit")},
        )  # fmt: skip
        assert fits(item, json.loads(row["example"].strip("`"))), kind


# ---- copies

# `tali` was taken out since: only the definition it was answered by still tells what it was.
COPIED = """
list: {items: {helm: K need 58, senter: need 10}}
records:
  - {id: c1, round: cek, by: A, answers: [[25 08:00, helm, 58], [25 08:01, senter, 3], [25 08:02, tali, "fail:2 | K"]]}
  - {id: r1, round: ricek, by: B, answers: [[25 10:00, helm, 55]]}
"""


def verdict(root: Path) -> Assessment:
    return assess(evidence(open_unit(root)), at("26 20:00"))


def bare_verdict(root: Path) -> tuple[Any, ...]:
    found = verdict(root)
    return found.readiness, found.reasons, [(part.readiness, part.reasons) for part in found.parts]


@pytest.mark.needs("bash")
def test_records_travel_by_copying(tmp_path: Path) -> None:
    World(yaml.safe_load(COPIED), tmp_path).write()
    before = bare_verdict(tmp_path)
    for folder in ("records", "definitions"):
        (tmp_path / "usb").mkdir(exist_ok=True)
        shutil.move(tmp_path / folder, tmp_path / "usb" / folder)
    assert bare_verdict(tmp_path) != before
    [block] = blocks(PAGE, "console workspace")
    for _again in range(2):
        shell(block.text, tmp_path)
        assert bare_verdict(tmp_path) == before


def test_equal_beginning_and_parted_copies() -> None:
    [rows] = with_headings(TEXT, "copies of one id")
    whole = RECORD.text.encode()
    begun = b"".join(whole.splitlines(keepends=True)[:3])
    other = begun + whole.splitlines(keepends=True)[1]
    first = decode(begun.split(b"\n")[0])
    ended = begun + encode(Cancelled(first.record, first.at, "salah satuan"))
    looks = [ended + encode(Looked(first.record, first.at, "Petugas Contoh C", why)) for why in ("pagi", "siang")]
    cases = {"equal": [whole, whole], "one is the beginning of the other": [begun, whole],
             "the same but for `looked` after the cancellation": looks,
             "each has something the other lacks": [whole, other]}  # fmt: skip
    assert [row["copies of one id"] for row in rows] == list(cases)
    found = [read_all([(f"{n}.jsonl", one) for n, one in enumerate(copies)])[0] for copies in cases.values()]
    assert [[record.damaged for record in records] for records in found] == [[False], [False], [False], [True, True]]
    assert found[1][0].sealed
    assert [one.reason for one in found[2][0].looked] == ["pagi", "siang"]


# ---- damage

_FIRST, _SECOND, *_REST = RECORD.text.encode().splitlines(keepends=True)
_LAST = _REST[-1]
WHOLE = RECORD.text.encode()


def other_record(line: bytes) -> bytes:
    return line.replace(b"01JDF0XMMG", b"01JDF0XMMH")


DAMAGE: dict[str, tuple[Callable[[], list[bytes]], str]] = {
    "a seal that does not fit the bytes before it": (lambda: [WHOLE.replace(b'"b":27', b'"b":30')], "damaged"),
    "a complete line that is no JSON": (lambda: [_FIRST + b"{\n" + _SECOND], "damaged"),
    "a field that is missing, or a value that is none of those allowed": (
        lambda: [_FIRST + _SECOND.replace(b'"outcome":"fail"', b'"outcome":"bad"')],
        "damaged",
    ),
    "a key that stands twice in a line": (
        lambda: [_FIRST + _SECOND.replace(b'"need":30', b'"need":30,"need":20')],
        "damaged",
    ),
    "a line that names another record": (lambda: [_FIRST + other_record(_SECOND)], "damaged"),
    "a second `opened`": (lambda: [_FIRST + _FIRST + _SECOND], "damaged"),
    "two copies that contradict each other": (lambda: [WHOLE, _FIRST + _REST[0]], "damaged"),
    "a line after the seal or the cancellation": (lambda: [WHOLE + _SECOND], "named"),
    "a first line that is no `opened`": (lambda: [_SECOND], "unreadable no_header"),
    "an event this version does not know": (
        lambda: [_FIRST + _SECOND.replace(b'"answered"', b'"weighed"')],
        "unreadable newer_journal",
    ),
    "a `format` above 1": (lambda: [_FIRST.replace(b'"format":1', b'"format":2')], "unreadable newer_journal"),
    "a field this version does not know": (
        lambda: [_FIRST + _SECOND.replace(b'"need":30', b'"need":30,"weight":2')],
        "passed over",
    ),
    "no complete line at all, only the beginning of the first": (lambda: [_FIRST[:-1]], "nothing yet"),
    "no complete line, and no beginning of one": (lambda: [b"PK salah"], "unreadable no_header"),
}


def effect(records: list[Record], unreadable: list[Unreadable]) -> str:
    if unreadable:
        return f"unreadable {unreadable[0].code}"
    if not records:
        return "nothing yet"
    if any(record.damaged for record in records):
        return "damaged"
    return "named" if any(record.after_end for record in records) else "passed over"


@pytest.mark.parametrize("what", DAMAGE)
def test_damage(what: str) -> None:
    make, expected = DAMAGE[what]
    assert effect(*read_all([(f"{n}.jsonl", one) for n, one in enumerate(make())])) == expected


def test_every_claim_about_damage_is_tried() -> None:
    [rows] = with_headings(TEXT, "what is found")
    told = {row["what is found"]: row["becomes"] for row in rows}
    changed = told.pop("a value that does not fit the item's type")
    assert changed == "the answer counts as `changed`"
    assert {*told} == {*DAMAGE}
    for what, becomes in told.items():
        assert becomes.startswith(DAMAGE[what][1].split()[0]), what
        assert ("newer version" in becomes) == ("newer" in DAMAGE[what][1]), what


def test_a_value_that_does_not_fit_counts_as_changed(tmp_path: Path) -> None:
    case = yaml.safe_load("""
        list: {ricek: none, items: {senter: need 10}}
        records: [{id: c1, round: cek, by: A, sealed: false, answers: [[25 08:00, senter, 12]]}]
    """)
    World(case, tmp_path).write()
    [path] = tmp_path.glob("records/*/*.jsonl")
    data = path.read_bytes().replace(b'"value":12', b'"value":"12"')
    path.write_bytes(data + seal_line(data, "c1", at("25 08:02")))
    [part] = verdict(tmp_path).parts
    assert (part.readiness, [reason.code for reason in part.reasons]) == ("incomplete", ["changed"])
