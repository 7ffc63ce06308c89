"""What a unit does next: the walks that can be taken up, the riceks that are owed, and the key that comes first."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pilkada_check.rules.assessment import Part
from pilkada_check.rules.record import Record
from pilkada_check.rules.reports import state
from pilkada_check.views.board_keys import NUMBER
from pilkada_check.views.scene import Scene
from pilkada_check.views.temuan import findings
from pilkada_check.views.titles import plain_title
from pilkada_check.words import _

WALKS = ("cek", "ricek")  # rounds that the board takes up again


class Walking(Struct, frozen=True):
    """A record that was begun and not finished: whose, how far, and when its last answer came."""

    part: Part
    record: Record

    @property
    def done(self) -> int:
        """Number of items that it answers."""
        return len({look.answer.item for look in self.record.looks})


def interrupted(scene: Scene) -> list[Walking]:
    """The walks of this computer that can be taken up again, the latest first; a copy goes on where it was begun."""
    found = [
        Walking(part, record)
        for part in (*scene.assessment.parts, *scene.assessment.not_counted)
        for record in part.records
        if record.opened.round in WALKS and not record.ended and not record.damaged and record.looks
        if scene.device in {"", record.opened.device} or record.opened.source == "example"
    ]
    return sorted(found, key=lambda one: (one.record.looks[-1].at, one.record.id), reverse=True)


def unsealed(scene: Scene) -> list[Walking]:
    """The rulings that wait for their seal; none of a part whose ricek runs."""
    return [
        Walking(part, record)
        for part in scene.parts()
        if not part.veiled
        for record in part.records
        if record.opened.round == "putusan" and not record.ended and not record.damaged and record.looks
    ]


def ricek_owed(scene: Scene) -> bool:
    """Whether a ricek is owed anywhere, or may be running."""
    return any(
        part.veiled or any(state.owed and state.second == "owed" for state in part.items.values())
        for part in scene.assessment.parts
    )


def next_step(scene: Scene, keys: Sequence[tuple[str, str]]) -> str:
    """The key that comes first, of those that work, with what it does now; "" where none waits."""
    said = dict(keys)
    return next((f"{shown} {word}" for key, shown, word in _steps(scene, said) if key in said), "")


def _steps(scene: Scene, said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Key, as shown, and its word: what the posko must hear, what was begun, what nobody did yet, then the rest."""
    for one in reversed(scene.reports.open):
        if state(one) == "reported":
            number = scene.reports.labels[one.id]
            yield "p", "p", _("risk report {number} has not been sent yet").format(number=number)
    if interrupted(scene):
        yield "l", "l", said.get("l", "")
    for count, group in enumerate(scene.groups(), 1):
        if group.readiness in {"unchecked", "incomplete"}:
            yield NUMBER, str(count), _("check {list}").format(list=plain_title(group.checklist))
    if any(part.records for part in scene.parts()):
        planned = scene.assessment.samples
        undrawn = any(one.sample is not None and name not in planned for name, one in scene.lists.items())
        if undrawn and not any(part.veiled for part in scene.parts()):  # until the lot is drawn every target owes one
            yield "u", "u", said.get("u", "")
        yield from ((key, key, said.get(key, "")) for key in ("s", "c"))
        if findings(scene):
            yield "t", "t", said.get("t", "")
        yield "k", "k", said.get("k", "")
