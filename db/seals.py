"""The seals of the journal: what is hashed of an operation and of what it kept."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest_of_detail(salt: str, before: str, after: str) -> str:
    """SHA-256 (hex) over the fields before and after (JSON), salted against guessing."""
    return hashlib.sha256("\n".join((salt, before, after)).encode()).hexdigest()


def digest_of_told(salt: str, detail: str) -> str:
    """SHA-256 (hex) over an operation's detail (JSON), salted against guessing."""
    return hashlib.sha256(f"{salt}\n{detail}".encode()).hexdigest()


_SEALED = (
    "id", "at", "desk", "role", "verb", "subject", "reverses", "count", "detail_hash", "digest",
    "previous_hash",
)  # fmt: skip


def hash_of(operation: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over an operation's row without its own hash."""
    told = json.dumps([operation[name] for name in _SEALED], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
