"""The person's safety plan, without a widget: kept as one types, lost by nothing."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.journal.store import Journal
from app.core.journal.values import SafetyPlan
from app.ui.shell.tasks import Tasks

_AFTER = 600
"""Milliseconds without a key press after which it is kept."""


class PlanKeeper(QObject):
    """Reads the plan once, then says and keeps what is written.

    Args:
        journal: read and written on its lane.
        tasks: the lanes.
    """

    plan_shown = Signal(object)
    """The SafetyPlan, an empty one where there is none yet."""
    saved = Signal()
    failed = Signal(object)

    def __init__(self, *, journal: Journal, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._plan: SafetyPlan | None = None
        self._pause = QTimer(self, singleShot=True, interval=_AFTER)
        self._pause.timeout.connect(self._keep)

    @property
    def plan(self) -> SafetyPlan:
        """As it is written now."""
        return self._plan or SafetyPlan()

    def begin(self) -> None:
        """Show the plan, for widgets newly built."""
        if self._plan is not None:
            self.plan_shown.emit(self._plan)
            return
        self._tasks.journal.run(self, self._journal.safety_plan, self._on_read, self.failed.emit)

    def write(self, step: str, text: str) -> None:
        """This stands at a step now; a pause in writing keeps it."""
        if self._plan is None or getattr(self._plan, step) == text:
            return
        self._plan = replace(self._plan, **{step: text})
        self._pause.start()

    def end(self) -> None:
        """Keep what is unsaved, and forget it."""
        if self._pause.isActive():
            self._keep()
        self._plan = None
        self.blockSignals(True)

    def _keep(self) -> None:
        self._pause.stop()
        plan = self.plan
        self._tasks.journal.run(
            self,
            lambda: self._journal.save_safety_plan(plan),
            lambda _saved: self.saved.emit(),
            self.failed.emit,
        )

    def _on_read(self, plan: SafetyPlan | None) -> None:
        self._plan = plan or SafetyPlan()
        self.plan_shown.emit(self._plan)
