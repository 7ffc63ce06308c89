"""Cek on one laptop, ricek on another, bundles crossing both ways: in the end all say the same, byte for byte."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import Terminal, journals, tool
from transfer_world import FORMATS, PER, START, UNIT, Draft, bundle, checked, name, plan, shown, summaries, take, unit

from pilkada_check.cli.ekspor import collect
from pilkada_check.files import reports
from pilkada_check.files.bundle import Bundle, from_bytes, to_bytes
from pilkada_check.files.workspace import load
from pilkada_check.model.events import By, Opened, Round, decode
from pilkada_check.model.reports import Acknowledged, Reported


def same(*roots: Path, forms: Sequence[str] = FORMATS) -> None:
    """Every laptop says the same, in every form."""
    for form in forms:
        pages = [tool(root, "ringkasan", "--per", PER, "--format", form, "--lang", "en") for root in roots]
        assert {page.returncode for page in pages} <= {0, 1}, pages[0].stderr
        assert len({page.stdout for page in pages}) == 1, form


def sent(root: Path, name: str) -> Path:
    """A bundle of this laptop on the USB stick."""
    path = root.parent / name
    done = tool(root, "ekspor", "-o", str(path))
    assert done.returncode == 0, done.stderr
    return path


def taken(root: Path, *paths: Path, code: int = 0) -> str:
    done = tool(root, "terima", *map(str, paths), "--lang", "en")
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


def walked(root: Path, verb: str, target: str, number: str, jam: str, *typed: str, lang: str = "id") -> str:
    """A walk at a terminal from the officer's number to the seal; what the screen showed."""
    words = (verb, "alat", "--sasaran", target, "--jam", jam, "--lang", lang)
    with Terminal(root, *words) as terminal:
        terminal.ask()
        terminal.type(number, "y", *typed)
        assert terminal.end("y") == 0
        return terminal.text


@pytest.mark.long
def test_cek_here_ricek_there(tmp_path: Path) -> None:
    """The acceptance test of issue 4: real processes, three folders, a dispute, bundles in any order, repeatedly.

    The one laptop is worked in Indonesian, the other in English.
    """
    here, there, office = unit(tmp_path / "sini"), tmp_path / "sana", tmp_path / "posko"
    there.mkdir()
    office.mkdir()
    kit = tmp_path / "perangkat.txt"
    assert tool(here, "ekspor", "--kosong", "-o", str(kit)).returncode == 0
    taken(there, kit)
    same(here, there, forms=["json"])

    walked(here, "cek", "Ton A", "00010001", "25/11/2024 08.00", "30", "10")
    walked(here, "cek", "Ton B", "00010001", "25/11/2024 08.30", "31", "10")
    seen = walked(there, "ricek", "Ton A", "00010002", "25/11/2024 10.00", "28", lang="en")
    assert "INDEPENDENT" in seen
    walked(there, "ricek", "Ton B", "00010002", "25/11/2024 10.30", "31", lang="en")
    [ricek] = [path for path in journals(there) if b'"Ton A"' in path.read_bytes()]
    opened = decode(ricek.read_bytes().split(b"\n")[0])
    assert isinstance(opened, Opened)
    assert opened.independent is True

    one, other = sent(here, "satu.txt"), sent(there, "dua.txt.gz")
    assert "2 new" in taken(there, one)
    assert "2 new" in taken(here, other)
    same(here, there, forms=["json"])
    assert '"dispute"' in shown(here, "json").stdout
    assert "2 the same" in taken(here, other, one, other)
    assert "4 the same" in taken(there, sent(here, "tiga.txt"))
    taken(office, other, one)  # a bundle makes a workspace as well
    same(here, there, office, forms=["json"])

    walked(here, "cek", "Ton A", "00010001", "25/11/2024 12.00", "30", "10")
    walked(there, "ricek", "Ton A", "00010002", "25/11/2024 14.00", "y", "30", lang="en")  # not independent any more
    for root, path in (
        (office, sent(there, "lima.txt")),
        (here, sent(there, "lima.txt")),
        (there, sent(here, "enam.txt")),
    ):
        taken(root, path)
    taken(office, sent(here, "enam.txt"))
    same(here, there, office)
    assert len(journals(office)) == 6
    assert '"dispute"' not in shown(office, "json").stdout


