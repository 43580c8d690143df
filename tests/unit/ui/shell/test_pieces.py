"""Much is built in rounds of the event loop, so that the window never stands still for it."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.shell.pieces import Pieces


def built(done: list[int], count: int) -> Iterator[int]:
    """Each piece alone takes more than a round may."""
    for number in range(count):
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass
        done.append(number)
        yield number


def test_a_round_ends_when_it_has_taken_its_time(qtbot: QtBot) -> None:
    done: list[int] = []
    page = QObject()
    pieces = Pieces(built(done, 4), page)
    pieces.go_on()  # what shall be there at once
    assert done == [0]
    with qtbot.waitSignal(pieces.done):
        pass
    assert done == [0, 1, 2, 3]
    qtbot.waitUntil(lambda: page.children() == [])


def test_what_is_gone_is_built_no_further(qtbot: QtBot) -> None:
    done: list[int] = []
    page = QObject()
    Pieces(built(done, 1000), page).go_on()
    gone: list[None] = []
    page.destroyed.connect(lambda: gone.append(None))
    page.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    so_far = len(done)
    qtbot.wait(50)
    assert len(done) == so_far < 1000
