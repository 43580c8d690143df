"""The parts of the profile page: each asks for one change, and tells its own outcome."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.core.i18n import _
from app.core.vault import words
from app.ui.first_start.recovery import ConfirmForm, RecoveryForm
from app.ui.profile.presenter import Facts
from app.ui.profile.removal import Removal, left, what_opens
from app.ui.shell import parts
from app.ui.shell.controls import Switch
from app.ui.shell.form import Form
from app.ui.shell.theme import Theme
from app.ui.vault.advice import Advice
from app.ui.vault.new_passphrase import NewPassphrase
from app.ui.vault.passphrase_field import PassphraseField

_HEADING = 1.2


class Section(Form):
    """A form inside a page: its outcome stands below it, good or bad."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__(title, name=name, factor=_HEADING)
        self.done = parts.paragraph("")
        self.done.setObjectName(f"{name}_done")
        self.done.setProperty("role", "good")
        self.done.hide()

    def show_facts(self, facts: Facts) -> None:
        """Fill in what is so now."""

    def add_outcome(self) -> None:
        """Place for what went wrong, and for what is done."""
        self.column.addWidget(self.fault)
        self.column.addWidget(self.done)

    def forget_outcome(self) -> None:
        """It was of something else."""
        self.fault.hide()
        self.done.hide()

    def tell(self, words: str) -> None:
        super().tell(words)
        self.done.hide()

    def tell_done(self, words: str) -> None:
        """Say what is done; whatever was typed for it is forgotten."""
        self.tell("")
        self.begin()
        self.done.setText(words)
        self.done.setAccessibleName(words)
        self.done.show()


class NameSection(Section):
    """What the profile is called, and who may see that."""

    submitted = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Name"), "profile_name_section")
        caption, self._name = parts.field(_("Name"), "profile_rename")
        caption.hide()
        hide = parts.paragraph(_("Hide the name while locked"))
        self._private = Switch(theme)
        self._private.setObjectName("profile_private")
        self._private.setAccessibleName(hide.text())
        row = QHBoxLayout()
        row.addWidget(self._private)
        row.addWidget(hide, 1)
        change = parts.button(_("Change the name"), "profile_rename_save")
        self.column.addWidget(self._name)
        self.column.addLayout(row)
        self.add_outcome()
        self.column.addLayout(left(change))
        self._name.returnPressed.connect(self._on_submitted)
        change.clicked.connect(self._on_submitted)

    def show_facts(self, facts: Facts) -> None:
        self._name.setText(facts.name)
        self._private.setChecked(facts.private)

    def _on_submitted(self) -> None:
        self.submitted.emit(self._name.text(), self._private.isChecked())


class PassphraseSection(Section):
    """The passphrase of now, and another one twice."""

    submitted = Signal(str, str, str)

    def __init__(self, *, advice: Advice, theme: Theme, owner: str) -> None:
        super().__init__(_("Passphrase"), "passphrase_section")
        self._current = PassphraseField(_("The passphrase of now"), "current_passphrase", theme)
        self._new = NewPassphrase(
            "changed",
            advice=advice,
            theme=theme,
            owner=lambda: owner,
            label=_("The new one: a few words together"),
        )
        self._change = parts.button(_("Change the passphrase"), "passphrase_save")
        self.removal = Removal(
            "passphrase_removal",
            ask=_("Remove the passphrase"),
            meaning=words.removal("passphrase"),
            proof=_("The recovery code, to show that it is at hand"),
            theme=theme,
        )
        self._about = parts.paragraph(
            _("There is no passphrase: only the recovery code opens this journal.")
        )
        self._about.hide()
        self.column.addWidget(self._about)
        self.column.addWidget(self._current)
        self.column.addSpacing(8)
        self.column.addWidget(self._new)
        self.add_outcome()
        self.column.addLayout(left(self._change))
        self.column.addWidget(self.removal)
        self._current.entered.connect(self._new.take_focus)
        self._new.submitted.connect(self._on_submitted)
        self._change.clicked.connect(self._on_submitted)
        self.removal.asked.connect(self._on_removal_asked)

    def show_facts(self, facts: Facts) -> None:
        there = "passphrase" in facts.ways
        self._about.setVisible(not there)
        self._current.rename(what_opens(facts))
        parts.rename(self._change, _("Change the passphrase") if there else _("Set a passphrase"))
        self.removal.offer(facts.removable)

    def begin(self) -> None:
        self._current.clear()
        self._new.clear()
        self.removal.begin()

    def try_again(self) -> None:
        if not self.removal.try_again():
            self._current.take_focus(select=True)

    def _on_submitted(self) -> None:
        self.submitted.emit(self._current.text(), *self._new.texts())

    def _on_removal_asked(self, asked: bool) -> None:
        for widget in (self._current, self._new, self._change):
            widget.setVisible(not asked)
        self.forget_outcome()


