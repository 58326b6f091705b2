"""How each kind of rule looks at a comment: what it finds, and the characters that say so."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rows import Hold, Rule, Span
from db.words import Kind, Reason, RuleAction, RuleKind
from moderation.rules import disposable
from moderation.rules.targets import Target, place_of_host

if TYPE_CHECKING:
    from moderation.rules.judging import Arrival, Past, RuleBook

# Fewer decided ones tell nothing of a commenter.
FEWEST_DECIDED = 3
# Two who write “Thank you!” repeat nobody.
SHORTEST_REPEAT = 25


@dataclass(frozen=True, slots=True)
class Links:
    """Where links lead that no rule exempts, and how many links count."""

    targets: Sequence[Target]
    count: int


def _look_at_words(
    book: "RuleBook", arrival: "Arrival", _past: "Past", links: Links
) -> Iterable[Hold]:
    rules = book.of(RuleKind.WORD)
    spans: dict[int, list[Span]] = {}
    for where, text in (
        ("text", arrival.text),
        ("name", arrival.name),
        ("email", arrival.email_domain),
    ):
        for one in book.words.find(text):
            spans.setdefault(one.word, []).append(Span(where, one.start, one.end))
    for target in links.targets:
        if target.span.field == "text":
            continue
        for one in book.words.find(target.address):
            place = Span(target.span.field, one.start, one.end, target.span.piece)
            spans.setdefault(one.word, []).append(place)
    return [_hold(rules[word], len(places), places) for word, places in spans.items()]


def _look_at_links(
    book: "RuleBook", _arrival: "Arrival", _past: "Past", links: Links
) -> Iterable[Hold]:
    reached = [rule for rule in book.of(RuleKind.LINKS) if links.count >= rule.number > 0]
    return [_hold(rule, links.count) for rule in reached]


def _look_at_domains(
    book: "RuleBook", _arrival: "Arrival", _past: "Past", links: Links
) -> Iterable[Hold]:
    spans: dict[str, list[Span]] = {}
    for target in links.targets:
        for name in _upwards(target.host):
            if name in book.domains:
                spans.setdefault(name, []).append(place_of_host(target))
                break
    return [_hold(book.domains[name], len(places), places) for name, places in spans.items()]


def _look_at_email(
    book: "RuleBook", arrival: "Arrival", _past: "Past", _links: Links
) -> Iterable[Hold]:
    if not arrival.email or _is_exempt_email(book, arrival):
        return []
    whole = Span("email", 0, len(arrival.email_domain))
    names = [arrival.email, *_upwards(arrival.email_domain)]
    return [_hold(book.emails[name], 1, [whole]) for name in names if name in book.emails][:1]


def _look_at_disposable(
    book: "RuleBook", arrival: "Arrival", _past: "Past", _links: Links
) -> Iterable[Hold]:
    if not arrival.email or _is_exempt_email(book, arrival):
        return []
    if not any(map(disposable.is_disposable, _upwards(arrival.email_domain))):
        return []
    whole = Span("email", 0, len(arrival.email_domain))
    return [_hold(rule, 1, [whole]) for rule in book.of(RuleKind.DISPOSABLE)]


def _look_at_ip(
    book: "RuleBook", arrival: "Arrival", _past: "Past", _links: Links
) -> Iterable[Hold]:
    try:
        address = ipaddress.ip_address(arrival.ip.strip())
    except ValueError:
        return []
    found = [rule for rule in book.of(RuleKind.IP) if _is_in(address, rule.term)]
    if any(map(exempts, found)):
        return []
    return [_hold(rule, 1) for rule in found]


def _look_at_newcomer(
    book: "RuleBook", arrival: "Arrival", past: "Past", _links: Links
) -> Iterable[Hold]:
    if arrival.kind in Kind.EXEMPT_FROM_EMAIL:
        return []
    rules = book.of(RuleKind.NEWCOMER)
    approved = past.approved(max(rule.number for rule in rules)) if arrival.email else 0
    return [_hold(rule, approved) for rule in rules if approved < rule.number]


def _look_at_rejections(
    book: "RuleBook", arrival: "Arrival", past: "Past", _links: Links
) -> Iterable[Hold]:
    if not arrival.email:
        return []
    holds = []
    for rule in book.of(RuleKind.REJECTIONS):
        away, decided = past.turned_away(rule.span)
        if decided >= FEWEST_DECIDED and away * 100 >= rule.number * decided:
            holds.append(_hold(rule, round(100 * away / decided)))
    return holds


def _look_at_repeats(
    book: "RuleBook", arrival: "Arrival", past: "Past", _links: Links
) -> Iterable[Hold]:
    if len(arrival.text) < SHORTEST_REPEAT:
        return []
    counted = [(rule, past.repeats(rule.span)) for rule in book.of(RuleKind.REPEAT)]
    return [_hold(rule, times) for rule, times in counted if times >= max(1, rule.number)]


def _look_at_flood(
    book: "RuleBook", arrival: "Arrival", past: "Past", _links: Links
) -> Iterable[Hold]:
    if not (arrival.email or arrival.ip):
        return []
    counted = [(rule, past.within(rule.span)) for rule in book.of(RuleKind.FLOOD)]
    return [_hold(rule, came) for rule, came in counted if came >= rule.number > 0]


def _look_at_age(
    book: "RuleBook", _arrival: "Arrival", past: "Past", _links: Links
) -> Iterable[Hold]:
    days = past.days_since_article()
    if days is None:
        return []
    return [_hold(rule, days) for rule in book.of(RuleKind.CLOSED) if days >= rule.number > 0]


Look = Callable[["RuleBook", "Arrival", "Past", "Links"], Iterable[Hold]]
# In the order in which the reasons are told: what can be marked first.
LOOKS: dict[RuleKind, Look] = {
    RuleKind.WORD: _look_at_words,
    RuleKind.DOMAIN: _look_at_domains,
    RuleKind.LINKS: _look_at_links,
    RuleKind.EMAIL: _look_at_email,
    RuleKind.DISPOSABLE: _look_at_disposable,
    RuleKind.IP: _look_at_ip,
    RuleKind.REPEAT: _look_at_repeats,
    RuleKind.FLOOD: _look_at_flood,
    RuleKind.REJECTIONS: _look_at_rejections,
    RuleKind.NEWCOMER: _look_at_newcomer,
    RuleKind.CLOSED: _look_at_age,
}


def _hold(rule: Rule, number: int, spans: Sequence[Span] = ()) -> Hold:
    return Hold(Reason(rule.kind.value), rule.action, rule, number, tuple(spans))


def exempts(rule: Rule) -> bool:
    """Whether the rule takes out of others what it names."""
    return rule.action is RuleAction.EXEMPT


def _is_exempt_email(book: "RuleBook", arrival: "Arrival") -> bool:
    names = {arrival.email, *_upwards(arrival.email_domain)}
    return any(bare(term) in names for term in book.exempt_emails)


def bare(term: str) -> str:
    """A domain of a rule without the signs that say “and all below it”; an address as it is."""
    return term.removeprefix("@").removeprefix("*").strip(".")


def _upwards(domain: str) -> list[str]:
    """A domain and all those above it: a.b.c, b.c, c."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))] if domain else []


def _is_in(address: "ipaddress.IPv4Address | ipaddress.IPv6Address", network: str) -> bool:
    return address in ipaddress.ip_network(network, strict=False)
