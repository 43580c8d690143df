from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.shell.idle_lock import IdleLock, clock

MINUTE = 60.0


class Room:
    """A window, a clock, and what the person does not do."""

    def __init__(self, app: QApplication) -> None:
        self.now = 1000.0
        self.minutes = 10
        self.waits = False
        self.locked = 0
        self.line = QLineEdit()
        self.idle = IdleLock(
            app,
            minutes=lambda: self.minutes,
            awaited=lambda: self.waits,
            now=lambda: self.now,
            parent=self.line,
        )
        self.idle.due.connect(self._on_due)

    def later(self, minutes: float) -> int:
        """How often it has locked when so much time has passed."""
        self.now += minutes * MINUTE
        self.idle.look()
        return self.locked

    def _on_due(self) -> None:
        self.locked += 1


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot) -> Room:
    room = Room(qapp)
    qtbot.addWidget(room.line)
    with qtbot.waitExposed(room.line):
        room.line.show()
    room.idle.watch(room.line.windowHandle())
    return room


def test_it_locks_after_the_time_and_not_before(room: Room) -> None:
    assert room.later(9.9) == 0
    assert room.later(0.2) == 1
    assert room.later(5) == 1


def test_the_time_can_change_at_any_time_and_zero_is_never(room: Room) -> None:
    room.minutes = 0
    assert room.later(10_000) == 0
    room.minutes = 240
    assert room.later(0) == 1


@pytest.mark.parametrize("what", ["key", "mouse", "move"])
def test_whatever_is_done_in_the_window_counts(room: Room, qtbot: QtBot, what: str) -> None:
    assert room.later(9) == 0
    window = room.line.windowHandle()
    match what:
        case "key":
            qtbot.keyClick(window, Qt.Key.Key_A)
        case "mouse":
            qtbot.mouseClick(window, Qt.MouseButton.LeftButton)
        case "move":
            for place in (QPoint(3, 3), QPoint(9, 9)):
                qtbot.mouseMove(window, place)
            qtbot.wait(20)
    assert room.later(9) == 0
    assert room.later(1.1) == 1


def test_a_question_over_the_window_counts_too(room: Room, qtbot: QtBot) -> None:
    question = QDialog(room.line)
    question.open()
    qtbot.waitUntil(question.isActiveWindow)
    assert room.later(9) == 0
    qtbot.keyClick(question.windowHandle(), Qt.Key.Key_A)
    assert room.later(9) == 0
    question.close()


def test_what_the_program_does_by_itself_does_not_count(room: Room) -> None:
    assert room.later(9) == 0
    room.line.setText("a reply")
    room.line.repaint()
    assert room.later(1.1) == 1


def test_who_waits_for_a_reply_may_wait_twice_as_long(room: Room) -> None:
    room.waits = True
    assert room.later(19.9) == 0
    assert room.later(0.2) == 1


def test_when_the_reply_is_there_the_time_begins_anew(room: Room) -> None:
    room.waits = True
    assert room.later(15) == 0
    room.waits = False
    assert room.later(0.1) == 0
    assert room.later(9.8) == 0
    assert room.later(0.3) == 1


def test_the_clock_is_one_that_does_not_sleep() -> None:
    assert abs(clock() - float(Path("/proc/uptime").read_text().split()[0])) < 1
