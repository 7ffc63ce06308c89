"""The way in: `pilkada-check` and `python -m pilkada_check`. Answers `--version` before anything is loaded."""

import gc
import sys

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
    finally:
        gc.freeze()  # the process ends: nobody needs the last look for garbage, a tenth of its time


if __name__ == "__main__":
    sys.exit(main())
