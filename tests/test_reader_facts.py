"""Books of facts: types, defaults, derived facts, a unit's own beside the shipped ones; § marks each fault's place."""

import pytest
from reader_world import BOOK, FACTS, LOADERS, marked, rows

from pilkada_check.files.reader import read_facts
from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.model.expression import Expression
from pilkada_check.model.facts import FactDef
from pilkada_check.model.text import Text
from pilkada_check.views.faults import sentence

FAULTS = [
    ("facts: {ht: {type: §number, text: HT}}", "unknown_type"),
    ("facts: {ht: {type: §Int, text: HT}}", "unknown_type"),
    ("facts: {ht: §{type: int}}", "missing_key"),
    ("facts: {ht: §{text: HT}}", "missing_key"),
    ("facts: {ht: §int}", "want_mapping"),
    ("facts: §[ht]", "want_mapping"),
    ("§fact: {ht: {type: int, text: HT}}", "unknown_key"),
    ("facts: {§Ht: {type: int, text: HT}}", "bad_name"),
    ("facts: {§ht-pinjam: {type: int, text: HT}}", "bad_name"),
    ("facts: {§2ht: {type: int, text: HT}}", "bad_name"),
    ("facts: {§ht_: {type: int, text: HT}}", "bad_name"),
    ("facts: {§ceil: {type: int, text: HT}}", "reserved_name"),
    ("facts: {§and: {type: int, text: HT}}", "reserved_name"),
    ("facts: {§id: {type: int, text: HT}}", "reserved_name"),
    ("tables: {tps: {§dicoret: {type: int, text: HT}}}", "reserved_name"),
    ("tables: {§unit: {ht: {type: int, text: HT}}}", "reserved_name"),
    ("facts: {ht: {type: int, text: HT}, §ht: {type: int, text: HT}}", "duplicate_key"),
    ("tables: {tps: {ht: {type: int, text: HT}, §ht: {type: int, text: HT}}}", "duplicate_key"),
    ("facts: {kelas: §{type: choice, text: Kelas}}", "missing_key"),
    ("facts: {kelas: {type: choice, text: Kelas, §values: []}}", "empty_value"),
    ("facts: {kelas: {type: choice, text: Kelas, values: §rawan}}", "want_list"),
    ("facts: {kelas: {type: choice, text: Kelas, values: [rawan, §rawan]}}", "duplicate_value"),
    ("facts: {ht: {type: int, text: HT, §values: [a, b]}}", "values_no_choice"),
    ("facts: {ht: {type: int, text: HT, default: §sepuluh}}", "want_number"),
    ("facts: {ht: {type: int, text: HT, default: §1.266}}", "want_number"),
    ("facts: {ht: {type: int, text: HT, default: §-1}}", "number_range"),
    ("facts: {persen: {type: int, text: Persen, usual: §100..0}}", "usual_order"),
    ("facts: {persen: {type: int, text: Persen, usual: §0-100}}", "bad_usual"),
    ("facts: {persen: {type: int, text: Persen, usual: 0..100, default: §101}}", "default_unusual"),
    ("facts: {nomor: {type: digits, text: Nomor, §usual: 0..100}}", "key_not_for_type"),
    ("tables: {tps: {a: {type: int, text: A, §first: true, §equals: 2, §ordered: tps.a}}}", "key_of_unit"),
    ("tables: {tps: {a: {type: int, text: A, §counts: {tps: a > 1}}}}", "key_of_unit"),
    (
        "facts: {a: {type: text, text: A, §counts: {tps: b > 1}}}\ntables: {tps: {b: {type: int, text: B}}}",
        "key_not_for_type",
    ),
    (
        "facts: {a: {type: int, text: A, counts: {§tsp: b > 1}}}\ntables: {tps: {b: {type: int, text: B}}}",
        "unknown_table",
    ),
    (
        "facts: {a: {type: int, text: A, counts: {tps: §c > 1}}}\ntables: {tps: {b: {type: int, text: B}}}",
        "unknown_fact",
    ),
    (
        "facts: {a: {type: int, text: A, counts: {tps: §b + 1}}}\ntables: {tps: {b: {type: int, text: B}}}",
        "expression_not_truth",
    ),
    (
        "facts: {a: {type: int, text: A, counts: {tps: b > 1, §x: c > 1}}}\ntables: {tps: {b: {type: int, text: B}}}",
        "too_many",
    ),
    ("facts: {a: {type: int, text: A, counts: §tps}}\ntables: {tps: {b: {type: int, text: B}}}", "want_mapping"),
    ("facts: {§true: {type: int, text: HT}}", "reserved_name"),
    ("facts: {ht: {type: text, text: HT, §default: NULL}}", "empty_value"),
    ("facts: {no_tps: {type: digits, text: Nomor, default: §12a}}", "want_digits"),
    ("facts: {hari: {type: date, text: Hari, default: §27/11/2024}}", "want_date"),
    ("facts: {buka: {type: time, text: Buka, default: §7}}", "want_time"),
    ("facts: {kelas: {type: choice, values: [rawan, aman], text: Kelas, default: §rawn}}", "unknown_value"),
    ("facts: {ht: {type: int, text: HT, first: §ya}}", "want_truth"),
    ("facts: {a: {type: int, text: A, §default: 3, derive: 1 + 2}}", "default_and_derive"),
    ("facts: {a: {type: int, text: A, derive: 2 * §b}}", "unknown_fact"),
    ("facts: {a: {type: int, text: A, derive: '2 * §b'}, bb: {type: int, text: B}}", "unknown_fact"),
    ("facts: {a: {type: int, text: A, derive: §b}, b: {type: date, text: B}}", "expression_not_number"),
    (
        "facts: {a: {type: int, text: A, derive: b §> 3}, b: {type: int, text: B}}".replace("b §>", "§b >"),
        "expression_not_number",
    ),
    ("facts: {a: {type: date, text: A, derive: §3}}", "expression_not_date"),
    ("facts: {a: {type: int, text: A, derive: §a + 1}}".replace("§a + 1", "§a"), "derive_ring"),
    ("facts: {a: {type: int, text: A, derive: §b}, b: {type: int, text: B, derive: §a + 1}}", "derive_ring"),
    ("facts: {a: {type: int, text: A, derive: §dpt}}\ntables: {tps: {dpt: {type: int, text: DPT}}}", "fact_of_table"),
    ("tables: {tps: {a: {type: int, text: A, derive: §b * 2}, b: {type: int, text: B, derive: §a}}}", "derive_ring"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "code"), FAULTS)
