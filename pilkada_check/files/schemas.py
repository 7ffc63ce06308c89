"""The JSON Schemas that come with the tool: what an editor checks lists, facts and pilkada.yaml against."""

import json
from pathlib import Path
from typing import Any

from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.disk import make_folder, read_file

NAMES = ("checklist", "facts", "unit")
_MAX_BYTES = 4 << 20


def shipped_schemas() -> dict[str, Any]:
    """Each by its name."""
    folder = Path(__file__).parent.parent / "schema"
    return {name: json.loads(read_file(folder / file_name(name), _MAX_BYTES)) for name in NAMES}


def file_name(name: str) -> str:
    """The name of its file."""
    return f"{name}.schema.json"


def write_schemas(folder: Path, texts: dict[str, str], ours: dict[str, str]) -> Path | None:
    """Write each by its name into a folder, over older ones; `ours` are their `$id`.

    Nothing is written, and its path comes back, where something else has such a name. Raises OSError.
    """
    for name in texts:
        path = folder / file_name(name)
        if path.exists() and not (path.is_file() and _id_of(path) == ours[name]):
            return path
    make_folder(folder)
    for name, text in texts.items():
        write_atomically(folder / file_name(name), text.encode())
    return None


def _id_of(path: Path) -> object:
    """What a schema calls itself; None for what is none."""
    try:
        found = json.loads(read_file(path, _MAX_BYTES))
    except ValueError:
        return None
    return found.get("$id") if isinstance(found, dict) else None
