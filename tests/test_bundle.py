"""Bundles: the same bytes for the same content, all that is whole of a cut one, a refusal of whatever was altered."""

import json
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import journals
import pytest
from bundle_world import LIST, SHEET, bundle, bundles, ended, head, line, piece, record, report
from conftest import ROOT, Tool
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check import words
from pilkada_check.files import foreign, gzipped
from pilkada_check.files.bundle import Bundle, Refused, as_text, from_bytes, packed, record_id, to_bytes
from pilkada_check.files.bundle_names import MAX_FILES, MAX_FOLDERS, MAX_NAME, odd_name
from pilkada_check.files.gzipped import unpacked
from pilkada_check.files.journal import MAX_BYTES as MAX_RECORD
from pilkada_check.files.kept import MAX_DEFINITION
from pilkada_check.files.names import is_ulid, ulid
from pilkada_check.files.tables import read_officers
from pilkada_check.model.faults import Fault
from pilkada_check.views.fault_words_bundles import BUNDLES
from pilkada_check.views.faults import row

GOLDEN = ROOT / "tests" / "golden" / "bundle-1.txt"


def refusal(data: bytes) -> Refused:
    found = from_bytes(data)
    assert isinstance(found, Refused), found
    return found


def whole(data: bytes) -> Bundle:
    found = from_bytes(data)
    assert isinstance(found, Bundle), found
    return found


def in_order(one: Bundle) -> Bundle:
    """A bundle as it is read: everything sorted."""
    return Bundle(
        one.unit, one.satuan, one.kit, one.tool, one.files, one.held, one.definitions,
        sorted(set(one.records)), sorted(set(one.reports)),
    )  # fmt: skip


# ---- there and back


@given(bundles())
def test_a_bundle_comes_back_as_it_was(one: Bundle) -> None:
    data = to_bytes(one)
    assert from_bytes(data) == in_order(one)
    assert to_bytes(whole(data)) == data


@given(bundles())
def test_the_same_content_gives_the_same_bytes(one: Bundle) -> None:
    backwards = Bundle(
        one.unit, one.satuan, one.kit, one.tool, dict(reversed(one.files.items())), one.held[::-1] + one.held,
        dict(reversed(one.definitions.items())), one.records[::-1] + one.records, one.reports[::-1],
    )  # fmt: skip
    assert to_bytes(backwards) == to_bytes(one)


