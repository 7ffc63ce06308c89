"""What may be shown while a ricek is running, or was cancelled and none sealed since: nothing of the first count."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from pilkada_check.rules.assessment import Assessment, Coverage, Part, Reason, cover
from pilkada_check.rules.record import Record


def veiling(records: Iterable[Record]) -> list[Record]:
    """The riceks because of which nothing is shown: running, or cancelled and none sealed since (rules.md 29).

    A damaged one hides nothing: nobody can go on with it, so it would for good; and it is named.
    """
    riceks = [record for record in records if record.opened.round == "ricek" and not record.damaged]
    sealed = max((_end(record) for record in riceks if record.sealed), default=None)
    return [
        record
        for record in riceks
        if not record.ended or (record.cancelled != "" and (sealed is None or sealed < _end(record)))
    ]


def _end(record: Record) -> datetime:
    return record.ended_at or record.opened.at


def hiding(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """By list and target: the riceks because of which nothing of the first count is shown (rules.md 29)."""
    return {name: found for name, ones in _by_part(records).items() if (found := veiling(ones))}


def to_look_at(records: Iterable[Record]) -> list[Record]:
    """The riceks that hide something; where nothing but they are here there is nothing to look at."""
    found = []
    for ones in _by_part(records).values():
        riceks = veiling(ones)
        found += riceks if len(riceks) < len(ones) else []
    return found


def _by_part(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    parts: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        parts.setdefault((record.opened.list, record.opened.target), []).append(record)
    return parts


def veiled_parts(found: Assessment) -> list[Part]:
    """The parts of which a ricek must not see the first count (rules.md 29)."""
    return [part for part in (*found.parts, *found.not_counted) if part.veiled]


def veil(found: Assessment) -> Assessment:
    """The assessment as every page shows it: of a veiled part nothing but that it is there and how much it asks.

    The readiness of the unit would betray it, so there is none then (None); what is counted leaves these parts out.
    """
    hidden = veiled_parts(found)
    if not hidden:
        return found
    parts = tuple(map(_veiled, found.parts))
    lists = {part.checklist.id for part in hidden}
    early = {part.checklist.id for part in parts if part.readiness == "not_due"}
    return replace(
        found,
        readiness=None,
        reasons=tuple(one for one in found.reasons if one.list not in lists or not _betrays(one, early)),
        parts=parts,
        coverage={name: _cover(name, parts) if name in lists else one for name, one in found.coverage.items()},
        not_counted=tuple(map(_veiled, found.not_counted)),
        samples={name: one for name, one in found.samples.items() if name not in lists},
    )


def lift(found: Assessment) -> Assessment:
    """The assessment for somebody who looks at the first count on purpose: nothing of it is veiled.

    A part that has none stays as it is: its riceks would show nothing but their own answers, before they are sealed.
    """
    return veil(
        replace(
            found,
            parts=tuple(map(_lifted, found.parts)),
            not_counted=tuple(map(_lifted, found.not_counted)),
        )
    )


def _lifted(part: Part) -> Part:
    return replace(part, veiled=part.veiled and not to_look_at(part.records))


def _veiled(part: Part) -> Part:
    """A part without anything of the first count; of its records only the riceks that are running."""
    if not part.veiled:
        return part
    running = tuple(one for one in part.records if one.opened.round == "ricek" and not one.ended)
    return replace(
        part, readiness=None, items={}, reasons=(), records=running, sights={}, hidden=part.asked, differed=False
    )


def _betrays(reason: Reason, early: set[str]) -> bool:
    """Whether a reason of the unit would say something about a list's veiled part."""
    return reason.code == "sample_short" or (reason.code == "not_due" and reason.list not in early)


def _cover(name: str, parts: tuple[Part, ...]) -> Coverage:
    """The counts of one list: a veiled part is expected, and nothing else is counted of it."""
    ones = [part for part in parts if part.checklist.id == name]
    return cover(ones) + Coverage(expected=sum(part.veiled for part in ones))
