"""Tests for desktop.reading.contact."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.rows import Contact, Tally
from desktop.reading.contact import CommenterLine, record_sentence
from moderation import queue
from tests.desktop.town import Town


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (Tally(), "first comment here"),
        (Tally(approved=14, rejected=1), "14 approved, 1 rejected"),
        (Tally(pending=1, spam=100), "1 other pending, 100+ spam"),
    ],
)
def test_the_record_is_told_in_counts(town: Town, record: Tally, told: str) -> None:

    card = replace(town.card(town.say("Hello", "Ana")), record=record)

    assert record_sentence(card) == f"\u2068Ana\u2069: {told}"


def test_without_an_address_there_is_no_record(town: Town) -> None:

    card = replace(town.card(town.say("Hello", "Ana")), lacks=("email",))

    assert record_sentence(card) == "\u2068Ana\u2069: no e-mail address, so no record"


def test_a_pingback_has_no_commenter(town: Town) -> None:

    card = replace(town.card(town.say("Hello", "walks.example.net")), kind="pingback")

    assert record_sentence(card) == "\u2068walks.example.net\u2069: sent by another site"


@pytest.fixture
def line(qtbot: QtBot, town: Town) -> CommenterLine:
    """The line of a commenter with a website."""
    made = CommenterLine()
    qtbot.addWidget(made)
    number = town.say("Hello", url="https://ana.example.org")
    made.show_commenter(town.card(number), queue.comment(town.newsroom, number))
    made.show()
    return made


def button(line: CommenterLine, words: str) -> QPushButton:
    """The button with these words."""
    return next(one for one in line.findChildren(QPushButton) if one.text() == words)


def test_the_address_is_hidden_until_it_is_asked_for(qtbot: QtBot, line: CommenterLine) -> None:
    assert line.contact_shown == ""

    with qtbot.waitSignal(line.reveal_asked):
        button(line, "Show e-mail").click()

    assert line.contact_shown == ""


def test_what_was_shown_can_be_copied_and_hidden_again(line: CommenterLine) -> None:
    line.show_contact(Contact("ana@example.org", "192.0.2.7", "curl"))
    assert line.contact_shown == "ana@example.org · IP 192.0.2.7"
    assert not button(line, "Show e-mail").isVisible()

    button(line, "Copy").click()
    assert QGuiApplication.clipboard().text() == "ana@example.org"

    button(line, "Hide").click()
    assert line.contact_shown == ""
    assert button(line, "Show e-mail").isVisible()


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        (Contact("", "", ""), "Neither an e-mail nor an IP address was given."),
        (Contact("", "192.0.2.7", ""), "No e-mail address · IP 192.0.2.7"),
        (Contact("ana@example.org", "", ""), "ana@example.org"),
    ],
)
def test_what_was_not_given_is_said(line: CommenterLine, contact: Contact, told: str) -> None:
    line.show_contact(contact)

    assert line.contact_shown == told
