"""Around every command: streams, signals and the one place where any trouble becomes a sentence and an exit code."""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from pilkada_check import VERSION, words
from pilkada_check.cli.exits import Exit, Stop, Told
from pilkada_check.cli.streams import is_terminal, ready, settle
from pilkada_check.views.lines import hint, literal
from pilkada_check.words import N_, _

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows: two
MOST_COLUMNS = 100  # longer lines are hard to follow

_KEEP = N_("Every answer that was shown as taken is saved. Run the same command again.")
_NAME = N_("Check the name and the folder.")
_OTHER_PLACE = N_("Choose another folder, or ask its owner.")
_DISKS: dict[int, tuple[str, str]] = {  # errno: why, what to do
    errno.ENOSPC: (N_("The disk is full."), N_("Free some space. Every answer that was shown as taken is saved.")),
    errno.EDQUOT: (N_("Your share of the disk is used up."), N_("Free some space, then run the same command again.")),
    errno.EFBIG: (N_("The file would become too large."), _KEEP),
    errno.EACCES: (N_("This user is not allowed to."), _OTHER_PLACE),
    errno.EPERM: (N_("This user is not allowed to."), _OTHER_PLACE),
    errno.EROFS: (N_("The disk can only be read."), _OTHER_PLACE),
    errno.ENOENT: (N_("It is not there."), _NAME),
    errno.ENOTDIR: (N_("Part of the path is a file, not a folder."), _NAME),
    errno.EISDIR: (N_("It is a folder, not a file."), _NAME),
    errno.EEXIST: (N_("It is there already."), _NAME),
    errno.ENAMETOOLONG: (N_("The name is too long."), _NAME),
    errno.EAGAIN: (N_("Another program is writing it now."), _KEEP),
    errno.ESTALE: (N_("Another program changed it, so nothing more was written to it."), _KEEP),
    errno.EIO: (N_("The disk or USB stick does not answer."), N_("Copy the folder to another disk soon.")),
}


def guard(work: Callable[[], int | None]) -> int:
    """Run `work`; whatever happens becomes an exit code, and on stderr what happened, why and what to do."""
    try:
        ready()
        with _heard(_leave):
            code = work() or Exit.DONE
            if sys.stdout is not None:
                sys.stdout.flush()  # a full disk behind `>` is still told
            return int(code)
    except BaseException as trouble:  # noqa: BLE001 - the one place that answers for everything
        with _heard(signal.SIG_IGN):  # we are leaving already
            settle()
            code = _ending(trouble)
            settle()  # the window that was told may be closed
            return code


def complain(*lines: str) -> None:
    """Say it on stderr, wrapped where that is a terminal; never fails, for nobody would be left to tell."""
    with suppress(OSError, ValueError, AttributeError):
        shown = [literal(part) for line in lines for part in line.splitlines() or [""]]
        if is_terminal(sys.stderr):
            width = max(min(shutil.get_terminal_size().columns, MOST_COLUMNS) - 1, 20)
            shown = [part for line in shown for part in hint(line, width)]
        sys.stderr.writelines(f"{line}\n" for line in shown)
        sys.stderr.flush()


def _ending(trouble: BaseException) -> int:
    match trouble:
        case SystemExit(code=int() | None as code):
            return code or Exit.DONE
        case Stop():
            complain(*trouble.lines)
            return trouble.code
        case Told():
            complain(_("Stopped."))
            return Exit.INTERRUPTED
        case KeyboardInterrupt():
            complain("", _("Stopped. Every answer that was shown as taken is saved."))
            return Exit.INTERRUPTED
        case BrokenPipeError():  # whoever read our output has closed: `| head` wants no comment
            return Exit.FAILED
        case OSError():
            complain(*_of_disk(trouble))
            return Exit.FAILED
    _unexpected(trouble)
    return Exit.FAILED


def _of_disk(trouble: OSError) -> list[str]:
    """What happened, why, and what to do about a file or disk."""
    name = trouble.filename if isinstance(trouble.filename, str | bytes) else ""
    why, todo = _DISKS.get(trouble.errno or 0, ("", ""))
    return [
        _("{path} could not be read or written.").format(path=os.fsdecode(name))
        if name
        else _("A file could not be read or written."),
        _(why) or str(trouble.strerror or trouble),
        _(todo or _KEEP),
    ]


def _unexpected(trouble: BaseException) -> None:
    """Nobody foresaw this: say so in both languages, and keep the details in a private file."""
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(trouble))
    if os.environ.get("PILKADA_DEBUG"):
        complain(details)
    place = ""
    with suppress(OSError):
        handle, place = tempfile.mkstemp(prefix="pilkada-check-", suffix=".txt")  # only this user may read it
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"pilkada-check {VERSION}, Python {sys.version}, {sys.platform}\n{sys.argv!r}\n\n{details}")
    said = []
    for lang in words.LANGUAGES:
        words.init(lang)
        said.append(_("Something happened that this program does not know how to handle."))
        said.append(_("Nothing is lost: every answer that was shown as taken is saved."))
        if place:
            said.append(_("The details are in {path}: send that file to whoever looks after it.").format(path=place))
    complain(*dict.fromkeys(said))


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Ctrl-C, the system or a closed window asks to leave. Once is enough: a key that is held would cut that short."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _heard(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    """Have signals handled so for a while, but for those that whoever started us (nohup) wants ignored."""
    before = {}
    for number in _SIGNALS:
        with suppress(ValueError):  # not in the main thread
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, earlier in before.items():
            if signal.getsignal(number) == handler:  # else one came, and the process ends
                signal.signal(number, earlier)
