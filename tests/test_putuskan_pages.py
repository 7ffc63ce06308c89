"""A dispute on the screen: every type of answer, several officers, wide and narrow, in both languages."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pages_world import KANIT, PROPAM, Given, Unit, moment
from verdict_world import at

from pilkada_check import words
from pilkada_check.cli.scenes import seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.model.events import By, Entered, Looked, encode, seal_line
from pilkada_check.rules.ruling import Dispute, disputes
from pilkada_check.views import moments
from pilkada_check.views import putuskan as views
from pilkada_check.views.lines import cells

ZONE = ZoneInfo("Asia/Makassar")
WAKA = By("00010004", "Dewi Lestari", "AKP", "Kasat Samapta")
PARTS = {f"p{n}": f"bagian nomor {n}" for n in range(9)}
ITEMS: dict[str, dict[str, Any]] = {
    "helm": {"text": "Helm PHH: hitung B, RR, RB, TA.", "type": "inventory", "need": ">= 30", "critical": "true"},
    "rem": {"text": "Uji rem truk pengangkut di turunan. Keadaan?", "type": "condition", "states": {
        "b": "pakem", "rr": "lemah", "rb": "blong", "ta": "tidak ada"}},
    "hadir": {"text": "Rincian?", "type": "breakdown", "parts": PARTS, "total": "helm_wajib + 33"},
    "sprin": {"text": "Nomor sprin?", "type": "text", "agree": "value"},
    "gas": {"text": "Gas: masa pakai paling dekat?", "type": "valid_until"},
    "lapor": {"text": "Cara lapor?", "type": "choice", "options": [
        {"id": "ht", "text": "HT dijawab posko", "outcome": "ok"},
        {"id": "belum", "text": "belum ada", "outcome": "fail"}]},
}  # fmt: skip
CEK: list[Given] = [
    ("24 20.00", "helm", {"b": 12345, "rr": 2, "rb": 1, "ta": 0}, "ok"),
    ("24 20.01", "rem", "rr", "remark", {"note": "rem tangan lemah di turunan panjang, belum dicoba bermuatan"}),
    ("24 20.02", "hadir", dict.fromkeys(PARTS, 7), "noted"),
    ("24 20.03", "sprin", "Sprin/045/XI/OPS.1.3./2024 " + "panjang " * 12, "ok"),
    ("24 20.04", "gas", None, "na", {"note": "tidak dibawa"}),
    ("24 20.05", "lapor", "ht", "ok"),
]
RICEK: list[Given] = [
    ("25 07.00", "helm", {"b": 9, "rr": 20, "rb": 1, "ta": 0}, "fail", {"accepted_by": "Kanit Dalmas"}),
    ("25 07.01", "rem", "b", "ok"),
    ("25 07.02", "hadir", {**dict.fromkeys(PARTS, 7), "p0": 8}, "noted"),
    ("25 07.03", "sprin", "Sprin/046", "ok"),
    ("25 07.04", "gas", "2026-03-31", "ok"),
    ("25 07.05", "lapor", "belum", "fail"),
]


def found(root: Path) -> list[Dispute]:
    return disputes(seen(open_unit(root), at("26 20:00"), private=True).parts())


def page(one: Dispute, width: int) -> list[str]:
    return [*views.head(one, 1, 12, width), *views.answers(one, ZONE, width)]


@pytest.mark.parametrize("width", [40, 59, 60, 80, 100])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_type_fits_the_screen(tmp_path: Path, lang: str, width: int) -> None:
    unit = Unit(tmp_path, items=ITEMS, targets=("Peleton Pengendalian Massa Polres Bontang Utara",))
    name = "Peleton Pengendalian Massa Polres Bontang Utara"
    unit.record("cek", KANIT, CEK, target=name)
    unit.record("ricek", PROPAM, RICEK, target=name)
    unit.record("ricek", WAKA, RICEK[:2], target=name)
    words.init(lang)
    ones = found(tmp_path)
    assert {one.name for one in ones} == set(ITEMS)
    for one in ones:
        lines = page(one, width)
        assert [line for line in lines if cells(line) > width] == []
        shown = " ".join(" ".join(lines).split())
        for told in ("Kanit Dalmas", "Si Propam", "cek", "ricek", "24/11", "25/11"):
            assert told in shown
        for side in one.state.standing.parties:
            answer = side.look.answer
            value = answer.value
            wanted = [str(n) for n in value.values()] if isinstance(value, dict) and one.name != "helm" else []
            assert all(text in shown for text in wanted)
            assert answer.note in shown
            assert answer.accepted_by in shown
    helm = next(one for one in ones if one.name == "helm")
    assert ("12.345" if lang == "id" else "12,345") in "\n".join(page(helm, width))


def test_several_riceks_are_told_apart(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items=ITEMS)
    unit.record("cek", KANIT, CEK[5:])
    unit.record("ricek", PROPAM, RICEK[5:])
    unit.record("ricek", WAKA, [("25 09.00", "lapor", "ht", "ok")])
    words.init("en")
    [one] = found(tmp_path)
    assert views.choices(one) == [
        "look again now, type what is (best)",
        "the cek is right",
        "the ricek (Si Propam) is right",
        "the ricek (Kasat Samapta) is right",
        "it has changed since",
    ]
    assert "12 hours 55 minutes apart" in " ".join(page(one, 80))


def test_who_fell_in_line_later_is_shown_with_what_he_differed_by(tmp_path: Path) -> None:
    """Only his first answer makes the dispute: without it the page would show two that are the same."""
    unit = Unit(tmp_path, items=ITEMS)
    unit.record("cek", KANIT, CEK[5:])
    unit.record("ricek", PROPAM, RICEK[5:])
    unit.record("ricek", PROPAM, [("25 09.00", "lapor", "ht", "ok")])
    words.init("en")
    [one] = found(tmp_path)
    assert views.choices(one)[1:4] == [
        "the cek is right",
        "the ricek (Si Propam, belum ada) is right",
        "the ricek (Si Propam, HT dijawab posko) is right",
    ]
    assert "belum ada" in "\n".join(page(one, 80))


def test_a_long_post_is_whole_where_there_is_room(tmp_path: Path) -> None:
    unit = Unit(tmp_path, items=ITEMS)
    unit.record("cek", KANIT, CEK[5:])
    long = By("00010007", "Budi Santoso", "AKP", "Kapolsek Bontang Utara")
    unit.record("ricek", long, RICEK[5:])
    words.init("id")
    [one] = found(tmp_path)
    [row] = [line for line in page(one, 80) if line.startswith(" ricek")]
    assert row.endswith("Kapolsek Bontang Utara 25/11 07.05")


def test_how_blind_it_was_and_who_typed_it(tmp_path: Path) -> None:
    """Whether the ricek was independent, whether somebody looked at the cek meanwhile, who entered a message."""
    unit = Unit(tmp_path, items=ITEMS)
    sent = {"entered": Entered(WAKA, moment("24 20.30"), "message")}
    unit.record("cek", KANIT, [("24 20.05", "lapor", "ht", "ok", sent)])
    name = unit.record("ricek", PROPAM, RICEK[5:])
    [path] = (tmp_path / "records").glob("*/*-ricek-*.jsonl")
    opened, answered, _seal = path.read_bytes().splitlines(keepends=True)
    seen_ = encode(Looked(name, moment("25 07.10"), "Dewi Lestari", "dipanggil Kapolres"))
    data = opened.replace(b'"independent":null', b'"independent":true') + answered + seen_
    path.write_bytes(data + seal_line(data, name, moment("25 07.20")))
    words.init("id")
    [one] = found(tmp_path)
    shown = " ".join(" ".join(page(one, 80)).split())
    assert "MANDIRI" in shown
    assert "TIDAK MANDIRI" not in shown
    assert "25/11 07.10" in shown
    assert "Dewi Lestari: dipanggil Kapolres" in shown
    assert "dimasukkan oleh Kasat Samapta" in shown


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (665, "11 hours 5 minutes"),
        (2879, "47 hours 59 minutes"),
        (2880, "2 days"),
        (2970, "2 days 1 hour"),
    ],
)
def test_how_far_apart(minutes: int, wanted: str) -> None:
    words.init("en")
    one = datetime(2024, 11, 24, 20, 7, 31, tzinfo=ZONE)
    assert moments.apart(one, one + timedelta(minutes=minutes)) == wanted
    assert moments.apart(one + timedelta(minutes=minutes, seconds=28), one) == wanted  # 20.07 to 20.07
