"""The time that answers get: the system's, held back or typed where that cannot be right (rules.md 5)."""

import time
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from msgspec import UNSET

from pilkada_check.cli import ask
from pilkada_check.cli.now import system
from pilkada_check.model.events import Clock as Kind
from pilkada_check.rules.answers import parse_moment
from pilkada_check.rules.walk import Now
from pilkada_check.views import moments
from pilkada_check.words import _, lang

FAR = timedelta(days=1)  # a clock further behind than this is not trusted at all
SLIGHT = timedelta(minutes=1)  # a clock that is put right by less than this is held without a word


def _running() -> float:
    """Seconds that only go up, those of sleep included where the system counts them."""
    kind: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if kind is None else time.clock_gettime(kind)


class Clock:
    """Gives each answer its time: never older than the newest this device wrote for the unit."""

    def __init__(self, zone: tzinfo, newest: datetime | None, typed: datetime | None = None) -> None:
        """`typed`: the moment at which the round is said to begin (--jam, or asked); it runs on from there."""
        self.zone = zone
        self.newest = newest
        self._typed = typed
        self._practice = typed is not None
        self._began = _running()

    @property
    def kind(self) -> Kind:
        """How the record marks its times."""
        return "system" if self._typed is None else "typed"

    @property
    def behind(self) -> timedelta:
        """How far the clock is behind the newest time written; zero or less where it is not."""
        return self.newest - self.told() if self.newest is not None else timedelta()

    def set(self, typed: datetime) -> None:
        """From now on go by a typed moment."""
        self._typed, self._began = typed.astimezone(self.zone), _running()

    def now(self) -> Now:
        """The time of an answer, and the machine's own where it differs."""
        at = self.told()
        if self.newest is not None and at < self.newest:
            at = self.newest.astimezone(self.zone)
        self.newest = at
        raw = system(self.zone)
        return Now(at, UNSET if self._typed is None and raw == at else raw)

    def told(self) -> datetime:
        """What the clock says, right or wrong."""
        if self._typed is None:
            return system(self.zone)
        return (self._typed + timedelta(seconds=int(_running() - self._began))).astimezone(self.zone)

    def words(self, option: Literal["--jam", "--per"]) -> tuple[str, ...]:
        """The words by which the next command goes by this moment, too; none where it is the machine's.

        Where it was asked, because the machine's cannot be right, the next round asks again: by then it is later.
        """
        asked = option == "--jam" and not self._practice
        return () if self._typed is None or asked else (option, _shown(self.told()))


def settle(clock: Clock) -> None:
    """Name a clock that is behind the newest record; more than a day behind, ask for the moment (rules.md 5).

    One that was typed (--jam) is not asked for again: it goes on from the newest record.
    """
    if clock.newest is None or clock.behind <= timedelta():
        return
    newest = clock.newest.astimezone(clock.zone)
    slight = clock.behind <= SLIGHT
    if clock.kind == "typed":
        said = _("{typed} is before the newest record of this computer; the clock goes on from {newest}.")
        if not slight:
            ask.tell(said.format(typed=_shown(clock.told()), newest=_shown(newest)))
        if clock.behind > FAR:
            ask.tell(_("To practise at that moment, use a folder without later records."))
        clock.set(newest)
        return
    if slight:
        return
    said = _("The computer's clock says {told}, the newest record says {newest}.")
    ask.tell(said.format(told=_shown(clock.told()), newest=_shown(newest)))
    if clock.behind <= FAR:
        ask.tell(_("The clock is behind: answers get the newest time until it has caught up."))
        return
    ask.tell(_("The computer's clock went back (is its battery empty?)."))
    clock.set(_asked(newest, clock.zone))
    ask.tell(_("Taken: {moment}. It is marked as typed by hand.").format(moment=_shown(clock.told())), "  ")


def _asked(newest: datetime, zone: tzinfo) -> datetime:
    """The moment that the officer types: never before the newest record, and read back where it is far from it."""
    example = f"{moments.short_day(newest)} {moments.hour(newest)}"
    while True:
        found = ask.until(
            _("Type today's date and the hour"),
            lambda text: parse_moment(text, now=newest, zone=zone, lang=lang()),
            example=example,
        )
        if found < newest:
            said = _("That is before the newest record. Use its time, {newest}?").format(newest=_shown(newest))
            if ask.yes(said, "  "):
                return newest
        elif found - newest <= FAR or ask.yes(
            _("Read as {value}.").format(value=f"{moments.weekday(found)} {_shown(found)}") + " " + _("Right?"), "  "
        ):
            return found


def _shown(at: datetime) -> str:
    return f"{moments.day(at)} {moments.hour(at)}"
