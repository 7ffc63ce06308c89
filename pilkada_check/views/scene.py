"""What every page of a unit is made from: its assessment at a moment, and the choice of what is shown."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import FollowUp
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import UNIT, Unit
from pilkada_check.rules.assessment import Assessment, ItemState, Part, Readiness, Reason, combine
from pilkada_check.rules.reports import Shelf
from pilkada_check.rules.sight import Sight
from pilkada_check.views import moments
from pilkada_check.views.findings import detail, found, shown_sight, sides
from pilkada_check.views.lines import literal
from pilkada_check.views.sheet import Cell
from pilkada_check.views.standings import state as readiness_word
from pilkada_check.views.titles import example_mark, list_title, plain_title, target_name
from pilkada_check.words import _


class Scene(Struct, frozen=True):
    """One unit at one moment (in its zone). `list` and `target` choose what is shown, never what is judged.

    `lists` are those the unit owes, by id; `definitions` the lists as they were when answered, by SHA-256. `private`:
    the page stays on this terminal, so the values of sensitive items may stand on it (design 7). `held`: records that
    others name and that a bundle said it leaves out. `device`: the name of this computer, "" as long as it has none.
    `per`: the moment as it was typed, "" for now.
    """

    assessment: Assessment
    moment: datetime
    lists: Mapping[str, Checklist]
    book: FactBook
    definitions: Mapping[str, Checklist]
    list: str = ""
    target: str = ""
    private: bool = False
    reports: Shelf = Shelf()  # risk reports: beside the verdict, never part of it
    held: tuple[str, ...] = ()
    device: str = ""
    per: str = ""

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.assessment.unit

    @property
    def chosen(self) -> bool:
        """Whether only a part of the unit is shown."""
        return bool(self.list or self.target)

    def parts(self) -> tuple[Part, ...]:
        """The parts that are shown."""
        if not self.chosen:
            return self.assessment.parts
        return tuple(part for part in self.assessment.parts if self.shows(part.checklist.id, part.target))

    def not_counted(self) -> tuple[Part, ...]:
        """The parts of which nothing is asked, those that are shown."""
        return tuple(part for part in self.assessment.not_counted if self.shows(part.checklist.id, part.target))

    def shows(self, list_id: str, target: str) -> bool:
        """Whether a list on a target is shown."""
        return self.list in {"", list_id} and self.target in {"", target}

    def groups(self) -> "Iterator[Group]":
        """Every list that is shown, in the unit's order, with its parts."""
        early = {reason.list for reason in self.assessment.reasons if reason.code == "not_due"}
        by_list: dict[str, list[Part]] = {}
        for part in self.parts():
            by_list.setdefault(part.checklist.id, []).append(part)
        for list_id in self.assessment.coverage:
            parts = tuple(by_list.get(list_id, ()))
            asked_nowhere = any(part.checklist.id == list_id for part in self.assessment.not_counted)
            if self.list not in {"", list_id} or (self.target and not parts):
                continue
            readiness: Readiness | None
            if any(part.veiled for part in parts):
                readiness = None
            elif parts:
                readiness = combine(part.readiness for part in parts if part.readiness is not None)
            elif asked_nowhere:
                readiness = None
            else:  # a list on targets that has none (rules.md 22)
                readiness = "not_due" if list_id in early or self.assessment.readiness == "not_due" else "unchecked"
            yield Group(self.lists[list_id], parts, readiness)

    @property
    def same_page(self) -> tuple[str, ...]:
        """The words of `ringkasan` that show the same of the same moment."""
        chosen = (("--list", self.list), ("--sasaran", self.target), ("--per", self.per))
        return tuple(word for option, value in chosen if value for word in (option, value))

    @property
    def practice(self) -> tuple[str, ...]:
        """The words with which a round takes place at the moment of this page; of an example alone."""
        return ("--jam", self.per) if self.per and self.unit.example else ()

    def hides(self, item: Item) -> bool:
        """Whether the value of this item stays off the page."""
        return item.sensitive and not self.private


