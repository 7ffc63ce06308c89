"""Nothing of a first count is shown while a ricek of it is running, or after it was cancelled (rules.md 29)."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pexpect
import pytest
from jsonschema import Draft202012Validator
from ricek_world import FIRST, JUDGED, LATER, NEEDS, SECOND, SEEN, TARGET, WALK, again, first_count, found, unmistakable
from terminal import ESCAPES, JAM, Terminal, events, journals, kinds, tool

from pilkada_check.files.journal import Journal, Unfit
from pilkada_check.model.events import Answered, Looked, Opened

SCHEMA = json.loads((Path(__file__).parents[1] / "pilkada_check/schema/ringkasan.schema.json").read_text("utf-8"))
PER = "25/11/2024 09.00"
LANGS = ("id", "en")


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit whose first count is sealed."""
    root = unmistakable(tmp_path_factory.mktemp("counted") / "unit")
    first_count(root)
    assert len([one for one in events(journals(root)[0]) if isinstance(one, Answered)]) > len(FIRST)
    return root


@pytest.fixture
def unit(counted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(counted, tmp_path / "unit"))


@contextmanager
def ricek(root: Path, *words: str, lang: str = "id", columns: int = 80) -> Iterator[Terminal]:
    """A ricek on the computer that has the first count, at its first question."""
    with Terminal(root, "ricek", *WALK, "--jam", LATER, "--lang", lang, *words, columns=columns) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y")
        yield terminal


def begun(root: Path) -> Path:
    """A ricek with one answer that was left; its record."""
    with ricek(root) as terminal:
        terminal.type("158 19 6", "y", "t")
        assert terminal.end(".q") == 0
    return journals(root)[-1]


def cancelled(root: Path) -> Path:
    """A ricek that was given up, and none begun since."""
    path = begun(root)
    with Terminal(root, "ricek", *WALK, "--jam", LATER, "--lang", "id") as terminal:
        terminal.ask()
        assert terminal.end(SECOND, "y", "2", "y", "t") == 0  # started anew; not independent: no, do not go on
    assert kinds(path)[-1] == "cancelled"
    return path


