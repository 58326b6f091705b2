"""What can be searched by name: one row a field. The grammar, the hints and the help read it."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from db.criteria import (
    ArticleIs,
    AuthorHas,
    Criterion,
    DecidedBy,
    EmailIs,
    FromSomebody,
    HasEdit,
    HasLink,
    HasNote,
    HasProblem,
    HasReply,
    HeldBy,
    IsFirst,
    KindIs,
    Measured,
    ReasonHas,
    Submitted,
    any_of,
)
from db.queues import Order, StatusIs
from db.words import Standing, Status
from moderation.errors import BadQuery, Correction
from moderation.search.days import Days, beginning, read_days
from moderation.search.values import (
    Here,
    Value,
    read_copies,
    read_count,
    read_host,
    read_language,
    read_network,
    read_share,
)
from resources.translation import _


@dataclass(frozen=True, slots=True)
class SearchField:
    """One name that can stand before a colon.

    What can stand after it is said by `choices` (several with commas; `aliases` are other words
    for them), by `orders`, or it is anything and `read` makes a criterion of it. `means` is for a
    person.
    """

    name: str
    example: str
    means: Callable[[], str]
    read: Callable[[Value, Here], Criterion] | None = None
    choices: Mapping[str, Criterion] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        """All that can stand after the colon; empty if anything can."""
        return (*self.choices, *self.orders)

    def criterion(self, value: Value, here: Here) -> Criterion:
        """What `name:value` asks for. Raises BadQuery that points at the value."""
        if self.read is not None:
            return self.read(value, here)
        first, *others = (self._known(piece) for piece in value.pieces())
        return any_of(self.choices[first], *(self.choices[other] for other in others))

    def order(self, value: Value) -> Order:
        """The order that `name:value` asks for. Raises BadQuery that points at the value."""
        return self.orders[self._known(value)]

    def _known(self, value: Value) -> str:
        known = value.text.strip().casefold()
        known = self.aliases.get(known, known)
        if known in self.values:
            return known
        near = nearest(known, (*self.values, *self.aliases))
        way_out = did_you_mean(near) or _("It can be one of: {choices}.").format(
            choices=", ".join(self.values)
        )
        sentence = _("“{value}” cannot stand after “{field}:”.")
        raise value.refuse(
            sentence.format(value=value.text.strip(), field=self.name), way_out, near
        )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that comes nearest to what was typed, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.65)
    return near[0] if near else ""


def did_you_mean(suggestion: str) -> str:
    """The sentence that suggests this, or nothing where there is nothing to suggest."""
    return _("Did you mean “{suggestion}”?").format(suggestion=suggestion) if suggestion else ""


def quoted(value: str) -> str:
    """A value as it must be written; a quotation mark cannot be, and becomes a blank."""
    plain = " ".join(re.sub(r'["“”„‟]', " ", value).split())
    return f'"{plain}"' if re.search(r"[\s()]", plain) else plain


def _email(value: Value) -> Criterion:
    _name, at, after = value.text.rpartition("@")
    if not at:
        instead = f"email:@{after}" if "." in after else f"author:{quoted(after)}"
        raise BadQuery(
            _("“{value}” is neither an e-mail address nor a domain.").format(value=value.text),
            value.position,
            value.length,
            did_you_mean(instead),
            Correction(value.position - len("email:"), value.position + value.length, instead),
        )
    if not after.strip():
        raise value.refuse(_("There is nothing after the @-sign."))
    return EmailIs(value.text)


def _before(value: Value, here: Here) -> Criterion:
    return Submitted(before=_moment(value, here, _days(value, here).first))


def _after(value: Value, here: Here) -> Criterion:
    return Submitted(after=_moment(value, here, _days(value, here).first))


def _on(value: Value, here: Here) -> Criterion:
    days = _days(value, here)
    return Submitted(
        before=_moment(value, here, days.after_last), after=_moment(value, here, days.first)
    )


def _moment(value: Value, here: Here, day: date) -> datetime:
    try:
        return beginning(day, here.zone)
    except OverflowError:
        raise _no_such_day(value) from None


def day_span(text: str, today: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When the day, month or year of that name begins and ends; BadQuery where there is none."""
    value, here = Value(text, 0, len(text)), Here(today, zone)
    days = _days(value, here)
    return _moment(value, here, days.first), _moment(value, here, days.after_last)


def _no_such_day(value: Value) -> BadQuery:
    return value.refuse(_("There is no such day as “{value}”.").format(value=value.text))


_WITHOUT_MINUS = re.compile(r"\d{1,6}[dwmy]", re.ASCII | re.IGNORECASE)


