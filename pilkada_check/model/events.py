"""Journal lines of format 1: names, tags and value shapes (docs/journal.md); one JSON object a line."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

FORMAT = 1
FIRST_YEAR, LAST_YEAR = 1900, 2100  # beyond them no time can be right, nor be reckoned with

At = Annotated[datetime, Meta(tz=True)]
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


class Planned(Struct, frozen=True, tag_field="type", tag="planned"):
    """A sample plan (round `rencana`): the draw and what it was drawn from."""

    record: str
    at: At
    seed: str
    population: int
    size: int
    drawn: tuple[str, ...]
    always: tuple[str, ...] = ()


Event = Opened | Answered | Resumed | Sealed | Cancelled | Planned

_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


class Newer(ValueError):
    """A line that a newer tool wrote: an event or a format this one does not know."""


def encode(event: Event) -> bytes:
    """One journal line, with its line end."""
    return _encode(event) + b"\n"


def decode(line: bytes) -> Event:
    """Read one line (without its line end).

    Raises `Newer` for an unknown event or format, ValueError for anything else that is no line of a journal; a key that
    stands twice is one of these.
    """
    try:
        event = _decoder.decode(line)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise _named(line, problem) from problem
    if type(event) is Opened and event.format > FORMAT:
        raise Newer(str(event.format))
    if not all(FIRST_YEAR <= at.year <= LAST_YEAR for at in _times(event)):
        raise ValueError("a year that cannot be right")
    # A line as we write it cannot hold a key twice; only others pay for the slow look.
    if _encode(event) != line:
        try:
            json.loads(line, object_pairs_hook=_once)
        except RecursionError as problem:
            raise ValueError("nested too deep") from problem
    return event


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


def _named(line: bytes, problem: Exception) -> ValueError:
    """Tell a line of a newer tool from a broken one."""
    try:
        raw: Any = json.loads(line)
    except (ValueError, RecursionError):
        return ValueError(str(problem))
    if isinstance(raw, dict):
        kind, form = raw.get("type"), raw.get("format")
        if isinstance(kind, str) and kind not in {"opened", "answered", "resumed", "sealed", "cancelled", "planned"}:
            return Newer(kind)
        if kind == "opened" and type(form) is int and form > FORMAT:
            return Newer(str(form))
    return ValueError(str(problem))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that has a key twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


SEAL_HEAD = b'"sha256":"'


def seal_line(before: bytes, record: str, at: datetime) -> bytes:
    """The line, with its line end, that seals a file of `before`: the digest of every byte ahead of its own value."""
    head = encode(Sealed(record, at, "")).removesuffix(b'"}\n')
    return head + sha256(before + head).hexdigest().encode() + b'"}\n'
