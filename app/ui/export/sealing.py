"""Choosing whether a file is sealed, and with what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.transfer import words
from app.core.transfer.sealed import Seal, check
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme
from app.ui.vault.passphrase_field import PassphraseField


class Sealing(QWidget):
    """A choice, the fields it needs, and what it means.

    Args:
        name: prefix of the object names.
    """

    changed = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = ChoiceBox(
            [
                ("", _("Not sealed")),
                ("passphrase", _("Sealed with a passphrase (age)")),
                ("key", _("Sealed for somebody's key (age)")),
                ("zip", _("A zip with a passphrase")),
            ],
            theme,
        )
        self._choice.setObjectName(f"{name}_sealing")
        self._choice.setAccessibleName(_("Sealing"))
        self._meaning = parts.paragraph("")
        self._meaning.setObjectName(f"{name}_meaning")
        self._first = PassphraseField(_("A passphrase for this file"), f"{name}_passphrase", theme)
        self._again = PassphraseField(_("Once more"), f"{name}_again", theme)
        self._caption, self._key = parts.field(_("Their public key: age1…"), f"{name}_key")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            self._choice,
            self._meaning,
            self._first,
            self._again,
            self._caption,
            self._key,
        ):
            column.addWidget(widget)
        self._choice.chosen.connect(self._on_chosen)
        self._on_chosen()

    @property
    def container(self) -> str:
        """``age``, ``zip``, or "" for none."""
        chosen = str(self._choice.currentData())
        return "age" if chosen in {"passphrase", "key"} else chosen

    def seal(self) -> Seal | None:
        """With what; None where it is not sealed.

        Raises:
            UserFacingError: ``passphrases_differ``, and what ``sealed.check`` raises.
        """
        if not self.container:
            return None
        if self._choice.currentData() == "key":
            seal = Seal(recipients=(self._key.text().strip(),))
        else:
            if self._first.text() != self._again.text():
                raise UserFacingError("passphrases_differ")
            seal = Seal(self._first.text())
        check(seal)
        return seal

    def forget(self) -> None:
        """Drop the secrets: the file is made."""
        for field in (self._first, self._again):
            field.clear()

    def _on_chosen(self, _value: str = "") -> None:
        chosen = self._choice.currentData()
        for field in (self._first, self._again):
            field.setVisible(chosen in {"passphrase", "zip"})
        self._caption.setVisible(chosen == "key")
        self._key.setVisible(chosen == "key")
        meanings = {
            "": _(words.PLAIN),
            "zip": _(words.WEAKER),
            "key": _("Only who has the secret key that belongs to it can open the file."),
        }
        self._meaning.setText(
            meanings.get(
                chosen,
                _("Only this passphrase opens the file. Tell it in another way than the file."),
            )
        )
        self.changed.emit()
