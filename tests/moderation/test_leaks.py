"""No stored e-mail or IP address is in any public export, whatever was planted, and where.

The search here is written without a look at the guard: each stored value is spelled in each form
that the design names, and the forms are looked for in the bytes and in what a reader of the format
would get out of them.
"""

import base64
import csv
import hashlib
import html
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import html5lib
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.words import Status
from moderation.exporting import FORMATS, export
from moderation.newsroom import Newsroom, open_newsroom
from tests.putting import put_comment

NAMES = st.text("abcABC019._+-'é", min_size=1, max_size=12).filter(lambda name: name.strip("."))
DOMAINS = st.sampled_from(["example.org", "Mail.Example.COM", "a.example.net", "bücher.example"])
EMAILS = st.builds("{}@{}".format, NAMES, DOMAINS)
IPS = st.one_of(
    st.ip_addresses(v=4, network="192.0.2.0/24"), st.ip_addresses(v=6, network="2001:db8::/32")
).map(str)


def percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


DISGUISES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [
        str,
        str.upper,
        quote,
        percent,
        lambda text: quote(quote(text, safe="")),
        lambda text: "".join(f"&#{ord(char)};" for char in text),
        lambda text: html.escape("".join(f"&#x{ord(char):x};" for char in text)),
        lambda text: json.dumps(text).replace("@", "\\u0040"),
        lambda text: text.replace("@", " (at) ").replace(".", "[dot]"),
        lambda text: text.replace("@", "＠"),
        lambda text: text.replace("@", "\u200b@"),
        lambda text: text[:3] + "<b>" + text[3:] + "</b>",
        lambda text: f"mailto:{text}",
        lambda text: f'<a href="https://example.org/?m={quote(text)}">{text}</a>',
        lambda text: f'<img src="https://example.org/{md5(text.lower())}" alt="{text}">',
        lambda text: f"https://example.org/{quote(text)}",
        b64,
        lambda text: b64("x" + text),
        lambda text: b64("mail: " + text + "\n"),
        md5,
        lambda text: hashlib.sha1(text.strip().lower().encode()).hexdigest().upper(),
        lambda text: hashlib.sha256(text.encode()).hexdigest(),
    ]
)
AROUND = st.one_of(
    st.sampled_from(["", " ", "\n", "<p>", '"', "&", "a", "0", "\\", "%", "=", "@", ">", "(", "é"]),
    st.text(max_size=8),
)
FIELDS = ("name", "url", "body", "kind", "title", "article_url", "article_body", "site")


@st.composite
def plants(draw: st.DrawFn) -> dict[str, object]:
    """An address and an IP as they are stored, and what holds them in each field."""
    email, ip = draw(EMAILS), draw(IPS)

    def planted() -> str:
        value = draw(st.sampled_from([email, ip]))
        return draw(AROUND) + draw(DISGUISES)(value) + draw(AROUND)

    return {
        "email": draw(st.sampled_from([email, f" {email} ", email.swapcase()])),
        "ip": ip,
        "format": draw(st.sampled_from(["html", "markdown", "text"])),
        **{name: planted() for name in FIELDS},
    }


def plant(newsroom: Newsroom, what: dict[str, object]) -> None:
    def storable(name: str) -> str:
        return str(what[name]).encode(errors="replace").decode().replace("\x00", "")

    first = put_comment(
        newsroom, email=str(what["email"]), ip=str(what["ip"]), status=Status.APPROVED
    )
    put_comment(newsroom, email="", ip="", status=Status.APPROVED, reply_to=first.id, minute=1)
    with newsroom.write() as writing:
        writing.run(
            "UPDATE comment SET name = ?, url = ?, body = ?, text = ?, body_format = ?, kind = ?",
            (
                storable("name"), storable("url"), storable("body"), storable("body"),
                what["format"], storable("kind") or "comment",
            ),
        )  # fmt: skip
        writing.run(
            "UPDATE article SET title = ?, url = ?, body = ?",
            (storable("title"), storable("article_url"), storable("article_body")),
        )
        writing.run("UPDATE site SET name = ?", (storable("site"),))


def read_out(path: Path) -> Iterator[str]:
    """The file's bytes as text, and all texts that a reader of its format gets out of it."""
    data = path.read_bytes().decode("utf-8-sig")
    yield data
    if path.suffix == ".json":
        yield from texts(json.loads(data))
    elif path.suffix in {".yml", ".yaml"}:
        yield from texts(yaml.safe_load(data))
    elif path.suffix == ".csv":
        for row in csv.reader(io.StringIO(data, newline="")):
            yield from row
    else:
        tree = html5lib.parse(data, treebuilder="etree", namespaceHTMLElements=False)
        yield from (" ".join(tree.itertext()), "".join(tree.itertext()))
        for element in tree.iter():
            yield from element.attrib.values()


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@lru_cache(maxsize=8)
def lower(text: str) -> str:
    return text.lower()


