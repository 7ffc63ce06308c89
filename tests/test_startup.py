"""What a trivial verb may load: its start is measured (benchmarks/startup.py), and this keeps it from creeping up."""

import subprocess
import sys
from functools import cache
from importlib.util import find_spec

import pytest

from pilkada_check.files.shipped import shipped_lists

# Each of them costs a millisecond at least, most many; who needs one imports it where it is used.
FORBIDDEN = {
    "asyncio": "nothing here waits for anything",
    "csv": "for tables and `--format csv`",
    "distributed": "for the roll-up on a cluster",
    "filelock": "a walk alone locks",
    "hashlib": "it loads OpenSSL; model.digest has what lists need",
    "importlib.metadata": "the version is a constant",
    "json": "for records and `--format json`",
    "openpyxl": "for sheets",
    "random": "chance comes from the system",
    "rich": "for colour on a terminal",
    "secrets": "it brings random, hmac and base64",
    "tabulate": "for `--format markdown`; it brings importlib.metadata",
    "tempfile": "for files",
    "pydantic": "typer 0.29 brings it: half as much again",
    "pilkada_check.cli.ask": "this verb asks nothing, and the answers come with it",
    "pilkada_check.files.cells": "for tables",
    "pilkada_check.files.journal": "for records",
    "pilkada_check.files.kept": "for records",
    "pilkada_check.files.tables": "for verbs that read targets or officers",
    "pilkada_check.files.yaml_slips": "only a file with faults needs it",
    "pilkada_check.model.events": "for records",
    "pilkada_check.rules.answers": "for the walk and the verdict",
    "pilkada_check.rules.verdict": "nothing is judged",
    "pilkada_check.rules.walk": "nothing is walked",
    "pilkada_check.views.faults": "only a file with faults needs it",
    "pilkada_check.views.scene": "nothing is judged",
}
OPTIONAL = {"distributed", "openpyxl", "pydantic"}  # need not be installed


@cache
def loaded(*words: str) -> frozenset[str]:
    """The modules that are loaded when the command has run in the example's workspace, in a process of its own."""
    code = "import sys; from pilkada_check.__main__ import main; main(); print('', '@', *sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=shipped_lists() / "contoh-bontang",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    shown, _, modules = done.stdout.partition("\n@\n")
    assert shown.strip()
    return frozenset(modules.split())


def test_the_verb_did_its_work() -> None:
    found = loaded("daftar")
    assert {"pilkada_check.cli.daftar", "pilkada_check.files.reader", "yaml", "msgspec"} <= found


@pytest.mark.parametrize("module", FORBIDDEN)
def test_a_trivial_verb_does_not_load(module: str) -> None:
    assert module not in loaded("daftar"), FORBIDDEN[module]


@pytest.mark.parametrize("module", FORBIDDEN)
def test_what_is_forbidden_is_there(module: str) -> None:
    """A name that was changed or misspelt would forbid nothing."""
    assert module in OPTIONAL or find_spec(module) is not None


def test_other_work_does_load_it() -> None:
    """The other way round: what the verb leaves out is loaded by those that need it."""
    assert {"json", "pilkada_check.views.as_json"} <= loaded("daftar", "--format", "json")
    assert {"csv", "pilkada_check.views.as_csv"} <= loaded("daftar", "--format", "csv")
