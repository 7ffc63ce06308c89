"""CSV tables as Indonesian spreadsheets save them: what is read, and each fault with its cell."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check.files import csvtext, sheet
from pilkada_check.files.csvtext import letters
from pilkada_check.files.tables import read_officers, read_targets
from pilkada_check.model.facts import FactDef, FactType
from pilkada_check.model.faults import Fault
from pilkada_check.model.text import Text, bare
from pilkada_check.model.unit import Officer, Row, Table
from pilkada_check.rules import answers

CLASSES = ("kurang rawan", "rawan", "sangat rawan")
TYPES: dict[str, FactType] = {
    "dpt": "int",
    "helm_wajib": "int",
    "no_tps": "digits",
    "kelurahan": "text",
    "kelas": "choice",
    "sampai": "date",
    "buka": "time",
}
COLUMNS = {
    name: FactDef(name, kind, Text(name), "tps", values=CLASSES if kind == "choice" else ())
    for name, kind in TYPES.items()
}


def read(data: str | bytes) -> tuple[Table, list[Fault]]:
    return read_targets(data if isinstance(data, bytes) else data.encode(), "targets/tps.csv", "tps", COLUMNS)


def rows(data: str | bytes) -> list[tuple[object, ...]]:
    """Rows of a table without any fault: id, then the values."""
    table, faults = read(data)
    assert not faults
    return [(row.id, *row.facts.values(), *([row.struck_out] if row.struck_out else [])) for row in table.rows.values()]


def told(faults: list[Fault]) -> list[str]:
    """Faults as words: cell (or line), code, parameters but for what a column means; warnings marked."""
    assert all(one.path in {"targets/tps.csv", "petugas.csv"} for one in faults)
    about = {"row", *(key for column in COLUMNS.values() for key in column.described)}
    return [
        " ".join(
            [one.cell or f"line {one.line}", one.code]
            + [f"{name}={value}" for name, value in one.params if "means" not in dict(one.params) or name not in about]
            + ["(warning)"] * one.warning
        )
        for one in faults
    ]


def refused(data: str | bytes) -> list[str]:
    """Faults of a table that is not sound."""
    faults = read(data)[1]
    assert not all(one.warning for one in faults)
    return told(faults)


# ---- what is read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id;dpt\nLoktuan 012;480\n", [("Loktuan 012", 480)]),
        ("id,dpt\nLoktuan 012,480\n", [("Loktuan 012", 480)]),
        ("id\tdpt\nLoktuan 012\t480\n", [("Loktuan 012", 480)]),
        ("sep=;\nid;dpt\nA;1\n", [("A", 1)]),
        ('"sep=;"\r\nid;dpt\r\nA;1\r\n', [("A", 1)]),
        ("sep=,\nid,dpt\nA,1", [("A", 1)]),
        ("\ufeffid;dpt\r\nA;1\r\n", [("A", 1)]),
        ("\ufeffsep=;;\r\nid;dpt;;\r\nA;1;;\r\n;;;\r\n;;;\r\n", [("A", 1)]),
        ("id;dpt\rA;1\rB;2", [("A", 1), ("B", 2)]),
        ("\n\nid;dpt\n\nA;1\n\n", [("A", 1)]),
        ("dpt;id\n1;A\n", [("A", 1)]),
        ("id;dpt;kelurahan\nA\nB;2\n", [("A",), ("B", 2)]),
        ("id;kelurahan\nA;\nB;  \nC;\u00a0\n", [("A",), ("B",), ("C",)]),
        (' id ;"DPT";Helm Wajib;no-tps\u00a0\nA;1;2;012\n', [("A", 1, 2, "012")]),
        ("“id”;‘dpt’\nA;1\n", [("A", 1)]),
        ("\u200eid;dp\u00adt\nA;1\n", [("A", 1)]),
        ("id\nTon Dalmas\nLUBUK PAKAM I,II\n", [("Ton Dalmas",), ("LUBUK PAKAM I,II",)]),
        ("id;dicoret\nA;digabung ke TPS 3\nB;\n", [("A", "digabung ke TPS 3"), ("B",)]),
        ("id;dpt\n", []),
        # A quoted cell says nothing about the delimiter (C06)
        (
            "id;kelurahan\nA;\"['HT', 'senter']\"\nB;rusak, ringan\n",
            [("A", "['HT', 'senter']"), ("B", "rusak, ringan")],
        ),
        ('id;kelurahan\n"A;1";"say ""ya"""\n', [("A;1", 'say "ya"')]),
        ('id;dpt\n"A" ; "1" \n', [("A", 1)]),
        ("id;dpt\n\u200f A \u200e;7\n", [("A", 7)]),
    ],
)
def test_tables_that_are_read(text: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("dpt", "58", 58),
        ("dpt", "0", 0),
        ("dpt", "012", 12),
        ("dpt", "1.202", 1202),
        ("dpt", "1.234.567", 1_234_567),
        ("dpt", "12,0", 12),
        ("dpt", "12,00", 12),
        ("dpt", "12.0", 12),
        ("dpt", "1.202,00", 1202),
        ("dpt", " 58 ", 58),
        ("no_tps", "012", "012"),
        ("no_tps", "901", "901"),
        ("kelas", "rawan", "rawan"),
        ("kelas", " Kurang  RAWAN", "kurang rawan"),
        ("kelas", "kurang\u00a0rawan", "kurang rawan"),
        ("kelurahan", "Bontang  Baru", "Bontang  Baru"),
        ("kelurahan", "22 Mei", "22 Mei"),
        ("kelurahan", "1.10", "1.10"),
        ("kelurahan", "+62812", "+62812"),
        ("kelurahan", "@SUM", "@SUM"),
        ("sampai", "2024-11-05", "2024-11-05"),
        ("sampai", "05/11/2024", "2024-11-05"),
        ("sampai", "5.11.2024", "2024-11-05"),
        ("sampai", "05-11-2024", "2024-11-05"),
        ("sampai", "05/11/2024 00:00", "2024-11-05"),
        ("sampai", "05/11/2024 0.00.00", "2024-11-05"),
        ("sampai", "2024-11-05T00:00:00", "2024-11-05"),
        ("sampai", "5 November 2024", "2024-11-05"),
        ("sampai", "31 Des 2024", "2024-12-31"),
        ("sampai", "17-Agu-2024", "2024-08-17"),
        ("sampai", "29/02/2024", "2024-02-29"),
        ("buka", "05.30", "05:30"),
        ("buka", "5:30", "05:30"),
        ("buka", "05:30:00", "05:30"),
        ("buka", "00.00", "00:00"),
        ("buka", "23.59", "23:59"),
    ],
)
def test_cells_that_are_read(column: str, cell: str, expected: int | str) -> None:
    assert rows(f"id;{column}\nA;{cell}\n") == [("A", expected)]


