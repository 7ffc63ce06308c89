"""`daftar --sumber` and `daftar --beda`: what items come from, and how own lists differ from the shipped ones."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Tool
from hypothesis import given
from hypothesis import strategies as st
from lists_world import shelf, shipped
from msgspec.structs import replace
from pages_world import ITEMS, Unit

from pilkada_check import words
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.model.checklist import Checklist, Item, Section
from pilkada_check.model.text import Text
from pilkada_check.rules.list_changes import compare
from pilkada_check.views import list_changes, list_sources
from pilkada_check.views.as_text import text
from pilkada_check.views.lines import cells

ADDRESS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+([/ ]|$)", re.IGNORECASE)
SOURCES = {
    "E1": "contoh.example/berita",
    "UMUM": {"id": "pengetahuan umum", "en": "common knowledge"},
    "SISA": "contoh.example/sisa",
}
SOURCED: dict[str, dict[str, Any]] = {
    "helm": {**ITEMS["helm"], "source": ["E1", "UMUM"]},
    "senter": {**ITEMS["senter"], "source": ["~E1"]},
    "rem": {**ITEMS["rem"], "source": ["UMUM"]},
    "senpi": {**ITEMS["senpi"], "source": ["HILANG"]},
    "sprin": ITEMS["sprin"],
}


def rows(text_: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_)))


# ---- where items come from


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "checklists").glob("[!f]*.yaml")))
def test_every_shipped_item_says_what_it_comes_from(name: str) -> None:
    """A code resolves to an address, or to words in both languages; the counts are those of the items."""
    one = shipped().known[name]
    for code, source in one.sources.items():
        assert bool(ADDRESS.search(source.id)) is not bool(source.en), (name, code)
    for item in one.items():
        assert [each.code for each in list_sources.origins(one, item) if each.kind == "unlisted"] == [], item.id
        assert list_sources.rests_on(one, item) != "without", item.id
    assert sum(list_sources.counts(one).values()) == len(list(one.items()))


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_its_pages_fit_and_hold_every_code(lang: str) -> None:
    with words.speaking(lang):
        for one in shipped().known.values():
            page = list_sources.one_list(shelf(), one)
            flat = "".join(text(page).split())
            assert all("".join(source.say(lang).split()) in flat for source in one.sources.values())
            assert one.reviewed is not None
            assert one.reviewed.by.say(lang).replace(" ", "") in flat
            for width in (80, 40):
                assert [line for line in text(page, width).splitlines() if cells(line) > width] == []
        wide = [text(list_sources.overview(shelf(), 0), width).splitlines() for width in (80, 40)]
        assert [
            line for lines, width in zip(wide, (80, 40), strict=True) for line in lines if cells(line) > width
        ] == []


def test_the_sources_of_an_own_list_in_every_format(tmp_path: Path, tool: Tool) -> None:
    Unit(tmp_path, items=SOURCED, listed={"sources": SOURCES})
    done = tool("daftar", "alat", "--sumber", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    for said in (
        "1 Helm PHH helm E1, UMUM 2 Senter senter ~E1",
        "E1 (2 items): contoh.example/berita",
        "UMUM (2 items): common knowledge",
        "SISA (no item): contoh.example/sisa",
        "HILANG: stands nowhere in the list's `sources`.",
        "1 of 5 items with a published source",
        "1 whose page gives only the reason or the heading (~)",
        "1 by UMUM alone: common knowledge",
        "2 without any source",
    ):
        assert said in shown, said
    table = rows(tool("daftar", "alat", "--sumber", "--format", "csv").stdout)
    assert [(row["item"], row["code"], row["kind"], row["only_reason"], row["source"]) for row in table] == [
        ("helm", "E1", "published", "false", "contoh.example/berita"),
        ("helm", "UMUM", "in_words", "false", "pengetahuan umum"),
        ("senter", "E1", "published", "true", "contoh.example/berita"),
        ("rem", "UMUM", "in_words", "false", "pengetahuan umum"),
        ("senpi", "HILANG", "unlisted", "false", ""),
        ("sprin", "", "", "", ""),
    ]
    value = json.loads(tool("daftar", "alat", "--sumber", "--format", "json").stdout)
    assert [value[key] for key in ("published", "only_reason", "in_words", "without")] == [1, 1, 1, 2]
    assert value["asks"][1]["sources"] == [
        {"code": "E1", "kind": "published", "only_reason": True, "source": "contoh.example/berita"}
    ]
    assert "| 1 | Helm PHH | helm | E1, UMUM |" in re.sub(
        " +", " ", tool("daftar", "alat", "--sumber", "--format", "markdown").stdout
    )
    assert tool("daftar", "alat", "--sumber", "--format", "text", "--lang", "en").stdout == done.stdout


def test_the_sources_of_all_lists_are_counted(tool: Tool) -> None:
    value = json.loads(tool("daftar", "--sumber", "--format", "json").stdout)
    assert {entry["list"] for entry in value["lists"]} == set(shipped().known)
    for entry in value["lists"]:
        assert sum(entry[key] for key in list_sources.COUNTS) == entry["items"]
    table = rows(tool("daftar", "--sumber", "--format", "csv").stdout)
    assert [(row["list"], row["published"]) for row in table] == [
        (entry["list"], str(entry["published"])) for entry in value["lists"]
    ]


# ---- own lists beside the shipped ones


def texts(*names: str) -> tuple[Item, ...]:
    return tuple(Item(name, Text(name), "confirm") for name in names)


def listed(*sections: tuple[str, tuple[Item, ...]], **head: Any) -> Checklist:  # noqa: ANN401 - fields of a list
    return Checklist("uji", Text("Uji"), "1", tuple(Section(Text(title), items) for title, items in sections), **head)


BASE = listed(("Lapangan", texts("a", "b", "c", "d")), ("Gudang", texts("e", "f")))


def with_item(name: str, **fields: Any) -> Checklist:  # noqa: ANN401 - fields of an item
    """The base with fields of one item changed."""
    sections = [
        (section.title.id, tuple(replace(one, **fields) if one.id == name else one for one in section.items))
        for section in BASE.sections
    ]
    return listed(*sections)


def test_nothing_differs_from_itself() -> None:
    assert not compare(BASE, BASE).any


@pytest.mark.parametrize(
    ("fields", "again"),
    [
        ({"text": Text("Helm?")}, False),
        ({"text": Text("b", "helmet")}, False),
        ({"hint": Text("Buka.")}, False),
        ({"short": Text("Helm")}, False),
        ({"critical": True}, False),
        ({"source": ("E1",)}, False),
        ({"usual": (0, 5)}, False),
        ({"expect": False}, True),
        ({"type": "risk"}, True),
        ({"nihil": True, "digits": True}, True),
    ],
)
def test_what_was_changed_and_whether_answers_stay(fields: dict[str, Any], again: bool) -> None:
    [change] = compare(with_item("b", **fields), BASE).changed
    assert (change.item.id, [one.name for one in change.fields], change.moved, change.again) == (
        "b",
        [name for name in Item.__struct_fields__ if name in fields],
        False,
        again,
    )
    shown = [list_changes.said(one) for one in change.fields]
    assert all(before != now for before, now in shown), shown


@pytest.mark.parametrize(
    ("own", "moved", "added", "missing", "places"),
    [
        (listed(("Lapangan", texts("b", "a", "c", "d")), ("Gudang", texts("e", "f"))), ["b"], [], [], []),
        (listed(("Lapangan", texts("d", "a", "b", "c")), ("Gudang", texts("e", "f"))), ["d"], [], [], []),
        (listed(("Lapangan", texts("a", "c", "d")), ("Gudang", texts("b", "e", "f"))), ["b"], [], [], []),
        (listed(("Lapangan", texts("a", "b", "x", "c", "d")), ("Gudang", texts("f"))), [], ["x"], ["e"], []),
        (listed(("Halaman", texts("a", "b", "c", "d")), ("Gudang", texts("e", "f"))), [], [], [], ["Halaman"]),
        (listed(("Gudang", texts("e", "f")), ("Lapangan", texts("a", "b", "c", "d"))), ["e", "f"], [], [], []),
    ],
)
def test_what_was_moved_added_and_left_out(
    own: Checklist, moved: list[str], added: list[str], missing: list[str], places: list[str]
) -> None:
    found = compare(own, BASE)
    assert sorted(change.item.id for change in found.changed if change.moved) == moved
    assert [item.id for _place, item in found.added] == added
    assert [item.id for _place, item in found.missing] == missing
    assert [now.id for _before, now in found.places] == places
    assert not any(change.fields or change.again for change in found.changed)


@given(st.permutations([item.id for item in BASE.items()]), st.sets(st.sampled_from("abcdef"), max_size=3))
def test_those_that_were_not_moved_kept_their_order(order: list[str], without: set[str]) -> None:
    own = listed(("Lapangan", texts(*(name for name in order if name not in without))))
    theirs = listed(("Lapangan", texts(*"abcdef")))
    found = compare(own, theirs)
    late = {change.item.id for change in found.changed if change.moved}
    kept = [item.id for item in own.items() if item.id not in late]
    assert kept == sorted(kept)
    assert {item.id for _place, item in found.missing} == without
    longer = [name for name in late if sorted(both := _with(own, kept, name)) == both]
    assert longer == [], "one more could have kept its order"


def _with(own: Checklist, kept: list[str], name: str) -> list[str]:
    return [item.id for item in own.items() if item.id in kept or item.id == name]


def test_the_fields_of_the_list_itself() -> None:
    found = compare(replace(BASE, version="2", minutes=5, own=True, sha256="x", target="tps"), BASE)
    assert [(one.name, *list_changes.said(one)) for one in found.head] == [
        ("version", "1", "2"),
        ("for", "unit", "tps"),
        ("minutes", "", "5"),
    ]


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "version": lambda one: one.update(version="2024.1-uji", sample={"tolerance": "5%", "confidence": "95%"}),
    "agree": lambda one: one.update(agree="outcome", valid_for="12h", reviewed={"by": "Kabag", "on": "2024-11-20"}),
    "title": lambda one: one["sections"][0].update(title="Halaman"),
    "gone": lambda one: one["sections"][0]["items"].pop(2),
    "new": lambda one: one["sections"][0]["items"].append({"id": "payung", "text": "Payung?", "type": "count"}),
    "need": lambda one: one["sections"][0]["items"][1].update(need=">= tameng_wajib + 2"),
    "hint": lambda one: one["sections"][0]["items"][0].update(hint="Buka."),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A unit with a copy of a shipped list that it changed, one of its own, and a fact of its own."""
    unit = Unit(tmp_path, sheet={"lists": ["perlengkapan", "alat", "personel"]})
    value = yaml.load((ROOT / "checklists" / "perlengkapan.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts alone
    for change in CHANGES.values():
        change(value)
    changed = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)  # no text over several lines
    unit.put("checklists/perlengkapan.yaml", changed.encode())
    unit.put("checklists/facts.yaml", unit.dump({"facts": {"payung": {"type": "int", "text": "Payung"}}}))
    unit.put("checklists/cadangan.yaml", b"id: cadangan\n")
    return tmp_path


def test_one_own_list_beside_the_shipped_one(own: Path, tool: Tool) -> None:
    done = tool("daftar", "perleng", "--beda", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    before = list(shipped().known["perlengkapan"].items())
    for said in (
        "Own version 2024.1-uji beside shipped version 2024.1",
        "Items: 1 added, 1 left out, 2 changed",
        "Of 1 item answers given to the shipped list do not count: it is asked again.",
        "agree: shipped: - own: outcome",
        "valid_for: shipped: - own: 12h",
        "sample: shipped: - own: tolerance: 5%; confidence: 95%",
        "Parade ground -> Halaman",
        "Halaman: Payung [payung]",
        f"[{before[2].id}]",
        "[helm-phh]: answers stay hint: shipped: ",
        "[tameng]: asked again need: shipped: >= tameng_wajib own: >= tameng_wajib + 2",
    ):
        assert said in shown, said
    assert [line for line in done.stdout.splitlines() if cells(line) > 80] == []
    table = rows(tool("daftar", "perlengkapan", "--beda", "--format", "csv").stdout)
    assert {row["change"] for row in table} == {"list", "place", "added", "missing", "changed"}
    assert [(row["item"], row["answers"]) for row in table if row["change"] == "changed"] == [
        ("helm-phh", "stay"),
        ("tameng", "again"),
    ]
    value = json.loads(tool("daftar", "perlengkapan", "--beda", "--format", "json").stdout)
    assert [value[key] for key in list_changes.COUNTS] == [1, 1, 0, 2, 1]
    assert len(value["differences"]) == len(table)


def test_every_own_list_in_one_line_and_the_own_facts(own: Path, tool: Tool) -> None:
    done = tool("daftar", "--beda", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    assert "perlengkapan 2024.1-uji 2024.1 1 1 0 2 1" in shown
    assert "alat: no list of this name is shipped." in shown
    assert "OWN FACTS payung" in shown
    assert "personel" not in shown
    value = json.loads(tool("daftar", "--beda", "--format", "json").stdout)
    assert [(one["list"], one["shipped"]) for one in value["lists"]] == [("perlengkapan", True), ("alat", False)]
    assert value["own_facts"] == ["payung"]
    assert value["faulty"] == ["cadangan"]
    table = rows(tool("daftar", "--beda", "--format", "csv").stdout)
    assert [(row["list"], row["changed"]) for row in table] == [("perlengkapan", "2"), ("alat", "")]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("personel", "--beda"), 3, f"To change it, copy {shipped_lists() / 'personel.yaml'} into checklists/"),
        (("cadang", "--beda"), 3, "The list cadangan has faults, so it cannot be shown."),
        (("alat", "--beda"), 3, "alat is the unit's own alone: no list of that name is shipped."),
        (("--beda", "--sumber"), 2, "--sumber, --beban and --beda are one page each."),
        (("--sasaran", "Ton Dalmas"), 2, "--sasaran goes with --beban alone."),
        (("--sumber", "--sasaran", "Ton Dalmas"), 2, "--sasaran goes with --beban alone."),
        (("--beban", "--sasaran", "Nirwana"), 2, "There is no target Nirwana."),
        (("personel", "-C", "/", "--beda"), 3, "There is no workspace here, so no list of a unit's own."),
        (("-C", "/", "--beban", "--sasaran", "Ton"), 2, "or make one with: pilkada-check mulai -C / --lang en"),
    ],
)
def test_what_cannot_be_shown_is_said(own: Path, tool: Tool, typed: tuple[str, ...], code: int, said: str) -> None:
    done = tool("daftar", *typed, "--lang", "en")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_a_unit_without_own_lists_says_so(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path, sheet={"lists": ["personel"]})
    (tmp_path / "checklists" / "alat.yaml").unlink()
    assert "This unit has no list of its own." in tool("daftar", "--beda", "--lang", "en").stdout
    unit.put("checklists/rusak.yaml", b"id: rusak\n")
    for page in ((), ("--beda",), ("--sumber",), ("--beban",)):
        shown = " ".join(tool("daftar", *page, "--lang", "en").stdout.split())
        assert "no list of its own" not in shown
        assert "Not shown, because they have faults: rusak" in shown
        assert "in the files of this unit: pilkada-check validasi" in shown
        assert json.loads(tool("daftar", *page, "--format", "json").stdout)["faulty"] == ["rusak"]
    for lang, said in (("id", "Tidak tampil karena berisi kesalahan"), ("en", "Not shown, because they have faults")):
        table = tool("daftar", "--format", "csv", "--lang", lang)  # its rows cannot say what is not among them
        assert (table.returncode, "rusak" in table.stdout) == (3, False)
        assert f"{said}: rusak\n" in table.stderr
        assert tool("daftar", "personel", "--format", "csv").returncode == 0
