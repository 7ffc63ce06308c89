"""Journal lines of format 1: names, tags and value shapes (docs/journal.md); one JSON object a line."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from pilkada_check.model.decoding import At, Lines

FORMAT = 1

Value = bool | int | str | dict[str, int] | None
Round = Literal["cek", "ricek", "putusan", "rencana"]
Outcome = Literal["ok", "remark", "fail", "noted", "na", "unjudged"]
Source = Literal["screen", "message", "sheet", "paper", "example"]
Clock = Literal["system", "typed"]


class By(Struct, frozen=True):
    """Who looked or entered, as the record keeps it."""

    number: str
    name: str = ""
    rank: str = ""
    post: str = ""


class Entered(Struct, frozen=True):
    """Who typed an answer that came by message, sheet or paper."""

    officer: By
    at: At
    source: Source


class FollowUp(Struct, frozen=True, gc=False):
    """Who mends it, by when; either may still be open."""

    owner: str = ""
    due: At | None = None


class Opened(Struct, frozen=True, tag_field="type", tag="opened"):
    """The first line of every record."""

    format: int
    record: str
    at: At
    clock: Clock
    round: Round
    list: str
    definition: str
    target: str
    unit: tuple[str, ...]
    officer: By
    source: Source
    device: str
    independent: bool | None = None
    seen: tuple[str, ...] = ()
    tool: str = ""
    raw: At | UnsetType = UNSET  # the machine's clock, where `at` was typed or held back
    entered: Entered | UnsetType = UNSET


class Answered(Struct, frozen=True, gc=False, tag_field="type", tag="answered"):
    """One answer to one item; a later line on the same item replaces it."""

    record: str
    at: At
    item: str
    value: Value
    need: int | str | None
    outcome: Outcome
    critical: bool
    accepted_by: str = ""
    note: str = ""
    follow_up: FollowUp | None = None
    raw: At | UnsetType = UNSET
    entered: Entered | UnsetType = UNSET


class Resumed(Struct, frozen=True, tag_field="type", tag="resumed"):
    """The walk goes on; answers from here belong to `definition`. `torn` counts the bytes that were cut off."""

    record: str
    at: At
    clock: Clock
    definition: str
    torn: int = 0
    raw: At | UnsetType = UNSET


class Sealed(Struct, frozen=True, tag_field="type", tag="sealed"):
    """The end of a record; `sha256` is of every byte of the file before this value."""

    record: str
    at: At
    sha256: str


class Cancelled(Struct, frozen=True, tag_field="type", tag="cancelled"):
    """The other end of a record: given up, with its reason."""

    record: str
    at: At
    reason: Annotated[str, Meta(min_length=1)]


class Looked(Struct, frozen=True, tag_field="type", tag="looked"):
    """Somebody looked at the first count on purpose while this ricek was running, or after it was cancelled."""

    record: str
    at: At
    name: Annotated[str, Meta(min_length=1)]
    reason: Annotated[str, Meta(min_length=1)]
    raw: At | UnsetType = UNSET


class Planned(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="planned"):
    """A sample plan (round `rencana`): the draw and all that it follows from (rules.md 32, docs/uji-petik.md).

    `population` is the number of `rows`, the targets that were drawn from, in the order in which they are numbered;
    `size` the number of `drawn`, in the order in which they were drawn. `always` are those re-checked whatever the lot.
    `number` counts the plans of this list from 1 (0: not said); `words` are what the two `witnesses` typed.
    """

    record: str
    at: At
    seed: str
    population: int
    size: int
    drawn: tuple[str, ...]
    always: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    number: int = 0
    words: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    raw: At | UnsetType = UNSET


Event = Opened | Answered | Resumed | Sealed | Cancelled | Looked | Planned


def _times(event: Event) -> Iterator[datetime]:
    """Every time in an event."""
    yield event.at
    raw = getattr(event, "raw", UNSET)
    if raw is not UNSET:
        yield raw
    entered = getattr(event, "entered", UNSET)
    if entered is not UNSET:
        yield entered.at
    if type(event) is Answered and event.follow_up is not None and event.follow_up.due is not None:
        yield event.follow_up.due


_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_lines = Lines(_decoder, get_args(Event), Opened, FORMAT, _times)
encode, decode = _lines.encode, _lines.decode


def event_of(line: bytes) -> Event | None:
    """The event of a line; None for one that cannot be read."""
    try:
        return decode(line)
    except ValueError:
        return None


SEAL_HEAD = b'"sha256":"'


def seal_line(before: bytes, record: str, at: datetime) -> bytes:
    """The line, with its line end, that seals a file of `before`: the digest of every byte ahead of its own value."""
    head = encode(Sealed(record, at, "")).removesuffix(b'"}\n')
    return head + sha256(before + head).hexdigest().encode() + b'"}\n'
