"""What the tests of the reader read: a small book of facts, a list around one item, places marked in the text."""

from pilkada_check.files.reader import read_checklist, read_facts
from pilkada_check.files.yaml_nodes import Loader
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.faults import Fault

LOADERS: tuple[Loader, ...] = ("c", "pure")
MARK = "§"  # stands in a case where its fault is expected, and is taken out before reading

FACTS = """\
facts:
  election_day: {type: date, text: Hari pemungutan suara}
  operation_ends: {type: date, text: Operasi berakhir}
  hadir_persen: {type: int, text: Hadir minimal, default: 95}
  tps: {type: int, text: TPS}
  senpi_di_tps: {type: choice, values: [ya, tidak], text: Senjata api}
  buka: {type: time, text: Jam buka}
tables:
  satuan:
    personel: {type: int, text: Anggota}
    dalmas: {type: int, text: Anggota dalmas}
    helm_wajib: {type: int, text: Helm}
  kendaraan:
    jenis: {type: choice, values: [R2, R4, perahu], text: Jenis kendaraan}
"""
HEAD = """\
id: contoh
title: Contoh
version: "1"
for: satuan
"""
ITEM = """\
sections:
  - title: Lapangan
    items:
      - id: satu
        text: Helm?
"""


def facts() -> FactBook:
    """The book in FACTS."""
    book, faults = read_facts(FACTS.encode(), "facts.yaml")
    assert book is not None
    assert not faults
    return book


BOOK = facts()
TABLES = ("satuan", "kendaraan")


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the line and column of each."""
    places = []
    while MARK in text:
        before, _, after = text.partition(MARK)
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, places


def around(keys: str) -> str:
    """A whole list whose only item has these keys beside id and text."""
    return HEAD + ITEM + "".join(f"        {line}\n" for line in keys.splitlines())


def read(
    text: str | bytes, loader: Loader | None = None, book: FactBook = BOOK
) -> tuple[Checklist | None, list[Fault]]:
    """Read a list with the small book."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_checklist(data, "contoh.yaml", book, TABLES, loader=loader)


def rows(faults: list[Fault]) -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    return [(fault.line, fault.column, fault.code) for fault in faults]


def listed(keys: str, item: str = "type: count\n") -> str:
    """A whole list with these keys of its own, in place of those of HEAD that they name; `item` is its only item."""
    given = {line.split(":")[0].strip(" §") for line in keys.splitlines()}
    head = "".join(f"{line}\n" for line in HEAD.splitlines() if line.split(":")[0] not in given)
    return head + keys.rstrip("\n") + "\n" + around(item).removeprefix(HEAD)
