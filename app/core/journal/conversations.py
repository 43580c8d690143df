"""The part of the journal that keeps conversations: each a tree of messages."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import func, insert, literal_column, select
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.journal.chain import new_salt, next_sequence, wrote
from app.core.journal.rows import (
    Part,
    check_readable,
    conversation_row,
    milliseconds_of,
    moment_of,
    now,
    number_of,
)
from app.core.journal.tables import ConversationRow, MessageRow
from app.core.journal.values import ConversationHead, Message, Risk, Role, State

_HEADS = select(ConversationRow, func.coalesce(MessageRow.depth, 0)).outerjoin(
    MessageRow, MessageRow.sequence == ConversationRow.leaf
)


class Conversations(Part):
    """Conversations and their messages."""

    def conversations(self) -> list[ConversationHead]:
        """Every conversation, the one last written in first."""
        newest_first = _HEADS.order_by(ConversationRow.activity.desc())
        with self._database.reading() as session:
            return [_head(row, messages) for row, messages in session.execute(newest_first)]

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
        check_readable(title)
        with self._database.writing() as session:
            return _started(session, title).id

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        check_readable(title)
        with self._database.writing() as session:
            conversation_row(session, conversation).title = title

    def messages(self, conversation: str) -> list[Message]:
        """The active branch of a conversation, first message to last.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            home = conversation_row(session, conversation)
            branch = (
                select(MessageRow.sequence, MessageRow.parent)
                .where(MessageRow.sequence == home.leaf)
                .cte(recursive=True)
            )
            branch = branch.union_all(
                select(MessageRow.sequence, MessageRow.parent).join(
                    branch, MessageRow.sequence == branch.c.parent
                )
            )
            columns = select(MessageRow.__table__)  # plain rows: half the time of objects
            rows = session.execute(
                columns.join(branch, MessageRow.sequence == branch.c.sequence).order_by(
                    MessageRow.depth
                )
            )
            return [message_of(cast(MessageRow, row), conversation) for row in rows]

    def spoken_since(self, moment: datetime) -> list[datetime]:
        """When the person wrote, in any conversation, oldest first.

        Args:
            moment: an aware time.
        """
        with self._database.reading() as session:
            times = select(MessageRow.time).where(
                MessageRow.role == "user", MessageRow.time >= milliseconds_of(moment)
            )
            return [moment_of(time) for time in session.scalars(times.order_by(MessageRow.time))]

    def versions(self, message: str) -> list[Message]:
        """All that was ever written in the place of a message, itself too, oldest first.

        Raises:
            LookupError: there is no such message.
        """
        with self._database.reading() as session:
            row = _row(session, message)
            home = session.get_one(ConversationRow, row.conversation)
            wanted = select(MessageRow).where(
                MessageRow.conversation == row.conversation, MessageRow.parent.is_(row.parent)
            )
            rows = session.scalars(wanted.order_by(MessageRow.version))
            return [message_of(each, home.id) for each in rows]

    def switch_version(self, message: str) -> None:
        """Go on from this message: the branch through it becomes the active one.

        Of the messages that follow it, the one written last is taken at each fork.

        Raises:
            LookupError: there is no such message.
        """
        with self._database.writing() as session:
            row: MessageRow | None = _row(session, message)
            while row is not None:
                leaf = row
                after = select(MessageRow).where(
                    MessageRow.conversation == leaf.conversation,
                    MessageRow.parent == leaf.sequence,
                )
                row = session.scalars(after.order_by(MessageRow.sequence.desc()).limit(1)).first()
            session.get_one(ConversationRow, leaf.conversation).leaf = leaf.sequence

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
        instead_of: str | None = None,
    ) -> Message:
        """Append a message to the active branch; on return it is on the disk.

        Args:
            conversation: an id, or None to start one with this message and ``title``.
            instead_of: a message of the conversation; this one becomes another version
                of it, and the end of the active branch.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
            LookupError: there is no message to write another version of.
        """
        check_readable(text, title)
        time = now()
        with self._database.writing() as session:
            home = conversation_row(session, conversation) if conversation else None
            home = home or _started(session, title)
            before = home.leaf if instead_of is None else _row(session, instead_of, home).parent
            parent = session.get_one(MessageRow, before) if before is not None else None
            row = MessageRow(
                sequence=next_sequence(session),
                conversation=home.sequence,
                parent=before,
                version=1 if instead_of is None else _next_version(session, home, before),
                depth=parent.depth + 1 if parent else 1,
                role=role,
                state=state,
                text=text,
                time=time,
                weights=weights,
                risk=risk,
                reviewed=reviewed,
                salt=new_salt(),
                ending="",
            )
            session.add(row)
            session.flush()
            home.leaf = home.activity = row.sequence
            home.updated = time
            return message_of(row, home.id)

    def add_conversation(self, title: str, said: Sequence[tuple[Role, str]]) -> str:
        """A whole conversation in one commit: what an import brings.

        Args:
            said: role and text of each message, first to last.

        Returns:
            Its id.

        Raises:
            UserFacingError: ``message_unreadable``.
        """
        check_readable(title, *(text for _role, text in said))
        with self._database.writing() as session:
            home = _started(session, title)
            first = next_sequence(session, len(said))
            rows = [
                {
                    "sequence": first + number,
                    "conversation": home.sequence,
                    "parent": first + number - 1 if number else None,
                    "version": 1,
                    "depth": number + 1,
                    "role": role,
                    "state": "complete",
                    "text": text,
                    "time": home.created,
                    "weights": None,
                    "risk": "none",
                    "reviewed": False,
                    "salt": new_salt(),
                    "ending": "",
                }
                for number, (role, text) in enumerate(said)
            ]
            if rows:
                session.execute(insert(MessageRow), rows)
                wrote(session, MessageRow, [tuple(row.values()) for row in rows])
                home.leaf = home.activity = first + len(rows) - 1
            return home.id

    def update_reply(self, message: str, text: str, state: State, ending: str = "") -> None:
        """Replace the text of a reply that is being written; on return it is on the disk.

        Args:
            ending: why it ends where it does by no will of its own; else "".

        Raises:
            LookupError: no reply has that id.
            UserFacingError: ``message_unreadable``.
        """
        check_readable(text, ending)
        with self._database.writing() as session:
            row = _row(session, message)
            if row.role != "assistant":
                raise LookupError("no such reply")
            row.text, row.state, row.ending, row.salt = text, state, ending, new_salt()

    def _end_interrupted(self) -> None:
        """Keep what a reply had come to when the program ended, as ``interrupted``."""
        wanted = select(MessageRow).where(MessageRow.state == literal_column("'streaming'"))
        with self._database.reading() as session:
            if session.scalars(wanted.limit(1)).first() is None:
                return
        with self._database.writing() as session:
            for row in session.scalars(wanted):
                row.state = "interrupted"


