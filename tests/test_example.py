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

import pexpect
import pytest
from conftest import Tool

from pilkada_check import VERSION
from pilkada_check.cli import example
from pilkada_check.cli.unit import evidence
from pilkada_check.files.examples import Script, copy_example, example_names, read_example, read_scripts
from pilkada_check.files.journal import Journal
from pilkada_check.files.reports import read_reports
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.model.events import Answered, Cancelled, Event, Opened, Sealed, decode
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.plans import follows
from pilkada_check.rules.record import Record
from pilkada_check.rules.reports import read, state
from pilkada_check.rules.verdict import assess
from pilkada_check.rules.walk import NotTaken, Now, Plan, Step, Walk, Write, places

COMMAND = ("mulai", "--contoh", "bontang")
BARE = (*COMMAND, "--kosong")
EVENING = datetime.fromisoformat("2024-11-26T19:30:00+08:00")


@pytest.fixture(scope="module")
def space(whole_example: Path) -> Workspace:
    """The example, read."""
    return load(whole_example)


@pytest.fixture(scope="module")
def found(space: Workspace) -> Assessment:
    """What it amounts to on the evening before."""
    return assess(evidence(space), EVENING)


@pytest.fixture(scope="module")
def records(space: Workspace) -> list[Record]:
    """Its records, in the order in which they were begun."""
    return evidence(space).records


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The unit without any record."""
    return example.make("bontang", tmp_path, empty=True)[0]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def journals(folder: Path) -> list[list[Event]]:
    """Every record, as its complete lines."""
    paths = sorted((folder / "records").rglob("*.jsonl"))
    return [[decode(line) for line in path.read_bytes().split(b"\n")[:-1]] for path in paths]


# ---- what the command says


@pytest.mark.long
def test_another_process_in_another_zone_makes_the_same_bytes_and_shows_them(
    tool: Tool, tmp_path: Path, whole_example: Path
) -> None:
    done = tool(*COMMAND, "--lang", "en", TZ="America/New_York", PILKADA_LANG="id")
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(tmp_path / "contoh-bontang") == tree(whole_example)
    assert done.stdout.startswith("Making the example. This takes a few seconds.\nEXAMPLE made in contoh-bontang")
    assert "EXAMPLE: example figures, not data of a real unit" in done.stdout
    assert "26/11 19:30  H-1" in done.stdout  # the board
    commands = [line.strip() for line in done.stdout.splitlines() if line.startswith("  pilkada-check")]
    assert commands == [
        'pilkada-check ringkasan -C contoh-bontang --per "26/11/2024 19.30" --lang en',
        'pilkada-check cek -C contoh-bontang perlengkapan --sasaran "Ton Dalmas" --jam "26/11/2024 19.30" --lang en',
    ]
    since = times(tmp_path)
    again = tool(*COMMAND, "--lang", "en")
    assert (again.returncode, again.stderr) == (0, "")
    assert "EXAMPLE: contoh-bontang is there already" in again.stdout  # it says which of the two it was
    assert done.stdout.partition("\n\n")[2] == again.stdout.partition("\n\n")[2]
    assert times(tmp_path) == since
    shown = tool("ringkasan", "-C", "contoh-bontang", "--per", "26/11/2024 19.30", "--lang", "en")
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "Tuesday 26 November 2024 19:30 WITA (H-1)" in shown.stdout


@pytest.mark.parametrize(("lang", "mark", "width", "most"), [("id", "CONTOH", 40, 75), ("en", "EXAMPLE", 80, 55)])
def test_the_board_of_hundreds_of_targets_fits(
    tmp_path: Path, whole_example: Path, lang: str, mark: str, width: int, most: int
) -> None:
    (tmp_path / "contoh-bontang").symlink_to(whole_example)
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "NO_COLOR": "1"}
    words = ["-m", "pilkada_check", *COMMAND, "--lang", lang]
    process = pexpect.spawn(sys.executable, words, cwd=tmp_path, env=env, dimensions=(50, width), encoding="ascii")
    lines = process.read().splitlines()
    assert process.wait() == 0
    assert lines[0].startswith(f"{mark}: ")
    assert len(lines) < most
    assert [line for line in lines if len(line) > width and not line.startswith("  pilkada-check ")] == []


def test_the_bare_unit(tool: Tool, tmp_path: Path) -> None:
    done = tool(*BARE, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("EXAMPLE made in contoh-bontang, without any record: ")
    assert "STATE OF THE UNIT: UNCHECKED" in done.stdout
    place = tmp_path / "contoh-bontang"
    assert sorted(path.name for path in place.iterdir()) == ["petugas.csv", "pilkada.yaml", "targets"]
    assert tool("-C", str(place), "validasi").returncode == 0
    since = times(tmp_path)
    for words in (BARE, COMMAND):  # what is there is shown, whichever it is
        again = tool(*words, "--lang", "en")
        assert (again.returncode, again.stderr) == (0, "")
        assert again.stdout.startswith("EXAMPLE: contoh-bontang is there already")
    assert times(tmp_path) == since


def test_a_unit_that_was_worked_in_is_not_shown_as_a_bare_one(tool: Tool, tmp_path: Path, whole_example: Path) -> None:
    (tmp_path / "contoh-bontang").symlink_to(whole_example)
    done = tool(*BARE, "--lang", "en")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "contoh-bontang is there already, and has records.\nNothing in it was touched.\n"
        "Rename it, or choose another folder with -C.\n"
    )
    done = tool("mulai", "--kosong", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--kosong goes with --contoh only" in done.stderr


def test_in_another_folder(tool: Tool, tmp_path: Path) -> None:
    there = tmp_path / "a b"
    there.mkdir()
    done = tool("-C", "a b", *BARE, "--lang", "en")
    assert done.returncode == 0
    assert f'cek -C "{Path("a b", "contoh-bontang")}"' in done.stdout
    assert (there / "contoh-bontang").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a b"]


def test_an_example_that_there_is_not(tool: Tool, tmp_path: Path) -> None:
    done = tool("mulai", "--contoh", "../bontang", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no example ../bontang.\nThere are: bontang.\n"
    assert not list(tmp_path.iterdir())
    assert example_names() == ["bontang"]


# ---- whole, or not there at all


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
    done = tool(*BARE, "--lang", "en")
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
    assert tool(*BARE).returncode == 0


def killed(folder: Path, words: tuple[str, ...], when: float) -> None:
    """Begin, and kill after so many seconds, or once so many files of records are there."""
    process = subprocess.Popen([sys.executable, "-m", "pilkada_check", *words], cwd=folder, stdout=subprocess.DEVNULL)
    if isinstance(when, float):
        time.sleep(when)
    while isinstance(when, int) and process.poll() is None:
        if sum(1 for _ in folder.glob(".contoh-bontang-*.tmp/records/*/*")) >= when:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(60)


def test_killed_at_any_time_it_is_whole_or_not_there(tmp_path: Path, whole_example: Path, bare: Path) -> None:
    whole, empty = tree(whole_example), tree(bare)
    shutil.rmtree(bare)
    whens: list[float] = [1, 900, len(list((whole_example / "records").rglob("*.jsonl")))]
    for when in [*whens, *(0.1 * tick for tick in range(1, 8))]:
        killed(tmp_path, COMMAND if isinstance(when, int) else BARE, when)
        place = tmp_path / "contoh-bontang"
        if place.exists():
            assert tree(place) == (whole if isinstance(when, int) else empty)
            shutil.rmtree(place)


def test_leftovers_of_a_killed_try_go_once_nobody_can_be_building_them(tool: Tool, tmp_path: Path) -> None:
    old, young = tmp_path / ".contoh-bontang-00000000.tmp", tmp_path / ".contoh-bontang-11111111.tmp"
    for folder in (old, young):
        folder.mkdir()
        copy_example("bontang", folder)
    long_ago = time.time() - 2 * example.LEFT_FOR
    os.utime(old, (long_ago, long_ago))
    assert tool(*BARE).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "contoh-bontang"]


def test_several_at_once_show_one_example(tmp_path: Path, bare: Path) -> None:
    empty = tree(bare)
    shutil.rmtree(bare)
    command = [sys.executable, "-m", "pilkada_check", *BARE]
    processes = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(4)]
    for process in processes:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0, out
    assert [path.name for path in tmp_path.iterdir()] == ["contoh-bontang"]
    assert tree(tmp_path / "contoh-bontang") == empty


# ---- its files


def test_only_its_owner_may_read_it(whole_example: Path) -> None:
    for path in [whole_example, *whole_example.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_its_files_are_sound_but_for_the_record_that_a_power_loss_cut(tool: Tool, whole_example: Path) -> None:
    done = tool("-C", str(whole_example), "validasi", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    faults = [line for line in done.stdout.splitlines() if ": [" in line]
    assert ["[journal_torn]" in line for line in faults if "/records/" in line] == [True]
    assert f"records {len(journals(whole_example))}, risk reports 4" in done.stdout


def test_nothing_is_in_it_that_a_user_would_not_have(whole_example: Path) -> None:
    assert sorted(path.name for path in whole_example.iterdir()) == [
        "definitions",
        "petugas.csv",
        "pilkada.yaml",
        "records",
        "reports",
        "targets",
    ]


def test_records_say_that_they_are_an_example(whole_example: Path) -> None:
    for events in journals(whole_example):
        opened = events[0]
        assert isinstance(opened, Opened)
        assert (opened.source, opened.clock, opened.tool) == ("example", "typed", VERSION)
        assert opened.at.isoformat()[:10] in {"2024-11-24", "2024-11-25", "2024-11-26"}
        assert all(event.at < EVENING for event in events)
        assert [event.at for event in events] == sorted(event.at for event in events)


def test_a_record_is_what_a_walk_writes_line_by_line(whole_example: Path, tmp_path: Path) -> None:
    """The lines of a record that is made at once are, byte by byte, those of a journal that grew."""
    paths = [next((whole_example / "records").rglob(name)) for name in ("perlengkapan-cek-*", "tps-siap-ricek-*")]
    for path in paths:
        opened, *events = [decode(line) for line in path.read_bytes().splitlines()]
        assert isinstance(opened, Opened)
        there = tmp_path / "records" / path.parent.name / path.name
        with Journal.create(there, opened) as journal:
            for event in events:
                if isinstance(event, Sealed):
                    journal.seal(event.at)
                else:
                    journal.append(event)
        assert there.read_bytes() == path.read_bytes()


# ---- who did what


def test_an_independent_ricek_saw_no_cek_and_is_by_somebody_else(records: list[Record]) -> None:
    ceks: dict[tuple[str, str], list[Opened]] = {}
    for record in records:
        one = record.opened
        if one.round == "cek":
            ceks.setdefault((one.list, one.target), []).append(one)
    riceks = [record.opened for record in records if record.opened.round == "ricek"]
    assert len(riceks) > 100
    for one in riceks:
        before = ceks[one.list, one.target]
        assert all(cek.at < one.at for cek in before)
        assert all(cek.device != one.device and cek.officer.number != one.officer.number for cek in before)
        assert (one.independent, one.seen) == (True, ())


def test_nobody_is_at_two_targets_at_once(records: list[Record]) -> None:
    last: dict[str, Record] = {}
    for record in sorted(records, key=lambda one: one.opened.at):
        number = record.opened.officer.number
        if number in last:
            latest = last[number].latest
            assert latest is not None
            assert latest < record.opened.at, (last[number].opened, record.opened)
        last[number] = record


def script_of(space: Workspace, script: Script) -> tuple[list[str], list[str], Walk]:
    """What a script asks, what it says, and its walk before anything was typed."""
    one = space.known[script.list]
    row = None if one.target == UNIT else space.unit.tables[one.target].rows[script.target]
    env = environment(space.unit, space.book, one.target, row)
    asks = places(one, lambda item: asked(item, env) and (item.critical or script.round == "cek"))
    walk = Walk(Plan(one, asks, env, script.at.tzinfo, "id", "R", script.round == "ricek"), {})  # type: ignore[arg-type] # it has a zone
    return [place.item.id for place in asks], list(script.answers), walk


def test_every_answer_that_is_written_out_passes_the_walk(space: Workspace, whole_example: Path) -> None:
    """What is typed at an item ends with an answer to it, and the walk of a whole list ends with its last item."""
    by_opening = {
        (e[0].list, e[0].target, e[0].round, e[0].at): e for e in journals(whole_example) if isinstance(e[0], Opened)
    }
    for script in read_scripts("bontang"):
        events = by_opening[script.list, script.target, script.round, script.at]
        answered = list(dict.fromkeys(event.item for event in events if isinstance(event, Answered)))
        whole, said, _ = script_of(space, script)
        assert answered == [item for item in whole if item in set(answered)]
        if script.end != "torn":
            assert set(said) <= set(answered)
            assert isinstance(
                events[-1], Sealed if script.end == "sealed" else Cancelled if script.end == "cancelled" else Answered
            )
        if script.end == "sealed" and not script.until:
            assert answered == whole


def test_answers_are_typed_as_officers_type(space: Workspace) -> None:
    """There are wrong answers, answers that are read back, follow-ups, an RR taken on, a reason, and a note."""
    seen: Counter[str] = Counter()
    for script in read_scripts("bontang"):
        whole, _, walk = script_of(space, script)
        for item in [name for name in whole if name in script.answers]:
            walk.open(whole.index(item))
            for line in script.answers[item]:
                seen[walk.step.name] += 1
                for effect in walk.enter(line, Now(script.at)):
                    seen["refused"] += isinstance(effect, NotTaken) and isinstance(effect.refused, Refused)
                    seen[effect.event.outcome if isinstance(effect, Write) else ""] += 1
    wanted = {"refused", "ok", "remark", "fail", "noted", "na", "unjudged", *(step.name for step in Step)}
    assert wanted - seen.keys() == {"DUE_RIGHT"}  # that one is in tests/test_walk.py


# ---- the evening before: every state that a unit meets is there to be seen


def test_the_evening_before(found: Assessment) -> None:
    assert found.readiness == "not_ready"
    states: dict[str, Counter[str]] = {}
    for part in found.parts:
        states.setdefault(part.checklist.id, Counter())[str(part.readiness)] += 1
    assert sum(sum(counts.values()) for counts in states.values()) == 4 * 423 + 2 * 13 + 36 + 7 + 3
    for name in ("tps-siap", "logistik-tps", "tps-lingkungan"):
        counts = states[name]
        assert sum(counts.values()) == 423
        assert counts["ready"] > 300  # it is a unit that does its work,
        assert counts["conditional"] > 5  # with something left to mend
        assert counts["unchecked"] >= 7  # and no word from one ward
    assert 0 < states["tps-siap"]["not_ready"] < 20
    assert 5 <= states["logistik-tps"]["incomplete"] < 20
    assert states["tps-pagi"] == {"not_due": 423}
    assert states["komunikasi"] == {"ready": 1}
    assert states["cadangan"] == {"conditional": 1}
    assert states["koordinasi-posko"] == {"not_ready": 1}
    assert set(states["perlengkapan"]) == {"ready", "conditional", "not_ready", "incomplete", "unchecked"}
    assert {reason.code for part in found.parts for reason in part.reasons} >= {
        "fail", "dispute", "remark", "no_fact", "unsealed", "missing", "ricek_owed", "follow_up", "overdue",
        "na_critical",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("list_id", "target", "readiness", "code", "item"),
    [
        ("perlengkapan", "Ton Dalmas", "not_ready", "dispute", "helm-phh"),
        ("tps-siap", "Gunung Elai 003", "not_ready", "dispute", "lantai-kering"),
        ("tps-siap", "Loktuan 012", "not_ready", "fail", "listrik"),
        ("tps-siap", "Gunung Telihan 015", "not_ready", "unsealed", "uji-posko"),
        ("perlengkapan", "Sat Lantas", "conditional", "unsealed", "senter"),
        ("perlengkapan", "Sat Polairud", "conditional", "na_critical", "apar-isi"),
        ("perlengkapan", "BKO Brimob", "conditional", "remark", "helm-phh"),  # the ruling
        ("perlengkapan", "Polsek Marangkayu", "incomplete", "no_fact", "p3k"),
        ("logistik-tps", "Guntung 009", "incomplete", "no_fact", "ss-gub"),
        ("koordinasi-posko", "unit", "not_ready", "fail", "total-cocok"),
        ("cadangan", "unit", "conditional", "fail", "skenario-cuaca"),
        ("personel", "Polsek Bontang Selatan", "incomplete", "missing", "hadir"),  # cut by a power loss
        ("personel", "Polsek Bontang Barat", "unchecked", "overdue", ""),  # silent
        ("tps-siap", "Kanaan 001", "unchecked", "missing", "listrik"),
    ],
)
def test_what_is_to_be_seen(found: Assessment, list_id: str, target: str, readiness: str, code: str, item: str) -> None:
    part = next(part for part in found.parts if (part.checklist.id, part.target) == (list_id, target))
    assert part.readiness == readiness
    assert [reason for reason in part.reasons if (reason.code, reason.item) == (code, item)]


def test_the_published_parts_do_not_add_up(records: list[Record]) -> None:
    """Source J3 gives 1.266 and parts that make 1.226; who finds out why is named, and by when."""
    [answer] = [
        look.answer
        for record in records
        if record.opened.round == "cek"
        for look in record.looks
        if look.answer.item == "total-cocok" and look.answer.follow_up is not None and look.answer.follow_up.due
    ]
    assert isinstance(answer.value, dict)
    assert (sum(answer.value.values()), answer.need, answer.outcome) == (1226, 1266, "fail")


def test_a_silent_ward_and_a_silent_station(records: list[Record]) -> None:
    assert not [record for record in records if record.opened.target.startswith("Kanaan")]
    assert not [record for record in records if record.opened.target == "Polsek Bontang Barat"]


def test_cancelled_torn_and_open_records_and_a_note(records: list[Record], whole_example: Path) -> None:
    assert [record.cancelled for record in records if record.cancelled] == [
        "salah gudang: yang terhitung barang Sat Lantas"
    ]
    torn = [path for path in (whole_example / "records").rglob("*.jsonl") if not path.read_bytes().endswith(b"\n")]
    assert [path.name[:12] for path in torn] == ["personel-cek"]
    assert 2 < sum(not record.ended for record in records) < 10
    assert not [record for record in records if record.damaged]
    assert [look for record in records for look in record.looks if "dua buku basah" in look.answer.note]


def test_its_sample_plans_are_sound_and_one_is_under_way(
    space: Workspace, records: list[Record], found: Assessment
) -> None:
    plans = [record for record in records if record.planned is not None]
    assert [plan.opened.list for plan in plans] == ["logistik-tps", "tps-siap"]
    assert all(plan.sealed and follows(plan, space.unit) for plan in plans)
    done, way = found.samples["logistik-tps"], found.samples["tps-siap"]
    assert not done.short
    assert (done.counted, done.differed) == (done.drawn, 0)
    assert way.short
    assert 20 < way.counted < way.drawn
    assert 0 < way.differed < 4


def test_a_ruling_by_a_third_officer_settled_a_dispute(records: list[Record], found: Assessment) -> None:
    mine = [
        record for record in records if (record.opened.list, record.opened.target) == ("perlengkapan", "BKO Brimob")
    ]
    assert [record.opened.round for record in mine] == ["cek", "ricek", "putusan"]
    assert len({record.opened.officer.number for record in mine}) == 3
    assert set(mine[2].opened.seen) == {mine[0].id, mine[1].id}
    part = next(part for part in found.parts if (part.checklist.id, part.target) == ("perlengkapan", "BKO Brimob"))
    assert not [reason for reason in part.reasons if reason.code in {"dispute", "void_ruling", "ricek_owed"}]


def test_risk_reports_of_every_state(whole_example: Path) -> None:
    reports = [read(data) for _, data in read_reports(whole_example) if isinstance(data, bytes)]
    states = [state(report) for report in reports if report is not None]
    assert states == ["closed", "acknowledged", "sent", "reported"]
    first = [report.first for report in reports if report is not None and report.first is not None]
    assert [one.number for one in first] == [1, 2, 3, 4]
    assert [one.target for one in first] == ["Gudang KPU", "Loktuan 012", "Gunung Telihan 015", "Bontang Lestari 013"]
    assert all(one.at < EVENING for one in first)
    assert [one.item for one in first] == ["", "", "atap", ""]  # one came out of a walk


def test_the_plan_of_many_targets_says_what_it_does(space: Workspace) -> None:
    """Shares are of a thousand, of items there are; every team is of officers there are."""
    course = read_example("bontang")
    for many in course.many:
        items = {item.id for item in space.known[many.list].items()}
        assert many.answers.keys() <= items
        for shares in many.answers.values():
            assert all(int(share) > 0 and lines for share, *lines in shares)
            assert sum(int(share) for share, *_ in shares) <= 1000
        assert all(team.officer in space.unit.officers or team.officer.startswith("{") for team in many.by)


def test_the_moment_and_the_command_are_the_examples_own() -> None:
    course = read_example("bontang")
    assert course.moment == "26/11/2024 19.30"
    assert course.attempt == ("cek", "perlengkapan", "--sasaran", "Ton Dalmas")
