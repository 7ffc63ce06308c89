"""What every benchmark shares: rounds in turn, medians, peers that must be there, tables of figures."""

import argparse
import gc
import importlib.util
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def rounds(about: str, *, full: int, quick: int) -> tuple[int, bool]:
    """How many rounds to measure, as the command line says; and whether it is a quick look."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, no figures to quote")
    wanted: bool = parser.parse_args().quick
    return (quick if wanted else full), wanted


def need(**peers: str) -> None:
    """Leave with exit code 1 and the command to type unless these modules (name: pip's name) are installed."""
    missing = [package for module, package in peers.items() if importlib.util.find_spec(module) is None]
    if missing:
        print(f"This benchmark compares with {' and '.join(missing)}, which is missing. Type:", file=sys.stderr)
        print("    .venv/bin/pip install -e '.[bench]'", file=sys.stderr)
        sys.exit(1)


def child_seconds() -> float:
    """Processor time of the children that have ended: what other programs do at the same time counts little."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turn(
    works: Mapping[str, Callable[[], object]], times: int, clock: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """The median seconds of each work by a clock: this process's own time, or `child_seconds`.

    The works take turns, each round beginning with another: all see the same machine. What earlier work left behind is
    swept up before each, outside its time.
    """
    names = list(works)
    found: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(times):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            gc.collect()
            begun = clock()
            works[name]()
            found[name].append(clock() - begun)
    return {name: statistics.median(ones) for name, ones in found.items()}


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print figures as a table; the first column is words, the others are numbers."""
    table = [head, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    print(title)
    for row in table:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "   ".join(cells))
    print()


def ms(seconds: float) -> str:
    """Milliseconds."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.1f} ms"
