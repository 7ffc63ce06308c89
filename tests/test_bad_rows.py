"""One bad row or list: all others go on, it is named by its cell, and no verdict is better."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Tool
from terminal import Terminal, events, journals
from transfer_world import EVENING, FILES, TEXTS, Draft, bundle, checked, name, summaries, unit

from pilkada_check.cli import choose
from pilkada_check.cli.exits import Stop
from pilkada_check.cli.rencana_draw import Asked, draw, share
from pilkada_check.cli.terima_new import begin
from pilkada_check.cli.unit import evidence, open_unit
from pilkada_check.files.tables import read_targets
from pilkada_check.model.events import Answered
from pilkada_check.model.facts import FactDef
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Row
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.verdict import assess

LIST = FILES["checklists/alat.yaml"].replace('">= 10"', '">= ht"')
SOUND = "id;ht\nTon A;10\nTon B;10\n"
SHEET = FILES["pilkada.yaml"].replace("[alat, pos]", "[alat]") + "facts: {ht: 1}\n"
CLEAN = {**FILES, "pilkada.yaml": SHEET, "checklists/alat.yaml": LIST, "targets/satuan.csv": SOUND}
POS = FILES["checklists/pos.yaml"].replace("type: confirm", "type: ya")
WRONG_NUMBER = CLEAN["petugas.csv"] + "1E+17,Petugas Contoh C,IPDA,Kanit\n"


@pytest.fixture(autouse=True)
def _list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are of this list."""
    monkeypatch.setitem(TEXTS, "alat", LIST.encode())


def judged(root: Path, files: Mapping[str, str]) -> Assessment:
    """Both targets checked and re-checked on the evening, with these files of the unit."""
    unit(root, files)
    for number, target in ((1, "Ton A"), (2, "Ton B")):
        checked(number, 30, target=target).put(root)
        Draft(number + 4, "ricek", target, 1).answer("helm", 30).seal().put(root)
    return assess(evidence(open_unit(root)), EVENING)


def readiness(found: Assessment) -> dict[str, str | None]:
    return {part.target: part.readiness for part in found.parts}


def test_without_one_it_is_ready(tmp_path: Path) -> None:
    found = judged(tmp_path, CLEAN)
    assert (found.readiness, readiness(found)) == ("ready", {"Ton A": "ready", "Ton B": "ready"})


@pytest.mark.parametrize(
    ("file", "text", "named", "other"),
    [
        # The cell is as good as empty: not the unit's own fact of that name, with which it would be ready
        ("targets/satuan.csv", SOUND.replace("B;10", "B;x"), ["targets/satuan.csv:B3"], "incomplete"),
        # It keeps its records, and is in no table any more
        ("targets/satuan.csv", SOUND.replace("Ton B", ""), ["targets/satuan.csv:A3"], "incomplete"),
        ("targets/satuan.csv", SOUND + "ton b;9\n", ["targets/satuan.csv:A4"], "incomplete"),
        ("targets/satuan.csv", SOUND + '"Ton C;x\n', ["targets/satuan.csv:A4", "targets/satuan.csv:B4"], "ready"),
        ("petugas.csv", WRONG_NUMBER, ["petugas.csv:A4"], "ready"),
        ("petugas.csv", "PK\x03\x04", ["petugas.csv"], "ready"),
    ],
)
def test_the_others_are_judged_and_the_unit_is_at_best_incomplete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, named: list[str], other: str
) -> None:
    found = judged(tmp_path, {**CLEAN, file: text})
    assert found.readiness == "incomplete"
    assert [one.path for one in found.reasons if one.code == "unreadable"] == named
    assert readiness(found) == {"Ton A": "ready", "Ton B": other}
    told = capsys.readouterr().err
    assert all(f"{place}: [" in told for place in named)
    assert told.endswith("pilkada-check validasi\n")
    shown = " ".join(summaries(tmp_path)[1].split())
    assert all(f"{place} cannot be read" in shown for place in named)


