"""What a reader of a format tells of some bytes, sorted, for tests."""

import gzip
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.readers import FileModule
from moderation.exchange.source import NO_WISHES, Notes, Refusal, Wishes


@dataclass
class Told:
    """The drafts of a file by their kind, and the counts of what was survived."""

    source: str
    title: str
    articles: list[ArticleDraft] = field(default_factory=list)
    comments: list[CommentDraft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: dict[str, int] = field(default_factory=dict)

    @property
    def comment(self) -> CommentDraft:
        """The only comment; an article came before it."""
        [comment] = self.comments
        assert comment.article in {article.external_id for article in self.articles}
        return comment


def tell(module: FileModule, raw: bytes, wishes: Wishes = NO_WISHES) -> Told:
    """Read all of it; each comment's article must have come before it."""
    notes = Notes()
    reading = module.read(io.BytesIO(raw), notes, wishes)
    told = Told(reading.source, reading.title)
    for draft in reading.drafts:
        match draft:
            case ArticleDraft():
                told.articles.append(draft)
            case CommentDraft():
                assert draft.article in {article.external_id for article in told.articles}
                told.comments.append(draft)
            case Refusal():
                told.refusals.append(draft)
    told.warnings = {one.kind: one.count for one in notes.warnings()}
    return told


def as_json(value: object) -> bytes:
    """One value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode()


def as_lines(values: Iterable[object]) -> bytes:
    """Values line by line."""
    return b"".join(as_json(value) + b"\n" for value in values)


def packed(raw: bytes) -> bytes:
    """The same, gzip'd."""
    return gzip.compress(raw, mtime=0)
