"""Draws a conversation on two lines: its title, and quietly what is known about it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.history.conversation_item_model import ABOUT
from app.ui.shell import text_size
from app.ui.shell.theme import Theme

_TITLE = 1.0
_ABOUT = 0.92
_EDGE = 9
_INDENT = 13
"""Where the style sheet lets the words of a heading begin."""
_BETWEEN = 2

Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """Headings stay on one line.

    Args:
        theme: the colours of both.
        parent: the list.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        about = index.data(ABOUT)
        if about is None:
            super().paint(painter, option, index)
            return
        panel = QStyleOptionViewItem(option)
        self.initStyleOption(panel, index)
        title, panel.text = panel.text, ""
        widget = option.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, panel, painter, widget)
        colours = self._theme.colours
        rect = option.rect.adjusted(_INDENT, _EDGE, -_INDENT, 0)
        painter.save()
        for factor, colour, words in (
            (_TITLE, colours.text, title),
            (_ABOUT, colours.muted, about),
        ):
            font = text_size.font(factor)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
            rect.setTop(rect.top() + metrics.height() + _BETWEEN)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(ABOUT) is None:
            return super().sizeHint(option, index)
        lines = sum(QFontMetrics(text_size.font(factor)).height() for factor in (_TITLE, _ABOUT))
        return QSize(0, lines + _BETWEEN + 2 * _EDGE)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)
