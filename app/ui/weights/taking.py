"""What is said and asked above the list: how a file is taken in, and how far that has come."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.announce import announce
from app.ui.shell.flow import Flow
from app.ui.shell.reading import card
from app.ui.shell.theme import Theme
from app.ui.weights import amounts
from app.ui.weights.likes import Likes
from app.ui.weights.presenter import Reading

_STEPS = 1000


class Taking(QWidget):
    """Hidden while there is nothing to say."""

    taken = Signal(bool, str)
    """The file that was asked about is wanted; copied, or where it lies; and the ID of the weights
    that it is said to hold, or nothing."""
    refused = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = parts.remark("")
        self._said.setObjectName("weights_said")
        self._said.setProperty("role", "good")
        self.likes = Likes("weights_taken_like", theme)
        self._question, asking = card()
        self._asked = parts.paragraph("")
        self._asked.setObjectName("weights_asked")
        self._link = parts.button(_("Use it where it lies"), "weights_link", "primary")
        self._link.clicked.connect(lambda: self.taken.emit(False, self.likes.id))
        copy = parts.button(_("Copy it into the weights folder"), "weights_copy")
        copy.clicked.connect(lambda: self.taken.emit(True, self.likes.id))
        refuse = parts.button(_("Cancel"), "weights_refuse", "quiet")
        refuse.clicked.connect(self.refused)
        asking.addWidget(self._asked)
        asking.addWidget(self.likes, 0, Qt.AlignmentFlag.AlignLeft)
        asking.addWidget(_line(self._link, copy, refuse))
        self._reading, reading = card()
        self._read = parts.remark("")
        self._read.setObjectName("weights_read")
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Checking"))
        stop = parts.button(_("Stop"), "weights_stop")
        stop.clicked.connect(self.stop_requested)
        reading.addWidget(self._read)
        reading.addWidget(self._bar)
        reading.addWidget(_line(stop))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._said, self._question, self._reading):
            part.hide()
            column.addWidget(part)
        self.hide()

    def ask(self, file: Path | None, like: str = "") -> None:
        """Ask how a file is to be taken in, said to hold the weights of that ID; None: don't."""
        self.likes.show_id(like)
        self._question.setVisible(file is not None)
        self._show()
        if file is not None:
            self._asked.setText(_("{name}: how shall it be used?").format(name=file.name))
            self._link.setFocus()
            announce(self, self._asked.text())

    def show_reading(self, reading: Reading | None) -> None:
        """How far a file is read; None: none is."""
        self._reading.setVisible(reading is not None)
        if reading is not None:
            self._said.hide()
            words = _("Checking {name}: {part}") if reading.size else _("Checking {name}…")
            if reading.asking:
                words = _("Asking for the header of {name}…")
            part = amounts.part(reading.done, reading.size)
            self._read.setText(words.format(name=reading.name, part=part))
            self._bar.setValue(round(_STEPS * reading.done / max(1, reading.size)))
        self._show()

    def tell(self, sentence: str) -> None:
        """Say that something went well."""
        self._said.setText(sentence)
        self._said.show()
        self._show()
        announce(self, sentence)

    def _show(self) -> None:
        parts_shown = (self._said, self._question, self._reading)
        self.setVisible(any(not part.isHidden() for part in parts_shown))


def _line(*buttons: QWidget) -> QWidget:
    """Buttons side by side, where there is room."""
    whole = QWidget()
    row = Flow(parent=whole)
    for button in buttons:
        row.addWidget(button)
    return whole
