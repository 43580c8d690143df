"""Which weights are shown: by language, and by whether they fit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from app.core.i18n import _
from app.ui.shell.controls import ChoiceBox, Switch
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme


class Filters(QWidget):
    """Two choices, side by side.

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
        row = Flow(spacing=12, parent=self)
        row.addWidget(self._language)
        row.addWidget(_beside(self._fitting))

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._language

    def _tell(self, _chosen: object) -> None:
        self.changed.emit(self._language.currentData(), self._fitting.isChecked())


def _beside(switch: QCheckBox) -> QWidget:
    """The switch with its words."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    words = QLabel(switch.accessibleName())
    words.setBuddy(switch)
    row.addWidget(switch)
    row.addWidget(words)
    return whole
