"""A checklist: what is asked of one target, and what each answer must meet."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from pilkada_check.model.expression import Expression
from pilkada_check.model.text import Text

ItemType = Literal[
    "confirm", "count", "inventory", "condition", "valid_until", "date", "choice", "breakdown", "risk", "text", "time"
]
Passing = Literal["ok", "remark", "fail"]
Ricek = Literal["critical", "all", "none"]


class Need(Struct, frozen=True):
    """`>= helm_wajib`: a comparison and its right-hand side."""

    op: Literal[">=", "=", "<="]
    value: Expression

    @property
    def text(self) -> str:
        """As a list writes it."""
        return f"{self.op} {self.value.text}"


class Agree(Struct, frozen=True):
    """How cek and ricek are compared: the value, the outcome, or numbers at most `within` apart."""

    mode: Literal["value", "outcome", "within"]
    within: int = 0


class Option(Struct, frozen=True):
    """One answer of a choice; `ask` wants words with it."""

    id: str
    text: Text
    outcome: Passing = "ok"
    ask: bool = False


class Item(Struct, frozen=True):
    """One question. Which of the later fields are used depends on `type` (docs/format.md)."""

    id: str
    text: Text
    type: ItemType
    critical: bool = False
    agree: Agree | None = None
    hint: Text | None = None
    short: Text | None = None  # its name in summaries, boards and messages
    sensitive: bool = False
    source: tuple[str, ...] = ()
    when: Expression | None = None
    usual: tuple[int, int] | None = None
    need: Need | None = None  # count, inventory, time
    expect: bool = True  # confirm
    states: dict[str, Text] = {}  # condition: b, rr, rb, ta
    until: Expression | None = None  # valid_until, date: a date fact or "2024-12-16" in quotes
    since: Expression | None = None  # date
    max_age: int | None = None  # date: days before the day of the answer
    warn_days: int = 30  # valid_until
    options: tuple[Option, ...] = ()  # choice
    parts: dict[str, Text] = {}  # breakdown
    total: Expression | None = None  # breakdown
    digits: bool = False  # text
    nihil: bool = False  # text
    example: Text | None = None  # text: what an answer looks like, shown where one is refused

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What decides whether it is asked and what it must meet, in that order."""
        need = self.need.value if self.need is not None else None
        ones = (self.when, need, self.until, self.since, self.total)
        return tuple(one for one in ones if one is not None)

    @property
    def form(self) -> tuple[object, ...]:
        """What makes an old answer still an answer to this item (rules.md 17): not its words, hint, example, source."""
        return (
            self.type,
            self.need and self.need.text,
            self.agree,
            self.expect,
            self.since and self.since.text,
            self.until and self.until.text,
            self.max_age,
            tuple((option.id, option.outcome) for option in self.options),
            tuple(self.parts),
            self.total and self.total.text,
            self.digits,
            self.nihil,
        )


class Section(Struct, frozen=True):
    """A place, and what is asked there."""

    title: Text
    items: tuple[Item, ...]


class Due(Struct, frozen=True):
    """When a list is owed: a day before H, perhaps with its last hour, or from hour to hour. Hours are "05:30"."""

    text: str  # as written: "H-1 18.00"
    days_before: int
    start: str = ""
    end: str = ""


class ValidFor(Struct, frozen=True):
    """How long an answer holds at most: `3d` calendar days or `12h` exact hours."""

    days: int = 0
    hours: int = 0


class Sample(Struct, frozen=True):
    """A re-check of drawn targets: both shares as exact fractions of 1."""

    tolerance: Fraction
    confidence: Fraction
    always: Expression | None = None


class Reviewed(Struct, frozen=True):
    """Who last read the list, when, and against what."""

    by: Text = Text("")
    on: str = ""
    against: Text = Text("")


class Checklist(Struct, frozen=True):
    """One list. `target` is "unit" or the name of a target table; `sha256` names its text in `definitions/`."""

    id: str
    title: Text
    version: str
    sections: tuple[Section, ...]
    status: Text = Text("")
    reviewed: Reviewed | None = None
    target: str = "unit"
    due: tuple[Due, ...] = ()
    valid_for: ValidFor | None = None
    ricek: Ricek = "critical"
    sample: Sample | None = None
    agree: Agree | None = None
    by: Text | None = None
    ricek_by: Text | None = None
    minutes: int | None = None
    bring: Text | None = None
    sources: dict[str, Text] = {}
    sha256: str = ""
    own: bool = False  # the unit's own, not the shipped one

    def items(self) -> Iterator[Item]:
        """Every item, in walking order."""
        for section in self.sections:
            yield from section.items
