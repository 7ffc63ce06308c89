"""A unit for the tests of bundles: two laptops' folders, records as bytes, and what the summary says of them."""

import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from terminal import tool

from pilkada_check.cli.scenes import seen
from pilkada_check.cli.terima_files import Takings
from pilkada_check.cli.unit import open_unit
from pilkada_check.files.bundle import Bundle, to_bytes
from pilkada_check.files.intake import Intake
from pilkada_check.files.names import record_path, ulid
from pilkada_check.model.events import (
    Answered,
    By,
    Cancelled,
    Event,
    Looked,
    Opened,
    Outcome,
    Planned,
    Round,
    Source,
    encode,
    seal_line,
)
from pilkada_check.views import as_json, as_text
from pilkada_check.views.summary import summary

UNIT = ("Polda Contoh", "Polres Contoh")
PER = "26/11/2024 20.00"
EVENING = datetime(2024, 11, 26, 12, 0, tzinfo=UTC)
START = datetime(2024, 11, 25, 0, 0, tzinfo=UTC)
FORMATS = ("text", "json", "csv", "markdown")

LIST = """\
id: alat
title: Alat
version: "1"
for: satuan
sections:
  - title: Gudang
    items:
      - {id: helm, text: "Helm: berapa?", type: count, need: ">= 30", critical: true}
      - {id: rompi, text: "Rompi: berapa?", type: count, need: ">= 10"}
"""
PLANNED = """\
id: pos
title: Pos
version: "1"
for: unit
ricek: all
sections:
  - title: Pos
    items:
      - {id: pintu, text: "Pintu terkunci?", type: confirm, critical: true}
"""
SHEET = """\
unit: {name: Polres Contoh, path: [Polda Contoh]}
lists: [alat, pos]
election_day: 2024-11-27
operation_ends: 2024-12-16
timezone: Asia/Makassar
targets: {satuan: targets/satuan.csv}
"""
OFFICERS_FILE = """\
nomor,nama,pangkat,jabatan
00010001,Petugas Contoh A,IPDA,Kanit
00010002,Petugas Contoh B,AIPTU,Propam
"""
FILES = {
    "pilkada.yaml": SHEET,
    "petugas.csv": OFFICERS_FILE,
    "targets/satuan.csv": "id\nTon A\nTon B\n",
    "checklists/alat.yaml": LIST,
    "checklists/pos.yaml": PLANNED,
}
TEXTS = {"alat": LIST.encode(), "pos": PLANNED.encode()}
OFFICERS = (By("00010001", "Petugas Contoh A", "IPDA", "Kanit"), By("00010002", "Petugas Contoh B", "AIPTU", "Propam"))


def unit(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """The unit's own files, and nothing else."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


def name(number: int) -> str:
    """The ULID of a record, told apart by its number."""
    return ulid(1_732_449_600_000, number.to_bytes(10, "big"))


class Draft:
    """A record being made, line by line."""

    def __init__(
        self,
        number: int,
        round_: Round = "cek",
        target: str = "Ton A",
        officer: int = 0,
        *,
        list_id: str = "alat",
        seen: Sequence[str] = (),
        unit: tuple[str, ...] = UNIT,
        source: Source = "screen",
        hours: int | None = None,
    ) -> None:
        self.id = name(number)
        self.at = START + timedelta(hours=number if hours is None else hours)
        digest = sha256(TEXTS.get(list_id, b"")).hexdigest()
        self.opened = Opened(
            1, self.id, self.at, "system", round_, list_id, digest, target, unit, OFFICERS[officer], source, "3fa91c07",
            seen=tuple(seen), tool="0.1.0",
        )  # fmt: skip
        self.lines = encode(self.opened)

    def add(self, event: Event) -> "Draft":
        """One more line."""
        self.lines += encode(event)
        return self

    def answer(self, item: str, value: int | bool, outcome: Outcome | None = None) -> "Draft":
        """One answer, a minute after the line above it."""
        self.at += timedelta(minutes=1)
        need = {"helm": 30, "rompi": 10}.get(item)
        good = value if need is None else value >= need
        return self.add(
            Answered(
                self.id, self.at, item, value, need, outcome or ("ok" if good else "fail"), critical=item != "rompi"
            )
        )

    def seal(self) -> "Draft":
        """Its seal."""
        self.lines += seal_line(self.lines, self.id, self.at)
        return self

    def look(self, reason: str = "laporan pukul 08.00") -> "Draft":
        """Somebody looks at the first count on purpose."""
        self.at += timedelta(minutes=1)
        return self.add(Looked(self.id, self.at, "Petugas Contoh C", reason))

    def cancel(self) -> "Draft":
        """Its other end."""
        return self.add(Cancelled(self.id, self.at, "salah satuan"))

    @property
    def copy(self) -> tuple[str, bytes]:
        """As a bundle carries it."""
        return self.id, self.lines

    def put(self, root: Path, folder: str = "") -> Path:
        """Put it on the disk: at its place, or anywhere below records/."""
        path = record_path(root / "records", self.opened.target, self.opened.list, self.opened.round, self.id)
        path = root / "records" / folder / path.name if folder else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.lines)
        return path


def checked(number: int, helm: int, rompi: int = 10, **options: object) -> Draft:
    """A sealed record of both items."""
    return Draft(number, **options).answer("helm", helm).answer("rompi", rompi).seal()  # type: ignore[arg-type] # those of Draft


def plan(number: int) -> Draft:
    """A sample plan."""
    draft = Draft(number, "rencana", "unit")
    return draft.add(Planned(draft.id, draft.at, "benih", 2, 1, ("Ton A",), rows=("Ton A", "Ton B"))).seal()


def bundle(records: Sequence[tuple[str, bytes]] = (), **fields: object) -> Bundle:
    """A bundle of the unit."""
    given = {"files": dict(FILES), "definitions": {sha256(text).hexdigest(): text for text in TEXTS.values()}, **fields}
    return Bundle(UNIT, records=list(records), **given)  # type: ignore[arg-type] # those of Bundle


def put_bundle(path: Path, records: Sequence[tuple[str, bytes]] = (), **fields: object) -> Path:
    """A bundle as a file."""
    path.write_bytes(to_bytes(bundle(records, **fields)))
    return path


def take(root: Path, *bundles: Bundle) -> Takings:
    """Take bundles in, in this process."""
    takings = Takings(root, ())
    for one in bundles:
        takings.take(Intake("kiriman.txt", one))
    return takings


def summaries(root: Path) -> tuple[str, str]:
    """The summary as JSON and as text, in this process, with what a running ricek hides."""
    scene = seen(open_unit(root), EVENING, private=False, lifted=True)
    return as_json.dump(as_json.summary(scene, {})), as_text.text(summary(scene))


def shown(root: Path, form: str) -> subprocess.CompletedProcess[str]:
    """What `ringkasan` says in a process of its own."""
    return tool(root, "ringkasan", "--per", PER, "--format", form)


def records(root: Path) -> dict[str, bytes]:
    """Every file below records/ by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "records").rglob("*"))
        if path.is_file()
    }
