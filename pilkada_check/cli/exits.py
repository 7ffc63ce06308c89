"""The exit codes: what a script may rely on. README and `--help` show this table."""

from enum import IntEnum

from pilkada_check.words import N_


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    FAILED = 3
    INTERRUPTED = 130


MEANINGS = {
    Exit.DONE: N_("done"),
    Exit.FOUND: N_("not ready, or faults were found (only from verbs that judge)"),
    Exit.USAGE: N_("wrong usage, or no terminal where one is needed"),
    Exit.FAILED: N_("could not be done: file, disk or lock"),
    Exit.INTERRUPTED: N_("interrupted; everything answered is saved"),
}


class Told(KeyboardInterrupt):
    """Interrupted, and the user was told already what stands and what does not."""


class Stop(Exception):
    """The command ends here: its code, and what happened, why, and what to do, as sentences in the user's language."""

    def __init__(self, code: Exit, what: str, why: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.lines = [line for line in (what, why, todo) if line]
