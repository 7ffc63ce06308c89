"""The examples that come with the tool: their files, and what is typed in them (`answers.yaml`)."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from pilkada_check.files.disk import make_folder, read_file, write_new
from pilkada_check.files.shipped import shipped_lists

PREFIX = "contoh-"
ANSWERS = "answers.yaml"
_MOST = 1 << 20  # bytes of one file


Typed = dict[str, list[str]]  # the lines that are typed at each item


class Script(msgspec.Struct, frozen=True):
    """One record of an example: who looks at what from when on, and what is typed, item by item."""

    list: str
    target: str
    officer: str
    at: datetime
    answers: Typed
    round: Literal["cek", "ricek"] = "cek"
    device: int = 1
    seconds: int = 40  # from one typed line to the next
    end: Literal["sealed", "open"] = "sealed"


def example_names() -> list[str]:
    """The examples there are: `bontang` for the shipped folder `contoh-bontang`."""
    return sorted(path.name.removeprefix(PREFIX) for path in shipped_lists().glob(f"{PREFIX}*") if path.is_dir())


def copy_example(name: str, folder: Path) -> None:
    """Put the files of an example but for its answers into a folder, each private. Raises OSError."""
    source = shipped_lists() / (PREFIX + name)
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name != ANSWERS and path.suffix in {".yaml", ".csv"}:
            there = folder / path.relative_to(source)
            make_folder(there.parent)
            write_new(there, read_file(path, _MOST))


def read_scripts(name: str) -> list[Script]:
    """The records of an example, in the order in which they were made."""
    data = read_file(shipped_lists() / (PREFIX + name) / ANSWERS, _MOST)
    # The base loader leaves every scalar text, as it is typed: `y`, `30` and `25/11` alike. It makes no objects.
    found = yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader is the safest of all
    return msgspec.convert(found, list[Script], strict=False)
