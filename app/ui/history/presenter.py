"""What the list of conversations does, without a widget."""

from babel.dates import format_datetime
from PySide6.QtCore import QObject, Signal

from app.core import i18n
from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.journal.values import ConversationHead
from app.ui.shell.tasks import Tasks


class HistoryPresenter(QObject):
    """Reads the list on the journal's lane, newest first.

    Args:
        journal: read on its lane.
        tasks: the lanes.
    """

    conversations_listed = Signal(list)

    def __init__(self, *, journal: Journal, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._ended = False

    def refresh(self) -> None:
        """Read the list again."""
        if not self._ended:
            self._tasks.journal.run(
                self, self._journal.conversations, self.conversations_listed.emit
            )

    def end(self) -> None:
        """Nothing is read or signalled any more."""
        self._ended = True
        self.blockSignals(True)


def title_of(head: ConversationHead) -> str:
    """What names a conversation on one line."""
    return " ".join(head.title.split()) or _("Untitled")


def told_aloud(head: ConversationHead) -> str:
    """A conversation as a screen reader says it."""
    when = format_datetime(head.updated.astimezone(), "short", locale=i18n.language())
    return _("{title}, {when}").format(title=title_of(head), when=when)
