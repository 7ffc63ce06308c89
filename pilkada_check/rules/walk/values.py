"""What goes into a walk and what comes out of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import Enum, auto

from msgspec import UNSET, Struct, UnsetType

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import Answered, Value
from pilkada_check.model.expression import Environment
from pilkada_check.model.text import Text
from pilkada_check.rules.answers import Choice, Judgement, Read, Refused


class Step(Enum):
    """What the prompt is asking for."""

    ASK = auto()
    PART = auto()  # one part of a breakdown
    CONFIRM = auto()  # read back: y or t
    CHOOSE = auto()  # several things may be meant
    MISMATCH = auto()  # the parts do not add up: type one again, or save it as a finding
    WHICH = auto()  # which part is typed again
    ACCEPT = auto()  # which post takes RR upon itself
    WORDS = auto()  # what an RR lacks, what is done about a risk, what an option asks
    REASON = auto()  # why it does not apply
    NOTE = auto()
    OWNER = auto()  # who mends it
    DUE = auto()  # by when
    DUE_RIGHT = auto()  # a moment far ahead, read back: y or t


class Place(Struct, frozen=True):
    """An item, and the section it is asked in."""

    section: Text
    item: Item


class Plan(Struct, frozen=True):
    """What one walk asks. `blind`: a ricek, whose judgements stay hidden until it is sealed."""

    checklist: Checklist
    places: tuple[Place, ...]
    env: Environment
    zone: tzinfo
    lang: str
    record: str
    blind: bool = False


class Now(Struct, frozen=True):
    """The time an answer gets, and the machine's own where that differs."""

    at: datetime
    raw: datetime | UnsetType = UNSET


class Prompt(Struct, frozen=True):
    """What is asked now. `fresh`: the whole question is due, not just its last line. `number` counts from 1."""

    step: Step
    place: Place
    number: int
    total: int
    fresh: bool
    stored: Answered | None = None  # the answer that the record holds
    part: str = ""  # of a breakdown: the one that is asked
    typed: Mapping[str, int] = {}  # of a breakdown: what was typed so far
    reading: Read | None = None  # CONFIRM
    choices: tuple[Choice, ...] = ()  # CHOOSE
    judgement: Judgement | None = None  # ACCEPT, MISMATCH; None in a blind walk
    value: Value = None  # CONFIRM, ACCEPT, MISMATCH
    due: datetime | None = None  # DUE_RIGHT


class Write(Struct, frozen=True):
    """A line that must be on disk before anything else is shown."""

    event: Answered


class Taken(Struct, frozen=True):
    """The answer counts.

    `judgement` is None in a blind walk and for "tidak berlaku". `told` is what was made of the text without asking.
    `need_said`: the requirement was shown before.
    """

    place: Place
    answer: Answered
    judgement: Judgement | None
    told: tuple[str, ...] = ()
    need_said: bool = False


class NotTaken(Struct, frozen=True):
    """Nothing was recorded: why, and an example."""

    place: Place
    refused: Refused
    step: Step = Step.ASK


class Said(Struct, frozen=True):
    """Something to say; `views.walk` has a sentence for each code."""

    code: str
    place: Place
    word: str = ""
    answer: Answered | None = None


class Shown(Struct, frozen=True):
    """The officer asked for the items (`items`), or for help (`help`, behind the last item `help_end`).

    Help has the last stored answer as its one row.
    """

    what: str
    prompt: Prompt
    rows: tuple[tuple[int, Place, Answered | None], ...] = ()


class Report(Struct, frozen=True):
    """Something goes to the posko; or, with the `answer` that was just recorded to a risk, may go there."""

    place: Place
    answer: Answered | None = None


class Left(Struct, frozen=True):
    """The officer leaves; everything answered is saved."""


Effect = Write | Taken | NotTaken | Said | Shown | Report | Left


def places(checklist: Checklist, asked: Callable[[Item], bool], section: int | None = None) -> tuple[Place, ...]:
    """The items in force in walking order, all or those of one section (from 1)."""
    return tuple(
        Place(one.title, item)
        for number, one in enumerate(checklist.sections, 1)
        for item in one.items
        if section in {None, number} and asked(item)
    )


def latest(events: Sequence[Answered]) -> dict[str, Answered]:
    """The last line of each item."""
    return {event.item: event for event in events}
