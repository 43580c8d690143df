"""What a person does with one message, without a widget: rate it, delete it."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from app.core.journal.store import Journal
from app.core.journal.values import Message, Rating, Verdict
from app.ui.shell.tasks import Tasks


class OneMessage(QObject):
    """Asked of a message that the page shows.

    Args:
        journal: on its lane.
        tasks: the lanes.
    """

    rating_read = Signal(object, object)
    """A message, and its Rating, or None."""
    deleted = Signal(str)
    """The id of the conversation."""
    failed = Signal(object)

    def __init__(self, *, journal: Journal, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks

    def read_rating(self, message: Message) -> None:
        """Tell what the person thought of a reply so far."""
        conversation = message.conversation_id

        def read() -> Rating | None:
            return self._journal.ratings(conversation).get(message.id)

        self._tasks.journal.run(
            self, read, lambda rating: self.rating_read.emit(message, rating), self.failed.emit
        )

    def rate(self, message: Message, value: Verdict | None, words: str) -> None:
        """Keep what the person thinks of a reply; None forgets it."""
        self._run(lambda: self._journal.rate_reply(message.id, value, words.strip()))

    def delete(self, message: Message) -> None:
        """Delete a message for good."""
        self._run(
            lambda: self._journal.delete_message(message.id),
            lambda: self.deleted.emit(message.conversation_id),
        )

    def end(self) -> None:
        """Signal nothing any more."""
        self.blockSignals(True)

    def _run(self, work: Callable[[], object], done: Callable[[], None] = lambda: None) -> None:
        def act() -> None:
            with suppress(LookupError):  # it is gone already
                work()

        self._tasks.journal.run(self, act, lambda _none: done(), self.failed.emit)
