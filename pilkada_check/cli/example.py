"""The example of `mulai --contoh`: made in a new folder, its answers taken through the walk of officers, and shown."""

import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli import ask, now
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import open_unit
from pilkada_check.files.disk import PRIVATE_FOLDER, flush_folder, flush_tree
from pilkada_check.files.examples import PREFIX, Example, copy_example, example_names, read_example
from pilkada_check.files.gathering import UNIT_FILE
from pilkada_check.files.workspace import Workspace, load
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.words import _

LEFT_FOR = 3600  # seconds: building an example takes a few


def show(name: str, folder: Path, *, empty: bool = False) -> Exit:
    """Make the example unless it is there; show its board as of its moment, and what to do next.

    `empty`: the unit without any record.
    """
    from pilkada_check.cli import board

    place, new = make(name, folder, empty=empty)
    if not new:
        text = _("EXAMPLE: {folder} is there already and is shown again; nothing was changed.")
    elif empty:
        text = _(
            "EXAMPLE made in {folder}, without any record: people and most figures are invented; pilkada.yaml says "
            "which are published."
        )
    else:
        text = _(
            "EXAMPLE made in {folder}: people, answers and most figures are invented; pilkada.yaml says which are "
            "published."
        )
    ask.tell(text.format(folder=place))
    ask.say("")
    workspace, course = open_unit(place), read_example(name)
    board.show(workspace, now.moment(course.moment, "--per", ZoneInfo(workspace.unit.timezone)))
    verb, *words = course.attempt
    ask.say("")
    ask.tell(_("The whole readiness at that moment:"))
    ask.say("  " + command("ringkasan", "--per", course.moment, folder=place))
    ask.tell(_("To check something by hand, as if it were then:"))
    ask.say("  " + command(verb, *words, "--jam", course.moment, folder=place))
    return Exit.DONE


def make(name: str, folder: Path, *, empty: bool = False) -> tuple[Path, bool]:
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
    if _there(place):
        if empty and _worked_in(place):
            raise Stop(
                Exit.FAILED,
                _("{folder} is there already, and has records.").format(folder=place),
                _("Nothing in it was touched."),
                _("Rename it, or choose another folder with -C."),
            )
        return place, False
    if not empty:
        ask.tell(_("Making the example. This takes a few seconds."))
    return place, _built(name, place, empty=empty)


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


def _worked_in(place: Path) -> bool:
    """Whether somebody checked or reported something there."""
    return any((place / name).exists() for name in ("records", "reports"))


def _built(name: str, place: Path, *, empty: bool) -> bool:
    """Build the example; False where another process was quicker."""
    beside = place.with_name(f".{place.name}-{secrets.token_hex(4)}.tmp")
    beside.mkdir(PRIVATE_FOLDER)
    try:
        copy_example(name, beside)
        if not empty:
            take_course(load(beside), read_example(name))
            shutil.rmtree(beside / ".locks", ignore_errors=True)  # of reports that nobody is writing any more
        flush_tree(beside)
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


def take_course(workspace: Workspace, course: Example) -> None:
    """Let everything happen that an example tells of, in its order; the same bytes every time."""
    from pilkada_check.cli import example_build, example_many, example_posko

    build = example_build.Build(workspace)
    for script in course.records:
        example_build.take_script(build, script)
    for many in course.many:
        if many.round == "cek":
            example_many.take_many(build, many)
    for lot in course.plans:
        example_posko.plan(build, lot)
    for many in course.many:
        if many.round == "ricek":
            example_many.take_many(build, many)
    for settled in course.rulings:
        example_posko.rule(build, settled)
    for risk in course.reports:
        example_posko.report(build, risk)
