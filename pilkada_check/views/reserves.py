"""Who and what is spare and what is short: the page of `ringkasan --cadangan`, its CSV and JSON."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pilkada_check.rules.assessment import Part
from pilkada_check.rules.reserves import Demand, Reserves, Stock, reserves
from pilkada_check.views import moments
from pilkada_check.views.as_json import Document, head, unread
from pilkada_check.views.findings import short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.scene import Scene, chosen_text, part_name, unit_lines
from pilkada_check.views.sheet import Cell, Line, Sheet, Table, line, name, number, sections
from pilkada_check.views.standings import short_by
from pilkada_check.views.summary_parts import unread_lines
from pilkada_check.views.titles import example_mark, own_lists, plain_title, rows_name, target_name
from pilkada_check.words import _, lang, ngettext

MOST = 12  # moves, or targets in one line, on the page of a big unit; more are counted

COLUMNS = ("example", "as_of", "kind", "list", "item", "from", "to", "count", "exact")


def found(scene: Scene) -> tuple[Reserves, int]:
    """The reserves of what is shown; of restricted items nothing but their number, unless the page stays here.

    What one target lacks the others may have: of a chosen target its share in the moves of all is shown. People are
    needed and ordered for the unit as a whole.
    """
    every = reserves(scene.unit, scene.book, _sources(scene))
    ours = [_share(one, scene.target) for one in every.stocks] if scene.target else every.stocks
    ours = [one for one in ours if one.spare or one.short]
    stocks = [one for one in ours if not scene.hides(one.item)]
    stocks.sort(key=lambda one: (not one.left, not one.short))  # what stays short first
    return Reserves(() if scene.chosen else every.demands, tuple(stocks)), len(ours) - len(stocks)


def _sources(scene: Scene) -> tuple[Part, ...]:
    """The parts that may give or take: of the chosen list those of every target."""
    return replace(scene, target="").parts()


def _share(one: Stock, target: str) -> Stock:
    """What concerns one target of a stock."""
    spare, short, left = ({target: each[target]} if target in each else {} for each in (one.spare, one.short, one.left))
    moves = tuple(move for move in one.moves if target in {move.source, move.to})
    return replace(one, spare=spare, short=short, left=left, moves=moves)


def sheet(scene: Scene) -> Sheet:
    """The page: people by the patterns first, then equipment, what to move, and what stays short."""
    ours, hidden = found(scene)
    chosen = ", ".join(chosen_text(scene))
    return Sheet(
        _("RESERVES"),
        unit_lines(scene),
        sections(
            ("", [line(_("Shown: {what} only.").format(what=chosen))] if scene.chosen else []),
            ("", unread_lines(scene)),
            (_("NEEDED AND ORDERED"), [one for demand in ours.demands for one in _demand(scene, demand)]),
            (_("SPARE AND SHORT"), _balance(ours.stocks)),
            (_("WHAT COULD BE MOVED"), _moves(ours.stocks, chosen=scene.chosen)),
            (_("STAYS SHORT"), _left(ours.stocks, chosen=scene.chosen)),
            ("", [] if ours.stocks else [line(_("No inventory is known to be spare or short."))]),
            (_("NOTES"), _notes(scene, ours, hidden)),
        ),
    )


def _demand(scene: Scene, one: Demand) -> Iterator[Line]:
    """Required, ordered, and from what the requirement was worked out."""
    title = literal(one.fact.text.say(lang()))
    if one.missing:
        yield line(_("{what}: cannot be worked out.").format(what=title), kind="bad")
        names = ", ".join(_fact(scene, name) for name in one.missing)
        yield line(_("Not filled in: {names}.").format(names=names), 1)
        return
    gap = one.gap
    said = _("nothing can be said") if gap is None else _("enough") if gap == 0 else _gap(gap)
    text = _("{what}: required {need}, ordered {ordered} ({said}).")
    need = moments.number(one.need or 0)
    yield line(
        text.format(what=title, need=need, ordered=moments.number(one.ordered), said=said),
        kind="bad" if gap is None or gap < 0 else "strong",
    )
    if one.silent:
        yield line(
            _("No number in the table for: {names}.").format(
                names=_some([target_name(each) for each in one.silent], MOST)
            ),
            1,
        )
    for term in one.terms:
        parts = "; ".join(f"{_fact(scene, key)} = {_plain(value)}" for key, value in term.inputs)
        yield line(_("{n} from: {parts}").format(n=moments.number(term.need), parts=parts), 1)
    if one.fact.ordered is not None:
        table, column = one.fact.ordered
        known = scene.book.seen_from(table).get(column)
        what = literal(known.text.say(lang()) if known is not None else column)
        rows = f"{moments.number(one.rows)} {rows_name(scene.book, table)}"
        yield line(_("Ordered: {what} (sum over {rows})").format(what=what, rows=rows), 1)


def _fact(scene: Scene, key: str) -> str:
    fact = scene.book.unit.get(key)
    return literal(fact.text.say(lang())) if fact is not None else literal(key)


def _plain(value: int | str) -> str:
    return moments.number(value) if isinstance(value, int) else literal(value)


def _gap(gap: int) -> str:
    return short_by(gap) if gap < 0 else _("{n} to spare").format(n=moments.number(gap))


def _some(names: Sequence[str], most: int) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} " + _("and {n} more").format(n=moments.number(len(names) - most))


def _title(one: Stock) -> str:
    """The item, and of which list: several lists may ask for the same thing."""
    return f"{short_name(one.item)} ({plain_title(one.checklist)})"


def _balance(stocks: Sequence[Stock]) -> Iterator[Table]:
    rows = [
        (
            name(short_name(one.item)),
            name(plain_title(one.checklist)),
            number(sum(one.spare.values())),
            number(_short(one)),
            _covered(one),
        )
        for one in stocks
    ]
    if rows:
        heading = (_("item"), _("list"), _("spare"), _("short"), _("after moving"))
        yield Table(heading, tuple(rows), named=2)


def _short(one: Stock) -> int:
    return sum(one.short.values())


def _covered(one: Stock) -> Cell:
    """What is still short when all moves are made."""
    left = sum(one.left.values())
    if not one.short:
        return Cell(_("nothing is short"))
    return Cell(_("still {short}").format(short=short_by(-left)), "strong") if left else Cell(_("covered"))


def _moves(stocks: Sequence[Stock], *, chosen: bool) -> Iterator[Line]:
    for one in stocks:
        if one.moves:
            yield line(f"{_title(one)}:", kind="strong")
        told = one.moves if chosen else one.moves[:MOST]
        for move in told:
            text = _("{n} from {source} to {to}")
            yield line(
                text.format(n=moments.number(move.count), source=target_name(move.source), to=target_name(move.to)), 1
            )
        if len(one.moves) > len(told):
            yield line(_("and {n} more").format(n=moments.number(len(one.moves) - len(told))), 1)


def _left(stocks: Sequence[Stock], *, chosen: bool) -> Iterator[Line]:
    for one in stocks:
        if one.left:
            ones = [f"{target_name(target)} {moments.number(count)}" for target, count in one.left.items()]
            yield line(f"{_title(one)}: {_some(ones, len(ones) if chosen else MOST)}", kind="bad")


def _notes(scene: Scene, ours: Reserves, hidden: int) -> Iterator[Line]:
    """What is optimised, which lists are the unit's own, and what is left out."""
    yield from own_lists({one.checklist.id: one.checklist for one in ours.stocks}.values())
    yield line(
        _(
            "Only inventories (B RR RB TA) on several targets are set against each other; those in dispute, too old or "
            "not checked are left out."
        )
    )
    if any(one.moves for one in ours.stocks):
        yield line(
            _(
                "First as much of what is short as possible is covered, then with the fewest moves; a move is any "
                "number of one thing from one target to another. Whether it may be moved, and in time, people decide."
            )
        )
    loose = [_title(one) for one in ours.stocks if one.moves and not one.exact]
    if loose:
        text = _("Many targets: for these fewer moves may be possible: {names}.")
        yield line(text.format(names=", ".join(loose)))
    if hidden:
        text = ngettext("{n} restricted item is left out.", "{n} restricted items are left out.", hidden)
        yield line(text.format(n=hidden))
    veiled = [part_name(part) for part in _sources(scene) if part.veiled]
    if veiled:
        yield line(_("Left out, because a ricek is running: {parts}.").format(parts=", ".join(veiled)))


