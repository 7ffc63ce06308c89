"""Records as journals say them and the parts they make, for tests of the figures beside the verdict."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from pilkada_check.model.checklist import Agree, Checklist, Item, Need, Ricek, Section
from pilkada_check.model.events import (
    Answered,
    By,
    Cancelled,
    Event,
    Looked,
    Opened,
    Outcome,
    Round,
    Value,
    encode,
    seal_line,
)
from pilkada_check.model.facts import FactBook
from pilkada_check.model.parsing import parse
from pilkada_check.model.text import Text
from pilkada_check.model.unit import Row, Table, Unit
from pilkada_check.rules.assessment import Assessment, Part
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.record import Record, Unreadable, read
from pilkada_check.rules.verdict import assess

START = datetime(2024, 11, 24, 8, 0, tzinfo=UTC)
A, B, C = (By(f"8101000{n}", f"Petugas Contoh {name}") for n, name in enumerate("ABC", 1))
Answer = tuple[float, str, Value, Outcome] | tuple[float, str, Value, Outcome, dict[str, Any]]


def counted(name: str, need: int | None = 10, **more: Any) -> Item:  # noqa: ANN401 - what Item takes
    """An item that counts; without `need` the count is noted."""
    wanted = Need(">=", parse(str(need))) if need is not None else None
    return Item(name, Text(f"Hitung {name}: berapa?"), "count", need=wanted, **more)


def judged(count: int, need: int = 10) -> Outcome:
    """What a count amounts to."""
    return "ok" if count >= need else "fail"


def record(
    name: str,
    round_: Round,
    by: By,
    answers: Sequence[Answer],
    *,
    end: str = "sealed",
    looked: bool = False,
    **opened: Any,  # noqa: ANN401 - further fields of the first line
) -> Record:
    """A record read from its journal; answers are (seconds from START, item, value, outcome, further fields)."""
    first = answers[0][0] if answers else 0
    head = Opened(
        1, name, START + timedelta(seconds=first), "system", round_, "u", "a" * 64, "T1", ("U",), by, "screen", "d1"
    )
    head = replace(head, **opened)
    lines: list[Event] = [head]
    for when, item, value, outcome, *more in answers:
        extra: dict[str, Any] = {"need": None, "critical": False, **(more[0] if more else {})}
        lines.append(Answered(name, START + timedelta(seconds=when), item, value, outcome=outcome, **extra))
    last = max(line.at for line in lines)
    if looked:
        lines.append(Looked(name, last, "Petugas Contoh C", "diminta pimpinan"))
    if end == "cancelled":
        lines.append(Cancelled(name, last, "salah sasaran"))
    data = b"".join(map(encode, lines))
    data += seal_line(data, name, last) if end == "sealed" else b"{\n" if end == "damaged" else b""
    found = read(name, data)
    assert not isinstance(found, Unreadable)
    return found


def judge(
    items: Sequence[Item], records: Iterable[Record], *, ricek: Ricek = "all", agree: Agree | None = None
) -> Assessment:
    """The unit at noon of the day after: one list on the targets T1 to T4."""
    one = Checklist(
        "u", Text("Daftar u"), "1", (Section(Text("Tempat"), tuple(items)),), target="tps", ricek=ricek, agree=agree,
        sha256="a" * 64,
    )  # fmt: skip
    rows = {name: Row(name) for name in ("T1", "T2", "T3", "T4")}
    unit = Unit("U", election_day="2024-11-27", operation_ends="2024-12-16", tables={"tps": Table("tps", (), rows)})
    evidence = Evidence(unit, UTC, FactBook(), (one,), {"a" * 64: one}, list(records))
    return assess(evidence, START + timedelta(days=1, hours=4))


def parts(items: Sequence[Item], records: Iterable[Record], **more: Any) -> tuple[Part, ...]:  # noqa: ANN401 - judge's
    """The parts of that unit."""
    return judge(items, records, **more).parts
