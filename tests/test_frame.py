"""Whatever happens inside a verb becomes a sentence and an exit code, whatever the streams can show."""

import os
import pty
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pilkada_check.cli.streams import stand_ins

# A verb of the tests, in a process of its own: `code` is its module.
CHILD = """
import sys, types
from pilkada_check.cli import app, verbs
module = types.ModuleType("pilkada_check.cli.uji")
exec({code!r}, module.__dict__)
sys.modules[module.__name__] = module
verbs.VERBS["uji"] = "a verb of the tests"
sys.exit(app.run(sys.argv[1:]))
"""
HEAD = """
MANUAL = "It is run by the tests."
import os, sys, time, errno
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.exits import Exit, Stop, Told
"""

Uji = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def uji(tmp_path: Path) -> Uji:
    """Start a process whose verb `uji` has this body; what it gets and what becomes of its output is said by name."""

    def start(
        body: str, *, stdin: bytes = b"", stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE, **env: str
    ) -> subprocess.Popen[str]:
        typed = tmp_path / "stdin"
        typed.write_bytes(stdin)
        code = HEAD + "def run(folder: Folder = HERE):\n" + "".join(f"    {line}\n" for line in body.splitlines())
        home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "LANG": "C.UTF-8"}
        with typed.open() as source:
            return subprocess.Popen(
                [sys.executable, "-c", CHILD.format(code=code), "uji"],
                stdin=source,
                stdout=stdout,
                stderr=stderr,
                cwd=tmp_path,
                env={**home, **env},
                encoding="utf-8",
                errors="replace",
            )

    return start


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, output, complaints."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out or "", err or ""


REFUSED = "tidak dapat dibaca atau ditulis."
SAVED = "Setiap jawaban yang tampil sudah tercatat tetap tersimpan."


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("pass", 0, ""),
        ("return Exit.FOUND", 1, ""),
        ("sys.exit(0)", 0, ""),
        ("sys.exit()", 0, ""),
        ("raise Stop(Exit.USAGE, 'Apa.', 'Sebab.', 'Lakukan.')", 2, "Apa.\nSebab.\nLakukan.\n"),
        ("raise Stop(Exit.FAILED, 'Apa.', todo='Lakukan.')", 3, "Apa.\nLakukan.\n"),
        (
            "raise Stop(Exit.FAILED, 'a\\x1b]0;x\\x07 [red] \\u202e\\ud800')",
            3,
            "a\\x1b]0;x\\x07 [red] \\u202e\\ud800\n",
        ),
        (
            "raise OSError(errno.ENOSPC, 'No space', 'records/a.jsonl')",
            3,
            f"records/a.jsonl {REFUSED}\nDisk penuh.\nKosongkan sebagian. {SAVED}\n",
        ),
        (
            "open('nowhere/x')",
            3,
            f"nowhere/x {REFUSED}\nBerkas atau folder itu tidak ada.\nPeriksa nama dan foldernya.\n",
        ),
        (
            "raise OSError('odd')",
            3,
            f"Sebuah berkas {REFUSED}\nodd\n{SAVED} Jalankan lagi perintah yang sama.\n",
        ),
        ("raise KeyboardInterrupt", 130, f"\nBerhenti. {SAVED}\n"),
        ("raise Told", 130, "Berhenti.\n"),
    ],
)
def test_endings(uji: Uji, body: str, code: int, said: str) -> None:
    assert ended(uji(body)) == (code, "", said)


def test_output_comes_before_the_complaint(uji: Uji) -> None:
    _code, out, _err = ended(uji("print('out')\nraise Stop(Exit.FAILED, 'Apa.')", stderr=subprocess.STDOUT))
    assert out == "out\nApa.\n"


def test_the_unforeseen(uji: Uji, tmp_path: Path) -> None:
    """Both languages; the details in a file that nobody else may read."""
    code, out, err = ended(uji("1 / 0"))
    assert (code, out) == (3, "")
    assert "Traceback" not in err
    assert "Tidak ada yang hilang" in err
    assert "Nothing is lost" in err
    (details,) = tmp_path.glob("pilkada-check-*.txt")
    assert str(details) in err
    assert "ZeroDivisionError" in details.read_text(encoding="utf-8")
    assert stat.S_IMODE(details.stat().st_mode) == 0o600


def test_the_unforeseen_without_a_place_for_details(uji: Uji) -> None:
    body = "import tempfile\ntempfile.tempdir = '/dev/null'\n1 / 0"
    code, _out, err = ended(uji(body))
    assert code == 3
    assert err.count("\n") == 4
    assert "Traceback" not in err


def test_debugging_shows_the_traceback(uji: Uji) -> None:
    code, _out, err = ended(uji("1 / 0", PILKADA_DEBUG="1"))
    assert code == 3
    assert "ZeroDivisionError" in err


WAIT = "print('go', flush=True)\ntime.sleep(60)"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals(uji: Uji, name: str) -> None:
    process = uji(WAIT)
    assert process.stdout
    assert process.stdout.readline() == "go\n"
    process.send_signal(getattr(signal, name))
    code, _out, err = ended(process)
    assert (code, err) == (130, f"\nBerhenti. {SAVED}\n")


