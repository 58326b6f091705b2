"""Public Atom (RFC 4287), threads told as in RFC 4685: one entry a comment."""

from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from db.rows import PublicArticle
from moderation.exchange import identities
from moderation.exchange.public_site import PublicComment, PublicSite, Written, utc
from moderation.exchange.xml_out import legal
from resources.translation import _

ATOM, THREAD = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = {None: ATOM, "thr": THREAD}


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write every comment as an entry, in thread order; UTF-8, times in UTC."""
    written = Written()
    with etree.xmlfile(out, encoding="utf-8") as document:
        document.write_declaration()
        with document.element(f"{{{ATOM}}}feed", nsmap=_NAMES):
            for element in _head(site):
                document.write(element)
            for page in site.pages:
                for comment in page.comments:
                    document.write(_entry(comment, page.article))
                    written += Written(comments=1, masked=comment.masked)
                written += Written(articles=1, masked=page.masked)
    return written


def _head(site: PublicSite) -> list[etree._Element]:
    name = identities.of_article(site.contents[0]) if len(site.contents) == 1 else ""
    return [
        _element("title", site.title),
        _element("id", f"{name}#comments" if name else _feed_name(site)),
        _element("updated", utc(site.made_at)),
        _element("generator", "Commentdesk"),
    ]


def _feed_name(site: PublicSite) -> str:
    return uuid5(NAMESPACE_URL, f"commentdesk:feed:{site.title}").urn


def _entry(comment: PublicComment, article: PublicArticle) -> etree._Element:
    # RFC 4287, §4.1.2: every entry has an author, an id, a title and the time of its update.
    entry = etree.Element(f"{{{ATOM}}}entry", {_XML_ID: f"c{comment.id}"}, nsmap=_NAMES)
    name = comment.name or _("Anonymous")
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    author.append(_element("name", name))
    if comment.url:
        author.append(_element("uri", comment.url))
    title = _("{name} on “{article}”").format(name=name, article=article.title or article.key)
    entry.append(_element("title", title))
    entry.append(_element("id", identities.of_comment(comment.id, article)))
    entry.append(_element("published", utc(comment.submitted_at)))
    entry.append(_element("updated", utc(comment.submitted_at)))
    if article.url:
        link = _element("link", "")
        link.set("rel", "alternate")
        link.set("type", "text/html")
        link.set("href", legal(identities.of_comment(comment.id, article)))
        entry.append(link)
    answer = etree.SubElement(entry, f"{{{THREAD}}}in-reply-to")
    answered = legal(identities.answered(comment, article))
    answer.set("ref", answered)
    # RFC 4685, §3: where it can be read, and as what.
    if article.url:
        answer.set("href", answered)
        answer.set("type", "text/html")
    if comment.edited:
        told = _element("category", "")
        told.set("term", "edited-by-newsroom")
        told.set("label", _("edited by the newsroom"))
        entry.append(told)
    content = _element("content", comment.html)
    content.set("type", "html")
    entry.append(content)
    return entry


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(f"{{{ATOM}}}{name}")
    element.text = legal(text)
    return element
