"""The shipped lists, facts and example are what was decided on: each item, both languages, sources, figures."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.files.tables import read_officers, read_targets
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.expression import Environment, evaluate, parse
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import Officer, Table, Unit
from pilkada_check.rules.facts import asked, environment

FOLDER = Path(__file__).resolve().parent.parent / "checklists"
EXAMPLE = FOLDER / "contoh-bontang"

# id | type | K = critical | what must be met | when | agree | sens = sensitive
ITEMS = {
    "perlengkapan": """
        helm-phh | inventory | K | >= helm_wajib | helm_wajib > 0
        tameng | inventory | K | >= tameng_wajib | tameng_wajib > 0
        tongkat | inventory |  | >= tongkat_wajib | tongkat_wajib > 0
        rompi-dalmas | inventory |  | >= rompi_dalmas_wajib | rompi_dalmas_wajib > 0
        rompi-pam | inventory |  | >= pam_tps | pam_tps > 0
        pelindung | inventory |  | >= pelindung_wajib | pelindung_wajib > 0
        kedok-gas | inventory |  | >= kedok_wajib | kedok_wajib > 0
        pelontar | inventory |  | >= pelontar_wajib | pelontar_wajib > 0 |  | sens
        gas-kedaluwarsa | valid_until | K | until operation_ends | gas_wajib > 0 |  | sens
        gas-air-mata | count |  | >= gas_wajib | gas_wajib > 0 |  | sens
        senpi-satuan | count | K | = senpi_register | senpi_register > 0 |  | sens
        senpi-pinjam-pakai | valid_until | K | until operation_ends | senpi_pinjam > 0 |  | sens
        apar-isi | count | K | >= apar_wajib | apar_wajib > 0
        apar-berlaku | valid_until |  | until operation_ends | apar_wajib > 0
        borgol | inventory |  | >= borgol_wajib | borgol_wajib > 0
        senter | count |  | >= senter_wajib
        baterai-ht | count |  | >= ht | ht > 0
        power-bank | count |  | >= powerbank_wajib | powerbank_wajib > 0
        jas-hujan | count |  | >= personel
        kaporlap-ransel | count |  | >= pam_tps | pam_tps > 0
        buku-saku | count |  | >= pam_tps | pam_tps > 0
        ban-lengan | count |  | >= pam_tps | pam_tps > 0
        barrier | inventory |  | >= barrier_wajib | barrier_wajib > 0
        kawat | inventory |  | >= kawat_wajib | kawat_wajib > 0
        tali-dalmas | count |  | >= tali_wajib | tali_wajib > 0
        public-address | confirm |  | expect ya | dalmas > 0
        temuan-lain | text |  | nihil true
        p3k | count |  | >= p3k_wajib
        p3k-kedaluwarsa | valid_until |  | until operation_ends
    """,
    "personel": """
        sprin | text | K | digits true |  | value
        sprin-tanggal | date |  | since 2024-08-26
        sprin-berlaku | valid_until |  | until sprin_sampai, warn_days 0
        jumlah | count |  | = personel
        hadir | count | K | >= ceil(personel * hadir_persen / 100) |  | outcome
        hadir-rinci | breakdown | K | total personel
        tanpa-ket | count | K | = 0
        nama-tps | count | K | = tps | tps > 0
        tidak-fit | count | K | = 0 | pam_tps > 0
        tanpa-senpi | confirm | K | expect tidak | pam_tps > 0 and senpi_di_tps == "tidak"
        sajam | confirm |  | expect tidak | pam_tps > 0
        larangan-catat | count | K | >= 3 |  | outcome
        netral-foto | count |  | >= 3 |  | outcome
        masuk-tps | count |  | >= 3 | pam_tps > 0 | outcome
        enam-tahap | count |  | >= 3 |  | outcome
        tidak-tinggal | count |  | >= 3 | pam_tps > 0 | outcome
        sendirian | count |  | = 0 | pam_tps > 0 and minimal_berdua == "ya"
        obat-rutin | count |  | = 0
        nomor-petugas | count |  | >= pam_tps | pam_tps > 0 | outcome
        tes-urine | date |  |  |  |  | sens
        app | time
        konsumsi | count |  | >= hari_tugas
        uang-saku | count |  | = 0
    """,
    "kendaraan": """
        sim-driver | valid_until | K | until operation_ends | jenis != "perahu"
        sim-jenis | confirm | K | expect ya | jenis != "perahu"
        mesin-hidup | condition | K
        rem | condition | K |  | jenis != "perahu"
        ban | condition | K |  | jenis != "perahu"
        bbm | count | K | >= bbm_persen |  | within 15
        terpal-kering | condition | K |  | logistik == "ya"
        perahu-pelampung | count | K | >= penumpang + awak | jenis == "perahu"
        awc | condition | K |  | jenis == "AWC"
        ambulans | count |  | >= 3 | jenis == "ambulans"
        driver-fit | confirm | K | expect tidak
        driver-tidur | count |  | >= tidur_jam |  | outcome
        ban-cadangan | count |  | >= 3 | jenis in ["R4", "R6"]
        lampu | count |  | = 0 | jenis != "perahu"
        oli-bocor | confirm |  | expect tidak
        pintu | count |  | = 0 | jenis in ["R4", "R6", "ambulans", "AWC"]
        muatan | count |  | >= penumpang | penumpang > 0
        temuan | text |  | nihil true
        stnk | valid_until |  | until operation_ends | jenis != "perahu"
    """,
}
LISTS = tuple(ITEMS)

# list: target, due, items, critical items, agree of the whole list
HEADS = {
    "perlengkapan": ("satuan", ["H-8", "H-3", "H-1"], 29, 6, ""),
    "personel": ("satuan", ["H-3", "H-1"], 23, 8, ""),
    "kendaraan": ("kendaraan", ["H-3", "H-1"], 19, 10, "outcome"),
}
PLACES = {
    "perlengkapan": ["Lapangan apel", "Gudang perlengkapan", "Gudang senjata"],
    "personel": ["Meja dengan berkas dan telepon", "Lapangan apel"],
    "kendaraan": ["Kursi pengemudi", "Ruang penumpang, muatan dan alat khusus", "Keliling kendaraan"],
}
CONDITIONS = {
    "kendaraan": {"mesin-hidup", "rem", "terpal-kering", "awc", "ban"},
    "perlengkapan": set(),
    "personel": set(),
}
ONLY_REASON = {  # the source gives no more than the reason or the heading
    "perlengkapan": {"baterai-ht": ["~E17"], "power-bank": ["~B4"]},
    "personel": {},
    "kendaraan": {"perahu-pelampung": ["~T5"]},
}

# name:type, * asked first, =n default, ^ derived
FACTS = """
    election_day:date* operation_ends:date* sprin_sampai:date personel_polres:int* bko:int* gabungan:int tps:int*
    satuan:int kendaraan:int objek:int tps_kota:int tps_luar:int tps_laut:int jumlah_kelurahan:int tps_kurang_rawan:int
    tps_rawan:int tps_sangat_rawan:int tps_khusus:int polri_wajib:int^ pola_kurang_rawan_polri:int
    pola_kurang_rawan_tps:int pola_kurang_rawan_linmas:int pola_rawan_polri:int pola_rawan_tps:int
    pola_rawan_linmas:int pola_sangat_rawan_polri:int pola_sangat_rawan_tps:int pola_sangat_rawan_linmas:int
    pola_khusus_polri:int pola_khusus_tps:int pola_khusus_linmas:int kpps_per_tps:int tertib_per_tps:int linmas:int^
    jumlah_padal:int* tni:int satpolpp:int dishub:int cadangan:int* pengganti:int minimum_rutin:int* ht:int
    ht_pinjam:int repeater:int menit_tanggap:int menit_lapor:int kendaraan_pengganti:int perahu_wajib:int
    ambulans_wajib:int bbm_liter:int hari_tugas:int musnah_total:int senpi_di_tps:choice minimal_berdua:choice
    bbm_persen:int=75 tidur_jam:int=6 hadir_persen:int=95 lampu_menit:int=360 jaga_min:int=2
    bilik_per_tps:int tinta_per_tps:int ties_per_tps:int
