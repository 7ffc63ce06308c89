"""`ekspor`: the records of this unit, or an empty kit, in one file for a USB stick or a chat."""

import sys
from itertools import count
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from msgspec import Struct

from pilkada_check import VERSION
from pilkada_check.cli import now
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.frame import complain
from pilkada_check.cli.options import HERE, Folder
from pilkada_check.cli.output import spare
from pilkada_check.cli.say import tell
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.unit import root_of
from pilkada_check.files.bundle import Bundle, packed, to_bytes
from pilkada_check.files.foreign import MAX_BUNDLE, MAX_HEAD
from pilkada_check.files.names import is_ulid
from pilkada_check.files.outgoing import carried, sheet_texts
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.model.faults import Fault
from pilkada_check.rules.exchange import Choice, Outgoing
from pilkada_check.views import transfer
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.transfer import Contents
from pilkada_check.words import N_, _

MANUAL = N_(
    "Writes one file with everything that a verdict on these records needs: the unit's sheet, its officers, its lists, "
    "the records, the risk reports. Carry it on a USB stick or send it as a document; whoever gets it takes it in with "
    "`terima`, in any order and any number of times. A ricek that is still running never leaves: nobody may see what "
    "it found before it is sealed. What is left out is named in the file.\n\nWith --kosong it is a kit for a second "
    "laptop: lists, facts, targets, officers and sample plans, and nothing of any check.\n\nWithout -o the file gets a "
    "name of its own in the current folder; a name that ends in .gz makes it smaller."
)
MOST_FAULTS = 5  # that are told; `validasi` tells all


class Sent(Struct, frozen=True):
    """What was put into a bundle, for who made it."""

    bundle: Bundle
    chosen: Outgoing
    lost: tuple[str, ...]
    faults: tuple[Fault, ...]


def run(
    folder: Folder = HERE,
    kosong: Annotated[bool, typer.Option("--kosong", help=N_("An empty kit, without any record or report."))] = False,
    sejak: Annotated[
        str, typer.Option("--sejak", metavar=N_("MOMENT"), help=N_("Only records that have grown since this moment."))
    ] = "",
    sasaran: Annotated[
        str, typer.Option("--sasaran", metavar=N_("TARGET"), help=N_("Only records of this target."))
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Write it to this file; - is a pipe.")),
    ] = None,
) -> Exit:
    """Write a bundle."""
    piped = output == Path("-")
    if kosong and (sejak or sasaran):
        raise Stop(
            Exit.USAGE,
            _("An empty kit has no records to choose from: --sejak and --sasaran do not go with --kosong."),
            todo=_("Example: {example}").format(example="pilkada-check ekspor --kosong"),
        )
    if piped and is_terminal(sys.stdout):
        raise Stop(
            Exit.USAGE,
            _("-o - writes into a pipe or file, not on the screen."),
            todo=_("Example: {example}").format(example="pilkada-check ekspor -o - | gzip > kiriman.txt.gz"),
        )
    workspace = _workspace(folder)
    sent = collect(workspace, kit=kosong, since=sejak, target=sasaran)
    data = to_bytes(sent.bundle)
    if len(data) > MAX_BUNDLE or data.index(b"\n") > MAX_HEAD:
        raise Stop(
            Exit.FAILED,
            _("This would be {size}: too large for anybody to take in.").format(size=transfer.size(len(data))),
            _("Nothing was written."),
            _("Send parts of it: --sasaran TARGET, or --sejak MOMENT."),
        )
    if piped:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        complain(*transfer.sent(_contents(sent, len(data))), *_troubles(sent))
    else:
        _save(data, output or _own_name(workspace, kit=kosong), workspace.root, sent)
    whole = not (sent.lost or sent.chosen.unreadable or "newer" in sent.chosen.held)
    return Exit.DONE if whole else Exit.FAILED


def _workspace(folder: Path) -> Workspace:
    """The workspace, sound or not: records must be able to leave. Raises Stop where its unit is not known."""
    workspace = load(root_of(folder))
    if not workspace.unit.name:
        raise Stop(
            Exit.FAILED,
            "\n".join(transfer.told(workspace.faults, MOST_FAULTS)),
            _("Without pilkada.yaml nobody would know whose records they are; nothing was written."),
            _("Mend it, then look with: {command}").format(command=command("validasi")),
        )
    return workspace


