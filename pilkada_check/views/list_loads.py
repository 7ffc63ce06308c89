"""What a check costs its officer: keys by count, minutes as its list estimates them and as the typing takes of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pilkada_check.model.checklist import Checklist
from pilkada_check.rules.load import SECONDS_PER_KEY, Load, spread, typing_minutes
from pilkada_check.views import moments
from pilkada_check.views.list_rows import ROW_ABOUT, entry_of, mark, plain
from pilkada_check.views.lists import Shelf, fault_lines, under
from pilkada_check.views.sheet import Cell, Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.titles import list_title, target_name
from pilkada_check.words import _, lang

KEYS = ("items", "answers", "officer", "seal", "keys", "choosing", "typing_minutes")
COLUMNS = (*ROW_ABOUT, "target", *KEYS, "minutes")
NAMES = 3  # of targets that cost the same


class Burden(Struct, frozen=True):
    """What a list costs on each of its targets; without a workspace, and where there are none, once: all is asked."""

    checklist: Checklist
    loads: Mapping[str, Load]
    whole: bool = False  # every item asked, of no target


def overview(shelf: Shelf, burdens: Sequence[Burden], faults: int) -> Sheet:
    """Every list: the least, the usual and the most over its targets. `faults` as in `lists.overview`."""
    rows = []
    for one in burdens:
        least, usual, most = spread(list(one.loads.values()))
        keys = tuple(number(load.keys) for load in (least, usual, most))
        rows.append(
            (
                name(one.checklist.id),
                _targets(one, one.loads),
                number(most.items),
                *keys,
                *_minutes(one.checklist, usual),
            )
        )
    heading = (
        _("list"), _("targets"), _("items"), _("least"), _("usual"), _("most"), _("typing"), _("in all"), _("share"),
    )  # fmt: skip
    return Sheet(
        _("KEYS AND MINUTES OF A CHECK"),
        under(shelf),
        sections(
            ("", [Table(heading, tuple(rows)), *_sum(burdens)] if rows else [line(_("This unit owes no list."))]),
            (
                _("NOTES"),
                [
                    line(_("Least, usual, most: keys at the cheapest target, the middle one, the dearest.")),
                    *_legend(burdens),
                    line(_("Share: of the typing in the whole.")),
                    line(_("Target by target: `daftar LIST --beban`.")),
                    *fault_lines(shelf, faults),
                ],
            ),
        ),
    )


def _targets(one: Burden, targets: Collection[str]) -> Cell:
    """How many there are; a dash where there is none."""
    return Cell("-", "number") if one.whole else number(len(targets))


def _minutes(one: Checklist, usual: Load) -> tuple[Cell, Cell, Cell]:
    """Minutes of typing and of the whole check, and the one as a share of the other."""
    if not one.minutes:
        return number(usual.minutes), Cell("-", "number"), Cell("-", "number")
    share = round(usual.keys * SECONDS_PER_KEY / 60 / one.minutes * 100)
    return number(usual.minutes), number(one.minutes), Cell(f"{share}%", "number")


def _sum(burdens: Sequence[Burden]) -> Iterator[Line]:
    """Of one target alone: what all of its lists cost together."""
    loads = [load for one in burdens for load in one.loads.values()]
    if len(burdens) > 1 and len(loads) == len(burdens) and not any(one.whole for one in burdens):
        keys = sum(load.keys for load in loads)
        text = _("In all {keys} keys, about {minutes} minutes of typing, and {all} minutes by the lists' estimates.")
        whole = sum(one.checklist.minutes or 0 for one in burdens)
        said = text.format(
            keys=moments.number(keys),
            minutes=moments.number(typing_minutes(keys)),
            all=moments.number(whole),
        )
        yield line(said, kind="strong")


def _legend(burdens: Sequence[Burden]) -> Iterator[Line]:
    yield line(
        _(
            "Keys: every key of a check (cek) in which all passes, from the officer's number to the seal, each Enter "
            "and each yes included. What does not pass takes more: who mends it, by when."
        )
    )
    text = _("Typing, in minutes: {seconds} seconds a key, as somebody takes who is not used to a keyboard.")
    seconds = str(SECONDS_PER_KEY)
    yield line(text.format(seconds=seconds.replace(".", ",") if lang() == "id" else seconds))
    yield line(_("In all, in minutes: the estimate of the list's author for one target, with walking and looking."))
    most = max((load.choosing for one in burdens for load in one.loads.values()), default=0)
    if most:
        text = _(
            "Choosing list and target at the menus: at most {n} keys more, and none with `cek LIST --sasaran TARGET`."
        )
        yield line(text.format(n=moments.number(most)))
    if any(one.whole for one in burdens):
        yield line(
            _("Without targets (-): every item is taken as asked, and answered with some number of the usual size.")
        )


def one_list(shelf: Shelf, one: Burden) -> Sheet:
    """One list: its targets, those that cost the same together."""
    alike: dict[tuple[int, int], list[str]] = {}
    for target, load in one.loads.items():
        alike.setdefault((load.keys, load.items), []).append(target)
    rows = [
        (number(keys), number(typing_minutes(keys)), number(items), _targets(one, targets), Cell(_some(targets, one)))
        for (keys, items), targets in sorted(alike.items())
    ]
    heading = (_("keys"), _("typing"), _("items"), _("targets"), _("which"))
    return Sheet(
        f"{list_title(one.checklist)} [{one.checklist.id}]",
        under(shelf),
        sections(
            (_("KEYS AND MINUTES OF A CHECK"), [Table(heading, tuple(rows)), *_parts(one)]),
            (_("NOTES"), _legend([one])),
        ),
    )


def _some(targets: Sequence[str], one: Burden) -> str:
    """The first of the names, and how many more there are."""
    if one.whole:
        return _("every item asked")
    names = ", ".join(target_name(target) for target in targets[:NAMES])
    more = len(targets) - NAMES
    return names + (" " + _("and {n} more").format(n=moments.number(more)) if more > 0 else "")


def _parts(one: Burden) -> Iterator[Line]:
    """Of what the usual keys are made up, and the minutes."""
    _least, usual, _most = spread(list(one.loads.values()))
    text = _("Usual: {answers} for the answers, {officer} for the number and the yes to the name, {seal} for the seal.")
    yield line(text.format(answers=moments.number(usual.answers), officer=usual.officer, seal=usual.seal))
    if one.checklist.minutes:
        yield line(_("About {n} minutes").format(n=one.checklist.minutes))


def rows(shelf: Shelf, burdens: Iterable[Burden]) -> Iterator[list[str]]:
    """A row of CSV for each list and target."""
    for one in burdens:
        about = {**mark(shelf), **entry_of(shelf, one.checklist)}
        for entry in _entries(one):
            yield [plain({**about, **entry}[column]) for column in COLUMNS]


def document(shelf: Shelf, one: Burden) -> dict[str, object]:
    """One list as JSON: every target, and the least, the usual and the most of the keys."""
    least, usual, most = (load.keys for load in spread(list(one.loads.values())))
    return {
        **entry_of(shelf, one.checklist),
        "seconds_per_key": SECONDS_PER_KEY,
        "keys": {"least": least, "usual": usual, "most": most},
        "targets": list(_entries(one)),
    }


def _entries(one: Burden) -> Iterator[dict[str, object]]:
    for target, load in one.loads.items():
        yield {
            "target": "" if one.whole else target,
            "items": load.items,
            "answers": load.answers,
            "officer": load.officer,
            "seal": load.seal,
            "keys": load.keys,
            "choosing": load.choosing,
            "typing_minutes": load.minutes,
            "minutes": one.checklist.minutes or 0,
        }
