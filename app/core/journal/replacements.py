"""The part of the journal that keeps which names are replaced where it leaves the program."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.journal.chain import next_sequence
from app.core.journal.rows import Part, check_readable
from app.core.journal.tables import ReplacementRow


class Replacements(Part):
    """Pairs of words and what stands in their place."""

    def replacements(self) -> tuple[tuple[str, str], ...]:
        """All pairs, in the order in which they were written down."""
        wanted = select(ReplacementRow).order_by(ReplacementRow.sequence)
        with self._database.reading() as session:
            return tuple((row.words, row.instead) for row in session.scalars(wanted))

    def keep_replacements(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Keep these pairs in place of those before; of two for the same words the last.

        Raises:
            UserFacingError: ``message_unreadable``.
        """
        check_readable(*(text for pair in pairs for text in pair))
        with self._database.writing() as session:
            for row in session.scalars(select(ReplacementRow)):
                session.delete(row)
            session.flush()
            for words, instead in dict(pairs).items():
                sequence = next_sequence(session)
                session.add(ReplacementRow(sequence=sequence, words=words, instead=instead))
