"""Which weights are shown: by language, and by whether they fit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox, Switch
from app.ui.shell.theme import Theme


class Filters(QWidget):
    """Two choices.

    Args:
        language: shown first, or empty for all.
        only_fitting: whether what doesn't fit is left out.
        theme: colours.
    """

    changed = Signal(str, bool)
    """A language or nothing; whether only what fits is shown."""

    def __init__(
        self, language: str, *, only_fitting: bool, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        choices = [("", _("Every language")), ("zh", _("Chinese")), ("en", _("English"))]
        self._language = ChoiceBox(choices, theme)
        self._language.setObjectName("weights_language")
        self._language.setAccessibleName(_("Language of the weights"))
        self._language.show_value(language)
        self._language.chosen.connect(self._tell)
        self._fitting = Switch(theme)
        self._fitting.setObjectName("weights_fitting")
        self._fitting.setAccessibleName(_("Only what fits this computer"))
        self._fitting.setChecked(only_fitting)
        self._fitting.clicked.connect(self._tell)
        words = parts.paragraph(self._fitting.accessibleName())
        words.setBuddy(self._fitting)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._fitting)
        row.addWidget(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._language, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._language

    def _tell(self, _chosen: object) -> None:
        self.changed.emit(self._language.currentData(), self._fitting.isChecked())
