"""The sample plans that there are: page, rows and JSON of `rencana`; of each drawn target, whether it is re-checked."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import Planned
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.plans import follows, rechecked
from pilkada_check.rules.record import Record
from pilkada_check.views import moments, samples
from pilkada_check.views.as_json import Document, head
from pilkada_check.views.lines import literal
from pilkada_check.views.planning import names, percent
from pilkada_check.views.scene import Scene, unit_lines
from pilkada_check.views.sheet import Cell, Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.summary_parts import unread_lines
from pilkada_check.views.titles import example_mark, list_title
from pilkada_check.words import N_, _

COLUMNS = (
    "example", "as_of", "list", "plan", "record", "at", "officer", "witnesses", "seed", "population", "size", "counts",
    "order", "target", "kind", "rechecked",
)  # fmt: skip

_WORTH = {
    "unsealed": N_("It is not sealed, so it relieves nobody."),
    "cancelled": N_("It was cancelled, so it relieves nobody."),
    "damaged": N_("Its record is damaged, so it relieves nobody."),
    "follows_not": N_("Its draw does not follow from its seed, so it relieves nobody."),
}
_STATES = {
    "yes": N_("re-checked"),
    "no": N_("not yet"),
    "running": N_("a ricek is running"),
    "off": N_("not counted"),
    "gone": N_("no row any more"),
}


class Plan(Struct, frozen=True):
    """One plan: the list it is of, its record, and what was planned."""

    checklist: Checklist
    record: Record
    planned: Planned
    follows: bool

    @property
    def trouble(self) -> str:
        """Why it relieves nobody, a key of `_WORTH`; "" where it does."""
        if self.record.damaged:
            return "damaged"
        if self.record.cancelled:
            return "cancelled"
        if not self.record.sealed:
            return "unsealed"
        return "" if self.follows else "follows_not"


def plans(evidence: Evidence, lists: Sequence[Checklist]) -> list[Plan]:
    """The plans of these lists, by list, then in the order in which they were made."""
    return [
        Plan(one, record, record.planned, follows(record, evidence.unit))
        for one in lists
        for record in evidence.records
        if record.opened.round == "rencana" and record.opened.list == one.id and record.planned is not None
    ]


def state(scene: Scene, list_id: str, target: str) -> str:
    """Whether a target was re-checked, a key of `_STATES`."""
    for part in scene.assessment.parts:
        if part.checklist.id == list_id and part.target == target:
            return "running" if part.veiled else "yes" if rechecked(part) else "no"
    off = (part for part in scene.assessment.not_counted if part.checklist.id == list_id)
    return "off" if any(part.target == target for part in off) else "gone"


def sheet(scene: Scene, lists: Sequence[Checklist], found: Sequence[Plan]) -> Sheet:
    """The page: for each list what its re-checks prove so far, then its plans."""
    return Sheet(
        _("SAMPLE PLANS"),
        unit_lines(scene),
        sections(("", unread_lines(scene)), *((list_title(one), _of_list(scene, one, found)) for one in lists)),
    )


def _of_list(scene: Scene, one: Checklist, found: Sequence[Plan]) -> Iterator[Line | Table]:
    if one.sample is not None:
        yield line(
            _("Tolerance {tolerance}, confidence {confidence}.").format(
                tolerance=percent(one.sample.tolerance), confidence=percent(one.sample.confidence)
            )
        )
    for text in samples.sentences(scene, one):
        yield line(text)
    for plan in found:
        if plan.checklist is one:
            yield from _plan(scene, plan)


def _plan(scene: Scene, plan: Plan) -> Iterator[Line | Table]:
    planned, officer = plan.planned, plan.record.opened.officer
    at = planned.at.astimezone(scene.moment.tzinfo)
    who = literal(", ".join(part for part in (officer.rank, officer.name, officer.post) if part) or officer.number)
    yield line(
        _("Plan {number}, {when}: {size} of {n} drawn by {who}").format(
            number=planned.number,
            when=moments.full_moment(at, scene.unit.timezone),
            size=moments.number(planned.size),
            n=moments.number(planned.population),
            who=who,
        ),
        kind="strong",
    )
    if plan.trouble:
        yield line(_(_WORTH[plan.trouble]), 1, kind="bad")
    yield line(_("Present: {names}").format(names=literal(", ".join(planned.witnesses)) or "-"), 1)
    yield line(_("Seed: {seed}").format(seed=literal(planned.seed)), 1)
    if planned.always:
        yield line(_("In any case: {names}.").format(names=names(planned.always)), 1)
    rows = tuple(
        (number(place), name(target), Cell(_(_STATES[state(scene, plan.checklist.id, target)])))
        for place, target in enumerate(planned.drawn, 1)
    )
    if rows:
        yield Table((_("order"), _("target"), "ricek"), rows, named=2)


def rows(scene: Scene, found: Sequence[Plan]) -> Iterator[list[str]]:
    """Every drawn and always-target of every plan as a row of CSV, one cell for each of `COLUMNS`."""
    for plan in found:
        planned, opened = plan.planned, plan.record.opened
        base = [
            example_mark() if scene.unit.example else "",
            scene.moment.isoformat(),
            plan.checklist.id,
            str(planned.number),
            plan.record.id,
            planned.at.astimezone(scene.moment.tzinfo).isoformat(),
            opened.officer.number,
            ", ".join(planned.witnesses),
            planned.seed,
            str(planned.population),
            str(planned.size),
            "false" if plan.trouble else "true",
        ]
        for place, target in enumerate(planned.drawn, 1):
            yield [*base, str(place), target, "drawn", _said(state(scene, plan.checklist.id, target))]
        for target in planned.always:
            yield [*base, "", target, "always", _said(state(scene, plan.checklist.id, target))]


def _said(value: str) -> str:
    """A state for programs: empty where it is not shown, or there is no such target any more."""
    return {"yes": "true", "no": "false"}.get(value, "")


def document(scene: Scene, found: Sequence[Plan]) -> Document:
    """The plans as JSON, with the figures that `ringkasan` has beside its verdict."""
    return {**head(scene), **samples.document(scene), "plans": [_entry(scene, plan) for plan in found]}


def _entry(scene: Scene, plan: Plan) -> Document:
    planned, opened = plan.planned, plan.record.opened
    return {
        "list": plan.checklist.id,
        "number": planned.number,
        "record": plan.record.id,
        "at": planned.at.astimezone(scene.moment.tzinfo).isoformat(),
        "officer": opened.officer.number,
        "witnesses": list(planned.witnesses),
        "words": list(planned.words),
        "seed": planned.seed,
        "population": planned.population,
        "size": planned.size,
        "counts": not plan.trouble,
        "trouble": plan.trouble or None,
        "drawn": [_target(scene, plan, one) for one in planned.drawn],
        "always": [_target(scene, plan, one) for one in planned.always],
    }


def _target(scene: Scene, plan: Plan, target: str) -> Document:
    found = state(scene, plan.checklist.id, target)
    return {"target": target, "rechecked": {"yes": True, "no": False}.get(found)}