def test_facts_are_refused_where_they_are_wrong(text: str, code: str, loader: Loader) -> None:
    clean, places = marked(text)
    book, faults = read_facts(clean.encode(), "facts.yaml", loader=loader)
    assert rows(faults) == [(*place, code) for place in places]
    assert book is None
    assert all(sentence(fault) for fault in faults)


@pytest.mark.parametrize("loader", LOADERS)
def test_every_type_and_key(loader: Loader) -> None:
    """Defaults are kept as their type wants them; a derived fact may name any other, in any order."""
    text = """\
facts:
  wajib: {type: int, text: Wajib, derive: "ceil(tps * pola / 8)"}
  pola: {type: int, unit: {id: orang, en: people}, text: {id: Pola, en: Pattern}, from: Polda, default: 2, first: true}
  tps: {type: int, text: TPS, default: 007, usual: 7..7}
  hari: {type: date, text: Hari, default: 2024-11-27}
  buka: {type: time, text: Buka, default: 7.00}
  nomor: {type: digits, text: Nomor, default: 012}
  kata: {type: text, text: Kata, default: no}
  kelas: {type: choice, values: [rawan, no], text: Kelas, default: no}
  saksi: {type: time, text: Saksi, derive: '"06:30"'}
tables:
  tps:
    tps: {type: digits, text: Nomor TPS}
    surat: {type: int, text: Surat suara, derive: tps + pola}
"""
    book, faults = read_facts(text.encode(), "facts.yaml", loader=loader)
    assert faults == []
    assert book is not None
    assert book.unit["wajib"].derive == Expression("ceil(tps * pola / 8)", ("tps", "pola"))
    assert book.unit["pola"] == FactDef(
        "pola", "int", Text("Pola", "Pattern"), "", Text("orang", "people"), Text("Polda"), default=2, ask_first=True
    )
    assert [book.unit[name].default for name in ("tps", "hari", "buka", "nomor", "kata", "kelas")] == [
        7, "2024-11-27", "07:00", "012", "no", "no",
    ]  # fmt: skip
    assert [fact.table for fact in book.tables["tps"].values()] == ["tps", "tps"]


def test_own_facts_stand_beside_the_shipped_ones() -> None:
    own = (
        "facts: {gereja: {type: int, text: Gereja, derive: tps * 2}}\ntables: {satuan: {topi: {type: int, text: Topi}}}"
    )
    book, faults = read_facts(own.encode(), "facts.yaml", over=BOOK)
    assert faults == []
    assert book is not None
    assert set(book.unit) == {*BOOK.unit, "gereja"}
    assert set(book.tables["satuan"]) == {*BOOK.tables["satuan"], "topi"}
    assert book.tables["kendaraan"] == BOOK.tables["kendaraan"]


def test_a_unit_of_another_field_stands_alone() -> None:
    """Every name is free, and nothing that is shipped is there to be named."""
    own = "alone: true\nfacts: {tps: {type: date, text: Other}}\ntables: {pos: {topi: {type: int, text: Topi}}}"
    book, faults = read_facts(own.encode(), "facts.yaml", over=BOOK)
    assert faults == []
    assert book is not None
    assert (book.alone, set(book.unit), set(book.tables)) == (True, {"tps"}, {"pos"})
    book, faults = read_facts(own.replace("true", "false").encode(), "facts.yaml", over=BOOK)
    assert ([one.code for one in faults], book) == (["fact_shipped"], None)
    clean, places = marked("alone: true\nfacts: {gereja: {type: int, text: Gereja, derive: §tps * 2}}")
    book, faults = read_facts(clean.encode(), "facts.yaml", over=BOOK)
    assert (rows(faults), book) == ([(*place, "unknown_fact") for place in places], None)


@pytest.mark.parametrize(
    "text",
    ["facts: {§tps: {type: int, text: TPS}}", "tables: {satuan: {§dalmas: {type: int, text: Dalmas}}}"],
)
def test_a_shipped_fact_cannot_be_defined_again(text: str) -> None:
    clean, places = marked(text)
    book, faults = read_facts(clean.encode(), "facts.yaml", over=BOOK)
    assert rows(faults) == [(*place, "fact_shipped") for place in places]
    assert book is None


def test_a_column_may_have_the_name_of_a_fact_and_of_a_column_elsewhere() -> None:
    more = "tables: {kendaraan: {tps: {type: int, text: TPS}, dalmas: {type: text, text: Dalmas}}}"
    assert read_facts(more.encode(), "facts.yaml", over=BOOK)[1] == []
    assert read_facts(FACTS.encode(), "facts.yaml")[0] == BOOK
