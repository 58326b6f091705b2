"""Where in a text an address could be: cheap signs, so that the rest need not be looked at.

Every form that `moderation.traces` finds has one of these signs in its midst; most text has none.
The signs are looked for in UTF-8 bytes. Before that one pass tells where no sign can be
(`moderation.glances`), which is nearly everywhere.
"""

import re
from collections.abc import Iterable, Iterator

from moderation.glances import EXACT, about_signs

# How far from its sign an address can reach, disguised as it is: in bytes, to either side.
REACH = 1024
# Neighbourhoods that run into one another are looked at together, but not more than this at once.
_MOST = 16 * REACH
# Within so many bytes of where a sign could be, everything that makes it one is to be seen.
_MARGIN = 256

_X = rb"[0-9A-Fa-f]"
_INLINE = rb"/?(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]{0,200}>"
_AT_WORD = rb"(?:at|\xc3\xa4t|arroba|chez|@)"
_DOT_WORD = rb"(?:dot|punkt|punto|point|ponto)"
# A label of a domain, encoded or not.
_LABEL = rb"[\w\x80-\xff%&#;\\-]{1,120}"

_AS_IT_STANDS = (
    *EXACT,
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
    rb"=(?:25|26|40|2[eE]|5[cC]|3[aA](?=[=0-9A-Fa-f])|3[dD](?=[#%=\w]))",
    rb"&(?:amp;)*#(?:0*(?:4[89]|5[0-7]|6[5-9]|70|9[7-9]|10[0-2])(?!\d)|[xX]0*(?:3[0-9]|[46][1-6])(?!"
    + _X
    + rb"))",
    rb"&(?:amp;)*lt;\s{0,8}(?=(?i:" + _AT_WORD + rb")\s{0,8}&(?:amp;)*gt;)",
    # IPv4 in dotted form, or as one number.
    rb"\.(?<=[\dA-Fa-f\x80-\xff]\.)(?=(?:[\dA-Fa-fxX]{1,4}|[\x80-\xff]{1,12})\."
    rb"(?:[\dA-Fa-fxX]{1,4}|[\x80-\xff]{1,12})\.[\d\x80-\xff])",
    rb"//(?=\d{8}|\d{1,8}\.\d|0[xX])",
    # IPv6.
    rb":(?=:|" + _X + rb"{1,4}:" + _X + rb"{1,4}:" + _X + rb")",
    # A tag, a comment or the seam of two CDATA sections within a number or a hash.
    rb"<(?<=[\d.:]<)(?:!|" + _INLINE + rb"(?=[\dA-Fa-f.:&%]|<(?:[^/]|/[^p])))",
    rb"<(?<=" + _X + rb"<)" + _INLINE + rb"(?=" + _X + rb"|<(?:[^/]|/[^p]))",
    rb"](?<=[\dA-Fa-f.:]])]>",
)
# In lower case, with one kind of bracket and one kind of blank: (at), [dot], ana at example.org.
_NORMALISED = (
    rb"0x(?=" + _X + rb"{8})",
    rb"\( {0,8}(?=" + _AT_WORD + rb" {0,8}\))",
    rb"\( {0,8}(?=(?:" + _DOT_WORD + rb"|\.) {0,8}\) {0,8}\d)",
    *(
        rb" " + word + rb" (?= {0,8}" + _LABEL + rb"(?:\.[\w%&=\\\x80-\xff]| {1,8}\. {0,8}\w| "
        + _DOT_WORD + rb" | {0,8}\( {0,8}(?:\.|" + _DOT_WORD + rb")))"
        for word in (rb"at", rb"\xc3\xa4t", rb"arroba", rb"chez")
    ),
    rb"-at-(?=" + _LABEL + rb"(?:\.\w|-dot-))",
    rb"_at_(?=" + _LABEL + rb"(?:\.\w|_dot_))",
    # 192 dot 0 dot 2 dot 1
    rb" (?<=\d ) {0,7}(?:" + _DOT_WORD + rb"|\.) {1,8}(?=\d)",
)  # fmt: skip
# What is not seen, by the first bytes of it; see `folding.UNSEEN`, and marks that strike through.
_UNSEEN_AFTER = {
    rb"\xc2\xad": rb"",
    rb"\xcc": rb"[\x80-\xbf]",
    rb"\xcd": rb"[\x80-\xaf]",
    rb"\xd8\x9c": rb"",
    rb"\xe1": rb"(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f]|\xaa[\xb0-\xbf]|[\xab\xb7].)",
    rb"\xe2": rb"(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|\x83[\x90-\xbf])",
    rb"\xe3\x85\xa4": rb"",
    rb"\xef": rb"(?:\xb8[\x80-\xaf]|\xbb\xbf|\xbe\xa0|\xbf[\xb9-\xbb])",
    rb"\xf0": rb"(?:\x9b\xb2[\xa0-\xa3]|\x9d\x85[\xb3-\xba])",
    rb"\xf3\xa0": rb"..",
}
UNSEEN = rb"(?:" + rb"|".join(first + rest for first, rest in _UNSEEN_AFTER.items()) + rb")"
_BEYOND_ASCII = (
    # ＠ ﹫, and ． ｡ 。 ： between digits of any width.
    rb"\xef(?:\xbc\xa0|\xb9\xab)",
    rb"\xef(?:\xbc[\x8e\x9a]|\xbd\xa1)(?<=[\dA-Fa-f\x80-\xff]...)(?=[\dA-Fa-f&\xef])",
    rb"\xe3\x80\x82(?<=[\dA-Fa-f\x99]...)(?=[\d&\xef])",
    # Something unseen within a number or a hash, an accent of another script on a digit.
    *(
        first + rb"(?<=[\dA-Fa-f.:]" + first + rb")" + rest + UNSEEN + rb"{0,8}(?=[\dA-Fa-f.:])"
        for first, rest in _UNSEEN_AFTER.items()
    ),
    rb"(?:[\xd2-\xdf].|\xe0..)(?<=[\d.:]..)(?=[\d.:])|\xe0..(?<=[\d.:]...)(?=[\d.:])",
)


