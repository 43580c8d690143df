"""About the program: its version and licence, what it is made of, what protects a journal."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.licences import Notice
from app.ui.about.presenter import About, Document
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme

_HEIGHT = 240


class AboutSheet(QWidget):
    """Everything can be read without a network.

    Args:
        about: reads it; becomes this sheet's.
        theme: gives the icons.
    """

    def __init__(self, about: About, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about.setParent(self)
        self._about = about
        self._notices: dict[str, Notice] = {}
        self._choice = ChoiceBox((), theme)
        self._choice.setObjectName("about_notices")
        self._choice.setAccessibleName(_("What it is made of"))
        self._reader = QTextEdit()
        self._reader.setObjectName("about_reader")
        self._reader.setAccessibleName(self._choice.accessibleName())
        self._reader.setReadOnly(True)
        self._reader.setTabChangesFocus(True)
        self._reader.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._reader.setMinimumHeight(_HEIGHT)
        self._security = parts.button(
            _("What protects your journal, and what can't"), "about_security"
        )
        self._build()
        self._choice.currentTextChanged.connect(self._on_notice_chosen)
        self._security.clicked.connect(about.read_security)
        about.notices_listed.connect(self._on_notices_listed)
        about.read.connect(self._on_read)
        about.begin()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            parts.paragraph(
                _(
                    "SoulChat {version}: an AI that listens, on your own computer. It is not a"
                    " therapist. Free software under the Apache License 2.0."
                ).format(version=self._about.version)
            )
        )
        column.addWidget(self._security, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(parts.title(_("What it is made of"), 1.15))
        column.addWidget(self._choice)
        column.addWidget(self._reader, 1)

    def _on_notices_listed(self, notices: list[Notice]) -> None:
        self._notices = {f"{notice.name} · {notice.licence}": notice for notice in notices}
        with QSignalBlocker(self._choice):  # the first is read already, or more was asked for since
            self._choice.addItems(list(self._notices))

    def _on_notice_chosen(self, words: str) -> None:
        if notice := self._notices.get(words):
            self._about.read_notice(notice)

    def _on_read(self, document: Document) -> None:
        if document.marked_up:
            self._reader.setMarkdown(document.text)
        else:
            self._reader.setPlainText(document.text)
        self._reader.setAccessibleName(document.title)
