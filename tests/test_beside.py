"""The figures beside the verdict as pages and data show them, by the real command; and that they never change it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Tool
from jsonschema import Draft202012Validator
from pages_world import KANIT, PROPAM, Unit, moment
from terminal import Terminal, officer, small_unit
from test_verdict import ON_DISK
from verdict_world import World, at

import pilkada_check
from pilkada_check import words
from pilkada_check.cli.scenes import seen
from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.model.events import By, FollowUp, Outcome, Value
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.verdict import assess
from pilkada_check.views import as_json, attention
from pilkada_check.views.as_text import text
from pilkada_check.views.attention import at_end
from pilkada_check.views.beside import document
from pilkada_check.views.lines import cells
from pilkada_check.views.scene import Scene
from pilkada_check.views.summary import summary

SCHEMA = json.loads((Path(pilkada_check.__file__).parent / "schema" / "ringkasan.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
PER = ("--per", "2024-11-26T20:00:00+08:00")
HIDDEN = "4711"  # the value of a sensitive item

ITEMS: dict[str, dict[str, Any]] = {
    "helm": {"text": "Helm PHH: berapa?", "type": "count", "need": ">= 10", "critical": "true"},
    "tameng": {"text": "Tameng: berapa?", "type": "count", "need": ">= 10", "critical": "true"},
    "rompi": {"text": "Rompi: berapa?", "type": "count", "need": ">= 10", "critical": "true"},
    "senpi": {
        "text": "Senpi: berapa?", "type": "count", "need": ">= 5000", "usual": "0..9999", "critical": "true",
        "sensitive": "true",
    },
}  # fmt: skip


def cek(unit: Unit, target: str = "Ton Dalmas", hour: str = "20", **more: Any) -> str:  # noqa: ANN401 - record's
    """One is short of helmets and shields; the restricted item is short too."""
    short = {"need": 10, "follow_up": FollowUp("Bag Log", moment("27 01.00"))}
    return unit.record(
        "cek", KANIT,
        [(f"24 {hour}.07", "helm", 8, "fail", short), (f"24 {hour}.09", "tameng", 9, "fail", short),
         (f"24 {hour}.11", "rompi", 12, "ok", {"need": 10}), (f"24 {hour}.13", "senpi", 4711, "fail", short)],
        target=target, **more,
    )  # fmt: skip


def ricek(unit: Unit, target: str = "Ton Dalmas", **more: Any) -> str:  # noqa: ANN401 - record's
    """The other sees the helmets, not the shields, and one vest that nobody missed."""
    return unit.record(
        "ricek", PROPAM,
        [("25 07.07", "helm", 8, "fail", {"need": 10}), ("25 07.09", "tameng", 10, "ok", {"need": 10}),
         ("25 07.11", "rompi", 9, "fail", {"need": 10}), ("25 07.13", "senpi", 4711, "fail", {"need": 5000})],
        target=target, **more,
    )  # fmt: skip


def scene(root: Path, when: str = "26 20:00") -> Scene:
    return seen(open_unit(root), at(when), private=False)


def section(page: str, title: str) -> str:
    """What stands on a page under a heading, its words only."""
    found = re.search(rf"^ {re.escape(title)}\n(.*?)(?:^-{{20,}}|\Z)", page, re.MULTILINE | re.DOTALL)
    return " ".join(found[1].split()) if found else ""


# ---- agreement, and what both may have missed


@pytest.mark.parametrize(
    ("lang", "title", "wanted"),
    [
        (
            "id", "KESEPAKATAN CEK DAN RICEK",
            ("beda 2 dari 4 4 butir dilihat dua petugas secara mandiri: 4 kekurangan ditemukan, 2 oleh keduanya: "
             "dengan keyakinan 95 % paling banyak 0 luput dari keduanya."),
        ),
        (
            "en", "AGREEMENT OF CEK AND RICEK",
            ("2 of 4 differ 4 items seen by two officers, each by himself: 4 faults found, 2 by both: with 95 % "
             "confidence both missed at most 0."),
        ),
    ],
)  # fmt: skip
def test_agreement_on_the_page(tmp_path: Path, tool: Tool, lang: str, title: str, wanted: str) -> None:
    unit = Unit(tmp_path, items=ITEMS)
    cek(unit)
    ricek(unit, independent=True)
    page = tool("--lang", lang, "ringkasan", "--format", "text", *PER).stdout
    assert section(page, title) == wanted


def test_without_a_common_fault_there_is_no_bound(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path, items={"helm": ITEMS["helm"]})
    unit.record("cek", KANIT, [("24 20.07", "helm", 8, "fail", {"need": 10})])
    unit.record("ricek", PROPAM, [("25 07.07", "helm", 10, "ok", {"need": 10})], independent=True)
    said = section(tool("ringkasan", "--format", "text", *PER).stdout, "KESEPAKATAN CEK DAN RICEK")
    assert said.endswith(
        "1 kekurangan ditemukan, tidak satu pun oleh keduanya: yang luput dari keduanya tidak ada batas."
    )
    told = json.loads(tool("ringkasan", "--format", "json", *PER).stdout)["beside"]["missed"]
    assert (told["found"], told["at_most"], told["missed"]) == (1, None, None)


def test_a_ricek_that_was_not_independent_bounds_nothing(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items=ITEMS)
    cek(unit)
    ricek(unit)
    assert section(text(summary(scene(tmp_path)), 80), "AGREEMENT OF CEK AND RICEK") == "2 of 4 differ"


def test_nothing_is_said_before_two_have_looked(tmp_path: Path) -> None:
    cek(Unit(tmp_path, items=ITEMS))
    page = text(summary(scene(tmp_path)), 80)
    assert "AGREEMENT" not in page
    assert "WORTH A LOOK" not in page


def test_agreement_as_data(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path, items=ITEMS, targets=("Ton Dalmas", "Sat Samapta"))
    cek(unit)
    ricek(unit, independent=True)
    told = json.loads(tool("ringkasan", "--format", "json", *PER).stdout)
    assert [fault.message for fault in VALIDATOR.iter_errors(told)] == []
    counts = {
        "n": 4,
        "differ": 2,
        "kappa": -0.3333,
        "table": [
            {"cek": "fail", "ricek": "fail", "n": 2},
            {"cek": "fail", "ricek": "ok", "n": 1},
            {"cek": "ok", "ricek": "fail", "n": 1},
        ],
    }
    assert told["beside"]["agreement"] == {"lists": [{"list": "alat", **counts}], "total": counts}
    assert told["beside"]["missed"] == {
        "parts": 1, "items": 4, "first": 3, "second": 3, "both": 2, "found": 4, "at_most": 4, "missed": 0,
    }  # fmt: skip


def test_nothing_looked_at_twice_as_data(tmp_path: Path) -> None:
    cek(Unit(tmp_path, items=ITEMS))
    told = document(scene(tmp_path))
    assert told["agreement"] == {"lists": [], "total": {"n": 0, "differ": 0, "kappa": None, "table": []}}
    assert told["attention"] == []


# ---- worth a look

Given = tuple[str, str, Value, Outcome, dict[str, Any]]
FAST = {f"b{n}": {"text": f"Barang {n}: berapa?", "type": "count", "need": ">= 10"} for n in range(10)}


def suspicious(root: Path) -> Unit:
    """A unit with something of every kind; what is fast is alike and just as required too."""
    unit = Unit(
        root,
        items={**FAST, "senpi": ITEMS["senpi"]},
        targets=("Ton Dalmas", "Sat Samapta", "Polsek *A*"),
    )
    unit.record("cek", KANIT, [("24 20.07", name, 10, "ok", {"need": 10}) for name in FAST])
    unit.record("cek", KANIT, [("24 20.07", "b1", 12, "ok", {"need": 10})], target="Sat Samapta")
    unit.record("cek", KANIT, [("24 20.07", "b1", 12, "ok")], target="Polsek *A*", device="b71e0c55")
    unit.record(
        "cek", By("00010009", "Petugas Contoh \x1b[31m", "", ""),
        [("25 09.00", "b4", 11, "ok"),
         ("25 09.30", "senpi", 1, "fail", {"need": 5000}), ("25 09.20", "b3", 12, "ok", {"raw": moment("20 01.00")}),
         ("25 09.40", "senpi", 4711, "remark", {"need": 5000}), ("23 09.20", "b2", 11, "ok")],
        target="Sat Samapta",
    )  # fmt: skip
    return unit


KINDS = [
    "two_devices", "two_devices", "two_targets", "before_opened", "before_opened", "backwards", "changed", "fast",
    "exact", "alike", "clock",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_every_kind_is_told(tmp_path: Path, lang: str, width: int) -> None:
    suspicious(tmp_path)
    words.init(lang)
    page = text(summary(scene(tmp_path)), width)
    assert all(cells(line) <= width for line in page.splitlines())
    assert HIDDEN not in page
    assert "\x1b" not in page
    said = section(page.replace("-" * width, "-" * 40), words._("WORTH A LOOK"))
    for heading, _short in attention.KINDS.values():
        assert words._(heading).format(**attention._THRESHOLDS) in said


def test_what_is_said_of_each(tmp_path: Path, tool: Tool) -> None:
    suspicious(tmp_path)
    said = section(tool("ringkasan", "--format", "text", *PER).stdout, "PERLU PERHATIAN")
    first = "01JDEXAMPLE000000000000001"
    assert said.startswith("Bisa saja ada alasannya; tidak satu pun mengubah keadaan. Satu petugas menjawab di dua")
    assert f"Perlengkapan, Ton Dalmas: Kanit Dalmas, {first}, 10 jawaban, berjarak 0 detik" in said
    assert "selisih kurang dari 60 detik" in said
    assert "10 jawaban atau lebih, setengahnya dalam kurang dari 5 detik" in said
    assert (
        f"Perlengkapan, Ton Dalmas: Kanit Dalmas, {first}, 0 detik dari 01JDEXAMPLE000000000000002, Sat Samapta" in said
    )
    assert "Perlengkapan, Sat Samapta: Petugas Contoh \\x1b[31m, 01JDEXAMPLE000000000000004, Senpi" in said
    assert not {"curang", "bohong", "palsu", "pelanggaran"} & {*said.lower().split()}


def test_every_kind_as_data(tmp_path: Path, tool: Tool) -> None:
    suspicious(tmp_path)
    told = json.loads(tool("ringkasan", "--format", "json", *PER).stdout)
    assert [fault.message for fault in VALIDATOR.iter_errors(told)] == []
    found = told["beside"]["attention"]
    assert {one["kind"] for one in found} == set(attention.KINDS)
    assert {one["officer"] for one in found} == {"00010001", "00010009"}
    [changed] = [one for one in found if one["kind"] == "changed"]
    assert changed == {
        "kind": "changed", "list": "alat", "target": "Sat Samapta", "record": "01JDEXAMPLE000000000000004",
        "officer": "00010009", "items": ["senpi"], "answers": 0, "seconds": None, "type": None, "other": None,
    }  # fmt: skip
    assert HIDDEN not in json.dumps(found)


def test_many_of_a_kind_are_counted_on_the_page_of_the_whole_unit(tmp_path: Path, tool: Tool) -> None:
    names = [f"Regu {n:02}" for n in range(11)]
    unit = Unit(tmp_path, items=FAST, targets=names)
    for number, name in enumerate(names):
        values: list[Given] = [
            (f"24 {number + 10}.07", item, 11 + n, "ok", {"need": 10}) for n, item in enumerate(FAST)
        ]
        unit.record("cek", KANIT, values, target=name)
    said = section(tool("ringkasan", "--format", "text", *PER).stdout, "PERLU PERHATIAN")
    assert said.count("10 jawaban, berjarak 0 detik") == attention.MOST
    assert said.endswith("dan 8 lagi")
    said = section(tool("ringkasan", "--format", "text", "--list", "alat", *PER).stdout, "PERLU PERHATIAN")
    assert said.count("10 jawaban, berjarak 0 detik") == 11


def test_only_what_is_shown(tmp_path: Path, tool: Tool) -> None:
    suspicious(tmp_path)
    told = json.loads(tool("ringkasan", "--format", "json", "--sasaran", "Ton Dalmas", *PER).stdout)["beside"]
    assert {one["target"] for one in told["attention"]} == {"Ton Dalmas"}
    assert {one["kind"] for one in told["attention"]} == {"fast", "exact", "alike"}


# ---- what is not shown


def test_of_a_veiled_part_nothing_is_shown(tmp_path: Path, tool: Tool) -> None:
    """Its cek was fast and the shields of another target differ: only that other one is told of."""
    unit = Unit(tmp_path, items=FAST, targets=("Ton Dalmas", "Sat Samapta"))
    unit.record("cek", KANIT, [("24 20.07", name, 10, "ok", {"need": 10}) for name in FAST])
    unit.record("ricek", PROPAM, [("25 07.07", "b1", 9, "fail", {"need": 10})], sealed=False)
    unit.record("cek", KANIT, [("24 22.07", "b1", 10, "ok", {"need": 10})], target="Sat Samapta")
    unit.record("ricek", PROPAM, [("25 09.07", "b1", 10, "ok", {"need": 10})], target="Sat Samapta")
    page = tool("ringkasan", "--format", "text", *PER).stdout
    assert section(page, "KESEPAKATAN CEK DAN RICEK") == "beda 0 dari 1"
    assert "PERLU PERHATIAN" not in page
    told = json.loads(tool("ringkasan", "--format", "json", *PER).stdout)["beside"]
    assert told["attention"] == []
    assert told["agreement"]["total"]["n"] == 1


# ---- at the end of a walk


@pytest.mark.parametrize(
    ("lang", "nothing", "fast"),
    [
        ("id", "Perlu perhatian: tidak ada", "dijawab cepat"),
        ("en", "Worth a look: nothing", "answered fast"),
    ],
)
def test_the_line_at_the_end_of_a_walk(tmp_path: Path, lang: str, nothing: str, fast: str) -> None:
    unit = suspicious(tmp_path)
    words.init(lang)
    dalmas, samapta, _polsek = assess(evidence(open_unit(unit.root)), at("26 20:00")).parts
    assert fast in at_end(dalmas, "01JDEXAMPLE000000000000001")
    assert "(Senpi)" in at_end(samapta, "01JDEXAMPLE000000000000004")
    assert at_end(samapta, "01JDEXAMPLE000000000000002") == nothing


COUNTS = """
id: uji
title: Daftar uji
version: "1"
for: unit
ricek: none
sections:
  - title: Gudang
    items:
