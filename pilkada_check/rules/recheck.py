"""What the riceks of one item found, whatever came later (rules.md 33)."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pilkada_check.model.checklist import Agree, Item
from pilkada_check.rules.sight import Sight, agree, other, takes


def _pairs(sights: Iterable[Sight]) -> Iterator[tuple[Sight, Sight]]:
    """Each ricek with the cek it re-checks: the latest before it, or where there is none the first after it."""
    taken = takes(sights)
    answers = [  # the others answer nothing (rules.md 3, 18)
        one for one in taken if one.round == "cek" and not (one.look.record.cancelled or one.look.after_end)
    ]
    for ricek in taken:
        if ricek.round == "ricek" and answers:
            before = [cek for cek in answers if cek.order < ricek.order]
            yield ricek, before[-1] if before else answers[0]


def differed(item: Item, mode: Agree, sights: Iterable[Sight]) -> bool:
    """Whether a ricek, by anybody, differed from its cek or failed what that had not.

    Both are looked at as they were judged then and as they are today: a changed requirement takes nothing back.
    """
    return any(
        not agree(item, mode, one, two) or (one.failed and not two.failed)
        for ricek, cek in _pairs(sights)
        for one, two in ((ricek, cek), (_then(ricek), _then(cek)))
    )


def _then(sight: Sight) -> Sight:
    return replace(sight, outcome=sight.look.answer.outcome)


def rechecked(sights: Iterable[Sight]) -> bool:
    """Whether a ricek that may count for good, at whatever age, is by somebody other than the officer of its cek."""
    return any(ricek.same_form and not ricek.weighs_only and other(ricek, cek) for ricek, cek in _pairs(sights))
