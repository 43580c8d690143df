"""The part of the journal that tells of replies: what the person thought, and what wrote them."""

from typing import cast

from sqlalchemy import select

from app.core.journal.chain import new_salt, next_sequence
from app.core.journal.rows import (
    Part,
    check_readable,
    conversation_row,
    moment_of,
    now,
    number_of,
)
from app.core.journal.tables import KnownWeightsRow, MessageRow, RatingRow
from app.core.journal.values import KnownWeights, Rating, Verdict


class Replies(Part):
    """Ratings of replies, and the weights that wrote them."""

    def rate_reply(self, message: str, value: Verdict | None, words: str = "") -> None:
        """Keep what the person thought of a reply in place of before; None forgets it.

        Raises:
            UserFacingError: ``message_unreadable``.
            LookupError: no reply has that id.
        """
        check_readable(words)
        with self._database.writing() as session:
            reply = session.get(MessageRow, number_of(message))
            if reply is None or reply.role != "assistant":
                raise LookupError("no such reply")
            wanted = select(RatingRow).where(RatingRow.message == reply.sequence)
            row = session.scalars(wanted).one_or_none()
            if value is None:
                if row is not None:
                    session.delete(row)
                return
            if row is None:
                row = RatingRow(
                    sequence=next_sequence(session),
                    conversation=reply.conversation,
                    message=reply.sequence,
                )
                session.add(row)
            row.value, row.words, row.time, row.salt = value, words, now(), new_salt()

    def ratings(self, conversation: str) -> dict[str, Rating]:
        """What the person thought of the replies of a conversation, by their ids.

        Raises:
            UserFacingError: ``conversation_not_found``.
        """
        with self._database.reading() as session:
            home = conversation_row(session, conversation).sequence
            rows = session.scalars(select(RatingRow).where(RatingRow.conversation == home))
            return {str(row.message): rating_of(row) for row in rows}

    def know_weights(self, weights: str, title: str, sha256: str) -> None:
        """Remember what an id of weights stands for; the same once more is fine.

        Raises:
            UserFacingError: ``message_unreadable``.
        """
        check_readable(weights, title, sha256)
        known = select(KnownWeightsRow.sequence).where(
            KnownWeightsRow.weights == weights, KnownWeightsRow.sha256 == sha256
        )
        with self._database.reading() as session:
            if session.scalars(known).one_or_none() is not None:
                return
        with self._database.writing() as session:
            if session.scalars(known).one_or_none() is None:
                sequence = next_sequence(session)
                row = KnownWeightsRow(
                    sequence=sequence, weights=weights, title=title, sha256=sha256, time=now()
                )
                session.add(row)

    def known_weights(self) -> list[KnownWeights]:
        """All weights that wrote here, those first that wrote first."""
        wanted = select(KnownWeightsRow).order_by(KnownWeightsRow.sequence)
        with self._database.reading() as session:
            return [known_weights_of(row) for row in session.scalars(wanted)]


def rating_of(row: RatingRow) -> Rating:
    """The value that a row of a rating stands for."""
    return Rating(str(row.message), cast(Verdict, row.value), row.words, moment_of(row.time))


def known_weights_of(row: KnownWeightsRow) -> KnownWeights:
    """The value that a row of known weights stands for."""
    return KnownWeights(row.weights, row.title, row.sha256, moment_of(row.time))
