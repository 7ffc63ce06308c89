"""What goes into a bundle and what comes out of one, in sentences; nothing of any value that was found."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pilkada_check.model.faults import Fault
from pilkada_check.views import faults as faults_view
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.titles import target_name
from pilkada_check.words import N_, _, ngettext

MOST_NAMES = 5  # of files or records in one sentence

_HELD = {
    "running": N_("a ricek that is still running leaves only once it is sealed or cancelled: {n}"),
    "older": N_("nothing new since the moment of --sejak: {n}"),
    "elsewhere": N_("of other targets: {n}"),
    "foreign": N_("of another unit: {n}"),
    "newer": N_("written by a newer pilkada-check: {n}"),
}


class Contents(Struct, frozen=True):
    """What is in a bundle, in numbers; `held`: how many records stay here, by why; `size` in bytes."""

    kit: bool
    records: int  # but for the sample plans
    plans: int
    reports: int
    lists: int
    files: int
    size: int
    held: Mapping[str, int] = {}


def sent(made: Contents) -> Iterator[str]:
    """What a bundle holds, and what stays here and why."""
    parts = [] if made.kit else [_records(made.records)]
    if made.plans:
        parts.append(ngettext("{n} sample plan", "{n} sample plans", made.plans).format(n=moments.number(made.plans)))
    if made.reports:
        parts.append(ngettext("{n} risk report", "{n} risk reports", made.reports).format(n=made.reports))
    parts += [
        ngettext("{n} list", "{n} lists", made.lists).format(n=moments.number(made.lists)),
        ngettext("{n} file of the unit", "{n} files of the unit", made.files).format(n=moments.number(made.files)),
    ]
    yield _("In it: {parts}; {size}.").format(parts=", ".join(parts), size=size(made.size))
    if made.kit:
        yield _("No check, no finding and no report is in it.")
    held = [_(_HELD[why]).format(n=moments.number(count)) for why, count in sorted(made.held.items())]
    if held:
        yield _("Left out, and named in the file: {what}.").format(what="; ".join(held))


def onward(made: Contents, command: str) -> Iterator[str]:
    """What to do with the file; `command` takes it in."""
    if made.kit:
        yield _("Take it to the second laptop and there, in a new folder: {command}").format(command=command)
        return
    yield _("Carry it on a USB stick, or send it in a chat as a document. There: {command}").format(command=command)
    yield _("It names officers and holds restricted values: only for those who may see them.")


def size(count: int) -> str:
    """Bytes as people say them."""
    if count < 1000:
        return _("{n} bytes").format(n=count)
    if count < 1_000_000:
        return _("{n} KB").format(n=moments.number(-(-count // 1000)))
    return _("{n} MB").format(n=moments.number(-(-count // 1_000_000)))


def _records(count: int) -> str:
    return ngettext("{n} record", "{n} records", count).format(n=moments.number(count))


def troubles(lost: Sequence[str], faults: Sequence[Fault], most: int) -> Iterator[str]:
    """What could not be put into a bundle, and the faults of what is in it."""
    if lost:
        yield _("Could not be read, and is not in it: {names}.").format(names=some(lost))
    wrong = [fault for fault in faults if not fault.warning]
    if wrong:
        yield _("The unit's files have faults; they were put in as they are:")
        yield from told(wrong, most)


def told(faults: Sequence[Fault], most: int) -> Iterator[str]:
    """The first faults, and how many more there are."""
    wrong = [fault for fault in faults if not fault.warning]
    yield from (faults_view.row(fault) for fault in wrong[:most])
    if len(wrong) > most:
        yield _("and {n} more").format(n=len(wrong) - most)


def some(names: Iterable[str]) -> str:
    """Names, the first of them where there are many."""
    found = [literal(name[:200]) for name in names]
    shown = ", ".join(found[:MOST_NAMES])
    if len(found) <= MOST_NAMES:
        return shown
    return f"{shown} {_('and {n} more').format(n=moments.number(len(found) - MOST_NAMES))}"


# ---- taking in

CHANGES = {
    "new": N_("{n} new"),
    "longer": N_("{n} longer than here"),
    "same": N_("{n} the same (passed over)"),
    "contradicting": N_("{n} contradicting"),
}
_NO = {
    "foreign": N_("of another unit ({unit})"),
    "example": N_("made for practice, in an example"),
    "newer": N_("written by a newer pilkada-check: update this one, then take the file in again"),
    "unknown": N_("the first line is no beginning of a record"),
    "locked": N_("open in another window: close the walk there, then take the file in again"),
    "changed": N_("written to at this very moment: take the file in again"),
    "disk": N_("could not be written here"),
    "large": N_("too large for one list"),
}


class Refusal(Struct, frozen=True):
    """Something that was not taken: why, which one (an id, a path), and whose it is."""

    why: str
    name: str
    unit: tuple[str, ...] = ()


class Result(Struct):
    """What became of one file. `what` says what it is; `records` and `reports` count by what was done with each.

    `single`: it is one record, report or list, and no bundle of them. `differing` are files of the unit that are other
    here, `contradicting` ids of records; `called` says by id what such a record is about.
    """

    name: str
    what: str
    records: Counter[str]
    reports: Counter[str]
    lists: Counter[str]
    refused: list[Refusal]
    single: bool = False
    differing: list[str] = []
    contradicting: list[str] = []
    called: dict[str, str] = {}
    cut: bool = False
    rejected: bool = False  # all of it

    @property
    def whole(self) -> bool:
        """Whether nothing of it was refused, and nothing of it is missing."""
        return not (self.refused or self.cut or self.rejected)

    @property
    def plain(self) -> bool:
        """Whether it is a single file, and nobody has to know more of it than that it was counted."""
        return self.single and self.whole and not self.contradicting


def result(name: str, what: str) -> Result:
    """A file of which nothing was taken yet."""
    return Result(name, what, Counter(), Counter(), Counter(), [])


def bundle_named(unit: Sequence[str], satuan: str, *, kit: bool) -> str:
    """A bundle or kit, and whose it is."""
    whose = literal(unit[-1][:200]) if unit else "?"
    if satuan:
        whose = f"{whose}, {literal(satuan[:200])}"
    return (_("a kit of {unit}") if kit else _("a bundle of {unit}")).format(unit=whose)


def record_named(round_: str, list_id: str, target: str) -> str:
    """A single record, by what was checked; nothing of what was found."""
    return _("a record ({round} {list}, {target})").format(
        round=round_.upper(), list=literal(list_id[:60]), target=target_name(target[:200])
    )


def taken(one: Result) -> Iterator[str]:
    """What became of one file: its line, and below it whatever somebody must know."""
    counts = [
        f"{title} {told}" if title and not one.single else told
        for title, counted in (
            ("", one.records),
            (_("risk reports:"), one.reports),
            (_("lists:"), {"new": one.lists["new"]}),
        )
        if (told := counted_text(counted))
    ]
    if not counts and not (one.refused or one.rejected):
        counts = [_("nothing new")]
    yield f"{literal(one.name)}: {one.what}" + (f": {'; '.join(counts)}" if counts else "")
    yield from _refused(one)
    if one.contradicting:
        text = _("Contradicts the copy that is here; both are kept, and both count as damaged: {names}.")
        yield text.format(names=some(_called(one, one.contradicting)))
    if one.differing:
        yield _("Not as here; what is here stays in use: {names}.").format(names=some(one.differing))
    if one.cut:
        yield _("Its end is missing: what was whole before it was taken. Have it sent again.")


def _refused(found: Result) -> Iterator[str]:
    """What was refused, like ones together."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in found.refused:
        grouped.setdefault((one.why, literal(" / ".join(one.unit)[:200])), []).append(one.name)
    for (why, unit), names in grouped.items():
        text = _(_NO[why]).format(unit=unit)
        said = some(_called(found, names))
        yield _("REFUSED, nothing was changed: {names}: {why}.").format(names=said, why=text)


def _called(found: Result, names: Iterable[str]) -> Iterator[str]:
    """The ids of records, with what they are about where that is known."""
    for name in names:
        yield f"{found.called[name]} ({name})" if name in found.called else name


def counted_text(counted: Mapping[str, int]) -> str:
    """3 new, 1 longer than here, 8 the same."""
    return ", ".join(
        _(text).format(n=moments.number(counted[one])) for one, text in CHANGES.items() if counted.get(one)
    )


def totals(results: Sequence[Result], others: int) -> Iterator[str]:
    """The sums of all files."""
    records: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    refused = 0
    for one in results:
        records += one.records
        reports += one.reports
        refused += len(one.refused) + one.rejected
    parts = [counted_text(records)] if records else []
    if reports:
        parts.append(f"{_('risk reports:')} {counted_text(reports)}")
    parts = parts or [_("no record")]
    if refused:
        parts.append(_("{n} refused").format(n=moments.number(refused)))
    if others:
        parts.append(ngettext("{n} other file passed over", "{n} other files passed over", others).format(n=others))
    yield _("Together: {parts}.").format(parts="; ".join(parts))