def _days(value: Value, here: Here) -> Days:
    text = value.text.strip()
    try:
        days = read_days(text, here.today)
    except (ValueError, OverflowError):
        raise _no_such_day(value) from None
    if days is None:
        ago = _WITHOUT_MINUS.fullmatch(text)
        near = f"-{text}" if ago else nearest(text.casefold(), ("today", "yesterday"))
        way_out = did_you_mean(near) or _(
            "Write it like 2025-06-16, 2025-06, 2025, today, yesterday or -7d."
        )
        raise value.refuse(_("“{value}” is not a day.").format(value=value.text), way_out, near)
    return days


# What stands for any rule at all.
_ANY_RULE = frozenset({"any", "*", "rule"})

FIELDS: tuple[SearchField, ...] = (
    SearchField(
        "status",
        "status:pending",
        lambda: _("where the comment stands"),
        choices={status.value: StatusIs(status) for status in Status},
        aliases={"hold": "pending", "held": "pending", "unapproved": "pending"},
    ),
    SearchField(
        "author",
        'author:"Jon F"',
        lambda: _("the commenter’s name contains"),
        read=lambda value, _here: AuthorHas(value.text),
    ),
    SearchField(
        "article",
        "article:harbour",
        lambda: _("the article’s key is, or its title contains"),
        read=lambda value, _here: ArticleIs(value.text),
    ),
    SearchField(
        "email",
        "email:@example.org",
        lambda: _("the e-mail address, or its domain"),
        read=lambda value, _here: _email(value),
    ),
    SearchField(
        "before", "before:2025-06-16", lambda: _("submitted before that day"), read=_before
    ),
    SearchField("after", "after:-7d", lambda: _("submitted on that day or later"), read=_after),
    SearchField("on", "on:today", lambda: _("submitted on that day"), read=_on),
    SearchField(
        "has",
        "has:link",
        lambda: _("what the comment has"),
        choices={
            "link": HasLink(),
            "problem": HasProblem(),
            "note": HasNote(),
            "reply": HasReply(),
            "edit": HasEdit(),
        },
        aliases={
            "links": "link",
            "problems": "problem",
            "notes": "note",
            "replies": "reply",
            "edits": "edit",
        },
    ),
    SearchField(
        "note",
        "note:telephone",
        lambda: _("words in a note on it or on its commenter"),
        read=lambda value, _here: HasNote(value.text),
    ),
    SearchField(
        "link",
        "link:example.com",
        lambda: _("a link to that site, or to one below it"),
        read=lambda value, _here: read_host(value),
    ),
    SearchField(
        "links",
        "links:>2",
        lambda: _("how many links it has"),
        read=lambda value, _here: read_count(value, Measured.LINKS),
    ),
    SearchField(
        "words",
        "words:>200",
        lambda: _("how many words it has"),
        read=lambda value, _here: read_count(value, Measured.WORDS),
    ),
    SearchField(
        "kind",
        "kind:pingback",
        lambda: _("comment, pingback, trackback, or another kind"),
        read=lambda value, _here: KindIs(value.text),
    ),
    SearchField(
        "ip",
        "ip:192.0.2.0/24",
        lambda: _("the IP address, or its network"),
        read=lambda value, _here: read_network(value),
    ),
    SearchField(
        "from",
        "from:new",
        lambda: _("whom it is from: somebody new, trusted, watched or blocked"),
        choices={
            "new": IsFirst(),
            "trusted": FromSomebody(Standing.TRUSTED),
            "watched": FromSomebody(Standing.WATCHED),
            "blocked": FromSomebody(Standing.BLOCKED),
        },
        aliases={"first": "new"},
    ),
    SearchField(
        "rejected",
        "rejected:>30%",
        lambda: _("how much of what came from that address was rejected or spam"),
        read=lambda value, _here: read_share(value),
    ),
    SearchField(
        "held",
        "held:links",
        lambda: _("the rule that held it: its kind, or the word, site or domain it is about"),
        read=lambda value, _here: HeldBy("" if value.text.strip() in _ANY_RULE else value.text),
    ),
    SearchField(
        "decided-by",
        "decided-by:ana",
        lambda: _("the desk that decided it"),
        read=lambda value, _here: DecidedBy(value.text),
    ),
    SearchField(
        "reason",
        "reason:insult",
        lambda: _("the reason that it was decided for contains"),
        read=lambda value, _here: ReasonHas(value.text),
    ),
    SearchField(
        "lang",
        "lang:de",
        lambda: _("the language that it is written in, by its code; unsure where nobody can tell"),
        read=lambda value, _here: read_language(value),
    ),
    SearchField(
        "copies",
        "copies:12",
        lambda: _("near-copies of the comment with that number"),
        read=lambda value, _here: read_copies(value),
    ),
    SearchField(
        "sort",
        "sort:oldest",
        lambda: _("in which order they are listed"),
        orders={order.value: order for order in Order},
    ),
)

FIELD_OF: Mapping[str, SearchField] = {each.name: each for each in FIELDS}
