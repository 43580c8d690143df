"""Notices when the window's thread was busy for too long (STYLE 5)."""

import logging
import time

from PySide6.QtCore import QAbstractEventDispatcher, QObject

LONGEST = 0.1
"""Seconds that one round of the event loop may take."""

_log = logging.getLogger(__name__)


class StallWatch(QObject):
    """Logs every round of the event loop that took longer than :data:`LONGEST`.

    Attributes:
        stalls: how long each took, in seconds of this thread's own CPU time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[float] = []
        self._woke: tuple[float, float] | None = None
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._on_awake)
        dispatcher.aboutToBlock.connect(self._on_about_to_block)

    def _on_awake(self) -> None:
        self._woke = time.monotonic(), time.thread_time()

    def _on_about_to_block(self) -> None:
        if self._woke is None:
            return
        took, worked = time.monotonic() - self._woke[0], time.thread_time() - self._woke[1]
        self._woke = None
        if took > LONGEST:
            _log.warning("the window stood still for %d ms", round(took * 1000))
        if worked > LONGEST:
            self.stalls.append(worked)
