"""Gives the window on to a fresh process, and ends this one (DESIGN 4.10, decision 030)."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QWidget

from app.ui.shell.instance import Instance
from app.ui.shell.predecessor import Predecessor
from app.ui.shell.successor import Handover, Successor, step_back


class Succession:
    """Knows what this process holds that the next one needs.

    Args:
        home: the data home.
        window: whose place the next window takes.
        instance: the right to show it.
        predecessor: what this process itself follows; None in the one a person started.
    """

    def __init__(
        self, *, home: Path, window: QWidget, instance: Instance, predecessor: Predecessor | None
    ) -> None:
        self._home = home
        self._window = window
        self._instance = instance
        self._inherited = predecessor.handover.waiting if predecessor else None
        self._first = predecessor is None
        self._pipe: tuple[int, int] | None = None

    def start(self, profile: str) -> Successor:
        """Start the next process; it tells when its window is there, or that it fails.

        Args:
            profile: id of the profile it offers first.
        """
        if self._first and sys.platform != "win32" and self._pipe is None:
            self._pipe = os.pipe()
        lock, door = self._instance.descriptors()
        successor = Successor(self._home, parent=self._window)
        successor.start(
            Handover(
                geometry=bytes(self._window.saveGeometry().data()),
                profile=profile,
                minimised=self._window.isMinimized(),
                active=self._window.isActiveWindow(),
                lock=lock,
                door=door,
                waiting=self._pipe[1] if self._pipe else self._inherited,
            )
        )
        return successor

    def complete(self) -> NoReturn:
        """The next window is there, and nothing is left to save: end this process."""
        self._window.hide()
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        step_back(self._pipe[0] if self._pipe else None)
