"""Whatever ends a `cek`, its record holds exactly what was shown as taken; and the clock, the lock, a full disk."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import let_in
from terminal import (
    ANSWERS,
    JAM,
    NUMBER,
    Terminal,
    environment,
    events,
    journals,
    kinds,
    officer,
    sealed_values,
    small_unit,
    stored,
    walk,
)

from pilkada_check.cli.clock import Clock
from pilkada_check.files.kinds import kind_of
from pilkada_check.model.events import Answered, Opened, Resumed

HELMETS = {"b": 30, "rr": 0, "rb": 0, "ta": 0}


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The small unit."""
    return small_unit(tmp_path / "unit")


def keys(text: str) -> Callable[[Terminal], int]:
    """Type keys."""

    def end(terminal: Terminal) -> int:
        terminal.child.send(text)
        return terminal.end()

    return end


def sends(number: signal.Signals) -> Callable[[Terminal], int]:
    """Send a signal to the process."""

    def end(terminal: Terminal) -> int:
        os.kill(terminal.child.pid, number)
        return terminal.end()

    return end


ENDINGS: dict[str, tuple[Callable[[Terminal], int], int]] = {
    "ctrl-c": (keys("\x03"), 130),
    "ctrl-d": (keys("\x15\x04"), 130),  # a half-typed line goes first: Ctrl-D behind letters is no end
    "SIGTERM": (sends(signal.SIGTERM), 130),
    "SIGHUP": (sends(signal.SIGHUP), 130),
    "SIGKILL": (sends(signal.SIGKILL), -signal.SIGKILL),
    "closed": (Terminal.close_window, 130),
}
# Lines typed to their end, what is half typed then, and the answers that were shown as taken.
PLACES: dict[str, tuple[list[str], str, list[tuple[str, object]]]] = {
    "in mid-answer": (["y", "30 0 0", "y"], "1", [("megafon", True), ("helm", HELMETS)]),
    "before a sum is confirmed": (["y", "30 0 0"], "", [("megafon", True)]),
    "in a follow-up": (["t"], "Bag L", [("megafon", False)]),
    "before a date": (["t", "Bag Log"], "25", [("megafon", False), ("megafon", False)]),
    "right after an answer": (["y"], "", [("megafon", True)]),
    "at the seal": (ANSWERS, "", []),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("place", PLACES)
def test_the_record_holds_what_was_shown_as_taken(unit: Path, place: str, ending: str) -> None:
    lines, half, taken = PLACES[place]
    end, code = ENDINGS[ending]
    with walk(unit) as terminal:
        shown = [terminal.type(line) for line in lines]
        if half:
            terminal.child.send(half)
            terminal.see(half)
        assert end(terminal) == code
        if ending in {"ctrl-c", "ctrl-d", "SIGTERM"}:
            assert "pilkada-check cek uji" in terminal.text
            assert terminal.text.endswith("Berhenti.\n")
            assert "tetap tersimpan" not in terminal.text  # it was said how much is saved
    said = sum(len(re.findall(r"Tercatat\s", text)) for text in shown)
    saved = stored(unit)
    assert said == len({name for name, _ in saved})
    if taken:
        assert saved == taken
    # And it goes on from there, with what was half typed asked again.
    with walk(unit) as terminal:
        rest = {"in a follow-up": ["Bag Log", "25/11 15"], "before a date": ["25/11 15"]}.get(place, [])
        done = len({name for name, _ in saved})
        going_on = terminal.type("1")
        if rest:
            mended = " Yang memperbaiki: Bag Log." if place == "before a date" else ""
            assert f"  Tersimpan: tidak. TIDAK SESUAI.{mended}\n" in going_on
        terminal.type(*rest, *ANSWERS[done if done < 2 else done + 1 :])
        assert terminal.end("y") == 0
    (path,) = journals(unit)
    assert kinds(path).count("resumed") == (place != "at the seal")  # there it is only sealed
    first = "t" if rest else "y"
    assert [(name, value) for name, value, _ in sealed_values(path)][:2] == [
        ("megafon", first == "y"),
        ("helm", HELMETS),
    ]
    assert len(list(sealed_values(path))) == 6


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_just_before_the_wait_for_a_key_is_heard(unit: Path, name: str) -> None:
    """Python's readline alone would hear it at the next key: no Python runs between this hook and its wait."""
    hook = f"readline.set_pre_input_hook(functools.partial(os.killpg, 0, signal.{name}))"
    python = ("-c", f"import functools, os, readline, signal, sys; {hook}; {MAIN}")
    with Terminal(unit, "cek", "uji", "--jam", JAM, python=python) as terminal:
        assert terminal.end() == 130
    assert journals(unit) == []


def test_a_power_cut_in_mid_line_is_named_and_kept(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    (path,) = journals(unit)
    with path.open("ab") as file:
        file.write(b'{"type":"answered","rec')
    with walk(unit) as terminal:
        assert re.search(r"\b23 (bita|byte)\b", terminal.text)
        assert terminal.end("0") == 0
    assert kinds(path) == ["opened", "answered", "resumed"]
    assert [one.torn for one in events(path) if isinstance(one, Resumed)] == [23]
    (torn,) = path.parent.glob("*.torn")
    assert torn.read_bytes() == b'{"type":"answered","rec'
    assert kind_of(torn, torn.read_bytes(), ()) is None  # validasi counts no record there, and finds no fault
    with walk(unit) as terminal:
        assert not re.search(r"\b23 (bita|byte)\b", terminal.text)


def test_of_eight_terminals_one_goes_on(unit: Path) -> None:
    """The lock is taken before the menu."""
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    terminals = [Terminal(unit, "cek", "uji", "--jam", JAM, "--petugas", NUMBER) for _ in range(8)]
    for terminal in terminals:
        terminal.ask()
    for terminal in terminals:
        terminal.send("y")
    winners = []
    for terminal in terminals:
        if terminal.child.expect([re.compile(rb"Pilih > $"), re.compile(rb"jendela lain\.(?s:.*)$")]) == 0:
            winners.append(terminal)
        else:
            assert terminal.end() == 3, terminal.text
    (winner,) = winners
    winner.type("1", "30 0 0", "y")
    assert winner.end(".q") == 0
    for terminal in terminals:
        terminal.__exit__()
    assert kinds(journals(unit)[0]) == ["opened", "answered", "resumed", "answered"]
    assert stored(unit) == [("megafon", True), ("helm", HELMETS)]


FORTY = f"""
import os, pty, sys
from pilkada_check.cli import app, cek
import readline, filelock, yaml
files, pids = [], []
for number in range(40):
    pid, fd = pty.fork()
    if pid == 0:
        os._exit(app.run(["cek", "uji", "--jam", "{JAM}"]))
    files.append(fd)
    pids.append(pid)

def prompts(count):
    for fd in files:
        seen = b""
        while seen.count(b"> ") < count:
            try:
                seen += os.read(fd, 4096)
            except OSError:
                sys.exit(seen.decode())  # it is gone, and this is what it said

prompts(1)  # the barrier: all stand at the first question
for number, fd in enumerate(files):
    os.write(fd, b"1%04d\\r" % number)
prompts(1)
for line in (b"y\\r", b"Petugas Contoh\\r", b"IPDA\\r", b"Padal\\r", b"y\\r"):
    for fd in files:
        os.write(fd, line)
    prompts(1)
for fd in files:
    os.close(fd)
for pid in pids:
    os.waitpid(pid, 0)
"""


def test_forty_that_begin_at_once_are_forty_records(unit: Path) -> None:
    # Pipes, for the children's streams are those of this process, and must not think that they can be rewound.
    done = subprocess.run(
        [sys.executable, "-c", FORTY],
        cwd=unit,
        env=environment(unit),
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = journals(unit)
    assert len(found) == 40
    assert {kinds(path) == ["opened", "answered"] for path in found} == {True}
    opened = [events(path)[0] for path in found]
    assert len({one.officer.number for one in opened if isinstance(one, Opened)}) == 40
    assert len({one.device for one in opened if isinstance(one, Opened)}) == 1


# ---- the disk


def test_a_full_disk_ends_it_with_all_that_was_shown(unit: Path) -> None:
    # No bytecode: Python would leave a cut one behind for everybody.
    run = (
        f"import resource as r, sys; sys.dont_write_bytecode = True; r.setrlimit(r.RLIMIT_FSIZE, (4000, 4000)); {MAIN}"
    )
    with walk(unit, python=("-c", run)) as terminal:
        shown = terminal.type("y", ".1")
        notes = 0
        while notes < 50:
            terminal.send(f".c catatan ke {notes} {'x' * 20}")
            if terminal.child.expect([re.compile(rb"> $"), re.compile(rb"jsonl tidak dapat")]) == 1:
                break
            shown = terminal._shown()
            assert "Catatan tersimpan." in shown
            notes += 1
        assert terminal.end() == 3, terminal.text
    (path,) = journals(unit)
    assert path.stat().st_size <= 4000
    assert len(stored(unit)) == 1 + notes
    with walk(unit) as terminal:
        terminal.type("1", "30 0 0")
        terminal.end(".q")


MAIN = "from pilkada_check.cli.app import run; sys.exit(run(sys.argv[1:]))"


def test_a_folder_that_one_may_not_write_is_named_before_any_question(unit: Path) -> None:
    let_in(unit)
    if os.geteuid() == 0:
        # Whatever Python still imports, nobody may not be allowed to read it later.
        drop = "import os, pathlib, readline, sys, tempfile, filelock; from pilkada_check.cli import app, cek, unit; "
        drop += "unit.open_unit(pathlib.Path()); os.setgid(65534); os.setuid(65534);"
    else:
        unit.chmod(0o555)
        drop = "import sys;"
    with Terminal(unit, "cek", "uji", "--jam", JAM, python=("-c", f"{drop} {MAIN}")) as terminal:
        assert terminal.end() == 3, terminal.text
        shown = "".join(terminal.text.split())  # a long path is broken anywhere
        assert ".lockstidakdapatdibacaatauditulis." in shown
        assert "tidak diizinkan" in terminal.text or "tidak boleh" in terminal.text
    unit.chmod(0o755)
    assert not (unit / "records").exists()


@pytest.mark.needs("strace")
def test_each_answer_is_written_and_flushed_before_the_next_prompt(unit: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    before = ("strace", "-y", "-s", "40", "-e", "trace=write,fsync", "-o", str(trace))
    with walk(unit, before=before) as terminal:
        terminal.type("y", "30 0 0", "y")
        terminal.end(".q")
    calls = []
    for line in trace.read_text().splitlines():
        found = re.match(r"(write|fsync)\((\d+)<(.*?)>(.*)", line)
        if found is None:
            continue
        call, handle, path, rest = found.groups()
        if path.endswith(".jsonl"):
            calls.append(call)
        elif "/records" in path and call == "fsync":
            calls.append("fsync of a folder")
        elif handle == "1" and ("Tercatat" in rest or "> " in rest):
            calls.append("Tercatat" if "Tercatat" in rest else "prompt")
    squeezed = [call for call, last in zip(calls, ["", *calls], strict=False) if (call, last) != ("prompt", "prompt")]
    begun = squeezed.index("write")
    assert squeezed[begun:] == [
        *("write", "fsync", "fsync of a folder", "write", "fsync", "Tercatat", "prompt"),
        *("write", "fsync", "Tercatat", "prompt"),
    ]


# ---- the clock


def answers(path: Path) -> list[Answered]:
    return [one for one in events(path) if isinstance(one, Answered)]


def test_a_round_clock_before_the_newest_record_goes_on_from_there(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    for jam in ("23/11/2024 08.00", "24/11/2024 19.00"):
        with Terminal(unit, "cek", "--jam", jam) as terminal:
            officer(terminal, "00010002" if jam.startswith("23") else NUMBER)
            flat = " ".join(terminal.text.split())
            day, hour = jam.split()
            assert (
                f"{day} {hour} lebih awal dari catatan terakhir komputer ini; jam diteruskan dari 24/11/2024 20.0"
                in flat
            )
            assert ("Untuk latihan pada saat itu" in flat) == jam.startswith("23")
            terminal.type(*(["y"] if jam.startswith("23") else ["1", "30 0 0", "y"]))
            terminal.end(".q")
    times = [one.at for path in journals(unit) for one in events(path)]
    assert min(times) == datetime.fromisoformat("2024-11-24T20:04:00+08:00")
    first, second = journals(unit)
    assert answers(first)[0].at <= answers(second)[0].at <= answers(first)[1].at


@pytest.mark.needs("faketime")
def test_a_clock_that_cannot_be_right_is_asked_for(unit: Path) -> None:
    """Case C13: the laptop's battery is empty; the record says that the clock was typed, and what it was."""
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    with Terminal(unit, "cek", before=("faketime", "2019-01-01 00:04:00")) as terminal:
        shown = terminal.ask("Ketik tanggal dan jam sekarang")
        assert "catatan terakhir 24/11/2024 20.04." in shown
        assert "Jam laptop mundur (baterai jam habis?)." in shown
        assert "Contoh: 24/11 20.0" in terminal.type("", "nanti")
        assert "Itu sebelum catatan terakhir. Pakai waktunya, 24/11/2024 20.0" in terminal.type("24/10/2024 22.40")
        terminal.type("t")
        assert "Dibaca Selasa 24/12/2024 22.40. Benar? (y/t)" in terminal.type("24/12/2024 22.40")
        terminal.type("t")
        shown = terminal.type("24/11/2024 22.40")
        assert 'Dipakai: 24/11/2024 22.40. Ditandai "jam diisi tangan".' in shown
        assert "(2 jam lalu)" in terminal.type(NUMBER, "y")
        terminal.type("1", "30 0 0", "y")
        terminal.end(".q")
    (path,) = journals(unit)
    resumed = [one for one in events(path) if isinstance(one, Resumed)]
    assert [one.clock for one in resumed] == ["typed"]
    late = answers(path)[-1]
    assert late.at.isoformat().startswith("2024-11-24T22:40")
    assert isinstance(late.raw, datetime)
    assert (late.raw.year, late.raw.utcoffset()) == (2018 if late.raw.month == 12 else 2019, timedelta(hours=8))


def test_a_clock_that_was_asked_for_is_asked_for_again() -> None:
    """A command that is typed later must not bring back the hour at which it was shown; a page of it may."""
    at = datetime.fromisoformat("2024-11-24T22:40:00+08:00")
    asked, practice = Clock(ZoneInfo("Asia/Makassar"), None), Clock(ZoneInfo("Asia/Makassar"), None, at)
    assert asked.words("--jam") == asked.words("--per") == ()
    asked.set(at)
    assert asked.words("--jam") == ()
    assert asked.words("--per") == ("--per", "24/11/2024 22:40")
    assert practice.words("--jam") == ("--jam", "24/11/2024 22:40")


@pytest.mark.needs("faketime")
def test_a_clock_slightly_behind_is_held_back(unit: Path) -> None:
    with walk(unit) as terminal:
        terminal.type("y")
        terminal.end(".q")
    with Terminal(unit, "cek", before=("faketime", "2024-11-24 03:00:00 UTC"), env={"TZ": "UTC"}) as terminal:
        terminal.ask()
        assert "Jam komputer terlambat" in terminal.text
        terminal.type(NUMBER, "y", "1", "30 0 0", "y")
        terminal.end(".q")
    (path,) = journals(unit)
    first, second = answers(path)
    assert first.at == second.at
    assert isinstance(second.raw, datetime)
    assert second.raw.isoformat().startswith("2024-11-24T11:0")
    assert [one.clock for one in events(path) if isinstance(one, Resumed)] == ["system"]


@pytest.fixture
def wall(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Set the computer's clock, and change it while a command runs."""
    file = tmp_path / "wall"
    preload = subprocess.run(
        ["faketime", "now", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=True
    ).stdout.strip()

    def set_to(moment: str) -> dict[str, str]:
        file.write_text(f"@{moment}\n")
        return {
            "LD_PRELOAD": preload,
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "Asia/Makassar",
        }

    return set_to


@pytest.mark.needs("faketime")
def test_a_walk_over_midnight(unit: Path, wall: Callable[[str], dict[str, str]]) -> None:
    env = wall("2024-11-24 23:56:00")
    with Terminal(unit, "cek", env=env) as terminal:
        officer(terminal)
        terminal.type("y")
        wall("2024-11-25 00:05:00")
        terminal.type("30 0 0", "y", "13", "b", "03/2026")
        shown = terminal.type("045/BA")
        assert "24/11 23.56 - 25/11 00.05" in shown
        assert terminal.end("y") == 0
    (path,) = journals(unit)
    hours = [f"{one.at:%d %H:%M}" for one in events(path)]
    assert hours == ["24 23:56"] * 2 + ["25 00:05"] * 6
    assert all(not isinstance(one.raw, datetime) for one in answers(path))


@pytest.mark.needs("faketime")
def test_a_clock_that_jumps_back_in_the_middle_of_a_walk(unit: Path, wall: Callable[[str], dict[str, str]]) -> None:
    """Case C13: asked for at once, what was typed is not lost, and the record says so."""
    env = wall("2024-11-24 20:04:00")
    with Terminal(unit, "cek", env=env) as terminal:
        officer(terminal)
        terminal.type("y", "30 0 0", "y")
        wall("2010-01-01 00:00:00")
        terminal.send("13")
        assert "Jam laptop mundur" in terminal.ask("Ketik tanggal dan jam sekarang")
        shown = terminal.type("24/11 20.30")
        assert "SESUAI. Tercatat 20.30." in shown
        shown = terminal.type("b", "12/2024")
        assert "SESUAI DENGAN\n  CATATAN: sisa 15 hari" in shown
        terminal.type("045/BA")
        assert terminal.end("y") == 0
    (path,) = journals(unit)
    assert kinds(path) == ["opened", "answered", "answered", "resumed", *["answered"] * 4, "sealed"]
    times = [one.at for one in events(path)]
    assert times == sorted(times)
    (resumed,) = [one for one in events(path) if isinstance(one, Resumed)]
    assert resumed.clock == "typed"
    assert isinstance(resumed.raw, datetime)
    assert resumed.raw.year == 2010
