"""What stands where words stood: nothing to read but one quiet sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.shell import parts


class Cover(QWidget):
    """An empty page.

    Args:
        words: the sentence in its middle.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words)
        sentence = parts.remark(words)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.addWidget(sentence)
