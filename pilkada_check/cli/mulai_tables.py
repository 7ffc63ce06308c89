"""What `mulai` asks about targets and officers: each answer is in its table before the next question."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pilkada_check.cli import ask
from pilkada_check.cli.mulai_ask import Wrong, fact, faulty, optional
from pilkada_check.files.cells import fold
from pilkada_check.files.disk import write_new
from pilkada_check.files.newtable import TableFile
from pilkada_check.files.tables import STRUCK_OUT, read_targets
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.expression import Expression
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.faults import Fault
from pilkada_check.rules.answers import Refused, yes_or_no
from pilkada_check.views.lines import literal
from pilkada_check.views.titles import rows_name
from pilkada_check.words import N_, _, lang, ngettext


def named(one: Checklist) -> Iterator[str]:
    """Every fact that a list names, as often as it does."""
    found: list[Expression | None] = [one.sample.always if one.sample else None]
    for item in one.items():
        found += [item.when, item.need.value if item.need else None, item.until, item.since, item.total]
    for expression in found:
        yield from expression.names if expression else ()


def columns(lists: Iterable[Checklist], table: str, known: Iterable[str]) -> list[str]:
    """The columns of a table that these lists name, in the order of the book of facts."""
    wanted = {name for one in lists if one.target == table for name in named(one)}
    return [name for name in known if name in wanted]


class Targets:
    """One target table being filled in. `wanted`: the columns that its lists ask for."""

    def __init__(self, root: Path, name: str, path: str, wanted: Iterable[str], book: FactBook) -> None:
        self.name = name
        self.shown = path
        self.known: Mapping[str, FactDef] = book.tables.get(name, {})
        self.rows = rows_name(book, name)
        self.file = TableFile(root / path, ("id", *wanted, STRUCK_OUT))
        self._begun = bool(self.file.rows)

    def ask(self, satuan: str, tell_unit: Callable[[], None]) -> None:
        """Ask the rows, and what each of them has of facts; `tell_unit` is called once the file is there."""
        ask.say("")
        if not self.file.exists:
            ask.tell(_("{path}: the {rows} that are checked, one row each.").format(path=self.shown, rows=self.rows))
            if not (self.name == "satuan" and satuan):
                ask.tell(_("If there are many: Enter, and fill it in with a spreadsheet afterwards."))
            self.file.keep()
        elif not self.file.fillable:
            ask.tell(_("{path} is there and is kept as it is.").format(path=literal(self.shown)))
        tell_unit()
        self._explain()
        self._more_rows(satuan)
        if self.file.fillable:
            for row in self.file.rows:
                self._fill(row)

    def _more_rows(self, satuan: str) -> None:
        """The names of rows: all of a new table, and those that are added to one that is ours to write."""
        if not self.file.fillable or "id" not in self.file.columns:
            return
        if self.name == "satuan" and satuan:
            if not self.file.rows:
                self._add_row({"id": satuan}, satuan)
                self.file.keep()
        elif not self._begun or add_more(self.shown, len(self.file.rows)):
            self._ask_rows(satuan)

    def _ask_rows(self, satuan: str) -> None:
        more = {"satuan": satuan} if satuan and "satuan" in self.file.columns else {}
        while optional(
            _("Name {n} of the {rows} (Enter: no more)").format(n=len(self.file.rows) + 1, rows=self.rows),
            lambda text: self._add_row({"id": text, **more}, text),
        ):
            self.file.keep()

    def _add_row(self, row: dict[str, str], taken: str) -> str | Wrong:
        """Take a row over, unless the reader of tables finds anything in it, or it answers a question nobody asked."""
        if not isinstance(yes_or_no(taken, lang=lang()), Refused):
            return Wrong(_("Here a name is asked; Enter alone says that there are no more."))
        faults = read_targets(self.file.text(row), self.shown, self.name, self.known)[1]
        fault = of_last(self.file, faults)
        if fault is not None and fault.code == "row_twice":
            place = [fold(one["id"]) for one in self.file.rows].index(fold(row["id"]))
            name = literal(self.file.rows[place]["id"])
            return Wrong(_("{name} is there already, as number {n}.").format(name=name, n=place + 1))
        if fault is not None:
            return faulty(fault)
        self.file.rows.append(row)
        return taken

    def _fill(self, row: dict[str, str]) -> None:
        """The empty cells of a row."""
        empty = [self.known[name] for name in self.file.columns if name in self.known and not row.get(name)]
        if not empty:
            return
        text = ngettext("{target}: {n} figure is missing.", "{target}: {n} figures are missing.", len(empty))
        ask.say("")
        ask.tell(
            text.format(target=literal(row["id"]), n=len(empty)) + " " + _("0 means: not for this one, not asked.")
        )
        if not ask.yes(_("Fill them in now?"), "  "):
            return
        for place, definition in enumerate(empty, 1):
            value = fact(definition, f"{place}/{len(empty)}")
            if value is not None:
                row[definition.name] = str(value)
                self.file.keep()

    def _explain(self) -> None:
        """Beside the table, what each of its columns means; not where such a file is already."""
        path = self.file.path.with_name(f"{self.file.path.stem}-kolom.txt")
        lines = [_(line).format(path=self.shown) for line in _COLUMNS]
        lines += ["", f"id: {_('the name of the row')}"]
        lines += [_meaning(self.known[name]) for name in self.file.columns if name in self.known]
        lines.append(f"{STRUCK_OUT}: {_('why the row no longer counts; empty: it counts')}")
        with suppress(FileExistsError):
            write_new(path, ("\n".join(lines) + "\n").encode())


_COLUMNS = (
    N_("The columns of {path}. A spreadsheet or a text editor may fill them in; keep the headings."),
    N_("Empty: not filled in yet, answers are kept but not judged. 0: not for this row, not asked."),
    N_("Numbers: 1266 or 1.266. Dates: 27/11/2024. Hours: 05.30. Then look for slips: pilkada-check validasi"),
)


def _meaning(definition: FactDef) -> str:
    """A column, its meaning, its unit of measure, its closed values or what is usual, who knows it."""
    parts = [literal(definition.text.say(lang()))]
    if definition.unit:
        parts.append(literal(definition.unit.say(lang())))
    if definition.values:
        parts.append(literal(" / ".join(definition.values)))
    if definition.usual:
        parts.append(_("usually {range}").format(range=definition.usual_text))
    if definition.source:
        parts.append(_("known by: {who}").format(who=literal(definition.source.say(lang()))))
    return f"{definition.name}: {'; '.join(parts)}"


def add_more(path: str, rows: int) -> bool:
    """Whether rows are added to a table that has some."""
    text = ngettext("{path} has {n} row. Add more?", "{path} has {n} rows. Add more?", rows)
    return ask.yes(text.format(path=literal(path), n=rows))


def of_last(file: TableFile, faults: list[Fault]) -> Fault | None:
    """What is wrong with the row that would come next."""
    return next((fault for fault in faults if fault.line >= len(file.rows) + 2), None)
