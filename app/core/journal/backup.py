"""Sealed copies of a journal: made while it is open, verified, listed, put back.

A backup is one file (backup_file.py), beside the journal or in a folder that the person
chose. It opens with the keys it was made with.
"""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.journal import backup_file, moving
from app.core.journal.anchor import Anchor, Mark
from app.core.journal.backup_file import Label
from app.core.journal.backup_folder import faults_of, unusable
from app.core.journal.chain import Chain, Epochs, merged
from app.core.journal.database import Database
from app.core.journal.files import (
    ASIDE,
    BACKUPS,
    JOURNAL_FILE,
    TIME,
    copy_durably,
    set_aside,
    sync_file,
    time_of,
)
from app.core.journal.migrations import migrate
from app.core.journal.opening import Subkeys, settled, stand
from app.core.journal.values import Aside, Backup, BackupKind, Told
from app.core.vault import attached
from app.core.vault import format as keyfile
from app.core.vault.disk import disk_faults, sync_folder

_NAME = re.compile(rf"soulchat-(?P<profile>.+)-(?P<time>[^-]+-..-..T.+Z){attached.SUFFIX}")
_COPYING, _RESTORING = f".{JOURNAL_FILE}.copying", f".{JOURNAL_FILE}.restoring"


def make(
    database: Database, subkey: Subkeys, *, elsewhere: Path | None, kind: BackupKind, told: Told
) -> Backup:
    """Copy a journal into a backup, and verify it; a kill leaves none.

    Args:
        elsewhere: the folder for it; None for the one beside the journal.

    Raises:
        UserFacingError: one of ``backup_folder.FAULTS``, ``backup_damaged``,
            ``disk_full``, ``data_home_unwritable``, what ``told`` raises, and those of
            ``faults.faults``.
    """
    folder = database.file.parent
    place = elsewhere or folder / BACKUPS
    with disk_faults(folder), ExitStack() as undo:
        _remove(folder, _COPYING)
        undo.callback(_remove, folder, _COPYING)
        copy = folder / _COPYING
        copy.touch(mode=0o600)
        database.copy_to(copy, told)
        sync_file(copy)
        label = _examined(copy, subkey, kind)
        own = folder / keyfile.COPIES[0]
        key_file = own.read_bytes() if own.is_file() else b""  # a journal of a test has no vault
        with faults_of(place, chosen=elsewhere is not None):
            if elsewhere is None:
                place.mkdir(mode=0o700, exist_ok=True)
            elif fault := unusable(elsewhere, 0):
                raise fault
            _remove(place, ".soulchat-")
            file = place / _name_now(folder)
            backup_file.write(file, label, copy, key=subkey("anchor"), key_file=key_file)
    return next(each for each in backups(folder, elsewhere) if each.file == file)


def backups(folder: Path, elsewhere: Path | None) -> list[Backup]:
    """The backups of a profile, beside it and elsewhere, the newest first.

    Elsewhere may be those of others, too: the name tells.
    """
    vault = _vault_of(folder)
    found = []
    for file in _files(folder, elsewhere):
        made = _NAME.fullmatch(file.name)
        time = time_of(made["time"]) if made else None
        ours = file.parent != elsewhere or (made and made["profile"] == folder.name)
        if ours and time:
            with contextlib.suppress(FileNotFoundError):  # deleted while we looked
                found.append(_backup(file, time, vault))
    return sorted(found, key=lambda each: each.time, reverse=True)


def damaged(folder: Path, subkey: Subkeys, elsewhere: Path | None) -> list[Backup]:
    """The backups that are not as they were made."""
    return [
        each
        for each in backups(folder, elsewhere)
        if not _is_whole(each.file, subkey("anchor") if each.ours else None)
    ]


def find(folder: Path, elsewhere: Path | None, name: str) -> Backup:
    """The backup of that name, else the one in that file.

    Raises:
        UserFacingError: ``backup_not_found``.
    """
    for each in backups(folder, elsewhere):
        if each.name == name:
            return each
    return at(name, _vault_of(folder))


def at(path: str, vault: str | None = None) -> Backup:
    """The backup in a file.

    Args:
        vault: whose keys are at hand.

    Raises:
        UserFacingError: ``backup_not_found``.
    """
    file = Path(path).absolute()
    if not file.is_file():
        raise UserFacingError("backup_not_found")
    return _backup(file, datetime.fromtimestamp(file.stat().st_mtime, UTC), vault)


def delete(backup: Backup) -> None:
    """Delete a backup; the key file in it goes first.

    Raises:
        UserFacingError: ``disk_full``, ``data_home_unwritable``, one of
            ``backup_folder.FAULTS``.
    """
    with faults_of(backup.file.parent, chosen=backup.file.parent.name != BACKUPS):
        attached.rewrite(backup.file, b"")
        backup.file.unlink(missing_ok=True)
        sync_folder(backup.file.parent)


def restore(
    folder: Path, subkey: Subkeys, backup: Backup, *, source: Subkeys, seen: Epochs, told: Told
) -> Mark:
    """Put a backup in the place of the journal, which is closed; the files before are kept.

    A new epoch of the chain begins, so nobody takes the older journal for a rollback. A
    kill leaves the journal before or the restored one; at worst the one before with its
    write-ahead log gone, which is then told, and lies among the files kept.

    Args:
        source: the keys that the backup was made with.
        seen: what a witness remembers of the journal that is replaced.

    Returns:
        Where the restored journal stands.

    Raises:
        UserFacingError: ``backup_damaged``, ``disk_full``, ``data_home_unwritable``, what
            ``told`` raises, and those of ``faults.faults``.
    """

    def fetch(fresh: Path) -> None:
        if source("journal") == subkey("journal"):
            unpack(backup.file, fresh, source, told)
            return
        old = fresh.with_name(f"{fresh.name}.old")
        unpack(backup.file, old, source, told)
        with closing(Database(old, source("journal"))) as database:
            moving.export(database, fresh, subkey("journal"), told)

    return _replace(folder, subkey, fetch, seen)