""" + "".join(f"      - {{id: b{n}, text: 'Barang {n}: berapa?', type: count, need: '>= 10'}}\n" for n in range(10))


@pytest.mark.parametrize(
    ("lang", "columns", "ready", "said"),
    [
        ("id", 80, "SIAP", "semua angka persis angka wajib; jawaban serba sama"),
        ("id", 40, "SIAP", "semua angka persis angka wajib; jawaban serba sama"),
        ("en", 80, "READY", "every figure just what is required; answers all alike"),
        ("en", 40, "READY", "every figure just what is required; answers all alike"),
    ],
)
def test_it_is_said_before_the_seal_and_changes_nothing(
    tmp_path: Path, lang: str, columns: int, ready: str, said: str
) -> None:
    """How fast the answers came is said or not: this machine types as fast as it can."""
    root = small_unit(tmp_path / "unit", COUNTS)
    with Terminal(root, "cek", "uji", "--lang", lang, columns=columns) as terminal:
        officer(terminal)
        shown = " ".join(terminal.type(*["10"] * 10).split())
        assert said in shown
        assert terminal.end("y") == 0
        assert not terminal.too_wide()
        assert re.search(
            rf"(Keadaan|State): {ready}\s", terminal.text[terminal.text.rindex("(y/t)" if lang == "id" else "(y/n)") :]
        )


# ---- never the verdict


@pytest.mark.parametrize("case", ON_DISK, ids=[case["id"] for case in ON_DISK])
def test_whatever_these_figures_are_the_verdict_is_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    World(case, tmp_path).write()
    when = case.get("now", "26 20:00")
    one = scene(tmp_path, when)
    written = as_json.summary(one, document(one))
    assert [fault.message for fault in VALIDATOR.iter_errors(written)] == []
    summary(one)
    again = assess(evidence(open_unit(tmp_path)), at(when))
    assert judged(one.assessment) == judged(again) or any(part.veiled for part in again.parts)


def judged(found: Assessment) -> list[object]:
    """The verdict and everything that is said for it."""
    parts = [
        (part.checklist.id, part.target, part.readiness, part.reasons, {n: s.state for n, s in part.items.items()})
        for part in found.parts
    ]
    return [found.readiness, found.reasons, found.coverage, parts]


def slow(unit: Unit) -> None:
    """The same answers, one each quarter of an hour, from two officers who never meet."""
    unit.record("cek", KANIT, [(f"24 {10 + n}.07", name, 10 + n, "ok", {"need": 10}) for n, name in enumerate(FAST)])
    values: list[Given] = [(f"25 {10 + n}.07", name, 10 + n, "ok", {"need": 10}) for n, name in enumerate(FAST)]
    unit.record("ricek", PROPAM, values, independent=True)


def quick(unit: Unit) -> None:
    """In one minute, all alike and just as required, not independent, after an answer that was worse."""
    values: list[Given] = [("24 20.07", name, 10, "ok", {"need": 10}) for name in FAST]
    unit.record("cek", KANIT, [("24 20.07", "b0", 8, "fail", {"need": 10}), *values])
    unit.record("ricek", PROPAM, [("25 07.07", name, 10, "ok", {"need": 10}) for name in FAST], independent=False)


def test_the_verdict_is_the_same_however_it_came_about(tmp_path: Path, tool: Tool) -> None:
    """The same state, reasons and exit code, beside quite other figures."""
    told = []
    for how in (slow, quick):
        root = tmp_path / how.__name__
        how(Unit(root, items=FAST, listed={"ricek": "all"}))
        done = tool("-C", str(root), "ringkasan", "--format", "json", *PER)
        told.append((done.returncode, json.loads(done.stdout)))
    (code, one), (other_code, other) = told
    assert code == other_code == 0
    assert one["readiness"] == other["readiness"] == "ready"
    assert one["reasons"] == other["reasons"] == []
    assert [part["reasons"] for part in one["parts"]] == [part["reasons"] for part in other["parts"]] == [[]]
    assert one["beside"]["attention"] == []
    kinds = {notice["kind"] for notice in other["beside"]["attention"]}
    assert kinds == {"fast", "alike", "exact", "changed"}
    assert one["beside"]["missed"]["parts"] == 1
    assert other["beside"]["missed"]["parts"] == 0
