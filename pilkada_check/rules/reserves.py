"""Reserves: who must stand by and who is ordered, what is spare and what is short, and the fewest moves between them.

Beside the verdict: nothing here changes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from pilkada_check.model.checklist import Checklist, Item
from pilkada_check.model.expression import Environment
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.parsing import addends
from pilkada_check.model.unit import UNIT, Unit
from pilkada_check.rules.assessment import ItemState, Part
from pilkada_check.rules.facts import compute, environment, roots
from pilkada_check.rules.targets import expected_rows

MOST_EXACT = 12  # targets with something spare or short: beyond that the fewest moves are not searched for


class Term(Struct, frozen=True):
    """What is added up in a requirement, such as that of one class of polling stations, and what it follows from."""

    need: int
    inputs: tuple[tuple[str, int | str], ...]


class Demand(Struct, frozen=True):
    """What a fact with `ordered` requires, and what the rows of a target table give.

    `need` is None where facts are `missing`; `silent` are the rows whose cell is empty. `terms` add up to `need`.
    """

    fact: FactDef
    need: int | None
    ordered: int
    rows: int
    terms: tuple[Term, ...] = ()
    missing: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def gap(self) -> int | None:
        """What is ordered less what is needed; below zero something is short."""
        return None if self.need is None or self.silent else self.ordered - self.need


class Move(Struct, frozen=True):
    """So many of one item from one target to another."""

    source: str
    to: str
    count: int


class Stock(Struct, frozen=True):
    """One item of one list across its targets: B less the need, where that is above and below zero.

    `moves` cover as much of the shortages as there is spare, `left` what stays short. `exact`: no way with fewer moves
    covers as much.
    """

    checklist: Checklist
    item: Item
    spare: dict[str, int]
    short: dict[str, int]
    moves: tuple[Move, ...]
    left: dict[str, int]
    exact: bool


class Reserves(Struct, frozen=True):
    """Both, for one unit."""

    demands: tuple[Demand, ...]
    stocks: tuple[Stock, ...]


def reserves(unit: Unit, book: FactBook, parts: Sequence[Part]) -> Reserves:
    """What is needed, ordered, spare and short in one unit; parts that are veiled are left out (rules.md 29)."""
    return Reserves(tuple(_demands(unit, book)), tuple(_stocks(parts)))


def _demands(unit: Unit, book: FactBook) -> Iterator[Demand]:
    env = environment(unit, book, UNIT, None)
    for fact in book.unit.values():
        if fact.ordered is None or fact.ordered[0] not in unit.tables:
            continue
        table, column = fact.ordered
        rows = [row for row in expected_rows(unit, table).values() if not row.struck_out]
        cells = {row.id: row.facts.get(column) for row in rows}
        need = env.get(fact.name)
        if not isinstance(need, int) and not any(isinstance(cell, int) for cell in cells.values()):
            continue  # the unit states neither: it does not go by such patterns
        yield Demand(
            fact,
            need if isinstance(need, int) else None,
            sum(cell for cell in cells.values() if isinstance(cell, int)),
            len(rows),
            tuple(_terms(fact, need, env)) if isinstance(need, int) else (),
            () if isinstance(need, int) else roots(unit, book, UNIT, fact.name, env),
            tuple(name for name, cell in cells.items() if not isinstance(cell, int)),
        )


def _terms(fact: FactDef, need: int, env: Environment) -> Iterator[Term]:
    """What adds up to the requirement; all of it as one where a part of it alone is no whole number."""
    if fact.derive is None:
        return
    ones = addends(fact.derive)
    counts = [count for one in ones if isinstance(count := compute(one, env), int)]
    if len(counts) < len(ones):
        ones, counts = (fact.derive,), [need]
    for one, count in zip(ones, counts, strict=True):
        yield Term(count, tuple((name, env[name]) for name in one.names))


def _stocks(parts: Sequence[Part]) -> Iterator[Stock]:
    """The inventories of every list on several targets that have anything spare or short."""
    found: dict[tuple[str, str], tuple[Checklist, Item, dict[str, int]]] = {}
    for part in parts:
        if part.checklist.target == UNIT or part.veiled:
            continue
        for name, state in part.items.items():
            balance = _balance(state)
            if balance is not None:
                found.setdefault((part.checklist.id, name), (part.checklist, state.item, {}))[2][part.target] = balance
    for checklist, item, balances in found.values():
        spare = {target: count for target, count in balances.items() if count > 0}
        short = {target: -count for target, count in balances.items() if count < 0}
        if short or spare:
            moves, exact = fewest_moves(spare, short)
            left = {
                target: rest
                for target, count in short.items()
                if (rest := count - sum(move.count for move in moves if move.to == target))
            }
            yield Stock(checklist, item, spare, short, tuple(moves), left, exact)


def _balance(state: ItemState) -> int | None:
    """B less the need of an inventory whose answer counts and is not in dispute."""
    need, base = state.need, state.standing.base
    plain = state.item.type == "inventory" and state.item.need is not None and state.item.need.op == ">="
    if not plain or not state.counts or state.state == "dispute" or base is None or not isinstance(need, int):
        return None
    # Where a ricek that agrees (`within n`) or a ruling says less, the lower count is the one to plan with.
    values = [one.value for one in (base, *state.standing.confirming, *state.standing.fails)]
    good = [value["b"] for value in values if isinstance(value, dict) and "b" in value]
    return min(good) - need if good else None


def fewest_moves(spare: Mapping[str, int], short: Mapping[str, int]) -> tuple[list[Move], bool]:
    """Cover as much of the shortages as there is spare, with the fewest moves; whether that is proven.

    What is optimised, in this order: the number of things that reach a target where they are short (all of the spare or
    all of the shortage), then the number of moves, a move being any number of things from one target to another. Up to
    `MOST_EXACT` targets every grouping is tried; beyond that the largest shortage is served first, by the smallest
    spare that suffices, and the result need not be the smallest: it is, where nobody is met by more than one move. All
    counts are above zero.
    """
    turned = sum(spare.values()) < sum(short.values())  # the side with less is the one that is met in full
    few, many = (spare, short) if turned else (short, spare)
    every = len(few) + len(many) <= MOST_EXACT
    pairs = _paired(_groups(tuple(few.items()), tuple(many.items()))) if every else _greedy(few, many)
    moves = [Move(one, other, count) if turned else Move(other, one, count) for one, other, count in pairs]
    return sorted(moves, key=lambda move: (move.source, move.to)), every or len(moves) == len(few)


Counted = tuple[tuple[str, int], ...]


def _groups(few: Counted, many: Counted) -> list[tuple[Counted, Counted]]:
    """Groups of both sides, each met within itself, with the fewest of `many` beyond the first in each.

    A group of p on one side and r on the other needs p + r - 1 moves, so all p are met with p moves and r - 1 more.
    """
    sums_few, sums_many = _sums(few), _sums(many)

    @cache
    def best(left: int, free: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        """The fewest extra moves, and the groups as bits, for what is `left` with who is `free`; None: not met."""
        if not left:
            return 0, ()
        if sums_few[left] > sums_many[free]:
            return None
        first, found = left & -left, None
        for wanted in _subsets(left):
            if not wanted & first:
                continue
            for givers in _subsets(free):
                extra = givers.bit_count() - 1
                if sums_many[givers] < sums_few[wanted] or (found is not None and extra >= found[0]):
                    continue
                rest = best(left ^ wanted, free ^ givers)
                if rest is not None and (found is None or rest[0] + extra < found[0]):
                    found = rest[0] + extra, ((wanted, givers), *rest[1])
                    if not found[0]:
                        return found
        return found

    result = best((1 << len(few)) - 1, (1 << len(many)) - 1)
    return [(_picked(few, wanted), _picked(many, givers)) for wanted, givers in (result[1] if result else ())]


def _sums(ones: Counted) -> list[int]:
    """The sum of every subset, by its bits."""
    sums = [0]
    for _, count in ones:
        sums += [one + count for one in sums]
    return sums


def _subsets(bits: int) -> Iterator[int]:
    """Every subset that is not empty."""
    one = bits
    while one:
        yield one
        one = (one - 1) & bits


def _picked(ones: Counted, bits: int) -> Counted:
    return tuple(one for place, one in enumerate(ones) if bits >> place & 1)


def _paired(groups: Sequence[tuple[Counted, Counted]]) -> list[tuple[str, str, int]]:
    """Within each group one after the other: at most one pair fewer than it has members."""
    pairs: list[tuple[str, str, int]] = []
    for few, many in groups:
        givers = iter(many)
        giver, there = next(givers)
        for name, need in few:
            left = need
            while left:
                count = min(left, there)
                pairs.append((name, giver, count))
                left, there = left - count, there - count
                if not there:
                    giver, there = next(givers, ("", 0))
    return pairs


def _greedy(few: Mapping[str, int], many: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The largest first, by the smallest that suffices; else by the largest, and what is left again."""
    free = dict(many)
    todo = sorted(few.items(), key=lambda one: (-one[1], one[0]))
    pairs: list[tuple[str, str, int]] = []
    for name, need in todo:
        left = need
        while left:
            enough = [one for one in free.items() if one[1] >= left]
            giver, there = min(enough, key=lambda one: (one[1], one[0])) if enough else max(free.items(), key=_largest)
            count = min(left, there)
            pairs.append((name, giver, count))
            left -= count
            free[giver] -= count
            if not free[giver]:
                del free[giver]
    return pairs


def _largest(one: tuple[str, int]) -> tuple[int, str]:
    return one[1], one[0]
