"""How fast something goes and when it will be done, in one line for whoever waits."""

from resources.translation import _, ngettext

# In seconds: before that much has passed, no rate is worth telling.
_SOON = 1.0
_MINUTE, _HOUR = 60, 3600


def pace(comments: int, seconds: float, share: float) -> str:
    """How many comments are behind us, how many a second, and how long it will go on.

    `share` of the whole (0 to 1) is done after `seconds`; 0 is unknown. As long as little time
    has passed only the count is told: “12,400 comments · 3,100 a second · about 20 s left”.
    """
    told = [ngettext("{count} comment", "{count} comments", comments).format(count=f"{comments:,}")]
    if seconds >= _SOON:
        rate = round(comments / seconds)
        if rate:
            told.append(_("{count} a second").format(count=f"{rate:,}"))
        if 0 < share <= 1:
            told.append(time_left(seconds * (1 - share) / share))
    return " · ".join(told)


def time_left(seconds: float) -> str:
    """A stretch of time still to come, as roughly as it can be known."""
    if seconds < 3:
        return _("nearly done")
    if seconds < _MINUTE:
        # In steps of ten: a number that flickers is read by nobody.
        count = round(seconds / 10) * 10 if seconds >= 10 else 5
        return _("about {count} s left").format(count=count)
    if seconds < _HOUR:
        return _("about {count} min left").format(count=round(seconds / _MINUTE))
    return _("about {count} h left").format(count=round(seconds / _HOUR))
