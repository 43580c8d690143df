"""The backups of a profile: where the person wants them, how often, and how long."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from app.core.errors import UserFacingError
from app.core.journal import backup, backup_folder, keeping
from app.core.journal.files import BACKUPS, JOURNAL_FILE
from app.core.journal.store import Journal
from app.core.journal.values import Aside, Backup, Told
from app.core.settings.store import SettingsStore
from app.core.vault.values import Profile

_BESIDE = {
    backup_folder.MISSING: "backup_beside_missing",
    backup_folder.FULL: "backup_beside_full",
    backup_folder.UNWRITABLE: "backup_beside_unwritable",
}
"""What is told when a backup is made beside the journal, by what was wrong with the folder."""


class Backups:
    """The backups of one profile.

    Args:
        settings: say where and how often.
    """

    def __init__(self, settings: SettingsStore, profile: Profile) -> None:
        self._settings = settings
        self._folder = profile.folder

    @property
    def elsewhere(self) -> Path | None:
        """The folder that the person chose; None for the one beside the journal."""
        chosen = self._settings.text("backup_folder")
        return Path(chosen).expanduser() if chosen else None

    def all(self) -> list[Backup]:
        """Every one that can be reached, the newest first."""
        return backup.backups(self._folder, self.elsewhere)

    def find(self, name: str) -> Backup:
        """The one of that name, else the one in the file of that path.

        Raises:
            UserFacingError: ``backup_not_found``.
        """
        return backup.find(self._folder, self.elsewhere, name)

    def make(self, journal: Journal, told: Told) -> Backup:
        """Make one that is kept until somebody deletes it.

        Raises:
            UserFacingError: what ``Journal.back_up`` raises.
        """
        return journal.back_up(self.elsewhere, told=told)

    def make_if_due(self, journal: Journal, told: Told) -> bool:
        """Make the backup of the day or the week, and delete those that have had their time.

        Where the folder for them can't take it, it is made beside the journal.

        Returns:
            Whether there is a new one.

        Raises:
            UserFacingError: one of ``backup_beside_``…, after making it there; what
                ``Journal.back_up`` raises.
        """
        wanted = self.elsewhere
        fault = backup_folder.unusable(wanted, self._size()) if wanted else None
        place = None if fault else wanted
        every = cast(keeping.Every, self._settings.text("backup_every"))
        if not keeping.is_due(self._in(place), every, datetime.now(UTC)):
            return False
        try:
            journal.back_up(place, kind="automatic", told=told)
        except UserFacingError as error:
            if error.code not in backup_folder.FAULTS:
                raise
            fault, place = error, None
            journal.back_up(None, kind="automatic", told=told)
        for each in keeping.past(self._in(place)):
            backup.delete(each)
        if fault:
            raise UserFacingError(_BESIDE[fault.code], folder=str(wanted))
        return True

    def delete(self, made: Backup) -> None:
        """Delete a backup for good.

        Raises:
            UserFacingError: ``disk_full``, ``data_home_unwritable``.
        """
        backup.delete(made)

    def remake(self, journal: Journal, told: Told) -> Backup:
        """Make one of the journal as it is now, then delete every other.

        What was deleted from the journal is then in none of them.

        Raises:
            UserFacingError: what ``Journal.back_up`` and :meth:`delete` raise.
        """
        new = self.make(journal, told)
        for each in self.all():
            if each.file != new.file:
                self.delete(each)
        for aside in self.asides():
            backup.forget_aside(self._folder, aside.name)
        return new

    def asides(self) -> list[Aside]:
        """The journals that another one took the place of, the newest first."""
        return backup.asides(self._folder)

    def forget_aside(self, aside: Aside) -> None:
        """Delete a journal that was set aside, for good.

        Raises:
            UserFacingError: ``backup_not_found``, ``data_home_unwritable``.
        """
        backup.forget_aside(self._folder, aside.name)

    def _size(self) -> int:
        """Bytes that a backup takes, about."""
        return sum(file.stat().st_size for file in self._folder.glob(f"{JOURNAL_FILE}*"))

    def _in(self, place: Path | None) -> list[Backup]:
        folder = place or self._folder / BACKUPS
        return [each for each in backup.backups(self._folder, place) if each.file.parent == folder]
