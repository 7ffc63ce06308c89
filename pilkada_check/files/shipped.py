"""Where the lists that come with the tool lie."""

from pathlib import Path


def shipped_lists() -> Path:
    """The folder of shipped lists: inside an installed package, at the root of a checkout (editable installs too)."""
    package = Path(__file__).parent.parent
    inside = package / "checklists"
    return inside if inside.is_dir() else package.parent / "checklists"
