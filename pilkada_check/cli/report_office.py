"""Where risk reports are written and read: works in any workspace, however faulty the rest of it is."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check import VERSION
from pilkada_check.cli import now
from pilkada_check.cli.clock import Clock, settle
from pilkada_check.cli.unit import root_of
from pilkada_check.files import reports as disk
from pilkada_check.files.copies import newest_time, read_copies
from pilkada_check.files.kept import device, device_if_any
from pilkada_check.files.names import ulid
from pilkada_check.files.workspace import load
from pilkada_check.model.events import By, Round
from pilkada_check.model.facts import FactBook
from pilkada_check.model.reports import FORMAT, Reported, Step, Sure
from pilkada_check.model.unit import Unit
from pilkada_check.rules.record import Record, read_all
from pilkada_check.rules.reports import Shelf, read, shelf
from pilkada_check.rules.veil import hiding
from pilkada_check.views.report_message import message
from pilkada_check.words import _, lang, speaking


class Told(Struct, frozen=True):
    """What the officer said, before it has a number."""

    what: str
    where: str
    since: datetime | None
    done: str
    sure: Sure
    officer: By
    target: str = ""
    round: Round | Literal[""] = ""
    list: str = ""
    item: str = ""
    restricted: bool = False


class Office(Struct, frozen=True):
    """A workspace as risk reports need it: the unit as far as it can be read, and a clock."""

    root: Path
    unit: Unit
    book: FactBook
    clock: Clock

    @property
    def device(self) -> str:
        """The name of the device; it gets one only once there is something to write. Raises OSError."""
        return device(self.root, os.urandom(4))

    @property
    def posko(self) -> str:
        """Whom to send it to, with the number to call; "" where pilkada.yaml does not say."""
        posko = self.unit.posko
        name = posko.name or (_("the posko") if posko.phone else "")
        return f"{name} ({posko.phone})" if posko.phone else name

    def write(self, told: Told) -> Reported:
        """Record a report: on the disk, with its number, when it returns. Raises OSError."""
        return disk.create(self.root, replace(self.reported(told), device=self.device))

    def reported(self, told: Told) -> Reported:
        """The beginning of a report, of no number and no device yet."""
        at = self.clock.now()
        return Reported(
            format=FORMAT,
            report=ulid(max(int(time.time() * 1000), 0), os.urandom(10)),
            number=1,
            at=at.at,
            clock=self.clock.kind,
            unit=self.unit.full_path if self.unit.name else (),
            officer=told.officer,
            device="",
            where=told.where,
            what=told.what,
            since=told.since,
            done=told.done,
            sure=told.sure,
            satuan=self.unit.satuan,
            target=told.target,
            round=told.round,
            list=told.list,
            item=told.item,
            restricted=told.restricted,
            tool=VERSION,
            raw=at.raw,
        )

    def add(self, step: Step) -> None:
        """Record what became of a report. Raises OSError."""
        disk.append(self.root, step)

    def message(self, reported: Reported, label: str) -> str:
        """The message to send, in the language of the workspace."""
        with speaking(self.unit.lang or lang()):
            return message(reported, label, self.unit, self.clock.zone)


def zone_of(unit: Unit) -> tzinfo:
    """The unit's zone; the machine's where pilkada.yaml cannot be read."""
    return ZoneInfo(unit.timezone) if unit.name else datetime.now().astimezone().tzinfo or ZoneInfo("Asia/Jakarta")


def unit_at(folder: Path) -> tuple[Path, Unit, FactBook]:
    """The workspace at or above `folder`, its unit as far as it can be read (else without a name), the facts.

    Raises Stop where there is no workspace at all.
    """
    root = root_of(folder)
    workspace = load(root, only=())
    return root, workspace.unit, workspace.book


def opened(folder: Path, jam: str) -> Office:
    """Where a report is written; asks the moment where the machine's clock cannot be right. Raises Stop.

    Nothing is written here: where nothing can be, the report must reach the posko all the same.
    """
    root, unit, book = unit_at(folder)
    zone = zone_of(unit)
    times: list[datetime] = []
    with suppress(OSError):
        mine = device_if_any(root)
        times = [at for at in (newest_time(root, mine), disk.newest_time(root, mine)) if mine and at is not None]
    clock = Clock(zone, max(times, default=None), now.moment(jam, "--jam", zone) if jam else None)
    settle(clock)
    return Office(root, unit, book, clock)


def shelf_of(root: Path, records: Iterable[Record] | None = None) -> Shelf:
    """Every report of a workspace, whatever is wrong with some of them; `records`: all of it, where they were read."""
    found, unreadable = [], []
    for report_id, data in disk.read_reports(root):
        report = None if isinstance(data, OSError) else read(data, report_id)
        if report is not None:
            found.append(report)
        elif isinstance(data, OSError):
            unreadable.append(report_id)
    return shelf(found, _Veil(root, records), unreadable)


class _Veil:
    """Which lists on which targets are being re-checked on this device; the records are read only if that matters."""

    def __init__(self, root: Path, records: Iterable[Record] | None) -> None:
        self.root = root
        self.records = records

    def __call__(self, list_id: str, target: str) -> bool:
        """Whether nothing of the first count of these may be shown (rules.md 29)."""
        return (list_id, target) in self.parts

    @cached_property
    def parts(self) -> frozenset[tuple[str, str]]:
        if self.records is not None:
            return frozenset(hiding(self.records))
        files = ((path, data) for path, data in read_copies(self.root / "records") if not isinstance(data, OSError))
        return frozenset(hiding(read_all(files)[0]))
