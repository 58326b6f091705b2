"""Who was erased stays away: keyed hashes of what their comments are called at their source.

So an import that brings one of them again is turned away, and nobody can tell from the library
whose it was.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence

from db import settings
from db.library import Reading, Writing

_KEY = "erasure-key"


def keep_away(writing: Writing, comments: Sequence[int]) -> None:
    """Keep only keyed hashes of what these comments are called at their source."""
    rows = writing.run(
        "SELECT c.id, c.source, c.external_id FROM json_each(?) wanted CROSS JOIN comment c"
        " ON c.id = wanted.value WHERE c.external_id IS NOT NULL",
        (json.dumps(list(comments)),),
    ).all()
    key = erasure_key(writing)
    writing.run_many(
        "INSERT OR REPLACE INTO private_erased (digest, comment_id) VALUES (?, ?)",
        [(digest_of_identity(key, source, external), number) for number, source, external in rows],
    )


def erasure_key(writing: Writing) -> str:
    """The key of this library's hashes, made when it is first needed."""
    kept = settings.setting(writing, _KEY)
    if not isinstance(kept, str):
        kept = secrets.token_hex(32)
        settings.keep_setting(writing, _KEY, kept)
    return kept


def digest_of_identity(key: str, source: str, external_id: str) -> str:
    """BLAKE2b (hex) of a source's name for a comment, keyed so that nobody else can guess it."""
    told = json.dumps([source, external_id]).encode()
    return hashlib.blake2b(told, key=bytes.fromhex(key), digest_size=16).hexdigest()


def erased_identities(reading: Reading) -> Mapping[str, int]:
    """The comment that each keyed hash stands for; empty where nobody was erased."""
    rows = reading.run("SELECT digest, comment_id FROM private_erased")
    return {str(digest): int(comment) for digest, comment in rows}


def turn_away(writing: Writing, source: str) -> None:
    """Mark gathered comments that were erased here; a reply to one still finds its place."""
    erased = erased_identities(writing)
    if not erased:
        return
    key = erasure_key(writing)
    rows = writing.run("SELECT position, external_id, parent FROM temp.gathered").all()
    found = [
        (erased.get(digest_of_identity(key, source, own)),
         above and erased.get(digest_of_identity(key, source, above)), position)
        for position, own, above in rows
    ]  # fmt: skip
    writing.run_many(
        "UPDATE temp.gathered SET outcome = 'erased', comment_id = ? WHERE position = ?"
        " AND outcome IS NULL",
        [(own, position) for own, _above, position in found if own is not None],
    )
    writing.run_many(
        "UPDATE temp.gathered SET parent_id = ? WHERE position = ? AND article_id ="
        " (SELECT article_id FROM comment WHERE id = ?)",
        [(above, position, above) for _own, above, position in found if above is not None],
    )
