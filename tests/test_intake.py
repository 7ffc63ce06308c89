"""Taking in foreign files: what is ours is found whatever it is called and packed in, and nothing hostile does harm."""

import io
import os
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from bundle_world import LIST, bundle, head, record, report
from conftest import let_in
from doc_blocks import DOCS
from doc_tables import with_headings
from hypothesis import given
from hypothesis import strategies as st

from pilkada_check import words
from pilkada_check.files import foreign, gzipped, zipped
from pilkada_check.files import intake as taking
from pilkada_check.files.bundle import Bundle, Refused, packed, to_bytes
from pilkada_check.files.intake import Definition, Intake, Journal, Report, intake
from pilkada_check.files.journal import MAX_BYTES as MAX_RECORD
from pilkada_check.model.faults import Fault
from pilkada_check.rules.merging import merge
from pilkada_check.views.fault_words import SENTENCES
from pilkada_check.views.faults import row

SENT = to_bytes(bundle())
PACKED = packed(SENT, "x.gz")
DIGEST = sha256(LIST.encode()).hexdigest()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zip_of(members: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, how)
    return made.getvalue()


def one(data: bytes, name: str = "x.txt") -> object:
    """What a single file turns out to be."""
    found = list(taking._stream(io.BytesIO(data), name))
    assert len(found) == 1, found
    return found[0].content


def code(content: object) -> str:
    assert isinstance(content, Refused), content
    for lang in ("id", "en"):
        words.init(lang)
        assert row(Fault("x", content.line, 0, content.code, content.params)).isprintable()
    return content.code


# ---- whatever it is called and packed in


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kiriman.txt", SENT),
        ("kiriman (1).txt", SENT),
        ("kiriman.txt.bin", SENT),
        ("DOC-20241126-WA0003", SENT),
        ("foto.jpg", SENT),
        ("x.jsonl", SENT),
        ("x.zip", SENT),
        ("kiriman.txt.gz", PACKED),
        ("kiriman.gz (1)", PACKED),
        ("kiriman.txt", PACKED),
        ("two halves.gz", packed(SENT[:999], "x.gz") + packed(SENT[999:], "x.gz")),
        ("a full block.gz", PACKED + bytes(5000)),
        ("kiriman.zip", zip_of([("kiriman.txt", SENT)])),
        ("stored.zip", zip_of([("kiriman.txt", SENT)], zipfile.ZIP_STORED)),
        ("both.zip", zip_of([("a/b/kiriman.txt.gz", PACKED)])),
        ("among others.zip", zip_of([("a/", b""), ("foto.png", b"\x89PNG"), ("x", SENT)])),
        ("notepad.txt", b"\xef\xbb\xbf" + SENT.replace(b"\n", b"\r\n")),
        ("utf-16.txt", SENT.decode().replace("\n", "\r\n").encode("utf-16")),
        ("utf-16.txt.gz", packed(b"\xfe\xff" + SENT.decode().encode("utf-16-be"), "x.gz")),
        ("no last line end.txt", SENT[:-1]),
    ],
)
def test_a_bundle_is_found_by_its_content(tmp_path: Path, name: str, data: bytes) -> None:
    path = put(tmp_path, f"Unduhan/{name}", data)
    found = list(intake([path]))
    assert [item.content for item in found] == [bundle()]
    assert found[0].name.startswith(path.as_posix())
    assert list(intake([tmp_path])) == found
    assert [item.content for item in intake([Path("-")], data)] == [bundle()]


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (record(1), Journal(bundle().records[0][0], record(1))),
        (record(1)[:-30], Journal(bundle().records[0][0], b"".join(record(1).splitlines(keepends=True)[:-1]))),
        (record(1).decode().encode("utf-16"), Journal(bundle().records[0][0], record(1))),
        (record(1).replace(b"\n", b"\r\n"), Journal(bundle().records[0][0], record(1))),
        (b"\xef\xbb\xbf" + record(1), Journal(bundle().records[0][0], record(1))),
        (report(), Report(bundle().reports[0][0], report())),
        (report().replace(b"\n", b"\r\n"), Report(bundle().reports[0][0], report())),
    ],
)
@pytest.mark.parametrize("wrap", [bytes, lambda data: packed(data, "x.gz")])
def test_single_records_and_reports_count_too(data: bytes, content: object, wrap: Callable[[bytes], bytes]) -> None:
    assert one(wrap(data)) == content


