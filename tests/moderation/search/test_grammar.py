"""The search language: what it means, and that its errors point at their place."""

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.criteria import (
    AllOf,
    AnyOf,
    ArticleIs,
    AuthorHas,
    Criterion,
    DecidedBy,
    EmailIs,
    HasEdit,
    HasLink,
    HasNote,
    HasProblem,
    HasReply,
    IpIn,
    IsFirst,
    KindIs,
    LinksTo,
    Measured,
    Measures,
    Not,
    ReasonHas,
    TextHas,
    TurnedAway,
)
from db.queues import Everything, Order, StatusIs
from db.words import Status
from moderation.errors import BadQuery
from moderation.search import grammar
from moderation.search.fields import FIELDS
from moderation.search.query import Query
from tests.moderation.search.asking import read, refused

SPAM, PENDING = StatusIs(Status.SPAM), StatusIs(Status.PENDING)
A, B, C = TextHas("a"), TextHas("b"), TextHas("c")


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("links:>2", Measures(Measured.LINKS, least=3)),
        ("links:>=2", Measures(Measured.LINKS, least=2)),
        ("links:0", Measures(Measured.LINKS, 0, 0)),
        ("words:<5", Measures(Measured.WORDS, most=4)),
        ("words:<=5", Measures(Measured.WORDS, most=5)),
        ("words:2..5", Measures(Measured.WORDS, 2, 5)),
        ("rejected:>=30%", TurnedAway(least=30)),
        ("rejected:>30%", AllOf((TurnedAway(least=30), Not(TurnedAway(30, 30))))),
        ("rejected:<30", AllOf((TurnedAway(most=30), Not(TurnedAway(30, 30))))),
        ("link:Shop.Example.com", LinksTo("shop.example.com")),
        ("link:https://www.example.com/a?b", LinksTo("example.com")),
        ("ip:192.0.2.7", IpIn("192.0.2.7/32")),
        ("ip:192.0.2.*", IpIn("192.0.2.0/24")),
        ("ip:192.0.*.*", IpIn("192.0.0.0/16")),
        ("ip:192.0.2.9/24", IpIn("192.0.2.0/24")),
        ("ip:2001:db8::/32", IpIn("2001:db8::/32")),
        ('ip:"::1"', IpIn("::1/128")),
        (
            "ip:192.0.2.7-192.0.2.9",
            AnyOf((IpIn("192.0.2.7/32"), IpIn("192.0.2.8/31"))),
        ),
        ("ip:2001:db8::1-2001:db8::", IpIn("2001:db8::/127")),
        ("reason:insult", ReasonHas("insult")),
        ("kind:pingback", KindIs("pingback")),
        ("from:new", IsFirst()),
        ("from:first", IsFirst()),
        ("has:edit", HasEdit()),
        ("decided-by:ana", DecidedBy("ana")),
    ],
)
def test_what_is_counted_compared_and_looked_up(text: str, criterion: Criterion) -> None:
    assert read(text).criterion == criterion


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("links:many", "many"),
        ("words:>", ">"),
        ("rejected:120%", "120%"),
        ("link:nowhere", "nowhere"),
        ("link:a@b", "a@b"),
        ("ip:300.1.1.1", "300.1.1.1"),
        ("ip:192.*.2.*", "192.*.2.*"),
        ("from:old", "old"),
    ],
)
def test_what_cannot_be_counted_is_pointed_at(text: str, pointed: str) -> None:
    error, shown = refused(f"a {text} b")

    assert shown == pointed
    assert error.way_out or "hundred" in error.sentence


