"""Ctrl+C in the terminal, or a polite ``kill``, closes the window as the person would."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_POLITE = (signal.SIGINT, signal.SIGTERM)


class Interrupt(QObject):
    """Calls back in the event loop; Python alone would wait for the next event.

    Args:
        then: what to do, on the window's thread.
    """

    def __init__(self, then: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._then = then
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._before = {each: signal.signal(each, lambda *_: None) for each in _POLITE}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_written)

    def close(self) -> None:
        """Signals do what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for each, handler in self._before.items():
            signal.signal(each, handler)
        self._ours.close()
        self._theirs.close()

    def _on_written(self) -> None:
        if any(number in _POLITE for number in self._ours.recv(64)):
            self._then()
