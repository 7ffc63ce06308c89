"""Words that officers type, both languages at once; and how figures, days and hours are written in each."""

from collections.abc import Mapping


def _words(text: str) -> tuple[str, ...]:
    """The words of a line."""
    return tuple(text.split())


MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": _words("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"),
    "en": _words("January February March April May June July August September October November December"),
}
MONTHS_TOO = {"pebruari": 2, "ags": 8, "agt": 8, "nopember": 11}
WEEKDAYS: Mapping[str, int] = {
    name: number
    for names in (
        _words("senin selasa rabu kamis jumat sabtu minggu"),
        _words("monday tuesday wednesday thursday friday saturday sunday"),
    )
    for number, name in enumerate(names)
} | {"jum'at": 4, "ahad": 6}
DAYS_FROM_TODAY = {
    "hari ini": 0,
    "today": 0,
    "kemarin": -1,
    "kmrn": -1,
    "yesterday": -1,
    "kemarin dulu": -2,
    "besok": 1,
    "bsk": 1,
    "tomorrow": 1,
    "lusa": 2,
}
CLOCK_WORDS = ("pukul", "jam", "pkl", "at")

YES = frozenset({"y", "ya", "iya", "yes"})
NO = frozenset({"t", "tdk", "tidak", "tak", "no"})
SAID: Mapping[str, tuple[str, str]] = {"id": ("tidak", "ya"), "en": ("no", "yes")}

STATES = {
    "b": "b",
    "baik": "b",
    "good": "b",
    "rr": "rr",
    "rusak ringan": "rr",
    "light damage": "rr",
    "lightly damaged": "rr",
    "rb": "rb",
    "rusak berat": "rb",
    "heavy damage": "rb",
    "heavily damaged": "rb",
    "-": "ta",
    "ta": "ta",
    "tidak ada": "ta",
    "tdk ada": "ta",
    "not there": "ta",
    "none": "ta",
}
HALF_STATES = frozenset({"r", "rusak", "damage", "damaged"})  # light or heavy?

# Cut off a number and read back. No time, no length, no packs: "6 jam" answers no question about minutes.
UNITS = frozenset(
    _words(
        "% bh biji bj botol btl btr buah butir eksemplar gulung kotak lbr lembar liter ltr orang org pasang pck pcs "
        "people persen personel pieces psg pucuk set tabung tbg unit"
    )
)
ZERO_WORDS = frozenset({"nol", "nihil", "kosong", "tidak ada", "tdk ada", "zero", "nil", "none"})

# A text of nothing but these says nothing (checklist-content.md, rule 2).
EMPTY_WORDS = frozenset(
    _words(
        "ada aku aman baik barangkali beres complete done entah fine good iya kami lengkap maybe me mungkin ok oke "
        "okay okey perhaps rb ready rr safe saya sdh siap sip sudah there us x y ya yes"
    )
)
NOTHING = frozenset(
    {"tidak ada", "tdk ada", "tidak", "tdk", "t", "belum", "blm", "kosong", "none", "nothing", "no", "n"}
)
NIHIL = "NIHIL"
NIHIL_SAID: Mapping[str, str] = {"id": NIHIL, "en": "NIL"}

THOUSANDS: Mapping[str, str] = {"id": ".", "en": ","}
HOUR_POINT: Mapping[str, str] = {"id": ".", "en": ":"}
EXAMPLE_WORDS: Mapping[str, str] = {"id": "jarak 80 m, patroli tiap jam", "en": "80 m away, patrol every hour"}
EXAMPLE_NUMBERED = "045/BA/XI/2024"


def of(table: Mapping[str, str], lang: str) -> str:
    """The entry of a table for that language; Indonesian for any but English."""
    return table["en" if lang == "en" else "id"]
