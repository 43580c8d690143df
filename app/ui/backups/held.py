"""After a deletion: what was made before and still holds what was deleted."""

from PySide6.QtCore import QObject, Signal

from app.core.journal.backups import Backups
from app.core.journal.store import Journal
from app.ui.backups.presenter import Kept, look
from app.ui.errand import Progress
from app.ui.shell.tasks import Tasks


class StillHeld(QObject):
    """Looks for it, and makes the backups anew without it.

    Args:
        backups: of the profile.
        journal: that is open.
        tasks: it runs on the lane of files.
    """

    found = Signal(object)
    """Kept, of which each may still hold what was deleted; never an empty one."""
    failed = Signal(object)

    def __init__(
        self, *, backups: Backups, journal: Journal, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._journal = journal
        self._tasks = tasks
        self._progress = Progress()

    def look(self) -> None:
        """Tell what there is, if there is any."""

        def tell(kept: Kept) -> None:
            if kept.backups or kept.asides:
                self.found.emit(kept)

        self._tasks.files.run(self, lambda: look(self._backups), tell, self.failed.emit)

    def renew(self) -> None:
        """Make a backup of what there is now, then delete every other."""
        self._tasks.files.run(
            self,
            lambda: self._backups.remake(self._journal, self._progress.told),
            failed=self.failed.emit,
        )

    def end(self) -> None:
        """Give up what is half done, and signal nothing any more."""
        self._progress.cancel()
        self.blockSignals(True)