def test_a_running_ricek_stays_on_its_laptop_and_is_not_missed(tmp_path: Path) -> None:
    """Others name it, the bundle says that it is held back; sealed, it comes."""
    here, there = unit(tmp_path / "sini"), unit(tmp_path / "sana")
    running = Draft(1, "ricek", officer=1).answer("helm", 28)
    path = running.put(here)
    checked(2, 30, seen=[running.id]).put(here)
    taken(there, sent(here, "satu.txt"))
    assert running.id in shown(there, "text").stdout
    assert '"absent"' not in shown(there, "json").stdout
    path.write_bytes(running.seal().lines)
    taken(there, sent(here, "dua.txt"))
    same(here, there, forms=["json"])


def test_reports_meet(tmp_path: Path) -> None:
    """What was done about a report on two laptops is all there on both, and the verdict knows nothing of it."""
    here, there = unit(tmp_path / "sini"), unit(tmp_path / "sana")
    by = By("00010001", "Petugas Contoh A")
    first = Reported(
        1, name(1), 1, START, "system", UNIT, by, "3fa91c07", "Ton A", "dua kendaraan", None,
        "", "seen",
    )  # fmt: skip
    reports.create(here, first)
    assert "1 new" in taken(there, sent(here, "satu.txt"))
    reports.append(here, Acknowledged(name(1), START + timedelta(minutes=1), by, "diterima"))
    reports.append(there, Acknowledged(name(1), START + timedelta(minutes=2), by, "diterima juga"))
    one, other = sent(here, "dua.txt"), sent(there, "tiga.txt")
    taken(there, one, other)
    taken(here, other, one)
    path = reports.path_of(here, name(1))
    assert path.read_bytes() == reports.path_of(there, name(1)).read_bytes()
    assert path.read_bytes().count(b"\n") == 3
    same(here, there, forms=["json"])


def test_looks_after_a_cancellation_are_those_of_both_laptops(tmp_path: Path) -> None:
    """rules.md 29: each laptop adds a line to its copy of the same cancelled ricek, and neither is damaged by it."""
    here, there = unit(tmp_path / "sini"), unit(tmp_path / "sana")
    for root, reasons in ((here, ["laporan pagi"]), (there, ["laporan siang", "diminta Kabag"])):
        ricek = Draft(1, "ricek", officer=1).answer("helm", 30).cancel()
        for reason in reasons:
            ricek.look(reason)
        ricek.put(root)
    one, other = sent(here, "satu.txt"), sent(there, "dua.txt")
    assert "1 longer than here" in taken(here, other)
    assert "1 longer than here" in taken(there, one)
    assert "1 the same" in taken(there, sent(here, "tiga.txt"), one)
    for root in (here, there):
        [path] = journals(root)
        assert path.read_bytes().count(b'"type":"looked"') == 3
        assert '"damaged"' not in shown(root, "json").stdout
    same(here, there, forms=["json"])
    assert to_bytes(collect(load(here)).bundle) == to_bytes(collect(load(there)).bundle)


def test_every_order_of_three_bundles(tmp_path: Path) -> None:
    """Copies that contradict each other, a beginning, and a record that names another."""
    short, one, other = Draft(1).answer("helm", 30), checked(1, 30), checked(1, 30, rompi=9)
    named = checked(2, 30, target="Ton B", seen=[one.id])
    bundles = [
        bundle([short.copy, named.copy]),
        bundle([one.copy], held=(name(9),)),
        bundle([other.copy, plan(3).copy]),
    ]
    found = set()
    for number, order in enumerate(permutations(bundles)):
        root = unit(tmp_path / str(number))
        take(root, *order, order[0])
        found.add(summaries(root))
    assert len(found) == 1


def test_what_is_passed_on_is_the_same(tmp_path: Path) -> None:
    """From laptop to laptop to laptop: the same bundle, byte for byte, and the same summary."""
    one, other, held = checked(1, 30), checked(1, 30, rompi=9), checked(4, 30, seen=[name(9)])
    first = unit(tmp_path / "1")
    take(first, bundle([one.copy, Draft(2).answer("helm", 28).copy], held=(name(9),)), bundle([other.copy, held.copy]))
    sent_on = to_bytes(collect(load(first)).bundle)
    said = summaries(first)
    for number in (2, 3):
        root = unit(tmp_path / str(number))
        found = from_bytes(sent_on)
        assert isinstance(found, Bundle)
        take(root, found)
        sent_on = to_bytes(collect(load(root)).bundle)
        assert sent_on == to_bytes(found)
        assert summaries(root) == said


# ---- the law

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # what is flushed there takes no time
ROUNDS: tuple[Round, ...] = ("cek", "ricek", "putusan", "cek")


