"""Who can be reached, and where the person is; without a widget, and without a journal."""

from PySide6.QtCore import Signal

from app.bootstrap import Program
from app.core import i18n
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks

_REGION = "region"


class People(Presenter):
    """Knows the helplines of the person's region, and changes the region.

    Args:
        program: helplines and settings.
        tasks: the lanes.
    """

    helplines_shown = Signal(object)
    """A tuple of Helpline, the nearest first."""
    regions_shown = Signal(list, str)
    """Key and words of each region that can be chosen, and the key of the one that is."""
    failed = Signal(object)

    def __init__(self, *, program: Program, tasks: Tasks) -> None:
        super().__init__()
        self._program = program
        self._tasks = tasks
        self.follow(program.settings, _REGION, self.begin)

    def begin(self) -> None:
        settings = self._program.settings
        region = self._program.place().region
        choices = [(choice.value, _(choice.label)) for choice in settings.schema[_REGION].choices]
        self.regions_shown.emit(choices, settings.text(_REGION))
        lines = self._program.helplines.for_region(region, i18n.language())
        self.helplines_shown.emit(lines)

    def choose(self, region: str) -> None:
        """The person is there; ``auto`` guesses."""
        self._tasks.journal.run(
            self,
            lambda: self._program.settings.set(_REGION, region),
            failed=self._on_failed,
        )

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.begin()  # the choice shown is the one that holds
        self.failed.emit(error)
