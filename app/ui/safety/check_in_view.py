"""The check-in to fill in, and the person's own trend, as a picture and in words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.journal.values import CheckIn
from app.ui.safety.check_ins import MOODS, as_words
from app.ui.shell import parts, text_size
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme
from app.ui.shell.writing import Writing

_HEIGHT = 96
_EDGE = 8
_TOLD = 5
"""Check-ins that stand below the picture in words."""


class CheckInForm(QWidget):
    """Five moods, and room for words.

    Args:
        theme: gives the arrow.
    """

    kept = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mood = ChoiceBox([(str(mood), _(words)) for mood, words in MOODS.items()], theme)
        self._mood.setObjectName("mood")
        self._mood.setAccessibleName(_("How are you now?"))
        self._mood.setPlaceholderText(_("Choose…"))
        self._mood.setCurrentIndex(-1)
        label = _("A few words, if you like")
        self._words = Writing("check_in_words", label, framed=True)
        self._words.setPlaceholderText(label)
        self._keep = parts.button(_("Keep"), "check_in_keep")
        self._keep.setEnabled(False)
        self._keep.clicked.connect(self._on_keep)
        self._mood.chosen.connect(lambda _mood: self._keep.setEnabled(True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._mood, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)

    def forget(self) -> None:
        """Drop what was chosen and written."""
        self._words.replace("")
        self._mood.setCurrentIndex(-1)
        self._keep.setEnabled(False)

    def _on_keep(self) -> None:
        mood, words = int(self._mood.currentData()), self._words.toPlainText()
        self.forget()
        self.kept.emit(mood, words)


class Trend(QWidget):
    """The moods kept, from left to right; hidden until there are two.

    Args:
        theme: gives the colours.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moods: list[int] = []
        self.setObjectName("trend")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a screen reader comes here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_check_ins(self, check_ins: Sequence[CheckIn]) -> None:
        """Draw them."""
        self._moods = [check_in.mood for check_in in check_ins]
        moods = ", ".join(_(MOODS[mood]) for mood in self._moods)
        self.setAccessibleName(_("Your check-ins, the oldest first: {moods}").format(moods=moods))
        self.setVisible(len(check_ins) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(text_size.px(200), text_size.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        inside = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        heights = {mood: inside.bottom() - inside.height() * (mood - 1) / 4 for mood in MOODS}
        for height in heights.values():
            painter.drawLine(QPointF(inside.left(), height), QPointF(inside.right(), height))
        step = inside.width() / max(1, len(self._moods) - 1)
        points = [
            QPointF(inside.left() + at * step, heights[mood]) for at, mood in enumerate(self._moods)
        ]
        accent = QColor(colours.accent)
        painter.setPen(QPen(accent, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(points)
        painter.setBrush(accent)
        for point in points:
            painter.drawEllipse(point, 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)


class CheckInView(QWidget):
    """The form, then what was kept.

    Args:
        theme: colours.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = CheckInForm(theme)
        self._trend = Trend(theme)
        self._told = parts.remark("")
        self._told.setObjectName("check_ins_told")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addWidget(parts.title(_("How are you now?"), 1.2))
        column.addWidget(self.form)
        column.addWidget(self._trend)
        column.addWidget(self._told)

    def show_check_ins(self, check_ins: Sequence[CheckIn]) -> None:
        """Show what was kept, the newest in words."""
        self._trend.show_check_ins(check_ins)
        self._told.setText("\n".join(as_words(each) for each in reversed(check_ins[-_TOLD:])))
        self._told.setVisible(bool(check_ins))

    def forget(self) -> None:
        """Drop every word."""
        self.form.forget()
        self.show_check_ins([])
