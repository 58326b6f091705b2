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
_B64 = rb"[A-Za-z0-9+/_-]"
_AT_WORD = rb"(?:at|\xc3\xa4t|arroba|chez|@)"
_DOT_WORD = rb"(?:dot|punkt|punto|point|ponto|\.)"
_PART = rb"(?:[0-9A-Fa-fxX]{1,4}|[\x80-\xff]{1,12})"
_OPEN, _SHUT = rb"[(\[{<]" + _SPACE + rb"{0,8}", _SPACE + rb"{0,8}[)\]}>]"
_INLINE = rb"(?:a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]{0,200}>"

_UNSEEN = (
    rb"\xc2\xad|\xcc.|\xcd[\x80-\xaf]|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f]"
    rb"|\xaa[\xb0-\xbf]|[\xab\xb7].)|\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|\x83[\x90-\xbf])"
    rb"|\xe3\x85\xa4|\xef(?:\xb8[\x80-\xaf]|\xbb\xbf|\xbe\xa0|\xbf[\xb9-\xbb])"
    rb"|\xf0(?:\x9b\xb2[\xa0-\xa3]|\x9d\x85[\xb3-\xba])|\xf3\xa0"
)
_STYLED = rb"(?:\xef\xbc[\x90-\x99\xa1-\xa6]|\xef\xbd[\x81-\x86]|\xf0\x9d[\x90-\x9f][\x80-\xbf])"
_STARTS = rb"[0-9A-Fa-f.:]"
_DOTTED = rb"(?:dot|punkt|punto|point|ponto|\.)"
_BREAK = rb"(?:\r?\n|(?:\\r)?\\n|<br ?/?>\n?)"

