"""A table that `mulai` fills in: a new one, or one that still stands as `mulai` left it; any other is kept as it is."""

import csv
import errno
import io
from collections.abc import Sequence
from pathlib import Path

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.csvtext import MAX_BYTES
from pilkada_check.files.disk import make_folder, read_file, refusal, write_new


class TableFile:
    """Headings and rows as text. `fillable`: nobody else wrote in it, so that it can be written again without loss."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Read it, where there is one. Raises OSError."""
        self.path = path
        self.columns = tuple(columns)
        self.rows: list[dict[str, str]] = []
        self.fillable = True
        self._data: bytes | None = None
        try:
            self._data = read_file(path, MAX_BYTES)
        except FileNotFoundError:
            return
        self._take(self._data)

    @property
    def exists(self) -> bool:
        """Whether there is a file."""
        return self._data is not None

    def _take(self, data: bytes) -> None:
        """The rows of a file that we would write just so."""
        try:
            heading, *rows = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";")
        except (ValueError, csv.Error):
            self.fillable = False
            return
        self.columns = tuple(heading)
        self.rows = [dict(zip(heading, row, strict=False)) for row in rows]
        self.fillable = self.text() == data

    def text(self, *more: dict[str, str]) -> bytes:
        """The file with its rows, and `more` of them."""
        out = io.StringIO(newline="")
        table = csv.DictWriter(out, self.columns, restval="", extrasaction="ignore", delimiter=";", lineterminator="\n")
        table.writeheader()
        table.writerows([*self.rows, *more])
        return out.getvalue().encode()

    def keep(self) -> None:
        """Put it on the disk, with its folder. Raises OSError; ESTALE where another program changed it meanwhile."""
        data = self.text()
        if self._data is None:
            make_folder(self.path.parent)
            write_new(self.path, data)
        elif read_file(self.path, MAX_BYTES) != self._data:
            raise refusal(errno.ESTALE, self.path)
        else:
            write_atomically(self.path, data)
        self._data = data
