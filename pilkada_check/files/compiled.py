"""The shipped lists and facts as values, made by the reader when the wheel was built: nobody waits for their YAML.

A checkout has none and reads its YAML, so that nothing can be out of date there.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.digest import sha256
from pilkada_check.model.facts import FactBook

FILE = "compiled.msgpack"  # in the package

T = TypeVar("T", FactBook, Checklist)


def write(values: list[tuple[bytes, FactBook | Checklist]]) -> bytes:
    """What `FILE` holds: a checksum, then each value under its kind and the YAML that it was read from."""
    found = {_key(type(value), data): msgspec.Raw(_ENCODER.encode(value)) for data, value in values}
    packed = _ENCODER.encode(found)
    checksum: bytes = sha256(packed).digest()
    return checksum + packed


class Compiled:
    """What one such file gives; nothing where there is none, or where it is not as it was written: then YAML is."""

    def __init__(self, file: Path) -> None:
        self._values: dict[str, msgspec.Raw] = {}
        try:
            data = memoryview(file.read_bytes())
        except OSError:
            return
        if data[:_DIGEST] == sha256(data[_DIGEST:]).digest():  # a damaged number could be read as another one
            self._values = msgspec.msgpack.decode(data[_DIGEST:], type=dict[str, msgspec.Raw])

    def facts(self, data: bytes) -> FactBook | None:
        """The facts in this YAML."""
        return self._value(data, FactBook)

    def checklist(self, data: bytes) -> Checklist | None:
        """The list in this YAML, as it is read with the shipped facts."""
        return self._value(data, Checklist)

    def _value(self, data: bytes, kind: type[T]) -> T | None:
        raw = self._values.get(_key(kind, data)) if self._values else None
        try:
            return None if raw is None else _decoder(kind).decode(raw)
        except msgspec.DecodeError:
            return None


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    """What the package has with it."""
    return Compiled(Path(__file__).parent.parent / FILE)


def _key(kind: type[FactBook | Checklist], data: bytes) -> str:
    return f"{kind.__name__} {sha256(data).hexdigest()}"


@lru_cache
def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[T]:
    """Made once: it takes as long as to decode a few lists."""
    return msgspec.msgpack.Decoder(kind, dec_hook=_exact)


def _exact(kind: Callable[[str], object], text: str) -> object:
    """A share of a sample, back from `1/20`."""
    return kind(text)


_DIGEST = 32  # bytes of a SHA-256
_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
