"""Times as a moderator reads them: how long ago, and on which day, in the newsroom's zone."""

from datetime import datetime, tzinfo
from functools import cache, lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from resources.translation import _, ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@cache
def zone_names() -> list[str]:
    """Every time zone by its name; found out once, for hundreds of files are looked at for it."""
    from zoneinfo import available_timezones

    return sorted(available_timezones())


def age(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, short enough for a card: “3 min”, “2 h”, “5 d”, then the day.

    A clock may be fast by some hours; what is later than that tells its day.
    """
    seconds = (now - moment).total_seconds()
    if seconds <= -_DAY:
        return short_day(moment, now, zone)
    if seconds < _MINUTE:
        return _("now")
    if seconds < _HOUR:
        return _("{count} min").format(count=int(seconds // _MINUTE))
    if seconds < _DAY:
        return _("{count} h").format(count=int(seconds // _HOUR))
    if seconds < 7 * _DAY:
        return _("{count} d").format(count=int(seconds // _DAY))
    return short_day(moment, now, zone)


def spoken_age(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, in whole words, for a screen reader."""
    seconds = (now - moment).total_seconds()
    if seconds <= -_DAY:
        return long_day(moment, now, zone)
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        count = int(seconds // _MINUTE)
        return ngettext("{count} minute ago", "{count} minutes ago", count).format(count=count)
    if seconds < _DAY:
        count = int(seconds // _HOUR)
        return ngettext("{count} hour ago", "{count} hours ago", count).format(count=count)
    if seconds < 7 * _DAY:
        count = int(seconds // _DAY)
        return ngettext("{count} day ago", "{count} days ago", count).format(count=count)
    return long_day(moment, now, zone)


def short_day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The day as “14 Mar”, with its year if that is not this year."""
    this_year = moment.astimezone(zone).year == now.astimezone(zone).year
    return _format(moment, zone, "d MMM" if this_year else "d MMM yyyy")


def long_day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The day as “Monday 16 June”, with its year if that is not this year."""
    this_year = moment.astimezone(zone).year == now.astimezone(zone).year
    return _format(moment, zone, "dddd d MMMM" if this_year else "d MMMM yyyy")


def clock(moment: datetime, zone: tzinfo) -> str:
    """Day and time in full, as a tool tip shows it: “16 June 2025, 14:05”."""
    return _format(moment, zone, "d MMMM yyyy, HH:mm")


@lru_cache(maxsize=512)
def _format(moment: datetime, zone: tzinfo, pattern: str) -> str:
    there = moment.astimezone(zone)
    day = QDate(there.year, there.month, there.day)
    # The wall clock of the newsroom's zone, as it stands: Qt is not asked to move it again.
    wall = QDateTime(day, QTime(there.hour, there.minute, there.second))
    return QLocale().toString(wall, pattern)
