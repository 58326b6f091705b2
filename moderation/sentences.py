"""Sentences about what was done: for the status line, the history and refusals."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from db.rows import Card, Change, Operation
from db.words import Field, Role, Status, Verb, Verdict
from moderation.rule_sentences import change_told
from resources.translation import _, ngettext


def shown_name(name: str) -> str:
    """The commenter's name, or a word where there is none."""
    return name or _("Anonymous")


def decided_sentence(verdict: Verdict, count: int, name: str, left: str, already: int) -> str:
    """What a decision did: “Jon rejected.” of one, “34 comments marked as spam.” of many.

    Together with those that were left alone (`left` says how many, and why), and that already were
    so, it tells of all of them.
    """
    if count == 1 and not left and not already:
        return _ONE[verdict]().format(name=shown_name(name))
    return with_others(_MANY[verdict](count).format(count=f"{count:,}"), left, already)


def with_others(sentence: str, left: str, already: int) -> str:
    """The sentence, and which were left alone and why, and how many already were so."""
    told = [sentence]
    if left:
        told.append(_("Left alone: {why}.").format(why=left))
    if already:
        others = ngettext("{count} already was so.", "{count} already were so.", already)
        told.append(others.format(count=f"{already:,}"))
    return " ".join(filter(None, told))


_ONE: dict[Verdict, Callable[[], str]] = {
    Verdict.APPROVE: lambda: _("{name} approved."),
    Verdict.REJECT: lambda: _("{name} rejected."),
    Verdict.SPAM: lambda: _("{name} marked as spam."),
    Verdict.HOLD: lambda: _("{name} put back to pending."),
}
_MANY: dict[Verdict, Callable[[int], str]] = {
    Verdict.APPROVE: lambda n: ngettext(
        "{count} comment approved.", "{count} comments approved.", n
    ),
    Verdict.REJECT: lambda n: ngettext(
        "{count} comment rejected.", "{count} comments rejected.", n
    ),
    Verdict.SPAM: lambda n: ngettext(
        "{count} comment marked as spam.", "{count} comments marked as spam.", n
    ),
    Verdict.HOLD: lambda n: ngettext(
        "{count} comment put back to pending.", "{count} comments put back to pending.", n
    ),
}


def field_name(field: str) -> str:
    """What a field is called in a sentence and on the form."""
    match field:
        case Field.NAME:
            return _("name")
        case Field.EMAIL:
            return _("e-mail")
        case Field.URL:
            return _("website")
        case Field.COMMENT:
            return _("comment")
        case Field.ARTICLE:
            return _("article")
        case Field.DATE:
            return _("date")
        case Field.STATUS:
            return _("status")
        case Field.PARENT:
            return _("reply to")
        case _:
            return field


def status_name(status: Status) -> str:
    """What a status is called."""
    match status:
        case Status.PENDING:
            return _("pending")
        case Status.APPROVED:
            return _("approved")
        case Status.REJECTED:
            return _("rejected")
        case Status.SPAM:
            return _("spam")


def incomplete_sentence(name: str, lacks: Sequence[str]) -> str:
    """Why a comment cannot be approved, with every missing field."""
    fields = ", ".join(field_name(field) for field in lacks)
    return _("The comment by {name} cannot be approved: it lacks {fields}.").format(
        name=shown_name(name), fields=fields
    )


def stale_sentence(touch: tuple[Operation, Change] | None, card: Card | None, zone: tzinfo) -> str:
    """Who changed a comment since it was looked at, when, and how it stands now."""
    if touch is None:
        return _("This comment is no longer there.")
    operation, _change = touch
    when = operation.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if card is None:
        return _("{desk} took this comment back at {when}.").format(desk=operation.desk, when=when)
    return _("{desk} changed the comment by {name} at {when}; it is {status} now.").format(
        desk=operation.desk,
        name=shown_name(card.name),
        when=when,
        status=status_name(card.status),
    )


