"""One list on one target in words: what does not pass and who mends it, then every other reason, like ones together."""

from collections.abc import Iterator, Sequence

from pilkada_check.rules.assessment import ItemState, Part, Reason
from pilkada_check.views.findings import follow_up, short_name
from pilkada_check.views.lines import literal
from pilkada_check.views.looked import looked_text, looks
from pilkada_check.views.scene import Scene, item_of, overdue, reason_key, value_text
from pilkada_check.views.sheet import Kind, Line, line
from pilkada_check.views.standings import reason_text
from pilkada_check.views.walk import lacking
from pilkada_check.words import N_, _, ngettext

UNIT_FILE = "pilkada.yaml"
MOST_NAMES = 3  # items named behind a reason; more are only counted

# What has lines of its own: heading, reasons that bring an item under it, whether it must be critical, colour.
_GROUPS: Sequence[tuple[str, frozenset[str], bool | None, Kind]] = (
    (N_("DOES NOT MEET IT [CRITICAL]"), frozenset({"fail"}), True, "bad"),
    (N_("CEK AND RICEK DIFFER [CRITICAL]"), frozenset({"dispute"}), True, "bad"),
    (N_("NOT APPLICABLE [CRITICAL]"), frozenset({"na_critical"}), None, "fair"),
    (N_("DOES NOT MEET IT"), frozenset({"fail"}), False, "fair"),
    (N_("CEK AND RICEK DIFFER"), frozenset({"dispute"}), False, "fair"),
    (N_("REMARKS"), frozenset({"remark"}), None, "fair"),
    (N_("FOLLOW-UPS OPEN"), frozenset({"follow_up"}), None, "text"),
)
TOLD = frozenset(code for _heading, codes, _critical, _kind in _GROUPS for code in codes)


def detail(scene: Scene, part: Part, most: int | None) -> Iterator[Line]:
    """The lines under a part's heading; at most `most` items of each kind are told, the others counted."""
    told: set[str] = set()
    for heading, codes, critical, kind in _GROUPS:
        names = [
            reason.item
            for reason in part.reasons
            if reason.code in codes and critical in {None, reason.critical} and reason.item not in told
        ]
        told.update(names)
        if names:
            yield line(_(heading), 1, kind)
            yield from _items(scene, part, names, most)
    yield from _others(scene, part)
    yield from (line(looked_text(one, scene.moment.tzinfo), 1, "fair") for one in looks(part.records))


def _items(scene: Scene, part: Part, names: Sequence[str], most: int | None) -> Iterator[Line]:
    shown = names if most is None or len(names) <= most else names[:most]
    for item_id in shown:
        yield line(item_text(scene, part, part.items[item_id]), 2)
    if len(names) > len(shown):
        yield line(_("and {n} more").format(n=len(names) - len(shown)), 2)


def item_text(scene: Scene, part: Part, state: ItemState) -> str:
    """An item, what was found, and who mends it."""
    text = f"{short_name(state.item)}: {value_text(scene, part, state)}"
    mending = state.standing.follow_up
    if mending is None and state.state != "fail":
        return text
    text += "; " + _("mends: {who}").format(who=follow_up(mending))
    return f"{text}, {_('overdue')}" if overdue(scene, mending) else text


def _others(scene: Scene, part: Part) -> Iterator[Line]:
    """Each other reason once, with how many items it is about and which."""
    found: dict[tuple[object, ...], list[Reason]] = {}
    for reason in part.reasons:
        if reason.code not in TOLD:
            found.setdefault((*reason_key(reason), "" if reason.item else reason.record), []).append(reason)
    # Critical ones first; otherwise in the order in which the rules name them.
    for ones in sorted(found.values(), key=lambda ones: not any(one.critical for one in ones)):
        yield line(_grouped(scene, part, ones), 1)


def _grouped(scene: Scene, part: Part, ones: Sequence[Reason]) -> str:
    first = ones[0]
    text = reason_text(first)
    if first.code == "no_fact":
        text = no_facts(scene, part, [first.fact])
    if not first.item:
        return text
    critical = sum(one.critical for one in ones)
    if critical == len(ones):
        count = ngettext("{n} critical item", "{n} critical items", critical).format(n=critical)
    else:
        count = ngettext("{n} item", "{n} items", len(ones)).format(n=len(ones))
        count += ", " + ngettext("{n} critical", "{n} critical", critical).format(n=critical) if critical else ""
    count += _later(part) if first.code == "ricek_owed" else ""
    names = [_name(scene, part, one.item) for one in ones] if len(ones) <= MOST_NAMES else []
    return f"{text} ({count})" + (": " + "; ".join(names) if names else "")


def _later(part: Part) -> str:
    """How many more owe a ricek that is of no use yet: with them it comes to what stands behind the part's name."""
    named = {reason.item for reason in part.reasons if reason.code in {"ricek_owed", "void_ricek"}}
    later = sum(
        state.second == "owed" and state.state != "dispute" and name not in named for name, state in part.items.items()
    )
    text = ngettext(", then {n} more once its cek passes", ", then {n} more once their cek passes", later)
    return text.format(n=later) if later else ""


def no_facts(scene: Scene, part: Part, facts: Sequence[str]) -> str:
    """That facts are missing, which, and the file in which each is filled in."""
    return _("cannot be judged: {facts}").format(facts=to_fill_in(scene, part.checklist.target, facts))


def to_fill_in(scene: Scene, table: str, facts: Sequence[str]) -> str:
    """Which facts are missing, who fills them in, and in which files."""
    known, rows = scene.book.seen_from(table), scene.unit.tables.get(table)
    columns = {name for name in facts if (name in known and known[name].table) or (rows and name in rows.columns)}
    paths = [scene.unit.targets[table] if name in columns else UNIT_FILE for name in facts]
    text = lacking(facts, known).rstrip(".")
    return f"{text}; " + _("fill it in: {path}").format(path=", ".join(map(literal, dict.fromkeys(paths))))


def _name(scene: Scene, part: Part, item_id: str) -> str:
    item = item_of(scene, part, item_id)
    return short_name(item) if item is not None else literal(item_id)
