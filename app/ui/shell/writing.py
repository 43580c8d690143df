"""A field for more than a line: it grows with the words, and keeps them to itself."""

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.ui.shell.clipboard import concealed

_MOST_LINES = 8
_INSIDE = 8
"""Pixels between the edge and the words."""


class Writing(QPlainTextEdit):
    """Grows with the text up to some lines; Tab leaves it.

    Args:
        name: object name, stable for tests.
        label: its accessible name.
        least: lines it is high while empty.
        framed: with an edge of its own.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        least: int = 1,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.setObjectName(name)
        self.setAccessibleName(label)
        # Input methods learn nothing from what is written here (VAULT, last lines).
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhMultiLine
        )
        if framed:
            self.setProperty("role", "writing")
            self.document().setDocumentMargin(_INSIDE)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def replace(self, text: str) -> None:
        """Put other text in, with nothing left to undo."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied, cut or dragged, it is hinted secret."""
        return concealed(self.textCursor().selection().toPlainText())

    def sizeHint(self) -> QSize:
        lines = min(max(self._least, round(self.document().size().height())), _MOST_LINES)
        margins = 2 * (round(self.document().documentMargin()) + self.frameWidth()) + 6
        height = lines * self.fontMetrics().lineSpacing() + margins
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
