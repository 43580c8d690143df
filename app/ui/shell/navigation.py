"""The left side: the pages, the conversations, and at the bottom help and the lock."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import _
from app.ui.shell import parts, text_size
from app.ui.shell.flow import Flow
from app.ui.shell.theme import Theme

_WIDTH = 248
_WIDEST = 372
"""Pixels; at the largest text a page beside it still needs more room than the navigation."""


class Navigation(QFrame):
    """Chooses the page.

    Args:
        entries: key, word and icon of each page, from top to bottom.
        conversations: the list beneath them.
        profile: whose journal is open.
        theme: gives the icons.
    """

    page_requested = Signal(str)
    action_requested = Signal(str)
    """One of the actions of the keyboard."""
    profiles_requested = Signal()
    """What can be done with the profile, and about the program."""

    def __init__(
        self,
        *,
        entries: Sequence[tuple[str, str, str]],
        conversations: QWidget,
        profile: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        text_size.fix_width(self, _WIDTH, at_most=_WIDEST)
        self._new = parts.button(_("New conversation"), "new_conversation")
        self._help = parts.button(_("Helplines"), "helplines", "quiet")
        self._lock = parts.button(_("Lock"), "lock", "quiet")
        self._profile = parts.icon_button("", "profile")
        self.name_profile(profile)
        for button, action in (
            (self._new, "new"),
            (self._help, "helplines"),
            (self._lock, "lock"),
        ):
            button.clicked.connect(
                lambda _checked, action=action: self.action_requested.emit(action)
            )
        self._profile.clicked.connect(self.profiles_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(2)
        column.addWidget(self._new)
        column.addSpacing(10)
        for button, name in (
            (self._new, "new"),
            (self._help, "phone"),
            (self._lock, "lock"),
            (self._profile, "more"),
        ):
            theme.dress_icon(button, name)
        self._entries: dict[str, QPushButton] = {}
        for key, word, icon in entries:
            entry = parts.button(word, f"go_{key}", "entry")
            entry.setCheckable(True)
            entry.clicked.connect(lambda _checked, key=key: self._on_entry_clicked(key))
            self._entries[key] = entry
            theme.dress_icon(entry, icon)
            column.addWidget(entry)
        column.addSpacing(10)
        column.addWidget(conversations, 1)
        edge = QFrame()
        edge.setObjectName("edge")
        edge.setFixedHeight(1)
        column.addWidget(edge)
        column.addSpacing(6)
        foot = Flow(spacing=0, last_apart=True)
        for button in (self._help, self._lock, self._profile):
            foot.addWidget(button)
        column.addLayout(foot)

    def name_profile(self, name: str) -> None:
        """Say whose journal is open."""
        words = _("Profile: {name}").format(name=name)
        self._profile.setAccessibleName(words)
        self._profile.setToolTip(words)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for each, entry in self._entries.items():
            entry.setChecked(each == key)

    def offer(self, choices: Sequence[tuple[str, Callable[[], None]] | None]) -> None:
        """Let the person choose something about the profile; None draws a line."""
        menu = QMenu(self)
        menu.setObjectName("profile_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in choices:
            if choice is None:
                menu.addSeparator()
            else:
                words, then = choice
                menu.addAction(words.replace("&", "&&")).triggered.connect(
                    lambda _on, then=then: then()
                )
        corner = self._profile.mapToGlobal(self._profile.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def _on_entry_clicked(self, key: str) -> None:
        self._entries[key].setChecked(True)  # one that is shown already stays so
        self.page_requested.emit(key)
