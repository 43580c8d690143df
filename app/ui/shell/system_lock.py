"""The system goes to sleep, or its session is locked: the journal is locked, too.

On Linux logind says so on the system's message bus, and waits a few seconds before it
sleeps for those who asked it to (an inhibitor of the kind "delay": freedesktop's
"Inhibitor Locks"). Without logind, and on other systems, nobody says so here; there the
idle lock, whose clock goes on while the computer sleeps, locks at the latest on waking.
"""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

_LOGIND = "org.freedesktop.login1"
_MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"

_log = logging.getLogger(__name__)


class SystemLock(QObject):
    """Listens to logind.

    Args:
        bus: the system's message bus.
        wanted: whether sleep and a locked session are to lock, asked each time.
    """

    due = Signal()
    """The computer goes to sleep, or the person locked their session."""

    def __init__(
        self, bus: QDBusConnection, wanted: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._wanted = wanted
        self._session = ""
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._holding = False
        self._asleep = False
        path, manager = _MANAGER
        for place, interface, member, slot in (
            (path, manager, "PrepareForSleep", "on_sleep(bool)"),
            ("", _SESSION, "Lock", "on_locked(QDBusMessage)"),
            ("", _PROPERTIES, "PropertiesChanged", "on_changed(QDBusMessage)"),
        ):
            bus.connect(  # type: ignore[call-overload]  # the stub says bytes, which are refused
                _LOGIND, place, interface, member, self, SLOT(slot)
            )
        # "auto" is the caller's own session, or else the one of their display.
        name = os.environ.get("XDG_SESSION_ID", "auto")
        self._call(_MANAGER, "GetSession", [name], self._on_session_known)

    def hold_sleep(self, wanted: bool) -> None:
        """Whether sleep has to wait for us: as long as a journal is open.

        The end of this process lets go, too, so a lock that a successor completes
        needs no call.
        """
        self._holding = wanted
        if not wanted:
            self._inhibitor = None
        elif self._inhibitor is None and not self._asleep:
            why = "The journal is locked first"
            self._call(_MANAGER, "Inhibit", ["sleep", "SoulChat", why, "delay"], self._on_inhibited)

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """logind: sleep begins, or is over."""
        locks = begins and self._wanted()
        self._asleep = begins and not locks
        if locks:
            self.due.emit()
        elif begins:
            self._inhibitor = None
        else:
            self.hold_sleep(self._holding)

    @Slot(QDBusMessage)
    def on_locked(self, message: QDBusMessage) -> None:
        """logind: a session is to be locked."""
        if self._is_ours(message.path()) and self._wanted():
            self.due.emit()

    @Slot(QDBusMessage)
    def on_changed(self, message: QDBusMessage) -> None:
        """logind: properties of something changed; desktops set LockedHint when they lock."""
        place = message.path()
        if message.arguments()[:1] == [_SESSION] and self._is_ours(place):
            self._call((place, _PROPERTIES), "Get", [_SESSION, "LockedHint"], self._on_hint_known)

    def _is_ours(self, session: str) -> bool:
        """Of an unknown session any may be ours: locked once too often does no harm."""
        return self._session in ("", session)

    def _call(
        self,
        where: tuple[str, str],
        method: str,
        arguments: Sequence[object],
        then: Callable[[Any], None],
    ) -> None:
        """Ask logind; ``then`` gets the first value of its answer. A refusal is logged."""
        place, interface = where
        question = QDBusMessage.createMethodCall(_LOGIND, place, interface, method)
        question.setArguments(list(arguments))
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(question), self)

        def on_answered() -> None:
            answer = watcher.reply()
            if answer.type() == QDBusMessage.MessageType.ReplyMessage:
                then(answer.arguments()[0])
            else:
                _log.info("logind refused %s: %s", method, answer.errorName())
            watcher.deleteLater()

        watcher.finished.connect(on_answered)

    def _on_session_known(self, path: Any) -> None:
        self._session = path.path()

    def _on_inhibited(self, descriptor: QDBusUnixFileDescriptor) -> None:
        if self._holding and not self._asleep:
            self._inhibitor = descriptor

    def _on_hint_known(self, locked: Any) -> None:
        if locked.variant() is True and self._wanted():
            self.due.emit()


def system_bus() -> QDBusConnection | None:
    """The message bus on which this system speaks of sleep, where it has one."""
    if sys.platform != "linux":
        return None
    bus = QDBusConnection.systemBus()
    return bus if bus.isConnected() else None
