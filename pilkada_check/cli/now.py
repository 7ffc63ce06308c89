"""The moment that a verb goes by: the machine's, or the one behind --jam or --per."""

from datetime import UTC, datetime, tzinfo
from typing import Literal

from pilkada_check.cli.exits import Exit, Stop
from pilkada_check.words import _, lang


def system(zone: tzinfo) -> datetime:
    """The machine's time in `zone`, whole seconds."""
    return datetime.now(UTC).astimezone(zone).replace(microsecond=0)


def moment(text: str, option: Literal["--jam", "--per", "--sejak"], zone: tzinfo, *, hour: str = "") -> datetime:
    """What stands behind --jam or --per; raises Stop."""
    from pilkada_check.rules.answers import Refused, parse_moment
    from pilkada_check.views.refusals import why

    found = parse_moment(text, now=system(zone), zone=zone, lang=lang(), hour=hour)
    if isinstance(found, Refused):
        raise Stop(
            Exit.USAGE,
            _("{option}: {text} is no moment. {why}").format(option=option, text=text, why=why(found)),
            todo=_("Example: {example}").format(example=f'{option} "26/11/2024 19.30"'),
        )
    return found.astimezone(zone)
