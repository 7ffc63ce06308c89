"""A bundle: one file that carries a unit's sheet, lists and records to another device (docs/kiriman.md)."""

from hashlib import sha256

from pilkada_check.files.bundle_lines import (
    FORMAT,
    Bundle,
    DefinitionLine,
    EndLine,
    RecordLine,
    ReportLine,
    UnitLine,
    encode,
)
from pilkada_check.files.bundle_reading import from_bytes, record_id, report_id
from pilkada_check.files.csvtext import Unread, to_text
from pilkada_check.files.foreign import Refused
from pilkada_check.files.gzipped import packed

__all__ = ["Bundle", "Refused", "as_text", "from_bytes", "packed", "record_id", "report_id", "to_bytes"]


def as_text(name: str, data: bytes) -> str | None:
    """A file of the workspace as a bundle carries it; None where nobody can say what its bytes mean.

    A table that an old Windows saved keeps its cells, not its bytes.
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        found = to_text(data) if name.lower().endswith(".csv") else None
        return None if found is None or isinstance(found, Unread) else found[0]


def to_bytes(bundle: Bundle) -> bytes:
    """The bundle as a file: the same content gives the same bytes, in whatever order it was gathered.

    Raises ValueError where something is not made of complete lines.
    """
    files = dict(sorted(bundle.files.items()))
    held = tuple(sorted(set(bundle.held)))
    lines = [encode(UnitLine(FORMAT, bundle.tool, bundle.unit, bundle.satuan, bundle.kit, files, held)), b"\n"]
    for digest, text in sorted(bundle.definitions.items()):
        lines += [encode(DefinitionLine(digest, text.decode())), b"\n"]
    records, others = sorted(set(bundle.records)), sorted(set(bundle.reports))
    for kind, pieces in ((RecordLine, records), (ReportLine, others)):
        for name, data in pieces:
            if not data.endswith(b"\n"):
                raise ValueError(f"{name} is not made of complete lines")
            lines += [encode(kind(name, data.count(b"\n"), sha256(data).hexdigest())), b"\n", data]
    lines.append(encode(EndLine(len(records), len(others), "")).removesuffix(b'"}'))
    before = b"".join(lines)
    return before + sha256(before).hexdigest().encode() + b'"}\n'
