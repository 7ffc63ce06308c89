"""`ringkasan`: how ready the unit is, and why, in every format; its exit code says whether it is ready."""

from typing import Annotated

import typer

from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.cli.scenes import ListOption, TargetOption, scene_of
from pilkada_check.views import ahead, as_json, beside, reserves, samples
from pilkada_check.views.as_json import Document
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Sheet
from pilkada_check.views.summary import summary
from pilkada_check.words import N_, _

MANUAL = N_(
    "Judges every list on every target and says what keeps the unit from being ready. No option changes the verdict: "
    "--list and --sasaran choose what is shown of it, --per its moment; --ke-depan and --cadangan show a page beside "
    "it, --pesan a message to send. Ends with 0 only when the unit is ready, else with 1.\n\n"
    "The values of restricted items appear on the terminal alone; text, markdown, csv and json give their outcome."
)


def run(
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    list_id: ListOption = "",
    target: TargetOption = "",
    per: MomentOption = "",
    coming: Annotated[
        bool, typer.Option("--ke-depan", help=N_("What falls due, grows too old or expires, day by day."))
    ] = False,
    spare: Annotated[
        bool, typer.Option("--cadangan", help=N_("What is spare, what is short, and what could be moved."))
    ] = False,
    message: Annotated[
        bool, typer.Option("--pesan", help=N_("The whole in few words, ready to copy into a chat."))
    ] = False,
    opened: Annotated[
        bool, typer.Option("--buka", help=N_("Show what a running ricek hides; name and reason are recorded."))
    ] = False,
) -> int:
    """Show the readiness of the unit."""
    if coming + spare + message > 1:
        raise Stop(Exit.USAGE, _("--ke-depan, --cadangan and --pesan are pages of their own: choose one of them."))
    if message and form not in {Format.TERMINAL, Format.TEXT}:
        raise Stop(Exit.USAGE, _("--pesan is plain text: leave --format out."))
    settled = pages.settled(Format.TEXT if message else form, output)
    private = settled is Format.TERMINAL
    workspace, scene = scene_of(folder, per, list_id=list_id, target=target, private=private)
    if opened:
        from pilkada_check.cli import looking

        looking.look(workspace)
        workspace, scene = scene_of(folder, per, list_id=list_id, target=target, private=private, lifted=True)

    if message:
        from pilkada_check.views import summary_message

        pages.deliver(summary_message.message(scene) + "\n", output, workspace.root)
        return _ending(scene)
    other = ahead if coming else reserves if spare else None

    def page() -> Sheet:
        return summary(scene) if other is None else other.sheet(scene)

    def csv() -> str:
        from pilkada_check.views import as_csv, rows

        source = other or rows
        return as_csv.table(source.COLUMNS, source.rows(scene))

    def json() -> str:
        return as_json.dump(_document(scene) if other is None else other.document(scene))

    pages.put(settled, output, workspace.root, page=page, csv=csv, json=json)
    return _ending(scene)


def _ending(scene: Scene) -> Exit:
    """Whether the unit is ready, whatever of it was shown."""
    return Exit.DONE if scene.assessment.readiness == "ready" else Exit.FOUND


def _document(scene: Scene) -> Document:
    """The summary as JSON, with everything that stands beside the verdict."""
    figures = {**samples.document(scene), **beside.document(scene), **ahead.beside(scene), **reserves.beside(scene)}
    return as_json.summary(scene, figures)
