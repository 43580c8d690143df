"""One setting: what it is, what is to be said about it, and the control it is changed with."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.i18n import _
from app.core.settings.schema import Setting, Value
from app.ui.shell import parts, text_size
from app.ui.shell.announce import announce
from app.ui.shell.controls import ChoiceBox, NumberBox, Scale, Switch
from app.ui.shell.theme import Theme

_BESIDE = 480
"""Pixels, at a text size of 100 %, from which words and control stand side by side."""

_WIDE = 220
"""Pixels of a control that takes what room it can get."""


class Row(QWidget):
    """Built from a row of the schema alone.

    Args:
        setting: says what is asked, and within which bounds.
        theme: colours and icons.
    """

    chosen = Signal(object)
    reset_requested = Signal()
    browse_requested = Signal()

    def __init__(self, setting: Setting, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._beside: bool | None = None
        self._told = setting.default
        self._typed = False
        self._show: Callable[[Any], None]
        name = _(setting.name)
        self._fault = parts.fault()
        self._fault.setObjectName(f"refused_{setting.key}")
        self._remark = parts.remark("")
        self._remark.setObjectName(f"remark_{setting.key}")
        self._reset = parts.icon_button(
            _("Back to the default: {name}").format(name=name), f"reset_{setting.key}"
        )
        theme.dress_icon(self._reset, "reset", "muted")
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.clicked.connect(self.reset_requested)
        self.control = self._make_control(theme)
        self.control.setObjectName(f"setting_{setting.key}")
        operated = self.control.focusProxy() or self.control
        operated.setAccessibleName(name)
        operated.setAccessibleDescription(_(setting.meaning))
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(parts.paragraph(name))
        words.addWidget(parts.remark(_(setting.meaning)))
        words.addWidget(self._remark)
        words.addWidget(self._fault)
        self._answer = QHBoxLayout()
        self._answer.setSpacing(4)
        self._answer.addWidget(self.control)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 12, 0, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._words, 0, 0)
        self._place(beside=True)

    def show_value(self, value: Value, *, is_default: bool, remark: str) -> None:
        """Show what is chosen, and what is to be said about it."""
        self._told = value
        self._show(value)
        if is_default and self._reset.hasFocus():
            self.control.setFocus()  # else the focus would leave with the button
        self._reset.setVisible(not is_default)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._say_fault("")

    def refuse(self, words: str) -> None:
        """Say why the value was not taken; words that were typed stay, to be mended."""
        if not self._typed:
            self._show(self._told)
        self._say_fault(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(beside=self.width() >= text_size.px(_BESIDE))

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setAccessibleName(words)
        self._fault.setVisible(bool(words))
        if words:
            announce(self._fault, words, urgently=True)

    def _place(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        self._answer.insertWidget(0 if beside else 1, self._reset)
        self._grid.removeItem(self._answer)
        if beside:
            self._grid.addLayout(self._answer, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addLayout(self._answer, 1, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_control(self, theme: Theme) -> QWidget:
        """A control that can only give what the setting accepts."""
        setting = self._setting
        if isinstance(setting.default, bool):
            return self._make_switch(theme)
        if isinstance(setting.default, int):
            return self._make_scale() if setting.form == "slider" else self._make_number(theme)
        return self._make_choice(theme) if setting.choices else self._make_line(theme)

    def _make_switch(self, theme: Theme) -> QWidget:
        switch = Switch(theme)
        switch.clicked.connect(self._on_switched)
        self._show = switch.setChecked
        return switch

    def _make_choice(self, theme: Theme) -> QWidget:
        box = ChoiceBox([(each.value, _(each.label)) for each in self._setting.choices], theme)
        box.chosen.connect(self.chosen.emit)
        self._show = box.show_value
        return box

    def _make_number(self, theme: Theme) -> QWidget:
        setting = self._setting
        box = NumberBox(theme)
        box.setRange(setting.minimum, setting.maximum)
        box.setSingleStep(setting.step)
        if setting.unit:
            box.setSuffix(f" {_(setting.unit)}")
        if setting.at_minimum:
            box.setSpecialValueText(_(setting.at_minimum))
        box.chosen.connect(self.chosen.emit)
        self._show = box.show_value
        return box

    def _make_scale(self) -> QWidget:
        setting = self._setting
        scale = Scale(
            minimum=setting.minimum,
            maximum=setting.maximum,
            step=setting.step,
            unit=_(setting.unit) if setting.unit else "",
        )
        text_size.limit_width(scale, _WIDE)
        scale.chosen.connect(self.chosen.emit)
        self._show = scale.show_value
        return scale

    def _make_line(self, theme: Theme) -> QWidget:
        line = QLineEdit()
        text_size.limit_width(line, _WIDE)
        line.editingFinished.connect(lambda: self._on_line_edited(line.text().strip()))
        self._show = line.setText
        self._typed = True
        if self._setting.form not in {"path", "folder"}:
            return line
        look = (
            _("Look for a file: {name}")
            if self._setting.form == "path"
            else _("Look for a folder: {name}")
        )
        browse = parts.icon_button(
            look.format(name=_(self._setting.name)),
            f"browse_{self._setting.key}",
        )
        theme.dress_icon(browse, "folder")
        browse.clicked.connect(self.browse_requested)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(line)
        row.addWidget(browse)
        both.setFocusProxy(line)
        return both

    def _on_switched(self, on: bool) -> None:
        self.chosen.emit(on)

    def _on_line_edited(self, text: str) -> None:
        if text != self._told:
            self._told = text  # asked once, however often the line is left
            self.chosen.emit(text)
