"""A stretch of time in the words of whoever waits: “12 s”, “4 min”, “2 days”."""

from resources.translation import _, ngettext

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def told(seconds: float) -> str:
    """So long a time, to two figures; what is shorter than a second is one."""
    if seconds < _MINUTE:
        return _("{count} s").format(count=max(1, round(seconds)))
    if seconds < _HOUR:
        return _("{count} min").format(count=_figures(seconds / _MINUTE))
    if seconds < _DAY:
        return _("{count} h").format(count=_figures(seconds / _HOUR))
    days = _figures(seconds / _DAY)
    return ngettext("{count} day", "{count} days", 1 if days == "1" else 2).format(count=days)


def _figures(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:,.0f}"
