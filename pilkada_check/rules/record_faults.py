"""What is wrong with one journal, and in which line, for `validasi`; what it amounts to, `rules.record` says."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.decoding import Newer
from pilkada_check.model.events import (
    SEAL_HEAD,
    Answered,
    Cancelled,
    Event,
    Looked,
    Opened,
    Resumed,
    Sealed,
    decode,
)
from pilkada_check.model.faults import Fault, fault
from pilkada_check.rules.answers import fits
from pilkada_check.rules.record import complete


def record_faults(path: str, data: bytes, definition: Callable[[str], Checklist | None]) -> list[Fault]:
    """Every fault of a journal's bytes, by line.

    `definition` gives the list of a SHA-256, None where it is not at hand.
    """
    lines = complete(data)
    faults = list(_Reading(path, lines, definition).faults())
    torn = len(data) - len(lines)
    if torn or not lines:
        code = "journal_torn" if lines else "journal_empty"
        faults.append(fault(path, lines.count(b"\n") + 1, 1, code, warning=True, bytes=torn))
    return faults


class _Reading:
    """One journal being read line by line."""

    def __init__(self, path: str, data: bytes, definition: Callable[[str], Checklist | None]) -> None:
        self.path = path
        self.data = data
        self.definition = definition
        self.opened: Opened | None = None
        self.ended: Sealed | Cancelled | None = None
        self.items: dict[str, Item] | None = None  # of the definition that answers belong to now
        self.number = 0

    def faults(self) -> Iterator[Fault]:
        """Faults in the order of the lines; nothing after a line that makes the file unreadable."""
        offset = 0
        for number, line in enumerate(self.data.split(b"\n")[:-1], 1):
            self.number = number
            try:
                event = decode(line)
            except Newer as newer:
                yield self._fault("journal_newer", what=str(newer))
                return
            except ValueError:
                event = None
            if self.opened is None:
                if not isinstance(event, Opened):
                    yield self._fault("journal_no_header")
                    return
                self.opened = event
                yield from self._under(event.definition)
            else:
                yield from self._line(event, offset)
            offset += len(line) + 1

    def _line(self, event: Event | None, offset: int) -> Iterator[Fault]:
        """One line after the first."""
        if event is None:
            yield self._fault("journal_line")
        elif isinstance(event, Opened) or (self.opened and event.record != self.opened.record):
            yield self._fault("journal_foreign", record=event.record)
        elif self.ended and (isinstance(self.ended, Sealed) or not isinstance(event, Looked)):
            yield self._fault("journal_after_end")
        match event:
            case Answered():
                yield from self._answer(event)
            case Resumed():
                yield from self._under(event.definition)
            case Sealed() if not self.ended and not self._fits(event, offset):
                yield self._fault("journal_seal")
        if isinstance(event, Sealed | Cancelled):
            self.ended = self.ended or event

    def _fits(self, seal: Sealed, offset: int) -> bool:
        """Whether the seal is that of every byte before its value."""
        value = self.data.rfind(SEAL_HEAD, offset, self.data.index(b"\n", offset)) + len(SEAL_HEAD)
        return sha256(self.data[:value]).hexdigest() == seal.sha256

    def _under(self, digest: str) -> Iterator[Fault]:
        """Answers from here on belong to this definition."""
        found = self.definition(digest)
        self.items = {item.id: item for item in found.items()} if found is not None else None
        if found is None:
            yield self._fault("journal_no_definition", warning=True, digest=digest[:12])

    def _answer(self, answer: Answered) -> Iterator[Fault]:
        """An answer to an item that is asked, with a value of its shape."""
        if self.items is None:
            return
        item = self.items.get(answer.item)
        if item is None:
            yield self._fault("journal_item", word=answer.item)
        elif answer.outcome != "na" and not fits(item, answer.value):
            yield self._fault("journal_value", word=answer.item, type=item.type)

    def _fault(self, code: str, *, warning: bool = False, **params: str) -> Fault:
        return Fault(self.path, self.number, 1, code, tuple(params.items()), warning=warning)
