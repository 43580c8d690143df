"""Notices when the window's thread was busy for too long (STYLE 5)."""

import logging
import time

from PySide6.QtCore import QAbstractEventDispatcher, QObject

LONGEST = 0.1
"""Seconds of CPU time that one round of the event loop may take."""

_log = logging.getLogger(__name__)


class StallWatch(QObject):
    """Logs every round of the event loop that took longer than :data:`LONGEST`.

    CPU time of this thread, not the clock: some of Qt's dispatchers handle events
    before they say that they woke, others after, and waiting costs none.

    Attributes:
        stalls: how long each took, in seconds.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[float] = []
        self._since = time.thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._on_turned)
        dispatcher.aboutToBlock.connect(self._on_turned)

    def _on_turned(self) -> None:
        now = time.thread_time()
        worked, self._since = now - self._since, now
        if worked > LONGEST:
            _log.warning("the window stood still for %d ms", round(worked * 1000))
            self.stalls.append(worked)
