"""Helplines to call: who, how, when; each can be copied with one click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.safety.helplines import Helpline
from app.ui.shell import clipboard, parts
from app.ui.shell.theme import Theme


class HelplineList(QWidget):
    """One line for each helpline, in the order given.

    Args:
        helplines: what to show.
        theme: gives the icons.
    """

    def __init__(
        self, helplines: Sequence[Helpline], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, helpline in enumerate(helplines):
            grid.addWidget(self._who(helpline), row, 0)
            grid.addWidget(_contact(helpline), row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._copy(helpline), row, 2, Qt.AlignmentFlag.AlignVCenter)

    def _who(self, helpline: Helpline) -> QWidget:
        who = QWidget()
        layout = QVBoxLayout(who)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(parts.paragraph(helpline.name))
        about = [helpline.hours] if helpline.hours else []
        if not helpline.confirmed:
            about.append(_("to be re-checked"))
        if about:
            layout.addWidget(parts.remark(" · ".join(about)))
        return who

    def _copy(self, helpline: Helpline) -> QWidget:
        label = _("Copy {contact} of {name}").format(contact=helpline.contact, name=helpline.name)
        button = parts.icon_button(label, "helpline_copy")
        self._theme.dress_icon(button, "copy")
        button.clicked.connect(lambda: clipboard.copy(helpline.contact))
        return button


def _contact(helpline: Helpline) -> QLabel:
    contact = parts.title(helpline.contact, 1.15)
    contact.setObjectName("helpline_contact")
    contact.setWordWrap(False)
    contact.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    contact.setAccessibleName(f"{helpline.name}: {helpline.contact}")
    return contact
