"""The questions of a risk report, few and short; what was said is on the disk before its message is shown."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from pilkada_check.cli import ask
from pilkada_check.cli.report_office import Office, Told
from pilkada_check.model.events import By
from pilkada_check.model.reports import How, Reported, Sent, Sure
from pilkada_check.rules.answers import Refused
from pilkada_check.rules.report_answers import read_done, read_place, read_since, read_told, read_who
from pilkada_check.rules.walk import read_name
from pilkada_check.views import moments
from pilkada_check.views.commands import command
from pilkada_check.views.lines import literal, rule
from pilkada_check.views.reports import HOW, SURE
from pilkada_check.words import N_, _, lang

T = TypeVar("T")

_WHYS = {"number": N_("Type the officer's number, or a name.")}
_HOWS: tuple[How, ...] = ("message", "radio", "phone", "in_person")
_SURES: tuple[Sure, ...] = ("seen", "heard", "unsure")


def until(text: str, read: Callable[[str], T | Refused], example: str | None = None) -> T:
    """Ask until it is understood."""
    return ask.until(text, read, "  ", example=example, whys={code: _(why) for code, why in _WHYS.items()})


def words(text: str, example: str) -> str:
    """Words that say something."""
    return until(text, lambda typed: read_told(typed, lang=lang()), example)


def words_or_none(text: str) -> str:
    """Words, or "" for none."""
    return until(text, lambda typed: read_done(typed, lang=lang()))


def what() -> str:
    """What is going on."""
    return words(_("What is happening"), _("two unknown cars watch this place"))


def where(office: Office, here: str = "") -> tuple[str, str]:
    """The place in words, and the target of that name; with `here` the digit 1 stands for the place of the walk."""
    text = _("Where (1: {place}; or words)").format(place=literal(here)) if here else _("Where")

    def read(typed: str) -> tuple[str, str] | Refused:
        return (here, "") if here and typed == "1" else read_place(typed, office.unit, office.book, lang=lang())

    return until(text, read, _("in front of the village hall"))


def since(office: Office) -> datetime | None:
    """Since when; None where that is not known. Never a moment still to come."""
    now, zone = office.clock.told(), office.clock.zone
    hour = moments.hour(now)
    text = _("Since when (example {hour}; -: not known)").format(hour=hour)
    while True:
        (found,) = until(text, lambda typed: read_since(typed, now=now, zone=zone, lang=lang()))
        if found is None or found <= now:
            return found
        to_come = _("Not recorded. That moment is still to come. Example: {example}")
        ask.tell(to_come.format(example=_("yesterday {hour}").format(hour=hour)), "  ")


def done() -> str:
    """What was done; "" for nothing yet."""
    return words_or_none(_("What was done (-: nothing yet)"))


def sure() -> Sure:
    """How sure the officer is."""
    return _SURES[ask.pick([_(SURE[one]) for one in _SURES], _("How sure")) - 1]


def who(office: Office, text: str, given: str = "") -> By:
    """An officer by number, confirmed, or anybody by name; `given` is what stood behind --petugas."""
    while True:
        found = read_who(given, office.unit.officers, lang=lang()) if given else None
        if found is None or isinstance(found, Refused):
            found = until(text, lambda typed: read_who(typed, office.unit.officers, lang=lang()))
        given = ""
        if found.number and found.name:
            named = literal(", ".join(one for one in (found.rank, found.name, found.post) if one))
            if ask.yes(_("{officer}. Right?").format(officer=named), "  "):
                return found
            continue
        if found.name:
            return found
        name = until(_("Name"), lambda typed: read_name(typed, lang=lang()), _("Example Officer"))
        return By(found.number, name)


def record(office: Office, told: Told) -> Reported:
    """Put it on the disk. Where that fails the message is shown all the same, for the posko must hear of it."""
    try:
        return office.write(told)
    except OSError:
        ask.tell(_("NOT RECORDED, and without a number. Send it all the same:"))
        _show(office.message(office.reported(told), ""))
        raise


def send(office: Office, reported: Reported, label: str) -> None:
    """Show what to send to whom, and record that it was sent."""
    text = _("RECORDED {hour}: risk report number {number}.")
    ask.tell(text.format(hour=moments.hour(reported.at), number=label))
    show(office, reported, label)
    if not sent(office, reported.report, reported.officer, _("Sent? By which way"), zero=_("not yet")):
        words = ("--nomor", label, "--terkirim", *office.clock.words("--jam"))
        ask.tell(_("Not sent yet. When it is: {command}").format(command=command("lapor", *words)))


def show(office: Office, reported: Reported, label: str) -> None:
    """The message, and whom it is for."""
    if office.posko:
        ask.tell(_("Copy this message and send it to {posko}:").format(posko=literal(office.posko)))
    elif office.unit.name:
        ask.tell(_("pilkada.yaml names no posko. Copy this message and send it to the posko you know:"))
    else:
        ask.tell(_("pilkada.yaml cannot be read, so the posko is not known. Copy this message and send it:"))
    _show(office.message(reported, label))


def _show(message: str) -> None:
    """Its lines as they are, never wrapped: they are copied."""
    ask.say(rule(ask.width()), *message.split("\n"), rule(ask.width()))


def sent(office: Office, report: str, officer: By, text: str, zero: str = "") -> bool:
    """Ask how it was sent, and record that; False, and nothing recorded, where `zero` offers that it was not."""
    way = ask.pick([_(HOW[one]) for one in _HOWS], text, zero=zero)
    if not way:
        return False
    now = office.clock.now()
    posko = office.unit.posko.name or office.unit.posko.phone
    office.add(Sent(report, now.at, officer, _HOWS[way - 1], posko, "", office.device, now.raw))
    ask.tell(_("Recorded {hour}.").format(hour=moments.hour(now.at)), "  ")
    return True
