"""The card of care: people to talk to, shown before any word of the weights."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.core.i18n import _
from app.core.safety.helplines import Helpline
from app.core.safety.triage import CareCard
from app.ui.safety.helpline_list import HelplineList
from app.ui.shell import parts
from app.ui.shell.theme import Theme


class CareCardView(QFrame):
    """Stays where it is until the person dismisses it.

    Args:
        card: its words and helplines.
        theme: gives the icons.

    Attributes:
        words: all that stands on it, to be said aloud.
    """

    helplines_requested = Signal()
    dismissed = Signal()

    def __init__(self, card: CareCard, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("care_card")
        nearest = _nearest(card.helplines)
        people = "\n".join(f"{helpline.name}: {helpline.contact}" for helpline in nearest)
        self.words = f"{card.heading}\n{card.text}\n{people}"
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
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 12, 14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading, 0, 0)
        grid.addWidget(dismiss, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, 1, 0, 1, 2)
        grid.addWidget(HelplineList(nearest, theme), 2, 0, 1, 2)
        grid.addWidget(more, 3, 0, Qt.AlignmentFlag.AlignLeft)


def _nearest(helplines: Sequence[Helpline]) -> list[Helpline]:
    """The first of each kind: short enough to be read in distress."""
    firsts = {helpline.kind: helpline for helpline in reversed(helplines)}
    return [helpline for helpline in helplines if helpline in firsts.values()]
