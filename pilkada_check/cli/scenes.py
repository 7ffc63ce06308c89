"""The unit as the pages see it: judged by the one path of all verbs, with what --list and --sasaran choose."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from msgspec.structs import replace

from pilkada_check.cli import choose, now
from pilkada_check.cli.report_office import shelf_of
from pilkada_check.cli.unit import Workspace, evidence, open_unit
from pilkada_check.files.kept import device_if_any
from pilkada_check.rules.exchange import held_back
from pilkada_check.rules.veil import lift, veil
from pilkada_check.rules.verdict import assess
from pilkada_check.views.scene import Scene
from pilkada_check.words import N_

ListOption = Annotated[str, typer.Option("--list", metavar=N_("LIST"), help=N_("Show this list only."))]
TargetOption = Annotated[str, typer.Option("--sasaran", metavar=N_("TARGET"), help=N_("Show this target only."))]


def scene_of(
    folder: Path, per: str = "", *, list_id: str = "", target: str = "", private: bool = False, lifted: bool = False
) -> tuple[Workspace, Scene]:
    """Judge the unit and choose what is shown of it; `lifted`: also what a running ricek hides. Raises Stop."""
    workspace = open_unit(folder)
    zone = ZoneInfo(workspace.unit.timezone)
    moment = now.moment(per, "--per", zone) if per else now.system(zone)
    scene = seen(workspace, moment, private=private, lifted=lifted)
    chosen = choose.checklist(workspace, list_id).id if list_id else ""
    return workspace, replace(narrowed(scene, chosen, target), per=per)


def seen(workspace: Workspace, moment: datetime, *, private: bool, lifted: bool = False) -> Scene:
    """The whole unit at a moment; `lifted`: with what is not shown while a ricek is running (rules.md 29)."""
    found = evidence(workspace)
    assessed = assess(found, moment)
    return Scene(
        lift(assessed) if lifted else veil(assessed),
        moment,
        {one.id: one for one in workspace.lists},
        workspace.book,
        found.definitions,
        private=private,
        reports=shelf_of(workspace.root, found.records),
        held=held_back(found.records, found.held),
        device=device_if_any(workspace.root),
    )


def narrowed(scene: Scene, list_id: str, target: str) -> Scene:
    """The scene with one list or one target shown. Raises Stop for a target that the unit does not have."""
    parts = [*scene.assessment.parts, *scene.assessment.not_counted]
    names = dict.fromkeys(part.target for part in parts if list_id in {"", part.checklist.id})
    found = choose.named(target, names, N_("There is no target {name}.")) if target else ""
    return replace(scene, list=list_id, target=found)
