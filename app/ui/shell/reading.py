"""A page that is read from top to bottom: a title, then a column that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.shell import parts, text_size
from app.ui.shell.pages import Page


class ReadingPage(Page):
    """As wide as a conversation, in the middle.

    Args:
        title: names the page.
        name: object name of what scrolls.
    """

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout()
        """Where the content goes, below the title."""
        self.column.setSpacing(16)
        self._heading = parts.title(title)
        column = QWidget()
        text_size.limit_width(column, parts.READING_WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 32, 0, 24)
        inside.setSpacing(16)
        inside.addWidget(self._heading)
        inside.addLayout(self.column)
        inside.addStretch(1)
        whole = QWidget()
        around = QHBoxLayout(whole)  # an alignment would measure the words at full width
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch(1)
        around.addWidget(column, 1000)
        around.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName(name)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(whole)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._area)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed group, and where its content goes."""
    frame = QFrame()
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(16, 14, 16, 14)
    inside.setSpacing(8)
    return frame, inside


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout, at once."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
