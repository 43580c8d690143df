"""The chain: that nothing in the journal was changed behind the person's back.

SQLCipher authenticates each page, but an old page or an old file is as authentic as a
new one. So each commit extends an HMAC chain over a log of what changed, and its head
goes into the anchor. The log holds digests, each salted by bytes in the row itself:
when the row is deleted its salt is gone, and nobody can try guesses on what it was.

Rows that change often (drafts, a reply while it streams, where a conversation is at)
would fill the log. They are *loose*: covered by the XOR of their keyed digests (Clarke
et al., Incremental Multiset Hash Functions, 2003), which the head covers too. What has
no salt is loose.

Digests in the log are cut to 16 bytes: 2^-128 for a forgery without the key.
"""

import hmac
import json
import secrets
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from app.core.journal.anchor import EPOCH_BYTES, HEAD_BYTES, Mark
from app.core.journal.tables import TABLES, ChainRow, ChangeRow, Kept, MessageRow, Table

Version = tuple[Any, ...]
"""The columns of a row, in the order of its table."""

Entry = tuple[int, bytes]
"""Of the log: the sequence of a row, and its digest, b"" when it went."""

Epochs = Mapping[bytes, int]
"""Epochs of a journal, the oldest first, and how many commits each had come to."""

DIGEST_BYTES = 16
_EPOCHS_KEPT = 32
_COLUMNS = {table: tuple(column.key for column in inspect(table).columns) for table in TABLES}
_SALT = {table: columns.index("salt") for table, columns in _COLUMNS.items() if "salt" in columns}
_STATE = _COLUMNS[MessageRow].index("state")
_LINK = struct.Struct(">QQ")
_HEAD = struct.Struct(">QQQ")
_EPOCH = struct.Struct(f">{EPOCH_BYTES}sQ")
_NOTHING = bytes(HEAD_BYTES)
_BATCH = 5000


@dataclass
class Change:
    """A row before and after a transaction; None where there was no such row."""

    table: type[Kept]
    sequence: int
    before: Version | None
    after: Version | None


def changes(session: Session) -> list[Change]:
    """What the session has changed since it began, by order of sequence."""
    found: dict[tuple[type[Kept], int], Change] = session.info.get("changes", {})
    return sorted(found.values(), key=lambda change: change.sequence)


def forget_changes(session: Session) -> None:
    """Let go of what was changed so far, once chain and index have followed it."""
    session.info.pop("changes", None)


def watch(session: Session, _flush: UOWTransaction) -> None:
    """Remember what a flush changed; listens to SQLAlchemy's ``after_flush``."""
    found = session.info.setdefault("changes", {})
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Kept):
            continue
        table, gone = type(row), row in session.deleted
        key = (table, row.sequence)
        after = None if gone else tuple(getattr(row, name) for name in _COLUMNS[table])
        if key in found:
            found[key].after = after
        else:
            before = None if row in session.new else _before(row)
            found[key] = Change(table, row.sequence, before, after)


def wrote(session: Session, table: type[Kept], rows: Sequence[Version]) -> None:
    """Remember rows that were written past the session."""
    found = session.info.setdefault("changes", {})
    found |= {(table, row[0]): Change(table, row[0], None, row) for row in rows}


def next_sequence(session: Session, count: int = 1) -> int:
    """A number that no row has had yet: the first of so many."""
    chain = session.get_one(ChainRow, 1)
    chain.sequence += count
    return chain.sequence - count + 1


def new_salt() -> bytes:
    """What keeps a digest from telling guesses, as long as it is erased with its row."""
    return secrets.token_bytes(DIGEST_BYTES)


