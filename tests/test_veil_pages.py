"""While a ricek is running, or was cancelled, every page is the same whatever the first count says (rules.md 29)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pages_world import KANIT, PROPAM, Given, Unit, moment
from ricek_world import found

from pilkada_check.cli import app, board
from pilkada_check.cli.unit import open_unit
from pilkada_check.files.reports import path_of
from pilkada_check.model.events import By, Cancelled, FollowUp, encode
from pilkada_check.model.reports import Reported
from pilkada_check.model.reports import encode as encode_report

BAGLOG = By("00010003", "Petugas Contoh C", "AKP", "Bag Log")
TARGET = "Ton Dalmas"
FORMATS = ("terminal", "text", "markdown", "csv", "json")
PER = ("--per", "25/11/2024 09.00")
PAGES = [
    *((verb, *PER, "--format", form) for form in FORMATS for verb in ("ringkasan", "temuan")),
    *(("ringkasan", *PER, "--sasaran", TARGET, "--format", form) for form in ("terminal", "json")),
    *(("ringkasan", *PER, one, "--format", form) for form in FORMATS[2:] for one in ("--ke-depan", "--cadangan")),
    *(("ringkasan", *PER, *words) for words in (["--pesan"], ["--pesan", "--sasaran", TARGET])),
    *(("ringkasan", *PER, "--cadangan", "--sasaran", "Ton Brimob", "--format", form) for form in FORMATS[:1]),
    *(("temuan", *PER, one, "--format", "json") for one in ("--selisih", "--lewat", "--kritis", "--tindak-lanjut")),
    ("daftar", *PER),
    ("daftar", "alat", *PER),
    *(("validasi", "--ketat", "--format", form) for form in ("text", "json")),
]
BY_THE_CLOCK = [  # these have no --per: the minute stands on them
    *(("lapor", "--daftar", "--format", form) for form in FORMATS),
    ("lapor", "--nomor", "1"),
    ("lapor", "--nomor", "1", "--pesan"),
]

GOOD: list[Given] = [
    ("24 20.07", "helm", {"b": 30, "rr": 0, "rb": 0, "ta": 0}, "ok", {"need": 30}),
    ("24 20.10", "senter", 12, "ok", {"need": 10}),
    ("24 20.12", "rem", "b", "ok"),
    ("24 20.15", "senpi", 5000, "ok", {"need": 5000}),
    ("24 20.16", "sprin", "SPRIN/17/XI", "ok"),
]
BAD: list[Given] = [
    ("24 20.37", "helm", {"b": 13, "rr": 1, "rb": 16, "ta": 0}, "fail",
     {"need": 30, "follow_up": FollowUp("Gudang Xilofon", moment("25 04.47"))}),
    ("24 20.40", "senter", 2, "fail", {"need": 10}),
    ("24 20.42", "rem", "rr", "remark", {"note": "bocor halus"}),
    ("24 20.45", "senpi", 4711, "fail", {"need": 5000}),
    ("24 20.46", "sprin", None, "na", {"note": "tidak ada sprin"}),
]  # fmt: skip
AGAIN: list[Given] = [("24 20.37", *GOOD[0][1:])]
OLD: list[Given] = [(f"1{when[1:]}", *others) for when, *others in GOOD]
COUNTS: dict[str, tuple[list[Given], bool]] = {  # the answers of the first count, and whether it was sealed
    "good": (GOOD, True),
    "bad": (BAD, True),
    "gaps": (GOOD[:1], True),
    "open": (BAD[:3], False),
    "old": (OLD, True),
    "dispute": (GOOD, True),
}
SEEN = ("Xilofon", "bocor halus", "4711", "SPRIN/17/XI", "tidak ada sprin", "04.47", "04:47", "not_ready")


def unit(root: Path, count: str) -> Unit:
    """A unit of two targets: one is checked; one has this first count, a ricek sealed before, and a risk report."""
    targets = (TARGET, "Ton Brimob")
    made = Unit(root, targets=targets, listed={"ricek": "critical", "due": ["H-3", "H-1 18.00"], "valid_for": "9d"})
    answers, sealed = COUNTS[count]
    made.record("cek", KANIT, GOOD, target=targets[1])
    made.record("cek", KANIT, answers, sealed=sealed)
    made.record("ricek", PROPAM, BAD[:3] if count in {"bad", "dispute"} else AGAIN, independent=True)
    risk = Reported(
        1, f"01JDEX{99:020}", 1, moment("24 20.12"), "system", ("Polda Kalimantan Timur", "Polres Bontang"),
        KANIT, "3fa91c07", TARGET, "Rem " + count, moment("24 20.00"), "Xilofon", "seen",
        target=TARGET, round="cek", list="alat", item="rem",
    )  # fmt: skip
    made.put(path_of(root, risk.report).relative_to(root).as_posix(), encode_report(risk))
    return made


def running(made: Unit) -> None:
    """A ricek of it with one answer."""
    made.record("ricek", PROPAM, [("25 07.12", *GOOD[0][1:])], sealed=False, independent=False)


def cancelled(made: Unit) -> None:
    """A ricek of it that was given up."""
    record = made.record("ricek", PROPAM, [("25 07.12", *GOOD[0][1:])], sealed=False, independent=False)
    [path] = made.root.rglob(f"*{record}.jsonl")
    path.write_bytes(path.read_bytes() + encode(Cancelled(record, moment("25 07.30"), "started anew")))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in this process, without one the board: how it ends, and what it shows."""

    def run(made: Unit, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(made.root)
        if words:
            code = app.run(list(words))
        else:
            code = 0
            board.show(open_unit(made.root), moment("25 09.00"))
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(("ricek", "lang"), [(running, "id"), (cancelled, "en")])
def test_no_page_depends_on_the_first_count(
    tmp_path: Path, shown: Callable[..., tuple[int, str, str]], ricek: Callable[[Unit], None], lang: str
) -> None:
    """Text, exit code and all: so neither a figure nor its absence tells anything."""
    pages: dict[str, dict[tuple[str, ...], tuple[int, str, str]]] = {}
    for count in COUNTS:
        made = unit(tmp_path / count, count)
        ricek(made)
        pages[count] = {words: shown(made, *words, "--lang", lang) for words in PAGES}
        assert {code for code, _out, _err in pages[count].values()} == {0, 1}
        pages[count] |= {(): shown(made)}
        for words in BY_THE_CLOCK:
            _code, out, err = shown(made, *words, "--lang", lang)
            assert found([*SEEN, f"Rem {count}"], out + err) == [], words
    for count, those in pages.items():
        for words, page in those.items():
            assert page == pages["good"][words], (count, words)


@pytest.mark.parametrize("count", list(COUNTS))
def test_without_a_ricek_they_do(tmp_path: Path, shown: Callable[..., tuple[int, str, str]], count: str) -> None:
    """Else the test above could not fail."""
    others = [unit(tmp_path / one, one) for one in COUNTS if one != count]
    page = shown(unit(tmp_path / count, count), *PAGES[0])
    assert all(shown(other, *PAGES[0]) != page for other in others)


@pytest.mark.parametrize(
    ("begun", "sealed", "hidden"), [("25 07.00", "25 08.00", False), ("25 07.20", "25 07.25", True)]
)
def test_a_seal_lifts_what_was_cancelled_before_it_alone(
    tmp_path: Path, shown: Callable[..., tuple[int, str, str]], begun: str, sealed: str, *, hidden: bool
) -> None:
    """Of two riceks at once: whichever was begun first, what counts is whether one was sealed after the other's end."""
    made = unit(tmp_path / "unit", "bad")
    cancelled(made)  # 07.12 to 07.30
    made.record("ricek", BAGLOG, [(begun, *GOOD[0][1:]), (sealed, *GOOD[1][1:])], independent=False)
    assert ("bocor halus" not in shown(made, "ringkasan", *PER)[1]) == hidden
