"""What `validasi` found: one writer per format, fed file by file, so that thousands of files need no room."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pilkada_check.model.faults import Fault
from pilkada_check.views.faults import as_github, as_json, excerpt, row
from pilkada_check.views.lines import literal, wrap
from pilkada_check.words import N_, _, ngettext

KINDS: Mapping[str, str] = {
    "list": N_("lists"),
    "facts": N_("unit facts"),
    "unit": N_("units"),
    "officers": N_("officers files"),
    "targets": N_("target tables"),
    "record": N_("records"),
    "report": N_("risk reports"),
    "definition": N_("lists that were answered"),
    "bundle": N_("bundles"),
}
ONE: Mapping[str, str] = {
    "list": N_("a list"),
    "facts": N_("unit facts"),
    "unit": N_("a unit"),
    "officers": N_("an officers file"),
    "targets": N_("a target table"),
    "record": N_("a record"),
    "report": N_("a risk report"),
    "definition": N_("a list that was answered"),
    "bundle": N_("a bundle"),
}
_MOST_EXCERPT = 76  # columns of a source line


class Found:
    """What was found so far: files by kind, faults, warnings, unreadable paths, files that are none of ours."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.faults = 0
        self.warnings = 0
        self.unreadable = 0
        self.others = 0

    def add(self, kind: str | None, faults: Sequence[Fault], *, readable: bool = True) -> None:
        """Count one file."""
        if not readable:
            self.unreadable += 1
            return
        if kind is not None:
            self.kinds[kind] += 1
        elif not faults:
            self.others += 1
        self.warnings += sum(fault.warning for fault in faults)
        self.faults += sum(not fault.warning for fault in faults)

    @property
    def files(self) -> int:
        """Files that were looked at."""
        return self.kinds.total()


class Text:
    """One row for each fault; on a terminal wrapped, with the source line and a caret."""

    def __init__(self, width: int | None) -> None:
        """`width`: the columns of the terminal; None for a file or pipe."""
        self.width = width

    def file(self, name: str, kind: str | None, faults: Sequence[Fault], lines: Sequence[str]) -> Iterator[str]:
        """What is said of one file; `kind` only where its content had to say it, `lines` its source."""
        if kind is not None:
            text = _("{path}: by its content this is {kind}.").format(path=literal(name), kind=_(ONE[kind]))
            yield from self._fit(text)
        place = (0, 0)
        for fault in faults:
            text = f"{row(fault)} ({_('warning')})" if fault.warning else row(fault)
            yield from self._fit(text)
            last, place = place, (fault.line, fault.column)
            if self.width is not None and 0 < fault.line <= len(lines) and place != last:  # shown once is enough
                shown = excerpt(fault, lines[fault.line - 1], min(self.width - 4, _MOST_EXCERPT))
                yield from (f"    {line}" for line in shown.split("\n"))

    def end(self, found: Found) -> Iterator[str]:
        """What was looked at, and the sums."""
        if found.kinds:
            parts = ", ".join(f"{_(text)} {found.kinds[kind]}" for kind, text in KINDS.items() if found.kinds[kind])
            yield from self._fit(_("Looked at: {kinds}").format(kinds=parts))
        yield from self._fit(sums(found))

    def _fit(self, text: str) -> list[str]:
        return [text] if self.width is None else wrap(text, self.width, "", "  ")


class Github(Text):
    """Annotations that a GitHub workflow shows beside the lines; the sums as a plain line."""

    def file(self, name: str, kind: str | None, faults: Sequence[Fault], lines: Sequence[str]) -> Iterator[str]:  # noqa: ARG002 - as its base
        """One annotation for each fault."""
        yield from map(as_github, faults)


class Json:
    """One JSON document: every file with its kind, every fault, the sums."""

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.faults: list[str] = []
        self.files: list[str] = []

    def file(self, name: str, kind: str | None, faults: Sequence[Fault], lines: Sequence[str]) -> Iterator[str]:  # noqa: ARG002 - as the others
        """Nothing yet; it is kept for the end."""
        self.faults += map(as_json, faults)
        self.files.append(json.dumps({"path": name, "kind": kind}, ensure_ascii=False))
        return iter(())

    def end(self, found: Found) -> Iterator[str]:
        """The document."""
        counts = {
            "files": found.files,
            "faults": found.faults,
            "warnings": found.warnings,
            "unreadable": found.unreadable,
            "others": found.others,
        }
        yield f'{{"format": 1, "tool": {json.dumps(self.tool)}, "counts": {json.dumps(counts)},'
        yield f' "files": [{_rows(self.files)}],'
        yield f' "faults": [{_rows(self.faults)}]}}'


def _rows(ones: Sequence[str]) -> str:
    return ",".join(f"\n  {one}" for one in ones)


def sums(found: Found) -> str:
    """12 files, 2 faults, 1 warning; and what could not be read or is none of ours."""
    parts = [
        ngettext("{n} file", "{n} files", found.files).format(n=found.files),
        ngettext("{n} fault", "{n} faults", found.faults).format(n=found.faults),
        ngettext("{n} warning", "{n} warnings", found.warnings).format(n=found.warnings),
    ]
    if found.unreadable:
        parts.append(ngettext("{n} cannot be read", "{n} cannot be read", found.unreadable).format(n=found.unreadable))
    if found.others:
        parts.append(ngettext("{n} other passed over", "{n} others passed over", found.others).format(n=found.others))
    return ", ".join(parts)
