"""The sample newsroom: a morning at The Harbour Courier, to try everything on.

It is read from `resources/samples/harbour-courier.json` and comes in as an import does, through
intake; then the morning's decisions are taken, each an operation that can be undone. The file:

    {"site": {"name": …, "url": …},
     "articles": [{"id": …, "title": …, "minutes_ago": …, "open": true, "format": "html",
                   "body": [paragraph, …]}, …],
     "comments": [{"id": …, "article": id, "status": …, "minutes_ago": …, "name": …, "email": …,
                   "ip": …, "user_agent": …, "format": "text", "body": text or [paragraph, …],
                   and where it has them "kind", "reply_to": id, "url"}, …],
     "decisions": [{"do": a verdict or "waive" or "note", "comments": [id, …],
                    "text" (of the note, or the reason to waive)}, …]}

Times are minutes before now, so that the sample looks like this morning whenever it is opened.
Paragraphs are joined by an empty line. `status` is that before the morning's decisions.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import NotRequired, TypedDict, cast

from db import articles, operations
from db.rows import Card, CommentId, Rule
from db.words import BodyFormat, Kind, RuleAction, RuleKind, Status, Verdict
from moderation import decisions, importing, notes, queue, rule_changes
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import NewsroomError
from moderation.exchange.source import Notes, Reading
from moderation.importing import Choices
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.reports import ImportReport
from resources.translation import _

FILE = "harbour-courier.json"
SOURCE = "sample:harbour-courier"


class SampleSite(TypedDict):
    """What the site is called."""

    name: str
    url: str


class SampleArticle(TypedDict):
    """An article of the file."""

    id: str
    title: str
    minutes_ago: int
    open: bool
    format: str
    body: list[str]


class SampleComment(TypedDict):
    """A comment of the file."""

    id: str
    article: str
    status: str
    minutes_ago: int
    name: str
    email: str
    ip: str
    user_agent: str
    format: str
    body: str | list[str]
    kind: NotRequired[str]
    reply_to: NotRequired[str]
    url: NotRequired[str]


class SampleDecision(TypedDict):
    """What was done this morning to some comments of the file."""

    do: str
    comments: list[str]
    text: NotRequired[str]


class Sample(TypedDict):
    """The whole file."""

    site: SampleSite
    articles: list[SampleArticle]
    comments: list[SampleComment]
    decisions: list[SampleDecision]


def read_sample() -> Sample:
    """The file as it is."""
    text = files("resources").joinpath("samples", FILE).read_text(encoding="utf-8")
    return cast(Sample, json.loads(text))


def fill_sample(newsroom: Newsroom) -> ImportReport:
    """Bring the sample into an empty newsroom and take its decisions; the report of the import.

    `NewsroomError` if there are comments or articles already; nothing is changed then.
    """
    if queue.tally(newsroom).total or queue.articles(newsroom, limit=1):
        raise NewsroomError(
            _("The sample goes only into a newsroom that is empty."),
            _("Open the sample newsroom: it gets a file of its own."),
        )
    sample = read_sample()
    _name_site(newsroom, sample["site"])
    drafts = Reading(
        format="sample",
        source=SOURCE,
        title=sample["site"]["name"],
        drafts=_drafts(sample, newsroom.clock()),
    )
    rule_changes.change(newsroom, keep=_RULES)
    report = importing.take_in(newsroom, drafts, Notes(), FILE, Choices(rules=True, backup=False))
    _decide_all(newsroom, sample, _numbers(newsroom, sample, report))
    return report


# What this newsroom had enough of; its morning's queue says so on the cards.
_RULES = (
    Rule(RuleKind.WORD, RuleAction.HOLD, "loan*"),
    Rule(RuleKind.WORD, RuleAction.HOLD, "casino*"),
    Rule(RuleKind.WORD, RuleAction.HOLD, "holloway"),
    Rule(RuleKind.LINKS, RuleAction.HOLD, number=2),
    Rule(RuleKind.DISPOSABLE, RuleAction.HOLD),
)


def _name_site(newsroom: Newsroom, told: SampleSite) -> None:
    with newsroom.write() as writing:
        site = articles.sites(writing)[0]
        articles.keep_site(writing, replace(site, name=told["name"], url=told["url"]))


def _drafts(sample: Sample, now: datetime) -> Iterator[ArticleDraft | CommentDraft]:
    for article in sample["articles"]:
        yield _article(article, sample["site"]["url"], now)
    for comment in sample["comments"]:
        yield _comment(comment, now)


def _article(told: SampleArticle, site: str, now: datetime) -> ArticleDraft:
    return ArticleDraft(
        external_id=told["id"],
        title=told["title"],
        url=site + told["id"],
        slug=told["id"],
        published_at=now - timedelta(minutes=told["minutes_ago"]),
        body="\n\n".join(told["body"]),
        body_format=BodyFormat(told["format"]),
        open=told["open"],
        where=told["id"],
    )


def _comment(told: SampleComment, now: datetime) -> CommentDraft:
    body = told["body"]
    return CommentDraft(
        article=told["article"],
        name=told["name"],
        email=told["email"],
        body=body if isinstance(body, str) else "\n\n".join(body),
        url=told.get("url", ""),
        ip=told["ip"],
        user_agent=told["user_agent"],
        body_format=BodyFormat(told["format"]),
        status=Status(told["status"]),
        kind=told.get("kind", Kind.COMMENT),
        submitted_at=now - timedelta(minutes=told["minutes_ago"]),
        external_id=told["id"],
        parent=told.get("reply_to"),
        where=told["id"],
    )


def _numbers(newsroom: Newsroom, sample: Sample, report: ImportReport) -> dict[str, CommentId]:
    """The library's number of each comment of the file; they came in in the file's order."""
    assert report.operation is not None  # the newsroom was empty, so something came in
    with newsroom.read() as reading:
        came = sorted(operations.touched(reading, report.operation))
    return dict(zip((told["id"] for told in sample["comments"]), came, strict=True))


def _decide_all(newsroom: Newsroom, sample: Sample, numbers: Mapping[str, CommentId]) -> None:
    for step in sample["decisions"]:
        looked_at = queue.cards(newsroom, [numbers[one] for one in step["comments"]])
        _decide(newsroom, step, looked_at)


def _decide(newsroom: Newsroom, step: SampleDecision, looked_at: Sequence[Card]) -> None:
    match step["do"]:
        case "note":
            for card in looked_at:
                notes.add(newsroom, card.id, step["text"])
        case "waive":
            decisions.waive(newsroom, Picked.of(*looked_at), step["text"])
        case verdict:
            decisions.decide(newsroom, Picked.of(*looked_at), Verdict(verdict))
