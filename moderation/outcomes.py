"""What an undo or a redo came to, in a sentence whose numbers add up: done and left are all."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.reversals import Since
from db.words import Role
from resources.translation import _, ngettext

# Of more desks than these the rest are told together.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Share:
    """How many were put to what they were, and how many left alone since somebody changed them."""

    done: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of `what` (as the history calls it) when it was taken back, or done again.

    Of the comments so many were put back, those of `since` were changed meanwhile, and `lacking`
    ones may not be approved again. `desk` is the one that asked.
    """

    role: Role
    what: str
    desk: str
    comments: int
    since: Sequence[Since] = ()
    lacking: int = 0
    articles: Share = Share()
    rules: Share = Share()
    records: Share = Share()

    @property
    def comments_left(self) -> int:
        """How many comments were left alone."""
        return sum(one.count for one in self.since) + self.lacking

    @property
    def sentence(self) -> str:
        """“Undone: Mark 15 comments as spam. 12 of 15 taken back; 3 were decided by Ben since.”."""
        told = [self._headline(), self._of_comments()]
        told += [words(one) for words, one in ((_articles, self.articles), (_rules, self.rules))]
        if self.records.left:
            told.append(_("What was thought and noted there was changed since, and was left so."))
        return " ".join(filter(None, told))

    def _headline(self) -> str:
        shares = (self.articles, self.rules, self.records)
        done = self.comments + sum(one.done for one in shares)
        is_nothing = not done and self.comments_left + sum(one.left for one in shares)
        told = {
            (Role.UNDO, True): _("Undone: {what}."),
            (Role.UNDO, False): _("Not undone: {what}."),
            (Role.REDO, True): _("Done again: {what}."),
            (Role.REDO, False): _("Not done again: {what}."),
        }
        return told[self.role, not is_nothing].format(what=self.what)

    def _of_comments(self) -> str:
        if not self.comments_left:
            return ""
        told = (
            _("{done} of {all} taken back; {why}.")
            if self.role is Role.UNDO
            else _("{done} of {all} done again; {why}.")
        )
        whole = self.comments + self.comments_left
        return told.format(
            done=f"{self.comments:,}",
            all=f"{whole:,}",
            why=why_left(self.since, self.lacking, self.desk),
        )


def why_left(since: Sequence[Since], lacking: int, desk: str, others: int = 0) -> str:
    """Why comments were left alone: “2 were decided by Ben since, 1 lacks a required field”.

    `desk` is the one that is told; of `others` it is only known that somebody changed them.
    """
    told = [_told(one, desk) for one in since[:_NAMED]]
    if others := others + sum(one.count for one in since[_NAMED:]):
        words = ngettext(
            "{count} was changed by others since", "{count} were changed by others since", others
        )
        told.append(words.format(count=f"{others:,}"))
    if lacking:
        words = ngettext("{count} lacks a required field", "{count} lack a required field", lacking)
        told.append(words.format(count=f"{lacking:,}"))
    return ", ".join(told)


def _told(one: Since, desk: str) -> str:
    """How many were decided, or changed otherwise, and by whom; oneself is “you”."""
    n = one.count
    match one.is_decision, one.desk == desk:
        case True, True:
            words = ngettext(
                "{count} was decided by you since", "{count} were decided by you since", n
            )
        case True, False:
            words = ngettext(
                "{count} was decided by {desk} since", "{count} were decided by {desk} since", n
            )
        case False, True:
            words = ngettext(
                "{count} was changed by you since", "{count} were changed by you since", n
            )
        case _:
            words = ngettext(
                "{count} was changed by {desk} since", "{count} were changed by {desk} since", n
            )
    return words.format(count=f"{n:,}", desk=one.desk)


def _articles(share: Share) -> str:
    told = ngettext(
        "The article was changed since, and left so.",
        "{left} of {all} articles were changed since, and left so.",
        share.done + share.left,
    )
    return _left_so(share, told)


def _rules(share: Share) -> str:
    told = ngettext(
        "The rule was changed since, and left so.",
        "{left} of {all} rules were changed since, and left so.",
        share.done + share.left,
    )
    return _left_so(share, told)


def _left_so(share: Share, told: str) -> str:
    return told.format(left=share.left, all=share.done + share.left) if share.left else ""
