"""Looking back on a conversation: the person's own words, or a draft that the weights write."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.flow import Flow
from app.ui.shell.notices import explain_any
from app.ui.shell.writing import Writing


class LookBack(QWidget):
    """A field, a draft on request, and a note on request; nothing by itself."""

    draft_requested = Signal()
    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = _("What would you like to take along from this conversation?")
        self._field = Writing("look_back", label, least=6, framed=True)
        self._draft = parts.button(_("Have a draft written"), "look_back_draft")
        self._keep = parts.button(_("Keep as a note"), "look_back_keep", "primary")
        self._keep.setEnabled(False)
        self._told = parts.remark("")
        self._told.setObjectName("look_back_told")
        self._told.setMinimumHeight(3 * self._told.fontMetrics().lineSpacing())  # nothing moves
        self._draft.clicked.connect(self._on_draft_requested)
        self._keep.clicked.connect(lambda: self.kept.emit(self._field.toPlainText().strip()))
        self._field.textChanged.connect(
            lambda: self._keep.setEnabled(bool(self._field.toPlainText().strip()))
        )
        does = Flow()
        does.addWidget(self._draft)
        does.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(parts.paragraph(label))
        column.addWidget(self._field)
        column.addLayout(does)
        column.addWidget(self._told)

    def show_draft(self, text: str) -> None:
        """The draft stands below what the person wrote already; all of it can be changed."""
        before = self._field.toPlainText().strip()
        self._field.replace(f"{before}\n\n{text}" if before else text)
        self._say("")

    def refuse(self, error: UserFacingError | None) -> None:
        """Say why there is no draft."""
        self._say(str(explain_any(error)))

    def _on_draft_requested(self) -> None:
        self._draft.setEnabled(False)
        self._told.setText(_("A draft is being written…"))
        self.draft_requested.emit()

    def _say(self, words: str) -> None:
        self._draft.setEnabled(True)
        self._told.setText(words)
        announce(self._told, words)
