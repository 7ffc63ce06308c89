"""What lists, targets and examples are called on every page."""

from collections.abc import Iterable, Iterator

from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook
from pilkada_check.model.unit import UNIT
from pilkada_check.views.lines import literal
from pilkada_check.views.sheet import Line, line
from pilkada_check.words import _, lang


def plain_title(checklist: Checklist) -> str:
    """The list's title."""
    return literal(checklist.title.say(lang()))


def list_title(checklist: Checklist) -> str:
    """The list's title; the unit's own says so."""
    title = plain_title(checklist)
    return f"{title} ({_('own list')})" if checklist.own else title


def own_lists(lists: Iterable[Checklist]) -> Iterator[Line]:
    """Which lists are the unit's own: every page says so."""
    own = [plain_title(one) for one in lists if one.own]
    if own:
        yield line(_("The unit's own lists: {lists}.").format(lists=", ".join(own)))


def target_name(target: str) -> str:
    """A target's name on a page."""
    return _("the unit") if target == UNIT else literal(target)


def rows_name(book: FactBook, table: str) -> str:
    """What the rows of a table are called: as the facts say, else as the table is."""
    word = book.one_of(table)
    return literal(word.say(lang()) if word is not None else table.replace("_", " "))


def day_name(book: FactBook) -> str:
    """What the day H is in the unit's field."""
    named = book.unit.get("election_day")
    return literal(named.text.say(lang())) if named is not None else _("Day H")


def example_mark() -> str:
    """What every page of an example says."""
    return _("EXAMPLE: example figures, not data of a real unit")
