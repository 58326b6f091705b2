"""Values that are not what they seem, and how they are noted: made-up e-mails, unknown statuses."""

from db.words import Status
from moderation.emails import is_placeholder
from moderation.exchange.source import Notes
from resources.translation import _


def real_email(email: str, extra: dict[str, str], notes: Notes, where: str) -> str:
    """The address, or nothing where a program made it up: that is noted, and kept in `extra`."""
    if not email or not is_placeholder(email):
        return email
    extra["placeholder_email"] = email
    notes.warn("placeholder", _("An e-mail address was made up by a program."), where)
    return ""


def known_status(
    status: Status | None, raw: str, extra: dict[str, str], notes: Notes, where: str
) -> Status:
    """The status, or pending where none is known for `raw`: that is noted, and kept in `extra`."""
    if status is not None:
        return status
    extra["status"] = raw
    message = _("A status is not known here (such as “{status}”); it waits as pending.")
    notes.warn("unknown-status", message.format(status=raw[:40]), where)
    return Status.PENDING
