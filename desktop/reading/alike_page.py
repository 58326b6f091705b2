"""Decided comments like this one as a page: how each was decided, by whom, when, and its text."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from html import escape

from db.words import Status
from desktop import times
from desktop.reading.own_pages import COMMENT, link, paragraph, status, words
from moderation.alike import Alike
from moderation.sentences import shown_name, status_name
from resources.translation import _, ngettext


def page_html(found: Sequence[Alike], now: datetime, zone: tzinfo) -> str:
    """The whole page; a sentence where nothing is alike."""
    if not found:
        told = _("No comment that was decided before is much like this one.")
        return paragraph(escape(told), "small")
    return "".join(_one(one, now, zone) for one in found)


def _one(one: Alike, now: datetime, zone: tzinfo) -> str:
    decided = one.decided
    share = _("{percent} % alike").format(percent=round(100 * one.likeness))
    head = " ".join(
        [
            status(decided.status),
            f'<span class="small">{escape(_how(one, now, zone))} · {escape(share)}</span>',
        ]
    )
    name = link(COMMENT, decided.comment, shown_name(decided.name))
    return paragraph(head) + paragraph(f"{name}: {words(decided.text)}", "item")


def _how(one: Alike, now: datetime, zone: tzinfo) -> str:
    decided = one.decided
    if decided.at is None or decided.desk is None:
        day = times.long_day(decided.submitted_at, now, zone)
        return _("came so, on {day}").format(day=day)
    day = times.long_day(decided.at, now, zone)
    told = _("by {desk}, on {day}").format(desk=decided.desk, day=day)
    return f"{told} · {decided.reason}" if decided.reason else told


def summary(found: Sequence[Alike], now: datetime, zone: tzinfo) -> str:
    """What was decided of comments like this one, in a sentence; empty where there is none."""
    if not found:
        return ""
    first = found[0].decided
    if len(found) == 1:
        when = first.at or first.submitted_at
        return _ONE[first.status]().format(day=times.long_day(when, now, zone))
    counted = Counter(one.decided.status for one in found)
    told = ", ".join(
        _("{count} {status}").format(count=count, status=status_name(one))
        for one, count in counted.most_common()
    )
    return ngettext(
        "{count} decided comment is like it: {told}",
        "{count} decided comments are like it: {told}",
        len(found),
    ).format(count=len(found), told=told)


_ONE: dict[Status, Callable[[], str]] = {
    Status.APPROVED: lambda: _("A comment like it was approved on {day}."),
    Status.REJECTED: lambda: _("A comment like it was rejected on {day}."),
    Status.SPAM: lambda: _("A comment like it was marked as spam on {day}."),
    Status.PENDING: lambda: "",
}
