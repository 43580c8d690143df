"""Sealed copies of a journal: made while it is open, verified, and put back.

A backup is a folder below ``backups/``, named by its time: the journal under the same
key, an anchor that knows exactly this copy, and the vault's key file of that day, which
opens it with the passphrase of that day.
"""

import shutil
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.journal.anchor import Anchor, Mark
from app.core.journal.chain import Chain, Epochs, merged
from app.core.journal.database import Database
from app.core.journal.files import (
    BACKUPS,
    JOURNAL_FILE,
    UNFINISHED,
    copy_durably,
    finish_folder,
    new_folder,
    set_aside,
    sync_file,
)
from app.core.journal.migrations import migrate
from app.core.journal.opening import Subkeys, settled, stand
from app.core.journal.values import Backup
from app.core.vault import format as keyfile
from app.core.vault.disk import disk_faults, sync_folder

_NAME = "%Y-%m-%dT%H%M%S.%fZ"
_RESTORING = f".{JOURNAL_FILE}.restoring"


def make(database: Database, subkey: Subkeys) -> Backup:
    """Copy a journal into a backup, and verify the copy; a kill leaves none.

    Raises:
        UserFacingError: ``backup_damaged``, ``disk_full``, ``data_home_unwritable``,
            and those of ``database.faults``.
    """
    folder = database.file.parent
    name = datetime.now(UTC).strftime(_NAME)
    with disk_faults(folder):
        _remove_unfinished(folder)
        hidden = new_folder(folder / BACKUPS, name)
        try:
            (hidden / JOURNAL_FILE).touch(mode=0o600)
            database.copy_to(hidden / JOURNAL_FILE)
            sync_file(hidden / JOURNAL_FILE)
            _anchor(hidden, subkey)
            if (folder / keyfile.COPIES[0]).is_file():  # a journal of a profile, not of a test
                copy_durably(folder / keyfile.COPIES[0], hidden / keyfile.COPIES[0])
            if _is_damaged(hidden, subkey):
                raise UserFacingError("backup_damaged")
            finish_folder(hidden, name)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
    return next(backup for backup in backups(folder) if backup.name == name)


def backups(folder: Path) -> list[Backup]:
    """The backups of a profile, the newest first."""
    return [
        Backup(each.name, made, sum(file.stat().st_size for file in each.iterdir()))
        for each in reversed(_folders(folder))
        if (made := _made(each.name))
    ]


def damaged(folder: Path, subkey: Subkeys) -> list[str]:
    """Names of the backups that are not as they were made."""
    return [each.name for each in _folders(folder) if _is_damaged(each, subkey)]


def restore(folder: Path, subkey: Subkeys, name: str, *, seen: Epochs) -> Mark:
    """Put a backup in the place of the journal, which is closed; the files before are kept.

    A new epoch of the chain begins, so nobody takes the older journal for a rollback. A
    kill leaves the journal before or the restored one; at worst the one before with its
    write-ahead log gone, which is then told, and lies among the files kept.

    Args:
        seen: what a witness remembers of the journal that is replaced.

    Returns:
        Where the restored journal stands.

    Raises:
        UserFacingError: ``backup_not_found``, ``backup_damaged``, ``disk_full``,
            ``data_home_unwritable``, and those of ``database.faults``.
    """
    source = folder / BACKUPS / name
    if source not in _folders(folder):
        raise UserFacingError("backup_not_found")
    if _is_damaged(source, subkey):
        raise UserFacingError("backup_damaged")
    fresh, anchor = folder / _RESTORING, Anchor(folder, subkey("anchor"))
    with disk_faults(folder), ExitStack() as undo:
        _remove_restoring(folder)
        undo.callback(_remove_restoring, folder)
        copy_durably(source / JOURNAL_FILE, fresh)
        marks = anchor.read()
        mark = _begin_epoch(fresh, subkey, merged(settled(marks), _known(folder, subkey), seen))
        set_aside(folder)
        begun = [known for known in marks.known if not known.pending] if marks else []
        beside = max(begun, key=lambda known: known.commits, default=None)
        anchor.announce(replace(mark, pending=True), beside=beside)
        for log in (f"{JOURNAL_FILE}-wal", f"{JOURNAL_FILE}-shm"):
            (folder / log).unlink(missing_ok=True)  # never to be read with the other file
        fresh.replace(folder / JOURNAL_FILE)
        sync_folder(folder)
    anchor.settle(mark)
    return mark


def _known(folder: Path, subkey: Subkeys) -> Epochs:
    """The epochs of the journal that is replaced; none where it can't be read."""
    with closing(Database(folder / JOURNAL_FILE, subkey("journal"))) as database:
        try:
            database.examine()
            return stand(database).epochs()
        except UserFacingError as error:
            if not error.code.startswith("journal_"):
                raise
            return {}


def _begin_epoch(file: Path, subkey: Subkeys, before: Epochs) -> Mark:
    with closing(Database(file, subkey("journal"))) as database, database.writing() as session:
        migrate(session.connection())
        return Chain(subkey("chain")).begin_epoch(session, before)


def _anchor(folder: Path, subkey: Subkeys) -> None:
    """Give a copy an anchor of its own: another copy in its place is noticed."""
    with closing(_sealed(folder, subkey)) as database:
        if mark := stand(database).mark:
            Anchor(folder, subkey("anchor")).settle(mark)


def _is_damaged(folder: Path, subkey: Subkeys) -> bool:
    return not _has_whole_key_file(folder) or _has_damaged_journal(folder, subkey)


def _has_whole_key_file(folder: Path) -> bool:
    try:
        keyfile.decode((folder / keyfile.COPIES[0]).read_bytes())
    except FileNotFoundError:
        return True  # a copy of a journal that no vault made
    except UserFacingError:
        return False
    return True


def _has_damaged_journal(folder: Path, subkey: Subkeys) -> bool:
    with closing(_sealed(folder, subkey)) as database:
        try:
            database.examine()
            standing, marks = stand(database), Anchor(folder, subkey("anchor")).read()
            if standing.mark is None:
                return marks is not None or standing.version == 0 or database.damage() != []
            if marks is None or marks.known != (standing.mark,) * 2 or database.damage():
                return True
            with database.reading() as session:
                return not Chain(subkey("chain")).holds(session)
        except UserFacingError as error:
            if error.code.startswith("journal_"):
                return True
            raise


def _sealed(folder: Path, subkey: Subkeys) -> Database:
    return Database(folder / JOURNAL_FILE, subkey("journal"), sealed=True)


def _folders(folder: Path) -> list[Path]:
    place = folder / BACKUPS
    if not place.is_dir():
        return []
    return sorted(each for each in place.iterdir() if _made(each.name) is not None)


def _made(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _remove_restoring(folder: Path) -> None:
    """Remove what a restore left that came to nothing: a full disk needs the room."""
    for left in folder.glob(f"{_RESTORING}*"):
        left.unlink()


def _remove_unfinished(folder: Path) -> None:
    for left in (folder / BACKUPS).glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