"""
COLUMNS = {
    "satuan": """
        personel:int pam_tps:int dalmas:int tps:int helm_wajib:int tameng_wajib:int tongkat_wajib:int
        rompi_dalmas_wajib:int pelindung_wajib:int kedok_wajib:int pelontar_wajib:int gas_wajib:int senpi_register:int
        senpi_pinjam:int apar_wajib:int p3k_wajib:int borgol_wajib:int senter_wajib:int powerbank_wajib:int ht:int
        tali_wajib:int barrier_wajib:int kawat_wajib:int keterangan:text
    """,
    "tps": """
        kode:text kecamatan:text kelurahan:text no_tps:digits dpt:int kelas:choice laut:choice bangunan:choice
        pemilihan:int satuan:text pengendali:text keterangan:text
    """,
    "kendaraan": "jenis:choice penumpang:int awak:int logistik:choice satuan:text keterangan:text",
    "objek": """
        jenis:choice satpam_wajib:int pam_obvit:int penyangga:int pelabuhan:choice apar_wajib:int keterangan:text
    """,
}
VALUES = {
    "senpi_di_tps": ["ya", "tidak"],
    "minimal_berdua": ["ya", "tidak"],
    "tps.kelas": ["kurang rawan", "rawan", "sangat rawan", "khusus"],
    "tps.laut": ["ya", "tidak"],
    "tps.bangunan": ["tenda", "gedung"],
    "kendaraan.jenis": ["R2", "R4", "R6", "AWC", "ransus", "ambulans", "perahu"],
    "kendaraan.logistik": ["ya", "tidak"],
    "objek.jenis": ["obvitnas", "kpu", "bawaslu", "gudang", "pln", "lain"],
    "objek.pelabuhan": ["ya", "tidak"],
}
SAME_IN_BOTH: set[str] = set()  # Indonesian texts whose English is the same word
LONGEST = 84  # characters of an item's text, and of a hint


def load(name: str) -> dict[str, Any]:
    """A YAML file of the folder, every scalar as text."""
    text = (FOLDER / name).read_text("utf-8")
    return dict(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - it makes text only


DOCUMENTS = {name: load(f"{name}.yaml") for name in LISTS}
BOOK = load("facts.yaml")
UNIT = load("contoh-bontang/pilkada.yaml")


@cache
def read_all() -> tuple[FactBook, dict[str, Checklist], Unit, list[Fault]]:
    """Lists, facts and example by the road that every file takes, and every fault and warning on it."""
    book, faults = read_facts((FOLDER / "facts.yaml").read_bytes(), "facts.yaml")
    assert book, faults
    lists: dict[str, Checklist] = {}
    for name in LISTS:
        found, more = read_checklist((FOLDER / f"{name}.yaml").read_bytes(), name, book, book.tables)
        assert found, more
        lists[name], faults = found, faults + more
    unit, more = read_unit((EXAMPLE / "pilkada.yaml").read_bytes(), "pilkada.yaml", book)
    assert unit, more
    faults += more
    tables: dict[str, Table] = {}
    for name, path in unit.targets.items():
        table, more = read_targets((EXAMPLE / path).read_bytes(), path, name, book.tables[name])
        assert table, more
        tables[name], faults = table, faults + more
    return book, lists, replace(unit, tables=tables), faults


def facts_of(name: str, target: str) -> Environment:
    """What the list sees on one target of the example."""
    book, lists, unit, _ = read_all()
    table = lists[name].target
    return environment(unit, book, table, unit.tables[table].rows[target])


def items_of(name: str) -> list[dict[str, Any]]:
    return [item for section in DOCUMENTS[name]["sections"] for item in section["items"]]


EVERY_ITEM = [pytest.param(name, item, id=f"{name}/{item['id']}") for name in LISTS for item in items_of(name)]


def seen_from(table: str) -> dict[str, dict[str, Any]]:
    """The definitions a list on this table may name."""
    return {**BOOK["facts"], **BOOK["tables"].get(table, {})}


def rows_of(table: str) -> list[dict[str, str]]:
    with (EXAMPLE / "targets" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def texts_of(node: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text that is given per language, with its place."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from texts_of(one, f"{path}/{number}")
    elif isinstance(node, dict):
        if "id" in node and set(node) <= {"id", "en"}:
            yield path, node
        else:
            for key, one in node.items():
                yield from texts_of(one, f"{path}/{key}")


def as_row(item: dict[str, Any]) -> str:
    """An item as a line of `ITEMS`."""
    met = [item["need"]] if "need" in item else []
    keys = ("expect", "until", "since", "warn_days", "total", "digits", "nihil")
    met += [f"{key} {item[key]}" for key in keys if key in item]
    critical, sensitive = ("K" if "critical" in item else ""), ("sens" if "sensitive" in item else "")
    cells = [item["id"], item["type"], critical, ", ".join(met), item.get("when", ""), item.get("agree", ""), sensitive]
    return " | ".join(cells).rstrip(" |")


def test_nothing_is_wrong_with_any_file_and_nothing_is_warned_of() -> None:
    assert read_all()[3] == []


# ---- the lists


@pytest.mark.parametrize("name", LISTS)
def test_items_are_those_that_were_decided_on(name: str) -> None:
    assert sorted(map(as_row, items_of(name))) == sorted(line.strip() for line in ITEMS[name].strip().splitlines())


@pytest.mark.parametrize("name", LISTS)
def test_head(name: str) -> None:
    target, due, count, critical, agree = HEADS[name]
    document = DOCUMENTS[name]
    assert (document["id"], document["version"], document["for"]) == (name, "2024.1", target)
    assert (document["due"], document["ricek"], document.get("agree", "")) == (due, "critical", agree)
    assert document["status"]["id"] == "draf dari sumber publik, belum disahkan satuan mana pun"
    assert set(document["reviewed"]) == {"by", "on", "against"}
    assert {"by", "ricek_by", "minutes"} <= set(document)
    found = items_of(name)
    assert (len(found), sum("critical" in item for item in found)) == (count, critical)
    assert len({item["id"] for item in found}) == count


@pytest.mark.parametrize("name", LISTS)
def test_sections_are_places_and_begin_with_what_is_critical(name: str) -> None:
    sections = DOCUMENTS[name]["sections"]
    assert [section["title"]["id"] for section in sections] == PLACES[name]
    for section in sections:
        critical = ["critical" in item for item in section["items"]]
        assert critical == sorted(critical, reverse=True), section["title"]["id"]


def test_the_engine_has_run_long_enough_when_its_leaks_are_looked_for() -> None:
    order = [item["id"] for item in items_of("kendaraan")]
    assert order.index("mesin-hidup") + 10 < order.index("oli-bocor")


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_its_source_and_every_source_its_item(name: str) -> None:
    used = {code.removeprefix("~") for item in items_of(name) for code in item["source"]}
    assert used == set(DOCUMENTS[name]["sources"])
    assert all(item["source"] for item in items_of(name))


@pytest.mark.parametrize("name", LISTS)
def test_a_source_that_gives_only_the_reason_says_so(name: str) -> None:
    marked = {item["id"]: [c for c in item["source"] if c.startswith("~")] for item in items_of(name)}
    assert {key: codes for key, codes in marked.items() if codes} == ONLY_REASON[name]


@pytest.mark.parametrize("name", LISTS)
def test_common_knowledge_is_not_passed_off_as_a_source(name: str) -> None:
    assert "tidak ada sumber" in DOCUMENTS[name]["sources"]["UMUM"]["id"]


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_wording(name: str, item: dict[str, Any]) -> None:
    hints = list(item.get("hint", {}).values())
    for text in [*item["text"].values(), *hints]:
        assert text.isascii(), text
        assert len(text) <= LONGEST, text
        assert text == text.strip(), text
    for text in item["text"].values():
        assert text.count("?") <= 1, text
        assert text.endswith(("?", ".")), text


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_no_hint_gives_the_required_number_away(name: str, item: dict[str, Any]) -> None:
    required = item.get("need", "") + " " + item.get("total", "")
    numbers = set(re.findall(r"\d+", required))
    numbers |= {seen_from(HEADS[name][0])[fact].get("default", "") for fact in re.findall(r"[a-z_]{3,}", required)
                if fact in seen_from(HEADS[name][0])}  # fmt: skip
    for text in item.get("hint", {}).values():
        assert not numbers & set(re.findall(r"\d+", text)), text


@pytest.mark.parametrize(("name", "item"), EVERY_ITEM)
def test_each_type_has_what_it_needs(name: str, item: dict[str, Any]) -> None:
    states = item.get("states", {})
    assert (item["id"] in CONDITIONS[name]) == (item["type"] == "condition") == bool(states)
    assert list(states) in ([], ["b", "rr", "rb"])
    assert ("parts" in item) == (item["type"] == "breakdown")
    assert ("usual" in item) <= (item["type"] in {"count", "inventory", "breakdown"})
    assert all(re.fullmatch(r"[a-z0-9-]+", part) for part in item.get("parts", {}))


@pytest.mark.parametrize("name", [*LISTS, "facts"])
def test_english_is_there_and_is_english(name: str) -> None:
    document = load(f"{name}.yaml")
    for path, text in texts_of(document):
        assert text.get("en"), path
        assert (text["id"] == text["en"]) == (text["id"] in SAME_IN_BOTH), path
    worded = {"title", "status", "by", "ricek_by", "bring", "text", "hint", "unit", "from"}
    plain = [path for path, key in scalars_of(document) if key in worded]
    assert plain == ([] if name == "facts" else ["/reviewed/by"])


def scalars_of(node: object, path: str = "", key: str = "") -> Iterator[tuple[str, str]]:
    """Every scalar's place and last key."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from scalars_of(one, f"{path}/{number}", key)
    elif isinstance(node, dict):
        for name, one in node.items():
            yield from scalars_of(one, f"{path}/{name}", name)
    else:
        yield path, key


