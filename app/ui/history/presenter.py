"""What the conversations of a profile do together, without a widget."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.core import dates
from app.core.errors import UserFacingError
from app.core.i18n import _, ngettext
from app.core.journal.store import Journal
from app.core.journal.values import ConversationHead
from app.ui.shell.tasks import Tasks

_LOOK_AT_CLOCK = 60_000
"""Milliseconds between two looks whether it is another day; a timer to midnight would sleep
with the computer."""


class HistoryPresenter(QObject):
    """Lists the conversations, and knows which one is open.

    Args:
        journal: read on its lane.
        tasks: the lanes.
        today: of this computer's calendar.
    """

    conversations_listed = Signal(list)
    """Every conversation, the one last written in first."""
    opened = Signal(object)
    """The id of the conversation to show now, or None for a new one."""
    sought = Signal(str)
    """The id of the message to bring into view there; follows ``opened``."""
    marked = Signal(object)
    """The id of the one that is shown, or None."""
    deleted = Signal()
    """Conversations are gone."""
    let_go = Signal(str)
    """This conversation is about to be deleted: nothing may be written in it any more."""
    failed = Signal(object)

    def __init__(
        self,
        *,
        journal: Journal,
        tasks: Tasks,
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._ended = False
        self._heads: list[ConversationHead] = []
        self._current: str | None = None
        self._answering: str | None = None
        self.today = today
        self._day = today()
        self._midnight = QTimer(self, interval=_LOOK_AT_CLOCK)
        self._midnight.timeout.connect(self.look_at_clock)
        self._midnight.start()

    @property
    def heads(self) -> list[ConversationHead]:
        """What was listed last."""
        return list(self._heads)

    @property
    def current(self) -> str | None:
        """The id of the conversation that is shown."""
        return self._current

    def begin(self) -> None:
        """Signal everything again, for widgets newly built."""
        self.conversations_listed.emit(self._heads)
        self.marked.emit(self._current)

    def refresh(self) -> None:
        """Read the list again."""
        if not self._ended:
            self._tasks.journal.run(self, self._journal.conversations, self._on_listed)

    def open(self, conversation: str | None, message: str = "") -> None:
        """Show a conversation, or None for a new one.

        Args:
            message: id of the one to bring into view; by default the newest is.
        """
        self.opened.emit(conversation)
        if message:
            self.sought.emit(message)

    def mark(self, conversation: str | None) -> None:
        """Say which conversation is shown."""
        self._current = conversation
        self.marked.emit(conversation)

    def answer(self, conversation: str | None) -> None:
        """Say in which conversation a reply is being written, or None."""
        self._answering = conversation

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title."""
        self._tasks.journal.run(
            self,
            lambda: self._journal.rename_conversation(conversation, title),
            self._on_changed,
            self._on_failed,
        )

    def delete(self, *conversations: str) -> None:
        """Delete conversations for good; a reply under way in one of them ends first."""
        answering = self._answering in conversations
        for conversation in conversations:
            self.let_go.emit(conversation)

        def work() -> None:
            for conversation in conversations:
                self._journal.delete_conversation(conversation)

        lane = self._tasks.engine if answering else self._tasks.journal
        lane.run(self, work, self._on_deleted, self._on_failed)

    def look_at_clock(self) -> None:
        """List the conversations again on another day: what was today is yesterday."""
        if self._day != self.today():
            self._day = self.today()
            self.conversations_listed.emit(self._heads)

    def come_back(self) -> None:
        """Show the conversation that was shown at the last lock, unless another is by now."""
        self._tasks.journal.run(self, self._journal.place, self._on_place_known)

    def end(self, *, coming_back: bool) -> None:
        """Nothing is read or signalled any more, and no title is remembered.

        Args:
            coming_back: whether the next unlock goes on where the person is now.
        """
        place = self._current if coming_back else None
        self._tasks.journal.run(self, lambda: self._journal.keep_place(place))
        self._ended = True
        self._midnight.stop()
        self._heads = []
        self.blockSignals(True)

    def _on_deleted(self, done: object) -> None:
        self._on_changed(done)
        self.deleted.emit()

    def _on_changed(self, _done: object) -> None:
        self.refresh()

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.failed.emit(error)
        self.refresh()

    def _on_place_known(self, place: str | None) -> None:
        if place and self._current is None and not self._ended:
            self.open(place)

    def _on_listed(self, heads: list[ConversationHead]) -> None:
        self._heads = heads
        self.conversations_listed.emit(heads)


def title_of(head: ConversationHead) -> str:
    """What names a conversation on one line."""
    return " ".join(head.title.split()) or _("Untitled")


def about(head: ConversationHead) -> str:
    """When it was last written in, and how long it is."""
    return f"{dates.moment(head.updated)} · {_length(head)}"


def told_aloud(head: ConversationHead) -> str:
    """A conversation as a screen reader says it."""
    return _("{title}, {when}, {length}").format(
        title=title_of(head), when=dates.moment(head.updated), length=_length(head)
    )


def _length(head: ConversationHead) -> str:
    sentence = ngettext("{count} message", "{count} messages", head.messages)
    return sentence.format(count=head.messages)
