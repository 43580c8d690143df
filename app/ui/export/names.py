"""The list of names to replace: kept in the journal, written by the person."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.transfer.redaction import Redactions, read
from app.ui.shell import parts
from app.ui.shell.tasks import Tasks
from app.ui.shell.writing import Writing

_PAUSE = 300
"""Milliseconds without a key before the list counts."""


class Names(QWidget):
    """A pair a line.

    Args:
        journal: keeps the list, on its lane.
        name: prefix of the object names.
    """

    changed = Signal()

    def __init__(
        self, journal: Journal, tasks: Tasks, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._kept: tuple[tuple[str, str], ...] = ()
        label = _("Replace names and places, a pair a line: Mei -> M.")
        self._field = Writing(f"{name}_names", label, least=2, framed=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.changed)
        self._field.textChanged.connect(self._pause.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(parts.remark(label))
        column.addWidget(self._field)
        tasks.journal.run(self, journal.replacements, self._on_read)

    def redactions(self) -> Redactions:
        """The list; it is kept for the next time.

        Raises:
            UserFacingError: ``redaction_unreadable``.
        """
        said = read(self._field.toPlainText().splitlines())
        if said.pairs != self._kept:
            self._kept = said.pairs
            self._tasks.journal.run(self, lambda: self._journal.keep_replacements(said.pairs))
        return said

    def _on_read(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._kept = pairs
        if pairs and not self._field.toPlainText():
            self._field.replace("\n".join(f"{words} -> {instead}" for words, instead in pairs))
