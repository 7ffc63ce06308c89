"""The way in: `pilkada-check` and `python -m pilkada_check`. Answers `--version` before anything is loaded."""

import gc
import os
import sys
from typing import NoReturn

from pilkada_check import VERSION


def main() -> int:
    """Run the command line of this process; the exit code."""
    try:
        if sys.argv[1:] == ["--version"]:
            try:
                print(f"pilkada-check {VERSION}", flush=True)  # noqa: T201 - the quick answer
                return 0
            except OSError:  # a full disk behind `>`: what is loaded below says so
                pass
        gc.set_threshold(100_000)  # what is loaded stays: looking for garbage in it slows the start
        from pilkada_check.cli.app import run  # noqa: PLC0415 - only now: loading it is most of the start

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while loading
        return 130


def leave() -> NoReturn:
    """Run it and end at once: taking down what was loaded is a twentieth of a short command, and the system does it."""
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (KeyboardInterrupt, OSError, ValueError):  # what could not be written was told
        pass
    os._exit(code)


if __name__ == "__main__":
    leave()