def test_a_column_that_is_there_is_known_even_when_empty() -> None:
    table, _ = read("id;dpt;kelas;dicoret\nA;;;\n")
    assert table == Table("tps", ("dpt", "kelas"), {"A": Row("A")})


# ---- cells that are refused


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("dpt", "1,202", "cell_comma text=1,202 thousands=1.202"),
        ("dpt", "12,000", "cell_comma text=12,000 thousands=12.000"),
        ("no_tps", "1,202", "cell_comma text=1,202 thousands=1.202"),
        ("dpt", "22 Mei", "cell_made_a_date text=22 Mei"),
        ("dpt", "22-May", "cell_made_a_date text=22-May"),
        ("dpt", "Mei-22", "cell_made_a_date text=Mei-22"),
        ("dpt", "22/05/2024", "cell_made_a_date text=22/05/2024"),
        ("no_tps", "2024-05-22", "cell_made_a_date text=2024-05-22"),
        ("dpt", "-", "cell_nothing text=-"),
        ("dpt", "–", "cell_nothing text=–"),
        ("dpt", "NIHIL", "cell_nothing text=NIHIL"),
        ("kelurahan", "nihil", "cell_nothing text=nihil"),
        ("sampai", "n/a", "cell_nothing text=n/a"),
        ("dpt", "#N/A", "cell_error_value text=#N/A"),
        ("kelurahan", "#REF!", "cell_error_value text=#REF!"),
        ("kelurahan", "Err:502", "cell_error_value text=Err:502"),
        ("dpt", "=SUM(C2:C9)", "cell_formula text==SUM(C2:C9)"),
        ("kelurahan", '="012"', 'cell_formula text=="012"'),
        ("no_tps", "6,47E+09", "cell_scientific text=6,47E+09"),
        ("kelurahan", "6.47e+9", "cell_scientific text=6.47e+9"),
        ("dpt", "22.5", "cell_not_a_number text=22.5"),
        ("dpt", "22,5", "cell_not_a_number text=22,5"),
        ("dpt", "-5", "cell_not_a_number text=-5"),
        ("dpt", "500 lbr", "cell_not_a_number text=500 lbr"),
        ("dpt", "lengkap", "cell_not_a_number text=lengkap"),
        ("dpt", "1.20", "cell_not_a_number text=1.20"),
        ("dpt", "1.2020", "cell_not_a_number text=1.2020"),
        ("dpt", "²", "cell_not_a_number text=²"),
        ("dpt", "٣", "cell_not_a_number text=٣"),
        ("dpt", "1" * 16, f"cell_not_a_number text={'1' * 16}"),
        ("no_tps", "TPS 5", "cell_not_digits text=TPS 5"),
        ("no_tps", "1.202", "cell_not_digits text=1.202"),
        ("kelas", "rawann", "cell_not_a_choice text=rawann near=rawan values=kurang rawan, rawan, sangat rawan"),
        ("kelas", "aman", "cell_not_a_choice text=aman near= values=kurang rawan, rawan, sangat rawan"),
        ("sampai", "11/28/2024", "cell_not_a_date text=11/28/2024"),
        ("sampai", "31/02/2024", "cell_not_a_date text=31/02/2024"),
        ("sampai", "27/11/24", "cell_not_a_date text=27/11/24"),
        ("sampai", "27/11/2024 7.15", "cell_not_a_date text=27/11/2024 7.15"),
        ("sampai", "27/11-2024", "cell_not_a_date text=27/11-2024"),
        ("sampai", "45623", "cell_not_a_date text=45623"),
        ("sampai", "0000-11-27", "cell_not_a_date text=0000-11-27"),
        ("buka", "24.00", "cell_not_a_time text=24.00"),
        ("buka", "5.3", "cell_not_a_time text=5.3"),
        ("buka", "0,229166", "cell_not_a_time text=0,229166"),
        ("buka", "05:30:15", "cell_not_a_time text=05:30:15"),
        ("dicoret", "-", "cell_no_reason text=-"),
        ("dicoret", "tidak", "cell_no_reason text=tidak"),
        ("dicoret", "x", "cell_no_reason text=x"),
        ("dicoret", "0", "cell_no_reason text=0"),
        ("kelurahan", "a\x00b", "control_character char=U+0000"),
        ("kelurahan", "a\x1b[31mb", "control_character char=U+001B"),
        ("kelurahan", "a\x9bb", "control_character char=U+009B"),
        ("kelurahan", '"a\nb"', "cell_line_break char=U+000A"),
        ("kelurahan", "a\u2028b", "cell_line_break char=U+2028"),
        ("kelurahan", "x" * 1001, "cell_long limit=1000"),
        ("kelurahan", '"' + "x" * 1001 + '"', "cell_long limit=1000"),
        ("kelurahan", '"open', 'cell_quote text="open'),
        ("kelurahan", '"a" b', 'cell_quote text="a" b'),
        ("dpt", '"5', 'cell_quote text="5'),
    ],
)
def test_cells_that_are_refused(column: str, cell: str, fault: str) -> None:
    """Such a cell is as good as empty; all else of the table stands."""
    data = f"id;{column}\nX;\nA;{cell}\n"
    assert refused(data) == [f"B3 {fault}"]
    assert read(data)[0] == read(f"id;{column}\nX;\nA;\n")[0]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", "row_no_id text="),
        ("-", "row_no_id text=-"),
        ("\u200b", "row_no_id text="),
        ("=A1", "cell_formula text==A1"),
        ("1,2E+11", "cell_scientific text=1,2E+11"),
        ("x" * 201, "cell_long limit=200"),
        ("TON DALMAS", "row_twice id=TON DALMAS first=A2"),
        ("Ton  Dalmas", "row_twice id=Ton  Dalmas first=A2"),
        ("Ton\u00a0Dalmas", "row_twice id=Ton\u00a0Dalmas first=A2"),
        ("Ton\u200bDalmas", None),
        ("Cafe\u0301", "row_twice id=Cafe\u0301 first=A3"),
        ("19-Nov", None),
        ("TonDalmas", None),
    ],
)
def test_ids(cell: str, fault: str | None) -> None:
    """A row whose name cannot be read is left out; of two of one name what they say alike is left."""
    table, faults = read(f"id;dpt;no_tps\nTon Dalmas;1;7\nCafé;2;7\n{cell};3;7\n")
    assert told([one for one in faults if not one.warning]) == ([f"A4 {fault}"] if fault else [])
    found = {name: dict(row.facts) for name, row in table.rows.items()}
    expected = {"Ton Dalmas": {"dpt": 1, "no_tps": "7"}, "Café": {"dpt": 2, "no_tps": "7"}}
    if fault is None:
        expected[cell] = {"dpt": 3, "no_tps": "7"}
    elif "row_twice" in fault:
        del expected["Ton Dalmas" if fault.endswith("A2") else "Café"]["dpt"]
    assert found == expected


