"""What is wrong with a bundle, for `validasi`: with the file, and with each record and report that it carries."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from pilkada_check.files.bundle_lines import Bundle
from pilkada_check.files.bundle_reading import Numbered, numbered
from pilkada_check.files.foreign import Refused
from pilkada_check.files.gathering import FACTS_FILE, UNIT_FILE
from pilkada_check.files.gzipped import unpacked
from pilkada_check.files.reader import read_checklist, read_facts, read_unit
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault, fault
from pilkada_check.rules.record_faults import record_faults
from pilkada_check.rules.reports import report_faults


def bundle_faults(name: str, data: bytes, shipped: FactBook) -> Iterator[Fault]:
    """Every fault of a bundle, packed or not, by its own lines; `shipped` are the facts that every unit has."""
    plain = unpacked(data)
    found = plain if isinstance(plain, Refused) else numbered(plain)
    if isinstance(found, Refused):
        yield Fault(name, found.line, min(found.line, 1), found.code, found.params)
        return
    yield from _records(name, found, _Lists(found.bundle, shipped))
    for (report, lines), start in zip(found.bundle.reports, found.reports, strict=True):
        yield from (replace(one, line=one.line + start - 1) for one in report_faults(name, lines, report))
    if found.bundle.cut:
        yield fault(name, 0, 0, "bundle_cut", warning=True)


def _records(name: str, found: Numbered, lists: "_Lists") -> Iterator[Fault]:
    """The faults of every record; copies of one that contradict each other."""
    firsts: dict[str, int] = {}
    for (record, data), start in zip(found.bundle.records, found.records, strict=True):
        for one in record_faults(name, data, lists.get):
            yield replace(one, line=one.line + start - 1)
        if firsts.setdefault(record, start) != start:
            yield fault(name, start, 1, "journal_twice", other=f"{name}:{firsts[record]}")


class _Lists:
    """The lists that a bundle carries, read with its own facts."""

    def __init__(self, bundle: Bundle, shipped: FactBook) -> None:
        own = bundle.files.get(f"checklists/{FACTS_FILE}")
        book = read_facts(own.encode(), FACTS_FILE, over=shipped)[0] if own is not None else None
        self._book = book or shipped
        unit = read_unit(bundle.files[UNIT_FILE].encode(), UNIT_FILE, self._book)[0]
        self._tables = {*self._book.tables, *(unit.targets if unit is not None else ())}
        self._texts = bundle.definitions
        self.get = lru_cache(maxsize=None)(self._get)

    def _get(self, digest: str) -> Checklist | None:
        text = self._texts.get(digest)
        return read_checklist(text, digest, self._book, self._tables, kept=True)[0] if text is not None else None
