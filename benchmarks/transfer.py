"""A bundle of 3.384 records, out of a workspace and into one, against a plain write + fsync of as many files."""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from measure import in_turn, rounds, show

from pilkada_check.cli.ekspor import collect
from pilkada_check.cli.terima_files import Takings
from pilkada_check.files.bundle import from_bytes, to_bytes
from pilkada_check.files.disk import write_new
from pilkada_check.files.intake import Intake
from pilkada_check.files.names import record_path, ulid
from pilkada_check.files.workspace import load
from pilkada_check.model.events import Answered, By, Opened, encode, seal_line

TARGETS = 423
RECORDS = 8  # of each target
ANSWERS = 24  # in each record
BEGUN = datetime(2024, 11, 25, tzinfo=UTC)
UNIT = ("Polda Contoh", "Polres Contoh")
SHEET = """\
unit: {name: Polres Contoh, path: [Polda Contoh]}
lists: [pos]
election_day: 2024-11-27
timezone: Asia/Makassar
"""


def main() -> None:
    """Print what taking in and sending take, each beside its floor."""
    times, _ = rounds(__doc__ or "", full=3, quick=1)
    with tempfile.TemporaryDirectory(prefix="transfer-", dir=Path.cwd()) as folder:
        where = Path(folder)
        copies = dict(records())
        full = workspace(where / "penuh", copies)
        data = to_bytes(collect(load(full)).bundle)
        new = (where / str(number) for number in count(1))
        took = in_turn(
            {
                "floor_in": lambda: write(next(new), copies),
                "terima": lambda: take(workspace(next(new), {}), data),
                "again": lambda: take(full, data),
                "floor_out": lambda: (read(full), write_new(next(new), data)),
                "ekspor": lambda: write_new(next(new), to_bytes(collect(load(full)).bundle)),
            },
            times,
            time.perf_counter,
        )
    names = {
        "floor_in": "floor: each file written and flushed, in one folder a target",
        "terima": "terima",
        "again": "terima of the same once more: nothing is written",
        "floor_out": "floor: each file read, one of that size written and flushed",
        "ekspor": "ekspor",
    }
    floors = {"floor_in": "floor_in", "terima": "floor_in", "again": "floor_in"}
    rows = [
        [names[key], f"{one:.2f} s", f"{len(copies) / one:.0f}", f"{one / took[floors.get(key, 'floor_out')]:.2f}"]
        for key, one in took.items()
    ]
    show(
        f"{len(copies)} records, {len(data) >> 20} MiB; wall clock, median of {times} rounds in turn",
        ["", "took", "records a second", "x floor"],
        rows,
    )


def records() -> Iterator[tuple[tuple[str, str], bytes]]:
    """Sealed records by target and id."""
    for number in range(TARGETS * RECORDS):
        target, at = f"TPS {number % TARGETS}", BEGUN + timedelta(minutes=number)
        record = ulid(int(at.timestamp() * 1000), number.to_bytes(10, "big"))
        officer = By(f"8101000{number % 2}", f"Petugas Contoh {'AB'[number % 2]}")
        data = encode(
            Opened(1, record, at, "system", "cek", "pos", "0" * 64, target, UNIT, officer, "screen", "3fa91c07")
        )
        for item in range(ANSWERS):
            data += encode(Answered(record, at, f"butir-{item}", 800 + item, ">= 800", "ok", critical=True))
        yield (target, record), data + seal_line(data, record, at)


def place(root: Path, key: tuple[str, str]) -> Path:
    """Where a record lies."""
    return record_path(root / "records", key[0], "pos", "cek", key[1])


def workspace(root: Path, copies: dict[tuple[str, str], bytes]) -> Path:
    """A workspace with these records, not flushed."""
    root.mkdir()
    (root / "pilkada.yaml").write_text(SHEET)
    for key, data in copies.items():
        path = place(root, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def write(root: Path, copies: dict[tuple[str, str], bytes]) -> None:
    """The floor of taking in."""
    for key, data in copies.items():
        path = place(root, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, data)


def read(root: Path) -> int:
    """The floor of sending, but for the one file."""
    return sum(len(path.read_bytes()) for path in (root / "records").rglob("*.jsonl"))


def take(root: Path, data: bytes) -> None:
    """Take a bundle in. Raises ValueError where it was not taken whole."""
    found = from_bytes(data)
    takings = Takings(root, ())
    if not takings.take(Intake("kiriman.txt", found)).whole:
        raise ValueError("the bundle was refused")


if __name__ == "__main__":
    main()
