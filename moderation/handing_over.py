"""Handing over a person's data: everything that is held on them, as one private JSON file.

It is what articles 15 and 20 of the GDPR ask for: readable by a person and by a program. What
others wrote is not in it, only where the person's address stands in it.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db import erasing_records, files, holds, personal
from db.moments import from_stored
from moderation import person as people
from moderation.changes import SILENT, Progress
from moderation.contacts import reveal_contacts
from moderation.errors import ExportRefused
from moderation.newsroom import Newsroom
from moderation.person import Person
from moderation.rule_sentences import hold_told
from resources.translation import _

_TIMES = ("submitted_at", "received_at")
_KEPT = (
    "id", "article_key", "article_title", "kind", "status", "source", "external_id", "parent_id",
    "name", "email", "url", "ip", "user_agent", "submitted_at", "received_at", "body",
    "body_format", "text", "note", "waiver", "extra",
)  # fmt: skip
_ENTRY = ("operation", "desk", "role", "verb", "comment", "status_before", "status_after")


def hand_over(
    newsroom: Newsroom, person: Person, target: Path, *, progress: Progress = SILENT
) -> int:
    """Write everything held on the person to `target` (mode 0600); how many comments it has.

    The look is journalled. `ExportRefused` if there is such a file already, or it cannot be
    written; nothing of that name is there then.
    """
    told = everything(newsroom, person, progress=progress)
    data = json.dumps(told, ensure_ascii=True, indent=2).encode()
    if os.path.lexists(target):
        raise ExportRefused(
            _("{path} is there already and was not overwritten.").format(path=target),
            _("Choose another name, or take the old file away first."),
        )
    try:
        files.write_private(target, data)
    except OSError as error:
        raise ExportRefused(
            _("{path} cannot be written: {reason}.").format(path=target, reason=error.strerror),
            _("Choose another place, or make room there."),
        ) from error
    reveal_contacts(newsroom, person.comments)
    return len(person.comments)


def everything(
    newsroom: Newsroom, person: Person, *, progress: Progress = SILENT
) -> dict[str, object]:
    """All that is held on the person, JSON-able."""
    found = people.held(newsroom, person, progress=progress)
    with newsroom.read() as reading:
        comments = [_comment(row) for row in personal.contacts(reading, person.comments)]
        history = [_entry(row) for row in personal.history_of(reading, person.comments)]
        held = holds.holds(reading, person.comments)
        records = erasing_records.everything(reading, found.people, found.notes)
    return {
        "about": _("Private: everything this newsroom holds on one person. Keep it safe."),
        "made_at": newsroom.clock().isoformat(),
        "names": list(person.names),
        "emails": list(person.emails),
        "ip_addresses": sorted({str(one["ip"]) for one in comments if one["ip"]}),
        "comments": comments,
        "history": history,
        "held_by_rules": [
            {"comment": number, "action": one.action, "why": one.reason, "sentence": hold_told(one)}
            for number, told in held.items()
            for one in told
        ],
        "standings": [_record(row) for row in records["standings"]],
        "notes": [_record(row) for row in records["notes"]],
        "standings_and_notes_before": [_record(row) for row in records["changes"]],
        "address_in_comments_of_others": list(found.comments),
        "address_in": [
            {"in": one.table, "field": one.column, "id": list(one.row)}
            for one in found.texts
            if one.table != "comment"
        ],
        "address_in_operations": list(found.details),
        "backups": [path.name for path in found.backups],
    }


def _comment(row: Mapping[str, Any]) -> dict[str, object]:
    told = {name: row[name] for name in _KEPT}
    told |= {name: from_stored(row[name]).isoformat() for name in _TIMES}
    return told | {"extra": json.loads(row["extra"])}


def _record(row: Mapping[str, Any]) -> dict[str, object]:
    told = dict(row)
    for name in ("at", "since", "until"):
        if told.get(name) is not None:
            told[name] = from_stored(told[name]).isoformat()
    for side in ("before", "after"):
        if side in told:
            told[side] = json.loads(told[side])
    return told


def _entry(row: Mapping[str, Any]) -> dict[str, object]:
    told = {name: row[name] for name in _ENTRY}
    told["at"] = from_stored(row["at"]).isoformat()
    for side in ("before", "after"):
        told[f"fields_{side}"] = json.loads(row[side]) if row[side] else {}
    return told
