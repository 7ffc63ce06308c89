"""The examples in docs: fenced blocks by their info string, and how those with commands are run and written anew.

    .venv/bin/python tests/doc_blocks.py        after a change of wording: puts what the program says now into docs

What each info string means stands at the top of test_docs.py.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).resolve().parent.parent / "docs"
_FENCE = re.compile(r"^```(\S[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^(?:.*? )?>(?: (.*))?$", re.MULTILINE)
_APART = re.compile(r" *jarak \d+ jam(?: \d+ menit)?")  # set to the right
_MADE_UNSEEN = re.compile(r"\$ pilkada-check mulai --contoh bontang( >.*|\n\.\.\.)$", re.MULTILINE)
_ULID = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b")


class Block(NamedTuple):
    """One fenced block: where it begins in its file, the words of its info string, and what is in it."""

    path: Path
    start: int
    line: int
    info: str
    text: str

    @property
    def name(self) -> str:
        """As a test is called."""
        return f"{self.path.name}:{self.line}"


def blocks(path: Path, *infos: str) -> list[Block]:
    """The blocks of a document that have one of these info strings, in order."""
    text = path.read_text("utf-8")
    return [
        Block(path, found.start(2), text.count("\n", 0, found.start()) + 1, found[1], found[2])
        for found in _FENCE.finditer(text)
        if found[1] in infos
    ]


def documents() -> list[Path]:
    """Every document, README first."""
    return [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


def shell(text: str, folder: Path) -> str:
    """Run the `$ ` lines of a block in one shell; what a reader would see, commands included."""
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    script = "set -e\n" + "".join(f"printf '%s\\n' {shlex.quote('$ ' + one)}\n{one}\n" for one in commands)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment(folder), text=True, capture_output=True, check=False
    )
    return done.stdout + done.stderr


def environment(folder: Path) -> dict[str, str]:
    """Nothing of whoever runs it; `pilkada-check` is the one of this Python, $PROGRAM where its source lies."""
    place = Path(sys.executable).parent
    return {
        "PATH": f"{place}:{os.environ['PATH']}",
        "HOME": str(folder),
        "PROGRAM": str(DOCS.parent),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "COLUMNS": "80",
        "LINES": "50",
    }


class Stage:
    """Where the examples of one document are played, one after the other, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.home = self.folder = folder.resolve()

    def play(self, block: Block) -> str:
        """Run one block: `console run` without a terminal, `console walk` on one. What is seen, at somebody's home."""
        shown = self._walk(block.text) if block.info == "console walk" else self._run(block.text)
        return shown.replace(str(self.home), "/home/kanit")

    def _run(self, text: str) -> str:
        shown = ""
        for line in text.splitlines():
            if line.startswith("$ cd "):
                self.folder = (self.folder / shlex.split(line)[2]).resolve()
                shown += line + "\n"
            elif line.startswith("$ "):
                shown += shell(line, self.folder)
        return shown

    def _walk(self, text: str) -> str:
        """The command of the first line, and what is typed behind each prompt."""
        import pexpect

        first, _, rest = text.partition("\n")
        program, *words = shlex.split(first.removeprefix("$ "))
        child = pexpect.spawn(
            program, words, cwd=str(self.folder), env=environment(self.folder), dimensions=(50, 80), encoding="utf-8",
            timeout=60,
        )  # fmt: skip
        child.delaybeforesend = None
        shown = ""
        for typed in _PROMPT.findall(rest):
            if child.expect([r"[ \n]> ", pexpect.EOF]) == 1:
                break
            shown += f"{child.before}{child.after}"
            if typed == "^C":
                shown += typed  # not every terminal shows it
                child.sendintr()
            else:
                child.sendline(typed)
        child.expect(pexpect.EOF)
        child.close()
        lines = f"{shown}{child.before}".replace("\r\n", "\n").splitlines()
        return "\n".join([first, *(line.rstrip() for line in lines)]) + "\n"


def elided(shown: str, block: Block) -> str:
    """What was shown, cut as the block is: a line `...` stands for those between its first and its last lines."""
    lines, written = shown.splitlines(), block.text.splitlines()
    if "..." in written:
        head = written.index("...")
        lines[head : len(lines) - (len(written) - head - 1)] = ["..."]
    return "".join(f"{line}\n" for line in lines)


def masked(text: str, document: str) -> str:
    """A text without what differs from run to run: ids, and the minutes since a round of its document began (--jam)."""
    text = _ULID.sub("<ULID>", "\n".join(line.rstrip() for line in text.splitlines()))
    text = _APART.sub("jarak <TIME>", text)
    for jam in set(re.findall(r'--jam "\d\d/\d\d/\d{4} (\d\d)\.(\d\d)"', document)):
        began = timedelta(hours=int(jam[0]), minutes=int(jam[1]))
        for minutes in range(1, 15):
            hour, minute = divmod((began + timedelta(minutes=minutes)).seconds // 60, 60)
            text = re.sub(rf"\b{hour:02}\.{minute:02}\b", ".".join(jam), text)
    return text


def played(path: Path, folder: Path, example: Path | None = None) -> list[tuple[Block, str]]:
    """Every block with commands of a document, and what they show today.

    A document that makes the example, and shows nothing of that, gets a copy of `example`.
    """
    stage = Stage(folder)
    found = blocks(path, "console run", "console walk")
    if example is not None and any(_MADE_UNSEEN.match(block.text) for block in found):
        shutil.copytree(example, folder / example.name)
    return [(block, elided(stage.play(block), block)) for block in found]


def rewrite(path: Path) -> bool:
    """Put into a document what its commands show today; whether anything changed."""
    text = path.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for block, shown in reversed(played(path, Path(folder))):
            if masked(shown, text) != masked(block.text, text):
                text = text[: block.start] + shown + text[block.start + len(block.text) :]
    changed = text != path.read_text("utf-8")
    if changed:
        path.write_text(text, "utf-8")
    return changed


if __name__ == "__main__":
    for one in documents():
        if rewrite(one):
            print(one.name)  # noqa: T201 - it says what it did
