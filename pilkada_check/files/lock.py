"""The operating system's lock on what only one program may write; gone with the process that held it."""

import errno
from contextlib import suppress
from pathlib import Path

from pilkada_check.files.disk import PRIVATE_FILE, make_folder

FOLDER = ".locks"


class Locked(OSError):
    """Another program writes this file now."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EAGAIN, "another program writes this file", str(path))


class Lock:
    """A held lock.

    It lies in `<workspace>/.locks/<name>.lock`, an empty file. Beside the records it would travel with them; and the
    journal itself cannot be locked (Windows refuses to read locked bytes, older versions of filelock empty the file).
    """

    def __init__(self, workspace: Path, name: str, path: Path, *, wait: float = 0) -> None:
        """Take the lock called `name` of a workspace, waiting at most `wait` seconds.

        Raises Locked (naming `path`, what the lock is for), OSError.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - dear to import, and only a walk locks

        make_folder(workspace / FOLDER)
        self._file = workspace / FOLDER / f"{name}.lock"
        lock = FileLock(self._file, timeout=wait, mode=PRIVATE_FILE, thread_local=False)
        try:
            lock.acquire()
        except Timeout as held:
            raise Locked(path) from held
        self._let_go = lock.release

    def release(self, *, for_good: bool = False) -> None:
        """Let go. `for_good`: what it guarded never changes again, so it does no harm that the file goes too."""
        if for_good:
            with suppress(OSError):  # Windows removes no open file; then it stays
                self._file.unlink()
        self._let_go()
