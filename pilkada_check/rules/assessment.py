"""What an assessment is: readiness, reasons, items, coverage; how parts make a unit's verdict (rules.md 22 to 25)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.events import FollowUp
from pilkada_check.model.unit import Unit
from pilkada_check.rules.record import Record
from pilkada_check.rules.sight import Sight
from pilkada_check.rules.standing import Second, Standing, State

Readiness = Literal["ready", "conditional", "incomplete", "not_ready", "unchecked", "not_due"]
Code = Literal[
    "fail", "dispute", "missing", "stale", "changed", "overdue", "no_fact", "remark", "ricek_owed", "void_ricek",
    "void_ruling", "na_critical", "nothing_checked", "unsealed", "clock", "follow_up", "dropped", "damaged", "absent",
    "after_seal", "not_due", "unreadable", "not_on_list", "struck_out", "no_target", "count_of_targets", "unknown_list",
    "sample_short",
]  # fmt: skip


class Reason(Struct, frozen=True):
    """Why a verdict is not better. Which fields mean something depends on `code` (`FIELDS`)."""

    code: Code
    item: str = ""
    record: str = ""
    critical: bool = False
    follow_up: FollowUp | None = None
    fact: str = ""
    moment: str = ""
    path: str = ""
    list: str = ""
    target: str = ""
    why: str = ""
    rows: int = 0
    more: int = 0  # of `sample_short`: how many more are to be drawn; 0: those drawn are to be re-checked


class ItemState(Struct):
    """One item in force on one target. `counts`: it has an answer that counts (rules.md 17, 20)."""

    item: Item
    standing: Standing
    second: Second
    critical: bool
    owed: bool  # the list wants a second pair of eyes on it
    counts: bool
    need: int | str | None = None

    @property
    def state(self) -> State:
        """What holds for the item."""
        return self.standing.state

    @property
    def passes(self) -> bool:
        """It has a good answer, whether or not that still counts."""
        return self.state in {"ok", "remark", "noted", "na"}


class Part(Struct):
    """One list on one target. `veiled`: a ricek of it is running, so no value of the cek may be shown (rules.md 29)."""

    checklist: Checklist
    target: str
    readiness: Readiness | None  # None: `when` leaves out every item (not counted)
    items: dict[str, ItemState]
    reasons: tuple[Reason, ...]
    records: tuple[Record, ...] = ()
    veiled: bool = False
    sights: Mapping[str, Sequence[Sight]] = {}  # every look of each item in force, in no order
    hidden: int = 0  # items that are asked, where the veil took them away (rules.veil)
    differed: bool = False  # of a list with `sample`: a ricek of it once differed (rules.md 33)

    @property
    def asked(self) -> int:
        """Number of items in force."""
        return len(self.items) + self.hidden

    @property
    def answered(self) -> int:
        """Number of items whose answer counts."""
        return sum(state.counts for state in self.items.values())

    @property
    def ricek_owed(self) -> bool:
        """Whether any item wants a second pair of eyes."""
        return any(state.owed for state in self.items.values())

    @property
    def checked(self) -> bool:
        """Every item in force has an answer that counts."""
        return bool(self.items) and self.answered == self.asked

    @property
    def rechecked(self) -> bool:
        """Checked, and every owed item confirmed."""
        owed = [state for state in self.items.values() if state.owed]
        return bool(owed) and self.checked and all(state.second == "confirmed" for state in owed)


class Coverage(Struct, frozen=True):
    """Counts of targets (rules.md 25): only ever added."""

    expected: int = 0
    checked: int = 0
    ricek_expected: int = 0
    rechecked: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.expected + other.expected,
            self.checked + other.checked,
            self.ricek_expected + other.ricek_expected,
            self.rechecked + other.rechecked,
        )


class SampleResult(Struct, frozen=True):
    """What the re-checks of drawn targets prove about all of a list (rules.md 33, 34). Shares are fractions of 1.

    `population` is N, `drawn` of them by any plan, `counted` is n, `differed` x. `able`: of those drawn, how many count
    or still can (a sound plan drew them, and they have a row). As many as `bound` may be bad, fewer than `tolerated`
    should be. `more` are to be drawn (0: those drawn are to be re-checked); `complete`: all are drawn. `plans` that
    are sound have drawn. So many `beyond` those drawn differed, too; no sound plan had those `outside` among its rows,
    so no lot could fall on them.
    """

    list: str
    population: int
    drawn: int
    counted: int
    differed: int
    able: int
    bound: int
    tolerated: int
    tolerance: Fraction
    confidence: Fraction
    short: bool
    more: int
    complete: bool
    plans: int = 1
    beyond: int = 0
    outside: tuple[str, ...] = ()


class Assessment(Struct):
    """The verdict of one unit at one moment. `coverage` is per list id, in the unit's order."""

    unit: Unit
    readiness: Readiness | None  # None: veiled (rules.veil)
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    coverage: dict[str, Coverage]
    not_counted: tuple[Part, ...] = ()
    samples: dict[str, SampleResult] = {}  # of each list that has a plan


def cover(parts: Iterable[Part]) -> Coverage:
    """The coverage of one list: its parts, those not counted left out."""
    ones = [part for part in parts if part.readiness is not None]
    return Coverage(
        len(ones),
        sum(part.checked for part in ones),
        sum(part.ricek_owed for part in ones),
        sum(part.rechecked for part in ones),
    )


def combine(verdicts: Iterable[Readiness], *, at_best: Readiness = "ready") -> Readiness:
    """The readiness of a unit from its parts (rules.md 22); `at_best` caps it and never lifts it."""
    found = set(verdicts)
    if found == {"not_due"}:
        # Unread files may hide anything: then it is not merely early (as with a part, rules.md 20).
        return "unchecked" if at_best == "incomplete" else "not_due"
    rest = found - {"not_due"}
    if "not_ready" in rest:
        return "not_ready"
    if rest <= {"unchecked"}:
        return "unchecked"
    if rest & {"incomplete", "unchecked"} or at_best == "incomplete":
        return "incomplete"
    if "conditional" in rest or "not_due" in found or at_best == "conditional":
        return "conditional"
    return "ready"
