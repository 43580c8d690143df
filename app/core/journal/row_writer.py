"""Writes what is taken in, a few hundred rows at a time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core.journal.chain import next_sequence, wrote
from app.core.journal.tables import ChainRow, Kept, MessageRow

_AT_ONCE = 500


class RowWriter:
    """New rows of the journal, in the order they are given.

    Args:
        settle: lets go of what was written so far; None for a dry run, which writes nothing.
    """

    def __init__(self, session: Session, settle: Callable[[Session], None] | None) -> None:
        self._session = session
        self._settle = settle
        # Held, for a session lets go of what nobody holds, and each number would be a query.
        self._chain = session.get_one(ChainRow, 1) if settle else None
        self._waiting: list[dict[str, Any]] = []
        self._written = 0
        self._imagined = 0

    @property
    def dry(self) -> bool:
        """Whether nothing is written."""
        return self._settle is None

    def next(self) -> int:
        """A sequence for a row; those of a dry run are below zero."""
        if self._settle:
            return next_sequence(self._session)
        self._imagined -= 1
        return self._imagined

    def add(self, row: Kept) -> None:
        """A row of any table."""
        if not self._settle:
            return
        self._write_messages()
        self._session.add(row)
        self._written += 1
        if self._written >= _AT_ONCE:
            self.flush()

    def add_message(self, row: dict[str, Any]) -> None:
        """A message, by the columns of its table in their order: there are many of them."""
        if not self._settle:
            return
        self._waiting.append(row)
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._settle:
            return
        self._write_messages()
        self._session.flush()
        self._settle(self._session)
        self._written = 0

    def _write_messages(self) -> None:
        if self._waiting:
            self._session.execute(insert(MessageRow), self._waiting)
            wrote(self._session, MessageRow, [tuple(row.values()) for row in self._waiting])
            self._waiting = []
