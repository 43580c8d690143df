"""What grows with the text size a person chose: words, and the widths measured for them."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.shell.fonts import with_chinese

_LEAST = 10.5
"""Points below which reading at night is hard; systems that name no size give Qt 9."""

# Dynamic properties: what a widget asked for, so that it can be given again.
_SCALE = "text_scale"
_FACTOR = "type_factor"
_BOLD = "type_bold"
_FIXED_FACE = "type_fixed"
_WIDTH = "wide"
_AT_MOST = "wide_at_most"
_WIDEST = "widest"


class TextSize:
    """The one who changes it.

    Args:
        app: the program's one QApplication.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._points = max(QFontInfo(self._system).pointSizeF(), _LEAST)

    def choose(self, percent: int) -> None:
        """Give every word its size, and its faces for the language spoken, shown already or not.

        Args:
            percent: 100 is the system's size.
        """
        self._app.setProperty(_SCALE, percent / 100)
        font = with_chinese(self._system)
        font.setPointSizeF(self._points * percent / 100)
        self._app.setFont(font)
        self.give_again()

    def give_again(self) -> None:
        """Give every widget what it asked for: Qt forgets fonts when the style sheet changes."""
        for widget in self._app.allWidgets():
            _fit(widget)


def px(pixels: float) -> int:
    """Pixels that grow with the text: of widths made for words, of icons beside them."""
    app = QApplication.instance()
    return round(pixels * ((app and app.property(_SCALE)) or 1.0))


def font(factor: float, *, fixed: bool = False) -> QFont:
    """The program's font, larger or smaller, at the text size of this moment.

    Args:
        factor: 1.0 is the program's size.
        fixed: characters of one width, to be copied down one by one.
    """
    own = QApplication.font()
    made = QFont(own)
    if fixed:
        made = with_chinese(
            QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont), fixed=True
        )
    made.setPointSizeF(own.pointSizeF() * factor)
    return made


def set_font(widget: QWidget, factor: float, *, bold: bool = False, fixed: bool = False) -> None:
    """Keep the words of a widget larger or smaller than the program's; see ``font``."""
    widget.setProperty(_FACTOR, factor)
    widget.setProperty(_BOLD, bold)
    widget.setProperty(_FIXED_FACE, fixed)
    _fit(widget)


def fix_width(widget: QWidget, pixels: int, at_most: int | None = None) -> None:
    """Keep a widget that wide, at a text size of 100 %, and wider as the text grows.

    Args:
        at_most: where growing on would leave no room for what is beside it.
    """
    widget.setProperty(_WIDTH, pixels)
    widget.setProperty(_AT_MOST, at_most or 2 * pixels)
    _fit(widget)


def limit_width(widget: QWidget, pixels: int) -> None:
    """Keep a widget at most that wide, at a text size of 100 %, and wider as the text grows."""
    widget.setProperty(_WIDEST, pixels)
    _fit(widget)


def _fit(widget: QWidget) -> None:
    if factor := widget.property(_FACTOR):
        made = font(factor, fixed=bool(widget.property(_FIXED_FACE)))
        if widget.property(_BOLD):
            made.setWeight(QFont.Weight.DemiBold)
        widget.setFont(made)
    if pixels := widget.property(_WIDTH):
        widget.setFixedWidth(max(pixels, min(px(pixels), widget.property(_AT_MOST))))
    if pixels := widget.property(_WIDEST):
        widget.setMaximumWidth(px(pixels))
