"""What the reader's view and its form are made of, looked up together off the GUI thread.

The page is what the public reader gives; only the form knows more of the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db.rows import Article, ArticleId, CommentId, Site
from desktop.reading.reply_draft import Answerable, FormFor
from moderation import public, queue
from moderation.newsroom import Newsroom
from moderation.public import PublicPage
from moderation.sentences import shown_name
from moderation.wordpress import mending
from moderation.wordpress.joined import is_of_a_site
from moderation.wordpress.mending import Refused
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Seen:
    """The page as readers see it, and what the form must know of the article."""

    page: PublicPage
    article: Article
    site: Site
    goes_to_site: bool
    refused: Sequence[Refused]


def see(newsroom: Newsroom, number: ArticleId) -> Seen:
    """The article as readers see it now; for a worker, for it may have many comments."""
    article = queue.article(newsroom, number)
    site = next(one for one in queue.sites(newsroom) if one.id == article.site)
    page = public.readers_page(newsroom, number)
    refused = mending.refused(newsroom, article=number)
    return Seen(page, article, site, is_of_a_site(newsroom, number), refused)


def form_for(seen: Seen, room: int) -> FormFor:
    """What the form under it asks for; the first `room` comments can be answered."""
    return FormFor(
        article=seen.article.id,
        article_key=seen.article.key,
        name_required=seen.site.name_required,
        email_required=seen.site.email_required,
        answerable=[
            Answerable(CommentId(one.id), said_by(one.name, one.text))
            for one in seen.page.comments[:room]
        ],
        goes_to_site=seen.goes_to_site,
        closed=seen.goes_to_site and not seen.article.open,
        refused=seen.refused,
    )


def said_by(name: str, text: str) -> str:
    """A comment as it is called in the form: who said it, and how it begins."""
    return _("{name}: {text}").format(name=shown_name(name), text=text[:120])


def sentence(seen: Seen) -> str:
    """What is said of the page above it: how many comments, and whether more are taken."""
    count = len(seen.page.comments)
    told = ngettext(
        "What readers see: {count} approved comment, and no e-mail address.",
        "What readers see: {count} approved comments, and no e-mail address.",
        count,
    ).format(count=f"{count:,}")
    if seen.article.open:
        return told
    if seen.goes_to_site:
        return _("{told} Comments are closed.").format(told=told)
    return _("{told} Comments are closed; what came by letter can still be added.").format(
        told=told
    )
