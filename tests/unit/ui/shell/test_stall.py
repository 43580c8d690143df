import logging
import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.ui.shell.stall import StallWatch


def busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_window_that_stands_still_is_noticed(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    watch = StallWatch()
    with caplog.at_level(logging.WARNING):
        QTimer.singleShot(10, watch, lambda: busy(0.2))
        qtbot.waitUntil(lambda: len(watch.stalls) == 1)
    assert "the window stood still" in caplog.text


def test_a_window_that_keeps_moving_is_not(qtbot: QtBot) -> None:
    watch = StallWatch()
    QTimer.singleShot(10, watch, lambda: busy(0.02))
    qtbot.wait(150)
    assert watch.stalls == []
