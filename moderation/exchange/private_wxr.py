"""Private WXR 1.2: comments of every status, with e-mail and IP address, for WordPress.

Elements and their order are those of WordPress' own exporter. It is no public export, and its
first bytes say so. What WordPress has no field for (the user agent) goes as a comment's meta.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import IO, Any
from urllib.parse import urlsplit

from lxml import etree

from db.words import BodyFormat
from moderation.exchange.backup_file import PRIVATE
from moderation.exchange.xml_out import legal
from moderation.text import safe_html

_WP, _CONTENT = "http://wordpress.org/export/1.2/", "http://purl.org/rss/1.0/modules/content/"
_NAMES = {"wp": _WP, "content": _CONTENT}
_APPROVED = {"approved": "1", "pending": "0", "spam": "spam", "rejected": "trash"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Row = Mapping[str, Any]


def write(
    out: IO[bytes],
    title: str,
    address: str,
    pages: Iterable[tuple[_Row, Iterable[_Row]]],
    zone: tzinfo,
) -> tuple[int, int]:
    """Write each article's row with its comments' rows; how many of either."""
    articles = comments = 0
    with etree.xmlfile(out, encoding="utf-8") as document:
        document.write_declaration()
        document.write(etree.Comment(f" PRIVATE. {PRIVATE} "))
        with document.element("rss", {"version": "2.0"}, nsmap=_NAMES), document.element("channel"):
            for element in _head(title, address):
                document.write(element)
            for article, its in pages:
                articles += 1
                with document.element("item"):
                    for element in _article(article, zone):
                        document.write(element)
                    for comment in its:
                        document.write(_comment(comment, zone))
                        comments += 1
    return articles, comments


def _head(title: str, address: str) -> list[etree._Element]:
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return [
        _element("title", title),
        _element("link", origin),
        _wp("wxr_version", "1.2"),
        _wp("base_site_url", origin),
        _wp("base_blog_url", origin),
    ]


def _article(article: _Row, zone: tzinfo) -> list[etree._Element]:
    body = etree.Element(f"{{{_CONTENT}}}encoded")
    body.text = legal(_html(article))
    return [
        _element("title", article["title"]),
        _element("link", article["url"]),
        body,
        _wp("post_id", str(article["id"])),
        _wp("post_date", _moment(article["published_at"], zone)),
        _wp("post_date_gmt", _moment(article["published_at"], UTC)),
        _wp("comment_status", "open" if article["open"] else "closed"),
        _wp("post_name", article["key"]),
        _wp("status", "publish" if article["public"] else "private"),
        _wp("post_type", "post"),
        # The password itself is not here; without any the text would be shown to everybody.
        _wp("post_password", "protected" if article["protected"] else ""),
    ]


def _comment(comment: _Row, zone: tzinfo) -> etree._Element:
    element = _wp("comment", "")
    for name, text in (
        ("comment_id", str(comment["id"])),
        ("comment_author", comment["name"]),
        ("comment_author_email", comment["email"] or ""),
        ("comment_author_url", comment["url"]),
        ("comment_author_IP", comment["ip"] or ""),
        ("comment_date", _moment(comment["submitted_at"], zone)),
        ("comment_date_gmt", _moment(comment["submitted_at"], UTC)),
        ("comment_content", _html(comment)),
        ("comment_approved", _APPROVED[comment["status"]]),
        ("comment_type", comment["kind"]),
        ("comment_parent", str(comment["answers"] or 0)),
        ("comment_user_id", "0"),
    ):
        element.append(_wp(name, text))
    if comment["user_agent"]:
        meta = _wp("commentmeta", "")
        meta.append(_wp("meta_key", "user_agent"))
        meta.append(_wp("meta_value", comment["user_agent"]))
        element.append(meta)
    return element


def _html(row: _Row) -> str:
    """The text as it came where that is HTML; else as HTML, for WordPress knows nothing else."""
    told = BodyFormat(row["body_format"])
    body = str(row["body"])
    return body if told is BodyFormat.HTML else safe_html(body, told)


def _moment(stored: int | None, zone: tzinfo) -> str:
    """As MySQL writes it; its zero where there is none."""
    if stored is None:
        return "0000-00-00 00:00:00"
    local = (_EPOCH + timedelta(microseconds=stored)).astimezone(zone)
    # Not strftime: it writes years before 1000 with fewer digits.
    return local.replace(tzinfo=None, microsecond=0).isoformat(" ")


def _wp(name: str, text: str) -> etree._Element:
    return _element(f"{{{_WP}}}{name}", text)


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(name, nsmap=_NAMES if name.startswith("{") else None)
    element.text = legal(text)
    return element
