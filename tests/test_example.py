"""`mulai --contoh`: the same example every time, its answers taken through the walk, whole or not there at all."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from conftest import Tool

from pilkada_check import VERSION
from pilkada_check.cli import example
from pilkada_check.cli.unit import evidence
from pilkada_check.files.examples import copy_example, example_names, read_scripts
from pilkada_check.files.workspace import load
from pilkada_check.model.events import Answered, Opened, Sealed, decode
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.verdict import assess
from pilkada_check.rules.walk import NotTaken, Now, Plan, Step, Walk, Write, places

COMMAND = ("mulai", "--contoh", "bontang")
EVENING = datetime.fromisoformat("2024-11-26T19:30:00+08:00")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, made once."""
    return example.make("bontang", tmp_path_factory.mktemp("made"))[0]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def journals(folder: Path) -> list[list[object]]:
    paths = sorted((folder / "records").rglob("*.jsonl"))
    return [[decode(line) for line in path.read_bytes().splitlines()] for path in paths]


def test_it_is_made_without_a_terminal_and_shown(tool: Tool, tmp_path: Path) -> None:
    done = tool(*COMMAND, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "contoh-bontang" / "pilkada.yaml").is_file()
    assert "EXAMPLE: example figures, not data of the Polres" in done.stdout
    assert "26/11 19:30  H-1" in done.stdout  # the board
    assert "Tuesday 26 November 2024 19:30 WITA (H-1)" in done.stdout  # the summary
    command = done.stdout.splitlines()[-1].strip()
    assert command == (
        'pilkada-check --lang en -C contoh-bontang cek perlengkapan --sasaran "Ton Dalmas" --jam "26/11/2024 19.30"'
    )


def test_shown_again_it_is_the_same_and_nothing_changes(tool: Tool, tmp_path: Path) -> None:
    first = tool(*COMMAND)
    before, since = tree(tmp_path / "contoh-bontang"), times(tmp_path)
    again = tool(*COMMAND)
    assert (again.returncode, again.stderr) == (0, "")
    (said, _, shown), (said_again, _, shown_again) = (one.stdout.partition("\n\n") for one in (first, again))
    assert said != said_again  # it says which of the two it was
    assert shown == shown_again
    assert tree(tmp_path / "contoh-bontang") == before
    assert times(tmp_path) == since


def test_another_process_makes_the_same_bytes(tool: Tool, tmp_path: Path, made: Path) -> None:
    assert tool(*COMMAND, TZ="America/New_York", PILKADA_LANG="en").returncode == 0
    assert tree(tmp_path / "contoh-bontang") == tree(made)


