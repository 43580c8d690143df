"""Which weights are shown: by language, and by whether they fit, and at which length."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox, Switch
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme
from app.ui.weights import amounts

_LENGTHS = (2048, 4096, 8192, 16_384, 32_768)


class Filters(QWidget):
    """Three choices.

    Args:
        language: shown first, or empty for all.
        only_fitting: whether what doesn't fit is left out.
        context: tokens that it is judged for; 0: as in the settings.
        theme: colours.
    """

    changed = Signal(str, bool)
    """A language or nothing; whether only what fits is shown."""
    context_chosen = Signal(int)

    def __init__(
        self,
        language: str,
        *,
        only_fitting: bool,
        context: int,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        choices = [("", _("Every language")), ("zh", _("Chinese")), ("en", _("English"))]
        self._language = ChoiceBox(choices, theme)
        self._language.setObjectName("weights_language")
        self._language.setAccessibleName(_("Language of the weights"))
        self._language.show_value(language)
        self._language.chosen.connect(self._tell)
        lengths = [("0", _("Judged for conversations as in the settings"))]
        for tokens in _LENGTHS:
            length = _("Judged for conversations of {tokens} tokens")
            lengths.append((str(tokens), length.format(tokens=amounts.number(tokens))))
        self._context = ChoiceBox(lengths, theme)
        self._context.setObjectName("weights_context")
        self._context.setAccessibleName(_("Length of the conversations"))
        self._context.show_value(str(context))
        self._context.chosen.connect(lambda tokens: self.context_chosen.emit(int(tokens)))
        self._fitting = Switch(theme)
        self._fitting.setObjectName("weights_fitting")
        self._fitting.setAccessibleName(_("Only what fits this computer"))
        self._fitting.setChecked(only_fitting)
        self._fitting.clicked.connect(self._tell)
        words = parts.paragraph(self._fitting.accessibleName())
        words.setBuddy(self._fitting)
        boxes = QWidget()
        beside = Flow(parent=boxes)
        beside.addWidget(self._language)
        beside.addWidget(self._context)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._fitting)
        row.addWidget(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(boxes)
        column.addLayout(row)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._language

    def _tell(self, _chosen: object) -> None:
        self.changed.emit(self._language.currentData(), self._fitting.isChecked())
