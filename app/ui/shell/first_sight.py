"""The moment a window is really on the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget


class FirstSight(QObject):
    """Calls once, when the window is exposed and its first picture painted.

    Args:
        window: not shown yet.
        seen: what to call.
    """

    def __init__(self, window: QWidget, seen: Callable[[], None]) -> None:
        super().__init__(window)
        self._seen: Callable[[], None] | None = seen
        window.winId()  # makes the window that the system exposes
        self._window = window.windowHandle()
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        exposed = isinstance(watched, QWindow) and watched.isExposed()
        if event.type() == QEvent.Type.Expose and exposed and (seen := self._seen):
            self._seen = None
            QTimer.singleShot(0, self, seen)  # the picture is painted in answer to this event
        return False
