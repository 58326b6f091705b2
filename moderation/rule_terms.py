"""What somebody typed as a rule, made into one that can be kept, or refused with a sentence."""

import re
from dataclasses import replace

from db.criteria import IpIn
from db.rows import Rule
from db.words import RuleAction, RuleKind
from moderation.blank import one_line, storable
from moderation.errors import NewsroomError
from moderation.rules import targets
from moderation.rules.words import trouble_with
from moderation.search.values import Value, read_network
from resources.translation import _

_LONGEST = 200
_DOMAIN = re.compile(r"(?:\*\.|\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9-]{2,}")
# By kind: the least and the most that its number and its span may be, and what they are at first.
_NUMBERS: dict[RuleKind, tuple[int, int, int]] = {
    RuleKind.LINKS: (1, 1_000, 3),
    RuleKind.NEWCOMER: (1, 100, 1),
    RuleKind.REJECTIONS: (1, 100, 50),
    RuleKind.REPEAT: (1, 100, 1),
    RuleKind.FLOOD: (2, 1_000, 5),
    RuleKind.CLOSED: (1, 36_500, 30),
}
_SPANS: dict[RuleKind, tuple[int, int, int]] = {
    RuleKind.REJECTIONS: (3, 1_000, 10),
    RuleKind.REPEAT: (1, 3_650, 30),
    RuleKind.FLOOD: (1, 1_440, 10),
}
TERMED = frozenset({RuleKind.WORD, RuleKind.DOMAIN, RuleKind.EMAIL, RuleKind.IP})
_EXEMPTING = frozenset({RuleKind.DOMAIN, RuleKind.EMAIL, RuleKind.IP})


def numbers_of(kind: RuleKind) -> tuple[int, int, int] | None:
    """Least, most and usual number of that kind of rule; None where it counts nothing."""
    return _NUMBERS.get(kind)


def spans_of(kind: RuleKind) -> tuple[int, int, int] | None:
    """Least, most and usual span of that kind of rule; None where it has none."""
    return _SPANS.get(kind)


def actions_of(kind: RuleKind) -> tuple[RuleAction, ...]:
    """What a rule of that kind can do."""
    if kind is RuleKind.OTHERWISE:
        return (RuleAction.APPROVE,)
    both = (RuleAction.HOLD, RuleAction.REJECT)
    return (*both, RuleAction.EXEMPT) if kind in _EXEMPTING else both


def checked(rule: Rule) -> Rule:
    """The rule as it can be kept; `NewsroomError` says what is wrong with it."""
    if rule.action not in actions_of(rule.kind):
        raise NewsroomError(_("A rule of this kind cannot do that."))
    term = _term(rule.kind, one_line(storable(rule.term))) if rule.kind in TERMED else ""
    return replace(
        rule,
        term=term,
        number=_within(rule.number, _NUMBERS.get(rule.kind)),
        span=_within(rule.span, _SPANS.get(rule.kind)),
    )


def _within(number: int, bounds: tuple[int, int, int] | None) -> int:
    if bounds is None:
        return 0
    least, most, usual = bounds
    if not number:
        return usual
    if not least <= number <= most:
        told = _("{number} is not between {least} and {most}.")
        raise NewsroomError(told.format(number=number, least=least, most=most))
    return number


def _term(kind: RuleKind, typed: str) -> str:
    if not typed:
        raise NewsroomError(_("There is nothing to look for."))
    if len(typed) > _LONGEST:
        told = _("That is too long: a rule has {limit} characters at the most.")
        raise NewsroomError(told.format(limit=_LONGEST))
    match kind:
        case RuleKind.DOMAIN:
            return _domain(typed)
        case RuleKind.EMAIL:
            return _email(typed)
        case RuleKind.IP:
            found = read_network(Value(typed, 0, len(typed)))
            assert isinstance(found, IpIn)  # anything else was refused
            return found.network
        case _:
            return _word(typed)


def _word(typed: str) -> str:
    if trouble_with(typed):
        raise NewsroomError(
            _("“{word}” is no word that can be looked for.").format(word=typed),
            _("A star stands for more letters, beside at least two: casino*, *casino*, ca*no."),
        )
    return typed


def _domain(typed: str) -> str:
    bare = re.sub(r"^(?:https?:)?//", "", typed.strip(), flags=re.IGNORECASE)
    bare = re.split(r"[/?#:]", bare)[0].removeprefix("www.")
    star = "*." if bare.startswith(("*.", ".")) else ""
    name = star + targets.domain(bare.removeprefix("*"))
    if not _DOMAIN.fullmatch(name) or (not star and "." not in name):
        raise NewsroomError(
            _("“{value}” is not the name of a site.").format(value=typed),
            _("Write it like example.com, or *.top for all that end so."),
        )
    return name


def _email(typed: str) -> str:
    name, at, domain = typed.casefold().rpartition("@")
    if at and name:
        known = targets.domain(domain)
        if not _DOMAIN.fullmatch(known) or re.search(r"[\s,;]", name):
            raise NewsroomError(
                _("“{value}” is neither an e-mail address nor a domain.").format(value=typed)
            )
        return f"{name}@{known}"
    return f"@{_domain(domain)}"
