"""Which files of a workspace a bundle may carry: a name that leads anywhere else refuses the bundle."""

import re
import unicodedata
from collections.abc import Iterable

from pilkada_check.files.gathering import OFFICERS_FILE, UNIT_FILE

MAX_NAME = 200  # characters of a path
MAX_FOLDERS = 8
MAX_FILES = 1000
# Names that Windows takes for a device, with any ending.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_BAD = set('<>:"|?*\\')
_OURS = {"records", "reports", "definitions", "checklists"}  # where no table lies


def odd_name(names: Iterable[str]) -> str | None:
    """The first name that a bundle may not carry; None where all are fit to be written below one folder.

    Two names that some system takes for one (case, composed letters) are one too many, and no file is a folder as well;
    so is one more than MAX_FILES.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for number, name in enumerate(names, 1):
        if number > MAX_FILES or not _fits(name):
            return name
        path = unicodedata.normalize("NFC", name).casefold()
        above = {path[:place] for place, char in enumerate(path) if char == "/"}
        if path in files or path in folders or above & files:
            return name
        files.add(path)
        folders |= above
    return None


def _fits(name: str) -> bool:
    """pilkada.yaml, petugas.csv, checklists/<name>.yaml, or a table: a relative path that every system can write."""
    folders = name.split("/")
    file = folders.pop()
    if len(name) > MAX_NAME or len(folders) > MAX_FOLDERS or not all(map(_plain, [*folders, file])):
        return False
    if name in {UNIT_FILE, OFFICERS_FILE}:
        return True
    ending = file.rpartition(".")[2].lower()
    if folders == ["checklists"]:
        return ending in {"yaml", "yml"}
    return ending == "csv" and "".join(folders[:1]).casefold() not in _OURS and name.casefold() != OFFICERS_FILE


def _plain(part: str) -> bool:
    """A name of a file or folder that means the same on every system and hides nothing."""
    return (
        part.isprintable()
        and not _BAD & set(part)
        and not part.startswith((".", " "))
        and not part.endswith((".", " "))
        and part != ""
        and not _DEVICE.fullmatch(part)
    )
