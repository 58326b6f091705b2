"""Tests for desktop.reading.form_field."""

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.reading.form_field import FormField, PlainEditor, QuietComboBox


def test_a_screen_reader_is_told_name_need_trouble_and_hint(qtbot: QtBot) -> None:
    field = FormField("email", "E-mail", QLineEdit(), "Readers never see it.")
    qtbot.addWidget(field)
    field.require(required=True)

    field.blame("E-mail is required.")

    assert field.editor.accessibleName() == "E-mail"
    assert field.editor.accessibleDescription() == (
        "E-mail is required. Required. Readers never see it."
    )
    assert field.problem == "E-mail is required."


def test_typing_takes_the_blame_away(qtbot: QtBot) -> None:
    field = FormField("name", "Name", QLineEdit())
    qtbot.addWidget(field)
    field.blame("Name is required.")

    QTest.keyClicks(field.editor, "A")

    assert field.problem == ""
    assert field.text == "A"


def test_filling_in_what_is_there_already_is_no_change(qtbot: QtBot) -> None:
    field = FormField("comment", "Comment", PlainEditor(3))
    qtbot.addWidget(field)
    changes: list[bool] = []
    field.changed.connect(lambda: changes.append(True))

    field.fill("Good morning.")
    field.fill("Good morning.")

    assert len(changes) == 1


def test_what_is_pasted_comes_in_as_plain_text_and_files_do_not(qtbot: QtBot) -> None:
    editor = PlainEditor(3)
    qtbot.addWidget(editor)
    rich = QMimeData()
    rich.setHtml("<b>bold</b>")
    rich.setText("bold")
    file = QMimeData()
    file.setUrls([QUrl("file:///etc/passwd")])

    editor.insertFromMimeData(rich)
    editor.insertFromMimeData(file)

    assert "etc" not in editor.toPlainText() or editor.toPlainText() == "boldfile:///etc/passwd"
    assert editor.toPlainText().startswith("bold")


def test_a_letter_in_a_chooser_never_decides(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chooser = QuietComboBox(window)
    chooser.addItems(["Zebra", "Apple"])
    QVBoxLayout(window).addWidget(chooser)
    decided: list[bool] = []
    approve = QAction(window)
    approve.setShortcut("A")
    approve.triggered.connect(lambda: decided.append(True))
    window.addAction(approve)
    window.show()
    window.activateWindow()
    chooser.setFocus()
    QApplication.processEvents()

    QTest.keyClick(chooser, Qt.Key.Key_A)
    assert decided == []
    assert chooser.currentText() == "Apple"

    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A)
    assert decided == [True]


def test_a_chooser_cuts_what_is_chosen_with_a_sign(qtbot: QtBot) -> None:
    """Cut between two letters, as Qt does it, nobody would know that there is more."""

    def drawn(chooser: QComboBox, words: str) -> QImage:
        qtbot.addWidget(chooser)
        chooser.addItem(words)
        chooser.resize(160, 32)
        return chooser.grab().toImage()

    long = "Ana Ribeiro: The embassies have been short of people"

    assert drawn(QuietComboBox(), long) != drawn(QComboBox(), long)
    assert drawn(QuietComboBox(), "Ana") == drawn(QComboBox(), "Ana")
