"""What a comment and its article are called in the world: addresses that stay the same."""

from uuid import NAMESPACE_URL, uuid5

from db.rows import PublicArticle
from moderation.exchange.public_site import PublicComment


def of_article(article: PublicArticle) -> str:
    """The article's own address; a name made of its key where it has none."""
    return article.url or name_of_article(article.key)


def name_of_article(key: str) -> str:
    """The name of an article that has no address."""
    return uuid5(NAMESPACE_URL, f"commentdesk:article:{key}").urn


def of_comment(comment_id: int, article: PublicArticle) -> str:
    """The comment's place under its article's address; a name where there is none."""
    if article.url:
        return f"{article.url.partition('#')[0]}#comment-{comment_id}"
    return uuid5(NAMESPACE_URL, f"commentdesk:comment:{article.key}:{comment_id}").urn


def answered(comment: PublicComment, article: PublicArticle) -> str:
    """What the comment answers: the comment above it, or the article."""
    if comment.parent is None:
        return of_article(article)
    return of_comment(comment.parent, article)
