"""Where in a text an address could be: cheap signs, so that the rest need not be looked at.

Every form that `moderation.traces` finds has one of these signs in its midst; most text has none.
The signs are looked for in UTF-8 bytes, where one literal byte or pair of bytes is found quickest:
each pattern begins with a literal, and pairs of classes of bytes are translated into one pair.
Before that one pass tells where no sign can be (`moderation.glances`), which is nearly everywhere.
"""

import re
from collections.abc import Iterable, Iterator

from moderation.glances import about_signs

# How far from its sign an address can reach, disguised as it is: in bytes, to either side.
REACH = 1024
# Neighbourhoods that run into one another are looked at together, but not more than this at once.
_MOST = 16 * REACH
# Within so many bytes of where a sign could be, everything that makes it one is to be seen.
_MARGIN = 256

_Patterns = tuple[tuple[bytes, re.Pattern[bytes]], ...]

_X = rb"[0-9A-Fa-f]"
_AT_WORD = rb"(?:at|\xc3\xa4t|arroba|chez|@)"
_DOT_WORD = rb"(?:dot|punkt|punto|point|ponto)"

_AS_IT_STANDS = (
    # Something to the left of an @. The many that follow a blank or a tag speak to somebody ...
    rb"@(?<=[^\s\"'(\[{,;]@)(?<!\\[nrt]@)(?<!<p>@)(?<!<br>@)(?<!<br />@)",
    # ... unless something like a domain follows.
    rb"@(?=\s{0,8}[\w-]{0,63}(?:[.]\s{0,8}[^\s\"')\]}\\<]|\s{1,8}\.\s{0,8}\w|[\x80-\xff]|[%&=]"
    rb"|\\[^nrt\"]|<(?!/p|br|/li|/blockquote|/div)|\s{0,8}[\[({]|\s{1,8}(?i:"
    + _DOT_WORD
    + rb")\s))",
    # Encoded: @ . : and the signs by which encodings begin, for what is encoded twice.
    rb"%(?:25|26|40|2[eE]|5[cC]|3[aA](?=%|" + _X + rb"))",
    rb"&(?:amp;)*(?:#0*(?:37|38|46|58|61|64|92)(?!\d)|#[xX]0*(?:25|26|2[eE]|3[aA]|3[dD]|40|5[cC])"
    rb"(?!" + _X + rb")|commat|period|colon|percnt|bsol|equals|num)",
    rb"\\(?:u00|u\{0*|x)(?:25|26|2[eE]|3[aAcCdD]|40|5[cC])|\\(?:045|046|056|072|075|100|134)",
    rb"=(?:25|26|40|2E|5C|3A(?=[=0-9A-Fa-f])|3D(?=[#%=\w]))",
    rb"&lt;\s{0,8}(?=(?i:" + _AT_WORD + rb")\s{0,8}&gt;)",
    # IPv4 in dotted form, or as one number.
    rb"\.(?<=[\dA-Fa-f\x80-\xff]\.)(?=(?:[\dA-Fa-fxX]{1,4}|[\x80-\xff]{1,12})\."
    rb"(?:[\dA-Fa-fxX]{1,4}|[\x80-\xff]{1,12})\.[\d\x80-\xff])",
    rb"//(?=\d{8,10}(?!\d))",
    # IPv6.
    rb":(?=:|" + _X + rb"{1,4}:" + _X + rb"{1,4}:" + _X + rb")",
    # A tag within a number.
    rb"</?(?<=[\d.:][</])(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b",
)
# In lower case, with one kind of bracket and one kind of blank: (at), [dot], ana at example.org.
_NORMALISED = (
    rb"0x(?=" + _X + rb"{8})",
    rb"\( {0,8}(?=" + _AT_WORD + rb" {0,8}\))",
    rb"\( {0,8}(?=(?:" + _DOT_WORD + rb"|\.) {0,8}\) {0,8}\d)",
    *(
        rb" " + word + rb" (?= {0,8}[\w-]{1,63}(?:\.[\w%&=\\\x80-\xff]| {1,8}\. {0,8}\w| "
        + _DOT_WORD + rb" | {0,8}\( {0,8}(?:\.|" + _DOT_WORD + rb")))"
        for word in (rb"at", rb"\xc3\xa4t", rb"arroba", rb"chez")
    ),
    rb"-at-(?=[\w-]{1,63}\.\w|\w{1,63}-dot-)",
    rb"_at_(?=[\w-]{1,63}\.\w|[a-z0-9-]{1,63}_dot_)",
)  # fmt: skip
_UNSEEN = (
    rb"(?:\xc2\xad|\xcd\x8f|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\xa0\x8e)|\xe2(?:\x80[\x8b-\x8f\xaa-\xae]"
    rb"|\x81[\xa0-\xa4\xa6-\xaf])|\xef(?:\xb8[\x80-\x8f]|\xbb\xbf))"
)
_BEYOND_ASCII = (
    # ＠ ﹫, and ． ｡ 。 ： between digits of any width.
    rb"\xef(?:\xbc\xa0|\xb9\xab)",
    rb"\xef(?:\xbc[\x8e\x9a]|\xbd\xa1)(?<=[\dA-Fa-f\x80-\xff]...)(?=[\dA-Fa-f&\xef])",
    rb"\xe3\x80\x82(?<=[\dA-Fa-f\x99]...)(?=[\d&\xef])",
    # Something unseen within a number.
    *(
        lead + rb"(?<=[\dA-Fa-f.:]" + rb"." * width + rb")" + _UNSEEN + rb"{0,8}(?=[\dA-Fa-f.:])"
        for lead, width in (
            (rb"\xc2\xad", 2),
            (rb"\xcd\x8f", 2),
            (rb"\xd8\x9c", 2),
            (rb"\xe1(?:\x85[\x9f\xa0]|\xa0\x8e)", 3),
            (rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xa4\xa6-\xaf])", 3),
            (rb"\xef(?:\xb8[\x80-\x8f]|\xbb\xbf)", 3),
        )
    ),
)


