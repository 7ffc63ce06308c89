"""Reads a bundle: everything in it that is whole, or why it is not taken (docs/kiriman.md)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, NoReturn

import msgspec
from msgspec import Struct

from pilkada_check.files.bundle_lines import (
    BEGIN,
    BETWEEN,
    END,
    FORMAT,
    Bundle,
    DefinitionLine,
    EndLine,
    Line,
    RecordLine,
    ReportLine,
    UnitLine,
    decoder,
    encode,
)
from pilkada_check.files.bundle_names import odd_name
from pilkada_check.files.foreign import (
    MAX_BUNDLE,
    MAX_COPIES,
    MAX_HEAD,
    MAX_LINE,
    MAX_LINES,
    MAX_LISTS,
    MAX_PIECES,
    MIB,
    Refused,
    refused,
    restored,
)
from pilkada_check.files.gathering import UNIT_FILE
from pilkada_check.files.journal import MAX_BYTES as MAX_RECORD
from pilkada_check.files.kept import MAX_DEFINITION
from pilkada_check.files.names import is_ulid
from pilkada_check.model import reports
from pilkada_check.model.decoding import Newer, once
from pilkada_check.model.events import SEAL_HEAD, Opened, decode


class Numbered(Struct, frozen=True):
    """A bundle, and the numbers of the lines at which its records and reports begin."""

    bundle: Bundle
    records: list[int]
    reports: list[int]


def from_bytes(data: bytes) -> Bundle | Refused:
    """Read an unpacked bundle, or say why it is not taken. A missing end is no reason: see `cut`."""
    found = numbered(data)
    return found if isinstance(found, Refused) else found.bundle


def numbered(data: bytes) -> Numbered | Refused:
    """The same, with line numbers."""
    whole = restored(data)
    if isinstance(whole, Refused):
        return whole
    if len(whole) > MAX_BUNDLE:
        return refused("bundle_large", limit=MAX_BUNDLE // MIB)
    reading = _Reading(whole)
    try:
        return Numbered(reading.bundle(), reading.records, reading.reports)
    except _Stop as stop:
        return stop.why


def record_id(data: bytes) -> str | Refused:
    """The id of a record, by its first line."""
    try:
        first = decode(data[: data.find(b"\n")])
    except Newer as newer:
        return refused("journal_newer", 1, what=newer)
    except ValueError:
        return refused("journal_no_header", 1)
    if not isinstance(first, Opened):
        return refused("journal_no_header", 1)
    return first.record if is_ulid(first.record) else refused("foreign_id", 1, word=first.record)


def report_id(data: bytes) -> str | Refused:
    """The id of a risk report, by the first of its lines that can be read: each of them stands by itself."""
    for line in reports.lines_of(data):
        try:
            name = reports.decode(line).report
        except ValueError:
            continue
        return name if is_ulid(name) else refused("foreign_id", 1, word=name)
    return refused("report_no_header", 1)


class _Stop(Exception):
    """The bundle is refused."""

    def __init__(self, why: Refused) -> None:
        self.why = why


class _Reading:
    """One bundle being read, line by line."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0  # where the next line begins
        self.number = 0  # of the line read last
        self.records: list[int] = []
        self.reports: list[int] = []
        self.copies: Counter[str] = Counter()  # by id

    def bundle(self) -> Bundle:
        """All of it."""
        found = self._head()
        while (line := self._line()) is not None:
            match self._part(line):
                case UnitLine():
                    self._refuse("bundle_header_twice")
                case DefinitionLine() as part:
                    self._definition(part, found)
                case RecordLine() as part:
                    found.records += self._piece(part, record_id, self.records)
                case ReportLine() as part:
                    found.reports += self._piece(part, report_id, self.reports)
                case EndLine() as part:
                    self._end(part, line, found)
                    return found
        if found.kit:  # a workspace made of half a kit would lack lists, and nobody would know
            self._refuse("bundle_kit_cut")
        found.cut = True
        return found

    def _head(self) -> Bundle:
        """The first line: whose it is."""
        if self.data.count(b"\n") > MAX_LINES:
            self._refuse("bundle_lines", limit=MAX_LINES)
        line = self._line()
        if not self.data.startswith(BEGIN):
            self._refuse("bundle_not")
        if line is None:
            self._refuse("bundle_head_cut")
        head = self._part(line, MAX_HEAD)
        if not isinstance(head, UnitLine) or not head.unit or not all(head.unit):
            self._refuse("bundle_line")
        if UNIT_FILE not in head.files:
            self._refuse("bundle_no_sheet")
        if (name := odd_name(head.files)) is not None:
            self._refuse("bundle_name", word=name)
        for one in head.held:
            self._ulid(one)
        return Bundle(head.unit, head.satuan, head.kit, head.tool, head.files, head.held, {}, [], [])

    def _line(self) -> bytes | None:
        """The next line without its end; None where no whole one is left. The last of all may lack its line end."""
        stop = self.data.find(b"\n", self.at)
        if stop < 0 and not self.data.startswith(END, self.at):
            return None
        start, stop = self.at, stop if stop >= 0 else len(self.data)
        self.at, self.number = stop + 1, self.number + 1
        line = self.data[start:stop]
        return line if self.at <= len(self.data) or line.endswith(b'"}') else None

    def _part(self, line: bytes, limit: int = MAX_LINE) -> Line:
        """What a line between records says."""
        if len(line) > limit:
            self._refuse("bundle_large", limit=limit // MIB)
        try:
            part = decoder.decode(line)
            if isinstance(part, UnitLine) and part.format > FORMAT:
                self._refuse("bundle_newer", what=part.format)
            if encode(part) != line:  # only a line that we did not write may hold a key twice
                json.loads(line, object_pairs_hook=once)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            self._odd(line)
        if line.endswith(b"\r"):
            self._refuse("line_ends")
        return part

    def _odd(self, line: bytes) -> NoReturn:
        """Why a line says nothing."""
        try:
            raw: Any = json.loads(line, object_pairs_hook=once)
        except (ValueError, RecursionError):
            self._refuse("bundle_line")
        kind, form = (raw.get("type"), raw.get("format")) if isinstance(raw, dict) else (None, None)
        if kind == "unit" and type(form) is int and form > FORMAT:
            self._refuse("bundle_newer", what=form)
        if not isinstance(kind, str) or line.startswith(BETWEEN):
            self._refuse("bundle_line")
        if isinstance(raw.get("record", raw.get("report")), str):  # the line of a record that is said to have fewer
            self._refuse("bundle_count")
        self._refuse("bundle_newer", what=kind)

    def _definition(self, part: DefinitionLine, found: Bundle) -> None:
        """The text of a list, which must be the very text."""
        text = part.text.encode()
        if len(text) > MAX_DEFINITION:
            self._refuse("bundle_large", limit=MAX_DEFINITION // MIB)
        if sha256(text).hexdigest() != part.sha256:
            self._refuse("bundle_definition")
        if part.sha256 in found.definitions:
            self._refuse("bundle_twice", word=part.sha256)
        found.definitions[part.sha256] = text
        self._bounded(len(found.definitions), MAX_LISTS)

    def _piece(
        self, part: RecordLine | ReportLine, id_of: Callable[[bytes], str | Refused], numbers: list[int]
    ) -> Iterator[tuple[str, bytes]]:
        """The id and lines of a record or report; nothing where the bundle ends before its last line."""
        self._ulid(part.id)
        self.copies[part.id] += 1
        self._bounded(self.copies[part.id], MAX_COPIES)
        self._bounded(self.copies.total(), MAX_PIECES)
        if part.lines < 1:
            self._refuse("bundle_count")
        said, start = self.number, self.at
        for _ in range(part.lines):
            if self.data.startswith(BETWEEN, self.at):  # fewer lines than it was said to have
                self._refuse("bundle_count")
            stop = self.data.find(b"\n", self.at)
            if stop < 0:
                self.at = len(self.data)
                return
            self.at, self.number = stop + 1, self.number + 1
        if self.at - start > MAX_RECORD:
            self._refuse("bundle_large", limit=MAX_RECORD // MIB)
        data = self.data[start : self.at]
        if sha256(data).hexdigest() != part.sha256:  # a bundle whose end is missing is sure of each piece as well
            raise _Stop(refused("bundle_altered", said))
        name = id_of(data)
        if isinstance(name, Refused) and name.code != "report_no_header":  # then its lines are kept all the same
            raise _Stop(Refused(name.code, name.params, said + 1))
        if isinstance(name, str) and name != part.id:
            raise _Stop(refused("bundle_other", said + 1, word=name))
        numbers.append(said + 1)
        yield part.id, data

    def _end(self, part: EndLine, line: bytes, found: Bundle) -> None:
        """The last line: everything that was sent has come, as it was sent."""
        if (part.records, part.reports) != (len(found.records), len(found.reports)):
            self._refuse("bundle_count")
        value = self.at - 1 - len(line) + line.rfind(SEAL_HEAD) + len(SEAL_HEAD)
        if sha256(memoryview(self.data)[:value]).hexdigest() != part.sha256:
            self._refuse("bundle_altered")
        if self.data[self.at :].strip():
            self._refuse("bundle_after_end")

    def _bounded(self, count: int, limit: int) -> None:
        if count > limit:
            self._refuse("bundle_many", limit=limit)

    def _ulid(self, name: str) -> None:
        if not is_ulid(name):
            self._refuse("foreign_id", word=name)

    def _refuse(self, code: str, **params: object) -> NoReturn:
        raise _Stop(refused(code, self.number, **params))