# Signs that are told from one look alone; `moderation.anchors` takes them as they are.
EXACT = (
    # Encoded digits and hexadecimal ones, of numbers and hashes: nobody needs to encode these.
    rb"%(?:3[0-9]|[46][1-6])",
    rb"\\(?:(?:u00|u\{0*|x)(?:3[0-9]|[46][1-6])|06[0-7]|07[01]|10[1-6]|14[1-6])",
    rb"(?:=(?:3[0-9]|[46][1-6])){2}|(?:=[0-9A-Fa-f]{2}){4}",
    # Letters of other styles, encoded.
    rb"%[fF]0%9[dD]%9|%[eE][fF]%(?:[bB][cCdD]|[bB]9%[aA][bB])|%[eE]3%80%82",
    rb"\\[uU](?:[dD]835|[fF][fF](?:0[eE]|1[0-9aA]|20|2[1-6]|4[1-6]|61)|[fF][eE]6[bB]|3002)",
    # Something encoded within a number or a hash: a character that is not seen, or a tag.
    _STARTS
    + rb"%[c-fC-F][0-9A-Fa-f]%[89abAB][0-9A-Fa-f](?:%[89abAB][0-9A-Fa-f]){0,2}[0-9A-Fa-f.:%]",
    _STARTS + rb"\\[uU][0-9A-Fa-f]{4}[0-9A-Fa-f.:\\]",
    _STARTS + rb"&(?:amp;){0,3}(?:#[xX]?[0-9A-Fa-f]{2,6}|[A-Za-z]{3,24});?[0-9A-Fa-f.:&]",
    _STARTS + rb"(?:&(?:amp;){0,3}lt;|%(?:25)?3[cC]|\\u003[cC])/?[A-Za-z!]",
    # [.] and " dot " in the midst of a URL, and a soft line break.
    rb"(?:%(?:5[bB]|28|7[bB]|20|3[cC])|\+)(?i:"
    + _DOTTED
    + rb")(?:%(?:5[dD]|29|7[dD]|20|3[eE])|\+)+"
    + _X,
    rb"%3[dD](?:[0-9A-Fa-f]{2}|%0)",
    # Names of an address.
    rb"\.ipv6-literal",
    rb"&(?:amp;){0,3}#(?:[xX](?:[fF]{2}|1[dD])|0*(?:65[23]|1(?:19|20)))",
    _X + rb"=\r?\n" + _X,
    # What turns the text round.
    rb"\xe2(?:\x80[\xab\xae]|\x81\xa7)",
    # Letters of other styles, and the signs by which encodings begin.
    _STYLED + rb"{8}",
    rb"\xef\xbc(?:[\x85\x9d]\xef\xbc[\x90-\x99\xa1-\xa6]|\x86|\xbc)|\xef\xb9[\xa0\xa8\xaa]",
    _X + _STYLED + _X,
    rb"(?:" + _STYLED + rb"(?:" + _UNSEEN + rb")+){3}",
    _X + rb"(?:" + _UNSEEN + rb")+<",
    rb"\xf0\x9d[\x90-\x9f].{1,5}\xf0\x9d[\x90-\x9f]",
)
_SIGNS = (
    *EXACT,
    rb"@",
    # Encoded: the signs themselves, or that by which another encoding begins.
    rb"%(?:25|26|40|2[eE]|5[cC]|3[aA][%0-9A-Fa-f])",
    rb"&(?:#|amp;|commat|period|colon|percnt|bsol|equals|num)",
    rb"\\(?:u00|u\{0*|x)(?:25|26|2[eE]|3[aAcCdD]|40|5[cC])|\\(?:045|046|056|072|075|100|134)",
    rb"=(?:25|26|40|2[eE]|5[cC]|3[aA][=0-9A-Fa-f]|3[dD][#%=\w])",
    rb"&(?:amp;)*lt;" + _SPACE + rb"{0,8}(?i:" + _AT_WORD + rb")",
    # IP addresses, and what may stand within one.
    rb"[0-9A-Fa-f\x80-\xff]\." + _PART + rb"\." + _PART + rb"\.[0-9\x80-\xff]",
    rb"//(?:[0-9]{8}|[0-9]{1,8}\.[0-9]|0[xX])",
    rb"0[xX]" + _X + rb"{8}",
    rb"::|:" + _X + rb"{1,4}:" + _X + rb"{1,4}:" + _X,
    rb"[0-9.:]<(?:!|/?" + _INLINE + rb"(?:[0-9A-Fa-f.:&%]|<[^/]|</[^p]))",
    _X + rb"</?" + _INLINE + rb"(?:[0-9A-Fa-f]|<[^/]|</[^p])",
    rb"[0-9A-Fa-f.:]\]\]>",
    # Written out: (at), [dot], at and _at_ before what could be a domain.
    _OPEN + rb"(?i:" + _AT_WORD + rb")" + _SHUT,
    _OPEN + rb"(?i:" + _DOT_WORD + rb")" + _SHUT + _SPACE + rb"{0,8}[0-9]",
    _SPACE + rb"(?i:at|\xc3\xa4t|arroba|chez)" + _SPACE
    + rb"+[\w\x80-\xff%&#;\\-]+(?:\.[\w%&=\\\x80-\xff]|"
    + _SPACE + rb"+(?i:" + _DOT_WORD + rb")|" + _SPACE + rb"*[(\[{<])",
    rb"(?i:[_-]at[_-][\w\x80-\xff%&#;\\-]+(?:\.\w|[_-]dot[_-]))",
    rb"[0-9]" + _SPACE + rb"+(?i:" + _DOT_WORD + rb")" + _SPACE + rb"+[0-9]",
    # Other widths, and what is not seen within a number.
    rb"\xef(?:\xbc\xa0|\xb9\xab)",
    rb"[0-9A-Fa-f\x80-\xff](?:\xef(?:\xbc[\x8e\x9a]|\xbd\xa1)|\xe3\x80\x82)[0-9A-Fa-f&\xef]",
    rb"[0-9A-Fa-f.:](?:" + _UNSEEN + rb")",
    rb"[0-9.:](?:[\xd2-\xdf].|\xe0..)[0-9.:]",
    # Hashes, and base64 of an @-sign or of the beginning of a number.
    _X + rb"{32}",
    *(
        rb"(?:" + rb"|".join((_B64 + _B64 + pair, _B64 + pair + _B64, pair + _B64 + _B64)) + rb")"
        for pair in (rb"Q[A-P]", rb"[EUk0][ABCD]", rb"[BFJNRVZdhlptx159]A")
    ),
    _B64 + rb"{7}(?:Q" + _BREAK + rb"[A-P]|[EUk0]" + _BREAK + rb"[ABCD]|[BFJNRVZdhlptx159]"
    + _BREAK + rb"A)" + _B64 + rb"{3}",
    rb"[A-Za-z0-9+]{20}",
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
    options.dot_nl = True
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
