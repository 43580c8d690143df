"""Much to build, in rounds of the event loop that each stay short (STYLE 5)."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

_ROUND = 0.02
"""Seconds of CPU time after which a round begins no further piece: what was built is laid out
and painted in a round as well."""


class Pieces(QObject):
    """Builds what an iterator builds, a few steps a round; is gone when all is built.

    Args:
        steps: builds a piece at each step.
        parent: what is built; with it ends whatever is not.
    """

    done = Signal()
    """Everything is built."""

    def __init__(self, steps: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    def go_on(self) -> None:
        """Build as much as fits in a round: what shall be there at once."""
        began = time.thread_time()
        for _piece in self._steps:
            if time.thread_time() - began > _ROUND:
                return
        self._timer.stop()
        self.deleteLater()
        self.done.emit()