def collect(workspace: Workspace, *, kit: bool = False, since: str = "", target: str = "") -> Sent:
    """Everything that leaves, as a bundle. Raises Stop."""
    from pilkada_check.cli import choose
    from pilkada_check.files.copies import read_copies
    from pilkada_check.files.held import read_held
    from pilkada_check.rules.exchange import opened_of, outgoing
    from pilkada_check.rules.record import complete

    root, unit = workspace.root, workspace.unit
    files: list[tuple[str, bytes]] = []
    lost: list[str] = []
    for path, data in read_copies(root / "records"):
        if isinstance(data, OSError):
            lost.append(path)
        else:
            files.append((path, data))
    moment = now.moment(since, "--sejak", ZoneInfo(unit.timezone)) if since else None
    if target:
        met = {opened.target for _path, data in files if (opened := opened_of(complete(data))) is not None}
        target = choose.named(target, sorted(met), N_("There is no record of {name}."))
    chosen = outgoing(files, Choice(unit.full_path, kit, moment, target))
    taken = [(name, lines) for name, lines in chosen.records if carried(name, lines)]
    lost += sorted({name for name, _lines in chosen.records} - {name for name, _lines in taken})
    texts = sheet_texts(root, unit)
    reports, lost_reports = ([], []) if kit else _reports(root)
    known = {*chosen.held_ids, *lost, *read_held(root)} - {name for name, _lines in taken}
    bundle = Bundle(
        unit.full_path,
        unit.satuan,
        kit,
        VERSION,
        texts.files,
        () if kit else tuple(sorted(filter(is_ulid, known))),
        _definitions(workspace, chosen),
        taken,
        reports,
    )
    return Sent(bundle, chosen, (*texts.lost, *lost, *lost_reports), workspace.faults)


def _reports(root: Path) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The complete lines of every risk report, by id; and the paths of those that cannot be read."""
    from pilkada_check.files.reports import FOLDER, read_reports
    from pilkada_check.rules.record import complete

    found: list[tuple[str, bytes]] = []
    lost: list[str] = []
    for name, data in read_reports(root):
        if isinstance(data, OSError):
            lost.append(f"{FOLDER}/{name}.jsonl" if name else FOLDER)
        elif (lines := complete(data)) and carried(name, lines):
            found.append((name, lines))
        elif lines:
            lost.append(f"{FOLDER}/{name}.jsonl")
    return found, lost


def _definitions(workspace: Workspace, chosen: Outgoing) -> dict[str, bytes]:
    """The lists that the unit owes and those that the records name, by SHA-256; what is not at hand is left out."""
    from hashlib import sha256

    from pilkada_check.files.kept import read_definition

    texts = {sha256(data).hexdigest(): data for data in workspace.texts.values()}
    owed = {sha256(workspace.texts[name]).hexdigest() for name in workspace.unit.lists if name in workspace.texts}
    names = sorted(owed | chosen.definitions)
    found = {name: texts.get(name) or read_definition(workspace.root, name) for name in names}
    return {name: data for name, data in found.items() if data is not None}


def _own_name(workspace: Workspace, *, kit: bool) -> Path:
    """A name in the current folder that nothing has yet: whose it is, and when it was made."""
    from pilkada_check.files.names import slug

    unit = workspace.unit
    made = now.system(ZoneInfo(unit.timezone)).strftime("%Y%m%d-%H%M")
    stem = "-".join(["perangkat" if kit else "kiriman", *map(slug, filter(None, (unit.name, unit.satuan))), made])
    names = (Path(f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt") for number in count(1))
    return next(name for name in names if not name.exists() and not name.is_symlink())


def _save(data: bytes, output: Path, root: Path, sent: Sent) -> None:
    """Put it at its place, whole or not at all, for this user alone, and say what it is. Raises Stop, OSError."""
    from pilkada_check.files.atomic import write_atomically

    spare(output, root)
    _spare_foreign(output)
    data = packed(data, output.name)
    write_atomically(output, data, private=True)
    tell(_("Saved: {path}").format(path=literal(str(output))))
    made = _contents(sent, len(data))
    there = command("terima", output.name, folder=HERE)
    for text in (*transfer.sent(made), *transfer.onward(made, there), *_troubles(sent)):
        tell(text, " ")


def _spare_foreign(output: Path) -> None:
    """What is no bundle is not overwritten: nobody could get it back. Raises Stop, OSError."""
    from pilkada_check.files.kinds import is_bundle

    if not output.is_file():
        return
    with output.open("rb") as file:
        head = file.read(1024)
    if head and not is_bundle(head):
        raise Stop(
            Exit.USAGE,
            _("{path} is there and is none of our bundles; nothing was written.").format(path=literal(str(output))),
            todo=_("Choose another name, for example: -o {name}").format(name="kiriman.txt"),
        )


def _contents(sent: Sent, size: int) -> Contents:
    """A bundle in numbers."""
    made = sent.bundle
    held: dict[str, int] = {why: len(names) for why, names in sent.chosen.held.items()}
    plans = sent.chosen.plans
    counts = (len(made.records) - plans, plans, len(made.reports), len(made.definitions), len(made.files))
    return Contents(made.kit, *counts, size, held)


def _troubles(sent: Sent) -> list[str]:
    """What somebody has to see to, and what is not in the bundle for that reason."""
    lost = [*sent.lost, *(one.path for one in sent.chosen.unreadable)]
    return list(transfer.troubles(lost, sent.faults, MOST_FAULTS))
