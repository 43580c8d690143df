"""What a page is: a presenter that lives as long as the profile is open, widgets that come and go.

A new page is a folder with ``page.py`` and ``presenter.py``, whose ``KIND`` stands in
:data:`app.ui.pages.PAGES`. The frame does the rest: navigation, shortcut, details, lock,
and the widgets built anew when the language changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QScrollBar, QWidget

from app.bootstrap import Program
from app.core.settings.store import SettingsStore
from app.session import OpenSession
from app.ui.history.presenter import HistoryPresenter
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme


class Presenter(QObject):
    """What a page does, without a widget. It outlives the page's widgets."""

    _setting_changed = Signal(str)
    """From whatever thread changed it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._followed: dict[str, Callable[[], None]] = {}
        self._unfollow: Callable[[], None] | None = None

    def follow(self, settings: SettingsStore, key: str, then: Callable[[], None]) -> None:
        """Have ``then`` called on the window's thread after each change of a setting."""
        self._followed[key] = then
        if self._unfollow is None:
            self._unfollow = settings.watch(self._setting_changed.emit)
            self._setting_changed.connect(
                self._on_setting_changed, Qt.ConnectionType.QueuedConnection
            )

    @property
    def at_work(self) -> bool:
        """Whether the person waits for something here: the idle lock gives them time."""
        return False

    def begin(self) -> None:
        """Signal everything that a page newly built has to show, in the language spoken now."""

    def end(self) -> None:
        """Keep what is unsaved, and signal nothing any more: lock and quit."""
        if self._unfollow:
            self._unfollow()
        self.blockSignals(True)

    def _on_setting_changed(self, key: str) -> None:
        if then := self._followed.get(key):
            then()


class Page(QWidget):
    """The widgets of a page; thrown away and built anew when the language changes."""

    completed = Signal()
    """Of a page that is built in pieces: everything is on it now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def dress(self) -> None:
        """Take the theme's colours and icons; called whenever they change."""

    def forget(self) -> None:
        """Drop every private word from the widgets, at once."""

    def details(self) -> QWidget | None:
        """What the pane on the right shows beside this page; asked for once.

        Until then it is a hidden child of the page: a widget without a parent may be
        deleted by whatever thread collects Python's garbage.
        """
        return None

    def first_control(self) -> QWidget | None:
        """Where the keyboard goes when the page is shown; None is where it was, or the first.

        No focus proxy: Qt would take Tab past everything that stands before it.
        """
        return None

    def leave_place(self) -> object:
        """Where the person is on this page, for the one built after it.

        What they wrote is the presenter's to keep; this is for the rest. Of named
        lines and scroll areas it is known here already; secrets are typed again.
        """
        return Place(
            lines={
                line.objectName(): line.text()
                for line in self._named(QLineEdit)
                if line.echoMode() == QLineEdit.EchoMode.Normal
                and not line.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
            },
            scrolled={
                area.objectName(): area.verticalScrollBar().value()
                for area in self._named(QAbstractScrollArea)
            },
        )

    def take_place(self, place: Any) -> None:
        """Go where the person was; ``place`` is what :meth:`leave_place` gave."""
        for line in self._named(QLineEdit):
            line.setText(place.lines.get(line.objectName(), line.text()))
        for area in self._named(QAbstractScrollArea):
            _scroll(area.verticalScrollBar(), place.scrolled.get(area.objectName(), 0))

    def _named(self, kind: type["W"]) -> list["W"]:
        found = self.findChildren(kind)
        return [each for each in found if each.objectName() and "qt_" not in each.objectName()]


def _scroll(bar: QScrollBar, value: int) -> None:
    """Scroll as far as there is something, and on as more comes, unless the person scrolls."""

    def on_range_changed(_least: int, most: int) -> None:
        bar.setValue(value)
        if most >= value:
            let_go()

    def let_go(_action: int = 0) -> None:
        QObject.disconnect(growing)
        QObject.disconnect(moving)

    growing = bar.rangeChanged.connect(on_range_changed)
    moving = bar.actionTriggered.connect(let_go)
    on_range_changed(0, bar.maximum())


W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Place:
    """Where the person is on a page: texts of lines and places of scroll bars, by object name."""

    lines: dict[str, str]
    scrolled: dict[str, int]


@dataclass(frozen=True)
class House:
    """What every page may use.

    Attributes:
        program: what exists without a profile.
        session: the profile that is open.
        tasks: the lanes of all work.
        dialogs: the door to questions.
        theme: colours and icons.
        conversations: all of them, and which one is open.
        helplines: shows the people one can talk to, over whatever is shown.
        go: shows the page of that key.
        delete_profile: locks, and deletes the profile that was open, keys first.
        while_closed: does an errand with the journal closed, then locks.
    """

    program: Program
    session: OpenSession
    tasks: Tasks
    dialogs: Dialogs
    theme: Theme
    conversations: HistoryPresenter
    helplines: Callable[[], None]
    go: Callable[[str], None]
    delete_profile: Callable[[], None]
    while_closed: Callable[[Any], None]


P = TypeVar("P", bound=Presenter)


@dataclass(frozen=True)
class PageKind(Generic[P]):
    """A page, as the list of pages names it.

    Attributes:
        key: its name for :attr:`House.go` and for object names.
        title: the word in the navigation, marked with ``N_``.
        icon: a file of ``resources/icons``, without its ending.
        present: makes the presenter, when the page is first shown.
        build: makes the widgets for it, then and after each change of language;
            ``presenter.begin`` follows.
    """

    key: str
    title: str
    icon: str
    present: Callable[[House], P]
    build: Callable[[P, House], Page]
