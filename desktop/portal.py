"""What the desktop's settings portal tells, asked over the session bus and never waited for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusVariant,
)

# A group of settings, a key in it, and the value that means yes.
Question = tuple[str, str, object]


def ask(asker: QObject, questions: Sequence[Question], answer: Callable[[bool], None]) -> None:
    """Ask one question after the other; the first that the portal knows is the answer.

    Where there is no portal, or it knows none of them, `answer` is not called.
    """
    bus = QDBusConnection.sessionBus()
    if not questions or not bus.isConnected():
        return
    group, key, yes = questions[0]
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        "Read",
    )
    message.setArguments([group, key])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message), asker)

    def take(call: QDBusPendingCall) -> None:
        watcher.deleteLater()
        arguments = call.reply().arguments()
        if call.isError() or not arguments:
            ask(asker, questions[1:], answer)
        else:
            answer(_bare(arguments[0]) == yes)

    watcher.finished.connect(take)


def _bare(value: object) -> object:
    """The value itself; `Read` wraps it twice."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value
