"""A connection for pictures: the sample as if a site had its comments; nothing is asked."""

from collections.abc import Mapping

from db import connections, outbox, remote
from db.site_rows import Kind, State
from db.words import Verdict
from moderation import arrivals, decisions, queue
from moderation.drafts import CommentDraft
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.sample import SOURCE
from moderation.search.query import Query
from moderation.wordpress import refusals
from moderation.wordpress.outgoing import entries

_LETTER = "My father worked on the old bridge. He would have liked to see this one open on time."


def refuse_a_letter(newsroom: Newsroom) -> int:
    """A letter under an article of that site is refused for its address; the comment it answers."""
    above = queue.comment(newsroom, queue.find_page(newsroom, Query(), limit=1).ids[0])
    address = "e.lindqvist-at-the-harbour@a-very-long-name-of-a-host.example"
    draft = CommentDraft("", "Eva Lindqvist", address, _LETTER)
    arrivals.add(newsroom, draft, article_key=above.article_key, reply_to=above.id)
    letter = next(one for one in entries(newsroom) if one.kind is Kind.REPLY)
    with newsroom.write() as writing:
        why = refusals.kept("rest_invalid_email", "")
        outbox.end(writing, letter.id, State.REFUSED, why, newsroom.clock())
    return above.id


def pretend(newsroom: Newsroom) -> None:
    """Connect the sample to a site that does not exist; some wait, one is refused, one differs."""
    found = queue.find_page(newsroom, Query(), limit=8).ids
    comments = [queue.comment(newsroom, number) for number in found]
    with newsroom.write() as writing:
        site = connections.connect(
            writing, key="courier", name="The Harbour Courier", url="https://courier.example.org",
            root="https://courier.example.org/wp-json/", username="ana",
            source=SOURCE,
        )  # fmt: skip
        for one in comments:
            remote.keep(writing, site, one.id, one.id + 5_000, one.status.value, "")
        connections.note_synced(writing, site, newsroom.clock())
    for one, verdict in zip(comments, (Verdict.REJECT, Verdict.SPAM) * 4, strict=False):
        decisions.decide(newsroom, Picked.of(one), verdict)
    first, second, third = (one.id for one in entries(newsroom)[:3])
    conflict: Mapping[str, object] = {
        "at": newsroom.clock(), "status": "approved", "digest": "",
        "told": {"name": comments[-1].name, "body": comments[-1].body},
    }  # fmt: skip
    with newsroom.write() as writing:
        why = refusals.kept("rest_cannot_edit", "")
        outbox.end(writing, first, State.REFUSED, why, newsroom.clock())
        for number in (second, third):
            outbox.end(writing, number, State.SENT, "", newsroom.clock())
        remote.put_conflict(writing, comments[-1].id, conflict)
