"""The facts without which answers cannot be judged: each once, with who fills it in, where, and on which targets."""

from collections.abc import Iterable, Iterator, Mapping

from pilkada_check.model.unit import UNIT
from pilkada_check.rules.assessment import Part
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.names import together
from pilkada_check.views.part_detail import to_fill_in
from pilkada_check.views.scene import Scene
from pilkada_check.views.sheet import Line, line
from pilkada_check.views.titles import target_name
from pilkada_check.words import lang

MOST_NAMES = 12

_Missing = Mapping[tuple[str, str], Mapping[str, None]]


def _missing(parts: Iterable[Part]) -> _Missing:
    """The targets that miss a fact, by their table and the fact; nothing of a part whose ricek runs."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for part in parts:
        for reason in part.reasons if not part.veiled else ():
            if reason.code == "no_fact":
                found.setdefault((part.checklist.target, reason.fact), {})[part.target] = None
    return found


def lines(scene: Scene) -> Iterator[Line]:
    """Each missing fact, with the file in which it is filled in and the targets."""
    for (table, fact), targets in _missing(scene.parts()).items():
        text = to_fill_in(scene, table, [fact])
        names = together([target_name(each) for each in targets], None if scene.chosen else MOST_NAMES)
        yield line(text if table == UNIT else f"{text}: {names}")


def brief(scene: Scene) -> str:
    """`Voters, KPU: 5; number, KPU: 3`: how many targets miss which fact, and who fills it in."""
    said = []
    for (table, name), targets in _missing(scene.parts()).items():
        fact = scene.book.seen_from(table).get(name)
        text = literal(fact.text.say(lang())) if fact is not None else literal(name)
        who = literal(fact.source.say(lang())) if fact is not None and fact.source is not None else ""
        count = "" if table == UNIT else f": {moments.number(len(targets))}"
        said.append((f"{text}, {who}" if who else text) + count)
    return "; ".join(said)
