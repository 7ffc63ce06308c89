"""One look at an item as it is judged today: which looks count, which agree, and who may stand beside whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from msgspec import Struct

from pilkada_check.model.checklist import Agree, Item
from pilkada_check.model.events import FollowUp, Outcome, Round, Value
from pilkada_check.rules.answers import RANK, bare
from pilkada_check.rules.persons import Person, different
from pilkada_check.rules.record import Look


class Sight(Struct, gc=False):  # nothing it holds leads back to it
    """One look as it is judged today."""

    look: Look
    round: Round  # of the record it stands in
    order: tuple[datetime, str, int]  # time, record id, line (rules.md 5)
    person: Person
    entered: Person | None
    outcome: Outcome  # the worse of then and today
    need: int | str | None
    missing: tuple[str, ...]  # facts that its requirement names and nobody gives
    same_form: bool
    fresh: bool
    weighs_only: bool = False  # damaged, cancelled, or after the end: it may not count for good

    @property
    def value(self) -> Value:
        """The value as recorded."""
        return self.look.answer.value

    @property
    def follow_up(self) -> FollowUp | None:
        """Who mends it, by when."""
        return self.look.answer.follow_up

    @property
    def good(self) -> bool:
        """Whether a good answer may count: fresh, undamaged, the item still of the same form (rules.md 17)."""
        return self.fresh and self.same_form and not self.weighs_only

    @property
    def answers(self) -> bool:
        """Whether it is a cek that answers: not of a cancelled record, nor after an end (rules.md 3, 18)."""
        look = self.look
        return self.round == "cek" and not (look.after_end or look.record.cancelled)

    @property
    def failed(self) -> bool:
        """It does not pass, then or today."""
        return self.outcome == "fail"


def agree(item: Item, mode: Agree, a: Sight, b: Sight) -> bool:
    """Whether two answers agree (rules.md 9). "Tidak berlaku" agrees only with itself."""
    if a.outcome == "na" or b.outcome == "na":
        return a.outcome == b.outcome
    if mode.mode == "outcome":
        return a.outcome == b.outcome
    one, other = a.value, b.value
    if item.type == "text" and isinstance(one, str) and isinstance(other, str):
        return bare(one) == bare(other)
    if mode.mode == "within":
        return _within(mode.within, one, other)
    return type(one) is type(other) and one == other


def _within(most: int, one: Value, other: Value) -> bool:
    """Numbers, or all figures of two rows of numbers, at most `most` apart."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(abs(one[key] - other[key]) <= most for key in one)
    if type(one) is int and type(other) is int:
        return abs(one - other) <= most
    return one == other


def default_agree(item: Item, list_agree: Agree | None) -> Agree:
    """How this item is compared: as it says, as its list says, else text by outcome and all else by value."""
    return item.agree or list_agree or (_BY_OUTCOME if item.type == "text" else _BY_VALUE)


_BY_OUTCOME, _BY_VALUE = Agree("outcome"), Agree("value")


_in_order = attrgetter("order")


def takes(sights: Iterable[Sight]) -> list[Sight]:
    """The sights of one item that count or weigh, in order (rules.md 3, 11, 18).

    Of each ricek and putusan only the last answer counts; of a damaged record and after an end only fails; of a
    cancelled record only the last answer, if it is a fail, until the same number answers again in that round.
    """
    ones = sorted(sights, key=_in_order)
    if not ones or (len(ones) == 1 and ones[0].answers and not ones[0].look.record.damaged):  # nearly always
        return ones
    taken: list[Sight] = []
    last: dict[int, Sight] = {}  # by record: contradicting copies share an id
    for sight in ones:
        record = sight.look.record
        if sight.look.after_end or record.damaged:
            if not sight.failed:
                continue
            sight.weighs_only = True
        if sight.look.after_end:
            taken.append(sight)
        elif record.cancelled:
            sight.weighs_only = True
            last[id(record)] = sight
        elif sight.round == "cek":
            taken.append(sight)
        else:
            last[id(record)] = sight
    taken += [one for one in last.values() if one.failed or not one.look.record.cancelled]
    taken.sort(key=_in_order)
    return [
        one for index, one in enumerate(taken) if not (one.look.record.cancelled and _lifted(one, taken[index + 1 :]))
    ]


def _lifted(sight: Sight, later: Sequence[Sight]) -> bool:
    """A cancelled ricek or putusan holds until the same number answers again in that round."""
    number = sight.person.number
    if sight.round == "cek" or not number:
        return False
    return any(
        one.round == sight.round and one.person.number == number and not one.look.record.cancelled for one in later
    )


def other(sight: Sight, cek: Sight) -> bool:
    """Whether a ricek is by somebody other than the cek's officer, and was not entered by that one (rules.md 16)."""
    return different(sight.person, cek.person) and (sight.entered is None or different(sight.entered, cek.person))


def of_two(parties: Sequence[Sight]) -> bool:
    """Whether the dispute is between two different people; only then can a third settle it (rules.md 15)."""
    return any(different(a.person, b.person) for a in parties for b in parties)


def third(ruling: Sight, parties: Sequence[Sight]) -> bool:
    """Between two different people, by a third (rules.md 15)."""
    return of_two(parties) and all(other(ruling, party) for party in parties)


def better(ruling: Sight, parties: Sequence[Sight]) -> bool:
    """Whether the ruling's outcome is better than the best in the dispute; unjudged stands outside."""
    judged = [RANK[one.outcome] for one in parties if one.outcome in RANK]
    return bool(judged) and ruling.outcome in RANK and RANK[ruling.outcome] < min(judged)
