"""Where the keyboard is can always be seen: WCAG 2.2, 2.4.7 and 2.4.13."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell import parts
from app.ui.shell.colours import DARK, LIGHT, Colours
from app.ui.shell.controls import ChoiceBox, NumberBox, Radio, Scale, Switch
from app.ui.shell.theme import Theme
from tests.support.contrast import contrast

CONTROLS: dict[str, Callable[[Theme], QWidget]] = {
    "plain": lambda _theme: parts.button("Words", "b"),
    "primary": lambda _theme: parts.button("Words", "b", "primary"),
    "quiet": lambda _theme: parts.button("Words", "b", "quiet"),
    "danger": lambda _theme: parts.button("Words", "b", "danger"),
    "entry": lambda _theme: parts.button("Words", "b", "entry"),
    "icon": lambda _theme: parts.icon_button("Words", "b"),
    "line": lambda _theme: QLineEdit(),
    "choice": lambda theme: ChoiceBox([("a", "A")], theme),
    "number": NumberBox,
    "scale": lambda _theme: Scale(minimum=0, maximum=9, step=1, unit=""),
    "switch": Switch,
    "radio": lambda theme: Radio("Words", theme),
}
LEAST = 40
"""Pixels that must change by 3:1: a line of two pixels under the shortest of words."""


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest, theme: Theme) -> Iterator[Colours]:
    theme.wear(request.param)
    yield request.param
    theme.wear(LIGHT)


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ by 3:1 or more."""
    pairs = (
        (before.pixelColor(x, y).name(), after.pixelColor(x, y).name())
        for x in range(before.width())
        for y in range(before.height())
    )
    return sum(one != other and contrast(one, other) >= 3 for one, other in pairs)


@pytest.mark.parametrize("kind", CONTROLS)
def test_the_focus_is_seen(qtbot: QtBot, theme: Theme, colours: Colours, kind: str) -> None:
    page = QWidget()
    page.setObjectName("page")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    control, other = CONTROLS[kind](theme), QPushButton("Other")
    column.addWidget(control)
    column.addWidget(other)
    if isinstance(control, QLineEdit):
        control.setReadOnly(True)  # no caret that blinks
    page.show()
    page.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before, size = control.grab().toImage(), control.size()
    control.setFocus()
    qtbot.waitUntil((control.focusProxy() or control).hasFocus)
    assert changed(before, control.grab().toImage()) >= LEAST
    assert control.size() == size, "nothing moves when the focus comes"


@pytest.mark.parametrize("role", ["plain", "primary", "quiet", "danger", "entry"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_focused_button_is_pressed(qtbot: QtBot, theme: Theme, role: str, key: Qt.Key) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    button, other = parts.button("Words", "b", role), parts.button("Other", "o", "primary")
    pressed: list[str] = []
    other.clicked.connect(lambda: pressed.append("o"))
    button.clicked.connect(lambda: pressed.append("b"))
    column.addWidget(other)
    column.addWidget(button)
    page.show()
    button.setFocus()
    qtbot.keyClick(button, key)
    assert pressed == ["b"]
