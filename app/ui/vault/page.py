"""The page of the locked program: choose a profile, open it, mend what was forgotten."""

from PySide6.QtCore import Signal

from app.core.errors import UserFacingError
from app.ui.shell.form import FormPage
from app.ui.shell.notices import explain_any
from app.ui.shell.theme import Theme
from app.ui.vault.presenter import Offer, UnlockPresenter
from app.ui.vault.unlock import NewPassphraseForm, UnlockForm


class UnlockPage(FormPage):
    """One form at a time, in the middle.

    Args:
        presenter: does everything that is not a widget.
        theme: gives the icons.
    """

    new_requested = Signal()
    """Another person wants a profile of their own."""

    def __init__(self, *, presenter: UnlockPresenter, theme: Theme) -> None:
        self._unlock = UnlockForm(theme)
        self._renew = NewPassphraseForm(advice=presenter.advice, theme=theme)
        super().__init__(theme, (self._unlock, self._renew))
        presenter.offered.connect(self._on_offered)
        presenter.waiting.connect(self._unlock.hold_back)
        presenter.new_passphrase_asked.connect(self._on_new_passphrase_asked)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.failed.connect(self._on_failed)
        presenter.told.connect(self._on_told)
        self._unlock.submitted.connect(presenter.unlock)
        self._unlock.recovery_submitted.connect(presenter.unlock_with_recovery)
        self._unlock.keyring_requested.connect(presenter.unlock_with_keyring)
        self._unlock.new_requested.connect(self.new_requested)
        self._renew.submitted.connect(presenter.choose_passphrase)
        self._renew.later_requested.connect(presenter.go_on)
        self.dress()

    def _on_offered(self, offers: list[Offer]) -> None:
        self._unlock.offer(offers)
        self.show_form(self._unlock)

    def _on_new_passphrase_asked(self, name: str) -> None:
        self._renew.ask(name)
        self.show_form(self._renew)

    def _on_busy_changed(self, busy: bool) -> None:
        for form in self.forms:
            form.setEnabled(not busy)

    def _on_told(self, words: str) -> None:
        self._unlock.tell(words)
        self._unlock.try_again()

    def _on_failed(self, error: UserFacingError | None) -> None:
        if self.shown:
            self.shown.tell(str(explain_any(error)))
            self.shown.try_again()
