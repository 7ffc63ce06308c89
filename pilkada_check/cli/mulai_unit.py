"""What `mulai` asks about the unit itself: each answer is in pilkada.yaml before the next question."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from pilkada_check.cli import ask
from pilkada_check.cli.mulai_ask import EXAMPLE_DAY, Wrong, day, fact, one_of, optional, required, show, words
from pilkada_check.files.newunit import UnitFile, scalar, sequence
from pilkada_check.files.reader_unit import zone
from pilkada_check.model.checklist import Checklist
from pilkada_check.model.facts import FactBook, FactDef
from pilkada_check.model.faults import Fault
from pilkada_check.model.unit import UNIT, Unit
from pilkada_check.views import faults, moments, titles
from pilkada_check.views.lines import literal, wrap
from pilkada_check.words import N_, _, lang

_ZONES = {
    "Asia/Jakarta": N_("WIB (Sumatra, Java, West and Central Kalimantan)"),
    "Asia/Makassar": N_("WITA (East, South and North Kalimantan, Sulawesi, Bali, Nusa Tenggara)"),
    "Asia/Jayapura": N_("WIT (Maluku, Papua)"),
}
_LANGS = {"id": "Bahasa Indonesia", "en": "English"}
_LONGEST = 100  # characters of a name (files.reader_unit)


def name(file: UnitFile) -> None:
    """Who the unit is: the file begins with it."""
    called = required(_("Name of the unit"), words(_LONGEST, _("Unit 1")))
    path: list[str] = []
    below = called
    while above := optional(
        _("Unit directly above {unit} (Enter: none)").format(unit=literal(below)),
        words(_LONGEST, _("Unit 1")),
    ):
        path.insert(0, above)
        below = above
    ask.tell(_("Is this folder for one small unit alone (a team, a squad, a post)? Then type its name."), "  ")
    small = optional(_("Small unit (Enter: the whole unit)"), words(_LONGEST, _("Unit 1")))
    entries = {"unit": f"{{name: {scalar(called)}, path: {sequence(path)}}}"}
    if not path:
        entries["unit"] = f"{{name: {scalar(called)}}}"
    if small:
        entries["satuan"] = scalar(small)
    file.begin([_(line) for line in _HEAD], entries)


_HEAD = (
    N_("The unit. Written by pilkada-check mulai; any text editor may change it."),
    N_("Look for faults afterwards with: pilkada-check validasi"),
)


def days_and_lists(file: UnitFile, known: Mapping[str, Checklist]) -> None:
    """What a unit states outside its facts, as far as it is missing."""
    for key, question in _QUESTIONS.items():
        if key not in file.keys:
            question(file)
    if "lists" not in file.keys:
        _lists(file, known)


def _election_day(file: UnitFile) -> None:
    text = _("{name} (example {day})").format(name=titles.day_name(file.book), day=EXAMPLE_DAY)
    _day(file, "election_day", required(text, day))


def _operation_ends(file: UnitFile) -> None:
    first = _unit(file).election_day

    def read(text: str) -> str | Wrong:
        found = day(text)
        if isinstance(found, str) and found < first:
            return Wrong(_("That is before day H, {day}.").format(day=moments.iso_day(first)), "16/12/2024")
        return found

    found = optional(_("Last day of the operation (example 16/12/2024; Enter: later)"), read)
    if found is not None:
        _day(file, "operation_ends", found)


def _day(file: UnitFile, key: str, found: str) -> None:
    at = date.fromisoformat(found)
    ask.tell(_("Recorded: {value}.").format(value=f"{moments.weekday(at)} {moments.long_day(at)}"), "  ")
    _add(file, key, found, lambda unit: replace(unit, **{key: found}))


def _timezone(file: UnitFile) -> None:
    show([_(row) for row in _ZONES.values()])
    found = required(_("Time zone (number, or a name such as Europe/Berlin)"), _zone)
    _add(file, "timezone", found, lambda unit: replace(unit, timezone=found))


def _zone(text: str) -> str | Wrong:
    """One of the numbered zones, or any other of the time zone database by its name."""
    if "/" not in text:
        return one_of(text, list(_ZONES))
    name = zone(text)
    if name is None:
        return Wrong(faults.sentence(Fault("", 0, 0, "unknown_timezone", (("word", text),))))
    return name


def _lang(file: UnitFile) -> None:
    text = _("Language of the screens (from the next command on)")
    found = list(_LANGS)[ask.pick(list(_LANGS.values()), text) - 1]
    _add(file, "lang", found, lambda unit: replace(unit, lang=found))


_QUESTIONS: Mapping[str, Callable[[UnitFile], None]] = {
    "election_day": _election_day,
    "operation_ends": _operation_ends,
    "timezone": _timezone,
    "lang": _lang,
}


def _lists(file: UnitFile, known: Mapping[str, Checklist]) -> None:
    """Which lists the unit owes; of a small unit none that is for the whole unit, for those fall away there."""
    small = bool(_unit(file).satuan)
    ids = [name for name, one in known.items() if not (small and one.target == UNIT)]
    ask.say("")
    ask.tell(_("Which lists must this unit answer?"))
    show([_list_row(file.book, known[name]) for name in ids])

    def read(text: str) -> tuple[str, ...] | Wrong:
        if text.casefold() in {"semua", "all"}:
            return tuple(ids)
        found = [one_of(word, ids) for word in text.replace(",", " ").split()]
        wrong = next((one for one in found if isinstance(one, Wrong)), None)
        return Wrong(wrong.why, "1 2") if wrong else tuple(dict.fromkeys(one for one in found if isinstance(one, str)))

    found = required(_("Numbers with blanks between (example 1 2), or: all"), read)
    titles = ", ".join(literal(known[one].title.say(lang())) for one in found)
    ask.say(*wrap(_("Recorded: {value}.").format(value=titles), ask.width(), "  ", "  "))
    _add(file, "lists", sequence(found), lambda unit: replace(unit, lists=found))


def _list_row(book: FactBook, one: Checklist) -> str:
    """The title, how many items, and what it is asked of."""
    items = sum(len(section.items) for section in one.sections)
    what = _("the unit") if one.target == UNIT else titles.rows_name(book, one.target)
    return _("{title} ({n} items, for: {rows})").format(title=literal(one.title.say(lang())), n=items, rows=what)


def facts(file: UnitFile, missing: list[FactDef]) -> None:
    """The facts of the unit that its lists name and nothing gives."""
    if missing:
        ask.say("")
        ask.tell(_("Unit facts that the lists need. Enter leaves one missing: answers are then kept, not judged."))
    for place, definition in enumerate(missing, 1):
        value = fact(definition, f"{place}/{len(missing)}")
        if value is None:
            continue
        unit = _unit(file)
        expected = replace(unit, facts={**unit.facts, definition.name: value})
        source = scalar(value)
        if not file.add_to("facts", definition.name, source, _comment(definition), expected):
            _by_hand(f"{definition.name}: {source}", _("under {key}").format(key="facts"))


def targets(file: UnitFile, table: str, path: str) -> None:
    """Where the rows of a table are."""
    unit = _unit(file)
    if table in unit.targets:
        return
    if not file.add_to("targets", table, scalar(path), "", replace(unit, targets={**unit.targets, table: path})):
        _by_hand(f"{table}: {path}", _("under {key}").format(key="targets"))


def _comment(definition: FactDef) -> str:
    """What the fact means, as a comment behind it."""
    text = literal(definition.text.say(lang()))
    return f"{text}, {literal(definition.unit.say(lang()))}" if definition.unit else text


def _add(file: UnitFile, key: str, source: str, changed: Callable[[Unit], Unit]) -> None:
    if not file.add(key, source, changed(_unit(file))):
        _by_hand(f"{key}: {source}", _("on a line of its own"))


def _by_hand(line: str, where: str) -> None:
    """The file is written in a way that nothing can be added to safely."""
    ask.tell(_("Nothing was changed in pilkada.yaml: it is written in a way that is safer to change by hand."), "  ")
    ask.tell(_("Add this, {where}:").format(where=where), "  ")
    ask.say(f"    {line}")


def _unit(file: UnitFile) -> Unit:
    if file.unit is None:
        raise AssertionError("the file is sound and has a unit")
    return file.unit
