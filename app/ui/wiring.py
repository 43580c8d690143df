"""Connects the pages: locked, open, locked again, and the end."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.bootstrap import OpenSession
from app.core import i18n
from app.core.i18n import _
from app.core.safety.helplines import Helpline
from app.core.vault.profiles import NewProfile, Profiles
from app.core.vault.session import OpenVault
from app.ui.chat.page import ChatPage
from app.ui.chat.presenter import ChatPresenter, about
from app.ui.history.page import HistoryPage
from app.ui.history.presenter import HistoryPresenter
from app.ui.safety.helpline_list import HelplineList
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.main_window import MainWindow
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.vault.page import VaultPage
from app.ui.vault.presenter import VaultPresenter

_PATIENCE = 2500
"""Milliseconds a reply may take to end at lock and quit; then it is ended."""


class Wiring(QObject):
    """Owns what is shown now.

    Args:
        window: where it is shown.
        theme: how.
        tasks: the lanes of all work.
        profiles: those on this computer.
        create: makes a profile with its journal.
        open_session: opens an unlocked profile.
        last_profile: id of the profile used last.
        helplines: those of the person's region, in their language.
    """

    finished = Signal()
    """Everything is ended and saved: the program may exit."""

    def __init__(
        self,
        *,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        profiles: Profiles,
        create: Callable[[str, str], NewProfile],
        open_session: Callable[[OpenVault], OpenSession],
        last_profile: Callable[[], str],
        helplines: Callable[[], Sequence[Helpline]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._tasks = tasks
        self._dialogs = Dialogs(window, lock=self.lock)
        self._profiles = profiles
        self._create = create
        self._open_session = open_session
        self._last_profile = last_profile
        self._helplines = helplines
        self._vault: VaultPresenter | None = None
        self._open: _Open | None = None
        self._quitting = False
        tasks.failed.connect(window.notice.tell)
        window.lock_requested.connect(self.lock)
        window.quit_requested.connect(self._on_quit_requested)
        window.new_requested.connect(self._on_new_requested)

    def start(self) -> None:
        """Show the locked program."""
        self._show_locked().list_profiles()

    def lock(self) -> None:
        """Hide every word at once, then end the engine and close the journal.

        The seam for DESIGN 4.10: the successor process is started here instead
        of the second half.
        """
        self._dialogs.close_all()
        if opened := self._take_open():
            presenter = self._show_locked()
            self._end(opened, presenter.list_profiles)

    def quit(self) -> None:
        """Out of sight at once; ``finished`` follows when everything is ended and saved."""
        if self._quitting:
            return
        self._quitting = True
        self._dialogs.close_all()
        self._window.hide()
        if self._vault:
            self._vault.end()
        if opened := self._take_open():
            self._end(opened, self.finished.emit)
        else:
            self._tasks.journal.run(self, lambda: None, lambda _done: self.finished.emit())

    def _show_locked(self) -> VaultPresenter:
        presenter = VaultPresenter(
            profiles=self._profiles,
            create=self._create,
            open_session=self._open_session,
            last_profile=self._last_profile,
            tasks=self._tasks,
        )
        page = VaultPage(presenter=presenter, theme=self._theme)
        presenter.setParent(page)
        presenter.opened.connect(self._on_opened)
        page.helplines_requested.connect(self._show_helplines)
        self._theme.changed.connect(page.dress)
        self._window.notice.hide()
        self._window.show_locked(page)
        self._vault = presenter
        return presenter

    def _on_opened(self, session: OpenSession) -> None:
        self._vault = None
        if self._quitting:
            self._tasks.journal.run(self, session.close, lambda _done: self.finished.emit())
            return
        opened = _Open(session, self._tasks, self._dialogs, self._theme)
        self._open = opened
        opened.sidebar.helplines_requested.connect(self._show_helplines)
        opened.page.helplines_requested.connect(self._show_helplines)
        opened.sidebar.lock_requested.connect(self.lock)
        self._window.show_open(opened.sidebar, opened.page)
        opened.begin()

    def _on_quit_requested(self) -> None:
        if self._vault and self._vault.code_unconfirmed:
            self._dialogs.confirm(
                _("Close before the recovery code is written down?"),
                _("It is shown this once. Without it, a forgotten passphrase loses the journal."),
                _("Close"),
                self.quit,
            )
        else:
            self.quit()

    def _on_new_requested(self) -> None:
        if self._open:
            self._open.page.open(None)

    def _take_open(self) -> "_Open | None":
        opened, self._open = self._open, None
        if opened:
            opened.leave()
        return opened

    def _end(self, opened: "_Open", then: Callable[[], None]) -> None:
        """End the engine when its turn is over, or when patience is; then close the journal."""
        ended = False

        def close(_result: object = None) -> None:
            nonlocal ended
            if not ended:
                ended = True
                done = lambda _result: then()  # noqa: E731 - said twice below
                self._tasks.journal.run(self, opened.session.close, done, done)

        self._tasks.engine.run(self, lambda: None, close)
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(close)
        patience.start(_PATIENCE)

    def _show_helplines(self) -> None:
        content = HelplineList(self._helplines(), self._theme)
        self._dialogs.show(_("People you can talk to"), content)


class _Open:
    """What exists between unlock and lock."""

    def __init__(self, session: OpenSession, tasks: Tasks, dialogs: Dialogs, theme: Theme) -> None:
        self.session = session
        language = i18n.language()
        self._chat = ChatPresenter(
            chat=session.chat,
            journal=session.journal,
            tasks=tasks,
            about_weights=about(session.weights.title(language), session.weights.notice(language)),
        )
        self._history = HistoryPresenter(journal=session.journal, tasks=tasks)
        self.page = ChatPage(presenter=self._chat, dialogs=dialogs, theme=theme)
        self.sidebar = HistoryPage(presenter=self._history, theme=theme)
        self._chat.setParent(self.page)
        self._history.setParent(self.sidebar)
        theme.changed.connect(self.page.dress)
        theme.changed.connect(self.sidebar.dress)
        self.sidebar.conversation_chosen.connect(self.page.open)
        self.sidebar.new_requested.connect(lambda: self.page.open(None))
        self._chat.conversation_changed.connect(self.sidebar.mark)
        self._chat.journal_changed.connect(self._history.refresh)

    def begin(self) -> None:
        """A new conversation to write in, the old ones beside it, the weights on their way."""
        self.page.open(None)
        self._history.refresh()
        self._chat.warm_up()

    def leave(self) -> None:
        """Forget every word on the screen, at once."""
        self.page.leave()
        self._history.end()
        self.sidebar.forget()
