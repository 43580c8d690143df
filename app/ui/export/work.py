"""Long work of a sheet: how far it is, and an end to it with the sheet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.transfer.export import Stopped
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.notices import explain_any
from app.ui.shell.tasks import Tasks

T = TypeVar("T")
Told = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass
class _Wish:
    """What the window wants of the lane; a bool is read and written whole."""

    stopped: bool = False


class Work(QWidget):
    """Does one thing at a time on the journal's lane, and tells of it.

    Args:
        tasks: the lanes.
        name: prefix of the object names.
    """

    busy_changed = Signal(bool)
    _progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wish = _Wish()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("How far it is"))
        self._bar.hide()
        self._stop = parts.button(_("Stop"), f"{name}_stop", "quiet")
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        self._said = parts.paragraph("")
        self._said.setObjectName(f"{name}_told")
        self._said.hide()
        self._fault = parts.fault()
        self._fault.setObjectName(f"{name}_fault")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._bar, self._said, self._fault):
            column.addWidget(widget)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)

    def do(self, action: Callable[[Told, Asked], T], done: Callable[[T], str]) -> None:
        """Begin; what ``done`` gives is said at the end.

        Args:
            action: on the lane, with a callback that is told how far it is, and one that says
                whether the person wants it to end; it raises Stopped then.
            done: with the result, on the window's thread.
        """
        wish = self._wish = _Wish()
        # Gone with the sheet: nobody may wait for a file that nobody waits for.
        self.destroyed.connect(lambda: setattr(wish, "stopped", True))

        def tell(now: int, whole: int) -> None:
            with suppress(RuntimeError):  # the sheet went this very moment
                if not wish.stopped:
                    self._progressed.emit(round(100 * now / whole) if whole else 0, 100)

        def work() -> list[T]:
            try:
                return [action(tell, lambda: wish.stopped)]
            except Stopped:
                return []

        def finished(results: list[T]) -> None:
            self._begin_or_end(busy=False)
            self.say(done(results[0]) if results else _("Stopped; nothing of it was kept."))

        self.say("")
        self._begin_or_end(busy=True)
        self._tasks.journal.run(self, work, finished, self._on_failed)

    def stop(self) -> None:
        """End what is being done; nothing of it stays."""
        self._wish.stopped = True

    def say(self, words: str) -> None:
        """Say how it ended; no words say nothing."""
        self._fault.hide()
        self._said.setText(words)
        self._said.setVisible(bool(words))
        if words:
            announce(self._said, words)
            self._come_into_view()

    def refuse(self, error: UserFacingError | None) -> None:
        """Say what went wrong, or what is missing."""
        words = str(explain_any(error))
        self.say("")
        self._fault.setText(words)
        self._fault.show()
        announce(self._fault, words, urgently=True)
        self._come_into_view()

    def _come_into_view(self) -> None:
        """What happened is told below a long form."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            QTimer.singleShot(0, self, partial(around.ensureWidgetVisible, self))

    def _begin_or_end(self, *, busy: bool) -> None:
        self._bar.setValue(0)
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        self.busy_changed.emit(busy)
        self._come_into_view()

    def _on_progressed(self, now: int, whole: int) -> None:
        self._bar.setMaximum(whole)
        self._bar.setValue(now)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self._begin_or_end(busy=False)
        self.refuse(error)
