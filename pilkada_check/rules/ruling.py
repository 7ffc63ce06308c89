"""Disputes that wait for a third person: which there are, and by which rule a putusan would settle nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pilkada_check.model.events import Answered, By, Opened
from pilkada_check.model.expression import Environment
from pilkada_check.rules.answers import RANK
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.evidence import Bench
from pilkada_check.rules.record import Look, Record
from pilkada_check.rules.sight import Sight, better, of_two, other, takes, third
from pilkada_check.rules.standing import Standing

Obstacle = Literal["contested", "one_person", "not_third", "earlier", "better"]


class Dispute(Struct, frozen=True):
    """An item on whose answers two officers differ, on one list and target."""

    part: Part
    state: ItemState

    @property
    def name(self) -> str:
        """The item's id."""
        return self.state.item.id

    @property
    def unsealed(self) -> tuple[Sight, ...]:
        """The answers in it whose records go on: nobody may look at them yet (rules.md 29)."""
        return tuple(one for one in self.state.standing.parties if not one.look.record.ended)

    @property
    def order(self) -> tuple[bool, int, datetime]:
        """Critical ones first, then by the worst outcome in it, then the oldest."""
        parties = self.state.standing.parties
        worst = max(RANK.get(one.outcome, 0) for one in parties)
        return not self.state.critical, -worst, min(one.look.at for one in parties)


def disputes(parts: Iterable[Part]) -> list[Dispute]:
    """Every dispute of these parts, the worst first; none of a part that is veiled (rules.md 29)."""
    found = [
        Dispute(part, state)
        for part in parts
        if not part.veiled
        for state in part.items.values()
        if state.state == "dispute"
    ]
    return sorted(found, key=lambda one: one.order)


def proposed(bench: Bench, env: Environment, answer: Answered, by: By, target: str) -> Sight:
    """A ruling that is not written yet, judged as it will be once it is."""
    one = bench.checklist
    opened = Opened(
        1, answer.record, answer.at, "system", "putusan", one.id, one.sha256, target, (), by, "screen", device=""
    )
    record = Record(opened, definition=one.sha256, latest=answer.at)
    record.looks.append(Look(answer, answer.at, 2, one.sha256, record))
    return bench.sights([record], env)[answer.item][0]


def never(standing: Standing) -> Obstacle | None:
    """Why nobody's ruling would settle this dispute: then only a new cek, and a ricek, will (rules.md 14, 15)."""
    if standing.contested:
        return "contested"
    return None if of_two(standing.parties) else "one_person"


def obstacle(standing: Standing, sights: Sequence[Sight], ruling: Sight) -> Obstacle | None:
    """By which rule this ruling would not end this dispute; None: it does (rules.md 5, 15).

    `sights` are all looks at the item, as in `Part.sights`. While its outcome is not known yet the ruling is
    `unjudged`, which is better than nothing.
    """
    if (why := never(standing)) is not None:
        return why
    if not third(ruling, standing.parties):
        return "not_third"
    if any(one.order > ruling.order for one in takes(sights)):
        return "earlier"
    return "better" if better(ruling, standing.parties) else None


def opposed(ruling: Sight, parties: Sequence[Sight]) -> Sight | None:
    """The first of the parties from whom the ruler, or whoever entered it for him, is not proven to be different."""
    return next((one for one in parties if not other(ruling, one)), None)
