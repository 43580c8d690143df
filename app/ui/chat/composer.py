"""Where the person writes: Enter sends, Shift+Enter breaks the line, composing never sends."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.core.i18n import _
from app.ui.shell import parts, text_size
from app.ui.shell.clipboard import concealed

_MOST_LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(QPlainTextEdit):
    """Grows with the text up to some lines."""

    submitted = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.setObjectName("composer")
        self.setAccessibleName(_("Your message"))
        self.setPlaceholderText(_("Write what is on your mind…"))
        text_size.set_font(self, parts.READING)
        # Input methods learn nothing from what is written here (VAULT, last lines).
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhMultiLine
        )
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
        lines = min(max(1, round(self.document().size().height())), _MOST_LINES)
        margins = 2 * (round(self.document().documentMargin()) + self.frameWidth()) + 2
        height = lines * self.fontMetrics().lineSpacing() + margins
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self._composing:
            event.ignore()  # Enter belongs to the input method while it composes.
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            self.submitted.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
