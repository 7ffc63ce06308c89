"""How many targets a plan draws, and which words may go into its seed: what `rencana` decides (rules.md 34)."""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from pilkada_check.model.checklist import Sample
from pilkada_check.model.text import bare
from pilkada_check.rules.sampling import needed, tolerated

LEAST_SIGNS = 8  # letters or digits of each person; eight dice have 1.679.616 outcomes
MOST_SIGNS = 60  # characters: both people's words and the rest are still one readable line
EXAMPLE = "4 1 6 2 2 5 3 6"

Trouble = Literal["short", "alike", "bar", "example", "name", "twice"]


class Sizing(Struct, frozen=True):
    """The numbers of the next plan: `population` N, `drawn` of them that still count, `found` x that differed.

    `rest` may still be drawn; `bad` of N are too many; `needed` draws in all prove that there are fewer (None: nothing
    proves it any more); `size` is what this plan draws: at least `least`.
    """

    sample: Sample
    population: int
    drawn: int
    rest: int
    found: int
    sensitivity: Fraction
    bad: int
    needed: int | None
    least: int
    size: int

    @property
    def too_few(self) -> bool:
        """Whether fewer were wanted than are needed."""
        return self.size < self.least

    @property
    def too_many(self) -> bool:
        """Whether more were wanted than there are."""
        return self.size > self.rest


class Wish(Struct, frozen=True):
    """What is asked of a plan: `wanted` targets (0: what is needed), re-checks that see so much of what differs."""

    wanted: int = 0
    sensitivity: Fraction = Fraction(1)


def sizing(sample: Sample, population: int, drawn: int, rest: int, found: int, wish: Wish) -> Sizing:
    """How many the next plan draws."""
    enough = needed(population, found, sample.tolerance, sample.confidence, wish.sensitivity)
    least = rest if enough is None else min(max(enough - drawn, 0), rest)
    bad = tolerated(population, sample.tolerance)
    size = wish.wanted or least
    return Sizing(sample, population, drawn, rest, found, wish.sensitivity, bad, enough, least, size)


def word_trouble(words: str, who: str, before: str = "") -> Trouble | None:
    """Why these words (cleaned) of `who` make no seed that nobody could guess; `before` are the first person's."""
    signs = bare(words)
    if "|" in words:
        return "bar"
    if len(signs) < LEAST_SIGNS:
        return "short"
    if len(set(signs)) == 1:
        return "alike"
    if signs == bare(EXAMPLE):
        return "example"
    if signs == bare(who):
        return "name"
    return "twice" if signs == bare(before) else None