def _head(row: ConversationRow, messages: int) -> ConversationHead:
    return ConversationHead(
        id=row.id,
        title=row.title,
        created=moment_of(row.created),
        updated=moment_of(row.updated),
        messages=messages,
    )


def _started(session: Session, title: str) -> ConversationRow:
    time, sequence = now(), next_sequence(session)
    row = ConversationRow(
        sequence=sequence,
        id=secrets.token_hex(8),
        title=title,
        created=time,
        updated=time,
        activity=sequence,
        leaf=None,
        origin="",
    )
    session.add(row)
    session.flush()
    return row


def _row(session: Session, message: str, home: ConversationRow | None = None) -> MessageRow:
    row = session.get(MessageRow, number_of(message))
    if row is None or (home is not None and row.conversation != home.sequence):
        raise LookupError("no such message")
    return row


def _next_version(session: Session, home: ConversationRow, parent: int | None) -> int:
    highest = select(func.max(MessageRow.version)).where(
        MessageRow.conversation == home.sequence, MessageRow.parent.is_(parent)
    )
    return session.scalars(highest).one() + 1


def message_of(row: MessageRow, conversation: str) -> Message:
    """The value that a row of a message stands for."""
    return Message(
        id=str(row.sequence),
        conversation_id=conversation,
        parent_id=None if row.parent is None else str(row.parent),
        role=cast(Role, row.role),
        text=row.text,
        state=cast(State, row.state),
        time=moment_of(row.time),
        version=row.version,
        weights=row.weights,
        risk=cast(Risk, row.risk),
        reviewed=row.reviewed,
        ending=row.ending,
    )