class RecoverySection(Section):
    """A new recovery code for who knows the passphrase, confirmed as at the first start."""

    requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Recovery code"), "recovery_section")
        self.code = RecoveryForm(_HEADING)
        self.confirm = ConfirmForm(_HEADING)
        self._about = parts.paragraph("")
        self._make = parts.button(_("Make a new recovery code"), "recovery_renew")
        self._removable = False
        self.removal = Removal(
            "recovery_removal",
            ask=_("Remove the recovery code"),
            meaning=words.removal("recovery"),
            proof=_("The passphrase, to show that you know it"),
            theme=theme,
        )
        self._current = PassphraseField(_("The passphrase of now"), "recovery_current", theme)
        self._current.entered.connect(self._make.click)
        self._make.clicked.connect(lambda: self.requested.emit(self._current.text()))
        self._back = parts.button(_("Show the code again"), "recovery_again", "quiet")
        self.back_requested = self._back.clicked
        self.column.addWidget(self._about)
        self.column.addWidget(self._current)
        self.add_outcome()
        self.column.addLayout(left(self._make))
        self.column.addWidget(self.removal)
        self.column.addWidget(self.code)
        self.column.addWidget(self.confirm)
        self.column.addLayout(left(self._back))
        self.removal.asked.connect(self._on_removal_asked)
        self.show_code("")

    def show_facts(self, facts: Facts) -> None:
        there = "recovery" in facts.ways
        self._about.setText(
            _("Lost the paper, or somebody saw it? A new code takes the place of the old one.")
            if there
            else _("There is no recovery code: only the passphrase opens this journal.")
        )
        parts.rename(
            self._make,
            _("Make a new recovery code") if there else _("Make a recovery code"),
        )
        self._current.rename(what_opens(facts))
        self._removable = facts.removable
        self.removal.offer(self._removable and not self._code_matters())

    def show_code(self, code: str) -> None:
        """Show it, or with an empty one nothing but the button that makes one."""
        self._show_part(code=bool(code), confirm=False)
        self.code.show_code(code)

    def begin(self) -> None:
        self._current.clear()
        self.removal.begin()

    def try_again(self) -> None:
        if not self.removal.try_again() and self._current.isVisibleTo(self):
            self._current.take_focus(select=True)

    def ask(self, first: int, second: int) -> None:
        """Ask for two of its groups."""
        self._show_part(code=False, confirm=True)
        self.confirm.tell("")
        self.confirm.ask(first, second)
        self.confirm.begin()

    def tell(self, words: str) -> None:
        if self.confirm.isVisibleTo(self):
            self.confirm.tell(words)
            self.confirm.try_again()
        else:
            super().tell(words)

    def _show_part(self, *, code: bool, confirm: bool) -> None:
        self._current.clear()
        self.code.setVisible(code)
        self.confirm.setVisible(confirm)
        self._back.setVisible(confirm)
        self.removal.begin()
        self.removal.offer(self._removable and not (code or confirm))

    def _code_matters(self) -> bool:
        """Whether a new code is shown, or asked for."""
        return self.code.isVisibleTo(self) or self.confirm.isVisibleTo(self)

    def _on_removal_asked(self, asked: bool) -> None:
        for widget in (self._about, self._current, self._make):
            widget.setVisible(not (asked or self._code_matters()))
        self.forget_outcome()


