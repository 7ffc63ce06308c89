"""A small unit on disk for tests of pages: one list with items that a page must tell apart, and its records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from pilkada_check.files.names import record_path
from pilkada_check.model.events import Answered, By, Event, FollowUp, Opened, Outcome, Round, Value, encode, seal_line

SENSITIVE = ("4711", "0815", "5000")  # what `plain` answers to the sensitive item, and its need
KANIT = By("00010001", "Budi Santoso", "IPDA", "Kanit Dalmas")
PROPAM = By("00010002", "Siti Aminah", "AIPTU", "Si Propam")

ITEMS: dict[str, dict[str, Any]] = {
    "helm": {
        "text": "Helm PHH: hitung B, RR, RB, TA.",
        "type": "inventory",
        "need": ">= helm_wajib",
        "critical": "true",
    },
    "senter": {"text": "Senter: nyalakan 1 menit. Berapa yang terang?", "type": "count", "need": ">= 10"},
    "rem": {
        "text": "Uji rem. Keadaan?",
        "type": "condition",
        "states": {"b": "pakem", "rr": "lemah", "rb": "blong", "ta": "tidak ada"},
    },
    "senpi": {
        "text": "Senpi: berapa pucuk dikeluarkan?",
        "type": "count",
        "need": ">= 5000",
        "usual": "0..9999",
        "sensitive": "true",
    },
    "sprin": {"text": "Nomor sprin?", "type": "text", "critical": "true"},
}
VERSION = "2024.7"
Given = tuple[str, str, Value, Outcome] | tuple[str, str, Value, Outcome, dict[str, Any]]  # when, item, value, …


def moment(text: str) -> datetime:
    """`24 20.07` of November 2024 in WITA."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2024-11-{int(day):02}T{clock.replace('.', ':')}:00+08:00")


class Unit:
    """A workspace below `root`; `sheet` goes over pilkada.yaml, `listed` over the list."""

    def __init__(
        self,
        root: Path,
        *,
        items: Mapping[str, Mapping[str, Any]] | None = None,
        targets: Sequence[str] = ("Ton Dalmas",),
        sheet: Mapping[str, Any] | None = None,
        listed: Mapping[str, Any] | None = None,
    ) -> None:
        self.root = root
        self.items = dict(items or ITEMS)
        self.listed = dict(listed or {})
        self.count = 0
        self.sheet = {
            "unit": {"name": "Polres Bontang", "path": ["Polda Kalimantan Timur"]},
            "lists": ["alat"],
            "election_day": "2024-11-27",
            "operation_ends": "2024-12-16",
            "timezone": "Asia/Makassar",
            "facts": {"satuan": len(targets)},
            "targets": {"satuan": "targets/satuan.csv"},
            **(sheet or {}),
        }
        self.definition = b""
        self.put("pilkada.yaml", self.dump(self.sheet))
        self.put("targets/satuan.csv", "\n".join(["id,helm_wajib", *(f"{one},30" for one in targets), ""]).encode())
        self.put("petugas.csv", b"nomor,nama,pangkat,jabatan\n00010001,Budi Santoso,IPDA,Kanit Dalmas\n")
        self.relist()

    @staticmethod
    def dump(value: object) -> bytes:
        """A value as YAML."""
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()

    def put(self, path: str, data: bytes) -> None:
        """Write a file of the workspace."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def relist(self, **changes: object) -> None:
        """Write the list, with changes of its keys; what was answered so far keeps its definition."""
        self.listed |= changes
        value = {
            "id": "alat",
            "title": "Perlengkapan",
            "version": VERSION,
            "for": "satuan",
            **self.listed,
            "sections": [
                {"title": "Lapangan apel", "items": [{"id": key, **item} for key, item in self.items.items()]}
            ],
        }
        self.definition = self.dump(value)
        self.put("checklists/alat.yaml", self.definition)
        self.put(f"definitions/{sha256(self.definition).hexdigest()}", self.definition)

    def record(
        self,
        round_: Round,
        officer: By,
        answers: Sequence[Given],
        *,
        target: str = "Ton Dalmas",
        sealed: bool = True,
        independent: bool | None = None,
        device: str = "3fa91c07",
    ) -> str:
        """One record; answers are (when, item, value, outcome, further fields). Its id."""
        self.count += 1
        record = f"01JDEXAMPLE{self.count:015}"
        first = moment(answers[0][0])
        opened = Opened(
            1, record, first, "system", round_, "alat", sha256(self.definition).hexdigest(), target,
            ("Polda Kalimantan Timur", "Polres Bontang"), officer, "screen", device, independent, tool="0.1.0",
        )  # fmt: skip
        events: list[Event] = [opened]
        for when, item, value, outcome, *more in answers:
            critical = self.items.get(item, {}).get("critical") == "true"
            extra = dict(more[0]) if more else {}
            events.append(
                Answered(record, moment(when), item, value, extra.pop("need", None), outcome, critical, **extra)
            )
        data = b"".join(encode(event) for event in events)
        if sealed:
            data += seal_line(data, record, events[-1].at)
        path = record_path(self.root / "records", target, "alat", round_, record)
        self.put(path.relative_to(self.root).as_posix(), data)
        return record


def plain(root: Path, **more: Any) -> Unit:  # noqa: ANN401 - what Unit takes
    """A unit whose cek failed on helmets and on a sensitive item, has a remark, and lacks the sprin."""
    unit = Unit(root, **more)
    unit.record(
        "cek",
        KANIT,
        [
            ("24 20.07", "helm", {"b": 27, "rr": 2, "rb": 1, "ta": 0}, "fail",
             {"need": 30, "follow_up": FollowUp("Bag Log", moment("25 15.00"))}),
            ("24 20.10", "senter", 12, "ok", {"need": 10}),
            ("24 20.12", "rem", "rr", "remark", {"note": "rem tangan lemah"}),
            ("24 20.15", "senpi", 4711, "fail", {"need": 5000, "note": "lemari 0815"}),
        ],
    )  # fmt: skip
    return unit