@pytest.mark.parametrize("name", [*LISTS, "facts"])
def test_only_addresses_leave_ascii(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    assert all(line.isascii() for line in text.split("\nsources:\n")[0].splitlines())


def test_vote_results_passwords_and_channels_are_never_asked() -> None:
    asked = " ".join(item["text"]["id"].lower() for name in LISTS for item in items_of(name))
    assert not re.search(r"perolehan|suara sah|kata sandi|password|kanal|frekuensi", asked)


# ---- the facts


def spelled(facts: dict[str, dict[str, Any]]) -> set[str]:
    """Definitions as `FACTS` spells them."""
    return {
        name + ":" + one["type"] + "*" * ("first" in one) + "^" * ("derive" in one)
        + (f"={one['default']}" if "default" in one else "")
        for name, one in facts.items()
    }  # fmt: skip


def test_every_fact_of_the_unit_is_defined() -> None:
    assert spelled(BOOK["facts"]) == set(FACTS.split())


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_defined(table: str) -> None:
    assert spelled(BOOK["tables"][table]) == set(COLUMNS[table].split())
    assert set(BOOK["tables"]) == set(COLUMNS)


def every_definition() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from BOOK["facts"].items()
    for table, columns in BOOK["tables"].items():
        yield from ((f"{table}.{name}", column) for name, column in columns.items())


def test_every_definition_is_complete() -> None:
    for name, one in every_definition():
        assert one.get("values") == VALUES.get(name), name
        assert ("values" in one) == (one["type"] == "choice"), name
        assert ("unit" in one) == (one["type"] == "int"), name
        assert ("from" in one) != ("derive" in one), name
        assert ("default" in one) == one["text"]["id"].endswith("(draf)"), name
        assert ("default" in one) == one["text"]["en"].endswith("(draft)"), name


def test_what_is_derived_comes_out_as_published() -> None:
    facts = {name: int(text) for name, text in UNIT["facts"].items() if text.isdecimal()}
    for name, expected in (("polri_wajib", 151), ("linmas", 846)):
        assert evaluate(parse(BOOK["facts"][name]["derive"]), facts) == expected


# ---- the example


def test_example_facts_are_known_and_fit() -> None:
    derived = {name for name, one in BOOK["facts"].items() if "derive" in one or "default" in one}
    outside = {"election_day", "operation_ends"}
    assert set(UNIT["facts"]) == set(BOOK["facts"]) - derived - outside
    for name, text in UNIT["facts"].items():
        assert fits(text, BOOK["facts"][name]), name


def fits(text: str, definition: dict[str, Any]) -> bool:
    """Whether a value is of its fact's type."""
    patterns = {"int": r"\d+", "digits": r"\d+", "date": r"\d{4}-\d\d-\d\d", "text": r".*"}
    if definition["type"] == "choice":
        return text in definition["values"]
    return bool(re.fullmatch(patterns[definition["type"]], text))


def test_every_figure_of_the_example_says_where_it_comes_from() -> None:
    text = (EXAMPLE / "pilkada.yaml").read_text("utf-8")
    lines = text.split("\nfacts:\n")[1].split("\ntargets:")[0].splitlines()
    figures = [line for line in lines if ":" in line and not line.lstrip().startswith("#")]
    assert len(figures) == len(UNIT["facts"])
    for line in [*figures, *re.findall(r"^(?:election_day|operation_ends): .*$", text, re.MULTILINE)]:
        assert re.search(r"  # (contoh\b|P [A-Z]\d|D )", line), line
    sources = text.split("\n# Sumber")[1]
    for code in set(re.findall(r"\b[A-Z]\d{1,2}\b", text.split("\nelection_day")[1].split("\n# Sumber")[0])):
        assert f"\n#   {code} " in sources, code


def test_published_figures_add_up() -> None:
    facts = {name: int(text) for name, text in UNIT["facts"].items() if text.isdecimal()}
    assert facts["tps_kota"] + facts["tps_luar"] == facts["tps"] == 423
    assert sum(facts[f"tps_{one}"] for one in ("kurang_rawan", "rawan", "sangat_rawan", "khusus")) == facts["tps"]
    assert facts["personel_polres"] + facts["bko"] + 846 == facts["gabungan"] == 1266
    satuan = rows_of("satuan")
    assert sum(int(row["tps"]) for row in satuan) == facts["tps"]
    bko = [int(row["personel"]) for row in satuan if row["id"].startswith("BKO")]
    assert sum(bko) == facts["bko"]
    assert sum(int(row["personel"]) for row in satuan) - sum(bko) == facts["personel_polres"]


MISSING = ("Polsek Marangkayu", "p3k_wajib")  # left out on purpose: an answer that cannot be judged yet


def test_one_fact_of_the_example_is_missing() -> None:
    empty = [(row["id"], name) for row in rows_of("satuan") for name in row if name != "dicoret" and not row[name]]
    assert empty == [MISSING]


@pytest.mark.parametrize("table", ["satuan", "kendaraan"])
def test_example_tables(table: str) -> None:
    rows, columns = rows_of(table), BOOK["tables"][table]
    assert len(rows) == int(UNIT["facts"][table]) == len({row["id"].casefold() for row in rows})
    for row in rows:
        assert set(row) == {"id", "dicoret", *columns}
        assert row["dicoret"] == ""
        assert row["keterangan"].startswith("contoh"), row["id"]
        assert all(fits(row[name], one) for name, one in columns.items() if (row["id"], name) != MISSING), row["id"]
    assert (EXAMPLE / UNIT["targets"][table]).is_file()


def test_example_vehicles_are_of_every_kind_and_belong_to_a_satuan() -> None:
    rows, units = rows_of("kendaraan"), {row["id"] for row in rows_of("satuan")}
    assert {row["jenis"] for row in rows} == set(BOOK["tables"]["kendaraan"]["jenis"]["values"])
    assert {row["satuan"] for row in rows} <= units
    assert {row["id"]: tuple(row.values())[1:6] for row in rows}["TRUK 1"] == ("R6", "20", "2", "ya", "Sat Samapta")


# as screens.md shows the board of Ton Dalmas: 24 items, 15 items, 2 vehicles
@pytest.mark.parametrize(("name", "target", "count"), [
    ("perlengkapan", "Ton Dalmas", 24), ("perlengkapan", "Polsek Bontang Utara", 16), ("personel", "Ton Dalmas", 15),
    ("personel", "Polsek Bontang Utara", 23), ("kendaraan", "TRUK 1", 16), ("kendaraan", "MOTOR 1", 13),
    ("kendaraan", "PERAHU 1", 9), ("kendaraan", "AWC 1", 14), ("kendaraan", "AMBULANS 1", 15),
])  # fmt: skip
def test_what_is_asked_of_the_example(name: str, target: str, count: int) -> None:
    found = [item for item in read_all()[1][name].items() if asked(item, facts_of(name, target))]
    assert len(found) == count


def test_ton_dalmas_has_two_vehicles() -> None:
    assert Counter(row["satuan"] for row in rows_of("kendaraan"))["Ton Dalmas"] == 2


@pytest.mark.parametrize("name", LISTS)
def test_the_example_lacks_no_other_fact_and_the_right_answer_is_usual(name: str) -> None:
    _, lists, unit, _ = read_all()
    for target in unit.tables[lists[name].target].rows:
        facts = facts_of(name, target)
        for item in lists[name].items():
            for expression in filter(None, (item.when, item.until, item.since)):
                evaluate(expression, facts)  # a missing fact raises
            required = item.need.value if item.need else item.total
            if required and (target, required.text) != MISSING:
                low, high = item.usual or (0, 1000)
                value = evaluate(required, facts)
                assert isinstance(value, int)
                assert low <= value <= high, (target, item.id, value)


def test_example_officers_are_invented() -> None:
    text = (EXAMPLE / "petugas.csv").read_bytes()
    assert text.startswith(b"nomor,nama,pangkat,jabatan\n")
    officers, faults = read_officers(text, "petugas.csv")
    assert officers
    assert not faults
    assert list(officers) == [f"{number:08}" for number in range(10001, 10001 + len(officers))]
    names = [one.name for one in officers.values()]
    assert all(re.fullmatch(r"Petugas Contoh [A-Z]", name) for name in names)
    assert len(set(names)) == len(names)
    assert list(officers.values())[:3] == [
        Officer("00010001", "Petugas Contoh A", "IPDA", "Kanit Dalmas"),
        Officer("00010002", "Petugas Contoh B", "AIPTU", "Si Propam"),
        Officer("00010003", "Petugas Contoh C", "KOMPOL", "Kabag Ops"),
    ]


def test_example_says_that_it_is_one() -> None:
    assert UNIT["example"] == "true"
    assert UNIT["lists"] == list(LISTS)
    assert (UNIT["election_day"], UNIT["operation_ends"]) == ("2024-11-27", "2024-12-16")
    assert UNIT["unit"] == {"name": "Polres Bontang", "path": ["Polda Kalimantan Timur"]}
