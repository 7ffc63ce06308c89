"""Each sample plan drawn again from the text of its record: whether it follows, and where it parts (rules.md 32)."""

from collections.abc import Iterator, Sequence

from pilkada_check.rules.draw import lots
from pilkada_check.views import moments
from pilkada_check.views.as_json import Document, head
from pilkada_check.views.lines import literal
from pilkada_check.views.rencana import Plan
from pilkada_check.views.scene import Scene, unit_lines
from pilkada_check.views.sheet import Line, Sheet, line, sections
from pilkada_check.views.titles import example_mark, list_title
from pilkada_check.words import N_, _

COLUMNS = ("example", "as_of", "list", "plan", "record", "follows", "trouble", "place", "target", "drawn_again")

_TROUBLE = {
    "damaged": N_("Its record is damaged or was altered after it was sealed."),
    "cancelled": N_("It was cancelled."),
    "unsealed": N_("It is not sealed."),
    "follows_not": N_("It does not follow from its seed."),
}


def sheet(scene: Scene, found: Sequence[Plan]) -> Sheet:
    """The page."""
    none = [] if found else [line(_("There is no sample plan yet."))]
    return Sheet(
        _("SAMPLE PLANS DRAWN AGAIN"),
        unit_lines(scene),
        sections(("", [*none, *(each for plan in found for each in _lines(plan))])),
    )


def _lines(plan: Plan) -> Iterator[Line]:
    planned = plan.planned
    yield line(
        _("{list}, plan {number} (record {record})").format(
            list=list_title(plan.checklist), number=planned.number, record=plan.record.id
        ),
        kind="strong",
    )
    yield line(_("Seed: {seed}").format(seed=literal(planned.seed)), 1)
    if not plan.trouble:
        thrown = lots(planned.seed, len(planned.rows), planned.size)
        yield line(
            _("It follows from its seed: {size} of {n}, in {k} throws; the seal fits.").format(
                size=moments.number(planned.size),
                n=moments.number(planned.population),
                k=moments.number(len(thrown)),
            ),
            1,
            kind="good",
        )
        return
    yield line(_(_TROUBLE[plan.trouble]), 1, kind="bad")
    parts = parted(plan)
    if parts is not None:
        place, target, right = parts
        yield line(
            _("Number {place} of those drawn is {target}; by the seed it is {right}.").format(
                place=place, target=literal(target) or "-", right=literal(right) or "-"
            ),
            1,
        )


def parted(plan: Plan) -> tuple[int, str, str] | None:
    """The first place where the record and its seed part: which, what the record has, what the seed gives."""
    planned = plan.planned
    if not 0 <= planned.size <= len(planned.rows):
        return None
    thrown = lots(planned.seed, len(planned.rows), planned.size)
    right = [planned.rows[lot.position - 1] for lot in thrown if not lot.again]
    for place in range(max(len(right), len(planned.drawn))):
        one, other = planned.drawn[place : place + 1], right[place : place + 1]
        if list(one) != other:
            return place + 1, "".join(one), "".join(other)
    return None


def rows(scene: Scene, found: Sequence[Plan]) -> Iterator[list[str]]:
    """A row of CSV for each plan, one cell for each of `COLUMNS`."""
    for plan in found:
        place, target, right = parted(plan) or ("", "", "")
        yield [
            example_mark() if scene.unit.example else "",
            scene.moment.isoformat(),
            plan.checklist.id,
            str(plan.planned.number),
            plan.record.id,
            "false" if plan.trouble else "true",
            plan.trouble,
            str(place),
            target,
            right,
        ]


def document(scene: Scene, found: Sequence[Plan]) -> Document:
    """The same as JSON."""
    return {**head(scene), "plans": [_entry(plan) for plan in found]}


def _entry(plan: Plan) -> Document:
    place, target, right = parted(plan) or (None, None, None)
    return {
        "list": plan.checklist.id,
        "number": plan.planned.number,
        "record": plan.record.id,
        "follows": not plan.trouble,
        "trouble": plan.trouble or None,
        "place": place,
        "target": target,
        "drawn_again": right,
    }
