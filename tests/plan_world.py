"""A unit whose list draws its ricek, on disk: polling stations, some of them always re-checked, and their records."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from terminal import NUMBER, Terminal

from pilkada_check.files.names import record_path
from pilkada_check.model.events import Answered, By, Opened, Round, encode, seal_line

LIST = """
id: tps-siap
title: {id: TPS siap, en: Polling stations ready}
version: "1"
for: tps
ricek: critical
sample: {tolerance: 25%, confidence: 95%, always: dpt > 500}
sections:
  - title: TPS
    items:
      - {id: atap, text: "TPS berdiri dan beratap?", type: confirm, critical: true}
      - {id: kpps, text: "Berapa anggota KPPS hadir?", type: count, usual: 0..9}
"""
# In the order of the table, which is not that of their bytes: the draw goes by the latter.
ROWS = (
    "Telihan 001", "Loktuan 001", "Loktuan 002", "Loktuan 003", "Loktuan 004", "Guntung 001", "Guntung 002",
    "Guntung 003", "Kanaan 001", "Kanaan 002", "Satimpo 001", "Satimpo 002",
)  # fmt: skip
ALWAYS = ("Berebas 001", "Api-Api 001")
FIRST, SECOND = "3 5 1 1 6 2 4 3", "Hujan  di lapangan apel 17"
NAMES = ("Petugas Contoh C", "Petugas Contoh D")
JAM = "25/11/2024 09.00"
SHEET: dict[str, Any] = {
    "unit": {"name": "Polres Bontang", "path": ["Polda Kalimantan Timur"]},
    "lists": ["tps-siap"],
    "election_day": "2024-11-27",
    "operation_ends": "2024-12-16",
    "timezone": "Asia/Makassar",
    "targets": {"tps": "targets/tps.csv"},
}
CEK, RICEK = By("00010001", "Petugas Contoh A"), By("00010002", "Petugas Contoh B")


def plan_unit(root: Path, rows: Sequence[str] = ROWS, *, text: str = LIST) -> Path:
    """The unit, without any record."""
    (root / "checklists").mkdir(parents=True)
    (root / "checklists" / "tps-siap.yaml").write_text(text, encoding="utf-8")
    table(root, rows)
    sheet = {**SHEET, "facts": {"tps": len(rows) + len(ALWAYS)}}
    (root / "pilkada.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), encoding="utf-8")
    officers = "".join(f"0001000{n},Petugas Contoh {letter},IPDA,Bag Ops\n" for n, letter in enumerate("ABCD", 1))
    (root / "petugas.csv").write_text(f"nomor,nama,pangkat,jabatan\n{officers}", encoding="utf-8")
    return root


def table(root: Path, rows: Iterable[str]) -> None:
    """The table of polling stations."""
    lines = [*(f"{one},480" for one in rows), *(f"{one},590" for one in ALWAYS)]
    (root / "targets").mkdir(exist_ok=True)
    (root / "targets" / "tps.csv").write_text("\n".join(["id,dpt", *lines, ""]), encoding="utf-8")


def record(root: Path, kind: Round, target: str, day: int, *, good: bool = True, sealed: bool = True) -> None:
    """A whole cek or ricek of one target, on a day of November 2024."""
    data = (root / "checklists" / "tps-siap.yaml").read_bytes()
    name = sha256(data).hexdigest()
    (root / "definitions").mkdir(exist_ok=True)
    (root / "definitions" / name).write_bytes(data)
    made = len(list(root.glob("records/*/*.jsonl")))
    one = f"01JDF0XMMGCDQPWX3F{made:08}"
    when = f"2024-11-{day:02}T10:00:00+08:00"
    at = datetime.fromisoformat(when)
    by = CEK if kind == "cek" else RICEK
    opened = Opened(
        1, one, at, "system", kind, "tps-siap", name, target, (*SHEET["unit"]["path"], SHEET["unit"]["name"]), by,
        "screen", "3fa91c07",
    )  # fmt: skip
    answers = [
        Answered(one, at, "atap", good, None, "ok" if good else "fail", critical=True),
        Answered(one, at, "kpps", 7, None, "noted", critical=False),
    ]
    lines = encode(opened) + b"".join(map(encode, answers))
    path = record_path(root / "records", target, "tps-siap", kind, one)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines + (seal_line(lines, one, at) if sealed else b""))


def present(terminal: Terminal, lines: Sequence[str] = (NAMES[0], FIRST, NAMES[1])) -> str:
    """Say who draws and who is present, up to the words of the second; what was shown last."""
    terminal.ask()
    return terminal.type(NUMBER, "y", *lines)


def plan(root: Path, *words: str, second: str = SECOND, **options: Any) -> str:  # noqa: ANN401 - those of Terminal
    """Draw a whole plan; everything that was shown."""
    with Terminal(root, "rencana", "--jam", JAM, *words, **options) as terminal:
        present(terminal)
        assert terminal.end(second) == 0
        assert not terminal.too_wide()
        return terminal.text
