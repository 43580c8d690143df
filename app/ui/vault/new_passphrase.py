"""Choosing a passphrase: twice the same, a word on how strong it is, and one on offer."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.vault import words
from app.core.vault.strength import Strength
from app.core.vault.suggestion import Suggestion
from app.ui.shell import parts
from app.ui.shell.theme import Theme
from app.ui.vault.advice import Advice
from app.ui.vault.passphrase_field import PassphraseField

_PAUSE_IN_TYPING = 250
"""Milliseconds without a key before a passphrase is estimated."""


class NewPassphrase(QWidget):
    """Two fields and what helps with them.

    Args:
        name: prefix of the object names.
        advice: estimates and suggests.
        theme: gives the icons.
        owner: the name of the profile, asked when a passphrase is estimated.
        label: of the first field, where there is a passphrase already.
    """

    submitted = Signal()
    """Enter in the second field."""

    def __init__(
        self,
        name: str,
        *,
        advice: Advice,
        theme: Theme,
        owner: Callable[[], str],
        label: str = "",
    ) -> None:
        super().__init__()
        self._advice = advice
        self._owner = owner
        self._first = PassphraseField(
            label or _("A passphrase: a few words together"), f"{name}_passphrase", theme
        )
        self._again = PassphraseField(_("Once more"), f"{name}_again", theme)
        self._suggest = parts.button(_("Suggest one"), f"{name}_suggest", "quiet")
        self._strength = parts.remark("")
        self._strength.setObjectName(f"{name}_strength")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_IN_TYPING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(parts.SPACE)
        for widget in (self._first, self._strength, self._suggest, self._again):
            column.addWidget(widget)
        self._tell("")
        self._connect()

    def texts(self) -> tuple[str, str]:
        """What stands in both fields."""
        return self._first.text(), self._again.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self._pause.stop()
        self._first.clear()
        self._again.clear()
        self._tell("")

    def take_focus(self, *, select: bool = False) -> None:
        """Put the cursor into the first field."""
        self._first.take_focus(select=select)

    def _connect(self) -> None:
        self._first.changed.connect(self._pause.start)
        self._first.entered.connect(self._again.take_focus)
        self._again.entered.connect(self.submitted)
        self._pause.timeout.connect(self._on_pause)
        self._suggest.clicked.connect(self._advice.suggest)
        self._advice.strength_told.connect(self._on_strength_told)
        self._advice.suggested.connect(self._on_suggested)

    def _tell(self, told: str) -> None:
        self._strength.setText(told)
        self._strength.setAccessibleName(told)
        self._strength.setVisible(bool(told))

    def _on_pause(self) -> None:
        self._advice.measure(self._first.text(), self._owner())

    def _on_strength_told(self, strength: Strength | None) -> None:
        passphrase = self._first.text()
        self._tell(words.strength(strength, passphrase) if strength and passphrase else "")

    def _on_suggested(self, suggestion: Suggestion) -> None:
        """Fill it in, readable; it is typed once more, so that the hands know it."""
        self._first.fill(suggestion.text)
        self._again.clear()
        self._tell(words.suggestion(suggestion))
        self._again.take_focus()