def test_the_text_of_a_list_is_known_by_its_name() -> None:
    for name in (DIGEST, f"a/definitions/{DIGEST}", f"{DIGEST}.txt", f"{DIGEST} (1)"):
        assert one(LIST.encode(), name) == Definition(DIGEST, LIST.encode())
    assert one(packed(LIST.encode(), "x.gz"), f"{DIGEST}.gz") == Definition(DIGEST, LIST.encode())
    assert one(b"x", DIGEST) is None
    assert code(one(b"x", f"a/definitions/{DIGEST}")) == "foreign_definition"
    assert one(LIST.encode(), "gudang.yaml") is None


def test_a_copied_workspace(small_example: Path) -> None:
    root = small_example
    found = {type(item.content): 0 for item in intake([root])}
    for item in intake([root]):
        found[type(item.content)] += 1
    records = list((root / "records").rglob("*.jsonl"))
    definitions = list((root / "definitions").iterdir())
    assert found == {Journal: len(records), Definition: len(definitions), type(None): 6}


def test_one_record_four_times_is_one_record(tmp_path: Path) -> None:
    """Case C02: a bad network stored it four times."""
    data = record(1)
    put(tmp_path, "a.jsonl", data)
    put(tmp_path, "sub/a (1).txt", data)
    put(tmp_path, "sub/deeper/a.jsonl.gz", packed(data, "x.gz"))
    put(tmp_path, "sub/a.zip", zip_of([("a/copy.jsonl", data), ("a/short.jsonl", data[:-1])]))
    found = [item.content for item in intake([tmp_path, tmp_path / "a.jsonl"])]
    copies = [(content.id, content.data) for content in found if isinstance(content, Journal)]
    assert len(copies) == len(found) == 6
    assert merge(copies) == {bundle().records[0][0]: [data]}


def test_a_folder_full_of_other_things(tmp_path: Path) -> None:
    others = {
        "foto.jpg": b"\xff\xd8\xff\xe0" + b"x" * 9000, "surat.pdf": b"%PDF-1.7\n" + b"x" * 9000, "catatan.txt": b"halo",
        "kosong.txt": b"", "x.json": b'{"type":"FeatureCollection"}', "unit.json": b'{"unit":"x"}', "nol": bytes(5000),
        "surat.docx": zip_of([("[Content_Types].xml", b"<x/>"), ("word/media.zip", zip_of([("x", SENT)]))]),
        "foto.zip": zip_of([(f"{number}.png", b"\x89PNG") for number in range(50)]), "kosong.zip": zip_of([]),
        "foto.png.gz": packed(b"\x89PNG", "x.gz"), "utf16.txt": "halo".encode("utf-16"), "x.gz": b"\x1f\x8b\x08",
        "pilkada.yaml": b"unit: {name: A}\n", "petugas.csv": b"nomor;nama\n",
    }  # fmt: skip
    for name, data in others.items():
        put(tmp_path, name, data)
    with put(tmp_path, "film.mp4", b"\0\0\0\x18ftypmp42").open("r+b") as film:
        film.truncate(1 << 40)  # a terabyte: whoever reads more than its head is lost
    for name in (".tersembunyi.txt", ".git/x.txt", "sub/.x/y.txt"):
        put(tmp_path, name, SENT)
    os.mkfifo(tmp_path / "pipa.txt")
    found = list(intake([tmp_path]))
    assert [Path(item.name).name for item in found] == sorted([*others, "film.mp4"])
    assert {item.content for item in found} == {None}


def test_names_come_sorted_and_as_they_are_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b/1.txt", "a/2.txt", "c.txt", "a/1.txt"):
        put(tmp_path, name, b"")
    assert [item.name for item in intake([Path()])] == ["a/1.txt", "a/2.txt", "b/1.txt", "c.txt"]
    assert [item.name for item in intake([Path("c.txt"), Path("b")])] == ["c.txt", "b/1.txt"]


def test_bounds_of_archives_are_told() -> None:
    [rows] = with_headings((DOCS / "kiriman.md").read_text("utf-8"), "what", "most")
    told = {row["what"]: row["most"] for row in rows}
    assert told["files in one .zip"] == f"{zipped.MAX_MEMBERS:,}".replace(",", ".")
    assert told["the table of contents of a .zip"] == f"{zipped.MAX_DIRECTORY // foreign.MIB} MiB"
    assert told["packed files one behind the other in one .gz"] == str(gzipped.MAX_STREAMS)
    assert told["what is read of a picture or film"] == f"{taking._HEAD >> 10} KiB"


