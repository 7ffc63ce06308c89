"""Drawing a sample plan: how many and why, the words of two people present, and the seal before the draw is shown."""

import re
from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.cli import ask, choose, walks
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.rencana_lists import sampled_lists
from pilkada_check.cli.rencana_present import present
from pilkada_check.cli.rencana_seal import Plan, again, finish, next_plan, write
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import Workspace, evidence, open_unit
from pilkada_check.model.checklist import Checklist, Sample
from pilkada_check.model.events import By
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.assessment import Assessment
from pilkada_check.rules.facts import environment
from pilkada_check.rules.sizing import Sizing, Wish, sizing
from pilkada_check.rules.verdict import assess
from pilkada_check.views import planning
from pilkada_check.views.lines import literal
from pilkada_check.views.moments import number
from pilkada_check.views.titles import list_title
from pilkada_check.words import _, ngettext


class Asked(Struct, frozen=True):
    """What the options say: `more` after a bad find, how many (0: what is needed), what a re-check sees, who, when."""

    more: bool
    wanted: int
    sensitivity: Fraction
    officer: str
    clock: str


def share(text: str) -> Fraction:
    """The share behind --ketelitian, 1 without one. Raises Stop unless it is more than 0 % and at most 100 %."""
    if not text:
        return Fraction(1)
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?) ?%", text.strip())
    value = Fraction(found[1].replace(",", ".")) / 100 if found is not None else Fraction(0)
    if 0 < value <= 1:
        return value
    raise Stop(
        Exit.USAGE,
        _("{text} is no share: more than 0% and at most 100%.").format(text=literal(text)),
        todo=_("Example: {example}").format(example="--ketelitian 90%"),
    )


def draw(folder: Path, name: str, asked: Asked) -> int:
    """Make the next plan of one list. Raises Stop."""
    workspace = open_unit(folder, whole=True)  # what a bad row leaves out of the draw stays out of it
    _refuse_small(workspace)
    lists = sampled_lists(workspace, name)
    one = lists[ask.pick([list_title(each) for each in lists], _("Which list")) - 1] if len(lists) > 1 else lists[0]
    clock = walks.clock_of(workspace, asked.clock)
    choose.number(workspace, asked.officer)
    env = environment(workspace.unit, workspace.book, UNIT, None)
    words = ("--jam", asked.clock) if asked.clock else ()
    task = Task(workspace, one, UNIT, env, (), By(""), round="rencana", clock=words)
    Session(task, clock, ()).need_room()
    ask.tell(planning.heading(one))
    if finish(task, clock):
        return Exit.DONE
    drawn = None
    with ask.leaving(lambda: ask.tell(_("Nothing was drawn, and no plan was recorded."))):
        plan = next_plan(task, clock)
        size = _size(plan, _sample(one), asked, clock)
        if size:
            plan = replace(plan, task=replace(task, officer=choose.officer(workspace, asked.officer)))
            drawn = (plan, size, *present())
    if drawn is not None:
        write(*drawn, clock)
    return Exit.DONE


def _refuse_small(workspace: Workspace) -> None:
    """A plan draws from all targets of the unit: a workspace of one of its parts has only some of them."""
    if workspace.unit.satuan:
        raise Stop(
            Exit.FAILED,
            _("This workspace is that of {satuan}: it has only some of the targets.").format(
                satuan=literal(workspace.unit.satuan)
            ),
            _("A plan draws from all of them, so it is made in the workspace of the whole unit."),
        )


def _sample(one: Checklist) -> Sample:
    if one.sample is None:
        raise AssertionError("only lists with a sample get here")
    return one.sample


def _size(plan: Plan, sample: Sample, asked: Asked, clock: Clock) -> int:
    """How many this plan draws, told step by step; 0: there is nothing to draw. Raises Stop."""
    one, now = plan.task.checklist, clock.told()
    found = assess(evidence(plan.task.workspace, list_id=one.id), now)
    result = found.samples.get(one.id)
    size = sizing(
        sample,
        result.population if result is not None else len(plan.rows),
        result.able if result is not None else 0,
        len(plan.rows),
        _differed(plan, found) if asked.more else 0,
        Wish(asked.wanted, asked.sensitivity),
    )
    if not size.population:
        ask.tell(_("No target takes part in the lot: whoever is left is re-checked in any case."), "  ")
        return 0
    ask.say(*planning.reckoning(plan.task.workspace.book, one, size, plan.always, ask.width()))
    if not size.rest:
        ask.tell(_("All are drawn; each speaks for itself."), "  ")
        return 0
    _refuse_number(size)
    if not size.size:
        _enough(plan, found, size, more=asked.more)
        return 0
    ask.tell(planning.this_plan(plan.task.workspace.book, one, plan.number, size), "  ")
    checked = {part.target for part in found.parts if any(one.opened.round == "cek" for one in part.records)}
    unchecked = [row for row in plan.rows if row not in checked]
    if unchecked:
        ask.tell(planning.too_early(len(unchecked)), "  ")
    return size.size


def _enough(plan: Plan, found: Assessment, size: Sizing, *, more: bool) -> None:
    """Why nothing is drawn now, and what draws more; `more`: what differed was counted already."""
    result, add = found.samples.get(plan.task.checklist.id), again(plan.task, "--tambah")
    if not more and result is not None and result.short and result.more and not _running(plan, found):
        text = ngettext(
            "Enough are drawn as long as none differs. {n} differs, so more are to be drawn: {command}",
            "Enough are drawn as long as none differs. {n} differ, so more are to be drawn: {command}",
            result.differed,
        )
        ask.tell(text.format(n=number(result.differed), command=add), "  ")
        return
    ask.tell(_("Enough are drawn; no more are needed."), "  ")
    if not more:
        ask.tell(_("After re-checks that differ: {command}").format(command=add), "  ")
    all_the_same = again(plan.task, "--jumlah", str(min(size.rest, 10)))
    ask.tell(_("To draw more all the same: {command}").format(command=all_the_same), "  ")


def _running(plan: Plan, found: Assessment) -> bool:
    """Whether a ricek of the list is running, so that nothing of what differs is told (rules.md 29)."""
    return any(part.veiled for part in found.parts if part.checklist.id == plan.task.checklist.id)


def _differed(plan: Plan, found: Assessment) -> int:
    """How many drawn targets differed; never told while a ricek of the list is running (rules.md 29). Raises Stop."""
    one = plan.task.checklist
    if one.id not in found.samples:
        raise Stop(
            Exit.USAGE,
            _("There is no plan yet to draw more for."),
            todo=_("Draw the first one: {command}").format(command=again(plan.task)),
        )
    if _running(plan, found):
        raise Stop(
            Exit.FAILED,
            _("A ricek of this list is running: how many differ is not shown until it is sealed."),
            todo=_("Seal it, then type the same command again."),
        )
    return found.samples[one.id].differed


def _refuse_number(size: Sizing) -> None:
    if size.too_few:
        raise Stop(
            Exit.USAGE,
            _("{n} are too few: at least {least} are to be drawn now.").format(n=size.size, least=number(size.least)),
            _("With fewer the plan could not prove what it is for."),
            _("Leave --jumlah out, or give a larger number."),
        )
    if size.too_many:
        raise Stop(
            Exit.USAGE,
            _("{n} are too many: {rest} are left to draw from.").format(n=size.size, rest=number(size.rest)),
            todo=_("Give a smaller number behind --jumlah, or leave it out."),
        )
