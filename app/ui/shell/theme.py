"""How the window looks: two palettes, the fonts, the icons (resources/styles/README.md)."""

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

CJK_FACES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "WenQuanYi Micro Hei",
)
"""Faces with Chinese characters of Debian, Adobe, macOS, Windows, older Linux."""

_ICON_SIZES = (20, 24, 32, 40, 60, 72)
"""Pixels: the sizes used, at 100 to 300 %."""


@dataclass(frozen=True)
class Colours:
    """One palette. Everything that is read has 4.5:1 or more on what it stands on."""

    window: str
    surface: str
    sidebar: str
    hover: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    bubble: str
    care: str
    care_line: str
    fault: str


LIGHT = Colours(
    window="#F8F6F2",
    surface="#FFFFFF",
    sidebar="#F0EDE7",
    hover="#E7E3DB",
    text="#22282B",
    muted="#5B6569",
    line="#D9D4CA",
    accent="#2F6F68",
    on_accent="#FFFFFF",
    bubble="#DDEBE7",
    care="#FFF4E0",
    care_line="#E3C48C",
    fault="#A03A2B",
)
DARK = Colours(
    window="#1C2022",
    surface="#262B2E",
    sidebar="#171A1C",
    hover="#2B3134",
    text="#E6E4DF",
    muted="#A5ADB0",
    line="#3A4145",
    accent="#86C7BB",
    on_accent="#10201D",
    bubble="#2B413D",
    care="#372E1F",
    care_line="#75603A",
    fault="#F2A595",
)


class Theme(QObject):
    """Dresses the program, light or dark as the system is, from now on.

    Args:
        app: the program's one QApplication.
        resources: the folder that holds ``icons`` and ``styles``.
    """

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._icons = resources / "icons"
        self._sheet = Template((resources / "styles" / "soulchat.qss").read_text("utf-8"))
        self.colours = LIGHT
        app.setStyle("Fusion")
        app.setFont(_with_chinese(app.font()))
        app.setWindowIcon(QIcon(str(self._icons / "soulchat.svg")))
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._on_scheme_changed(app.styleHints().colorScheme())

    def wear(self, colours: Colours) -> None:
        """Change the whole window to these colours."""
        self.colours = colours
        self._app.setPalette(_palette(colours))
        self._app.setStyleSheet(self._sheet.substitute(asdict(colours)))
        self.changed.emit()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon of ours, in the text's colour or another one; sharp at every scale."""
        source = (self._icons / f"{name}.svg").read_text("utf-8")
        drawn = source.replace("currentColor", colour or self.colours.text)
        renderer = QSvgRenderer(QByteArray(drawn.encode()))
        icon = QIcon()
        for size in _ICON_SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self.wear(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _with_chinese(font: QFont) -> QFont:
    font.setFamilies([font.family(), *CJK_FACES])
    return font


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.surface), QColor(colours.window))
    for which, colour in (
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette
