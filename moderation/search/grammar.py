r"""What a moderator types into the search bar, read into a tree of criteria. Opens no library.

    >>> from datetime import UTC, date
    >>> def criterion(text):
    ...     return parse(text, today=date(2025, 6, 16), zone=UTC).criterion

Words must all occur, in any order; in quotation marks they must occur as they stand; a star
stands for the rest of a word; nothing at all means everything.

    >>> criterion('harbour Bridge')
    AllOf(parts=(TextHas(words='harbour', ...), TextHas(words='Bridge', ...)))
    >>> criterion('"harbour bridge"')
    TextHas(words='harbour bridge', phrase=True, prefix=False)
    >>> criterion('brid*')
    TextHas(words='brid', phrase=False, prefix=True)
    >>> criterion('')
    Everything()

A dash takes away, `or` gives a choice, parentheses keep together; words that stand side by side
(or with `and` between them) bind closer than `or` does.

    >>> criterion('-bridge')
    Not(inner=TextHas(words='bridge', phrase=False, prefix=False))
    >>> criterion('status:spam or (has:note -has:reply)')
    AnyOf(parts=(StatusIs(status=<Status.SPAM: 'spam'>), AllOf(parts=(HasNote(...), Not(...)))))

A name and a colon search by one thing; a value with blanks in it is quoted; where the values are
few, a comma means either. A day begins at midnight in the newsroom's zone: `before:` leaves it
out, `after:` takes it in, `on:` is that day, month or year alone.

    >>> criterion('STATUS:Pending,spam')
    AnyOf(parts=(StatusIs(status=<Status.PENDING: 'pending'>), StatusIs(...)))
    >>> criterion('author:"Jon F" email:@example.org')
    AllOf(parts=(AuthorHas(text='Jon F'), EmailIs(text='@example.org')))
    >>> criterion('after:-7d')
    Submitted(before=None, after=datetime.datetime(2025, 6, 9, 0, 0, tzinfo=datetime.timezone.utc))
    >>> parse('sort:oldest', today=date(2025, 6, 16), zone=UTC).order
    <Order.OLDEST: 'oldest'>

Links, times and masked words are words like any other.

    >>> criterion('https://example.org/a:b 12:30 f**k')
    AllOf(parts=(TextHas(words='https://example.org/a:b', ...), TextHas(words='12:30', ...), ...))

What cannot be read is refused with a sentence, its place and, if there is one, the way out.

    >>> parse('bridge statsu:spam', today=date(2025, 6, 16), zone=UTC)
    Traceback (most recent call last):
    moderation.errors.BadQuery: Comments cannot be searched by “statsu:”.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo

from db.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Not,
    TextHas,
    all_of,
    any_of,
)
from db.queues import Everything, Order, StatusIs
from moderation.errors import BadQuery, Correction
from moderation.search.query import Chip, Query
from moderation.search.tokens import Sign, Token, tokens
from moderation.search.values import Here
from resources.translation import _

# SQLite refuses expressions deeper than 1,000; people stay far below this.
MOST_TOKENS = 200
MOST_NESTED = 30


def parse(text: str, *, today: date, zone: tzinfo) -> Query:
    """Read a search; the module's docstring says what it can hold.

    `today` is the day in the newsroom's `zone`, in which days begin. Raises BadQuery, whose
    `position` and `length` count characters of `text` and point at one at least.
    """
    here = Here(today, zone)
    order, order_token, rest = _take_order(tokens(text))
    if len(rest) > MOST_TOKENS:
        start = rest[MOST_TOKENS].start
        raise BadQuery(_("This search is too long."), start, len(text) - start)
    reader = _Reader(rest, here)
    criterion = reader.whole()
    asked = list(_asked(criterion))
    return Query(
        criterion,
        order,
        frozenset(one.status for one in asked if isinstance(one, StatusIs)),
        tuple(dict.fromkeys(one.words for one in asked if isinstance(one, TextHas))),
        _chips(text, reader.pieces, order_token),
    )


def _take_order(found: Sequence[Token]) -> tuple[Order | None, Token | None, list[Token]]:
    """Take `sort:` out of the tokens: it says nothing about which comments are meant."""
    order: Order | None = None
    taken: Token | None = None
    rest: list[Token] = []
    nested = 0
    for token in found:
        nested += (token.sign is Sign.OPEN) - (token.sign is Sign.CLOSE)
        if token.field is None or token.value is None or not token.field.orders:
            rest.append(token)
            continue
        if taken is not None or nested > 0 or (rest and rest[-1].sign is Sign.NOT):
            raise _at(token, _("“sort:” stands alone, once, outside of parentheses."))
        order, taken = token.field.order(token.value), token
    return order, taken, rest


class _Reader:
    """Reads tokens from left to right; `pieces` are the outermost terms, as spans of tokens."""

    def __init__(self, found: Sequence[Token], here: Here) -> None:
        self._tokens = found
        self._here = here
        self._place = 0
        self._open: list[Token] = []
        self.pieces: list[tuple[Token, Token]] = []

    def whole(self) -> Criterion:
        if not self._tokens:
            return Everything()
        criterion = self._choices()
        if token := self._next():
            raise _never_opened(token)
        return criterion

    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _choices(self) -> Criterion:
        found = [self._together()]
        while (token := self._next()) and token.sign is Sign.OR:
            self._place += 1
            found.append(self._together())
        if len(found) > 1 and not self._open:
            self.pieces = [(self._tokens[0], self._tokens[self._place - 1])]
        return any_of(found[0], *found[1:])

    def _together(self) -> Criterion:
        found = [self._operand()]
        while (token := self._next()) and token.sign not in (Sign.OR, Sign.CLOSE):
            self._place += token.sign is Sign.AND
            found.append(self._operand())
        return all_of(*found)

    def _operand(self) -> Criterion:
        token = self._next()
        if token is None or token.sign in (Sign.OR, Sign.AND, Sign.CLOSE):
            raise self._nothing_here(token)
        criterion = self._term(token)
        if not self._open:
            self.pieces.append((token, self._tokens[self._place - 1]))
        return criterion

    def _term(self, token: Token) -> Criterion:
        self._place += 1
        if token.sign is Sign.NOT:
            return Not(self._term(self._tokens[self._place]))
        if token.sign is Sign.OPEN:
            return self._group(token)
        if token.field is not None and token.value is not None:
            return token.field.criterion(token.value, self._here)
        return TextHas(token.text, phrase=token.phrase, prefix=token.prefix)

    def _group(self, opening: Token) -> Criterion:
        if len(self._open) == MOST_NESTED:
            raise _at(opening, _("These are too many parentheses within each other."))
        self._open.append(opening)
        criterion = self._choices()
        if self._next() is None:
            raise _never_closed(opening, self._tokens[-1])
        self._place += 1
        self._open.pop()
        return criterion

    def _nothing_here(self, token: Token | None) -> BadQuery:
        """Why there is no term where one must stand: before `token`, or at the end."""
        before = self._tokens[self._place - 1] if self._place else None
        for joint in (before, token):
            if joint and joint.sign in (Sign.OR, Sign.AND):
                return _joins_nothing(joint)
        if token is None:
            return _never_closed(self._open[-1], self._tokens[-1])
        if not self._open:
            return _never_opened(token)
        return BadQuery(
            _("There is nothing between these parentheses."),
            self._open[-1].start,
            token.end - self._open[-1].start,
        )


def _chips(
    text: str, pieces: Iterable[tuple[Token, Token]], order: Token | None
) -> tuple[Chip, ...]:
    spans = [(first.start, last.end) for first, last in pieces]
    chips = [Chip(_cut(text, start, end, order), start, end) for start, end in spans]
    if order is not None:
        chips.append(Chip(text[order.start : order.end], order.start, order.end))
    return tuple(sorted(chips, key=lambda chip: chip.start))


def _cut(text: str, start: int, end: int, order: Token | None) -> str:
    """The text from `start` to `end`, without a `sort:` in its midst."""
    if order is None or not start < order.start < end:
        return text[start:end]
    return f"{text[start : order.start].rstrip()} {text[order.end : end].lstrip()}"


def _asked(criterion: Criterion, asked: bool = True) -> Iterator[Criterion]:
    """What a search asks for by name; what it leaves out is not asked for."""
    match criterion:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _asked(part, asked)
        case Not(inner):
            yield from _asked(inner, not asked)
        case _ if asked:
            yield criterion
        case _:
            pass


def _at(
    token: Token, sentence: str, way_out: str = "", correction: Correction | None = None
) -> BadQuery:
    return BadQuery(sentence, token.start, token.end - token.start, way_out, correction)


def _joins_nothing(token: Token) -> BadQuery:
    sentence = _("“{word}” stands between two things, and here one of them is missing.")
    way_out = _("To search for the word itself, put it in quotation marks.")
    word = "or" if token.sign is Sign.OR else "and"
    quoted = Correction(token.start, token.end, f'"{word}"')
    return _at(token, sentence.format(word=word), way_out, quoted)


def _never_opened(token: Token) -> BadQuery:
    way_out = _("To search for it, put it in quotation marks.")
    away = Correction(token.start, token.end, "")
    return _at(token, _("There is no opening parenthesis for this one."), way_out, away)


def _never_closed(token: Token, last: Token) -> BadQuery:
    way_out = _("To search for it, put it in quotation marks.")
    closed = Correction(last.end, last.end, ")") if last is not token else None
    return _at(token, _("This parenthesis is never closed."), way_out, closed)
