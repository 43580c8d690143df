"""How the window looks: colours, text size, icons, motion (resources/styles/README.md)."""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.core.settings.store import SettingsStore
from app.ui.shell.colours import DARK, LIGHT, Colours, palette
from app.ui.shell.icons import Icons
from app.ui.shell.motion import Motion
from app.ui.shell.text_size import TextSize, px

__all__ = ["DARK", "LIGHT", "Colours", "Theme"]

ICON = 20
"""Pixels of an icon's side beside words, at a text size of 100 %."""

_ICON_NAME = "icon_name"
_ICON_COLOUR = "icon_colour"


class Theme(QObject):
    """Dresses the program: as the system is, until it follows the person's settings.

    Args:
        app: the program's one QApplication.
        resources: the folder that holds ``icons`` and ``styles``.
    """

    changed = Signal()
    """Colours or sizes are others now; what is painted or measured by hand looks again."""

    _chosen = Signal(str)

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._settings: SettingsStore | None = None
        self._icons = Icons(resources / "icons")
        self._made = cache(self._icons.icon)
        self._sheet = Template((resources / "styles" / "soulchat.qss").read_text("utf-8"))
        self._hints = app.styleHints()
        self._size = TextSize(app)
        self._size.choose(100)
        self._motion = Motion(app)
        self.colours = LIGHT
        app.setStyle("Fusion")
        app.setWindowIcon(QIcon(str(resources / "icons" / "soulchat.svg")))
        self._hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self._chosen.connect(self._on_chosen)
        self._dress_for_scheme()

    @property
    def moves(self) -> bool:
        """Whether anything may slide or fade; else every change is shown at once."""
        return self._motion.wanted

    def follow(self, settings: SettingsStore) -> None:
        """Look as the person chose, from now on and at once when they choose again."""
        self._settings = settings
        settings.watch(self._chosen.emit)  # from whatever thread, to the window's
        self._size.choose(settings.number("text_size"))
        self._motion.choose(settings.text("reduced_motion"))
        self._choose_scheme(settings.text("theme"))

    def choose_sizes(self) -> None:
        """Give all words their faces and sizes again; each language has faces of its own."""
        self._size.choose(self._settings.number("text_size") if self._settings else 100)
        self._dress()

    def wear(self, colours: Colours) -> None:
        """Change the whole window to these colours."""
        self.colours = colours
        self._dress()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon of ours, in the text's colour or another one; sharp on every screen."""
        return self._made(name, colour or self.colours.text, px(ICON))

    def picture(self, name: str, side: int) -> QPixmap:
        """An icon as a picture, ``side`` pixels wide at a text size of 100 %, for labels."""
        density = self._app.devicePixelRatio()
        return self._icons.picture(name, self.colours.text, px(side), density)

    def dress_icon(self, button: QAbstractButton, name: str, colour: str = "text") -> None:
        """Give a button an icon that follows the theme by itself.

        Args:
            button: also its tool tip and accessible name should say what it does.
            name: of a file in ``resources/icons``.
            colour: a field of :class:`Colours`.
        """
        button.setProperty(_ICON_NAME, name)
        button.setProperty(_ICON_COLOUR, colour)
        self._give_icon(button)

    def _give_icon(self, button: QAbstractButton) -> None:
        colour = getattr(self.colours, button.property(_ICON_COLOUR))
        button.setIcon(self.icon(button.property(_ICON_NAME), colour))
        button.setIconSize(QSize(px(ICON), px(ICON)))

    def _dress(self) -> None:
        self._app.setPalette(palette(self.colours))
        # The size stands in it because under a style sheet a new font reaches the widgets shown
        # with a new sheet only; one that is the same is not set again, which would take 100 ms.
        sheet = f"{self._sheet.substitute(asdict(self.colours))}/* {px(100)} % */"
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self._size.give_again()
        for widget in self._app.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property(_ICON_NAME):
                self._give_icon(widget)
        self.changed.emit()

    def _dress_for_scheme(self) -> None:
        chosen = self._settings.text("theme") if self._settings else "auto"
        system = "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        self.wear(DARK if (system if chosen == "auto" else chosen) == "dark" else LIGHT)

    def _choose_scheme(self, chosen: str) -> None:
        """Also ask the system to draw the window's frame and its own dialogs so."""
        if chosen == "auto":
            self._hints.unsetColorScheme()
        else:
            dark = chosen == "dark"
            self._hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._dress_for_scheme()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._dress_for_scheme()

    def _on_chosen(self, key: str) -> None:
        settings = self._settings
        if settings and key == "theme":
            self._choose_scheme(settings.text(key))
        elif settings and key == "reduced_motion":
            self._motion.choose(settings.text(key))
        elif key == "text_size":
            self.choose_sizes()
