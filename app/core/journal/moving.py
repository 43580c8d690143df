"""A journal written anew under other keys."""

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select, table, text

from app.core.errors import UserFacingError
from app.core.journal.anchor import Anchor
from app.core.journal.chain import Chain, Epochs
from app.core.journal.database import Database
from app.core.journal.files import JOURNAL_FILE, sync_file
from app.core.journal.migrations import migrate
from app.core.journal.opening import Subkeys
from app.core.journal.values import Told


def move(source: Database, target: Path, subkey: Subkeys, *, before: Epochs, told: Told) -> None:
    """Write a journal, while nobody changes it, under other keys into an empty folder.

    Args:
        subkey: gives the keys there.
        before: epochs that it follows, beside those it knows itself.

    Raises:
        UserFacingError: ``copy_damaged``: what was written does not read as what was to be
            written; ``disk_full``, ``data_home_unwritable``, those of ``faults.faults``,
            and what ``told`` raises.
    """
    file, chain = target / JOURNAL_FILE, Chain(subkey("chain"))
    export(source, file, subkey("journal"), told)
    counts = _counts(source)
    with closing(Database(file, subkey("journal"))) as database:
        if _counts(database) != counts:
            raise UserFacingError("copy_damaged")
        with database.writing() as session:
            migrate(session.connection())
            mark = chain.begin_epoch(session, before)
        with database.still() as session:
            whole = chain.holds(session)
        database.fold_log()
        if not whole or database.damage():
            raise UserFacingError("copy_damaged")
    sync_file(file)
    Anchor(target, subkey("anchor")).settle(mark)


def export(source: Database, file: Path, key: bytes, told: Told) -> None:
    """Write a database under another key into a new file.

    Raises:
        UserFacingError: those of ``faults.faults``, and what ``told`` raises.
    """
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source.export_to(file, key, told)


def _counts(database: Database) -> dict[str, int]:
    """The rows in each table, whatever schema it is."""
    with database.reading() as session:
        names = session.scalars(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).all()
        return {
            name: session.scalars(select(func.count()).select_from(table(name))).one()
            for name in names
            if not name.startswith(("words", "sqlite_"))  # the index counts by itself
        }
