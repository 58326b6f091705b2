"""A town's newsroom, and operations on it whose words are recorded: for the tests of the window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from db.rows import ArticleId, Card
from db.words import BodyFormat, Verdict
from desktop.actions import Actions, Situation
from desktop.messages import Message, Messages, Question, Trouble
from desktop.operations import Operations
from moderation import arrivals, decisions, queue
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.putting import put_article

ARTICLE = "<p>At seven the barriers went up, and the town had its bridge back.</p>"


class Said:
    """Everything the moderator was told, in order."""

    def __init__(self, messages: Messages) -> None:
        self.told: list[Message] = []
        self.troubled: list[Trouble] = []
        self.asked: list[Question] = []
        messages.told.connect(self.told.append)
        messages.troubled.connect(self.troubled.append)
        messages.asked.connect(self.asked.append)


class Town:
    """The newsroom of these tests: articles, and comments under them."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.article = self.add_article("Harbour bridge opens")

    def add_article(self, title: str, body: str = ARTICLE) -> ArticleId:
        """Keep an article."""
        draft = ArticleDraft(external_id=title, title=title, body=body)
        return put_article(self.newsroom, draft)

    def say(
        self,
        body: str,
        name: str = "Ana Ribeiro",
        email: str = "ana@example.org",
        *,
        to: int | None = None,
        under: ArticleId | None = None,
        approved: bool = False,
        body_format: BodyFormat = BodyFormat.TEXT,
        url: str = "",
    ) -> int:
        """Somebody says something under an article, perhaps in reply; answers its id."""
        key = queue.article(self.newsroom, under or self.article).key
        draft = CommentDraft(
            article=key, name=name, email=email, body=body, body_format=body_format, url=url
        )
        (number,) = arrivals.add(self.newsroom, draft, article_key=key, reply_to=to).comments
        if approved:
            decisions.decide(self.newsroom, Picked.of(self.card(number)), Verdict.APPROVE)
        return number

    def card(self, number: int) -> Card:
        """The card of that comment as it is now."""
        (card,) = queue.cards(self.newsroom, [number])
        return card


@pytest.fixture
def town(newsroom: Newsroom) -> Town:
    """A newsroom with one article."""
    return Town(newsroom)


@pytest.fixture
def operations(qapp: QApplication) -> Iterator[Operations]:
    """Operations whose threads are gone afterwards."""
    made = Operations(Messages())
    yield made
    made.close()
    made.messages.deleteLater()
    made.deleteLater()


@pytest.fixture
def said(operations: Operations) -> Said:
    """What the moderator was told."""
    return Said(operations.messages)


@pytest.fixture
def actions(qapp: QApplication) -> Iterator[Actions]:
    """The actions of a window with one comment before it."""
    made = Actions()
    made.suit(Situation(newsroom=True, comments=1))
    yield made
    made.deleteLater()


@pytest.fixture
def settle(operations: Operations) -> Callable[[], None]:
    """Waits until everything that was asked is answered and shown."""

    def wait() -> None:
        # A layout asks the one around it to be laid out anew, and that takes its turn each time.
        for _round in range(6):
            operations.wait_idle()
            QApplication.processEvents()

    return wait