def _compiled(patterns: Iterable[bytes]) -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern, re.DOTALL) for pattern in patterns)


_PATTERNS = _compiled(_AS_IT_STANDS)
_NORMALISED_PATTERNS = _compiled(_NORMALISED)
_BEYOND_ASCII_PATTERNS = _compiled(_BEYOND_ASCII)

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
# Lines of base64, broken in the midst of such a pair.
_PAIRS_ACROSS_LINES = re.compile(
    rb"[A-Za-z0-9+/_-]{7}(?:Q(?:\r?\n|(?:\\r)?\\n|<br ?/?>\n?)[A-P]"
    rb"|[EUk0](?:\r?\n|(?:\\r)?\\n|<br ?/?>\n?)[ABCD]"
    rb"|[BFJNRVZdhlptx159](?:\r?\n|(?:\\r)?\\n|<br ?/?>\n?)A)[A-Za-z0-9+/_-]{3}"
)
# What is disguised and then in base64 has none of these signs; but no word is as long and as odd.
_LONG_WORD = re.compile(rb"[A-Za-z0-9+]{20,}")
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


def _matches(patterns: Iterable[re.Pattern[bytes]], data: bytes) -> Iterator[int]:
    for pattern in patterns:
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
    for match in _PAIRS_ACROSS_LINES.finditer(data):
        yield match.start()
    for match in _LONG_WORD.finditer(data):
        if _is_mixed(match[0]):
            yield match.start()


def _is_mixed(word: bytes) -> bool:
    """Whether a long word has capitals or digits within it, as base64 of anything has."""
    later = word[1:]
    return not (later.islower() or word.isupper() or word.isdigit()) or not later.isalnum()


def _found(data: bytes, wanted: bytes, step: int) -> Iterator[int]:
    place = data.find(wanted)
    while place >= 0:
        yield place
        place = data.find(wanted, place + step)
