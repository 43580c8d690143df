"""What watches over an open journal while the person does not: idle time, sleep, the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication

from app.core.settings.store import SettingsStore
from app.ui.shell.clipboard import ClipboardWatch
from app.ui.shell.idle_lock import IdleLock, clock
from app.ui.shell.main_window import MainWindow
from app.ui.shell.system_lock import SystemLock
from app.ui.wiring import Wiring


class Guards(QObject):
    """Locks by itself, and empties the clipboard.

    Args:
        app: whose windows and clipboard are watched.
        window: shown already.
        wiring: locks.
        settings: asked each time, so that a change takes effect at once.
        system: the system's message bus, where it has one.
        now: seconds on a clock that goes on while the computer sleeps.
    """

    def __init__(
        self,
        *,
        app: QApplication,
        window: MainWindow,
        wiring: Wiring,
        settings: SettingsStore,
        system: QDBusConnection | None,
        now: Callable[[], float] = clock,
    ) -> None:
        super().__init__(app)
        copied = ClipboardWatch(
            app.clipboard(), lambda: settings.number("clear_clipboard_seconds"), self
        )
        wiring.hidden.connect(copied.clear)
        idle = IdleLock(
            app,
            minutes=lambda: settings.number("auto_lock_minutes"),
            awaited=lambda: wiring.at_work,
            now=now,
            parent=self,
        )
        idle.watch(window.windowHandle())
        idle.due.connect(wiring.lock)
        if system:
            asleep = SystemLock(system, lambda: settings.flag("lock_on_sleep"), self)
            asleep.due.connect(wiring.lock)
            wiring.open_changed.connect(asleep.hold_sleep)