@pytest.mark.parametrize(
    "words", [("temuan",), ("ringkasan", "--cadangan"), ("ringkasan", "--ke-depan")], ids=lambda words: words[-1]
)
def test_every_page_says_that_something_may_be_missing(tool: Tool, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Also one that is sent on, without what was said when it was made; a damaged record as well as a cell."""
    judged(tmp_path, {**CLEAN, "targets/satuan.csv": SOUND.replace("B;10", "B;x")})
    record = next(tmp_path.glob("records/ton-b*/*ricek*.jsonl"))
    record.write_bytes(record.read_bytes().replace(b'"helm"', b'"heml"'))
    per = (*words, "--per", EVENING.isoformat())
    tool(*per, "-o", "page.txt", "--lang", "en")
    page = " ".join((tmp_path / "page.txt").read_text(encoding="utf-8").split())
    place = page.index("Not everything can be read; what rests on it may be missing here: Alat, Ton B: the record 0")
    assert page.index("targets/satuan.csv:B3 cannot be read") > place
    unread = json.loads(tool(*per, "--format", "json").stdout)["unread"]
    assert [one["code"] for one in unread] == ["unreadable", "damaged"]


@pytest.mark.parametrize("text", ["PK\x03\x04", None])
def test_a_table_that_cannot_be_read_at_all_hides_the_facts_of_its_rows(tmp_path: Path, text: str | None) -> None:
    files = {**CLEAN, "targets/satuan.csv": text or ""}
    if text is None:
        judged(tmp_path, CLEAN)
        (tmp_path / "targets/satuan.csv").unlink()
        found = assess(evidence(open_unit(tmp_path)), EVENING)
    else:
        found = judged(tmp_path, files)
    assert found.readiness == "incomplete"
    assert readiness(found) == {"Ton A": "incomplete", "Ton B": "incomplete"}
    assert {one.path for one in found.reasons if one.code == "unreadable"} == {"targets/satuan.csv"}
    assert [one.target for one in found.reasons if one.code == "not_on_list"] == ["Ton A", "Ton B"]
    workspace = open_unit(tmp_path)
    with pytest.raises(Stop, match=r"no row of targets/satuan.csv can be read"):
        choose.target(workspace, workspace.lists[0], "")


@pytest.mark.parametrize("text", ["PK\x03\x04", SOUND.replace("Ton B", "")])
def test_the_row_of_a_small_unit_itself_may_be_the_bad_one(tmp_path: Path, text: str) -> None:
    """It is no unknown small unit for that: what it may check all the same goes on."""
    files = {**CLEAN, "pilkada.yaml": SHEET + "satuan: Ton B\n", "targets/satuan.csv": text}
    found = judged(tmp_path, files)
    assert found.readiness == "incomplete"


@pytest.mark.parametrize(("lang", "columns"), [("id", 40), ("en", 80)])
def test_a_check_goes_on(tmp_path: Path, lang: str, columns: int) -> None:
    """What is wrong is told before the first question, a list of the unit's own that nobody can walk as well."""
    bad = {"targets/satuan.csv": SOUND.replace("B;10", "B;x"), "petugas.csv": WRONG_NUMBER}
    unit(tmp_path, {**CLEAN, **bad, "pilkada.yaml": SHEET.replace("[alat]", "[alat, pos]"), "checklists/pos.yaml": POS})
    words = ("cek", "alat", "--sasaran", "Ton A", "--jam", "26/11/2024 20.00", "--lang", lang)
    with Terminal(tmp_path, *words, columns=columns) as terminal:
        before = terminal.ask()
        assert all(place in before for place in ("targets/satuan.csv:B3", "petugas.csv:A4", "checklists/pos.yaml:9:"))
        assert ("dianggap belum ada" if lang == "id" else "counts as missing") in " ".join(before.split())
        # Another's number, of the row that cannot be read, may end so too: nobody is offered another's name
        told = " ".join(terminal.type("0001").split())
        terminal.type("t" if lang == "id" else "n")
        assert ("nomor lengkap" if lang == "id" else "the whole number") in told
        assert "Petugas Contoh A" not in told
        assert "rompi" not in terminal.type("00010001", "y", "30").lower().partition("rompi:")[0]
        terminal.send("9")
        terminal.ask()
        terminal.send(".q")
        terminal.end()
        assert terminal.too_wide() == []
    [path] = journals(tmp_path)
    assert [(one.item, one.outcome) for one in events(path) if isinstance(one, Answered)][1:] == [("rompi", "fail")]


def test_a_faulty_list_stops_its_own_walk_and_every_verdict(tmp_path: Path) -> None:
    """A verdict without it could only be too good."""
    files = {**CLEAN, "pilkada.yaml": SHEET.replace("[alat]", "[alat, pos]"), "checklists/pos.yaml": POS}
    unit(tmp_path, files)
    workspace = open_unit(tmp_path, walk=True)
    assert choose.checklist(workspace, "").id == choose.checklist(workspace, "al").id == "alat"
    with pytest.raises(Stop, match="The list pos has faults"):
        choose.checklist(workspace, "pos")
    with pytest.raises(Stop, match=r"checklists/pos.yaml:9:") as stopped:
        open_unit(tmp_path)
    assert stopped.value.lines[1] == "Other lists can be checked all the same: pilkada-check cek"
    unit(tmp_path, {**files, "pilkada.yaml": SHEET.replace("[alat]", "[pos]")})
    with pytest.raises(Stop, match="The list pos has faults"):
        choose.checklist(open_unit(tmp_path, walk=True), "")
    for file in ("facts", "dua"):  # without facts nothing can be read; which of two lists is meant nobody knows
        unit(tmp_path, {**CLEAN, f"checklists/{file}.yaml": LIST})
        with pytest.raises(Stop, match=f"checklists/{file}.yaml"):
            open_unit(tmp_path, walk=True)
        (tmp_path / f"checklists/{file}.yaml").unlink()


def test_of_a_row_that_took_in_the_next_one_only_its_name_is_sure() -> None:
    """Two quotes make one cell of what lies between them: what follows was the next row's."""
    columns = {name: FactDef(name, "int", Text(name, name)) for name in ("ht", "rompi")}
    for row in ('Ton A;"1;2\nTon B;3";4', 'Ton A;"1;2\r\nTon B;3";4'):
        table, faults = read_targets(f"id;ht;rompi\n{row}\n".encode(), "satuan.csv", "satuan", columns)
        assert table.rows == {"Ton A": Row("Ton A")}
        assert [one.code for one in faults] == ["cell_line_break"]


def test_no_sample_is_drawn_from_it(tmp_path: Path) -> None:
    """Whom a bad row leaves out of a draw stays out of it."""
    unit(tmp_path, {**CLEAN, "targets/satuan.csv": SOUND.replace("Ton B", "")})
    with pytest.raises(Stop, match=r"targets/satuan.csv:A3"):
        draw(tmp_path, "alat", Asked(more=False, wanted=0, sensitivity=share(""), officer="", clock=""))


def test_a_kit_with_one_makes_a_workspace_and_says_so(tmp_path: Path) -> None:
    kit = bundle(kit=True, files={**CLEAN, "petugas.csv": WRONG_NUMBER})
    assert "petugas.csv:A4: [cell_scientific]" in "\n".join(begin(tmp_path, kit))
    assert open_unit(tmp_path).unit.officers.keys() == {"00010001", "00010002"}


def test_a_record_of_a_newer_version_is_named_as_one(tmp_path: Path) -> None:
    """It is not skipped: what the newer event says of the record nobody can tell here (docs/journal.md)."""
    judged(tmp_path, CLEAN)
    draft = Draft(9, target="Ton A")
    draft.lines += b'{"type":"doubted","record":"%s"}\n' % name(9).encode()
    path = draft.put(tmp_path).relative_to(tmp_path).as_posix()
    assert assess(evidence(open_unit(tmp_path)), EVENING).readiness == "incomplete"
    assert f"{path}wasw" in "".join(summaries(tmp_path)[1].split())
