"""The controls that are drawn by us."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.controls import ChoiceBox
from app.ui.shell.theme import Theme


@pytest.mark.parametrize("count", [2, 3, 6])
def test_every_choice_is_seen_at_once(qtbot: QtBot, theme: Theme, count: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 500)
    box = ChoiceBox([(str(place), f"Choice {place}") for place in range(count)], theme)
    QVBoxLayout(page).addWidget(box)
    page.show()
    box.showPopup()
    view = box.view()
    shown = view.viewport().rect()
    for row in range(count):
        choice = view.visualRect(box.model().index(row, 0))
        assert choice.height() >= 1.5 * box.fontMetrics().height()
        assert shown.contains(choice), (row, choice, shown)
    box.hidePopup()