def test_a_name_that_a_spreadsheet_may_have_made_a_date_is_named() -> None:
    table, faults = read("id\n19-Nov\n19 NOPEMBER\nNov-19\n2-8-16\n")
    assert told(faults) == [
        "A2 cell_maybe_a_date text=19-Nov (warning)",
        "A4 cell_maybe_a_date text=Nov-19 (warning)",
    ]
    assert list(table.rows) == ["19-Nov", "19 NOPEMBER", "Nov-19", "2-8-16"]


# ---- whole tables that are refused, all faults at once


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["line 0 table_empty"]),
        ("\n;;\n", ["line 0 table_empty"]),
        ("sep=;\n", ["line 0 table_empty"]),
        (b"\xff\xfei\x00d\x00", ["line 0 table_not_csv"]),
        ("id;dpt\nA;1\n".encode("utf-16-le"), ["line 0 table_not_csv"]),
        (b"PK\x03\x04workbook", ["line 0 table_not_csv"]),
        (b"id;kelurahan\nA;caf\xe9\nB;caf\xc3\xa9\n", ["line 2 not_utf8 byte=E9"]),
        (b"id;kelurahan\nA;\x81\n", ["line 2 not_utf8 byte=81"]),
        # More than one delimiter in the heading, and no id to tell which
        ("tps;kondisi,alat\n1;2,3\n", ["A1 table_delimiter"]),
        ("id;x,id\n", ["A1 table_delimiter"]),
        (
            "nomor;dpt\nA;x\n",
            [
                "A1 column_unknown column=nomor near= (warning)",
                "A1 column_missing column=id",
                "B2 cell_not_a_number text=x",
            ],
        ),
        (
            "DAFTAR TPS\nid;dpt\nA;1\n",
            [
                "A1 column_unknown column=DAFTAR TPS near= (warning)",
                "A1 column_missing column=id",
                "B2 cell_no_heading text=dpt",
                "B3 cell_no_heading text=1",
            ],
        ),
        ("id;dpt;DPT\nA;1;2\n", ["C1 column_twice column=DPT first=B1"]),
        ("id;;dpt\nA;x;2\n", ["B2 cell_no_heading text=x"]),
        ("id;dpt\nA;1;2;3\n", ["C2 cell_no_heading text=2"]),
        ("id,dpt\nA,1,202\n", ["C2 cell_no_heading text=202"]),
        ('id;dpt\n"A;B;1\n', ['A2 cell_quote text="A', "B2 cell_not_a_number text=B"]),
        (
            'id;dpt;kelas\nA;x;y\n"B;1;rawan\n;5;\nA;1;\n',
            [
                "B2 cell_not_a_number text=x",
                "C2 cell_not_a_choice text=y near= values=kurang rawan, rawan, sangat rawan",
                'A3 cell_quote text="B',
                "A4 row_no_id text=",
                "A5 row_twice id=A first=A2",
            ],
        ),
        # The month first in one cell: that cell is named, and no half of the column is taken (C10)
        (
            "id;sampai\nA;05/11/2024\nB;27/11/2024\nC;11/28/2024\n",
            ["B4 cell_not_a_date text=11/28/2024"],
        ),
    ],
)
def test_tables_that_are_refused(text: str | bytes, faults: list[str]) -> None:
    assert refused(text) == faults


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("B;x;7;;", Row("B", {"no_tps": "7"})),
        ("B;3;7;x;", Row("B", {"dpt": 3, "no_tps": "7"})),  # no reason to strike it out: it counts
        # Nobody can tell which cell belongs to which column
        ('B;"3;7;;', Row("B")),
        ("B;3;7;digabung;;5", Row("B")),
        # A name that stands twice: what both say, and struck out only where both are
        ("A;2;7;;", Row("A", {"no_tps": "7"})),
        ("a;1;7;digabung;", Row("A", {"dpt": 1, "no_tps": "7"})),
        (";1;7;;", None),
        ('"B;1;7;;', None),
        ("#REF!;1;7;;", None),
    ],
)
def test_one_bad_row_takes_nothing_from_the_others(row: str, left: Row | None) -> None:
    table, faults = read(f"id;dpt;no_tps;dicoret;\nA;1;7;;\n{row}\nC;2;8;;\n")
    assert {one.line for one in faults if not one.warning} == {3}
    sound = {"A": Row("A", {"dpt": 1, "no_tps": "7"}), "C": Row("C", {"dpt": 2, "no_tps": "8"})}
    assert table.rows == sound | ({left.id: left} if left is not None else {})


