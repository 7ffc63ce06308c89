"""Dates, hours and numbers as people read them: the Indonesian way on Indonesian screens; data stays ISO."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pilkada_check.words import N_, _, lang, ngettext

MONTHS: Sequence[str] = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
DAYS: Sequence[str] = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def hour(at: datetime) -> str:
    """20.05, or 20:05 in English."""
    return f"{at.hour:02}{'.' if lang() == 'id' else ':'}{at.minute:02}"


def day(at: date) -> str:
    """24/11/2024: the day comes first in both languages."""
    return f"{at.day:02}/{at.month:02}/{at.year}"


def short_day(at: date) -> str:
    """24/11."""
    return f"{at.day:02}/{at.month:02}"


def near_day(at: date, beside: date) -> str:
    """24/11, with its year where `beside` is in another one."""
    return short_day(at) if at.year == beside.year else day(at)


def long_day(at: date) -> str:
    """27 November 2024."""
    return f"{at.day} {_(MONTHS[at.month - 1])} {at.year}"


def weekday(at: date) -> str:
    """The name of the day."""
    return _(DAYS[at.weekday()])


def moment(at: datetime) -> str:
    """Monday 24/11 20.05."""
    return f"{weekday(at)} {short_day(at)} {hour(at)}"


def full_moment(at: datetime, timezone: str) -> str:
    """Monday 25 November 2024, 20.05 WITA; a zone without a short name by its offset."""
    zone = ZONES.get(timezone) or at.strftime("UTC%z")
    return f"{weekday(at)} {long_day(at)} {hour(at)} {zone}"


def to_election(at: date, election_day: date) -> str:
    """H-3, H, H+2."""
    days = (at - election_day).days
    return f"H{days:+}" if days else "H"


def number(value: int) -> str:
    """1.266, or 1,266 in English."""
    text = f"{value:,}"
    return text.replace(",", ".") if lang() == "id" else text


def ago(past: datetime, now: datetime) -> str:
    """How long ago, as the hours are shown (seconds are left out of both), in the largest unit that fits."""
    gap = max(_shown(now) - _shown(past), timedelta())
    minutes = int(gap.total_seconds()) // 60
    if minutes < 60:
        return ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=number(minutes))
    hours = minutes // 60
    if hours < 48:
        return ngettext("{n} hour ago", "{n} hours ago", hours).format(n=number(hours))
    days = hours // 24
    return ngettext("{n} day ago", "{n} days ago", days).format(n=number(days))


def apart(one: datetime, other: datetime) -> str:
    """How far apart two moments are, as their hours are shown: `11 hours 5 minutes`, from two days on `3 days 4 hours`.

    Seconds are left out of both.
    """
    gap = _shown(other) - _shown(one)
    minutes = int(abs(gap).total_seconds()) // 60
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours >= 48 else (0, hours)
    said = [
        ngettext("{n} day", "{n} days", days).format(n=number(days)) if days else "",
        ngettext("{n} hour", "{n} hours", hours).format(n=hours) if hours else "",
        ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes) if not days and (minutes or not hours) else "",
    ]
    return " ".join(one for one in said if one)


def _shown(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def iso_day(text: str) -> str:
    """An ISO date as people read it; anything else as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def iso_long_day(text: str) -> str:
    """An ISO date in words; anything else as it is."""
    try:
        return long_day(date.fromisoformat(text))
    except ValueError:
        return text
