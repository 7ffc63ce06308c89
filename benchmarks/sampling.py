"""The sample plan of a nation: how many of 435.296 targets, which, and what it proves, against one binomial number."""

from fractions import Fraction
from math import comb

from measure import in_turn, ms, rounds, show

from pilkada_check.rules.draw import draw, seed
from pilkada_check.rules.sampling import bound, needed

TARGETS = 435_296
SURE = Fraction(95, 100)
SEED = seed(("Mabes Contoh",), "tps-siap", "2024-11-27", 1, ("hujan di lapangan apel", "4 1 6 2 2 5 3 6"))
CASES = (("5 %", Fraction(5, 100)), ("1 %", Fraction(1, 100)), ("0,1 %", Fraction(1, 1000)))
SEES = Fraction(9, 10)  # an officer who overlooks one in ten


def main() -> None:
    """Print what a plan takes, each step beside the floor."""
    times, _ = rounds(__doc__ or "", full=25, quick=3)
    rows = [f"TPS {number:06}" for number in range(TARGETS)]
    lines: list[list[str]] = []
    for words, tolerance in CASES:
        size = needed(TARGETS, 0, tolerance, SURE) or 0
        took = in_turn(
            {
                "floor": lambda size=size: comb(TARGETS, size),
                "number": lambda tolerance=tolerance: needed(TARGETS, 0, tolerance, SURE),
                "draw": lambda size=size: draw(SEED, rows, size),
                "bound": lambda size=size: bound(TARGETS, size, 0, SURE),
                "plan": lambda tolerance=tolerance: plan(rows, tolerance),
                "found": lambda tolerance=tolerance: needed(TARGETS, 5, tolerance, SURE),
                "blind": lambda tolerance=tolerance: needed(TARGETS, 0, tolerance, SURE, SEES),
            },
            times,
        )
        names = {
            "floor": f"floor: math.comb({TARGETS}, {size}), once",
            "number": "how many must be drawn",
            "draw": "which are drawn",
            "bound": "what they prove, none bad",
            "plan": "a whole plan: all three",
            "found": "how many, with five bad ones",
            "blind": "how many, one in ten overlooked",
        }
        lines += [[f"{words}: {names[key]}", ms(one), f"{one / took['floor']:.1f}"] for key, one in took.items()]
    show(f"{TARGETS} targets, 95 %; processor time, median of {times} rounds in turn", ["", "took", "x floor"], lines)
    print("Peer: none is public that draws from words.")


def plan(rows: list[str], tolerance: Fraction) -> int:
    """What `rencana` computes: the number, the draw, and what it will prove."""
    size = needed(len(rows), 0, tolerance, SURE) or 0
    return bound(len(rows), len(draw(SEED, rows, size)), 0, SURE)


if __name__ == "__main__":
    main()
