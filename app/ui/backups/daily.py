"""The backup that is made by itself, while somebody has the journal open."""

from PySide6.QtCore import QObject, QTimer

from app.core.errors import UserFacingError
from app.core.journal.backups import Backups
from app.core.journal.store import Journal
from app.ui.errand import Progress
from app.ui.shell.tasks import Tasks

_FIRST = 180_000
"""Milliseconds after unlocking: the person's first words come first."""
_EVERY = 3_600_000
"""Milliseconds: for a journal that stays open for days."""


class DailyBackup(QObject):
    """Makes the backup that is due.

    Args:
        backups: of the profile.
        journal: that is open.
        tasks: it runs on the lane of files, which may be slow.
    """

    def __init__(
        self, *, backups: Backups, journal: Journal, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._journal = journal
        self._tasks = tasks
        self._progress = Progress()
        self._ended = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.look)

    def begin(self) -> None:
        """Look in a while, and again from time to time."""
        self._next.start(_FIRST)

    def look(self) -> None:
        """Make a backup if one is due; what goes wrong becomes a notice."""
        self._next.start(_EVERY)
        self._tasks.files.run(self, self._make)

    def end(self) -> None:
        """The journal is about to be closed: what is half done is given up."""
        self._ended = True
        self._next.stop()
        self._progress.cancel()

    def _make(self) -> bool:
        try:
            return self._backups.make_if_due(self._journal, self._progress.told)
        except (UserFacingError, RuntimeError):
            if self._ended:  # the journal was closed under it
                return False
            raise
