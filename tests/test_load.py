"""`daftar --beban`: the keys that it counts are those that are pressed, and the lists stay within what a yard bears."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Tool
from hypothesis import given
from hypothesis import strategies as st
from lists_world import shelf, shipped
from pages_world import Unit
from terminal import EXAMPLE, LIST, Terminal, example_unit, journals, kinds, small_unit
from walk_world import ITEMS, item

from pilkada_check import words
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.model.checklist import Checklist, Need, Section
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Officer
from pilkada_check.rules import load as loads
from pilkada_check.rules.facts import environment
from pilkada_check.rules.persons import TAIL, by_tail, told_apart
from pilkada_check.rules.targets import targets
from pilkada_check.views import list_loads
from pilkada_check.views.as_text import text
from pilkada_check.views.lines import cells

JAM = "26/11/2024 19.30"
AT = datetime(2024, 11, 26, 19, 30, tzinfo=ZoneInfo("Asia/Makassar"))


@cache
def example() -> Workspace:
    """Polres Bontang of the example, read once."""
    return load(EXAMPLE)


@cache
def keys(name: str) -> dict[str, int]:
    """The keys of one list on each target of the example, those of number and seal among them."""
    known = example()
    [one] = [one for one in known.lists if one.id == name]
    meter = loads.Meter(one, AT, "id", loads.pressed(loads.saying_who(known.unit.officers)))
    return {
        target: meter.load(environment(known.unit, known.book, one.target, row)).keys
        for target, row in targets(known.unit, one).items()
    }


# ---- the goals


def test_the_equipment_of_thirty_men_takes_at_most_200_keys() -> None:
    assert keys("perlengkapan")["Ton Dalmas"] <= 200


def test_a_guards_eve_takes_at_most_155_keys() -> None:
    """His polling station (tps-siap) and, as witness of the handing over, what came to it (logistik-tps)."""
    ready, material = keys("tps-siap"), keys("logistik-tps")
    assert max(ready[target] + material[target] for target in ready) <= 155


def test_the_morning_takes_at_most_30_keys() -> None:
    assert max(keys("tps-pagi").values()) <= 30


def test_typing_is_a_tenth_of_a_check_at_most() -> None:
    for one in example().lists:
        assert one.minutes is not None
        assert max(keys(one.id).values()) * loads.SECONDS_PER_KEY / 60 <= one.minutes / 10, one.id


# ---- the count is what is pressed


class Keyboard:
    """A terminal whose keys are counted as they are pressed."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.pressed = 0

    def type(self, *lines: str) -> str:
        """Type lines, each at its prompt."""
        self.pressed += sum(len(line) + 1 for line in lines)
        return self.terminal.type(*lines)


@pytest.mark.parametrize(("lang", "columns"), [("id", 40), ("en", 80)])
def test_the_keys_that_are_counted_are_those_that_are_pressed(
    tmp_path: Path, tool: Tool, lang: str, columns: int
) -> None:
    """A whole list through a real terminal, from the menus to the seal, all of it passing."""
    root = example_unit(tmp_path / "unit")
    words_ = ("-C", str(root), "--sasaran", "Ton Dalmas", "--per", JAM, "--format", "json", "--lang", lang)
    [counted] = json.loads(tool("daftar", "perlengkapan", "--beban", *words_).stdout)["targets"]
    known = load(root)
    [one] = [one for one in known.lists if one.id == "perlengkapan"]
    rows = targets(known.unit, one)
    env = environment(known.unit, known.book, one.target, rows["Ton Dalmas"])
    with Terminal(root, "cek", "--jam", JAM, "--lang", lang, columns=columns) as terminal:
        terminal.ask()
        keyboard = Keyboard(terminal)
        keyboard.type(*loads.choosing([one.id for one in known.lists], one.id, rows, "Ton Dalmas"))
        assert keyboard.pressed == counted["choosing"]
        shown = keyboard.type("0001", "y")
        for lines in loads.answering(one, env, AT, lang):
            shown = keyboard.type(*lines)
        assert ("Segel" if lang == "id" else "Seal") in shown
        keyboard.pressed += len("y") + 1
        assert terminal.end("y") == 0
        assert terminal.too_wide() == []
    [path] = journals(root)
    assert kinds(path)[-1] == "sealed"
    assert kinds(path).count("answered") == counted["items"] == len(kinds(path)) - 2
    assert keyboard.pressed == counted["keys"] + counted["choosing"]


