"""The message of a risk report, ready to copy into WhatsApp (screens.md 6); no word of a user is markup there."""

import re
from datetime import tzinfo

from pilkada_check.model.reports import Reported
from pilkada_check.model.unit import Unit
from pilkada_check.views import moments
from pilkada_check.views.lines import literal
from pilkada_check.views.titles import example_mark
from pilkada_check.words import N_, _

_MARKUP = re.compile(r"\s*([*~`]|(?<![^\W_])_|_(?![^\W_]))\s*")
_SURE = {"seen": "", "heard": N_("told by somebody else"), "unsure": N_("not certain yet")}


def message(reported: Reported, label: str, unit: Unit, zone: tzinfo | None) -> str:
    """The lines of the message; `label` is "" for one that could not be recorded, `zone` the unit's.

    What is said about a restricted item is told to the posko directly: the message does not carry it.
    """
    at = reported.at.astimezone(zone)
    title = f"*{_('RISK REPORT')}*"
    name = (moments.ZONES.get(unit.timezone) if unit.name else "") or at.strftime("UTC%z")
    when = _("{day} at {hour}").format(day=moments.long_day(at), hour=f"{moments.hour(at)} {name}")
    if reported.restricted:
        what = _("item of the list {list} (restricted, not in this message)").format(list=plain_text(reported.list))
        done = _("not in this message (restricted)")
    else:
        what = plain_text(reported.what)
        done = plain_text(reported.done) or _("nothing yet")
    tail = [since_text(reported, zone), f"({_(_SURE[reported.sure])})" if reported.sure != "seen" else ""]
    what = " ".join([what, *filter(None, tail)])
    lines = [
        example_mark() if unit.example else "",
        _("{title} number {number}").format(title=title, number=label) if label else title,
        f"{_begins(plain_text(reported.where))}, {when}",
        _("What : {what}").format(what=what),
        _("Done : {done}").format(done=done),
        _("Please advise. {who}").format(who=plain_text(who(reported))),
    ]
    return "\n".join(filter(None, lines))


def plain_text(text: str) -> str:
    """A user's words as WhatsApp shows them: a mark that would make them bold, struck out or code stands apart."""
    return " ".join(_MARKUP.sub(r" \1 ", literal(text)).split())


def _begins(place: str) -> str:
    """A place at the beginning of a line: no list, no quotation may come of it."""
    return place if place[:1].isalpha() else _("At {place}").format(place=place)


def since_text(reported: Reported, zone: tzinfo | None) -> str:
    """Since 17.10; with its day where that is another one; "" where it is not known."""
    if reported.since is None:
        return ""
    at, since = reported.at.astimezone(zone), reported.since.astimezone(zone)
    day = "" if since.date() == at.date() else moments.short_day(since)
    day = moments.day(since) if since.year != at.year else day
    return _("since {when}").format(when=f"{day} {moments.hour(since)}".strip())


def who(reported: Reported) -> str:
    """Who reports, as the posko knows him: the post, else the name, else the number."""
    officer = reported.officer
    return officer.post or officer.name or officer.number
