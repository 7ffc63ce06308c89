"""The JSON Schemas for editors: what the reader takes they take; what it refuses they refuse, or cannot see (listed).

A file is looked at twice: with every value as text, as our reader has it, and with the numbers and truth values that an
editor's YAML 1.2 makes of it.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import test_reader
import test_reader_facts
import test_reader_unit
from conftest import ROOT, Tool
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reader_world import BOOK, TABLES, around, listed, marked, read
from test_docs_format import EXAMPLES
from test_reader_bounds import SIZES
from test_summary_json import objects

from pilkada_check.files.reader import read_facts, read_unit
from pilkada_check.files.schemas import shipped_schemas
from pilkada_check.files.workspace import load
from pilkada_check.files.yaml_nodes import Node, compose
from pilkada_check.files.yaml_text import Source, examine
from pilkada_check.model.faults import Fault
from pilkada_check.views.schemas import filled

NAMES = ("checklist", "facts", "unit")
SHIPPED = shipped_schemas()
SCHEMAS = filled(SHIPPED, BOOK, TABLES, ["contoh"])
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
READERS: Mapping[str, Callable[[str], list[Fault]]] = {
    "checklist": lambda text: read(text)[1],
    "facts": lambda text: read_facts(text.encode(), "facts.yaml")[1],
    "unit": lambda text: read_unit(text.encode(), "pilkada.yaml", BOOK)[1],
}

# What no schema can see: it needs the facts, other values, the calendar, or the characters of the file itself.
UNSEEN = {
    # facts and expressions
    *("default_unusual", "derive_ring", "fact_of_table", "time_unquoted"),
    *("unknown_fact", "word_unquoted", "unknown_table", "unknown_timezone"),
    *(f"expression_{one}" for one in ("arguments", "function", "in", "kinds", "not_date", "not_number", "not_text")),
    *(f"expression_{one}" for one in ("not_time", "not_truth", "number", "order", "quotes", "single_equals", "syntax")),
    *("expression_uncomputable", "expression_value", "need_impossible", "need_outside_usual"),
    # two values of one file
    *("dates_order", "due_backwards", "due_order", "due_twice", "duplicate_id", "duplicate_key"),
    *("duplicate_value", "short_twice"),
    *("since_after_until", "usual_order"),
    # marks of the file
    *("comma_in_text", "control_character", "key_no_text", "quote_open", "quote_stray"),
}
# What it sees in a text and not in what an editor makes of it: True, 1e3 and 0x10 are a truth value and numbers there.
UNTYPED = {"bad_id", "want_date", "want_digits", "want_number", "want_time", "want_truth"}
UNKNOWN = "unknown_value"  # of a choice: its values stand in another place


def text_of(node: Node) -> Any:  # noqa: ANN401 - any document
    """A document with every value as its text, but nothing where nothing stands."""
    return plain(node, lambda one: None if not one.style and core(one.value) is None else str(one.value))


def typed(node: Node) -> Any:  # noqa: ANN401 - any document
    """A document as the core schema of YAML 1.2 has it."""
    return plain(node, lambda one: one.value if one.style else core(one.value))


def plain(node: Node, scalar: Callable[[Node], object]) -> Any:  # noqa: ANN401 - any document
    if node.id == "scalar":
        return scalar(node)
    if node.id == "sequence":
        return [plain(one, scalar) for one in node.value]
    return {str(key.value): plain(value, scalar) for key, value in node.value}


def core(text: str) -> object:
    """A scalar without quotes: null, true, 12, 0x1f, 1.5, or else a text (YAML 1.2.2, 10.3.2)."""
    if re.fullmatch(r"~|null|Null|NULL|", text):
        return None
    if re.fullmatch("true|True|TRUE|false|False|FALSE", text):
        return text.lower() == "true"
    if re.fullmatch("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 10 if text.lstrip("+-").isdecimal() else 0)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def refused(name: str, text: str, validators: Mapping[str, Draft202012Validator] = VALIDATORS) -> tuple[bool, bool]:
    """Whether the schema refuses a file: as texts, as typed."""
    source = examine(text.encode(), "x")
    assert isinstance(source, Source)
    root = compose(source)
    assert root is not None, source.faults
    of_texts, of_types = text_of(root), typed(root)
    as_text = not validators[name].is_valid(of_texts)
    # True == 1 in Python, and most files have nothing but texts: those are looked at once
    same = json.dumps(of_texts) == json.dumps(of_types)
    return as_text, as_text if same else not validators[name].is_valid(of_types)


def held_against(name: str, text: str) -> set[str]:
    """The codes of the reader, after its word and the schema's were held against each other."""
    codes = {fault.code for fault in READERS[name](text) if not fault.warning}
    as_text, as_typed = refused(name, text)
    if not codes:
        assert (as_text, as_typed) == (False, False), text
    if codes - UNSEEN - {UNKNOWN}:
        assert as_text, (codes, text)
    if codes - UNSEEN - UNTYPED - {UNKNOWN}:
        assert as_typed, (codes, text)
    return codes


