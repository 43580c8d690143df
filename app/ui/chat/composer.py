"""Where the person writes: Enter sends, Shift+Enter breaks the line, composing never sends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.i18n import _
from app.ui.shell import parts, text_size
from app.ui.shell.writing import Writing

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(Writing):
    """Grows with the text; Enter sends it."""

    submitted = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("composer", _("Your message"), parent=parent)
        self._composing = False
        self.setPlaceholderText(_("Write what is on your mind…"))
        text_size.set_font(self, parts.READING)

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
