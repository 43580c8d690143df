"""Faults told inline: a kind sentence and what to do next, never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.messages import Explanation, explain
from app.ui.shell import parts
from app.ui.shell.theme import Theme


def explain_any(error: UserFacingError | None) -> Explanation:
    """The words for a fault; None is a bug of ours."""
    if error is not None:
        return explain(error)
    return Explanation(
        _("Something went wrong inside the program."),
        _("What was saved is still there. If it happens again, please report it."),
    )


class NoticeBar(QFrame):
    """One fault at a time, until it is dismissed or replaced."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._words = QLabel()
        self._words.setObjectName("notice_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = theme
        self._close = parts.icon_button(_("Dismiss"), "notice_dismiss", theme.icon("close"))
        self._close.clicked.connect(self.hide)
        theme.changed.connect(self.dress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def dress(self) -> None:
        """Take the theme's icons."""
        self._close.setIcon(self._theme.icon("close"))

    def tell(self, error: UserFacingError | None) -> None:
        """Show a fault; None is a bug of ours."""
        words = str(explain_any(error))
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.setAccessibleName(words)
        self.show()
