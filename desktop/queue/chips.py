"""The chips of a card: what a moderator should know before reading the comment."""

from dataclasses import dataclass

from db.rows import Card
from db.words import Kind, Reason, Standing, Status
from moderation.bands import Band, band_of, band_words
from moderation.blank import is_blank
from moderation.excerpts import excerpt
from moderation.lookalikes import mixes_alphabets
from moderation.rule_sentences import chip_told
from resources.translation import _, ngettext

# A chip is a word or two, and a card has room for three or four.
_LONGEST = 24
_MOST_HOLDS = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words, and what they mean: `plain`, `ok`, `no`, `spam` or `accent`."""

    words: str
    meaning: str = "plain"


def chips(card: Card, *, shown: Status | None) -> list[Chip]:
    """The chips of this card, the most important first; `shown` is the queue it is listed in.

    Where comments of several statuses are listed, each card begins with its own: a decision is
    seen on the card that stays, and always in the same place.
    """
    return [
        *_status(card, shown),
        *_problems(card),
        *_group(card),
        *_holds(card),
        *_standing(card),
        *_score(card, _LOUD),
        *_name(card),
        *_bad_record(card),
        *_score(card, _CALM),
        *_links(card),
        *_first(card),
        *_notes(card),
        *_kind(card),
        *_language(card),
    ]


def status_words(status: Status) -> str:
    """The status in a word."""
    words = {
        Status.PENDING: _("pending"),
        Status.APPROVED: _("approved"),
        Status.REJECTED: _("rejected"),
        Status.SPAM: _("spam"),
    }
    return words[status]


_MEANING = {
    Status.PENDING: "accent",
    Status.APPROVED: "ok",
    Status.REJECTED: "no",
    Status.SPAM: "spam",
}


def _group(card: Card) -> list[Chip]:
    if card.group is None:
        return []
    tally = card.group.tally
    decided = [one for one in _COPIES if tally.of(one)]
    if card.status is Status.PENDING and len(decided) == 1:
        return [Chip(_COPIES[decided[0]](), _MEANING[decided[0]])]
    words = ngettext("{count} copy", "{count} copies", card.group.size)
    return [Chip(words.format(count=f"{card.group.size:,}"), "spam")]


_COPIES = {
    Status.APPROVED: lambda: _("copies approved"),
    Status.REJECTED: lambda: _("copies rejected"),
    Status.SPAM: lambda: _("copies are spam"),
}


def _score(card: Card, bands: frozenset[Band]) -> list[Chip]:
    """What the assist thinks, if it is one of these; where it is at ease, facts come before it."""
    band = band_of(card.score)
    if card.status is not Status.PENDING or band not in bands or card.score is None:
        return []
    return [Chip(band_words(band, card.score.risk), _BANDS[band])]


_LOUD, _CALM = frozenset({Band.SPAM, Band.ABUSE}), frozenset({Band.FINE, Band.UNSURE})
_BANDS = {Band.FINE: "ok", Band.UNSURE: "plain", Band.SPAM: "spam", Band.ABUSE: "no"}


def _language(card: Card) -> list[Chip]:
    return [Chip(card.language)] if card.language else []


def _problems(card: Card) -> list[Chip]:
    if card.waived or not card.lacks:
        return []
    lacking = {
        "name": _("no name"),
        "email": _("no valid e-mail"),
        "comment": _("no text") if is_blank(card.excerpt) else _("too long"),
    }
    return [Chip(lacking.get(field, field), "no") for field in card.lacks]


def _standing(card: Card) -> list[Chip]:
    match card.standing:
        case Standing.TRUSTED:
            return [Chip(_("trusted"), "ok")]
        case Standing.WATCHED:
            return [Chip(_("watched"), "spam")]
        case Standing.BLOCKED:
            return [Chip(_("blocked"), "no")]
        case _:
            return []


def _notes(card: Card) -> list[Chip]:
    if not card.notes:
        return []
    return [Chip(ngettext("{count} note", "{count} notes", card.notes).format(count=card.notes))]


def _holds(card: Card) -> list[Chip]:
    """Why it is here, while nobody but a rule has said anything of it."""
    if card.status not in (Status.PENDING, Status.REJECTED):
        return []
    # How many links it has, and what is thought of its commenter, other chips say.
    said = {Reason.LINKS} if card.links else set()
    told = dict.fromkeys(
        chip_told(hold) for hold in card.holds if hold.rule is not None and hold.reason not in said
    )
    return [Chip(excerpt(words, _LONGEST), "spam") for words in told][:_MOST_HOLDS]


def _name(card: Card) -> list[Chip]:
    return [Chip(_("mixed alphabets"), "no")] if mixes_alphabets(card.name) else []


def _status(card: Card, shown: Status | None) -> list[Chip]:
    if card.status == shown:
        return []
    return [Chip(status_words(card.status), _MEANING[card.status])]


def _links(card: Card) -> list[Chip]:
    if not card.links:
        return []
    words = ngettext("{count} link", "{count} links", card.links).format(count=card.links)
    return [Chip(words, "spam" if card.links > 1 else "plain")]


def _bad_record(card: Card) -> list[Chip]:
    bad = card.record.rejected + card.record.spam
    if not bad:
        return []
    words = ngettext("{count} rejected before", "{count} rejected before", bad)
    return [Chip(words.format(count=bad), "no")]


def _first(card: Card) -> list[Chip]:
    is_first = card.record.total == 0 and card.kind == Kind.COMMENT
    return [Chip(_("first comment"))] if is_first and "email" not in card.lacks else []


def _kind(card: Card) -> list[Chip]:
    if card.kind != Kind.COMMENT:
        return [Chip(card.kind)]
    return [Chip(_("reply"))] if card.parent is not None else []
