"""`ringkasan`: how ready the unit is, and why, in every format; its exit code says whether it is ready."""

from pilkada_check.cli import output as pages
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.options import HERE, Folder, MomentOption
from pilkada_check.cli.output import Format, FormatOption, OutputOption
from pilkada_check.cli.scenes import ListOption, TargetOption, scene_of
from pilkada_check.views.summary import summary
from pilkada_check.words import N_

MANUAL = N_(
    "Judges every list on every target and says what keeps the unit from being ready. No option changes the verdict: "
    "--list and --sasaran choose what is shown of it, --per its moment. Ends with 0 only when the unit is ready, else "
    "with 1.\n\nThe values of restricted items appear on the terminal alone; text, markdown, csv and json give their "
    "outcome."
)


def run(
    folder: Folder = HERE,
    form: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    list_id: ListOption = "",
    target: TargetOption = "",
    per: MomentOption = "",
) -> int:
    """Show the readiness of the unit."""
    settled = pages.settled(form, output)
    workspace, scene = scene_of(folder, per, list_id=list_id, target=target, private=settled is Format.TERMINAL)

    def csv() -> str:
        from pilkada_check.views import as_csv, rows

        return as_csv.table(rows.COLUMNS, rows.rows(scene))

    def json() -> str:
        from pilkada_check.views import as_json

        return as_json.dump(as_json.summary(scene))

    pages.put(settled, output, workspace.root, summary(scene), csv=csv, json=json)
    return Exit.DONE if scene.assessment.readiness == "ready" else Exit.FOUND