def files(root: Path) -> dict[Path, bytes]:
    """Every file of a folder."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


# ---- the ricek itself


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_ricek_shows_and_writes_nothing_of_the_first_count(unit: Path, lang: str, columns: int) -> None:
    """Screen and scroll-back byte for byte, and every file it wrote, through an interruption and a resumption."""
    before = files(unit)
    lines, shown = again(lang), ""
    words = ("ricek", *WALK, "--jam", LATER, "--lang", lang)
    with Terminal(unit, *words, columns=columns) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "y", "lengkap", *lines[:5], ".d", ".?", ".k", ".k", ".n", "12.5", ".c bocor halus")
        terminal.child.send("\x03")
        assert terminal.end() == 130
        assert not terminal.too_wide()
        shown += terminal.raw.decode()
    with Terminal(unit, *words, columns=columns) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "1", ".2", ".1", ".d", ".3", *lines[5:])
        assert not terminal.too_wide()
        before_seal = len(terminal.text)
        shown += terminal.raw.decode()
        assert found([*SEEN, *NEEDS.values(), *JUDGED], shown + ESCAPES.sub("", shown)) == []
        changed = {path: data for path, data in files(unit).items() if before.get(path) != data}
        assert {path.relative_to(unit).parts[0] for path in changed} <= {"records", ".locks", ".device"}
        assert [path for path in changed if path.suffix == ".jsonl"] == [journals(unit)[-1]]
        for path, data in changed.items():
            assert found(SEEN, data.decode()) == [], path
        assert terminal.end("y") == 0
        assert found(["171", "44", "269"], terminal.text[before_seal:]) == ["171", "44", "269"]
        assert not terminal.too_wide()
    opened, *others = events(journals(unit)[-1])
    assert isinstance(opened, Opened)
    assert (opened.round, opened.independent, opened.seen) == ("ricek", False, (events(journals(unit)[0])[0].record,))
    assert {one.item for one in others if isinstance(one, Answered)} == set(FIRST)


def test_nor_does_one_whose_record_was_damaged_meanwhile(unit: Path) -> None:
    """A damaged ricek hides nothing from other pages; its own last screen stays blind all the same."""
    with ricek(unit) as terminal:
        terminal.type("158 19 6", "y", "t")
        path = journals(unit)[-1]
        path.with_name("salinan.jsonl").write_bytes(path.read_bytes().replace(b"158", b"157"))
        assert "Segel" in terminal.type(*again("id")[3:])
        assert found([*SEEN, *NEEDS.values(), *JUDGED], terminal.text) == []


# ---- every other verb

ASKING = {  # verbs that ask, and what is typed until they have shown what they show
    (): ["?", "", "0"],
    ("cek", *WALK, "--jam", LATER): ["00010001", "y", ".d", ".q"],
    ("cek", *WALK, "--jam", LATER, "--temuan"): [],
    ("cek", *WALK, "--jam", LATER, "--segel"): ["00010001", "y"],
    ("ricek", *WALK, "--jam", LATER): ["00010001", "y"],
    ("ricek", *WALK, "--jam", LATER, "--semua"): [SECOND, "y", "1", ".d", ".q"],
    ("putuskan", *WALK, "--jam", LATER): [],
}


@pytest.mark.parametrize(("state", "lang"), [(begun, "id"), (cancelled, "en")])
def test_no_verb_that_asks_shows_it(unit: Path, state: Callable[[Path], Path], lang: str) -> None:
    """Pages that do not ask: tests/test_veil_pages.py."""
    state(unit)
    for words, typed in ASKING.items():
        with Terminal(unit, *words, "--lang", lang) as terminal:
            with suppress(pexpect.EOF):  # what is refused ends by itself
                terminal.ask()
                terminal.type(*typed)
                terminal.child.send("\x03")
            terminal.end()
            assert found(SEEN, terminal.text) == [], words


def test_a_damaged_first_count_is_not_quoted(unit: Path) -> None:
    """`validasi` at a terminal quotes the line of a fault, but none that somebody answered."""
    begun(unit)
    path = journals(unit)[0]
    path.write_bytes(re.sub(rb'\{"type":"answered".*?"item"', b'"item"', path.read_bytes()))
    with Terminal(unit, "validasi", columns=100) as terminal:
        assert terminal.end() == 1
        assert "Catatan dianggap rusak" in " ".join(terminal.text.split())
        assert found(SEEN, terminal.text) == []


def test_putuskan_says_neither_that_there_is_a_dispute_nor_that_there_is_none(unit: Path) -> None:
    begun(unit)
    with Terminal(unit, "putuskan", "--jam", LATER, "--lang", "id") as terminal:
        assert terminal.end() == 0
        assert "Sekarang belum ada yang dapat diputus di sini." in terminal.text
        assert "Tidak ada selisih" not in terminal.text


def test_the_shell_completes_nothing_of_it(unit: Path) -> None:
    begun(unit)
    for words in ("cek ", "ricek perlengkapan --sasaran ", "ringkasan --list "):
        line = f"pilkada-check {words}"
        env = {"_PILKADA_CHECK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
        assert found(SEEN, tool(unit, **env).stdout) == []


def test_a_new_cek_is_taken_and_says_nothing_of_the_old_one(unit: Path) -> None:
    """Whoever counts anew is not kept from it; the end tells no more than how much he answered."""
    begun(unit)
    with Terminal(unit, "cek", *WALK, "--jam", LATER, "--bagian", "1") as terminal:
        terminal.ask()
        shown = terminal.type("00010001", "y", "187 0 0", "y", *[".n"] * 9)
        while "Pilih >" not in shown:
            shown = terminal.type(".n")
        assert "Terjawab 1, kosong" in terminal.type("2")
        assert terminal.end("y") == 0
        assert "Masih ada ricek yang berjalan di sini" in " ".join(terminal.text.split())
        assert found(SEEN, terminal.text) == []


def test_an_unfinished_cek_is_not_opened(counted: Path, tmp_path: Path) -> None:
    root = unmistakable(tmp_path / "unit")
    with Terminal(root, "cek", *WALK, "--jam", JAM) as terminal:
        terminal.ask()
        terminal.type("00010001", "y", *FIRST["helm-phh"])
        terminal.end(".q")
    begun(root)
    for option in ((), ("--temuan",)):
        with Terminal(root, "cek", *WALK, "--jam", LATER, *option, columns=40) as terminal:
            if not option:
                terminal.ask()
                terminal.type("00010001")
            assert terminal.end(*([] if option else ["y"])) == 3
            shown = " ".join(terminal.text.split())
            assert "ricek perlengkapan --sasaran" in shown
            assert "supaya tidak ada yang menghitung ke arah angka itu" in shown
            assert found(SEEN, terminal.text) == []


# ---- looking on purpose


def look(root: Path, lang: str = "id", columns: int = 80, *, reason: str = "pimpinan harus lapor") -> Terminal:
    """Look at the first count on purpose; the terminal before it ends."""
    terminal = Terminal(
        root, "ringkasan", "--buka", "--per", PER, "--sasaran", TARGET, "--list", "perlengkapan", "--lang", lang,
        columns=columns,
    )  # fmt: skip
    terminal.ask()
    terminal.type("", "-", "Kapolres", "ada")
    terminal.send(reason)
    return terminal


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("state", "columns"), [(begun, 40), (cancelled, 80)])
def test_looking_is_written_down_and_shows_that_page(
    unit: Path, state: Callable[[Path], Path], lang: str, columns: int
) -> None:
    path = state(unit)
    with look(unit, lang, columns) as terminal:
        assert terminal.end() == 1
        assert ("Belum tercatat." if lang == "id" else "Not recorded.") in terminal.text
        assert found(["171", "Xilofon"], terminal.text) == ["171", "Xilofon"]
        shown = " ".join(terminal.text.split())
        assert re.search(r"(hitungan pertama dibuka|the first count was looked at) .* Kapolres: pimpinan harus", shown)
        assert not terminal.too_wide()
    assert kinds(path)[-1] == "looked"
    [one] = [event for event in events(path) if isinstance(event, Looked)]
    assert (one.name, one.reason) == ("Kapolres", "pimpinan harus lapor")
    assert found(SEEN, tool(unit, "ringkasan", "--per", PER).stdout) == []  # that page alone
    sound = tool(unit, "validasi")  # the example has a few empty cells, which are warned of
    assert (sound.returncode, "records/" in sound.stdout) == (0, False)


def test_it_stands_beside_the_result_for_good(unit: Path) -> None:
    begun(unit)
    with look(unit) as terminal:
        terminal.end()
    with Terminal(unit, "ricek", *WALK, "--jam", LATER) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "1", *again("id")[3:])
        assert terminal.end("y") == 0
        assert "oleh Kapolres: pimpinan harus lapor." in " ".join(terminal.text.split())
    done = json.loads(tool(unit, "ringkasan", "--format", "json").stdout)
    [part] = [one for one in done["parts"] if "looked" in one]
    assert (part["target"], part["looked"][0]["name"]) == (TARGET, "Kapolres")
    assert "veiled" not in part
    assert not list(Draft202012Validator(SCHEMA["$defs"]["part"] | {"$defs": SCHEMA["$defs"]}).iter_errors(part))
    page = tool(unit, "ringkasan", "--sasaran", TARGET).stdout
    assert "oleh Kapolres: pimpinan harus lapor" in " ".join(page.split())


def test_not_while_the_ricek_is_open_in_another_window(unit: Path) -> None:
    with ricek(unit) as walking:
        walking.type("158 19 6", "y", "t")
        before = files(unit)
        with Terminal(unit, "ringkasan", "--buka", "--per", PER) as terminal:
            assert terminal.end() == 3
            assert "jendela lain" in terminal.text
            assert "Tidak ada yang ditampilkan." in terminal.text
            assert found(SEEN, terminal.text) == []
        assert files(unit) == before
        walking.end(".q")


@pytest.mark.parametrize("lang", LANGS)
def test_leaving_in_the_middle_shows_and_writes_nothing(unit: Path, lang: str) -> None:
    path = begun(unit)
    before = path.read_bytes()
    for lines in ([], ["Kapolres"]):
        with Terminal(unit, "ringkasan", "--buka", "--per", PER, "--lang", lang) as terminal:
            terminal.ask()
            terminal.type(*lines)
            terminal.child.send("\x03")
            assert terminal.end() == 130
            assert found(SEEN, terminal.text) == []
    assert path.read_bytes() == before


def test_where_nothing_but_the_ricek_is_here_nobody_looks(unit: Path) -> None:
    """It would be marked for good, though nothing of a first count was to be seen."""
    with Terminal(unit, "ricek", "perlengkapan", "--sasaran", "Sat Samapta", "--jam", LATER) as terminal:
        terminal.ask()
        terminal.type(SECOND, "y", "20 0 0", "y")
        assert terminal.end(".q") == 0
    alone = journals(unit)[-1]
    with Terminal(unit, "ringkasan", "--buka", "--per", PER) as terminal:
        assert terminal.end() == 1
        assert "tidak ada yang perlu dibuka." in " ".join(terminal.text.split())
    path = begun(unit)
    with look(unit) as terminal:
        assert terminal.end() == 1
        assert found(["171"], terminal.text)
        assert "tidak ditampilkan, bisa membocorkan" in terminal.text  # the state of the unit: the other one still runs
    assert [kinds(one)[-1] for one in (path, alone)] == ["looked", "answered"]


def test_it_needs_a_terminal_and_something_hidden(unit: Path) -> None:
    done = tool(unit, "ringkasan", "--buka")
    assert (done.returncode, found(SEEN, done.stdout)) == (2, [])
    with Terminal(unit, "ringkasan", "--buka", "--per", PER) as terminal:
        assert terminal.end() == 1
        assert "tidak ada yang ditutup" in terminal.text
    assert all("looked" not in kinds(path) for path in journals(unit))


def test_a_cancelled_record_takes_that_line_and_no_other(unit: Path) -> None:
    path = cancelled(unit)
    first = events(path)[0]
    answer = next(one for one in events(path) if isinstance(one, Answered))
    with pytest.raises(Unfit):
        Journal.resume(path)
    with Journal.resume(path, cancelled=True) as journal:
        journal.append(Looked(first.record, first.at, "Kapolres", "lapor pagi"))
        with pytest.raises(ValueError, match="ended"):
            journal.append(answer)
        with pytest.raises(ValueError, match="ended"):
            journal.seal(first.at)
    assert kinds(path)[-2:] == ["cancelled", "looked"]
    with pytest.raises(Unfit):
        Journal.resume(journals(unit)[0], cancelled=True)  # sealed
