"""The three forms before the conversations: first start, recovery code, unlock."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.vault.profiles import Profile
from app.ui.shell import parts

_CHOICE_HEIGHT = 34


class Form(QWidget):
    """A column with a title, a fault line and one next step."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(parts.SPACE)
        self.column.addWidget(parts.title(title))
        self.column.addSpacing(8)
        self.fault = parts.fault()
        self.fault.setObjectName("form_fault")

    def tell(self, words: str) -> None:
        """Show what went wrong; nothing hides it."""
        self.fault.setText(words)
        self.fault.setAccessibleName(words)
        self.fault.setVisible(bool(words))

    def begin(self) -> None:
        """Empty every field and put the cursor into the first."""

    def try_again(self) -> None:
        """Put the cursor where typing mends the fault."""


class WelcomeForm(Form):
    """What this is and is not, a name, a passphrase."""

    submitted = Signal(str, str, str)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("A quiet place to talk"))
        for sentence in (
            _("SoulChat is an AI that listens. It is not a therapist, and it can be wrong."),
            _("Everything you write stays on this computer, encrypted; nobody else reads it."),
            _("The weights that come along are for trying: small, not very wise, mostly English."),
        ):
            self.column.addWidget(parts.paragraph(sentence))
            self.column.addSpacing(4)
        self.column.addSpacing(12)
        name, self._name = parts.field(_("Your name, or any other"), "welcome_name")
        passphrase, self._passphrase = parts.field(
            _("A passphrase; a few words together work well"), "welcome_passphrase", secret=True
        )
        again, self._again = parts.field(
            _("The passphrase once more"), "welcome_again", secret=True
        )
        for label, line in (
            (name, self._name),
            (passphrase, self._passphrase),
            (again, self._again),
        ):
            self.column.addWidget(label)
            self.column.addWidget(line)
            self.column.addSpacing(8)
            line.returnPressed.connect(self._on_submitted)
        self.column.addWidget(
            parts.remark(
                _("Nobody can reset a passphrase. The name can be read without it by anybody here.")
            )
        )
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        self._create = parts.button(_("Create my journal"), "welcome_create", "primary")
        self._create.clicked.connect(self._on_submitted)
        self.column.addWidget(self._create)
        self._back = parts.button(_("Back"), "welcome_back", "quiet")
        self._back.clicked.connect(self.back_requested)
        self.column.addWidget(self._back)

    def begin(self) -> None:
        for line in (self._name, self._passphrase, self._again):
            line.clear()
        self.tell("")
        self._name.setFocus()

    def try_again(self) -> None:
        self._passphrase.setFocus()
        self._passphrase.selectAll()

    def offer_back(self, offered: bool) -> None:
        """Whether there is another form to go back to."""
        self._back.setVisible(offered)

    def _on_submitted(self) -> None:
        self.submitted.emit(self._name.text(), self._passphrase.text(), self._again.text())


class RecoveryForm(Form):
    """The recovery code, shown this once."""

    written_down = Signal()

    def __init__(self) -> None:
        super().__init__(_("Write this down"))
        self.column.addWidget(
            parts.paragraph(
                _(
                    "If you ever forget the passphrase, only this recovery code opens your journal."
                    " It is shown this once. Keep it on paper, away from this computer."
                )
            )
        )
        self.column.addSpacing(12)
        self._code = parts.code("")
        self._code.setObjectName("recovery_code")
        self.column.addWidget(self._code)
        self.column.addSpacing(12)
        self._copy = parts.button(_("Copy"), "recovery_copy")
        self._copy.clicked.connect(self._on_copied)
        done = parts.button(_("I wrote it down"), "recovery_done", "primary")
        done.clicked.connect(self.written_down)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addWidget(done, 1)
        self.column.addWidget(self.fault)
        self.column.addLayout(row)

    def show_code(self, code: str) -> None:
        """Show it; an empty one is forgotten."""
        self._code.setText(code)
        self._code.setAccessibleName(_("Recovery code: {code}").format(code=code))

    def begin(self) -> None:
        self.show_code("")
        self.tell("")
        self._copy.setFocus()

    def _on_copied(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())


class UnlockForm(Form):
    """A profile and its passphrase, or its recovery code."""

    submitted = Signal(object, str)
    recovery_submitted = Signal(object, str)
    new_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Welcome back"))
        self._profiles: list[Profile] = []
        self._by_code = False
        self._choice = QComboBox()
        self._choice.setObjectName("unlock_profile")
        self._choice.setMinimumHeight(_CHOICE_HEIGHT)
        self._choice.setAccessibleName(_("Whose journal"))
        self._label, self._secret = parts.field("", "unlock_passphrase", secret=True)
        self._secret.returnPressed.connect(self._on_submitted)
        self._open = parts.button(_("Open"), "unlock_open", "primary")
        self._open.clicked.connect(self._on_submitted)
        self._other_way = parts.button("", "unlock_other_way", "quiet")
        self._other_way.clicked.connect(self._on_other_way)
        new = parts.button(_("Another person? New journal"), "unlock_new", "quiet")
        new.clicked.connect(self.new_requested)
        self.column.addWidget(self._choice)
        self.column.addSpacing(8)
        self.column.addWidget(self._label)
        self.column.addWidget(self._secret)
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        for control in (self._open, self._other_way, new):
            self.column.addWidget(control)
        self._ask_for(by_code=False)

    def offer(self, profiles: Sequence[Profile], first: str) -> None:
        """Choose among these; ``first`` is the id of the likeliest."""
        self._profiles = list(profiles)
        self._choice.clear()
        self._choice.setVisible(len(profiles) > 1)
        for index, profile in enumerate(profiles):
            self._choice.addItem(profile.name)
            if profile.id == first:
                self._choice.setCurrentIndex(index)

    def begin(self) -> None:
        self._ask_for(by_code=False)
        self.tell("")
        self._secret.setFocus()

    def try_again(self) -> None:
        """Select what was typed, so that typing replaces it."""
        self._secret.setFocus()
        self._secret.selectAll()

    def _ask_for(self, *, by_code: bool) -> None:
        self._by_code = by_code
        asked = _("Recovery code") if by_code else _("Passphrase")
        other = _("Use the passphrase") if by_code else _("Use the recovery code")
        self._label.setText(asked)
        self._secret.setAccessibleName(asked)
        self._secret.clear()
        self._other_way.setText(other)
        self._other_way.setAccessibleName(other)

    def _on_other_way(self) -> None:
        self._ask_for(by_code=not self._by_code)
        self.tell("")
        self._secret.setFocus()

    def _on_submitted(self) -> None:
        chosen = self._choice.currentIndex()
        if chosen >= 0 and self._secret.text():
            answer = self.recovery_submitted if self._by_code else self.submitted
            answer.emit(self._profiles[chosen], self._secret.text())
