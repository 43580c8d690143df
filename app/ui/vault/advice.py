"""Advice on passphrases: how strong one is, and one to take."""

from PySide6.QtCore import QObject, Signal

from app.core import i18n
from app.core.vault import suggestion
from app.core.vault.strength import estimate
from app.ui.shell.tasks import Task, Tasks


class Advice(QObject):
    """Estimates and suggests, off the window's thread."""

    strength_told = Signal(object)
    """A Strength, or None while nothing is typed."""
    suggested = Signal(object)
    """A Suggestion."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._measuring: Task | None = None

    def measure(self, passphrase: str, name: str) -> None:
        """Ask how strong a passphrase is; only the last one asked for is answered.

        Args:
            name: of the profile: no part of a good one.
        """
        if self._measuring:
            self._measuring.cancel()
        if not passphrase:
            self.strength_told.emit(None)
            return
        self._measuring = self._tasks.journal.run(
            self, lambda: estimate(passphrase, [name]), self.strength_told.emit
        )

    def suggest(self) -> None:
        """Offer a passphrase nobody has thought of, in the language spoken now."""
        language = i18n.language()
        self._tasks.journal.run(self, lambda: suggestion.suggest(language), self.suggested.emit)
