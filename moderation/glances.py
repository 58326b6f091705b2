"""One quick look over bytes: about where a sign of an address could be, and mostly nowhere.

The signs themselves stand in `moderation.anchors`, which needs a pass for each. This is all of them
in one pass of RE2, whose time is linear whatever the text: a little too much is taken for a sign,
never too little (a test compares the two), and only what is taken is looked at closely.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2

_X = rb"[0-9A-Fa-f]"
_SPACE = rb"[\t-\r ]"
_WIDE = rb"[\x80-\xff]"
_B64 = rb"[A-Za-z0-9+/_-]"
_AT_WORD = rb"(?:at|\xc3\xa4t|arroba|chez|@)"
_DOT_WORD = rb"(?:dot|punkt|punto|point|ponto|\.)"
_PART = rb"(?:[0-9A-Fa-fxX]{1,4}|[\x80-\xff]{1,12})"
_OPEN, _SHUT = rb"[(\[{<]" + _SPACE + rb"{0,8}", _SPACE + rb"{0,8}[)\]}>]"
_INLINE = rb"(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)"

_SIGNS = (
    rb"@",
    # Encoded: the signs themselves, or that by which another encoding begins.
    rb"%(?:25|26|40|2[eE]|5[cC]|3[aA][%0-9A-Fa-f])",
    rb"&(?:#|amp;|commat|period|colon|percnt|bsol|equals|num)",
    rb"\\(?:u00|u\{0*|x)(?:25|26|2[eE]|3[aAcCdD]|40|5[cC])|\\(?:045|046|056|072|075|100|134)",
    rb"=(?:25|26|40|2E|5C|3A[=0-9A-Fa-f]|3D[#%=\w])",
    rb"&lt;" + _SPACE + rb"{0,8}(?i:" + _AT_WORD + rb")",
    # IP addresses, and what may stand within one.
    rb"[0-9A-Fa-f\x80-\xff]\." + _PART + rb"\." + _PART + rb"\.[0-9\x80-\xff]",
    rb"//[0-9]{8}",
    rb"0[xX]" + _X + rb"{8}",
    rb"::|:" + _X + rb"{1,4}:" + _X + rb"{1,4}:" + _X,
    rb"[0-9.:]<" + _INLINE + rb"\b",
    # Written out: (at), [dot], at and _at_ before what could be a domain.
    _OPEN + rb"(?i:" + _AT_WORD + rb")" + _SHUT,
    _OPEN + rb"(?i:" + _DOT_WORD + rb")" + _SHUT + _SPACE + rb"{0,8}[0-9]",
    _SPACE + rb"(?i:at|\xc3\xa4t|arroba|chez)" + _SPACE + rb"+[\w-]+(?:\.[\w%&=\\\x80-\xff]|"
    + _SPACE + rb"+(?i:" + _DOT_WORD + rb")|" + _SPACE + rb"*[(\[{<])",
    rb"(?i:-at-[\w-]+(?:\.\w|-dot-))|(?i:_at_[\w-]+(?:\.\w|_dot_))",
    # Other widths, and what is not seen within a number.
    rb"\xef(?:\xbc\xa0|\xb9\xab)",
    rb"[0-9A-Fa-f\x80-\xff](?:\xef(?:\xbc[\x8e\x9a]|\xbd\xa1)|\xe3\x80\x82)[0-9A-Fa-f&\xef]",
    rb"[0-9A-Fa-f.:](?:\xc2\xad|\xcd\x8f|\xd8\x9c|\xe1\x85[\x9f\xa0]|\xe1\xa0\x8e"
    rb"|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4\xa6-\xaf]|\xef\xb8[\x80-\x8f]|\xef\xbb\xbf)",
    # Hashes, and base64 of an @-sign or of the beginning of a number.
    _X + rb"{32}",
    *(
        rb"(?:" + rb"|".join((_B64 + _B64 + pair, _B64 + pair + _B64, pair + _B64 + _B64)) + rb")"
        for pair in (rb"Q[A-P]", rb"[EUk0][ABCD]", rb"[BFJNRVZdhlptx159]A")
    ),
    rb"[LMNO][CDSTijyz][AEIMQUYcgk4][uw-z0-5]",
    rb"(?:[MNOYZQR][DTjzGWm2EUk0][ABEFIJMNQRUVYZcdghklop][w-z0-6h-mB-G]){2}",
)  # fmt: skip


@cache
def _glance() -> "re2._Regexp":
    # Imported late: the first window has nothing to look over.
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    return re2.compile(b"|".join(_SIGNS), options)


def any_sign(data: bytes) -> bool:
    """Whether anything in these bytes could be a sign of an address."""
    return _glance().search(data) is not None


def about_signs(data: bytes, margin: int) -> Iterator[tuple[int, int]]:
    """Spans, in order and apart, that hold whatever could be a sign, and so many bytes about it."""
    first = last = -1
    for found in _glance().finditer(data):
        start, end = found.span()
        if first < 0:
            first = start
        elif start - last > 2 * margin:
            yield max(0, first - margin), last + margin
            first = start
        last = end
    if first >= 0:
        yield max(0, first - margin), last + margin
