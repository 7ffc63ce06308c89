"""What every test stands on: fresh translations, bounded Hypothesis, a clean environment, needed programs."""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from pilkada_check import words
from pilkada_check.cli import example
from pilkada_check.files.examples import Example, read_scripts
from pilkada_check.files.workspace import load
from pilkada_check.views import commands

ROOT = Path(__file__).resolve().parent.parent
NO_SKIP = "PILKADA_CHECK_NO_SKIP"  # =1 in .ci/run: whatever is skipped there is a failure
CASES = "PILKADA_CHECK_CASES"  # =5000: that many fresh cases for each law, instead of the same few at every run
VARIABLES = ("PILKADA_", "PYTHON", "COLUMNS", "LINES", "NO_COLOR", "LANG", "LC_", "TZ", "_PILKADA")

Tool = Callable[..., subprocess.CompletedProcess[str]]

runpy.run_path(str(ROOT / "po" / "compile.py"))["compile_all"]()

# The machine may be slow or busy: no law has a deadline. Everybody sees the same cases, unless more are asked for.
settings.register_profile("same", max_examples=100, derandomize=True, database=None, deadline=None,
                          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
settings.register_profile("more", settings.get_profile("same"), max_examples=int(os.environ.get(CASES, "100")),
                          derandomize=False, print_blob=True)  # fmt: skip
settings.load_profile("more" if CASES in os.environ else "same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long (`long`): at the end one worker would go on with it alone."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs (`needs`) are missing."""
    for marker in item.iter_markers("needs"):
        missing = [name for name in marker.args if not shutil.which(name)]
        if missing:
            pytest.skip(f"needs {', '.join(missing)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI no test may be left out: a skip is a failure."""
    report: pytest.TestReport = yield  # type: ignore[assignment] # pytest sends the report in
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(NO_SKIP) == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and {NO_SKIP}=1 forbids that: {report.longrepr}"
    return report  # type: ignore[return-value] # and wants it back


def let_in(folder: Path) -> None:
    """Let other users into a temporary folder and those above it: pytest makes them for one user alone."""
    top = Path(tempfile.gettempdir()).resolve()
    for one in (folder, *folder.parents):
        if one == top or not one.is_relative_to(top):
            return
        one.chmod(0o755)


@pytest.fixture(autouse=True)
def _clean_environment() -> Iterator[None]:
    """English, and nothing of whoever runs the tests; what a test changes is undone."""
    before = dict(os.environ)
    for name in before:
        if name.startswith(VARIABLES):
            del os.environ[name]
    words.init("en")
    commands.begin("")
    yield
    words.init("en")
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def whole_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with all its records, made once for every process of this run; nobody writes in it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "example"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / ".lock"):  # its making takes seconds of both cores: the others wait
        return example.make("bontang", folder)[0]


@pytest.fixture(scope="session")
def small_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit of the example with the first eleven records, none of them damaged; nobody writes in it."""
    folder = tmp_path_factory.mktemp("small") / "contoh-bontang"
    example.make("bontang", folder.parent, empty=True)
    example.take_course(load(folder), Example(moment="", records=tuple(read_scripts("bontang")[:11])))
    return folder


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """Run the real command in a process of its own: in `tmp_path`, in UTF-8, in Indonesian, without a terminal."""
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*args: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pilkada_check", *args],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**home, **env},
            encoding="utf-8",
            errors="replace",
            timeout=60,
            check=False,
        )

    return run