def test_what_nothing_passes_is_put_off_and_counted() -> None:
    """Parts that cannot make the total, a number larger than is taken, a day that two bounds leave no room for."""
    items = (
        item("parts", "breakdown", parts={"a": Text("a"), "b": Text("b")}, total=parse("0 - 5")),
        item("large", "count", need=Need(">=", parse("2000000000"))),
        item("day", "date", since=parse('"2024-12-02"'), until=parse('"2024-12-01"')),
        ITEMS["confirm"],
    )
    one = Checklist("uji", Text("Uji"), "1", (Section(Text("Tempat"), items),))
    assert loads.answering(one, {}, AT, "id") == [
        ("0", "0", ".n"),
        ("2000000000", ".n"),
        ("2/12/2024", "y", ".n"),
        ("y",),
    ]
    assert loads.Meter(one, AT, "id", who=7).load({}, menus=4) == loads.Load(4, 38, 7, 2, 4)


def test_targets_with_the_same_facts_cost_the_same_and_others_do_not() -> None:
    one = Checklist("uji", Text("Uji"), "1", (Section(Text("Tempat"), (ITEMS["count"],)),))
    meter = loads.Meter(one, AT, "id", who=0)
    assert [meter.load({"wajib": n, "lain": n}).answers for n in (5, 50, 5, 500)] == [2, 3, 2, 4]


@pytest.mark.parametrize(
    ("lists", "names", "typed"),
    [
        (["a"], ["x"], ()),
        (["a", "b"], ["x"], ("2",)),
        (["b"], ["x", "y"], ("2",)),
        (["a", "b"], ["x", "y"], ("2", "2")),
        (["b"], [*map(str, range(20)), "y"], ("y",)),
        (["lain"], ["y"], ()),
    ],
)
def test_what_is_typed_at_the_menus(lists: list[str], names: list[str], typed: tuple[str, ...]) -> None:
    assert loads.choosing(lists, "b", names, names[-1]) == typed


# ---- the last digits of a number


def officers(numbers: list[str]) -> Mapping[str, Officer]:
    return {number: Officer(number, f"Petugas {number}") for number in numbers}


@given(st.lists(st.text("012", min_size=3, max_size=6), unique=True, max_size=6), st.text("012", max_size=6))
def test_a_tail_stands_for_the_one_number_that_ends_so(numbers: list[str], typed: str) -> None:
    known = officers([*numbers, "satpam-1200"])
    found = by_tail(typed, known)
    ends = [number for number in numbers if number.endswith(typed)]
    assert [officer.number for officer in found] == (ends if len(typed) >= TAIL else [])
    digits = told_apart(officers(numbers))
    assert digits >= min(TAIL, max(map(len, numbers), default=TAIL))
    long = [number for number in numbers if len(number) >= max(digits, TAIL)]
    assert all(by_tail(number[-digits:], known) == [known[number]] for number in long)


@pytest.mark.parametrize(
    ("lang", "columns", "said"),
    [("id", 40, "Petugas Contoh B, Si Propam. Benar?"), ("en", 80, "Petugas Contoh B, Si Propam. Right?")],
)
def test_a_cek_takes_the_last_four_digits_and_shows_whose_they_are(
    tmp_path: Path, lang: str, columns: int, said: str
) -> None:
    root = small_unit(tmp_path / "unit", LIST)
    (root / "petugas.csv").write_text(
        "nomor,nama,pangkat,jabatan\n00010001,Petugas Contoh A,,Kanit\n00020001,Petugas Contoh C,,Kanit\n"
        "00010002,Petugas Contoh B,,Si Propam\n",
        encoding="utf-8",
    )
    with Terminal(root, "cek", "uji", "--jam", JAM, "--lang", lang, columns=columns) as terminal:
        terminal.ask()
        assert "petugas.csv" in terminal.type("002")  # too few: asked whether it is typed right, as ever
        terminal.type("t" if lang == "id" else "n")
        shown = " ".join(terminal.type("0001").split())
        assert ("Ketik lebih banyak angkanya." if lang == "id" else "Type more of its digits.") in shown
        shown = terminal.type("0002")
        assert said in " ".join(shown.split())
        terminal.type("y", "y")
        assert terminal.end(".q") == 0
    [path] = journals(root)
    assert json.loads(path.read_bytes().splitlines()[0])["officer"]["number"] == "00010002"


