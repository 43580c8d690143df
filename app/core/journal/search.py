"""Finding words again: a full-text index inside the encrypted journal.

The index is made over the view `searched`, which folds the texts (folding.py): FTS5 keeps
no second copy of them, and can compare itself with them. With its option `secure-delete`
a deleted word leaves the index at once.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session, aliased

from app.core.journal.chain import Change, Version
from app.core.journal.folding import expression, folded
from app.core.journal.rows import Part, moment_of
from app.core.journal.tables import ConversationRow, Kept, MessageRow, NoteRow
from app.core.journal.values import Found, Kind

_COLUMN: dict[type[Kept], str] = {MessageRow: "text", NoteRow: "text", ConversationRow: "title"}
_PLACE = {
    table: [column.key for column in table.__table__.columns].index(name)
    for table, name in _COLUMN.items()
}
_STATE = [column.key for column in MessageRow.__table__.columns].index("state")


class Search(Part):
    """The part of the journal that finds."""

    def search(self, wanted: str, limit: int = 50) -> list[Found]:
        """Where all the words stand, newest first.

        Args:
            wanted: words; what stands in quotation marks is looked for as one phrase.
            limit: how many to return at most.
        """
        asked = expression(wanted)
        if not asked:
            return []
        with self._database.reading() as session:
            hits = session.execute(
                text(
                    "SELECT rowid FROM words WHERE words MATCH :asked"
                    " ORDER BY rowid DESC LIMIT :limit"
                ),
                {"asked": asked, "limit": limit},
            )
            return _found(session, [row[0] for row in hits])

    def ids_of(self, wanted: str) -> frozenset[str]:
        """The ids of everything that :meth:`search` could find, however much it is."""
        asked = expression(wanted)
        if not asked:
            return frozenset()
        with self._database.reading() as session:
            named = select(ConversationRow.sequence, ConversationRow.id)
            titled = dict(session.execute(named).all())
            hits = session.execute(
                text("SELECT rowid FROM words WHERE words MATCH :asked"), {"asked": asked}
            )
            return frozenset(titled.get(row[0], str(row[0])) for row in hits)


def index(connection: Connection, changes: Iterable[Change]) -> None:
    """Let the index follow what changed."""
    gone, come = [], []
    for change in changes:
        if change.table not in _COLUMN:
            continue
        before, after = (_words(change.table, row) for row in (change.before, change.after))
        if before == after:
            continue
        if before is not None:
            gone.append((change.sequence, folded(before)))
        if after is not None:
            come.append((change.sequence, folded(after)))
    if gone:
        forget = "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)"
        connection.exec_driver_sql(forget, gone)
    if come:
        add(connection, come)


def add(connection: Connection, entries: list[tuple[int, str]]) -> None:
    """Index folded texts by their sequence."""
    connection.exec_driver_sql("INSERT INTO words (rowid, text) VALUES (?, ?)", entries)


def _words(table: type[Kept], version: Version | None) -> str | None:
    if version is None or (table is MessageRow and version[_STATE] == "streaming"):
        return None
    return str(version[_PLACE[table]])


def _found(session: Session, sequences: list[int]) -> list[Found]:
    home = aliased(ConversationRow)
    messages = session.execute(
        select(MessageRow, home)
        .join(home, home.sequence == MessageRow.conversation)
        .where(MessageRow.sequence.in_(sequences))
    )
    notes = session.execute(
        select(NoteRow, home)
        .outerjoin(home, home.sequence == NoteRow.conversation)
        .where(NoteRow.sequence.in_(sequences))
    )
    heads = session.scalars(select(ConversationRow).where(ConversationRow.sequence.in_(sequences)))
    found = {row.sequence: _entry("message", row, at) for row, at in messages}
    found |= {row.sequence: _entry("note", row, at) for row, at in notes}
    found |= {
        head.sequence: Found(
            "conversation", head.id, head.id, head.title, head.title, moment_of(head.created)
        )
        for head in heads
    }
    return [found[sequence] for sequence in sequences]


def _entry(kind: Kind, row: MessageRow | NoteRow, home: ConversationRow | None) -> Found:
    return Found(
        kind=kind,
        id=str(row.sequence),
        conversation_id=home.id if home else None,
        title=home.title if home else "",
        text=row.text,
        time=moment_of(row.time),
    )