@lru_cache(maxsize=8)
def undo(text: str) -> str:
    return unquote(html.unescape(unquote(text)))


def leaks_of_email(email: str, text: str) -> bool:
    typed = {email, email.strip(), email.strip().lower()}
    lowered, undone = lower(text), undo(lower(text))
    if any(one.lower() in whole for one in typed for whole in (lowered, undone)):
        return True
    if any(percent(one).lower() in lowered for one in typed):
        return True
    return any(form in text for one in typed for form in encoded(one)) or any(
        digest in lowered for one in typed for digest in digests(one)
    )


def leaks_of_ip(ip: str, text: str) -> bool:
    return (
        any(alone(ip).search(whole) for whole in (lower(text), undo(lower(text))))
        or alone(percent(ip)).search(lower(text)) is not None
        or any(form in text for form in encoded(ip))
        or any(digest in lower(text) for digest in digests(ip))
    )


@lru_cache
def alone(ip: str) -> re.Pattern[str]:
    """The address by itself: with another digit before or after it, it is another one."""
    one = re.escape(ip.lower())
    return re.compile(rf"(?<![0-9a-f:.]){one}(?![0-9a-f:]|%3[0-9a]|%[46][1-6]|\.[0-9])")


def digests(text: str) -> list[str]:
    return [hashlib.new(name, text.encode()).hexdigest() for name in ("md5", "sha1", "sha256")]


def encoded(text: str) -> Iterator[str]:
    """What base64 makes of it wherever it stands, without what depends on its neighbours."""
    data = text.encode()
    for offset in range(3):
        whole = base64.b64encode(b"\0" * offset + data).decode()
        start = -(-offset * 8 // 6)
        middle = whole[start : (offset + len(data)) * 8 // 6]
        yield from (middle, middle.replace("+", "-").replace("/", "_"))


def files_of(target: Path) -> list[Path]:
    found = sorted(target.rglob("*")) if target.is_dir() else [target]
    return [path for path in found if path.is_file()]


def exported(newsroom: Newsroom, folder: Path) -> Iterator[Path]:
    names = [(f"a-{each.name}{each.suffix}", each.name) for each in FORMATS]
    for name, form in (*names, ("pages", "html")):
        if name == "pages":
            (folder / name).mkdir()
        export(newsroom, folder / name, form)
        yield from files_of(folder / name)


EMAIL, IP = "Ana+b@Mail.Example.COM", "192.0.2.7"
PLAIN = {"email": EMAIL, "ip": IP, "format": "html"}


@settings(max_examples=60)
@given(plants())
@example({**PLAIN, **{name: f"{EMAIL} {IP} {md5(EMAIL.lower())} {b64(EMAIL)}" for name in FIELDS}})
@example({**PLAIN, **{name: f"https://example.org/{percent(EMAIL)}" for name in FIELDS}})
def test_no_export_has_a_stored_address_in_any_form(what: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_newsroom(folder / "a.commentdesk", create=True, desk="ana", zone=UTC) as newsroom:
            plant(newsroom, what)
            for path in exported(newsroom, folder):
                for text in read_out(path):
                    assert not leaks_of_email(str(what["email"]), text), (path.name, text)
                    assert not leaks_of_ip(str(what["ip"]), text), (path.name, text)


def test_the_search_of_these_tests_finds_what_it_looks_for() -> None:
    for one in (EMAIL, EMAIL.lower(), percent(EMAIL), md5(EMAIL), f"x{b64('y' + EMAIL)}"):
        assert leaks_of_email(f" {EMAIL}", f"yes {one} no")
    for one in (IP, percent(IP), md5(IP), b64(f"xy{IP}z")):
        assert leaks_of_ip(IP, f"yes {one} no")
    assert not leaks_of_email(EMAIL, "nobody@example.org")


def test_the_sample_leaks_nothing(filled: Newsroom, tmp_path: Path) -> None:
    with filled.read() as reading:
        stored = reading.run("SELECT DISTINCT email, ip FROM private_contact").all()
    emails = {email for email, _ip in stored if email}
    ips = {ip for _email, ip in stored if ip}

    paths = list(exported(filled, tmp_path))

    assert len(paths) > 8
    assert emails
    assert ips
    for path in paths:
        text = "\n\n".join(read_out(path))
        assert not [one for one in emails if leaks_of_email(one, text)]
        assert not [one for one in ips if leaks_of_ip(one, text)]
