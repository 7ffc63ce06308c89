"""The records of one ruling officer: one for each list and target, begun with its first ruling, sealed together."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from pilkada_check.cli import takeup
from pilkada_check.cli.clock import Clock
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import Workspace, records_of, verdict_on
from pilkada_check.model.events import Answered, By
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.facts import environment
from pilkada_check.rules.walk import Place
from pilkada_check.views.commands import command


class Rulings:
    """What one officer rules in one run."""

    def __init__(self, workspace: Workspace, clock: Clock, officer: By, words: Sequence[str]) -> None:
        """`words` are those that, typed again behind the verb, lead to the same disputes."""
        self.workspace = workspace
        self.clock = clock
        self.officer = officer
        self.words = words
        self._sessions: dict[tuple[str, str], Session] = {}

    def now(self) -> datetime:
        """The time of a verdict."""
        return self.clock.now().at

    def task(self, part: Part, places: tuple[Place, ...] = ()) -> Task:
        """What is ruled on a list and target, as a round of it."""
        one, target = part.checklist, part.target
        table = self.workspace.unit.tables.get(one.target)
        row = table.rows.get(target) if table is not None and one.target != UNIT else None
        env = environment(self.workspace.unit, self.workspace.book, one.target, row)
        return Task(self.workspace, one, target, env, places, self.officer, round="putusan")

    def need_room(self, parts: Iterable[Part]) -> None:
        """Before any question: whatever a ruling on these needs may be written. Raises PermissionError."""
        for part in parts:
            Session(self.task(part), self.clock, ()).need_room()

    def judged(self, part: Part) -> Part:
        """The list and target as it stands now, whatever other windows wrote meanwhile."""
        return verdict_on(self.workspace, part.checklist, part.target, self.now())

    def session(self, part: Part) -> Session:
        """The record for a list and target: this officer's unsealed one, else one that begins with its first ruling.

        Names those that others left open. Raises Stop where his own is open in another window.
        """
        key = (part.checklist.id, part.target)
        if key not in self._sessions:
            task = self.task(part)
            records = records_of(self.workspace, *key)
            mine = takeup.own(records, task)
            takeup.name_others(records, task, but=mine[-1].id if mine else "")
            session = Session(task, self.clock, [record.id for record in records])
            if mine and session.take_up(mine[-1]).torn:
                session.go_on()
            self._sessions[key] = session
        return self._sessions[key]

    @property
    def begun(self) -> list[Session]:
        """The records there are: those with a ruling in them."""
        return [one for one in self._sessions.values() if one.journal is not None]

    @property
    def parts(self) -> list[Part]:
        """What these records are about, as it stands now."""
        ones = [(one.task.checklist, one.task.target) for one in self.begun]
        return [verdict_on(self.workspace, one, target, self.now()) for one, target in ones]

    @property
    def ruled(self) -> int:
        """How many rulings these records hold."""
        events = [event for one in self.begun if one.journal is not None for event in one.journal.events]
        return len({(event.record, event.item) for event in events if isinstance(event, Answered)})

    def command(self, *options: str) -> str:
        """The command that leads back here, or with `options` does that."""
        return command("putuskan", *self.words, *options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._sessions.values():
            one.close()
