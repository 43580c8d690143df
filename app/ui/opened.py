"""What exists between unlock and lock: presenters that live on, and the frame of their pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import upkeep
from app.bootstrap import Program
from app.core.i18n import _
from app.core.vault.profiles import Profile
from app.session import OpenSession
from app.ui.backups.daily import DailyBackup
from app.ui.export.sheets import Sheets
from app.ui.history.conversation_list import ConversationList
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.frame import Frame
from app.ui.shell.navigation import Navigation
from app.ui.shell.pages import House, Page, PageKind, Presenter
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme

_FIRST = "chat"


@dataclass
class _Room:
    """One page: its presenter, and its widgets while there are some."""

    presenter: Presenter
    page: Page | None = None
    place: object = None


class Opened(QObject):
    """The open program.

    Args:
        program: what exists without a profile.
        session: what was unlocked; stays the caller's to close.
        pages: the pages there are; the first is shown first.
        tasks: the lanes.
        dialogs: the door to questions.
        theme: colours and icons.
        helplines: shows the people one can talk to.
        show: puts a frame into the window, in place of what was there.
    """

    action_requested = Signal(str)
    """One of the actions that are not the open program's alone."""
    switch_requested = Signal(str)
    """Lock, and offer the profile of that id; of none for an empty one."""
    deletion_requested = Signal()
    errand_requested = Signal(object)
    """An Errand, to be done with the journal closed."""

    def __init__(
        self,
        *,
        program: Program,
        session: OpenSession,
        pages: Sequence[PageKind[Any]],
        tasks: Tasks,
        dialogs: Dialogs,
        theme: Theme,
        helplines: Callable[[], None],
        show: Callable[[Frame], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._show = show
        self._kinds = {kind.key: kind for kind in pages}
        self._rooms: dict[str, _Room] = {}
        self._shown = next(iter(self._kinds))
        self._conversations = HistoryPresenter(journal=session.journal, tasks=tasks, parent=self)
        self._house = House(
            program=program,
            session=session,
            tasks=tasks,
            dialogs=dialogs,
            theme=theme,
            conversations=self._conversations,
            helplines=helplines,
            go=self.go,
            delete_profile=self.deletion_requested.emit,
            while_closed=self.errand_requested.emit,
        )
        self._daily = DailyBackup(
            backups=upkeep.backups_of(program, session.vault.profile),
            journal=session.journal,
            tasks=tasks,
            parent=self,
        )
        self._conversations.opened.connect(lambda _conversation: self.go(_FIRST))

    @property
    def at_work(self) -> bool:
        """Whether the person waits for something."""
        return any(room.presenter.at_work for room in self._rooms.values())

    def begin(self) -> None:
        """Show the first page."""
        self._show(self._build())
        self._conversations.refresh()
        self.go(self._shown)
        self._conversations.come_back()
        self._daily.begin()

    def retell(self) -> None:
        """Widgets in the language spoken now, and nothing else changed."""
        before = self.frame
        focused = before.focusWidget()
        for room in self._rooms.values():
            if room.page:
                room.place, room.page = room.page.leave_place(), None
        self._build().show_pane(before.pane_wanted)
        self.go(self._shown)
        self._show(self.frame)
        again = self.frame.findChild(QWidget, focused.objectName()) if focused else None
        if isinstance(again, QWidget):
            again.setFocus()

    def _build(self) -> Frame:
        theme = self._house.theme
        self._listed = ConversationList(self._conversations)
        navigation = Navigation(
            entries=[(kind.key, _(kind.title), kind.icon) for kind in self._kinds.values()],
            conversations=self._listed,
            profile=self.session.vault.profile.name,
            theme=theme,
        )
        navigation.page_requested.connect(self.go)
        navigation.action_requested.connect(self._on_action_requested)
        navigation.profiles_requested.connect(self._on_profiles_requested)
        self.frame = Frame(navigation, theme)
        self._conversations.begin()
        return self.frame

    def go(self, key: str) -> None:
        """Show the page of that key."""
        self._shown = key
        page = self._page(key)
        navigation = self.frame.navigation
        navigation.mark(key)
        navigation.name_profile(self.session.vault.profile.name)  # it may have been changed
        self.frame.show_page(page)
        self.frame.focus_page()

    def ask(self, key: str) -> None:
        """Do one of :data:`app.ui.shell.actions.ACTIONS`, or show a page."""
        match key:
            case "new":
                self._conversations.open(None)
            case "details":
                self.frame.show_pane(not self.frame.pane_wanted)
            case "next_part":
                self.frame.focus_next_part()
            case "search":
                self.go("journal")
            case _ if key.removeprefix("go_") in self._kinds:
                self.go(key.removeprefix("go_"))

    def bring_in(self, file: Path) -> None:
        """Offer to take in a file that the person opened elsewhere."""
        Sheets(self._house).bring_in(source=file)

    def leave(self, *, coming_back: bool) -> None:
        """Forget every word on the screen, at once; keep what is unsaved.

        Args:
            coming_back: whether the next unlock goes on where the person is now.
        """
        self._daily.end()
        self._listed.forget()
        for room in self._rooms.values():
            if room.page:
                room.page.forget()
        for room in self._rooms.values():
            room.place = None
            room.presenter.end()
        self._conversations.end(coming_back=coming_back)

    def _on_action_requested(self, key: str) -> None:
        if key == "new":
            self.ask(key)
        else:
            self.action_requested.emit(key)

    def _on_profiles_requested(self) -> None:
        house = self._house
        house.tasks.journal.run(self, house.program.profiles.all, self._on_profiles_listed)

    def _on_profiles_listed(self, profiles: list[Profile]) -> None:
        others = [each for each in profiles if each.id != self.session.vault.profile.id]
        self.frame.navigation.offer(
            [
                *(
                    (
                        _("Switch to {name}").format(name=other.name),
                        partial(self.switch_requested.emit, other.id),
                    )
                    for other in others
                ),
                (_("Another journal…"), partial(self.switch_requested.emit, "")),
                None,
                (_("Everything by keyboard"), partial(self.action_requested.emit, "shortcuts")),
                (_("About SoulChat"), partial(self.action_requested.emit, "about")),
            ]
        )

    def _page(self, key: str) -> Page:
        kind = self._kinds[key]
        if key not in self._rooms:
            presenter = kind.present(self._house)
            presenter.setParent(self)
            self._rooms[key] = _Room(presenter)
        room = self._rooms[key]
        if room.page is None:
            room.page = kind.build(room.presenter, self._house)
            self._house.theme.changed.connect(room.page.dress)
            self.frame.add(room.page)
            if room.place is not None:
                room.page.take_place(room.place)
                room.place = None
            room.presenter.begin()
        return room.page
