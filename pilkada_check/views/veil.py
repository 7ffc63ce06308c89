"""The words for what is not shown while a ricek is running: a state, why, and how to look on purpose."""

from collections.abc import Iterable, Iterator, Sequence

from pilkada_check.rules.assessment import Part
from pilkada_check.views import commands
from pilkada_check.views.scene import Scene, part_name
from pilkada_check.views.sheet import Line, command, line
from pilkada_check.views.summary_parts import MOST_NAMES, some
from pilkada_check.words import _


def why(parts: Iterable[Part]) -> str:
    """Because of which riceks nothing of these parts is shown."""
    text = _("A ricek is running, or was cancelled and none sealed since: {parts}.")
    return text.format(parts=some([part_name(part) for part in parts], MOST_NAMES))


def hidden() -> str:
    """What is not shown, and for whose sake."""
    return _("Until it is sealed nothing of the first count is shown, so that nobody counts towards it.")


def lines(scene: Scene, parts: Sequence[Part]) -> Iterator[Line]:
    """For a page: the parts of which nothing is shown, why, and how to look all the same."""
    if not parts:
        return
    yield line(why(parts))
    yield line(hidden())
    yield line(_("To look on purpose (name and reason go into the ricek's record):"))
    yield command(commands.command("ringkasan", "--buka", *scene.same_page), 1)


def shown(scene: Scene) -> list[Part]:
    """The veiled parts of those that are shown."""
    return [part for part in (*scene.parts(), *scene.not_counted()) if part.veiled]