# ---- what lies in the way


def test_links_are_followed_only_where_they_are_named(tmp_path: Path) -> None:
    put(tmp_path, "far/x.txt", SENT)
    (tmp_path / "down").mkdir()
    (tmp_path / "down/file.txt").symlink_to(tmp_path / "far/x.txt")
    (tmp_path / "down/gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "down/ring").symlink_to(tmp_path / "down")
    assert [code(item.content) for item in intake([tmp_path / "down"])] == ["foreign_link"] * 3
    (tmp_path / "storage").symlink_to(tmp_path / "far")
    assert [item.content for item in intake([tmp_path / "storage", tmp_path / "down/file.txt"])] == [bundle()] * 2
    assert [code(item.content) for item in intake([tmp_path / "down/gone.txt"])] == ["file_missing"]


@pytest.mark.parametrize(
    ("name", "why"), [("gone.txt", "file_missing"), ("pipe", "file_kind"), ("a.txt/b", "file_missing")]
)
def test_a_path_that_is_no_file(tmp_path: Path, name: str, why: str) -> None:
    put(tmp_path, "a.txt", SENT)
    os.mkfifo(tmp_path / "pipe")
    first, second = intake([tmp_path / name, tmp_path / "a.txt"])
    assert code(first.content) == why
    assert second.content == bundle()


def test_devices_are_not_read() -> None:
    assert [code(item.content) for item in intake([Path("/dev/zero"), Path("/dev/null")])] == ["file_kind"] * 2


@pytest.mark.parametrize("closed", ["sub/x.txt", "sub"])
def test_what_this_user_may_not_read(tmp_path: Path, closed: str) -> None:
    put(tmp_path, "sub/x.txt", SENT)
    put(tmp_path, "y.txt", SENT)
    let_in(tmp_path)
    (tmp_path / "y.txt").chmod(0o644)
    (tmp_path / closed).chmod(0)
    script = (
        "import os, sys; from pathlib import Path; from pilkada_check.files.intake import intake\n"
        "list(intake([Path(sys.argv[1])])); os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "print([getattr(item.content, 'code', 'taken') for item in intake([Path(sys.argv[1])])])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    (tmp_path / closed).chmod(0o700)
    assert done.stdout == "['file_denied', 'taken']\n"


def test_folders_without_end(tmp_path: Path) -> None:
    put(tmp_path, "/".join("abcdefghijklmnopqrstuvwxyz") + "/x.txt", SENT)
    found = list(intake([tmp_path]))
    assert [code(item.content) for item in found] == ["folder_deep"]
    deepest = tmp_path.joinpath(*"abcdefghijklmnopqrstuvwxyz"[: taking.MAX_DEPTH])
    assert found[0].name == deepest.as_posix()


def test_files_without_end(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path, f"{number}.txt", b"")
    found = list(taking._folder(tmp_path, [3], 5))
    assert [item.content for item in found[:3]] == [None] * 3
    assert [code(item.content) for item in found[3:]] == ["folder_many"]


class Shrinking(io.BytesIO):
    """A file that another program cuts off while it is being read."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go there, when half of it is gone."""
        self.truncate(len(SENT) // 2)
        return super().seek(offset, whence)


def test_a_file_that_shrinks_while_it_is_read() -> None:
    found = list(taking._stream(Shrinking(SENT), "x.txt"))
    assert isinstance(found[0].content, Bundle)
    assert found[0].content.cut


# ---- hostile ones


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xfe" + record(1).decode().encode("utf-16-le") + b"\x00\xd8", "text_utf16"),
        (record(1)[:50], "foreign_empty"),
        (record(1).replace(b"\n", b"\r\n", 1), "line_ends"),
        (record(1).replace(b'"format":1', b'"format":2'), "journal_newer"),
        (record(1).replace(b'"round":"cek"', b'"round":"cok"'), "journal_no_header"),
        (record(1).replace(bundle().records[0][0].encode(), b"../../x"), "foreign_id"),
        (b'{"type":"opened","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "journal_no_header"),
        (b'{"type":"opened",' + bytes(5000) + b"\n", "journal_no_header"),
        (b'{"type":"reported","report":"x"}\n', "report_no_header"),
        (report().replace(bundle().reports[0][0].encode(), b"x"), "foreign_id"),
        (record(1) + b"x" * MAX_RECORD, "foreign_large"),
        (report() + b"x" * taking.MAX_REPORT, "foreign_large"),
        (packed(report() + b"x" * taking.MAX_REPORT, "x.gz"), "foreign_large"),
        (b"Rar!\x1a\x07\x01\x00", "foreign_archive"),
        (b"7z\xbc\xaf\x27\x1c", "foreign_archive"),
        (packed(PACKED, "x.gz"), "foreign_nested"),
        (packed(zip_of([("x", SENT)]), "x.gz"), "foreign_nested"),
        (zip_of([("x.zip", zip_of([("x", SENT)]))]), "foreign_nested"),
        (zip_of([("x.gz", packed(PACKED, "x.gz"))]), "foreign_nested"),
        (PACKED[:-8] + b"12345678", "gzip_damaged"),
        (PACKED + b"garbage", "gzip_damaged"),
        (PACKED[:600] + b"\xff" * 100 + PACKED[700:], "gzip_damaged"),
        (PACKED + packed(b"", "x.gz") * gzipped.MAX_STREAMS, "gzip_streams"),
        (zip_of([("x", SENT)], zipfile.ZIP_BZIP2), "zip_method"),
        (zip_of([("x", SENT)], zipfile.ZIP_LZMA), "zip_method"),
        (zip_of([("x", SENT)])[:-5], "zip_damaged"),
        (b"PK\x03\x04" + bytes(100), "zip_damaged"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_says_why(data: bytes, why: str) -> None:
    assert code(one(data)) == why


def changed(data: bytes, place: int, new: bytes) -> bytes:
    return data[:place] + new + data[place + len(new) :]


def test_a_zip_with_a_password() -> None:
    made = zip_of([("x", SENT)])
    directory = made.index(b"PK\x01\x02")
    assert code(one(changed(changed(made, 6, b"\x01"), directory + 8, b"\x01"))) == "zip_locked"


def test_a_member_without_a_name_is_a_file() -> None:
    made = zip_of([("x", SENT)])
    for place in (30, made.index(b"PK\x01\x02") + 46):
        assert made[place : place + 1] == b"x"
        made = changed(made, place, b"\0")
    assert one(made) == bundle()


def test_a_zip_whose_members_lie_over_one_another() -> None:
    made = zip_of([("x", SENT), ("y", SENT)])
    second = made.index(b"PK\x01\x02", made.index(b"PK\x01\x02") + 1)
    assert code(one(changed(made, second + 42, bytes(4)))) == "zip_overlap"


def test_a_zip_that_lies_about_a_size() -> None:
    made = zip_of([("x", SENT)])
    directory = made.index(b"PK\x01\x02")
    smaller = changed(made, directory + 24, (100).to_bytes(4, "little"))
    assert code(one(smaller)) == "zip_damaged"
    larger = changed(made, directory + 24, (len(SENT) * 2).to_bytes(4, "little"))
    assert isinstance(one(larger), Bundle | Refused)


def test_a_zip_with_members_without_end() -> None:
    made = zip_of([("x", SENT)])
    end = made.rindex(b"PK\x05\x06")
    for place, size in ((10, 2), (12, 4)):
        assert code(one(changed(made, end + place, b"\xff" * size))) == "zip_members"
    far = made[:end] + b"PK\x06\x07" + bytes(16) + made[end:]  # what it says here is said to stand elsewhere (zip64)
    assert code(one(far)) == "zip_members"
    full = zip_of((str(number), b"") for number in range(zipped.MAX_MEMBERS + 1))
    assert code(one(full)) == "zip_members"


def test_members_called_after_other_places_lead_nowhere(tmp_path: Path) -> None:
    names = ["../x.txt", "/etc/x.txt", "C:\\x.txt", "a/../../x.txt", "\x1b[31m.txt", "records/x.jsonl", "con"]
    path = put(tmp_path, "in/x.zip", zip_of((name, SENT) for name in names))
    before = sorted(tmp_path.rglob("*"))
    found = list(intake([path]))
    assert [item.content for item in found] == [bundle()] * len(names)
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_a_zip_are_not_followed() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        link = zipfile.ZipInfo("x.txt")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("y.txt", SENT)
        file.writestr("__MACOSX/._y.txt", SENT)
    first, second = taking._stream(io.BytesIO(made.getvalue()), "a.zip")
    assert (first.name, code(first.content)) == ("a.zip/x.txt", "foreign_link")
    assert second == Intake("a.zip/y.txt", bundle())


def bomb(begin: bytes, megabytes: int) -> bytes:
    """A raw stream of zeros behind a beginning: one piece of it written again and again."""
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = press.compress(begin) + press.flush(zlib.Z_FULL_FLUSH)
    piece = press.compress(bytes(foreign.MIB)) + press.flush(zlib.Z_FULL_FLUSH)
    return first + piece * megabytes


def gzip_bomb(begin: bytes, megabytes: int) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + bomb(begin, megabytes)


def zip_bomb(begin: bytes, megabytes: int, copies: int, *, said: int) -> bytes:
    """A .zip of members that unpack to far more than is said of them."""
    made = zip_of([(f"{number}.txt", bomb(begin, megabytes)) for number in range(copies)], zipfile.ZIP_STORED)
    at = 0
    for mark, method, size in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        at = 0
        while (at := made.find(mark, at)) >= 0:
            made = changed(changed(made, at + method, b"\x08\0"), at + size, said.to_bytes(4, "little"))
            at += 4
    return made


BOMBS = {
    "a bundle": (gzip_bomb(head()[:15], 20_000), {"foreign_bomb"}),
    "a record": (gzip_bomb(b'{"type":"opened",', 20_000), {"foreign_bomb"}),
    "a zip": (zip_bomb(head()[:15], 2000, 3, said=2000 * foreign.MIB), {"foreign_bomb"}),
    "a zip that says nothing of it": (zip_bomb(head()[:15], 2000, 1, said=900), {"zip_damaged"}),
    "a zip of records": (
        zip_bomb(b'{"type":"opened",', 15, 40, said=15 * foreign.MIB), {"zip_damaged", "foreign_large"},
    ),
    "a bomb in a zip": (zip_of([("x.gz", gzip_bomb(head()[:15], 20_000))]), {"foreign_bomb"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_not_unpacked(tmp_path: Path, name: str) -> None:
    """In a process that may not have much more than the largest bundle."""
    data, codes = BOMBS[name]
    put(tmp_path, "x.bin", data)
    put(tmp_path, "y.txt", SENT)
    script = (
        "import resource, sys; from pathlib import Path; from pilkada_check.files.intake import intake\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({2 * foreign.MAX_BUNDLE + 256 * foreign.MIB},) * 2)\n"
        "print(*sorted({getattr(item.content, 'code', 'taken') for item in intake([Path(sys.argv[1])])}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stderr == ""
    assert set(done.stdout.split()) == {*codes, "taken"}


def test_what_a_zip_may_unpack_in_all() -> None:
    left = [len(SENT) + 100]
    assert taking._content(io.BytesIO(SENT), SENT, "x", left) == bundle()
    assert left == [100]
    assert code(taking._content(io.BytesIO(SENT), SENT, "x", left)) == "foreign_large"
    assert left[0] <= 0


BEGINNINGS = [b"", head()[:15], b"\x1f\x8b\x08", b"PK\x03\x04", b"\xff\xfe", b'{"type":"opened"', b'{"type":"reported"']


@given(st.binary(max_size=400), st.sampled_from(BEGINNINGS))
def test_no_bytes_stop_it(data: bytes, begin: bytes) -> None:
    for item in taking._stream(io.BytesIO(begin + data), "x"):
        assert item.content is None or item.content.code in SENTENCES  # type: ignore[union-attr]


ZIPPED = zip_of([("a/kiriman.txt", SENT), ("b.gz", PACKED), ("c.jsonl", record(1)), ("foto.png", b"\x89PNG" * 99)])


@pytest.mark.parametrize("seed", range(40))
def test_damaged_archives_are_read_or_refused(seed: int) -> None:
    """Some bytes of a .zip or .gz are changed, lost or doubled: nothing is ever taken that was not sent."""
    chance = random.Random(seed)  # noqa: S311 - the same cases for everybody
    for _ in range(40):
        data = bytearray(chance.choice((ZIPPED, PACKED)))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    data[at : at + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
                case 2:
                    del data[at:]
                    data += b"\0"
                case _:
                    data[at:at] = data[at : at + chance.randrange(99)]
        for item in taking._stream(io.BytesIO(bytes(data)), "x"):
            match item.content:
                case Refused():
                    assert item.content.code in SENTENCES
                case Bundle():
                    assert set(item.content.records) <= set(bundle().records)
                case Journal():
                    assert record(1).startswith(item.content.data)
                case other:
                    assert other is None