def test_nohup_is_heard(uji: Uji) -> None:
    """Whoever ignores SIGHUP before starting us wants us to go on."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = uji("os.kill(os.getpid(), __import__('signal').SIGHUP)\nprint('still here')")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert ended(process) == (0, "still here\n", "")


def test_a_second_interrupt_finds_us_leaving(uji: Uji) -> None:
    body = """
class Impatient(type(sys.stderr)):
    def write(self, text):
        os.kill(os.getpid(), 2)
        return super().write(text)
sys.stderr = Impatient(sys.stderr.detach(), encoding="utf-8")
os.kill(os.getpid(), 2)
time.sleep(60)"""
    assert ended(uji(body)) == (130, "", f"\nBerhenti. {SAVED}\n")


def test_a_key_that_is_held_cuts_nothing_short(uji: Uji) -> None:
    """Neither what is done on the way out nor the very end of the process."""
    body = """
import atexit
atexit.register(os.kill, os.getpid(), 2)
try:
    os.kill(os.getpid(), 2)
    time.sleep(60)
finally:
    os.kill(os.getpid(), 15)
    print('let go')"""
    assert ended(uji(body)) == (130, "let go\n", f"\nBerhenti. {SAVED}\n")


def test_a_reader_that_leaves(uji: Uji) -> None:
    """`| head -1` is no fault of the user: nothing is said, but it is not done either."""
    process = uji("print('x' * 1_000_000)\nprint('more')")
    assert process.stdout
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr
    said = process.stderr.read()
    assert (process.wait(60), said) == (3, "")
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("body", ["print('short')", "print('long' * 100_000)"])
def test_a_full_disk_behind_the_output(uji: Uji, body: str) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        code, _out, err = ended(uji(body, stdout=full.fileno()))
    assert code == 3
    assert "Disk penuh." in err
    assert "Exception ignored" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("word", ["--version", "--help"])
def test_a_full_disk_behind_the_command(tmp_path: Path, word: str) -> None:
    """The quick answer and the slow one, to the end of the process."""
    line = f"{sys.executable} -m pilkada_check {word} >/dev/full"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(("A file could not be", "Sebuah berkas tidak dapat"))
    assert "Traceback" not in done.stderr


def test_without_any_stream(tmp_path: Path) -> None:
    """Started with all three closed, as some launchers do."""
    command = f"{sys.executable} -m pilkada_check --help <&- >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


SHOW = "print('\\u2713 \\u2013 caf\\u00e9 \\u6f22 \\u00bd [red] \\U0001f600')\nprint('\\u2717', file=sys.stderr)"
ENCODINGS = [
    ({"PYTHONIOENCODING": "cp1252"}, "v – café ? ½ [red] ?", "cp1252"),
    ({"PYTHONIOENCODING": "cp437"}, "v - café ? ½ [red] ?", "cp437"),
    ({"PYTHONIOENCODING": "ascii"}, "v - cafe ? ? [red] ?", "ascii"),
    ({"PYTHONIOENCODING": "ascii:strict"}, "v - cafe ? ? [red] ?", "ascii"),
    ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "v - cafe ? ? [red] ?", "ascii"),
    ({"LANG": "C", "PYTHONUTF8": "0"}, "✓ – café 漢 ½ [red] 😀", "utf-8"),
    ({"PYTHONUTF8": "1"}, "✓ – café 漢 ½ [red] 😀", "utf-8"),
]


@pytest.mark.parametrize("body", [SHOW, f"{SHOW}\nraise Stop(Exit.FAILED, '\\u2713 \\udcff')", f"{SHOW}\n1 / 0"])
@pytest.mark.parametrize(("env", "shown", "encoding"), ENCODINGS, ids=str)
@pytest.mark.parametrize("where", ["pipe", "file", "terminal"])
def test_any_encoding(
    uji: Uji, tmp_path: Path, where: str, env: dict[str, str], shown: str, encoding: str, body: str
) -> None:
    """Case C19: signs that the encoding lacks, also in a complaint and after one."""
    path = tmp_path / "out"
    path.touch()
    reader, writer = pty.openpty() if where == "terminal" else os.pipe()
    target = os.open(path, os.O_WRONLY) if where == "file" else writer
    process = uji(body, stdout=target, **env)
    code, _out, err = ended(process)
    seen = path.read_bytes() if where == "file" else os.read(reader, 10_000)
    for handle in {reader, writer, target}:
        os.close(handle)
    assert seen.decode(encoding).rstrip() == shown
    assert code == (0 if body == SHOW else 3)
    assert not re.search("Traceback|Error", err)


def test_ascii_input_is_read_as_utf_8(uji: Uji) -> None:
    """What is typed at a terminal that claims ASCII comes as UTF-8; lone surrogates would break the journal."""
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = uji("print(ascii(sys.stdin.read()))", stdin="é\n".encode() + b"\xff\n", **env)
    assert ended(process) == (0, "'\\xe9\\n\\ufffd\\n'\n", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("–—…", "--..."), ("≤ ≥ × →", "<= >= x ->"), ("ñ", "n"), ("½²", "??"), ("e\u0301", "e"), ("\udcff", "?")],
)
def test_stand_ins(text: str, shown: str) -> None:
    """A sign of the same meaning, or a question mark: never a digit that was not there."""
    plain = ""
    while text:
        try:
            text.encode("ascii")
            break
        except UnicodeEncodeError as trouble:
            made, end = stand_ins(trouble)
            plain, text = plain + text[: trouble.start] + made, text[end:]
    assert plain + text == shown
