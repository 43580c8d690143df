"""The last two steps: which weights answer, and what is good to know."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout

from app.core import i18n
from app.core.i18n import _
from app.core.weights.installed import InstalledWeights
from app.ui.shell import parts
from app.ui.shell.controls import Radio
from app.ui.shell.form import Form
from app.ui.shell.theme import Theme


class WeightsForm(Form):
    """The demo, weights that are here already, or a file of one's own."""

    chosen = Signal(str)
    file_requested = Signal()
    settled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Who answers"), name="weights")
        self._theme = theme
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self._none = parts.remark(_("No weights are here yet. Choose a GGUF file."))
        self.column.addWidget(self._none)
        self.column.addSpacing(4)
        self._file = parts.button(_("Choose my own weights (GGUF file)…"), "weights_file")
        self._file.clicked.connect(self.file_requested)
        self.column.addWidget(self._file)
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        self._next = self.primary(_("Go on"), "weights_next")
        self._next.clicked.connect(self.settled)
        self.column.addWidget(self._next)

    def offer(self, weights: Sequence[InstalledWeights], chosen: str) -> None:
        """Choose among these; ``chosen`` is the id of the one marked now."""
        self.tell("")
        self._clear()
        language = i18n.language()
        for each in weights:
            button = Radio(each.title(language), self._theme)
            button.setObjectName("weights_choice")
            button.setAccessibleName(each.title(language))
            button.setAccessibleDescription(each.notice(language))
            button.setChecked(each.id == chosen)
            button.setProperty("weights", each.id)
            self._group.addButton(button)
            self._list.addWidget(button)
            if notice := each.notice(language):
                self._list.addWidget(parts.remark(notice))
        self._none.setVisible(not weights)
        self._next.setEnabled(bool(weights))
        (self._next if weights else self._file).setFocus()

    def begin(self) -> None:
        self._none.hide()

    def try_again(self) -> None:
        self._file.setFocus()

    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:
        if on:
            self.chosen.emit(button.property("weights"))

    def _clear(self) -> None:
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for button in self._group.buttons():
            self._group.removeButton(button)


class ReadyForm(Form):
    """Two things to know, and the door."""

    go_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("All is ready"), name="ready")
        for sentence in (
            _("Ctrl+L locks at once."),
            _("The helplines are always one click away."),
        ):
            self.column.addWidget(parts.paragraph(sentence))
            self.column.addSpacing(8)
        self.column.addWidget(self.fault)
        self.column.addSpacing(8)
        self._go = self.primary(_("Start talking"), "ready_next")
        self._go.clicked.connect(self.go_requested)
        self.column.addWidget(self._go)

    def greet(self, name: str) -> None:
        """Say the name."""
        self.title.setText(_("All is ready, {name}").format(name=name))

    def begin(self) -> None:
        self._go.setFocus()