def test_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); from bundle_world import bundle, record, journals\n"
        "from pilkada_check.files.bundle import packed, to_bytes\n"
        "one = bundle(); one.held = tuple({journals.name(number) for number in range(50)})\n"
        "one.records = list({(journals.name(number), record(number)) for number in range(50)})\n"
        "sys.stdout.buffer.write(packed(to_bytes(one), 'x.GZ'))"
    )
    made = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"), ("3", "UTC")):
        env = {"PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
        made.add(done.stdout)
    assert len(made) == 1


def test_a_bundle_of_the_first_format_is_read_for_good() -> None:
    data = GOLDEN.read_bytes()
    one = whole(data)
    assert to_bytes(one) == data
    assert one == in_order(bundle())


def test_what_is_not_made_of_whole_lines_is_not_written() -> None:
    one = bundle()
    one.records = [(journals.name(1), record(1)[:-5])]
    with pytest.raises(ValueError, match="complete lines"):
        to_bytes(one)


@given(st.binary(max_size=3000))
def test_packing(data: bytes) -> None:
    assert packed(data, "kiriman.txt") == data
    assert unpacked(packed(data, "kiriman.txt.gz")) == data
    assert packed(data, "a.gz") == packed(data, "b.GZ")


@pytest.mark.needs("gzip")
def test_gzip_itself_unpacks_it() -> None:
    data = to_bytes(bundle())
    done = subprocess.run(["gzip", "-dc"], input=packed(data, "x.gz"), capture_output=True, check=True)
    assert done.stdout == data


# ---- what happens on the way


def test_a_cut_at_any_byte_leaves_only_what_is_whole() -> None:
    one = in_order(bundle())
    data = to_bytes(one)
    lengths: list[int] = []
    for end in range(len(data)):
        found = from_bytes(data[:end])
        if isinstance(found, Refused):
            assert end <= data.index(b"\n")
            assert found.code in {"bundle_head_cut", "bundle_not"}
        elif end < len(data) - 1:
            assert found.cut
            assert found.records == one.records[: len(found.records)]
            assert found.reports == one.reports[: len(found.reports)]
            assert found.definitions.items() <= one.definitions.items()
            lengths.append(len(found.records) + len(found.reports))
        else:  # nothing but the last line end
            assert found == one
    assert lengths == sorted(lengths)
    assert set(lengths) == {0, 1, 2, 3}


def test_half_a_kit_is_no_kit() -> None:
    data = to_bytes(bundle(kit=True))
    codes = {refusal(data[:end]).code for end in range(len(data) - 1)}
    assert codes == {"bundle_not", "bundle_head_cut", "bundle_kit_cut"}


@pytest.mark.parametrize("bit", range(8))
def test_a_bit_flipped_anywhere_is_seen(bit: int) -> None:
    """It is refused; or its end is lost, and then what is left is as it was sent."""
    one = in_order(bundle(records=(1,)))
    data = to_bytes(one)
    for at in range(len(data)):
        found = from_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
        if isinstance(found, Bundle):
            assert found.cut
            assert at >= data.rindex(b'\n{"type":"end"')
            assert found.files == one.files
            assert set(found.records) <= set(one.records)
            assert set(found.reports) <= set(one.reports)


@given(bundles(), st.data())
def test_whatever_is_cut_out_or_put_in_is_seen(one: Bundle, data: st.DataObject) -> None:
    sent = to_bytes(one)
    start = data.draw(st.integers(0, len(sent) - 1))
    stop = data.draw(st.integers(start, min(len(sent), start + 40)))
    come = sent[:start] + data.draw(st.binary(max_size=20)) + sent[stop:]
    found = from_bytes(come)
    if isinstance(found, Bundle):
        assert found.cut or found == in_order(one)
        assert set(found.records) <= set(one.records)
        assert set(found.reports) <= set(one.reports)


@given(bundles(), st.booleans())
def test_a_way_through_windows_is_undone(one: Bundle, marked: bool) -> None:
    data = to_bytes(one)
    come = (b"\xef\xbb\xbf" if marked else b"") + data.replace(b"\n", b"\r\n")
    assert from_bytes(come) == in_order(one)
    half = from_bytes(come[: come.index(b"\r\n") + 1])  # cut between the two
    assert isinstance(half, Refused)


def test_a_way_through_windows_that_stopped_half_way_is_refused() -> None:
    data = to_bytes(bundle())
    for place in range(1, data.count(b"\n")):
        found = from_bytes(data.replace(b"\n", b"\r\n", place))
        assert isinstance(found, Refused)
        assert found.code in {"line_ends", "bundle_altered"}


def test_what_an_editor_saved_as_utf_16_is_read_as_it_was() -> None:
    data = to_bytes(bundle())
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        saved = mark + data.decode().replace("\n", "\r\n").encode(encoding)
        assert from_bytes(saved) == bundle()
        half = from_bytes(saved[: len(saved) - 301])  # in the middle of a character
        assert isinstance(half, Bundle)
        assert half.cut
    assert refusal(b"\xff\xfe" + b"\x00\xd8" + data.decode().encode("utf-16-le")).code == "text_utf16"


def test_blank_lines_behind_it_do_not_matter() -> None:
    data = to_bytes(bundle())
    assert from_bytes(data + b"\n \r\n") == from_bytes(data.rstrip()) == in_order(bundle())


# ---- hostile ones


def definitions(many: int) -> bytes:
    """As many lists."""
    texts = [f"{number}" for number in range(many)]
    return b"".join(
        line({"type": "definition", "sha256": sha256(text.encode()).hexdigest(), "text": text}) for text in texts
    )


TEXT = {"type": "definition", "sha256": sha256(LIST.encode()).hexdigest(), "text": LIST}
NAME = journals.name(1)
DEEP = b"[" * 100_000 + b"]" * 100_000

HOSTILE: dict[str, tuple[bytes, str, int]] = {
    "nothing": (b"", "bundle_not", 0),
    "a picture": (b"\xff\xd8\xff\xe0" * 100, "bundle_not", 0),
    "a record": (record(1), "bundle_not", 1),
    "no line of it whole": (head()[:-1], "bundle_head_cut", 0),
    "a newer format": (ended(head(format=2)), "bundle_newer", 1),
    "a newer format that looks otherwise": (b'{"type":"unit","format":9,"units":{}}\n', "bundle_newer", 1),
    "a kind of line of a newer one": (ended(head() + line({"type": "photo", "id": "x"})), "bundle_newer", 2),
    "no format": (ended(head().replace(b'"format":1,', b"")), "bundle_line", 1),
    "a truth value for a format": (ended(head(format=True)), "bundle_line", 1),
    "no unit": (ended(head(unit=[])), "bundle_line", 1),
    "a unit without a name": (ended(head(unit=["Polda", ""])), "bundle_line", 1),
    "no sheet": (ended(head(files={})), "bundle_no_sheet", 1),
    "a key twice": (ended(head().replace(b'"satuan":""', b'"satuan":"","satuan":"x"')), "bundle_line", 1),
    "a file twice": (ended(head().replace(b'{"pilk', b'{"pilkada.yaml":"x","pilk')), "bundle_line", 1),
    "no UTF-8": (ended(head().replace(b"Polda", b"Pol\xff")), "bundle_line", 1),
    "half a character": (ended(head().replace(b"Polda", b"\\ud800")), "bundle_line", 1),
    "deep": (ended(head().replace(b'"held"', b'"x":' + DEEP + b',"held"')), "bundle_line", 1),
    "two heads": (ended(head() + head()), "bundle_header_twice", 2),
    "a bundle in a bundle": (ended(head() + ended(head())), "bundle_header_twice", 2),
    "a bundle behind a bundle": (ended(head()) + ended(head()), "bundle_after_end", 2),
    "a bundle as a record": (ended(head() + piece(1, head(), lines=1), 1), "bundle_count", 2),
    "something behind it": (ended(head()) + b"{}\n", "bundle_after_end", 2),
    "held what is no id": (ended(head(held=["../x"])), "foreign_id", 1),
    "a record that is no id": (ended(head() + piece(1, record(1), name="../../x"), 1), "foreign_id", 2),
    "a record with a small id": (ended(head() + piece(1, record(1), name=NAME.lower()), 1), "foreign_id", 2),
    "a record of another": (ended(head() + piece(1, record(2)), 1), "bundle_other", 3),
    "a record without a beginning": (
        ended(head() + piece(1, b"".join(record(1).splitlines(keepends=True)[1:])), 1), "journal_no_header", 3,
    ),
    "a record of a newer tool": (
        ended(head() + piece(1, record(1).replace(b'"format":1', b'"format":2')), 1), "journal_newer", 3,
    ),
    "a record of no line": (ended(head() + piece(1, b""), 1), "bundle_count", 2),
    "a record of fewer than no line": (ended(head() + piece(1, record(1), lines=-3), 1), "bundle_count", 2),
    "a line too many": (ended(head() + piece(1, record(1), lines=5), 1), "bundle_count", 6),
    "an altered record": (ended(head() + piece(1, record(1)).replace(b"butir-1", b"butir-2"), 1), "bundle_altered", 2),
    "an altered record and no end": (head() + piece(1, record(1)).replace(b"butir-1", b"butir-2"), "bundle_altered", 2),
    "a line too few": (ended(head() + piece(1, record(1), lines=3), 1), "bundle_altered", 2),
    "endless lines": (ended(head() + piece(1, record(1), lines=10**15), 1), "bundle_count", 6),
    "a record nobody counted": (ended(head() + record(1)), "bundle_count", 2),
    "a record more than it says": (ended(head() + piece(1, record(1)), 0), "bundle_count", 7),
    "a report less than it says": (ended(head() + piece(9, report(9), kind="report"), 0, 2), "bundle_count", 4),
    "a report of another": (ended(head() + piece(8, report(9), kind="report"), 0, 1), "bundle_other", 3),
    "another text": (ended(head() + line({**TEXT, "text": "x"})), "bundle_definition", 2),
    "a text twice": (ended(head() + line(TEXT) + line(TEXT)), "bundle_twice", 3),
    "no seal that fits": (ended(head()).replace(b"Polda", b"Polri"), "bundle_altered", 2),
    "an empty line": (ended(head() + b"\n"), "bundle_line", 2),
    "a list": (ended(head() + b"[1,2]\n"), "bundle_line", 2),
    "no kind": (ended(head() + b'{"record":"x"}\n'), "bundle_line", 2),
    "zeros": (ended(head() + b"\0" * 500 + b"\n"), "bundle_line", 2),
    "a long line": (ended(head() + b'{"type":"' + b"x" * foreign.MAX_LINE + b'"}\n'), "bundle_large", 2),
    "a long head": (ended(head(satuan="x" * foreign.MAX_HEAD)), "bundle_large", 1),
    "a long list": (
        ended(head() + line({**TEXT, "text": "x" * (MAX_DEFINITION + 1)})), "bundle_large", 2,
    ),
    "a long record": (
        ended(head() + piece(1, record(1, sealed=False) + b"x" * MAX_RECORD + b"\n"), 1), "bundle_large", 6,
    ),
    "many copies of one record": (
        head() + b"".join(piece(1, record(1, many)) for many in range(foreign.MAX_COPIES + 1)), "bundle_many", 5252,
    ),
    "many lists": (head() + definitions(foreign.MAX_LISTS + 1), "bundle_many", 2002),
    "many files": (
        head(files={"pilkada.yaml": SHEET, **{f"t/{one}.csv": "" for one in range(MAX_FILES)}}),
        "bundle_name", 1,
    ),
    "many lines": (head() + b"\n" * foreign.MAX_LINES, "bundle_lines", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_hostile_bundle_is_refused_and_says_why(case: str, lang: str) -> None:
    data, code, number = HOSTILE[case]
    found = refusal(data)
    assert (found.code, found.line) == (code, number)
    words.init(lang)
    said = row(Fault("kiriman.txt", found.line, 0, found.code, found.params))
    assert said.isprintable()
    assert len(said) < 200


def test_what_is_left_of_a_record_too_long_is_cut() -> None:
    assert whole(head() + piece(1, record(1), lines=10**15)).cut
    assert whole(head() + piece(1, record(1)) + b"\0" * 4096).cut  # a disk that had only made room for it


def test_a_bundle_too_large() -> None:
    assert refusal(bytes(foreign.MAX_BUNDLE + 1)).code == "bundle_large"


def test_a_field_that_is_not_known_is_tolerated() -> None:
    found = whole(ended(head(later=[1, {"x": None}]) + piece(1, record(1)).replace(b'"lines"', b'"new":1,"lines"'), 1))
    assert found.records == [(NAME, record(1))]


def test_a_report_whose_lines_cannot_be_read_is_carried_all_the_same() -> None:
    lines = b'{"type":"flown","report":"x"}\nnothing\n'
    found = whole(ended(head() + piece(9, lines, kind="report"), 0, 1))
    assert found.reports == [(journals.name(9), lines)]


PIECES = [
    head(), line(TEXT), piece(1, record(1)), piece(9, report(9), kind="report"), record(2), ended(b""),
    b"\n", b"{}\n", b'{"type":"end"', b"\r", b"\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_whatever_is_put_together_is_read_or_refused(pieces: list[bytes]) -> None:
    found = from_bytes(b"".join(pieces))
    if isinstance(found, Bundle):
        assert all(record_id(data) == name for name, data in found.records)
    else:
        assert found.code in {*BUNDLES, "journal_newer", "journal_no_header"}


# ---- names of files

FIT = [
    "pilkada.yaml", "petugas.csv", "targets/tps.csv", "targets/TPS 2.CSV", "data/a/b/gudang.csv", "satuan.csv",
    "checklists/x.yaml", "checklists/x.yml", "checklists/facts.yaml", "checklists/peralatan é.yaml", "targets/comx.csv",
]  # fmt: skip
ODD = [
    "", "/", "x", "../pilkada.yaml", "targets/../../x.csv", "/etc/x.csv", "//server/x.csv", "C:/x.csv", "C:x.csv",
    "targets\\tps.csv", "..\\x.csv", "targets//tps.csv", "targets/", "./x.csv", "targets/./x.csv", ".x.csv",
    ".git/x.csv", "targets/.x.csv", "targets/x.csv.", "targets /x.csv", "targets/ x.csv", "targets/x.csv ",
    "con.csv", "targets/CON.csv", "aux/x.csv", "targets/nul.a.csv", "targets/com1.csv", "targets/lpt¹.csv",
    "checklists/prn.yaml", "targets/a:b.csv", "targets/a*.csv", "targets/a?.csv", 'targets/".csv', "targets/<.csv",
    "targets/a|b.csv", "targets/a\n.csv", "targets/\x00.csv", "targets/\x1b[31m.csv", "targets/\u202egnp.csv",
    "targets/\ud800.csv", "PILKADA.YAML", "Petugas.csv", "x.yaml", "checklists/a/x.yaml", "checklists/x.csv",
    "records/x.csv", "Records/x.csv", "reports/x.csv", "definitions/x.csv", "records/x.jsonl", ".held", ".device",
    "targets/x.exe", "targets/x.csv.exe", "checklists/x.yaml.py", "a/" * (MAX_FOLDERS + 1) + "x.csv",
    "targets/" + "x" * MAX_NAME + ".csv", "~/x.csv\0",
]  # fmt: skip


@pytest.mark.parametrize("name", FIT)
def test_a_name_that_a_bundle_may_carry(name: str) -> None:
    assert odd_name([name]) is None


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_leads_anywhere_else_refuses_the_bundle(name: str) -> None:
    assert odd_name(["pilkada.yaml", name]) == name
    if "\ud800" not in name:
        assert refusal(ended(head(files={"pilkada.yaml": SHEET, name: "x"}))).code == "bundle_name"


@pytest.mark.parametrize(
    "names",
    [
        ("targets/x.csv", "targets/X.csv"),
        ("targets/\u00e9.csv", "targets/e\u0301.csv"),
        ("a.csv/b.csv", "a.csv"),
        ("a.csv", "A.csv/b.csv"),
        ("checklists/x.yaml", "CHECKLISTS/x.yaml"),
    ],
)
def test_two_names_that_some_system_takes_for_one(names: tuple[str, str]) -> None:
    assert odd_name(names) == names[1]


@given(st.lists(st.text(max_size=12) | st.sampled_from(FIT + ODD), max_size=5))
def test_names_that_fit_stay_below_their_folder(names: list[str]) -> None:
    if odd_name(names) is None:
        for name in names:
            path = Path("/w", *name.split("/"))
            assert path.is_relative_to("/w")
            assert ".." not in path.parts


def test_ids() -> None:
    assert is_ulid(ulid((1 << 48) - 1, b"\xff" * 10))
    assert not any(map(is_ulid, ["", "x", "8" + "0" * 25, "I" * 26, "0" * 27, "0" * 25 + "\n", "0" * 26 + "\n"]))


# ---- texts


def test_a_table_of_an_old_windows_keeps_its_cells() -> None:
    data = "nomor;nama\r\n1;André\r\n".encode("cp1252")
    text = as_text("petugas.csv", data)
    assert text is not None
    assert read_officers(text.encode(), "x")[0] == read_officers(data, "x")[0] is not None
    assert as_text("checklists/x.yaml", data) is None
    assert as_text("targets/x.csv", b"\xff\xfe" + "id\r\n".encode("utf-16-le")) is None
    assert as_text("targets/x.csv", b"PK\x03\x04\xff") is None


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_a_text_in_utf8_keeps_its_bytes(text: str, marked: bool) -> None:
    data = (b"\xef\xbb\xbf" if marked else b"") + text.encode()
    found = as_text("x.yaml", data)
    assert found is not None
    assert found.encode() == data


# ---- `validasi`


@pytest.fixture(scope="module")
def sent(small_example: Path) -> Bundle:
    """The unit of the example with some records."""
    root = small_example
    files = {name: (root / name).read_text("utf-8") for name in ("pilkada.yaml", "petugas.csv", "targets/satuan.csv")}
    records = [path.read_bytes() for path in sorted((root / "records").rglob("*.jsonl"))]
    kept = {path.name: path.read_bytes() for path in (root / "definitions").iterdir()}
    return Bundle(
        ("Polres",), files=files, definitions=kept, records=[(str(record_id(data)), data) for data in records]
    )


def faults_of(tool: Tool, path: Path, *more: str) -> tuple[int, list[tuple[object, ...]]]:
    done = tool("validasi", path.name, "--format", "json", *more)
    assert done.stderr == ""
    document = json.loads(done.stdout)
    assert document["files"] == [{"path": path.name, "kind": "bundle"}]
    return done.returncode, [(one["code"], one["line"], one["warning"]) for one in document["faults"]]


@pytest.mark.parametrize("name", ["kiriman (1).txt", "x.jsonl", "kiriman.txt.gz", "pilkada.yaml", "x.csv"])
def test_a_sound_bundle_by_any_name(tool: Tool, tmp_path: Path, sent: Bundle, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(packed(to_bytes(sent), name))
    assert faults_of(tool, path) == (0, [])
    said = tool("validasi", name, "--lang", "en").stdout.splitlines()
    assert said == [f"{name}: by its content this is a bundle.", "Looked at: bundles 1", "1 file, 0 faults, 0 warnings"]


def test_faults_are_named_by_the_lines_of_the_bundle(tool: Tool, tmp_path: Path, sent: Bundle) -> None:
    name, data = next((name, data) for name, data in sent.records if b'"b":27' in data)
    bad = data.replace(b'"b":27', b'"b":30', 1)
    one = Bundle(sent.unit, files=sent.files, definitions=sent.definitions, records=[(name, bad), (name, data)])
    path = tmp_path / "x.txt"
    path.write_bytes(to_bytes(one))
    rows = path.read_bytes().splitlines()
    seal = 1 + rows.index(bad.splitlines()[-1], rows.index(bad.splitlines()[1]))
    second = 1 + max(number for number, row in enumerate(rows) if row == data.splitlines()[0])
    status, faults = faults_of(tool, path)
    assert status == 1
    assert sorted(faults) == [("journal_seal", seal, False), ("journal_twice", second, False)]


def test_faults_of_reports_are_named_as_well(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(ended(head() + piece(9, report(9) + b"nothing\n", kind="report"), 0, 1))
    assert faults_of(tool, path) == (1, [("report_line", 4, False)])


def test_a_cut_bundle_is_a_warning_and_a_damaged_one_a_fault(tool: Tool, tmp_path: Path, sent: Bundle) -> None:
    path = tmp_path / "x.txt"
    data = to_bytes(sent)
    path.write_bytes(data[:-100])
    assert faults_of(tool, path) == (0, [("bundle_cut", 0, True)])
    assert faults_of(tool, path, "--ketat") == (1, [("bundle_cut", 0, False)])
    path.write_bytes(data.replace(b"Ton Dalmas", b"Ton Dalams", 1))
    assert faults_of(tool, path) == (1, [("bundle_altered", data.count(b"\n"), False)])
    path.write_bytes(b"\xff\xfe" + data.decode().encode("utf-16-le"))
    assert faults_of(tool, path) == (0, [])
    path.write_bytes(packed(data, "x.gz")[:-8] + b"12345678")
    assert faults_of(tool, path) == (1, [("gzip_damaged", 0, False)])
    path.write_bytes(packed(data, "x.gz")[:-2000])
    assert faults_of(tool, path) == (0, [("bundle_cut", 0, True)])


def test_a_list_that_is_not_in_it_is_a_warning(tool: Tool, tmp_path: Path, sent: Bundle) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(to_bytes(Bundle(sent.unit, files=sent.files, records=sent.records[:1])))
    status, faults = faults_of(tool, path)
    assert (status, {one[0] for one in faults}) == (0, {"journal_no_definition"})


def test_packed_files_that_are_none_of_ours_are_passed_over(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.gz").write_bytes(packed(b"hello", "x.gz"))
    (tmp_path / "a/y.gz").write_bytes(gzipped.MARK + b"no")
    assert tool("validasi", "a", "--lang", "en").stdout == "0 files, 0 faults, 0 warnings, 2 others passed over\n"


def zipped(path: Path, **members: bytes) -> Path:
    """A .zip, also with names that no keyword may have."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_what_is_ours_in_a_zip_is_looked_at(tool: Tool, tmp_path: Path, sent: Bundle) -> None:
    data = to_bytes(sent)
    other = tmp_path / "lain"
    other.mkdir()
    (other / "pilkada.yaml").write_bytes(b"unit: {name: A}\n")
    files = {"Chat/kiriman.txt": data, "b.txt.gz": packed(data[:-100], "x.gz"), "foto.png": b"\x89PNG" * 999}
    zipped(tmp_path / "chat.zip", **files, **{f"{other}/petugas.csv": b"nomor;nama\n=A1;B\n"})
    zipped(tmp_path / "surat.docx", **{"[Content_Types].xml": b"<x/>", "a.txt": data})
    (tmp_path / "rusak.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    done = tool("validasi", "chat.zip", "surat.docx", "rusak.zip", "--format", "json")
    document = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    inside = f"chat.zip/{other}/petugas.csv"
    assert [(one["path"], one["kind"]) for one in document["files"]] == [
        ("chat.zip/Chat/kiriman.txt", "bundle"), ("chat.zip/b.txt.gz", "bundle"), (inside, "officers"),
        ("surat.docx", None), ("rusak.zip", None),
    ]  # fmt: skip
    assert [(one["path"], one["code"]) for one in document["faults"]] == [
        ("chat.zip/b.txt.gz", "bundle_cut"), (inside, "cell_formula"), ("surat.docx", "kind_unknown"),
        ("rusak.zip", "zip_damaged"),
    ]  # fmt: skip
    piped = subprocess.run(
        [sys.executable, "-m", "pilkada_check", "validasi", "-", "--lang", "en"],
        input=(tmp_path / "chat.zip").read_bytes(), capture_output=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert b"-/Chat/kiriman.txt: by its content this is a bundle." in piped.stdout


def test_a_broken_bundle_shows_no_answer_on_the_terminal(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(ended(head() + piece(1, record(1)[:-20] + b'0"}\n'), 1))
    done = tool("validasi", "x.txt")
    assert done.returncode == 1
    assert not re.search(r'"value"', done.stdout)
