"""What differs between a unit's own list and the shipped one of its name, and which answers that takes away."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.facts import FactBook
from pilkada_check.model.text import Text

# What says nothing of the list as it is used: who it is, which text it is, and what is compared item by item.
_NOT_HEAD = {"id", "own", "sha256", "sections"}


class Field(Struct, frozen=True):
    """One field that differs, by its name in the file; both values as they were read."""

    name: str
    shipped: object
    own: object


class Change(Struct, frozen=True):
    """An item that both lists have, and how it differs.

    `moved`: it is asked in another place, or before or after others than it was. `again`: answers to the one are no
    answers to the other (rules.md 17).
    """

    item: Item
    place: Text
    fields: tuple[Field, ...] = ()
    moved: bool = False
    shipped_place: Text = Text("")
    again: bool = False


class Changes(Struct, frozen=True):
    """An own list beside the shipped one. Items that were added or left out with their places."""

    own: Checklist
    shipped: Checklist
    head: tuple[Field, ...]
    places: tuple[tuple[Text, Text], ...]  # renamed: shipped, own
    added: tuple[tuple[Text, Item], ...]
    missing: tuple[tuple[Text, Item], ...]
    changed: tuple[Change, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.head or self.places or self.added or self.missing or self.changed)

    @property
    def again(self) -> int:
        """Of how many items the answers given to the other list do not count."""
        return sum(one.again for one in self.changed)


def compare(own: Checklist, shipped: Checklist) -> Changes:
    """The own list beside the shipped one of its id."""
    mine, theirs = _placed(own), _placed(shipped)
    both = [name for name in mine if name in theirs]
    renamed = _renamed(own, shipped, [(theirs[name][0], mine[name][0]) for name in both])
    out_of_order = _out_of_order([list(theirs).index(name) for name in both])
    changed = []
    for name, late in zip(both, out_of_order, strict=True):
        (place, item), (old_place, old) = mine[name], theirs[name]
        elsewhere = place != old_place and (old_place, place) not in renamed
        fields = tuple(_fields(item, old))
        if fields or elsewhere or late:
            changed.append(Change(item, place, fields, elsewhere or late, old_place, item.form != old.form))
    return Changes(
        own,
        shipped,
        tuple(one for one in _fields(own, shipped) if one.name not in _NOT_HEAD),
        renamed,
        tuple(placed for name, placed in mine.items() if name not in theirs),
        tuple(placed for name, placed in theirs.items() if name not in mine),
        tuple(changed),
    )


def _placed(one: Checklist) -> dict[str, tuple[Text, Item]]:
    """Every item with the title of its place, in walking order."""
    return {item.id: (section.title, item) for section in one.sections for item in section.items}


def _fields(own: Struct, shipped: Struct) -> Iterator[Field]:
    """What differs between two values of one kind, by the names of the file."""
    for name in own.__struct_fields__:
        before, now = getattr(shipped, name), getattr(own, name)
        if before != now:
            yield Field("for" if name == "target" else name, before, now)


def _renamed(own: Checklist, shipped: Checklist, moves: Sequence[tuple[Text, Text]]) -> tuple[tuple[Text, Text], ...]:
    """The places that only have another title: the items of one are those of the other, and neither has both."""
    mine, theirs = {one.title for one in own.sections}, {one.title for one in shipped.sections}
    seen = dict.fromkeys(pair for pair in moves if pair[0] not in mine and pair[1] not in theirs)
    found: dict[Text, Text] = {}
    for before, now in seen:
        if before not in found and now not in found.values():
            found[before] = now
    return tuple(found.items())


def _out_of_order(places: Sequence[int]) -> list[bool]:
    """Which of these must have been moved, where as many as possible kept their order."""
    ends: list[int] = []  # the lowest end of a rising row of each length
    lengths = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    moved, wanted = [True] * len(places), len(ends) - 1
    for at in range(len(places) - 1, -1, -1):
        if lengths[at] == wanted:
            moved[at], wanted = False, wanted - 1
    return moved


def own_facts(book: FactBook, shipped: FactBook) -> tuple[str, ...]:
    """The facts that a unit added to the shipped ones, as `name` or `table.name`; none can replace a shipped one."""
    before = set(_names(shipped))
    return tuple(name for name in _names(book) if name not in before)


def _names(book: FactBook) -> list[str]:
    return [*book.unit, *(f"{table}.{name}" for table, facts in book.tables.items() for name in facts)]
