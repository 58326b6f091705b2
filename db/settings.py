"""What the newsroom chose, as JSON by key."""

import json

from db.library import Reading, Writing


def setting(reading: Reading, key: str) -> object | None:
    """The value kept under that key, or None."""
    row = reading.run("SELECT value FROM setting WHERE key = ?", (key,)).first()
    return None if row is None else json.loads(row[0])


def put_back(writing: Writing, key: str, now: object, wanted: object) -> bool:
    """Keep `wanted` again if `now` is what is kept; False, and nothing done, if it is not."""
    if setting(writing, key) != now:
        return False
    keep_setting(writing, key, wanted)
    return True


def keep_setting(writing: Writing, key: str, value: object) -> None:
    """Keep a JSON-able value under that key, in place of what was there."""
    writing.run(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value, ensure_ascii=False)),
    )
