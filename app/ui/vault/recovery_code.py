"""A recovery code as it is best copied by hand: numbered groups, three in a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel

from app.core.i18n import _
from app.core.vault.recovery import GROUPS
from app.ui.shell import parts, text_size

_IN_A_ROW = 3


class RecoveryCode(QFrame):
    """Shows a code; reached by Tab, so that a screen reader says it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recovery_code")
        self.setProperty("role", "code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._code = ""
        self._groups: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setVerticalSpacing(8)
        for place in range(GROUPS):
            cell = QHBoxLayout()
            cell.setSpacing(8)
            group = QLabel()
            text_size.set_font(group, 1.25, fixed=True)
            self._groups.append(group)
            cell.addStretch(1)
            cell.addWidget(parts.remark(str(place + 1)), 0, Qt.AlignmentFlag.AlignBaseline)
            cell.addWidget(group, 0, Qt.AlignmentFlag.AlignBaseline)
            cell.addStretch(1)
            grid.addLayout(cell, place // _IN_A_ROW, place % _IN_A_ROW)
        self.show_code("")

    def text(self) -> str:
        """The code as it is typed; empty while there is none."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show a code; an empty one is forgotten and takes no room."""
        self._code = code
        groups = code.split("-") if code else [""] * GROUPS
        for label, group in zip(self._groups, groups, strict=True):
            label.setText(group)
        self.setAccessibleName(_("Recovery code: {code}").format(code=code))
        self.setVisible(bool(code))
