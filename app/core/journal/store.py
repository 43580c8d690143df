"""The journal of a profile: what was said, durable once a call returns."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from sqlalchemy import func, literal_column, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.journal.database import Database, is_plain
from app.core.journal.migrations import SCHEMA_VERSION, migrate, schema_version
from app.core.journal.tables import ConversationRow, DraftRow, MessageRow
from app.core.journal.values import ConversationHead, Message, Risk, Role, State

JOURNAL_FILE = "journal.db"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADS = select(ConversationRow, func.coalesce(MessageRow.depth, 0)).outerjoin(
    MessageRow, MessageRow.sequence == ConversationRow.leaf
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Journal:
    """An open journal, usable from any thread; made by :meth:`open`.

    Every method but :meth:`close` may raise ``UserFacingError`` with ``disk_full``,
    ``journal_damaged``, ``journal_unreachable`` or ``profile_in_use`` (another
    program keeps the file busy).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def create(folder: Path, key: bytes) -> None:
        """Create an empty journal in a profile's folder, and close it.

        Raises:
            FileExistsError: a journal is never overwritten.
            RuntimeError: SQLCipher doesn't encrypt.
        """
        file = folder / JOURNAL_FILE
        file.touch(mode=0o600, exist_ok=False)
        database = Database(file, key)
        try:
            migrate(database)
        finally:
            database.close()
        if is_plain(file):
            raise RuntimeError("the journal is not encrypted")

    @staticmethod
    def open(folder: Path, key: bytes) -> "Journal":
        """Open the journal in a profile's folder and bring it to this version's schema.

        A reply that was being written when the program ended is kept, as ``interrupted``.

        Raises:
            UserFacingError: ``journal_missing`` (no file, or an empty one),
                ``journal_damaged``, ``journal_foreign`` (no page of it was written
                with this key), ``journal_newer``.
        """
        database = Database(folder / JOURNAL_FILE, key)
        try:
            database.examine()
            with database.reading() as session:
                if schema_version(session.connection()) == 0:  # emptied, and no new one
                    raise UserFacingError("journal_damaged")
            migrate(database)
            with database.writing() as session:
                streaming = MessageRow.state == literal_column("'streaming'")
                session.execute(update(MessageRow).where(streaming).values(state="interrupted"))
        except BaseException:
            database.close()
            raise
        return Journal(database)

    def conversations(self) -> list[ConversationHead]:
        """Every conversation, the one last written in first."""
        with self._database.reading() as session:
            rows = session.execute(_HEADS.order_by(ConversationRow.activity.desc()))
            return [_head(row, messages) for row, messages in rows]

    def conversation(self, conversation: str) -> ConversationHead:
        """One conversation as a list shows it.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            rows = session.execute(_HEADS.where(ConversationRow.id == conversation))
            for row, messages in rows:
                return _head(row, messages)
        raise UserFacingError("conversation_not_found")

    def start_conversation(self, title: str = "") -> str:
        """Start an empty conversation.

        Returns:
            Its id.

        Raises:
            UserFacingError: ``message_unreadable``.
        """
        _check_readable(title)
        with self._database.writing() as session:
            return _started(session, title).id

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        _check_readable(title)
        with self._database.writing() as session:
            _conversation(session, conversation).title = title

    def messages(self, conversation: str) -> list[Message]:
        """The active branch of a conversation, first message to last.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            leaf = _conversation(session, conversation).leaf
            branch = (
                select(MessageRow.sequence, MessageRow.parent)
                .where(MessageRow.sequence == leaf)
                .cte(recursive=True)
            )
            branch = branch.union_all(
                select(MessageRow.sequence, MessageRow.parent).join(
                    branch, MessageRow.sequence == branch.c.parent
                )
            )
            rows = session.scalars(
                select(MessageRow)
                .join(branch, MessageRow.sequence == branch.c.sequence)
                .order_by(MessageRow.depth)
            )
            messages: list[Message] = []
            for row in rows:
                parent = messages[-1].id if messages else None
                messages.append(_message(row, conversation, parent))
            return messages

    def add_message(
        self,
        conversation: str | None,
        role: Role,
        text: str,
        *,
        title: str = "",
        weights: str | None = None,
        risk: Risk = "none",
        state: State = "complete",
        reviewed: bool = False,
    ) -> Message:
        """Append a message to the active branch; on return it is on the disk.

        Args:
            conversation: an id, or None to start one with this message and ``title``.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        _check_readable(text)
        _check_readable(title)
        now = _milliseconds()
        with self._database.writing() as session:
            home = (
                _conversation(session, conversation) if conversation else _started(session, title)
            )
            parent = session.get(MessageRow, home.leaf) if home.leaf is not None else None
            row = MessageRow(
                id=_new_id(),
                conversation=home.sequence,
                parent=parent.sequence if parent else None,
                version=1,
                depth=parent.depth + 1 if parent else 1,
                role=role,
                state=state,
                text=text,
                time=now,
                weights=weights,
                risk=risk,
                reviewed=reviewed,
            )
            session.add(row)
            session.flush()
            home.leaf = row.sequence
            home.updated = now
            home.activity = _next_activity(session)
            return _message(row, home.id, parent.id if parent else None)

    def update_reply(self, message: str, text: str, state: State) -> None:
        """Replace the text of a reply that is being written; on return it is on the disk.

        Raises:
            LookupError: no reply has that id.
            UserFacingError: ``message_unreadable``.
        """
        _check_readable(text)
        reply = select(MessageRow).where(MessageRow.id == message, MessageRow.role == "assistant")
        with self._database.writing() as session:
            row = session.scalars(reply).one_or_none()
            if row is None:
                raise LookupError("no such reply")
            row.text = text
            row.state = state

    def save_draft(self, conversation: str | None, text: str) -> None:
        """Keep what is written but not sent; an empty text forgets it.

        Args:
            conversation: None for the one that is not started yet.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        _check_readable(text)
        with self._database.writing() as session:
            place = _conversation(session, conversation).sequence if conversation else None
            row = _draft(session, place)
            if not text:
                if row is not None:
                    session.delete(row)
            elif row is None:
                session.add(DraftRow(conversation=place, text=text, time=_milliseconds()))
            else:
                row.text = text
                row.time = _milliseconds()

    def draft(self, conversation: str | None) -> str:
        """What is written but not sent, "" when nothing is.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            place = _conversation(session, conversation).sequence if conversation else None
            row = _draft(session, place)
            return row.text if row is not None else ""

    def verify(self) -> list[str]:
        """Examine the whole file as the disk has it.

        Returns:
            Codes of :mod:`app.core.messages`, one for each kind of problem; [] when whole.
        """
        found = self._database.damage()
        if not found:
            with self._database.reading() as session:
                if schema_version(session.connection()) != SCHEMA_VERSION:
                    found.append("journal_newer")
        return found

    def close(self) -> None:
        """Close the file; after this nothing works any more. Closing twice is fine."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _head(row: ConversationRow, messages: int) -> ConversationHead:
    return ConversationHead(
        id=row.id,
        title=row.title,
        created=_moment(row.created),
        updated=_moment(row.updated),
        messages=messages,
    )


