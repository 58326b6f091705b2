"""A comment as data files of static sites have it, and a name of its own for each article."""

import re
from collections.abc import Iterator, Sequence

from db.rows import PublicArticle
from moderation.exchange.public_site import PublicComment, utc
from moderation.exchange.yaml_out import LONGEST_NAME

_NO_NAME = re.compile(r"[^a-z0-9]+")


def fields(comment: PublicComment) -> Iterator[tuple[str, str]]:
    """What is told of a comment, without empty ones; `message` is sanitised HTML, times are UTC."""
    told = (
        ("reply_to", f"c{comment.parent}" if comment.parent is not None else ""),
        ("name", comment.name),
        ("url", comment.url),
        ("type", "" if comment.kind == "comment" else comment.kind),
        ("date", utc(comment.submitted_at)),
        ("message", comment.html),
        ("edited", "true" if comment.edited else ""),
    )
    for name, text in told:
        # A text, a name and a date are what a comment is known by.
        if text or name in {"name", "message"}:
            yield name, text


def data_names(contents: Sequence[PublicArticle]) -> list[str]:
    """What each article is called in a data file: its key, each name once."""
    return _each_once((article.key[:LONGEST_NAME] or "article", article) for article in contents)


def file_names(contents: Sequence[PublicArticle], *taken: str) -> list[str]:
    """A name for the file or folder of each article, of its key, each once whatever the case."""
    stems = (
        (_NO_NAME.sub("-", article.key.lower()).strip("-")[:80] or f"article-{article.id}", article)
        for article in contents
    )
    return _each_once(stems, *taken)


def _each_once(proposed: "Iterator[tuple[str, PublicArticle]]", *taken: str) -> list[str]:
    names: list[str] = []
    known = set(taken)
    for proposal, article in proposed:
        name = proposal if proposal not in known else f"{proposal}-{article.id}"
        # Another article may be called just so.
        while name in known:
            name += "-"
        known.add(name)
        names.append(name)
    return names