def furnish(file: Path, source: Subkeys, folder: Path, subkey: Subkeys, told: Told) -> None:
    """Put the journal of a backup into the empty folder of a new profile, under its keys.

    Raises:
        UserFacingError: as :func:`restore`.
    """
    with disk_faults(folder), ExitStack() as undo:
        undo.callback(_remove, folder, _RESTORING)
        old = folder / _RESTORING
        unpack(file, old, source, told)
        with closing(Database(old, source("journal"))) as database:
            moving.move(database, folder, subkey, before={}, told=told)


def unpack(file: Path, target: Path, source: Subkeys, told: Told) -> None:
    """Write the journal of a whole backup, still under its keys, into a new file.

    Raises:
        UserFacingError: ``backup_damaged``, ``disk_full``, ``data_home_unwritable``, and
            what ``told`` raises.
    """
    with faults_of(file.parent, chosen=file.parent.name != BACKUPS):
        if not backup_file.is_whole(file, source("anchor")):
            raise UserFacingError("backup_damaged")
    with disk_faults(target.parent):
        backup_file.unpack(file, target, told)


def asides(folder: Path) -> list[Aside]:
    """What was set aside, the newest first."""
    found = [
        Aside(each.name, time, sum(file.stat().st_size for file in each.iterdir()))
        for each in (folder / BACKUPS).glob(f"{ASIDE}*")
        if (time := time_of(each.name.removeprefix(ASIDE)))
    ]
    return sorted(found, key=lambda each: each.time, reverse=True)


def return_to(folder: Path, subkey: Subkeys, name: str, *, seen: Epochs) -> Mark:
    """Put what was set aside back in the place of the journal, which is closed and set aside.

    Raises:
        UserFacingError: as :func:`restore`, and ``backup_not_found``.
    """
    place = _aside(folder, name)

    def fetch(fresh: Path) -> None:
        for end in ("", "-wal"):
            if (place / f"{JOURNAL_FILE}{end}").is_file():
                copy_durably(place / f"{JOURNAL_FILE}{end}", fresh.with_name(fresh.name + end))

    return _replace(folder, subkey, fetch, seen)


def forget_aside(folder: Path, name: str) -> None:
    """Delete what was set aside.

    Raises:
        UserFacingError: ``backup_not_found``, ``data_home_unwritable``.
    """
    place = _aside(folder, name)
    with disk_faults(folder):
        shutil.rmtree(place)
        sync_folder(place.parent)


def _aside(folder: Path, name: str) -> Path:
    for each in asides(folder):
        if each.name == name and (folder / BACKUPS / name / JOURNAL_FILE).is_file():
            return folder / BACKUPS / name
    raise UserFacingError("backup_not_found")


def _replace(folder: Path, subkey: Subkeys, fetch: Callable[[Path], None], seen: Epochs) -> Mark:
    """Put what ``fetch`` writes into a file, under the keys of now, in the journal's place."""
    fresh, anchor = folder / _RESTORING, Anchor(folder, subkey("anchor"))
    with disk_faults(folder), ExitStack() as undo:
        _remove(folder, _RESTORING)
        undo.callback(_remove, folder, _RESTORING)
        fetch(fresh)
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
    with closing(Database(file, subkey("journal"))) as database:
        database.examine()
        with database.writing() as session:
            migrate(session.connection())
            return Chain(subkey("chain")).begin_epoch(session, before)


def _examined(copy: Path, subkey: Subkeys, kind: BackupKind) -> Label:
    """The label of a copy that is opened and read through.

    Raises:
        UserFacingError: ``backup_damaged``, and those of ``faults.faults``.
    """
    with closing(Database(copy, subkey("journal"), sealed=True)) as database:
        try:
            database.examine()
            standing = stand(database)
            whole = standing.version > 0 and not database.damage()
            if whole and standing.mark:
                with database.reading() as session:  # every row counted and compared
                    whole = Chain(subkey("chain")).holds(session)
        except UserFacingError as error:
            if not error.code.startswith("journal_"):
                raise
            whole = False
    if not whole:
        raise UserFacingError("backup_damaged")
    size, digest = copy.stat().st_size, backup_file.digest_of(copy)
    return Label(kind, standing.version, size, digest, standing.mark)


def _backup(file: Path, time: datetime, vault: str | None) -> Backup:
    try:
        kind = backup_file.label_of(file).kind
        header = keyfile.in_backup(file)
    except (OSError, UserFacingError):  # told by `damaged`
        kind, header = "asked", None
    ours = header is None or header.vault == vault
    return Backup(file, time, file.stat().st_size, kind, ours)


def _is_whole(file: Path, key: bytes | None) -> bool:
    try:
        return backup_file.is_whole(file, key)
    except OSError:
        return False


def _vault_of(folder: Path) -> str | None:
    try:
        return keyfile.read(folder).header.vault
    except UserFacingError:
        return None


def _files(folder: Path, elsewhere: Path | None) -> Iterator[Path]:
    yield from attached.files(folder)
    if elsewhere:
        yield from elsewhere.glob(f"[!.]*{attached.SUFFIX}")


def _name_now(folder: Path) -> str:
    return f"soulchat-{folder.name}-{datetime.now(UTC).strftime(TIME)}{attached.SUFFIX}"


def _remove(folder: Path, beginning: str) -> None:
    """Remove what was begun and came to nothing: a full disk needs the room."""
    for left in folder.glob(f"{beginning}*"):
        left.unlink()
