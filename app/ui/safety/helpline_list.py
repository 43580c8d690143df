"""Helplines to call: who, how, when; each can be copied, or called, with one click."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.safety.helplines import Helpline
from app.ui.safety.dialling import can_dial, dial
from app.ui.shell import clipboard, parts, text_size
from app.ui.shell.theme import Theme

_BESIDE = 380
"""Pixels, at a text size of 100 %, from which name and contact stand side by side."""


class HelplineList(QWidget):
    """One line for each helpline, in the order given; two where there is little room.

    The number comes first then: it is what must be seen.

    Args:
        helplines: what to show.
        theme: gives the icons.
    """

    def __init__(
        self, helplines: Sequence[Helpline], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._beside: bool | None = None
        self._rows = [(_who(each), _contact(each), self._does(each)) for each in helplines]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._arrange(text_size.px(_BESIDE))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the contacts to go below the names."""
        return QSize(text_size.px(_BESIDE) // 2, super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:
        self._arrange(width)
        return super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        beside = width >= text_size.px(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, (who, contact, does) in enumerate(self._rows):
            if beside:
                self._grid.addWidget(who, 2 * at, 0)
                self._grid.addWidget(contact, 2 * at, 1, middle)
                self._grid.addWidget(does, 2 * at, 2, middle)
            else:
                self._grid.addWidget(contact, 2 * at, 0, 1, 2, middle)
                self._grid.addWidget(does, 2 * at, 2, middle)
                self._grid.addWidget(who, 2 * at + 1, 0, 1, 3)

    def _does(self, helpline: Helpline) -> QWidget:
        """What can be done with the number, side by side."""
        contact, name = helpline.contact, helpline.name
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if helpline.way == "call" and can_dial(contact):
            label = _("Call {contact}, {name}").format(contact=contact, name=name)
            call = parts.icon_button(label, "helpline_call")
            self._theme.dress_icon(call, "phone")
            call.clicked.connect(lambda: dial(contact))
            row.addWidget(call)
        label = _("Copy {contact} of {name}").format(contact=contact, name=name)
        copy = parts.icon_button(label, "helpline_copy")
        self._theme.dress_icon(copy, "copy")
        copy.clicked.connect(lambda: clipboard.copy(contact))
        row.addWidget(copy)
        return both


def _who(helpline: Helpline) -> QWidget:
    who = QWidget()
    layout = QVBoxLayout(who)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(parts.paragraph(helpline.name))
    about = [words for words in (helpline.by, helpline.hours) if words]
    if not helpline.confirmed:
        about.append(_("to be re-checked"))
    if about:
        layout.addWidget(parts.remark(" · ".join(about)))
    return who


def _contact(helpline: Helpline) -> QLabel:
    contact = parts.title(helpline.contact, 1.15)
    contact.setObjectName("helpline_contact")
    contact.setWordWrap(False)
    contact.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    contact.setAccessibleName(helpline.line)
    return contact
