"""The finder behind the mask and the guard: what a machine can read is found, and no more."""

import base64
import hashlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.disguises import View, plain_view, views
from moderation.folding import fold, folded
from moderation.ip_spellings import pack_ip
from moderation.known import AddressSet, KnownPrivate
from moderation.traces import Form, traces

EMAIL = "ana.b@example.org"
IP = "192.0.2.17"
IP6 = "2001:db8::1:2"
KNOWN = KnownPrivate.of(
    (" Ana.B@Example.org ", IP),
    ("jon@localhost", f"::ffff:{IP}"),
    ("ане@почта.example", IP6),
    ("bee@bücher.example", "203.0.113.9"),
    ("cee@xn--bcher-kva.example", "none"),
    ("none", "unknown"),
    ("@", "0.0.0.0"),
    ("", ""),
)


def hexed(text: str, before: str, after: str = "") -> str:
    return "".join(f"{before}{ord(char):02x}{after}" for char in text)


def decimal(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def b64(text: str, offset: int = 0) -> str:
    return base64.b64encode(b"x" * offset + text.encode() + b" yes").decode()


PLAIN = [EMAIL, EMAIL.upper(), f"xx{EMAIL}", f"{EMAIL}.", "jon@localhost", "АНЕ@почта.example"]
HIDDEN = [
    EMAIL.replace("@", "%40"),
    quote(EMAIL, safe="").replace(".", "%2E"),
    hexed(EMAIL, "%"),
    quote(quote(EMAIL)),
    decimal(EMAIL),
    hexed(EMAIL, "&#x", ";"),
    EMAIL.replace("@", "&commat;").replace(".", "&period;"),
    EMAIL.replace("@", "&amp;#64;"),
    EMAIL.replace("@", "%26%2364%3B"),
    EMAIL.replace("@", "&#37;40"),
    EMAIL.replace("@", "\\u0040"),
    EMAIL.replace("@", "\\x40"),
    EMAIL.replace("@", "\\100"),
    EMAIL.replace("@", "\\u{40}"),
    EMAIL.replace("@", "\\\\u0040"),
    EMAIL.replace("@", "\\u0026#64;"),
    EMAIL.replace("@", "=40"),
    EMAIL.replace("@", "=\n@"),
    "an<b>a.b</b>@exa<i class='x'>mple</i>.org",
    "an<!-- no -->a.b@example.org",
    "ana.b (at) example (dot) org",
    "ana.b[AT]example[DOT]org",
    "ana.b &lt;at&gt; example.org",
    "ana.b at example.org",
    "ana.b at example dot org",
    "ana.b @ example . org",
    "ana.b-at-example.org",
    "ana.b_at_example_dot_org",
]
FOLDED = [
    EMAIL.replace("@", "＠"),
    "ａｎａ．ｂ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    "𝐚𝐧𝐚.𝐛@example.org",
    "a\u200bna.b@ex\u00adample.org",
    "ana.b@example。org",
    "bee@xn--bcher-kva.example",
    "BEE@BÜCHER.example",
    "cee@bücher.example",
    "bee@bu\u0308cher.example",
]
IPS = [
    IP,
    "192.000.002.017",
    "0300.0.2.021",
    "0xc0.0x0.0x2.0x11",
    "http://3221226001/",
    "0xC0000211",
    "１９２.０.２.１７",
    "192.\u200b0.2.17",
    f"::ffff:{IP}",
    IP6,
    IP6.upper(),
    "2001:0db8:0000:0000:0000:0000:0001:0002",
    f"[{IP6}]:443",
    f"{IP6}: yes",
    f"{IP6}é",
]
HIDDEN_IPS = [
    IP.replace(".", "%2e"),
    "%" + hexed(IP, "%"),
    hexed(IP, "%"),
    IP.replace(".", "&#46;"),
    IP.replace(".", "\\u002e"),
    "192[.]0[.]2[.]17",
    "192 (dot) 0 (dot) 2 (dot) 17",
    IP6.replace(":", "%3A"),
    IP6.replace(":", "&#58;"),
    "192.0.<b>2</b>.17",
]
BASE64 = [
    *(b64(EMAIL, offset) for offset in range(4)),
    *(b64(IP, offset) for offset in range(4)),
    *(b64(IP6, offset) for offset in range(4)),
    base64.urlsafe_b64encode(b"\xff\xfe>?" + EMAIL.encode()).decode(),
    b64(EMAIL).rstrip("="),
]
HASHES = [
    hashlib.new(name, text.encode()).hexdigest()
    for name in ("md5", "sha1", "sha256")
    for text in (EMAIL, " Ana.B@Example.org ", "Ana.B@Example.org", IP, IP6)
]


def found(text: str, *, typed: bool = False) -> list[tuple[str, Form]]:
    return [(text[one.start : one.end], one.form) for one in traces(text, KNOWN, typed=typed)]


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(
    ("text", "forms"),
    [
        *((text, {Form.EMAIL}) for text in PLAIN + FOLDED),
        *((text, {Form.EMAIL, Form.HIDDEN_EMAIL}) for text in HIDDEN),
        *((text, {Form.IP}) for text in IPS),
        *((text, {Form.IP, Form.HIDDEN_IP}) for text in HIDDEN_IPS),
        *((text, {Form.BASE64}) for text in BASE64),
        *((text, {Form.HASH}) for text in [*HASHES, *map(str.upper, HASHES), f"ab{HASHES[0]}"]),
    ],
)
def test_a_stored_address_is_found_however_it_is_written(
    text: str, forms: set[Form], typed: bool
) -> None:
    assert {form for _text, form in found(text, typed=typed)} <= forms
    for whole in (text, f"Grüße, «{text}» … yes", f"<p>{text}</p>\n<p>no</p>", f'\\n{text}"'):
        result = found(whole, typed=typed)

        assert result, whole
        assert {form for _text, form in result} <= forms | {Form.HIDDEN_EMAIL, Form.HIDDEN_IP}


@pytest.mark.parametrize(
    "text",
    [
        "@Jon yes",
        "Thanks @Jon. I see",
        "Hi @jon@@ and @ all",
        "none unknown @ 0.0.0.0 and std::vector<int> :: ok",
        "meet at example.org today",
        "10:30:00 and 2025-06-16T10:30:00Z",
        "192.0.2.18 192.0.2.170 1192.0.2.17 1.192.0.2.17 192.0.2.17.1",
        "d41d8cd98f00b204e9800998ecf8427e",
        "0" * 200,
        "bad SHOUTING NATIONAL BANANAS",
        "https://example.org/@ana/1?b=c&d=%20e%3A",
        "http://4294967296/ http://12345678/",
        "YmFzZTY0IHRleHQgd2l0aG91dCBhbiBAIGFkZHJlc3M=",
        "ana.b@example",
        "&#64; &#999999999; %zz \\u00 =\n",
    ],
)
def test_what_is_no_stored_address_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_typed_addresses_are_found_though_nobody_stored_them() -> None:
    text = "to new.one+x@sub.example.net, https://a.example/?m=b@c.example or d(at)e(dot)example"

    assert [spot for spot, _form in found(text, typed=True)] == [
        "new.one+x@sub.example.net",
        "b@c.example",
        "d(at)e(dot)example",
    ]
    assert found(text) == []


@pytest.mark.parametrize("text", ["left-pad@1.2.34", "root@host", "@ana@", "a at b.example"])
def test_what_is_not_clearly_an_address_is_not_taken_for_one(text: str) -> None:
    assert found(text, typed=True) == []


def test_a_trace_does_not_print_the_address() -> None:
    (trace,) = traces(EMAIL, KNOWN)

    assert trace.address == EMAIL
    assert "example" not in repr(trace)


def test_an_allowed_address_is_passed_over_but_not_its_hash_nor_one_around_it() -> None:
    allowed = AddressSet([EMAIL])
    known = KnownPrivate.of((EMAIL, ""), ("b@example.org", ""), (f"x{EMAIL}", ""))

    assert traces(f"{EMAIL} ana.b%40example.org", known, allowed=allowed) == []
    assert [one.form for one in traces(HASHES[0], known, allowed=allowed)] == [Form.HASH]
    assert [one.form for one in traces(f"x{EMAIL}", known, allowed=allowed)] == [Form.EMAIL]
    assert [one.form for one in traces(b64(EMAIL), known, allowed=allowed)] == [Form.BASE64]


def test_addresses_are_found_in_a_long_text_wherever_they_stand() -> None:
    text = "".join(f"{'word ' * n}{EMAIL} é " for n in range(0, 4000, 97))

    assert len(traces(text, KNOWN)) == len(range(0, 4000, 97))


def test_a_text_full_of_signs_takes_no_time_to_speak_of() -> None:
    for piece in (
        "@",
        "a@",
        "%40",
        "&#64;",
        "<a ",
        "<!--",
        "(at)",
        " at a.b",
        "\\u0040",
        "1.",
        ":",
    ):
        assert traces(piece * 5_000, KNOWN) == []


def test_no_neighbourhood_begins_or_ends_within_a_character() -> None:
    for before in range(1020, 1030):
        text = "é" * 700 + "a" * (before % 7) + EMAIL + "a" * (before % 5) + "é" * 700

        assert [form for _spot, form in found(text)] == [Form.EMAIL]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


ESCAPES = st.sampled_from(
    [
        "%40",
        "%C3%A9",
        "%ff",
        "&#64;",
        "&lt;b&gt;",
        "&amp;",
        "\\u0040",
        "\\n",
        "=40",
        "=\r\n",
        "<b>",
        "</p>",
        "é",
        "ﬁ",
        "\u200b",
        "＠",
        "a",
        ".",
        " ",
        "&nope;",
    ]
)


@given(st.lists(ESCAPES).map("".join))
def test_every_view_knows_where_its_characters_came_from(text: str) -> None:
    for view in views(plain_view(text)):
        for each in (view, fold(view)):
            assert len(each.text) == len(each.starts) == len(each.ends)
            assert all(
                0 <= start < end <= len(text)
                for start, end in zip(each.starts, each.ends, strict=True)
            )
            assert list(each.starts) == sorted(each.starts)


def test_a_view_points_at_the_source() -> None:
    view = View(*vars_of(fold(plain_view("a\u200bＢc"))))

    assert view.text == "abc"
    assert view.source(1, 2) == (2, 3)


def vars_of(view: View) -> tuple[str, list[int], list[int]]:
    return view.text, list(view.starts), list(view.ends)


def test_stored_values_are_read_when_first_asked_for() -> None:
    asked: list[int] = []

    def values() -> list[tuple[str, str]]:
        asked.append(1)
        return [(EMAIL, IP)]

    known = KnownPrivate(values)
    traces("@Jon yes, at ten: a comment like most", known)
    assert asked == []

    assert traces(f"{EMAIL} {IP}", known)
    assert len(asked) == 2


def test_what_is_no_address_is_not_known() -> None:
    assert len(KnownPrivate.of(("none", "n/a"), ("a@", ""), ("@b", "")).emails) == 0
    assert KnownPrivate.of(("", "n/a"), ("", "0.0.0.0"), ("", "::")).ips == frozenset()
    assert not KNOWN.has_hash("abc")


@pytest.mark.parametrize(
    ("text", "same"), [(" 192.0.2.1 ", "192.0.2.1"), ("fe80::1%eth0", "fe80::1"), ("[::1]", "::1")]
)
def test_ips_are_told_by_what_they_mean(text: str, same: str) -> None:
    assert pack_ip(text) == pack_ip(same)
    assert pack_ip("300.1.1.1") is None


def test_a_domain_that_cannot_be_spelled_otherwise_is_known_as_it_stands() -> None:
    odd = KnownPrivate.of((f"a@{'ü' * 80}.example", ""), ("b@xn--\u00e9.example", ""))

    assert traces(f"a@{'ü' * 80}.example", odd)
