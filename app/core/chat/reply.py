"""A reply on its way into the journal: durable while it grows."""

import time
from dataclasses import replace

from app.core.journal.store import Journal
from app.core.journal.values import Message, State

LONGEST_REPLY = 512
"""Tokens of a reply at most: several times what the styles ask for, but an end to a loop."""

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
        self._message: Message | None = None
        self._text = ""
        self._saved_at = 0.0

    @property
    def text(self) -> str:
        """All of it so far."""
        return self._text

    def grow(self, text: str) -> None:
        """Add text, and commit when the last commit is old enough."""
        self._text += text
        if not self._message:
            self._message = self._journal.add_message(
                self._conversation,
                "assistant",
                self._text,
                weights=self._weights,
                state="streaming",
            )
        elif time.monotonic() - self._saved_at >= SAVE_EVERY:
            self._journal.update_reply(self._message.id, self._text, "streaming")
        else:
            return
        self._saved_at = time.monotonic()

    def replace(self, text: str) -> None:
        """Let this be the reply, whatever was stored of it."""
        self._text = ""
        self.grow(text)

    def end(self, state: State, ending: str = "") -> Message | None:
        """Commit all of it in its last state; None where nothing was ever said.

        Args:
            ending: see :class:`~app.core.journal.values.Message`.
        """
        if not self._message:
            return None
        self._journal.update_reply(self._message.id, self._text, state, ending)
        return replace(self._message, text=self._text, state=state, ending=ending)
