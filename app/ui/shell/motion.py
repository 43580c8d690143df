"""Whether things may move: as the person says, else as their desktop does."""

import os
import sys

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtWidgets import QApplication

_EFFECTS = tuple(effect for effect in Qt.UIEffect if effect != Qt.UIEffect.UI_General)

# XDG Desktop Portal, org.freedesktop.portal.Settings: GNOME's and GTK's switch, which other
# desktops' portals serve as well.
_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_NAMESPACE = "org.gnome.desktop.interface"
_KEY = "enable-animations"


class Motion(QObject):
    """Follows the desktop until it is told otherwise.

    On Linux the settings portal is asked, without waiting for it, and heard when it changes;
    on Windows Qt knows; elsewhere things move until the person says no.

    Args:
        app: the program's one QApplication.
        bus: where the portal lives, else the session's bus.
    """

    changed = Signal()

    def __init__(self, app: QApplication, bus: QDBusConnection | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._caret = app.styleHints().cursorFlashTime()
        self._chosen = "auto"
        self._system = True
        self.wanted = True
        if sys.platform == "win32":
            self._system = app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
        elif sys.platform.startswith("linux"):
            if bus or os.environ.get("DBUS_SESSION_BUS_ADDRESS"):  # else Qt might start a bus
                self._ask(bus or QDBusConnection.sessionBus())
        self._decide()

    def choose(self, reduced: str) -> None:
        """Move less: ``on``, never mind: ``off``, or ``auto`` as the desktop."""
        self._chosen = reduced
        self._decide()

    def _decide(self) -> None:
        wanted = self._system if self._chosen == "auto" else self._chosen == "off"
        self._app.styleHints().setCursorFlashTime(self._caret if wanted else 0)
        if not wanted:
            for effect in _EFFECTS:
                self._app.setEffectEnabled(effect, False)
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def _ask(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        call = QDBusMessage.createMethodCall(_PORTAL, _PATH, _INTERFACE, "Read")
        call.setArguments([_NAMESPACE, _KEY])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(self._on_answered)
        bus.connect(  # type: ignore[call-overload]  # the stub says bytes, which are refused
            _PORTAL,
            _PATH,
            _INTERFACE,
            "SettingChanged",
            self,
            SLOT("_on_setting_changed(QDBusMessage)"),
        )

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        self._learn(watcher.reply().arguments())

    @Slot(QDBusMessage)
    def _on_setting_changed(self, message: QDBusMessage) -> None:
        namespace, key, value = message.arguments()
        if (namespace, key) == (_NAMESPACE, _KEY):
            self._learn([value])

    def _learn(self, values: list[object]) -> None:
        value = values[0] if values else None
        while isinstance(value, QDBusVariant):
            value = value.variant()
        if isinstance(value, bool):  # anything else is a portal without that switch
            self._system = value
            self._decide()
