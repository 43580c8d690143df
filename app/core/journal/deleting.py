"""The part of the journal that deletes, so that the words are gone from the disk.

SQLite overwrites what is deleted (``secure_delete``, also in the index) and every
deletion ends with the write-ahead log folded in. Backups made before still hold it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.core.journal.chain import new_salt
from app.core.journal.rows import Part, conversation_row, milliseconds_of, number_of
from app.core.journal.tables import (
    TABLES,
    CheckInRow,
    ConversationRow,
    DraftRow,
    Kept,
    MessageRow,
    NoteRow,
    RatingRow,
    SummaryRow,
)

DELETED = "deleted"
"""The ``ending`` of a message whose words are gone while others follow it."""

_CHILDREN = [table for table in reversed(TABLES) if hasattr(table, "conversation")]


class Deleting(Part):
    """Deleting a message, a conversation, a range of time."""

    forget: Callable[[str | None], None] | None = None
    """See ``Journal.open``."""

    def delete_message(self, message: str) -> str:
        """Delete a message; where others follow it an empty place of it stays.

        With it goes what was derived from it: its rating, a summary that reaches it, and the
        title of its conversation if its words made it.

        Returns:
            The id of its conversation.

        Raises:
            LookupError: there is no such message.
        """
        with self._database.writing() as session:
            row = session.get(MessageRow, number_of(message))
            if row is None:
                raise LookupError("no such message")
            home = session.get_one(ConversationRow, row.conversation)
            self._forget(home.id)
            _delete_messages(session, home, [row])
            conversation = home.id
        self._database.fold_log()
        return conversation

    def delete_conversation(self, conversation: str) -> None:
        """Delete a conversation and all that belongs to it: messages, notes, drafts, summaries.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.writing() as session:
            home = conversation_row(session, conversation)
            self._forget(home.id)
            _delete_conversation(session, home)
        self._database.fold_log()

    def delete_between(self, start: datetime, end: datetime) -> list[str]:
        """Delete what was written from a time on and before another one.

        A conversation of which nothing is left goes wholly; in others it is as with
        :meth:`delete_message`.

        Returns:
            The ids of the conversations that something was deleted from.
        """
        first, last = milliseconds_of(start), milliseconds_of(end)
        touched = []
        with self._database.writing() as session:
            for home in session.scalars(select(ConversationRow)).all():
                rows = session.scalars(
                    select(MessageRow).where(
                        MessageRow.conversation == home.sequence,
                        MessageRow.time >= first,
                        MessageRow.time < last,
                        MessageRow.ending != DELETED,
                    )
                ).all()
                if rows:
                    touched.append(home.id)
                    self._forget(home.id)
                empty = _left(session, home) == len(rows)
                if empty and (rows or first <= home.created < last):
                    _delete_conversation(session, home)
                elif rows:
                    _delete_messages(session, home, rows)
            for table in (NoteRow, CheckInRow, DraftRow):
                for row in session.scalars(
                    select(table).where(table.time >= first, table.time < last)
                ):
                    session.delete(row)
        self._database.fold_log()
        return touched

    def _forget(self, conversation: str | None) -> None:
        if self.forget:
            self.forget(conversation)


def _left(session: Session, home: ConversationRow) -> int:
    """How many messages with words a conversation has."""
    counted = select(func.count()).where(
        MessageRow.conversation == home.sequence, MessageRow.ending != DELETED
    )
    return session.scalars(counted).one()


def _delete_conversation(session: Session, home: ConversationRow) -> None:
    for table in _CHILDREN:
        column = table.__table__.columns["conversation"]
        for row in session.scalars(select(table).where(column == home.sequence)):
            session.delete(row)
        session.flush()
    session.delete(home)
    session.flush()


def _delete_messages(session: Session, home: ConversationRow, rows: Iterable[MessageRow]) -> None:
    """The last ones first, so that what nothing follows any more leaves no empty place."""
    for row in sorted(rows, key=lambda row: row.sequence, reverse=True):
        if home.title and _plain(home.title) in _plain(row.text):
            home.title = ""
        _delete_rows(session, RatingRow, RatingRow.message == row.sequence)
        reaching = SummaryRow.message >= row.sequence
        _delete_rows(session, SummaryRow, SummaryRow.conversation == home.sequence, reaching)
        row.text, row.salt, row.ending, row.risk = "", new_salt(), DELETED, "none"
        row.state = "complete"
        session.flush()
        _prune(session, home, row)


def _plain(text: str) -> str:
    """On one line, as a title is that was made of a text."""
    return " ".join(text.split())


def _prune(session: Session, home: ConversationRow, row: MessageRow | None) -> None:
    """Remove empty places at the end of a branch."""
    while row is not None and row.ending == DELETED:
        after = select(MessageRow.sequence).where(
            MessageRow.conversation == home.sequence, MessageRow.parent == row.sequence
        )
        if session.scalars(after.limit(1)).first() is not None:
            return
        parent = session.get(MessageRow, row.parent) if row.parent is not None else None
        if home.leaf == row.sequence:
            home.leaf = _other_end(session, row) or row.parent
        session.flush()
        session.delete(row)
        session.flush()
        row = parent


def _other_end(session: Session, row: MessageRow) -> int | None:
    """Where the newest other version of a message leads to."""
    found: int | None = None
    beside: int | None = row.parent
    not_it = MessageRow.sequence != row.sequence
    while True:
        after = select(MessageRow.sequence).where(
            MessageRow.conversation == row.conversation, MessageRow.parent.is_(beside), not_it
        )
        newest = session.scalars(after.order_by(MessageRow.sequence.desc()).limit(1)).first()
        if newest is None:
            return found
        found = beside = newest


def _delete_rows(session: Session, table: type[Kept], *which: object) -> None:
    for row in session.scalars(select(table).where(*which)):  # type: ignore[arg-type]
        session.delete(row)


def delete_all(connection: Connection) -> None:
    """Empty every table that the chain covers, and the index."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table in reversed(TABLES):
        connection.execute(table.__table__.delete())  # type: ignore[attr-defined]
    connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
