"""Which records leave in a bundle, and which lists go with them (rules.md 4, 27, 29)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pilkada_check.model.events import Opened, decode
from pilkada_check.rules.merging import merge
from pilkada_check.rules.record import Record, Unreadable, complete, read, read_all

Why = Literal["running", "older", "elsewhere", "foreign", "newer"]


class Choice(Struct, frozen=True):
    """What is to leave: records of this unit; only sample plans (`kit`), those since a moment, those of a target."""

    unit: tuple[str, ...]
    kit: bool = False
    since: datetime | None = None
    target: str = ""


class Outgoing(Struct):
    """Records as `(id, complete lines)` by id, the lists they name, ids left out by why, files that are no record.

    `plans` of the records are sample plans: they leave with whatever was chosen.
    """

    records: list[tuple[str, bytes]]
    definitions: set[str]
    held: dict[Why, list[str]]
    unreadable: list[Unreadable]
    plans: int = 0

    @property
    def held_ids(self) -> list[str]:
        """The ids of all that is left out."""
        return sorted(name for names in self.held.values() for name in names)


def opened_of(lines: bytes) -> Opened | None:
    """The first line of a record; None where it is none that this tool knows."""
    try:
        first = decode(lines[: lines.index(b"\n")])
    except ValueError:
        return None
    return first if type(first) is Opened else None


def same_unit(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two units are one: path and name equal up to case and spaces (rules.md 27)."""
    return bare(one) == bare(other)


def bare(names: Iterable[str]) -> tuple[str, ...]:
    """Names without case and spaces."""
    return tuple("".join(name.split()).casefold() for name in names)


def outgoing(files: Iterable[tuple[str, bytes]], choice: Choice) -> Outgoing:
    """Choose among the `(path, bytes)` of a workspace. Contradicting copies of one id leave together or not at all."""
    copies: list[tuple[str, bytes]] = []
    others: list[tuple[str, bytes]] = []
    for path, data in files:
        lines = complete(data)
        opened = opened_of(lines)
        if opened is None:
            others.append((path, data))
        else:
            copies.append((opened.record, lines))
    found = Outgoing([], set(), {}, read_all(others)[1])
    for name, kept in sorted(merge(copies).items()):
        records = [record for lines in kept if isinstance(record := read(name, lines), Record)]
        if len(records) < len(kept):
            found.held.setdefault("newer", []).append(name)
        elif choice.kit and any(record.opened.round != "rencana" for record in records):
            continue
        elif why := _left_out(records, choice, alone=len(kept) == 1):
            found.held.setdefault(why, []).append(name)
        else:
            found.records += [(name, lines) for lines in kept]
            found.plans += sum(record.opened.round == "rencana" for record in records)
            found.definitions |= {one for record in records for one in _lists(record)}
    return found


def _left_out(records: Sequence[Record], choice: Choice, *, alone: bool) -> Why | None:
    """Why the copies of one id stay here; None: they leave. A damaged ricek does not run: nobody goes on with it."""
    if not any(same_unit(record.opened.unit, choice.unit) for record in records):
        return "foreign"
    if alone and any(one.opened.round == "ricek" and not one.ended and not one.damaged for one in records):
        return "running"
    if any(record.opened.round == "rencana" for record in records):  # whom the lot chose, every laptop must know
        return None
    if choice.target and all(record.opened.target != choice.target for record in records):
        return "elsewhere"
    since = choice.since
    if since is not None and all(record.latest is None or record.latest < since for record in records):
        return "older"
    return None


def _lists(record: Record) -> set[str]:
    """The lists under which a record was answered."""
    return {record.opened.definition, record.definition, *(look.definition for look in record.looks)}


def held_back(records: Sequence[Record], held: frozenset[str]) -> tuple[str, ...]:
    """The records that others name (`seen`), not at hand, that a bundle said it leaves out (rules.md 4)."""
    named = {name for record in records for name in record.opened.seen}
    return tuple(sorted(named & held - {record.id for record in records}))


def owed_definition(list_id: str, ids: Mapping[str, str], records: Iterable[bytes]) -> str | None:
    """The SHA-256 of a list as whoever made a bundle has it; None where the bundle does not say.

    `ids` are the ids of the lists in the bundle by their SHA-256, `records` its records. A list that no record names is
    there because it is owed; of several that records name, the one named last.
    """
    mine = sorted(digest for digest, one in ids.items() if one == list_id)
    if len(mine) < 2:
        return mine[0] if mine else None
    named: dict[str, datetime] = {}
    for lines in records:
        record = read("", lines)
        if isinstance(record, Record) and record.opened.list == list_id and record.latest is not None:
            for digest in _lists(record):
                named[digest] = max(named.get(digest, record.latest), record.latest)
    unnamed = [digest for digest in mine if digest not in named]
    if unnamed:
        return unnamed[0] if len(unnamed) == 1 else None
    return max(mine, key=lambda digest: named[digest], default=None)
