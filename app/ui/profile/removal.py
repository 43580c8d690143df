"""To remove one way into the profile, for who shows that they have the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.profile.presenter import Facts
from app.ui.shell import parts
from app.ui.shell.theme import Theme
from app.ui.vault.passphrase_field import PassphraseField


class Removal(QWidget):
    """A quiet button; pressed, what it means, and what to type before it happens.

    Args:
        name: object name; prefix of those inside.
        ask: the words on the button, and on the one that does it.
        meaning: what it means, plainly.
        proof: names the secret that stays.
        theme: gives the icons.
    """

    confirmed = Signal(str)
    """The secret that stays, as it was typed."""
    asked = Signal(bool)
    """Whether the question stands here, and nothing else of the section matters."""

    def __init__(self, name: str, *, ask: str, meaning: str, proof: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = parts.button(ask, f"{name}_open", "quiet")
        self._form = QWidget()
        self._proof = PassphraseField(proof, f"{name}_proof", theme)
        remove = parts.button(ask, f"{name}_confirm", "danger")
        cancel = parts.button(_("Cancel"), f"{name}_cancel", "quiet")
        buttons = left(remove)
        buttons.insertWidget(1, cancel)
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(parts.SPACE)
        inside.addWidget(parts.paragraph(meaning))
        inside.addWidget(self._proof)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(left(self._open))
        column.addWidget(self._form)
        self._form.hide()
        self._open.clicked.connect(self._on_opened)
        self._proof.entered.connect(remove.click)
        remove.clicked.connect(lambda: self.confirmed.emit(self._proof.text()))
        cancel.clicked.connect(self._on_cancelled)

    def offer(self, offered: bool) -> None:
        """Whether it can be removed; what was asked is taken back where it can't."""
        self.setVisible(offered)
        if not offered and self._form.isVisibleTo(self):
            self.begin()

    def begin(self) -> None:
        """Forget what was typed, and that anything was asked."""
        self._proof.clear()
        self._form.hide()
        self._open.show()
        self.asked.emit(False)

    def try_again(self) -> bool:
        """Put the cursor where typing mends a fault; False where nothing was asked."""
        if self._form.isVisibleTo(self):
            self._proof.take_focus(select=True)
            return True
        return False

    def _on_opened(self) -> None:
        self._open.hide()
        self._form.show()
        self.asked.emit(True)
        self._proof.take_focus()

    def _on_cancelled(self) -> None:
        self.begin()
        self._open.setFocus()


def what_opens(facts: Facts) -> str:
    """What to ask for before something grave."""
    return _("The passphrase of now") if "passphrase" in facts.ways else _("The recovery code")


def left(button: QPushButton) -> QHBoxLayout:
    """A button at the beginning of a line of its own."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return row
