"""The recovery code: shown, written down, and two groups of it typed from paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.core.i18n import _
from app.core.vault.recovery import GROUP
from app.ui.shell import parts
from app.ui.shell.form import Form
from app.ui.vault.recovery_code import RecoveryCode

_CODE = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhUppercaseOnly
)


class RecoveryForm(Form):
    """The code, this once. It can be copied for a password manager.

    It is neither printed nor saved: a printer's queue and a file would keep it readable.
    """

    written_down = Signal()
    copy_requested = Signal(str)

    def __init__(self, factor: float = 1.6) -> None:
        super().__init__(_("Write this down"), name="recovery", factor=factor)
        self.column.addWidget(
            parts.paragraph(
                _(
                    "If you forget the passphrase, only this code opens your journal."
                    " Keep it on paper."
                )
            )
        )
        self.column.addSpacing(12)
        self._code = RecoveryCode()
        self.column.addWidget(self._code)
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        copy = parts.button(_("Copy"), "recovery_copy")
        copy.clicked.connect(self._on_copied)
        self._done = self.primary(_("I wrote it down"), "recovery_next")
        self._done.clicked.connect(self.written_down)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(copy)
        row.addWidget(self._done, 1)
        self.column.addLayout(row)

    def show_code(self, code: str) -> None:
        """Show it; an empty one is forgotten."""
        self._code.show_code(code)
        if code:  # the keyboard had nowhere to be while it was made
            self._done.setFocus()

    def begin(self) -> None:
        self.show_code("")
        self._done.setFocus()

    def _on_copied(self) -> None:
        self.copy_requested.emit(self._code.text())


class ConfirmForm(Form):
    """Two groups of the code, typed from paper."""

    submitted = Signal(str, str)

    def __init__(self, factor: float = 1.6) -> None:
        super().__init__(_("Two groups from your paper"), name="confirm", factor=factor)
        row = QGridLayout()
        row.setHorizontalSpacing(12)
        self._fields = []
        for place, name in enumerate(("confirm_first", "confirm_second")):
            caption, line = parts.field("", name)
            line.setInputMethodHints(_CODE)
            line.returnPressed.connect(self._on_returned)
            line.textEdited.connect(self._on_edited)
            row.addWidget(caption, 0, place)
            row.addWidget(line, 1, place)
            self._fields.append((caption, line))
        self.column.addLayout(row)
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        done = self.primary(_("Go on"), "confirm_next")
        done.clicked.connect(self._on_submitted)
        self.column.addWidget(done)

    def ask(self, first: int, second: int) -> None:
        """Ask for these groups, numbered from 1."""
        for (caption, line), number in zip(self._fields, (first, second), strict=True):
            label = _("Group {number}").format(number=number)
            caption.setText(label)
            line.setAccessibleName(label)

    def begin(self) -> None:
        for _caption, line in self._fields:
            line.setText("")  # clear() could be undone
        self._fields[0][1].setFocus()

    def try_again(self) -> None:
        self._fields[0][1].setFocus()
        self._fields[0][1].selectAll()

    def _on_edited(self, text: str) -> None:
        (_first, first), (_second, second) = self._fields
        if first.hasFocus() and len(text) == GROUP:
            second.setFocus()

    def _on_returned(self) -> None:
        (_first, first), (_second, second) = self._fields
        if first.text() and not second.text():
            second.setFocus()
        else:
            self._on_submitted()

    def _on_submitted(self) -> None:
        (_first, first), (_second, second) = self._fields
        self.submitted.emit(first.text(), second.text())
