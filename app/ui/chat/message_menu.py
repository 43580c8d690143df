"""What can be done with one message, as a menu for the mouse and for the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.core.i18n import _
from app.core.journal.deleting import DELETED
from app.core.journal.values import Message
from app.ui.chat.transcript import Transcript
from app.ui.shell import clipboard


@dataclass(frozen=True)
class Deeds:
    """What the page does with a message."""

    take_along: Callable[[Message], None]
    rate: Callable[[Message], None]
    delete: Callable[[Message], None]


def message_menu(transcript: Transcript, message: Message, deeds: Deeds, *, busy: bool) -> QMenu:
    """The menu; it goes when it is closed.

    Args:
        busy: a reply is being written, which goes on from every message before it.
    """
    menu = QMenu(transcript)
    menu.setObjectName("message_menu")
    menu.setAccessibleName(_("This message"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if transcript.textCursor().hasSelection():
        menu.addAction(_("Copy what is selected"), transcript.copy)
    if message.ending == DELETED:
        menu.addAction(_("This message is deleted.")).setEnabled(False)
        return menu
    menu.addAction(_("Copy this message"), lambda: clipboard.copy(message.text))
    menu.addAction(_("Take this message along…"), lambda: deeds.take_along(message))
    if message.role == "assistant":
        menu.addAction(_("Rate this reply…"), lambda: deeds.rate(message))
    menu.addSeparator()
    delete = menu.addAction(_("Delete this message…"), lambda: deeds.delete(message))
    delete.setEnabled(not busy)
    return menu
