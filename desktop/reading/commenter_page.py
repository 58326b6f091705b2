"""The commenter's record as a page: pure, of a `Commenter` and the moment it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from html import escape

from db.rows import Card, Note, Regard
from db.words import Standing, Status
from desktop import times
from desktop.reading.labels import FROM_THE_LEFT, isolated
from desktop.reading.own_pages import (
    ASK,
    COMMENT,
    heading,
    link,
    paragraph,
    status,
    words,
)
from moderation.commenters import Commenter, Others
from moderation.sentences import shown_name
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Shown:
    """A commenter, and the addresses that were asked for (their own first); empty while hidden."""

    commenter: Commenter
    addresses: Sequence[str] = field(default_factory=tuple)


def page_html(shown: Shown, now: datetime, zone: tzinfo) -> str:
    """The whole page."""
    of = shown.commenter
    if not of.known:
        told = _("No valid e-mail address was given, so nobody is known here: only this comment.")
        parts = [paragraph(escape(told), "small")]
    else:
        parts = [
            _standing(of.regard, now, zone),
            _counts(of, now, zone),
            _address(shown),
            _names(of),
            _last(of.last, now, zone),
            _notes(of.notes, now, zone),
        ]
    return "".join([*parts, _evidence(shown)])


def _standing(regard: Regard, now: datetime, zone: tzinfo) -> str:
    since = "" if regard.since is None else times.short_day(regard.since, now, zone)
    match regard.at(now):
        case Standing.TRUSTED:
            told = _("Trusted since {day}: what they write is approved at once.")
            return paragraph(f'<span class="ok">{escape(told.format(day=since))}</span>')
        case Standing.WATCHED:
            told = _("Watched since {day}: what they write is always held.")
            return paragraph(f'<span class="spam">{escape(told.format(day=since))}</span>')
        case Standing.BLOCKED:
            told = _("Blocked since {day}: what they write is rejected at once.")
            ends = _ends(regard, now, zone)
            return paragraph(f'<span class="no">{escape(told.format(day=since))}</span>{ends}')
        case _:
            return ""


def _ends(regard: Regard, now: datetime, zone: tzinfo) -> str:
    if regard.until is None:
        return ""
    day = times.short_day(regard.until, now, zone)
    return " " + escape(_("It ends on {day}.").format(day=day))


def _counts(of: Commenter, now: datetime, zone: tzinfo) -> str:
    tally = of.tally
    counted = [
        f"{tally.of(one):,} {status(one)}"
        for one in (Status.APPROVED, Status.REJECTED, Status.SPAM, Status.PENDING)
        if tally.of(one)
    ]
    since = "" if of.first is None else times.long_day(of.first, now, zone)
    told = _("first seen {day}").format(day=since)
    return paragraph(" · ".join([*counted, f'<span class="small">{escape(told)}</span>']))


def _address(shown: Shown) -> str:
    if not shown.addresses:
        return ""
    told = _("Their address: {address}").format(address=shown.addresses[0])
    return paragraph(escape(told))


def _names(of: Commenter) -> str:
    others = [(name, count) for name, count in of.names if name != of.name]
    if not others:
        return ""
    told = ", ".join(f"{words(name, 60)} ({count:,})" for name, count in others)
    return heading(_("Under the same address also")) + paragraph(told)


def _last(cards: Sequence[Card], now: datetime, zone: tzinfo) -> str:
    if not cards:
        return ""
    rows = [
        paragraph(
            f"{status(card.status)} "
            f'<span class="small">{escape(times.age(card.submitted_at, now, zone))} · '
            f"{words(card.article_title, 40)}</span> "
            + link(COMMENT, card.id, isolated(_flat(card.excerpt, 90)))
        )
        for card in cards
    ]
    return heading(_("Their last comments")) + "".join(rows)


def _notes(notes: Sequence[Note], now: datetime, zone: tzinfo) -> str:
    if not notes:
        return ""
    rows = [
        paragraph(
            f'{words(one.text, 2_000)} <span class="small">{words(one.desk, 60)}'
            f"{_when(one.at, now, zone)}</span> " + link(ASK, f"change-note {one.id}", _("Change…"))
        )
        for one in notes
    ]
    return heading(_("Notes on the commenter")) + "".join(rows)


def _when(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    return "" if at is None else " · " + escape(times.age(at, now, zone))


def _evidence(shown: Shown) -> str:
    of = shown.commenter
    rows = []
    _own, *others = shown.addresses or ("", *("" for _one in of.other_addresses))
    rows += [_other_address(of, one, other) for one, other in zip(
        of.other_addresses, others, strict=False)]  # fmt: skip
    if of.same_ip is not None:
        rows.append(_same_ip(of, of.same_ip))
    if not rows:
        return ""
    note = _("Evidence only: nobody is taken for somebody else by it.")
    return heading(_("Who else this may be")) + "".join(rows) + paragraph(escape(note), "small")


def _other_address(of: Commenter, one: Others, address: str) -> str:
    name = isolated(shown_name(of.name))
    where = address or _("another address")
    told = ngettext(
        "{name} under {address}: {count} comment",
        "{name} under {address}: {count} comments",
        one.count,
    ).format(name=name, address=where, count=_number(one))
    return paragraph(FROM_THE_LEFT + link(COMMENT, one.newest, told))


def _same_ip(of: Commenter, one: Others) -> str:
    told = ngettext(
        "{count} other comment from the same IP address, under {addresses}",
        "{count} other comments from the same IP address, under {addresses}",
        one.count,
    )
    addresses = ngettext(
        "{count} e-mail address", "{count} e-mail addresses", of.same_ip_addresses
    ).format(count=f"{of.same_ip_addresses:,}")
    named = ", ".join(isolated(_flat(name, 40)) for name in one.names[:6])
    html = link(COMMENT, one.newest, told.format(count=_number(one), addresses=addresses))
    return paragraph(f'{html} <span class="small">{escape(named)}</span>')


def _number(one: Others) -> str:
    return _("{count} or more").format(count=f"{one.count:,}") if one.most else f"{one.count:,}"


def _flat(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
