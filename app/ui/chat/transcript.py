"""The conversation as one read-only text: selectable across messages, readable aloud."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.core.i18n import N_, _
from app.core.journal.deleting import DELETED
from app.core.journal.values import Message
from app.ui.chat.bubbles import PADDING_Y, Bubbles, natural_width
from app.ui.chat.rendering import LINE_HEIGHT, insert_markdown
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.clipboard import concealed
from app.ui.shell.theme import Theme

_QUIET = QTextFormat.Property.UserProperty + 3
"""Character property: a remark of the program."""

_BETWEEN = 22
_EDGE = 24

_ENDINGS = {
    "repeated": N_("It began to repeat itself, and was stopped here."),
    "length": N_("It had become very long, and was ended here."),
}
"""Why a reply ends where it does by no will of its own."""

_NEAR_END = 40
"""Pixels from the end within which new text keeps the end in view."""


class Transcript(QTextBrowser):
    """Shows messages; the last one may still grow.

    Args:
        theme: colours of the bubbles and remarks.
    """

    link_requested = Signal(QUrl)
    menu_requested = Signal(object, QPoint)
    """A Message, and where on the screen its menu belongs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading = text_size.font(parts.READING)
        self._bubbles = Bubbles(self.document(), self._column_width)
        self._reply_start: int | None = None
        self._spoken = 0
        self._starts: dict[str, int] = {}
        self._messages: dict[str, Message] = {}
        self.setObjectName("transcript")
        self.setAccessibleName(_("Conversation"))
        self.setAccessibleDescription(
            _(
                "Ctrl and an arrow key go from message to message; Alt and Enter show what can be"
                " done with one."
            )
        )
        text_size.set_font(self, parts.READING)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self.link_requested)
        self.clear_all()

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing is ever fetched or read from disk (STYLE 9)."""
        return

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied or dragged, it is hinted secret."""
        return concealed(self.textCursor().selection().toPlainText())

    def clear_all(self) -> None:
        """Forget every word."""
        self.clear()
        self._reply_start = None
        self._spoken = 0
        self._starts = {}
        self._messages = {}
        self._set_column()

    def show_all(self, remark: str, messages: Sequence[Message]) -> None:
        """A conversation from its beginning, after a quiet sentence of the program's own."""
        self.clear_all()
        self._add_remark(remark)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # one layout for all of them
        for message in messages:
            self.add(message)
        whole.endEditBlock()
        self.show_end()

    def add(self, message: Message) -> None:
        """A message that is already in the journal."""
        self._starts[message.id] = self.document().characterCount()
        self._messages[message.id] = message
        text = _shown(message)
        if message.role == "user":
            self._add_spoken(text)
        else:
            self.grow_reply(text)
            self.end_reply(message)

    def add_unanswered(self) -> None:
        """Say that the newest message never got a reply: a lock or an end came first."""
        at_end = self._is_at_end()
        self._add_remark(_("There is no reply to this. Write again, and the listener goes on."))
        if at_end:  # and not at a message that was looked for
            self.show_end()

    def grow_reply(self, text: str) -> None:
        """The reply so far, from its first word; replaces what was shown of it."""
        at_end = self._is_at_end()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._reply_start is None:
            self._add_speaker(_("Listener"), Qt.AlignmentFlag.AlignLeft)
            self._reply_start = self._next_block(top=2).position()
        cursor.setPosition(self._reply_start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        insert_markdown(cursor, text, self._reading)
        cursor.endEditBlock()
        if at_end:
            self.show_end()

    def end_reply(self, message: Message | None) -> str:
        """No more text comes; a reply that did not end by itself says so.

        Returns:
            The reply as it is read, from its first word; empty where none had begun.
        """
        start, self._reply_start = self._reply_start, None
        if message and start is not None:
            self._starts.setdefault(message.id, start)
            self._messages[message.id] = message
        at_end = self._is_at_end()
        if message and message.ending in _ENDINGS:
            self._add_quiet(_(_ENDINGS[message.ending]))
        elif message and message.state == "stopped":
            self._add_quiet(_("Stopped."))
        elif message and message.state in ("interrupted", "streaming"):
            self._add_quiet(_("Interrupted."))
        if at_end:
            self.show_end()
        return "" if start is None else self._text_from(start)

    def show_message(self, message: str) -> bool:
        """Bring the beginning of a message to the top of the view, and the text cursor there.

        Returns:
            Whether it is there.
        """
        start = self._starts.get(message)
        if start is None:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        speaker = self.document().documentLayout().blockBoundingRect(cursor.block())
        self.verticalScrollBar().setValue(round(speaker.top()))
        return True

    def message_at(self, position: int) -> Message | None:
        """The message that a place of the text belongs to; None above them, and in a growing one.

        Args:
            position: as a text cursor counts.
        """
        growing = self._reply_start
        if growing is not None and position >= growing:
            return None
        found = [name for name, start in self._starts.items() if start <= position]
        return self._messages.get(found[-1]) if found else None

    def show_end(self) -> None:
        """Bring the newest words into view."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def scrolled(self) -> float | None:
        """How far down the view is, 0 to 1; None at the end, where it follows new words."""
        bar = self.verticalScrollBar()
        return None if self._is_at_end() else bar.value() / max(1, bar.maximum())

    def scroll_to(self, scrolled: float | None) -> None:
        """Go where :meth:`scrolled` was."""
        if scrolled is None:
            self.show_end()
        else:
            bar = self.verticalScrollBar()
            bar.setValue(round(scrolled * bar.maximum()))

    def dress(self) -> None:
        """Take the theme's colours and sizes; remarks carry theirs in the text."""
        at_end = self._is_at_end()
        self._reading = text_size.font(parts.READING)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            first = block.begin()  # of an empty block there is no fragment to ask
            if not first.atEnd() and first.fragment().charFormat().hasProperty(_QUIET):
                cursor.setPosition(block.position())
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.setCharFormat(self._quiet())
            block = block.next()
        self._bubbles.measure(self._reading, cursor)
        cursor.endEditBlock()
        self._fit()
        if at_end:
            self.show_end()

    def _add_remark(self, text: str) -> None:
        cursor = self._next_block(top=4)
        layout = cursor.blockFormat()
        layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(layout)
        cursor.insertText(text, self._quiet())

    def _add_spoken(self, text: str) -> None:
        self._spoken += 1
        self._add_speaker(_("You"), Qt.AlignmentFlag.AlignRight)
        lines = text.split("\n")
        natural = natural_width(lines, self._reading)
        for index, line in enumerate(lines):
            cursor = self._next_block(top=2 + PADDING_Y if index == 0 else 0)
            self._bubbles.place(cursor, natural, self._spoken, last=index == len(lines) - 1)
            cursor.insertText(line, QTextCharFormat())
        self.show_end()

    def _add_speaker(self, name: str, side: Qt.AlignmentFlag) -> None:
        cursor = self._next_block(top=_BETWEEN)
        layout = cursor.blockFormat()
        layout.setAlignment(side)
        cursor.setBlockFormat(layout)
        cursor.insertText(name, self._quiet())

    def _add_quiet(self, text: str) -> None:
        self._next_block(top=0).insertText(text, self._quiet())

    def _next_block(self, top: int) -> QTextCursor:
        """A cursor in a new, plain block at the end."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        layout = QTextBlockFormat()
        layout.setTopMargin(top)
        layout.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.document().isEmpty():
            cursor.setBlockFormat(layout)
            cursor.setCharFormat(QTextCharFormat())
        else:
            cursor.insertBlock(layout, QTextCharFormat())
        return cursor

    def _quiet(self) -> QTextCharFormat:
        quiet = QTextCharFormat()
        quiet.setProperty(_QUIET, True)
        font = QFont(self._reading)
        font.setPointSizeF(font.pointSizeF() * 0.84)
        quiet.setFont(font)
        quiet.setForeground(QColor(self._theme.colours.muted))
        return quiet

    def _text_from(self, start: int) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_END

    def _column_width(self) -> float:
        return min(text_size.px(parts.READING_WIDTH), self.width() - 2 * _EDGE)

    def _set_column(self) -> None:
        """Exactly over the composer's column, with the scroll bar or without."""
        frame = self.document().rootFrame()
        layout = frame.frameFormat()
        left = (self.width() - self._column_width()) / 2
        layout.setLeftMargin(left)
        layout.setRightMargin(self.viewport().width() - left - self._column_width())
        layout.setTopMargin(_EDGE)
        layout.setBottomMargin(_EDGE)
        frame.setFrameFormat(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        at_end = self._is_at_end()
        super().resizeEvent(event)
        self._fit()
        if at_end:
            self.show_end()

    def _fit(self) -> None:
        """Give column and bubbles the width there is now."""
        self._set_column()
        self._bubbles.fit()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
        elif message := self.message_at(self.cursorForPosition(event.pos()).position()):
            self.menu_requested.emit(message, self.viewport().mapToGlobal(event.pos()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match (event.key(), event.modifiers()):
            case (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier):
                self._go(-1)
            case (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier):
                self._go(1)
            case (Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier):
                self._ask_for_menu()  # not every keyboard has a key for menus
            case _:
                super().keyPressEvent(event)

    def _ask_for_menu(self) -> None:
        """For the message where the cursor is; for the newest, if nobody has gone to any yet."""
        message = self.message_at(self.textCursor().position())
        if message is None and self._starts:
            message = self._messages.get(list(self._starts)[-1])
        if message:
            place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.menu_requested.emit(message, place)

    def _go(self, step: int) -> None:
        """To the message before or after the one where the cursor is, said aloud."""
        names, here = list(self._starts), self.message_at(self.textCursor().position())
        wanted = names.index(here.id) + step if here else (0 if step > 0 else len(names) - 1)
        if 0 <= wanted < len(names) and self.show_message(names[wanted]):
            message = self._messages[names[wanted]]
            who = _("You") if message.role == "user" else _("Listener")
            announce(self, f"{who}: {_shown(message)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        self._bubbles.paint(painter, self._theme.colours.bubble)
        painter.end()
        super().paintEvent(event)


def _shown(message: Message) -> str:
    return _("(deleted)") if message.ending == DELETED else message.text
