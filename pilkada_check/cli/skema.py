"""`validasi --skema`: writes the JSON Schemas for editors, and says which line puts a file under which of them."""

import os
import re
from pathlib import Path

from pilkada_check.cli import ask
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.files.gathering import FACTS_FILE, UNIT_FILE
from pilkada_check.files.names import shown
from pilkada_check.files.schemas import file_name, shipped_schemas, write_schemas
from pilkada_check.files.workspace import find, load
from pilkada_check.views.as_json import dump
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.schemas import filled
from pilkada_check.words import _

_LINE = "# yaml-language-server: $schema="


def write(folder: Path, into: Path) -> Exit:
    """Write them into a folder, with the names of the unit whose workspace `folder` is; say what to do with them."""
    root = find(folder)
    known = load(root, only=(), tables=False)
    schemas = filled(shipped_schemas(), known.book, known.tables, known.ids)
    target = folder.resolve() / into
    foreign = write_schemas(
        target, {name: dump(one) for name, one in schemas.items()}, {name: one["$id"] for name, one in schemas.items()}
    )
    if foreign is not None:
        raise Stop(
            Exit.FAILED,
            _("{path} is there and is none of our schemas.").format(path=literal(shown(foreign))),
            _("Nothing was written."),
            _("Move it away, or name another folder."),
        )
    ask.tell(_("Schemas for editors that know YAML, written to: {path}").format(path=literal(shown(folder / into))))
    ask.tell(_("The first line of each file names its schema; the rest stays as it is:"))
    home = root or folder.resolve()
    for file, name in ((f"checklists/{FACTS_FILE}", "facts"), ("checklists/*.yaml", "checklist"), (UNIT_FILE, "unit")):
        ask.say("", f"{file}:", f"{_LINE}{_way(home / Path(file).parent, target)}/{file_name(name)}")
    ask.say("")
    if any(not fault.warning for fault in known.faults):
        ask.tell(_("Facts and tables whose files have faults are not in them. Mend those first, then call this again."))
    again = command("validasi", "--skema", str(into))
    ask.tell(_("After changing facts or tables: {command}").format(command=again))
    return Exit.DONE


def _way(start: Path, end: Path) -> str:
    """From one folder to another, with slashes; a whole address where they are on two drives of Windows.

    Likewise where the way has a space or #: there an editor takes it to end.
    """
    try:
        way = Path(os.path.relpath(end, start)).as_posix()
    except ValueError:
        return end.as_uri()
    return end.as_uri() if re.search(r"[\s#]", way) else way
