"""The shipped lists as the pages of `daftar` take them, read once: for tests in this process."""

from datetime import UTC, datetime
from functools import cache

from pilkada_check.files.workspace import Workspace, load
from pilkada_check.views.lists import Shelf


@cache
def shipped() -> Workspace:
    """What comes with the tool."""
    return load(None, every=True)


def shelf() -> Shelf:
    """The shipped lists, without a workspace."""
    return Shelf(tuple(shipped().known.values()), (), shipped().book, None, datetime(2024, 11, 26, tzinfo=UTC))
