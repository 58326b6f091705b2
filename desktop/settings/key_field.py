"""A field that takes the next key pressed, whatever it does elsewhere."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from resources.translation import _

_ALONE = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown, Qt.Key.Key_Dead_Circumflex,
)  # fmt: skip
_ONWARD = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QLineEdit):
    """Shows the key that was pressed last. `pressed` carries it as it is written, or an empty text.

    Tab leaves the field as any other, and Esc empties it: nobody is caught in it.
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(_("Press a key"))
        self.setAccessibleName(_("New key"))
        self.setAccessibleDescription(_("Press the key or keys that are to do this."))
        self.key = ""

    def show_key(self, key: str) -> None:
        """Show this key, written as Qt writes it for every system; empty to begin anew."""
        self.key = key
        native = QKeySequence.SequenceFormat.NativeText
        self.setText(QKeySequence(key).toString(native) if key else "")
        self.pressed.emit(key)

    def event(self, event: QEvent) -> bool:
        """Keep the key from what it does elsewhere in the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key; Tab goes on, Esc and Backspace empty the field if there is anything."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if plain and key in _ONWARD:
            super().keyPressEvent(event)
        elif plain and key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            if self.key:
                self.show_key("")
            else:
                event.ignore()  # the dialog closes
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        elif key not in _ALONE:
            self.show_key(_as_written(event))


def _as_written(event: QKeyEvent) -> str:
    combination = event.keyCombination()
    key, modifiers = combination.key(), combination.keyboardModifiers()
    modifiers &= ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    if modifiers & Qt.KeyboardModifier.ShiftModifier and _is_sign(key):
        # What a sign needs Shift for differs between keyboards: “?” is “?” on all of them.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(key.value | modifiers.value).toString(
        QKeySequence.SequenceFormat.PortableText
    )


def _is_sign(key: Qt.Key) -> bool:
    return 0x21 <= key.value < 0x1000000 and not chr(key.value).isalnum()
