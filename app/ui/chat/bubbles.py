"""The person's messages stand in bubbles: blocks of the text that know their width."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

_BUBBLE = QTextFormat.Property.UserProperty + 1
"""Block property: natural width in pixels of the person's message it belongs to."""

_NUMBER = QTextFormat.Property.UserProperty + 2
"""Block property: which message of the person's it belongs to."""

_PADDING_X = 14
PADDING_Y = 9
_RADIUS = 12
_WIDEST = 0.82
_MEASURED = 200
"""Characters of a line that are measured; more are wider than any bubble anyway."""


class Bubbles:
    """Lays out and paints them.

    Args:
        document: the text, whose root frame is the column.
        column_width: pixels it has now.
    """

    def __init__(self, document: QTextDocument, column_width: Callable[[], float]) -> None:
        self._document = document
        self._column_width = column_width

    def place(self, cursor: QTextCursor, natural: float, number: int, *, last: bool) -> None:
        """Make the block of a cursor part of a bubble.

        Args:
            natural: what :func:`natural_width` says of the whole message.
            number: which message of the person's it is.
            last: whether it is the last block of the message.
        """
        layout = cursor.blockFormat()
        layout.setProperty(_BUBBLE, natural)
        layout.setProperty(_NUMBER, number)
        layout.setRightMargin(_PADDING_X)
        layout.setLeftMargin(self._left(natural))
        layout.setBottomMargin(PADDING_Y if last else 0)
        cursor.setBlockFormat(layout)

    def measure(self, font: QFont, cursor: QTextCursor) -> None:
        """Measure all of them again: their words have another size now."""
        for _message, found in groupby(
            self._blocks(), lambda line: line.blockFormat().intProperty(_NUMBER)
        ):
            lines = list(found)
            natural = natural_width([line.text() for line in lines], font)
            for line in lines:
                layout = line.blockFormat()
                layout.setProperty(_BUBBLE, natural)
                cursor.setPosition(line.position())
                cursor.setBlockFormat(layout)

    def fit(self) -> None:
        """Give them the width there is now."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for block in self._blocks():
            layout = block.blockFormat()
            layout.setLeftMargin(self._left(layout.doubleProperty(_BUBBLE)))
            cursor.setPosition(block.position())
            cursor.setBlockFormat(layout)
        cursor.endEditBlock()

    def paint(self, painter: QPainter, colour: str) -> None:
        """Paint what belongs beneath the words, in the document's pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        for bubble in self.places():
            painter.drawRoundedRect(bubble, _RADIUS, _RADIUS)

    def places(self) -> list[QRectF]:
        """Where they stand, in the document's pixels."""
        layout = self._document.documentLayout()
        column = self._document.rootFrame().frameFormat().leftMargin()
        right = column + self._column_width()
        bubbles: dict[int, QRectF] = {}
        for block in self._blocks():
            text = layout.blockBoundingRect(block)
            left = column + block.blockFormat().leftMargin() - _PADDING_X
            rect = QRectF(left, text.top() - PADDING_Y, right - left, 2 * PADDING_Y)
            rect.setBottom(text.bottom() + PADDING_Y)
            number = block.blockFormat().intProperty(_NUMBER)
            bubbles[number] = bubbles[number].united(rect) if number in bubbles else rect
        return list(bubbles.values())

    def _left(self, natural: float) -> float:
        widest = self._column_width() * _WIDEST
        return self._column_width() - _PADDING_X - min(natural + 2, widest)

    def _blocks(self) -> list[QTextBlock]:
        found = []
        block = self._document.begin()
        while block.isValid():
            if block.blockFormat().hasProperty(_BUBBLE):
                found.append(block)
            block = block.next()
        return found


def natural_width(lines: Sequence[str], font: QFont) -> float:
    """How wide a bubble would be that breaks no line."""
    metrics = QFontMetricsF(font)
    return max(metrics.horizontalAdvance(line[:_MEASURED]) for line in lines)
