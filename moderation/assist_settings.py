"""What a newsroom chose about the assist: languages, and whose numbers are looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moderation import languages_again
from moderation.errors import NewsroomError
from moderation.hiding import REGIONS, regions
from moderation.likenesses import LANGUAGES
from moderation.newsroom import Newsroom
from resources.translation import _

_SEPARATORS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Codes of languages (none: the usual ones) and of regions."""

    languages: Sequence[str] = ()
    regions: Sequence[str] = ()


def chosen(newsroom: Newsroom) -> Chosen:
    """What is chosen now."""
    kept: list[object] = newsroom.setting(LANGUAGES, [])
    return Chosen([one for one in kept if isinstance(one, str)], list(regions(newsroom)))


def read(languages: str, of_regions: str) -> Chosen:
    """What somebody typed: codes with blanks or commas between; each once, in their order."""
    return Chosen(
        list(dict.fromkeys(one.lower() for one in _SEPARATORS.split(languages) if one)),
        list(dict.fromkeys(one.upper() for one in _SEPARATORS.split(of_regions) if one)),
    )


def keep(newsroom: Newsroom, wanted: Chosen) -> None:
    """Keep it. Refused with a sentence that names the first code that nobody knows.

    Comments that were looked at before are told anew, in the background, where others are chosen.
    """
    from phonenumbers import SUPPORTED_REGIONS

    from moderation.assist.language import known

    for code in wanted.languages:
        if code not in known():
            raise NewsroomError(
                _("“{code}” is no language that can be told.").format(code=code),
                _("Write codes such as de, en or fr."),
            )
    for code in wanted.regions:
        if code not in SUPPORTED_REGIONS:
            raise NewsroomError(
                _("“{code}” is no region whose numbers are known.").format(code=code),
                _("Write codes such as DE, GB or US."),
            )
    if list(wanted.languages) != list(chosen(newsroom).languages):
        languages_again.want(newsroom)
    newsroom.keep_setting(LANGUAGES, list(wanted.languages))
    newsroom.keep_setting(REGIONS, list(wanted.regions))
