"""From a typed answer to the next question, with the answer on the disk, against a bare append + fsync."""

import gc
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from generated import NUMBERS, checklist
from measure import ms, rounds, show

from pilkada_check import words
from pilkada_check.files.journal import Journal
from pilkada_check.files.names import record_path, ulid
from pilkada_check.files.reader import read_checklist, read_facts
from pilkada_check.files.shipped import shipped_lists
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import By, Event, Opened, encode
from pilkada_check.model.facts import FactBook
from pilkada_check.rules.walk import Left, Now, Plan, Prompt, Step, Walk, Write, places
from pilkada_check.views.question import Screen, ask, question
from pilkada_check.views.walk import said

TRIES = 20
SLOW = 0.0002  # seconds: what an append + fsync takes at least where a disk is behind it
ZONE = ZoneInfo("Asia/Makassar")
BEGUN = datetime(2024, 11, 24, 20, 0, tzinfo=ZONE)
FACTS = {**dict.fromkeys(NUMBERS["satuan"], 800), "election_day": "2024-11-27", "operation_ends": "2024-12-16"}
TYPED = {
    "confirm": "y",
    "count": "850",
    "inventory": "850 2 1 0",
    "condition": "b",
    "valid_until": "30/6/2025",
    "date": "20/11/2024",
    "choice": "1",
    "risk": "t",
    "text": "3 ruas jalan dijaga Sat Lantas",
    "time": "05.30",
}


class Disk:
    """A plain file to append to."""

    def __init__(self, folder: Path) -> None:
        self.handle = os.open(folder / "plain", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def append(self, line: bytes) -> float:
        """Write a line and flush it; seconds."""
        begun = time.perf_counter()
        os.write(self.handle, line)
        os.fsync(self.handle)
        return time.perf_counter() - begun


def slow_folder() -> tuple[Path, float]:
    """A new folder on a disk, and the seconds of an append + fsync there. Leaves where there is none."""
    places = (Path(__file__).parent.parent, Path(tempfile.gettempdir()), Path("/var/tmp"), Path.home())  # noqa: S108 - a folder of our own is made in it
    for _ in range(TRIES):
        for place in places:
            folder = Path(tempfile.mkdtemp(prefix="answer-", dir=place)) if os.access(place, os.W_OK) else None
            if folder is not None:
                took = probed(folder)
                if took >= SLOW:
                    return folder, took
                shutil.rmtree(folder)
        time.sleep(0.5)  # a disk that others use is faster at one time than at another
    return too_fast()


def probed(folder: Path) -> float:
    """The median seconds of an append + fsync."""
    disk = Disk(folder)
    took = statistics.median(disk.append(b"x" * 250 + b"\n") for _ in range(100))
    os.close(disk.handle)
    return took


def too_fast() -> NoReturn:
    """Leave: without a disk behind it the ratio says nothing."""
    print(
        f"Here an append + fsync takes less than {ms(SLOW)}, as where no disk is behind it: quote no ratio.",
        file=sys.stderr,
    )
    print("Run it again, or set TMPDIR to a folder on a real disk.", file=sys.stderr)
    sys.exit(1)


def file_system(folder: Path) -> str:
    """The type of the file system a folder lies on, where the system says it."""
    mounts = Path("/proc/mounts")
    rows = [line.split() for line in mounts.read_text().splitlines()] if mounts.exists() else []
    found = [(len(row[1]), row[2]) for row in rows if folder.is_relative_to(row[1])]
    return max(found, default=(0, "unknown"))[1]


def answer(prompt: Prompt) -> str:
    """What an officer types here."""
    match prompt.step:
        case Step.ASK:
            return (
                "t"
                if prompt.place.item.type == "confirm" and not prompt.place.item.expect
                else TYPED[prompt.place.item.type]
            )
        case Step.PART:
            return "800" if prompt.part == "hadir" else "0"
        case Step.CONFIRM:
            return "y"
    raise AssertionError(prompt.step)


def measured(
    found: Checklist, book: FactBook, folder: Path, number: int, disk: Disk, out: TextIOWrapper
) -> Iterator[tuple[float, float]]:
    """Walk through the list; per answer the seconds up to the next question, and those of appending the same bytes."""
    record = ulid(int(BEGUN.timestamp() * 1000), number.to_bytes(10, "big"))
    opened = Opened(
        1, record, BEGUN, "system", "cek", found.id, found.sha256, "Ton Dalmas", ("Polda", "Polres"),
        By("81010001", "Contoh Satu", "IPDA", "Kanit Dalmas"), "screen", "3fa91c07",
    )  # fmt: skip
    walk = Walk(Plan(found, places(found, lambda _item: True), FACTS, ZONE, "id", record), {})
    screen = Screen(found.title.id, book.seen_from("satuan"), FACTS, 80, "25/11 15.00")
    with Journal.create(record_path(folder / "records", "Ton Dalmas", found.id, "cek", record), opened) as journal:
        while not walk.done:
            typed = answer(walk.prompt)
            now = Now(BEGUN + timedelta(seconds=20 * (walk.prompt.number + 1)))
            begun = time.perf_counter()
            line = _step(walk, typed, now, journal, screen, out)
            took = time.perf_counter() - begun
            if line is not None:
                yield took, disk.append(encode(line))


def _step(walk: Walk, typed: str, now: Now, journal: Journal, screen: Screen, out: TextIOWrapper) -> Event | None:
    """As the walk of `cek`: what was typed is judged, written, answered, and the next question shown."""
    written: Event | None = None
    for effect in walk.enter(typed, now):
        match effect:
            case Write():
                journal.append(effect.event)
                written = effect.event
            case Left():
                raise AssertionError("nobody left")
            case _:
                out.writelines(f"{line}\n" for line in said(effect, screen))
    if not walk.done:
        prompt = walk.prompt
        out.writelines(
            f"{line}\n" for line in [*(question(prompt, screen) if prompt.fresh else []), *ask(prompt, screen)]
        )
        out.flush()
    return written


def main() -> None:
    """Print milliseconds an answer, and the ratio to the floor."""
    walks, _ = rounds(__doc__ or "", full=20, quick=3)
    book, _faults = read_facts((shipped_lists() / "facts.yaml").read_bytes(), "facts.yaml")
    found, faults = read_checklist(checklist(1).encode(), "list.yaml", book or FactBook(), ["satuan"])
    if book is None or found is None:
        sys.exit(f"The generated list is faulty: {faults}")
    words.init("id")
    gc.set_threshold(100_000)  # as the command does
    folder, before = slow_folder()
    try:
        disk = Disk(folder)
        with Path(os.devnull).open("w", encoding="utf-8") as out:
            pairs = [pair for number in range(walks) for pair in measured(found, book, folder, number, disk, out)]
        os.close(disk.handle)
        kind = file_system(folder)
    finally:
        shutil.rmtree(folder)
    ours, floor = (statistics.median(one) for one in zip(*pairs, strict=True))
    print(f"{len(pairs)} answers of every type on {kind}, where an append + fsync took {ms(before)} before")
    rows = [
        ["floor: os.write + os.fsync of the same bytes", ms(floor), "1.00"],
        ["typed line to next question, answer on disk", ms(ours), f"{ours / floor:.2f}"],
        ["of it not the disk's", ms(ours - floor), f"{ours / floor - 1:.2f}"],
    ]
    show("Median of all answers, floor and answer in turn", ["", "time", "x floor"], rows)
    print("Aim: 1.5 x")
    if floor < SLOW:
        too_fast()


if __name__ == "__main__":
    main()
