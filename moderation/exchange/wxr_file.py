"""Public WXR 1.2 for WordPress' importer: approved comments, with neither e-mail nor IP address.

Elements and their order are those of WordPress' own exporter; the private ones are there, empty.
"""

from datetime import datetime, tzinfo
from typing import BinaryIO
from urllib.parse import urlsplit

from lxml import etree

from db.rows import PublicArticle
from moderation.exchange.public_site import PublicComment, PublicSite, Written
from moderation.exchange.xml_out import legal

_WP, _CONTENT = "http://wordpress.org/export/1.2/", "http://purl.org/rss/1.0/modules/content/"
_NAMES = {"wp": _WP, "content": _CONTENT}


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write each article with its comments; UTF-8. Comments keep their numbers and threads."""
    written = Written()
    with etree.xmlfile(out, encoding="utf-8") as document:
        document.write_declaration()
        with document.element("rss", {"version": "2.0"}, nsmap=_NAMES), document.element("channel"):
            for element in _head(site):
                document.write(element)
            for page in site.pages:
                with document.element("item"):
                    for element in _article(page.article, site.zone):
                        document.write(element)
                    for comment in page.comments:
                        document.write(_comment(comment, site.zone))
                        written += Written(comments=1, masked=comment.masked)
                written += Written(articles=1, masked=page.masked)
    return written


def _head(site: PublicSite) -> list[etree._Element]:
    address = next((_origin(one.url) for one in site.contents if one.url), "")
    return [
        _element("title", site.title),
        _element("link", address),
        _wp("wxr_version", "1.2"),
        _wp("base_site_url", address),
        _wp("base_blog_url", address),
    ]


def _article(article: PublicArticle, zone: tzinfo) -> list[etree._Element]:
    body = etree.Element(f"{{{_CONTENT}}}encoded")
    body.text = legal(article.body)
    return [
        _element("title", article.title),
        _element("link", article.url),
        body,
        _wp("post_id", str(article.id)),
        _wp("post_date", _moment(article.published_at, zone)),
        _wp("post_date_gmt", _moment(article.published_at, None)),
        _wp("comment_status", "open" if article.open else "closed"),
        _wp("post_name", article.key),
        _wp("status", "publish"),
        _wp("post_type", "post"),
    ]


def _comment(comment: PublicComment, zone: tzinfo) -> etree._Element:
    element = _wp("comment", "")
    for name, text in (
        ("comment_id", str(comment.id)),
        ("comment_author", comment.name),
        ("comment_author_email", ""),
        ("comment_author_url", comment.url),
        ("comment_author_IP", ""),
        ("comment_date", _moment(comment.submitted_at, zone)),
        ("comment_date_gmt", _moment(comment.submitted_at, None)),
        ("comment_content", comment.html),
        ("comment_approved", "1"),
        ("comment_type", comment.kind),
        ("comment_parent", str(comment.parent or 0)),
        ("comment_user_id", "0"),
    ):
        element.append(_wp(name, text))
    if comment.edited:
        # WordPress' importer keeps it with the comment; a theme can ask for it.
        meta = _wp("commentmeta", "")
        meta.append(_wp("meta_key", "edited_by_newsroom"))
        meta.append(_wp("meta_value", "1"))
        element.append(meta)
    return element


def _moment(moment: datetime | None, zone: tzinfo | None) -> str:
    """As MySQL writes it: in the site's time, or in UTC; its zero where there is none."""
    if moment is None:
        return "0000-00-00 00:00:00"
    local = moment.astimezone(zone) if zone is not None else moment
    return local.strftime("%Y-%m-%d %H:%M:%S")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _wp(name: str, text: str) -> etree._Element:
    return _element(f"{{{_WP}}}{name}", text)


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(name, nsmap=_NAMES if name.startswith("{") else None)
    element.text = legal(text)
    return element
