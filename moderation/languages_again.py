"""Tells the languages of all comments again, once others are to be told apart.

It goes through the library in batches, in the background, and on from where it was stopped.
"""

from db import likeness
from moderation.assist.language import languages_of
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom
from resources.translation import _

_DUE = "assist-languages-due"
_BATCH = 200


def want(newsroom: Newsroom) -> None:
    """Have it done from the first comment on."""
    newsroom.keep_setting(_DUE, 0)


def is_due(newsroom: Newsroom) -> bool:
    """Whether there are comments of which it is not done yet."""
    return newsroom.setting(_DUE, -1) >= 0


def tell(newsroom: Newsroom, *, progress: Progress = SILENT) -> int:
    """Tell the languages of those that were looked at before; the number of those that changed.

    Stops between two batches if the progress says so; what was done is kept.
    """
    from moderation import likenesses

    if not is_due(newsroom):
        return 0
    among: list[str] = newsroom.setting(likenesses.LANGUAGES, [])
    changed = done = 0
    while not progress.stop_asked():
        after = newsroom.setting(_DUE, -1)
        with newsroom.read() as reading:
            known = likeness.labelled(reading, after, _BATCH)
        if not known:
            newsroom.keep_setting(_DUE, -1)
            likenesses.note_main_language(newsroom)
            break
        told = languages_of([text for _number, _language, text in known], among)
        new = [
            (language, number, before)
            for (number, before, _text), language in zip(known, told, strict=True)
            if language != before
        ]
        with newsroom.write() as writing:
            likeness.relabel(writing, new)
        newsroom.keep_setting(_DUE, known[-1][0])
        changed, done = changed + len(new), done + len(known)
        progress.tell(done, None, _("Telling languages"))
    return changed
