"""Tests for desktop.queue.arrivals, on a real newsroom."""

from pytestqt.qtbot import QtBot

from desktop.operations import Operations
from desktop.queue.arrivals import Arrivals
from moderation import arrivals, queue
from moderation.changes import Changes
from moderation.drafts import CommentDraft
from moderation.newsroom import Newsroom


def a_letter(newsroom: Newsroom, name: str = "Ben") -> Changes:
    key = queue.articles(newsroom)[0].key
    draft = CommentDraft(article=key, name=name, email="ben@example.org", body="I agree.")
    return arrivals.add(newsroom, draft, article_key=key)


def test_only_what_others_wrote_is_news(
    qtbot: QtBot, filled: Newsroom, operations: Operations
) -> None:
    looking = Arrivals(filled, operations)
    with qtbot.assertNotEmitted(looking.elsewhere):
        operations.run("Adding", lambda _progress: a_letter(filled), lambda _done: None)
        operations.wait_idle()
        looking.look()

    a_letter(filled, "Cleo")
    with qtbot.waitSignal(looking.elsewhere):
        looking.look()
    with qtbot.assertNotEmitted(looking.elsewhere):
        looking.look()

    looking.stop()
    looking.deleteLater()
