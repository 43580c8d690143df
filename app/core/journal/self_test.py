"""Whether SQLCipher is really at work here, and not a SQLite without encryption.

A SQLite that knows no key takes ``PRAGMA key`` without a word and writes plain files.
"""

import logging
import secrets
import tempfile
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserFacingError
from app.core.journal.database import cipher_version, is_plain
from app.core.journal.faults import faults

_VERSION = 4  # the file format that journals have
_NOT_TO_BLAME = {"disk_full", "journal_unreachable"}

_log = logging.getLogger(__name__)


def check() -> None:
    """Refuse to go on with a SQLCipher that doesn't encrypt.

    Raises:
        UserFacingError: ``self_test_failed``, with the ``part`` that failed.
    """
    version = cipher_version().partition(".")[0]
    if not (version.isdecimal() and int(version) >= _VERSION and _encrypts_a_file()):
        raise UserFacingError("self_test_failed", part="SQLCipher")


def _encrypts_a_file() -> bool:
    """Write a database into a temporary file, look at it, and read it again."""
    try:
        with tempfile.TemporaryDirectory(prefix="soulchat-") as folder, faults():
            file = Path(folder) / "test.db"
            key = secrets.token_hex(32)
            with closing(_opened(file, key)) as connection:
                status = connection.execute("PRAGMA cipher_status").fetchone()
                connection.execute("CREATE TABLE test (value TEXT)")
            if status is None or str(status[0]) != "1" or is_plain(file):
                return False
            with closing(_opened(file, key)) as connection:
                found = connection.execute("SELECT name FROM sqlite_schema").fetchall() == [
                    ("test",)
                ]
            return found and _refuses(file)
    except (OSError, UserFacingError) as error:
        if isinstance(error, UserFacingError) and error.code not in _NOT_TO_BLAME:
            raise UserFacingError("self_test_failed", part="SQLCipher") from error
        _log.warning("no room to try whether SQLCipher encrypts")
        return True  # a full disk must not keep anybody from reading


def _refuses(file: Path) -> bool:
    """Whether another key opens nothing."""
    with closing(_opened(file, secrets.token_hex(32))) as connection:
        try:
            connection.execute("SELECT name FROM sqlite_schema").fetchall()
        except sqlcipher.DatabaseError:
            return True
    return False


def _opened(file: Path, key: str) -> sqlcipher.Connection:
    connection = sqlcipher.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection
