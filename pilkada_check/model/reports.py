"""Lines of risk reports, format 1 (docs/journal.md): one file per report, its lines a set that only ever grows."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from pilkada_check.model.decoding import At, Lines
from pilkada_check.model.events import By, Clock, Round

FORMAT = 1

Sure = Literal["seen", "heard", "unsure"]
How = Literal["message", "radio", "phone", "in_person"]
Words = Annotated[str, Meta(min_length=1)]
Number = Annotated[int, Meta(ge=1, le=999_999_999)]


class Reported(Struct, frozen=True, tag_field="type", tag="reported"):
    """The beginning of a report: what was seen, written once and never again.

    `where` is in the officer's words; `target` is there where he meant one of the unit's, `round`, `list` and `item`
    where it came out of a walk. `restricted`: it is about an item that is `sensitive`, so what and done stand on no
    page and in no message. `done` is empty where nothing was done yet, `since` null where nobody knows.
    """

    format: int
    report: str
    number: Number
    at: At
    clock: Clock
    unit: tuple[str, ...]
    officer: By
    device: str
    where: Words
    what: Words
    since: At | None
    done: str
    sure: Sure
    satuan: str = ""
    target: str = ""
    round: Round | Literal[""] = ""
    list: str = ""
    item: str = ""
    restricted: bool = False
    tool: str = ""
    raw: At | UnsetType = UNSET


class Sent(Struct, frozen=True, tag_field="type", tag="sent"):
    """It was told to the posko: by whom, how, to whom."""

    report: str
    at: At
    by: By
    how: How
    to: str = ""
    note: str = ""
    device: str = ""
    raw: At | UnsetType = UNSET


class Acknowledged(Struct, frozen=True, tag_field="type", tag="acknowledged"):
    """The posko has taken it in: who there, and what was said."""

    report: str
    at: At
    by: By
    note: str = ""
    device: str = ""
    raw: At | UnsetType = UNSET


class Handled(Struct, frozen=True, tag_field="type", tag="handled"):
    """Something was done about it: by whom, and what."""

    report: str
    at: At
    by: By
    note: Words
    device: str = ""
    raw: At | UnsetType = UNSET


class Closed(Struct, frozen=True, tag_field="type", tag="closed"):
    """It needs nobody's attention any more: who says so, and why."""

    report: str
    at: At
    by: By
    note: Words
    device: str = ""
    raw: At | UnsetType = UNSET


Step = Sent | Acknowledged | Handled | Closed
ReportEvent = Reported | Sent | Acknowledged | Handled | Closed


def _times(event: ReportEvent) -> Iterator[datetime]:
    """Every time in an event."""
    yield event.at
    if event.raw is not UNSET:
        yield event.raw
    if type(event) is Reported and event.since is not None:
        yield event.since


_decoder: msgspec.json.Decoder[ReportEvent] = msgspec.json.Decoder(ReportEvent)
_lines = Lines(_decoder, get_args(ReportEvent), Reported, FORMAT, _times)
encode, decode = _lines.encode, _lines.decode


def lines_of(data: bytes) -> list[bytes]:
    """The complete lines of a report, without their ends; what stands behind the last line end is not one of them.

    A line end that travelled through Windows is the same line end.
    """
    return [line.rstrip(b"\r") for line in data.split(b"\n")[:-1] if line.strip()]


def merge_lines(copies: Iterable[bytes]) -> bytes:
    """Copies of one report as one: the set union of their complete lines.

    `reported` comes first, then by time, then by bytes; lines that cannot be read stay, at the end. So order and
    repetition of copies change nothing, and no line is lost.
    """
    found = {line for data in copies for line in lines_of(data)}
    return b"".join(line + b"\n" for line in sorted(found, key=_place))


def _place(line: bytes) -> tuple[int, float, bytes]:
    """Where a line stands in a merged report."""
    try:
        event = decode(line)
    except ValueError:
        return 2, 0, line
    return int(type(event) is not Reported), event.at.timestamp(), line
