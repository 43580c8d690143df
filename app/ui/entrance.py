"""Everything before a journal is open: who it is, the first start, and the way in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.store import LOSSES
from app.core.settings.store import SettingsStore
from app.core.vault.profiles import NewProfile, Profiles
from app.core.vault.session import OpenVault
from app.core.weights.installed import Installed, InstalledWeights
from app.session import OpenSession
from app.ui.first_start.page import FirstStartPage
from app.ui.first_start.presenter import FirstStartPresenter
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.form import FormPage
from app.ui.shell.pages import Page
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.vault.page import UnlockPage
from app.ui.vault.presenter import UnlockPresenter


class Entrance(QObject):
    """Leads from the closed program to an open session.

    Its presenters outlive the widgets, which are built anew for another language.

    Args:
        profiles: those on this computer.
        create: makes a new one with its journal.
        open_session: opens the journal of an unlocked one; with True even where something
            of it is lost, for the person was told and goes on.
        settings: language, weights, how far a first start has come.
        weights: those on this computer.
        examine: a file as weights, or a fault.
        tasks: the lanes.
        dialogs: the door to questions.
        theme: colours and icons.
    """

    opened = Signal(object)
    """An OpenSession, from now on the receiver's to close."""
    helplines_requested = Signal()
    about_requested = Signal()

    def __init__(
        self,
        *,
        profiles: Profiles,
        create: Callable[[str, str], NewProfile],
        open_session: Callable[[OpenVault, bool], OpenSession],
        settings: SettingsStore,
        weights: Installed,
        examine: Callable[[Path], InstalledWeights],
        tasks: Tasks,
        dialogs: Dialogs,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_session = open_session
        self._tasks = tasks
        self._dialogs = dialogs
        self._theme = theme
        self._unlock = UnlockPresenter(
            profiles=profiles,
            last_profile=lambda: settings.text("last_profile"),
            tasks=tasks,
            parent=self,
        )
        self._first_start = FirstStartPresenter(
            profiles=profiles,
            create=create,
            settings=settings,
            weights=weights,
            examine=examine,
            tasks=tasks,
            parent=self,
        )
        self._begun = False
        self._newcomer = False
        self._loss_accepted = ""
        self._page: _EntrancePage | None = None
        self._unlock.none_found.connect(lambda: self._welcome(others=False))
        self._unlock.unlocked.connect(self._on_unlocked)
        self._first_start.finished.connect(self._open)
        self._first_start.left.connect(self.begin)

    @property
    def unlocked(self) -> bool:
        """Whether keys are held here: the first start is not over, or a passphrase is chosen."""
        return self._unlock.holds_keys or self._first_start.holds_keys

    def build(self) -> Page:
        """The widgets, in the language spoken now; those built before are done with."""
        before, self._page = self._page, _EntrancePage()
        self._fill()
        if before:
            self._page.take_place(before.leave_place())
        return self._page

    def begin(self, first: str = "") -> None:
        """Let go of everything half done, and ask whose journal it is.

        Args:
            first: id of the profile to offer first, else the one used last.
        """
        self.end()
        self._begun = True
        self._newcomer = False
        self._unlock.offer_first(first)
        self._fill()

    def forget(self) -> None:
        """Drop what is typed and not submitted."""
        if self._page:
            self._page.forget()

    def end(self) -> None:
        """Let go of a profile that is unlocked and not handed on."""
        self._unlock.end()
        self._first_start.end()

    def _welcome(self, *, others: bool) -> None:
        self._first_start.start(others=others)
        self._newcomer = True
        self._fill()

    def _fill(self) -> None:
        if not self._page:
            return
        content = self._first_start_page() if self._newcomer else self._unlock_page()
        content.helplines_requested.connect(self.helplines_requested)
        content.about_requested.connect(self.about_requested)
        self._page.fill(content)
        if self._begun:
            (self._first_start if self._newcomer else self._unlock).begin()

    def _first_start_page(self) -> FormPage:
        return FirstStartPage(presenter=self._first_start, dialogs=self._dialogs, theme=self._theme)

    def _unlock_page(self) -> FormPage:
        page = UnlockPage(presenter=self._unlock, theme=self._theme)
        page.new_requested.connect(lambda: self._welcome(others=True))
        return page

    def _on_unlocked(self, vault: OpenVault) -> None:
        if self._first_start.resume(vault):
            self._newcomer = True
            self._fill()
        else:
            self._open(vault)

    def _open(self, vault: OpenVault) -> None:
        profile = vault.profile.id
        accepted = profile == self._loss_accepted
        self._loss_accepted = ""
        self._tasks.journal.run(
            self,
            lambda: self._open_session(vault, accepted),
            self.opened.emit,
            lambda error: self._on_refused(profile, error),
        )

    def _on_refused(self, profile: str, error: UserFacingError | None) -> None:
        if self._newcomer:
            self.begin()
        self._unlock.refuse(error)
        if error and error.code in LOSSES:
            self._dialogs.confirm(
                _("Go on with the journal as it is?"),
                _("What is missing stays missing. The files as they are now are kept aside."),
                _("Go on with it"),
                lambda: self._accept_loss(profile),
            )

    def _accept_loss(self, profile: str) -> None:
        """The keys are forgotten again by now, so the passphrase is asked for once more."""
        self._loss_accepted = profile
        self._unlock.tell(_("Type the passphrase once more, and it opens as it is."))


class _EntrancePage(Page):
    """Shows one page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QStackedLayout(self)

    def fill(self, page: FormPage) -> None:
        """Show this page; the one before is dropped with all that was typed."""
        while item := self._layout.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self._layout.addWidget(page)

    def dress(self) -> None:
        for page in self.findChildren(FormPage):
            page.dress()

    def forget(self) -> None:
        for page in self.findChildren(FormPage):
            page.forget()
