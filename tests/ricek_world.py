"""A first count whose figures are unmistakable, and the ricek of it: for tests of `ricek` and of the veil."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from terminal import JAM, LIST, Terminal, example_unit, officer, small_unit

SECOND = "00010002"
LATER = "25/11/2024 07.05"
TARGET = "Ton Dalmas"
WALK = ("perlengkapan", "--sasaran", TARGET)

# Of the example's critical items: what must be there, the first count, how it may be written, and the second count.
NEEDS = {"helm_wajib": "187", "tameng_wajib": "163", "apar_wajib": "41", "senpi_register": "271"}
FIRST: dict[str, list[str]] = {
    "helm-phh": ["171 13 2", "y", "t", "Gudang Xilofon", "26/11 04.47"],
    "tameng": ["149 7 5", "y", "t", "Gudang Xilofon", "26/11 04.47"],
    "apar-isi": ["44"],
    "gas-kedaluwarsa": ["17/02/2026"],
    "senpi-satuan": ["269", "Gudang Xilofon", "26/11 04.47"],
    "senpi-pinjam-pakai": ["23/07/2027"],
}
SEEN = ("171", "149", "44", "269", "17/02/2026", "2026-02-17", "17 Februari 2026", "17 February 2026", "23/07/2027",
        "2027-07-23", "23 Juli 2027", "23 July 2027", "Xilofon", "04.47", "04:47")  # fmt: skip
JUDGED = ("SESUAI", "MEETS IT", "NOT MEET", "not_ready", "BELUM SIAP", "NOT READY", "Wajib", "Required")
AGAIN: dict[str, list[str]] = {
    "helm-phh": ["158 19 6", "y", "n"],
    "tameng": ["166 0 0", "y"],
    "apar-isi": ["38"],
    "gas-kedaluwarsa": ["12/2025"],
    "senpi-satuan": ["272"],
    "senpi-pinjam-pakai": ["14/08/2027"],
}


def found(words: Iterable[str], text: str) -> list[str]:
    """Which of these figures and words stand in a text, by themselves."""
    return [word for word in words if re.search(rf"(?<![\w.:/-]){re.escape(word)}(?!\w|[.:/-]\d)", text)]


def no(lang: str) -> str:
    """What a person types for no."""
    return "t" if lang == "id" else "n"


def again(lang: str) -> list[str]:
    """The lines of the second count."""
    return [no(lang) if line == "n" else line for lines in AGAIN.values() for line in lines]


def unmistakable(root: Path) -> Path:
    """The example's unit, with figures that nothing else on a screen has, and no record."""
    example_unit(root)
    path = root / "targets" / "satuan.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for row in rows:
        if row["id"] == TARGET:
            row.update(NEEDS)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return root


def first_count(root: Path) -> None:
    """The first officer counts the critical items and seals."""
    with Terminal(root, "cek", *WALK, "--jam", JAM, "--lang", "id") as terminal:
        shown = officer(terminal)
        for name, lines in FIRST.items():
            while _ASKED[name] not in shown:
                shown = terminal.type(".n")
            shown = terminal.type(*lines)
        while "KOSONG" not in shown and "akhiri" not in shown:
            shown = terminal.type(".n")
        terminal.type("2")
        assert terminal.end("y") == 0


_ASKED = {
    "helm-phh": "Helm PHH:", "tameng": "Tameng:", "apar-isi": "berapa tabung", "gas-kedaluwarsa": "akan dibawa:",
    "senpi-satuan": "hitung fisik", "senpi-pinjam-pakai": "Kartu pinjam",
}  # fmt: skip


def critical_unit(root: Path) -> Path:
    """The small unit, whose two critical items are owed a ricek."""
    return small_unit(root, LIST.replace("ricek: none", "ricek: critical"))


def small_count(root: Path, *answers: str) -> None:
    """The first officer answers the whole small list and seals."""
    with Terminal(root, "cek", "uji", "--jam", JAM, "--lang", "id") as terminal:
        officer(terminal)
        terminal.type(*answers)
        assert terminal.end("y") == 0
