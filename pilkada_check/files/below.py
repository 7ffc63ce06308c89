"""Every file below a folder: sorted, hidden ones passed over, links followed but never in a circle."""

import os
from collections.abc import Iterator
from pathlib import Path


def below(folder: Path, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path | OSError]:
    """The files below a folder, by name; a folder that cannot be listed as the OSError that says why."""
    try:
        here = folder.stat()
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as trouble:
        yield trouble
        return
    mark = (here.st_dev, here.st_ino)
    if mark in above:  # a link that leads back up
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if path.is_dir():
            yield from below(path, above | {mark})
        elif entry.is_symlink() or entry.is_file():  # no pipes and devices; a dangling link is told when it is read
            yield path
