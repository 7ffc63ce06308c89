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
from pilkada_check.files.yaml_nodes import c_loader

COMMAND = Path(sysconfig.get_path("scripts"), "pilkada-check")
DAFTAR = "pilkada-check daftar"


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
        DAFTAR: run(COMMAND, "daftar"),
    }
    took = in_turn(works, times, child_seconds)
    typer = took["import typer"]
    show(
        f"Processor time; median of {times} rounds in turn",
        ["", "time", "x import typer"],
        [[name, ms(took[name]), f"{took[name] / typer:.2f}"] for name in works],
    )
    texts = [path.read_text("utf-8") for path in read()]
    own = in_turn({"libyaml": lambda: [compose(text) for text in texts]}, times)["libyaml"]
    print(f"libyaml's own time for the {len(texts)} files that `daftar` reads, as nodes: {ms(own)}")
    ratio = (took[DAFTAR] - own) / typer
    print(f"`daftar` without it: {ratio:.2f} x `import typer`; wanted: at most 1.65 x.")
    print("What is loaded, and by whom: python -X importtime -m pilkada_check daftar")


def read() -> list[Path]:
    """The files that `daftar` reads in the example's workspace: the facts, the unit, and every list."""
    folder = shipped_lists()
    return [*sorted(folder.glob("*.yaml")), folder / "contoh-bontang" / "pilkada.yaml"]


def compose(text: str) -> object:
    """What libyaml and its binding make of a text: nodes, of which nothing is looked at."""
    if c_loader is None:
        sys.exit("PyYAML has no libyaml here: there is nothing to compare with.")
    return c_loader(text).get_single_node()  # type: ignore[attr-defined] # the loader of PyYAML has no types


if __name__ == "__main__":
    main()
