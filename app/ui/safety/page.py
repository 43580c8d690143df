"""The care page: people to talk to, where the person is, and a plan for hard times."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.core.safety.helplines import Helpline
from app.ui.safety.check_in_view import CheckInView
from app.ui.safety.helpline_list import HelplineList
from app.ui.safety.plan_view import PlanView, on_paper
from app.ui.safety.presenter import CarePresenter
from app.ui.safety.region_box import RegionBox
from app.ui.shell import parts
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.notices import NoticeBar
from app.ui.shell.pages import House, PageKind
from app.ui.shell.reading import ReadingPage, card, empty
from app.ui.shell.theme import Theme


class CarePage(ReadingPage):
    """Helplines of one region, another is two clicks away; below, what the person writes.

    Args:
        presenter: does everything that is not a widget.
        dialogs: the door to questions.
        theme: gives the icons.
    """

    def __init__(
        self,
        *,
        presenter: CarePresenter,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("People you can talk to"), "care_area", parent)
        self._presenter = presenter
        self._dialogs = dialogs
        self._theme = theme
        self.notice = NoticeBar(theme)
        self._region = RegionBox(presenter.people, "care_region", theme)
        self._plan = PlanView(presenter.steps, presenter.plan.write, theme)
        self._check_in = CheckInView(theme)
        frame, self._lines = card()
        where = parts.paragraph(_("Where you are"))
        where.setBuddy(self._region)
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addWidget(where)
        place.addWidget(self._region)
        self.column.addWidget(
            parts.paragraph(
                _("You needn't be sure that it is bad enough. They are there to listen.")
            )
        )
        self.column.addWidget(self.notice)
        self.column.addLayout(place)
        self.column.addWidget(frame)
        self.column.addWidget(self._plan)
        self.column.addWidget(self._check_in)
        self._connect()

    def _connect(self) -> None:
        people, plan = self._presenter.people, self._presenter.plan
        people.helplines_shown.connect(self._on_helplines_shown)
        people.failed.connect(self.notice.tell)
        plan.plan_shown.connect(self._plan.show_plan)
        plan.failed.connect(self.notice.tell)
        check_ins = self._presenter.check_ins
        self._check_in.form.kept.connect(check_ins.keep)
        check_ins.told.connect(self._check_in.show_check_ins)
        check_ins.failed.connect(self.notice.tell)
        self._plan.print_requested.connect(self._on_print_requested)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._presenter.check_ins.begin()  # one may have been kept beside a conversation

    def first_control(self) -> QWidget | None:
        return self._region

    def forget(self) -> None:
        self._plan.forget()
        self._check_in.forget()
        self.notice.dismiss()

    def _on_helplines_shown(self, lines: Sequence[Helpline]) -> None:
        empty(self._lines)
        helplines = HelplineList(lines, self._theme)
        self._lines.addWidget(helplines)
        before: QWidget = self._region
        for control in helplines.findChildren(QPushButton):  # Tab finds them where they stand
            self.setTabOrder(before, control)
            before = control

    def _on_print_requested(self) -> None:
        presenter = self._presenter
        self._dialogs.confirm(
            _("Print the plan?"),
            _("Paper, and a file made from it, can be read by anyone who finds them."),
            _("Print…"),
            lambda: self._dialogs.print(
                _("A plan for hard times"), on_paper(presenter.steps, presenter.plan.plan)
            ),
        )


def _present(house: House) -> CarePresenter:
    return CarePresenter(program=house.program, journal=house.session.journal, tasks=house.tasks)


def _build(presenter: CarePresenter, house: House) -> CarePage:
    return CarePage(presenter=presenter, dialogs=house.dialogs, theme=house.theme)


KIND = PageKind("care", N_("Care"), "care", _present, _build)
