"""Lists of words as files: one a line; or as WordPress keeps its moderation and disallowed keys.

WordPress finds a key anywhere, within words too, and in addresses as well as in the text; so a
word of its list has stars here, and an address or a network is a rule about that.
"""

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.rows import Rule
from db.words import RuleAction, RuleKind

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}/?", re.IGNORECASE)
_PART_OF_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}\.?")
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list that is meant as a rule; `number` is its place in the file, from 1."""

    number: int
    rule: Rule


def read_list(text: str, action: RuleAction, *, wordpress: bool = False) -> list[Line]:
    """The rules that the lines of a list stand for; blank lines and those after a # are none."""
    found = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines()[:_MOST], start=1):
        term = line.strip()
        if term and not term.startswith("#"):
            rule = _of_wordpress(term, action) if wordpress else Rule(RuleKind.WORD, action, term)
            found.append(Line(number, rule))
    return found


def written_list(rules: Iterable[Rule], action: RuleAction | None = None) -> str:
    """The words of these rules, one a line, sorted; those that do this, or all."""
    terms = {
        rule.term
        for rule in rules
        if rule.kind is RuleKind.WORD and (action is None or rule.action is action)
    }
    return "".join(f"{term}\n" for term in sorted(terms, key=str.casefold))


def looks_like_wordpress(lines: Sequence[str]) -> bool:
    """Whether a list has addresses or networks in it, as those of WordPress do."""
    return any(_kind_of(line.strip()) is not RuleKind.WORD for line in lines if line.strip())


def _of_wordpress(term: str, action: RuleAction) -> Rule:
    match _kind_of(term):
        case RuleKind.WORD:
            # Its keys have no stars of their own: they were signs like others.
            return Rule(
                RuleKind.WORD, action, f"*{term.replace('*', '')}*" if len(term) > 1 else term
            )
        case RuleKind.IP if _PART_OF_IP.fullmatch(term):
            return Rule(RuleKind.IP, action, term.rstrip(".") + ".*")
        case kind:
            return Rule(kind, action, term)


def _kind_of(term: str) -> RuleKind:
    if "@" in term and " " not in term and not term.endswith("@"):
        return RuleKind.EMAIL
    try:
        ipaddress.ip_network(term, strict=False)
    except ValueError:
        pass
    else:
        # A number alone is a number, though it could be an address.
        return RuleKind.IP if re.search(r"[.:]", term) else RuleKind.WORD
    if _PART_OF_IP.fullmatch(term):
        return RuleKind.IP
    return RuleKind.DOMAIN if _DOMAIN.fullmatch(term) else RuleKind.WORD
