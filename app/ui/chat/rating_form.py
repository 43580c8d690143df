"""What the person thinks of a reply: whether it helped, and a few words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.core.journal.values import Rating
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme
from app.ui.shell.writing import Writing

_VERDICTS = {1: N_("It helped"), -1: N_("It did not help")}


class RatingForm(QWidget):
    """A verdict, room for words, and a way to take both back.

    Args:
        rating: what was kept before.
        theme: gives the arrow.
    """

    kept = Signal(object, str)
    """1, -1, or None to forget it; and the words."""

    def __init__(self, rating: Rating | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        verdicts = [(str(value), _(words)) for value, words in _VERDICTS.items()]
        self._verdict = ChoiceBox(verdicts, theme)
        self._verdict.setObjectName("rating")
        self._verdict.setAccessibleName(_("How was this reply?"))
        self._verdict.setPlaceholderText(_("Choose…"))
        self._verdict.setCurrentIndex(-1)
        label = _("A few words, if you like")
        self._words = Writing("rating_words", label, least=2, framed=True)
        self._words.setPlaceholderText(label)
        keep = parts.button(_("Keep"), "rating_keep", "primary")
        keep.setEnabled(rating is not None)
        forget = parts.button(_("Take it back"), "rating_forget")
        forget.setVisible(rating is not None)
        if rating:
            self._verdict.show_value(str(rating.value))
            self._words.replace(rating.words)
        self._verdict.chosen.connect(lambda _value: keep.setEnabled(True))
        keep.clicked.connect(self._on_keep)
        forget.clicked.connect(lambda: self.kept.emit(None, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addWidget(
            parts.remark(_("Only you see this: it stays in your journal, and nobody is told."))
        )
        does = Flow()
        does.addWidget(keep)
        does.addWidget(forget)
        column.addLayout(does)

    def _on_keep(self) -> None:
        self.kept.emit(int(self._verdict.currentData()), self._words.toPlainText())
