"""The journal of a profile: what was said, durable once a call returns."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from app.core.errors import UserFacingError
from app.core.journal import backup, deleting, moving, opening
from app.core.journal.bringing import Bringing
from app.core.journal.care import Care
from app.core.journal.conversations import Conversations
from app.core.journal.deleting import Deleting
from app.core.journal.files import JOURNAL_FILE
from app.core.journal.notes import Notes
from app.core.journal.opening import LOSSES, UNWRITABLE, Ledger, Subkeys, Witness
from app.core.journal.replacements import Replacements
from app.core.journal.replies import Replies
from app.core.journal.search import Search
from app.core.journal.taking import Taking
from app.core.journal.values import Aside, Backup, BackupKind, Told

ANCHOR_REPAIRED, INDEX_REPAIRED = "anchor_repaired", "journal_index_repaired"
"""Of the codes of ``Journal.verify``, those that are no damage any more."""

__all__ = [
    "ANCHOR_REPAIRED",
    "INDEX_REPAIRED",
    "JOURNAL_FILE",
    "LOSSES",
    "Journal",
    "Subkeys",
    "Witness",
]


class Journal(
    Conversations, Notes, Care, Replies, Deleting, Search, Replacements, Taking, Bringing
):
    """An open journal, usable from any thread; made by :meth:`open`.

    Every method but :meth:`close` may raise ``UserFacingError`` with ``disk_full``,
    ``journal_damaged``, ``journal_unreachable``, ``data_home_unwritable`` or
    ``profile_in_use`` (another program keeps the file busy).
    """

    def __init__(self, ledger: Ledger, subkey: Subkeys, witness: Witness | None) -> None:
        super().__init__(ledger.database)
        self._ledger = ledger
        self._subkey = subkey
        self._witness = witness
        self._backing_up = threading.Lock()

    @staticmethod
    def create(folder: Path, subkey: Subkeys) -> None:
        """Create an empty journal in a profile's folder, and close it.

        Raises:
            FileExistsError: a journal is never overwritten.
            RuntimeError: SQLCipher doesn't encrypt.
        """
        opening.make(folder, subkey)

    @staticmethod
    def open(
        folder: Path,
        subkey: Subkeys,
        *,
        witness: Witness | None = None,
        accept_loss: bool = False,
        forget: Callable[[str | None], None] = lambda _conversation: None,
    ) -> "Journal":
        """Open the journal in a profile's folder and bring it to this version's schema.

        A reply that was being written when the program ended is kept, as ``interrupted``.

        Args:
            subkey: the keys of the profile: ``OpenVault.subkey``.
            witness: remembers outside of the folder how far the journal had come, so that
                an older copy of the whole folder is noticed.
            accept_loss: the person was told one of :data:`LOSSES`, and goes on all the
                same; the files as they were are kept beside the backups.
            forget: what else was made of the words of a conversation, None for all of
                them; called before words of it are deleted.

        Raises:
            UserFacingError: ``journal_missing`` (no file, or an empty one),
                ``journal_damaged``, ``journal_foreign`` (no page of it was written
                with this key), ``journal_newer``, or one of :data:`LOSSES`.
        """
        ledger = opening.open_ledger(
            folder,
            subkey,
            witness=witness,
            accept_loss=accept_loss,
            before_migration=lambda database: backup.make(
                database, subkey, elsewhere=None, kind="migration", told=lambda *_: None
            ),
        )
        journal = Journal(ledger, subkey, witness)
        journal.forget = forget
        try:
            journal._end_interrupted()
        except UserFacingError as error:
            if error.code not in UNWRITABLE:
                journal.close()
                raise
        journal._tell_witness()
        return journal

    def delete_everything(self) -> None:
        """Delete all that the journal holds; it is as new then, and as small."""
        self._forget(None)
        self._ledger.begin_epoch(deleting.delete_all)
        self._database.shrink()

    def back_up(
        self,
        elsewhere: Path | None = None,
        *,
        kind: BackupKind = "asked",
        told: Told = lambda _done, _size: None,
    ) -> Backup:
        """Make a sealed copy of the journal, and verify the copy; one at a time.

        Args:
            elsewhere: the folder for it; None for the one beside the journal.

        Raises:
            UserFacingError: ``backup_folder_missing``, ``backup_damaged``, and what
                ``told`` raises.
        """
        with self._backing_up:
            return backup.make(
                self._database, self._subkey, elsewhere=elsewhere, kind=kind, told=told
            )

    @staticmethod
    def backups(folder: Path, elsewhere: Path | None = None) -> list[Backup]:
        """The backups of a profile, the newest first.

        Args:
            elsewhere: a folder besides the one beside the journal.
        """
        return backup.backups(folder, elsewhere)

    @staticmethod
    def restore(
        folder: Path,
        subkey: Subkeys,
        made: Backup,
        *,
        source: Subkeys | None = None,
        witness: Witness | None = None,
        told: Told = lambda _done, _size: None,
    ) -> None:
        """Put a backup in the place of the journal, which is closed; the files before are kept.

        Args:
            source: the keys that it was made with; None for those of today.

        Raises:
            UserFacingError: ``backup_damaged``, and what ``told`` raises.
        """
        seen = opening.seen_by(witness)
        mark = backup.restore(folder, subkey, made, source=source or subkey, seen=seen, told=told)
        if witness:
            witness.remember("anchor", opening.remembered(mark))

    @staticmethod
    def asides(folder: Path) -> list[Aside]:
        """The journals that another one took the place of, the newest first."""
        return backup.asides(folder)

    @staticmethod
    def forget_aside(folder: Path, name: str) -> None:
        """Delete a journal that was set aside.

        Raises:
            UserFacingError: ``backup_not_found``.
        """
        backup.forget_aside(folder, name)

    @staticmethod
    def return_to(
        folder: Path, subkey: Subkeys, name: str, *, witness: Witness | None = None
    ) -> None:
        """Put a journal that was set aside back; the one of now, closed, is set aside.

        Raises:
            UserFacingError: ``backup_not_found``, ``journal_damaged``, ``journal_foreign``.
        """
        mark = backup.return_to(folder, subkey, name, seen=opening.seen_by(witness))
        if witness:
            witness.remember("anchor", opening.remembered(mark))

    def move_to(self, folder: Path, subkey: Subkeys, told: Told) -> None:
        """Write the journal under other keys into an empty folder, verify that, and close.

        Args:
            subkey: the keys there.

        Raises:
            UserFacingError: ``copy_damaged``, ``disk_full``, and what ``told`` raises.
        """
        with self:
            moving.move(self._database, folder, subkey, before={}, told=told)

    def verify(self, elsewhere: Path | None = None) -> list[str]:
        """Examine the whole journal as the disk has it, and its backups.

        Args:
            elsewhere: a folder with backups besides the one beside the journal.

        Returns:
            Codes of :mod:`app.core.messages`, one for each kind of problem; [] when whole.
            :data:`ANCHOR_REPAIRED` and :data:`INDEX_REPAIRED` are no damage: the anchor
            was mended at opening, and the index is made anew from the texts.
        """
        with suppress(UserFacingError):  # a page cut off on its way out of the log is no damage
            self._database.fold_log()
        found = self._database.damage() or self._inner_damage()
        if backup.damaged(self._database.file.parent, self._subkey, elsewhere):
            found.append("backup_damaged")
        if self._ledger.mended:
            found.append(ANCHOR_REPAIRED)
        return found

    def _inner_damage(self) -> list[str]:
        found = []
        with self._database.still() as session:
            if not self._ledger.chain.holds(session):
                found.append("journal_changed")
        if not self._database.index_is_whole():
            self._database.make_index_anew()
            found.append(INDEX_REPAIRED)
        return found

    def close(self) -> None:
        """Close the file; after this nothing works any more. Closing twice is fine."""
        if not self._database.is_closed:
            with suppress(UserFacingError):  # closing never fails
                self._tell_witness()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _tell_witness(self) -> None:
        if self._witness and (mark := opening.stand(self._database).mark):
            self._witness.remember("anchor", opening.remembered(mark))
