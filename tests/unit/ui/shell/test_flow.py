"""Buttons go on to a further line rather than being cut."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.flow import Flow


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    row = QWidget()
    flow = Flow(spacing=10, last_apart=True, parent=row)
    for _button in range(3):
        button = QPushButton()
        button.setFixedSize(100, 30)
        flow.addWidget(button)
    qtbot.addWidget(row)
    row.show()
    return row


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (500, [(0, 0), (110, 0), (400, 0)]),
        (320, [(0, 0), (110, 0), (220, 0)]),
        (319, [(0, 0), (110, 0), (219, 40)]),
        (150, [(0, 0), (0, 40), (50, 80)]),
    ],
)
def test_each_stands_where_there_is_room(
    row: QWidget, width: int, places: list[tuple[int, int]]
) -> None:
    row.resize(width, 200)
    layout = row.layout()
    assert layout is not None
    layout.activate()
    buttons = [b for b in row.children() if isinstance(b, QPushButton)]
    assert [(b.x(), b.y()) for b in buttons] == places
    assert layout.heightForWidth(width) == places[-1][1] + 30
    buttons[1].hide()
    layout.activate()
    assert buttons[2].y() == (0 if width >= 210 else 40)
