"""Python's garbage is collected on the window's thread alone.

Left to itself, Python collects on whatever thread happens to allocate. A widget or a
picture that is part of a cycle would then be destroyed by a lane, and Qt dies of that.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two looks; each costs a few milliseconds at most."""


class Garbage(QObject):
    """Collects from now on, on the thread it is made on, until :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(collect)
        timer.start()

    def stop(self) -> None:
        """Let Python collect as it did before; once no other thread works any more."""
        if self._was_automatic:
            gc.enable()


def collect() -> None:
    """Collect the generations that are due, by Python's own thresholds."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [age for age, count in enumerate(counts) if count > limits[age]]
    if due:
        gc.collect(max(due))
