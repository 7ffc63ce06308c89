"""What a journal's bytes say: copies merged, lines read, looks in order (rules.md 1 to 5)."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from msgspec import Struct

from pilkada_check.model.decoding import Newer
from pilkada_check.model.events import (
    SEAL_HEAD,
    Answered,
    Cancelled,
    Event,
    Looked,
    Opened,
    Planned,
    Resumed,
    Sealed,
    decode,
)
from pilkada_check.rules.merging import merge


class Look(Struct):
    """One answer as read: when, where in the record, under which definition."""

    answer: Answered
    at: datetime  # never before the line above it
    line: int
    definition: str
    record: "Record"
    after_end: bool = False


class Record(Struct):
    """One round by one officer on one target, as its complete lines tell it."""

    opened: Opened
    looks: list[Look] = []
    sealed: bool = False
    cancelled: str = ""  # the reason
    damaged: bool = False
    after_end: int = 0  # lines after the seal or the cancellation
    latest: datetime | None = None
    definition: str = ""
    looked: list[Looked] = []  # who looked at the first count on purpose
    planned: Planned | None = None  # of a sample plan
    ended_at: datetime | None = None  # the time of the seal or the cancellation

    @property
    def id(self) -> str:
        """The record's ULID."""
        return self.opened.record

    @property
    def ended(self) -> bool:
        """Sealed or cancelled: never opened again."""
        return self.sealed or bool(self.cancelled)


class Unreadable(Struct, frozen=True):
    """What a verdict should rest on and cannot. `code`: newer_journal (with what it names), no_header, io, table."""

    path: str
    code: str
    detail: str = ""


def complete(data: bytes) -> bytes:
    """The complete lines: bytes after the last line end are not part of a record."""
    return data[: data.rfind(b"\n") + 1]


def read_all(files: Iterable[tuple[str, bytes]]) -> tuple[list[Record], list[Unreadable]]:
    """All records of `(path, bytes)` pairs, merged; and the files that are none.

    A file without one complete line holds nothing yet (the power went as it was begun) and is passed over.
    """
    unreadable: list[Unreadable] = []
    copies: list[tuple[str, bytes]] = []
    paths: dict[bytes, str] = {}
    firsts: dict[str, str] = {}  # of each record, for what is put together of several of its copies
    for path, data in files:
        lines = complete(data)
        if not lines and _just_begun(data):
            continue
        if not lines:
            unreadable.append(Unreadable(path, "no_header"))
            continue
        header = _header(path, lines)
        if isinstance(header, Unreadable):
            unreadable.append(header)
        else:
            copies.append((header, lines))
            paths.setdefault(lines, path)
            firsts.setdefault(header, path)
    records: list[Record] = []
    for name, kept in merge(copies).items():
        for data in kept:
            record = read(paths.get(data, firsts[name]), data)
            if isinstance(record, Unreadable):
                unreadable.append(record)
            else:
                record.damaged = record.damaged or len(kept) > 1
                records.append(record)
    records.sort(key=lambda record: record.id)
    return records, sorted(unreadable, key=lambda one: one.path)


def _just_begun(data: bytes) -> bool:
    """Nothing yet, or the torn first line of a record."""
    begin = b'{"type":"opened",'
    torn = data.startswith(begin) or begin.startswith(data)
    return torn and data.count(b'{"type":') < 2 and b"\r" not in data


def _header(path: str, lines: bytes) -> str | Unreadable:
    """The record's id by its first line."""
    try:
        first = decode(lines[: lines.index(b"\n")])
    except Newer as newer:
        return Unreadable(path, "newer_journal", str(newer))
    except ValueError:
        return Unreadable(path, "no_header")
    return first.record if type(first) is Opened else Unreadable(path, "no_header")


def read(path: str, data: bytes) -> Record | Unreadable:
    """Read the complete lines of one copy. Whatever is wrong with a line makes the record damaged; reading goes on."""
    record: Record | None = None
    offset = 0
    for number, line in enumerate(complete(data).split(b"\n")[:-1], 1):
        event: Event | None
        try:
            event = decode(line)
        except Newer as newer:
            return Unreadable(path, "newer_journal", str(newer))
        except ValueError:
            event = None
        if record is None:
            if type(event) is not Opened:
                return Unreadable(path, "no_header")
            record = Record(event, definition=event.definition, latest=event.at)
        elif event is None or type(event) is Opened or event.record != record.id:
            record.damaged = True
            record.after_end += record.ended
        else:
            _take(record, event, number, data, offset)
        offset += len(line) + 1
    return record if record is not None else Unreadable(path, "no_header")


def _amended(record: Record, answer: Answered) -> Look | None:
    """The look that a line only adds a note or a follow-up to: it repeats the line whole, and nobody looked again."""
    if answer.follow_up is None and not answer.note:
        return None
    look = next((one for one in reversed(record.looks) if one.answer.item == answer.item), None)
    if look is None or look.definition != record.definition:
        return None
    old = look.answer
    same = (old.value, old.outcome, old.need, old.accepted_by) == (
        answer.value, answer.outcome, answer.need, answer.accepted_by,
    )  # fmt: skip
    longer = answer.note != old.note and answer.note.startswith(old.note)
    return look if same and type(old.value) is type(answer.value) and (answer.follow_up is not None or longer) else None


def _take(record: Record, event: Event, number: int, data: bytes, offset: int) -> None:
    """Add one line, which begins at `offset`, to the record."""
    at = event.at
    record.latest = at if record.latest is None or at > record.latest else record.latest
    if type(event) is Looked and not record.sealed:  # also after a cancellation: it is named, and counts for nothing
        record.looked.append(event)
        return
    if record.ended:
        record.after_end += 1
        if type(event) is Answered:
            record.looks.append(Look(event, record.latest, number, record.definition, record, after_end=True))
        return
    match event:
        case Answered() if (amended := _amended(record, event)) is not None:
            amended.answer = event
        case Answered():
            record.looks.append(Look(event, record.latest, number, record.definition, record))
        case Resumed():
            record.definition = event.definition
        case Cancelled():
            record.cancelled, record.ended_at = event.reason, record.latest
        case Planned():
            record.damaged = record.damaged or record.planned is not None
            record.planned = record.planned or event
        case Sealed():
            record.sealed, record.ended_at = True, record.latest
            value = data.rfind(SEAL_HEAD, offset, data.index(b"\n", offset)) + len(SEAL_HEAD)
            record.damaged = record.damaged or sha256(data[:value]).hexdigest() != event.sha256
        case _:
            pass
