"""The card of care: people to talk to, shown before any word of the weights."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.safety.helplines import Helpline, by_danger
from app.core.safety.triage import CareCard
from app.ui.safety.helpline_list import HelplineList
from app.ui.safety.people import People
from app.ui.safety.region_box import RegionBox
from app.ui.shell import parts
from app.ui.shell.flow import Flow
from app.ui.shell.reading import empty
from app.ui.shell.theme import Theme


class CareCardView(QFrame):
    """Stays where it is until the person dismisses it; the numbers before the words.

    Args:
        card: its words and helplines.
        people: the region, to be changed here, and its helplines from then on.
        theme: gives the icons.

    Attributes:
        words: all that stands on it, to be said aloud.
    """

    helplines_requested = Signal()
    plan_requested = Signal()
    dismissed = Signal()
    refilled = Signal()
    """Another region: it may be higher or lower now."""

    def __init__(
        self, card: CareCard, people: People, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("care_card")
        self._theme = theme
        self._danger = card.danger
        nearest = _nearest(card.helplines)
        numbers = "\n".join(helpline.line for helpline in nearest)
        self.words = f"{card.heading}\n{numbers}\n{card.text}"
        self.setAccessibleName(f"{card.heading} {card.text}")
        heading = parts.title(card.heading, 1.2)
        heading.setObjectName("care_heading")
        text = parts.paragraph(card.text)
        text.setObjectName("care_text")
        dismiss = parts.icon_button(_("Put this card away"), "care_dismiss")
        theme.dress_icon(dismiss, "close")
        dismiss.clicked.connect(self.dismissed)
        more = parts.button(_("All helplines"), "care_helplines")
        more.clicked.connect(self.helplines_requested)
        self._lines = QVBoxLayout()
        self._region = RegionBox(people, "care_card_region", theme)
        does = Flow()
        self._below: list[QWidget] = [self._region, more]
        if card.has_plan:
            plan = parts.button(_("Your plan"), "care_plan")
            plan.clicked.connect(self.plan_requested)
            self._below.insert(1, plan)
        for control in self._below:
            does.addWidget(control)
        self._dismiss = dismiss
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 12, 14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading, 0, 0)
        grid.addWidget(dismiss, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._lines, 1, 0, 1, 2)
        grid.addWidget(text, 2, 0, 1, 2)
        grid.addLayout(does, 3, 0, 1, 2)
        self._show_lines(nearest)
        people.begin()
        people.helplines_shown.connect(self._on_helplines_shown)

    def controls(self) -> list[QWidget]:
        """What can be operated, in the order of reading."""
        return [self._dismiss, *self._list.findChildren(QPushButton), *self._below]

    def _on_helplines_shown(self, lines: Sequence[Helpline]) -> None:
        empty(self._lines)
        self._show_lines(_nearest(by_danger(lines, self._danger)))
        self.refilled.emit()

    def _show_lines(self, lines: Sequence[Helpline]) -> None:
        self._list = HelplineList(lines, self._theme)
        self._lines.addWidget(self._list)


def _nearest(helplines: Sequence[Helpline]) -> list[Helpline]:
    """The first of each kind: short enough to be read in distress."""
    firsts = {helpline.kind: helpline for helpline in reversed(helplines)}
    return [helpline for helpline in helplines if helpline in firsts.values()]