@pytest.mark.parametrize("schema", [*SHIPPED.values(), *SCHEMAS.values()], ids=[*NAMES, *(f"own {n}" for n in NAMES)])
def test_each_is_a_schema_that_lets_nothing_else_in(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert [one for one in objects(schema) if "additionalProperties" not in one] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_in_both_languages_what_it_is_for(name: str) -> None:
    """A title for each; a description of two paragraphs, Indonesian first, unless the title says it all."""
    for one in objects(SHIPPED[name]):
        for key, said in one.get("properties", {}).items():
            assert said is False or " / " in said["title"] or said["title"] in {"Bahasa Indonesia", "English"}, key
            assert len(said.get("description", "a\n\nb").split("\n\n")) == 2, key


def test_what_is_shipped_fits() -> None:
    files = {
        "checklist": [path for path in ROOT.glob("checklists/*.yaml") if path.name != "facts.yaml"],
        "facts": [ROOT / "checklists/facts.yaml"],
        "unit": list(ROOT.glob("checklists/*/pilkada.yaml")),
    }
    assert all(files.values())
    known = load(None, only=(), tables=False)
    named = filled(SHIPPED, known.book, known.tables, known.ids)
    of_the_unit = {name: Draft202012Validator(schema) for name, schema in named.items()}
    by_themselves = {name: Draft202012Validator(schema) for name, schema in SHIPPED.items()}
    for name, paths in files.items():
        for path in paths:
            assert refused(name, path.read_text("utf-8"), of_the_unit) == (False, False), path
        assert refused(name, paths[0].read_text("utf-8"), by_themselves) == (False, False), paths[0]


def test_every_example_of_the_format_fits() -> None:
    wrap = {"yaml item": around, "yaml item kendaraan": around, "yaml keys": listed}
    names = {"yaml facts": "facts", "yaml unit": "unit"}
    for kind, text in EXAMPLES:
        if kind.startswith("yaml"):
            whole = wrap[kind](text) if kind in wrap else text
            validators = VALIDATORS | {"checklist": Draft202012Validator(SHIPPED["checklist"])}
            assert refused(names.get(kind, "checklist"), whole, validators) == (False, False), text


CASES = [
    *(("checklist", around(keys), code) for keys, code in test_reader.ITEMS),
    *(("checklist", listed(keys), code) for keys, code in test_reader.LISTS),
    *(("checklist", text, code) for text, code in test_reader.FILES),
    *(("facts", text, code) for text, code in test_reader_facts.FAULTS),
    *(("unit", text, code) for text, code in test_reader_unit.FAULTS),
]


def test_what_the_reader_refuses_is_refused_or_cannot_be_seen() -> None:
    """Every case of the tests of the reader; and what is said to be unseen is met, and not seen."""
    met: set[str] = set()
    for name, text, _ in CASES:
        clean, _ = marked(text)
        codes = held_against(name, clean)
        as_text, _ = refused(name, clean)
        met |= codes if not as_text else set()
    assert met <= UNSEEN | {UNKNOWN}
    assert {*UNSEEN} - met <= {"expression_not_text", "control_character", "comma_in_text", "quote_open", "quote_stray"}


@pytest.mark.parametrize("name", sorted(SIZES.keys() - {"line", "file", "items of two sections"}))
def test_bounds_are_those_of_the_reader(name: str) -> None:
    within, beyond = SIZES[name]
    assert refused("checklist", within) == (False, False)
    assert refused("checklist", beyond) == (True, True)


# ---- changes of small sound files that have every key

HEAD_KEYS = """\
title: {id: Contoh, en: Example}
status: draf
reviewed: {by: Bag Ops, on: 2024-11-01, against: ren ops}
due: [H-8, H-3 18.00, H 05.30-07.30]
valid_for: 3d
ricek: critical
sample: {tolerance: 5%, confidence: 95%, always: dalmas > 0}
agree: within 2
by: Kanit
ricek_by: Bag Log
minutes: 45
bring: senter
sources: {E8: Protap, 9: {id: Lain, en: Other}}
"""
ITEMS = (
    """\
type: count
need: '>= helm_wajib'
usual: 0..200
agree: within 2
when: dalmas > 0
critical: true
sensitive: false
hint: {id: Hitung, en: Count}
short: {id: Helm, en: Helmets}
source: [E8, 9]""",
    "type: confirm\nexpect: tidak\nshort: 8",
    "type: inventory\nneed: = 2\nusual: 0..9\nagree: outcome",
    "type: condition\nstates: {b: baik, rr: goyah, rb: patah, ta: 0}",
    "type: valid_until\nuntil: operation_ends\nwarn_days: 14",
    "type: date\nsince: 2024-08-26\nuntil: election_day\nmax_age: 2d",
    """\
type: choice
options: [{id: ya, text: Ya}, {id: 1, text: 2, outcome: remark, ask: true}, {id: no, text: no, outcome: fail}]""",
    "type: breakdown\nparts: {hadir: Hadir, 2: Dua}\ntotal: 30\nusual: 0..100",
    "type: risk",
    "type: text\nnihil: true\ndigits: false",
    """type: time\nneed: '<= "07:00"'""",
)
FACT_FILE = """\
alone: true
facts:
  hadir: {type: int, unit: {id: orang, en: people}, text: Hadir, from: Polda, default: 007, usual: 0..9, first: true}
  wajib: {type: int, text: Wajib, derive: ceil(hadir / 2), equals: hadir * 2, ordered: tps.surat}
  kecil: {type: int, text: Kecil, counts: {tps: surat < 300}}
  hari: {type: date, text: Hari, default: 2024-11-27}
  buka: {type: time, text: Buka, default: 07.30}
  nomor: {type: digits, text: Nomor, default: 012}
  kata: {type: text, text: Kata, default: no}
  kelas: {type: choice, values: [rawan, no, 2], text: Kelas, default: 2}
tables: {tps: {surat: {type: int, text: Surat suara}}}
"""
UNIT_FILE = """\
unit: {name: Polres Contoh, path: [Mabes, 7]}
satuan: Ton Dalmas
lists: [perlengkapan, 8]
election_day: 2024-11-27
operation_ends: 2024-12-16
timezone: Asia/Makassar
lang: id
example: true
posko: {name: Posko, phone: 110}
facts: {tps: 0423, satuan: 13, buka: 07.30, senpi_di_tps: tidak}
targets: {satuan: targets/satuan.csv}
expected_units: {Polsek Utara: {satuan: 3}}
"""
BASES = [
    ("checklist", listed(HEAD_KEYS)),
    *(("checklist", around(one)) for one in ITEMS),
    ("facts", FACT_FILE),
    ("unit", UNIT_FILE),
]
LONG = "a" * 501
TOKENS = (
    *(
        "8",
        "008",
        "-1",
        "+3",
        "1.5",
        "0x10",
        "1e3",
        ".inf",
        "2000000000",
        "true",
        "True",
        "no",
        "null",
        "Null",
        "~",
        '""',
    ),
    *("a", "a-b", "a_b", "A", LONG, LONG[:31], '" a "', '"  "', "ya", "count", "choice", "value", "within 3", "fail"),
    *("2024-11-27", "2024-13-01", "27/11/2024", "05.30", "25.00", "7", "0..5", "5..0", "0-5", "3d", "12h", "5%", "0%"),
    *("H-3", "H-3 18.00", "H", "H+1", "targets/a.csv", "../a", "a//b", "a.b", "E8", "unit", "satuan", "critical", "id"),
    *("dalmas > 0", "dalmas", '">= 3"', '"== 3"', "= 3", "'\"07:00\"'", "Helm – PHH", "[]", "{}", "[a]", "[8, 8]"),
    *(
        "{id: a}",
        "{id: a, en: 8}",
        "{en: a}",
        "{id: [a]}",
        "{a: 1}",
        "{A b: 1}",
        "{b: a, rr: b, rb: c}",
        "[{id: a, text: A}]",
    ),
)
KEYS = (
    "need",
    "usual",
    "when",
    "states",
    "values",
    "default",
    "id",
    "en",
    "until",
    "agree",
    "total",
    "judul",
    "sample",
    "a b",
)

Path_ = tuple[str | int, ...]


def written(document: Any, indent: int = 0) -> str:  # noqa: ANN401 - any document
    """A document whose values are as they stand in a file."""
    if isinstance(document, str):
        return f" {document}\n"
    pad = "  " * indent
    if isinstance(document, list):
        return "\n" + "".join(f"{pad}-{written(one, indent + 1)}" for one in document)
    return "\n" + "".join(f"{pad}{key}:{written(one, indent + 1)}" for key, one in document.items())


def taken_apart(text: str) -> Any:  # noqa: ANN401 - any document
    source = examine(text.encode(), "x")
    assert isinstance(source, Source)
    return plain(compose(source), lambda one: json.dumps(one.value) if one.style else str(one.value))


DOCUMENTS = [(name, taken_apart(text)) for name, text in BASES]


def paths(document: object, path: Path_ = ()) -> list[Path_]:
    """Every value of a document by the way to it."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [*([path] if path else []), *(one for key, value in inner for one in paths(value, (*path, key)))]


def changed(document: object, path: Path_, change: Callable[[Any, Any], None]) -> str:
    """The file, after `change` was done to what holds the value at `path`, under its key."""
    copy = json.loads(json.dumps(document))
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return written(copy).lstrip("\n") or "{}\n"


def put(value: object) -> Callable[[Any, Any], None]:
    return lambda holder, key: holder.__setitem__(key, value)


def renamed(to: str) -> Callable[[Any, Any], None]:
    """Another key in its place (or beside it, in a list)."""

    def change(holder: Any, key: Any) -> None:  # noqa: ANN401 - any document
        if isinstance(holder, dict):
            holder[to] = holder.pop(key)
        else:
            holder.append(to)

    return change


def test_the_small_files_are_sound() -> None:
    for name, document in DOCUMENTS:
        text = written(document).lstrip("\n")
        assert held_against(name, text) == set(), text


def test_every_key_missing_misspelt_or_of_another_kind() -> None:
    gone: Callable[[Any, Any], None] = lambda holder, key: holder.pop(key)  # noqa: E731 - one of a row
    for place, (name, document) in enumerate(DOCUMENTS):
        for path in paths(document):
            if 0 < place <= len(ITEMS) and path[:4] != ("sections", 0, "items", 0):
                continue  # what stands above an item is the same in all
            for change in (gone, renamed("judul"), put(["a"])):
                held_against(name, changed(document, path, change))


def test_every_key_of_another_type_of_item() -> None:
    ones = [json.loads(json.dumps(document))["sections"][0]["items"][0] for _, document in DOCUMENTS[1:-2]]
    taken = {
        one["type"]: {*one} - {"short", "hint", "source", "when", "critical", "sensitive", "agree"} for one in ones
    }
    every = {key: value for one in ones for key, value in one.items() if key in taken[one["type"]]}
    for one, (_, document) in zip(ones, DOCUMENTS[1:-2], strict=True):
        for key, value in every.items():
            copy = json.loads(json.dumps(document))
            copy["sections"][0]["items"][0][key] = one.get(key, value)
            codes = held_against("checklist", written(copy).lstrip("\n"))
            assert ("key_not_for_type" in codes) is (key not in taken[one["type"]]), (one["type"], key)


@given(st.data())
def test_any_change_is_judged_alike(data: st.DataObject) -> None:
    name, document = data.draw(st.sampled_from(DOCUMENTS))
    text = ""
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(paths(document)))
        change = data.draw(st.sampled_from(TOKENS).map(put) | st.sampled_from(KEYS).map(renamed))
        text = changed(document, path, change)
        document = taken_apart(text)
        if not paths(document):
            return
    held_against(name, text)


# ---- the command


def test_a_user_gets_them_with_the_names_of_the_unit(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "pilkada.yaml").write_text("unit: {name: Polres Contoh}\ntargets: {gereja: targets/gereja.csv}\n")
    (tmp_path / "checklists" / "facts.yaml").write_text(
        "facts: {lonceng: {type: choice, values: [ada, 2], text: {id: Lonceng, en: Bells}, unit: buah, from: Ops}}\n"
    )
    done = tool("validasi", "--skema", "skema", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if line.startswith("#")]
    assert lines == [
        "# yaml-language-server: $schema=../skema/facts.schema.json",
        "# yaml-language-server: $schema=../skema/checklist.schema.json",
        "# yaml-language-server: $schema=skema/unit.schema.json",
    ]
    ours = {name: json.loads((tmp_path / f"skema/{name}.schema.json").read_text("ascii")) for name in NAMES}
    assert "gereja" in ours["checklist"]["$defs"]["target"]["enum"]
    facts = ours["unit"]["properties"]["facts"]["properties"]
    assert facts["gereja"]["maximum"] == 999_999_999  # its number of rows
    assert facts["lonceng"] == {
        "title": "lonceng",
        "description": "Lonceng (buah; Ops)\n\nBells (buah; Ops)",
        "enum": ["ada", "2", 2],
    }
    assert facts.keys().isdisjoint({"election_day", "operation_ends"})
    # The lines that it tells to put there are comments to us, and the files of schemas are none of ours.
    (tmp_path / "pilkada.yaml").write_text(lines[2] + "\n" + (tmp_path / "pilkada.yaml").read_text())
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "gereja.csv").write_text("id\nA\n")
    checked = tool("validasi", "--lang", "en")
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.endswith("3 others passed over\n")
    # Written again over themselves; never over another's file.
    assert tool("validasi", "--skema", "skema").returncode == 0
    (tmp_path / "skema" / "facts.schema.json").write_text('{"$id": "urn:lain"}')
    before = {path: path.read_bytes() for path in (tmp_path / "skema").iterdir()}
    refused_ = tool("validasi", "--skema", "skema", "--lang", "en")
    assert refused_.returncode == 3
    assert "facts.schema.json is there and is none of our schemas." in refused_.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "skema").iterdir()} == before
    assert tool("validasi", "--skema", "skema", "pilkada.yaml").returncode == 2
    (tmp_path / "folder" / "facts.schema.json").mkdir(parents=True)
    assert "Nothing was written." in tool("validasi", "--skema", "folder", "--lang", "en").stderr


def test_what_cannot_be_in_them_is_said_and_a_way_with_a_space_is_an_address(tool: Tool, tmp_path: Path) -> None:
    """An editor takes the name of a schema to end at a space (redhat-developer/yaml-language-server, modelineUtil)."""
    (tmp_path / "pilkada.yaml").write_text("unit: {name: Polres Contoh}\ntargets: [\n")
    done = tool("validasi", "--skema", "di sini", "--lang", "en")
    assert done.returncode == 0
    ways = re.findall(r"schema=(\S+)\n", done.stdout)
    assert ways[2] == (tmp_path / "di sini" / "unit.schema.json").as_uri()
    assert "files have faults are not in them" in " ".join(done.stdout.split())
