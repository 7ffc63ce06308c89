"""pilkada.yaml: every key, its facts against the book, its dates and paths; § marks the place of each fault."""

import pytest
from reader_world import BOOK, LOADERS, marked, rows

from pilkada_check.files.reader import read_unit
from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.model.unit import Expected, Posko
from pilkada_check.views.faults import sentence

UNIT = "unit: {name: Polres Contoh, path: [Polda Contoh]}\n"

FAULTS = [
    ("§lang: id\n", "missing_key"),
    ("unit: §Polres Contoh\n", "want_mapping"),
    ("unit: §{path: [Polda]}\n", "missing_key"),
    ("unit: {name: Polres, path: §Polda}\n", "want_list"),
    ("unit: {name: Polres, §nama: Polres}\n", "unknown_key"),
    (UNIT + "§satuann: Ton\n", "unknown_key"),
    (UNIT + "election_day: §27-11-2024\n", "want_date"),
    (UNIT + "election_day: §2024-11-31\n", "want_date"),
    (UNIT + "election_day: 2024-11-27\noperation_ends: §2024-11-26\n", "dates_order"),
    (UNIT + "timezone: §WITA\n", "unknown_timezone"),
    (UNIT + "timezone: §Asia\n", "unknown_timezone"),
    (UNIT + "timezone: §Asia/Makasar\n", "unknown_timezone"),
    (UNIT + "timezone: §../../etc/passwd\n", "unknown_timezone"),
    (UNIT + "timezone: §/etc/localtime\n", "unknown_timezone"),
    (UNIT + 'timezone: §"a\\0b"\n', "unknown_timezone"),
    (UNIT + "lang: §indonesia\n", "unknown_value"),
    (UNIT + "example: §ya\n", "want_truth"),
    (UNIT + "lists: §perlengkapan\n", "want_list"),
    (UNIT + "lists: [a, §a]\n", "duplicate_id"),
    (UNIT + "lists: [§Perlengkapan]\n", "bad_id"),
    (UNIT + "posko: {name: Posko, §telepon: 110}\n", "unknown_key"),
    (UNIT + "facts: {§tpss: 3}\n", "unknown_fact"),
    (UNIT + "facts: {§gereja: 3}\n", "unknown_fact"),
    (UNIT + "facts: {§helm_wajib: 3}\n", "fact_of_table"),
    (UNIT + "facts: {§election_day: 2024-11-27}\n", "fact_at_top"),
    (UNIT + "facts: {tps: §banyak}\n", "want_number"),
    (UNIT + "facts: {tps: §1.266}\n", "want_number"),
    (UNIT + "facts: {tps: §-3}\n", "number_range"),
    (UNIT + "facts: {§tps: }\n", "empty_value"),
    (UNIT + "facts: {tps: 3, §tps: 4}\n", "duplicate_key"),
    (UNIT + "facts: {buka: §25.00}\n", "want_time"),
    (UNIT + "facts: {senpi_di_tps: §tdk}\n", "unknown_value"),
    (UNIT + "facts: {tps: §[3]}\n", "want_text"),
    (UNIT + "facts: {kendaraan: §tiga}\n", "want_number"),
    (UNIT + "targets: {gereja: targets/gereja.csv}\nfacts: {gereja: §tiga}\n", "want_number"),
    (UNIT + "targets: {§Satuan: targets/satuan.csv}\n", "bad_name"),
    (UNIT + "targets: {§unit: targets/satuan.csv}\n", "reserved_name"),
    (UNIT + "targets: {satuan: §/etc/passwd}\n", "path_outside"),
    (UNIT + "targets: {satuan: §../satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §targets/../../satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §targets//satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §./satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §~/satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §C:/satuan.csv}\n", "path_outside"),
    (UNIT + "targets: {satuan: §targets\\satuan.csv}\n", "path_backslash"),
    (UNIT + "targets: {satuan: §\\\\server\\satuan.csv}\n", "path_backslash"),
    (UNIT + "expected_units: §[Polsek A]\n", "want_mapping"),
    (UNIT + "expected_units: {Polsek A: §130}\n", "want_mapping"),
    (UNIT + "expected_units: {Polsek A: {§tpss: 130}}\n", "unknown_table"),
    (UNIT + "expected_units: {Polsek A: {satuan: §banyak}}\n", "want_number"),
    (UNIT + "expected_units: {Polsek A: {satuan: 1}, §Polsek A: {satuan: 1}}\n", "duplicate_key"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "code"), FAULTS)
def test_unit_is_refused_where_it_is_wrong(text: str, code: str, loader: Loader) -> None:
    clean, places = marked(text)
    unit, faults = read_unit(clean.encode(), "pilkada.yaml", BOOK, loader=loader)
    assert rows(faults) == [(*place, code) for place in places]
    assert unit is None
    assert all(sentence(fault) for fault in faults)


@pytest.mark.parametrize("loader", LOADERS)
def test_every_key(loader: Loader) -> None:
    text = """\
unit: {name: Polres Contoh, path: [Mabes, Polda Contoh]}
satuan: Ton Dalmas
lists: [perlengkapan, personel]
election_day: 2024-11-27
operation_ends: 2024-11-27
timezone: Asia/Makassar
lang: id
example: true
posko: {name: Posko, phone: "110"}
facts: {tps: 423, satuan: 13, buka: 7.00, senpi_di_tps: tidak, hadir_persen: 0}
targets: {satuan: targets/satuan.csv, gereja: targets/tempat ibadah.csv}
expected_units: {Polsek Utara: {satuan: 3, gereja: 1}}
"""
    unit, faults = read_unit(text.encode(), "pilkada.yaml", BOOK, loader=loader)
    assert faults == []
    assert unit is not None
    assert unit.full_path == ("Mabes", "Polda Contoh", "Polres Contoh")
    assert (unit.satuan, unit.lists, unit.lang, unit.example) == (
        "Ton Dalmas",
        ("perlengkapan", "personel"),
        "id",
        True,
    )
    assert (unit.election_day, unit.operation_ends, unit.timezone) == ("2024-11-27", "2024-11-27", "Asia/Makassar")
    assert unit.posko == Posko("Posko", "110")
    assert unit.facts == {"tps": 423, "satuan": 13, "buka": "07:00", "senpi_di_tps": "tidak", "hadir_persen": 0}
    assert unit.targets == {"satuan": "targets/satuan.csv", "gereja": "targets/tempat ibadah.csv"}
    assert unit.expected_units == (Expected("Polsek Utara", {"satuan": 3, "gereja": 1}),)


def test_only_the_name_must_be_given() -> None:
    unit, faults = read_unit(b"unit: {name: Polsek A}", "pilkada.yaml", BOOK)
    assert faults == []
    assert unit is not None
    assert (unit.name, unit.path, unit.election_day, unit.timezone, unit.facts) == (
        "Polsek A",
        (),
        "",
        "Asia/Jakarta",
        {},
    )


def test_without_a_book_any_fact_may_be_given() -> None:
    unit, faults = read_unit((UNIT + "facts: {a: 3, b: 012, c: x, d: '7'}").encode(), "pilkada.yaml", None)
    assert faults == []
    assert unit is not None
    assert unit.facts == {"a": 3, "b": "012", "c": "x", "d": 7}
