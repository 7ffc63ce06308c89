"""What `validasi` says of missing and odd values: the cell as spreadsheets call it, row, meaning, and who knows it."""

import json
import re
from pathlib import Path

import pytest
from conftest import Tool

UNIT = """\
unit: {name: Satuan Contoh}
lists: [alat, umum]
election_day: 2024-11-27
operation_ends: 2024-12-16
facts: {orang: 40, tenda: 3, jaga: 4}
targets: {regu: targets/regu.csv}
"""
FACTS = """\
alone: true
facts:
  orang: {type: int, text: {id: Seluruh orang, en: All people}, usual: 1..300, equals: tenda * 10}
  tenda: {type: int, text: Tenda}
  posko: {type: choice, values: [darat, air], text: {id: Jenis posko, en: Kind of post}, from: Komandan}
  jaga: {type: int, text: Penjaga, derive: tenda * 2}
  tak_dipakai: {type: int, text: Tidak dipakai}
tables:
  regu:
    pompa:
      type: int
      unit: {id: buah, en: pieces}
      text: {id: Pompa wajib, en: Pumps required}
      from: {id: Gudang, en: Store}
      usual: 0..9
    jenis: {type: choice, values: [darat, air], text: {id: Jenis regu, en: Kind of squad}}
    nomor: {type: digits, text: {id: Nomor, en: Number}}
    sopir: {type: int, text: {id: Sopir, en: Drivers}}
"""
LISTS = {
    "alat": """\
id: alat
title: Alat
version: "1"
for: regu
sections:
  - title: Gudang
    items:
      - {id: pompa, text: Pompa?, type: count, need: ">= pompa", when: jenis == "air"}
      - {id: sopir, text: Sopir?, type: count, need: ">= sopir"}
""",
    "umum": """\
id: umum
title: Umum
version: "1"
sections:
  - title: Posko
    items:
      - {id: posko, text: Posko?, type: confirm, when: posko == "darat"}
      - {id: jaga, text: Jaga?, type: count, need: ">= jaga"}
""",
}


