"""Small bundles for tests: records and reports as they are written, and bundles forged line by line."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256

import journals
from hypothesis import strategies as st

from pilkada_check.files.bundle import Bundle
from pilkada_check.model import reports
from pilkada_check.model.events import By, encode, seal_line

SHEET = "unit: {name: Polres Contoh}\nelection_day: 2024-11-27\n"
LIST = "id: gudang\ntitle: Gudang – isi\n"
UNIT = ("Polda Contoh", "Polres Contoh")


def record(number: int = 0, answers: int = 2, *, sealed: bool = True, target: str = "Ton Dalmas") -> bytes:
    """The lines of a record."""
    name = journals.name(number)
    lines = encode(journals.opened(name, target))
    lines += b"".join(encode(journals.answered(value, name)) for value in range(answers))
    return lines + seal_line(lines, name, journals.START + timedelta(hours=2)) if sealed else lines


def report(number: int = 900, what: str = "Jembatan putus") -> bytes:
    """The lines of a risk report."""
    by = By("00010001", "Petugas Contoh A")
    return reports.encode(
        reports.Reported(
            1, journals.name(number), 1, journals.START, "system", UNIT, by, "3fa91c07", "Desa", what, None, "", "seen"
        )
    )


def bundle(*, kit: bool = False, records: Iterable[int] = (1, 2), tool: str = "0.1.0") -> Bundle:
    """A bundle with one of everything."""
    return Bundle(
        UNIT,
        "",
        kit,
        tool,
        {"petugas.csv": "nomor;nama\n1;Petugas Contoh A\n", "pilkada.yaml": SHEET, "targets/tps.csv": "id\nTPS 1\n"},
        (journals.name(77),),
        {sha256(LIST.encode()).hexdigest(): LIST.encode()},
        [(journals.name(number), record(number)) for number in records],
        [(journals.name(900), report())],
    )


def head(**changes: object) -> bytes:
    """A first line, with its line end."""
    fields: dict[str, object] = {
        "type": "unit", "format": 1, "tool": "0.1.0", "unit": list(UNIT), "satuan": "", "kit": False,
        "files": {"pilkada.yaml": SHEET}, "held": [],
    }  # fmt: skip
    return line({**fields, **changes})


def line(fields: Mapping[str, object]) -> bytes:
    """One line, with its line end."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def piece(number: int, data: bytes, *, kind: str = "record", lines: int | None = None, name: str = "") -> bytes:
    """A record or report as it stands in a bundle."""
    count = data.count(b"\n") if lines is None else lines
    fields = {"type": kind, "id": name or journals.name(number), "lines": count, "sha256": sha256(data).hexdigest()}
    return line(fields) + data


def ended(before: bytes, records: int = 0, others: int = 0) -> bytes:
    """The same with a last line that fits."""
    before += line({"type": "end", "records": records, "reports": others, "sha256": ""}).removesuffix(b'"}\n')
    return before + sha256(before).hexdigest().encode() + b'"}\n'


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_numbers = st.integers(0, 50)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Any bundle, as a gathering in any order makes it."""
    numbers = draw(st.lists(_numbers, unique=True, max_size=4))
    files = draw(st.dictionaries(st.sampled_from(["petugas.csv", "targets/tps.csv", "checklists/a b.yaml"]), _words))
    definitions = draw(st.lists(_words, max_size=3))
    records = [(journals.name(one), record(one, draw(_numbers) % 4, sealed=draw(st.booleans()))) for one in numbers]
    if draw(st.booleans()) and records:  # a copy that contradicts it
        records.append((records[0][0], record(numbers[0], 5)))
    return Bundle(
        tuple(draw(st.lists(_words.filter(bool), min_size=1, max_size=3))),
        draw(_words),
        draw(st.booleans()),
        draw(_words),
        {"pilkada.yaml": draw(_words), **files},
        tuple(sorted(map(journals.name, draw(st.sets(_numbers, max_size=3))))),
        {sha256(text.encode()).hexdigest(): text.encode() for text in definitions},
        draw(st.permutations(records)),
        [
            (journals.name(one), report(one, "Jembatan putus\u2028"))
            for one in draw(st.lists(_numbers, unique=True, max_size=2))
        ],
    )
