"""How many keys a check costs its officer: counted by taking the real walk through answers that all pass."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.expression import Environment
from pilkada_check.model.unit import Officer
from pilkada_check.rules.facts import asked
from pilkada_check.rules.passing import YES, passing
from pilkada_check.rules.persons import told_apart
from pilkada_check.rules.walk import Now, Plan, Walk, places

# The slowest of the typists whom Card, Moran and Newell measured (CACM 23(7), 1980): somebody unfamiliar with the
# keyboard. An officer in a yard at night has one hand for it.
SECONDS_PER_KEY = 1.2
MENU_ROWS = 20  # more targets than that are not offered as a menu: a name is typed
DIGITS = 8  # of an officer's number where nobody knows those of the unit

LATER = ".n"  # what is typed where nothing passes


class Load(Struct, frozen=True):
    """The keys of one check on one target: of the answers, of saying who looks, of the seal, of choosing from menus."""

    items: int
    answers: int
    officer: int
    seal: int
    choosing: int

    @property
    def keys(self) -> int:
        """From the question who looks to the seal; a command that names list and target needs no choosing."""
        return self.answers + self.officer + self.seal

    @property
    def minutes(self) -> int:
        """What typing them takes, to the next whole minute."""
        return typing_minutes(self.keys)


def typing_minutes(keys: int) -> int:
    """How long so many keys take, to the next whole minute."""
    return ceil(keys * SECONDS_PER_KEY / 60)


def pressed(lines: Sequence[str]) -> int:
    """The keys of lines: every character, and Enter behind each."""
    return sum(len(line) + 1 for line in lines)


def saying_who(officers: Mapping[str, Officer]) -> tuple[str, ...]:
    """What an officer types to say who he is: as much of his number as tells everybody apart, and yes to his name."""
    return "0" * (told_apart(officers) if officers else DIGITS), YES


SEALING = (YES,)


def choosing(lists: Sequence[str], wanted: str, targets: Collection[str], target: str) -> tuple[str, ...]:
    """What is typed at the menus of list and target: the number of a row, or of many targets the whole name."""
    names = list(targets)
    typed = [str(lists.index(wanted) + 1)] if wanted in lists and len(lists) > 1 else []
    if len(names) > MENU_ROWS:
        typed.append(target)
    elif len(names) > 1:
        typed.append(str(names.index(target) + 1))
    return tuple(typed)


def answering(one: Checklist, env: Environment, at: datetime, lang: str) -> list[tuple[str, ...]]:
    """What is typed at each item that is asked, in walking order, as the walk takes it.

    `at` is the moment of the walk in the unit's zone. What nothing passes is put off: its lines end with .n.
    """
    asks = places(one, lambda item: asked(item, env))
    walk = Walk(Plan(one, asks, env, at.tzinfo, lang, ""), {})  # type: ignore[arg-type] # `at` is aware
    found = []
    for place in asks:
        lines = passing(place.item, env, at.date(), lang)
        for line in lines:
            walk.enter(line, Now(at))
        if walk.place is place and not walk.done:
            walk.enter(LATER, Now(at))
            lines = (*lines, LATER)
        found.append(lines)
    return found


class Meter:
    """Counts the keys of checks of one list; targets with the same facts are walked once."""

    def __init__(self, one: Checklist, at: datetime, lang: str, who: int) -> None:
        """`at` and `lang` as in `answering`; `who` are the keys of saying who looks."""
        self.one, self.at, self.lang, self.who = one, at, lang, who
        named = {name for item in one.items() for expression in item.expressions for name in expression.names}
        self.names = tuple(named | {"operation_ends"})  # the day that valid_until goes by where the item names none
        self.counted: dict[tuple[int | str | None, ...], Load] = {}

    def load(self, env: Environment, menus: int = 0) -> Load:
        """The keys of one check; `menus` are those of choosing list and target."""
        facts = tuple(env.get(name) for name in self.names)
        found = self.counted.get(facts)
        if found is None:
            lines = answering(self.one, env, self.at, self.lang)
            found = Load(len(lines), sum(map(pressed, lines)), self.who, pressed(SEALING), 0)
            self.counted[facts] = found
        return replace(found, choosing=menus)


def spread(loads: Sequence[Load]) -> tuple[Load, Load, Load]:
    """The least, the usual (median) and the most of one load or more, by their keys."""
    ranked = sorted(loads, key=lambda one: (one.keys, one.items))
    return ranked[0], ranked[len(ranked) // 2], ranked[-1]
