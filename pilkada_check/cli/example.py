"""The example of `mulai --contoh`: made in a new folder, its answers taken through the walk of officers, and shown."""

import secrets
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check import VERSION
from pilkada_check.cli import ask, now
from pilkada_check.cli.commands import language
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import open_unit
from pilkada_check.files.disk import PRIVATE_FOLDER, flush_folder
from pilkada_check.files.examples import PREFIX, Script, copy_example, example_names, read_scripts
from pilkada_check.files.gathering import UNIT_FILE
from pilkada_check.files.journal import Journal
from pilkada_check.files.kept import keep_definition
from pilkada_check.files.names import record_path, ulid
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.model.events import By, Opened
from pilkada_check.model.text import bare
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.walk import Now, Plan, Walk, Write, places
from pilkada_check.views.lines import literal
from pilkada_check.words import _

MOMENT = "26/11/2024 19.30"  # the evening before: when the example is shown
LEFT_FOR = 3600  # seconds: building an example takes a few


def show(name: str, folder: Path) -> Exit:
    """Make the example unless it is there; show the unit as of an evening, and how to begin a check by hand."""
    from pilkada_check.cli import board, ringkasan

    place, new = make(name, folder)
    if new:
        ask.tell(_("EXAMPLE made in {folder}: invented people and answers, published figures.").format(folder=place))
    else:
        ask.tell(_("EXAMPLE: {folder} is there already and is shown again; nothing was changed.").format(folder=place))
    ask.say("")
    workspace = open_unit(place)
    board.show(workspace, now.moment(MOMENT, "--per", ZoneInfo(workspace.unit.timezone)))
    ask.say("")
    ringkasan.run(place, per=MOMENT)
    ask.say("")
    words = ["pilkada-check", *language(), "-C", quoted(place), "cek", "perlengkapan"]
    command = " ".join([*words, f'--sasaran "Ton Dalmas" --jam "{MOMENT}"'])
    ask.tell(_("To check something by hand, as if it were that evening:"))
    ask.say(f"  {command}")
    return Exit.DONE


def quoted(path: Path) -> str:
    """A path as it is typed in a command."""
    text = literal(str(path))
    return f'"{text}"' if " " in text else text


def make(name: str, folder: Path) -> tuple[Path, bool]:
    """The folder of the example in `folder`, and whether it was made now. Raises Stop, OSError.

    It is built beside its place and put there whole: a folder of that name is never half an example.
    """
    if name not in example_names():
        names = ", ".join(example_names())
        raise Stop(
            Exit.USAGE,
            _("There is no example {name}.").format(name=literal(name)),
            todo=_("There are: {names}.").format(names=names),
        )
    place = folder / (PREFIX + name)
    _clear_leftovers(place)
    if not _there(place):
        return place, _built(name, place)
    return place, False


def _there(place: Path) -> bool:
    """Whether the example stands at its place; raises Stop where something else does."""
    if (place / UNIT_FILE).is_file():
        return True
    if place.is_dir() and not place.is_symlink() and not any(place.iterdir()):
        return False
    if place.is_symlink() or place.exists():
        raise Stop(
            Exit.FAILED,
            _("{folder} is there already, and is no example.").format(folder=place),
            _("Nothing in it was touched."),
            _("Rename it, or choose another folder with -C."),
        )
    return False


def _built(name: str, place: Path) -> bool:
    """Build the example; False where another process was quicker."""
    beside = place.with_name(f".{place.name}-{secrets.token_hex(4)}.tmp")
    beside.mkdir(PRIVATE_FOLDER)
    try:
        copy_example(name, beside)
        take_answers(load(beside), read_scripts(name))
        shutil.rmtree(beside / ".locks")  # of the records, which nobody is writing any more
        with suppress(FileNotFoundError):
            place.rmdir()  # an empty folder, made for this
        beside.rename(place)
    except OSError:
        if (place / UNIT_FILE).is_file():
            return False
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    flush_folder(place.parent)
    return True


def _clear_leftovers(place: Path) -> None:
    """Remove what a try left that was killed. A younger folder may be one that another process is building now."""
    for leftover in place.parent.glob(f".{place.name}-*.tmp"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > LEFT_FOR:
                shutil.rmtree(leftover)


def take_answers(workspace: Workspace, scripts: Sequence[Script]) -> None:
    """Take every answer through the walk, and write the records as a walk does; the same bytes every time."""
    if any(not fault.warning for fault in workspace.faults):
        raise AssertionError(workspace.faults)
    made: dict[tuple[int, str, str], list[str]] = {}
    for script in scripts:
        seen = made.setdefault((script.device, script.list, script.target), [])
        seen.append(_take(workspace, script, tuple(seen)))


def _take(workspace: Workspace, script: Script, seen: tuple[str, ...]) -> str:
    """One record, and its id."""
    unit, one = workspace.unit, workspace.known[script.list]
    row = unit.tables[one.target].rows[script.target]
    env = environment(unit, workspace.book, one.target, row)
    blind = script.round == "ricek"
    zone = ZoneInfo(unit.timezone)
    at = script.at.astimezone(zone)
    seed = f"{script.list} {script.target} {script.round}".encode()
    record = ulid(int(at.timestamp() * 1000), sha256(seed).digest()[:10])
    asks = places(one, lambda item: asked(item, env) and (item.critical or not blind))
    walk = Walk(Plan(one, asks, env, zone, "id", record, blind), {})
    path = record_path(workspace.root / "records", script.target, one.id, script.round, record)
    with Journal.create(path, _opened(workspace, script, record, at, seen)) as journal:
        for item, lines in script.answers.items():
            if walk.done or walk.prompt.place.item.id != item:
                raise AssertionError(f"{path}: {item} is not asked here")
            for line in lines:
                at += timedelta(seconds=script.seconds)
                for effect in walk.enter(line, Now(at)):
                    if isinstance(effect, Write):
                        journal.append(effect.event)
        if script.end == "sealed":
            journal.seal(at + timedelta(seconds=script.seconds))
    return record


def _opened(workspace: Workspace, script: Script, record: str, at: datetime, seen: tuple[str, ...]) -> Opened:
    """The first line of a record; its clock is marked as typed, its source as an example."""
    officer = workspace.unit.officers[bare(script.officer)]
    return Opened(
        1,
        record,
        at,
        "typed",
        script.round,
        script.list,
        keep_definition(workspace.root, workspace.texts[script.list]),
        script.target,
        workspace.unit.full_path,
        By(officer.number, officer.name, officer.rank, officer.post),
        "example",
        sha256(f"{workspace.unit.name} {script.device}".encode()).hexdigest()[:8],
        None if script.round == "cek" else not seen,
        seen,
        VERSION,
    )
