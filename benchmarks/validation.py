"""Validating 1.000 lists of 60 items, each program in one process: ours against check-jsonschema and yamale."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from generated import ITEMS, checklist
from measure import child_seconds, in_turn, need, rounds, show

PEERS = Path(__file__).parent / "peers"
READ, YAMALE = "--read", "--yamale"  # what a child of this script does


def read(folder: Path) -> int:
    """Read every list of a folder by `read_checklist`; how many have faults."""
    from pilkada_check.files.reader import read_checklist, read_facts  # noqa: PLC0415 - only this child needs it
    from pilkada_check.files.shipped import shipped_lists  # noqa: PLC0415 - the same

    book, _ = read_facts((shipped_lists() / "facts.yaml").read_bytes(), "facts.yaml")
    if book is None:
        return -1
    paths = sorted(folder.iterdir())
    return sum(bool(read_checklist(path.read_bytes(), path.name, book, book.tables)[1]) for path in paths)


def yamale(folder: Path) -> int:
    """Validate every list of a folder with yamale; it raises at the first fault."""
    import yamale as peer  # noqa: PLC0415 - only this child needs it

    schema = peer.make_schema(PEERS / "checklist.yamale.yaml")
    for path in sorted(folder.iterdir()):
        peer.validate(schema, peer.make_data(path))
    return 0


def run(*words: str | Path) -> Callable[[], object]:
    """Run Python with these words; fails unless it finds every list sound."""
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Print seconds of processor time and ratios."""
    times, quick = rounds(__doc__ or "", full=3, quick=1)
    need(check_jsonschema="check-jsonschema", yamale="yamale")
    lists = 100 if quick else 1000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "checklists")
        folder.mkdir()
        for number in range(lists):
            (folder / f"ukur-{number:04}.yaml").write_text(checklist(number), encoding="utf-8")
        paths = sorted(folder.iterdir())
        schema = PEERS / "checklist.schema.json"
        took = in_turn(
            {
                "read": run(__file__, READ, folder),
                "validasi": run("-m", "pilkada_check", "validasi", folder),
                "yamale": run(__file__, YAMALE, folder),
                "check-jsonschema": run("-m", "check_jsonschema", "--schemafile", schema, *paths),
            },
            times,
            child_seconds,
        )
        size = sum(path.stat().st_size for path in paths) / lists / 1024
    print(f"{lists} lists x {ITEMS} items, {size:.0f} KB each; all are sound, for every program")
    print(f"YAML is read for check-jsonschema by {_parser()}, for yamale and us by libyaml")
    names = {
        "read": "files.reader.read_checklist",
        "validasi": "pilkada-check validasi",
        "yamale": "yamale",
        "check-jsonschema": "check-jsonschema",
    }
    show(
        f"Processor time, start included; median of {times} round(s) in turn",
        ["", "seconds", "ms a list", "x read_checklist", "x validasi"],
        [
            [words, f"{took[key]:.2f}", f"{took[key] / lists * 1000:.2f}"]
            + [f"{took[key] / took[ours]:.1f}" for ours in ("read", "validasi")]
            for key, words in names.items()
        ],
    )
    print("Needed: check-jsonschema >= 12 x, yamale >= 1.5 x; aim 25 x and 3 x")


def _parser() -> str:
    """Which parser check-jsonschema's YAML library has here; pip installs it without the C one."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - it comes with a peer that may be missing

    return "libyaml" if YAML(typ="safe").Parser.__name__ == "CParser" else "Python (as pip installs it)"


if __name__ == "__main__":
    if sys.argv[1:2] == [READ]:
        sys.exit(read(Path(sys.argv[2])))
    if sys.argv[1:2] == [YAMALE]:
        sys.exit(yamale(Path(sys.argv[2])))
    main()
