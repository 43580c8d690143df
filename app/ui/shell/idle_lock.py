"""Locks when nobody has touched the window for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 15_000
"""Milliseconds between two looks at the clock: that much later it may lock."""

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
        QEvent.Type.Drop,
    }
)


_CLOCK = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The one that goes on while the computer sleeps: Linux has the first, macOS the second."""


def clock() -> float:
    """Seconds, those that the computer slept included."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


class IdleLock(QObject):
    """Counts from the last input to any window of the program.

    While the person waits for something, like a reply that is being written, they may
    do nothing for twice as long; what comes then is a beginning: they read it.

    Args:
        app: whose windows count.
        minutes: after which to lock, asked each time; 0 for never.
        awaited: whether the person waits for something.
        now: seconds on a clock that goes on while the computer sleeps.
    """

    due = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        *,
        minutes: Callable[[], int],
        awaited: Callable[[], bool],
        now: Callable[[], float] = clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._awaited = awaited
        self._now = now
        self._last = now()
        self._waiting = False
        # Every window has the focus before it gets a key, and most before a mouse.
        app.focusWindowChanged.connect(self._on_window_focused)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def watch(self, window: QWindow) -> None:
        """Count the input to this window from now on; twice is once."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    def note(self) -> None:
        """Somebody is here."""
        self._last = self._now()

    def look(self) -> None:
        """Lock if it is time."""
        waiting = self._awaited()
        if self._waiting and not waiting:
            self.note()
        self._waiting = waiting
        limit = self._minutes() * 60 * (2 if waiting else 1)
        if limit and self._now() - self._last >= limit:
            self.note()
            self.due.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self._now()
        return False

    def _on_window_focused(self, window: QWindow | None) -> None:
        if window:
            self.watch(window)
            self.note()