def _conversation(session: Session, identity: str) -> ConversationRow:
    row = session.scalars(
        select(ConversationRow).where(ConversationRow.id == identity)
    ).one_or_none()
    if row is None:
        raise UserFacingError("conversation_not_found")
    return row


def _started(session: Session, title: str) -> ConversationRow:
    now = _milliseconds()
    row = ConversationRow(id=_new_id(), title=title, created=now, updated=now, leaf=None)
    row.activity = _next_activity(session)
    session.add(row)
    session.flush()
    return row


def _draft(session: Session, place: int | None) -> DraftRow | None:
    return session.scalars(select(DraftRow).where(DraftRow.conversation.is_(place))).one_or_none()


def _next_activity(session: Session) -> int:
    return (
        session.execute(select(func.coalesce(func.max(ConversationRow.activity), 0))).scalar_one()
        + 1
    )


def _message(row: MessageRow, conversation: str, parent: str | None) -> Message:
    return Message(
        id=row.id,
        conversation_id=conversation,
        parent_id=parent,
        role=cast(Role, row.role),
        text=row.text,
        state=cast(State, row.state),
        time=_moment(row.time),
        version=row.version,
        weights=row.weights,
        risk=cast(Risk, row.risk),
        reviewed=row.reviewed,
    )


def _check_readable(text: str) -> None:
    if _LONE_SURROGATE.search(text):
        raise UserFacingError("message_unreadable")


def _new_id() -> str:
    return secrets.token_hex(8)


def _milliseconds() -> int:
    return (datetime.now(UTC) - _EPOCH) // timedelta(milliseconds=1)


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)
