"""Which lists have a sample; where none has, how to give one to a list."""

from pilkada_check.cli import choose
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import Workspace
from pilkada_check.model.checklist import Checklist
from pilkada_check.words import _


def sampled_lists(workspace: Workspace, name: str) -> list[Checklist]:
    """The lists with `sample`, or the one that is named. Raises Stop where there is none."""
    found = [one for one in workspace.lists if one.sample is not None]
    add = _("To draw, add to a list on targets: {line}").format(line="sample: {tolerance: 5%, confidence: 95%}")
    why = _("Without it every target owes its ricek, and nothing is drawn.")
    if name:
        one = choose.checklist(workspace, name)
        if one.sample is None:
            raise Stop(Exit.FAILED, _("The list {list} has no sample.").format(list=one.id), why, add)
        return [one]
    if not found:
        raise Stop(Exit.FAILED, _("No list of this unit has a sample."), why, add)
    return found
