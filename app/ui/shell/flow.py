"""Buttons side by side, and on further lines where the room or the text size asks for it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Each as wide as it wants to be, and no wider than the line where it can be narrower.

    Args:
        spacing: pixels between them, both ways.
        last_apart: the last stands at the right edge of its line.
    """

    def __init__(
        self, *, spacing: int = 8, last_apart: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_apart = last_apart
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height for _line, height in self._lines(width)) + self._gaps(width)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        top = place.top()
        for line, height in self._lines(place.width()):
            left = place.left()
            for item in line:
                size = item.sizeHint()
                size.setWidth(min(size.width(), max(place.width(), item.minimumSize().width())))
                if self._last_apart and item is self._items[-1]:
                    left = max(left, place.right() + 1 - size.width())
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _gaps(self, width: int) -> int:
        return self.spacing() * max(0, len(self._lines(width)) - 1)

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """What stands on each line, and how high it is."""
        lines: list[tuple[list[QLayoutItem], int]] = []
        left = width + 1
        for item in self._shown():
            size = item.sizeHint()
            if left + size.width() > width or not lines:
                lines.append(([], 0))
                left = 0
            line, height = lines[-1]
            lines[-1] = ([*line, item], max(height, size.height()))
            left += size.width() + self.spacing()
        return lines
