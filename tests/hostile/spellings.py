"""Ways to write an address so that a look for it fails, and a machine reads it all the same.

Each is named; `EMAILS` and `IPS` take the address and give what an enemy would write.
"""

import base64
import hashlib
import html
import ipaddress
from collections.abc import Callable
from itertools import cycle
from textwrap import wrap
from urllib.parse import quote

Spelling = Callable[[str], str]


def percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def entities(text: str, form: str = "&#{};") -> str:
    return "".join(form.format(ord(char)) for char in text)


def escapes(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def printable(text: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode())


def b64(text: str, offset: int = 0) -> str:
    return base64.b64encode(b"x" * offset + text.encode() + b" y").decode()


def digest(name: str) -> Spelling:
    return lambda text: hashlib.new(name, text.encode()).hexdigest()


def between(*marks: str) -> Spelling:
    """With these marks, in turn, after each character."""
    return lambda text: "".join(char + mark for char, mark in zip(text, cycle(marks), strict=False))


def alphabet(a: int, upper: int, digit: int) -> Spelling:
    """In letters of another style, which mean the same."""

    def styled(char: str) -> str:
        if "a" <= char <= "z":
            return chr(a + ord(char) - ord("a"))
        if "A" <= char <= "Z":
            return chr(upper + ord(char) - ord("A"))
        return chr(digit + int(char)) if char in "0123456789" else char

    return lambda text: "".join(map(styled, text))


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def tagged(text: str, inside: str) -> str:
    return text[:2] + inside + text[2:]


def punycode(text: str) -> str:
    name, _at, domain = text.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


ANY: dict[str, Spelling] = {
    "as it is": str,
    "upper case": str.upper,
    "changing case": lambda text: "".join(
        char.upper() if n % 2 else char.lower() for n, char in enumerate(text)
    ),
    "within a word": lambda text: f"x{text}y",
    "percent": lambda text: quote(text, safe=""),
    "all percent": percent,
    "percent in small letters": lambda text: percent(text).lower(),
    "percent twice": lambda text: quote(percent(text), safe=""),
    "percent thrice": lambda text: quote(quote(percent(text), safe=""), safe=""),
    "entities": entities,
    "entities in hexadecimal": lambda text: entities(text, "&#x{:x};"),
    "entities with a large X": lambda text: entities(text, "&#X{:X};"),
    "entities with zeros": lambda text: entities(text, "&#0000{};"),
    "entities without an end": lambda text: entities(text, "&#{}") + " ",
    "hexadecimal ones without an end": lambda text: entities(text, "&#x{:x}") + " ",
    "entities twice": lambda text: html.escape(entities(text)),
    "entities thrice": lambda text: html.escape(html.escape(entities(text))),
    "percent in entities": lambda text: entities(percent(text)),
    "entities in percent": lambda text: percent(entities(text)),
    "escapes": escapes,
    "escapes with x": lambda text: "".join(f"\\x{ord(char):02x}" for char in text),
    "octal escapes": lambda text: "".join(f"\\{ord(char):03o}" for char in text),
    "escapes with braces": lambda text: "".join(f"\\u{{{ord(char):x}}}" for char in text),
    "escapes twice": lambda text: escapes(text).replace("\\", "\\\\"),
    "percent in escapes": lambda text: escapes(percent(text)),
    "escapes of styled letters": lambda text: escapes(alphabet(0x1D41A, 0x1D400, 0x1D7CE)(text)),
    "quoted-printable": printable,
    "quoted-printable in small letters": lambda text: printable(text).lower(),
    "soft breaks": lambda text: tagged(text, "=\n"),
    "soft breaks of CR LF": lambda text: tagged(text, "=\r\n"),
    "mail word Q": lambda text: f"=?utf-8?q?{printable(text)}?=",
    "mail word B": lambda text: f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=",
    "base64": b64,
    "base64, second place": lambda text: b64(text, 1),
    "base64, third place": lambda text: b64(text, 2),
    "base64 for URLs": lambda text: b64(text).replace("+", "-").replace("/", "_").rstrip("="),
    "base64 in lines": lambda text: "\n".join(wrap(b64(f"mail me: {text} today"), 20)),
    "base64 of base64": lambda text: b64(b64(text)),
    "base64 of percent": lambda text: b64(percent(text)),
    "percent of base64": lambda text: quote(b64(text), safe=""),
    "bold tags": lambda text: tagged(text, "<b>") + "</b>",
    "closed and opened tags": lambda text: f"<b>{tagged(text, '</b><b>')}</b>",
    "tags all over": between("<i></i>"),
    "a tag that hides": lambda text: tagged(text, '<span title=">">') + "</span>",
    "a comment": lambda text: tagged(text, "<!-- - -->"),
    "a comment with a bracket": lambda text: tagged(text, "<!-- a > b -->"),
    "a place to break": lambda text: tagged(text, "<wbr>"),
    "CDATA": lambda text: tagged(text, "]]><![CDATA["),
    "soft hyphens": between("\u00ad"),
    "zero width": between("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"),
    "direction marks": between("\u202e", "\u202c", "\u2066", "\u2069"),
    "variation selectors": between("\ufe0e"),
    "tags of emoji": between("\U000e0061"),
    "joiners of graphemes": between("\u034f"),
    "struck through": between("\u0336"),
    "underlined": between("\u0332"),
    "encircled by marks": between("\u20dd"),
    "backwards, shown forwards": lambda text: f"\u202e{text[::-1]}\u202c",
    "full width": full_width,
    "half of it full width": lambda text: text[:3] + full_width(text[3:]),
    "bold letters": alphabet(0x1D41A, 0x1D400, 0x1D7CE),
    "double-struck letters": alphabet(0x1D552, 0x1D538, 0x1D7D8),
    "letters in circles": lambda text: "".join(
        chr(0x24D0 + ord(char) - 97) if "a" <= char <= "z" else char for char in text.lower()
    ),
    "in a link": lambda text: f'<a href="https://example.net/?q={quote(text)}">here</a>',
    "in a link, as the user": lambda text: f"https://{quote(text, safe='')}@example.net/",
    "in a picture": lambda text: f'<img src="https://example.net/i.png" alt="{text}">',
    "in a title": lambda text: f'<abbr title="{text}">she</abbr>',
    "in Markdown": lambda text: f"[me](https://example.net/{quote(text)}) and `{text}`",
    **{name.upper(): digest(name) for name in ("md5", "sha1", "sha224", "sha256", "sha384",
    "sha512")},
    "a hash in large letters": lambda text: digest("md5")(text).upper(),
    "a hash in percent": lambda text: percent(digest("md5")(text)),
    "a hash in entities": lambda text: entities(digest("sha1")(text)),
    "a hash in escapes": lambda text: escapes(digest("sha256")(text)),
    "a hash in tags": lambda text: between("<b></b>")(digest("md5")(text)),
    "a hash with zero width": lambda text: between("\u200b")(digest("md5")(text)),
    "a hash in full width": lambda text: full_width(digest("sha1")(text)),
    "a hash in a link": lambda text: f"https://example.net/avatar/{digest('md5')(text)}?s=80",
}  # fmt: skip

EMAILS: dict[str, Spelling] = ANY | {
    "mailto": lambda text: f'<a href="mailto:{text}">me</a> mailto:{text}',
    "in brackets": lambda text: f"Ana <{text}>",
    "(at)": lambda text: text.replace("@", " (at) ").replace(".", " (dot) "),
    "[at]": lambda text: text.replace("@", "[at]").replace(".", "[dot]"),
    "{AT}": lambda text: text.replace("@", "{AT}").replace(".", "{DOT}"),
    "<at>": lambda text: text.replace("@", "&lt;at&gt;"),
    "at": lambda text: text.replace("@", " at ").replace(".", " dot "),
    "at, with points": lambda text: text.replace("@", " at "),
    "AT": lambda text: text.replace("@", " AT ").replace(".", " DOT "),
    "_at_": lambda text: text.replace("@", "_at_").replace(".", "_dot_"),
    "blanks": lambda text: text.replace("@", " @ ").replace(".", " . "),
    "the sign alone encoded": lambda text: text.replace("@", "&#x40;"),
    "named": lambda text: text.replace("@", "&commat;").replace(".", "&period;"),
    "small commercial at": lambda text: text.replace("@", "﹫"),
    "the full stop of Japan": lambda text: text.replace(".", "。"),
    "backwards": lambda text: text[::-1],
    "punycode": punycode,
    "hash of the lower case": lambda text: digest("md5")(text.strip().lower()),
    "hash of the upper case": lambda text: digest("md5")(text.strip().upper()),
    "hash of the domain in lower case": lambda text: digest("sha256")(
        text.rpartition("@")[0] + "@" + text.rpartition("@")[2].lower()
    ),
    "hash of the folded": lambda text: digest("sha256")(text.strip().casefold()),
    "hash of the punycode": lambda text: digest("sha256")(punycode(text).lower()),
    "hash with mailto": lambda text: digest("sha1")(f"mailto:{text.lower()}"),
    "hash with a line's end": lambda text: digest("md5")(text.lower() + "\n"),
}


def _hextets(ip: str) -> str:
    number = int(ipaddress.ip_address(ip))
    return f"{number >> 16:x}:{number & 0xFFFF:x}"


def _with_points(ip: str) -> str:
    head, _colon, tail = ipaddress.ip_address(ip).exploded.rpartition(":")
    head, _colon, before = head.rpartition(":")
    return f"{head}:{ipaddress.ip_address(int(before + tail, 16))}"


_V4: dict[str, Spelling] = {
    "zeros": lambda ip: ".".join(f"{int(part):03}" for part in ip.split(".")),
    "octal": lambda ip: ".".join(f"0{int(part):o}" for part in ip.split(".")),
    "hexadecimal": lambda ip: ".".join(f"0x{int(part):x}" for part in ip.split(".")),
    "one number": lambda ip: f"http://{int(ipaddress.ip_address(ip))}/",
    "one number in hexadecimal": lambda ip: f"0x{int(ipaddress.ip_address(ip)):08X}",
    "one number in octal": lambda ip: f"http://0{int(ipaddress.ip_address(ip)):o}/",
    "three parts": lambda ip: "http://{}.{}.{}/".format(
        *ip.split(".")[:2], int(ip.split(".")[2]) * 256 + int(ip.split(".")[3])
    ),
    "within IPv6": lambda ip: f"::ffff:{ip}",
    "within IPv6, in hexadecimal": lambda ip: f"::ffff:{_hextets(ip)}",
    "within IPv6, at length": lambda ip: f"0:0:0:0:0:FFFF:{_hextets(ip)}",
    "compatible": lambda ip: f"::{ip}",
    "translated": lambda ip: f"64:ff9b::{_hextets(ip)}",
    "6to4": lambda ip: f"2002:{_hextets(ip)}::1",
    "turned round": lambda ip: ipaddress.ip_address(ip).reverse_pointer,
    "[.]": lambda ip: ip.replace(".", "[.]"),
    "(dot)": lambda ip: ip.replace(".", " (dot) "),
    "dot": lambda ip: ip.replace(".", " dot "),
    "with a port": lambda ip: f"{ip}:8080",
}
_V6: dict[str, Spelling] = {
    "at length": lambda ip: ipaddress.ip_address(ip).exploded,
    "at length in large letters": lambda ip: ipaddress.ip_address(ip).exploded.upper(),
    "without zeros": lambda ip: ":".join(
        f"{int(part, 16):x}" for part in ipaddress.ip_address(ip).exploded.split(":")
    ),
    "points at its end": _with_points,
    "with a zone": lambda ip: f"{ip}%eth0",
    "with a port": lambda ip: f"[{ip}]:8080",
    "turned round": lambda ip: ipaddress.ip_address(ip).reverse_pointer,
    "for Windows": lambda ip: ip.replace(":", "-") + ".ipv6-literal.net",
}  # fmt: skip

# An IP address in the user part is the host of nothing: nobody reads it there.
IPS_4 = {name: one for name, one in ANY.items() if name not in {"in a link, as the user"}} | _V4
IPS_6 = {name: one for name, one in ANY.items() if name not in {"in a link, as the user"}} | _V6

__all__ = ["EMAILS", "IPS_4", "IPS_6", "Spelling"]