def rows(scene: Scene) -> Iterator[list[str]]:
    """Everything as rows of CSV: `needed`, `ordered`, `spare`, `short`, `move` and `left`."""
    ours, _hidden = found(scene)
    ahead = [example_mark() if scene.unit.example else "", scene.moment.isoformat()]
    for demand in ours.demands:
        need = str(demand.need) if demand.need is not None else ""
        yield [*ahead, "needed", "", demand.fact.name, "", "", need, ""]
        yield [*ahead, "ordered", "", demand.fact.name, "", "", str(demand.ordered), ""]
    for one in ours.stocks:
        item = [one.checklist.id, one.item.id]
        yield from ([*ahead, "spare", *item, target, "", str(count), ""] for target, count in one.spare.items())
        yield from ([*ahead, "short", *item, "", target, str(count), ""] for target, count in one.short.items())
        exact = "true" if one.exact else "false"
        yield from ([*ahead, "move", *item, move.source, move.to, str(move.count), exact] for move in one.moves)
        yield from ([*ahead, "left", *item, "", target, str(count), ""] for target, count in one.left.items())


def document(scene: Scene) -> Document:
    """The page as JSON."""
    return {**head(scene), **unread(scene), **beside(scene)}


def beside(scene: Scene) -> Document:
    """What stands in `beside` of the summary: `reserves`."""
    ours, _hidden = found(scene)
    return {
        "reserves": {
            "demands": [
                {
                    "fact": one.fact.name,
                    "need": one.need,
                    "terms": [{"need": term.need, "facts": dict(term.inputs)} for term in one.terms],
                    "ordered": one.ordered,
                    "missing": list(one.missing),
                    "silent": list(one.silent),
                }
                for one in ours.demands
            ],
            "stocks": [
                {
                    "list": one.checklist.id,
                    "item": one.item.id,
                    "spare": one.spare,
                    "short": one.short,
                    "moves": [{"from": move.source, "to": move.to, "count": move.count} for move in one.moves],
                    "left": one.left,
                    "exact": one.exact,
                }
                for one in ours.stocks
            ],
        }
    }
