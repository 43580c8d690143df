"""The sheet on F1: every key of the table of actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.actions import Action, written


class ShortcutSheet(QWidget):
    """What it does on the left, its keys on the right.

    Args:
        groups: actions that belong together, from top to bottom.
    """

    about_requested = Signal()

    def __init__(self, groups: Sequence[Sequence[Action]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for group in groups:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), 8)
            for action in group:
                row = grid.rowCount()
                keys = parts.remark(written(action))
                keys.setObjectName(f"keys_{action.key}")
                keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(parts.paragraph(_(action.words)), row, 0)
                grid.addWidget(keys, row, 1)
        about = parts.button(_("About SoulChat"), "shortcuts_about", "quiet")
        about.clicked.connect(self.about_requested)
        grid.addWidget(about, grid.rowCount(), 0, Qt.AlignmentFlag.AlignLeft)
