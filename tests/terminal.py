"""Real commands at real terminals: a small unit on disk, a pseudo-terminal around the command, and what it showed."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, cast

import pexpect
import yaml
from conftest import ROOT

from pilkada_check.files.examples import copy_example
from pilkada_check.model.events import Answered, Event, decode
from pilkada_check.views.lines import cells

EXAMPLE = ROOT / "checklists" / "contoh-bontang"
PROMPT = re.compile(rb"> (?:\x1b\[[0-9;?]*[A-Za-z])*$")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
NUMBER = "00010001"
JAM = "24/11/2024 20.04"

LIST = """
id: uji
title: Daftar uji
version: "1"
for: unit
ricek: none
sections:
  - title: Lapangan
    items:
      - {id: megafon, text: "Megafon: terdengar?", type: confirm, critical: true}
      - {id: helm, text: "Helm: hitung B, RR, RB, TA.", type: inventory, need: ">= 30", critical: true}
      - {id: senter, text: "Senter: berapa yang terang?", type: count, need: ">= satuan"}
  - title: Gudang
    items:
      - id: rem
        text: "Rem truk: uji jalan 20 m. Keadaan?"
        type: condition
        states: {b: rata, rr: kurang rata, rb: satu roda tidak, ta: tidak ada}
      - {id: gas, text: "Gas air mata: masa pakai paling dekat?", type: valid_until}
      - {id: sprin, text: "Nomor sprin?", type: text, digits: true}
"""
UNIT: dict[str, Any] = {
    "unit": {"name": "Polres Uji"},
    "lists": ["uji"],
    "election_day": "2024-11-27",
    "operation_ends": "2024-12-16",
    "timezone": "Asia/Makassar",
    "facts": {"satuan": 13},
}
OFFICERS = (
    f"nomor,nama,pangkat,jabatan\n{NUMBER},Petugas Satu,IPDA,Kanit Dalmas\n00010002,Petugas Dua,AIPTU,Si Propam\n"
)
ANSWERS = ["y", "30 0 0 0", "y", "13", "b", "03/2026", "045/BA"]  # of that list, all of them good


def small_unit(root: Path, text: str = LIST, **fields: object) -> Path:
    """A unit with one list of six items."""
    (root / "checklists").mkdir(parents=True)
    (root / "checklists" / "uji.yaml").write_text(text, encoding="utf-8")
    (root / "pilkada.yaml").write_text(yaml.safe_dump({**UNIT, **fields}, allow_unicode=True), encoding="utf-8")
    (root / "petugas.csv").write_text(OFFICERS, encoding="utf-8")
    return root


def example_unit(root: Path) -> Path:
    """Polres Bontang of the example, without any record."""
    copy_example("bontang", root)
    return root


def journals(root: Path) -> list[Path]:
    """The records of a unit, in the order in which they were begun."""
    return sorted(root.glob("records/*/*.jsonl"), key=lambda path: path.stem[-26:])


def events(path: Path) -> list[Event]:
    """The lines of a record, each of which must be whole."""
    data = path.read_bytes()
    assert data.endswith(b"\n")
    return [decode(line) for line in data.splitlines()]


def kinds(path: Path) -> list[str]:
    """The types of its lines."""
    return [json.loads(line)["type"] for line in path.read_bytes().splitlines()]


def stored(root: Path) -> list[tuple[str, object]]:
    """Every answer of the only record, in order; nothing where there is none."""
    found = journals(root)
    assert len(found) < 2
    return [(one.item, one.value) for path in found for one in events(path) if isinstance(one, Answered)]


def environment(home: Path, **env: str) -> dict[str, str]:
    """A clean one."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm", **env}


