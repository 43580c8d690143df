"""Where the care card stands: above the conversation, and never in all of its room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.core.safety.triage import CareCard
from app.ui.chat.care_card import CareCardView
from app.ui.safety.people import People
from app.ui.shell.announce import announce
from app.ui.shell.theme import Theme

_SHARE = 0.6
"""Part of the page's height that the card may take; what is more scrolls."""


class CareArea(QScrollArea):
    """Hidden while there is no card.

    Args:
        page: whose height is shared.
        people: the region, and its helplines.
        theme: gives the icons.
    """

    helplines_requested = Signal()
    plan_requested = Signal()
    dismissed = Signal()

    def __init__(self, page: QWidget, people: People, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._people = people
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_card(self, card: CareCard) -> None:
        """Show a card in place of the one before, and say it aloud at once."""
        self.remove()
        view = CareCardView(card, self._people, self._theme)
        view.helplines_requested.connect(self.helplines_requested)
        view.plan_requested.connect(self.plan_requested)
        view.refilled.connect(lambda: self._place(view))
        view.dismissed.connect(self._on_dismissed)
        self.setWidget(view)
        view.setAutoFillBackground(False)  # which setWidget turns on: it would fill round corners
        self.setAccessibleName(card.heading)
        self.show()
        self._place(view)
        announce(view, view.words, urgently=True)

    def remove(self) -> None:
        """Take the card away, if there is one."""
        self.hide()
        if card := self.takeWidget():
            card.deleteLater()

    def fit(self) -> None:
        """As high as the card needs, where that leaves room for the conversation."""
        if card := self.widget():
            needed = card.heightForWidth(self.width())
            self.setFixedHeight(min(needed, int(self._page.height() * _SHARE)))

    def _place(self, view: CareCardView) -> None:
        """As high as it is now; Tab finds it where it stands: first."""
        if self.widget() is not view:
            return  # another card stands here by now
        before: QWidget = self
        for control in view.controls():
            self.setTabOrder(before, control)
            before = control
        self.fit()

    def _on_dismissed(self) -> None:
        self.remove()
        self.dismissed.emit()
