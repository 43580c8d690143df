"""Controls that Qt's style draws too plainly: a switch, a choice, a number, a scale."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionSpinBox,
    QWidget,
)

from app.ui.shell import text_size
from app.ui.shell.theme import Theme

_SWITCH = QSize(40, 24)
_MARK = 16
_MOVING = 120
"""Milliseconds the knob of a switch takes from one side to the other."""


class Switch(QCheckBox):
    """On or off; to a screen reader a check box.

    Args:
        theme: colours, and whether its knob may slide.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = 0.0
        self._slide = QVariantAnimation(self, duration=_MOVING)
        self._slide.valueChanged.connect(self._on_slid)
        self.toggled.connect(self._on_toggled)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(text_size.px(_SWITCH.width()) + 8, text_size.px(_SWITCH.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def nextCheckState(self) -> None:
        self.setChecked(not self.isChecked())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        width, height = text_size.px(_SWITCH.width()), text_size.px(_SWITCH.height())
        track = QRectF(4, (self.height() - height) / 2, width, height)
        radius = height / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        on = QColor(colours.accent)
        painter.setPen(QPen(on if self.isChecked() else QColor(colours.border), 1.5))
        painter.setBrush(on if self.isChecked() else QColor(colours.surface))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if self.isChecked() else colours.border))
        reach = width - height
        painter.drawEllipse(
            QPointF(track.left() + radius + reach * self._place, track.center().y()),
            radius - 5,
            radius - 5,
        )
        if self.hasFocus():
            painter.setPen(QPen(on, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), radius + 3, radius + 3)

    def _on_toggled(self, checked: bool) -> None:
        self._slide.stop()
        end = 1.0 if checked else 0.0
        if self._theme.moves and self.isVisible():
            self._slide.setStartValue(self._place)
            self._slide.setEndValue(end)
            self._slide.start()
        else:
            self._on_slid(end)

    def _on_slid(self, place: float) -> None:
        self._place = place
        self.update()


class Radio(QRadioButton):
    """One of a few that are all seen.

    Args:
        words: beside the mark.
        theme: gives the colours.
    """

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + text_size.px(_MARK) + 24
        return QSize(width, max(metrics.height(), text_size.px(_MARK)) + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._theme.colours
        side = text_size.px(_MARK)
        mark = QRectF(5, (self.height() - side) / 2, side, side).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(colours.accent)
        painter.setPen(QPen(accent if self.isChecked() else QColor(colours.border), 2))
        painter.setBrush(accent if self.isChecked() else QColor(colours.surface))
        painter.drawEllipse(mark)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.on_accent))
            painter.drawEllipse(mark.center(), side / 6, side / 6)
        painter.setPen(QColor(colours.text))
        words = QRectF(self.rect()).adjusted(side + 14, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class ChoiceBox(QComboBox):
    """One of a few.

    Args:
        choices: value and words of each.
        theme: gives the arrow.
    """

    chosen = Signal(str)
    """By the person, not by the program."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that obeys the style sheet
        for value, words in choices:
            self.addItem(words, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def minimumSizeHint(self) -> QSize:
        return QSize(text_size.px(120), super().minimumSizeHint().height())

    def show_value(self, value: object) -> None:
        """Show what is chosen."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel scrolls the page; it never changes a choice in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        place = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, self
        )
        _draw_icon(self, self._theme, "down", QRectF(place))


class NumberBox(QSpinBox):
    """A number within its bounds: others can't be typed.

    Args:
        theme: gives the arrows.
    """

    chosen = Signal(int)
    """By the person, not by the program; of something typed, when it is complete."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = 0
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCorrectionMode(QSpinBox.CorrectionMode.CorrectToNearestValue)
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: int) -> None:
        """Show what is chosen."""
        self._shown = value
        self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel scrolls the page; it never changes a number in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for which, icon in (
            (QStyle.SubControl.SC_SpinBoxUp, "up"),
            (QStyle.SubControl.SC_SpinBoxDown, "down"),
        ):
            place = self.style().subControlRect(
                QStyle.ComplexControl.CC_SpinBox, option, which, self
            )
            _draw_icon(self, self._theme, icon, QRectF(place), 0.7)

    def _on_value_changed(self, value: int) -> None:
        if value != self._shown:
            self._shown = value
            self.chosen.emit(value)


class Scale(QWidget):
    """A number on a line, with the number beside it; told when the knob is let go."""

    chosen = Signal(int)
    """By the person, not by the program."""

    def __init__(
        self, *, minimum: int, maximum: int, step: int, unit: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._step, self._unit = step, unit
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(minimum, maximum)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(step)
        self.slider.setTracking(False)  # the page grows under the mouse otherwise
        self._words = QLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text_size.fix_width(self._words, 52)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self._words)
        self._shown = 0
        self.setFocusProxy(self.slider)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.sliderMoved.connect(self._tell)
        self.slider.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: int) -> None:
        """Show what is chosen."""
        self._shown = value
        self.slider.setValue(value)
        self._tell(value)

    def _snapped(self, place: int) -> int:
        return round(place / self._step) * self._step

    def _tell(self, place: int) -> None:
        self._words.setText(f"{self._snapped(place)} {self._unit}".strip())

    def _on_value_changed(self, place: int) -> None:
        snapped = self._snapped(place)
        self._tell(snapped)
        if place not in (snapped, self._shown):
            self.slider.setValue(snapped)
        elif place != self._shown:
            self._shown = place
            self.chosen.emit(place)


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _draw_icon(widget: QWidget, theme: Theme, name: str, place: QRectF, size: float = 0.9) -> None:
    side = text_size.px(20) * size
    box = QRectF(0, 0, side, side)
    box.moveCenter(place.center())
    painter = QPainter(widget)
    theme.icon(name, theme.colours.muted).paint(painter, box.toAlignedRect())