class Chain:
    """The chain of one journal.

    Args:
        key: 32 bytes.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def record(self, session: Session, changed: Iterable[Change]) -> Mark | None:
        """Extend the chain by one commit; None when nothing changed."""
        self.extend(session, changed)
        if not session.info.pop("extended", False):
            return None
        return self._seal(session, session.get_one(ChainRow, 1))

    def extend(self, session: Session, changed: Iterable[Change]) -> None:
        """Log a part of what a commit changes; :meth:`record` ends it."""
        happened = [change for change in changed if change.before != change.after]
        if not happened:
            return
        session.info["extended"] = True
        chain = session.get_one(ChainRow, 1)
        loose = int.from_bytes(chain.loose)
        entries: list[Entry] = []
        for change in happened:
            was_logged = change.before and not _is_loose(change.table, change.before)
            for version in (change.before, change.after):
                if version and _is_loose(change.table, version):
                    loose ^= self._loose(change.table, version)
            if change.after and not _is_loose(change.table, change.after):
                entries.append((change.sequence, self.digest(change.table, change.after)))
            elif was_logged:
                entries.append((change.sequence, b""))
        chain.loose = loose.to_bytes(HEAD_BYTES)
        self._log(session, chain, entries)

    def begin_epoch(self, session: Session, before: Epochs) -> Mark:
        """Begin anew over all that the journal holds now; the log before is dropped.

        Args:
            before: epochs that this one follows, beside those the journal knows itself.
        """
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM changes")
        old = session.get(ChainRow, 1)
        sequence = old.sequence if old else 0
        if old:
            before = merged(epochs_of(old.before), {old.epoch: old.commits}, before)
            session.delete(old)
            session.flush()
            session.expunge(old)
        chain = ChainRow(
            one=1,
            epoch=secrets.token_bytes(EPOCH_BYTES),
            commits=0,
            sequence=sequence,
            entries=0,
            tip=_NOTHING,
            loose=_NOTHING,
            head=_NOTHING,
            previous=_NOTHING,
            before=_packed(before),
        )
        loose = 0

        def logged() -> Iterator[Entry]:
            nonlocal loose
            for table in TABLES:
                for version in _versions(connection, table):
                    chain.sequence = max(chain.sequence, version[0])
                    if _is_loose(table, version):
                        loose ^= self._loose(table, version)
                    else:
                        yield version[0], self.digest(table, version)

        session.add(chain)
        self._log(session, chain, logged())
        chain.loose = loose.to_bytes(HEAD_BYTES)
        return self._seal(session, chain)

    def holds(self, session: Session) -> bool:
        """Whether every row is as the log says, and the log as the head says."""
        connection = session.connection()
        chain = connection.execute(select(*_columns(connection, ChainRow))).one()
        tip, count, digests = _NOTHING, 0, dict[int, bytes]()
        log = select(ChangeRow.number, ChangeRow.subject, ChangeRow.digest)
        for number, subject, digest in _streamed(connection, log.order_by(ChangeRow.number)):
            count += 1
            if number != count:
                return False
            tip = self._link(tip, subject, digest)
            if digest:
                digests[subject] = digest
            else:
                digests.pop(subject, None)
        loose = 0
        for table in TABLES:
            for version in _versions(connection, table):
                if _is_loose(table, version):
                    loose ^= self._loose(table, version)
                elif digests.pop(version[0], b"") != self.digest(table, version):
                    return False
        return (
            not digests
            and (chain.entries, chain.tip) == (count, tip)
            and int.from_bytes(chain.loose) == loose
            and chain.head == self._head(chain)
        )

    def digest(self, table: type[Kept], version: Version) -> bytes:
        """What the log says of a row: salted by it, and telling nothing of it."""
        at = _SALT[table]
        values = version[:at] + version[at + 1 :]
        return self._row(b"row\0" + version[at], table, values)[:DIGEST_BYTES]

    def _log(self, session: Session, chain: ChainRow, entries: Iterable[Entry]) -> None:
        entries = iter(entries)
        while batch := list(islice(entries, _BATCH)):
            rows = []
            for subject, digest in batch:
                chain.entries += 1
                chain.tip = self._link(chain.tip, subject, digest)
                rows.append({"number": chain.entries, "subject": subject, "digest": digest})
            session.execute(insert(ChangeRow), rows)

    def _seal(self, session: Session, chain: ChainRow) -> Mark:
        chain.commits += 1
        chain.previous, chain.head = chain.head, self._head(chain)
        session.flush()
        return mark_of(chain)

    def _loose(self, table: type[Kept], version: Version) -> int:
        values = [value.hex() if isinstance(value, bytes) else value for value in version]
        return int.from_bytes(self._row(b"loose\0", table, values))

    def _row(self, use: bytes, table: type[Kept], values: Sequence[Any]) -> bytes:
        said = json.dumps([table.__tablename__, *values], ensure_ascii=False)
        return hmac.digest(self._key, use + said.encode(), "sha256")

    def _link(self, tip: bytes, subject: int, digest: bytes) -> bytes:
        return hmac.digest(
            self._key, b"link\0" + tip + _LINK.pack(subject, len(digest)) + digest, "sha256"
        )

    def _head(self, chain: Any) -> bytes:
        numbers = _HEAD.pack(chain.commits, chain.sequence, chain.entries)
        before = getattr(chain, "before", b"")  # the row of an older schema has none
        said = b"head\0" + chain.epoch + numbers + chain.tip + chain.loose + before
        return hmac.digest(self._key, said, "sha256")


def mark_of(chain: ChainRow) -> Mark:
    """The point at which a journal says it is."""
    return Mark(chain.epoch, chain.commits, chain.head)


def epochs_of(before: bytes) -> Epochs:
    """The epochs that a chain's row names."""
    return dict(_EPOCH.iter_unpack(before))


def merged(*told: Epochs) -> Epochs:
    """All the epochs told of, each with the most commits that are known of it."""
    found: dict[bytes, int] = {}
    for epochs in told:
        for epoch, commits in epochs.items():
            found[epoch] = max(commits, found.get(epoch, 0))
    return found


def _packed(epochs: Epochs) -> bytes:
    newest = list(epochs.items())[-_EPOCHS_KEPT:]
    return b"".join(_EPOCH.pack(*each) for each in newest)


def _is_loose(table: type[Kept], version: Version) -> bool:
    return table not in _SALT or (table is MessageRow and version[_STATE] == "streaming")


def _before(row: Kept) -> Version:
    attributes = inspect(row).attrs
    return tuple(_old(attributes[name].history) for name in _COLUMNS[type(row)])


def _old(history: Any) -> Any:
    known = history.deleted or history.unchanged
    return known[0]


def _versions(connection: Connection, table: type[Kept]) -> Iterator[Version]:
    columns = _columns(connection, table)
    if columns:
        for row in _streamed(connection, select(*columns)):
            yield tuple(row)


def _columns(connection: Connection, table: type[Table]) -> list[ColumnElement[Any]]:
    """Those that the table has here: a backup may be of an older schema."""
    there = connection.exec_driver_sql(f"PRAGMA table_info({table.__tablename__})")
    names = {row.name for row in there}
    return [column for column in table.__table__.columns if column.key in names]


def _streamed(connection: Connection, statement: Any) -> Iterator[Any]:
    result = connection.execution_options(yield_per=1000).execute(statement)
    yield from result
