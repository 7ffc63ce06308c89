"""The examples that come with the tool: their files, and the course of their rounds, as each file says at its head."""

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import yaml

from pilkada_check.files.disk import make_folder, read_file, write_new
from pilkada_check.files.gathering import OFFICERS_FILE, UNIT_FILE
from pilkada_check.files.shipped import shipped_lists

PREFIX = "contoh-"
_TARGETS = "targets"
_MOST = 1 << 20  # bytes of one file

T = TypeVar("T")
Typed = dict[str, tuple[str, ...]]  # the lines that are typed at each item
Shares = dict[str, tuple[tuple[str, ...], ...]]  # of each item: how many of a thousand, and what these type


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record of an example: who looks at what from when on, and what is typed, item by item.

    Items that `answers` does not name pass where `rest` says so; otherwise the walk is left at the first of them. It is
    left behind the item `until` in any case.
    `torn`: the power goes while the last line is written. `reason` says why it is `cancelled`.
    """

    list: str
    target: str
    officer: str
    at: datetime
    answers: Typed = {}
    rest: Literal["", "passing"] = ""
    until: str = ""
    round: Literal["cek", "ricek"] = "cek"
    device: str = "1"
    seconds: int = 40  # from one typed line to the next
    end: Literal["sealed", "open", "torn", "cancelled"] = "sealed"
    reason: str = ""


class Team(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who looks at those targets of a list that `where` is true of, one after the other, from when on at the earliest.

    With `targets` it looks at these and no other.

    `officer` is a number, or a column in braces that holds the post of whoever looks. Without `device` everybody has
    one of his own.
    """

    officer: str
    at: datetime
    where: str = ""
    targets: tuple[str, ...] = ()
    device: str = ""


class Many(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One round of one list on many targets. Every item passes but for the shares of a thousand in `answers`.

    A ricek goes to the first `drawn` targets of the list's plan and to the first `always` of those re-checked in any
    case; it types what the cek typed, but for its own `answers`.
    """

    list: str
    by: tuple[Team, ...]
    answers: Shares = {}
    round: Literal["cek", "ricek"] = "cek"
    drawn: int = 0
    always: int = 0
    seconds: int = 12  # from one typed line to the next, and up to half as many more
    pause: int = 120  # seconds from one target to the next, and up to as many more


class Lot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sample plan: the words that its witnesses typed, by name."""

    list: str
    officer: str
    at: datetime
    words: dict[str, str]
    device: str


class Settled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ruling on one item: what is typed, and the reason."""

    list: str
    target: str
    officer: str
    at: datetime
    item: str
    lines: tuple[str, ...]
    reason: str
    device: str
    mend: tuple[str, ...] = ()  # who mends it, by when
    seconds: int = 40


class Became(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a risk report."""

    step: Literal["sent", "acknowledged", "handled", "closed"]
    at: datetime
    by: str
    how: Literal["message", "radio", "phone", "in_person"] = "message"
    note: str = ""
    device: str = ""


class Risk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A risk report as it is typed, and its history. `list` and `item`: it came out of the cek of its target."""

    at: datetime
    what: str
    where: str
    since: str
    done: str
    sure: Literal["seen", "heard", "unsure"]
    by: str
    device: str
    list: str = ""
    item: str = ""
    became: tuple[Became, ...] = ()


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The course of an example: when it is shown, what to try then, and all that happened before.

    Records come first, then the `many` of a cek, plans, the `many` of a ricek, rulings, and risk reports.
    """

    moment: str
    attempt: tuple[str, ...] = ()  # the words of a command that checks something by hand
    records: tuple[Script, ...] = ()
    many: tuple[Many, ...] = ()
    plans: tuple[Lot, ...] = ()
    rulings: tuple[Settled, ...] = ()
    reports: tuple[Risk, ...] = ()


def example_names() -> list[str]:
    """The examples there are: the names of the shipped folders, without their prefix."""
    return sorted(path.name.removeprefix(PREFIX) for path in shipped_lists().glob(f"{PREFIX}*") if path.is_dir())


def copy_example(name: str, folder: Path) -> None:
    """Put the unit of an example, without any record, into a folder; each file private. Raises OSError."""
    source = shipped_lists() / (PREFIX + name)
    for path in [source / UNIT_FILE, source / OFFICERS_FILE, *sorted((source / _TARGETS).glob("*.csv"))]:
        there = folder / path.relative_to(source)
        make_folder(there.parent)
        write_new(there, read_file(path, _MOST))


def read_scripts(name: str) -> list[Script]:
    """The records of an example that are written out by hand, in the order in which they were made."""
    return _read(name, "answers.yaml", list[Script])


def read_example(name: str) -> Example:
    """The whole course of an example."""
    course = _read(name, "example.yaml", Example)
    return msgspec.structs.replace(
        course, records=tuple(read_scripts(name)), many=tuple(_read(name, "many.yaml", list[Many]))
    )


def _read(name: str, file: str, kind: type[T]) -> T:
    """A file of an example. It is shipped and tested: what does not fit raises."""
    data = read_file(shipped_lists() / (PREFIX + name) / file, _MOST)
    # The base loader leaves every scalar text, as it is typed: `y`, `30` and `25/11` alike. It makes no objects.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return msgspec.convert(yaml.load(data, Loader=loader), kind, strict=False)  # noqa: S506 - the base loader is the safest of all
