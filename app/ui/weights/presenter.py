"""What the weights page does, without a widget: which there are, which answer."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.bootstrap import Program, examine_weights
from app.core.weights.installed import InstalledWeights
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks

_CHOSEN = "weights"


@dataclass(frozen=True)
class Choice:
    """Weights as the page shows them.

    Attributes:
        in_use: they answer, from the next message on at the latest.
        there: the file is where it was.
    """

    weights: InstalledWeights
    in_use: bool
    there: bool


class WeightsPresenter(Presenter):
    """Lists the weights on this computer, on the journal's lane, and chooses among them.

    Args:
        program: weights and settings.
        tasks: the lanes.
    """

    listed = Signal(list)
    """A Choice for each of them."""
    failed = Signal(object)

    def __init__(self, *, program: Program, tasks: Tasks) -> None:
        super().__init__()
        self._program = program
        self._tasks = tasks
        self.follow(program.settings, _CHOSEN, self.begin)

    def begin(self) -> None:
        self._tasks.journal.run(self, self._look, self.listed.emit, self.failed.emit)

    def choose(self, weights: InstalledWeights) -> None:
        """Let these answer from the next message on."""
        self._keep(weights.id)

    def choose_file(self, file: Path) -> None:
        """Let a file of the person's own answer, if it is one of weights."""
        self._tasks.journal.run(
            self,
            lambda: examine_weights(self._program, file).id,
            self._keep,
            self.failed.emit,
        )

    def _keep(self, name: str) -> None:
        self._tasks.journal.run(
            self, lambda: self._program.settings.set(_CHOSEN, name), failed=self.failed.emit
        )

    def _look(self) -> list[Choice]:
        program = self._program
        used = program.weights.expected(program.settings.text(_CHOSEN))
        found = program.weights.all()
        if used.id not in [weights.id for weights in found]:
            found.append(used)
        return [
            Choice(weights, in_use=weights.id == used.id, there=weights.path.is_file())
            for weights in found
        ]