def _compiled(patterns: Iterable[bytes], *literals: bytes) -> _Patterns:
    """Each pattern with the bytes that it begins with: where these are not, neither is it."""
    return tuple(zip(literals, map(re.compile, patterns), strict=True))


_PATTERNS = _compiled(
    _AS_IT_STANDS, b"@", b"@", b"%", b"&", b"\\", b"=", b"&lt;", b".", b"//", b":", b"<"
)
_NORMALISED_PATTERNS = _compiled(
    _NORMALISED,
    b"0x",
    b"(",
    b"(",
    b" at ",
    b" \xc3\xa4t ",
    b" arroba ",
    b" chez ",
    b"-at-",
    b"_at_",
)
_BEYOND_ASCII_PATTERNS = _compiled(
    _BEYOND_ASCII, b"\xef", b"\xef", b"\xe3\x80\x82", b"\xc2\xad", b"\xcd\x8f", b"\xd8\x9c",
    b"\xe1", b"\xe2", b"\xef",
)  # fmt: skip

_NORMALISE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ[{<]}>\t\n\r\v\f", b"abcdefghijklmnopqrstuvwxyz((()))     "
)


def _classes(*classes: bytes) -> bytes:
    """A table that turns each byte into the number of its class, and all others into 0."""
    return bytes(next((n for n, c in enumerate(classes, 1) if b in c), 0) for b in range(256))


# What base64 makes of an @-sign, by its place among three bytes.
_PAIRS_OF_AT = (
    _classes(b"Q", b"ABCDEFGHIJKLMNOP"),
    _classes(b"EUk0", b"ABCD"),
    _classes(b"BFJNRVZdhlptx159", b"A"),
)
# What base64 makes of three digits and dots, or of six hexadecimal digits and colons.
_PAIR_OF_IP = _classes(b"LMNOQRYZ", b"CDSTijyzGWm2EUk0")
_IP_QUADS = re.compile(
    rb"[LMNO][CDSTijyz][AEIMQUYcgk4][uw-z0-5]"
    rb"|(?:[MNOYZQR][DTjzGWm2EUk0][ABEFIJMNQRUVYZcdghklop][w-z0-6h-mB-G]){2}"
)
_IN_BASE64 = re.compile(rb"(?=[A-Za-z0-9+/_-]{4})")
_HEX = _classes(b"0123456789abcdefABCDEF")
_HASH = b"\x01" * 32


def suspicious(text: str) -> bool:
    """Whether anything in the text could be (part of) an address."""
    return any(True for _place in _places(text.encode("utf-8", "surrogatepass")))


def has_base64(text: str) -> bool:
    """Whether anything in the text could be (part of) an address in base64."""
    return any(True for _place in _places_of_base64(text.encode("utf-8", "surrogatepass")))


def neighbourhoods(data: bytes) -> Iterator[tuple[int, int]]:
    """Spans of UTF-8 in which addresses could be, with their surroundings; they may overlap.

    No span begins or ends within a character.
    """
    places = sorted(set(_places(data)))
    if not places:
        return
    first = last = places[0]
    for place in places[1:]:
        if place - last > 2 * REACH or place - first > _MOST:
            yield _span(data, first, last)
            first = place
        last = place
    yield _span(data, first, last)


def _span(data: bytes, first: int, last: int) -> tuple[int, int]:
    start, end = max(0, first - REACH), min(len(data), last + REACH)
    while start and data[start] & 0xC0 == 0x80:
        start -= 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return start, end


def _places(data: bytes) -> Iterator[int]:
    """Where the signs are, in no order."""
    for start, end in about_signs(data, _MARGIN):
        for place in every_place(data[start:end]):
            yield start + place


def every_place(data: bytes) -> Iterator[int]:
    """Where the signs are, looked for everywhere."""
    yield from _matches(_PATTERNS, data)
    yield from _matches(_NORMALISED_PATTERNS, data.translate(_NORMALISE))
    if not data.isascii():
        yield from _matches(_BEYOND_ASCII_PATTERNS, data)
    yield from _found(data.translate(_HEX), _HASH, len(_HASH))
    yield from _places_of_base64(data)


def _matches(patterns: _Patterns, data: bytes) -> Iterator[int]:
    for literal, pattern in patterns:
        if literal in data:
            for match in pattern.finditer(data):
                yield match.start()


def _places_of_base64(data: bytes) -> Iterator[int]:
    for table in _PAIRS_OF_AT:
        for place in _found(data.translate(table), b"\x01\x02", 1):
            # Four characters of base64 about it, or it is no more than a pair of letters.
            if any(_IN_BASE64.match(data, start) for start in range(max(0, place - 2), place + 1)):
                yield place
    for place in _found(data.translate(_PAIR_OF_IP), b"\x01\x02", 1):
        if _IP_QUADS.match(data, place):
            yield place


def _found(data: bytes, wanted: bytes, step: int) -> Iterator[int]:
    place = data.find(wanted)
    while place >= 0:
        yield place
        place = data.find(wanted, place + step)
