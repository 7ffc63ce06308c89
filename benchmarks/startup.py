"""How long a command takes to start: `--version`, `--help` and the verb `daftar`, against `import typer` alone."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import child_seconds, in_turn, ms, need, rounds, show

from pilkada_check.files.shipped import shipped_lists
from pilkada_check.files.yaml_nodes import c_loader

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = shipped_lists() / "contoh-bontang"
DAFTAR = "pilkada-check daftar"


def install(folder: Path) -> None:
    """Install the checkout as a user does, beside what this Python has: also with what only the wheel has."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, ROOT]
    subprocess.run(command, check=True)


def run(*words: str | Path, package: Path | None = None) -> Callable[[], object]:
    """Run a program in the example's workspace, in an environment without anything else that changes Python."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if package is not None:
        environ["PYTHONPATH"] = str(package)
    return lambda: subprocess.run(words, check=True, cwd=EXAMPLE, env=environ, stdout=subprocess.DEVNULL)


def measured(package: Path, times: int) -> dict[str, float]:
    """Seconds of processor time by what was run."""
    python, module, command = sys.executable, ("-m", "pilkada_check"), package / "bin" / "pilkada-check"
    works = {
        "python -c pass": run(python, "-c", "pass"),
        "import typer": run(python, "-c", "import typer"),
        "import typer, yaml, msgspec": run(python, "-c", "import typer, yaml, msgspec"),
        "pilkada-check --version": run(command, "--version", package=package),
        "pilkada-check --help": run(command, "--help", package=package),
        "pilkada-check daftar --help": run(command, "daftar", "--help", package=package),
        DAFTAR: run(command, "daftar", package=package),
        "daftar of a checkout, which has nothing compiled": run(python, *module, "daftar", package=ROOT),
    }
    return in_turn(works, times, child_seconds)


def main() -> None:
    """Print milliseconds of processor time, and ratios to `import typer`."""
    times, _ = rounds(__doc__ or "", full=41, quick=9)
    need(typer="typer", pip="pip")
    with tempfile.TemporaryDirectory() as folder:
        install(Path(folder))
        took = measured(Path(folder), times)
    typer = took["import typer"]
    show(
        f"Processor time; median of {times} rounds in turn",
        ["", "time", "x import typer"],
        [[name, ms(seconds), f"{seconds / typer:.2f}"] for name, seconds in took.items()],
    )
    unit = (EXAMPLE / "pilkada.yaml").read_text("utf-8")
    own = in_turn({"libyaml": lambda: compose(unit)}, times)["libyaml"]
    print(f"libyaml's own time for the one file that an installed `daftar` reads as YAML: {ms(own)}")
    print(f"`daftar` without it: {(took[DAFTAR] - own) / typer:.2f} x `import typer`; wanted: at most 1.65 x.")
    print("What is loaded, and by whom: python -X importtime -m pilkada_check daftar")


def compose(text: str) -> object:
    """What libyaml and its binding make of a text: nodes, of which nothing is looked at."""
    if c_loader is None:
        sys.exit("PyYAML has no libyaml here: there is nothing to compare with.")
    return c_loader(text).get_single_node()  # type: ignore[attr-defined] # the loader of PyYAML has no types


if __name__ == "__main__":
    main()
