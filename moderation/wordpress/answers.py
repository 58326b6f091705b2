"""What a site answered: its status, the JSON in it, and what WordPress says is wrong.

Hosts and plugins put warnings before the JSON and forget headers: what is there is made of it.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the JSON in it (None: it was none)."""

    status: int
    data: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_fine(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """WordPress' name for what is wrong; empty if it tells none."""
        told = self.data.get("code") if isinstance(self.data, dict) else None
        return told if isinstance(told, str) else ""

    @property
    def reason(self) -> str:
        """The code, and of a field that WordPress does not take what is wrong with that."""
        told = self.data.get("data") if isinstance(self.data, dict) else None
        details = told.get("details") if isinstance(told, dict) else None
        first = next(iter(details.values()), None) if isinstance(details, dict) else None
        found = first.get("code") if isinstance(first, dict) else None
        return found if isinstance(found, str) else self.code

    @property
    def message(self) -> str:
        """WordPress' own words for it."""
        told = self.data.get("message") if isinstance(self.data, dict) else None
        return told if isinstance(told, str) else ""


def json_of(data: bytes) -> Any:
    """The JSON in an answer; None where there is none.

    A plugin that warns writes its warning before it (`<br /><b>Warning</b>… [{"id"…`).
    """
    text = data.decode("utf-8-sig", errors="replace")
    with suppress(ValueError, RecursionError):
        return json.loads(text)
    decoder = json.JSONDecoder()
    for sign in ('[{"', '{"', "[]"):
        at = text.find(sign)
        if at >= 0:
            try:
                found, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                continue
            if not text[end:].strip() or text[end:].lstrip().startswith("<"):
                return found
    return None


def asked_pause(headers: Mapping[str, str]) -> float:
    """How long the site asks to be left alone, by its own clock; 0 where it does not say."""
    told = headers.get("retry-after", "").strip()
    if told.isdigit():
        return float(min(int(told), 86_400))
    try:
        until = parsedate_to_datetime(told)
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max(0.0, min((until - now).total_seconds(), 86_400.0))
    except (ValueError, TypeError):
        return 0.0
