"""What SQLite refuses, told as what the disk or the file is to blame for."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserFacingError

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
