"""Is this an e-mail address, and if not, why not, in one sentence.

email-validator decides; no network is asked. Only the sentences and the quick way past it for
plain ASCII addresses are ours (a test holds the two to the same answer).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from moderation.blank import is_blank
from resources.translation import _

LONGEST = 254

# What the library takes and leaves as it is but for the domain's capitals: dot-separated atoms,
# then labels of letters, digits and single hyphens. All else takes the long way.
_PLAIN = re.compile(
    r"(?=[^@]{1,64}@)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:(?=[^.]{1,63}\.)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+([A-Za-z]{2,24})"
)
# Names that no public mail can reach (RFC 6761, 6762, 7686); email-validator keeps the same list.
_UNREACHABLE = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})

# Addresses that other programs write where they know none (Blogger's feeds, Disqus' exports).
_PLACEHOLDER = re.compile(
    r"(?:noreply|no-reply)@blogger\.com|.*@(?:[^@]+\.)?(?:disqus\.com|invalid\.example)", re.I
)


@dataclass(frozen=True, slots=True)
class Address:
    """What became of an address: `normal` is its normalised form, or empty with the `reason`."""

    normal: str
    reason: str = ""


def examine(typed: str) -> Address:
    """Look at an address as typed (not blank, ends stripped); never raises.

    `normal` has its domain in lower case and Unicode (NFC), the part before the @-sign as typed.
    Where it is no address, `reason` is a whole sentence that quotes it. Internationalised
    addresses pass; names inside one network (`localhost`) do not. No DNS is asked.
    """
    plain = _PLAIN.fullmatch(typed)
    if plain and len(typed) <= LONGEST and plain[1].lower() not in _UNREACHABLE:
        local, domain = typed.split("@")
        return Address(f"{local}@{domain.lower()}")
    if len(typed) > LONGEST:
        return Address("", _too_long(len(typed)))
    normal = _normalised(typed)
    return Address(normal) if normal else Address("", _reason(typed))


def is_placeholder(address: str) -> bool:
    """Whether another program made this address up because it knew none; nobody reads its mail."""
    return _PLACEHOLDER.fullmatch(address) is not None


@lru_cache(maxsize=65536)
def _normalised(typed: str) -> str:
    """The library's normalised form, or empty where it refuses."""
    # Imported late: it costs 40 ms, and most addresses never come here.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def _too_long(length: int) -> str:
    sentence = _("The e-mail address has {length} characters; {limit} is the most there can be.")
    return sentence.format(length=length, limit=LONGEST)


def _reason(typed: str) -> str:
    """Why the library refused it, as a sentence: what is seen first of the usual slips."""
    before, _at, after = typed.rpartition("@")
    sentence = _slip_around_at(typed, before, after) or _slip_in_domain(after)
    if not sentence:
        sentence = _("“{typed}” is not an e-mail address that mail can be sent to.")
    return sentence.format(typed=typed)


def _slip_around_at(typed: str, before: str, after: str) -> str:
    if "@" not in typed:
        return _("“{typed}” is not an e-mail address: it has no @-sign.")
    if "<" in typed and typed.endswith(">"):
        return _("“{typed}” is more than an e-mail address: leave out the name and the brackets.")
    if is_blank(before):
        return _("“{typed}” is not an e-mail address: there is nothing before the @-sign.")
    if is_blank(after):
        return _("“{typed}” is not an e-mail address: there is nothing after the @-sign.")
    if "@" in before:
        return _("“{typed}” is not an e-mail address: it has more than one @-sign.")
    if any(character.isspace() for character in typed):
        return _("“{typed}” is not an e-mail address: there is a space in it.")
    if "," in typed:
        return _("“{typed}” is not an e-mail address: there is a comma in it.")
    if ".." in typed:
        return _("“{typed}” is not an e-mail address: it has two full stops in a row.")
    return ""


def _slip_in_domain(domain: str) -> str:
    if domain.rpartition(".")[2].lower() in _UNREACHABLE:
        return _("“{typed}” is an address that no mail from outside can reach.")
    if "." not in domain:
        return _(
            "“{typed}” is not an e-mail address: after the @-sign belongs a whole domain, "
            "such as example.org."
        )
    if domain.startswith((".", "-")) or domain.endswith((".", "-")):
        return _("“{typed}” is not an e-mail address: its domain begins or ends with a stray sign.")
    return ""
