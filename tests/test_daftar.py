"""`daftar`: the lists and their items, with and without a workspace, in every format; and it starts quickly."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Tool
from pages_world import ITEMS, Unit, plain

from pilkada_check import words
from pilkada_check.cli import app
from pilkada_check.files.workspace import load
from pilkada_check.model.checklist import Checklist
from pilkada_check.views.lines import cells

SHIPPED = {path.stem for path in (ROOT / "checklists").glob("*.yaml")} - {"facts"}
FORMATS = ("terminal", "text", "markdown", "csv", "json")
PER = ("--per", "24/11/2024 20.05")


def test_without_a_workspace(tool: Tool) -> None:
    done = tool("daftar", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = {row["list"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    known = load(None, every=True).known
    assert set(rows) == SHIPPED == set(known)
    for name, row in rows.items():
        items = list(known[name].items())
        assert (row["owed"], row["own_list"], row["served"]) == ("false", "false", "")
        assert (int(row["items"]), int(row["critical"])) == (len(items), sum(item.critical for item in items))
        assert row["due"] == ", ".join(due.text for due in known[name].due)


@pytest.fixture(scope="module")
def listed() -> Mapping[str, Checklist]:
    """Every list that comes with the tool."""
    return load(None, every=True).known


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["", *sorted(SHIPPED)])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_shipped_list_in_every_format(
    listed: Mapping[str, Checklist],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    form: str,
    lang: str,
) -> None:
    code = app.run(["daftar", "-C", str(tmp_path), *([name] if name else []), "--format", form, "--lang", lang])
    page, said = capsys.readouterr()
    assert (code, said) == (0, "")
    for one in [listed[name]] if name else listed.values():
        assert one.id in page
        status = one.status.say(lang)
        shown = " ".join(page.split())
        assert status in shown
        if name:
            texts = [item.text.say(lang) for item in one.items()]
            flat = shown.replace("\\", "").replace('""', '"')
            assert [text for text in texts if form in {"terminal", "text"} and text not in flat] == []
    if form in {"terminal", "text"}:
        assert [line for line in page.splitlines() if cells(line) > 80] == []


def test_in_a_workspace(tmp_path: Path, tool: Tool) -> None:
    """Dates of this unit, the moment that is served, own lists marked, those it does not owe apart, and the status."""
    Unit(tmp_path, listed={"due": ["H-8", "H-3", "H-1 18.00", "H 05.30-06.30"], "status": "disahkan Kapolres"})
    done = tool("daftar", *PER, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    for said in (
        "Election day: Wednesday 27 November 2024; today is H-3.",
        "alat Perlengkapan (own list) small units 5 2",
        "alat: H-8 (19/11), H-3 (24/11), H-1 18.00 (26/11), H 05.30-06.30 (27/11); now: H-3",
        "OTHER LISTS",
        "alat: disahkan Kapolres.",
    ):
        assert said in shown
    assert shown.index("alat Perlengkapan") < shown.index("OTHER LISTS") < shown.index("kendaraan")
    entries = json.loads(tool("daftar", *PER, "--format", "json").stdout)["lists"]
    assert [entries[0][key] for key in ("list", "owed", "own_list", "served")] == ["alat", True, True, "H-3"]


@pytest.mark.parametrize(
    ("per", "served"),
    [("18/11/2024 10.00", "H-8"), ("24/11/2024 23.59", "H-3"), ("25/11/2024 0.00", "H-1 18.00"),
     ("26/11/2024 18.01", "H 05.30-06.30"), ("27/11/2024 06.31", "")],
)  # fmt: skip
def test_which_moment_is_served(tmp_path: Path, tool: Tool, per: str, served: str) -> None:
    Unit(tmp_path, listed={"due": ["H-8", "H-3", "H-1 18.00", "H 05.30-06.30"]})
    [entry] = [
        one for one in json.loads(tool("daftar", "--per", per, "--format", "json").stdout)["lists"] if one["owed"]
    ]
    assert entry["served"] == served


def test_one_list(tmp_path: Path, tool: Tool) -> None:
    when = "helm_wajib > 5 and not helm_wajib in [7, 8]"
    items = {**ITEMS, "tali": {"text": "Tali?", "type": "count", "when": when, "hint": "Tarik dulu."}}
    Unit(tmp_path, items=items)
    done = tool("daftar", "ala", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    for said in (
        "Perlengkapan (own list) [alat]",
        "6 items, 2 critical; for: small units",
        "Lapangan apel 1 [CRITICAL] Helm PHH: hitung B, RR, RB, TA. B RR RB TA; required ",
        "b, rr, rb or -: b pakem / rr lemah / rb blong / - tidak ada",
        "restricted: the value is shown at the terminal only",
        "6 Tali? a number; asked only if: Riot helmets (PHH) required > 5 and not Riot helmets (PHH) required",
        f"is one of [7, 8] [{when}] Tarik dulu.",
        "The unit's own lists: Perlengkapan.",
    ):
        assert said in shown, said
    rows = list(csv.DictReader(io.StringIO(tool("daftar", "alat", "--format", "csv").stdout)))
    assert [(row["list"], row["item"]) for row in rows] == [("alat", name) for name in items]
    assert (rows[0]["need"], rows[-1]["when"], rows[0]["section"]) == (
        ">= helm_wajib",
        when,
        "Lapangan apel",
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "critical items Which targets: those drawn (sample), tolerance 5 %, confidence 95 %; every one until",
                'Always re-checked: Vulnerability class of the polling station is one of ["sangat rawan",',
                "satellite phone / a courier known by name (MEETS IT WITH A REMARK) / none yet (DOES NOT MEET IT)",
            ),
        ),
        (
            "id",
            (
                "Diricek: butir kritis Sasaran mana: yang terundi (uji petik), toleransi 5 %, keyakinan 95 %; semua",
                'Selalu diricek: Kelas kerawanan TPS salah satu dari ["sangat rawan", "khusus"]',
                "telepon satelit / kurir bernama (SESUAI DENGAN CATATAN) / belum ada (TIDAK SESUAI)",
            ),
        ),
    ],
)
def test_who_is_re_checked_and_what_a_choice_comes_to(tool: Tool, lang: str, said: tuple[str, ...]) -> None:
    shown = " ".join(tool("daftar", "tps-siap", "--lang", lang).stdout.split())
    assert [one for one in said if one not in shown] == []
    words_ = {"en": "words; with a number in it", "id": "teks; harus memuat angka"}[lang]
    assert words_ in " ".join(tool("daftar", "komunikasi", "--lang", lang).stdout.split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [[], ["alat"]])
def test_an_example_says_so(tmp_path: Path, tool: Tool, form: str, name: list[str]) -> None:
    plain(tmp_path, sheet={"example": True})
    assert "example" in tool("daftar", *name, "--format", form, "--lang", "en").stdout.lower()


def test_faults_are_counted_and_the_rest_is_shown(tmp_path: Path, tool: Tool) -> None:
    unit = Unit(tmp_path)
    unit.put("checklists/rusak.yaml", b"id: rusak\n")
    done = tool("daftar", "--lang", "en")
    assert done.returncode == 0
    assert "in the files of this unit: pilkada-check validasi" in " ".join(done.stdout.split())
    assert "alat" in done.stdout


def test_a_list_that_there_is_not(tool: Tool) -> None:
    done = tool("daftar", "zzz", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no list zzz." in done.stderr


@pytest.mark.parametrize("words_", [["daftar"], ["daftar", "perlengkapan"], ["daftar", "--format", "json"]])
def test_nothing_heavy_is_loaded(tmp_path: Path, words_: list[str]) -> None:
    code = "import sys; from pilkada_check.__main__ import main; main(); print('\\n@', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *words_], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = set(done.stdout.rpartition("\n@ ")[2].split())
    assert "pilkada_check.views.lists" in found
    assert not {"rich", "tabulate", "filelock"} & found


@pytest.mark.parametrize(
    ("per", "said"),
    [("19/11/2024 10.00", "next: H-3"), ("23/11/2024 23.59", "next: H-3"), ("24/11/2024 0.00", "now: H-3"),
     ("27/11/2024 05.29", "next: H 05.30-06.30"), ("27/11/2024 05.30", "now: H 05.30-06.30")],
)  # fmt: skip
def test_now_is_said_of_what_runs_alone(tmp_path: Path, tool: Tool, per: str, said: str) -> None:
    Unit(tmp_path, listed={"due": ["H-3", "H 05.30-06.30"]})
    assert said in " ".join(tool("daftar", "--per", per, "--lang", "en").stdout.split())


@pytest.mark.parametrize(("lang", "said"), [("en", "by 07:00 at the latest"), ("id", "paling lambat 07.00")])
def test_the_hour_of_an_item_as_people_say_it(tmp_path: Path, tool: Tool, lang: str, said: str) -> None:
    Unit(tmp_path, items={"buka": {"text": "Buka?", "type": "time", "need": '<= "07:00"'}})
    assert said in " ".join(tool("daftar", "alat", "--lang", lang).stdout.split())


def test_due_and_status_of_one_list_are_called_so(tmp_path: Path, tool: Tool) -> None:
    Unit(tmp_path, listed={"due": ["H-3"], "status": "disahkan Kapolres"})
    shown = tool("daftar", "alat", *PER, "--lang", "en").stdout
    assert "\n Due: H-3 (24/11); now: H-3\n" in shown
    assert "\n Status of the list: disahkan Kapolres.\n" in shown
