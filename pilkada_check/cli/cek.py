"""`cek`: one officer walks a list on one target; every answer is on disk before the next question."""

from typing import Annotated

import typer
from msgspec.structs import replace

from pilkada_check.cli import ask, choose, walking, walks
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import (
    HERE,
    Folder,
    OfficerNumber,
    RoundClock,
    SealLeftOpen,
    WhichList,
    WhichSection,
    WhichTarget,
)
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import evidence, open_unit, verdict_on
from pilkada_check.model.events import By
from pilkada_check.rules.facts import asked, environment
from pilkada_check.rules.walk import Place, places
from pilkada_check.words import N_, _

MANUAL = N_(
    "Asks each item of a list on one target and records every answer at once. Stop at any time with .q, Ctrl-C or by "
    "closing the window: what was answered is saved, and the same command goes on from there. At the end the record is "
    "sealed, now or later with --segel. Keys in the walk: .k back, .n later, .tb does not apply, .c note, .7 to item "
    "7, .d items, .l report a risk, .? help, .q save and leave."
)


def run(
    daftar: WhichList = "",
    folder: Folder = HERE,
    sasaran: WhichTarget = "",
    petugas: OfficerNumber = "",
    bagian: WhichSection = "",
    temuan: Annotated[bool, typer.Option("--temuan", help=N_("Only what does not meet it or is missing."))] = False,
    segel: SealLeftOpen = False,
    jam: RoundClock = "",
) -> int:
    """Walk one list on one target, or seal what was walked."""
    ask.need_terminal(_("For scripts: `pilkada-check ringkasan --format json` and `pilkada-check validasi`."))
    workspace = open_unit(folder, walk=True)
    if temuan and segel:
        raise Stop(Exit.USAGE, _("--temuan and --segel do not go together: first walk, then seal."))
    clock = walks.clock_of(workspace, jam)
    petugas = choose.number(workspace, petugas)
    one = choose.checklist(workspace, daftar)
    section = choose.section(one, bagian)
    begun = walks.begun(evidence(workspace, list_id=one.id).records, one, "cek", to_seal=True) if segel else None
    target, row = choose.target(workspace, one, sasaran, begun, begun or ())
    env = environment(workspace.unit, workspace.book, one.target, row)
    task = Task(workspace, one, target, env, (), By(""), findings=temuan)
    task = replace(task, clock=("--jam", jam) if jam else ())
    Session(task, clock, ()).need_room()
    if segel:
        return walks.seal(replace(task, officer=choose.officer(workspace, petugas, tail=True)), clock)
    asks = places(one, lambda item: asked(item, env), section)
    if temuan:
        asks = _open_findings(task, asks, clock)
    if not asks:
        ask.tell(_("Nothing to check again here.") if temuan else _("No item of this list is asked here."))
        return Exit.DONE
    options = [*(["--bagian", str(section)] if section else []), *(["--temuan"] if temuan else [])]
    task = replace(task, places=asks, options=tuple(options))
    walking.head(task)
    return walks.go(replace(task, officer=choose.officer(workspace, petugas, tail=True)), clock)


def _open_findings(task: Task, asks: tuple[Place, ...], clock: Clock) -> tuple[Place, ...]:
    """Of these items those that fail, are in dispute, have no answer that counts, or a follow-up that is open.

    Raises Stop while a ricek is running: which these are would betray the first count.
    """
    part = verdict_on(task.workspace, task.checklist, task.target, clock.now().at)
    if part.veiled:
        raise walks.refused(task, _("Which items are open is not shown now; `cek` without --temuan asks all of them."))
    items = part.items

    def wanted(item_id: str) -> bool:
        state = items[item_id]
        return not state.counts or state.state in {"fail", "dispute"} or state.standing.follow_up is not None

    return tuple(place for place in asks if wanted(place.item.id))
