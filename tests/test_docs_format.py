"""docs/format.md: every example is read, every key, type, bound and code of the reader is in it."""

import re
from pathlib import Path

import pytest
from reader_world import BOOK, TABLES, around, listed, read

from pilkada_check.files import (
    fact_values,
    reader_checklist,
    reader_facts,
    reader_fit,
    reader_item,
    reader_unit,
    reader_values,
    yaml_text,
)
from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.tables import read_officers, read_targets
from pilkada_check.model.expression import MAX_LENGTH
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault
from pilkada_check.views.fault_words import SENTENCES

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w+ [\w ]+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def faults_of(kind: str, text: str) -> list[Fault]:
    """What the reader says of an example of this kind."""
    match kind:
        case "yaml list":
            return read(text)[1]
        case "yaml keys":
            return read(listed(text))[1]
        case "yaml item":
            return read(around(text))[1]
        case "yaml item kendaraan":
            return read(listed("for: kendaraan", text))[1]
        case "yaml facts":
            return read_facts(text.encode(), "facts.yaml", over=BOOK)[1]
        case "yaml other list":
            return _other_list(text)
        case "yaml unit":
            return read_unit(text.encode(), "pilkada.yaml", BOOK)[1]
        case "csv satuan":
            return read_targets(text.encode(), "satuan.csv", "satuan", BOOK.tables["satuan"])[1]
        case "csv petugas":
            return read_officers(text.encode(), "petugas.csv")[1]
    pytest.fail(f"an example of kind {kind!r}")


def _other_list(text: str) -> list[Fault]:
    """A list by the facts of the other field that the page shows before it."""
    facts = next(text for kind, text in EXAMPLES if kind == "yaml facts" and text.startswith("alone: true"))
    book, _ = read_facts(facts.encode(), "facts.yaml", over=FactBook())
    assert book is not None
    return read_checklist(text.encode(), "pumps.yaml", book, tuple(book.tables))[1]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_example_is_read_without_a_fault(kind: str, text: str) -> None:
    assert faults_of(kind, text) == []


def test_every_key_and_type_has_an_example() -> None:
    shown = {kind: " ".join(text for other, text in EXAMPLES if other.startswith(kind)) for kind in ("yaml", "csv")}
    for fields in (reader_checklist.CHECKLIST, reader_item.ITEM, reader_facts.FACT, reader_unit.UNIT):
        for key in fields:
            assert re.search(rf"\b{key}:", shown["yaml"]), key
            assert f"`{key}`" in TEXT or f"`{key}: " in TEXT, key
    for kind in reader_item.OWN:
        assert f"### {kind}\n" in TEXT
        assert f"type: {kind}\n" in shown["yaml"]


def test_bounds_are_those_of_the_reader() -> None:
    for bound, numbers in {
        "a file": [yaml_text.MAX_BYTES // 1024],
        "a line": [yaml_text.MAX_LINE],
        "levels inside one another": [yaml_text.MAX_DEPTH],
        "an id, a name of a fact or table": [reader_values.MAX_ID],
        "a title, `by`, `ricek_by`": [reader_checklist.MAX_TITLE],
        "the text of an item, option, state or part": [reader_item.MAX_TEXT, reader_fit.LONG_TEXT],
        "a short name of an item": [reader_item.MAX_SHORT],
        "a hint": [reader_item.MAX_HINT],
        "the example of an answer": [reader_item.MAX_EXAMPLE],
        "`status`, `bring`, a source, `against`": [reader_checklist.MAX_NOTE],
        "an expression": [MAX_LENGTH],
        "sections, items of a list": [reader_checklist.MAX_SECTIONS, reader_item.MAX_ITEMS],
        "options, parts, sources of an item": [
            reader_item.MAX_OPTIONS,
            reader_item.MAX_PARTS,
            reader_item.MAX_SOURCES,
        ],
        "due moments, sources of a list": [reader_checklist.MAX_DUE, reader_checklist.MAX_REGISTER],
        "facts of the unit or of one table, tables, values of a choice": [
            fact_values.MAX_FACTS,
            fact_values.MAX_TABLES,
            reader_facts.MAX_VALUES,
        ],
        "expected units": [reader_unit.MAX_EXPECTED],
    }.items():
        row = re.search(rf"^\| {re.escape(bound)} \| (.*) \|$", TEXT, re.MULTILINE)
        assert row, bound
        assert [int(number) for number in re.findall(r"\d+", row[1])] == numbers


def test_every_code_is_listed_with_what_it_says() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", TEXT.partition("## Codes")[2], re.MULTILINE))
    assert rows == {
        code: said.replace("{{", "{").replace("}}", "}").replace("|", "\\|") for code, said in SENTENCES.items()
    }


def test_the_whole_list_of_the_page_is_what_it_looks_like() -> None:
    text = next(text for kind, text in EXAMPLES if kind == "yaml list")
    found, _ = read_checklist(text.encode(), "x", BOOK, TABLES)
    assert found is not None
    assert [item.id for item in found.items()] == ["helm-phh"]
