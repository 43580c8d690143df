"""The encrypted file beneath the journal: connections, transactions, faults.

Settings and traps: VAULT, Journal.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserFacingError

_PLAIN = b"SQLite format 3\0"
_RAW_KEY = re.compile("[0-9a-f]{64}")  # of 63 digits SQLCipher would make a passphrase
_BUSY_SECONDS = 5.0
_PAGE_BYTES = 4096  # the default of SQLCipher 4
_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)
# Primary result codes (https://www.sqlite.org/rescode.html) that are no bug of ours.
_FAULTS = {
    5: "profile_in_use",  # BUSY: some other program, for we hold the profile
    6: "profile_in_use",  # LOCKED
    8: "journal_unreachable",  # READONLY
    10: "journal_unreachable",  # IOERR
    11: "journal_damaged",  # CORRUPT
    13: "disk_full",  # FULL
    14: "journal_unreachable",  # CANTOPEN
    26: "journal_damaged",  # NOTADB
}


class Database:
    """One encrypted database file, usable from any thread.

    Args:
        file: must exist; an empty one becomes a new database.
        key: 32 bytes.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        self._file = file.absolute()
        self._key: str | None = key.hex()
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect,
            poolclass=QueuePool,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        self.reader = engine.execution_options(soulchat_begin="BEGIN")
        self.writer = engine.execution_options(soulchat_begin="BEGIN IMMEDIATE")
        # SQLite lets a second writer sleep and retry: of three threads writing, the
        # slowest waited 332 ms so, and 9 ms in a queue of our own.
        self._turn = threading.Lock()

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
            UserFacingError: see :func:`faults`.
        """
        with self._turn, faults(), Session(self.writer) as session, session.begin():
            yield session

    def examine(self) -> None:
        """Refuse a file that isn't this journal, before anything is written to it.

        Raises:
            UserFacingError: ``journal_missing`` (also when empty: a profile has its
                journal, and a fresh one must never take its place), ``journal_foreign``,
                ``journal_damaged``, and those of :func:`faults`.
        """
        if not self._file.is_file() or self._file.stat().st_size == 0:
            raise UserFacingError("journal_missing")
        if self._file.stat().st_size < _PAGE_BYTES:  # SQLite would take it for a new one
            raise UserFacingError("journal_damaged")
        try:
            with self._alone() as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except UserFacingError as error:
            if error.code == "journal_damaged" and self._fits_nowhere():
                raise UserFacingError("journal_foreign") from error
            raise

    def damage(self) -> list[str]:
        """Codes of what is wrong with the file as the disk has it now; [] when whole.

        Raises:
            UserFacingError: those of :func:`faults` that speak of no damage.
        """
        if not self._file.is_file():
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

    def close(self) -> None:
        """Close the file and forget the key; the write-ahead log is folded in and removed."""
        self._key = None
        self.reader.dispose()

    def _connect(self) -> Any:
        connection = self._keyed()
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    def _keyed(self) -> Any:
        if self._key is None:
            raise RuntimeError("the journal is closed")
        if not _RAW_KEY.fullmatch(self._key):
            raise ValueError("a journal has a key of 32 bytes")
        # mode=rw: a file that went missing is not silently made anew.
        connection = sqlcipher.connect(
            f"{self._file.as_uri()}?mode=rw",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,  # transactions begin where SQLAlchemy says so, schema included
            check_same_thread=False,  # the pool lends a connection to one thread at a time
        )
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        return connection

    @contextmanager
    def _alone(self) -> Iterator[Any]:
        """A connection outside the pool: nothing is in its cache, so it sees the disk."""
        with faults(), closing(self._connect()) as connection:
            yield connection

    def _fits_nowhere(self) -> bool:
        """Whether not one page of the file was written with this key."""
        with faults(), closing(self._keyed()) as connection:
            failed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        return len(failed) >= self._file.stat().st_size // _PAGE_BYTES


@contextmanager
def faults() -> Iterator[None]:
    """Tell what the disk or the file is to blame for as such; the rest stays a bug.

    Raises:
        UserFacingError: ``disk_full``, ``journal_damaged``, ``journal_unreachable``,
            ``profile_in_use``.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        code = _FAULTS.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise
    else:
        return
    raise UserFacingError(code)  # here, so that it carries no statement along


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
