"""The safety plan to write in, step by step; and to read, when it is needed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core import i18n
from app.core.i18n import _
from app.core.journal.values import SafetyPlan
from app.core.safety.triage import PlanStep
from app.ui.shell import parts
from app.ui.shell.pages import House
from app.ui.shell.reading import card
from app.ui.shell.theme import Theme
from app.ui.shell.writing import Writing


class PlanView(QWidget):
    """Six steps, each with room for a few lines.

    Args:
        steps: what is asked.
        write: told of every change: the step, and all that stands there.
        theme: gives the icons.
    """

    print_requested = Signal()

    def __init__(
        self,
        steps: Sequence[PlanStep],
        write: Callable[[str, str], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields: dict[str, Writing] = {}
        frame, inside = card()
        for number, step in enumerate(steps, start=1):
            heading = _("{number}. {heading}").format(number=number, heading=step.heading)
            field = Writing(f"plan_{step.key}", heading, least=2, framed=True)
            field.setAccessibleDescription(step.text)
            field.setEnabled(False)  # until what is kept already is shown
            field.textChanged.connect(
                lambda key=step.key, field=field: write(key, field.toPlainText())
            )
            self._fields[step.key] = field
            title = parts.title(heading, 1.0)
            title.setBuddy(field)
            step_column = QVBoxLayout()
            step_column.setSpacing(parts.SPACE)
            step_column.setContentsMargins(0, 0, 0, 8)
            step_column.addWidget(title)
            step_column.addWidget(parts.remark(step.text))
            step_column.addWidget(field)
            inside.addLayout(step_column)
        self._print = parts.button(_("Print…"), "plan_print")
        theme.dress_icon(self._print, "print")
        self._print.clicked.connect(self.print_requested)
        inside.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(parts.title(_("A plan for hard times"), 1.2))
        column.addWidget(
            parts.paragraph(
                _(
                    "Written on a calm day, it helps you through the next hard one."
                    " What you write is kept at once, in your journal and nowhere else."
                )
            )
        )
        column.addWidget(frame)

    def show_plan(self, plan: SafetyPlan) -> None:
        """Put what is kept into the fields."""
        for key, field in self._fields.items():
            field.setEnabled(True)
            if field.toPlainText() != getattr(plan, key):
                field.replace(getattr(plan, key))

    def forget(self) -> None:
        """Drop every word."""
        for field in self._fields.values():
            field.blockSignals(True)
            field.replace("")


class PlanToRead(QWidget):
    """What the person wrote, with nothing to fill in; steps left empty are left out.

    Args:
        steps: the headings.
        plan: the answers.
    """

    def __init__(
        self, steps: Sequence[PlanStep], plan: SafetyPlan, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plan_to_read")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(parts.SPACE)
        for heading, words in written(steps, plan):
            column.addWidget(parts.title(heading, 1.0))
            answer = parts.paragraph(words)
            answer.setObjectName("plan_answer")
            answer.setContentsMargins(0, 0, 0, 12)
            column.addWidget(answer)
        column.addStretch(1)


def show_plan(owner: QObject, house: House) -> None:
    """Let the person read what they wrote, over whatever is shown.

    Args:
        owner: nothing is shown after its end.
    """
    steps = house.program.triage.plan_steps(i18n.language())

    def show(plan: SafetyPlan | None) -> None:
        content = PlanToRead(steps, plan or SafetyPlan())
        house.dialogs.show(_("A plan for hard times"), content)

    house.tasks.journal.run(owner, house.session.journal.safety_plan, show)


def written(steps: Sequence[PlanStep], plan: SafetyPlan) -> list[tuple[str, str]]:
    """Heading and answer of every step that has one."""
    answers = [(step.heading, getattr(plan, step.key).strip()) for step in steps]
    return [(heading, answer) for heading, answer in answers if answer]


def on_paper(steps: Sequence[PlanStep], plan: SafetyPlan) -> QTextDocument:
    """The plan as a page to print."""
    document = QTextDocument()
    document.setDefaultStyleSheet("h1 { font-size: 18pt; } h2 { font-size: 13pt; }")
    title = _("A plan for hard times")
    document.setHtml(
        f"<h1>{_html(title)}</h1>"
        + "".join(
            f"<h2>{number}. {_html(step.heading)}</h2><p>{_html(_answer(plan, step))}</p>"
            for number, step in enumerate(steps, start=1)
        )
    )
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    return document


def _answer(plan: SafetyPlan, step: PlanStep) -> str:
    return str(getattr(plan, step.key)).strip() or "\n\n"  # room for a pen


def _html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br>")
