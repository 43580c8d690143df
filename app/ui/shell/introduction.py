"""Tells the desktop's portal who we are, before nobody may look into this process any more.

xdg-desktop-portal opens /proc/PID/root to learn who asks it, and refuses everything where
it can't: the dark mode would no longer follow the desktop. It learns it once for each
connection to the bus, so one question while it still may look is enough (decision 031).
"""

import os
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from app.core.hardening import let_others_look

_PATIENCE = 3000
"""Milliseconds the portal, which may have to be started, has time; then it stays a stranger."""


def begin() -> None:
    """Let others look; before Qt asks the portal by itself, and before there is any secret."""
    if _there_is_a_bus():
        let_others_look(True)


class Introduction(QObject):
    """Asks the portal something, and closes this process when it has answered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if not _there_is_a_bus():
            return
        question = QDBusMessage.createMethodCall(
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
            "Read",
        )
        question.setArguments(["org.freedesktop.appearance", "color-scheme"])
        # Qt's own connection, the one that it asks the portal on.
        answer = QDBusConnection.sessionBus().asyncCall(question)
        QDBusPendingCallWatcher(answer, self).finished.connect(self.end)
        QTimer.singleShot(_PATIENCE, self, self.end)

    def end(self) -> None:
        """From now on nobody may look into this process."""
        let_others_look(False)


def _there_is_a_bus() -> bool:
    return sys.platform == "linux" and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
