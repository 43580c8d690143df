"""The encrypted file beneath the journal: connections and transactions.

Settings and traps: VAULT, Journal.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserFacingError
from app.core.journal.anchor import Mark
from app.core.journal.chain import watch
from app.core.journal.faults import faults
from app.core.journal.folding import FOLDED, folded
from app.core.journal.values import Told

_PLAIN = b"SQLite format 3\0"
_RAW_KEY = re.compile("[0-9a-f]{64}")  # of 63 digits SQLCipher would make a passphrase
_BUSY_SECONDS = 5.0
_STEPS_BETWEEN = 50_000  # of SQLite's machine: some milliseconds
_PAGE_BYTES = 4096  # the default of SQLCipher 4
_SETTINGS_OF_ALL = (
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: its fsync leaves the words in the drive's own memory
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)
_SETTINGS = ("journal_mode = WAL", *_SETTINGS_OF_ALL)


def _silent(_done: int, _size: int) -> None:
    """Nobody wants to know."""


class _Writing(Session):
    """A session that remembers what it changes."""


event.listen(_Writing, "after_flush", watch)


class _OneConnection(QueuePool):
    """Lends one connection at a time, and the others wait."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **(named | {"pool_size": 1, "max_overflow": 0}))


class Database:
    """One encrypted database file, usable from any thread.

    Args:
        file: must exist; an empty one becomes a new database.
        key: 32 bytes.
        sealed: a copy that nobody writes in; it is only read, and nothing is made beside it.
    """

    before_commit: Callable[[Session], Mark | None] | None = None
    """Called at the end of each change; gives what to tell once it is durable."""

    settle: Callable[[Session], None] | None = None
    """Called within a long change: what it changed so far needs not be kept in memory."""

    after_commit: Callable[[Mark], None] | None = None
    """Told of each change once it is durable, before the one who made it."""

    def __init__(self, file: Path, key: bytes, *, sealed: bool = False) -> None:
        self.file = file.absolute()
        self._key: str | None = key.hex()
        self._query = "mode=ro&immutable=1" if sealed else "mode=rw"
        self._settings = _SETTINGS if not sealed else _SETTINGS_OF_ALL
        self._owed: Mark | None = None  # a commit that could not be told yet
        # SQLite lets a second writer sleep and retry: of three threads writing, the
        # slowest waited 332 ms so, and 9 ms in a queue of our own.
        self._turn = threading.Lock()
        self._connect_through(QueuePool)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look at the journal.

        Raises:
            UserFacingError: see :func:`faults`.
        """
        with faults(), Session(self.reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One change: durable when this ends, and no change at all when it raises.

        Raises:
            UserFacingError: see :func:`faults`, and what ``after_commit`` raises.
        """
        with self._turn, faults():
            self._tell(self._owed)
            with _Writing(self.writer) as session, session.begin():
                yield session
                session.flush()
                mark = self.before_commit(session) if self.before_commit else None
            self._tell(mark)

    @contextmanager
    def still(self) -> Iterator[Session]:
        """A look at the journal while nobody writes in it.

        Raises:
            UserFacingError: see :func:`faults`.
        """
        with self._turn, self.reading() as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Any]:
        """A connection that leaves the files as they are, the write-ahead log too.

        Raises:
            UserFacingError: see :func:`faults`.
        """
        if self._exclusive:
            with self._alone() as connection:
                yield connection
            return
        query = self._query.replace("mode=rw", "mode=ro")
        with faults(), closing(self._keyed(query)) as connection:
            yield connection

    def examine(self) -> None:
        """Refuse a file that isn't this journal, before anything is written to it.

        Where a full disk has no room for the shared memory file that connections
        coordinate through, the only connection from now on does without.

        Raises:
            UserFacingError: ``journal_missing`` (also when empty: a profile has its
                journal, and a fresh one must never take its place), ``journal_foreign``,
                ``journal_damaged``, and those of :func:`faults`.
        """
        if not self.file.is_file() or self.file.stat().st_size == 0:
            raise UserFacingError("journal_missing")
        if self.file.stat().st_size < _PAGE_BYTES:  # SQLite would take it for a new one
            raise UserFacingError("journal_damaged")
        try:
            self._read_schema()
        except UserFacingError as error:
            if error.code == "journal_damaged" and self._fits_nowhere():
                raise UserFacingError("journal_foreign") from error
            if error.code != "journal_unreachable" or self._exclusive:
                raise
            self._connect_through(_OneConnection)
            self._read_schema()

    def damage(self) -> list[str]:
        """Codes of what is wrong with the file as the disk has it now; [] when whole.

        Raises:
            UserFacingError: those of :func:`faults` that speak of no damage.
        """
        if not self.file.is_file():
            return ["journal_missing"]
        checks = {
            "journal_pages_damaged": ("PRAGMA cipher_integrity_check", []),
            "journal_structure_damaged": ("PRAGMA integrity_check", [("ok",)]),
            "journal_references_broken": ("PRAGMA foreign_key_check", []),
        }
        found = []
        for code, (check, whole) in checks.items():
            try:
                with self._alone() as connection:
                    if connection.execute(check).fetchall() != whole:
                        found.append(code)
            except UserFacingError as error:
                if error.code != "journal_damaged":
                    raise
                found.append(code)
        return found

    def index_is_whole(self) -> bool:
        """Whether the full-text index says what the texts say."""
        try:
            self._command_index("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        except UserFacingError as error:
            if error.code != "journal_damaged":
                raise
            return False
        return True

    def make_index_anew(self) -> None:
        """Make the full-text index from the texts."""
        self._command_index("INSERT INTO words (words) VALUES ('rebuild')")

    def copy_to(self, file: Path, told: Told = _silent) -> None:
        """Write a copy under the same key, also while others read and write.

        Args:
            file: is not there, or empty.
            told: of the bytes written, and how many there will be; ends it by raising.

        Raises:
            UserFacingError: see :func:`faults`.
        """
        with self._alone() as connection, self._telling(connection, file, told):
            connection.execute("VACUUM INTO ?", (str(file),))

    def export_to(self, file: Path, key: bytes, told: Told = _silent) -> None:
        """Write a copy under another key, while nobody writes; arguments as :meth:`copy_to`.

        Raises:
            UserFacingError: see :func:`faults`.
        """
        with self._turn, self._alone() as connection, self._telling(connection, file, told):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            raw = f"x'{key.hex()}'"
            connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(file), raw))
            try:
                connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
                connection.execute(f"PRAGMA fresh.user_version = {version}")
            finally:
                connection.execute("DETACH DATABASE fresh")

    def fold_log(self) -> None:
        """Fold the write-ahead log into the file, so that what was deleted leaves the log.

        While a backup reads the journal for longer than a few seconds that waits for the
        closing of the journal.
        """
        with self._alone() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def shrink(self) -> None:
        """Give back the room of what was deleted."""
        with self._turn, self._alone() as connection:
            connection.execute("VACUUM")
        self.fold_log()

    @property
    def is_closed(self) -> bool:
        """Whether the key is forgotten."""
        return self._key is None

    def close(self) -> None:
        """Close the file and forget the key; the write-ahead log is folded in and removed."""
        self._key = None
        self.reader.dispose()

    def _connect_through(self, pool: type[QueuePool]) -> None:
        self._exclusive = pool is _OneConnection
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect,
            poolclass=pool,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        self.reader = engine.execution_options(soulchat_begin="BEGIN")
        self.writer = engine.execution_options(soulchat_begin="BEGIN IMMEDIATE")

    def tell_later(self, mark: Mark) -> None:
        """Call ``after_commit`` with this before the next change."""
        self._owed = mark

    def _tell(self, mark: Mark | None) -> None:
        if mark and self.after_commit:
            self._owed = mark
            self.after_commit(mark)
            self._owed = None

    def _read_schema(self) -> None:
        with self.looking() as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()

    def _connect(self) -> Any:
        connection = self._keyed(self._query)
        try:
            if self._exclusive:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            for setting in self._settings:
                connection.execute(f"PRAGMA {setting}")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    def _keyed(self, query: str) -> Any:
        if self._key is None:
            raise RuntimeError("the journal is closed")
        if not _RAW_KEY.fullmatch(self._key):
            raise ValueError("a journal has a key of 32 bytes")
        connection = sqlcipher.connect(
            f"{self.file.as_uri()}?{query}",  # never a mode that makes a missing file anew
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,  # transactions begin where SQLAlchemy says so, schema included
            check_same_thread=False,  # the pool lends a connection to one thread at a time
        )
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.create_function(FOLDED, 1, folded, deterministic=True)
        return connection

    @contextmanager
    def _alone(self) -> Iterator[Any]:
        """A connection outside the pool: nothing is in its cache, so it sees the disk."""
        if self._exclusive:
            with faults(), closing(self.reader.raw_connection()) as lent:
                yield lent.driver_connection
            return
        with faults(), closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def _telling(self, connection: Any, file: Path, told: Told) -> Iterator[None]:
        """Tell while a file grows; what ``told`` raises ends the statement, and is raised here."""
        size, raised = self.file.stat().st_size, list[BaseException]()

        def tell() -> bool:
            try:
                told(min(file.stat().st_size, size), size)
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
                raised.append(error)
            return bool(raised)

        told(0, size)
        connection.set_progress_handler(tell, _STEPS_BETWEEN)
        try:
            yield
            told(size, size)
        except sqlcipher.OperationalError:
            if raised:
                raise raised[0] from None
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def _command_index(self, statement: str) -> None:
        with self._turn, self._alone() as connection:
            connection.execute("PRAGMA trusted_schema = ON")  # the view calls our function
            try:
                connection.execute(statement)
            finally:
                connection.execute("PRAGMA trusted_schema = OFF")

    def _fits_nowhere(self) -> bool:
        """Whether not one page of the file was written with this key."""
        with self.looking() as connection:
            failed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        return len(failed) >= self.file.stat().st_size // _PAGE_BYTES


def is_plain(file: Path) -> bool:
    """Whether the file is a database that nothing encrypts."""
    with file.open("rb") as stream:
        return stream.read(len(_PLAIN)) == _PLAIN


def cipher_version() -> str:
    """The version of SQLCipher at work; empty when it is a SQLite without encryption."""
    with closing(sqlcipher.connect(":memory:")) as connection:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    return str(row[0]) if row else ""


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options()["soulchat_begin"])
