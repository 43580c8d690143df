import threading
import time
from collections.abc import Iterator
from itertools import chain, pairwise

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.core.errors import Bug, UserFacingError
from app.ui.shell.tasks import Tasks


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_the_window_goes_on_while_a_lane_works(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    hold = threading.Event()
    answers: list[bool] = []
    tasks.journal.run(owner, lambda: hold.wait(60), answers.append)
    ticks: list[None] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start()
    qtbot.waitUntil(lambda: len(ticks) > 10)
    assert not answers
    hold.set()
    qtbot.waitUntil(lambda: answers == [True])
    timer.stop()


def test_an_answer_comes_on_the_windows_thread(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    places: list[str] = []
    tasks.engine.run(
        owner,
        lambda: places.append(threading.current_thread().name),
        lambda _none: places.append(threading.current_thread().name),
    )
    qtbot.waitUntil(lambda: len(places) == 2)
    assert places == ["engine", "MainThread"]


def test_one_lane_does_one_thing_at_a_time(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    running = 0
    most = 0
    done: list[None] = []

    def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.01)
        running -= 1

    for _ in range(5):
        tasks.journal.run(owner, work, done.append)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert most == 1


def test_a_failure_is_told_by_default(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    def full() -> None:
        raise UserFacingError("disk_full")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.journal.run(owner, full)
    assert told.args is not None
    assert told.args[0].code == "disk_full"


def test_a_bug_is_told_as_one_and_the_lane_goes_on(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    answers: list[int] = []
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.journal.run(owner, lambda: 1 // 0)
    assert told.args
    (bug,) = told.args
    assert isinstance(bug, Bug)
    assert bug.kind == "ZeroDivisionError"
    assert "app/ui/shell/tasks.py" in bug.place
    tasks.journal.run(owner, lambda: 42, answers.append)
    qtbot.waitUntil(lambda: answers == [42])


def test_a_stream_comes_in_batches_and_whole(qtbot: QtBot, tasks: Tasks, owner: QObject) -> None:
    batches: list[list[int]] = []
    times: list[float] = []
    ended: list[None] = []

    def count() -> Iterator[int]:
        for number in range(200):
            time.sleep(0.001)
            yield number

    def take(batch: list[int]) -> None:
        batches.append(batch)
        times.append(time.monotonic())

    tasks.engine.stream(owner, count, take, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert list(chain.from_iterable(batches)) == list(range(200))
    # At most one delivery a frame; the very last comes with the end.
    assert min(b - a for a, b in pairwise(times[:-1])) > 0.012


def test_what_came_before_a_failure_arrives_first(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    seen: list[object] = []

    def broken() -> Iterator[str]:
        yield "half"
        raise UserFacingError("engine_stopped")

    tasks.engine.stream(owner, broken, seen.extend, failed=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] == "half"
    assert isinstance(seen[1], UserFacingError)


def test_a_cancelled_stream_is_closed_and_silent(
    qtbot: QtBot, tasks: Tasks, owner: QObject
) -> None:
    closed = threading.Event()
    seen: list[object] = []

    def endless() -> Iterator[int]:
        try:
            while True:
                time.sleep(0.002)
                yield 1
        finally:
            closed.set()

    task = tasks.engine.stream(owner, endless, seen.extend, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    task.cancel()
    heard = len(seen)
    assert closed.wait(60)
    qtbot.wait(50)
    assert len(seen) == heard


def test_nothing_reaches_an_owner_that_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    gone = QObject()
    seen: list[object] = []
    others: list[object] = []
    tasks.journal.run(gone, lambda: time.sleep(0.05), seen.append)
    gone.deleteLater()
    tasks.journal.run(tasks, lambda: None, others.append)
    qtbot.waitUntil(lambda: bool(others))
    assert not seen


def test_closing_does_what_was_asked_for_first(qtbot: QtBot, owner: QObject) -> None:
    lanes = Tasks()
    kept: list[str] = []
    lanes.journal.run(owner, lambda: time.sleep(0.1))
    lanes.journal.run(owner, lambda: kept.append("draft"))
    assert lanes.close(timeout=60)
    assert kept == ["draft"]
