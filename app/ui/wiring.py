"""Connects the pages: locked, open, locked again, and the end."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog

from app import bootstrap
from app.bootstrap import Program
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.vault.profiles import NewProfile
from app.core.vault.session import OpenVault
from app.session import OpenSession
from app.ui.entrance import Entrance
from app.ui.errand import Errand, ErrandPage
from app.ui.opened import Opened
from app.ui.over import Over
from app.ui.pages import PAGES
from app.ui.shell.actions import ACTIONS, bind, page_actions
from app.ui.shell.cover import Cover
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.hiding import Hiding
from app.ui.shell.locking import Locking
from app.ui.shell.main_window import MainWindow
from app.ui.shell.pages import PageKind
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.succession import Succession

_PATIENCE = 2500
"""Milliseconds a reply may take to end at lock and quit; then it is ended."""


class Wiring(QObject):
    """Owns what is shown now.

    Args:
        window: where it is shown.
        theme: how.
        tasks: the lanes of all work.
        program: what exists without a profile.
        create: makes a profile with its journal.
        open_session: opens an unlocked profile; see :class:`Entrance`.
        speak: takes the language of the settings into use, Qt's own words included.
        pages: those of the open program.
    """

    hidden = Signal()
    """Every word is off the screen: lock and quit."""
    open_changed = Signal(bool)
    """A journal is open; or, where this process goes on, closed again."""
    ending = Signal()
    """The person quits; ``finished`` follows."""
    finished = Signal()
    """Everything is ended and saved: the program may exit."""
    _setting_changed = Signal(str)
    """From whatever thread changed it."""

    def __init__(
        self,
        *,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        program: Program,
        create: Callable[[str, str], NewProfile],
        open_session: Callable[[OpenVault, bool], OpenSession],
        speak: Callable[[], None],
        pages: Sequence[PageKind[Any]] = PAGES,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._tasks = tasks
        self._actions = (*page_actions(pages), *ACTIONS)
        self._dialogs = Dialogs(window, bind=self._bind_over_questions)
        self._over = Over(
            program=program, pages=pages, dialogs=self._dialogs, tasks=tasks, theme=theme
        )
        self._program = program
        self._create = create
        self._open_session = open_session
        self._speak = speak
        self._pages = pages
        self._entrance: Entrance | None = None
        self._open: Opened | None = None
        self._locking: Locking | None = None
        self._closing = False
        self._quitting = False
        self._lock_due = False
        self._doomed = False
        self._errand: Errand | None = None
        self._errand_is_last = False
        self._offered: Path | None = None
        self._hiding = Hiding(window)
        self.succession: Succession | None = None
        tasks.failed.connect(window.notice.tell)
        window.quit_requested.connect(self.quit)
        bind(window, self._actions, self.ask)
        self._setting_changed.connect(self._on_setting_changed, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(program.settings.watch(self._setting_changed.emit))

    @property
    def at_work(self) -> bool:
        """Whether the person waits for something."""
        return self._open is not None and self._open.at_work

    def ask(self, key: str) -> None:
        """Do one of the actions of the keyboard, where it makes sense."""
        if self._hiding.on and key not in {"lock", "quit"}:
            self._hiding.come_back()
            return
        match key:
            case "hide":
                self._hiding.hide()
            case "lock":
                self.lock()
            case "quit":
                self.quit()
            case "helplines":
                self._over.show_helplines()
            case "shortcuts":
                self._over.show_shortcuts()
            case "about":
                self._over.show_about()
            case _ if self._open:
                self._open.ask(key)

    def start(self, first: str = "") -> None:
        """Show the locked program.

        Args:
            first: id of the profile to offer first; by default the one used last.
        """
        program = self._program
        entrance = Entrance(
            profiles=program.profiles,
            create=self._create,
            open_session=self._open_session,
            settings=program.settings,
            weights=program.weights,
            examine=lambda file: bootstrap.examine_weights(program, file),
            tasks=self._tasks,
            dialogs=self._dialogs,
            theme=self._theme,
            parent=self,
        )
        entrance.opened.connect(self._on_opened)
        entrance.helplines_requested.connect(self._over.show_helplines)
        entrance.about_requested.connect(self._over.show_about)
        self._entrance = entrance
        self._window.notice.dismiss()
        self._show_entrance(entrance)
        entrance.begin(first)

    def offer(self, file: Path) -> None:
        """Offer to bring a file in: now, or when the journal is open.

        It comes from anybody. Nothing of it is read before the journal is open, and nothing
        of it is kept before the person has seen what it is. Its name stays unsaid meanwhile.
        """
        if self._quitting:
            return
        if self._open:
            self._hiding.end()
            self._dialogs.close_all()
            self._open.bring_in(file)
        else:
            self._offered = file
            self._window.notice.tell(UserFacingError("file_waits"))

    def retell(self) -> None:
        """Say everything in the language spoken now, with nothing else changed."""
        self._dialogs.close_all()
        self._window.notice.retell()
        if self._open:
            self._open.retell()
        elif self._entrance:
            self._show_entrance(self._entrance)

    def lock(self, first: str = "") -> None:
        """Hide every word at once, then end whatever still remembers one.

        A fresh process shows the lock screen, and this one ends (DESIGN 4.10). Where
        none can be started the lock screen is shown here, and says what is less.

        Args:
            first: id of the profile the lock screen offers first.
        """
        self._dialogs.close_all()
        if self._errand:
            self._lock_errand(self._errand)
            return
        opened = self._take_open(coming_back=True)
        half_open = self._entrance if self._entrance and self._entrance.unlocked else None
        if self._quitting or not (opened or half_open):
            if self._entrance:
                self._entrance.forget()
            self._lock_what_opens()
            return
        self._hiding.end()
        self._window.notice.hide()
        self._window.show_locked(Cover(_("Locking…")))
        self._window.repaint()  # before anything else takes its time
        self.hidden.emit()
        successor = self.succession.start(first) if self.succession else None
        self._locking = Locking(successor, self)
        self._locking.replaced.connect(self._on_replaced)
        self._locking.alone.connect(lambda: self._on_left_alone(first))
        if opened:
            self._end(opened)
        elif half_open:  # it goes on where it was, after the next unlock
            self._let_go(half_open)

    def delete_profile(self) -> None:
        """Lock, and delete the profile that was open: its keys first."""
        self._doomed = True
        self.lock()

    def do_closed(self, errand: Errand) -> None:
        """Close the journal, do what needs that, tell how it went, and lock."""
        self._dialogs.close_all()
        opened = self._take_open(coming_back=True)
        if opened is None:
            return
        self._hiding.end()
        self._window.notice.hide()
        self._errand = errand
        self._errand_page = ErrandPage(errand)
        self._errand_page.go_on.connect(self._lock_after_errand)
        self._window.show_locked(self._errand_page)
        self._end(opened)

    def _lock_errand(self, errand: Errand) -> None:
        """Lock now if it is done; else it stops at its next step, and the lock follows."""
        if self._closing:
            self._errand_is_last = True
            errand.progress.cancel()
        else:
            self._lock_after_errand()

    def _lock_after_errand(self) -> None:
        """The journal is closed already, and the vault: what is left is to start afresh."""
        self._errand = None
        self._errand_is_last = False
        self._window.show_locked(Cover(_("Locking…")))
        self.hidden.emit()
        self._locking = Locking(self.succession.start("") if self.succession else None, self)
        self._locking.replaced.connect(self._on_replaced)
        self._locking.alone.connect(lambda: self._on_left_alone(""))
        self._locking.close()

    def quit(self) -> None:
        """Out of sight at once; ``finished`` follows when everything is ended and saved."""
        if self._quitting:
            return
        self._quitting = True
        self.ending.emit()
        self._dialogs.close_all()
        self._window.hide()
        self.hidden.emit()
        if self._locking:
            self._locking.cancel()
        if self._errand:
            self._errand.progress.cancel()
        if self._entrance:
            self._entrance.end()
        if opened := self._take_open(coming_back=False):
            self._end(opened)
        elif not self._closing:
            # Twice: an unlock under way still brings a session, which closes in between.
            self._settle(lambda: self._settle(self.finished.emit))

    def _settle(self, then: Callable[[], None]) -> None:
        """Call when the journal's lane has done what it was asked for until now."""
        self._tasks.journal.run(self, lambda: None, lambda _done: then())

    def _show_entrance(self, entrance: Entrance) -> None:
        page = entrance.build()
        self._theme.changed.connect(page.dress)
        self._window.show_locked(page)

    def _on_opened(self, session: OpenSession) -> None:
        if self._entrance:
            self._entrance.deleteLater()
            self._entrance = None
        if self._quitting:
            self._tasks.journal.run(self, session.close)
            return
        self._open = Opened(
            program=self._program,
            session=session,
            pages=self._pages,
            tasks=self._tasks,
            dialogs=self._dialogs,
            theme=self._theme,
            helplines=self._over.show_helplines,
            show=self._window.show_open,
            parent=self,
        )
        self._open.action_requested.connect(self.ask)
        self._open.switch_requested.connect(self.lock)
        self._open.deletion_requested.connect(self.delete_profile)
        self._open.errand_requested.connect(self.do_closed)
        self._open.begin()
        self.open_changed.emit(True)
        if session.vault.unheard:
            self._window.notice.tell(UserFacingError("witness_unheard"))
        if self._lock_due:
            self.lock()
        elif self._offered:
            file, self._offered = self._offered, None
            self._window.notice.dismiss()
            self._open.bring_in(file)

    def _take_open(self, *, coming_back: bool) -> Opened | None:
        opened, self._open = self._open, None
        if opened:
            opened.leave(coming_back=coming_back)
        return opened

    def _end(self, opened: Opened) -> None:
        """End the engine when its turn is over, or when patience is; then close the journal."""
        self._closing = True
        ended = False

        def done(_result: object) -> None:
            opened.deleteLater()
            if self._errand:
                self._errand_page.tell_end(None, failed=False)
            self._on_closed()

        def failed(error: UserFacingError | None) -> None:
            opened.deleteLater()
            if self._errand:
                self._errand_page.tell_end(error, failed=True)
            self._on_closed()

        def close(_result: object = None) -> None:
            nonlocal ended
            if not ended:
                ended = True
                self._tasks.journal.run(self, lambda: self._close(opened.session), done, failed)

        self._tasks.engine.run(self, lambda: None, close)
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(close)
        patience.start(_PATIENCE)

    def _close(self, session: OpenSession) -> None:
        if self._errand:
            session.chat.close()
            session.journal.close()
            try:
                self._errand.work(session.vault, self._errand.progress.told)
            finally:
                session.vault.close()
            return
        session.close()
        if self._doomed:
            self._doomed = False
            self._program.profiles.delete(session.vault.profile)

    def _lock_what_opens(self) -> None:
        """A passphrase that was given before the lock may still be on its way: it opens nothing.

        Unlocking and opening are two tasks of one lane, so what was on its way is there
        after a second look.
        """

        def forget(_done: object) -> None:
            self._lock_due = False

        def look_again(_done: object) -> None:
            self._tasks.journal.run(self, lambda: None, forget)

        self._lock_due = True
        self._tasks.journal.run(self, lambda: None, look_again)

    def _let_go(self, entrance: Entrance) -> None:
        """Close a profile that was unlocked and not opened."""
        self._closing = True
        self._entrance = None
        entrance.end()
        entrance.deleteLater()
        self._settle(self._on_closed)

    def _on_closed(self) -> None:
        self._closing = False
        if self._quitting:
            self.finished.emit()
        elif self._errand_is_last:
            self._lock_after_errand()
        elif self._locking:
            self._locking.close()

    def _on_replaced(self) -> None:
        if self.succession:
            self.succession.complete()

    def _on_left_alone(self, first: str) -> None:
        self._locking = None
        self.open_changed.emit(False)
        self.start(first)
        if self.succession:
            self._window.notice.tell(UserFacingError("lock_incomplete"))

    def _bind_over_questions(self, dialog: QDialog) -> None:
        bind(dialog, [action for action in self._actions if action.over_questions], self.ask)

    def _on_setting_changed(self, key: str) -> None:
        if key == "language" and not self._quitting:
            self._speak()
            QTimer.singleShot(0, self, self.retell)  # a round of its own: each stays short
