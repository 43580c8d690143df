"""The weights on their way into the engine, while nothing is asked of them yet."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.core.chat.session import ChatSession
from app.core.chat.turn import WeightsLoading
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.ui.shell.tasks import Task, Tasks


class Loading(QObject):
    """Loads the weights ahead of the first message, and after others were chosen.

    Args:
        chat: loads them, on the engine's lane.
        tasks: the lanes.
        about_weights: what to say of weights that are ready.
    """

    told = Signal(object)
    """How far it is: a callable that says it in the language spoken when it is called."""
    rested = Signal(object)
    """What to say of the weights when nothing else is to be said; a callable like the other."""
    failed = Signal(object)

    def __init__(
        self,
        *,
        chat: ChatSession,
        tasks: Tasks,
        about_weights: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._tasks = tasks
        self._about_weights = about_weights
        self._task: Task | None = None

    def begin(self) -> None:
        """Load the weights while the person already writes."""
        self._task = self._tasks.engine.stream(
            self, self._chat.warm_up, self._on_loading, self._on_loaded, self._on_failed
        )

    def take(self, take: Callable[[], None]) -> None:
        """Load other weights once the turn that runs is over.

        Args:
            take: makes the session use them; called on the engine's lane.
        """
        self.cancel()
        self._tasks.engine.run(self, take, lambda _taken: self.begin(), self.failed.emit)

    def cancel(self) -> None:
        """Leave the engine to a turn, which loads what is missing."""
        if self._task:
            self._task.cancel()

    def _on_loading(self, events: list[WeightsLoading]) -> None:
        self.told.emit(how_far(events[-1]))

    def _on_loaded(self, _nothing: object) -> None:
        self.rested.emit(self._about_weights)

    def _on_failed(self, error: UserFacingError | None) -> None:
        self.rested.emit(lambda: _("The weights are not ready."))
        self.failed.emit(error)


def how_far(event: WeightsLoading) -> Callable[[], str]:
    """What to say of weights that are loading, in the language spoken when it is said."""
    percent = round(event.fraction * 100)
    return lambda: _("The weights are loading: {percent} %. You can write already.").format(
        percent=percent
    )