def test_every_example_in_the_docstring_holds() -> None:
    results = doctest.testmod(grammar, optionflags=doctest.ELLIPSIS)

    assert results.attempted > 8
    assert results.failed == 0


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("", Everything()),
        (" \u200b \u00a0\u3000\ufeff", Everything()),
        ("a b", AllOf((A, B))),
        ("a and b AND c", AllOf((A, B, C))),
        ("a or b c", AnyOf((A, AllOf((B, C))))),
        ("(a or b) c", AllOf((AnyOf((A, B)), C))),
        ("((a))", A),
        ("a or (b or c)", AnyOf((A, B, C))),
        ('"a  b"', TextHas("a b", phrase=True)),
        ("“a b”", TextHas("a b", phrase=True)),
        ('"a br"*', TextHas("a br", phrase=True, prefix=True)),
        ('"or"', TextHas("or", phrase=True)),
        ("a*", TextHas("a", prefix=True)),
        ("a**", TextHas("a**")),
        ("a*b", TextHas("a*b")),
        ("f**k*", TextHas("f**k*")),
        ("!*", TextHas("!*")),
        ("-a", Not(A)),
        ("-a*", Not(TextHas("a", prefix=True))),
        ("-(a b)", Not(AllOf((A, B)))),
        ('-"a b"', Not(TextHas("a b", phrase=True))),
        ("-status:spam", Not(SPAM)),
        ("-or", Not(TextHas("or"))),
        ("a - b", AllOf((A, TextHas("-"), B))),
        ("--a", TextHas("--a")),
        ("(a -)", AllOf((A, TextHas("-")))),
        ("a-b", TextHas("a-b")),
        ('a"b c"', AllOf((A, TextHas("b c", phrase=True)))),
        ("a(b)", AllOf((A, B))),
        ("😀", TextHas("😀")),
        ("http://example.org/x:y", TextHas("http://example.org/x:y")),
        ("example.org:8080", TextHas("example.org:8080")),
        ("12:30", TextHas("12:30")),
        ("2001:db8::1", TextHas("2001:db8::1")),
        ("abcd::1", TextHas("abcd::1")),
        ("mailto:ana@example.org", TextHas("mailto:ana@example.org")),
        ("warning: a", AllOf((TextHas("warning:"), A))),
        (":-D", TextHas(":-D")),
        ("status:pending", PENDING),
        ("Status:PENDING", PENDING),
        ('status:"spam"', SPAM),
        ("status:spam,pending", AnyOf((SPAM, PENDING))),
        ("status:held", PENDING),
        ("author:ana", AuthorHas("ana")),
        ('author:"Jon F"', AuthorHas("Jon F")),
        ("article:harbour", ArticleIs("harbour")),
        ("email:ana@example.org", EmailIs("ana@example.org")),
        ("email:@example.org", EmailIs("@example.org")),
        ("has:link", HasLink()),
        ("has:links", HasLink()),
        ("has:problem", HasProblem()),
        ("has:note", HasNote()),
        ("has:reply", HasReply()),
        ("has:note,reply", AnyOf((HasNote(), HasReply()))),
        ("sort:oldest", Everything()),
    ],
)
def test_it_means(text: str, criterion: Criterion) -> None:
    assert read(text).criterion == criterion


@pytest.mark.parametrize(
    ("text", "pointed", "sentence", "way_out"),
    [
        ("a statsu:spam", "statsu:", "by “statsu:”", "Did you mean “status:”?"),
        ("edit:x", "edit:", "by “edit:”", "Did you mean “has:edit”?"),
        ("zzz:x", "zzz:", "by “zzz:”", "Known are status:, author:"),
        ("status:spma", "spma", "“spma” cannot stand", "Did you mean “spam”?"),
        ("status:spam,spma", "spma", "“spma” cannot stand", "Did you mean “spam”?"),
        ("words:5..2", "5..2", "Nothing lies from 5", "Did you mean “2..5”?"),
        ("status:q", "q", "“q” cannot stand", "pending, approved, rejected, spam"),
        ("status:spam,", "spam,", "“” cannot stand", "It can be one of"),
        ('sort:"best"', '"best"', "“best” cannot stand", "newest, oldest"),
        ("author: ana", "author:", "nothing after “author:”", 'author:"Jon F"'),
        ("author:(ana)", "author:", "nothing after “author:”", ""),
        ('author:""', '""', "nothing between these quotation marks", ""),
        ("email:example.org", "example.org", "neither", "“email:@example.org”"),
        ("email:ana", "ana", "neither", "“author:ana”"),
        ("email:ana@", "ana@", "nothing after the @-sign", ""),
        ("after:yesteray", "yesteray", "is not a day", "Did you mean “yesterday”?"),
        ("after:16.6.2025", "16.6.2025", "is not a day", "2025-06-16"),
        ("after:٢٠٢٥", "٢٠٢٥", "is not a day", "2025-06-16"),
        ('a "b c', '"b c', "never closed", ""),
        ("(a b", "(", "never closed", "quotation marks"),
        ("a (", "(", "never closed", ""),
        ("a) b", ")", "no opening", "quotation marks"),
        (")", ")", "no opening", ""),
        ("a ( )", "( )", "nothing between these parentheses", ""),
        ("or a", "or", "one of them is missing", "quotation marks"),
        ("a OR", "OR", "“or” stands between", ""),
        ("a or or b", "or", "one of them is missing", ""),
        ("(a and)", "and", "“and” stands between", ""),
        ("a or sort:newest", "or", "one of them is missing", ""),
        ("*", "*", "no word before it", "empty search"),
        ("sort:newest sort:oldest", "sort:oldest", "once", ""),
        ("(a sort:newest)", "sort:newest", "parentheses", ""),
        ("-sort:newest", "sort:newest", "alone", ""),
        ("a\x00", "\x00", "cannot be searched", ""),
        ("a \udc80", "\udc80", "cannot be searched", ""),
    ],
)
def test_an_error_points_at_its_place(text: str, pointed: str, sentence: str, way_out: str) -> None:
    error, found = refused(text)

    assert found == pointed
    assert sentence in error.sentence
    assert way_out in error.way_out


