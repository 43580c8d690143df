"""How far along one is: a line of a few parts, those behind and the one now in colour."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import _

_HEIGHT = 4
_GAP = 6


class StepBar(QWidget):
    """Few words are shown on the way; a screen reader and the pointer get these."""

    def __init__(self, count: int, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.count = count
        self._step = 0
        self._line = self._accent = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: int) -> None:
        """Colour the parts up to this one, counted from 1."""
        self._step = step
        words = _("Step {number} of {count}").format(number=step, count=self.count)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def take_colours(self, line: str, accent: str) -> None:
        """The colours of what lies ahead, and of what is done."""
        self._line, self._accent = line, accent
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        width = (self.width() - _GAP * (self.count - 1)) / self.count
        for part in range(self.count):
            painter.setBrush(QColor(self._accent if part < self._step else self._line))
            place = QRectF(part * (width + _GAP), 0, width, _HEIGHT)
            painter.drawRoundedRect(place, _HEIGHT / 2, _HEIGHT / 2)
