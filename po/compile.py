"""Compile po/*.po into pilkada_check/locale/<lang>/LC_MESSAGES/: for the build hook, the tests, and by hand."""

import os
from pathlib import Path

import polib

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "pilkada_check" / "locale"


def compile_all() -> list[Path]:
    """Write each catalogue where it is out of date; every path, written or not. A broken one raises as polib does."""
    made = []
    for source in sorted(HERE.glob("*.po")):
        path = TARGET / source.stem / "LC_MESSAGES" / "pilkada_check.mo"
        content = polib.pofile(str(source), encoding="utf-8").to_binary()
        if not (path.is_file() and path.read_bytes() == content):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")  # a test that runs beside this one never reads half a file
            fresh.write_bytes(content)
            fresh.replace(path)
        made.append(path)
    return made


if __name__ == "__main__":
    for each in compile_all():
        print(each)
