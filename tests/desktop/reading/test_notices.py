"""Tests for desktop.reading.notices."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.rows import Note, NoteId
from desktop.reading.looked_at import LookedAt, look_at
from desktop.reading.notices import NoticeList, notices
from tests.desktop.town import Town


@pytest.fixture
def seen(town: Town) -> LookedAt:
    """A comment with nothing the matter."""
    return look_at(town.newsroom, town.say("Good morning."))


def with_comment(seen: LookedAt, **other: object) -> LookedAt:
    """The same, but for these fields of the comment."""
    return replace(seen, comment=replace(seen.comment, **other))  # type: ignore[arg-type]


def test_nothing_is_said_where_nothing_is_the_matter(seen: LookedAt) -> None:
    assert notices(seen) == []


def test_missing_fields_are_named_with_two_ways_out(seen: LookedAt) -> None:
    (notice,) = notices(with_comment(seen, lacks=("name", "email")))

    assert notice.sentence == (
        "No name was given. No valid e-mail address was given. It cannot be approved as it is."
    )
    assert [what for _words, what in notice.ways] == ["complete", "waive"]
    assert notice.look == "no"


def test_a_text_that_is_too_long_is_not_called_missing(seen: LookedAt) -> None:
    (missing,) = notices(with_comment(seen, lacks=("comment",), text=" ", body="<p> </p>"))
    (long,) = notices(with_comment(seen, lacks=("comment",), body="x" * 70_000))

    assert missing.sentence.startswith("There is no text to be read.")
    assert long.sentence == (
        "It is longer than may be published: 70,000 characters. It cannot be approved as it is."
    )


def test_one_that_was_let_pass_tells_why(seen: LookedAt) -> None:
    (notice,) = notices(with_comment(seen, lacks=("email",), waiver="came by letter"))

    assert notice.sentence == "It was let pass incomplete: came by letter"
    assert notice.ways == ()


def test_a_typed_in_address_is_masked_unless_it_stands(seen: LookedAt) -> None:
    (masked,) = notices(replace(seen, addresses=1))
    (stands,) = notices(with_comment(replace(seen, addresses=2), address_stands=True))

    assert masked.sentence == "The e-mail address in this comment is masked for readers."
    assert masked.ways == (("Let it stand", "stand"),)
    assert stands.sentence == "Readers will see the e-mail addresses in this comment."
    assert stands.ways == (("Mask it", "mask"),)


def test_a_note_and_a_cut_are_told(seen: LookedAt) -> None:
    at = seen.comment.submitted_at
    noted = (
        Note(None, None, "", "Knows the mayor"),
        Note(NoteId(2), at, "ana", "Rang"),
        Note(NoteId(3), at, "ana", "Is kind", on_person=True),
    )
    told = notices(with_comment(replace(seen, cut=True, notes=noted), text="x" * 70_000))

    assert [one.sentence for one in told] == [
        "Only the beginning is shown: it has 70,000 characters.",
        "Note: Knows the mayor",
        "Note by ana: Rang",
        "Note on the commenter by ana: Is kind",
    ]
    assert told[2].ways == (("Change…", "change-note 2"),)


def test_a_button_asks_for_what_it_says(qtbot: QtBot, seen: LookedAt) -> None:
    shown = NoticeList()
    qtbot.addWidget(shown)
    shown.show_notices(notices(with_comment(seen, lacks=("email",))))
    buttons = {button.text(): button for button in shown.findChildren(QPushButton)}

    with qtbot.waitSignal(shown.asked) as asked:
        buttons["Let it pass…"].click()

    assert asked.args == ["waive"]
    assert "No valid e-mail" in buttons["Let it pass…"].accessibleDescription()


def test_no_notices_take_no_room(qtbot: QtBot) -> None:
    shown = NoticeList()
    qtbot.addWidget(shown)
    shown.show_notices([])

    assert shown.shown == []
    assert shown.isHidden()
