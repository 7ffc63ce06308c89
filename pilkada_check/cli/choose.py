"""Which list, which target, which section, and who: by option, by number, or by a few letters of the name."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from pilkada_check.cli import ask
from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.cli.unit import Workspace, unread
from pilkada_check.files.gathering import OFFICERS_FILE
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.events import By
from pilkada_check.model.text import bare
from pilkada_check.model.unit import UNIT, Row
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.answers.clean import clean
from pilkada_check.rules.persons import by_tail, shorn
from pilkada_check.rules.targets import expected_rows, targets
from pilkada_check.rules.walk import read_name
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal
from pilkada_check.views.menus import menu
from pilkada_check.words import N_, _, lang

MOST_ROWS = 20  # more are not shown as a menu; a few letters of the name are asked first


def checklist(workspace: Workspace, name: str, offered: Callable[[Checklist], bool] = lambda _one: True) -> Checklist:
    """The list with that id; without one, the one that is picked. Raises Stop.

    Only those that are `offered` stand in the menu, if any is; any may be named.
    """
    small = bool(workspace.unit.satuan)  # lists of the whole unit fall away there
    lists = {one.id: one for one in workspace.lists if not (small and one.target == UNIT)}
    broken = [one for one in workspace.unit.lists if one not in workspace.known]
    if name or (broken and not lists):
        found = named(name, [*lists, *broken], N_("There is no list {name}.")) if name else broken[0]
        if found in broken:
            raise Stop(Exit.FAILED, _("The list {name} has faults, so nobody can walk it.").format(name=literal(found)))
        return lists[found]
    if not lists:
        raise Stop(Exit.FAILED, _("This unit owes no list."), todo=_("Name its lists in pilkada.yaml, under `lists`."))
    ids = [name for name, one in lists.items() if offered(one)] or list(lists)
    if len(ids) == 1:
        return lists[ids[0]]
    places = {place: name for place, name in enumerate(lists, 1) if name in ids}  # the numbers of the board
    titles = {place: literal(lists[name].title.say(lang())) for place, name in places.items()}
    return lists[places[_one_of(titles, _("Which list"))]]


def target(
    workspace: Workspace, one: Checklist, name: str, offered: Collection[str] | None = None, begun: Collection[str] = ()
) -> tuple[str, Row | None]:
    """The target of that name and its row; without a name, the only one or the one that is picked. Raises Stop.

    `offered`: only these are offered, though any may be named. `begun`: these are there though their rows are not.
    """
    rows = {**dict.fromkeys(begun), **targets(workspace.unit, one)}
    if one.target == UNIT:
        return UNIT, None
    if not rows:
        raise _no_row(workspace, one.target)
    if name:
        if name not in begun:
            _refuse_struck_out(workspace, one, name)
        name = named(name, rows, N_("There is no target {name}."))
    else:
        ones = [row for row in rows if offered is None or row in offered] or list(rows)
        name = ones[0] if len(ones) == 1 else _picked(ones)
    return name, rows[name]


def _no_row(workspace: Workspace, table: str) -> Stop:
    """Why nothing of a table can be checked, and what to do."""
    unit, path = workspace.unit, workspace.unit.targets.get(table)
    if path is None:
        path = f"targets/{table}.csv"
        return Stop(
            Exit.FAILED,
            _("There is nothing to check: pilkada.yaml names no table {table}.").format(table=table),
            _('Make {path}, and write "{table}: {path}" under `targets:` in pilkada.yaml.').format(
                table=table, path=path
            ),
            _("Or let it be asked: {command}").format(command=command("mulai")),
        )
    if any(fault.path == path for fault in unread(workspace)):
        return Stop(Exit.FAILED, _("There is nothing to check: no row of {path} can be read.").format(path=path))
    if table in unit.tables and unit.tables[table].rows and not expected_rows(unit, table):
        text = _("There is nothing to check: no row of {path} is of {unit}.")
        return Stop(
            Exit.FAILED,
            text.format(path=path, unit=literal(unit.satuan)),
            todo=_("Its rows name it in the column `satuan`."),
        )
    return Stop(
        Exit.FAILED,
        _("There is nothing to check: the table {table} has no row.").format(table=table),
        todo=_("Fill in {path} first.").format(path=path),
    )


def _refuse_struck_out(workspace: Workspace, one: Checklist, name: str) -> None:
    """Raises Stop for a target that no longer counts, with the reason that its row gives."""
    for row in expected_rows(workspace.unit, one.target).values():
        if row.struck_out and bare(row.id) == bare(name):
            raise Stop(
                Exit.USAGE,
                _("{target} is struck out: {why}").format(target=literal(row.id), why=literal(row.struck_out)),
                todo=_("To check it again, empty `dicoret` in its row first."),
            )


def section(one: Checklist, text: str) -> int | None:
    """The number of the section that --bagian names, by number or by its words in either language. Raises Stop."""
    if not text:
        return None
    titles = {str(number): part.title for number, part in enumerate(one.sections, 1)}
    if text in titles:
        return int(text)
    for language in ("id", "en"):
        found = [number for number, title in titles.items() if bare(title.say(language)) == bare(text)]
        if len(found) == 1:
            return int(found[0])
    said = {title.say(lang()): number for number, title in titles.items()}
    return int(said[named(text, said, N_("There is no section {name}."))])


def named(name: str, known: Iterable[str], trouble: str) -> str:
    """The one that `name` means: its whole name, or the only one that `holding` finds. Raises Stop."""
    ids = list(known)
    found = [name] if name in ids else holding(name, ids)
    if len(found) == 1:
        return found[0]
    if found:
        raise Stop(Exit.USAGE, _("{name} may mean: {names}.").format(name=literal(name), names=_some(found)))
    raise Stop(
        Exit.USAGE, _(trouble).format(name=literal(name)), todo=_("There are: {names}.").format(names=_some(ids))
    )


def _some(names: list[str]) -> str:
    """The names, or the first of them and how many more there are."""
    shown = ", ".join(literal(name) for name in names[:MOST_ROWS])
    more = len(names) - MOST_ROWS
    return shown + (" " + _("and {n} more").format(n=more) if more > 0 else "")


def _picked(names: list[str]) -> str:
    """One of the names: a menu, or of many the menu of those that hold the letters that are typed."""
    found = names
    while len(found) > MOST_ROWS:
        ask.tell(_("{n} names, too many for a menu.").format(n=len(found)))
        found = ask.until(
            _("A few letters of the name, its number"),
            lambda text: holding(text, names) or Refused("choice", names[0]),
            whys={"choice": _("No name here is like that.")},
        )
    if len(found) == 1:
        return found[0]
    return found[_one_of({number: literal(name) for number, name in enumerate(found, 1)}, _("Which")) - 1]


def _one_of(rows: Mapping[int, str], text: str) -> int:
    """The number of one row: it is typed as it stands, or letters that only this row has."""
    by_name = {name: number for number, name in rows.items()}

    def read(typed: str) -> int | Refused:
        if typed in map(str, rows):
            return int(typed)
        found = holding(typed, by_name)
        return by_name[found[0]] if len(found) == 1 else Refused("choice", str(next(iter(rows))))

    ask.say(*menu([(str(number), name) for number, name in rows.items()], ask.width()))
    return ask.until(text, read, whys={"choice": _("Type the number of a line, or letters that only this line has.")})


def holding(text: str, names: Iterable[str]) -> list[str]:
    """The names that a text means: the one it is, else those with its words in their order, else those that hold it.

    A word may be the beginning of one of the name's, a number may leave out its zeros: `lok 12` is Loktuan 012.
    """
    ones, wanted, words = list(names), bare(text), _words(text)
    exact = [name for name in ones if bare(name) == wanted]
    if len(exact) == 1 or not wanted:
        return exact if wanted else []
    return [name for name in ones if _follow(words, _words(name))] or [name for name in ones if wanted in bare(name)]


def _words(text: str) -> list[str]:
    """Its words and numbers, compared like names are; numbers without the zeros before them."""
    return [bare(word).lstrip("0") or "0" for word in re.findall(r"\d+|[^\W\d_]+", text)]


def _follow(wanted: Iterable[str], words: Iterable[str]) -> bool:
    """Whether all that are wanted come in this order: a number whole, a word by its beginning."""
    rest = iter(words)
    return all(any(word == one or (one.isalpha() and word.startswith(one)) for word in rest) for one in wanted)


def _read_number(workspace: Workspace, text: str) -> str | Refused:
    """A number has a digit that is not 0, or is an id that petugas.csv knows; it is never longer than any real one."""
    cleaned = clean(text, 40)
    if isinstance(cleaned, Refused):
        return cleaned
    plain = bare(cleaned)
    fits = plain in workspace.unit.officers or any(char.isdecimal() and int(char) for char in plain)
    return cleaned if fits else Refused("number", "00010001")


def number(workspace: Workspace, typed: str) -> str:
    """The number behind --petugas, "" for none. Raises Stop where it is none, before anything is asked or shown."""
    if typed and isinstance(_read_number(workspace, typed), Refused):
        raise Stop(
            Exit.USAGE,
            _("{number} is no number of an officer.").format(number=literal(typed)),
            todo=_("Example: {example}").format(example="--petugas 00010001"),
        )
    return typed


def officer(workspace: Workspace, number: str, asking: str = "", *, tail: bool = False) -> By:
    """Who looks: the number finds name and post in petugas.csv, which are confirmed; otherwise they are asked.

    `asking` stands for the words before the prompt. With `tail` the last digits of a number that petugas.csv knows will
    do, where no other ends so; not where a row of it cannot be read, whose number may end so too.
    """
    officers = workspace.unit.officers
    torn = any(fault.path == OFFICERS_FILE for fault in unread(workspace))
    short = tail and not torn
    asking = asking or _("Officer's number")

    whys = {"number": _("Type the officer's number in digits.")}
    while True:
        typed = number or ask.until(asking, lambda text: _read_number(workspace, text), whys=whys)
        number = ""
        whole = officers.get(bare(typed))
        found = [whole] if whole else by_tail(typed, officers) if short else []
        if len(found) > 1:
            ask.tell(_("Several numbers in petugas.csv end in this. Type more of its digits."), "  ")
            continue
        known = next(iter(found), None)
        if known is None:
            no_row = _("No row of petugas.csv that can be read has this number.")
            ask.tell(no_row if torn else _("This number is not in petugas.csv."), "  ")
            if by_tail(typed, officers):
                whole_one = _("Here the whole number is typed: the last digits will do in a cek alone.")
                not_all = _("Type the whole number: of petugas.csv not every row can be read, and another may end so.")
                ask.tell(not_all if tail else whole_one, "  ")
            if (near := shorn(typed, officers)) is not None:
                text = _("petugas.csv has {number}: a spreadsheet takes off the zeros before it. Have it mended there.")
                ask.tell(text.format(number=literal(near.number)), "  ")
            if ask.yes(_("{number}: is it typed right?").format(number=literal(typed)), "  "):
                return _unknown(typed)
            continue
        words = ", ".join(part for part in (known.rank, known.name, known.post) if part)
        if ask.yes(_("{officer}. Right?").format(officer=literal(words)), "  "):
            return By(known.number, known.name, known.rank, known.post)


def _unknown(number: str) -> By:
    """An officer who is not in petugas.csv says who he is."""
    if not bare(number).isdecimal():
        ask.tell(_("It has letters: as long as petugas.csv does not know it, it proves nobody's identity."), "  ")

    def words(text: str) -> str | Refused:
        return read_name(text, lang=lang())

    name = ask.until(_("Name"), words, "  ", example=_("Example Officer"))
    rank = ask.until(_("Rank"), words, "  ", example=_("Leader"))
    post = ask.until(_("Post"), words, "  ", example=_("Team leader"))
    return By(number, name, rank, post)
