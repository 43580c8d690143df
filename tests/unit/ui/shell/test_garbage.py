import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.shell.garbage import Garbage
from app.ui.shell.tasks import Tasks


class Cycle:
    """Refers to itself, and tells the thread that ends it."""

    ended_on: list[threading.Thread]

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        self.ended_on = ended_on
        self.me = self

    def __del__(self) -> None:
        self.ended_on.append(threading.current_thread())


@pytest.fixture(autouse=True)
def as_it_was(qtbot: QtBot) -> Iterator[None]:
    gc.collect()
    gc.enable()
    yield
    assert gc.isenabled()
    gc.disable()


def make_much() -> list[list[int]]:
    return [[number] for number in range(100_000)]


def test_a_lane_never_ends_what_the_window_made(qtbot: QtBot, tasks: Tasks) -> None:
    ended: list[threading.Thread] = []
    worked: list[object] = []
    Cycle(ended)
    tasks.journal.run(QObject(tasks), make_much, worked.append)
    qtbot.waitUntil(lambda: bool(worked))
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.main_thread()]


def test_two_at_a_time_leave_it_as_it_was(qtbot: QtBot) -> None:
    first, second = Garbage(), Garbage()
    second.stop()
    assert not gc.isenabled()
    first.stop()
    assert gc.isenabled()
