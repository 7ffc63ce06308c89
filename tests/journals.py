"""Small records for tests: events by what matters, and where they lie."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pilkada_check.files.names import record_path, ulid
from pilkada_check.model.events import Answered, By, Opened, Resumed

START = datetime(2024, 11, 24, 12, 0, tzinfo=UTC)
DEFINITION = "0" * 64


def name(number: int = 0) -> str:
    """A ULID of the first second, told apart by its number."""
    return ulid(1_732_449_600_000, number.to_bytes(10, "big"))


def opened(record: str = name(), target: str = "Ton Dalmas", device: str = "3fa91c07", minute: int = 0) -> Opened:
    at = START + timedelta(minutes=minute)
    officer = By("00010001", "Contoh Satu")
    return Opened(
        1, record, at, "system", "cek", "perlengkapan", DEFINITION, target, ("Polres",), officer, "screen", device
    )


def answered(value: int, record: str = name(), note: str = "") -> Answered:
    return Answered(
        record, START + timedelta(minutes=value), f"butir-{value}", value, None, "noted", critical=False, note=note
    )


def resumed(torn: int = 0, record: str = name()) -> Resumed:
    return Resumed(record, START + timedelta(hours=1), "system", DEFINITION, torn)


def place(root: Path, record: str = name(), target: str = "Ton Dalmas") -> Path:
    return record_path(root / "records", target, "perlengkapan", "cek", record)
