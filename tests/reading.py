"""Reading a source as an import would, for the tests of readers."""

import io
from dataclasses import dataclass

from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import readers
from moderation.exchange.source import NO_WISHES, Notes, Reading, Refusal, Wishes


@dataclass(frozen=True)
class Read:
    """What a reader answered: the reading, its drafts by kind, and the warnings' places."""

    reading: Reading
    articles: list[ArticleDraft]
    comments: list[CommentDraft]
    refusals: list[Refusal]
    warnings: dict[str, list[str]]


def read(raw: bytes, expected: str, wishes: Wishes = NO_WISHES) -> Read:
    """The file read by the format that recognises it, which must be the expected one."""
    format_ = readers.of_file(raw[: readers.HEAD])
    assert format_.name == expected
    notes = Notes()
    reading = format_.of_files.read(io.BytesIO(raw), notes, wishes)
    drafts = list(reading.drafts)
    told: set[str] = set()
    for draft in drafts:
        if isinstance(draft, ArticleDraft):
            told.add(draft.external_id)
        elif isinstance(draft, CommentDraft):
            assert draft.article in told, "an article comes before its comments"
    return Read(
        reading,
        [draft for draft in drafts if isinstance(draft, ArticleDraft)],
        [draft for draft in drafts if isinstance(draft, CommentDraft)],
        [draft for draft in drafts if isinstance(draft, Refusal)],
        {one.kind: one.places for one in notes.warnings()},
    )
