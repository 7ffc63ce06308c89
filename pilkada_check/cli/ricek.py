"""`ricek`: a second officer answers what is owed again, without seeing the first count."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from msgspec.structs import replace

from pilkada_check.cli import ask, choose, walking, walks
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.options import (
    HERE,
    Folder,
    OfficerNumber,
    RoundClock,
    SealLeftOpen,
    WhichList,
    WhichSection,
    WhichTarget,
)
from pilkada_check.cli.round import Session, Task
from pilkada_check.cli.unit import evidence, open_unit, records_of
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import By
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.evidence import Evidence
from pilkada_check.rules.facts import environment
from pilkada_check.rules.persons import person
from pilkada_check.rules.record import Record
from pilkada_check.rules.ricek import ahead_of_cek, others, owed, own_ceks, unproven
from pilkada_check.rules.sight import Sight
from pilkada_check.rules.verdict import assess
from pilkada_check.rules.walk import places
from pilkada_check.views import moments
from pilkada_check.views.commands import command, on_target
from pilkada_check.views.lines import literal
from pilkada_check.views.titles import list_title, target_name
from pilkada_check.words import N_, _, lang, ngettext

MANUAL = N_(
    "A second officer answers again what is owed: the critical items of a list or all, on the drawn targets where a "
    "sample was planned. Nothing of the first check is shown before the ricek is sealed; then what agrees and what "
    "differs is told. Whoever gave the latest cek cannot give the ricek. The keys are those of `cek`."
)
MOST_OFFICERS = 3  # named as those who may be called instead


def run(
    daftar: WhichList = "",
    folder: Folder = HERE,
    sasaran: WhichTarget = "",
    petugas: OfficerNumber = "",
    bagian: WhichSection = "",
    semua: Annotated[bool, typer.Option("--semua", help=N_("Every item, also those nobody owes again."))] = False,
    segel: SealLeftOpen = False,
    jam: RoundClock = "",
) -> int:
    """Walk what is owed of one list on one target once more, or seal what was walked."""
    ask.need_terminal(_("For scripts: `pilkada-check ringkasan --format json` and `pilkada-check validasi`."))
    workspace = open_unit(folder, walk=True)
    clock = walks.clock_of(workspace, jam)
    petugas = choose.number(workspace, petugas)
    one = choose.checklist(workspace, daftar, lambda one: semua or one.ricek != "none")
    section = choose.section(one, bagian)
    known = evidence(workspace, list_id=one.id)
    begun = walks.begun(known.records, one, "ricek", to_seal=segel)
    found = _owing(known, clock.now().at)
    names = {target: list(part.items) if semua else owed(part) for target, part in found.items()}
    done = {} if semua else {target: last for target, part in found.items() if (last := _done(part)) is not None}
    owing = [target for target, items in names.items() if items]
    offered = begun if segel else [target for target in owing if target not in done] or begun or owing
    if not offered and not sasaran and not segel:
        return _nothing_owed(one, "")
    if done and not segel and offered == owing:
        text = _("Every ricek that is owed was sealed here: {list}. Send it: {command}")
        ask.tell(text.format(list=list_title(one), command=command("ekspor")))
    target, row = choose.target(workspace, one, sasaran, offered, begun)
    items = names.get(target, [])
    asks = places(one, lambda item: item.id in items, section)
    typed = [*(["--bagian", str(section)] if section else []), *(["--semua"] if semua else [])]
    task = Task(
        workspace,
        one,
        target,
        environment(workspace.unit, workspace.book, one.target, row),
        asks,
        By(""),
        round="ricek",
        options=tuple(typed),
        clock=("--jam", jam) if jam else (),
    )
    Session(task, clock, ()).need_room()
    if segel:
        return walks.seal(replace(task, officer=choose.officer(workspace, petugas)), clock)
    if not asks:
        return _nothing_owed(one, target, begun=target in begun)
    walking.head(task)
    task = _by_another(replace(task, officer=choose.officer(workspace, petugas)), found[target])
    return walks.go(task, clock, lambda: _again(task, done.get(target)) and _goes_on(task))


def _owing(known: Evidence, moment: datetime) -> Mapping[str, Part]:
    """Every target of the list as judged without the riceks that are running, and where one is, as it was then.

    With them, what a running ricek has answered alike would not be owed any more, and what is left would betray it; so
    would what a cek that came in meanwhile has changed.
    """
    running = {record.opened.target: record for record in reversed(known.records) if _runs(record)}
    then = [record for record in known.records if not _runs(record) and _then(record, running)]
    return {part.target: part for part in assess(replace(known, records=then), moment).parts}


def _runs(record: Record) -> bool:
    return record.opened.round == "ricek" and not record.ended


def _then(record: Record, running: Mapping[str, Record]) -> bool:
    """Whether a record was here when the first ricek that runs on its target was opened."""
    ricek = running.get(record.opened.target)
    return ricek is None or record.id in ricek.opened.seen


def _nothing_owed(one: Checklist, target: str, *, begun: bool = False) -> int:
    """Say that nobody owes it, how to ask all the same, and how to end what was `begun` while it was still owed."""
    text = _("No ricek is owed here: {list}, {target}.") if target else _("No ricek is owed: {list}.")
    ask.tell(text.format(list=list_title(one), target=target_name(target) if target else ""))
    words = on_target(one.id, target) if target else [one.id]
    if begun:
        seal = command("ricek", *words, "--segel")
        ask.tell(_("One that was begun here is still open. To seal it: {command}").format(command=seal))
    again = command("ricek", *words, "--semua")
    ask.tell(_("To answer every item again all the same: {command}").format(command=again))
    return Exit.DONE


def _done(part: Part) -> Sight | None:
    """The newest answer of riceks that were sealed here before any cek came, where nothing of it is left."""
    return max(ahead_of_cek(part), key=lambda one: one.order, default=None)


def _again(task: Task, done: Sight | None) -> bool:
    """Whether what was sealed here already is answered once more."""
    if done is None:
        return True
    record = done.look.record
    at, by = (record.ended_at or done.look.at).astimezone(ZoneInfo(task.workspace.unit.timezone)), record.opened.officer
    text = _("Re-checked here already: sealed {when} by {officer}. It is compared once the cek is here. Once more?")
    when = f"{moments.short_day(at)} {moments.hour(at)}"
    return ask.yes(text.format(when=when, officer=literal(by.post or by.name or by.number)), "  ")


def _by_another(task: Task, part: Part) -> Task:
    """What this officer may re-check: all but the items whose latest cek is his own. Raises Stop where none is left."""
    items = [place.item.id for place in task.places]
    officers = task.workspace.unit.officers
    own = own_ceks(part, items, person(task.officer, officers))
    if not own:
        return task
    left = tuple(place for place in task.places if place.item.id not in own)
    why = _why(task, next(iter(own.values())))
    call = _call(task, part, items)
    if not left:
        raise Stop(Exit.FAILED, why, _("A ricek must be by somebody else."), call)
    text = ngettext(
        "{n} item is not asked, its last cek is by the same person:",
        "{n} items are not asked, their last cek is by the same person:",
        len(own),
    )
    for said in (text.format(n=len(own)), why, call):
        ask.tell(said, "  ")
    return replace(task, places=left)


def _why(task: Task, cek: Sight) -> str:
    """Why the two are not proven to be different people (rules.md 6)."""
    officers = task.workspace.unit.officers
    by, theirs = task.officer, cek.look.record.opened.officer
    code = unproven(person(by, officers), cek.person)
    return _(_WHY[code]).format(
        number=literal(by.number),
        name=literal(by.name),
        other=literal(theirs.name or theirs.post or theirs.number),
    )


_WHY = {
    "same_number": N_("This number gave the cek."),
    "same_name": N_("The cek is by somebody of the same name, {name}: under another number that is no proof."),
    "number": N_("The number {number} proves nobody's identity: petugas.csv does not give it to {name}."),
    "name": N_("petugas.csv gives the number {number} no name, so it proves nobody's identity."),
    "cek_number": N_("The cek is by {other}, whose number proves nobody's identity: nobody can be told from him."),
    "cek_name": N_("The cek names its officer by a number alone: nobody can be told from him."),
}


def _call(task: Task, part: Part, items: Collection[str]) -> str:
    """Whom to call instead: as the list says, and officers of petugas.csv whom the rule accepts."""
    ceks = [cek for name in items if (cek := part.items[name].standing.cek) is not None]
    by = task.checklist.ricek_by
    post = literal(by.say(lang())) if by is not None else ""
    fit = others(task.workspace.unit.officers, ceks)
    fit.sort(key=lambda one: not (one.post and one.post.casefold() in post.casefold()))
    names = [", ".join(literal(word) for word in (one.post, one.name) if word) for one in fit[:MOST_OFFICERS]]
    said = [_("Call: {post}.").format(post=post)] if post else []
    if names:
        said.append(_("Of petugas.csv for example: {names}.").format(names="; ".join(names)))
    return " ".join(said) or _("Call another officer; write him into petugas.csv.")


def _goes_on(task: Task) -> bool:
    """Say before the first question whether the record will be independent; where it will not be, ask."""
    records: Sequence[Record] = records_of(task.workspace, task.checklist.id, task.target)
    if all(record.opened.round != "cek" for record in records):
        ask.tell(_("The cek is not on this computer: the ricek is recorded as INDEPENDENT."), "  ")
        return True
    text = _("The cek IS on this computer: the ricek is recorded as NOT INDEPENDENT. Go on?")
    return ask.yes(text, "  ")
