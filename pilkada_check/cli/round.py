"""One round of one officer: what it asks, and the journal that keeps it."""

import errno
import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from pilkada_check import VERSION
from pilkada_check.cli.clock import FAR, Clock, settle
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import Workspace, records_of
from pilkada_check.files.journal import Journal, Unfit
from pilkada_check.files.kept import device, keep_definition
from pilkada_check.files.lock import Locked
from pilkada_check.files.names import record_path, ulid
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import Answered, By, Cancelled, Opened, Resumed, Round, Source
from pilkada_check.model.expression import Environment
from pilkada_check.rules.record import Record
from pilkada_check.rules.walk import Place
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.question import short_title
from pilkada_check.words import N_, _

_UNFIT = {
    "empty": N_("It has no complete line."),
    "damaged": N_("It is damaged or was altered."),
    "ended": N_("It was closed meanwhile."),
    "newer": N_("A newer pilkada-check wrote it."),
}


class Task(Struct, frozen=True):
    """What one officer is about to check: one list on one target, all of it or one section.

    `findings`: only what does not pass, so all of it is asked whether or not the record has an answer. `options` are
    the words that, typed again, lead to the same task, `clock` those of its --jam.
    """

    workspace: Workspace
    checklist: Checklist
    target: str
    env: Environment
    places: tuple[Place, ...]
    officer: By
    round: Round = "cek"
    source: Source = "screen"
    findings: bool = False
    options: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether nothing of a judgement is shown before the seal (rules.md 29)."""
        return self.round == "ricek"

    @property
    def title(self) -> str:
        """The list's title, short enough for every head line."""
        return short_title(self.checklist)

    def path(self, record: str) -> Path:
        """Where a record of this task lies."""
        records = self.workspace.root / "records"
        return record_path(records, self.target, self.checklist.id, self.round, record)

    def command(self, *options: str) -> str:
        """The command that takes this round up again, or with `options` does that to it."""
        words = on_target(self.checklist.id, self.target)
        typed = (*(options or self.options), *self.clock)
        return command(self.round, *words, *typed)


class Session:
    """The record of one round, begun with its first answer or taken up again; locked until `close`."""

    def __init__(self, task: Task, clock: Clock, seen: Sequence[str]) -> None:
        """`seen`: the records of the same list and target that are on this device (rules.md 4)."""
        self.task = task
        self.clock = clock
        self.seen = tuple(seen)
        self.journal: Journal | None = None
        self.answers: dict[str, Answered] = {}
        self.last: Answered | None = None
        self.again = task.findings  # all of it is asked, whether or not the record has an answer
        self.anew = False  # an older record was closed as cancelled
        self._begin()

    def _begin(self) -> None:
        self.began = self.clock.now()
        # By the machine's clock: of two records with answers of the same second the one begun later is the later one.
        self.record = ulid(max(int(time.time() * 1000), 0), os.urandom(10))

    @property
    def path(self) -> Path:
        """The record's file."""
        return self.task.path(self.record)

    def begin(self) -> Journal:
        """The record's file, with its first line on disk. Raises OSError."""
        if self.journal is None:
            self.journal = Journal.create(self.path, self._opened())
        return self.journal

    def write(self, event: Answered) -> None:
        """Put an answer on disk; the record begins with the first one. Raises OSError."""
        self.begin().append(event)
        self.answers[event.item] = event

    def _opened(self) -> Opened:
        task, root = self.task, self.task.workspace.root
        independent = None
        if task.round == "ricek":  # as it is now that the record begins: what came meanwhile was here too
            records = records_of(task.workspace, task.checklist.id, task.target)
            self.seen = tuple(record.id for record in records)
            independent = all(record.opened.round != "cek" for record in records)
        return Opened(
            1,
            self.record,
            self.began.at,
            self.clock.kind,
            task.round,
            task.checklist.id,
            self._keep_definition(),
            task.target,
            task.workspace.unit.full_path,
            task.officer,
            task.source,
            device(root, os.urandom(4)),
            independent=independent,
            seen=self.seen,
            tool=VERSION,
            raw=self.began.raw,
        )

    def take_up(self, record: Record) -> Journal:
        """Lock and read a record that was not finished. Raises Stop; then nothing was changed."""
        path = self.task.path(record.id)
        try:
            self.journal = Journal.resume(path)
        except Locked:
            raise Stop(
                Exit.FAILED,
                _("This record is open in another window."),
                todo=_("Go on there, or close that window first."),
            ) from None
        except Unfit as unfit:
            raise Stop(
                Exit.FAILED,
                _("The record {path} cannot go on.").format(path=path.name),
                _(_UNFIT[unfit.why]),
                _("Nothing was changed."),
            ) from None
        self.record = record.id
        return self.journal

    def go_on(self) -> None:
        """Mark that the walk goes on: from here answers belong to the list as it is now, by this clock."""
        if self.journal is not None:
            now, torn = self.clock.now(), self.journal.torn
            self.journal.append(
                Resumed(self.record, now.at, self.clock.kind, self._keep_definition(), torn, raw=now.raw)
            )

    def cancel(self) -> None:
        """Close the record that was taken up as given up; the session begins one of its own."""
        if self.journal is not None:
            self.journal.append(Cancelled(self.record, self.clock.now().at, _("started anew")))
        self.set_aside()
        self.anew = True

    def set_aside(self) -> None:
        """Leave the record that was taken up as it is; the session begins one of its own."""
        self.close()
        self.journal, self.answers, self.last = None, {}, None
        self._begin()

    def need_room(self) -> None:
        """Before any question: the folders that an answer needs may be written. Raises PermissionError."""
        root = self.task.workspace.root
        for folder in (self.path.parent, root / "definitions"):
            there = next(one for one in (folder, *folder.parents) if one.exists())
            if not os.access(there, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))

    def watch_clock(self) -> None:
        """In the middle of a walk: a clock that went back by more than a day is asked for, and the record says so."""
        if self.clock.behind > FAR:
            settle(self.clock)
            self.go_on()

    def seal(self) -> None:
        """End the record; there must be one."""
        if self.journal is None:
            raise AssertionError("nothing was written")
        self.journal.seal(self.clock.now().at)

    def close(self) -> None:
        """Let go of the record, so that another window, or another walk of this process, may take it up."""
        if self.journal is not None:
            self.journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep_definition(self) -> str:
        """The list as it is now, kept for whoever reads the record later."""
        return keep_definition(self.task.workspace.root, self.task.workspace.texts[self.task.checklist.id])
