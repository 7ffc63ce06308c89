"""What becomes of each file that `terima` is given: a bundle, a record, a report, a list, or nothing of ours."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pilkada_check.cli.terima_records import REFUSED, Shelf
from pilkada_check.files.bundle import Bundle
from pilkada_check.files.foreign import Refused
from pilkada_check.files.gathering import UNIT_FILE, list_id
from pilkada_check.files.held import add_held
from pilkada_check.files.intake import Definition, Intake, Journal, Report
from pilkada_check.files.kept import MAX_DEFINITION, keep_definition, read_definition
from pilkada_check.files.names import shown
from pilkada_check.files.outgoing import sheet_texts
from pilkada_check.files.reader import read_unit
from pilkada_check.files.reports import put
from pilkada_check.files.workspace import load
from pilkada_check.model.faults import Fault
from pilkada_check.rules.exchange import opened_of, owed_definition, same_unit
from pilkada_check.rules.reports import read as report_of
from pilkada_check.views import faults, transfer
from pilkada_check.views.transfer import Refusal, Result
from pilkada_check.words import _


class Takings:
    """Takes files into one workspace, one after the other; `results` in that order."""

    def __init__(self, root: Path, given: Sequence[Path]) -> None:
        self.root = root
        self.workspace = load(root)
        self.shelf = Shelf(root, self.workspace.unit)
        self.results: list[Result] = []
        self._trouble: OSError | None = None
        self._given = {shown(path): shown(path.parent) for path in given}
        self._texts = sheet_texts(root, self.workspace.unit).files

    @property
    def trouble(self) -> OSError | None:
        """The first that the disk made."""
        return self._trouble or self.shelf.trouble

    def named(self, name: str) -> bool:
        """Whether somebody asked for this very file."""
        return name in self._given

    def take(self, one: Intake) -> Result:
        """Take in whatever it is. What the disk refuses is told, and kept as `trouble`."""
        found = transfer.result(self._called(one.name), _("nothing of ours; not taken in"))
        self.results.append(found)
        try:
            try:
                self._take(one, found)
            finally:
                self.shelf.flush()
        except OSError as problem:
            self._trouble = self._trouble or problem
            found.refused.append(Refusal("disk", found.name))
        return found

    def _take(self, one: Intake, found: Result) -> None:
        found.single = isinstance(one.content, Journal | Report | Definition)
        match one.content:
            case Bundle() as bundle:
                found.what = transfer.bundle_named(bundle.unit, bundle.satuan, kit=bundle.kit)
                self._bundle(bundle, found)
            case Journal() as journal:
                opened = opened_of(journal.data)
                if opened is not None:
                    found.what = transfer.record_named(opened.round, opened.list, opened.target)
                self._record(journal.data, found)
            case Report() as report:
                found.what = _("a risk report")
                self._report(report.id, report.data, found)
            case Definition() as definition:
                found.what = _("a list that was answered")
                self._definition(definition.text, found)
            case Refused() as refused:
                found.what = why_refused(one.name, refused)
                found.rejected = True
            case None:
                found.rejected = True

    def _called(self, name: str) -> str:
        """A file as it is called below what was asked for."""
        above = next((above for given, above in self._given.items() if f"{name}/".startswith(f"{given}/")), "")
        return name.removeprefix(f"{above}/")

    def _bundle(self, bundle: Bundle, found: Result) -> None:
        """The lists first: a record is never here without those that its sender had."""
        unit = self.workspace.unit
        if not same_unit(bundle.unit, unit.full_path):
            found.refused.append(Refusal("foreign", found.name, bundle.unit))
            return
        theirs = read_unit(bundle.files.get(UNIT_FILE, "").encode(), UNIT_FILE, self.workspace.book)[0]
        if theirs is not None and theirs.example and not unit.example:
            found.refused.append(Refusal("example", found.name))
            return
        found.cut = bundle.cut
        found.differing = self._differing(bundle)
        for text in bundle.definitions.values():
            self._definition(text, found)
        for _id, lines in bundle.records:
            self._record(lines, found)
        for name, lines in bundle.reports:
            self._report(name, lines, found)
        add_held(self.root, bundle.held)

    def _record(self, lines: bytes, found: Result) -> None:
        taken = self.shelf.take(lines)
        opened = taken.opened
        if opened is not None and not found.single and (taken.what in REFUSED or taken.what == "contradicting"):
            found.called[taken.record] = transfer.record_named(opened.round, opened.list, opened.target)
        if taken.what in REFUSED:
            unit = opened.unit if opened is not None else ()
            found.refused.append(Refusal(taken.what, taken.record or found.name, unit))
            return
        found.records[taken.what] += 1
        if taken.what == "contradicting" and taken.record not in found.contradicting:
            found.contradicting.append(taken.record)

    def _report(self, name: str, lines: bytes, found: Result) -> None:
        """What cannot be read of it is kept all the same; but another unit's report stays out."""
        report = report_of(lines, name)
        first = None if report is None else report.first
        # One without a unit was recorded while pilkada.yaml could not be read: it is taken in.
        if first is not None and first.unit and not same_unit(first.unit, self.workspace.unit.full_path):
            found.refused.append(Refusal("foreign", name, first.unit))
            return
        known = (self.root / "reports" / f"{name}.jsonl").exists()
        grown = put(self.root, name, lines)
        found.reports[("longer" if known else "new") if grown else "same"] += 1

    def _definition(self, text: bytes, found: Result) -> None:
        digest = sha256(text).hexdigest()
        if len(text) > MAX_DEFINITION:
            found.refused.append(Refusal("large", digest))
            return
        known = read_definition(self.root, digest) is not None
        if not known:
            keep_definition(self.root, text)
        found.lists["same" if known else "new"] += 1

    def _differing(self, bundle: Bundle) -> list[str]:
        """The files of the unit, and the lists that it owes, that are other here than where the bundle comes from."""
        unit, texts = self.workspace.unit, self.workspace.texts
        names = {*bundle.files, *self._texts}
        if bundle.satuan != unit.satuan:  # a part of the unit has a file of its own, always another one
            names.discard(UNIT_FILE)
        found = [name for name in sorted(names) if _plain(bundle.files.get(name)) != _plain(self._texts.get(name))]
        ids = list_ids(bundle)
        for name in unit.lists:
            theirs = owed_definition(name, ids, (lines for _id, lines in bundle.records))
            own = f"checklists/{name}.yaml"
            if theirs and name in texts and theirs != sha256(texts[name]).hexdigest() and own not in names:
                found.append(name)
        return found


def why_refused(name: str, refused: Refused) -> str:
    """Why nothing was taken of a file."""
    fault = Fault(name, refused.line, 0, refused.code, refused.params)
    return _("REFUSED, nothing was changed: {why}").format(why=faults.sentence(fault))


def list_ids(bundle: Bundle) -> dict[str, str]:
    """The ids of a bundle's lists by their SHA-256. They are not read: a bundle may hold many, each made to be slow."""
    return {digest: name for digest, text in bundle.definitions.items() if (name := list_id(text)) is not None}


def _plain(text: str | None) -> str | None:
    """A text without what an editor changes unasked: the mark at its beginning, the ends of lines."""
    return None if text is None else text.removeprefix("\ufeff").replace("\r\n", "\n")