@st.composite
def looked(draw: st.DrawFn, draft: Draft) -> list[tuple[str, bytes]]:
    """Copies of a cancelled record, each with looks of its own at the first count, which stays as it is."""
    found, ended = [], draft.lines
    for reasons in draw(st.lists(st.permutations(["pagi", "siang", "malam"]), max_size=2)):
        for reason in reasons[: draw(st.integers(1, 3))]:
            draft.look(reason)
        if draw(st.integers(0, 3)) == 0:  # a line that no program writes there
            draft.answer("rompi", 3)
        found.append(draft.copy)
        draft.lines = ended
    return found


@st.composite
def copies(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """Copies of a few records: sealed, open, cancelled, damaged, their beginnings, and ones that contradict them."""
    found: list[tuple[str, bytes]] = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["sealed", "sealed", "open", "cancelled", "damaged", "plan"]))
        if kind == "plan":
            found.append(plan(number).copy)
            continue
        values = draw(st.lists(st.sampled_from([28, 30, 31]), min_size=1, max_size=2))
        draft = Draft(
            number,
            draw(st.sampled_from(ROUNDS)),
            draw(st.sampled_from(["Ton A", "Ton B", "Ton Z"])),
            draw(st.integers(0, 1)),
            seen=draw(st.lists(st.sampled_from([name(one) for one in range(5)]), max_size=1)),
        )
        for value in values:
            draft.answer(draw(st.sampled_from(["helm", "rompi"])), value)
        begun = draft.lines
        if kind in {"sealed", "damaged"}:
            draft.seal()
        elif kind == "cancelled":
            found += draw(looked(draft.cancel()))
        if kind == "damaged":
            draft.lines = draft.lines.replace(b'"value":3', b'"value":2') + b"{\n"
        found.append(draft.copy)
        if draw(st.booleans()):  # a beginning of it
            lines = draft.lines.splitlines(keepends=True)
            found.append((draft.id, b"".join(lines[: draw(st.integers(1, len(lines)))])))
        if draw(st.integers(0, 3)) == 0:  # another that went on from the same draft
            draft.lines = begun
            found.append(draft.answer("rompi", 7).seal().copy)
    return found


def spread(data: st.DataObject, found: Sequence[tuple[str, bytes]]) -> list[Bundle]:
    """The copies in a few bundles, each copy in at least one of them; what a bundle leaves out it may name."""
    many = data.draw(st.integers(1, 3))
    chosen = [data.draw(st.sets(st.integers(0, many - 1), min_size=1)) for _ in found]
    ids = {one for one, _ in found}
    made = []
    for number in range(many):
        inside = [one for one, places in zip(found, chosen, strict=True) if number in places]
        made.append(bundle(inside, held=tuple(sorted(ids - {one for one, _ in inside}))))
    return made


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unit(tmp_path_factory.mktemp("blank"))


@settings(max_examples=(settings.default or settings()).max_examples // 10)  # each makes four devices
@given(found=copies(), data=st.data())
def test_any_split_in_any_order_gives_the_same(
    blank: Path, found: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    """Twice, on any of three devices, one of which has some copies already, wherever they lie."""
    said = []
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        whole = Path(shutil.copytree(blank, Path(folder) / "semua"))
        for number, (_id, lines) in enumerate(found):  # every copy as a file of its own: what `merge` makes of them
            (whole / "records" / str(number)).mkdir(parents=True)
            (whole / "records" / str(number) / "x.jsonl").write_bytes(lines)
        take(whole, bundle(held=tuple(sorted({one for one, _ in found}))))
        said.append(summaries(whole))
        for device in range(3):
            root = Path(shutil.copytree(blank, Path(folder) / str(device)))
            bundles = spread(data, found)
            if device == 0:
                (root / "records" / "usb").mkdir(parents=True)
                (root / "records" / "usb" / "y.jsonl").write_bytes(data.draw(st.sampled_from(found))[1] + b'{"ty')
            order = data.draw(st.permutations([*bundles, *bundles]))
            for one in order:
                take(root, one)
            assert not list((root / "records").rglob("*.tmp"))
            said.append(summaries(root))
            once = {path: path.read_bytes() for path in (root / "records").rglob("*.jsonl")}
            assert all(result.records.keys() == {"same"} for result in take(root, *bundles).results if result.records)
            assert {path: path.read_bytes() for path in (root / "records").rglob("*.jsonl")} == once
    assert len(set(said)) == 1
