"""Signs of an address: what one pass says has none has none, so that nothing is overlooked."""

import base64
import hashlib
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from moderation.anchors import every_place, suspicious
from moderation.glances import about_signs
from tests.hostile.strings import aimed_at
from tests.moderation.test_traces import EMAIL, FOLDED, HIDDEN, HIDDEN_IPS, IP, IPS, PLAIN

DISGUISED = [
    *PLAIN, *HIDDEN, *FOLDED, *IPS, *HIDDEN_IPS,
    *(base64.b64encode(b"x" * n + one.encode()).decode() for n in range(3) for one in (EMAIL, IP)),
    *(hashlib.new(name, EMAIL.encode()).hexdigest() for name in ("md5", "sha1", "sha256")),
]  # fmt: skip
AROUND = st.one_of(
    st.sampled_from(
        ["", " ", "\n", "<p>", '"', "&", "a", "0", "\\", "%", "=", "@", ">", "(", "é", "."]
    ),
    st.text(max_size=6),
    st.sampled_from(["plain words " * 60, "q" * 300, "1.2 " * 90]),
)
# Bytes that the signs are made of, in any order.
SHARDS = st.sampled_from(
    [
        "@", ".", "..", ":", "::", "%", "%40", "%3a", "&", "&amp;", "#64;", "\\u00", "40", "=3D",
        "//",
        "0x", "at", " at ", "_at_", "-at-", "Dot", "(", "[", "<", ">", ")", "<b>", "</b>",
        "<a href=x>",
        " ", "\t", "\v", "1", "12", "a", "f0", "QA", "kB", "9A", "MTky", "\u00ad", "\u200b",
        "\ufeff",
        "＠", "．", "。", "：", "１", "ä", "Ä", "\U0001d41a", "3221226001", "&lt;", "chez", "\n",
    ]
)  # fmt: skip


def uncovered(data: bytes) -> list[int]:
    """The signs that one pass overlooks; each is looked for within what it names, as we do it."""
    spans = list(about_signs(data, 256))
    found = {start + one for start, end in spans for one in every_place(data[start:end])}
    return sorted(set(every_place(data)) ^ found)


@given(st.lists(st.tuples(AROUND, st.sampled_from(DISGUISED)), min_size=1, max_size=4), AROUND)
def test_one_pass_overlooks_no_disguise(parts: list[tuple[str, str]], end: str) -> None:
    data = "".join(before + one for before, one in parts) + end

    assert uncovered(data.encode("utf-8", "surrogatepass")) == []


@given(st.lists(SHARDS, max_size=40).map("".join))
@example("1\u00ad\u00ad.")
@example("1</b>2")
@example(".<b><")
def test_nor_a_sign_made_of_anything(text: str) -> None:
    assert uncovered(text.encode()) == []


@given(st.binary(max_size=200))
def test_nor_one_in_bytes_that_are_no_text(data: bytes) -> None:
    assert uncovered(data) == []


def test_nor_one_in_what_was_sent_to_break_something() -> None:
    for before, one in product(("", "1", "a", "."), aimed_at("https://a.example")):
        data = f"{before}{one}{before}".encode("utf-8", "surrogatepass")
        assert uncovered(data) == [], one


def test_what_most_people_write_has_no_sign() -> None:
    assert not suspicious("He said it at the bridge. “No”, she said at 12:30 – 3.5 metres! @Jon")
