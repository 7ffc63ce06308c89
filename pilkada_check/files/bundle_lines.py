"""The lines of a bundle, format 1, and what they amount to (docs/kiriman.md); one JSON object a line."""

import msgspec
from msgspec import Struct

FORMAT = 1
BEGIN = b'{"type":"unit",'
END = b'{"type":"end",'
BETWEEN = (BEGIN, b'{"type":"definition",', b'{"type":"record",', b'{"type":"report",', END)  # no lines of a record


class Bundle(Struct):
    """What a bundle carries. `kit`: for a laptop that knows nothing yet, without any count.

    `files`: whole texts by their place in the workspace; `held`: records of the sender that were left out;
    `definitions` by SHA-256; `records` and `reports`: id and complete lines, an id twice where copies contradict each
    other. `cut`: its end is missing, and everything here was whole before.
    """

    unit: tuple[str, ...]
    satuan: str = ""
    kit: bool = False
    tool: str = ""
    files: dict[str, str] = {}
    held: tuple[str, ...] = ()
    definitions: dict[str, bytes] = {}
    records: list[tuple[str, bytes]] = []
    reports: list[tuple[str, bytes]] = []
    cut: bool = False


class UnitLine(Struct, frozen=True, tag_field="type", tag="unit"):
    """The first line: whose bundle it is, with the unit's own files and the ids of records that were left out."""

    format: int
    tool: str
    unit: tuple[str, ...]
    satuan: str
    kit: bool
    files: dict[str, str]
    held: tuple[str, ...]


class DefinitionLine(Struct, frozen=True, tag_field="type", tag="definition"):
    """The text of a list that the unit owes or a record names."""

    sha256: str
    text: str


class RecordLine(Struct, frozen=True, tag_field="type", tag="record"):
    """The lines of a record follow, as they are in its journal; `sha256` is of them all."""

    id: str
    lines: int
    sha256: str


class ReportLine(Struct, frozen=True, tag_field="type", tag="report"):
    """The lines of a risk report follow; `sha256` is of them all."""

    id: str
    lines: int
    sha256: str


class EndLine(Struct, frozen=True, tag_field="type", tag="end"):
    """The last line; `sha256` is of every byte before its own value, as in a seal."""

    records: int
    reports: int
    sha256: str


Line = UnitLine | DefinitionLine | RecordLine | ReportLine | EndLine
encode = msgspec.json.Encoder().encode
decoder: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)