_DID: dict[Verb, Callable[[int], str]] = {
    Verb.APPROVE: lambda n: ngettext("Approve {count} comment", "Approve {count} comments", n),
    Verb.REJECT: lambda n: ngettext("Reject {count} comment", "Reject {count} comments", n),
    Verb.SPAM: lambda n: ngettext(
        "Mark {count} comment as spam", "Mark {count} comments as spam", n
    ),
    Verb.HOLD: lambda n: ngettext(
        "Put {count} comment back to pending", "Put {count} comments back to pending", n
    ),
    Verb.ADD: lambda n: ngettext("Add {count} comment", "Add {count} comments", n),
    Verb.IMPORT: lambda n: ngettext("Import {count} comment", "Import {count} comments", n),
    Verb.SYNC: lambda n: ngettext(
        "Take over {count} comment from the site", "Take over {count} comments from the site", n
    ),
    Verb.EDIT: lambda n: ngettext("Edit {count} comment", "Edit {count} comments", n),
    Verb.WAIVE: lambda n: ngettext("Let {count} comment pass", "Let {count} comments pass", n),
    Verb.NOTE: lambda n: ngettext(
        "Write a note on {count} comment", "Write a note on {count} comments", n
    ),
    Verb.ALLOW_ADDRESS: lambda n: ngettext(
        "Change whether the address in {count} comment stands",
        "Change whether the addresses in {count} comments stand",
        n,
    ),
    Verb.REVEAL: lambda n: ngettext(
        "Look at the e-mail of {count} comment", "Look at the e-mails of {count} comments", n
    ),
    Verb.ERASE: lambda n: ngettext(
        "Erase a person from {count} comment", "Erase a person from {count} comments", n
    ),
    Verb.RULES: lambda _n: _("Change the rules"),
    Verb.REASONS: lambda _n: _("Change the list of reasons"),
    Verb.SEARCHES: lambda _n: _("Change the saved searches"),
    Verb.REASON: lambda n: ngettext(
        "Say why {count} comment was turned away", "Say why {count} comments were turned away", n
    ),
    Verb.TRUST: lambda _n: _("Trust a commenter"),
    Verb.WATCH: lambda _n: _("Watch a commenter"),
    Verb.BLOCK: lambda _n: _("Block a commenter"),
    Verb.LET_GO: lambda _n: _("Treat a commenter like everybody again"),
    Verb.REPLY: lambda _n: _("Reply as the newsroom"),
}


def _did(operation: Operation) -> str:
    detail = operation.detail
    match operation.verb:
        case Verb.BLOCK if detail.get("until"):
            return _("Block a commenter until {day}").format(day=detail["until"])
        case Verb.NOTE if detail.get("taken"):
            return _("Take a note away")
        case Verb.NOTE if detail.get("on") == "person":
            return _("Write a note on a commenter")
        case Verb.REPLY if detail.get("approved"):
            return _("Approve, and reply as the newsroom")
        case Verb.EDIT if detail.get("approved"):
            return _("Edit and approve a comment")
        case Verb.SEARCHES if detail.get("name") and detail.get("what") in _SEARCHES:
            return _SEARCHES[str(detail["what"])]().format(name=detail["name"])
    return _DID[operation.verb](operation.count).format(count=f"{operation.count:,}")


# A saved search is named in the history unless its name may be an address.
_SEARCHES: dict[str, Callable[[], str]] = {
    "kept": lambda: _("Save a search: {name}"),
    "changed": lambda: _("Change a saved search: {name}"),
    "taken": lambda: _("Take a saved search away: {name}"),
}


def describe(operation: Operation) -> str:
    """What an operation is called in menus and the history: “Reject 3 comments”."""
    what = _did(operation)
    articles = operation.detail.get("articles")
    if not operation.count and isinstance(articles, int):
        what = ngettext("Import {count} article", "Import {count} articles", articles).format(
            count=f"{articles:,}"
        )
    if operation.verb is Verb.RULES:
        what = change_told(operation.detail)
    if operation.verb is Verb.REASON and (verdict := operation.detail.get("verdict")):
        what = _DID[Verb(str(verdict))](operation.count).format(count=f"{operation.count:,}")
    reason = operation.detail.get("words") or operation.detail.get("reason")
    if isinstance(reason, str) and reason:
        what = _("{what}: {reason}").format(what=what, reason=reason)
    match operation.role:
        case Role.DO:
            return what
        case Role.UNDO:
            return _("Undo: {what}").format(what=what)
        case Role.REDO:
            return _("Redo: {what}").format(what=what)


def how_undone(operation: Operation) -> str:
    """Whether an operation is taken back, and how much of it, where that is not all of it."""
    if not operation.undone or operation.role is Role.UNDO:
        return ""
    if operation.put_back >= operation.count:
        return _("taken back")
    return _("{done} of {all} taken back").format(
        done=f"{operation.put_back:,}", all=f"{operation.count:,}"
    )


def left_plain() -> str:
    """What is said of a file that left an encrypted newsroom."""
    return _("The newsroom is encrypted; this file is not.")
