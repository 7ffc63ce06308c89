"""What the lines of a risk report amount to: its state, its number, what cannot be read. Never part of the verdict."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from pilkada_check.model.decoding import Newer
from pilkada_check.model.faults import Fault, fault
from pilkada_check.model.reports import (
    Acknowledged,
    Closed,
    Handled,
    Reported,
    ReportEvent,
    Sent,
    Step,
    decode,
    encode,
    lines_of,
)

State = Literal["reported", "sent", "acknowledged", "handled", "closed"]
STATES: tuple[State, ...] = ("reported", "sent", "acknowledged", "handled", "closed")
_STATE: dict[type[Step], State] = {Sent: "sent", Acknowledged: "acknowledged", Handled: "handled", Closed: "closed"}


class Odd(Struct, frozen=True):
    """A line that does not count; it is kept and named. `line` is its number in the file."""

    line: int
    code: Literal["report_line", "report_newer", "report_foreign", "report_second"]
    detail: str = ""


class Report(Struct, frozen=True):
    """One report. `first` is None where its beginning cannot be read; what follows stands all the same, by time."""

    id: str
    first: Reported | None
    steps: tuple[Step, ...] = ()
    odd: tuple[Odd, ...] = ()

    @property
    def closed(self) -> tuple[Closed, ...]:
        """Everybody who closed it; more than one where two devices did."""
        return tuple(step for step in self.steps if type(step) is Closed)

    @property
    def open(self) -> bool:
        """Whether it still needs somebody."""
        return not self.closed


def read(data: bytes, report_id: str = "") -> Report | None:
    """The report of a file's bytes; None where there is no complete line (nothing was recorded yet).

    `report_id` is what the file's name says; without it, what its first readable line says. Whatever is wrong with a
    line, the others stand. The same event twice is one.
    """
    events: dict[bytes, tuple[int, ReportEvent]] = {}
    odd: list[Odd] = []
    lines = lines_of(data)
    for number, line in enumerate(lines, 1):
        try:
            event = decode(line)
        except Newer as newer:
            odd.append(Odd(number, "report_newer", str(newer)))
            continue
        except ValueError:
            odd.append(Odd(number, "report_line"))
            continue
        report_id = report_id or event.report
        if event.report == report_id:
            events.setdefault(encode(event), (number, event))
        else:
            odd.append(Odd(number, "report_foreign", event.report))
    first: Reported | None = None
    steps: list[Step] = []
    for number, event in sorted(events.values(), key=_when):
        if not isinstance(event, Reported):
            steps.append(event)
        elif first is None:
            first = event
        else:
            odd.append(Odd(number, "report_second"))
    odd.sort(key=lambda one: one.line)
    return Report(report_id, first, tuple(steps), tuple(odd)) if lines else None


def _when(numbered: tuple[int, ReportEvent]) -> tuple[float, bytes]:
    """By time, and of the same time by bytes: whatever order the lines stand in."""
    _, event = numbered
    return event.at.timestamp(), encode(event)


def state(report: Report) -> State:
    """How far it has come: the furthest step of any, in whatever order they were written."""
    return max((_STATE[type(step)] for step in report.steps), key=STATES.index, default="reported")


def waiting(report: Report) -> bool:
    """Open, and the posko has not taken it in yet."""
    return state(report) in {"reported", "sent"}


def labels(reports: Sequence[Report]) -> dict[str, str]:
    """What each report is called, by id: its number in the unit; where two devices gave the same, with the device.

    A number is never given anew: what was sent to the posko under it stays true.
    """
    names = {one.id: str(one.first.number) if one.first is not None else f"x-{one.id[-4:].lower()}" for one in reports}
    for which in range(2):
        shared = Counter(names.values())
        names |= {
            one.id: "-".join(filter(None, (names[one.id], _more(one)[which])))
            for one in reports
            if shared[names[one.id]] > 1
        }
    return names


def _more(report: Report) -> tuple[str, str]:
    """What tells reports of one number apart: the device, and where that was copied too, chance."""
    return report.first.device[:4] if report.first is not None else "", report.id[-4:].lower()


class Shelf(Struct, frozen=True):
    """All reports of a workspace, the newest first.

    `hidden` are those of the first count of what a running ricek looks at (rules.md 29): only that they are there may
    be shown. `unreadable` are the ids of files that could not be read at all.
    """

    reports: tuple[Report, ...] = ()
    labels: Mapping[str, str] = {}
    hidden: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Report, ...]:
        """Those that still need somebody."""
        return tuple(one for one in self.reports if one.open)

    @property
    def waiting(self) -> tuple[Report, ...]:
        """Those of the open ones that the posko has not taken in yet."""
        return tuple(one for one in self.open if waiting(one))

    def called(self, text: str) -> list[Report]:
        """Those that go by this name: the whole label, or the number that several may have."""
        wanted = text.strip().lower()
        exact = [one for one in self.reports if self.labels[one.id] == wanted]
        return exact or [one for one in self.reports if one.first is not None and str(one.first.number) == wanted]


def shelf(
    reports: Sequence[Report], veiled: Callable[[str, str], bool] = lambda *_: False, unreadable: Iterable[str] = ()
) -> Shelf:
    """The reports in order and by name. `veiled`: whether a list on a target is being re-checked here."""
    newest = sorted(reports, key=lambda one: (one.first.at.timestamp() if one.first is not None else 0, one.id))[::-1]
    return Shelf(
        tuple(newest),
        labels(newest),
        frozenset(one.id for one in newest if _of_first_count(one) and veiled(*_part(one))),
        tuple(unreadable),
    )


def _of_first_count(report: Report) -> bool:
    """Whether it came out of the walk of a cek."""
    return report.first is not None and report.first.round != "ricek" and report.first.list != ""


def _part(report: Report) -> tuple[str, str]:
    """The list and target that it came from."""
    return (report.first.list, report.first.target) if report.first is not None else ("", "")


def report_faults(path: str, data: bytes, report_id: str = "") -> list[Fault]:
    """Every fault of a report's bytes, by line, for `validasi`."""
    return list(_faults(path, data, report_id))


def _faults(path: str, data: bytes, report_id: str) -> Iterator[Fault]:
    found = read(data, report_id)
    torn = len(data) - (data.rfind(b"\n") + 1)
    if found is None:
        yield fault(path, 1, 1, "report_empty", warning=True)
        return
    for one in found.odd:
        newer = one.code == "report_newer"
        yield fault(path, one.line, 1, one.code, warning=newer, what=one.detail)
    if found.first is None and not any(one.code == "report_newer" for one in found.odd):
        yield fault(path, 1, 1, "report_no_beginning")
    if torn:
        yield fault(path, data.count(b"\n") + 1, 1, "report_torn", warning=True, bytes=torn)
