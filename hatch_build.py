"""The build hook: compiled translations, the shipped lists, and what their reader makes of them go into the wheel."""

import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_SHIPPED = {"buat_tps.py", "tps-bontang.csv"}  # they make a table of the example, which is shipped itself


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatch runs it before and after each build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations; put the lists inside the package, but never a second copy beside a checkout."""
        if self.target_name != "wheel":
            return
        made = runpy.run_path(str(Path(self.root, "po", "compile.py")))["compile_all"]()
        build_data["artifacts"] += [f"/{path.relative_to(self.root).as_posix()}" for path in made]
        if version != "editable":
            for path in sorted(Path(self.root, "checklists").rglob("*.*")):
                if path.is_file() and path.name not in NOT_SHIPPED:
                    name = path.relative_to(self.root).as_posix()
                    build_data["force_include"][name] = f"pilkada_check/{name}"
            # Not in the checkout, where it would soon be out of date; a build that fails goes without `finalize`.
            self._made = tempfile.TemporaryDirectory()
            compiled = _compile_lists(self.root, Path(self._made.name))
            build_data["force_include"][str(compiled)] = f"pilkada_check/{compiled.name}"

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Take away what was made for the wheel alone."""
        if hasattr(self, "_made"):
            self._made.cleanup()


def _compile_lists(root: str, folder: Path) -> Path:
    """The shipped lists and facts as values. Raises ValueError where one has a fault."""
    sys.path.insert(0, root)
    try:
        from pilkada_check.files import compiled, gathering, shipped, workspace  # noqa: PLC0415 - only now can it be found
    finally:
        sys.path.remove(root)
    everything = workspace.load(None, every=True)
    if everything.faults:
        raise ValueError(f"The shipped lists have faults: {everything.faults}")
    facts = (shipped.shipped_lists() / gathering.FACTS_FILE).read_bytes()
    lists = [(everything.texts[name], found) for name, found in everything.known.items()]
    file = folder / compiled.FILE
    file.write_bytes(compiled.write([(facts, everything.book), *lists]))
    return file