def world(folder: Path, table: str, unit: str = UNIT) -> None:
    for name, text in {
        "pilkada.yaml": unit,
        "checklists/facts.yaml": FACTS,
        "targets/regu.csv": table,
        **{f"checklists/{name}.yaml": text for name, text in LISTS.items()},
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def said(tool: Tool, *words: str, lang: str = "en") -> tuple[int, dict[str, str]]:
    """The exit code, and what is said of each place."""
    done = tool("validasi", *words, "--lang", lang)
    assert not done.stderr
    lines = (re.match(r"(\S+): \[(\w+)\] (.*)", line) for line in done.stdout.splitlines())
    return done.returncode, {f"{found[1]} {found[2]}": found[3] for found in lines if found}


def test_missing_values_are_named_by_cell_row_meaning_and_who_knows(tool: Tool, tmp_path: Path) -> None:
    rows = "".join(f"Regu {n};;air;{n:03}\n" for n in range(4, 424))
    world(tmp_path, "id;pompa;jenis;nomor\nRegu 1;;darat;001\nRegu 2;5;air;002\nRegu 3;;;\n" + rows)
    code, found = said(tool)
    assert code == 0  # what is missing is legal: it is asked, and judged later
    assert found == {
        # Regu 1 is not asked; of Regu 3 nobody knows, so it is; nobody asks for nomor
        "targets/regu.csv:B4 cell_missing": "Nothing stands here, so alat cannot be judged in full. 421 such cells are "
        "in this column: B4, B5, B6, ... Regu 3, pompa: Pumps required (pieces). Known by: Store. Example: 5 (warning)",
        "targets/regu.csv:C4 cell_missing": "Nothing stands here, so alat cannot be judged in full. Regu 3, "
        "jenis: Kind of squad. Example: darat / air (warning)",
        "targets/regu.csv:A1 column_wanted": "The column sopir is missing, so alat cannot be judged in full. sopir: "
        "Drivers. Example: 30 (warning)",
        "pilkada.yaml:5:1 fact_missing": "The fact posko is missing, so umum cannot be judged in full. posko: Kind of "
        "post. Known by: Komandan. Example: posko: darat / air (warning)",
        "pilkada.yaml:5:9 value_contradicts": "40 is stated here, but tenda * 10 makes 30. One of them is wrong. "
        "orang: All people. (warning)",
        "pilkada.yaml:5:30 value_contradicts": "4 is stated here, but tenda * 2 makes 6. One of them is wrong. jaga: "
        "Penjaga. (warning)",
    }
    assert said(tool, "--ketat")[0] == 1
    assert "Yang tahu: Gudang. Contoh: 5" in said(tool, lang="id")[1]["targets/regu.csv:B4 cell_missing"]
    rows_of = json.loads(tool("validasi", "targets", "--format", "json").stdout)["faults"]
    assert {(one["line"], one["cell"], dict(one["params"])["who_en"]) for one in rows_of if "B4" in one["cell"]} == {
        (4, "B4", "Store")
    }
    # Struck out, nobody asks for it; and a file that lies in no workspace owes nothing.
    world(tmp_path, "id;pompa;jenis;nomor;sopir;dicoret\nRegu 1;;air;;;dibubarkan\nRegu 2;5;air;;1;\n")
    assert said(tool, "targets") == (0, {})


@pytest.mark.parametrize(
    ("cell", "place", "code", "told"),
    [
        ("lima;air;1;1", "B2", "cell_not_a_number", "lima is no whole number. Write digits only, as in 1202."),
        ("1 266;air;1;1", "B2", "cell_not_a_number", "1 266 is no whole number. Write digits only, as in 1202."),
        ("12;air;1;1", "B2", "value_unusual", "12 is not usual (0..9). Look whether it is right."),
        ("1.202;air;1;1", "B2", "value_unusual", "1.202 is not usual (0..9). Look whether it is right."),
        ("5;airr;1;1", "C2", "cell_not_a_choice", 'airr is none of: darat, air. Did you mean "air"?'),
        ("5;air;1a;1", "D2", "cell_not_digits", "1a must be digits: 012."),
        ("5;AIR ;1;1", "", "", ""),
    ],
)
def test_an_odd_cell_says_what_its_column_means(
    cell: str, place: str, code: str, told: str, tool: Tool, tmp_path: Path
) -> None:
    world(tmp_path, f"id;pompa;jenis;nomor;sopir\nRegu 1;{cell}\n")
    about = {
        "B2": "Regu 1, pompa: Pumps required (pieces). Known by: Store.",
        "C2": "Regu 1, jenis: Kind of squad.",
        "D2": "Regu 1, nomor: Number.",
    }
    exit_code, found = said(tool, "targets")
    mark = " (warning)" if code == "value_unusual" else ""
    assert found == ({f"targets/regu.csv:{place} {code}": f"{told} {about[place]}{mark}"} if place else {})
    assert exit_code == (1 if code and not mark else 0)


def test_an_odd_fact_of_the_unit_says_what_it_means(tool: Tool, tmp_path: Path) -> None:
    facts = "facts:\n  orang: 3000\n  tenda: banyak\n  posko: ari\n"
    world(tmp_path, "id;pompa;jenis;sopir\n", UNIT.replace("facts: {orang: 40, tenda: 3, jaga: 4}\n", facts))
    code, found = said(tool, "pilkada.yaml")
    assert code == 1
    assert found == {
        "pilkada.yaml:6:10 value_unusual": "3000 is not usual (1..300). Look whether it is right. orang: All people. "
        "(warning)",
        "pilkada.yaml:7:10 want_number": '"banyak" is no whole number. Write digits only: 1266. tenda: Tenda.',
        "pilkada.yaml:8:10 unknown_value": '"ari" is not known here. Did you mean "air"? posko: Kind of post. '
        "Known by: Komandan.",
    }


def test_of_a_derived_fact_its_missing_root_is_named(tool: Tool, tmp_path: Path) -> None:
    stated = "facts: {orang: 40, posko: air}\nexample: true\n"
    world(tmp_path, "id;pompa;jenis;sopir\n", UNIT.replace("facts: {orang: 40, tenda: 3, jaga: 4}\n", stated))
    assert said(tool, "pilkada.yaml") == (
        0,
        {
            "pilkada.yaml:5:1 fact_missing": "The fact tenda is missing, so umum cannot be judged in full. tenda: "
            "Tenda. Example: tenda: 30 (warning)"
        },
    )


def test_a_sum_that_comes_to_no_whole_number_contradicts_too(tool: Tool, tmp_path: Path) -> None:
    facts = "facts:\n  # orang: 40 until Friday\n  'orang': 40\n  tenda: 3\n  posko: air\n"
    world(tmp_path, "id;pompa;jenis;sopir\n", UNIT.replace("facts: {orang: 40, tenda: 3, jaga: 4}\n", facts))
    (tmp_path / "checklists" / "facts.yaml").write_text(FACTS.replace("tenda * 10", "tenda * 5 / 2"))
    assert said(tool, "pilkada.yaml")[1] == {
        "pilkada.yaml:7:3 value_contradicts": "40 is stated here, but tenda * 5 / 2 makes 15/2. One of them is wrong. "
        "orang: All people. (warning)"
    }


def test_a_table_with_other_rows_than_the_unit_states_is_warned_of(tool: Tool, tmp_path: Path) -> None:
    """Targets that are in no row would be missing from every verdict without a word; of an empty table `cek` speaks."""
    rows = "id;pompa;jenis;sopir;dicoret\nRegu 1;1;air;1;\nRegu 2;1;air;1;dibubarkan\n"
    stated = UNIT.replace("facts: {orang: 40, tenda: 3, jaga: 4}", "facts: {orang: 40, tenda: 4, posko: air, regu: 2}")
    world(tmp_path, rows, stated)
    assert said(tool) == (
        0,
        {
            "pilkada.yaml:5:42 rows_otherwise": "2 is stated here, but the rows of targets/regu.csv that count are 1. "
            "One of them is wrong. (warning)"
        },
    )
    for table, unit in (
        (rows.replace("dibubarkan", ""), stated),
        (rows.splitlines()[0] + "\n", stated),
        (rows.replace("pompa", "satuan"), stated + "satuan: Regu 9\n"),
    ):
        world(tmp_path, table, unit)
        assert "rows_otherwise" not in tool("validasi").stdout


def test_rows_of_one_kind_are_counted_against_what_the_unit_states(tool: Tool, tmp_path: Path) -> None:
    """A row that lacks what decides it may be of that kind or not; one that is struck out is of none."""
    heading = "id;pompa;jenis;sopir;dicoret\n"
    rows = ["Regu 1;1;air;1;", "Regu 2;1;air;1;dibubarkan", "Regu 3;1;darat;1;", "Regu 4;1;;1;", "Regu 5;1;air;1;"]
    counts = "  tak_dipakai: {type: int, text: {id: Regu air, en: Water squads}, counts: {regu: jenis == 'air'}}\n"
    facts = FACTS.replace("  tak_dipakai: {type: int, text: Tidak dipakai}\n", counts)
    assert facts != FACTS
    found: dict[str, str] = {}
    for stated, table, code in (
        (1, rows, "rows_counted"),
        (2, rows, ""),
        (3, rows, ""),
        (4, rows, "rows_counted"),
        (4, [], ""),
        (3, [row.replace(";;", ";darat;") for row in rows], "rows_counted"),
    ):
        unit = UNIT.replace("facts: {orang: 40, tenda: 3, jaga: 4}", f"facts: {{posko: air, tak_dipakai: {stated}}}")
        world(tmp_path, heading + "".join(f"{row}\n" for row in table), unit)
        (tmp_path / "checklists" / "facts.yaml").write_text(facts)
        found = said(tool)[1]
        assert [place for place in found if "rows_" in place] == [f"pilkada.yaml:5:21 {code}"] * bool(code)
    assert found["pilkada.yaml:5:21 rows_counted"] == (
        "3 is stated here, but of the rows of targets/regu.csv that count, 2 are so: jenis == 'air'. One of them is "
        "wrong. tak_dipakai: Water squads. (warning)"
    )


def test_rows_are_not_counted_where_some_cannot_be_read(tool: Tool, tmp_path: Path) -> None:
    """The row without a name is the fault; that the count is one less follows from it."""
    table = "id;pompa;jenis;sopir\nRegu 1;1;air;1\n;1;air;1\n"
    world(tmp_path, table, UNIT.replace("orang: 40, tenda: 3, jaga: 4", "posko: air, tak_dipakai: 2"))
    counts = "  tak_dipakai: {type: int, text: {id: Regu air, en: Water squads}, counts: {regu: jenis == 'air'}}\n"
    facts = FACTS.replace("  tak_dipakai: {type: int, text: Tidak dipakai}\n", counts)
    (tmp_path / "checklists" / "facts.yaml").write_text(facts)
    places = list(said(tool)[1])
    assert any("row_no_id" in place for place in places)
    assert not any("rows_" in place for place in places)


def test_ids_that_only_look_different_are_one(tool: Tool, tmp_path: Path) -> None:
    world(
        tmp_path,
        "id;pompa;jenis;sopir\nRegu Satu ;1;air;1\nREGU  satu;1;air;1\nCafe\u0301;1;air;1\nCAF\u00c9;1;air;1\n",
    )
    assert said(tool, "targets") == (
        1,
        {
            "targets/regu.csv:A3 row_twice": '"REGU  satu" stands twice, first in A2.',
            "targets/regu.csv:A5 row_twice": '"CAF\u00c9" stands twice, first in A4.',
        },
    )


def test_a_missing_day_stands_beside_the_facts_and_its_example_is_no_day_of_the_past(
    tool: Tool, tmp_path: Path
) -> None:
    unit = UNIT.replace("operation_ends: 2024-12-16\n", "").replace("2024-11-27", "2027-02-03")
    world(tmp_path, "id;pompa;jenis;nomor;sopir\n", unit)
    facts = tmp_path / "checklists" / "facts.yaml"
    facts.write_text(
        FACTS.replace("tables:", "  operation_ends: {type: date, text: {id: Selesai, en: The end}}\ntables:")
    )
    umum = tmp_path / "checklists" / "umum.yaml"
    umum.write_text(umum.read_text() + "      - {id: izin, text: Izin?, type: valid_until}\n")
    assert said(tool, "pilkada.yaml")[1]["pilkada.yaml fact_missing"] == (
        "The fact operation_ends is missing, so umum cannot be judged in full. operation_ends: The end. "
        "Example: operation_ends: 2027-02-03 (warning)"
    )
