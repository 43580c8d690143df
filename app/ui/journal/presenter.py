"""What the journal page does, without a widget: find, rename and delete conversations."""

import unicodedata

from PySide6.QtCore import Signal

from app.core.journal.values import ConversationHead
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.pages import Presenter


class JournalPresenter(Presenter):
    """Shows the conversations whose title holds what is looked for.

    Args:
        conversations: all of them.
    """

    listed = Signal(list)
    """The conversations found, the one last written in first."""
    failed = Signal(object)

    def __init__(self, *, conversations: HistoryPresenter) -> None:
        super().__init__()
        self._conversations = conversations
        self._sought = ""
        conversations.conversations_listed.connect(self._on_listed)
        conversations.failed.connect(self.failed)

    def begin(self) -> None:
        self._on_listed(self._conversations.heads)

    def find(self, text: str) -> None:
        """Show only the conversations whose title holds every word of a text."""
        self._sought = text
        self.begin()

    def open(self, conversation: str) -> None:
        """Show it on the chat page."""
        self._conversations.open(conversation)

    def rename(self, conversation: str, title: str) -> None:
        """Give it another title; an empty one changes nothing."""
        if title.strip():
            self._conversations.rename(conversation, " ".join(title.split()))

    def delete(self, conversation: str) -> None:
        """Delete it for good."""
        self._conversations.delete(conversation)

    def _on_listed(self, heads: list[ConversationHead]) -> None:
        words = _folded(self._sought).split()
        self.listed.emit(
            [head for head in heads if all(word in _folded(head.title) for word in words)]
        )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
