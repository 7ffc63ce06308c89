"""Figures beside the verdict, as lines and as data: agreement, what both may have missed, what is worth a look."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from pilkada_check.rules.agreement import Agreement, agreement
from pilkada_check.rules.assessment import Part
from pilkada_check.rules.attention import notices
from pilkada_check.rules.missed import Missed, missed
from pilkada_check.views import attention, moments
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Line, line
from pilkada_check.views.titles import plain_title
from pilkada_check.words import _, ngettext


def sections(scene: Scene) -> Iterator[tuple[str, Iterable[Line]]]:
    """The sections of the page of `ringkasan`: headings, and what stands under them (perhaps nothing)."""
    yield _("AGREEMENT OF CEK AND RICEK"), _agreement(scene)
    yield _("WORTH A LOOK"), attention.lines(scene, _shown(scene))


def document(scene: Scene) -> dict[str, Any]:
    """The keys of `beside` in JSON (schema/ringkasan.schema.json): agreement, missed, attention."""
    lists = _by_list(scene)
    shown = _shown(scene)
    return {
        "agreement": {
            "lists": [{"list": name, **_counts(one)} for name, one in lists.items()],
            "total": _counts(sum(lists.values(), Agreement())),
        },
        "missed": _missed_counts(missed(shown)),
        "attention": [attention.entry(one) for one in notices(shown)],
    }


def _shown(scene: Scene) -> list[Part]:
    """The parts that are shown; veiled ones are left out, for their figures are of a first count (rules.md 29)."""
    return [part for part in scene.parts() if not part.veiled]


def _by_list(scene: Scene) -> dict[str, Agreement]:
    """The agreement of each list on which two officers met."""
    parts: dict[str, list[Part]] = {}
    for part in _shown(scene):
        parts.setdefault(part.checklist.id, []).append(part)
    found = {name: agreement(ones) for name, ones in parts.items()}
    return {name: one for name, one in found.items() if one.n}


def _agreement(scene: Scene) -> Iterator[Line]:
    lists = _by_list(scene)
    if not lists:
        return
    total = sum(lists.values(), Agreement())
    yield line(_differ(total))
    if len(lists) > 1:
        yield from (line(f"{plain_title(scene.lists[name])}: {_differ(one)}", 1) for name, one in lists.items())
    both = missed(_shown(scene))
    if both.parts:
        yield line(_missed_text(both))


def _differ(one: Agreement) -> str:
    return _("{differ} of {n} differ").format(differ=moments.number(one.differ), n=moments.number(one.n))


def _missed_text(one: Missed) -> str:
    """What both may have missed; without a fault that both found nothing bounds it."""
    items = ngettext(
        "{n} item seen by two officers, each by himself", "{n} items seen by two officers, each by himself", one.items
    ).format(n=moments.number(one.items))
    found = ngettext("{n} fault found", "{n} faults found", one.found).format(n=moments.number(one.found))
    if one.missed is None:
        return _("{items}: {found}, none by both: how many both missed has no bound.").format(items=items, found=found)
    text = _("{items}: {found}, {both} by both: with 95 % confidence both missed at most {missed}.")
    return text.format(items=items, found=found, both=moments.number(one.both), missed=moments.number(one.missed))


def _counts(one: Agreement) -> dict[str, Any]:
    table = [{"cek": cek, "ricek": ricek, "n": count} for (cek, ricek), count in one.table.items()]
    return {"n": one.n, "differ": one.differ, "kappa": _decimal(one.kappa), "table": table}


def _decimal(share: Fraction | None) -> float | None:
    """To four places; None where there is none ("-")."""
    return None if share is None else round(float(share), 4)


def _missed_counts(one: Missed) -> dict[str, int | None]:
    return {
        "parts": one.parts,
        "items": one.items,
        "first": one.first,
        "second": one.second,
        "both": one.both,
        "found": one.found,
        "at_most": one.at_most,
        "missed": one.missed,
    }
