"""What the drawn re-checks prove about all targets of a list: one sentence, and its figures for JSON (rules.md 34)."""

from collections.abc import Iterator

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.rules.assessment import SampleResult
from pilkada_check.rules.veil import veiled_parts
from pilkada_check.views import commands, moments
from pilkada_check.views.as_json import Document
from pilkada_check.views.planning import counted, names, percent
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Line, line
from pilkada_check.views.titles import plain_title, rows_name
from pilkada_check.words import _, ngettext


def document(scene: Scene) -> Document:
    """What stands in `beside` of the summary: `samples`, one for each list that has a plan; veiled lists left out."""
    found = scene.assessment.samples
    return {"samples": [_entry(one) for name, one in found.items() if scene.list in {"", name}]}


def _entry(one: SampleResult) -> Document:
    return {
        "list": one.list,
        "population": one.population,
        "drawn": one.drawn,
        "rechecked": one.counted,
        "differed": one.differed,
        "bound": one.bound,
        "tolerated": one.tolerated,
        "tolerance": float(one.tolerance),
        "confidence": float(one.confidence),
        "short": one.short,
        "more": one.more,
        "plans": one.plans,
        "beyond": one.beyond,
        "outside": list(one.outside),
    }


def lines(scene: Scene) -> Iterator[Line]:
    """For each list with `sample` that is shown: what its re-checks prove so far, and what is still to be done."""
    for name, checklist in scene.lists.items():
        if checklist.sample is None or scene.list not in {"", name} or scene.target or scene.unit.satuan:
            continue
        if not _early(scene, name):
            yield from _of_list(scene, checklist)


def _of_list(scene: Scene, checklist: Checklist) -> Iterator[Line]:
    first, *rest = sentences(scene, checklist)
    one = scene.assessment.samples.get(checklist.id)
    yield line(f"{plain_title(checklist)}: {first}", kind="fair" if one is not None and one.short else "text")
    yield from (line(text, 1) for text in rest)


def _early(scene: Scene, list_id: str) -> bool:
    """Whether nothing of a list is due or begun yet."""
    return all(part.readiness == "not_due" for part in scene.assessment.parts if part.checklist.id == list_id)


def sentences(scene: Scene, checklist: Checklist) -> Iterator[str]:
    """What the re-checks of one list prove, then what is missing."""
    one = scene.assessment.samples.get(checklist.id)
    if any(part.checklist.id == checklist.id for part in veiled_parts(scene.assessment)):
        yield _("what the re-checks prove is not shown while a ricek is running")
        return
    if one is None:
        yield _("no sample plan yet, so every target owes its ricek")
        return
    if not one.population:
        yield _("no target takes part in the lot")
        return
    yield _proven(scene.book, checklist, one)
    yield from _limits(one)
    if one.counted and not one.complete:
        yield from _todo(scene, one)
        if one.plans > 1:
            yield _(
                "Drawn in {n} plans: who goes on drawing because it was not enough is less sure than it says."
            ).format(n=moments.number(one.plans))


def _proven(book: FactBook, checklist: Checklist, one: SampleResult) -> str:
    """What is proven so far."""
    number = moments.number
    said = {
        "n": number(one.counted),
        "of": counted(book, checklist, one.population),
        "x": number(one.differed),
        "drawn": number(one.drawn),
        "confidence": percent(one.confidence),
        "bound": number(one.bound),
        "word": rows_name(book, checklist.target),
    }
    if not one.able:
        text = _("{drawn} of {of} drawn, none of them counts: nothing is proven so far")
    elif not one.counted:
        text = _("{drawn} of {of} drawn, none re-checked by another officer yet: nothing is proven so far")
    elif one.complete:
        text = _("all {of} are drawn, {n} re-checked, {x} different: each speaks for itself")
    else:
        text = _(
            "{n} of {of} re-checked, {x} different: with {confidence} confidence at most {bound} {word} are not as "
            "reported"
        )
    return text.format(**said)


def _limits(one: SampleResult) -> Iterator[str]:
    """Which of those drawn cannot count, and for whom it does not speak."""
    number = moments.number
    idle = one.drawn - one.able
    if idle:
        yield ngettext(
            "{n} drawn target cannot count: no plan that counts has drawn it, or it has no row any more.",
            "{n} drawn targets cannot count: no plan that counts has drawn them, or they have no row any more.",
            idle,
        ).format(n=number(idle))
    if one.beyond:
        yield ngettext(
            "Besides, {n} target that was not drawn is different, too; it is not counted here.",
            "Besides, {n} targets that were not drawn are different, too; they are not counted here.",
            one.beyond,
        ).format(n=number(one.beyond))
    if one.outside and not one.complete:
        yield ngettext(
            "It does not speak for {n} target that was not among the rows of any plan, so that no lot could fall on "
            "it: {names}. The next plan takes it in.",
            "It does not speak for {n} targets that were not among the rows of any plan, so that no lot could fall on "
            "them: {names}. The next plan takes them in.",
            len(one.outside),
        ).format(n=number(len(one.outside)), names=names(one.outside))


def _todo(scene: Scene, one: SampleResult) -> Iterator[str]:
    """What is still to be done until it is proven."""
    number = moments.number
    waiting = one.able - one.counted
    if waiting:
        yield _(
            "Of {drawn} drawn, {waiting} are still to be re-checked; until then it holds only if nobody chose who came "
            "first."
        ).format(drawn=number(one.drawn), waiting=number(waiting))
    if one.short:
        yield _("That is not enough: fewer than {bad} ({tolerance}) were to be proven.").format(
            bad=number(one.tolerated), tolerance=percent(one.tolerance)
        )
    if one.short and one.more:
        more = commands.command("rencana", one.list, "--tambah", *scene.practice)
        yield _("{more} more are to be drawn: {command}").format(more=number(one.more), command=more)
