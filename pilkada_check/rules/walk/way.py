"""Where a walk stands: the item that is asked, what is left to ask, and how it moves from one to another."""

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec.structs import replace

from pilkada_check.model.checklist import Item
from pilkada_check.model.events import Answered
from pilkada_check.rules.walk.talk import Talk
from pilkada_check.rules.walk.values import Place, Plan, Prompt, Step


class Way:
    """The items of a plan, and the one that is asked. `done` once nothing is left to ask."""

    def __init__(self, plan: Plan, answers: Mapping[str, Answered], again: Collection[str]) -> None:
        """Stand before the first item without an answer, or the first of `again`, which are asked all the same."""
        self.plan = plan
        self.answers = dict(answers)
        self.todo = {one.item.id for one in plan.places if one.item.id not in self.answers or one.item.id in again}
        self.later: set[str] = set()
        self.notes: dict[str, str] = {}  # of answers still to come
        self.half: dict[str, dict[str, int]] = {}  # breakdowns that were left in the middle
        self.index = 0
        self.fresh = True
        self.done = not plan.places
        self.follow: Step | None = None  # OWNER, DUE or DUE_RIGHT
        self.due: datetime | None = None  # read back, not recorded yet
        self.noting = False
        if plan.places:
            self.talk = Talk(plan, self.item)
            self.advance(start=0)

    @property
    def place(self) -> Place:
        """The item that is asked now."""
        return self.plan.places[self.index]

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.place.item

    @property
    def stored(self) -> Answered | None:
        """The answer of this item that the record holds."""
        return self.answers.get(self.item.id)

    @property
    def left(self) -> list[int]:
        """The numbers of the items that were not answered, from 1."""
        return [number for number, place in enumerate(self.plan.places, 1) if place.item.id in self.todo]

    @property
    def step(self) -> Step:
        """What the prompt is asking for."""
        return Step.NOTE if self.noting else self.follow or self.talk.step

    @property
    def prompt(self) -> Prompt:
        """What is asked now; there must be an item."""
        talk = self.talk
        return Prompt(
            self.step,
            self.place,
            self.index + 1,
            len(self.plan.places),
            self.fresh,
            self.seen(self.item.id),
            talk.part,
            dict(talk.typed),
            talk.reading,
            talk.choices,
            talk.judgement,
            talk.value,
            self.due,
        )

    def seen(self, name: str) -> Answered | None:
        """The stored answer of an item as it may be shown: nothing of a judgement in a blind walk (rules.md 29)."""
        answer = self.answers.get(name)
        if answer is None or not self.plan.blind:
            return answer
        return replace(answer, need=None, outcome="na" if answer.outcome == "na" else "noted")

    def open(self, index: int) -> None:
        """Ask the item at `index` from its beginning; a breakdown from the first part that was not typed."""
        if self.talk.parts:
            self.half[self.item.id] = dict(self.talk.typed)
        self.index = index
        self.fresh, self.done, self.noting, self.follow = True, False, False, None
        self.due = None
        self.talk = Talk(self.plan, self.item, self.half.get(self.item.id))

    def advance(self, start: int | None = None) -> None:
        """To the next item that is to be asked and was not put off; from the first one when none follows."""
        first = self.index + 1 if start is None else start
        for index in [*range(first, len(self.plan.places)), *range(min(first, len(self.plan.places)))]:
            name = self.plan.places[index].item.id
            if name in self.todo and name not in self.later:
                self.open(index)
                return
        self.open(self.index)
        self.done = True

    def resume_left(self) -> None:
        """Ask what was put off once more."""
        self.later.clear()
        self.advance(start=0)
