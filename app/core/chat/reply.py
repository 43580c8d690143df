"""A reply on its way into the journal: durable while it grows."""

import time

from app.core.journal.store import Journal
from app.core.journal.values import Message, State

SAVE_EVERY = 0.5
"""Seconds between commits of a reply that is being written; the promise is one second."""


class GrowingReply:
    """The reply that the weights are writing now.

    Nothing is stored before the first text, so a reply that never comes leaves
    no empty message behind.

    Args:
        journal: where it is kept.
        conversation: whose newest message it becomes.
        weights: id of what writes it.
    """

    def __init__(self, journal: Journal, conversation: str, weights: str) -> None:
        self._journal = journal
        self._conversation = conversation
        self._weights = weights
        self._text = ""
        self._id: str | None = None
        self._saved_at = 0.0

    def grow(self, text: str) -> None:
        """Add text, and commit when the last commit is old enough."""
        self._text += text
        if not self._id:
            self._id = self._journal.add_message(
                self._conversation,
                "assistant",
                self._text,
                weights=self._weights,
                state="streaming",
            ).id
            self._saved_at = time.monotonic()
        elif time.monotonic() - self._saved_at >= SAVE_EVERY:
            self._save("streaming")

    def end(self, state: State) -> Message | None:
        """Commit all of it in its last state; None where nothing was ever said."""
        if not self._id:
            return None
        self._save(state)
        return next(
            message
            for message in self._journal.messages(self._conversation)
            if message.id == self._id
        )

    def _save(self, state: State) -> None:
        if self._id:
            self._journal.update_reply(self._id, self._text, state)
            self._saved_at = time.monotonic()
