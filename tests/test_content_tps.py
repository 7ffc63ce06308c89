"""The example's polling stations: made by a script, with the published counts, everything else marked as invented."""

import csv
import runpy
from collections import Counter, defaultdict
from hashlib import sha256

import pytest
from content_world import BOOK, EXAMPLE, UNIT, rows_of

from pilkada_check.files.reader import read_facts
from pilkada_check.files.tables import read_targets

TABLE = EXAMPLE / "targets" / "tps.csv"
ROWS = rows_of("tps")
CLASSES = {"kurang rawan": 380, "rawan": 30, "sangat rawan": 10, "khusus": 3}  # facts.md A
FACTS = {name: int(text) for name, text in UNIT["facts"].items() if text.isdecimal()}


def test_the_script_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXAMPLE / "buat_tps.py"))["table"]()
    assert sha256(made).hexdigest() == sha256(TABLE.read_bytes()).hexdigest(), (
        "run checklists/contoh-bontang/buat_tps.py"
    )


def test_the_table_reads_without_a_fault() -> None:
    book, faults = read_facts((EXAMPLE.parent / "facts.yaml").read_bytes(), "facts.yaml")
    assert book, faults
    table, faults = read_targets(TABLE.read_bytes(), "targets/tps.csv", "tps", book.tables["tps"])
    assert faults == []
    assert len(table.rows) == len(ROWS) == FACTS["tps"] == 423
    assert list(ROWS[0]) == ["id", *[name for name in BOOK["tables"]["tps"] if name != "keterangan"], "dicoret",
                             "keterangan"]  # fmt: skip


def test_counts_are_the_published_ones() -> None:
    with (EXAMPLE / "tps-bontang.csv").open(encoding="utf-8", newline="") as lines:
        published = list(csv.DictReader(lines))
    known = {row["kelurahan"]: int(row["jumlah_tps"]) for row in published if row["kelurahan"] != "?"}
    assert len(known) == FACTS["jumlah_kelurahan"] + 1  # and the prison
    assert Counter(row["kelurahan"] for row in ROWS if row["kelurahan"]) == known
    assert sum(known.values()) == FACTS["tps_kota"] == 277
    districts = Counter[str]()
    for row in published:
        districts[row["kecamatan"].removesuffix(" (Kutai Kartanegara)")] += int(row["jumlah_tps"])
    assert Counter(row["kecamatan"] for row in ROWS) == districts
    outside = Counter(row["kecamatan"] for row in ROWS if not row["kelurahan"])
    assert outside == {"Marangkayu": 51, "Muara Badak": 95}
    assert outside.total() == FACTS["tps_luar"]


def test_classes_and_the_sea_are_as_the_unit_says() -> None:
    found = Counter(row["kelas"] for row in ROWS)
    assert found == CLASSES
    assert {name: FACTS[f"tps_{name.replace(' ', '_')}"] for name in CLASSES} == CLASSES
    assert {row["kelurahan"] for row in ROWS if row["kelas"] == "khusus"} == {"Lapas Bontang"}
    sea = {row["id"]: row["kelurahan"] for row in ROWS if row["laut"] == "ya"}
    assert sorted(sea.values()) == ["Bontang Lestari", "Bontang Lestari", "Guntung", "Tanjung Laut Indah"]
    assert len(sea) == FACTS["tps_laut"]
    named = [place for place in ("Malahing", "Selangan", "Tihi-Tihi", "Pulau Gusung") for row in ROWS
             if row["id"] in sea and place in row["keterangan"]]  # fmt: skip
    assert len(named) == len(sea)


def test_who_guards_is_the_same_in_both_tables() -> None:
    guarded = {row["id"]: int(row["tps"]) for row in rows_of("satuan") if row["tps"] != "0"}
    assert Counter(row["satuan"] for row in ROWS) == guarded
    assert sorted(guarded.values()) == sorted([130, 102, 42, 51, 55, 3, 40])
    by_officer = defaultdict(set)
    for row in ROWS:
        by_officer[row["pengendali"]].add((row["satuan"], row["kelurahan"]))
    assert set(by_officer) == {f"Padal {number}" for number in range(1, FACTS["jumlah_padal"] + 1)}
    assert all(len(places) == 1 for places in by_officer.values())  # nobody looks after two wards or two units


def test_ids_are_the_ward_and_the_number() -> None:
    counted = Counter[str]()
    for row in ROWS:
        name = row["kelurahan"] or row["kecamatan"]
        counted[name] += 1
        last = "ABC"[counted[name] - 1] if row["kelas"] == "khusus" else f"{counted[name]:03}"
        assert row["id"] == f"{name} {last}"
        assert row["no_tps"] == ("" if row["kelas"] == "khusus" else last)
        assert (row["kode"], row["pemilihan"], row["dicoret"]) == ("", "2", "")


def test_sources_differ_about_the_numbers_in_prison_so_none_is_taken() -> None:
    prison = [row for row in ROWS if row["kelas"] == "khusus"]
    assert all("601-603 (J12 U10)" in row["keterangan"] and "901-903 (J11)" in row["keterangan"] for row in prison)
    assert sum(int(row["dpt"]) for row in prison) == 1214
    assert {row["bangunan"] for row in prison} == {"gedung"}


def test_voters_are_plausible_and_missing_in_five_rows() -> None:
    voters = [int(row["dpt"]) for row in ROWS if row["dpt"]]
    assert len(ROWS) - len(voters) == 5
    assert all(row["dpt"] or "dpt sengaja belum diisi" in row["keterangan"] for row in ROWS)
    assert max(voters) <= 600
    assert abs(sum(voters) / len(voters) - 134_567 / 277) < 10
    assert {row["id"]: row["dpt"] for row in ROWS}["Loktuan 012"] == "480"


@pytest.mark.parametrize("code", ["P J5", "P J1 J6", "P T5", "P J11"])
def test_what_is_published_names_its_source_in_rows_marked_as_an_example(code: str) -> None:
    assert any(f"({code})" in row["keterangan"] for row in ROWS)
    assert all(row["keterangan"].startswith("contoh - kecuali ") for row in ROWS)
