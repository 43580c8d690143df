"""What the journal page does, without a widget: find, rename and delete conversations."""

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal

from app.core.errors import UserFacingError
from app.core.journal.store import Journal
from app.core.journal.values import ConversationHead, Found, Note
from app.ui.backups.held import StillHeld
from app.ui.history.days import by_day
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Task, Tasks

_PAUSE = 150
"""Milliseconds without a key press after which is searched."""

_MOST = 500
"""Places that one search shows at most."""

_BEFORE = 24
_LONG = 120
"""Characters of a found text that are shown: before the word, and in all."""


class JournalPresenter(Presenter):
    """Shows all conversations, or those in which the words stand that are looked for.

    Args:
        conversations: all of them.
        journal: searched on its lane.
        held: knows what still holds what was deleted; ends with this.
        tasks: the lanes.
    """

    listed = Signal(list, dict)
    """Headings with the conversations found, by day; what of each was found, by its id."""
    noted = Signal(list)
    """The notes of the conversation that was asked for."""
    settled = Signal()
    """Everything is listed that was looked for when :meth:`settle` was called."""
    failed = Signal(object)

    def __init__(
        self,
        *,
        conversations: HistoryPresenter,
        journal: Journal,
        held: StillHeld,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self.held = held
        held.setParent(self)
        self._conversations = conversations
        self._journal = journal
        self._tasks = tasks
        self._sought = ""
        self._places: dict[str, str] = {}
        self._searching: Task | None = None
        self._awaited = False  # somebody waits for what is looked for now
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.begin)
        conversations.conversations_listed.connect(lambda _heads: self.begin())
        conversations.failed.connect(self.failed)
        conversations.deleted.connect(held.look)
        held.failed.connect(self.failed)

    @property
    def looking(self) -> bool:
        """Whether what is listed is of other words than those looked for last."""
        return self._pause.isActive() or self._searching is not None

    def begin(self) -> None:
        self._pause.stop()
        if self._searching:
            self._searching.cancel()
            self._searching = None
        if sought := self._sought.strip():
            self._searching = self._tasks.journal.run(
                self,
                lambda: self._journal.search(sought, _MOST),
                self._on_found,
                self._on_failed,
            )
        else:
            self._places = {}
            self._tell(self._conversations.heads, {})

    def find(self, text: str) -> None:
        """Show only the conversations in which all words of a text stand."""
        if text != self._sought:
            self._sought = text
            self._awaited = False
            self._pause.start()

    def settle(self) -> None:
        """List without a further pause; ``settled`` follows, unless other words are looked for."""
        if self._pause.isActive():
            self.begin()
        self._awaited = True
        self._tasks.journal.run(self, lambda: None, self._on_lane_free)

    def end(self) -> None:
        self._pause.stop()
        self.held.end()
        self._sought = ""
        super().end()

    def open(self, conversation: str) -> None:
        """Show it on the chat page, where the words stand that are looked for."""
        self._conversations.open(conversation, self._places.get(conversation, ""))

    def rename(self, conversation: str, title: str) -> None:
        """Give it another title; an empty one changes nothing."""
        if title.strip():
            self._conversations.rename(conversation, " ".join(title.split()))

    def delete(self, *conversations: str) -> None:
        """Delete them for good."""
        self._conversations.delete(*conversations)

    def list_notes(self, conversation: str) -> None:
        """Read the notes of a conversation."""
        self._note(conversation, lambda: None)

    def change_note(self, conversation: str, note: str, text: str) -> None:
        """Keep other words in a note."""
        self._note(conversation, lambda: self._journal.change_note(note, text))

    def delete_note(self, conversation: str, note: str) -> None:
        """Delete a note for good."""
        self._note(conversation, lambda: self._journal.delete_note(note))

    def _note(self, conversation: str, first: Callable[[], object]) -> None:
        def work() -> list[Note]:
            first()
            return self._journal.notes(conversation)

        self._tasks.journal.run(self, work, self.noted.emit, self.failed.emit)

    def _on_lane_free(self, _done: None) -> None:
        if not self.looking:
            self._settle()

    def _settle(self) -> None:
        if self._awaited:
            self._awaited = False
            self.settled.emit()

    def _on_failed(self, error: UserFacingError | None) -> None:
        self._searching = None
        self._awaited = False
        self.failed.emit(error)

    def _on_found(self, places: Sequence[Found]) -> None:
        self._searching = None
        first: dict[str, str] = {}
        self._places = {}
        for place in places:
            if conversation := place.conversation_id:
                words = "" if place.kind == "conversation" else _around(place.text, self._sought)
                first[conversation] = first.get(conversation) or words
                if place.kind == "message":
                    self._places.setdefault(conversation, place.id)
        found = [head for head in self._conversations.heads if head.id in first]
        self._tell(found, {name: words for name, words in first.items() if words})
        self._settle()

    def _tell(self, heads: list[ConversationHead], found: dict[str, str]) -> None:
        self.listed.emit(by_day(heads, self._conversations.today()), found)


def _around(text: str, sought: str) -> str:
    """The part of a text where the first word stands, on one line."""
    line = " ".join(text.split())
    word = _folded(sought.replace('"', " ")).split()[:1]
    at = _folded(line).find(word[0]) if word else 0
    begin = max(0, at - _BEFORE)
    shown = line[begin : begin + _LONG]
    return f"{'…' if begin else ''}{shown}{'…' if begin + _LONG < len(line) else ''}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
