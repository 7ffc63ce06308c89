"""Answers as people type them: tables per type and language, the way back, and texts that mean harm."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilkada_check.model.checklist import Item, ItemType, Option
from pilkada_check.model.events import Value
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import (
    LONGEST,
    TYPES,
    Read,
    Reading,
    Refused,
    Unclear,
    bare,
    fits,
    parse_moment,
    read,
    read_words,
    show,
    yes_or_no,
)
from pilkada_check.rules.answers.base import Confirm, RefusedCode, Told, UnclearCode

TODAY = date(2024, 11, 24)  # a Sunday
WITA = timezone(timedelta(hours=8))
NOW = datetime(2024, 11, 24, 20, 7, tzinfo=WITA)


def option(name: str, indonesian: str, english: str = "") -> Option:
    return Option(name, Text(indonesian, english))


def item(kind: ItemType, **fields: object) -> Item:
    """An item of that type; only what matters to the case is given."""
    return Item("x", Text("?"), kind, **fields)  # type: ignore[arg-type] # fields of the case


REPORT = (
    option("ht", "HT dijawab posko", "radio answered by the post"),
    option("satelit", "telepon satelit", "satellite phone"),
    option("kurir", "kurir bernama", "named courier"),
    option("belum", "belum ada", "none yet"),
)
BRAKES = {"b": Text("rata"), "rr": Text("kurang rata"), "rb": Text("satu roda tidak", "one wheel does not brake")}
ITEMS = {
    "confirm": item("confirm"),
    "count": item("count"),
    "wide": item("count", usual=(10, 5000)),
    "inventory": item("inventory"),
    "condition": item("condition"),
    "rem": item("condition", states=BRAKES),
    "valid_until": item("valid_until"),
    "date": item("date"),
    "choice": item("choice", options=REPORT),
    "isps": item("choice", options=(option("satu", "1"), option("dua", "2"), option("tiga", "3"))),
    "hours": item("choice", options=(option("awal", "sebelum pukul 5"), option("akhir", "sesudah pukul 5"))),
    "odd": item("choice", options=(option("nol", "0"), option("satu", "1"), option("dua", "2"))),
    "breakdown": item("breakdown", parts={"hadir": Text("hadir"), "sakit": Text("sakit"), "izin": Text("izin")}),
    "risk": item("risk"),
    "text": item("text"),
    "nihil": item("text", nihil=True),
    "digits": item("text", digits=True),
    "sea": item("text", digits=True, example=Text("22.00-24.00", "22:00-24:00")),
    "time": item("time"),
}


def inventory(*figures: int) -> dict[str, int]:
    return dict(zip(("b", "rr", "rb", "ta"), figures, strict=True))


# item, language, typed, value, why it is read back, what is said besides
TAKEN: list[tuple[str, str, str, Value, str, str]] = [
    ("confirm", "id", "y", True, "", ""),
    ("confirm", "id", "Y", True, "", ""),
    ("confirm", "id", "ya", True, "", ""),
    ("confirm", "id", " Ya. ", True, "", ""),
    ("confirm", "id", "iya", True, "", ""),
    ("confirm", "id", "yes", True, "", ""),
    ("confirm", "id", "ｙ", True, "", ""),
    ("confirm", "id", "t", False, "", ""),
    ("confirm", "id", "T.", False, "", ""),
    ("confirm", "id", "tdk", False, "", ""),
    ("confirm", "id", "tidak", False, "", ""),
    ("confirm", "id", "no", False, "", ""),
    ("confirm", "en", "n", False, "", ""),
    ("confirm", "en", "yes", True, "", ""),
    ("confirm", "en", "t", False, "", ""),
    ("risk", "id", "ya", True, "", ""),
    ("risk", "id", "tidak", False, "", ""),
    ("risk", "en", "no", False, "", ""),
    ("count", "id", "58", 58, "", ""),
    ("count", "id", "0", 0, "", ""),
    ("count", "id", " 58. ", 58, "", ""),
    ("count", "id", "058", 58, "", ""),
    ("count", "id", "12,0", 12, "", ""),
    ("count", "id", "12.0", 12, "", ""),
    ("count", "id", "12,00", 12, "", ""),
    ("count", "id", "５８", 58, "", ""),
    ("count", "id", "٥٨", 58, "", ""),
    ("count", "id", "\N{NO-BREAK SPACE}58\N{NO-BREAK SPACE}", 58, "", ""),
    ("count", "id", "\N{LEFT-TO-RIGHT MARK}58", 58, "", ""),
    ("count", "id", "1000", 1000, "", ""),
    ("count", "id", "1001", 1001, "above", ""),
    ("count", "id", "3000", 3000, "above", ""),
    ("wide", "id", "3000", 3000, "", ""),
    ("wide", "id", "5001", 5001, "above", ""),
    ("wide", "id", "10", 10, "", ""),
    ("wide", "id", "9", 9, "below", ""),
    ("wide", "id", "1.266", 1266, "thousands", ""),
    ("wide", "id", "1,266", 1266, "thousands", ""),
    ("wide", "id", "1.266,00", 1266, "thousands", ""),
    ("wide", "en", "1,266", 1266, "thousands", ""),
    ("wide", "en", "1.266", 1266, "thousands", ""),
    ("wide", "en", "1,266.0", 1266, "thousands", ""),
    ("count", "id", "12.000", 12000, "thousands above", ""),
    ("count", "en", "12,000", 12000, "thousands above", ""),
    ("count", "id", "1.266.000", 1266000, "thousands above", ""),
    ("count", "id", "58 buah", 58, "words", ""),
    ("count", "id", "500 lbr", 500, "words", ""),
    ("count", "id", "2 bh.", 2, "words", ""),
    ("count", "id", "1 (satu)", 1, "words", ""),
    ("count", "id", "500 (lima ratus) lembar", 500, "words", ""),
    ("count", "id", "58orang", 58, "words", ""),
    ("count", "id", "75%", 75, "words", ""),
    ("count", "en", "12 people", 12, "words", ""),
    ("inventory", "id", "27 2 1 0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27 2 1", inventory(27, 2, 1, 0), "sum short", ""),
    ("inventory", "id", "27/2/1/0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27 / 2 / 1", inventory(27, 2, 1, 0), "sum short", ""),
    ("inventory", "id", "27,2,1,0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27, 2, 1, 0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27;2;1;0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27-2-1-0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "27 2 1 -", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "0 0 0 0", inventory(0, 0, 0, 0), "sum", ""),
    ("inventory", "id", "b27 rr2 rb1 ta0", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "TA 0, RB 1, RR 2, B 27", inventory(27, 2, 1, 0), "sum", ""),
    ("inventory", "id", "B=27; RR=2", inventory(27, 2, 0, 0), "sum short", ""),
    ("inventory", "id", "27 b 2 rr 1 rb", inventory(27, 2, 1, 0), "sum short", ""),
    ("inventory", "id", "baik 27 rusak ringan 2 rusak berat 1 tidak ada 3", inventory(27, 2, 1, 3), "sum", ""),
    ("inventory", "id", "1.266 0 0 0", inventory(1266, 0, 0, 0), "sum above", ""),
    ("inventory", "en", "1,266 0 0 0", inventory(1266, 0, 0, 0), "sum above", ""),
    ("condition", "id", "b", "b", "", ""),
    ("condition", "id", "Baik.", "b", "", ""),
    ("condition", "id", "RR", "rr", "", ""),
    ("condition", "id", "rusak ringan", "rr", "", ""),
    ("condition", "id", "rusak  berat", "rb", "", ""),
    ("condition", "id", "-", "ta", "", ""),
    ("condition", "id", "–", "ta", "", ""),
    ("condition", "id", "tidak ada", "ta", "", ""),
    ("condition", "id", "tdk ada", "ta", "", ""),
    ("condition", "id", "rr rusak ringan", "rr", "", ""),
    ("rem", "id", "Kurang rata.", "rr", "", ""),
    ("rem", "id", "rata", "b", "", ""),
    ("rem", "en", "one wheel does not brake", "rb", "", ""),
    ("condition", "en", "good", "b", "", ""),
    ("condition", "en", "heavily damaged", "rb", "", ""),
    ("condition", "en", "not there", "ta", "", ""),
    ("condition", "en", "heavy damage", "rb", "", ""),
    ("valid_until", "id", "31/12/2024", "2024-12-31", "", ""),
    ("valid_until", "id", "31-12-2024", "2024-12-31", "", ""),
    ("valid_until", "id", "31.12.2024.", "2024-12-31", "", ""),
    ("valid_until", "id", "2024-12-31", "2024-12-31", "", ""),
    ("valid_until", "id", "31 Des 2024", "2024-12-31", "", ""),
    ("valid_until", "id", "31 desember 2024", "2024-12-31", "", ""),
    ("valid_until", "id", "31Des2024", "2024-12-31", "", ""),
    ("valid_until", "en", "December 31, 2024", "2024-12-31", "", ""),
    ("valid_until", "id", "5 Nopember 2024", "2024-11-05", "", ""),
    ("valid_until", "id", "17 Agt 2025", "2025-08-17", "", ""),
    ("valid_until", "id", "12/2024", "2024-12-31", "", "month"),
    ("valid_until", "id", "2/2028", "2028-02-29", "", "month"),
    ("valid_until", "id", "2024-12", "2024-12-31", "", "month"),
    ("valid_until", "id", "Juni 2025", "2025-06-30", "", "month"),
    ("valid_until", "id", "2025 juni", "2025-06-30", "", "month"),
    ("valid_until", "id", "12/24", "2024-12-31", "year", "month"),
    ("valid_until", "id", "1/25", "2025-01-31", "year", "month"),
    ("valid_until", "id", "10/25", "2025-10-31", "year", "month"),
    ("valid_until", "id", "31/12/24", "2024-12-31", "year", ""),
    ("valid_until", "id", "31/12/2034", "2034-12-31", "", ""),
    ("valid_until", "id", "31/12/2035", "2035-12-31", "far", ""),
    ("valid_until", "id", "1/2025", "2025-01-31", "", "month"),
    ("valid_until", "id", "17 ags 2025", "2025-08-17", "", ""),
    ("valid_until", "id", "1/1/1900", "1900-01-01", "far", ""),
    ("valid_until", "id", "31/12/2100", "2100-12-31", "far", ""),
    ("valid_until", "id", "24/11", "2024-11-24", "year", ""),
    ("valid_until", "id", "bsk", "2024-11-25", "relative", ""),
    ("valid_until", "id", "lusa", "2024-11-26", "relative", ""),
    ("date", "id", "23/11/2024", "2024-11-23", "", ""),
    ("date", "id", "05/11/2024", "2024-11-05", "", ""),
    ("date", "id", "5-11-2024", "2024-11-05", "", ""),
    ("date", "en", "05/11/2024", "2024-11-05", "", ""),
    ("date", "id", "Sabtu 23/11/2024", "2024-11-23", "", ""),
    ("date", "en", "Saturday, 23 November 2024", "2024-11-23", "", ""),
    ("date", "id", "kemarin", "2024-11-23", "relative", ""),
    ("date", "id", "Hari ini", "2024-11-24", "relative", ""),
    ("date", "en", "today", "2024-11-24", "relative", ""),
    ("date", "id", "Jum'at 22/11/2024", "2024-11-22", "", ""),
    ("date", "id", "2 Pebruari 2024", "2024-02-02", "", ""),
    ("date", "en", "yesterday", "2024-11-23", "relative", ""),
    ("date", "id", "besok", "2024-11-25", "relative future", ""),
    ("date", "id", "24/11/2024", "2024-11-24", "", ""),
    ("date", "id", "25/11/2024", "2024-11-25", "future", ""),
    ("date", "id", "23/11", "2024-11-23", "year", ""),
    ("date", "id", "24/11", "2024-11-24", "year", ""),
    ("date", "id", "31 Des", "2023-12-31", "year", ""),
    ("date", "id", "29/02", "2024-02-29", "year", ""),
    ("choice", "id", "3", "kurir", "", ""),
    ("choice", "id", "1", "ht", "", ""),
    ("choice", "id", "4", "belum", "", ""),
    ("choice", "id", "te", "satelit", "short", ""),
    ("choice", "id", "3.", "kurir", "", ""),
    ("choice", "id", "Telepon Satelit", "satelit", "", ""),
    ("choice", "en", "satellite phone", "satelit", "", ""),
    ("choice", "id", "ht", "ht", "", ""),
    ("choice", "id", "HT dijawab", "ht", "short", ""),
    ("choice", "id", "telepon", "satelit", "short", ""),
    ("choice", "id", "bernama", "kurir", "short", ""),
    ("isps", "id", "2", "dua", "", ""),
    ("breakdown", "id", "28 1 0", {"hadir": 28, "sakit": 1, "izin": 0}, "sum", ""),
    ("breakdown", "id", "28/1/0", {"hadir": 28, "sakit": 1, "izin": 0}, "sum", ""),
    ("text", "id", "jarak 80 m, Padal 3", "jarak 80 m, Padal 3", "", ""),
    ("text", "id", "  dua   blanko\t", "dua blanko", "", ""),
    ("text", "id", "ab" * 250, "ab" * 250, "", ""),
    ("text", "id", "BELUM ADA", "BELUM ADA", "", ""),
    ("text", "id", "e\N{COMBINING ACUTE ACCENT}t", "ét", "", ""),
    ("text", "id", "[red]rusak[/x]", "[red]rusak[/x]", "", ""),
    ("text", "id", "ada retak", "ada retak", "", ""),
    ("nihil", "id", "nihil", "NIHIL", "", ""),
    ("nihil", "id", "NIHIL.", "NIHIL", "", ""),
    ("nihil", "en", "nil", "NIHIL", "", ""),
    ("nihil", "id", "lampu mati 2", "lampu mati 2", "", ""),
    ("digits", "id", "045/BA/XI/2024", "045/BA/XI/2024", "", ""),
    ("digits", "id", "7", "7", "", ""),
    ("digits", "id", "012", "012", "", ""),
    ("time", "id", "05.30", "05:30", "", ""),
    ("time", "id", "05:30", "05:30", "", ""),
    ("time", "id", "5.30", "05:30", "", ""),
    ("time", "id", "5,30", "05:30", "", ""),
    ("time", "id", "0530", "05:30", "", ""),
    ("time", "id", "pukul 05.30", "05:30", "", ""),
    ("time", "id", "00.00", "00:00", "", ""),
    ("time", "id", "23.59", "23:59", "", ""),
    ("time", "id", "7", "07:00", "short", ""),
    ("time", "id", "730", "07:30", "short", ""),
    ("time", "id", "7.0", "07:00", "short", ""),
    ("time", "id", "7.6", "07:06", "short", ""),
    ("time", "en", "5:30", "05:30", "", ""),
]

# item, language, typed, code, example, parameters
REFUSED: list[tuple[str, str, str, RefusedCode, str, dict[str, str]]] = [
    ("confirm", "id", "", "empty", "y", {}),
    ("confirm", "id", " \N{ZERO WIDTH SPACE} ", "empty", "y", {}),
    ("confirm", "id", "mungkin", "yes_no", "y", {}),
    ("confirm", "id", "y/t", "yes_no", "y", {}),
    ("confirm", "id", "ada", "yes_no", "y", {}),
    ("confirm", "id", "n", "yes_no_n", "y", {}),
    ("confirm", "id", "\x1b[A", "control", "y", {}),
    ("risk", "id", "belum tahu", "yes_no", "y", {}),
    ("count", "id", "", "empty", "28", {}),
    ("count", "id", "\udcff", "control", "28", {}),
    ("count", "id", "lengkap", "number", "28", {}),
    ("count", "id", "cukup", "number", "28", {}),
    ("count", "id", "-", "number", "28", {}),
    ("count", "id", "30an", "number", "28", {}),
    ("count", "id", "±30", "number", "28", {}),
    ("count", "id", "25-30", "number", "28", {}),
    ("count", "id", "30 ribu", "number", "28", {}),
    ("count", "id", "6 jam", "number", "28", {}),
    ("count", "id", "2 dus", "number", "28", {}),
    ("count", "id", "1 266", "number", "28", {}),
    ("count", "id", "12²", "number", "28", {}),
    ("count", "id", "½", "number", "28", {}),
    ("count", "id", "1.26.600", "number", "28", {}),
    ("count", "id", "0x10", "number", "28", {}),
    ("count", "id", "1e3", "number", "28", {}),
    ("count", "id", "nihil", "zero_word", "0", {"word": "nihil"}),
    ("count", "id", "tidak ada", "zero_word", "0", {"word": "tidak ada"}),
    ("count", "id", "12,5", "whole", "28", {}),
    ("count", "en", "12.5", "whole", "28", {}),
    ("count", "id", "0,500", "whole", "28", {}),
    ("count", "id", "-5", "negative", "28", {}),
    ("count", "id", "−5", "negative", "28", {}),
    ("count", "id", "1000000000", "large", "28", {"max": "999999999"}),
    ("count", "id", "9" * 400, "large", "28", {"max": "999999999"}),
    ("count", "id", "9" * 501, "long", "28", {"max": "500"}),
    ("inventory", "id", "lengkap", "inventory", "27 2 1 0", {}),
    ("inventory", "id", "27//1/0", "inventory", "27 2 1 0", {}),
    ("inventory", "id", "27 2 1 0 = 30", "inventory", "27 2 1 0", {}),
    ("inventory", "id", "b27 rr", "inventory", "27 2 1 0", {}),
    ("inventory", "id", "b27 helm2", "inventory", "27 2 1 0", {}),
    ("inventory", "id", "30", "inventory_figures", "27 2 1 0", {"given": "1"}),
    ("inventory", "id", "27 2", "inventory_figures", "27 2 1 0", {"given": "2"}),
    ("inventory", "id", "1 2 3 4 5", "inventory_figures", "27 2 1 0", {"given": "5"}),
    ("inventory", "id", "b27 b3 rr1", "inventory_label", "27 2 1 0", {"label": "B"}),
    ("inventory", "id", "b27 rr1 rr2", "inventory_label", "27 2 1 0", {"label": "RR"}),
    ("inventory", "id", "rr2 rb1", "inventory_label", "27 2 1 0", {"label": "B"}),
    ("inventory", "id", "27 -2 1 0", "negative", "27 2 1 0", {}),
    ("inventory", "id", "27 2,5 1 0", "whole", "27 2 1 0", {}),
    ("condition", "id", "bagus", "condition", "b", {}),
    ("condition", "id", "b/rr", "condition", "b", {}),
    ("condition", "id", "b rr", "condition", "b", {}),
    ("condition", "id", "rata", "condition", "b", {}),
    ("rem", "id", "tidak rata", "condition", "b", {}),
    ("valid_until", "id", "2024", "date", "31/12/2024, 12/2024", {}),
    ("valid_until", "id", "masih lama", "date", "31/12/2024, 12/2024", {}),
    ("valid_until", "id", "31/12/2024 10.00", "date", "31/12/2024, 12/2024", {}),
    ("valid_until", "id", "31_12_2024", "date", "31/12/2024, 12/2024", {}),
    ("valid_until", "id", "13/2024", "month", "12/2024", {"month": "13"}),
    ("valid_until", "id", "00/2024", "month", "12/2024", {"month": "0"}),
    ("valid_until", "id", "31/13/2024", "month", "31/12/2024", {"month": "13"}),
    ("valid_until", "id", "2024-13-01", "month", "31/12/2024", {"month": "13"}),
    ("valid_until", "id", "31/02/2024", "day", "31/12/2024", {"day": "31", "month": "2", "year": "2024"}),
    ("valid_until", "id", "29/02/2025", "day", "31/12/2024", {"day": "29", "month": "2", "year": "2025"}),
    ("valid_until", "id", "30/02", "day", "31/12/2024", {"day": "30", "month": "2", "year": "2024"}),
    ("valid_until", "id", "31/12/1899", "year", "31/12/2024", {"year": "1899"}),
    ("valid_until", "id", "12/2101", "year", "12/2024", {"year": "2101"}),
    ("date", "id", "12/2024", "month_only", "31/12/2024", {}),
    ("date", "id", "Des 2024", "month_only", "31/12/2024", {}),
    ("date", "id", "11/28/2024", "day_first", "28/11/2024", {"month": "28"}),
    ("date", "id", "12/31/2024", "day_first", "31/12/2024", {"month": "31"}),
    ("date", "id", "1/13/2024", "day_first", "13/01/2024", {"month": "13"}),
    ("date", "id", "0/28/2024", "month", "31/12/2024", {"month": "28"}),
    ("date", "id", "13/13/2024", "month", "31/12/2024", {"month": "13"}),
    ("date", "id", "11/32/2024", "month", "31/12/2024", {"month": "32"}),
    ("date", "id", "13/24", "month", "31/12/2024", {"month": "24"}),
    ("date", "id", "1/2/345", "date", "31/12/2024", {}),
    ("date", "id", "1 foo 2024", "date", "31/12/2024", {}),
    ("date", "id", "foo/12/2024", "date", "31/12/2024", {}),
    ("date", "id", "123/11/2024", "date", "31/12/2024", {}),
    ("date", "id", "1/123/2024", "date", "31/12/2024", {}),
    ("date", "id", "123/2024", "date", "31/12/2024", {}),
    ("date", "en", "11/28/2024", "day_first", "28/11/2024", {"month": "28"}),
    ("date", "id", "Minggu 23/11/2024", "weekday", "31/12/2024", {}),
    ("date", "id", "ma 2024", "date", "31/12/2024", {}),
    ("date", "id", "-1/1/2024", "date", "31/12/2024", {}),
    ("choice", "id", "5", "choice", "1", {"low": "1", "high": "4"}),
    ("choice", "id", "0", "choice", "1", {"low": "1", "high": "4"}),
    ("hours", "id", "5", "choice", "1", {"low": "1", "high": "2"}),
    ("choice", "id", "merpati", "choice", "1", {"low": "1", "high": "4"}),
    ("choice", "id", "ada", "choice", "1", {"low": "1", "high": "4"}),
    ("choice", "id", "k", "choice", "1", {"low": "1", "high": "4"}),
    ("breakdown", "id", "28 1", "breakdown_figures", "0 0 0", {"given": "2", "wanted": "3"}),
    ("breakdown", "id", "28 satu 0", "number", "0 0 0", {}),
    ("text", "id", "", "empty", "jarak 80 m, patroli tiap jam", {}),
    ("text", "id", "ada", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "ada"}),
    ("text", "en", "there", "empty_word", "80 m away, patrol every hour", {"word": "there"}),
    ("text", "en", "Done!", "empty_word", "80 m away, patrol every hour", {"word": "Done!"}),
    ("text", "id", "sudah ada", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "sudah ada"}),
    ("text", "id", "SIAP", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "SIAP"}),
    ("text", "id", "ok, siap.", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "ok, siap."}),
    ("text", "id", "mungkin", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "mungkin"}),
    ("text", "id", "saya", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "saya"}),
    ("text", "id", "rb", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "rb"}),
    ("text", "en", "maybe", "empty_word", "80 m away, patrol every hour", {"word": "maybe"}),
    ("text", "id", "-", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "-"}),
    ("text", "id", "...", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "..."}),
    ("text", "id", "x", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "x"}),
    ("text", "id", "xxxx", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "xxxx"}),
    ("text", "id", "a a a", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "a a a"}),
    ("text", "id", "1", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "1"}),
    ("text", "id", "tidak ada", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "tidak ada"}),
    ("text", "id", "nihil", "no_nihil", "jarak 80 m, patroli tiap jam", {}),
    ("text", "id", "baris\x1b]0;x\x07", "control", "jarak 80 m, patroli tiap jam", {}),
    ("text", "id", "ab" * 251, "long", "jarak 80 m, patroli tiap jam", {"max": "500"}),
    ("nihil", "id", "tidak ada", "say_nihil", "NIHIL", {"word": "tidak ada"}),
    ("nihil", "id", "0", "say_nihil", "NIHIL", {"word": "0"}),
    ("nihil", "en", "none", "say_nihil", "NIL", {"word": "none"}),
    ("nihil", "id", "aman", "empty_word", "jarak 80 m, patroli tiap jam", {"word": "aman"}),
    ("digits", "id", "sprin terlampir", "digits", "045/BA/XI/2024", {}),
    ("digits", "id", "ada", "empty_word", "045/BA/XI/2024", {"word": "ada"}),
    ("sea", "id", "ada", "empty_word", "22.00-24.00", {"word": "ada"}),
    ("sea", "en", "twice", "digits", "22:00-24:00", {}),
    ("sea", "en", "", "empty", "22:00-24:00", {}),
    ("time", "id", "7 malam", "time", "05.30", {}),
    ("time", "en", "7 pm", "time", "05:30", {}),
    ("time", "id", "07.15.30", "time", "05.30", {}),
    ("time", "id", "24.00", "hour_24", "00.00", {}),
    ("time", "en", "24:15", "hour_24", "00:15", {}),
    ("time", "id", "25.00", "hour", "05.30", {"hour": "25"}),
    ("time", "id", "25.5", "hour", "05.30", {"hour": "25"}),
    ("time", "id", "07.75", "minute", "05.30", {"minute": "75"}),
]

# item, language, typed, code, what may be meant
UNCLEAR: list[tuple[str, str, str, UnclearCode, list[tuple[str, Value]]]] = [
    ("count", "id", "12,000", "number", [("12", 12), ("12.000", 12000)]),
    ("count", "en", "12.000", "number", [("12", 12), ("12,000", 12000)]),
    ("condition", "id", "rusak", "condition", [("RR", "rr"), ("RB", "rb")]),
    ("condition", "id", "r", "condition", [("RR", "rr"), ("RB", "rb")]),
    ("condition", "id", "rusak parah", "condition", [("RR", "rr"), ("RB", "rb")]),
    ("odd", "id", "1", "choice", [("1", "satu"), ("0", "nol")]),
    ("time", "id", "7.5", "time", [("07.50", "07:50"), ("07.05", "07:05")]),
    ("valid_until", "id", "31/12", "date", [("31 Desember 2023", "2023-12-31"), ("31 Desember 2024", "2024-12-31")]),
    ("valid_until", "id", "5 Des", "date", [("5 Desember 2023", "2023-12-05"), ("5 Desember 2024", "2024-12-05")]),
    ("hours", "id", "pukul", "choice", [("sebelum pukul 5", "awal"), ("sesudah pukul 5", "akhir")]),
    ("valid_until", "en", "5/11", "date", [("5 November 2024", "2024-11-05"), ("5 November 2025", "2025-11-05")]),
    (
        "valid_until",
        "id",
        "Des 24",
        "date",
        [
            ("24 Desember 2023", "2023-12-24"),
            ("24 Desember 2024", "2024-12-24"),
            ("31 Desember 2024", "2024-12-31"),
        ],
    ),
]


def typed(name: str, lang: str, text: str, part: str | None = None) -> Reading:
    return read(ITEMS[name], text, lang=lang, today=TODAY, part=part)


@pytest.mark.parametrize(("name", "lang", "text", "value", "confirm", "told"), TAKEN)
def test_taken(name: str, lang: str, text: str, value: Value, confirm: str, told: str) -> None:
    reading = typed(name, lang, text)
    assert isinstance(reading, Read)
    assert (reading.value, " ".join(reading.confirm), " ".join(reading.told)) == (value, confirm, told)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(("name", "lang", "text", "code", "sample", "params"), REFUSED)
def test_refused(name: str, lang: str, text: str, code: str, sample: str, params: dict[str, str]) -> None:
    refused = typed(name, lang, text)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.example, dict(refused.params)) == (code, sample, params)


@pytest.mark.parametrize(("name", "lang", "text", "code", "choices"), UNCLEAR)
def test_unclear(name: str, lang: str, text: str, code: str, choices: list[tuple[str, Value]]) -> None:
    unclear = typed(name, lang, text)
    assert isinstance(unclear, Unclear)
    assert (unclear.code, [(one.label, one.value) for one in unclear.choices]) == (code, choices)


def test_every_code_has_a_row() -> None:
    """A code without an example would be one that nobody has ever seen."""
    refused = {row[3] for row in REFUSED} | {row[1] for row in MOMENTS_REFUSED}
    assert refused == set(get_args(RefusedCode))
    assert {row[3] for row in UNCLEAR} == set(get_args(UnclearCode))
    assert {code for row in TAKEN for code in row[4].split()} == set(get_args(Confirm))
    assert {code for row in TAKEN for code in row[5].split()} == set(get_args(Told))
    assert {ITEMS[row[0]].type for row in TAKEN} == set(TYPES) == set(get_args(ItemType))
    assert len(TAKEN) + len(REFUSED) + len(UNCLEAR) >= 150


@pytest.mark.parametrize(
    ("name", "text", "params"),
    [
        ("inventory", "27 2 1", {"sum": "30"}),
        ("inventory", "2000 2 1", {"sum": "2003", "high": "1000"}),
        ("breakdown", "28 1 0", {"sum": "29"}),
        ("wide", "9", {"low": "10"}),
        ("wide", "58 Buah", {"words": "buah"}),
        ("date", "kemarin", {}),
    ],
)
def test_what_is_read_back(name: str, text: str, params: dict[str, str]) -> None:
    reading = typed(name, "id", text)
    assert isinstance(reading, Read)
    assert dict(reading.params) == params


def test_one_part_of_a_breakdown_is_one_number() -> None:
    assert typed("breakdown", "id", "28", part="hadir") == Read(28)
    assert typed("breakdown", "id", "1001", part="hadir") == Read(1001, ("above",), params=(("high", "1000"),))
    refused = typed("breakdown", "id", "28 1 0", part="hadir")
    assert isinstance(refused, Refused)
    assert refused.code == "number"


def test_a_month_without_a_year_reads_around_the_turn_of_the_year() -> None:
    """On 2 January "31 Des" is what was done two days ago, and a follow-up "3/1" is tomorrow."""
    reading = read(ITEMS["date"], "31 Des", lang="id", today=date(2025, 1, 2))
    assert isinstance(reading, Read)
    assert reading.value == "2024-12-31"
    now = datetime(2024, 12, 31, 20, 0, tzinfo=WITA)
    assert parse_moment("3/1 10.00", now=now, zone=WITA) == datetime(2025, 1, 3, 10, 0, tzinfo=WITA)


MOMENTS = [
    ("25/11 15", "2024-11-25T15:00:00+08:00"),
    ("25/11 15.00", "2024-11-25T15:00:00+08:00"),
    ("25/11 15:00", "2024-11-25T15:00:00+08:00"),
    ("24/11 22.40", "2024-11-24T22:40:00+08:00"),
    ("23/11 08.00", "2024-11-23T08:00:00+08:00"),
    ("26/11/2024 19.30", "2024-11-26T19:30:00+08:00"),
    ("26-11-2024 19.30", "2024-11-26T19:30:00+08:00"),
    ("26/11/24 19.30", "2024-11-26T19:30:00+08:00"),
    ("2024-11-26 19:30", "2024-11-26T19:30:00+08:00"),
    ("2024-11-26T19:30", "2024-11-26T19:30:00+08:00"),
    ("2024-11-26T19:30:15", "2024-11-26T19:30:15+08:00"),
    ("2024-11-26T19:30+07:00", "2024-11-26T19:30:00+07:00"),
    ("2024-11-26t11:30z", "2024-11-26T11:30:00+00:00"),
    ("besok 15.00", "2024-11-25T15:00:00+08:00"),
    ("hari ini pukul 21.00", "2024-11-24T21:00:00+08:00"),
    ("tomorrow at 15:00", "2024-11-25T15:00:00+08:00"),
    ("Senin 25/11 15.00", "2024-11-25T15:00:00+08:00"),
    ("25 Nov 15.00", "2024-11-25T15:00:00+08:00"),
    ("25 November 2024 15.00", "2024-11-25T15:00:00+08:00"),
    ("2 Jan 10.00", "2025-01-02T10:00:00+08:00"),
    ("23.15", "2024-11-24T23:15:00+08:00"),
]
MOMENTS_REFUSED: list[tuple[str, RefusedCode]] = [
    ("", "empty"),
    ("nanti malam", "moment"),
    ("15", "moment"),
    ("12/2024", "moment"),
    ("25/11 1500", "moment"),
    ("1 2 3", "moment"),
    ("25 11 15", "moment"),
    ("2024-02-31T10:00", "moment"),
    ("0001-01-01T10:00", "moment"),
    ("25/11", "no_hour"),
    ("besok", "no_hour"),
    ("25 Nov 2024", "no_hour"),
    ("31/02 10.00", "day"),
    ("25/13 10.00", "month"),
    ("11/28/2024 10.00", "day_first"),
    ("Selasa 25/11 15.00", "weekday"),
    ("25/11 24.00", "hour_24"),
    ("25/11 25", "hour"),
    ("25/11 15.60", "minute"),
    ("25/11 7.5", "time"),
    ("25/11 \x1b[A", "control"),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_moment(text: str, moment: str) -> None:
    found = parse_moment(text, now=NOW, zone=WITA)
    assert isinstance(found, datetime)
    assert found.isoformat() == moment


@pytest.mark.parametrize(("text", "code"), MOMENTS_REFUSED)
def test_moment_refused(text: str, code: str) -> None:
    refused = parse_moment(text, now=NOW, zone=WITA)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.example) == (code, "25/11 15.00")


def test_a_day_alone_takes_the_hour_it_is_given() -> None:
    assert parse_moment("besok", now=NOW, zone=WITA, hour="23:59") == datetime(2024, 11, 25, 23, 59, tzinfo=WITA)


def test_today_is_the_day_of_the_unit_not_of_the_machine() -> None:
    """22.00 UTC is already the next morning in WITA (case C11)."""
    now = datetime(2024, 11, 24, 22, 0, tzinfo=UTC)
    assert parse_moment("hari ini 09.00", now=now, zone=WITA) == datetime(2024, 11, 25, 9, 0, tzinfo=WITA)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Bag   Log ", "Bag Log"),
        ("Kanit Dalmas", "Kanit Dalmas"),
        ("tidak ada perahu", "tidak ada perahu"),
        ("tidak ada", "tidak ada"),
        ("satu\nbaris", "satu baris"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert read_words(text, lang="id") == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("ada", "empty_word"),
        ("!!", "empty_word"),
        ("\x07", "control"),
        ("ab" * 41, "long"),
    ],
)
def test_words_refused(text: str, code: str) -> None:
    refused = read_words(text, lang="id", longest=80, example="Bag Log")
    assert isinstance(refused, Refused)
    assert (refused.code, refused.example) == (code, "Bag Log")


def test_yes_or_no_of_the_walk() -> None:
    assert yes_or_no("Ya.", lang="id") is True
    assert yes_or_no("t", lang="id") is False
    assert isinstance(yes_or_no("", lang="id"), Refused)
    assert isinstance(yes_or_no("\x1b[A", lang="id"), Refused)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KT 1234 DX", "kt-1234-dx"),
        ("Sprin/123/XI", "SPRIN 123 XI."),
        ("ＫＴ１２", "kt12"),
        ("é", "e\N{COMBINING ACUTE ACCENT}"),
        ("12 ", "12"),
    ],
)
def test_bare_leaves_letters_and_digits(one: str, other: str) -> None:
    assert bare(one) == bare(other) != ""


# ---- the way back: what is shown can be typed again

FIGURE = st.integers(0, 10**9 - 1)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
ANSWERS: dict[str, st.SearchStrategy[object]] = {
    "confirm": st.booleans(),
    "risk": st.booleans(),
    "count": FIGURE,
    "wide": FIGURE,
    "inventory": st.builds(inventory, FIGURE, FIGURE, FIGURE, FIGURE),
    "condition": st.sampled_from(["b", "rr", "rb", "ta"]),
    "valid_until": DAYS,
    "date": DAYS,
    "choice": st.sampled_from([one.id for one in REPORT]),
    "isps": st.sampled_from(["satu", "dua", "tiga"]),
    "breakdown": st.fixed_dictionaries({"hadir": FIGURE, "sakit": FIGURE, "izin": FIGURE}),
    "time": st.times().map(lambda hour: f"{hour:%H:%M}"),
}
CASES = st.sampled_from(sorted(ANSWERS)).flatmap(lambda name: st.tuples(st.just(name), ANSWERS[name]))


@pytest.mark.parametrize(
    ("name", "value", "indonesian", "english"),
    [
        ("confirm", True, "ya", "yes"),
        ("risk", False, "tidak", "no"),
        ("count", 1266, "1.266", "1,266"),
        ("count", 58, "58", "58"),
        ("inventory", inventory(1266, 2, 1, 0), "1266 2 1 0", "1266 2 1 0"),
        ("condition", "ta", "-", "-"),
        ("condition", "rr", "rr", "rr"),
        ("valid_until", "2024-11-05", "5 November 2024", "5 November 2024"),
        ("date", "2024-08-31", "31 Agustus 2024", "31 August 2024"),
        ("choice", "satelit", "telepon satelit", "satellite phone"),
        ("breakdown", {"hadir": 28, "sakit": 1, "izin": 0}, "28 1 0", "28 1 0"),
        ("nihil", "NIHIL", "NIHIL", "NIL"),
        ("text", "Padal 3", "Padal 3", "Padal 3"),
        ("time", "05:30", "05.30", "05:30"),
    ],
)
def test_shown(name: str, value: Value, indonesian: str, english: str) -> None:
    assert (show(ITEMS[name], value, "id"), show(ITEMS[name], value, "en")) == (indonesian, english)


@given(CASES, st.sampled_from(["id", "en"]))
@example(("wide", 1266), "id")
@example(("wide", 12000), "en")
@example(("time", "07:05"), "id")
@example(("condition", "ta"), "id")
def test_what_is_shown_reads_back(case: tuple[str, Value], lang: str) -> None:
    name, value = case
    assert fits(ITEMS[name], value)
    reading = typed(name, lang, show(ITEMS[name], value, lang))
    assert isinstance(reading, Read)
    assert reading.value == value


@given(st.sampled_from(["text", "nihil", "digits"]), st.sampled_from(["id", "en"]), st.text(max_size=LONGEST))
@example("nihil", "en", "nil")
def test_text_that_was_taken_reads_back(name: str, lang: str, text: str) -> None:
    reading = typed(name, lang, text)
    if isinstance(reading, Read):
        assert typed(name, lang, show(ITEMS[name], reading.value, lang)) == reading


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("0123456789 .,/-:;()brta=%", max_size=60),
    st.lists(
        st.sampled_from(
            ["31", "12", "2024", "00", "Des", "kemarin", "/", " ", ".", "-", "b", "rr", "9" * 30, "ada", "²"]
        )
    ).map("".join),
)


@given(st.sampled_from(sorted(ITEMS)), st.sampled_from(["id", "en"]), HOSTILE)
@example("count", "id", "9" * 6000)
@example("date", "id", "1" * 250 + "!")
@example("inventory", "id", "b" * 500)
@example("count", "id", "1." * 250)
@example("text", "id", "\ud800")
def test_whatever_is_typed_is_taken_refused_or_asked(name: str, lang: str, text: str) -> None:
    """No text raises; what is taken fits the item and can be written to a journal; a refusal says what to type."""
    reading = typed(name, lang, text)
    if isinstance(reading, Read):
        assert fits(ITEMS[name], reading.value)
        str(reading.value).encode()
    elif isinstance(reading, Unclear):
        assert len({one.label for one in reading.choices}) == len(reading.choices) >= 2
        assert all(fits(ITEMS[name], one.value) for one in reading.choices)
    else:
        assert reading.example
    moment = parse_moment(text, now=NOW, zone=WITA)
    assert isinstance(moment, Refused) or moment.tzinfo
    words = read_words(text, lang=lang)
    assert isinstance(words, Refused) or words == read_words(words, lang=lang)