def test_only_its_owner_may_read_it(made: Path) -> None:
    for path in [made, *made.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_its_files_are_sound(tool: Tool, made: Path) -> None:
    done = tool("-C", str(made), "validasi", "--ketat", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    records = len(read_scripts("bontang"))
    assert f"records {records}" in done.stdout
    assert "0 faults, 0 warnings" in done.stdout


def test_nothing_is_in_it_that_a_user_would_not_have(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == [
        "definitions",
        "petugas.csv",
        "pilkada.yaml",
        "records",
        "targets",
    ]


def test_records_say_that_they_are_an_example(made: Path) -> None:
    for events in journals(made):
        opened = events[0]
        assert isinstance(opened, Opened)
        assert (opened.source, opened.clock, opened.tool) == ("example", "typed", VERSION)
        assert opened.at.isoformat()[:10] in {"2024-11-24", "2024-11-25", "2024-11-26"}
        assert all(event.at < EVENING for event in events)  # type: ignore[attr-defined] # every event has a time


def test_an_independent_ricek_saw_no_cek(made: Path) -> None:
    opened = [events[0] for events in journals(made)]
    riceks = [one for one in opened if isinstance(one, Opened) and one.round == "ricek"]
    assert riceks
    for one in riceks:
        cek = next(
            o for o in opened if isinstance(o, Opened) and (o.list, o.target, o.round) == (one.list, one.target, "cek")
        )
        assert (one.independent, one.seen) == (True, ())
        assert one.device != cek.device
        assert one.officer.number != cek.officer.number


def test_every_answer_passes_the_walk(made: Path) -> None:
    """What is typed at an item ends with an answer to it, and the walk of a whole list ends with its last item."""
    workspace = load(made)
    for script in read_scripts("bontang"):
        found = [
            e
            for e in journals(made)
            if isinstance(e[0], Opened) and opens(e[0], script.list, script.target, script.round)
        ]
        assert len(found) == 1
        answers = [event for event in found[0] if isinstance(event, Answered)]
        assert list(dict.fromkeys(answer.item for answer in answers)) == list(script.answers)
        assert isinstance(found[0][-1], Sealed) == (script.end == "sealed")
        one = workspace.known[script.list]
        env = environment(
            workspace.unit, workspace.book, one.target, workspace.unit.tables[one.target].rows[script.target]
        )
        whole = [item.id for item in one.items() if asked(item, env) and (item.critical or script.round == "cek")]
        assert (list(script.answers) == whole) == (script.end == "sealed")


def opens(opened: Opened, list_id: str, target: str, round_: str) -> bool:
    return (opened.list, opened.target, opened.round) == (list_id, target, round_)


def test_answers_are_typed_as_officers_type(made: Path) -> None:
    """There are wrong answers, answers that are read back, follow-ups, an RR taken on, a reason, and a note."""
    workspace = load(made)
    seen: Counter[str] = Counter()
    for script in read_scripts("bontang"):
        one = workspace.known[script.list]
        env = environment(
            workspace.unit, workspace.book, one.target, workspace.unit.tables[one.target].rows[script.target]
        )
        asks = places(one, lambda item: asked(item, env) and (item.critical or script.round == "cek"))  # noqa: B023 - called at once
        walk = Walk(Plan(one, asks, env, script.at.tzinfo, "id", "R", script.round == "ricek"), {})  # type: ignore[arg-type] # it has a zone
        for line in [line for lines in script.answers.values() for line in lines]:
            seen[walk.step.name] += 1
            for effect in walk.enter(line, Now(script.at)):
                seen["refused"] += isinstance(effect, NotTaken) and isinstance(effect.refused, Refused)
                seen[effect.event.outcome if isinstance(effect, Write) else ""] += 1
    wanted = {"refused", "ok", "remark", "fail", "noted", "na", "unjudged", *(step.name for step in Step)}
    assert wanted - seen.keys() == {"CHOOSE", "DUE_RIGHT"}  # those two are in tests/test_walk.py


def test_the_evening_before(made: Path) -> None:
    """Every state that a unit leader meets is there to be seen."""
    found = assess(evidence(load(made)), EVENING)
    states = {(part.checklist.id, part.target): part.readiness for part in found.parts if part.readiness != "unchecked"}
    assert found.readiness == "not_ready"
    assert states == {
        ("perlengkapan", "Ton Dalmas"): "not_ready",
        ("perlengkapan", "Polsek Bontang Utara"): "ready",
        ("perlengkapan", "Polsek Bontang Selatan"): "conditional",
        ("perlengkapan", "Polsek Marangkayu"): "incomplete",
        ("perlengkapan", "Sat Samapta"): "not_ready",
        ("personel", "Ton Dalmas"): "incomplete",
        ("kendaraan", "TRUK 1"): "ready",
        ("kendaraan", "PERAHU 1"): "not_ready",
    }
    codes = {reason.code for part in found.parts for reason in part.reasons}
    assert codes >= {
        "fail",
        "dispute",
        "remark",
        "no_fact",
        "unsealed",
        "missing",
        "ricek_owed",
        "follow_up",
        "overdue",
    }


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_it_is_shown_in_every_encoding(tool: Tool, encoding: str) -> None:
    done = tool(*COMMAND, "--lang", "en", PYTHONIOENCODING=encoding, PYTHONUTF8="0", LANG="C", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert "EXAMPLE" in done.stdout


def test_in_another_folder(tool: Tool, tmp_path: Path) -> None:
    there = tmp_path / "a b"
    there.mkdir()
    done = tool("-C", "a b", *COMMAND, "--lang", "en")
    assert done.returncode == 0
    assert f'-C "{Path("a b", "contoh-bontang")}" cek' in done.stdout
    assert (there / "contoh-bontang").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a b"]


def test_an_example_that_there_is_not(tool: Tool, tmp_path: Path) -> None:
    done = tool("mulai", "--contoh", "../bontang", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no example ../bontang.\nThere are: bontang.\n"
    assert not list(tmp_path.iterdir())
    assert example_names() == ["bontang"]


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_what_stands_at_its_place_is_not_touched(tool: Tool, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "contoh-bontang"
    match kind:
        case "file":
            place.write_bytes(b"mine")
        case "folder":
            place.mkdir()
            (place / "mine").write_bytes(b"mine")
        case _:
            place.symlink_to(tmp_path / "nowhere")
    before = times(tmp_path)
    done = tool(*COMMAND, "--lang", "en")
    assert (done.returncode, done.stdout) == (3, "")
    assert "contoh-bontang is there already, and is no example." in done.stderr
    assert times(tmp_path) == before


def test_an_empty_folder_at_its_place_is_used(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "contoh-bontang").mkdir()
    done = tool(*COMMAND, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "contoh-bontang/pilkada.yaml").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["contoh-bontang"]


@pytest.mark.needs("sh")
def test_a_disk_that_fills_up_leaves_nothing(tool: Tool, tmp_path: Path) -> None:
    """No file may grow beyond 8 blocks of 512 bytes: the first long text fails."""
    # -B: Python would leave bytecode cut at that size behind for everybody.
    command = f"ulimit -f 8; exec {sys.executable} -B -m pilkada_check mulai --contoh bontang --lang en"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "The file would become too large." in done.stderr
    assert not list(tmp_path.iterdir())
    assert tool(*COMMAND).returncode == 0


def test_killed_at_any_time_it_is_whole_or_not_there(tmp_path: Path, made: Path) -> None:
    place = tmp_path / "contoh-bontang"
    for tick in range(14):
        process = subprocess.Popen(
            [sys.executable, "-m", "pilkada_check", *COMMAND], cwd=tmp_path, stdout=subprocess.DEVNULL
        )
        time.sleep(0.05 * tick)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        if place.exists():
            assert tree(place) == tree(made)
            shutil.rmtree(place)


def test_leftovers_of_a_killed_try_go_once_nobody_can_be_building_them(tool: Tool, tmp_path: Path) -> None:
    old, young = tmp_path / ".contoh-bontang-00000000.tmp", tmp_path / ".contoh-bontang-11111111.tmp"
    for folder in (old, young):
        folder.mkdir()
        copy_example("bontang", folder)
    long_ago = time.time() - 2 * example.LEFT_FOR
    os.utime(old, (long_ago, long_ago))
    assert tool(*COMMAND).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "contoh-bontang"]


def test_two_at_once_show_one_example(tmp_path: Path, made: Path) -> None:
    command = [sys.executable, "-m", "pilkada_check", *COMMAND]
    processes = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(4)]
    for process in processes:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0, out
    assert [path.name for path in tmp_path.iterdir()] == ["contoh-bontang"]
    assert tree(tmp_path / "contoh-bontang") == tree(made)
