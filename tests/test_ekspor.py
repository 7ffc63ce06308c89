"""`ekspor`: what is in a bundle and what is not, its name, its bytes, kits, faults, and what the disk does to it."""

import gzip
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pexpect
import pytest
from conftest import let_in
from terminal import Terminal, environment, killing, tool
from transfer_world import FILES, LIST, PER, Draft, bundle, checked, name, plan, records, take, unit

from pilkada_check.files.bundle import Bundle, from_bytes
from pilkada_check.files.bundle_lines import BEGIN
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.views.lines import cells

LANGS = ("id", "en")
OLD = BEGIN + b"old"  # what is no bundle is not overwritten


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The unit with a few records."""
    return unit(tmp_path / "sini")


def made(root: Path, *words: str, output: str = "keluar.txt") -> Bundle:
    """What `ekspor` writes, read again."""
    done = tool(root, "ekspor", "-o", output, *words)
    assert done.returncode == 0, done.stderr
    data = (root / output).read_bytes()
    found = from_bytes(gzip.decompress(data) if output.endswith(".gz") else data)
    assert isinstance(found, Bundle)
    return found


def test_everything_that_a_verdict_needs_is_in_it(home: Path) -> None:
    drafts = [checked(1, 30), Draft(2, target="Ton B").answer("helm", 28), checked(3, 30, round_="ricek", officer=1)]
    for draft in drafts:
        draft.put(home)
    take(home, bundle())  # keeps the lists
    found = made(home)
    assert (found.unit, found.satuan, found.kit, found.cut) == (("Polda Contoh", "Polres Contoh"), "", False, False)
    assert found.files == FILES
    assert found.records == [draft.copy for draft in drafts]
    assert found.definitions == {
        sha256(FILES[path].encode()).hexdigest(): FILES[path].encode() for path in FILES if "check" in path
    }
    assert found.held == ()


def test_a_list_of_the_program_is_in_it_as_a_definition(home: Path) -> None:
    (home / "pilkada.yaml").write_text(FILES["pilkada.yaml"].replace("[alat, pos]", "[perlengkapan]"))
    [text] = made(home, "--kosong").definitions.values()
    assert text == (shipped_lists() / "perlengkapan.yaml").read_bytes()


def test_an_older_list_that_a_record_names_goes_along(home: Path) -> None:
    old = LIST.replace('version: "1"', 'version: "0"').encode()
    digest = sha256(old).hexdigest()
    take(home, bundle(definitions={digest: old}))
    draft = checked(1, 30)
    draft.lines = draft.lines.replace(sha256(LIST.encode()).hexdigest().encode(), digest.encode())
    draft.put(home)
    assert digest in made(home).definitions


def test_the_same_content_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    """In another folder, by another path, at another time, in another language."""
    other = unit(tmp_path / "sana")
    for number in range(5):
        checked(number, 30).put(home)
        checked(4 - number, 30).put(other, "salinan")
    made(home), made(other, "--lang", "en")
    assert (home / "keluar.txt").read_bytes() == (other / "keluar.txt").read_bytes()
    made(home, output="a.txt.gz"), made(home, output="b.gz")
    assert (home / "a.txt.gz").read_bytes() == (home / "b.gz").read_bytes()
    assert gzip.decompress((home / "b.gz").read_bytes()) == (home / "keluar.txt").read_bytes()


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_no_bundle_is_not_overwritten(home: Path, lang: str) -> None:
    """A bundle is, packed or not, and a file in which nothing stands yet."""
    checked(1, 30).put(home)
    (home / "surat.txt").write_bytes(b"Surat perintah\n")
    done = tool(home, "ekspor", "-o", "surat.txt", "--lang", lang)
    assert (done.returncode, done.stdout, (home / "surat.txt").read_bytes()) == (2, "", b"Surat perintah\n")
    assert ("is none of our bundles" if lang == "en" else "bukan kiriman") in done.stderr
    (home / "kosong.txt").touch()
    one = made(home, output="kosong.txt")
    assert made(home, output="kosong.txt").records == made(home, output="a.gz").records == one.records
    assert made(home, output="a.gz").records == one.records


@pytest.mark.parametrize("lang", LANGS)
def test_a_running_ricek_never_leaves(home: Path, lang: str) -> None:
    cek, ricek = checked(1, 30), Draft(2, "ricek", officer=1).answer("helm", 28)
    cek.put(home)
    path = ricek.put(home)
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", lang)
    assert done.returncode == 0
    assert ("still running" if lang == "en" else "masih berjalan") in done.stdout
    found = made(home)
    assert (found.records, found.held) == ([cek.copy], (ricek.id,))
    assert b'"value":28' not in (home / "keluar.txt").read_bytes()
    path.write_bytes(ricek.seal().lines)
    assert made(home).held == ()


def test_a_cancelled_ricek_and_a_damaged_one_leave(home: Path) -> None:
    """Both can only weigh against; neither goes on."""
    cancelled, damaged = Draft(1, "ricek").answer("helm", 28).cancel(), Draft(2, "ricek").answer("helm", 28)
    damaged.lines += b"{\n"
    cancelled.put(home), damaged.put(home)
    assert made(home).records == [cancelled.copy, damaged.copy]


def test_copies_that_contradict_each_other_leave_together(home: Path) -> None:
    one, other = checked(1, 30), checked(1, 29)
    one.put(home), other.put(home, "salinan")
    Draft(1).put(home, "awal")  # the beginning of both
    assert made(home).records == sorted([one.copy, other.copy])


def test_since_a_moment(home: Path) -> None:
    """By the newest line: a record that was begun before and has grown since is in it."""
    old, grown = checked(1, 30), Draft(2, hours=2).answer("helm", 30)
    grown.at = grown.at.replace(hour=12)
    grown.answer("rompi", 10).seal()
    old.put(home), grown.put(home), plan(3).put(home)
    found = made(home, "--sejak", "25/11/2024 20.00")  # 12.00 UTC
    assert ([record for record, _ in found.records], found.held) == ([grown.id, name(3)], (old.id,))
    assert len(made(home, "--sejak", "25/11/2024 09.01").records) == 3
    wrong = tool(home, "ekspor", "--sejak", "kapan", "-o", "x.txt")
    assert (wrong.returncode, (home / "x.txt").exists()) == (2, False)


def test_of_one_target(home: Path) -> None:
    one, other = checked(1, 30), checked(2, 30, target="Ton B")
    one.put(home), other.put(home), plan(3).put(home)
    found = made(home, "--sasaran", "ton b")
    assert ([record for record, _ in found.records], found.held) == ([other.id, name(3)], (one.id,))
    wrong = tool(home, "ekspor", "--sasaran", "Ton Z", "-o", "x.txt", "--lang", "en")
    assert (wrong.returncode, (home / "x.txt").exists()) == (2, False)
    assert "There is no record of Ton Z." in wrong.stderr


def test_what_others_held_back_stays_named(home: Path) -> None:
    take(home, bundle(held=(name(7), name(8))))
    checked(7, 30).put(home)
    assert made(home).held == (name(8),)


@pytest.mark.parametrize("lang", LANGS)
def test_a_kit_has_nothing_of_any_check(home: Path, lang: str) -> None:
    checked(1, 28).put(home), Draft(2, "ricek").answer("helm", 27).put(home)
    chosen = plan(3)
    chosen.put(home)
    take(home, bundle(held=(name(9),)))
    done = tool(home, "ekspor", "--kosong", "-o", "keluar.txt", "--lang", lang)
    assert done.returncode == 0
    found = made(home, "--kosong")
    assert (found.kit, found.records, found.reports, found.held) == (True, [chosen.copy], [], ())
    assert found.files == FILES
    data = (home / "keluar.txt").read_bytes()
    assert not any(word in data for word in (name(1).encode(), name(2).encode(), b'"answered"'))
    assert ("laptop kedua" if lang == "id" else "second laptop") in " ".join(done.stdout.split())


@pytest.mark.parametrize("words", [["--sejak", PER], ["--sasaran", "Ton A"]])
def test_a_kit_has_nothing_to_choose_from(home: Path, words: list[str]) -> None:
    done = tool(home, "ekspor", "--kosong", *words, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert sorted(path.name for path in home.iterdir()) == ["checklists", "petugas.csv", "pilkada.yaml", "targets"]


def test_a_record_of_another_unit_stays_here(home: Path) -> None:
    checked(1, 30, unit=("Polres Lain",)).put(home)
    found = made(home)
    assert (found.records, found.held) == ([], (name(1),))


# ---- its name


def test_it_gets_a_name_that_nothing_has(home: Path) -> None:
    first = tool(home, "ekspor", "--lang", "en")
    second = tool(home, "ekspor", "--lang", "en")
    kit = tool(home, "ekspor", "--kosong")
    assert [one.returncode for one in (first, second, kit)] == [0, 0, 0]
    found = sorted(path.name for path in home.glob("*.txt"))
    assert len(found) == 3
    assert sum(one.startswith("kiriman-polres-contoh-2") for one in found) == 2
    assert sum(one.startswith("perangkat-polres-contoh-2") for one in found) == 1
    for path in home.glob("*.txt"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert "pilkada-check terima kiriman-polres-contoh-2" in " ".join(first.stdout.split())


def test_a_small_units_bundle_is_named_for_it(home: Path) -> None:
    (home / "pilkada.yaml").write_text(FILES["pilkada.yaml"] + "satuan: Ton A\n")
    assert tool(home, "ekspor").returncode == 0
    assert len(list(home.glob("kiriman-polres-contoh-ton-a-2*.txt"))) == 1


@pytest.mark.parametrize(
    "output", ["pilkada.yaml", "records/x.jsonl", "targets/satuan.csv", ".device", "checklists/x.yaml"]
)
def test_it_never_takes_the_place_of_the_units_own(home: Path, output: str) -> None:
    checked(1, 30).put(home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    done = tool(home, "ekspor", "-o", output, "--lang", "en")
    assert done.returncode == 2
    assert "belongs to the workspace" in done.stderr
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_into_a_pipe(home: Path) -> None:
    checked(1, 30).put(home)
    made(home)
    done = subprocess.run(
        [sys.executable, "-m", "pilkada_check", "ekspor", "-o", "-", "--lang", "en"],
        cwd=home, env=environment(home), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, (home / "keluar.txt").read_bytes())
    assert b"In it: 1 record" in done.stderr


def test_not_on_the_screen(home: Path) -> None:
    with Terminal(home, "ekspor", "-o", "-", "--lang", "en") as terminal:
        assert terminal.end() == 2
        assert "not on the screen" in " ".join(terminal.text.split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_screen(home: Path, lang: str, columns: int) -> None:
    checked(1, 30).put(home), Draft(2, "ricek").put(home)
    with Terminal(home, "ekspor", "--lang", lang, columns=columns) as terminal:
        assert terminal.end() == 0
        assert not terminal.too_wide()
    [path] = home.glob("kiriman*")
    with Terminal(home, "terima", str(path), "--lang", lang, columns=columns) as terminal:
        assert terminal.end() == 0
        assert not terminal.too_wide()
        assert all(cells(line) <= columns for line in terminal.text.splitlines())


# ---- faults and disks


@pytest.mark.parametrize("lang", LANGS)
def test_records_leave_a_workspace_with_faults(home: Path, lang: str) -> None:
    checked(1, 30).put(home)
    wrong = LIST.replace("type: count", "type: hitung")
    (home / "checklists/alat.yaml").write_text(wrong)
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", lang)
    assert done.returncode == 0
    assert "checklists/alat.yaml:8" in done.stdout
    found = made(home)
    assert found.records == [checked(1, 30).copy]
    assert found.files["checklists/alat.yaml"] == wrong


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", ["unit: {name: ", "lists: [alat]\n"])
def test_without_a_unit_nothing_leaves(home: Path, lang: str, text: str) -> None:
    (home / "pilkada.yaml").write_text(text)
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", lang)
    assert (done.returncode, done.stdout) == (3, "")
    assert "pilkada.yaml" in done.stderr
    assert not (home / "keluar.txt").exists()


def test_what_cannot_be_read_is_named(home: Path) -> None:
    checked(1, 30).put(home)
    (home / "records" / "rusak.jsonl").write_bytes(b"not a journal\n")
    (home / "records" / "tautan.jsonl").symlink_to("/etc/passwd")
    (home / "petugas.csv").write_bytes(b"nomor,nama\n1,\xff\xfe\xc3\xa9\n")
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", "en")
    assert done.returncode == 3
    said = " ".join(done.stdout.split())
    assert all(path in said for path in ("records/rusak.jsonl", "records/tautan.jsonl", "petugas.csv"))
    found = from_bytes((home / "keluar.txt").read_bytes())
    assert isinstance(found, Bundle)
    assert found.records == [checked(1, 30).copy]


def test_a_full_disk_leaves_no_half_of_it(home: Path) -> None:
    """No file may grow beyond 8 blocks of 512 bytes."""
    for number in range(8):
        checked(number, 30).put(home)
    (home / "keluar.txt").write_bytes(OLD)
    command = f"ulimit -f 8; exec {sys.executable} -B -m pilkada_check ekspor -o keluar.txt --lang en"
    done = subprocess.run(
        ["sh", "-c", command], cwd=home, env=environment(home), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert "The file would become too large." in done.stderr
    assert (home / "keluar.txt").read_bytes() == OLD
    assert not list(home.glob(".*.tmp"))


def test_a_folder_that_one_may_not_write(home: Path, tmp_path: Path) -> None:
    checked(1, 30).put(home)
    let_in(home)
    for path in (home, *home.rglob("*")):
        path.chmod(0o755)
    # What Python imports late, nobody else may be allowed to read; writing one elsewhere first imports all of it.
    code = (
        "import os, sys\nfrom pilkada_check.cli.app import run\n"
        "assert run(['ekspor', '-o', '../dulu.txt']) == 0\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "os.geteuid() == 65534 or os.chmod('.', 0o555)\n"
        "sys.exit(run(['ekspor', '--lang', 'en']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment(tmp_path), capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    home.chmod(0o755)
    assert done.returncode == 3, done.stderr
    assert "This user is not allowed to." in done.stderr
    assert not list(home.glob("kiriman*"))
    assert not list(home.glob(".*.tmp"))


@pytest.mark.needs("strace")
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_killed_at_any_moment_it_is_whole_or_not_there(home: Path, call: str) -> None:
    for number in range(3):
        checked(number, 30).put(home)
    made(home)
    whole, before = (home / "keluar.txt").read_bytes(), records(home)
    killed = 0
    for when in range(1, 50):
        (home / "keluar.txt").write_bytes(OLD)
        done = subprocess.run(
            [*killing(call, when), sys.executable, "-B", "-m", "pilkada_check", "ekspor", "-o", "keluar.txt"],
            cwd=home, env=environment(home), capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert (home / "keluar.txt").read_bytes() in {OLD, whole}
        assert records(home) == before
        if done.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            assert (done.returncode, (home / "keluar.txt").read_bytes()) == (0, whole)
            break
        killed += 1
    assert killed > 0


# ---- from the board, and from the end of a walk


@pytest.mark.parametrize(("lang", "words"), [("en", ("k send", "m take in")), ("id", ("k kirim", "m masukkan"))])
def test_the_board_sends_and_takes_in(home: Path, tmp_path: Path, lang: str, words: tuple[str, str]) -> None:
    sent = tmp_path / "dari lain.txt"
    assert tool(home, "ekspor", "-o", str(sent)).returncode == 0
    with Terminal(home, "--lang", lang, columns=60) as board:
        shown = board.ask()
        assert all(word in shown for word in words)
        board.type("k")
        board.type("")
        board.type("m")
        said = board.type(f'"{sent}"')
        assert "dari lain.txt" in said
        board.type("")
        board.send("0")
        board.child.expect(pexpect.EOF)
        assert board.wait() == 0
    assert len(list(home.glob("kiriman-*.txt"))) == 1


def test_what_no_bundle_can_carry_stays_here_and_is_named(home: Path) -> None:
    """An id that is no ULID, and a line that looks like one of the bundle's own: else all of it would be refused."""
    odd, torn, good = checked(1, 30), Draft(2).answer("helm", 30), checked(3, 30)
    odd.lines = odd.lines.replace(odd.id.encode(), b"c1")
    torn.lines += b'{"type":"record","id"\n'
    odd.put(home), torn.put(home), good.put(home)
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", "en")
    assert done.returncode == 3
    assert "c1" in done.stdout
    found = from_bytes((home / "keluar.txt").read_bytes())
    assert isinstance(found, Bundle)
    assert (found.records, found.held) == ([good.copy], (torn.id,))


def test_a_record_of_a_newer_tool_stays_here_and_is_named(home: Path) -> None:
    newer = Draft(1).answer("helm", 30)
    newer.lines += b'{"type":"photographed","record":"' + newer.id.encode() + b'"}\n'
    newer.put(home), checked(2, 30).put(home)
    done = tool(home, "ekspor", "-o", "keluar.txt", "--lang", "en")
    assert done.returncode == 3
    assert "written by a newer pilkada-check: 1" in " ".join(done.stdout.split())
    found = from_bytes((home / "keluar.txt").read_bytes())
    assert isinstance(found, Bundle)
    assert (found.records, found.held) == ([checked(2, 30).copy], (newer.id,))
