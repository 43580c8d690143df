"""The sheet that shares some turns with a therapist: chosen, shown as they leave, then written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.values import Message
from app.core.transfer import words
from app.core.transfer.choice import Choice, take
from app.core.transfer.export import Parcel, about_now, export
from app.core.transfer.pieces import Begin
from app.core.transfer.told import when, who
from app.core.transfer.writing import plain
from app.ui.export.names import Names
from app.ui.export.pdf import PDF
from app.ui.export.sealing import Sealing
from app.ui.export.work import Work
from app.ui.shell import parts
from app.ui.shell.flow import Flow
from app.ui.shell.pages import House
from app.ui.shell.tasks import Task

_SHOWN = 60
"""Characters of a turn in the list."""


class ShareSheet(QWidget):
    """A list of turns, the names to replace, exactly what leaves, and where to.

    Args:
        conversation: id of the one to choose from.
    """

    def __init__(self, house: House, conversation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._conversation = conversation
        self._looking: Task | None = None
        self._turns = QListWidget()
        self._turns.setObjectName("share_turns")
        self._turns.setAccessibleName(_("What was said"))
        self._turns.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._turns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._turns.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        every = parts.button(_("All"), "share_all", "quiet")
        none = parts.button(_("None"), "share_none", "quiet")
        every.clicked.connect(lambda: self._mark_all(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._mark_all(Qt.CheckState.Unchecked))
        self._names = Names(house.session.journal, house.tasks, "share")
        self._preview = QPlainTextEdit()
        self._preview.setObjectName("share_preview")
        self._preview.setAccessibleName(_("Exactly what leaves"))
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setProperty("role", "writing")
        self._preview.setMinimumHeight(10 * self.fontMetrics().lineSpacing())
        self._sealing = Sealing("share", house.theme)
        self._save = parts.button(_("Write a PDF…"), "share_save", "primary")
        self._save.setEnabled(False)
        self._work = Work(house.tasks, "share")
        marks = Flow()
        marks.addWidget(every)
        marks.addWidget(none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            parts.paragraph(_("Choose what to share. Nothing else leaves your computer's journal."))
        )
        column.addWidget(self._turns)
        column.addLayout(marks)
        column.addWidget(self._names)
        column.addWidget(parts.remark(_("Exactly what leaves")))
        column.addWidget(self._preview)
        column.addWidget(self._sealing)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._work)
        self._turns.itemChanged.connect(lambda _item: self._look())
        self._names.changed.connect(self._look)
        self._save.clicked.connect(self._on_save)
        self._work.busy_changed.connect(lambda busy: self._save.setEnabled(not busy))
        journal = house.session.journal
        house.tasks.journal.run(self, lambda: journal.messages(conversation), self._on_read)

    def _on_read(self, messages: Sequence[Message]) -> None:
        self._turns.blockSignals(True)
        for message in messages:
            shown = parts.shortened(message.text, _SHOWN)
            item = QListWidgetItem(f"{who(message)} · {when(message.time)} · {shown}")
            item.setData(Qt.ItemDataRole.UserRole, message.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._turns.addItem(item)
        self._turns.blockSignals(False)

    def _mark_all(self, state: Qt.CheckState) -> None:
        self._turns.blockSignals(True)
        for row in range(self._turns.count()):
            self._turns.item(row).setCheckState(state)
        self._turns.blockSignals(False)
        self._look()

    def _choice(self) -> Choice:
        rows = [self._turns.item(row) for row in range(self._turns.count())]
        marked = [
            row.data(Qt.ItemDataRole.UserRole)
            for row in rows
            if row.checkState() == Qt.CheckState.Checked
        ]
        return Choice(
            conversations=frozenset([self._conversation]),
            items=frozenset(marked),
            notes=False,
            redactions=self._names.redactions(),
        )

    def _look(self) -> None:
        """Show what would leave now."""
        if self._looking:
            self._looking.cancel()
        self._save.setEnabled(False)
        try:
            choice = self._choice()
        except UserFacingError as error:
            self._preview.clear()
            self._work.refuse(error)
            return
        self._work.say("")
        journal = self._house.session.journal

        def look() -> str:
            pieces = plain.write(take(journal, choice, branches=False), about_now())
            return "".join(str(piece) for piece in pieces if not isinstance(piece, Begin))

        self._looking = self._house.tasks.journal.run(self, look, self._on_looked)

    def _on_looked(self, words: str) -> None:
        self._preview.setPlainText(words)
        self._save.setEnabled(bool(words))

    def _on_save(self) -> None:
        try:
            choice, seal = self._choice(), self._sealing.seal()
        except UserFacingError as error:
            self._work.refuse(error)
            return
        container = self._sealing.container
        ending = {"age": "pdf.age", "zip": "zip", "": "pdf"}[container]

        def write(target: Path) -> None:
            parcel = Parcel(choice, PDF, target, container, seal)
            journal = self._house.session.journal
            self._work.do(
                lambda told, stopped: export(journal, parcel, told=told, stopped=stopped),
                lambda messages: self._on_written(target, messages),
            )

        self._house.dialogs.choose_new(_("Share with a therapist"), f"SoulChat.{ending}", write)

    def _on_written(self, target: Path, messages: int) -> str:
        self._sealing.forget()
        return words.written(PDF, messages, target)
