"""Journals in real processes: killed, racing, on full disks, without permission; and the order of system calls."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import let_in
from journals import answered, name, opened, place, resumed

from pilkada_check.files.copies import read_copies
from pilkada_check.files.journal import Journal
from pilkada_check.files.lock import Locked
from pilkada_check.model.events import decode, encode

TESTS = Path(__file__).parent
HEAD = f"""
import os, sys, time
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
from pathlib import Path
from journals import answered, name, opened, place, resumed
from pilkada_check.files.journal import Journal
from pilkada_check.files.kept import device
from pilkada_check.files.lock import Locked
root = Path(sys.argv[1])
"""
# The parent waits for every "ready", then lets all go at once.
BARRIER = "print('ready', flush=True); sys.stdin.readline()\n"

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a process with this code and `root`; all are gone at the end."""
    with ExitStack() as stack:

        def begin(code: str, *args: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [*before, sys.executable, "-c", HEAD + code, str(tmp_path), *args],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


def said(process: subprocess.Popen[str], typed: str = "") -> str:
    """What a process prints until its end, which must be a good one."""
    out, _ = process.communicate(typed, timeout=60)
    assert process.returncode == 0, out
    return out


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == f"{word}\n"


def release(processes: list[subprocess.Popen[str]]) -> None:
    """Once all stand at the barrier, let them go."""
    for process in processes:
        wait_for(process, "ready")
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def together(processes: list[subprocess.Popen[str]]) -> list[str]:
    """What each prints after the barrier."""
    release(processes)
    return [said(process).strip() for process in processes]


def whole_lines(path: Path) -> int:
    """The number of lines, each of which must be whole."""
    data = path.read_bytes()
    assert data.endswith(b"\n")
    return len([decode(line) for line in data.splitlines()])


def test_a_lock_is_gone_with_the_process_that_held_it(start: Start, tmp_path: Path) -> None:
    holder = start(
        "journal = Journal.create(place(root), opened()); journal.append(answered(1))\n"
        "os.write(journal._handle, b'half a line')\n"
        "print('ready', flush=True); time.sleep(600)"
    )
    wait_for(holder, "ready")
    with pytest.raises(Locked):
        Journal.resume(place(tmp_path))
    holder.send_signal(signal.SIGKILL)
    assert holder.wait(60) == -signal.SIGKILL
    with Journal.resume(place(tmp_path)) as journal:
        assert (journal.events, journal.torn) == ([opened(), answered(1)], len(b"half a line"))
        journal.append(resumed(journal.torn))
    assert whole_lines(place(tmp_path)) == 3


def test_of_eight_that_resume_one_record_at_once_one_wins(start: Start, tmp_path: Path) -> None:
    Journal.create(place(tmp_path), opened()).close()
    code = (
        BARRIER
        + """
try:
    journal = Journal.resume(place(root))
except Locked:
    print('locked')
else:
    journal.append(resumed())
    journal.append(answered(int(sys.argv[2])))
    print('won', sys.argv[2], flush=True)
    sys.stdin.readline()
"""
    )
    processes = [start(code, str(number)) for number in range(8)]
    release(processes)
    # The winner holds the lock until everybody has answered.
    first = [process.stdout.readline().strip() for process in processes if process.stdout]
    for process in processes:
        said(process, "end\n")
    winners = [line.split()[1] for line in first if line.startswith("won")]
    assert sorted(first)[:7] == ["locked"] * 7
    assert len(winners) == 1
    assert place(tmp_path).read_bytes() == encode(opened()) + encode(resumed()) + encode(answered(int(winners[0])))


def test_forty_that_begin_records_of_their_own_are_all_found(start: Start, tmp_path: Path) -> None:
    code = (
        BARRIER
        + """
record = name(int(sys.argv[2]))
with Journal.create(place(root, record, f'Ton {int(sys.argv[2]) % 3}'), opened(record)) as journal:
    journal.append(answered(1, record))
print('done')
"""
    )
    assert together([start(code, str(number)) for number in range(40)]) == ["done"] * 40
    found = dict(read_copies(tmp_path / "records"))
    assert sorted(found.values(), key=str) == sorted(
        (encode(opened(name(number))) + encode(answered(1, name(number))) for number in range(40)), key=str
    )


def test_forty_that_name_the_device_at_once_give_it_one_name(start: Start, tmp_path: Path) -> None:
    code = BARRIER + "print(device(root, os.urandom(4)))"
    names = set(together([start(code) for _ in range(40)]))
    assert len(names) == 1
    assert (tmp_path / ".device").read_text() == f"{names.pop()}\n"


APPEND_UNTIL_FULL = """
journal = Journal.create(place(root), opened())
written = 1
try:
    for number in range(1000):
        journal.append(answered(number % 10, note='x' * 100))
        written += 1
except OSError as problem:
    print(written, problem.errno, problem.filename)
"""


def test_a_file_at_its_size_limit_stays_whole_lines(start: Start, tmp_path: Path) -> None:
    code = f"""
import resource, signal, sys
sys.dont_write_bytecode = True  # it would be cut at that size
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
{APPEND_UNTIL_FULL}
    assert os.stat(place(root)).st_size < 5000
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.append(answered(99))
"""
    written, code_, path = said(start(code)).split(maxsplit=2)
    assert (os.strerror(int(code_)), path.strip()) == ("File too large", str(place(tmp_path)))
    assert int(written) > 5
    assert whole_lines(place(tmp_path)) == int(written) + 1


def test_a_disk_without_room_says_so_and_takes_the_next_line(start: Start, tmp_path: Path) -> None:
    code = """
journal = Journal.create(place(root), opened())
file = os.dup(journal._handle)
os.dup2(os.open('/dev/full', os.O_RDWR), journal._handle)
Journal._check = lambda self: None  # it would see that this is no longer the file
try:
    journal.append(answered(1))
except OSError as problem:
    print(problem.errno, problem.filename)
os.dup2(file, journal._handle)
journal.append(answered(2))
"""
    assert said(start(code)) == f"28 {place(tmp_path)}\n"  # ENOSPC
    assert place(tmp_path).read_bytes() == encode(opened()) + encode(answered(2))


if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0:
    # A container may forbid it; then /dev/full above has to do.

    def test_a_full_disk_keeps_what_was_there_and_takes_more_once_there_is_room(start: Start, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        code = f"""
import subprocess
root = root / "disk"
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", root], check=True)
{APPEND_UNTIL_FULL}
before = place(root).read_bytes()
try:
    journal.append(answered(99, note='y' * 5000))
except OSError:
    pass
assert place(root).read_bytes() == before and before.endswith(b"\\n")
subprocess.run(["mount", "-o", "remount,size=1m", root], check=True)
journal.append(answered(99, note='y' * 5000))
print(len(place(root).read_bytes().splitlines()))
"""
        out = said(start(code, before=("unshare", "-rm"))).split()
        assert out[1] == "28"  # ENOSPC
        assert int(out[3]) == int(out[0]) + 1


def test_a_folder_that_one_may_not_write_is_named(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "closed"
    root.mkdir(0o555)
    let_in(tmp_path)
    code = """
Journal.create(place(root), opened()).close()  # whatever Python still imports, it may not be allowed to later
root = root / "closed"
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
for attempt in (lambda: Journal.create(place(root), opened()), lambda: device(root, b'abcd')):
    try:
        attempt()
    except PermissionError as problem:
        print(problem.filename)
print(os.listdir(root))
"""
    assert said(start(code)).splitlines() == [str(root / "records"), str(root / ".locks"), "[]"]


@pytest.mark.needs("strace")
def test_each_line_is_written_at_once_and_flushed_before_anything_follows(start: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    code = """
journal = Journal.create(place(root), opened())
os.write(1, b"asked\\n")
for number in range(3):
    journal.append(answered(number))
    os.write(1, b"asked\\n")
journal.seal(opened().at)
os.write(1, b"asked\\n")
"""
    process = start(
        code, before=("strace", "-f", "-y", "-s", "12", "-e", "trace=write,fsync,mkdir,openat", "-o", str(trace))
    )
    assert said(process) == "asked\n" * 5
    calls = []
    for line in trace.read_text().splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)", line)
        if found is None:
            continue
        call, rest = found.groups()
        if call == "mkdir" and rest.endswith("= 0"):
            made = rest.split('"')[1]
            calls.append(f"mkdir {made.removeprefix(str(tmp_path))}")
        elif call == "openat" and "O_EXCL" in rest and ".jsonl" in rest:
            calls.append("create")
        elif call == "write" and "asked" in rest:
            calls.append("asked")
        elif call in {"write", "fsync"} and str(tmp_path) in rest:
            path = rest.split("<", 1)[1].split(">", 1)[0]
            calls.append(f"{call} {'journal' if path.endswith('.jsonl') else path.removeprefix(str(tmp_path))}")
    folder = f"/records/{place(tmp_path).parent.name}"
    append = ["write journal", "fsync journal"]
    assert calls == [
        *("mkdir /records", "fsync ", f"mkdir {folder}", "fsync /records", "mkdir /.locks", "fsync "),
        *("create", *append, f"fsync {folder}", "asked"),
        *([*append, "asked"] * 4),
    ]
