"""`ringkasan` of the example (a Polres with 423 polling stations), from the start of the process to its last line."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from measure import child_seconds, in_turn, ms, rounds, show

from pilkada_check.cli import example
from pilkada_check.model.events import Event
from pilkada_check.rules.record import complete

MOMENT = "26/11/2024 19.30"
FORMATS = ("terminal", "markdown", "csv", "json")


def run(folder: Path, *words: str) -> Callable[[], object]:
    """Run Python in a folder; `ringkasan` ends with 1, for the unit is not ready."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return lambda: subprocess.run(
        [sys.executable, *words], check=False, cwd=folder, env=environ, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """Print seconds of processor time, ratios to a floor, and the memory it took."""
    times, _ = rounds(__doc__ or "", full=15, quick=3)
    with tempfile.TemporaryDirectory() as folder:
        root = example.make("bontang", Path(folder))[0]
        files = [complete(path.read_bytes()) for path in root.glob("records/**/*.jsonl")]
        lines = sum(data.count(b"\n") for data in files)
        print(f"{len(files)} records of {lines} lines, {sum(map(len, files)) / 2**20:.1f} MiB\n")
        whole = ("-m", "pilkada_check", "ringkasan", "--per", MOMENT, "--format")
        decoder = msgspec.json.Decoder(Event)
        floor = in_turn({"decoded": lambda: [decoder.decode_lines(data) for data in files]}, times)["decoded"]
        works = {"import typer": run(root, "-c", "import typer")}
        works |= {f"ringkasan --format {form}": run(root, *whole, form) for form in FORMATS}
        took = in_turn(works, times, child_seconds)
        floor += took["import typer"]
        show(
            f"Processor time of the whole process; median of {times} rounds in turn",
            ["", "time", "x floor"],
            [[name, ms(took[name]), f"{took[name] / floor:.2f}"] for name in works],
        )
        print("The floor: `import typer`, and msgspec decoding the same lines. Wanted: under a second, under 120 MB.")
        print(f"Memory: {memory(root, *whole, 'terminal'):.0f} MB")


def memory(root: Path, *words: str) -> float:
    """The most memory that a command took, in MB: measured around it alone."""
    code = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run([sys.executable, "-c", code, *words], check=True, cwd=root, capture_output=True, text=True)
    return int(said.stdout) * 1024 / 1e6


if __name__ == "__main__":
    main()
