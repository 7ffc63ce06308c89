"""What an example has beside its rounds: plans, rulings and reports, as `rencana`, `putuskan` and `lapor` make them."""

from datetime import timedelta
from hashlib import sha256

from msgspec.structs import replace

from pilkada_check import VERSION
from pilkada_check.cli.example_build import LANG, Build, Task, understood, written
from pilkada_check.files import reports as disk
from pilkada_check.files.examples import Became, Lot, Risk, Settled
from pilkada_check.files.names import ulid
from pilkada_check.model.events import Answered, Planned
from pilkada_check.model.reports import FORMAT, Acknowledged, Closed, Handled, Reported, Sent, Step
from pilkada_check.model.unit import UNIT
from pilkada_check.rules.answers import Refused, read_words
from pilkada_check.rules.draw import draw, seed
from pilkada_check.rules.plans import to_draw_from
from pilkada_check.rules.report_answers import read_done, read_place, read_since, read_who
from pilkada_check.rules.sizing import Wish, sizing, word_trouble
from pilkada_check.rules.walk import Plan, Walk, places, read_name

_STEPS: dict[str, type[Acknowledged | Handled | Closed]] = {
    "acknowledged": Acknowledged,
    "handled": Handled,
    "closed": Closed,
}


def plan(build: Build, lot: Lot) -> None:
    """The first sample plan of a list: drawn from the targets there are, by the words of two people."""
    one, at = build.workspace.known[lot.list], lot.at.astimezone(build.zone)
    if one.sample is None:
        raise AssertionError(f"{lot.list} has no sample")
    rows, always = to_draw_from(build.evidence(lot.list), one, at)
    size = sizing(one.sample, len(rows), 0, len(rows), 0, Wish()).size
    (first, before), (second, after) = lot.words.items()
    if any(isinstance(read_name(name, lang=LANG), Refused) for name in (first, second)) or (
        word_trouble(before, first) or word_trouble(after, second, before)
    ):
        raise AssertionError(f"{lot.list}: {lot.words}")
    text = seed(build.unit.full_path, one.id, build.unit.election_day, 1, (before, after))
    task = Task(lot.list, UNIT, "rencana", build.officer(lot.officer), lot.device, lot.at, lambda: 0)
    opened, drawn = build.opened(task), draw(text, rows, size)
    planned = Planned(
        opened.record, at, text, len(rows), size, drawn, tuple(always), tuple(rows), 1, (before, after), (first, second)
    )
    build.plans[one.id] = planned
    build.write(task, opened, [planned], at)


def rule(build: Build, settled: Settled) -> None:
    """A ruling as `putuskan` records it: a third look, its reason, and who mends it."""
    one, target, step = build.workspace.known[settled.list], settled.target, timedelta(seconds=settled.seconds)
    officer = build.officer(settled.officer)
    task = Task(settled.list, target, "putusan", officer, settled.device, settled.at, lambda: settled.seconds)
    opened = build.opened(task)
    [place] = places(one, lambda item: item.id == settled.item)
    plan = Plan(one, (place,), build.environment(one, target), build.zone, LANG, opened.record)
    walk, at, events = Walk(plan, {}), opened.at, list[Answered]()
    for line in settled.lines:
        at += step
        events += written(walk, line, at)
    [looked] = events
    reason, at = understood(read_words(settled.reason, lang=LANG)), at + step
    ruling = replace(looked, at=at, note="; ".join(filter(None, (looked.note, reason))))
    events, walk = [ruling], Walk(plan, {ruling.item: ruling}, last=ruling)
    for line in settled.mend:
        at += step
        events += written(walk, line, at)
    if not walk.done:
        raise AssertionError(f"{settled.item}: who mends it is left open")
    build.write(task, opened, events, at + step)


def report(build: Build, risk: Risk) -> None:
    """A risk report, and what became of it."""
    unit, at = build.unit, risk.at.astimezone(build.zone)
    where, target = understood(read_place(risk.where, unit, build.workspace.book, lang=LANG))
    (since,) = understood(read_since(risk.since, now=at, zone=build.zone, lang=LANG))
    report_id = ulid(int(at.timestamp() * 1000), sha256(f"{risk.what} {risk.where}".encode()).digest()[:10])
    disk.create(
        build.workspace.root,
        Reported(
            format=FORMAT,
            report=report_id,
            number=1,  # the first that is free
            at=at,
            clock="typed",
            unit=unit.full_path,
            officer=understood(read_who(risk.by, unit.officers, lang=LANG)),
            device=build.device(risk.device),
            where=where,
            what=understood(read_words(risk.what, lang=LANG)),
            since=since,
            done=understood(read_done(risk.done, lang=LANG)),
            sure=risk.sure,
            target=target,
            round="cek" if risk.item else "",
            list=risk.list,
            item=risk.item,
            tool=VERSION,
        ),
    )
    for became in risk.became:
        disk.append(build.workspace.root, _step(build, report_id, became, risk))


def _step(build: Build, report_id: str, became: Became, risk: Risk) -> Step:
    at, device = became.at.astimezone(build.zone), build.device(became.device or risk.device)
    by = understood(read_who(became.by, build.unit.officers, lang=LANG))
    if became.step == "sent":
        return Sent(report_id, at, by, became.how, build.unit.posko.name, device=device)
    note = understood(read_words(became.note, lang=LANG))
    return _STEPS[became.step](report_id, at, by, note, device)
