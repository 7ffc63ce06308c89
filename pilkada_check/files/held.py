"""The records that bundles said they leave out (`.held`): such a record is known of, and not missing (rules.md 4)."""

import errno
from collections.abc import Iterable
from pathlib import Path

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import read_file, refusal
from pilkada_check.files.names import is_ulid

FILE = ".held"
MAX_BYTES = 16 << 20  # some 600.000 ids


def read_held(root: Path) -> frozenset[str]:
    """The ids in `.held`, one a line; what is no id is passed over. Raises OSError."""
    try:
        text = read_file(root / FILE, MAX_BYTES).decode("ascii", "replace")
    except FileNotFoundError:
        return frozenset()
    return frozenset(line for line in text.split() if is_ulid(line))


def add_held(root: Path, ids: Iterable[str]) -> None:
    """Add ids to `.held`, on the disk when it returns; what is no id is passed over. Raises OSError.

    None is ever taken out: a record that has come since is at hand, and nobody asks whether it is held.
    """
    known = read_held(root)
    more = known.union(one for one in ids if is_ulid(one))
    if more != known:
        data = "".join(f"{one}\n" for one in sorted(more)).encode()
        if len(data) > MAX_BYTES:
            raise refusal(errno.EFBIG, root / FILE)
        write_atomically(root / FILE, data, private=True)
