"""What is written for Disqus, as our own reader of its format reads it."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from moderation import emails
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ExportRefused
from moderation.exchange import disqus_file, disqus_import
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written
from moderation.exchange.source import Notes
from tests.moderation.exchange.test_tables import ARTICLE, NOON, comment, site

T = TypeVar("T")
ADDRESS = re.compile(rb"<wp:comment_author_email>([^<]*)<")


class InMemory(dict[str, bytes]):
    """A folder that is written to, without any check."""

    def add(self, name: str, write: Callable[[BinaryIO], T]) -> T:
        out = io.BytesIO()
        result = write(out)
        self[name] = out.getvalue()
        return result


def written(whole: PublicSite) -> bytes:
    out = io.BytesIO()
    disqus_file.write(out, whole)
    return out.getvalue()


def drafts(data: bytes) -> list[CommentDraft]:
    assert disqus_import.looks_like(data)
    found = disqus_import.read(io.BytesIO(data), Notes()).drafts
    return [draft for draft in found if isinstance(draft, CommentDraft)]


def say(number: int, text: str, parent: int | None = None, depth: int = 0) -> PublicComment:
    return PublicComment(
        number, 1, parent, "comment", depth, "Ana", "", NOON, f"<p>{text}</p>", text, 0
    )


def of(*comments: PublicComment) -> PublicSite:
    return replace(site(), contents=[ARTICLE], pages=[PublicPage(ARTICLE, comments)])


def test_our_own_reader_reads_articles_comments_and_threads() -> None:
    data = written(site(comment(1), comment(2)))

    reading = disqus_import.read(io.BytesIO(data), Notes())
    found = list(reading.drafts)
    articles = [draft for draft in found if isinstance(draft, ArticleDraft)]
    first, second = (draft for draft in found if isinstance(draft, CommentDraft))

    assert reading.source == "disqus-import:example.org"
    assert [(one.external_id, one.title, one.url) for one in articles] == [
        ("bridge", "The bridge", "https://example.org/b"), ("soup", "soup", ""),
    ]  # fmt: skip
    assert (first.name, first.body, first.status) == ("Ana", "<p>Yes, “no”\nand ü</p>", "approved")
    assert (first.submitted_at, first.ip) == (NOON, "")
    assert second.parent == first.external_id


def test_each_comment_has_every_field_of_the_format() -> None:
    root = etree.fromstring(written(of(say(1, "Hello"))))
    spaces = {"wp": "http://wordpress.org/export/1.0/", "dsq": "http://www.disqus.com/"}

    (one,) = root.iterfind(".//wp:comment", spaces)
    assert [etree.QName(each).localname for each in one] == [
        "comment_id", "comment_author", "comment_author_email", "comment_author_url",
        "comment_author_IP", "comment_date_gmt", "comment_content", "comment_approved",
        "comment_parent",
    ]  # fmt: skip
    assert root.findtext(".//dsq:thread_identifier", namespaces=spaces) == "bridge"
    assert root.findtext(".//wp:post_date_gmt", namespaces=spaces) == "2025-06-16 12:00:00"


def test_addresses_are_made_up_for_this_export_and_nobodys() -> None:
    whole = of(say(1, "Hello"), say(2, "Hello"))
    first, second = ADDRESS.findall(written(whole)), ADDRESS.findall(written(whole))

    assert len({*first, *second}) == 4
    for address in first:
        assert re.fullmatch(rb"c[12]@[0-9a-f]{8}\.invalid\.example", address)
        # Brought in again, they count as no address.
        assert emails.is_placeholder(address.decode())


def test_what_disqus_finds_too_short_is_left_out_and_its_replies_hang_higher() -> None:
    out = io.BytesIO()
    count = disqus_file.write(
        out, of(say(1, "Top"), say(2, " no ", 1, 1), say(3, "Reply", 2, 2), say(4, "👍"),
                say(5, "To that", 4, 1))
    )  # fmt: skip

    assert count == Written(1, 3, 0, too_short=2)
    found = drafts(out.getvalue())
    ids = {draft.body: draft.external_id for draft in found}
    assert [(draft.body, draft.parent) for draft in found] == [
        ("<p>Top</p>", None), ("<p>Reply</p>", ids["<p>Top</p>"]), ("<p>To that</p>", None),
    ]  # fmt: skip


def test_it_is_split_between_threads() -> None:
    whole = of(
        *(
            say(number, f"Number {number}", number - 1 if number % 2 == 0 else None, 1 - number % 2)
            for number in range(1, 21)
        )
    )
    files = InMemory()
    count = disqus_file.write_folder(files, whole, largest=4_000)

    assert count == Written(1, 20)
    assert list(files) == [f"disqus-{number}.xml" for number in range(1, len(files) + 1)]
    assert len(files) > 2
    assert all(len(data) <= 4_000 for data in files.values())
    found = [draft for data in files.values() for draft in drafts(data)]
    assert [draft.body for draft in found] == [f"<p>Number {n}</p>" for n in range(1, 21)]
    assert [draft.parent is not None for draft in found] == [False, True] * 10


def test_a_thread_larger_than_a_file_is_split_and_nothing_of_it_lost() -> None:
    files = InMemory()
    whole = of(say(1, "Top"), *(say(n, f"Reply {n}", 1, 1) for n in range(2, 31)))
    count = disqus_file.write_folder(files, whole, largest=4_000)

    assert count == Written(1, 30)
    assert all(len(data) <= 4_000 for data in files.values())
    assert sum(len(drafts(data)) for data in files.values()) == 30


def test_one_file_that_would_be_too_large_is_refused_with_a_way_out() -> None:
    whole = of(*(say(n, "Hello") for n in range(1, 31)))

    with pytest.raises(ExportRefused, match="50 MB") as caught:
        disqus_file.write(io.BytesIO(), whole, largest=4_000)
    assert "folder" in caught.value.way_out


def test_nothing_is_a_file_too() -> None:
    files = InMemory()

    assert disqus_file.write_folder(files, of()) == Written(1)
    assert disqus_file.write_folder(files, replace(of(), contents=[], pages=[])) == Written()
    etree.fromstring(files["disqus-1.xml"])


@given(text=st.text(), name=st.text())
def test_whatever_was_typed_makes_a_file_that_others_read(text: str, name: str) -> None:
    typed = text.encode(errors="replace").decode()
    one = replace(say(1, typed), text="long enough", name=name.encode(errors="replace").decode())
    root = etree.fromstring(written(of(one)))

    content = root.findtext(".//{http://wordpress.org/export/1.0/}comment_content") or ""
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", typed)
    assert content == f"<p>{legal}</p>"