def test_a_ricek_wants_the_whole_number(tmp_path: Path) -> None:
    """It is what proves that somebody else looked."""
    root = small_unit(tmp_path / "unit", LIST.replace("ricek: none", "ricek: critical"))
    with Terminal(root, "ricek", "uji", "--jam", JAM, "--lang", "en") as terminal:
        shown = terminal.ask()
        assert "Officer's number" in shown
        assert "This number is not in petugas.csv." in terminal.type("0001")
        terminal.child.sendintr()
        assert terminal.wait() == 130


# ---- the page


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_pages_fit(lang: str) -> None:
    with words.speaking(lang):
        burdens = [
            list_loads.Burden(one, {"": loads.Meter(one, AT, lang, who=11).load({})}, whole=True)
            for one in shipped().known.values()
        ]
        pages = [list_loads.overview(shelf(), burdens, 1), *(list_loads.one_list(shelf(), one) for one in burdens)]
        for width in (80, 40):
            lines = [line for page in pages for line in text(page, width).splitlines()]
            assert [line for line in lines if cells(line) > width and "pilkada-check" not in line] == []


def test_in_a_workspace(tmp_path: Path, tool: Tool) -> None:
    Unit(tmp_path, targets=("Ton Dalmas", "Sat Lantas"), listed={"minutes": 10})
    with (tmp_path / "targets" / "satuan.csv").open("a") as file:
        file.write("Polsek,1500\n")  # a figure that is read back for being larger than usual
    done = tool("daftar", "--beban", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    # 30 0 0 y / 10 / b / 5000 / as planned / 0001 y / y, each with its Enter
    assert "alat 3 5 39 39 41 1 10 8%" in shown
    assert "Choosing list and target at the menus: at most 2 keys more" in shown
    one = " ".join(tool("daftar", "alat", "--beban", "--lang", "en").stdout.split())
    assert "39 1 5 2 Ton Dalmas, Sat Lantas 41 1 5 1 Polsek Usual: 30 for the answers, 7 for the number" in one
    table = list(csv.DictReader(io.StringIO(tool("daftar", "alat", "--beban", "--format", "csv").stdout)))
    assert [(row["target"], row["keys"], row["minutes"]) for row in table] == [
        ("Ton Dalmas", "43", "10"),  # sesuai rencana, in Indonesian
        ("Sat Lantas", "43", "10"),
        ("Polsek", "45", "10"),
    ]
    value = json.loads(tool("daftar", "--beban", "--sasaran", "pols", "--format", "json").stdout)
    assert [(entry["list"], entry["keys"]["usual"], len(entry["targets"])) for entry in value["lists"]] == [
        ("alat", 45, 1)
    ]


def test_in_a_small_units_workspace_its_own_targets_alone(tmp_path: Path, tool: Tool) -> None:
    """Lists of the whole unit fall away there, and so does the menu of lists."""
    sheet = {"satuan": "Ton Dalmas", "lists": ["komunikasi", "alat"]}
    Unit(tmp_path, targets=("Ton Dalmas", "Sat Lantas"), sheet=sheet)
    value = json.loads(tool("daftar", "--beban", "--format", "json").stdout)
    [entry] = value["lists"]
    assert [(one["target"], one["choosing"]) for one in entry["targets"]] == [("Ton Dalmas", 0)]


def test_without_a_workspace_every_item_is_asked(tool: Tool) -> None:
    value = json.loads(tool("daftar", "--beban", "--format", "json", "-C", "/").stdout)
    assert {one["list"]: one["targets"][0]["items"] for one in value["lists"]} == {
        name: len(list(one.items())) for name, one in shipped().known.items()
    }
    assert "every item is taken as asked" in " ".join(
        tool("daftar", "--beban", "-C", "/", "--lang", "en").stdout.split()
    )
