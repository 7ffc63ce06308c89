"""A workspace made of a kit or bundle: read by our own readers first, and nothing that is there is overwritten."""

import tempfile
from hashlib import sha256
from pathlib import Path

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.terima_files import list_ids
from pilkada_check.cli.unit import told_unread, unread
from pilkada_check.files.atomic import write_atomically
from pilkada_check.files.bundle import Bundle
from pilkada_check.files.disk import make_folder, read_file
from pilkada_check.files.foreign import MAX_HEAD
from pilkada_check.files.gathering import UNIT_FILE
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.rules.exchange import owed_definition, same_unit
from pilkada_check.views import transfer
from pilkada_check.words import _

MOST_FAULTS = 10


def begin(folder: Path, bundle: Bundle) -> list[str]:
    """Make the workspace of a bundle in `folder`; what is to be said of it. Raises Stop, OSError.

    pilkada.yaml comes last: it makes a folder a workspace. Whatever interrupts, the same command goes on from there.
    """
    texts = {name: text.encode() for name, text in bundle.files.items()}
    with tempfile.TemporaryDirectory(prefix="pilkada-check-") as trial:
        added, said_unread = _tried(Path(trial), bundle, texts)
    there = sorted(name for name, text in {**texts, **added}.items() if not _free(folder / name, text))
    if there:
        raise Stop(
            Exit.FAILED,
            _("There are other files here already: {names}.").format(names=transfer.some(there)),
            _("Nothing was overwritten, nothing was taken in."),
            _("Take it in in a new, empty folder."),
        )
    for name, text in sorted({**texts, **added}.items(), key=lambda pair: pair[0] == UNIT_FILE):
        make_folder((folder / name).parent)
        write_atomically(folder / name, text, private=True)
    lists = [Path(name).stem for name in sorted(added)]
    said = _("Other than in this program, and so written as own lists: {names}.")
    return [*([said.format(names=transfer.some(lists))] if lists else []), *said_unread]


def _tried(trial: Path, bundle: Bundle, texts: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Read everything as it would be read here. Raises Stop.

    Gives the lists that the program has otherwise, as own ones, and what is to be said of rows that cannot be read.
    """
    for name, text in texts.items():
        make_folder((trial / name).parent)
        (trial / name).write_bytes(text)
    workspace = load(trial, every=True)
    added = _own(workspace, bundle)
    for name, text in added.items():
        make_folder((trial / name).parent)
        (trial / name).write_bytes(text)
    workspace = load(trial, every=True)
    faults = [fault for fault in workspace.faults if not fault.warning]
    known = unread(workspace)
    if len(faults) > len(known):
        raise Stop(
            Exit.FAILED,
            "\n".join([_("The unit's files in it have faults:"), *transfer.told(faults, MOST_FAULTS)]),
            _("Nothing was written."),
            _("Have them mended where it comes from, and sent again."),
        )
    if not same_unit(workspace.unit.full_path, bundle.unit):
        raise Stop(Exit.FAILED, _("It names two different units."), _("Nothing was written."))
    return added, told_unread(known) if known else []


def _own(workspace: Workspace, bundle: Bundle) -> dict[str, bytes]:
    """The lists that the unit owes and that its bundle has otherwise than this program."""
    ids = list_ids(bundle)
    found: dict[str, bytes] = {}
    for name in workspace.unit.lists:
        path = f"checklists/{name}.yaml"
        own = path in bundle.files
        digest = None if own else owed_definition(name, ids, (lines for _id, lines in bundle.records))
        if digest and digest != sha256(workspace.texts.get(name, b"")).hexdigest():
            found[path] = bundle.definitions[digest]
    return found


def _free(path: Path, text: bytes) -> bool:
    """Whether nothing is there, or just this."""
    try:
        return read_file(path, MAX_HEAD) == text
    except FileNotFoundError:
        return not path.is_symlink()