def test_a_table_that_cannot_be_read_hides_what_its_columns_may_give() -> None:
    """Else a fact of the unit would stand for that of a row (docs/format.md)."""
    for data in (b"PK\x03\x04workbook", b"id;dpt;dpt\nA;1;2\n", b"dpt\n1\n"):
        assert read(data)[0] == Table("tps", tuple(COLUMNS))


def test_the_cell_is_that_of_a_spreadsheet_and_the_line_that_of_an_editor() -> None:
    _, faults = read('sep=;\nid;kelurahan;dpt\n\n"A";"a\n\nb";1\nB;c;x\n')
    assert [(one.line, one.cell, one.code) for one in faults] == [
        (4, "B3", "cell_line_break"),
        (7, "C4", "cell_not_a_number"),
    ]


def test_unknown_columns_are_named_and_left_out() -> None:
    table, faults = read("id;Keterangan;helm_wajb;dpt\nA;baik;3;1\n")
    assert told(faults) == [
        "B1 column_unknown column=Keterangan near= (warning)",
        "C1 column_unknown column=helm_wajb near=helm_wajib (warning)",
    ]
    assert table == Table("tps", ("dpt",), {"A": Row("A", {"dpt": 1})})


def test_cp1252_is_read_and_one_word_shows_whether_it_was_right() -> None:
    table, faults = read("id;kelurahan;catatan\nA;b;c\nLoktuan – 1;café;x\n".encode("cp1252"))
    assert "line 3 table_cp1252 text=Loktuan – 1 (warning)" in told(faults)
    assert table.rows["Loktuan – 1"].facts == {"kelurahan": "café"}


