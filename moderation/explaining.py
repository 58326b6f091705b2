"""Why a comment was scored as it was, for a person: words that moved it, and facts in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import comments, decided, groups
from db.decided import Undecided
from db.rows import CommentId, Group, Score
from moderation.assist import why
from moderation.assist.facts import TextFacts, facts_of
from moderation.assist.model import Question
from moderation.assist.why import Moved
from moderation.bands import Band, band_of
from moderation.errors import NotFound
from moderation.lessons import subject_of
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from resources.translation import _, ngettext

# What only few capitals or signs make is no fact to tell.
_MANY_CAPITALS = 0.5
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why: the score and its band, the words that moved each question, and facts as sentences.

    `question` is the one that the band is about; `words` are those that moved it.
    """

    comment: CommentId
    score: Score | None
    band: Band
    question: Question
    words: Sequence[Moved]
    facts: Sequence[str]
    group: Group | None


def explain(scores: Scores, newsroom: Newsroom, number: int) -> Explanation:
    """Explain a comment of any status; without a model, the facts alone. `NotFound` if none."""
    with newsroom.read() as reading:
        found = comments.comment(reading, CommentId(number))
        told = decided.undecided(reading, [number])
        group = groups.of_comments(reading, [number]).get(number)
    if found is None or not told:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    kept = scores.learnt().kept
    score = scores.score([number]).get(number) if kept else None
    question = _question(score)
    words = []
    if kept:
        subject = subject_of(told[0])
        words = why.moving_words(kept.model, question, subject, scores.meaning_of)
    facts = sentences(facts_of(found.text, found.links), told[0], group)
    return Explanation(CommentId(number), score, band_of(score), question, words, facts, group)


def _question(score: Score | None) -> Question:
    if score is None or score.abuse is None:
        return Question.SPAM
    return Question.ABUSE if score.abuse > (score.spam or 0.0) else Question.SPAM


def sentences(facts: TextFacts, told: Undecided, group: Group | None) -> list[str]:
    """The facts that a moderator would name, most telling first."""
    return [
        *_about_copies(told, group),
        *_about_the_commenter(told),
        *_about_links(facts),
        *_about_the_writing(facts),
    ]


def _about_copies(told: Undecided, group: Group | None) -> list[str]:
    if group is None:
        return []
    others = group.size - 1
    sentence = ngettext("{count} near-copy", "{count} near-copies", others)
    if told.copies_bad or told.copies_good:
        sentence = ngettext(
            "{count} near-copy; {bad} turned away, {good} approved",
            "{count} near-copies; {bad} turned away, {good} approved",
            others,
        )
    return [
        sentence.format(
            count=f"{others:,}", bad=f"{told.copies_bad:,}", good=f"{told.copies_good:,}"
        )
    ]


def _about_the_commenter(told: Undecided) -> list[str]:
    if told.author_bad or told.author_good:
        sentence = _("From this address before: {good} approved, {bad} turned away")
        return [sentence.format(good=f"{told.author_good:,}", bad=f"{told.author_bad:,}")]
    return [_("Nothing under this address was decided before")]


def _about_links(facts: TextFacts) -> list[str]:
    if not facts.links:
        return []
    if facts.shorteners:
        sentence = ngettext(
            "{count} link, through a shortener",
            "{count} links, {short} of them through a shortener",
            facts.links,
        )
    else:
        sentence = ngettext("{count} link", "{count} links", facts.links)
    return [sentence.format(count=facts.links, short=facts.shorteners)]


def _about_the_writing(facts: TextFacts) -> list[str]:
    told = []
    if facts.letters >= _FEWEST_LETTERS and facts.capital_share >= _MANY_CAPITALS:
        told.append(_("{share} % capitals").format(share=round(100 * facts.capital_share)))
    for count, sentence in (
        (facts.mixed, ngettext("{count} word of mixed alphabets",
                               "{count} words of mixed alphabets", facts.mixed)),
        (facts.unseen, ngettext("{count} character that cannot be seen",
                                "{count} characters that cannot be seen", facts.unseen)),
        (facts.emails, _("an e-mail address in the text")),
    ):  # fmt: skip
        if count:
            told.append(sentence.format(count=count))
    if facts.exclamations > 3:
        told.append(_("{count} exclamation marks").format(count=facts.exclamations))
    return told
