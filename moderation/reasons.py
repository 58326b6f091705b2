"""Why comments are turned away: the newsroom's own list, and the reason of a decision.

A reason is a code, for searches and scripts, and words, for people. It is kept in the detail of
the decision, or of an operation that amends it; undo takes both back as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db import journal, operations, settings
from db.rows import OperationId
from db.words import Role, Verb
from moderation.blank import one_line, storable
from moderation.changes import Changes
from moderation.errors import NewsroomError, NotFound, StaleDecision
from moderation.newsroom import Newsroom
from resources.translation import _, ngettext

# Of which decisions one says why.
EXPLAINED = frozenset({Verb.REJECT, Verb.SPAM})
# The key of the setting that the list is kept under.
SETTING = "reasons"
_MOST = 40
_LONGEST = 60
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class DecisionReason:
    """A reason to turn a comment away; `abuse` where it says that the comment is abusive."""

    code: str
    words: str
    abuse: bool = False


def reasons(newsroom: Newsroom) -> tuple[DecisionReason, ...]:
    """The newsroom's list, in its order: the first nine have a digit each."""
    kept: list[object] = newsroom.setting(SETTING, [])
    found = [_read(one) for one in kept]
    return tuple(one for one in found if one is not None) or usual()


def usual() -> tuple[DecisionReason, ...]:
    """The list that a newsroom begins with."""
    return (
        DecisionReason("insult", _("Insult"), abuse=True),
        DecisionReason("off-topic", _("Off topic")),
        DecisionReason("advertising", _("Advertising")),
        DecisionReason("false-claim", _("False claim")),
        DecisionReason("hatred", _("Hatred"), abuse=True),
        DecisionReason("threat", _("Threat"), abuse=True),
        DecisionReason("personal-data", _("Personal data")),
        DecisionReason("repeated", _("Repeated")),
    )


def keep(newsroom: Newsroom, wanted: Sequence[DecisionReason]) -> tuple[DecisionReason, ...]:
    """Keep this list instead, as an operation; decisions of before keep their reasons.

    In place of an empty one the usual stands. `NewsroomError` says which of them cannot be kept;
    the list is what it was then.
    """
    tidy = [
        DecisionReason(one.code.strip(), one_line(storable(one.words)), one.abuse) for one in wanted
    ]
    if len(tidy) > _MOST:
        raise NewsroomError(_("These are too many: at most {count}.").format(count=_MOST))
    for number, one in enumerate(tidy):
        _refuse_bad(one)
        if one.code in {other.code for other in tidy[:number]}:
            raise NewsroomError(_("“{code}” is there twice.").format(code=one.code))
    after = [{"code": one.code, "words": one.words, "abuse": one.abuse} for one in tidy]
    with newsroom.write() as writing:
        before = settings.setting(writing, SETTING) or []
        if before != after:
            settings.keep_setting(writing, SETTING, after)
            number = journal.begin(
                writing,
                at=newsroom.clock(),
                desk=newsroom.desk,
                verb=Verb.REASONS,
                detail={"before": before, "after": after},
            )
            journal.seal(writing, number)
    return reasons(newsroom)


def abusive(newsroom: Newsroom) -> frozenset[str]:
    """The codes that say that a comment is abusive: those of the list, and the usual ones.

    What was taken off the list still says so of earlier decisions.
    """
    listed = {one.code: one.abuse for one in (*usual(), *reasons(newsroom))}
    return frozenset(code for code, says_so in listed.items() if says_so)


def code_of(words: str) -> str:
    """A code made of words: small letters and hyphens."""
    from moderation.rules.folding import fold_term

    return re.sub(r"[^a-z0-9]+", "-", fold_term(words)).strip("-")[:_LONGEST] or "reason"


def known(newsroom: Newsroom, code: str) -> DecisionReason:
    """The reason of that code; refused with the codes that there are."""
    there = reasons(newsroom)
    for one in there:
        if one.code == code.strip().casefold():
            return one
    raise NewsroomError(
        _("There is no reason “{code}”.").format(code=code),
        _("There are: {codes}.").format(codes=", ".join(one.code for one in there)),
    )


def detail_of(newsroom: Newsroom, code: str) -> dict[str, object]:
    """What a decision keeps of its reason: the code, and its words where the list has it."""
    if not code:
        return {}
    words = {one.code: one.words for one in reasons(newsroom)}
    return {"reason": storable(code), "words": words.get(code, storable(code))}


def give(newsroom: Newsroom, decision: OperationId, code: str) -> Changes:
    """Say why: amend a decision that turned comments away, as one that undo takes back with it.

    Said again, the last one holds. `StaleDecision` where the decision was taken back meanwhile,
    `NotFound` where none of that number turned comments away; a code that is none is refused.
    """
    reason = known(newsroom, code)
    with newsroom.write() as writing:
        done = operations.operation(writing, decision)
        first = operations.operation(writing, done.subject) if done is not None else None
        if done is None or first is None or first.verb not in EXPLAINED:
            raise NotFound(_("There is no decision {number} to explain.").format(number=decision))
        if first.undone or done.role is Role.UNDO:
            raise StaleDecision(_("That decision was taken back meanwhile."))
        number = journal.begin(
            writing,
            at=newsroom.clock(),
            desk=newsroom.desk,
            verb=Verb.REASON,
            subject=first.id,
            detail={"reason": reason.code, "words": reason.words, "verdict": first.verb.value},
        )
        journal.record_amendment(writing, number, first.id)
        journal.seal(writing, number)
        amended = operations.operation(writing, number)
        touched = operations.touched(writing, number)
    assert amended is not None  # it was just written
    return Changes(number, touched, _told(first.verb, amended.count, reason.words))


def _told(verb: Verb, count: int, words: str) -> str:
    """What was done, and now why, in a sentence that is short: it stands beside the buttons."""
    if verb is Verb.SPAM:
        told = ngettext("Marked as spam: {reason}.", "{count} marked as spam: {reason}.", count)
    else:
        told = ngettext("Rejected: {reason}.", "{count} rejected: {reason}.", count)
    return told.format(count=f"{count:,}", reason=words)


def _read(kept: object) -> DecisionReason | None:
    if not isinstance(kept, dict):
        return None
    code, words = kept.get("code"), kept.get("words")
    if not isinstance(code, str) or not isinstance(words, str):
        return None
    # Lists of before did not say it: the usual codes mean what they always did.
    usual_ones = {one.code for one in usual() if one.abuse}
    says_so = kept.get("abuse", code in usual_ones)
    return DecisionReason(code, words, says_so is True)


def _refuse_bad(one: DecisionReason) -> None:
    if not one.words or len(one.words) > _LONGEST:
        told = _("The words of “{code}” must be one line of at most {count} characters.")
        raise NewsroomError(told.format(code=one.code, count=_LONGEST))
    if not _CODE.fullmatch(one.code) or len(one.code) > _LONGEST:
        raise NewsroomError(
            _("“{code}” is no code.").format(code=one.code),
            _("Write small letters, digits and hyphens, such as off-topic."),
        )
