"""Every record file of a workspace, as bytes; and the newest time this device wrote into them."""

import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pilkada_check.files.disk import read_file, refusal
from pilkada_check.files.journal import MAX_BYTES
from pilkada_check.files.names import shown
from pilkada_check.model.events import Opened, event_of


def read_copies(records: Path) -> Iterator[tuple[str, bytes | OSError]]:
    """Every `*.jsonl` below `records` with its bytes, by path: relative to the workspace, with forward slashes, sorted.

    What cannot be read comes with the reason instead: a file over `MAX_BYTES`, a folder without access, a link (not
    followed: it may lead anywhere, or in a circle). A folder that is not there holds nothing.
    """
    found = dict(_walk(records))
    for path in sorted(found):
        content: bytes | OSError
        try:
            content = found[path] or read_file(path, MAX_BYTES, follow=False)
        except OSError as problem:
            content = problem
        yield shown(path.relative_to(records.parent)), content


def longest_copies(root: Path) -> dict[str, Path]:
    """The file that holds most of each record, by the record's id: where a line more is the same record, longer."""
    found: dict[str, tuple[int, Path]] = {}
    for path, data in read_copies(root / "records"):
        if isinstance(data, OSError):
            continue
        first = event_of(data.partition(b"\n")[0])
        if isinstance(first, Opened) and len(data) > found.get(first.record, (0, root))[0]:
            found[first.record] = (len(data), root / path)
    return {record: path for record, (_size, path) in found.items()}


def newest_time(root: Path, device: str) -> datetime | None:
    """The newest time in the records that `device` opened in this workspace (rules.md 5); None without any.

    It is read off the records, never stored beside them: one truth on the disk, and nothing to be mended when the
    records of a practice are deleted, or `.device` is.
    """
    newest: datetime | None = None
    for _, data in read_copies(root / "records"):
        lines = [] if isinstance(data, OSError) else data.split(b"\n")[:-1]
        first = event_of(lines[0]) if lines else None
        if not isinstance(first, Opened) or first.device != device:
            continue
        last = max(event.at for event in map(event_of, lines) if event is not None)
        newest = last if newest is None else max(newest, last)
    return newest


def _walk(records: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Every path that is or may hide a record; with a reason, when there is no need to try."""
    if not os.path.lexists(records):
        return
    unlisted: list[OSError] = []
    for place, folders, files in os.walk(records, onerror=unlisted.append):
        folder = Path(place)
        for name in folders:
            if (folder / name).is_symlink():
                yield folder / name, refusal(errno.ELOOP, folder / name)
        for name in files:
            # "._x.jsonl" is what macOS leaves beside each file on a USB stick
            if name.lower().endswith(".jsonl") and not name.startswith("._"):
                yield folder / name, None
    for problem in unlisted:
        yield Path(problem.filename), problem