class QuickUnlockSection(Section):
    """The keyring of the system, with what that means."""

    chosen = Signal(bool, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Quick unlock"), "quick_unlock_section")
        self._on = False
        self._about = parts.paragraph("")
        self._change = parts.button("", "quick_unlock_change")
        self._current = PassphraseField(_("The passphrase of now"), "quick_unlock_current", theme)
        self._current.entered.connect(self._change.click)
        self._change.clicked.connect(lambda: self.chosen.emit(not self._on, self._current.text()))
        self.column.addWidget(self._about)
        self.column.addWidget(self._current)
        self.add_outcome()
        self.column.addLayout(left(self._change))
        for control in (self._change, self._current):
            control.hide()  # until the keyring has answered: what can be done depends on it

    def show_facts(self, facts: Facts) -> None:
        self._current.rename(what_opens(facts))
        self._on = facts.quick_unlock
        told = _("This computer has no keyring that can be trusted with a key.")
        if facts.keyring_there or self._on:
            told = _(
                "The keyring of this computer ({keyring}) can open your journal without the"
                " passphrase. So can then whoever sits at your unlocked computer. The passphrase"
                " still opens it; don't forget it."
            ).format(keyring=facts.keyring)
        self._about.setText(told)
        parts.rename(
            self._change,
            _("Turn quick unlock off") if self._on else _("Turn quick unlock on"),
        )
        self._change.setVisible(facts.keyring_there or self._on)
        self._current.setVisible(facts.keyring_there and not self._on)

    def begin(self) -> None:
        self._current.clear()

    def try_again(self) -> None:
        self._current.take_focus(select=True)


class DeleteSection(Section):
    """The end of the profile, for who types its name."""

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Delete this profile"), "delete_section")
        self.column.addWidget(
            parts.paragraph(
                _(
                    "Everything in this journal is gone for good: its keys are destroyed first,"
                    " so that nothing of it can be read again. Copies you made elsewhere stay."
                )
            )
        )
        caption, self._name = parts.field(_("Type the name of the profile"), "delete_name")
        self._delete = parts.button(_("Delete for good"), "delete_profile", "danger")
        self._delete.setEnabled(False)
        self.column.addWidget(caption)
        self.column.addWidget(self._name)
        self.add_outcome()
        self.column.addLayout(left(self._delete))
        self.typed = self._name.textChanged
        self._delete.clicked.connect(lambda: self.submitted.emit(self._name.text()))

    def allow(self, allowed: bool) -> None:
        """Whether what is typed is the name."""
        self._delete.setEnabled(allowed)

    def begin(self) -> None:
        self._name.clear()


class KeySection(Section):
    """A new key for the journal, when somebody may have had the one of now."""

    requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("A new key"), "profile_key_section")
        self.column.addWidget(
            parts.paragraph(
                _(
                    "If somebody may have had your passphrase and a copy of your files, the "
                    "journal can be sealed anew. The window locks for it, and shows you a new "
                    "recovery code when you come back. Backups made before keep their key."
                )
            )
        )
        self._current = PassphraseField(_("The passphrase of now"), "key_current", theme)
        self._seal = parts.button(_("Seal the journal anew"), "profile_key_new")
        self._lacking = parts.paragraph(_("That needs a passphrase: set one above."))
        self._lacking.hide()
        self.column.addWidget(self._current)
        self.column.addWidget(self._lacking)
        self.add_outcome()
        self.column.addLayout(left(self._seal))
        self._current.entered.connect(self._seal.click)
        self._seal.clicked.connect(lambda: self.requested.emit(self._current.text()))

    def show_facts(self, facts: Facts) -> None:
        there = "passphrase" in facts.ways
        self._current.setVisible(there)
        self._seal.setVisible(there)
        self._lacking.setVisible(not there)

    def begin(self) -> None:
        self._current.clear()

    def try_again(self) -> None:
        self._current.take_focus(select=True)
