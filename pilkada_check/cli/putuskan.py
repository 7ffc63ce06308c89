"""`putuskan`: a third person settles what cek and ricek differ on, one dispute after the other, the worst first."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pilkada_check.cli import ask, choose, walks
from pilkada_check.cli.exits import Exit
from pilkada_check.cli.options import HERE, Folder, RoundClock
from pilkada_check.cli.putuskan_one import settle
from pilkada_check.cli.putuskan_records import Rulings
from pilkada_check.cli.scenes import narrowed, seen
from pilkada_check.cli.unit import open_unit
from pilkada_check.model.events import By
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.ruling import Dispute, disputes
from pilkada_check.views import veil
from pilkada_check.views.commands import command
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import rule
from pilkada_check.views.putuskan import who
from pilkada_check.views.round_end import verdict_line
from pilkada_check.views.scene import Scene, part_name
from pilkada_check.words import N_, _, ngettext

MANUAL = N_(
    "Shows every item on which cek and ricek differ, both answers side by side, the worst first. A third person, who "
    "gave none of them, settles it: by counting again (best), or by saying which one is right, always with the reason. "
    "What changed since is no dispute to settle: then a new cek is owed. Only sealed records are opened. At the end "
    "the rulings are sealed, now or later with --segel."
)


def run(
    daftar: Annotated[str, typer.Argument(metavar=N_("LIST"), help=N_("Only this list; without it all."))] = "",
    folder: Folder = HERE,
    sasaran: Annotated[str, typer.Option(metavar=N_("TARGET"), help=N_("Only this target."))] = "",
    petugas: Annotated[str, typer.Option(metavar=N_("NUMBER"), help=N_("The number of whoever rules."))] = "",
    segel: Annotated[bool, typer.Option("--segel", help=N_("Seal rulings that were left open."))] = False,
    jam: RoundClock = "",
) -> int:
    """Settle the disputes of the unit, or seal what was ruled."""
    ask.need_terminal(_("For scripts: `pilkada-check temuan --selisih --format json`."))
    workspace = open_unit(folder)
    clock = walks.clock_of(workspace, jam)
    petugas = choose.number(workspace, petugas)
    one = choose.checklist(workspace, daftar).id if daftar else ""
    scene = narrowed(seen(workspace, clock.now().at, private=True), one, sasaran)
    typed = [*([one] if one else []), *(["--sasaran", scene.target] if scene.target else [])]
    again = (*typed, *(["--jam", jam] if jam else []))
    hidden = veil.shown(scene)
    for text in (veil.why(hidden), veil.hidden()) if hidden and not segel else ():
        ask.tell(text)
    found = [] if segel else _opened(scene)
    begun = [part for part in scene.parts() if _begun(part)]
    if not found and not begun:
        return _nothing(segel=segel, passed=bool(disputes(scene.parts())), hidden=bool(hidden))
    total = len(found)
    said = ngettext("{n} dispute", "{n} disputes", total).format(n=total)
    ask.tell(f"{_('RULINGS')} - {said}" if total else _("RULINGS"))
    with Rulings(workspace, clock, By(""), again) as rulings:
        rulings.need_room([*begun, *(one.part for one in found)])
        rulings.officer = choose.officer(workspace, petugas, _("Number of whoever rules"))
        return _round(rulings, found, begun)


def _round(rulings: Rulings, found: Sequence[Dispute], begun: Sequence[Part]) -> int:
    """Go through the disputes, then offer the seal; whatever interrupts, what was ruled stays."""
    with ask.leaving(lambda: _left(rulings)):
        for part in begun:
            rulings.session(part)
        for number, one in enumerate(found, 1):
            settle(rulings, one, number, len(found))
        _end(rulings, found)
    return Exit.DONE


def _opened(scene: Scene) -> list[Dispute]:
    """The disputes that may be looked at; the others are named, with the reason (rules.md 29)."""
    found = disputes(scene.parts())
    for one in found:
        if one.unsealed:
            text = _("Passed over: {item}, {part}. Not sealed yet: {records}.")
            records = ", ".join(dict.fromkeys(f"{side.round} ({who(side)})" for side in one.unsealed))
            ask.tell(text.format(item=short_name(one.state.item), part=part_name(one.part), records=records))
    return [one for one in found if not one.unsealed]


def _begun(part: Part) -> bool:
    """Whether rulings on it were left unsealed."""
    return any(one.opened.round == "putusan" and not one.ended and not one.damaged for one in part.records)


def _nothing(*, segel: bool, passed: bool, hidden: bool) -> int:
    """Say that there is nothing to do; `passed`: disputes there are, all passed over; `hidden`: nobody may know."""
    if segel:
        ask.tell(_("There are no rulings to seal here."))
    elif passed:
        ask.tell(_("None can be settled yet: what is not sealed must be sealed first, by its officer."))
    else:
        ask.tell(_("Nothing can be settled here now.") if hidden else _("There is no dispute to settle here."))
    return Exit.DONE


def _end(rulings: Rulings, found: Sequence[Dispute]) -> None:
    """What is still in dispute, what the parts amount to now, and the seal. Raises Quit."""
    parts = [rulings.judged(part) for part in {id(one.part): one.part for one in found}.values()]
    left = len(disputes(parts))
    ask.say("", rule(ask.width()))
    if not rulings.begun:
        ask.tell(_("Nothing was ruled; nothing was recorded."), " ")
        _still(left, rulings)
        return
    _states(rulings)
    _still(left, rulings)
    text = ngettext(
        "Seal {n} ruling? After that it is never changed; only a new cek and ricek follow it.",
        "Seal {n} rulings? After that they are never changed; only a new cek and ricek follow them.",
        rulings.ruled,
    )
    if not ask.yes(text.format(n=rulings.ruled), " "):
        _not_sealed(rulings)
        return
    for session in rulings.begun:
        session.seal()
        path = session.path.relative_to(rulings.workspace.root).as_posix()
        ask.tell(_("Sealed and saved: {path}").format(path=path), " ")
    _states(rulings)
    page = command("ringkasan", *rulings.clock.words("--per"))
    ask.tell(_("The whole unit: {command}").format(command=page), " ")


def _states(rulings: Rulings) -> None:
    """The readiness of each part on which something was ruled."""
    for part in rulings.parts:
        if part.veiled:  # a ricek was begun meanwhile
            continue
        ask.tell(f"{part_name(part)}: {verdict_line(part)}", " ")


def _still(left: int, rulings: Rulings) -> None:
    if left:
        text = ngettext("Still in dispute: {n} item. {command}", "Still in dispute: {n} items. {command}", left)
        ask.tell(text.format(n=left, command=rulings.command()), " ")


def _not_sealed(rulings: Rulings) -> None:
    ask.tell(_("Not sealed. Later: {command}").format(command=rulings.command("--segel")), " ")


def _left(rulings: Rulings) -> None:
    """The officer leaves before the end: what is saved, how to go on, how to seal it."""
    if not rulings.begun:
        ask.tell(_("Nothing was ruled; nothing was recorded."))
        return
    text = ngettext("Saved: {n} ruling.", "Saved: {n} rulings.", rulings.ruled)
    ask.tell(text.format(n=rulings.ruled))
    ask.tell(_("Go on with: {command}").format(command=rulings.command()))
    ask.tell(_("Not sealed. Later: {command}").format(command=rulings.command("--segel")))
