"""Sites: what each is called, and what it requires of a commenter."""

from dataclasses import replace

from db import articles
from db.rows import Site
from moderation.blank import one_line, storable
from moderation.newsroom import Newsroom

# A name that every format can hold.
NAME = 245


def keep(newsroom: Newsroom, site: Site) -> None:
    """Keep what a site is called and requires; what its comments lack is seen anew at once.

    Approved comments stay as they were approved: the rule of their day held then.
    """
    with newsroom.write() as writing:
        articles.keep_site(
            writing,
            replace(
                site,
                name=one_line(storable(site.name)),
                newsroom_name=one_line(storable(site.newsroom_name))[:NAME],
            ),
        )
