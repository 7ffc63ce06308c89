"""`mulai` at a terminal, answered question by question: by what a prompt asks, whatever comes before it."""

import os
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect

# By a word of the prompt (English); a later word of it counts more. "" is Enter alone.
UNIT = {
    r"Name of the unit": "Polres Bontang",
    r"directly above Polres Bontang": "Polda Kalimantan Timur",
    r"directly above Polda": "",
    r"Small unit": "",
    r"Election day": "27/11/2024",
    r"Last day": "16 Des 2024",
    r"Time zone": "2",
    r"Language": "1",
    r"Numbers with": "personel perlengkapan",
    r"Name 1 of": "Ton Dalmas",
    r"Name 2 of": "",
    r"Fill them in": "y",
    r"officer 1\b": "00010001",
    r"officer 2\b": "",
    r"Name >": "Contoh Satu",
    r"Rank >": "IPDA",
    r"Post >": "Kanit Dalmas",
    r"Right\?": "y",
    r"Add more\?": "t",
    r"sprin_sampai \(": "28/11/2024",
    r"hari_tugas \(": "3",
    r"minimal_berdua \(": "ya",
    r"senpi_di_tps \(": "t",
    r"\w+_wajib \(": "0",
    r"\b(?:personel|pam_tps|dalmas|tps|ht|senpi_\w+r|senpi_pinjam) \(": "7",
}


class Dialog:
    """One `mulai` in a process of its own."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        lang: str = "en",
        columns: int = 80,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TERM": "dumb", **(environ or {})}
        line = ["-m", "pilkada_check", "mulai", "--lang", lang, *words]
        self.process = pexpect.spawn(
            sys.executable, line, cwd=str(folder), env=env, encoding="utf-8", dimensions=(50, columns), timeout=30
        )
        self.process.delaybeforesend = None
        self.said = ""
        self.asked = 0

    def next(self) -> str:
        """What is said up to the next prompt; nothing once the process has ended."""
        found = self.process.expect([r"> $", pexpect.EOF])
        text = str(self.process.before) + ("> " if found == 0 else "")
        self.said += text
        return "" if found else text

    def type(self, *lines: str) -> None:
        """Type lines, each at its prompt."""
        for line in lines:
            assert self.next(), self.said
            self.process.sendline(line)
            self.asked += 1

    def answer(self, answers: Mapping[str, str] = UNIT, *, most: int = 200) -> None:
        """Answer every question, or `most` of them; then wait for the end, or for the next prompt."""
        while (text := self.next()) and most > 0:
            prompt = " ".join(text.replace("\r", "").split()[-20:])
            ends = {match.end(): reply for key, reply in answers.items() for match in re.finditer(key, prompt)}
            assert ends, prompt
            self.process.sendline(ends[max(ends)])
            self.asked += 1
            most -= 1

    def signal(self, number: int) -> None:
        """Send a signal once the process waits for a key; CPython leaves one that comes just before to the next key."""
        time.sleep(0.3)
        self.process.kill(number)

    def end(self) -> int | None:
        """The exit code; None where a signal ended it."""
        while self.next():  # prompts of lines that were typed ahead
            pass
        self.process.close()
        return self.process.exitstatus
