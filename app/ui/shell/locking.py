"""Between the last word on the screen and the lock screen: two things side by side.

The journal is closed here while a successor starts. This process ends when both are
done; without a successor it shows the lock screen itself.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.shell.successor import Successor

_GRACE = 5000
"""Milliseconds this process may still close the journal when the successor is there. What
was acknowledged is durable by then; what hangs so long is the engine or the disk."""


class Locking(QObject):
    """Ends with one of its signals.

    Args:
        successor: started already; None where there is none to start.
    """

    replaced = Signal()
    """The successor's window is there and the journal closed: end this process."""
    alone = Signal()
    """The journal is closed, and no successor takes over."""

    def __init__(self, successor: Successor | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._successor = successor
        self._closed = False
        self._shown = False
        self._grace = QTimer(self, singleShot=True, interval=_GRACE)
        self._grace.timeout.connect(self.close)
        if successor:
            successor.shown.connect(self._on_shown)
            successor.failed.connect(self._on_failed)

    def close(self) -> None:
        """The journal is closed."""
        self._closed = True
        self._settle()

    def cancel(self) -> None:
        """The person quits: no successor, no signal any more."""
        self.blockSignals(True)
        if self._successor:
            self._successor.end()

    def _on_shown(self) -> None:
        self._shown = True
        self._grace.start()
        self._settle()

    def _on_failed(self) -> None:
        self._successor = None
        self._grace.stop()
        self._settle()

    def _settle(self) -> None:
        if self._closed and self._successor is None:
            self.alone.emit()
        elif self._closed and self._shown:
            self._grace.stop()
            self.replaced.emit()
