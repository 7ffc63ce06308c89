"""How long a command takes to start: `--version`, `--help` and the verb `daftar`, against `import typer` alone."""

import compileall
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from measure import child_seconds, in_turn, ms, need, rounds, show

import pilkada_check
from pilkada_check.files.shipped import shipped_lists

COMMAND = Path(sysconfig.get_path("scripts"), "pilkada-check")


def run(*words: str | Path) -> Callable[[], object]:
    """Run a program in the example's workspace, in an environment without anything that changes Python."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    folder = shipped_lists() / "contoh-bontang"
    return lambda: subprocess.run(words, check=True, cwd=folder, env=environ, stdout=subprocess.DEVNULL)


def main() -> None:
    """Print milliseconds of processor time, and ratios to `import typer`."""
    times, _ = rounds(__doc__ or "", full=41, quick=9)
    need(typer="typer")
    if not COMMAND.exists():
        sys.exit("This benchmark runs the installed command. Type:\n    .venv/bin/pip install -e .")
    compileall.compile_dir(Path(pilkada_check.__file__).parent, quiet=1)  # as pip does when it installs
    python = sys.executable
    works = {
        "python -c pass": run(python, "-c", "pass"),
        "import typer": run(python, "-c", "import typer"),
        "import typer, yaml, msgspec": run(python, "-c", "import typer, yaml, msgspec"),
        "python -m pilkada_check --version": run(python, "-m", "pilkada_check", "--version"),
        "python -m pilkada_check --help": run(python, "-m", "pilkada_check", "--help"),
        "python -m pilkada_check daftar --help": run(python, "-m", "pilkada_check", "daftar", "--help"),
        "python -m pilkada_check daftar": run(python, "-m", "pilkada_check", "daftar"),
        "pilkada-check daftar": run(COMMAND, "daftar"),
    }
    took = in_turn(works, times, child_seconds)
    show(
        f"Processor time; median of {times} rounds in turn",
        ["", "time", "x import typer"],
        [[name, ms(took[name]), f"{took[name] / took['import typer']:.2f}"] for name in works],
    )
    print("Aim: a trivial verb 1.65 x `import typer`. `daftar` reads five YAML files and prints them.")
    print("What is loaded, and by whom: python -X importtime -m pilkada_check daftar")


if __name__ == "__main__":
    main()
