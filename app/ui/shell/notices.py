"""Faults told inline: a kind sentence and what to do next, never in the way."""

import platform
from importlib.metadata import version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.errors import Bug, UserFacingError, told
from app.core.i18n import _
from app.core.messages import Explanation, explain
from app.ui.shell import clipboard, parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.theme import Theme

_MOST_LINES = 7
"""Of the details; more scroll."""


def explain_any(error: UserFacingError | None) -> Explanation:
    """The words for a fault; None is a bug of ours that nobody could look at."""
    return explain(error or Bug("", ""))


def report(error: UserFacingError) -> str:
    """What a developer asks for, in plain text: no word of the person's, no name of a folder."""
    kind = f"bug: {error.kind}" if isinstance(error, Bug) else f"fault: {error.code}"
    lines = (
        f"SoulChat {version('soulchat-desktop')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        kind,
        *error.place.splitlines(),
    )
    return "\n".join(lines)


class NoticeBar(QFrame):
    """One fault at a time, until it is dismissed or replaced."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._fault: UserFacingError | None = None
        self._words = QLabel()
        self._words.setObjectName("notice_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._more = parts.button("", "notice_more", "quiet")
        self._more.clicked.connect(self._on_more_clicked)
        self._close = parts.icon_button("", "notice_dismiss")
        theme.dress_icon(self._close, "close")
        self._close.clicked.connect(self.dismiss)
        self._report = QPlainTextEdit()
        self._report.setObjectName("notice_report")
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._copy = parts.button("", "notice_copy", "quiet")
        self._copy.clicked.connect(self._on_copied)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 4)
        column.addLayout(row)
        column.addWidget(self._report)
        self.retell()
        self.hide()

    @property
    def fault(self) -> UserFacingError | None:
        """What is told now."""
        return self._fault

    def tell(self, error: UserFacingError | None) -> None:
        """Show a fault; None is a bug of ours that nobody could look at."""
        self._fault = told(error or Bug("", ""))
        self._show_report(False)
        self.setProperty("blame", "program" if isinstance(self._fault, Bug) else "surroundings")
        self.style().polish(self)
        self.retell()
        self.show()
        announce(self, self.accessibleName(), urgently=True)

    def retell(self) -> None:
        """Say the same in the language spoken now."""
        words = str(explain(self._fault)) if self._fault else ""
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.setAccessibleName(words)
        self._name(self._more, _("Details"))
        self._name(self._copy, _("Copy"))
        self._report.setAccessibleName(_("Details for a report"))
        self._close.setAccessibleName(_("Dismiss"))
        self._close.setToolTip(_("Dismiss"))

    def dismiss(self) -> None:
        """The person has read it."""
        self._fault = None
        self._report.clear()
        self.hide()

    def _show_report(self, shown: bool) -> None:
        text_size.set_font(self._report, 0.92, fixed=True)
        self._report.setVisible(shown)
        self._copy.setVisible(shown)
        text = report(self._fault) if shown and self._fault else ""
        self._report.setPlainText(text)
        lines = min(text.count("\n") + 1, _MOST_LINES)
        self._report.setFixedHeight(lines * self._report.fontMetrics().lineSpacing() + 16)

    def _on_more_clicked(self) -> None:
        self._show_report(self._report.isHidden())

    def _on_copied(self) -> None:
        clipboard.copy(self._report.toPlainText())

    @staticmethod
    def _name(button: QWidget, words: str) -> None:
        button.setProperty("text", words)
        button.setAccessibleName(words)
