"""Values that the library knows for the name that somebody is typing in a search.

Of e-mail addresses only domains are offered: who sees an address is journalled, and a list that
completes addresses would be the way around that.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from db import articles as shelf
from db import suggesting
from db.library import Reading
from db.words import Kind, RuleKind
from moderation import reasons
from moderation.newsroom import Newsroom
from moderation.rule_sentences import kind_told
from resources.translation import _, ngettext

MOST = 8
_Values = Iterable[tuple[str, str]]


def known(newsroom: Newsroom, field: str, typed: str) -> list[tuple[str, str]]:
    """Values for `field:` that begin with what is typed, best first, and what each is."""
    if field in _DAYS:
        return [one for one in _days(newsroom) if one[0].startswith(typed.lower())]
    if field in _WRITTEN:
        return [one for one in _WRITTEN[field]() if one[0].startswith(typed.lower())]
    if field == "reason":
        return _reasons(newsroom, typed)
    if field not in _ASKED:
        return []
    with newsroom.read() as reading:
        return list(_ASKED[field](reading, typed))


_DAYS = frozenset({"before", "after", "on"})


def _days(newsroom: Newsroom) -> list[tuple[str, str]]:
    today = newsroom.clock().astimezone(newsroom.zone).date()
    return [
        ("today", f"{today:%Y-%m-%d}"),
        ("yesterday", f"{today - timedelta(days=1):%Y-%m-%d}"),
        ("-7d", _("seven days ago")),
        ("-1m", _("a month ago")),
        (f"{today:%Y-%m}", _("this month")),
        (f"{today:%Y}", _("this year")),
    ]


def _kinds() -> _Values:
    return [(kind, "") for kind in (Kind.COMMENT, Kind.PINGBACK, Kind.TRACKBACK)]


def _counts() -> _Values:
    return [(">2", _("more than two")), ("0", _("none")), ("2..5", _("two to five"))]


def _lengths() -> _Values:
    return [(">200", _("more than two hundred")), ("<5", _("fewer than five"))]


def _shares() -> _Values:
    return [(">30%", _("more than three in ten")), (">50%", _("more than half"))]


def _rules() -> _Values:
    return [(kind.value, kind_told(kind)) for kind in RuleKind if kind is not RuleKind.OTHERWISE]


_WRITTEN: Mapping[str, Callable[[], _Values]] = {
    "kind": _kinds,
    "links": _counts,
    "words": _lengths,
    "rejected": _shares,
    "held": _rules,
}


def _authors(reading: Reading, typed: str) -> _Values:
    for name, count in suggesting.names(reading, typed, MOST):
        told = ngettext("{count} comment lately", "{count} comments lately", count)
        yield name, told.format(count=count)


def _articles(reading: Reading, typed: str) -> _Values:
    return [(head.key, head.title) for head in shelf.heads(reading, limit=MOST, matching=typed)]


def _domains(reading: Reading, typed: str) -> _Values:
    return [(f"@{one}", "") for one in suggesting.domains(reading, typed.removeprefix("@"), MOST)]


def _desks(reading: Reading, typed: str) -> _Values:
    return [(desk, "") for desk in suggesting.desks(reading, typed, MOST)]


def _languages(reading: Reading, typed: str) -> _Values:
    told = [(code, "") for code in suggesting.languages(reading, typed, MOST)]
    return [*told, ("unsure", "")] if "unsure".startswith(typed.lower()) else told


def _reasons(newsroom: Newsroom, typed: str) -> list[tuple[str, str]]:
    """Those of the newsroom's list, by code or words, and what was given beside them."""
    begun = typed.casefold()
    told = {
        one.code: one.words
        for one in reasons.reasons(newsroom)
        if one.code.casefold().startswith(begun) or one.words.casefold().startswith(begun)
    }
    with newsroom.read() as reading:
        given = suggesting.reasons(reading, typed, MOST)
    return [*told.items(), *((code, "") for code in given if code not in told)]


_ASKED: Mapping[str, Callable[[Reading, str], _Values]] = {
    "author": _authors,
    "article": _articles,
    "email": _domains,
    "decided-by": _desks,
    "lang": _languages,
}