class Group(Struct, frozen=True):
    """One list and its parts.

    `readiness` is that of the parts together (rules.md 22), None where nothing is asked or one of them is veiled.
    """

    checklist: Checklist
    parts: tuple[Part, ...]
    readiness: Readiness | None

    @property
    def of_unit(self) -> bool:
        """Whether the list is for the unit itself."""
        return self.checklist.target == UNIT

    @property
    def state(self) -> Cell:
        """The readiness as its word."""
        return not_shown() if any(part.veiled for part in self.parts) else readiness_word(self.readiness)


def not_shown() -> Cell:
    """What stands for a readiness while a ricek is running (rules.md 29)."""
    return Cell(_("NOT SHOWN (RICEK)"), "idle")


def part_state(part: Part) -> Cell:
    """The readiness of a part as its word."""
    return not_shown() if part.veiled else readiness_word(part.readiness)


def part_name(part: Part) -> str:
    """List and target."""
    return f"{plain_title(part.checklist)}, {target_name(part.target)}"


def part_counts(part: Part) -> tuple[str, str]:
    """Answered of asked, and confirmed of owed ("-" where nothing is owed, or nothing is shown)."""
    if part.veiled:
        return "-", "-"
    owed = [state for state in part.items.values() if state.owed]
    confirmed = sum(state.second == "confirmed" for state in owed)
    return f"{part.answered}/{part.asked}", f"{confirmed}/{len(owed)}" if owed else "-"


def chosen_text(scene: Scene) -> list[str]:
    """What is shown alone, in words."""
    found = [list_title(scene.lists[scene.list])] if scene.list else []
    return found + ([target_name(scene.target)] if scene.target else [])


def unit_lines(scene: Scene) -> tuple[Cell, ...]:
    """Below the title of every page: the unit, the moment, and that it is an example."""
    unit = scene.unit
    names = [unit.satuan, *reversed(unit.full_path)] if unit.satuan else list(reversed(unit.full_path))
    when = moments.full_moment(scene.moment, unit.timezone)
    distance = to_election(scene)
    lines = [
        Cell(", ".join(literal(name) for name in names)),
        Cell(f"{when} ({distance})" if distance else when),
    ]
    if unit.example:
        lines.append(Cell(example_mark(), "strong"))
    return tuple(lines)


def to_election(scene: Scene) -> str:
    """H-3."""
    day = scene.unit.election_day
    return moments.to_election(scene.moment.date(), datetime.fromisoformat(day).date()) if day else ""


def overdue(scene: Scene, mending: FollowUp | None) -> bool:
    """Whether the moment has passed by which something was to be mended."""
    return mending is not None and mending.due is not None and mending.due < scene.moment


def value_sight(scene: Scene, part: Part, state: ItemState) -> Sight | None:
    """The look whose value may stand in a file: none of a sensitive item, none while a ricek runs (rules.md 29)."""
    return None if scene.hides(state.item) else shown_sight(part, state)


def value_text(scene: Scene, part: Part, state: ItemState) -> str:
    """What was found, in words, or why that is not shown."""
    if scene.hides(state.item):
        return _("value restricted")
    if state.state == "dispute" and not part.veiled:
        return " / ".join(_party(scene, state, one) for one in sides(state))
    return found(part, state)


def _party(scene: Scene, state: ItemState, one: Sight) -> str:
    """One side of a dispute: the round, its value, who looked and when (case C04)."""
    officer = one.look.record.opened.officer
    at = one.look.at.astimezone(scene.moment.tzinfo)
    who = literal(officer.post or officer.name or officer.number)
    value = detail(state.item, one.look.answer, None)
    return f"{one.round} {value} ({who}, {moments.short_day(at)} {moments.hour(at)})"


def item_of(scene: Scene, part: Part, item_id: str) -> Item | None:
    """An item by its id: as the list has it, or as it was when it was answered last; None where that is not at hand."""
    state = part.items.get(item_id)
    if state is not None:
        return state.item
    for item in part.checklist.items():
        if item.id == item_id:
            return item
    looks = [look for record in part.records for look in record.looks if look.answer.item == item_id]
    for look in sorted(looks, key=lambda one: one.at, reverse=True):
        definition = scene.definitions.get(look.definition)
        for item in definition.items() if definition is not None else ():
            if item.id == item_id:
                return item
    return None


def reason_key(reason: Reason) -> tuple[object, ...]:
    """Reasons that say the same in words but for the item."""
    return (reason.code, reason.fact, reason.moment, reason.path, reason.list, reason.target, reason.why)
