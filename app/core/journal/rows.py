"""What the parts of the journal share: rows found, checked and dated."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.journal.database import Database
from app.core.journal.tables import ConversationRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Part:
    """One subject of the journal: some of its methods, on its one database."""

    def __init__(self, database: Database) -> None:
        self._database = database


def conversation_row(session: Session, identity: str) -> ConversationRow:
    """The row of a conversation.

    Raises:
        UserFacingError: ``conversation_not_found``.
    """
    wanted = select(ConversationRow).where(ConversationRow.id == identity)
    row = session.scalars(wanted).one_or_none()
    if row is None:
        raise UserFacingError("conversation_not_found")
    return row


def place_of(session: Session, conversation: str | None) -> int | None:
    """The sequence of a conversation; None for none.

    Raises:
        UserFacingError: ``conversation_not_found``.
    """
    return None if conversation is None else conversation_row(session, conversation).sequence


def number_of(identity: str) -> int:
    """The sequence that an id of a message or note stands for; 0, which none has, for nonsense."""
    return (
        int(identity) if identity.isascii() and identity.isdecimal() and len(identity) < 19 else 0
    )


def check_readable(*texts: str) -> None:
    """Refuse half characters, which no encoding can hold.

    Raises:
        UserFacingError: ``message_unreadable``.
    """
    if any(_LONE_SURROGATE.search(text) for text in texts):
        raise UserFacingError("message_unreadable")


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return milliseconds_of(datetime.now(UTC))


def milliseconds_of(moment: datetime) -> int:
    """Milliseconds since 1970, UTC, of an aware time."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment_of(milliseconds: int) -> datetime:
    """The time that many milliseconds after 1970, UTC."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
