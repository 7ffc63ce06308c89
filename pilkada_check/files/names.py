"""Names on the disk: ULIDs, the folder of a target, the file of a record."""

import re
import unicodedata
from pathlib import Path

from pilkada_check.model.digest import sha256

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ULID_LENGTH = 26
_ULID = re.compile(f"[0-7][{_CROCKFORD}]{{{ULID_LENGTH - 1}}}")
_MAX_SLUG = 40


def ulid(milliseconds: int, chance: bytes) -> str:
    """The ULID of a moment (milliseconds since 1970, below 2**48) and ten random bytes: sorts by time.

    Raises ValueError for any other input.
    """
    if not 0 <= milliseconds < 1 << 48 or len(chance) != 10:
        raise ValueError("a ULID has 48 bits of time and ten bytes of chance")
    number = milliseconds << 80 | int.from_bytes(chance, "big")
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(ULID_LENGTH)))


def is_ulid(text: str) -> bool:
    """Whether a text is a ULID as `ulid` writes it: safe in a file's name on every system."""
    return _ULID.fullmatch(text) is not None


def target_folder(target: str) -> str:
    """`<slug>-<8 hex of SHA-256 of the NFC name>`: safe on every system, one per target, and still to be recognised."""
    digest = sha256(unicodedata.normalize("NFC", target).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug(target)}-{digest[:8]}"


def record_path(records: Path, target: str, list_id: str, round_: str, record: str) -> Path:
    """Where a record lies: `records/<target>/<list>-<round>-<ulid>.jsonl`."""
    return records / target_folder(target) / f"{slug(list_id)}-{round_}-{record}.jsonl"


def shown(path: Path) -> str:
    """A path as faults and verdicts name it: forward slashes, and bytes that are no UTF-8 replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, never empty: no dot, no blank, so no name that Windows refuses."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_SLUG].strip("-") or "x"
