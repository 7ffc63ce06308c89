"""The build hook: compiled translations and the shipped lists go into the wheel."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_SHIPPED = {"buat_tps.py", "tps-bontang.csv"}  # they make a table of the example, which is shipped itself


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatch runs it before each build."""

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
