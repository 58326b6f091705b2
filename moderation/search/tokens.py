"""A search cut into its words and signs, each with its place; the grammar puts them together."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from moderation.errors import BadQuery, Correction
from moderation.search.fields import FIELD_OF, FIELDS, SearchField
from moderation.search.values import Value, did_you_mean, nearest
from resources.translation import _


class Sign(Enum):
    """What a token is."""

    TEXT = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign, from `start` to `end` (characters) in what was typed.

    A TEXT has its words in `text`; `phrase` says that they were quoted, `prefix` that a star
    followed. A FIELD has `field` and `value`.
    """

    sign: Sign
    start: int
    end: int
    text: str = ""
    phrase: bool = False
    prefix: bool = False
    field: SearchField | None = None
    value: Value | None = None


# Text that is pasted brings quotation marks of its own, and blanks that cannot be seen.
_QUOTES = '"“”„‟'
_BLANK = r"\s\u200b\u2060\ufeff"
_SKIP = re.compile(rf"[{_BLANK}]+")
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_WORD = re.compile(rf"[^{_BLANK}(){_QUOTES}]+")
# Letters and dashes alone: 12:30, example.org:8080 and 2001:db8::1 are words like any other.
_NAME = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*):(?![:/])")
_MINUS = re.compile(rf"-(?=[^{_BLANK})-])")
# A minus after which nothing was typed yet: the next letter may make it “not”.
_BEGUN = re.compile(rf"(?:^|(?<=[{_BLANK}]))-[{_BLANK}]*$")
_UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")
_SCHEMES = frozenset({"about", "data", "javascript", "mailto", "sip", "tel", "urn", "xmpp"})


def tokens(text: str) -> list[Token]:
    """Cut a search into tokens. Raises BadQuery where a piece cannot be read."""
    if bad := _UNSEARCHABLE.search(text):
        raise BadQuery(_("This character cannot be searched for."), bad.start(), 1)
    found: list[Token] = []
    place = _skip(text, 0)
    while place < len(text):
        negated = bool(found) and found[-1].sign is Sign.NOT
        found.append(_next(text, place, negated))
        place = _skip(text, found[-1].end)
    return found


def ends_in_a_minus(text: str) -> bool:
    """Whether the last thing typed is a minus that may yet become “not”."""
    return _BEGUN.search(text) is not None


def _skip(text: str, place: int) -> int:
    blank = _SKIP.match(text, place)
    return blank.end() if blank else place


def _next(text: str, place: int, negated: bool) -> Token:
    if text[place] == "(":
        return Token(Sign.OPEN, place, place + 1)
    if text[place] == ")":
        return Token(Sign.CLOSE, place, place + 1)
    if _MINUS.match(text, place):
        return Token(Sign.NOT, place, place + 1)
    if text[place] in _QUOTES:
        return _phrase(text, place)
    if (name := _NAME.match(text, place)) and (token := _named(text, name)):
        return token
    return _word(text, place, negated)


def _phrase(text: str, place: int) -> Token:
    quoted = _quoted(text, place)
    starred = text.startswith("*", quoted.end())
    words = " ".join(quoted[1].split())
    return Token(Sign.TEXT, place, quoted.end() + starred, text=words, phrase=True, prefix=starred)


def _quoted(text: str, place: int) -> re.Match[str]:
    quoted = _PHRASE.match(text, place)
    if quoted is None:
        end = len(text)
        correction = Correction(end, end, '"') if text[place + 1 :].strip() else None
        raise BadQuery(
            _("This quotation mark is never closed."), place, end - place, "", correction
        )
    if not quoted[1].strip():
        sentence = _("There is nothing between these quotation marks.")
        raise BadQuery(sentence, place, quoted.end() - place)
    return quoted


def _word(text: str, place: int, negated: bool) -> Token:
    found = _WORD.match(text, place)
    assert found is not None  # blanks, brackets and quotes were seen before
    word = found[0]
    if word == "*":
        raise BadQuery(
            _("A star stands for the rest of a word, and there is no word before it."),
            place,
            1,
            _("An empty search finds everything."),
        )
    if not negated and word.lower() in ("or", "and"):
        return Token(Sign.OR if word.lower() == "or" else Sign.AND, place, found.end())
    # Two stars are how readers mask a rude word; they are looked for as they stand.
    stem = word[:-1]
    prefix = word.endswith("*") and "*" not in stem and any(map(str.isalnum, stem))
    return Token(Sign.TEXT, place, found.end(), text=stem if prefix else word, prefix=prefix)


def _named(text: str, name: re.Match[str]) -> Token | None:
    """The token of `name:value`; None if it is better read as a plain word."""
    known = FIELD_OF.get(name[1].lower())
    value = _value(text, name.end())
    if known is not None and value is not None:
        end = value.position + value.length
        return Token(Sign.FIELD, name.start(), end, field=known, value=value)
    if known is not None:
        sentence = _("There is nothing after “{field}:”.").format(field=known.name)
        way_out = _("Write it right after the colon, such as {example}.")
        raise BadQuery(
            sentence,
            name.start(),
            len(name[0]),
            way_out.format(example=known.example),
            _brought_close(text, name, known),
        )
    if value is None or name[1].lower() in _SCHEMES:
        return None
    raise _unknown(name, value)


def _brought_close(text: str, name: re.Match[str], field: SearchField) -> Correction | None:
    """Without the blank between a name and what is one of its values: “status: pending”."""
    word = _WORD.match(text, _skip(text, name.end()))
    if word is None or word[0].casefold() not in (*field.values, *field.aliases):
        return None
    return Correction(name.end(), word.start(), "")


def _value(text: str, place: int) -> Value | None:
    if place < len(text) and text[place] in _QUOTES:
        quoted = _quoted(text, place)
        return Value(quoted[1].strip(), place, quoted.end() - place)
    found = _WORD.match(text, place)
    return Value(found[0], place, len(found[0])) if found else None


def _unknown(name: re.Match[str], value: Value) -> BadQuery:
    word = name[1].lower()
    end = value.position + value.length
    way_out = _("Known are {fields}. Words that hold a colon can stand in quotation marks.").format(
        fields=", ".join(f"{each.name}:" for each in FIELDS)
    )
    correction = Correction(name.start(), end, f'"{name[0]}{value.text}"')
    if near := nearest(word, FIELD_OF):
        correction = Correction(name.start(), name.end(), f"{near}:")
        way_out = did_you_mean(correction.text)
    elif near := nearest(word, FIELD_OF["has"].choices):
        correction = Correction(name.start(), end, f"has:{near}")
        way_out = did_you_mean(correction.text)
    sentence = _("Comments cannot be searched by “{field}:”.").format(field=name[1])
    return BadQuery(sentence, name.start(), len(name[0]), way_out, correction)
