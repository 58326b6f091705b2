"""The elements of a WordPress export by plain names, in whichever namespace the file has them."""

import re

from moderation.exchange.source import Notes
from moderation.exchange.wxr_values import is_known, is_ours
from moderation.exchange.xml_prologue import UNDECLARED
from resources.translation import _

# The article's text; the same local name is used for its excerpt.
CONTENT = "content:encoded"
_CONTENT_TAGS = frozenset(
    {"{http://purl.org/rss/1.0/modules/content/}encoded", f"{{{UNDECLARED}content}}encoded"}
)
# What Disqus calls its own in its import format, which is otherwise a WordPress export.
IDENTIFIER = "thread_identifier"
_DISQUS = re.compile(r"https?://(?:www\.)?disqus\.com(?:/disqus-internals)?/?")
# So many different tags are remembered; no export has a hundred.
_MOST = 10_000


class Names(dict[object, str]):
    """Tag to name: `comment_id` for WordPress' own, `title` for RSS's, empty for all others.

    Looks each tag up once. `has_ours` tells whether any of WordPress' own came by.
    """

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.has_ours = False
        self._notes = notes
        self._noted: set[str] = set()

    def __missing__(self, tag: object) -> str:
        name = self._name(tag) if isinstance(tag, str) else ""
        if len(self) < _MOST:
            self[tag] = name
        return name

    def _name(self, tag: str) -> str:
        namespace, _brace, local = tag[1:].partition("}") if tag[0] == "{" else ("", "", tag)
        self._note(namespace)
        if tag in _CONTENT_TAGS:
            return CONTENT
        if not namespace:
            return "" if ":" in local else local
        if local == IDENTIFIER and (
            _DISQUS.fullmatch(namespace) or namespace == UNDECLARED + "dsq"
        ):
            return IDENTIFIER
        if not is_ours(namespace) and namespace != UNDECLARED + "wp":
            return ""
        self.has_ours = True
        return local

    def _note(self, namespace: str) -> None:
        """Say once of each namespace what is odd about it."""
        if namespace in self._noted:
            return
        if len(self._noted) < _MOST:
            self._noted.add(namespace)
        if namespace.startswith(UNDECLARED):
            told = _("The prefix “{prefix}:” is used without being declared.")
            prefix = namespace.removeprefix(UNDECLARED)
            self._notes.warn("prefix", told.format(prefix=prefix))
        elif is_ours(namespace) and not is_known(namespace):
            told = _("The version of the export ({name}) is not known; it was read as 1.2.")
            self._notes.warn("version", told.format(name=namespace[:80]))
