"""`terima`: the union rule on the disk, refusals that change nothing, kits that make workspaces, real processes."""

import errno
import gzip
import signal
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import let_in
from terminal import Terminal, environment, killing, tool
from transfer_world import (
    FILES,
    LIST,
    START,
    TEXTS,
    UNIT,
    Draft,
    bundle,
    checked,
    name,
    plan,
    put_bundle,
    records,
    shown,
    take,
    unit,
)

from pilkada_check.cli import app
from pilkada_check.cli.terima_records import Shelf
from pilkada_check.files.bundle import packed, to_bytes
from pilkada_check.files.held import add_held, read_held
from pilkada_check.files.journal import Journal
from pilkada_check.files.names import record_path
from pilkada_check.model.events import By
from pilkada_check.model.reports import Reported, encode
from pilkada_check.model.unit import Unit

LANGS = ("id", "en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The unit, and nothing checked yet."""
    return unit(tmp_path / "sini")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Where files come from."""
    (tmp_path / "unduhan").mkdir()
    return tmp_path / "unduhan"


def terima(root: Path, *paths: Path | str, lang: str = "en", **env: str) -> subprocess.CompletedProcess[str]:
    return tool(root, "terima", *map(str, paths), "--lang", lang, **env)


# ---- the union rule


def test_new_then_the_same(home: Path, there: Path) -> None:
    one = checked(1, 30)
    path = put_bundle(there / "kiriman.txt", [one.copy])
    done = terima(home, path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "kiriman.txt: a bundle of Polres Contoh: 1 new; lists: 2 new\n"
    place = record_path(home / "records", "Ton A", "alat", "cek", one.id)
    assert records(home) == {place.relative_to(home).as_posix(): one.lines}
    assert place.stat().st_mode & 0o777 == 0o600
    assert terima(home, path).stdout == "kiriman.txt: a bundle of Polres Contoh: 1 the same (passed over)\n"
    assert [*records(home).values()] == [one.lines]


@pytest.mark.parametrize("longer_first", [True, False])
def test_of_a_record_and_its_beginning_the_longer_one_stays(home: Path, longer_first: bool) -> None:
    short, whole = Draft(1).answer("helm", 29), checked(1, 29)
    order = [bundle([whole.copy]), bundle([short.copy])]
    takings = take(home, *(order if longer_first else order[::-1]))
    assert [*records(home).values()] == [whole.lines]
    assert takings.results[1].records == ({"same": 1} if longer_first else {"longer": 1})


def test_a_torn_tail_is_kept_beside(home: Path) -> None:
    path = Draft(1).answer("helm", 29).put(home)
    with path.open("ab") as file:
        file.write(b'{"type":"answ')
    whole = checked(1, 29)
    take(home, bundle([whole.copy]))
    assert path.read_bytes() == whole.lines
    assert path.with_name(path.name + ".torn").read_bytes() == b'{"type":"answ'


def test_a_record_that_was_torn_as_it_was_begun_gives_way(home: Path) -> None:
    whole = checked(1, 30)
    path = whole.put(home)
    path.write_bytes(whole.lines[:20])
    take(home, bundle([whole.copy]))
    assert path.read_bytes() == whole.lines
    assert path.with_name(path.name + ".torn").read_bytes() == whole.lines[:20]


def test_what_is_no_record_keeps_its_place(home: Path) -> None:
    whole = checked(1, 30)
    path = whole.put(home)
    path.write_bytes(b"mine\n")
    take(home, bundle([whole.copy]))
    beside = path.with_name(f"{path.stem}-{sha256(whole.lines).hexdigest()[:8]}.jsonl")
    assert (path.read_bytes(), beside.read_bytes()) == (b"mine\n", whole.lines)


def test_a_copy_anywhere_below_records_is_the_record(home: Path) -> None:
    """Somebody copied the folder by hand, as before there was `terima`."""
    path = Draft(1).answer("helm", 29).put(home, "dari-usb/malam")
    whole = checked(1, 29)
    take(home, bundle([whole.copy]))
    assert records(home) == {path.relative_to(home).as_posix(): whole.lines}


@pytest.mark.parametrize("lang", LANGS)
def test_one_draft_that_went_on_twice(home: Path, there: Path, lang: str) -> None:
    """cases.md C01: three answers, killed, copied; both copies go on and are sealed: never the last one wins."""
    mine, theirs = (Draft(1).answer("helm", 30) for _ in range(2))
    mine.answer("rompi", 10).seal()
    theirs.answer("rompi", 9).seal()
    path = mine.put(home)
    done = terima(home, put_bundle(there / "kiriman.txt", [theirs.copy]), lang=lang)
    assert done.returncode == 0
    assert mine.id in done.stdout
    assert ("both are kept" if lang == "en" else "keduanya disimpan") in " ".join(done.stdout.split())
    beside = path.with_name(f"{path.stem}-{sha256(theirs.lines).hexdigest()[:8]}.jsonl")
    assert (path.read_bytes(), beside.read_bytes()) == (mine.lines, theirs.lines)
    page = shown(home, "text")
    assert page.returncode == 1
    assert mine.id in page.stdout
    again = terima(home, there, lang="en")
    assert "1 the same" in again.stdout
    assert len(records(home)) == 2


def test_a_contradicting_copy_of_another_target_goes_to_its_own_folder(home: Path) -> None:
    mine, theirs = checked(1, 30), checked(1, 30, target="Ton B")
    mine.put(home)
    takings = take(home, bundle([theirs.copy]))
    assert takings.results[0].contradicting == [mine.id]
    assert {path.split("/")[1][:5] for path in records(home)} == {"ton-a", "ton-b"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_record_four_times(home: Path, there: Path, lang: str) -> None:
    """cases.md C02: renamed, in a folder, packed: counted once, and said so."""
    one = checked(1, 30)
    one.put(home)
    once = shown(home, "json").stdout
    (there / "salinan").mkdir()
    (there / "IMG-20241126-WA0001.txt").write_bytes(one.lines)
    (there / "salinan" / "catatan (1).jsonl").write_bytes(one.lines)
    (there / "x.jsonl.gz").write_bytes(gzip.compress(one.lines))
    with zipfile.ZipFile(there / "WhatsApp.zip", "w") as archive:
        archive.writestr("a/b.txt", one.lines)
    (there / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    done = terima(home, there, lang=lang)
    assert done.returncode == 0
    last = done.stdout.splitlines()[-1]
    assert (
        last
        == {
            "en": "Together: 4 the same (passed over); 1 other file passed over.",
            "id": "Jumlah: 4 sama (dilewati); 1 berkas lain dilewati.",
        }[lang]
    )
    assert shown(home, "json").stdout == once
    assert len(records(home)) == 1


def test_into_an_empty_unit_four_copies_are_one_new_and_three_the_same(home: Path, there: Path) -> None:
    for number in range(4):
        put_bundle(there / f"{number}.txt", [checked(1, 30).copy])
    assert terima(home, there).stdout.endswith("Together: 1 new, 3 the same (passed over).\n")


@pytest.mark.parametrize("lang", LANGS)
def test_a_folder_of_many_records_is_told_in_sums_and_what_went_wrong_by_name(
    home: Path, there: Path, lang: str
) -> None:
    for number in range(12):
        (there / f"{number:02}.jsonl").write_bytes(checked(number, 30).lines)
    (there / "definitions").mkdir()
    for text in TEXTS.values():
        (there / "definitions" / sha256(text).hexdigest()).write_bytes(text)
    first = Reported(
        1, name(20), 1, START, "system", UNIT, By("00010001", "Petugas Contoh A"), "3fa91c07", "Ton A", "dua kendaraan",
        None, "", "seen",
    )  # fmt: skip
    (there / "laporan.jsonl").write_bytes(encode(first))
    (there / "z.jsonl").write_bytes(checked(21, 30, unit=("Polres Lain",)).lines)
    done = terima(home, there, lang=lang)
    assert done.returncode == 3
    told = done.stdout.splitlines()
    assert [line[:8] for line in told if line.startswith("unduhan")] == ["unduhan/"] * 11
    assert "Polres Lain" in done.stdout
    assert {"en": "and 3 more", "id": "dan 3 lagi"}[lang] in told
    sums = {
        "en": "Together: 12 new; risk reports: 1 new; 1 refused.",
        "id": "Jumlah: 12 baru; laporan kerawanan: 1 baru; ditolak 1.",
    }
    assert told[-1] == sums[lang]
    alone = terima(home, there / "laporan.jsonl", lang=lang).stdout
    said = {"en": "a risk report: 1 the same (passed over)", "id": "laporan kerawanan: 1 sama (dilewati)"}[lang]
    assert alone == f"laporan.jsonl: {said}\n"


# ---- what is refused


@pytest.mark.parametrize("lang", LANGS)
def test_another_units_bundle_is_refused_by_name(home: Path, there: Path, lang: str) -> None:
    path = there / "kiriman.txt"
    other = bundle([checked(1, 30).copy])
    other.unit = ("Polda Contoh", "Polres Lain")
    path.write_bytes(to_bytes(other))
    done = terima(home, path, lang=lang)
    assert done.returncode == 3
    assert "Polda Contoh / Polres Lain" in " ".join(done.stdout.split())
    assert not records(home)
    assert not (home / "definitions").exists()


def test_units_are_equal_up_to_case_and_spaces(home: Path) -> None:
    one = checked(1, 30, unit=("POLDA  CONTOH", "Polres contoh "))
    other = bundle([one.copy])
    other.unit = ("polda contoh", "polrescontoh")
    assert take(home, other).results[0].records == {"new": 1}


def test_a_single_record_of_another_unit_is_refused_and_the_rest_is_taken(home: Path, there: Path) -> None:
    (there / "a.jsonl").write_bytes(checked(1, 30, unit=("Polres Lain",)).lines)
    (there / "b.jsonl").write_bytes(checked(2, 30).lines)
    done = terima(home, there)
    assert done.returncode == 3
    assert "Together: 1 new; 1 refused." in done.stdout
    assert [*records(home).values()] == [checked(2, 30).lines]


def test_a_record_of_another_unit_inside_a_bundle_is_refused_alone(home: Path) -> None:
    takings = take(home, bundle([checked(1, 30, unit=("Polres Lain",)).copy, checked(2, 30).copy]))
    assert [(one.why, one.name) for one in takings.results[0].refused] == [("foreign", name(1))]
    assert takings.results[0].records == {"new": 1}


def test_practice_stays_in_its_example(home: Path) -> None:
    """An example may be of a real unit: its invented answers must not count for that unit."""
    example = dict(FILES) | {"pilkada.yaml": FILES["pilkada.yaml"] + "example: true\n"}
    takings = take(home, bundle([checked(1, 30).copy], files=example), bundle([checked(2, 30, source="example").copy]))
    assert [one.why for result in takings.results for one in result.refused] == ["example", "example"]
    assert not records(home)


@pytest.mark.parametrize("lang", LANGS)
def test_a_record_that_is_being_walked_is_refused_for_now(home: Path, there: Path, lang: str) -> None:
    path = Draft(1).answer("helm", 29).put(home)
    before = path.read_bytes()
    sent = put_bundle(there / "kiriman.txt", [checked(1, 29).copy, checked(2, 30).copy])
    with Journal.resume(path):
        done = terima(home, sent, lang=lang)
        assert done.returncode == 3
        assert name(1) in done.stdout
        assert "CEK alat, Ton A" in " ".join(done.stdout.split())
        assert ("jendela lain" if lang == "id" else "another window") in " ".join(done.stdout.split())
        assert path.read_bytes() == before
        assert len(records(home)) == 2
    assert terima(home, sent).returncode == 0
    assert path.read_bytes() == checked(1, 29).lines


def test_nothing_damages_a_ricek_that_is_being_walked(home: Path) -> None:
    """A damaged one hides nothing (rules.md 29): a copy that contradicts it waits until the walk has been closed."""
    checked(1, 27).put(home)
    path = Draft(2, "ricek", officer=1).answer("helm", 29).put(home)
    other = bundle([Draft(2, "ricek", officer=1).answer("helm", 28).copy])
    with Journal.resume(path):
        assert [one.why for one in take(home, other).results[0].refused] == ["locked"]
    assert len(records(home)) == 2
    assert take(home, other).results[0].records == {"contradicting": 1}


def test_a_record_that_has_grown_meanwhile_is_left_alone(home: Path) -> None:
    path = Draft(1).answer("helm", 29).put(home)
    shelf = Shelf(home, Unit("Polres Contoh", ("Polda Contoh",)))
    grown = Draft(1).answer("helm", 29).answer("rompi", 7)
    path.write_bytes(grown.lines)
    assert shelf.take(checked(1, 29).lines).what == "changed"
    assert path.read_bytes() == grown.lines


HOSTILE = (
    "../../x",
    "..\\..\\x",
    "/etc/passwd",
    "con",
    "NUL.txt",
    "a\x00b\x1b[2J",
    "x" * 5000,
    "\u202eabc",
    "~root",
    "   ",
    "",
)


@pytest.mark.parametrize("target", HOSTILE, ids=[f"{number}" for number in range(len(HOSTILE))])
def test_a_target_leads_nowhere_else(home: Path, there: Path, target: str) -> None:
    before = {path for path in home.parent.rglob("*") if "unduhan" not in path.parts}
    path = put_bundle(there / "kiriman.txt", [checked(1, 30, target=target).copy])
    done = terima(home, path, COLUMNS="40")
    assert done.returncode == 0
    made = {path for path in home.parent.rglob("*") if "unduhan" not in path.parts} - before
    assert all(home in path.parents for path in made)
    [record] = records(home)
    assert all(len(part) < 100 and part.isascii() and part.isprintable() for part in record.split("/"))
    assert "\x1b" not in done.stdout
    assert "\x00" not in done.stdout
    assert terima(home, path).returncode == 0
    assert len(records(home)) == 1
    assert "Traceback" not in shown(home, "text").stderr


def test_hostile_words_are_shown_and_never_obeyed(home: Path, there: Path) -> None:
    (there / "a\x1b[2J\n.jsonl").write_bytes(checked(1, 30, target="x\x1b[31m").lines)
    other = bundle()
    other.unit = ("Polda\x1b[2J", "Lain\r\n")
    (there / "b.txt").write_bytes(to_bytes(other))
    done = terima(home, there)
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert "\\x1b[31m" in done.stdout


@pytest.mark.parametrize(
    "record", ["../../../../x", "01JDEXAMPLE", "", "01jdf0xmmg92sfqarvwpy16m1e", "A" * 26 + "\n", "/" * 26]
)
def test_an_id_that_is_no_ulid_is_refused(home: Path, record: str) -> None:
    lines = checked(1, 30).lines.replace(name(1).encode(), record.replace("\n", "\\n").encode())
    assert Shelf(home, Unit("Polres Contoh", ("Polda Contoh",))).take(lines).what == "unknown"
    assert not records(home)


@pytest.mark.parametrize(
    "path",
    ["../pilkada.yaml", "/tmp/x.csv", "checklists/../../x.yaml", "targets/con.csv", ".locks/x.csv", "records/x.csv"],
)
def test_a_kit_whose_files_lead_elsewhere_is_refused(tmp_path: Path, there: Path, path: str) -> None:
    sent = put_bundle(there / "perangkat.txt", kit=True, files={**FILES, path: "id\nx\n"})
    (tmp_path / "baru").mkdir()
    done = terima(tmp_path / "baru", sent)
    assert done.returncode == 3
    assert not list((tmp_path / "baru").iterdir())


def test_a_link_in_place_of_a_targets_folder_is_not_followed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    place = record_path(home / "records", "Ton A", "alat", "cek", name(1))
    place.parent.parent.mkdir()
    place.parent.symlink_to(tmp_path / "lain")
    takings = take(home, bundle([checked(1, 30).copy, checked(2, 30, target="Ton B").copy]))
    assert isinstance(takings.trouble, OSError)
    assert takings.trouble.errno == errno.ELOOP
    assert not list((tmp_path / "lain").iterdir())
    assert takings.results[0].records == {"new": 1}  # the other one is taken all the same


def test_nothing_of_ours(home: Path, there: Path) -> None:
    (there / "foto.jpg").write_bytes(b"\xff\xd8")
    done = terima(home, there)
    assert (done.returncode, done.stdout) == (3, "There is nothing of ours in it.\n")
    named = terima(home, there / "foto.jpg")
    assert (named.returncode, named.stdout) == (3, "foto.jpg: nothing of ours; not taken in\n")


def test_a_bundle_cut_off_on_its_way(home: Path, there: Path) -> None:
    data = to_bytes(bundle([checked(1, 30).copy, checked(2, 30).copy]))
    cut = there / "kiriman.txt"
    cut.write_bytes(data[: data.rindex(name(2).encode())])
    done = terima(home, cut)
    assert done.returncode == 3
    assert "Its end is missing" in done.stdout
    assert [*records(home).values()] == [checked(1, 30).lines]


# ---- beside the records


def test_the_units_own_files_are_never_changed(home: Path, there: Path) -> None:
    other = dict(FILES) | {"targets/satuan.csv": "id\nTon A\nTon B\nTon C\n", "checklists/alat.yaml": LIST + "# lain\n"}
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    done = terima(home, put_bundle(there / "kiriman.txt", files=other))
    assert done.returncode == 0
    assert "Not as here; what is here stays in use: checklists/alat.yaml," in done.stdout
    assert "targets/satuan.csv" in done.stdout
    assert {path: path.read_bytes() for path in before} == before


def test_line_ends_and_a_mark_are_no_difference(home: Path) -> None:
    other = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in FILES.items()}
    assert take(home, bundle(files=other)).results[0].differing == []


def test_what_is_held_back_is_remembered(home: Path) -> None:
    take(home, bundle(held=(name(3), name(1))), bundle(held=(name(2), "../x", name(1))))
    assert (home / ".held").read_text() == "".join(f"{name(number)}\n" for number in (1, 2, 3))
    before = (home / ".held").stat().st_mtime_ns
    add_held(home, [name(2)])
    assert (home / ".held").stat().st_mtime_ns == before
    assert read_held(home) == {name(1), name(2), name(3)}


def test_a_record_that_is_held_back_is_not_missing(home: Path) -> None:
    """rules.md 4: shown, and no reason against the unit."""
    later = checked(2, 30, seen=[name(1)])
    take(home, bundle([later.copy]))
    assert '"absent"' in shown(home, "json").stdout
    take(home, bundle(held=(name(1),)))
    assert '"absent"' not in shown(home, "json").stdout
    assert name(1) in shown(home, "text").stdout
    take(home, bundle([checked(1, 30).copy]))
    assert name(1) not in shown(home, "text").stdout


def test_lists_come_before_records(home: Path) -> None:
    """Killed in between, no record is here without its list."""
    old = LIST.replace('version: "1"', 'version: "0"').encode()
    digest = sha256(old).hexdigest()
    take(home, bundle([checked(1, 30).copy], definitions={digest: old}))
    assert (home / "definitions" / digest).read_bytes() == old


def test_a_bundle_through_a_pipe(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pilkada_check", "terima", "-", "--lang", "en"],
        input=packed(to_bytes(bundle([checked(1, 30).copy])), "x.gz"),
        cwd=home,
        env=environment(home),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, b"-: a bundle of Polres Contoh: 1 new; lists: 2 new\n")


@pytest.mark.parametrize(("lang", "words"), [("en", "input of a pipe"), ("id", "pipa")])
def test_a_terminal_is_no_pipe(home: Path, lang: str, words: str) -> None:
    """It would wait for ever, and nothing would say for what."""
    with Terminal(home, "terima", "-", "--lang", lang) as terminal:
        assert terminal.end() == 2
        assert words in terminal.text


def test_it_works_while_a_ricek_is_running_and_says_no_value(home: Path, there: Path) -> None:
    Draft(2, "ricek", officer=1).answer("helm", 28).put(home)
    done = terima(home, put_bundle(there / "kiriman.txt", [checked(1, 27).copy]))
    assert done.returncode == 0
    assert not {"27", "28", "30"} & {*done.stdout.replace(",", " ").replace(":", " ").split()}


# ---- kits


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kit", [True, False])
def test_where_there_is_no_workspace_a_kit_or_bundle_makes_one(
    tmp_path: Path, there: Path, lang: str, kit: bool
) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    sent = put_bundle(there / "perangkat.txt", [plan(1).copy] if kit else [checked(1, 30).copy], kit=kit)
    done = terima(new, sent, lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("Ruang kerja baru di" if lang == "id" else "A new workspace in") in done.stdout
    assert {path: (new / path).read_text("utf-8") for path in FILES} == FILES
    assert all((new / path).stat().st_mode & 0o077 == 0 for path in FILES)
    assert len(records(new)) == 1
    assert tool(new, "validasi", "--lang", "en").returncode == 0
    assert shown(new, "text").returncode == 1


def test_a_kit_behind_other_files_makes_the_workspace_too(tmp_path: Path, there: Path) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    (there / "a.jsonl").write_bytes(checked(1, 30).lines)
    put_bundle(there / "b.txt", kit=True)
    assert terima(new, there).returncode == 0
    assert [*records(new).values()] == [checked(1, 30).lines]


@pytest.mark.parametrize("lang", LANGS)
def test_which_unit_a_new_workspace_is_of_is_not_guessed(tmp_path: Path, there: Path, lang: str) -> None:
    """A Downloads folder of many units: the first by its name would make the workspace that of a small unit."""
    new = tmp_path / "baru"
    new.mkdir()
    small = dict(FILES) | {"pilkada.yaml": FILES["pilkada.yaml"] + "satuan: Ton A\n"}
    put_bundle(there / "a.txt", [checked(1, 30).copy], files=small, satuan="Ton A")
    put_bundle(there / "b.txt", [checked(2, 30).copy])
    kit = put_bundle(there / "c.txt", kit=True)
    done = terima(new, there, lang=lang)
    assert (done.returncode, done.stdout) == (3, "")
    words = " ".join(done.stderr.split())
    assert ("are of several units" if lang == "en" else "dari beberapa satuan") in words
    assert "Polres Contoh, Ton A" in words
    assert not list(new.iterdir())
    assert terima(new, kit, lang=lang).returncode == 0
    assert terima(new, there, lang=lang).returncode == 0
    assert len(records(new)) == 2


def test_a_small_units_kit(tmp_path: Path, there: Path) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    small = dict(FILES) | {"pilkada.yaml": FILES["pilkada.yaml"] + "satuan: Ton A\n"}
    done = terima(new, put_bundle(there / "perangkat.txt", kit=True, files=small, satuan="Ton A"))
    assert done.returncode == 0
    assert "a kit of Polres Contoh, Ton A" in done.stdout
    assert '"satuan": "Ton A"' in shown(new, "json").stdout.replace('":"', '": "')


@pytest.mark.parametrize("lang", LANGS)
def test_a_kit_with_faults_makes_nothing(tmp_path: Path, there: Path, lang: str) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    wrong = dict(FILES) | {"checklists/alat.yaml": LIST.replace("type: count", "type: hitung")}
    done = terima(new, put_bundle(there / "perangkat.txt", kit=True, files=wrong), lang=lang)
    assert (done.returncode, done.stdout) == (3, "")
    assert "checklists/alat.yaml:8" in done.stderr
    assert not list(new.iterdir())


def test_a_kit_overwrites_nothing(tmp_path: Path, there: Path) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    (new / "petugas.csv").write_text("mine")
    done = terima(new, put_bundle(there / "perangkat.txt", kit=True))
    assert done.returncode == 3
    assert "There are other files here already: petugas.csv." in done.stderr
    assert [path.name for path in new.iterdir()] == ["petugas.csv"]


def test_a_kit_that_was_interrupted_goes_on(tmp_path: Path, there: Path) -> None:
    new = tmp_path / "baru"
    unit(new, {path: text for path, text in FILES.items() if path != "pilkada.yaml"})
    assert terima(new, put_bundle(there / "perangkat.txt", kit=True)).returncode == 0
    assert (new / "pilkada.yaml").is_file()


def test_a_list_that_this_program_has_otherwise_becomes_an_own_one(tmp_path: Path, there: Path) -> None:
    """The other laptop has another version of the program: both must ask the same."""
    new = tmp_path / "baru"
    new.mkdir()
    files = {path: text for path, text in FILES.items() if not path.startswith("checklists/")}
    files["pilkada.yaml"] = FILES["pilkada.yaml"].replace("[alat, pos]", "[perlengkapan]")
    text = LIST.replace("id: alat", "id: perlengkapan").encode()
    sent = put_bundle(there / "perangkat.txt", kit=True, files=files, definitions={sha256(text).hexdigest(): text})
    done = terima(new, sent)
    assert done.returncode == 0
    assert "written as own lists: perlengkapan." in done.stdout
    assert (new / "checklists" / "perlengkapan.yaml").read_bytes() == text


@pytest.mark.parametrize("lang", LANGS)
def test_why_a_kit_makes_no_workspace_is_told(tmp_path: Path, there: Path, lang: str) -> None:
    new = tmp_path / "baru"
    new.mkdir()
    sent = put_bundle(there / "perangkat.txt", kit=True)
    sent.write_bytes(sent.read_bytes()[:-40])
    done = terima(new, sent, lang=lang)
    assert (done.returncode, done.stdout) == (3, "")
    assert {"en": "The end of this kit is missing", "id": "Akhir perangkat"}[lang] in " ".join(done.stderr.split())


def test_without_a_kit_there_is_no_workspace(tmp_path: Path, there: Path) -> None:
    (there / "a.jsonl").write_bytes(checked(1, 30).lines)
    done = terima(there, "a.jsonl")
    assert (done.returncode, done.stdout) == (3, "")
    assert "pilkada-check ekspor --kosong" in done.stderr
    assert [path.name for path in there.iterdir()] == ["a.jsonl"]


# ---- disks


def test_a_folder_that_one_may_not_write(home: Path, there: Path) -> None:
    sent = put_bundle(there / "kiriman.txt", [checked(1, 30).copy])
    let_in(home)
    let_in(there)
    sent.chmod(0o644)
    # What Python imports late, nobody else may be allowed to read; taking it in elsewhere first imports all of it.
    code = (
        "import os, shutil, sys\n"
        "from pathlib import Path\n"
        "from pilkada_check.cli.app import run\n"
        f"shutil.copytree({str(home)!r}, 'sana')\n"
        f"assert run(['-C', 'sana', 'terima', {str(sent)!r}]) == 0\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        f"sys.exit(run(['-C', {str(home)!r}, 'terima', {str(sent)!r}, '--lang', 'en']))\n"
    )
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=there.parent, env=environment(there.parent), capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    for path in (home, *home.rglob("*")):
        path.chmod(0o755)
    assert done.returncode == 3, done.stderr
    assert "This user is not allowed to." in done.stderr
    assert not records(home)


if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0:
    # A container may forbid it.

    def test_a_full_disk_leaves_whole_records_and_a_second_try_completes(tmp_path: Path, there: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        many = [checked(number, 30, target=f"Ton {number}") for number in range(60)]
        sent = put_bundle(there / "kiriman.txt", [one.copy for one in many])
        code = f"""
set -e
mount -t tmpfs -o size=160k none {disk}
cp -r {unit(tmp_path / "sini")}/. {disk}
cd {disk}
if {sys.executable} -B -m pilkada_check terima {sent} --lang en; then exit 9; fi
find records -name '*.tmp' | wc -l
cat records/*/*.jsonl > {tmp_path}/first
mount -o remount,size=4m {disk}
{sys.executable} -B -m pilkada_check terima {sent} --lang en
cat records/*/*.jsonl > {tmp_path}/second
"""
        done = subprocess.run(
            ["unshare", "-rm", "bash", "-c", code], capture_output=True, text=True, check=False, timeout=120,
            env=environment(tmp_path, PYTHONPATH=str(Path(__file__).parent.parent)),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "The disk is full." in done.stderr
        whole = b"".join(sorted(one.lines for one in many))
        first = (tmp_path / "first").read_bytes()
        assert 0 < len(first) < len(whole)
        assert first.count(b'"type":"opened"') == first.count(b'"type":"sealed"')
        assert len((tmp_path / "second").read_bytes()) == len(whole)


@pytest.mark.needs("strace")
@pytest.mark.parametrize(("call", "step"), [("write", 1), ("rename", 1), ("fsync", 3)])
def test_killed_at_any_moment_records_are_whole_or_absent(
    tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch, call: str, step: int
) -> None:
    old = Draft(1).answer("helm", 29)
    new = [checked(1, 29), checked(2, 30, target="Ton B"), Draft(3).answer("helm", 31)]
    sent = put_bundle(there / "kiriman.txt", [one.copy for one in new], held=(name(9),))
    command = [sys.executable, "-B", "-m", "pilkada_check", "terima", str(sent), "--lang", "en"]
    whole = {one.lines for one in new}
    killed = 0
    for when in range(1, 200, step):
        root = unit(tmp_path / f"{call}-{when}")
        path = old.put(root)
        done = subprocess.run(
            [*killing(call, when), *command],
            cwd=root, env=environment(root), capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        found = {path: data for path, data in records(root).items() if path.endswith(".jsonl")}
        assert set(found.values()) <= whole | {old.lines}
        assert path.read_bytes() in {old.lines, new[0].lines}
        assert all((root / name).read_text("utf-8") == text for name, text in FILES.items())
        if done.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            assert done.returncode == 0
            break
        killed += 1
        monkeypatch.chdir(root)
        assert app.run(["terima", str(sent)]) == 0
        assert {data for path, data in records(root).items() if path.endswith(".jsonl")} == whole
        assert read_held(root) == {name(9)}
    assert killed > 2


def test_two_at_once_take_each_record_once(home: Path, there: Path) -> None:
    sent = put_bundle(there / "kiriman.txt", [checked(number, 30, target=f"Ton {number}").copy for number in range(20)])
    command = [sys.executable, "-m", "pilkada_check", "terima", str(sent), "--lang", "en"]
    processes = [
        subprocess.Popen(command, cwd=home, env=environment(home), stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = sorted(process.communicate(timeout=120)[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(records(home)) == 20
    assert sum("20 new" in one for one in said) == 1


def test_an_own_folder_holds_nothing_new(home: Path) -> None:
    """The workspace itself as the folder: what is here is the same, and nothing is doubled."""
    take(home, bundle([checked(1, 30).copy]))
    before = records(home)
    done = terima(home, ".")
    assert done.returncode == 0
    assert records(home) == before
