"""What criteria and orders mean, told once more without SQL, and criteria to try."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from hypothesis import strategies as st

from db.criteria import (
    AllOf,
    AnyOf,
    ArticleIs,
    AuthorHas,
    CopiesOf,
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
    IpIn,
    IsFirst,
    KindIs,
    LanguageIs,
    LinksTo,
    Measured,
    Measures,
    Not,
    ReasonHas,
    Submitted,
    TextHas,
    TurnedAway,
)
from db.files import folded
from db.mixing import difficulty, mix
from db.queues import Everything, Order, StatusIs
from db.words import Standing, Status
from tests.benchmarks.library import RARE

Row = dict[str, object]
BY_CHANCE = (Order.RISK, Order.TEACH)
# What the newsrooms of these tests have of scripts that write no blanks.
_SPACELESS = re.compile("[\u4e00-\u9fff]")
# By comment, the first one of its near-copies.
FIRSTS: dict[int, object] = {}


@cache
def words_of(text: str) -> tuple[str, ...]:
    return tuple("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def has(text: str, wanted: str, *, prefix: bool) -> bool:
    """Whether the words stand in the text one after the other; the last one as a beginning."""
    there, asked = words_of(text), words_of(wanted)
    for start in range(len(there) - len(asked) + 1):
        part = there[start : start + len(asked)]
        if part[:-1] == asked[:-1] and (
            part[-1].startswith(asked[-1]) if prefix else part[-1] == asked[-1]
        ):
            return True
    return False


def within(counted: float, least: int | None, most: int | None) -> bool:
    return (least is None or counted >= least) and (most is None or counted <= most)


def matches(criterion: Criterion, row: Row) -> bool:
    """What the criterion means, told once more without SQL."""
    name, text, at = str(row["name"]), str(row["text"]), int(str(row["submitted_at"]))
    match criterion:
        case Everything():
            return True
        case TextHas(words, _, prefix):
            if not words_of(words) or _SPACELESS.search(words):
                return words in name or words in text
            return has(name, words, prefix=prefix) or has(text, words, prefix=prefix)
        case AuthorHas(wanted):
            return has(name, wanted, prefix=True)
        case StatusIs(status):
            return row["status"] == status
        case ArticleIs(wanted):
            return row["key"] == wanted or folded(wanted) in folded(str(row["title"]))
        case EmailIs(wanted):
            domain = wanted.startswith("@")
            return row["email_domain"] == wanted[1:] if domain else row["email_key"] == wanted
        case Submitted(before, after):
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
            return (before is None or moment < before) and (after is None or moment >= after)
        case LanguageIs(code):
            return row["language"] == code
        case CopiesOf(comment):
            return row["id"] == comment or row["first"] == FIRSTS.get(comment, "none")
        case HasLink():
            return int(str(row["links"])) > 0
        case HasProblem():
            return row["lacks"] != "" and row["waiver"] is None
        case HasNote(words):
            noted = f"{row['note']} {row['notes'] or ''}"
            return bool(noted.strip()) and folded(words) in folded(noted)
        case FromSomebody(standing):
            return row["standing"] == standing
        case HasReply():
            return bool(row["answered"])
        case HasEdit():
            return int(str(row["edits"])) > 0
        case Measures(what, least, most):
            links = int(str(row["links"]))
            return within(links if what is Measured.LINKS else len(text.split()), least, most)
        case KindIs(kind):
            return str(row["kind"]).casefold() == kind.casefold()
        case LinksTo(host):
            hosts = [urlsplit(str(row["url"])).hostname or ""]
            hosts += re.findall(r"//([\w.-]+)", str(row["body"]).casefold())
            return any(one == host or one.endswith(f".{host}") for one in hosts)
        case IpIn(network):
            address = str(row["ip"])
            return bool(address) and ip_address(address) in ip_network(network)
        case IsFirst():
            there = str(row["under_address"] or "")
            return row["kind"] == "comment" and bool(there) and "," not in there
        case TurnedAway(least, most):
            there = str(row["under_address"] or "")
            turned = sum(one in ("rejected", "spam") for one in there.split(","))
            return bool(there) and within(100 * turned / len(there.split(",")), least, most)
        case DecidedBy(desk):
            return desk.casefold() in str(row["desks"] or "").casefold()
        case ReasonHas(reason):
            return reason.casefold() in str(row["reasons"] or "").casefold()
        case HeldBy():
            return False  # nothing here came in through a rule
        case Not(inner):
            return not matches(inner, row)
        case AllOf(parts):
            return all(matches(part, row) for part in parts)
        case AnyOf(parts):
            return any(matches(part, row) for part in parts)


_words = st.sampled_from(["the", "THE", "bridge", "Brücke", "brucke", "in", "🙂", "!!", RARE, "zz",
                          "市長", "長"])  # fmt: skip
_moments = st.integers(0, 2250).map(lambda days: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days))
_numbers = st.integers(0, 100)
_plain = st.one_of(
    st.builds(TextHas, _words, prefix=st.booleans()),
    st.just(TextHas("and the", phrase=True)),
    st.builds(AuthorHas, st.sampled_from(["ana", "Jon", "łuk", "marsh"])),
    st.builds(StatusIs, st.sampled_from(Status)),
    st.builds(ArticleIs, st.sampled_from(["article-3", "bridge", "the"])),
    st.builds(EmailIs, st.sampled_from(["@example.org", "reader.1@example.com", "@nowhere.test"])),
    st.builds(Submitted, before=st.none() | _moments, after=st.none() | _moments),
    st.sampled_from([HasLink(), HasProblem(), HasReply(), HasEdit(), IsFirst(), Everything()]),
    st.builds(
        Measures, st.sampled_from(Measured), st.none() | st.integers(0, 40), st.none() | _numbers
    ),
    st.builds(HasNote, st.sampled_from(["", "thé", "MAYOR", "100%", "nothing"])),
    st.builds(FromSomebody, st.sampled_from([one for one in Standing if one])),
    st.builds(KindIs, st.sampled_from(["comment", "pingback", "like"])),
    st.builds(LinksTo, st.sampled_from(["example.net", "shop.example.net", "ample.net"])),
    st.builds(IpIn, st.sampled_from(["192.0.2.0/24", "2001:db8::/32", "2001:db8::7/128"])),
    st.builds(TurnedAway, st.none() | _numbers, st.none() | _numbers),
    st.builds(DecidedBy, st.sampled_from(["ANA", "night", "desk", "nobody"])),
    st.builds(LanguageIs, st.sampled_from(["en", "de", "", "xx"])),
    st.builds(CopiesOf, st.integers(1, 300)),
    st.builds(ReasonHas, st.sampled_from(["insult", "SAYS Ana", "night", "spam"])),
)
CRITERIA = st.recursive(
    _plain,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


def in_order(rows: list[Row], order: Order) -> list[Row]:
    newest = sorted(rows, key=lambda row: (row["submitted_at"], row["id"]), reverse=True)
    match order:
        case Order.NEWEST:
            return newest
        case Order.OLDEST:
            return newest[::-1]
        case Order.ARTICLE:
            return sorted(newest, key=lambda row: (folded(str(row["title"])), row["article_id"]))
        case Order.MIXED:
            strewn = sorted(rows, key=lambda row: int(str(row["id"])) * 2654435761 % 2**32)
            return [
                strewn[place]
                for place in mix([difficulty(None, len(str(row["text"]))) for row in strewn])
            ]
        case Order.AUTHOR:
            return sorted(newest, key=lambda row: folded(str(row["name"])))
        case Order.RISK | Order.TEACH:
            raise AssertionError("chance takes part")
