"""`terima`: takes bundles, kits and single records in, in any order and any number of times; nothing is lost by it."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.say import say, tell, width
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.terima_files import Takings, why_refused
from pilkada_check.files.bundle import Bundle
from pilkada_check.files.foreign import MAX_BUNDLE, Refused
from pilkada_check.files.intake import Definition, Intake, intake
from pilkada_check.files.lock import Lock
from pilkada_check.files.workspace import find
from pilkada_check.views import moments, transfer
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal, wrap
from pilkada_check.words import N_, _

MANUAL = N_(
    "Takes in what another laptop sent: bundles of `ekspor`, single records, .gz and .zip of these, or a whole folder, "
    "out of which it picks what is ours. In any order, any number of times: what is here already is passed over, a "
    "record that has grown is replaced by the longer one, and of two that contradict each other both are kept and "
    "named. The unit's own files are never changed.\n\nWhere there is no workspace, an empty kit (or a bundle) makes "
    "one. Ends with 3 when anything was refused; what could be taken is taken."
)
_MOST = 5  # refusals that are told where nothing makes a workspace
_PLAIN = 10  # single files out of a folder that are told one by one; of more only the sums, and what went wrong
_WAIT = 10.0  # seconds for another window that is just taking something in


def run(
    paths: Annotated[
        list[str], typer.Argument(metavar=N_("FILE..."), help=N_("Files and folders; - is the input of a pipe."))
    ],
    folder: Folder = HERE,
) -> Exit:
    """Take in whatever of these is ours."""
    places, stdin = _places(paths, folder), _stdin(paths)
    there = find(folder)
    root = there or _begun(folder, places, stdin)
    lock = Lock(root, "terima", root / "records", wait=_WAIT)
    try:
        code = _take(_opened(root, places), intake(places, stdin))
    finally:
        lock.release()
    if there is None:
        tell(_("What is due: {command}").format(command=command("daftar")))
        tell(_("The second officer: {command}").format(command=command("ricek")))
    return code


def _opened(root: Path, places: Sequence[Path]) -> Takings:
    """The workspace, sound or not. Raises Stop where its unit is not known."""
    takings = Takings(root, places)
    if not takings.workspace.unit.name:
        raise Stop(
            Exit.FAILED,
            _("pilkada.yaml cannot be read, so nobody knows whose records belong here; nothing was taken in."),
            todo=_("Mend it, then look with: {command}").format(command=command("validasi")),
        )
    return takings


def _take(takings: Takings, found: Iterator[Intake]) -> Exit:
    """Take one after the other, telling each; then the sums. Raises OSError for what the disk refused."""
    others = plain = 0
    for one in found:
        named = takings.named(one.name)
        if one.content is None and not named:
            others += 1
            continue
        result = takings.take(one)
        if named or not result.plain:
            _tell(transfer.taken(result))
        elif not isinstance(one.content, Definition):  # its name is a sum that means nothing to anybody
            plain += 1
            if plain <= _PLAIN:
                _tell(transfer.taken(result))
    if plain > _PLAIN:
        tell(_("and {n} more").format(n=moments.number(plain - _PLAIN)))
    results = takings.results
    if not results:
        tell(_("There is nothing of ours in it."))
    if len(results) + others > 1:
        _tell(transfer.totals(results, others))
    if takings.trouble is not None:
        raise takings.trouble
    return Exit.FAILED if not results or not all(one.whole for one in results) else Exit.DONE


def _tell(lines: Iterator[str]) -> None:
    """A line for a file, and below it what somebody must know."""
    for number, line in enumerate(lines):
        say(*wrap(line, width(), "  " if number else "", "  "))


def _places(paths: Sequence[str], folder: Path) -> list[Path]:
    """Where they lie: as seen from the current folder, else from that of -C."""
    return [Path(path) if path == "-" or os.path.lexists(path) else folder / path for path in paths]


def _stdin(paths: Sequence[str]) -> bytes | None:
    """What comes through the pipe, where - asks for it. Raises Stop."""
    if "-" not in paths:
        return None
    if sys.stdin is None or is_terminal(sys.stdin):
        raise Stop(
            Exit.USAGE,
            _("- stands for the input of a pipe, and there is none."),
            todo=_("Example: {example}").format(example="gzip -dc kiriman.txt.gz | pilkada-check terima -"),
        )
    return sys.stdin.buffer.read(MAX_BUNDLE + 1)


def _begun(folder: Path, places: Sequence[Path], stdin: bytes | None) -> Path:
    """A new workspace in this folder, of the first kit there is, else of the first bundle. Raises Stop."""
    from pilkada_check.cli.terima_new import begin
    from pilkada_check.rules.exchange import bare

    found: dict[tuple[str, ...], Bundle] = {}
    refused: list[str] = []
    for one in intake(places, stdin):
        bundle = one.content
        if isinstance(bundle, Refused):
            refused.append(f"{literal(one.name)}: {why_refused(one.name, bundle)}")
        if isinstance(bundle, Bundle):
            whose = bare([*bundle.unit, bundle.satuan])
            if whose not in found or bundle.kit > found[whose].kit:
                found[whose] = bundle
    if not found:
        raise Stop(
            Exit.FAILED,
            _("There is no workspace here, and none of these can make one: no kit and no bundle among them."),
            "\n".join(refused[:_MOST]),
            _("On the laptop that has the unit: {command}").format(command=command("ekspor", "--kosong", folder=HERE)),
        )
    if len(found) > 1:
        names = [transfer.bundle_named(one.unit, one.satuan, kit=one.kit) for one in found.values()]
        raise Stop(
            Exit.FAILED,
            _("There is no workspace here, and these are of several units: {names}.").format(
                names=transfer.some(names)
            ),
            _("Nothing was taken in."),
            _("Name the file that is to make the workspace, then take in the rest."),
        )
    [bundle] = found.values()
    for line in begin(folder, bundle):
        tell(line)
    tell(_("A new workspace in {folder}").format(folder=literal(str(folder.resolve()))))
    return folder
