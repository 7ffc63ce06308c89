"""Copies of one record: which of them are kept, and what one more means beside those that are here (rules.md 1)."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from pilkada_check.model.events import Cancelled, Looked, Sealed, event_of

Change = Literal["new", "same", "longer", "contradicting"]
_LOOKED = b'"type":"looked"'


class Part(Struct, frozen=True):
    """A copy without the looks at the first count that were added after its cancellation, and these.

    Several laptops may add some, in no order: they make no copy contradict another. `begun` ends with the cancellation
    and is empty where there is none.
    """

    begun: bytes
    core: bytes
    looks: frozenset[bytes] = frozenset()


class Coming(Struct, frozen=True):
    """What a copy means beside those that are here; with "longer" which of them gives way, and to what."""

    what: Change
    before: bytes = b""
    lines: bytes = b""


def merge(copies: Iterable[tuple[str, bytes]]) -> dict[str, list[bytes]]:
    """Per record id the copies that are not the beginning of another copy, in the order of their bytes (rules.md 1).

    More than one kept copy of an id contradict each other. Looks after a cancellation are those of all its copies.
    The copies must be complete lines.
    """
    found: dict[str, set[bytes]] = {}
    for name, data in copies:
        found.setdefault(name, set()).add(data)
    return {name: _kept(ones) for name, ones in found.items()}


def coming(here: Sequence[bytes], theirs: bytes) -> Coming:
    """What one more copy means beside those that are here. All are complete lines.

    Taken in any order, and any number of times, what is kept in the end is what `merge` keeps.
    """
    *mine, their = _parts([*here, theirs])
    more = their.looks.difference(*(one.looks for one in mine if one.begun == their.begun))
    over = [one for one, part in zip(here, mine, strict=True) if part.core.startswith(their.core)]
    if over and more:
        return Coming("longer", over[0], over[0] + _text(more))
    if over:
        return Coming("same")
    under = [(part.core, one, part.looks) for one, part in zip(here, mine, strict=True) if _goes_on(their, part)]
    if under:
        _core, before, looks = max(under, key=lambda one: len(one[0]))
        return Coming("longer", before, theirs + _text(looks - their.looks))
    return Coming("contradicting" if here else "new")


def _kept(copies: Iterable[bytes]) -> list[bytes]:
    """The copies of one record that are kept."""
    looks: dict[bytes, set[bytes]] = {}
    begun: dict[bytes, bytes] = {}
    for one in _parts([*copies]):
        looks.setdefault(one.begun, set()).update(one.looks)
        begun[one.core] = one.begun
    cores = sorted(begun)  # whatever begins with one of them follows it at once
    nexts = [*cores[1:], None]
    kept = [core for core, after in zip(cores, nexts, strict=True) if after is None or not after.startswith(core)]
    return sorted(core + _text(looks[begun[core]]) for core in kept)


def _goes_on(one: Part, other: Part) -> bool:
    return one.core != other.core and one.core.startswith(other.core)


def _text(looks: Iterable[bytes]) -> bytes:
    return b"".join(sorted(looks))


def _parts(copies: Sequence[bytes]) -> list[Part]:
    """Every copy in its parts; hardly any record was ever looked at."""
    looked = any(_LOOKED in one for one in copies)
    return [_part(one) if looked else Part(b"", one) for one in copies]


def _part(lines: bytes) -> Part:
    events = [(line + b"\n", event_of(line)) for line in lines.split(b"\n")[:-1]]
    end = next((place for place, (_, one) in enumerate(events, 1) if isinstance(one, Cancelled | Sealed)), len(events))
    if not events or not isinstance(events[end - 1][1], Cancelled):
        return Part(b"", lines)
    record = getattr(events[0][1], "record", "")
    begun = b"".join(line for line, _ in events[:end])
    looks = [line for line, one in events[end:] if isinstance(one, Looked) and one.record == record]
    others = [line for line, _ in events[end:] if line not in looks]
    return Part(begun, begun + b"".join(others), frozenset(looks))
