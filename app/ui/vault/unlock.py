"""The two forms of the locked program: open a journal, and choose a passphrase anew."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.core.i18n import _, ngettext
from app.core.vault.keys import STANDS_ALONE
from app.core.vault.profiles import UNREADABLE_NAME, Profile
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.form import Form
from app.ui.shell.notices import explain_any
from app.ui.shell.theme import Theme
from app.ui.vault.advice import Advice
from app.ui.vault.new_passphrase import NewPassphrase
from app.ui.vault.passphrase_field import PassphraseField
from app.ui.vault.presenter import Offer


class UnlockForm(Form):
    """A profile and its passphrase, or its recovery code."""

    submitted = Signal(object, str)
    recovery_submitted = Signal(object, str)
    keyring_requested = Signal(object)
    new_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Welcome back"), name="unlock")
        self._offers: list[Offer] = []
        self._by_code = False
        self._choice = ChoiceBox([], theme)
        self._choice.setObjectName("unlock_profile")
        self._choice.setAccessibleName(_("Whose journal"))
        self._choice.currentIndexChanged.connect(self._on_profile_changed)
        self._secret = PassphraseField("", "unlock_passphrase", theme)
        self._secret.entered.connect(self._on_submitted)
        self._wait = parts.remark("")
        self._wait.setObjectName("unlock_wait")
        self._open = self.primary(_("Open"), "unlock_open")
        self._open.clicked.connect(self._on_submitted)
        self._quick = parts.button(_("Open with this computer's keyring"), "unlock_quick")
        self._quick.clicked.connect(self._on_quick)
        self._other_way = parts.button("", "unlock_other_way", "quiet")
        self._other_way.clicked.connect(self._on_other_way)
        new = parts.button(_("Another person? New journal"), "unlock_new", "quiet")
        new.clicked.connect(self.new_requested)
        self.column.addWidget(self._choice)
        self.column.addSpacing(8)
        self.column.addWidget(self._secret)
        self.column.addWidget(self.fault)
        self.column.addWidget(self._wait)
        self.column.addSpacing(12)
        for control in (self._open, self._quick, self._other_way, new):
            self.column.addWidget(control)
        self._wait.hide()
        self._ask_for(by_code=False)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Choose among these; the first is the likeliest."""
        self._offers = list(offers)
        self._choice.clear()
        for offer in offers:
            self._choice.addItem(_name(offer.profile))
        self._choice.setVisible(len(offers) > 1)

    def begin(self) -> None:
        self._ask_for(by_code=False)
        self._on_profile_changed()

    def try_again(self) -> None:
        self._secret.take_focus(select=True)

    def hold_back(self, seconds: int) -> None:
        """Take no try for so many seconds; typing goes on."""
        told = ngettext("Next try in {count} second.", "Next try in {count} seconds.", seconds)
        self._wait.setText(told.format(count=seconds))
        self._wait.setVisible(seconds > 0)
        self._open.setEnabled(seconds <= 0)

    def _ask_for(self, *, by_code: bool) -> None:
        self._by_code = by_code
        self._secret.rename(_("Recovery code") if by_code else _("Passphrase"))
        self._secret.clear(shown=by_code)  # it is read from paper: nobody remembers it
        parts.rename(
            self._other_way,
            _("Use the passphrase") if by_code else _("Forgot it? Use the recovery code"),
        )

    def _on_profile_changed(self) -> None:
        offer = self._chosen()
        fault = offer.fault if offer else None
        ways = offer.profile.ways if offer else frozenset()
        self._quick.setVisible("keyring" in ways)
        self._other_way.setVisible(ways >= STANDS_ALONE)
        by_code = bool(ways) and "passphrase" not in ways
        if by_code != self._by_code:
            self._ask_for(by_code=by_code)
        self.tell(str(explain_any(fault)) if fault else "")
        self._secret.setEnabled(fault is None)
        self._open.setEnabled(fault is None)
        if fault is None:
            self._secret.take_focus(select=True)

    def _on_other_way(self) -> None:
        self._ask_for(by_code=not self._by_code)
        self.tell("")
        self._secret.take_focus()

    def _on_submitted(self) -> None:
        offer = self._chosen()
        if offer and self._secret.text() and self._open.isEnabled():
            answer = self.recovery_submitted if self._by_code else self.submitted
            answer.emit(offer.profile, self._secret.text())

    def _on_quick(self) -> None:
        if offer := self._chosen():
            self.keyring_requested.emit(offer.profile)

    def _chosen(self) -> Offer | None:
        chosen = self._choice.currentIndex()
        return self._offers[chosen] if chosen >= 0 else None


class NewPassphraseForm(Form):
    """After the recovery code: a passphrase to remember this time, for who wants one now."""

    submitted = Signal(str, str)
    later_requested = Signal()

    def __init__(self, *, advice: Advice, theme: Theme) -> None:
        super().__init__(_("You are in"), name="new_passphrase")
        self._owner = ""
        self.column.addWidget(
            parts.paragraph(
                _("If the passphrase is gone, choose a new one. The recovery code stays as it is.")
            )
        )
        self.column.addSpacing(12)
        self._passphrase = NewPassphrase(
            "renewed", advice=advice, theme=theme, owner=lambda: self._owner
        )
        self._passphrase.submitted.connect(self._on_submitted)
        self.column.addWidget(self._passphrase)
        self.column.addWidget(self.fault)
        self.column.addSpacing(12)
        change = self.primary(_("Use this passphrase from now on"), "renewed_next")
        change.clicked.connect(self._on_submitted)
        later = parts.button(_("Keep the old one"), "renewed_later", "quiet")
        later.clicked.connect(self.later_requested)
        self.column.addWidget(change)
        self.column.addWidget(later)

    def ask(self, owner: str) -> None:
        """Whose passphrase it is."""
        self._owner = owner

    def begin(self) -> None:
        self._passphrase.clear()
        self._passphrase.take_focus()

    def try_again(self) -> None:
        self._passphrase.take_focus(select=True)

    def _on_submitted(self) -> None:
        self.submitted.emit(*self._passphrase.texts())


def _name(profile: Profile) -> str:
    if profile.name == UNREADABLE_NAME:
        return _("A profile that can't be read")
    return profile.name
