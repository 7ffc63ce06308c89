"""The board: `pilkada-check` alone on a terminal. One key leads to each verb, and back here."""

import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from pilkada_check.cli import ask, now
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.output import Format
from pilkada_check.cli.scenes import seen
from pilkada_check.cli.streams import is_terminal
from pilkada_check.cli.unit import Workspace, open_unit
from pilkada_check.cli.verbs import VERBS
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.reports import Shelf
from pilkada_check.rules.ruling import disputes
from pilkada_check.views import as_terminal, as_text, board_keys
from pilkada_check.views import board as views
from pilkada_check.views.board_next import Walking, interrupted, ricek_owed, unsealed
from pilkada_check.views.lines import literal
from pilkada_check.views.scene import Scene, part_name
from pilkada_check.words import _

_VERB = {
    board_keys.NUMBER: "cek",
    "l": "cek",
    "c": "ricek",
    "s": "putuskan",
    "t": "temuan",
    "p": "lapor",
    "r": "ringkasan",
    "u": "rencana",
    "k": "ekspor",
    "m": "terima",
}  # no verb, no key


def run(folder: Path) -> int:
    """Show the board, do what is asked, and show it again, until the user leaves."""
    ask.need_terminal(_("For scripts: `pilkada-check ringkasan --format json`."))
    while True:
        workspace = open_unit(folder)
        scene = seen(workspace, now.system(ZoneInfo(workspace.unit.timezone)), private=False)
        keys = _keys(scene)
        ask.say("")
        as_terminal.show(views.board(scene, keys, ask.width(), ask.height()), sys.stdout)
        _ring(workspace.root, scene.reports)
        if not _asked(folder, scene, keys):
            return Exit.DONE


def show(workspace: Workspace, moment: datetime) -> None:
    """Show the board once, as of a moment in the unit's zone; in a file or pipe as wide as every page there."""
    width = ask.width() if is_terminal(sys.stdout) else as_text.WIDTH
    as_terminal.show(views.board(seen(workspace, moment, private=False), [], width), sys.stdout)


def _keys(scene: Scene) -> list[tuple[str, str]]:
    """The keys that lead somewhere now."""
    disputed = len(disputes(scene.parts()))
    there = {
        board_keys.NUMBER: bool(scene.assessment.coverage),
        "l": bool(interrupted(scene)),
        "u": not scene.unit.satuan and any(one.sample is not None for one in scene.lists.values()),
        "c": ricek_owed(scene),
        "s": bool(disputed or unsealed(scene)),
    }
    counted = {"s": f" ({disputed})" if disputed else ""}
    return [
        (key, _(word) + counted.get(key, ""))
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
        return (lambda: _run("cek", folder, daftar=ids[place])) if 0 <= place < len(ids) else None
    if typed not in known or typed not in _VERB:
        return None
    asking = {"l": _go_on, "p": _reports, "m": _terima}
    return lambda: asking[typed](folder, scene) if typed in asking else _run(_VERB[typed], folder)


def _do(action: Callable[[], object]) -> None:
    """Run a verb; what stops it is told, and the board comes back: at once where the user only turned back."""
    try:
        action()
    except ask.Quit:
        return
    except Stop as stop:
        for text in stop.lines:
            ask.tell(text)
    try:
        ask.line(ask.prompt(_("Enter: back to the board")))
    except EOFError:
        ask.say("")


def _run(verb: str, folder: Path, **options: str) -> None:
    """A verb, imported when it is used."""
    import_module(f"pilkada_check.cli.{verb}").run(folder=folder, **options)


def _go_on(folder: Path, scene: Scene) -> None:
    """Take up an interrupted walk; of several the one that is picked."""
    walks = interrupted(scene)
    place = ask.pick([_walk(one) for one in walks], _("Which"), zero=_("back")) if len(walks) > 1 else 1
    if not place:
        raise ask.Quit
    part, round_ = walks[place - 1].part, walks[place - 1].record.opened.round
    _run(round_, folder, daftar=part.checklist.id, sasaran="" if part.target == UNIT else part.target)


def _walk(one: Walking) -> str:
    """Which round, of what, whose: the same list on the same target may wait for two officers."""
    opened = one.record.opened
    by = opened.officer
    return f"{opened.round.upper()} {part_name(one.part)}, {literal(by.post or by.name or by.number)}"


def _terima(folder: Path, _scene: Scene) -> None:
    """A file that is dragged into the window comes in quotes."""
    from pilkada_check.cli import terima

    try:
        typed = ask.line(ask.prompt(_("File or folder (Enter: back)"), " ")).strip().strip("\"'")
    except EOFError:
        raise ask.Quit from None
    if typed in {"", "0", ".q"}:
        raise ask.Quit
    terima.run([typed], folder)


def _reports(folder: Path, scene: Scene) -> None:
    """Report a risk, see the reports, or record what became of one."""
    from pilkada_check.cli import lapor, report_pages, report_steps

    rows = [_("report a risk now"), _("see the reports"), _("record what became of one")]
    match ask.pick(rows, _("Choose"), zero=_("back")) if scene.reports.reports else 1:
        case 1:
            lapor.new(folder)
        case 2:
            report_pages.show_list(folder, only_open=False, form=Format.TERMINAL, output=None)
        case 3:
            report_steps.follow(folder)
        case _:
            raise ask.Quit


def _ring(root: Path, shelf: Shelf) -> None:
    """One stroke for risk reports that wait and were not on a board of this workspace before."""
    from pilkada_check.files.reports import ring

    if ring(root, [one.id for one in shelf.waiting]):
        print("\a", end="", flush=True)
