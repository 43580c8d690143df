"""The notes of a conversation: to read, to change, to take away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.journal.values import Note
from app.ui.shell import parts
from app.ui.shell.flow import Flow
from app.ui.shell.writing import Writing


class NotesView(QWidget):
    """One field a note, the newest last; a change is kept when the person says so."""

    changed = Signal(str, str)
    """A note's id, and its new words."""
    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[QWidget] = []

    def show_notes(self, notes: Sequence[Note]) -> None:
        """These are all notes of the conversation."""
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._shown = [self._of(note) for note in notes]
        if not notes:
            words = _("This conversation has no notes. “Look back…”, beside it, makes one.")
            self._shown = [parts.remark(words)]
        for widget in self._shown:
            self._column.addWidget(widget)

    def _of(self, note: Note) -> QWidget:
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        label = _("Note of {day}").format(day=f"{note.time.astimezone():%Y-%m-%d %H:%M}")
        field = Writing("note", label, least=3, framed=True)
        field.replace(note.text)
        keep = parts.button(_("Keep changes"), "note_keep", "primary")
        keep.setEnabled(False)
        delete = parts.button(_("Delete this note"), "note_delete", "danger")
        field.textChanged.connect(
            lambda: keep.setEnabled(field.toPlainText().strip() not in ("", note.text))
        )
        keep.clicked.connect(lambda: self.changed.emit(note.id, field.toPlainText().strip()))
        delete.clicked.connect(lambda: self.deleted.emit(note.id))
        does = Flow()
        does.addWidget(keep)
        does.addWidget(delete)
        column.addWidget(parts.remark(label))
        column.addWidget(field)
        column.addLayout(does)
        return one
