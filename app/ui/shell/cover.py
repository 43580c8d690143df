"""What stands where words stood: nothing to read but one quiet sentence."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.shell import parts

_ALONE = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
    }
)
"""Keys that mean nothing before another one is pressed."""


class Cover(QWidget):
    """An empty page.

    Args:
        words: the sentence in its middle.
    """

    touched = Signal()
    """A key, or a button of the mouse."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        sentence = parts.remark(words)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.addWidget(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ALONE and not event.isAutoRepeat():
            self.touched.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.touched.emit()
