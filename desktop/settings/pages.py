"""The pages of the settings once, as data, in their order; each is made when it is first shown.

A new page is a row here and a module beside this one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.action_specs import N_
from desktop.settings.page import SettingsPage, Surroundings


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its name, its words and icon, and how it is made."""

    id: str
    words: str
    icon: str
    make: Callable[[Surroundings], SettingsPage]
    needs_newsroom: bool = False


def _site(around: Surroundings) -> SettingsPage:
    from desktop.settings.site_page import SitePage

    return SitePage(around)


def _sites(around: Surroundings) -> SettingsPage:
    from desktop.sites.sites_page import SitesPage

    return SitesPage(around)


def _keys(around: Surroundings) -> SettingsPage:
    from desktop.settings.keys_page import KeysPage

    return KeysPage(around)


def _wellbeing(around: Surroundings) -> SettingsPage:
    from desktop.settings.wellbeing_page import WellbeingPage

    return WellbeingPage(around)


def _assist(around: Surroundings) -> SettingsPage:
    from desktop.settings.assist_page import AssistPage

    return AssistPage(around)


def _look(around: Surroundings) -> SettingsPage:
    from desktop.settings.look_page import LookPage

    return LookPage(around)


def _rules(around: Surroundings) -> SettingsPage:
    from desktop.settings.rules_page import RulesPage

    return RulesPage(around)


def _reasons(around: Surroundings) -> SettingsPage:
    from desktop.settings.reasons_page import ReasonsPage

    return ReasonsPage(around)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("site", N_("Site"), "article", _site, needs_newsroom=True),
    PageSpec("rules", N_("Rules"), "filter", _rules, needs_newsroom=True),
    PageSpec("reasons", N_("Reasons"), "reject", _reasons, needs_newsroom=True),
    PageSpec("assist", N_("Assist"), "copies", _assist, needs_newsroom=True),
    PageSpec("sites", N_("Connected sites"), "link", _sites, needs_newsroom=True),
    PageSpec("keys", N_("Keys"), "keys", _keys),
    PageSpec("wellbeing", N_("Wellbeing"), "heart", _wellbeing),
    PageSpec("look", N_("Look"), "sun", _look),
)
