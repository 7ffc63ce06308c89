"""`validasi`: looks for faults in any files and folders, and changes nothing."""

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from pilkada_check import VERSION
from pilkada_check.cli import ask
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.inspector import Inspected, Inspector, unreadable
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.unit import root_of
from pilkada_check.files.below import below
from pilkada_check.files.csvtext import MAX_BYTES
from pilkada_check.files.names import shown
from pilkada_check.files.yaml_text import lines_of
from pilkada_check.views.validation import Found, Github, Json, Text
from pilkada_check.words import N_, _

MANUAL = N_(
    "Looks for faults in lists, facts, pilkada.yaml, officers, target tables, records, risk reports, kept definitions "
    "and bundles, and in a .zip of these: any number of files and folders, or - for what comes through a pipe; without "
    "any, the workspace. What a file is, its name and folder say, else its content. Nothing is changed.\n\nEnds with 1 "
    "when there are faults, with 3 when a path cannot be read."
)


class Format(StrEnum):
    """How faults are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def run(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar=N_("PATH..."), help=N_("Files and folders; - is the input of a pipe."))
    ] = None,
    folder: Folder = HERE,
    form: Annotated[Format, typer.Option("--format", help=N_("How faults are written."))] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--ketat", help=N_("Warnings count as faults."))] = False,
    schemas: Annotated[
        Path | None,
        typer.Option(
            "--skema", metavar=N_("FOLDER"), help=N_("Write JSON Schemas for editors there, and look for nothing.")
        ),
    ] = None,
) -> Exit:
    """Look for faults."""
    if schemas is not None:
        if paths:
            raise Stop(Exit.USAGE, _("--skema writes schemas and looks at no files: leave the paths out."))
        from pilkada_check.cli.skema import write

        return write(folder, schemas)
    terminal = is_terminal(sys.stdout)
    writer = _writer(form, ask.width() if terminal else None)
    found = Found()
    for one in _looked(paths, folder):
        faults = [replace(fault, warning=False) for fault in one.faults] if strict else one.faults
        found.add(one.kind, faults, readable=one.readable)
        kind = one.kind if one.explain or form is Format.JSON else None
        _say(writer.file(one.path, kind, faults, lines_of(one.data) if terminal and faults else ()))
    _say(writer.end(found))
    if found.unreadable:
        return Exit.FAILED
    return Exit.FOUND if found.faults else Exit.DONE


def _writer(form: Format, width: int | None) -> Text | Json:
    match form:
        case Format.TEXT:
            return Text(width)
        case Format.GITHUB:
            return Github(None)
        case Format.JSON:
            return Json(VERSION)


def _say(lines: Iterable[str]) -> None:
    """Line by line: a pipe that closes early ends the work."""
    for line in lines:
        print(line)


def _looked(paths: list[str] | None, folder: Path) -> Iterator[Inspected]:
    """Every file that is meant, looked at; at the end what lies between several of them."""
    inspector = Inspector()
    if not paths:
        root = root_of(folder)
        yield from _below(inspector, root, _from_here(root))
    for path in paths or ():
        if path == "-":
            if sys.stdin is None:
                raise Stop(Exit.USAGE, _("- stands for the input of a pipe, and there is none."))
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            yield from inspector.judge(folder.resolve() / "-", "-", data, named=True)
        elif (folder / path).is_dir():
            yield from _below(inspector, folder / path, folder / path)
        else:
            yield from inspector.look(folder / path, shown(folder / path), named=True)
    yield from (Inspected(fault.path, faults=(fault,)) for fault in inspector.contradictions())


def _below(inspector: Inspector, root: Path, name: Path) -> Iterator[Inspected]:
    """Every file below a folder, called by its place under `name`."""
    for one in below(root):
        if isinstance(one, OSError):
            yield unreadable(shown(name / Path(one.filename).relative_to(root)), one)
        else:
            yield from inspector.look(one, shown(name / one.relative_to(root)), named=False)


def _from_here(root: Path) -> Path:
    """A folder as it is reached from the current one."""
    try:
        return Path(os.path.relpath(root))
    except ValueError:  # another drive of Windows
        return root
