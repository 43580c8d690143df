"""A line for a passphrase: hidden, shown on request, aware of Caps Lock."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.theme import Theme

_SENSITIVE = Qt.InputMethodHint.ImhSensitiveData
_HIDDEN = Qt.InputMethodHint.ImhHiddenText


class PassphraseField(QWidget):
    """The label, the line, a button that shows what is typed, and a remark on Caps Lock.

    Args:
        label: names the line.
        name: object name of the line.
        theme: gives the icons.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(self, label: str, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.caption, self._line = parts.field(label, name, secret=True)
        self._line.textEdited.connect(self.changed)
        self._line.returnPressed.connect(self.entered)
        self._line.installEventFilter(self)
        self._show = parts.icon_button(_("Show what is typed"), f"{name}_show")
        theme.dress_icon(self._show, "eye")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show_toggled)
        self._caps = parts.remark(_("Caps Lock is on."))
        self._caps.setObjectName(f"{name}_caps")
        self._caps.hide()
        row = QHBoxLayout()
        row.setSpacing(parts.SPACE)
        row.addWidget(self._line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(parts.SPACE)
        column.addWidget(self.caption)
        column.addLayout(row)
        column.addWidget(self._caps)

    def text(self) -> str:
        return self._line.text()

    def fill(self, text: str) -> None:
        """Put in what was not typed, readable."""
        self._line.setText(text)
        self._show.setChecked(True)

    def rename(self, label: str) -> None:
        """Ask for something else."""
        self.caption.setText(label)
        self._line.setAccessibleName(label)

    def clear(self, *, shown: bool = False) -> None:
        """Forget what was typed.

        Args:
            shown: whether what comes can be read.
        """
        self._line.setText("")  # clear() could be undone
        self._caps.hide()
        self._show.setChecked(shown)

    def take_focus(self, *, select: bool = False) -> None:
        """Put the cursor here; ``select``: so that typing replaces what is there."""
        self._line.setFocus()
        if select:
            self._line.selectAll()

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._theme.dress_icon(self._show, "eye_off" if shown else "eye")
        # Shown or not, it is nothing for an input method to learn or to suggest.
        self._line.setInputMethodHints(_SENSITIVE if shown else _SENSITIVE | _HIDDEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See from each letter typed whether Caps Lock must be on: Qt has no way to ask."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            if letter.isalpha() and letter.upper() != letter.lower():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps.setVisible(letter.isupper() != shift)
        return super().eventFilter(watched, event)
