"""The page of the assist: what it may do, and what it learnt; nothing is kept unasked."""

import pytest

from desktop.main_window import MainWindow
from desktop.settings.assist_page import AssistPage
from desktop.settings.dialog import SettingsDialog
from moderation import assist_settings, auto_sort
from moderation.auto_sort import Side
from moderation.scores import Scores


def opened(window: MainWindow) -> AssistPage:
    window.doors.settings("assist")
    window.operations.wait_idle()
    assert isinstance(window.doors.dialog, SettingsDialog)
    assert isinstance(window.doors.dialog.shown, AssistPage)
    return window.doors.dialog.shown


def kept(window: MainWindow, page: AssistPage) -> list[tuple[str, str]]:
    """What the page said of keeping what it holds, in the window's banner."""
    told: list[tuple[str, str]] = []
    page.said.connect(lambda sentence, look: told.append((sentence, look)))
    page.keep_button.click()
    window.operations.wait_idle()
    return told


def test_it_is_off_until_somebody_switches_it_on(window: MainWindow) -> None:
    page = opened(window)

    assert [box.currentText() for box in page.levels.values()] == ["Off", "Off"]
    assert page.stand[Side.SPAM].text() == "Auto-sort (spam) is off."
    assert page.reason_to_stay() == ""


def test_before_there_are_enough_decisions_it_cannot_be_switched_on(window: MainWindow) -> None:
    assert window.newsroom is not None
    page = opened(window)
    page.levels[Side.SPAM].setCurrentIndex(3)
    assert page.reason_to_stay()

    ((sentence, look),) = kept(window, page)

    assert "400 decisions" in sentence
    assert look == "no"
    assert not auto_sort.is_on(window.newsroom)


def test_what_is_switched_on_is_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto_sort, "FEWEST", 10)
    assert window.newsroom is not None
    page = opened(window)
    page.levels[Side.SPAM].setCurrentIndex(3)

    kept(window, page)

    (spam, fine) = auto_sort.standings(window.newsroom, Scores(window.newsroom))
    assert (spam.choice.asked, fine.choice.asked) == (0.99, None)
    assert page.reason_to_stay() == ""


def test_languages_and_regions_are_kept_or_refused_by_name(window: MainWindow) -> None:
    assert window.newsroom is not None
    page = opened(window)
    page.languages.fill("de, EN")
    page.regions.fill("ch at")

    kept(window, page)

    found = assist_settings.chosen(window.newsroom)
    assert (list(found.languages), list(found.regions)) == (["de", "en"], ["CH", "AT"])
    page.languages.fill("klingon")
    assert "“klingon”" in kept(window, page)[0][0]
    page.languages.fill("de")
    page.regions.fill("XX")
    assert "“XX”" in kept(window, page)[0][0]


def test_what_was_learnt_is_forgotten_on_asking(window: MainWindow) -> None:
    assert window.newsroom is not None
    Scores(window.newsroom).refit()
    page = opened(window)
    assert "Learnt from" in page.learnt.text()

    page.forget_button.click()
    window.operations.wait_idle()

    assert "Nothing yet" in page.learnt.text()
    assert not page.forget_button.isEnabled()


def test_it_says_whether_there_is_a_sentence_encoder(window: MainWindow) -> None:
    page = opened(window)

    assert "commentdesk[semantic]" in page.meaning.text()
