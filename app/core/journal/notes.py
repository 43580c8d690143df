"""The part of the journal that keeps what the person notes: notes, tags, summaries, drafts."""

from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserFacingError
from app.core.journal.chain import new_salt, next_sequence
from app.core.journal.rows import (
    Part,
    check_readable,
    conversation_row,
    moment_of,
    now,
    number_of,
    place_of,
)
from app.core.journal.tables import ConversationRow, DraftRow, NoteRow, SummaryRow, TagRow
from app.core.journal.values import Author, Note, Summary


class Notes(Part):
    """Notes, tags, summaries and drafts."""

    def add_note(self, text: str, conversation: str | None = None) -> Note:
        """Keep a note, of a conversation or of its own.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        check_readable(text)
        time = now()
        with self._database.writing() as session:
            row = NoteRow(
                sequence=next_sequence(session),
                conversation=place_of(session, conversation),
                text=text,
                time=time,
                changed=time,
                salt=new_salt(),
            )
            session.add(row)
            return note_of(row, conversation)

    def notes(self, conversation: str | None = None) -> list[Note]:
        """Every note, or those of one conversation; the newest first.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        wanted = (
            select(NoteRow, ConversationRow.id)
            .outerjoin(ConversationRow, ConversationRow.sequence == NoteRow.conversation)
            .order_by(NoteRow.sequence.desc())
        )
        with self._database.reading() as session:
            if conversation is not None:
                place = place_of(session, conversation)
                wanted = wanted.where(NoteRow.conversation == place)
            return [note_of(row, home) for row, home in session.execute(wanted)]

    def change_note(self, note: str, text: str) -> None:
        """Give a note another text.

        Raises:
            UserFacingError: ``note_not_found``, ``message_unreadable``.
        """
        check_readable(text)
        with self._database.writing() as session:
            row = _note_row(session, note)
            row.text, row.changed, row.salt = text, now(), new_salt()

    def delete_note(self, note: str) -> None:
        """Delete a note; its words leave the index and the disk at once.

        Raises:
            UserFacingError: ``note_not_found``.
        """
        with self._database.writing() as session:
            session.delete(_note_row(session, note))
        self._database.fold_log()

    def tag(self, conversation: str, name: str) -> None:
        """Put a word on a conversation by which to find it again; twice is fine.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        check_readable(name)
        with self._database.writing() as session:
            place = conversation_row(session, conversation).sequence
            if _tag_row(session, place, name) is None:
                session.add(TagRow(sequence=next_sequence(session), conversation=place, name=name))

    def untag(self, conversation: str, name: str) -> None:
        """Take a word off a conversation; one that isn't there is fine.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.writing() as session:
            place = conversation_row(session, conversation).sequence
            if row := _tag_row(session, place, name):
                session.delete(row)

    def tags(self) -> dict[str, tuple[str, ...]]:
        """The tags of each conversation that has any, in the order they were put on."""
        wanted = (
            select(ConversationRow.id, TagRow.name)
            .join(TagRow, TagRow.conversation == ConversationRow.sequence)
            .order_by(TagRow.sequence)
        )
        found: dict[str, tuple[str, ...]] = {}
        with self._database.reading() as session:
            for conversation, name in session.execute(wanted):
                found[conversation] = (*found.get(conversation, ()), name)
        return found

    def save_summary(
        self, conversation: str, message: str, text: str, author: Author = "weights"
    ) -> Summary:
        """Keep what a conversation was about up to one of its messages, in place of before.

        Args:
            text: "" where the person wants nothing kept of these messages.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
            LookupError: the conversation has no such message.
        """
        check_readable(text)
        with self._database.writing() as session:
            place = conversation_row(session, conversation).sequence
            wanted = select(SummaryRow).where(SummaryRow.conversation == place)
            row = session.scalars(wanted).one_or_none()
            if row is None:
                row = SummaryRow(sequence=next_sequence(session), conversation=place)
                session.add(row)
            row.message, row.text, row.author = number_of(message), text, author
            row.time, row.salt = now(), new_salt()
            return summary_of(row, conversation)

    def summary(self, conversation: str) -> Summary | None:
        """What was kept of a conversation.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            place = conversation_row(session, conversation).sequence
            wanted = select(SummaryRow).where(SummaryRow.conversation == place)
            row = session.scalars(wanted).one_or_none()
            return summary_of(row, conversation) if row else None

    def save_draft(self, conversation: str | None, text: str) -> None:
        """Keep what is written but not sent; an empty text forgets it.

        Args:
            conversation: None for the one that is not started yet.

        Raises:
            UserFacingError: ``conversation_not_found``, ``message_unreadable``.
        """
        check_readable(text)
        with self._database.writing() as session:
            place = place_of(session, conversation)
            row = _draft_row(session, place)
            if text and row is None:
                row = DraftRow(sequence=next_sequence(session), conversation=place)
                session.add(row)
            if row is None:
                return
            if not text:
                session.delete(row)
            elif row.text != text:
                row.text, row.time = text, now()

    def draft(self, conversation: str | None) -> str:
        """What is written but not sent, "" when nothing is.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            row = _draft_row(session, place_of(session, conversation))
            return row.text if row is not None else ""


def _note_row(session: Session, note: str) -> NoteRow:
    row = session.get(NoteRow, number_of(note))
    if row is None:
        raise UserFacingError("note_not_found")
    return row


def _tag_row(session: Session, place: int, name: str) -> TagRow | None:
    wanted = select(TagRow).where(TagRow.conversation == place, TagRow.name == name)
    return session.scalars(wanted).one_or_none()


def _draft_row(session: Session, place: int | None) -> DraftRow | None:
    return session.scalars(select(DraftRow).where(DraftRow.conversation.is_(place))).one_or_none()


def note_of(row: NoteRow, conversation: str | None) -> Note:
    """The value that a row of a note stands for."""
    return Note(
        str(row.sequence), conversation, row.text, moment_of(row.time), moment_of(row.changed)
    )


def summary_of(row: SummaryRow, conversation: str) -> Summary:
    """The value that a row of a summary stands for."""
    time, author = moment_of(row.time), cast(Author, row.author)
    return Summary(str(row.sequence), conversation, str(row.message), row.text, time, author)
