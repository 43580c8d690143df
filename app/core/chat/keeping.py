"""Keeping what the weights have read of a conversation, for when it goes on after a restart."""

import time
from collections.abc import Sequence

from app.core.errors import UserFacingError
from app.core.inference.engine import Engine
from app.core.inference.snapshots import Kept, Snapshots, forget
from app.core.journal.store import Journal
from app.core.journal.values import Message

KEEP_EVERY = 600.0
"""Seconds between two snapshots of one conversation at rest: they are large, and disks wear."""


class Keeping:
    """Knows which conversation the engine has read last, and has its snapshot written.

    Args:
        engine: writes it.
        journal: knows what was deleted meanwhile.
        snapshots: where; None keeps nothing.
    """

    def __init__(self, *, engine: Engine, journal: Journal, snapshots: Snapshots | None) -> None:
        self._engine = engine
        self._journal = journal
        self._snapshots = snapshots
        self._conversation = ""
        self._heard: frozenset[str] = frozenset()
        self._spoilt = False
        self._kept_at: dict[str, float] = {}
        if snapshots:
            engine.use_snapshots(snapshots)

    def hear(
        self, conversation: str | None, messages: Sequence[Message], *, turn: bool = False
    ) -> None:
        """The engine reads these messages of a conversation now; None is one not begun.

        Args:
            turn: before anything else, and not when it has time.
        """
        self._spoilt = self._spoilt and not turn
        self._conversation = conversation or ""
        self._heard = frozenset(message.text for message in messages)

    def spoil(self) -> None:
        """The engine has stopped words in mind: nothing is kept until the next turn."""
        self._spoilt = True

    def is_of(self, conversation: str | None) -> bool:
        """Whether the engine has read this conversation last."""
        return self._conversation == (conversation or "")

    def rest(self) -> Kept:
        """Keep it, seldom.

        Raises:
            UserFacingError: what the engine raises.
        """
        if time.monotonic() - self._kept_at.get(self._conversation, -KEEP_EVERY) < KEEP_EVERY:
            return "unchanged"
        return self.keep()

    def keep(self, within: float | None = None) -> Kept:
        """Keep it now; not what was deleted meanwhile.

        Args:
            within: see ``Engine.keep``.

        Raises:
            UserFacingError: what the engine raises.
        """
        conversation = self._conversation
        if self._spoilt or not (self._snapshots and conversation and self._is_all_there()):
            return "unchanged"
        outcome = self._engine.keep(conversation, within)
        if outcome == "kept":
            self._kept_at[conversation] = time.monotonic()
        if not self._is_all_there():
            forget(self._snapshots.folder, conversation)
        return outcome

    def end(self) -> None:
        """Nothing is kept any more."""
        self._conversation = ""

    def _is_all_there(self) -> bool:
        try:
            there = self._journal.messages(self._conversation)
        except UserFacingError:
            return False
        return self._heard <= {message.text for message in there}
