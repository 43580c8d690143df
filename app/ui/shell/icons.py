"""The program's own icons: read once, drawn in a colour, in the pixels of every screen."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_DENSITIES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Device pixels in a pixel: the steps systems offer from 100 to 300 %.

An icon holds a picture for each, so nothing is ever enlarged. (A ``QIconEngine`` would draw
at any density, but one written in Python crashes PySide 6.11.3 when an icon is replaced.)
"""


class Icons:
    """The SVG files of a folder.

    Args:
        folder: holds ``<name>.svg``, drawn with ``currentColor``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._source = cache(lambda name: (folder / f"{name}.svg").read_text("utf-8"))

    def icon(self, name: str, colour: str, side: int) -> QIcon:
        """An icon for buttons and lists.

        Args:
            name: of the file.
            colour: ``#RRGGBB``; disabled, it is drawn at half strength.
            side: in pixels.
        """
        icon = QIcon()
        for density in _DENSITIES:
            picture = self.picture(name, colour, side, density)
            icon.addPixmap(picture)
            icon.addPixmap(_faint(picture), QIcon.Mode.Disabled)
        return icon

    def picture(self, name: str, colour: str, side: int, density: float) -> QPixmap:
        """An icon as a picture, sharp on a screen with ``density`` device pixels in a pixel."""
        drawn = self._source(name).replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(drawn.encode()))
        pixels = round(side * density)
        picture = _empty(pixels)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        picture.setDevicePixelRatio(density)
        return picture


def _empty(pixels: int) -> QPixmap:
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _faint(picture: QPixmap) -> QPixmap:
    faint = _empty(picture.width())
    painter = QPainter(faint)
    painter.setOpacity(0.5)
    painter.drawPixmap(faint.rect(), picture, picture.rect())
    painter.end()
    faint.setDevicePixelRatio(picture.devicePixelRatio())
    return faint
