"""What holds for one item on one target, all rounds considered (rules.md 9 to 19)."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from pilkada_check.model.checklist import Agree, Item
from pilkada_check.model.events import FollowUp
from pilkada_check.rules.answers import RANK
from pilkada_check.rules.sight import Sight, agree, better, other, takes, third

State = Literal["none", "ok", "remark", "fail", "noted", "na", "unjudged", "dispute"]
Second = Literal["confirmed", "owed", "not_owed"]


class Standing(Struct, gc=False):  # nothing it holds leads back to it
    """What holds for one item.

    `base` is the answer that stands as value (a ruling, or the latest cek), `cek` the latest cek that answers (a
    cancelled one answers nothing), `confirming` the ricek or ruling that makes it confirmed, `parties` those whose
    answers are in dispute or were settled by `ruling`.
    """

    state: State
    base: Sight | None = None
    cek: Sight | None = None
    ricek: Sight | None = None  # the latest, in force or not
    ruling: Sight | None = None
    confirming: tuple[Sight, ...] = ()
    void_riceks: tuple[Sight, ...] = ()
    void_rulings: tuple[Sight, ...] = ()
    parties: tuple[Sight, ...] = ()
    weights: tuple[Sight, ...] = ()  # fails of cancelled ceks and after an end: they hold until the next cek
    fails: tuple[Sight, ...] = ()  # those that stand and do not pass
    contested: bool = False  # in dispute between two rulings that differ: a third one settles nothing
    renewed: bool = False  # in dispute, and a cek has come since: a ricek that agrees with it ends it

    @property
    def failing(self) -> Sight | None:
        """The first of them."""
        return self.fails[0] if self.fails else None

    @property
    def follow_up(self) -> FollowUp | None:
        """The open follow-up of the ruling, the latest cek or ricek; of one that fails first (rules.md 19)."""
        ones = [one for one in (self.ruling, self.cek, self.ricek, *self.weights) if one is not None and one.follow_up]
        if not ones:
            return None
        return next((one.follow_up for one in sorted(ones, key=lambda one: not one.failed)), None)

    @property
    def critical_then(self) -> bool:
        """A fail given while the item was critical stays critical (rules.md 18)."""
        ones = self.parties if self.state == "dispute" else self.fails
        return bool(ones) and any(one.look.answer.critical and one.failed for one in ones)


class _Fold:
    """Goes through the sights of one item in order."""

    def __init__(self, item: Item, mode: Agree) -> None:
        self.item = item
        self.mode = mode
        self.cek: Sight | None = None  # the latest
        self.weights: list[Sight] = []  # fails since that cek which answer nothing (rules.md 3, 18)
        self.riceks: list[Sight] = []  # in force: since that cek
        self.latest_ricek: Sight | None = None
        self.second: Sight | None = None  # the last ricek or ruling
        self.ruling: Sight | None = None
        self.settled: tuple[Sight, ...] = ()
        self.dispute: list[Sight] = []
        self.renewed = False  # a cek has come since the dispute arose
        self.contested = False  # two rulings that differ settle nothing
        self.void: list[Sight] = []

    def same(self, a: Sight, b: Sight) -> bool:
        return agree(self.item, self.mode, a, b)

    def take(self, sight: Sight) -> None:
        match sight.round:
            case "cek":
                self.take_cek(sight)
            case "ricek":
                self.take_ricek(sight)
            case "putusan":
                self.take_ruling(sight)
            case _:
                pass

    def take_cek(self, sight: Sight) -> None:
        """Rules 11, 12 (before the first cek) and 13."""
        if sight.look.record.cancelled or sight.look.after_end:
            self.weights.append(sight)
            return
        self.weights = []
        in_line = [one for one in self.riceks if self.same(sight, one)]
        keeps = not self.dispute and len(in_line) == len(self.riceks)
        if not (keeps and all(self.same(sight, one) for one in self.standing_now())):
            differing = [one for one in self.riceks if one not in in_line] if self.cek is None else []
            failed = [one for one in (self.second, *differing) if one is not None and one.failed and one not in in_line]
            if self.dispute or (self.cek is not None and self.second is not None and self.second.failed) or failed:
                old = [one for one in (self.cek, *self.riceks, self.ruling, self.second) if one is not None]
                self.dispute = _unique([*self.dispute, *old, sight])
                self.renewed = True
            # Before the first cek each ricek is taken by itself: one that agrees counts (rules.md 12).
            self.riceks = in_line if self.cek is None else []
            self.ruling, self.settled = None, ()
        self.cek = sight

    def standing_now(self) -> list[Sight]:
        """What a new answer must agree with: the ruling that stands, and the latest cek unless it was settled by it."""
        newer = self.cek is not None and (self.ruling is None or self.cek.order > self.ruling.order)
        return [one for one in (self.ruling, self.cek if newer else None) if one is not None]

    def take_ricek(self, sight: Sight) -> None:
        """Rules 12, 13, 14."""
        self.latest_ricek = sight
        if not sight.look.record.cancelled:  # that one holds until the next cek only, but for a dispute
            self.second = sight
        self.riceks.append(sight)
        if self.cek is None:
            return
        if not self.dispute:
            if not all(self.same(sight, one) for one in self.standing_now()):
                self.begin([*self.settled, self.cek, *self.riceks, *self.standing_now()])
            return
        self.dispute.append(sight)
        in_line = self.renewed and all(self.same(one, self.cek) for one in self.riceks)
        if in_line and not sight.weighs_only and not self.cek.weighs_only and other(sight, self.cek):
            self.end()

    def take_ruling(self, sight: Sight) -> None:
        """Rule 15."""
        counts = not sight.weighs_only and not self.contested
        if self.dispute:
            if counts and third(sight, self.dispute) and not better(sight, self.dispute):
                self.second, self.ruling, self.settled, self.riceks = sight, sight, tuple(self.dispute), []
                self.end()
            else:
                self.void.append(sight)
            return
        differs = self.ruling is not None and counts and not self.same(sight, self.ruling)
        if differs and self.ruling is not None and third(sight, self.settled) and not better(sight, self.settled):
            parties = [*self.settled, self.ruling, sight]
            self.begin(parties)
            self.contested = True
        elif sight.failed:
            if self.state(self.agreeing()) != "fail":
                old = [one for one in (*self.settled, self.cek, *self.riceks, self.ruling) if one is not None]
                self.begin([*old, sight])
            self.second = sight

    def begin(self, parties: list[Sight]) -> None:
        self.dispute = _unique(parties)
        self.ruling, self.settled, self.renewed, self.void = None, (), False, []

    def end(self) -> None:
        self.dispute, self.renewed, self.contested, self.void = [], False, False, []

    def agreeing(self) -> list[Sight]:
        """The answers that stand together: where their outcomes differ the worse holds."""
        if self.ruling is not None:
            newer = [one for one in self.standing_now() if one is not self.ruling]
            beside = [one for one in self.settled if self.same(one, self.ruling) and not (newer and one.round == "cek")]
            return [*newer, self.ruling, *beside, *self.riceks, *self.weights]
        if self.cek is not None:
            return [self.cek, *self.riceks, *self.weights]
        return [one for one in (*self.weights, *self.riceks) if one.failed]

    def state(self, ones: Sequence[Sight]) -> State:
        """What holds where these answers stand together."""
        if self.dispute:
            return "dispute"
        if not ones:
            return "none"
        first, *others = outcomes = [one.outcome for one in ones]
        if others.count(first) == len(others):
            return first
        worst = max(outcomes, key=lambda outcome: RANK.get(outcome, -1))
        if first == "unjudged":
            return "fail" if worst == "fail" else "unjudged"
        return worst if RANK.get(worst, -1) > RANK.get(first, -1) else first

    def standing(self) -> Standing:
        ones = self.agreeing()
        newer = self.ruling is not None and self.cek is not None and self.cek.order > self.ruling.order
        base = self.cek if self.ruling is None or newer else self.ruling
        confirming, void = self.seconds()
        return Standing(
            self.state(ones),
            base=base,
            cek=self.cek,
            ricek=self.latest_ricek,
            ruling=self.ruling,
            confirming=tuple(confirming),
            void_riceks=tuple(void),
            void_rulings=tuple(self.void),
            parties=tuple(self.dispute) if self.dispute else self.settled,
            weights=tuple(self.weights),
            fails=tuple(one for one in ones if one.failed),
            contested=self.contested,
            renewed=self.renewed,
        )

    def seconds(self) -> tuple[list[Sight], list[Sight]]:
        """Those that confirm (rule 16), and the riceks that fail only the test of persons."""
        if self.ruling is not None and self.ruling.good:
            return [self.ruling], []
        if self.cek is None:
            return [], []
        confirming: list[Sight] = []
        void: list[Sight] = []
        for one in self.riceks:
            if one.good and self.same(one, self.cek):
                (confirming if other(one, self.cek) else void).append(one)
        return ([] if self.dispute else confirming), void


def stand(item: Item, mode: Agree, sights: Iterable[Sight]) -> Standing:
    """Fold the sights of one item on one target into what holds."""
    taken = takes(sights)
    if not taken:
        return Standing("none")
    if len(taken) == 1 and taken[0].answers:  # nearly always: there is nothing to fold
        (cek,) = taken
        return Standing(cek.outcome, base=cek, cek=cek, fails=(cek,) if cek.failed else ())
    fold = _Fold(item, mode)
    for sight in taken:
        fold.take(sight)
    return fold.standing()


def _unique(sights: Iterable[Sight]) -> list[Sight]:
    """Each sight once, in order."""
    return list({id(one): one for one in sights}.values())
