"""What the backups page does, without a widget: back up, go back, delete."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from PySide6.QtCore import Signal

from app import upkeep
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.backups import Backups
from app.core.journal.store import Journal
from app.core.journal.values import Aside, Backup, Told
from app.core.vault.session import OpenVault
from app.ui.errand import Errand, Progress
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Lane, Tasks

T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """What there is, the newest first."""

    backups: list[Backup]
    asides: list[Aside]


def look(backups: Backups) -> Kept:
    """What there is now."""
    return Kept(backups.all(), backups.asides())


class BackupsPresenter(Presenter):
    """Looks after the backups of the open profile.

    Args:
        backups: of the profile.
        journal: that is open.
        conversations: listed anew after a deletion.
        tasks: the lanes.
        while_closed: does an errand with the journal closed, then locks.
    """

    listed = Signal(object)
    """Kept."""
    done = Signal(str)
    """A sentence."""
    failed = Signal(object)
    """The UserFacingError, or None for a bug of ours."""
    busy_changed = Signal(bool)
    still_held = Signal(object)
    """After a deletion: Kept, of which each may still hold what was deleted."""

    def __init__(
        self,
        *,
        backups: Backups,
        journal: Journal,
        conversations: HistoryPresenter,
        tasks: Tasks,
        while_closed: Callable[[Errand], None],
    ) -> None:
        super().__init__()
        self._backups = backups
        self._journal = journal
        self._conversations = conversations
        self._tasks = tasks
        self._while_closed = while_closed
        self.progress = Progress()

    def begin(self) -> None:
        self._tasks.files.run(self, self._look, self.listed.emit, self.failed.emit)

    def end(self) -> None:
        self.progress.cancel()
        super().end()

    def back_up(self) -> None:
        """Make a backup now."""
        self._do(
            lambda: self._backups.make(self._journal, self._told_anew()),
            lambda made: _("The backup is made and checked: {name}").format(name=made.name),
        )

    def remake(self) -> None:
        """Make a backup of what there is now, and delete every other."""
        self._do(
            lambda: self._backups.remake(self._journal, self._told_anew()),
            lambda _made: _("The backups hold only what the journal holds now."),
        )

    def delete_backup(self, made: Backup) -> None:
        """Delete a backup for good."""
        self._do(lambda: self._backups.delete(made), lambda _none: _("The backup is deleted."))

    def restore(self, made: Backup) -> None:
        """Close the journal, and put a backup in its place."""

        def work(vault: OpenVault, told: Told) -> None:
            upkeep.restore_journal(vault, made, None, told)

        words = _("The backup is your journal now. What was there before is set aside.")
        self._while_closed(Errand(_("Going back to a backup"), work, words))

    def put_back(self, aside: Aside) -> None:
        """Close the journal, and put back what was set aside."""

        def work(vault: OpenVault, told: Told) -> None:
            upkeep.return_to(vault, aside.name)

        words = _("Your journal is the one that was set aside.")
        self._while_closed(Errand(_("Going back to what was set aside"), work, words))

    def forget_aside(self, aside: Aside) -> None:
        """Delete what was set aside, for good."""
        self._do(
            lambda: self._backups.forget_aside(aside),
            lambda _none: _("What was set aside is gone."),
        )

    def delete_days(self, first: date, last: date) -> None:
        """Delete what was written from one day to another, both included."""
        start, end = _midnight(first), _midnight(last + timedelta(days=1))
        self._delete(
            lambda: self._journal.delete_between(start, end),
            _("What was written on those days is deleted."),
        )

    def delete_everything(self) -> None:
        """Empty the journal."""
        self._delete(
            self._journal.delete_everything, _("Everything is deleted. The journal is empty.")
        )

    def _delete(self, work: Callable[[], object], words: str) -> None:
        def deleted() -> Kept:
            work()
            return self._look()

        def tell(kept: Kept) -> str:
            self._conversations.open(None)
            self._conversations.refresh()
            if kept.backups or kept.asides:
                self.still_held.emit(kept)
            return words

        self._do(deleted, tell, self._tasks.journal)

    def _look(self) -> Kept:
        return look(self._backups)

    def _told_anew(self) -> Told:
        self.progress = Progress()
        return self.progress.told

    def _do(
        self, work: Callable[[], T], tell: Callable[[T], str], lane: Lane | None = None
    ) -> None:
        def on_done(result: T) -> None:
            self.busy_changed.emit(False)
            self.begin()
            self.done.emit(tell(result))

        def on_failed(error: UserFacingError | None) -> None:
            self.busy_changed.emit(False)
            self.begin()
            self.failed.emit(error)

        self.busy_changed.emit(True)
        (lane or self._tasks.files).run(self, work, on_done, on_failed)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()
