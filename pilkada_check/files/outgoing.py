"""The texts of a unit's sheet as a bundle carries them, faults and all: somebody else may have to mend them."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pilkada_check.files.bundle import as_text
from pilkada_check.files.bundle_lines import BETWEEN
from pilkada_check.files.bundle_names import odd_name
from pilkada_check.files.csvtext import MAX_BYTES as MAX_TABLE
from pilkada_check.files.disk import read_file
from pilkada_check.files.gathering import FACTS_FILE, OFFICERS_FILE, UNIT_FILE, Gathering
from pilkada_check.files.names import is_ulid
from pilkada_check.files.yaml_text import MAX_BYTES as MAX_YAML
from pilkada_check.model.unit import Unit


class Texts(Struct):
    """The texts by their path in the workspace, and the paths of what could not be read or is no text."""

    files: dict[str, str]
    lost: list[str]


def sheet_texts(root: Path, unit: Unit) -> Texts:
    """What this unit's verdict rests on beside lists of the program: its own file, officers, tables, lists, facts.

    An own list is called by its id, whatever its file is called here.
    """
    found = Texts({}, [])
    for name, path in _paths(root, unit):
        try:
            text = as_text(name, read_file(path, MAX_TABLE if name.endswith(".csv") else MAX_YAML))
        except FileNotFoundError:
            continue
        except OSError:
            text = None
        if text is None or odd_name([*found.files, name]) is not None:  # nobody could take it
            found.lost.append(name)
        else:
            found.files[name] = text
    return found


def carried(name: str, lines: bytes) -> bool:
    """Whether a bundle can carry these lines as the record or report `name`: else all of it would be refused there."""
    return is_ulid(name) and not any(b"\n" + begin in b"\n" + lines for begin in BETWEEN)


def _paths(root: Path, unit: Unit) -> Iterator[tuple[str, Path]]:
    """Every file of the sheet: its name in the bundle, and where it lies."""
    for name in (UNIT_FILE, OFFICERS_FILE, *dict.fromkeys(unit.targets.values()), f"checklists/{FACTS_FILE}"):
        yield name, root / name
    for list_id, source in Gathering(root).sources(own=True).items():
        if source.own:
            yield f"checklists/{list_id}.yaml", source.path
