"""The frame of the open program: navigation, the page, and details beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts, text_size
from app.ui.shell.navigation import Navigation
from app.ui.shell.pages import Page
from app.ui.shell.theme import Theme

_PANE_WIDTH = 264
_LEAST_PAGE = 300
"""Pixels of a page at a text size of 100 %; where less is left the details take its place."""


class Frame(QWidget):
    """Shows one page at a time; its details stay hidden until they are asked for.

    Args:
        navigation: the left side.
        theme: gives the icons.
    """

    def __init__(self, navigation: Navigation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.navigation = navigation
        self._pages = QStackedWidget()
        self._more = parts.icon_button(_("Details"), "details_toggle")
        self._more.setCheckable(True)
        theme.dress_icon(self._more, "details")
        self._more.clicked.connect(self.show_pane)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(8, 8, 8, 0)
        head.addStretch(1)
        head.addWidget(self._more)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._head)
        middle.addWidget(self._pages, 1)
        middle.addStretch(0)  # the head stays above where the page is not shown
        self._details: dict[Page, QWidget] = {}
        self._pane = QFrame()
        self._pane.setObjectName("details")
        text_size.fix_width(self._pane, _PANE_WIDTH)
        self._contents = QStackedWidget()
        inside = QVBoxLayout(self._pane)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._contents)
        self._pane_wanted = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(navigation)
        row.addLayout(middle, 1)
        row.addWidget(self._pane)
        self._pane.hide()

    @property
    def pane_wanted(self) -> bool:
        """Whether details are shown beside pages that have some."""
        return self._pane_wanted

    def add(self, page: Page) -> None:
        """Take a page in; it is not shown yet."""
        self._pages.addWidget(page)
        if (details := page.details()) is not None:
            area = QScrollArea()
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setAccessibleName(_("Details"))
            area.setWidget(details)
            details.show()
            self._details[page] = area
            self._contents.addWidget(area)

    def show_page(self, page: Page) -> None:
        """Show a page that was taken in."""
        self._pages.setCurrentWidget(page)
        self._show_details()

    def show_pane(self, wanted: bool) -> None:
        """Show the details of every page that has some, or of none."""
        self._pane_wanted = wanted
        self._show_details()

    def focus_page(self) -> None:
        """Put the keyboard into the page."""
        if page := self._pages.currentWidget():
            _focus(page)

    def focus_next_part(self) -> None:
        """Put the keyboard into the next of navigation, page and details, round and round."""
        parts = (self.navigation, self._pages.currentWidget(), self._pane)
        shown = [part for part in parts if part and part.isVisible()]
        at = next((at for at, part in enumerate(shown) if part.isAncestorOf(self._focused())), -1)
        _focus(shown[(at + 1) % len(shown)])

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    def _show_details(self) -> None:
        page = self._pages.currentWidget()
        details = self._details.get(page) if isinstance(page, Page) else None
        if details is not None:
            self._contents.setCurrentWidget(details)
        self._head.setVisible(details is not None)
        self._more.setChecked(self._pane_wanted)
        shown = self._pane_wanted and details is not None
        left = self.width() - self.navigation.width() - self._pane.width()
        self._pages.setVisible(not shown or left >= text_size.px(_LEAST_PAGE))
        self._pane.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_details()


def _focus(part: QWidget) -> None:
    """Where the keyboard was in it, else its first control."""
    if isinstance(part, Page) and (first := part.first_control()):
        first.setFocus()
        return
    controls = [
        each
        for each in part.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]
    before = part.focusWidget()
    if before in controls:
        before.setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif controls:
        controls[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
