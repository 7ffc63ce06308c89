"""The board: `pilkada-check` alone on a terminal. One key leads to each verb, and back here."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli import ask, now
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.scenes import seen
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.unit import Workspace, open_unit
from pilkada_check.cli.verbs import VERBS
from pilkada_check.views import as_terminal, as_text, board_keys
from pilkada_check.views import board as views
from pilkada_check.views.lines import literal
from pilkada_check.views.scene import Scene, part_name
from pilkada_check.words import _

_VERB = {
    board_keys.NUMBER: "cek",
    "l": "cek",
    "t": "temuan",
    "r": "ringkasan",
}  # no verb, no key


def run(folder: Path) -> int:
    """Show the board, do what is asked, and show it again, until the user leaves."""
    ask.need_terminal(_("For scripts: `pilkada-check ringkasan --format json`."))
    while True:
        workspace = open_unit(folder)
        scene = seen(workspace, now.system(ZoneInfo(workspace.unit.timezone)), private=False)
        keys = _keys(scene)
        ask.say("")
        as_terminal.show(views.board(scene, keys, ask.width()), sys.stdout)
        if not _asked(folder, scene, keys):
            return Exit.DONE


def show(workspace: Workspace, moment: datetime) -> None:
    """Show the board once, as of a moment in the unit's zone; in a file or pipe as wide as every page there."""
    width = ask.width() if is_terminal(sys.stdout) else as_text.WIDTH
    as_terminal.show(views.board(seen(workspace, moment, private=False), [], width), sys.stdout)


def _keys(scene: Scene) -> list[tuple[str, str]]:
    """The keys that lead somewhere now."""
    there = {
        board_keys.NUMBER: bool(scene.assessment.coverage),
        "l": bool(views.interrupted(scene)),
    }
    return [
        (key, word)
        for key, word in board_keys.WORDS.items()
        if there.get(key, True) and (key not in _VERB or _VERB[key] in VERBS)
    ]


def _asked(folder: Path, scene: Scene, keys: list[tuple[str, str]]) -> bool:
    """Take one key and do it; False: the user leaves. Enter alone asks again, and so does what is no key."""
    while True:
        try:
            typed = ask.line(ask.prompt(_("Choose"), " ")).strip().lower()
        except EOFError:
            ask.say("")
            return False
        if typed in {"0", "q", ".q"}:
            return False
        action = _action(typed, folder, scene, keys)
        if action is not None:
            _do(action)
            return True
        if typed:
            ask.tell(_("{key} is no key here. ? shows the keys.").format(key=literal(typed[:20])), " ")


def _action(typed: str, folder: Path, scene: Scene, keys: list[tuple[str, str]]) -> Callable[[], object] | None:
    """What a key does."""
    known = {key for key, _word in keys}
    if typed in {"?", ".?"}:
        return lambda: ask.say(*board_keys.help_lines(keys, ask.width()))
    if typed.isascii() and typed.isdecimal() and board_keys.NUMBER in known:
        ids = list(scene.assessment.coverage)
        place = int(typed[:4]) - 1
        return (lambda: _cek(folder, ids[place])) if place < len(ids) else None
    if typed not in known:
        return None
    match typed:
        case "l":
            return lambda: _go_on(folder, scene)
        case "t":
            return lambda: _temuan(folder)
        case "r":
            return lambda: _ringkasan(folder)
    return None


def _do(action: Callable[[], object]) -> None:
    """Run a verb; what stops it is told, and the board comes back."""
    try:
        action()
    except Stop as stop:
        for text in stop.lines:
            ask.tell(text)
    try:
        ask.line(ask.prompt(_("Enter: back to the board")))
    except EOFError:
        ask.say("")


def _cek(folder: Path, list_id: str, target: str = "") -> None:
    from pilkada_check.cli import cek

    cek.run(daftar=list_id, folder=folder, sasaran=target)


def _go_on(folder: Path, scene: Scene) -> None:
    """Take up an interrupted walk; of several the one that is picked."""
    walks = views.interrupted(scene)
    place = ask.pick([part_name(one.part) for one in walks], _("Which"), zero=_("back")) if len(walks) > 1 else 1
    if place:
        part = walks[place - 1].part
        _cek(folder, part.checklist.id, "" if part.target == "unit" else part.target)


def _temuan(folder: Path) -> None:
    from pilkada_check.cli import temuan

    temuan.run(folder)


def _ringkasan(folder: Path) -> None:
    from pilkada_check.cli import ringkasan

    ringkasan.run(folder)
