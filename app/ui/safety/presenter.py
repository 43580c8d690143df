"""What the care page does, without a widget: people to talk to, and the person's own plan."""

from app.bootstrap import Program
from app.core import i18n
from app.core.journal.store import Journal
from app.core.safety.triage import PlanStep
from app.ui.safety.check_ins import CheckIns
from app.ui.safety.people import People
from app.ui.safety.plan_keeper import PlanKeeper
from app.ui.shell.pages import Presenter
from app.ui.shell.tasks import Tasks


class CarePresenter(Presenter):
    """Everything of the page, each part by itself.

    Args:
        program: helplines, settings, the steps of a plan.
        journal: keeps what is written here.
        tasks: the lanes.
    """

    def __init__(self, *, program: Program, journal: Journal, tasks: Tasks) -> None:
        super().__init__()
        self._program = program
        self.people = People(program=program, tasks=tasks)
        self.people.setParent(self)
        self.plan = PlanKeeper(journal=journal, tasks=tasks, parent=self)
        self.check_ins = CheckIns(journal=journal, tasks=tasks, parent=self)

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """What the plan asks, in the language spoken now."""
        return self._program.triage.plan_steps(i18n.language())

    def begin(self) -> None:
        self.people.begin()
        self.plan.begin()
        self.check_ins.begin()

    def end(self) -> None:
        self.people.end()
        self.plan.end()
        self.check_ins.end()
        super().end()
