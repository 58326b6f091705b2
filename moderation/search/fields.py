"""What can be searched by name: one row a field. The grammar, the hints and the help read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from db.criteria import (
    ArticleIs,
    AuthorHas,
    Criterion,
    DecidedBy,
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
    any_of,
)
from db.queues import Order, StatusIs
from db.words import Standing, Status
from moderation.search.moments import read_after, read_before, read_on
from moderation.search.values import (
    Here,
    Value,
    did_you_mean,
    nearest,
    read_copies,
    read_count,
    read_email,
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
        read=lambda value, _here: read_email(value),
    ),
    SearchField(
        "before", "before:2025-06-16", lambda: _("submitted before that day"), read=read_before
    ),
    SearchField("after", "after:-7d", lambda: _("submitted on that day or later"), read=read_after),
    SearchField("on", "on:today", lambda: _("submitted on that day"), read=read_on),
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
