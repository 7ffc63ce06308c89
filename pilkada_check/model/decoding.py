"""JSON lines as events, strictly: one object a line, no key twice, no year that cannot be right, no newer format."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct

FIRST_YEAR, LAST_YEAR = 1900, 2100  # beyond them no time can be right, nor be reckoned with

At = Annotated[datetime, Meta(tz=True)]
E = TypeVar("E", bound=Struct)


class Newer(ValueError):
    """A line that a newer tool wrote: an event or a format this one does not know."""


class Lines(Generic[E]):
    """The lines of one family of events. Those of `head` begin a file and name its `newest` format.

    `kinds` are all of the family, `times` gives every time in one of them.
    """

    def __init__(
        self,
        decoder: msgspec.json.Decoder[E],
        kinds: Iterable[type[Struct]],
        head: type[Struct],
        newest: int,
        times: Callable[[E], Iterable[datetime]],
    ) -> None:
        self._decoder, self._encode = decoder, msgspec.json.Encoder().encode
        self._tags = frozenset(kind.__struct_config__.tag for kind in kinds)
        self._head, self._newest, self._times = head.__struct_config__.tag, newest, times

    def encode(self, event: E) -> bytes:
        """One line, with its line end."""
        return self._encode(event) + b"\n"

    def decode(self, line: bytes) -> E:
        """Read one line (without its line end).

        Raises `Newer` for an unknown event or format, ValueError for anything else that is no line of this family; a
        key that stands twice is one of these.
        """
        try:
            event = self._decoder.decode(line)
        except (msgspec.MsgspecError, RecursionError) as problem:
            raise self._named(line, problem) from problem
        form = getattr(event, "format", 0)
        if form > self._newest:
            raise Newer(str(form))
        for at in self._times(event):
            if not FIRST_YEAR <= at.year <= LAST_YEAR:
                raise ValueError("a year that cannot be right")
        # A line as we write it cannot hold a key twice; only others pay for the slow look.
        if self._encode(event) != line:
            try:
                json.loads(line, object_pairs_hook=once)
            except RecursionError as problem:
                raise ValueError("nested too deep") from problem
        return event

    def _named(self, line: bytes, problem: Exception) -> ValueError:
        """Tell a line of a newer tool from a broken one."""
        try:
            raw: Any = json.loads(line)
        except (ValueError, RecursionError):
            return ValueError(str(problem))
        if isinstance(raw, dict):
            kind, form = raw.get("type"), raw.get("format")
            if isinstance(kind, str) and kind not in self._tags:
                return Newer(kind)
            if kind == self._head and type(form) is int and form > self._newest:
                return Newer(str(form))
        return ValueError(str(problem))


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that has a key twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
