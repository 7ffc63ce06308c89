"""Who looked at the first count while a ricek was running, when and why: shown beside its result (rules.md 29)."""

from collections.abc import Iterable
from datetime import tzinfo

from pilkada_check.model.events import Looked
from pilkada_check.rules.record import Record
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.words import _


def looks(records: Iterable[Record]) -> list[Looked]:
    """Every look on purpose that these records tell, in the order of their times."""
    return sorted((one for record in records for one in record.looked), key=lambda one: (one.at, one.record))


def looked_text(one: Looked, zone: tzinfo | None) -> str:
    """Looked at 25/11 07.30 by somebody, and the reason."""
    at = one.at.astimezone(zone)
    return _("the first count was looked at {when} by {name}: {reason}").format(
        when=f"{moments.short_day(at)} {moments.hour(at)}", name=literal(one.name), reason=literal(one.reason)
    )
