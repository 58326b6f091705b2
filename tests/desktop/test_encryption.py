"""An encrypted newsroom in the window, by keyboard: it is asked for, tried, opened and changed."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from db import keys
from desktop.dialogs.encryption_dialog import EncryptionDialog
from desktop.dialogs.passphrase_dialog import PassphraseDialog
from desktop.main_window import MainWindow
from desktop.program import Program
from moderation import keyrings, queue
from moderation.newsroom import open_newsroom
from moderation.private_copies import copy_to
from moderation.sample import fill_sample

pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")

WORDS, OTHERS = "four words of ours", "another four words"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The sample newsroom, encrypted, as a program that was just started finds it."""
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True, passphrase=WORDS) as newsroom:
        fill_sample(newsroom)
    keys._known.clear()
    return path


def _window(program: Program) -> MainWindow:
    assert program.window is not None
    program.window.operations.wait_idle()
    QApplication.processEvents()
    return program.window


def _asked(program: Program) -> PassphraseDialog:
    dialog = _window(program).doors.dialog
    assert isinstance(dialog, PassphraseDialog)
    return dialog


def _type(widget: QWidget, words: str) -> None:
    """Type it and press Enter."""
    QTest.keyClicks(widget, words)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_it_is_asked_for_until_one_opens_it(program: Program, path: Path) -> None:
    program.show_first(path, make=False)
    dialog = _asked(program)
    editor = dialog.field.editor
    assert isinstance(editor, QLineEdit)
    assert editor.echoMode() is QLineEdit.EchoMode.Password

    _type(editor, "wrong")
    _window(program)
    assert "does not open" in dialog.field.problem
    assert dialog.focusWidget() is editor
    assert editor.selectedText()

    _type(editor, WORDS)
    window = _window(program)
    assert window.newsroom is not None
    assert queue.tally(window.newsroom).total == 131


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring of this test's own, in the place of the system's."""
    held: dict[tuple[str, str], str] = {}

    class Keyring:
        @staticmethod
        def get_password(service: str, name: str) -> str | None:
            return held.get((service, name))

        @staticmethod
        def set_password(service: str, name: str, word: str) -> None:
            held[service, name] = word

        @staticmethod
        def delete_password(service: str, name: str) -> None:
            del held[service, name]

    monkeypatch.setattr(keyrings, "system_keyring", lambda: nullcontext(Keyring))
    return held


def test_it_is_remembered_only_if_asked_for_and_forgotten_again(
    program: Program, path: Path, keyring: dict[tuple[str, str], str]
) -> None:
    program.show_first(path, make=False)
    _type(_asked(program).field.editor, WORDS)
    _window(program)
    assert not keyring

    program.show_other(path.with_name("other.commentdesk"), make=True)
    keys._known.clear()
    program.show_other(path, make=False)
    dialog = _asked(program)
    dialog.keep_box.setChecked(True)
    _type(dialog.field.editor, WORDS)
    _window(program)
    assert list(keyring.values()) == [WORDS]

    program.show_other(path.with_name("other.commentdesk"), make=False)
    keys._known.clear()
    program.show_other(path, make=False)
    window = _window(program)
    assert window.newsroom is not None
    assert window.newsroom.path == path

    encryption = _dialog(program)
    encryption.forget_button.click()
    assert not keyring
    encryption.leave()


def test_whoever_cancels_can_be_asked_again(program: Program, path: Path) -> None:
    program.show_first(path, make=False)
    QTest.keyClick(_asked(program), Qt.Key.Key_Escape)
    window = _window(program)
    assert window.doors.dialog is None
    assert "is encrypted" in window.page.title.text()

    QTest.keyClick(window.page.ways[0], Qt.Key.Key_Space)

    _type(_asked(program).field.editor, WORDS)
    assert _window(program).newsroom is not None


def test_what_is_typed_is_shown_only_if_asked_for(program: Program, path: Path) -> None:
    program.show_first(path, make=False)
    dialog = _asked(program)
    editor = dialog.field.editor
    assert isinstance(editor, QLineEdit)

    [box] = [one for one in dialog.findChildren(QCheckBox) if one.text().startswith("Show")]
    assert dialog.keep_box.isHidden()  # there is no keyring here
    QTest.keyClick(box, Qt.Key.Key_Space)

    assert editor.echoMode() is QLineEdit.EchoMode.Normal


def test_another_newsroom_stays_open_while_one_is_asked_for(
    program: Program, path: Path, tmp_path: Path
) -> None:
    program.show_first(tmp_path / "plain.commentdesk", make=True)
    first = _window(program).newsroom

    program.show_other(path, make=False)
    assert _window(program).newsroom is first
    _type(_asked(program).field.editor, WORDS)

    window = _window(program)
    assert window.newsroom is not None
    assert window.newsroom.path == path


def _dialog(program: Program) -> EncryptionDialog:
    window = _window(program)
    window.deeds["encryption"].trigger()
    dialog = window.doors.dialog
    assert isinstance(dialog, EncryptionDialog)
    return dialog


def _open_again(program: Program) -> MainWindow:
    window = _window(program)
    assert window.newsroom is None
    QTest.keyClick(window.page.ways[0], Qt.Key.Key_Space)
    return _window(program)


def test_a_newsroom_is_encrypted_changed_and_decrypted_in_the_window(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "plain.commentdesk"
    with open_newsroom(path, create=True) as newsroom:
        fill_sample(newsroom)
    program.show_first(path, make=False)

    dialog = _dialog(program)
    _type(dialog.first.editor, "short")
    assert "are the least" in dialog.first.problem
    dialog.first.fill(WORDS)
    _type(dialog.second.editor, "otherwise")
    assert "different" in dialog.second.problem
    dialog.second.fill(WORDS)
    dialog.remove.click()
    QTest.keyClick(dialog.second.editor, Qt.Key.Key_Return)
    window = _open_again(program)
    assert window.newsroom is not None
    assert window.newsroom.is_encrypted
    assert b"embassy" not in path.read_bytes()

    dialog = _dialog(program)
    dialog.off.click()
    assert not dialog.first.isEnabled()
    dialog.go_button.click()
    window = _open_again(program)
    assert window.newsroom is not None
    assert not window.newsroom.is_encrypted
    # The encrypted one is kept.
    assert list(tmp_path.glob("plain-encrypted-*.commentdesk"))


def test_a_new_newsroom_is_made_encrypted(program: Program, tmp_path: Path) -> None:
    program.show_first(tmp_path / "first.commentdesk", make=True)
    path = tmp_path / "second.commentdesk"
    _window(program).doors.files.make_encrypted_at(path)
    dialog = _window(program).doors.dialog
    assert isinstance(dialog, EncryptionDialog)

    dialog.first.fill(WORDS)
    _type(dialog.second.editor, WORDS)

    window = _window(program)
    assert window.newsroom is not None
    assert window.newsroom.path == path
    assert window.newsroom.is_encrypted


def test_an_encrypted_backup_is_asked_for_when_it_is_restored(
    program: Program, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.commentdesk"
    with open_newsroom(path, passphrase=WORDS) as newsroom:
        copy_to(newsroom, copy, "sqlite")
    keys._known.clear()
    plain = tmp_path / "plain.commentdesk"
    program.show_first(plain, make=True)

    program.restore(plain, copy)
    _type(_asked(program).field.editor, WORDS)

    window = _open_again(program)
    assert window.newsroom is not None
    assert queue.tally(window.newsroom).total == 131


def test_who_lacks_the_part_reads_what_to_install(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.dialogs.encryption_dialog.can_encrypt", lambda: False)
    program.show_first(tmp_path / "plain.commentdesk", make=True)

    dialog = _dialog(program)

    assert "pip install 'commentdesk[encrypted]'" in dialog.said
    assert not dialog.go_button.isEnabled()