def test_a_search_that_is_too_long_or_too_deep_is_refused() -> None:
    assert "too long" in refused("a " * 201)[0].sentence
    assert "too many parentheses" in refused("(" * 31 + "a" + ")" * 31)[0].sentence
    assert read("(" * 30 + "a" + ")" * 30).criterion == A


def test_statuses_and_words_are_those_asked_for() -> None:
    query = read("status:spam -status:pending bridge -(tolls -harb*) or bridge")

    assert query.statuses == {Status.SPAM}
    assert query.words == ("bridge", "harb")


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("", []),
        ("a  status:spam", ["a", "status:spam"]),
        ("a and -(b or c)", ["a", "-(b or c)"]),
        ("a or b sort:oldest c", ["a or b c", "sort:oldest"]),
        ("sort:oldest a", ["sort:oldest", "a"]),
        ('"a b"* -c', ['"a b"*', "-c"]),
    ],
)
def test_chips_are_the_pieces_that_can_be_taken_away(text: str, chips: list[str]) -> None:
    assert [chip.text for chip in read(text).chips] == chips


def test_taking_a_chip_away_leaves_the_rest() -> None:
    query = read("a and status:spam sort:oldest")

    assert query.without(query.chips[1]) == "a sort:oldest"


PIECES = st.sampled_from(
    [each.example for each in FIELDS]
    + ["a", "b*", '"c d"', '"', "“e”", "(", ")", "-", "or", "and", "*", ":", ",", "x:", "x:y"]
    + ["status:", "status:spam,pending", "has:nothing", "sort:newest", "after:-1m", "on:2025-02-30"]
    + ["http://example.org", "12:30", "\u200b", "\x00"]
)
SEARCHES = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@given(SEARCHES)
@example('"a"sort:"newest"*b')
@example("-(")
def test_anything_is_understood_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        query = read(text)
    except BadQuery as error:
        spans = [(error.position, error.position + error.length)]
    else:
        spans = [(chip.start, chip.end) for chip in query.chips]

    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(SEARCHES)
@example('"a"sort:"newest"*b')
@example("a sort:newest or b")
def test_the_chips_together_are_the_search(text: str) -> None:
    try:
        query = read(text)
    except BadQuery:
        return
    again = read(" ".join(chip.text for chip in query.chips))

    assert again.criterion == query.criterion
    assert again.order == query.order
    for chip in query.chips:
        read(query.without(chip))


@given(st.lists(st.sampled_from(["a", "b", "-c", "status:spam", '"d e"', "has:note"]), min_size=1))
def test_case_does_not_count(words: list[str]) -> None:
    def lowered(criterion: Criterion) -> str:
        return repr(criterion).lower()

    text = " ".join(words)
    assert lowered(read(text.upper()).criterion) == lowered(read(text).criterion)


def test_an_order_is_told_apart_from_what_is_searched() -> None:
    assert read("a SORT:author") == Query(
        A, Order.AUTHOR, words=("a",), chips=read("a sort:author".replace("sort", "SORT")).chips
    )