@pytest.mark.parametrize(
    ("name", "value"), [("MAX_ROWS", "A4 table_rows limit=2"), ("MAX_COLUMNS", "C1 table_columns limit=2")]
)
def test_bounds_of_rows_and_columns(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setattr(sheet, name, 2)
    text = "id;dpt\nA;1\nB;2\nC;3\n" if name == "MAX_ROWS" else "id;dpt;kelas\nA;1;rawan\n"
    assert refused(text) == [value]


def test_a_table_beyond_bearing_is_not_even_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvtext, "MAX_BYTES", 1024)
    assert refused("id\n" + "A\n" * 600) == ["line 0 file_big limit=1"]
    assert rows("id\n" + "".join(f"{n}\n" for n in range(99)))[-1] == ("98",)


def test_an_open_quote_does_not_swallow_the_table() -> None:
    many = "".join(f"Kelurahan {number};{number}\n" for number in range(500))
    assert refused(f'id;dpt\n"open;1\n{many}B;x\nlast";2\n') == [
        'A2 cell_quote text="open',
        "B503 cell_not_a_number text=x",
    ]


# ---- laws


# Every character that may stand in a name; names are compared case and blanks ignored.
NAME = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)


@given(st.lists(NAME, min_size=1, max_size=8), st.sampled_from(";,\t"), st.sampled_from(["\n", "\r\n"]))
def test_names_come_back_as_they_were_written(names: list[str], delimiter: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(["id", "kelurahan"])
    writer.writerows([f"TPS {number:03} kelurahan", f"Kel. {name} x"] for number, name in enumerate(names))
    table, faults = read(out.getvalue())
    assert not faults
    assert [row.facts["kelurahan"] for row in table.rows.values()] == [f"Kel. {name} x" for name in names]


@given(st.binary(max_size=200) | st.text(alphabet='id;,"\n\r\t =sep1.\x00é', max_size=60).map(str.encode))
def test_whatever_it_is_a_sound_row_before_it_stays(data: bytes) -> None:
    """Unless it is said why not; and nothing makes the reading fail."""
    read(data)
    read_officers(data, "petugas.csv")
    table, faults = read(b"id;dpt\nA;1\n" + data)
    known = table.rows.get("A") == Row("A", {"dpt": 1})
    assert known or {one.code for one in faults} & {"row_twice", "not_utf8", "table_not_csv"}


@given(st.integers(0, 10**12), st.sampled_from(["", ",0", ",00"]))
def test_thousands_with_dots_are_the_number(number: int, decimals: str) -> None:
    dotted = f"{number:,}".replace(",", ".") + decimals
    assert rows(f"id;dpt\nA;{dotted}\n") == [("A", number)]


@given(st.integers(0, 20_000))
def test_column_letters_count_like_a_spreadsheet(place: int) -> None:
    found = letters(place)
    value = 0
    for letter in found:
        value = value * 26 + ord(letter) - 64
    assert value == place + 1


# ---- officers


@pytest.mark.parametrize(
    "heading",
    [
        "nomor;nama;pangkat;jabatan",
        "number;name;rank;post",
        "NRP ;NAMA;Pangkat;Jabatan",
        "NRP/NIP,nama,pangkat,jabatan",
    ],
)
def test_officers_are_read_in_either_language(heading: str) -> None:
    delimiter = ";" if ";" in heading else ","
    text = "\n".join(
        [heading, "00010001;Contoh Satu;IPDA;Kanit Dalmas".replace(";", delimiter), "L-07" + delimiter + "Dua"]
    )
    officers, faults = read_officers(text.encode(), "petugas.csv")
    assert not faults
    assert officers == {
        "00010001": Officer("00010001", "Contoh Satu", "IPDA", "Kanit Dalmas"),
        "l07": Officer("L-07", "Dua"),
    }


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("nama\nA\n", ["A1 column_missing column=nomor"]),
        ("nomor\n1\n", ["A1 column_missing column=nama"]),
        ("nomor;nama;nrp\n1;A;2\n", ["C1 column_twice column=nrp first=A1"]),
        (
            "nama;nomor\nA;\n;2\n;\nB;---\n",
            ["B2 officer_no_number name=A", "A3 officer_no_name number=2", "B5 officer_no_number name=B"],
        ),
        ("nomor;nama\nL-07;A\nl 07;B\n", ["A3 row_twice id=l 07 first=A2"]),
        ("nomor;nama\n1,98E+17;A\n", ["A2 cell_scientific text=1,98E+17"]),
        ("nomor;nama\n=A1;A\n", ["A2 cell_formula text==A1"]),
    ],
)
def test_officers_that_are_refused(text: str, faults: list[str]) -> None:
    officers, found = read_officers(text.encode(), "petugas.csv")
    assert officers == {}
    assert told(found) == faults


def test_a_bad_row_of_officers_takes_nothing_from_the_others() -> None:
    """A number that stands twice is nobody's: typed, it would give the name of either."""
    officers, faults = read_officers(b"nomor;nama\nL-07;A\n1;B\nl 07;C\n=A1;D\n2;---\n", "petugas.csv")
    assert [one.cell for one in faults] == ["A4", "A5", "B6"]
    assert officers == {"1": Officer("1", "B")}


@given(st.text())
def test_numbers_are_compared_as_the_rules_do(text: str) -> None:
    assert bare(text) == answers.bare(text)