class Terminal:
    """A command at a terminal of its own. Every wait has an end."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        columns: int = 80,
        rows: int = 40,
        before: Sequence[str] = (),
        python: Sequence[str] = ("-m", "pilkada_check"),
        env: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.columns = columns
        self.encoding = env.get("PYTHONIOENCODING", "utf-8")
        command = [*before, sys.executable, *python, *words]
        spawned = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(folder),
            env=environment(folder, **env),
            dimensions=(rows, columns),
            timeout=60,
        )
        self.child = cast("Any", spawned)  # its stubs leave out half of it
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = self.child.ptyproc.delayafterterminate = 0.01
        self.raw = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGKILL)
        self.child.wait()  # on a busy machine it dies later than `close` waits for
        self.child.close(force=True)

    def ask(self, text: str = "") -> str:
        """Wait for a prompt, with `text` for the one of that label. What was shown since the last one."""
        wanted = re.compile(re.escape(f"{text} ".encode(self.encoding)) + PROMPT.pattern) if text else PROMPT
        self.child.expect(wanted)
        return self._shown()

    def send(self, line: str) -> None:
        """Type a line."""
        self.child.send(line.encode(self.encoding) + b"\r")

    def type(self, *lines: str) -> str:
        """Type lines, each at its prompt, and wait for the next one; what was shown last."""
        shown = ""
        for line in lines:
            self.send(line)
            shown = self.ask()
        return shown

    def see(self, text: str) -> str:
        """Wait for a text; what was shown up to it."""
        self.child.expect_exact(text.encode(self.encoding))
        return self._shown()

    def _shown(self) -> str:
        matched = self.child.after if isinstance(self.child.after, bytes) else b""
        new = (self.child.before or b"") + matched
        self.raw += new
        return ESCAPES.sub("", new.decode(self.encoding, "replace"))

    def end(self, *lines: str) -> int:
        """Type lines, the last without waiting for a prompt, and wait for the end; the exit code, below 0 a signal."""
        if lines:
            self.type(*lines[:-1])
            self.send(lines[-1])
        self.child.expect(pexpect.EOF)
        self._shown()
        return self.wait()

    def wait(self) -> int:
        """The exit code of a command that is leaving."""
        self.child.wait()
        return -self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus or 0)

    def close_window(self) -> int:
        """Nobody is at the other end any more; the exit code."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.fd = self.child.child_fd = -1
        self.child.ptyproc.closed = self.child.closed = True
        code = os.waitstatus_to_exitcode(os.waitpid(self.child.pid, 0)[1])
        self.child.terminated = self.child.ptyproc.terminated = True
        return code

    @property
    def text(self) -> str:
        """Everything it showed, without the terminal's own sequences."""
        return ESCAPES.sub("", self.raw.decode(self.encoding, "replace"))

    def too_wide(self) -> list[str]:
        """The lines that are wider than the screen; a command alone on its line stays whole, to be copied."""
        lines = [line for line in self.text.split("\n") if not line.lstrip().startswith("pilkada-check ")]
        return [line for line in lines if cells(line) > self.columns]


def killing(call: str, when: int) -> list[str]:
    """What stands before a command so that it is killed at the so many-th system call of this name."""
    kill = f"inject={call}:signal=SIGKILL:when={when}"
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", kill]


def officer(terminal: Terminal, number: str = NUMBER) -> str:
    """Say who looks; what was shown then."""
    terminal.ask()
    return terminal.type(number, "y")


def walk(folder: Path, *words: str, **options: Any) -> Terminal:  # noqa: ANN401 - those of Terminal
    """A `cek` of the small unit at its first question."""
    terminal = Terminal(folder, "cek", "uji", "--jam", JAM, *words, **options)
    officer(terminal)
    return terminal


def tool(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "pilkada_check", *words],
        cwd=folder,
        env=environment(folder, **env),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )


def example_script() -> list[str]:
    """The lines that an officer types through the whole list of Ton Dalmas, as the example has them."""
    first = yaml.load((EXAMPLE / "answers.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)[0]  # noqa: S506 - texts alone
    assert (first["list"], first["target"]) == ("perlengkapan", "Ton Dalmas")
    return [line for lines in first["answers"].values() for line in lines]


def sealed_values(path: Path) -> Iterator[tuple[str, object, str]]:
    """What a sealed record says in the end: item, value, outcome."""
    assert kinds(path)[-1] == "sealed"
    for one in {one.item: one for one in events(path) if isinstance(one, Answered)}.values():
        yield one.item, one.value, one.outcome
