"""The shipped facts and the example: every definition complete, every figure marked, published figures add up."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from content_world import BOOK, DOCUMENTS, EXAMPLE, LISTS, TESTS, UNIT, facts_of, read_all, rows_of, targets_of

from pilkada_check.files.tables import read_officers
from pilkada_check.model.computing import evaluate
from pilkada_check.model.parsing import parse
from pilkada_check.model.unit import Officer
from pilkada_check.rules.facts import asked, compute, missing

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

# Cells that are empty on purpose: how many rows. What no source gives stays unknown; of the rest a few are left out, so
# that an answer that cannot be judged yet is seen.
MISSING = {
    ("satuan", "p3k_wajib"): 1,
    ("tps", "kode"): 423,
    ("tps", "kelurahan"): 146,  # Kukar: only the district is published
    ("tps", "no_tps"): 3,  # prisons: the sources contradict each other
    ("tps", "dpt"): 5,
}


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
    for name, expected in (("polri_wajib", 151), ("linmas", 846)):
        assert evaluate(parse(BOOK["facts"][name]["derive"]), unit_figures()) == expected


# ---- the unit of the example


def unit_figures() -> dict[str, int]:
    return {name: int(text) for name, text in UNIT["facts"].items() if text.isdecimal()}


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
    remarks = [row["keterangan"] for table in UNIT["targets"] for row in rows_of(table)]
    told = "\n".join([text.split("\nelection_day")[1].split("\n# Sumber")[0], *remarks])
    for code in set(re.findall(r"\b[A-Z]\d{1,2}\b", told)):
        assert f"\n#   {code} " in sources, code


def test_published_figures_add_up() -> None:
    facts = unit_figures()
    assert facts["tps_kota"] + facts["tps_luar"] == facts["tps"] == 423
    assert sum(facts[f"tps_{one}"] for one in ("kurang_rawan", "rawan", "sangat_rawan", "khusus")) == facts["tps"]
    assert facts["personel_polres"] + facts["bko"] + 846 == facts["gabungan"] == 1266
    satuan = rows_of("satuan")
    assert sum(int(row["tps"]) for row in satuan) == facts["tps"]
    bko = [int(row["personel"]) for row in satuan if row["id"].startswith("BKO")]
    assert sum(bko) == facts["bko"]
    assert sum(int(row["personel"]) for row in satuan) - sum(bko) == facts["personel_polres"]


def published(source: str) -> tuple[int, list[int]]:
    """The total that a source prints, and the parts that it prints below."""
    with (TESTS / "data" / "deployments.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["source"] == source]
    return int(rows[0]["published_total"]), [int(row["count"]) for row in rows]


def test_the_parts_of_one_published_strength_do_not_add_up() -> None:
    """What a sum that the tool makes itself is for; the example shows it in a record of koordinasi-posko."""
    total, parts = published("J1")
    assert (total, sum(parts)) == (unit_figures()["gabungan"], 1266)
    total, parts = published("J3")
    assert (total, sum(parts), total - sum(parts)) == (1266, 1226, 40)
    total, parts = published("J4")
    assert total == sum(parts) == 1226
    said = (EXAMPLE / "pilkada.yaml").read_text("utf-8")
    assert "J1  1.266 = 240 Polres + 40 BKO staf + 100 BKO Brimob + 40 BKO Samapta + 846 Linmas" in said
    assert "J3  1.266, tetapi rinciannya 240 + 100 + 40 + 846 = 1.226" in said


def test_example_says_that_it_is_one() -> None:
    assert UNIT["example"] == "true"
    assert set(UNIT["lists"]) == set(LISTS) - {"peta-rawan-bawaslu"}
    assert (UNIT["election_day"], UNIT["operation_ends"]) == ("2024-11-27", "2024-12-16")
    assert UNIT["unit"] == {"name": "Polres Bontang", "path": ["Polda Kalimantan Timur"]}


# ---- its tables


def officers() -> Mapping[str, Officer]:
    """Who is in the example, by number."""
    found, faults = read_officers((EXAMPLE / "petugas.csv").read_bytes(), "petugas.csv")
    assert found
    assert not faults
    return found


def test_what_is_missing_is_missing_on_purpose() -> None:
    cells = [
        (table, name, row[name])
        for table in UNIT["targets"]
        for row in rows_of(table)
        for name in BOOK["tables"][table]
    ]
    empty = Counter((table, name) for table, name, cell in cells if not cell)
    assert empty == MISSING
    said = [row for row in rows_of("satuan") + rows_of("tps") if "sengaja belum diisi" in row["keterangan"]]
    assert len(said) == MISSING["satuan", "p3k_wajib"] + MISSING["tps", "dpt"]


@pytest.mark.parametrize("table", UNIT["targets"])
def test_example_tables(table: str) -> None:
    rows, columns = rows_of(table), BOOK["tables"][table]
    assert len(rows) == int(UNIT["facts"][table]) == len({row["id"].casefold() for row in rows})
    for row in rows:
        assert set(row) == {"id", "dicoret", *columns}
        assert row["dicoret"] == ""
        assert row["keterangan"].startswith("contoh"), row["id"]
        given = {name: one for name, one in columns.items() if row[name] or (table, name) not in MISSING}
        assert all(fits(row[name], one) for name, one in given.items()), row["id"]
    assert (EXAMPLE / UNIT["targets"][table]).is_file()


def test_every_polling_station_has_a_satuan_and_a_sector_officer_who_exist() -> None:
    stations, small = rows_of("tps"), {row["id"]: int(row["tps"]) for row in rows_of("satuan")}
    posts = {one.post for one in officers().values()}
    assert Counter(row["satuan"] for row in stations) == {name: tps for name, tps in small.items() if tps}
    assert {row["pengendali"] for row in stations} == {f"Padal {number}" for number in range(1, 30)} <= posts
    assert len({row["pengendali"] for row in stations}) == unit_figures()["jumlah_padal"]
    classes = Counter("tps_" + row["kelas"].replace(" ", "_") for row in stations)
    assert classes == {name: unit_figures()[name] for name in classes}
    assert sum(row["laut"] == "ya" for row in stations) == unit_figures()["tps_laut"]


def test_example_vehicles_are_of_every_kind_and_belong_to_a_satuan() -> None:
    rows, units = rows_of("kendaraan"), {row["id"] for row in rows_of("satuan")}
    assert {row["jenis"] for row in rows} == set(BOOK["tables"]["kendaraan"]["jenis"]["values"])
    assert {row["satuan"] for row in rows} <= units
    assert {row["id"]: tuple(row.values())[1:6] for row in rows}["TRUK 1"] == ("R6", "20", "2", "ya", "Sat Samapta")
    assert Counter(row["satuan"] for row in rows)["Ton Dalmas"] == 2


# as screens.md shows the board of Ton Dalmas: 24 items, 15 items, 2 vehicles
@pytest.mark.parametrize(("name", "target", "count"), [
    ("perlengkapan", "Ton Dalmas", 24), ("perlengkapan", "Polsek Bontang Utara", 16), ("personel", "Ton Dalmas", 15),
    ("personel", "Polsek Bontang Utara", 23), ("kendaraan", "TRUK 1", 16), ("kendaraan", "MOTOR 1", 13),
    ("kendaraan", "PERAHU 1", 9), ("kendaraan", "AWC 1", 14), ("kendaraan", "AMBULANS 1", 15),
    ("objek-vital", "PT Pupuk Kaltim", 17), ("objek-vital", "Gudang KPU", 9), ("objek-vital", "Kantor KPU", 6),
    ("objek-vital", "Pelabuhan umum", 7), ("objek-vital", "Gardu induk PLN", 5),
])  # fmt: skip
def test_what_is_asked_of_the_example(name: str, target: str, count: int) -> None:
    found = [item for item in read_all()[1][name].items() if asked(item, facts_of(name, target))]
    assert len(found) == count


@pytest.mark.parametrize("name", LISTS)
def test_the_example_lacks_no_other_fact_and_the_right_answer_is_usual(name: str) -> None:
    table = DOCUMENTS[name]["for"]
    for target in targets_of(name):
        facts = facts_of(name, target)
        for item in read_all()[1][name].items():
            lacking = {(table, fact) for one in item.expressions for fact in missing(one, facts)}
            assert lacking <= MISSING.keys(), (target, item.id)
            required = item.need.value if item.need else item.total
            value = compute(required, facts) if required and asked(item, facts) else None
            if isinstance(value, int):
                low, high = item.usual or (0, 1000)
                assert low <= value <= high, (target, item.id, value)


def test_example_sites_are_of_every_kind_and_two_are_published() -> None:
    rows = {row["id"]: row for row in rows_of("objek")}
    assert {row["jenis"] for row in rows.values()} == set(BOOK["tables"]["objek"]["jenis"]["values"])
    vital = [name for name, row in rows.items() if row["jenis"] == "obvitnas"]
    assert vital == ["PT Pupuk Kaltim", "PT Badak NGL"]
    assert (rows["PT Pupuk Kaltim"]["penyangga"], rows["PT Pupuk Kaltim"]["pelabuhan"]) == ("4", "ya")
    others = [row for row in rows.values() if row["jenis"] != "obvitnas"]
    assert {row[name] for row in others for name in ("satpam_wajib", "pam_obvit", "penyangga")} == {"0"}


@pytest.mark.parametrize("name", LISTS)
def test_what_may_well_be_required_may_well_be_typed(name: str) -> None:
    """Where an item requires just one fact, no usual value of the fact is doubted when it is typed."""
    book = read_all()[0]
    seen = book.seen_from(DOCUMENTS[name]["for"])
    for item in read_all()[1][name].items():
        required = item.need.value if item.need else item.total
        fact = seen.get(required.text) if required else None
        if fact is not None and fact.usual is not None:
            (low, high), (least, most) = item.usual or (0, 1000), fact.usual
            assert low <= least <= most <= high, item.id


# ---- its officers


def test_example_officers_are_invented() -> None:
    text = (EXAMPLE / "petugas.csv").read_bytes()
    assert text.startswith(b"nomor,nama,pangkat,jabatan\n")
    found = officers()
    assert list(found) == [f"{number:08}" for number in range(10001, 10001 + len(found))]
    names = [one.name for one in found.values()]
    assert all(re.fullmatch(r"Petugas Contoh [A-Z]{1,2}", name) for name in names)
    assert len(set(names)) == len(names)
    assert list(found.values())[:3] == [
        Officer("00010001", "Petugas Contoh A", "IPDA", "Kanit Dalmas"),
        Officer("00010002", "Petugas Contoh B", "AIPTU", "Si Propam"),
        Officer("00010003", "Petugas Contoh C", "KOMPOL", "Kabag Ops"),
    ]
