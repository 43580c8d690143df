"""The first two steps: what this is and is not; a name and a passphrase."""

import os

from PySide6.QtCore import Signal

from app.core import i18n
from app.core.i18n import _
from app.ui.shell import input_method, parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.form import Form
from app.ui.shell.theme import Theme
from app.ui.vault.advice import Advice
from app.ui.vault.new_passphrase import NewPassphrase


class WelcomeForm(Form):
    """What this is and is not, in which language."""

    language_chosen = Signal(str)
    go_on_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("A quiet place to talk"), name="welcome")
        for sentence in (
            _("An AI that listens. It is not a therapist, and it can be wrong."),
            _("What you write stays on this computer, encrypted."),
        ):
            self.column.addWidget(parts.paragraph(sentence))
            self.column.addSpacing(8)
        if i18n.language() == "zh_CN" or input_method.configured(os.environ):
            self.column.addWidget(
                parts.remark(
                    _(
                        "Some input methods send what you type to their makers. Use one that"
                        " works offline."
                    )
                )
            )
        self.column.addSpacing(16)
        self._language = ChoiceBox(list(i18n.LANGUAGES.items()), theme)
        self._language.setObjectName("welcome_language")
        self._language.setAccessibleName(_("Language · 语言"))
        self._language.show_value(i18n.language())
        self._language.chosen.connect(self.language_chosen)
        self.column.addWidget(self._language)
        self.column.addWidget(self.fault)
        self.column.addSpacing(16)
        self._next = self.primary(_("Begin"), "welcome_next")
        self._next.clicked.connect(self.go_on_requested)
        self.column.addWidget(self._next)

    def begin(self) -> None:
        self._next.setFocus()


class ProfileForm(Form):
    """A name and a passphrase."""

    submitted = Signal(str, str, str)

    def __init__(self, *, advice: Advice, theme: Theme) -> None:
        super().__init__(_("Your key"), name="profile")
        caption, self._name = parts.field(_("Any name for you"), "profile_name")
        self._passphrase = NewPassphrase(
            "profile", advice=advice, theme=theme, owner=self._name.text
        )
        self._create = self.primary(_("Create my journal"), "profile_next")
        self.column.addWidget(caption)
        self.column.addWidget(self._name)
        self.column.addSpacing(8)
        self.column.addWidget(self._passphrase)
        self.column.addSpacing(4)
        self.column.addWidget(parts.remark(_("Nobody can reset it. The name stays readable.")))
        self.column.addWidget(self.fault)
        self.column.addSpacing(8)
        self.column.addWidget(self._create)
        self._name.returnPressed.connect(self._passphrase.take_focus)
        self._passphrase.submitted.connect(self._on_submitted)
        self._create.clicked.connect(self._on_submitted)

    def begin(self) -> None:
        self._name.clear()
        self._passphrase.clear()
        self._name.setFocus()

    def try_again(self) -> None:
        self._passphrase.take_focus(select=True)

    def _on_submitted(self) -> None:
        self.submitted.emit(self._name.text(), *self._passphrase.texts())
